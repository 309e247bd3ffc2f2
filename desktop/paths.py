"""Where the program's own files and the user's files lie."""

from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs

_PACKAGE = Path(__file__).resolve().parent
_NAME = "kakehashi"


def shipped(name: str) -> Path:
    """Find what came with the program, such as ``"resources"`` or ``"translations/ja"``.

    The same call is right in a checkout, an installed wheel and a bundle. The answer is a real
    path and not a package resource, because Alembic, Typst and Qt read folders, not streams.
    """
    packaged = _PACKAGE / "_data" / name
    return packaged if packaged.exists() else _PACKAGE.parent / name


@dataclass(frozen=True)
class Paths:
    """The user's folders: where this system keeps them, or all below one ``base``.

    Asking for a folder makes it, so that a caller can write into it at once.
    """

    base: Path | None = None

    def data_folder(self) -> Path:
        """Give the folder of office files and their backups."""
        return self._folder("data", _system().user_data_path)

    def config_folder(self) -> Path:
        """Give the folder of the settings."""
        return self._folder("config", _system().user_config_path)

    def log_folder(self) -> Path:
        """Give the folder of the logs and crash reports."""
        return self._folder("log", _system().user_log_path)

    def settings_file(self) -> Path:
        """Give the path of the settings, which need not exist yet."""
        return self.config_folder() / "settings.toml"

    def default_office(self) -> Path:
        """Give the path where a new office is offered to lie; it need not exist yet."""
        return self.data_folder() / "office.kakehashi"

    def documents_folder(self) -> Path:
        """Give the folder of the office's own letterhead and templates; it need not exist yet."""
        return self.data_folder() / "documents"

    def _folder(self, name: str, usual: Path) -> Path:
        folder = usual if self.base is None else self.base / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder


def _system() -> PlatformDirs:
    # No author: on Windows it would add a second folder of the same name around ours.
    return PlatformDirs(_NAME, appauthor=False)

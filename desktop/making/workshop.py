"""Where papers are made."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.documents.house import House


@dataclass(frozen=True)
class Workshop:
    """An office in which papers are made: `home` is its zone, `documents` its own folder.

    That folder holds logo, letterhead and templates (docs/documents.md); without one the papers
    are as shipped.
    """

    home: str = "Asia/Tokyo"
    documents: Path | None = None

    def house(self) -> House:
        """How the papers of this office look; Problem `house_…`, `logo_…` or `template_…`."""
        from desktop.documents.house import PLAIN
        from desktop.documents.house_folder import read_house

        return read_house(self.documents) if self.documents is not None else PLAIN

    def state(self) -> tuple[tuple[str, int, int], ...]:
        """What changes with the folder: the name, age and size of each file in it."""
        if self.documents is None or not self.documents.is_dir():
            return ()
        found = []
        with suppress(OSError):  # a folder that cannot be read is told of where it is read
            for path in sorted(self.documents.iterdir()):
                with suppress(OSError):  # what another app keeps there may be gone again
                    about = path.stat()
                    found.append((path.name, about.st_mtime_ns, about.st_size))
        return tuple(found)

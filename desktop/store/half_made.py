"""Files that are made under another name until they are whole, and what a kill leaves of them.

Such a file is called `.name.<identity>.new`, a copy `.name.<identity>.part`, and lies beside
the one it is to become.
"""

import os
import re
import shutil
import stat
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop.domain.base import new_id

FOLDER = ".unfinished-"
"""Stands behind the name of a file in that of a folder in which it is made."""
_IDENTITY = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_FINGERPRINT = r"[0-9A-F]{8}"
# With what SQLite keeps beside it.
_FILE = rf"(?:\.{_FINGERPRINT})?\.{_IDENTITY}\.(?:new|part)(?:-wal|-shm|-journal)?"
_FOLDER = rf"{re.escape(FOLDER)}\w+"
# Nothing needs that long to be finished.
_ABANDONED = timedelta(days=1)


def half_made(path: Path, fingerprint: str = "") -> Path:
    """A name, beside a file that is to be made, for what is not whole yet.

    With the fingerprint of its key, `made_with` finds it again.
    """
    mark = f"{fingerprint}." if fingerprint else ""
    return path.with_name(f".{path.name}.{mark}{new_id()}.new")


def made_with(path: Path, fingerprint: str) -> list[Path]:
    """What was being made under a name with a key, and is not whole or has not got the name."""
    name = re.compile(rf"\.{re.escape(path.name)}\.{re.escape(fingerprint)}\.{_IDENTITY}\.new")
    return [one for one in path.parent.iterdir() if name.fullmatch(one.name)]


def take_name(partial: Path, path: Path) -> None:
    """Give a whole file its name, in one step that does not replace what has that name.

    Raises FileExistsError, and OSError as the system tells it.
    """
    if os.name == "posix":
        try:
            os.link(partial, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links, such as a stick's
            if os.path.lexists(path):
                raise FileExistsError from None
        else:
            with suppress(OSError):  # it has the name already, and two names do no harm
                partial.unlink()
            return
    # Windows refuses by itself.
    partial.rename(path)


def sweep_beside(path: Path, now: datetime) -> None:
    """Remove what was left half made of an office file and of its copies beside it."""
    name = rf"{re.escape(path.stem)}(?:\..+)?{re.escape(path.suffix)}"
    sweep(path.parent, name, now)


def sweep(folder: Path, name: str, now: datetime) -> None:
    """Remove what was left half made of files of such a name (a pattern): it may be in clear.

    Only what has not been written to for a day; what cannot be removed stays, and so does a
    link. `now` is aware.
    """
    files = re.compile(rf"\.{name}{_FILE}", re.ASCII)
    folders = re.compile(rf"\.{name}{_FOLDER}", re.ASCII)
    with suppress(OSError), os.scandir(folder) as entries:
        for one in entries:
            with suppress(OSError):
                is_folder = one.is_dir(follow_symlinks=False)
                if not (folders if is_folder else files).fullmatch(one.name):
                    continue
                about = one.stat(follow_symlinks=False)
                if datetime.fromtimestamp(about.st_mtime, UTC) >= now - _ABANDONED:
                    continue
                if is_folder:
                    shutil.rmtree(one.path)
                elif stat.S_ISREG(about.st_mode):
                    Path(one.path).unlink()

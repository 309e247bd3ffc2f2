"""Files that the officer saves: asked for, named safely, written whole or not at all."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.errors import Problem

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
# Windows keeps these names for devices, whatever the ending.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LONGEST = 120


def file_name(title: str, ending: str) -> str:
    """A name for a file that every system takes, made of a title."""
    visible = "".join(char for char in title if unicodedata.category(char) not in ("Cf", "Cc"))
    name = " ".join(_UNSAFE.sub(" ", visible).split())[:_LONGEST].strip(" .")
    if not name or _DEVICES.match(name):
        name = f"kakehashi {name}".strip()
    return name + ending


def ask_save(parent: QWidget | None, title: str, offered: Path, ending: str) -> Path | None:
    """Ask where to save; the ending is added where the officer left it out."""
    name, _filter = QFileDialog.getSaveFileName(parent, title, str(offered), f"*.{ending}")
    if not name:
        return None
    path = Path(name)
    return path if path.suffix.casefold() == f".{ending}" else Path(f"{path}.{ending}")


def ask_open(parent: QWidget | None, title: str, folder: Path, ending: str) -> Path | None:
    """Ask for an existing file."""
    name, _filter = QFileDialog.getOpenFileName(parent, title, str(folder), f"*.{ending}")
    return Path(name) if name else None


def write_file(path: Path, content: bytes) -> None:
    """Write a file so that either the old or the whole new one is there.

    Raises Problem `file_unwritable` (path, reason) when it cannot be written.
    """
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise Problem("file_unwritable", path=str(path), reason=error.strerror) from error

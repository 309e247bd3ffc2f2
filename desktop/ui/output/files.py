"""Files that the officer saves: asked for, named safely, written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.files import file_name, write_file

__all__ = ["ask_open", "ask_save", "file_name", "write_file"]


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

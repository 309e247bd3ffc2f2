"""Making many papers on another thread, one whole file after the other."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Protocol
from zipfile import ZIP_DEFLATED, ZipFile

from PySide6.QtCore import QObject, Signal

from desktop.documents.folder import Entry
from desktop.errors import Problem
from desktop.ui.output.files import write_file
from desktop.ui.output.papers import Papers

_log = logging.getLogger(__name__)

# Nobody asked for a paper that has nothing in it.
_EMPTY = "nothing_to_print"


@dataclass
class Made:
    """What became of the papers of a folder.

    `failed` are those that could not be made, with the reason; `empty` those of which there is
    nothing to print. `path` is the folder or zip file; nothing is there where `count` is 0.
    `fault` is what is wrong with the office's own look, which they had to do without.
    """

    path: Path
    count: int = 0
    stopped: bool = False
    failed: list[tuple[Entry, Problem]] = field(default_factory=list)
    empty: list[Entry] = field(default_factory=list)
    fault: Problem | None = None


class Target(Protocol):
    """Where the papers go."""

    path: Path

    def add(self, name: str, content: bytes) -> None:
        """Take a whole file; Problem `file_unwritable`."""

    def end(self, *, keep: bool) -> None:
        """Close, and leave nothing behind unless it is to be kept; Problem `file_unwritable`."""


class InFolder:
    """A new folder, so that nothing that lies there already is replaced or mixed with."""

    def __init__(self, path: Path) -> None:
        self.path = _free(path)

    def add(self, name: str, content: bytes) -> None:
        """Write a whole file."""
        path = self.path / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(path, error) from error
        write_file(path, content)

    def end(self, *, keep: bool) -> None:
        """Leave what is there: every file is whole."""


class InZip:
    """A zip file, which is there when it is whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._partial = path.with_name(f".{path.name}.part")
        self._zip: ZipFile | None = None

    def add(self, name: str, content: bytes) -> None:
        """Put a file into the zip."""
        try:
            if self._zip is None:
                self._zip = ZipFile(self._partial, "w", ZIP_DEFLATED)
            self._zip.writestr(f"{self.path.stem}/{name}", content)
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def end(self, *, keep: bool) -> None:
        """Put the zip in its place, or take it away."""
        if self._zip is None:
            return
        try:
            self._zip.close()
            if keep:
                self._partial.replace(self.path)
        except OSError as error:
            raise _unwritable(self.path, error) from error
        finally:
            self._partial.unlink(missing_ok=True)


class Making(QObject):
    """Papers under way; `begun(number, entry)` tells which, from whatever thread makes it."""

    begun = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = Event()

    def stop(self) -> None:
        """Begin no further paper."""
        self._stop.set()

    def work(self, papers: Papers, entries: Sequence[Entry], target: Target) -> Callable[[], Made]:
        """What makes them, to be run on another thread; Problem `file_unwritable` ends it."""
        stop, tell = self._stop, self.begun.emit

        def make() -> Made:
            made = Made(target.path)
            keep = False
            try:
                for number, entry in enumerate(entries):
                    if stop.is_set():
                        made.stopped = True
                        break
                    tell(number, entry)
                    content = _content(papers, entry, made)
                    if content is not None:
                        target.add(entry.path, content)
                        made.count += 1
                keep = made.count > 0 and not made.stopped
            finally:
                target.end(keep=keep)
            if made.stopped and isinstance(target, InZip):
                made.count = 0
            return made

        return make


def _content(papers: Papers, entry: Entry, made: Made) -> bytes | None:
    try:
        content, fault = papers.pdf_and_fault(entry.wish)
        made.fault = made.fault or fault
        return content
    except Problem as problem:
        if problem.code == _EMPTY:
            made.empty.append(entry)
        else:
            made.failed.append((entry, problem))
    except Exception:  # noqa: BLE001 (a fault of ours in one must not cost the others)
        _log.exception("a paper could not be made: %s", entry.wish.document)
        made.failed.append((entry, Problem("paper_failed")))
    return None


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name} ({number})")
    return free


def _unwritable(path: Path, error: OSError) -> Problem:
    return Problem("file_unwritable", path=str(path), reason=error.strerror or str(error))

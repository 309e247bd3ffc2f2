"""The program proves itself: it opens its window, does a day's work in it, and tells the result.

`kakehashi --selfcheck` runs the same from a checkout, an installed package and a bundle, on files
of its own in a temporary folder, and needs no screen.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import Program
from desktop.calendars.export import calendar
from desktop.documents.wish import Wish
from desktop.domain import (
    Delegation,
    Exchange,
    Facility,
    Item,
    Moment,
    Organisation,
    Person,
    Place,
    Task,
    Trilingual,
)
from desktop.domain.base import Entity
from desktop.language import CODES, Language
from desktop.making.workshop import Workshop
from desktop.paths import Paths
from desktop.planning.drafting.child import Child
from desktop.planning.drafting.problem import Block, Problem, Visit
from desktop.settings import Settings
from desktop.store import access, calendar_source, delegations, exchanges, records
from desktop.store.office import OfficeFile
from desktop.ui.contents import pages
from desktop.ui.output.papers import Papers

_NAME = Trilingual("自己診断", "Selvtest", "Self-check")
_DAY = date(2027, 4, 19)
_SETTLE_MS = 50
_DRAFT_SECONDS = 20.0  # a machine that has just unpacked the program reads its libraries slowly


def selfcheck() -> int:
    """Run all steps, one line each; gives 0, or raises what the first bad step raised."""
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise RuntimeError("a program without windows runs already")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        check = _Check(app, Path(folder))
        try:
            for name, step in check.steps():
                step()
                _tell(f"ok: {name}")
        finally:
            check.program.end()
    return 0


class _Check:
    def __init__(self, app: QApplication, folder: Path) -> None:
        self._folder = folder
        settings = Settings(officer="Self-check", office_name=_NAME.en, language="en")
        self.program = Program(app, Paths(folder), settings)

    def steps(self) -> list[tuple[str, Callable[[], None]]]:
        """The steps in their order."""
        return [
            ("window", self._open_window),
            ("records", self._records),
            ("languages", self._languages),
            ("undo", self._undo),
            ("pdf", self._pdf),
            ("ics", self._ics),
            ("draft", self._draft),
            ("reopen", self._reopen),
        ]

    def _open_window(self) -> None:
        _expect(self.program.create(self._folder / "check.kakehashi"), "the file was not made")
        _settle()
        _expect(self._window().isVisible(), "the window is not visible")

    def _records(self) -> None:
        with self._office().writing("office.import") as session:
            for entity in (
                Organisation(name=_NAME),
                Place(name=_NAME, zone="Asia/Tokyo"),
                Person(family="Selvtest", given="Prøve", name_ja="自己 診断", nationality="DK"),
                Facility(name=_NAME),
            ):
                records.add(session, entity)
            delegation = delegations.create(session, _DAY, title=_NAME, start=_DAY, end=_DAY)
            exchanges.create(session, _DAY, title=_NAME, start=_DAY, end=_DAY)
            access.create(session, _DAY, title=_NAME)
            session.add(Task(delegation_id=delegation.id, title=_NAME, due=_DAY))
            start, end = (Moment(_DAY, time(hour), "Asia/Tokyo") for hour in (10, 11))
            delegations.add_item(
                session, delegation_id=delegation.id, title=_NAME, start=start, end=end
            )
        for cls in (Organisation, Place, Person, Facility, Delegation, Exchange, Item, Task):
            _expect(self._first(cls) is not None, f"no {cls.__name__} was read back")

    def _languages(self) -> None:
        window = self.program.window
        for code in CODES:
            if window is not None:
                window.use_language(code)
                for page in pages():
                    window.show_page(page.name)
            _settle()

    def _undo(self) -> None:
        _expect(self._office().undo() is not None, "nothing could be undone")
        _expect(self._first(Delegation) is None, "undo left the delegation there")
        _expect(self._office().redo() is not None, "nothing could be done again")
        _expect(self._first(Delegation) is not None, "redo did not bring the delegation back")

    def _pdf(self) -> None:
        papers = Papers(self._office(), Workshop)
        delegation = self._first(Delegation)
        for code in CODES:
            record = delegation.id if delegation else ""
            content = papers.pdf(Wish("programme", "delegation", record, (code,), _DAY))
            _expect(content.startswith(b"%PDF-"), "no PDF was made")
            (self._folder / f"check.{code}.pdf").write_bytes(content)

    def _ics(self) -> None:
        with self._office().reading() as session:
            source = calendar_source.whole_office(session)
        made = calendar(source.records, source.revisions, Language.of("ja"))
        _expect(made.content.startswith(b"BEGIN:VCALENDAR\r\n"), "no calendar was made")
        (self._folder / "check.ics").write_bytes(made.content)

    def _draft(self) -> None:
        child = Child(_problem(), _DRAFT_SECONDS)
        while not child.is_done():
            child.poll(_DRAFT_SECONDS)
        _expect(child.failure is None, f"the engine broke: {child.failure}")
        best = child.best()
        _expect(best is not None and best.proven, "no programme was proven best")

    def _reopen(self) -> None:
        path = self._office().path
        self.program.end()
        _settle()
        _expect(self.program.open(path), "the file was not opened again")
        _expect(self._first(Delegation) is not None, "the delegation is gone after opening again")

    def _first(self, cls: type[Entity]) -> Entity | None:
        with self._office().reading() as session:
            return session.query(cls).first()

    def _office(self) -> OfficeFile:
        office = self.program.office
        if office is None:
            raise RuntimeError("no office file is open")
        return office

    def _window(self) -> QWidget:
        window = self.program.window
        if window is None:
            raise RuntimeError("no window is open")
        return window


def _problem() -> Problem:
    """Five visits for two days, enough for a solver to prove what is best."""
    days = tuple(Block(day, 0, 0, 540, 1050) for day in range(2))
    windows = dict.fromkeys(range(len(days)), ((540.0, 1050.0),))
    visits = tuple(Visit(str(place), place, 120, 40, windows) for place in range(1, 6))
    travel = tuple(tuple(30.0 * (one != other) for other in range(6)) for one in range(6))
    return Problem(visits, days, travel)


def _settle() -> None:
    """Let Qt do what it has put off."""
    loop = QEventLoop()
    QTimer.singleShot(_SETTLE_MS, loop.quit)
    loop.exec()


def _expect(true: object, otherwise: str) -> None:
    if not true:
        raise RuntimeError(otherwise)


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()

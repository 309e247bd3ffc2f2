"""What a page may ask of the window it is in, and of the office file that is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from desktop import words
from desktop.errors import Problem
from desktop.language import _
from desktop.making.workshop import Workshop
from desktop.ui.background import Background
from desktop.ui.drafts import Drafts
from desktop.ui.tasks.agenda import Agenda
from desktop.ui.watch import Watch

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desktop.making.office_calendar import OfficeCalendar
    from desktop.settings import Settings
    from desktop.store.office import OfficeFile
    from desktop.ui.output.papers import Papers

T = TypeVar("T")


class Desk(QObject):
    """The one thing a page is given: the file, the settings, and ways to act and to tell.

    `changed` names the kinds that a commit changed; `clock` gives aware UTC; `watch` knows what
    collides in the plans, `agenda` what is to be done when, and `drafts` what is being typed.
    `documents` is the folder of the office's own letterhead and templates, which need not exist.
    The window follows the other signals; pages call the methods.

    `replace_asked` carries work that wants the office file closed, such as encrypting it or
    restoring a backup: `work(path, key)` is called on another thread and gives the key that the
    file is then opened again with.
    """

    changed = Signal(frozenset)
    noticed = Signal(object, bool)
    led = Signal(object, object, str)
    troubled = Signal(object)
    record_asked = Signal(str, str)
    part_asked = Signal(str)
    page_asked = Signal(str)
    state_asked = Signal(str, str)
    demo_asked = Signal()
    file_asked = Signal()
    preview_asked = Signal(str, str)
    calendar_asked = Signal(str, str)
    time_asked = Signal(str)
    settings_changed = Signal()
    lock_asked = Signal()
    replace_asked = Signal(object)

    def __init__(
        self,
        office: OfficeFile,
        settings: Settings,
        clock: Callable[[], datetime],
        *,
        save: Callable[[Settings], object] = lambda _settings: None,
        documents: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.office = office
        self.settings = settings
        self.documents = documents or office.path.parent / "documents"
        self.clock = clock
        self.background = Background(self)
        self.drafts = Drafts(self)
        self._save = save
        self._stop_listening = office.on_commit(self.changed.emit)
        self.watch = Watch(office, self.background, self.today, self, lambda: self.zones()[0])
        self.changed.connect(self.watch.follow)
        self.agenda = Agenda(office, self.background, lambda: settings.home_zone, self)
        self.changed.connect(self.agenda.follow)
        self.settings_changed.connect(self.agenda.follow_settings)

    @cached_property
    def papers(self) -> Papers:
        """What makes papers of the office file, and keeps the last ones."""
        # Imported when it is wanted: a start should not wait for it.
        from desktop.ui.output.papers import Papers

        return Papers(self.office, self.workshop)

    @cached_property
    def office_calendar(self) -> OfficeCalendar:
        """What makes the calendar of the whole office, and keeps what has not changed."""
        from desktop.making.office_calendar import OfficeCalendar

        return OfficeCalendar(self.office)

    def workshop(self) -> Workshop:
        """Where papers are made: in this office, with its letterhead."""
        return Workshop(self.zones()[0], self.documents)

    def zones(self) -> tuple[str, str]:
        """The zones of the two clocks."""
        return self.settings.home_zone, self.settings.other_zone

    def today(self) -> date:
        """Today at home."""
        return self.clock().astimezone(ZoneInfo(self.settings.home_zone)).date()

    def read(self, work: Callable[[Session], T], /) -> T:
        """Read from the office file in one short session."""
        with self.office.reading() as session:
            return work(session)

    def do(self, label: str, work: Callable[[Session], T], /, **values: Any) -> T | None:
        """Change the office file as one unit that can be undone, called `label` with `values`.

        What stands in the way is told in the bar, nothing is changed then, and None comes back.
        """
        try:
            with self.office.writing(label, **values) as session:
                return work(session)
        except Problem as problem:
            if not self.drafts.is_quiet(problem):
                self.trouble(problem)
            return None

    def undo(self) -> None:
        """Take back the last action, whoever's page it was done on."""
        self._turn(self.office.undo, lambda action: _("Undone: {action}").format(action=action))

    def redo(self) -> None:
        """Do again what was undone last."""
        self._turn(self.office.redo, lambda action: _("Done again: {action}").format(action=action))

    def take_back(self, unit: int) -> None:
        """Take back one action, which need not be the last."""
        self._turn(
            lambda: self.office.take_back(unit),
            lambda action: _("Undone: {action}").format(action=action),
        )

    def notice(self, text: Callable[[], str], undo: bool = False) -> None:
        """Say in the bar what happened, perhaps with a button that takes it back."""
        self.noticed.emit(text, undo)

    def lead(self, text: Callable[[], str], button: Callable[[], str], page: str) -> None:
        """Say something in the bar, with a button that leads to a page."""
        self.led.emit(text, button, page)

    def trouble(self, problem: Problem) -> None:
        """Say in the bar, kindly, what stood in the way."""
        self.troubled.emit(lambda: words.problem(problem))

    def open(self, kind: str, record: str, part: str = "") -> None:
        """Open a record in its editor, and lead to a part of it, such as an item, if one is named.

        What is typed elsewhere and cannot be read keeps the officer where it stands.
        """
        self.record_asked.emit(kind, record)
        if part:
            self.part_asked.emit(part)

    def show_page(self, name: str) -> None:
        """Go to a page of the sidebar."""
        self.page_asked.emit(name)

    def show_state(self, name: str, state: str) -> None:
        """Go to a list of the sidebar, and show there only what is in one state."""
        self.state_asked.emit(name, state)

    def open_preview(self, kind: str, record: str) -> None:
        """Show the printed paper of a record, to be looked at, printed or saved."""
        self.preview_asked.emit(kind, record)

    def open_draft(self, delegation_id: str) -> None:
        """Go to the draft of the programme of a delegation."""
        self.open("drafting", delegation_id)

    def export_calendar(self, kind: str = "", record: str = "") -> None:
        """Offer a calendar file of a record, or of the whole office."""
        self.calendar_asked.emit(kind, record)

    def find_time(self, booking_id: str) -> None:
        """Look for another time for an item or a slot."""
        self.time_asked.emit(booking_id)

    def save_settings(self) -> None:
        """Remember the settings, and let the window follow them."""
        self._save(self.settings)
        self.settings_changed.emit()

    def rename_author(self, name: str) -> None:
        """Let the change log name the officer differently from now on."""
        self.office.author = replace(self.office.author, name=name)

    def close(self) -> None:
        """Let go of the office file, which stays open for whoever opened it."""
        self.drafts.close()
        self._stop_listening()
        self.watch.stop()
        self.agenda.stop()
        self.background.stop()

    def _turn(
        self,
        turn: Callable[[], tuple[str, dict[str, object]] | None],
        sentence: Callable[[str], str],
    ) -> None:
        try:
            unit = turn()
        except Problem as problem:
            self.trouble(problem)
            return
        if unit is not None:
            label, values = unit
            self.notice(lambda: sentence(words.unit_label(label, values)))

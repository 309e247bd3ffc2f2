"""The question before a calendar file is saved: whose, in which language, with what in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.calendars.export import Calendar, calendar
from desktop.errors import Problem
from desktop.language import CODES, Language, _, current, ngettext
from desktop.planning.agenda import due_for
from desktop.store import calendar_source
from desktop.store.calendar_source import CalendarSource
from desktop.ui import find, look
from desktop.ui.conflicts import FindingsBar
from desktop.ui.desk import Desk
from desktop.ui.forms import ChoiceField, Form, SwitchField
from desktop.ui.output.files import ask_save, file_name, write_file
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, PlainLabel, row


class CalendarDialog(Spoken, QDialog):
    """Saves a calendar file of one record (`kind`, `record`) or of the whole office ("", "")."""

    def __init__(self, desk: Desk, kind: str, record: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._kind, self._record = desk, kind, record
        self._problem: Problem | None = None
        self.say(self.setWindowTitle, lambda: _("Export calendar"))
        heading = PlainLabel(role="section", wrap=True)
        self.say(heading.setText, self._heading)
        about = PlainLabel(role="soft", wrap=True)
        self.say(
            about.setText,
            lambda: _(
                "The file can be opened in Outlook, Apple Calendar and Google Calendar. Exported "
                "again after a change, it updates the same entries."
            ),
        )
        self.form = Form()
        self.form.section(columns=1)
        self.form.add(
            "language",
            ChoiceField(lambda: _("Language"), CODES, lambda code: Language.of(code).name),
        ).set_value(current().code)
        self.form.add(
            "person",
            find.people(desk).one(
                lambda: _("Only for one person"),
                hint=lambda: _("Leave empty for everyone."),
            ),
        )
        self.form.add(
            "tasks",
            SwitchField(
                lambda: _("Tasks too"),
                hint=lambda: _("Due dates and whose turn, no notes. Outlook and Google show none."),
            ),
            # What concerns one record is mostly for others, the whole office for the office itself.
        ).set_value(not record)
        self.form.add(
            "private",
            SwitchField(
                lambda: _("Include private details"),
                hint=lambda: _(
                    "Names of those who take part, the contact's phone number and internal notes."
                ),
            ),
        )
        self._said = PlainLabel(role="problem", wrap=True)
        self.say(self._tell, self._problem_text)
        self._save = Button(lambda: _("Save calendar file…"), self.save, kind="filled")
        buttons = row(None, Button(lambda: _("Cancel"), self.reject), self._save, spacing=look.M)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.XL)
        layout.setSpacing(look.L)
        self.conflicts = FindingsBar(desk)
        self.conflicts.opened.connect(self._open_booking)
        self.conflicts.load(kind, record)
        for part in (heading, about, self.conflicts, self.form, self._said):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addLayout(buttons)
        self.setMinimumWidth(look.COLUMN * 2)
        self.form.focus(self.form.names()[0])

    @classmethod
    def ask(cls, desk: Desk, kind: str, record: str, parent: QWidget | None) -> None:
        """Show the question; what is chosen is saved."""
        cls(desk, kind, record, parent).exec()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.LayoutRequest:  # another may be the last one it gets
            return super().event(event)
        done = super().event(event)
        layout = self.layout()
        if layout is not None:
            # A dialog asks its layout for less than texts of several lines need.
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))
        return done

    def save(self) -> None:
        """Ask where to, and save the file."""
        title = self._heading()
        path = ask_save(self, _("Export calendar"), Path.home() / file_name(title, ".ics"), "ics")
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Save the file there, and say in the window what was left out."""
        try:
            made = self._made()
            write_file(path, made.content)
        except Problem as problem:
            self._problem = problem
            self.say_again()
            return
        self._desk.notice(lambda: _report(made, path))
        self.accept()

    def _open_booking(self, booking_id: str) -> None:
        self.reject()
        self._desk.open(self._kind, self._record, booking_id)

    def _made(self) -> Calendar:
        values = self.form.values()
        source = self._desk.read(lambda session: self._source(session, values["person"]))
        zone = self._desk.settings.home_zone
        days = {task: due_for(task, owner, zone) for task, owner in source.tasks}
        return calendar(
            source.records,
            source.revisions,
            Language.of(values["language"]),
            tasks=days if values["tasks"] else None,
            audience=source.person,
            private=bool(values["private"]),
        )

    def _source(self, session: Session, person: str | None) -> CalendarSource:
        if self._record:
            whole = calendar_source.one_record(session, self._kind, self._record)
            if person is None:
                return whole
            theirs = calendar_source.one_person(session, person)
            kept = tuple(one for one in theirs.records if one.id == self._record)
            return CalendarSource(kept, theirs.revisions, theirs.person)
        if person is not None:
            return calendar_source.one_person(session, person)
        return calendar_source.whole_office(session)

    def _heading(self) -> str:
        if not self._record:
            return _("Calendar of the whole office")
        name = self._desk.read(lambda s: find.label_of(s, self._kind, self._record))
        return name.best(current().code) or words.kind(self._kind)

    def _problem_text(self) -> str:
        return words.problem(self._problem) if self._problem is not None else ""

    def _tell(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))


def _report(made: Calendar, path: Path) -> str:
    number = made.events + made.tasks
    text = ngettext("{n} entry saved in {name}.", "{n} entries saved in {name}.", number).format(
        n=number, name=path.name
    )
    if not made.skipped:
        return text
    left = ngettext(
        "{n} without a date or time zone was left out: {first}",
        "{n} without a date or time zone were left out, such as: {first}",
        len(made.skipped),
    ).format(n=len(made.skipped), first=words.problem(made.skipped[0]))
    return f"{text} {left}"

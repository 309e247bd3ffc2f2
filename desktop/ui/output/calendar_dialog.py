"""The question before a calendar file is saved: whose, in which language, with what in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.calendars.export import Calendar, TasksAs
from desktop.domain import Organisation, Person
from desktop.errors import Problem
from desktop.language import CODES, Language, _, current, names
from desktop.store import loading
from desktop.store.sent import remember
from desktop.ui import find, look
from desktop.ui.conflicts import FindingsBar
from desktop.ui.desk import Desk
from desktop.ui.forms import ChoiceField, Form, SwitchField
from desktop.ui.output import calendar_choice as choice
from desktop.ui.output.calendar_choice import SOMEBODY, Listed, Whose
from desktop.ui.output.calendar_report import report
from desktop.ui.output.files import ask_save, file_name, write_file
from desktop.ui.speech import Spoken
from desktop.ui.widgets import BusyBar, Button, PlainLabel, row

# What else can be done with the record: `asked` is called with its kind and identity.
Further = Callable[[str, str], object]


class CalendarDialog(Spoken, QDialog):
    """Saves a calendar file of one record (`kind`, `record`) or of the whole office ("", "").

    `listed` are the records of the list that the officer looks at. `for_all` and `invite` lead
    to the files for all members and to invitations.
    """

    def __init__(
        self,
        desk: Desk,
        kind: str,
        record: str,
        parent: QWidget | None = None,
        *,
        listed: Listed | None = None,
        for_all: Further | None = None,
        invite: Further | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._kind, self._record, self._listed = desk, kind, record, listed
        self._problem: Problem | None = None
        self._groups = self._read_groups()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._fit)
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
        self._said = PlainLabel(role="problem", wrap=True)
        self._busy = BusyBar()
        self.form = self._make_form()
        self.say(self._tell, self._problem_text)
        self._save = Button(lambda: _("Save calendar file…"), self.save, kind="filled")
        buttons = row(spacing=look.M)
        for text, further in (
            (self._for_all_text, for_all),
            (lambda: _("Invitations…"), invite),
        ):
            if record and further is not None:
                buttons.addWidget(Button(text, self._leading(further), kind="quiet"))
        buttons.addStretch(1)
        buttons.addWidget(Button(lambda: _("Cancel"), self.reject))
        buttons.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.XL)
        layout.setSpacing(look.L)
        self.conflicts = FindingsBar(desk)
        self.conflicts.opened.connect(self._open_booking)
        self.conflicts.load(kind, record)
        for part in (heading, about, self.conflicts, self.form, self._said):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self._busy)
        layout.addLayout(buttons)
        self.setMinimumWidth(look.COLUMN * 2 + look.XL)
        self.form.edited.connect(self._edited)
        self._follow()
        self.form.focus("what")

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.LayoutRequest:  # another may be the last one it gets
            return super().event(event)
        done = super().event(event)
        self._fit()
        # Parts that change within the same moment tell each only the part around them.
        self._again.start()
        return done

    def _fit(self) -> None:
        """Be as high as texts of several lines need; a dialog asks its layout for less."""
        layout = self.layout()
        if layout is None:
            return
        least, needed = self.minimumHeight(), layout.totalHeightForWidth(self.width())
        self.setMinimumHeight(needed)
        if self.height() == least:
            # It is as high as it must be, also once something is folded away.
            self.resize(self.width(), needed)

    def choose(self, **values: object) -> None:
        """Choose what stands in the form, as the officer would."""
        for name, value in values.items():
            self.form.load({name: value})
            self._edited(name, value)

    def save(self) -> None:
        """Ask where to, and save the file."""
        if not self._may_save():
            return
        title = self._file_title()
        path = ask_save(self, _("Export calendar"), Path.home() / file_name(title, ".ics"), "ics")
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Save the file there, remember what was handed out, and say what was left out."""
        if not (self._may_save() and self._busy.isHidden()):
            return
        make = self._maker()
        if self._record:
            try:
                self._write(path, make())
            except Problem as problem:
                self._failed(problem)
            return
        # The whole office may hold many thousand entries, which the window need not wait for.
        write = partial(self._write, path)
        job = self._desk.background.run(make, write, self._failed, owner=self)
        self._busy.follow(job, lambda: _("Writing the calendar…"))

    def _write(self, path: Path, result: tuple[Calendar, str]) -> None:
        self._busy.done()
        made, audience = result
        try:
            with self._desk.office.writing("calendar.sent") as session:
                remember(session, made.handed_out, self._desk.clock(), audience)
                write_file(path, made.content)
        except Problem as problem:
            self._failed(problem)
            return
        private = bool(self._value("private"))
        self._desk.notice(lambda: report(made, path.name, private=private))
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self._busy.done()
        if not isinstance(error, Problem):
            raise error
        self._problem = error
        self.say_again()

    # -- how it is built

    def _make_form(self) -> Form:
        desk, form = self._desk, Form()
        form.section(columns=2)
        offered = choice.offered(self._kind, self._record, self._listed, groups=bool(self._groups))
        form.add(
            "what",
            ChoiceField(
                lambda: _("Calendar of"),
                offered,
                lambda code: choice.name_of(code, self._kind, self._listed),
            ),
        )
        form.add(
            "language",
            ChoiceField(lambda: _("Language"), CODES, lambda code: Language.of(code).name),
        )
        form.add(Whose.PERSON, find.people(desk).one(lambda: _("Person")), wide=True)
        form.add(
            Whose.GROUP,
            ChoiceField(lambda: _("Group"), self._groups, self._group_name),
            wide=True,
        )
        form.add(
            Whose.INSTITUTION,
            find.organisations(desk).one(
                lambda: _("Institution"),
                hint=lambda: _("What it hosts, and all that its people have to do with."),
            ),
            wide=True,
        )
        form.section(lambda: _("What else is in it"), columns=1, folded=True)
        form.add(
            "tasks",
            ChoiceField(
                lambda: _("Tasks"),
                (choice.WITHOUT, *(one.value for one in TasksAs)),
                _tasks_name,
                hint=lambda: _(
                    "Due dates and whose turn, no notes. Outlook and Google show tasks only as "
                    "all-day entries."
                ),
            ),
        )
        form.add(
            "reminders",
            SwitchField(
                lambda: _("Reminders"),
                hint=lambda: _("How long before is chosen in the settings."),
            ),
        )
        form.add(
            "private",
            SwitchField(
                lambda: _("Include private details"),
                hint=lambda: _(
                    "Names of those who take part, the contact's phone number and internal notes."
                ),
            ),
        )
        form.load(
            {
                "what": offered[0],
                "language": current().code,
                Whose.GROUP: next(iter(self._groups), None),
                # What concerns one record is mostly for others, the whole office for itself.
                "tasks": choice.WITHOUT if offered[0] != Whose.OFFICE else TasksAs.TODO.value,
            }
        )
        return form

    def _read_groups(self) -> dict[str, Any]:
        if self._kind != "delegation" or not self._record:
            return {}
        visit = self._desk.read(lambda s: loading.delegation(s, self._record))
        return {group.id: group for group in visit.groups}

    def _group_name(self, code: str) -> str:
        label: str = self._groups[code].label().best(current().code)
        return label

    def _leading(self, further: Further) -> Callable[[], object]:
        def go() -> None:
            self.reject()
            further(self._kind, self._record)

        return go

    # -- what follows a choice

    def _value(self, name: str) -> Any:
        return self.form.field(name).value()

    def _edited(self, name: str, value: object) -> None:
        if name == Whose.PERSON and isinstance(value, str):
            person = self._desk.read(lambda s: s.get(Person, value))
            if person is not None:
                # A calendar speaks to whose it is; the officer may choose otherwise.
                self.form.load({"language": names.preferred(person)})
        self._problem = None
        self._follow()
        self.say_again()

    def _follow(self) -> None:
        what = self._value("what")
        for name in SOMEBODY:
            self.form.field(name).setVisible(name == what)
        # Somebody's part of the plans has no tasks: they are the office's own.
        somebody = what in SOMEBODY
        self.form.field("tasks").setVisible(not somebody)

    def _may_save(self) -> bool:
        """Whether all is named that must be; what is not is told beside its field."""
        self.form.commit()
        values = self.form.values()
        missing = [] if choice.is_complete(values) else [values["what"]]
        self.form.missing(missing)
        if missing:
            self.form.focus(missing[0])
        return not missing

    def _open_booking(self, booking_id: str) -> None:
        self.reject()
        self._desk.open(self._kind, self._record, booking_id)

    def _maker(self) -> Callable[[], tuple[Calendar, str]]:
        """What makes the calendar, on any thread, with the identity of whose it is."""
        values, settings, read = self.form.values(), self._desk.settings, self._desk.read
        kind, record, listed = self._kind, self._record, self._listed
        if values["what"] == Whose.OFFICE:
            whole, wanted = self._desk.office_calendar, choice.wanted(values, settings)
            return lambda: (whole.make(wanted), "")

        def make() -> tuple[Calendar, str]:
            found = read(lambda s: choice.source(s, kind, record, listed, values))
            made = choice.made(found, values, settings)
            return made, found.audience.id if found.audience else ""

        return make

    def _heading(self) -> str:
        if not self._record:
            return _("Export calendar")
        name = self._desk.read(lambda s: find.label_of(s, self._kind, self._record))
        return name.best(current().code) or words.kind(self._kind)

    def _file_title(self) -> str:
        """What the file is called: by whose calendar it is."""
        what = Whose(self._value("what"))
        language = Language.of(self._value("language"))
        if what == Whose.PERSON:
            person = self._desk.read(lambda s: s.get_one(Person, self._value(what)))
            return names.display(language, person)
        if what == Whose.INSTITUTION:
            body = self._desk.read(lambda s: s.get_one(Organisation, self._value(what)))
            return body.name.best(language.code)
        if what == Whose.GROUP:
            return self._group_name(self._value(what))
        if what == Whose.RECORD:
            return self._heading()
        return choice.name_of(what, self._kind, self._listed)

    def _for_all_text(self) -> str:
        return _("For all members…") if self._kind == "delegation" else _("For each person…")

    def _problem_text(self) -> str:
        return words.problem(self._problem) if self._problem is not None else ""

    def _tell(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))


def _tasks_name(code: str) -> str:
    return {
        choice.WITHOUT: _("Without tasks"),
        TasksAs.TODO.value: _("As tasks"),
        TasksAs.EVENT.value: _("As all-day entries"),
        TasksAs.BOTH.value: _("As tasks and as all-day entries"),
    }[code]

"""Invitations to the items or slots of a record, each as an event file and as a mail draft."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QGridLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.calendars.invitation import CANCEL, Invitation, Organizer
from desktop.calendars.mail import address
from desktop.calendars.reminders import chosen
from desktop.calendars.scope import things
from desktop.domain import Exchange, Task
from desktop.errors import Problem
from desktop.files import Part, taken, write_parts
from desktop.language import CODES, Language, _, current, dates, ngettext
from desktop.making.sender import writer
from desktop.store.sent import remember_invited, sent
from desktop.ui import find, look
from desktop.ui.desk import Desk
from desktop.ui.drafts_box import Box
from desktop.ui.forms import ChoiceField, Form, SwitchField, TextField
from desktop.ui.mailing import inviting
from desktop.ui.mailing.replacing import may_replace
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, ElidedLabel, PlainLabel, Scroll, column, row

# Stands for who invites as long as nobody is named: it only counts the guests then.
_NOBODY = Organizer("", "nobody@example.invalid")


class InvitationDialog(Spoken, QDialog):
    """Saves invitations of one record (`kind`, `record`) in a folder."""

    def __init__(self, desk: Desk, kind: str, record: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._kind, self._record = desk, kind, record
        self._problem: Problem | None = None
        self._signature = desk.read(lambda s: writer(s, desk.settings))
        self._source = desk.read(lambda s: inviting.read(s, kind, record))
        self._handed_out = desk.read(lambda s: sent(s, [record]))
        self._boxes: dict[str, QCheckBox] = {}
        self._guests: dict[str, PlainLabel] = {}
        self._events: dict[str, Invitation] = {}
        self.form = self._make_form()
        self._said = PlainLabel(role="problem", wrap=True)
        self._without = PlainLabel(role="soft", wrap=True)
        self._days = {
            thing.id: thing.start if isinstance(thing, Exchange) else thing.start.date
            for _record, thing in (*self._source.gone, *things(self._source.records))
            if not isinstance(thing, Task)
        }
        events = Scroll(self._make_list())
        self._save = Button(self._save_text, self.save, kind="filled", icon="download")
        self._build(events)
        self.form.edited.connect(self._edited)
        self._refresh()
        desk.drafts.follow_box(
            Box(self, self.form, "invitation", (kind, record), ("name", "email"))
        )

    @classmethod
    def ask(cls, desk: Desk, kind: str, record: str, parent: QWidget | None) -> None:
        """Show the question; what is chosen is saved."""
        dialog = cls(desk, kind, record, parent)
        dialog.exec()
        dialog.deleteLater()

    def choose(self, keys: set[str]) -> None:
        """Tick these invitations and no others."""
        for key, box in self._boxes.items():
            box.setChecked(key in keys and box.isEnabled())
        self._refresh()

    def chosen(self) -> set[str]:
        """What is ticked."""
        return {key for key, box in self._boxes.items() if box.isChecked()}

    def save(self) -> None:
        """Ask for a folder, and save the invitations there."""
        if not self._may_save():
            return
        chosen = QFileDialog.getExistingDirectory(self, self._save_text(), str(Path.home()))
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, folder: Path) -> None:
        """Save the invitations in that folder, and remember what was handed out."""
        if not self._may_save():
            return
        chosen = self.chosen()
        work = partial(inviting.files, self._source, self._wanted(), chosen)
        done = partial(self._made, folder, chosen)
        self._save.setEnabled(False)
        self._desk.background.run(work, done, self._failed, owner=self)

    # -- how it is built

    def _make_form(self) -> Form:
        form = Form()
        form.section(columns=2)
        form.add("name", TextField(lambda: _("Sender of invitations"))).set_value(
            self._signature.officer
        )
        form.add(
            "email",
            TextField(
                lambda: _("E-mail for answers"),
                hint=lambda: _("Must be the address that the mails are sent from."),
            ),
        ).set_value(self._signature.email)
        form.add(
            "language",
            ChoiceField(lambda: _("Language"), CODES, lambda code: Language.of(code).name),
        ).set_value(current().code)
        form.add(
            "answers",
            SwitchField(
                lambda: _("Ask for answers"),
                hint=lambda: _("Guests are asked to accept or to decline."),
            ),
        ).set_value(True)
        return form

    def _build(self, events: Scroll) -> None:
        self.say(self.setWindowTitle, lambda: _("Invitations"))
        heading = PlainLabel(role="section", wrap=True)
        self.say(heading.setText, self._title)
        about = PlainLabel(role="soft", wrap=True)
        self.say(
            about.setText,
            lambda: _(
                "Guests can accept an invitation in their calendar. Those who are invited to the "
                "same thing see each other's names and addresses."
            ),
        )
        every = row(
            None,
            Button(lambda: _("Tick all"), lambda: self.choose(set(self._boxes)), kind="quiet"),
            Button(lambda: _("Tick none"), lambda: self.choose(set()), kind="quiet"),
        )
        self.say(self._said.setText, self._problem_text)
        self._said.hide()
        buttons = row(None, Button(lambda: _("Cancel"), self.reject), self._save, spacing=look.M)
        layout = column(
            *(heading, about, self.form, every, events),
            *(self._without, self._said, buttons),
            spacing=look.M,
            margins=look.XL,
        )
        layout.setStretch(4, 1)
        self.setLayout(layout)
        wanted = QSize(look.COLUMN * 3, look.WINDOW[1] - look.TOPBAR)
        room = self.parentWidget()
        self.resize(wanted if room is None else wanted.boundedTo(room.window().size()))

    def _make_list(self) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, look.S, 0)
        grid.setHorizontalSpacing(look.L)
        grid.setVerticalSpacing(look.S)
        grid.setColumnStretch(1, 1)
        self._read_events()
        for line, one in enumerate(self._events.values()):
            box, guests = QCheckBox(), PlainLabel(role="soft")
            box.setEnabled(bool(one.to))
            box.setChecked(self._is_usual(one))
            box.clicked.connect(lambda _on: self._refresh())
            title = ElidedLabel()
            self.say(box.setText, partial(self._day, one.key))
            self.say(box.setAccessibleName, partial(self._name, one.key))
            self.say(title.setText, partial(self._event_name, one.key))
            self.say(guests.setText, partial(self._guests_text, one.key))
            for at, widget in enumerate((box, title, guests)):
                grid.addWidget(widget, line, at)
            self._boxes[one.key], self._guests[one.key] = box, guests
        return inside

    def _read_events(self) -> None:
        language = Language.of(self._value("language"))
        wanted = inviting.Inviting(_NOBODY, self._signature, language)
        self._events = {one.key: one for one in inviting.made(self._source, wanted)}

    def _is_usual(self, one: Invitation) -> bool:
        """What is still to come and, of what is called off, what somebody has been told of."""
        day = self._days[one.uid]
        past = day is not None and day < self._desk.today()
        asked = one.method != CANCEL or bool(one.taken_off)
        told = asked or one.uid in self._handed_out
        return bool(one.to) and told and not past

    # -- what follows a choice

    def _value(self, name: str) -> str:
        return str(self.form.field(name).value() or "")

    def _edited(self, name: str, _value: object) -> None:
        if name == "language":
            self._read_events()
            self.say_again()
        self._refresh()

    def _refresh(self) -> None:
        chosen = self.chosen()
        people = [name for key in chosen for name in self._events[key].without_address]
        told = ""
        if people:
            said = _("No e-mail address, so not invited: {names}.")
            told = said.format(names=current().listed(sorted(set(people))))
        elif not any(one.to for one in self._events.values()):
            told = _("None of the guests has an e-mail address yet. It stands on a person's page.")
        self._without.setText(told)
        self._without.setVisible(bool(told))
        self._save.setEnabled(bool(chosen))
        self._save.say_again()

    @override
    def respoken(self) -> None:
        self._refresh()

    def _may_save(self) -> bool:
        self.form.commit()
        wrong = not address(self._value("email"))
        self.form.problem("email", (lambda: _("This is not an e-mail address.")) if wrong else None)
        if wrong:
            self.form.focus("email")
        return not wrong and bool(self.chosen())

    def _wanted(self) -> inviting.Inviting:
        return inviting.Inviting(
            Organizer(self._value("name"), address(self._value("email"))),
            self._signature,
            Language.of(self._value("language")),
            bool(self.form.field("answers").value()),
            chosen(self._desk.settings),
        )

    # -- what comes back

    def _made(self, folder: Path, chosen: set[str], parts: list[Part]) -> None:
        self._save.setEnabled(True)
        there = taken(folder, [part.name for part in parts])
        if there and not may_replace(self, there):
            return
        invited = [(one.uid, one.people) for key, one in self._events.items() if key in chosen]
        try:
            with self._desk.office.writing("calendar.sent") as session:
                remember_invited(session, self._record, invited, self._desk.clock())
                write_parts(folder, parts)
        except Problem as problem:
            self._failed(problem)
            return
        number = len(parts) // 2
        self._desk.notice(
            lambda: ngettext(
                "{n} invitation saved in {name}.", "{n} invitations saved in {name}.", number
            ).format(n=number, name=folder.name)
        )
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self._save.setEnabled(True)
        if not isinstance(error, Problem):
            raise error
        self._problem = error
        self._said.setText(self._problem_text())
        self._said.show()

    # -- texts

    def _title(self) -> str:
        name = self._desk.read(lambda s: find.label_of(s, self._kind, self._record))
        return name.best(current().code) or words.kind(self._kind)

    def _day(self, key: str) -> str:
        day = self._days[self._events[key].uid]
        return dates.day_short(current(), day) if day is not None else ""

    def _event_name(self, key: str) -> str:
        one = self._events[key]
        if not one.taken_off:
            return one.name
        said = _("{names}: no longer taking part in “{title}”")
        return said.format(names=current().listed(one.taken_off), title=one.name)

    def _name(self, key: str) -> str:
        return f"{self._day(key)} {self._event_name(key)}".strip()

    def _guests_text(self, key: str) -> str:
        number = len(self._events[key].to)
        if not number:
            return _("Nobody with an e-mail address")
        if self._events[key].method == CANCEL:
            told = ngettext("{n} guest to be told", "{n} guests to be told", number)
        else:
            told = ngettext("{n} guest", "{n} guests", number)
        return told.format(n=number)

    def _problem_text(self) -> str:
        return words.problem(self._problem) if self._problem is not None else ""

    def _save_text(self) -> str:
        number = len(self.chosen())
        text = ngettext("Save {n} invitation…", "Save {n} invitations…", number)
        return text.format(n=number)

"""Whom to call in an emergency during a visit: a short list on the form of a delegation."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.domain import EmergencyContact
from desktop.language import _
from desktop.store import records
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.forms import Form, TextField, TrilingualField
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, IconButton, PlainLabel, row


class _Line(QWidget):
    """One contact: name, phone, note, and a way to take it out."""

    def __init__(self, remove: Callable[[], object]) -> None:
        super().__init__()
        self.form = Form()
        self.form.section(columns=3)
        self.form.add("name", TrilingualField(lambda: _("Name")))
        self.form.add("phone", TextField(lambda: _("Phone")))
        self.form.add("note", TextField(lambda: _("Note")))
        layout = row(self.form, IconButton("x", lambda: _("Remove contact"), remove))
        layout.setStretch(0, 1)
        self.setLayout(layout)


class ContactsPanel(Spoken, QWidget):
    """The emergency contacts of a delegation; `ensure` makes the record of a new editor."""

    def __init__(
        self, desk: Desk, ensure: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._ensure = desk, ensure
        self._record = ""
        self._lines: dict[str, _Line] = {}
        heading = PlainLabel(role="label")
        self.say(heading.setText, lambda: _("Emergency contacts"))
        self._column = QVBoxLayout()
        self._column.setSpacing(look.M)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.S)
        layout.addWidget(heading)
        layout.addLayout(self._column)
        layout.addWidget(Button(lambda: _("Add emergency contact"), self.add, icon="phone"))

    def load(self, record: str) -> None:
        """Show the contacts of a delegation; "" is one that is not made yet."""
        self._record = record
        contacts = self._desk.read(self._read) if record else []
        for gone in self._lines.keys() - {contact.id for contact in contacts}:
            line = self._lines.pop(gone)
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        for contact in contacts:
            shown = self._lines.get(contact.id) or self._new_line(contact.id)
            shown.form.load({"name": contact.name, "phone": contact.phone, "note": contact.note})

    def add(self) -> None:
        """A new contact, to be filled in."""
        record = self._record or self._ensure()
        if not record:
            return
        made = self._desk.do(
            "create",
            lambda session: records.add(
                session, EmergencyContact(delegation_id=record, position=len(self._lines))
            ),
            kind="emergency_contact",
        )
        if made is not None:
            self.load(record)
            self._lines[made.id].form.focus("name")

    def leave(self) -> bool:
        """Take what is being typed before the panel is left; False to stay."""
        return all(line.form.commit() for line in self._lines.values())

    def lines(self) -> list[Form]:
        """The contacts as they are shown."""
        return [line.form for line in self._lines.values()]

    def _read(self, session: Session) -> list[EmergencyContact]:
        return records.parts(session, EmergencyContact, "delegation", self._record)

    def _new_line(self, contact: str) -> _Line:
        line = _Line(partial(self._remove, contact))
        line.form.edited.connect(partial(self._edited, contact))
        self._desk.drafts.follow(line.form, lambda: ("emergency_contact", contact))
        self._column.addWidget(line)
        self._lines[contact] = line
        return line

    def _edited(self, contact: str, name: str, value: object) -> None:
        self._desk.do(
            "edit",
            lambda s: records.update(s, EmergencyContact, contact, **{name: value}),
            kind="emergency_contact",
        )

    def _remove(self, contact: str) -> None:
        def work(session: Session) -> bool:
            records.delete(session, records.get(session, EmergencyContact, contact))
            return True

        if self._desk.do("delete", work, kind="emergency_contact"):
            self._desk.notice(lambda: _("The emergency contact was removed."), undo=True)

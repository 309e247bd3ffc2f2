"""The team of an access request: who uses the facility, and as what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.domain import AccessMember
from desktop.language import _, current, names
from desktop.store import access, records
from desktop.ui import find, look
from desktop.ui.desk import Desk
from desktop.ui.forms import Section, TextField
from desktop.ui.speech import Spoken
from desktop.ui.widgets import IconButton


class _MemberField(TextField):
    """The role of one person of the team, under the person's name."""

    def __init__(self, panel: TeamPanel, member: AccessMember) -> None:
        self.member = member
        super().__init__(self._person, placeholder=lambda: _("Role in the team"))
        for icon, text, act in (
            ("external-link", lambda: _("Open {name}"), panel.open_person),
            ("x", lambda: _("Remove {name}"), panel.remove),
        ):
            button = IconButton(icon, partial(self._named, text), partial(act, member.person_id))
            button.setIconSize(button.iconSize() * 0.75)
            self.add_to_heading(button)

    def _person(self) -> str:
        return names.display(current(), self.member.person)

    def _named(self, text: Any) -> str:
        return str(text().format(name=self._person()))


class TeamPanel(Spoken, QWidget):
    """The persons of a team with their roles, and a line that adds one more.

    `ensure` makes the request of a new editor when the first person is added; it gives the id.
    """

    def __init__(self, desk: Desk, ensure: Callable[[], str]) -> None:
        super().__init__()
        self._desk, self._ensure = desk, ensure
        self._access_id = ""
        self._fields: dict[str, _MemberField] = {}
        self._section: Section | None = None
        self.adder = find.people(desk).one(lambda: _("Add to the team"))
        self.adder.edited.connect(self._add)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(look.M)
        self._layout.addWidget(self.adder)

    def load(self, access_id: str, members: Sequence[AccessMember]) -> None:
        """Show the members of a request's team; "" for a request that is not yet."""
        self._access_id = access_id
        if [member.person_id for member in members] != list(self._fields):
            self._build(members)
        for member in members:
            field = self._fields[member.person_id]
            field.member = member
            field.set_value(member.role)
            field.say_again()

    def leave(self) -> bool:
        """Take what is being typed; False if it cannot be read."""
        taken = [field.commit() for field in (self.adder, *self._fields.values())]
        return all(taken)

    def people(self) -> tuple[str, ...]:
        """The ids of the persons in the team, in their order."""
        return tuple(self._fields)

    def role_field(self, person_id: str) -> TextField:
        """The field for the role of a person."""
        return self._fields[person_id]

    def remove(self, person_id: str) -> None:
        """Take a person out of the team."""
        self._set_team([each for each in self._fields if each != person_id])
        self.adder.control().setFocus()

    def open_person(self, person_id: str) -> None:
        """Open a person of the team."""
        self._desk.open("person", person_id)

    def _build(self, members: Sequence[AccessMember]) -> None:
        if self._section is not None:
            self._section.hide()
            self._layout.removeWidget(self._section)
            self._section.deleteLater()
        self._fields = {member.person_id: _MemberField(self, member) for member in members}
        self._section = Section(columns=2) if members else None
        if self._section is not None:
            for person_id, field in self._fields.items():
                field.edited.connect(partial(self._save_role, person_id))
                self._section.place(field)
            self._layout.insertWidget(0, self._section)

    def _add(self, person_id: str | None) -> None:
        if person_id is None:
            return
        self.adder.set_value(None)
        if person_id not in self._fields:
            self._set_team([*self._fields, person_id])
        self.adder.control().setFocus()

    def _set_team(self, people: list[str]) -> None:
        access_id = self._access_id or self._ensure()

        def work(session: Session) -> bool:
            access.set_team(session, access_id, people)
            return True

        self._desk.do("edit", work, kind="access_member")

    def _save_role(self, person_id: str, role: str) -> None:
        member_id = self._fields[person_id].member.id

        def work(session: Session) -> bool:
            records.update(session, AccessMember, member_id, role=role)
            return True

        self._desk.do("edit", work, kind="access_member")

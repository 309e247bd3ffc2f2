"""The groups of a delegation: named here, ticked in the table below."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.language import _
from desktop.ui import look
from desktop.ui.forms import Form, TextField, TrilingualField
from desktop.ui.members.model import group_title
from desktop.ui.members.roster import GroupRow
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, Card, FlowLayout, PlainLabel, ToolButton, row


class GroupsBar(Spoken, QWidget):
    """One button for each group, with how many belong to it; a click opens its names.

    `edited(group, field, value)` and `delete_asked(group)` tell what the officer wants.
    """

    edited = Signal(str, str, object)
    delete_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: dict[str, GroupRow] = {}
        self._buttons: dict[str, ToolButton] = {}
        self._opened = ""
        self._line = QWidget()
        self._flow = FlowLayout(self._line)
        self._label = PlainLabel(role="label")
        self._flow.addWidget(self._label)
        self.say(self._label.setText, lambda: _("Groups"))
        self._card = Card()
        self._form = self._make_form()
        self._card.body.addWidget(self._form)
        self._card.body.addLayout(
            row(
                Button(lambda: _("Delete group"), self._delete, kind="danger"),
                None,
                Button(lambda: _("Close"), lambda: self.unfold("")),
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.S)
        layout.addWidget(self._line)
        layout.addWidget(self._card)
        self.show_groups(())

    def show_groups(self, groups: Sequence[GroupRow]) -> None:
        """Show other groups, or the same ones changed."""
        self._groups = {group.id: group for group in groups}
        for gone in self._buttons.keys() - self._groups.keys():
            button = self._buttons.pop(gone)
            button.hide()
            self._flow.removeWidget(button)
            button.deleteLater()
        for group in groups:
            if group.id not in self._buttons:
                self._buttons[group.id] = self._make_button(group.id)
        self._name()
        self.setVisible(bool(groups))
        self.unfold(self._opened if self._opened in self._groups else "")

    def unfold(self, group: str) -> None:
        """Show the names of a group to be changed; "" shows none."""
        if self._opened and group != self._opened:
            self._form.commit()
        newly = bool(group) and group != self._opened
        self._opened = group
        for one, button in self._buttons.items():
            button.setChecked(one == group)
        self._card.setVisible(bool(group))
        if group:
            shown = self._groups[group]
            self._form.load({"code": shown.code, "name": shown.name})
        if newly:
            self._form.focus("name")

    def commit(self) -> bool:
        """Take what is being typed."""
        return not self._opened or self._form.commit()

    @override
    def respoken(self) -> None:
        self._name()

    def _make_form(self) -> Form:
        form = Form()
        form.section(columns=2)
        form.add("name", TrilingualField(lambda: _("Name of the group")))
        form.add("code", TextField(lambda: _("Code"), hint=lambda: _("One or two letters")))
        form.edited.connect(self._edited)
        return form

    def _make_button(self, group: str) -> ToolButton:
        button = ToolButton()
        button.setCheckable(True)
        button.setProperty("kind", "choice")
        button.clicked.connect(partial(self._clicked, group))
        self._flow.addWidget(button)
        return button

    def _clicked(self, group: str, on: bool) -> None:
        self.unfold(group if on else "")

    def _name(self) -> None:
        for group, button in self._buttons.items():
            shown = self._groups[group]
            title = group_title(shown)
            button.setText(
                _("{group}: {n}").format(group=title, n=shown.members).replace("&", "&&")
            )
            button.setAccessibleName(_("Change group {group}").format(group=title))

    def _edited(self, name: str, value: object) -> None:
        if self._opened:
            self.edited.emit(self._opened, name, value)

    def _delete(self) -> None:
        self.delete_asked.emit(self._opened)

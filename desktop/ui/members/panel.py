"""The participants of a delegation: added by typing, pasted from Excel, ordered, grouped."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.domain import Group
from desktop.domain.codes import Function, PersonRole
from desktop.domain.time import Moment
from desktop.language import _, ngettext
from desktop.language.typed_name import parse_name
from desktop.store import delegations, records
from desktop.ui import find, icons, look
from desktop.ui.desk import Desk
from desktop.ui.forms import Suggester, Suggestion, TextLine
from desktop.ui.forms.suggest import CREATE
from desktop.ui.members import roster as roster_
from desktop.ui.members.groups import GroupsBar
from desktop.ui.members.model import FUNCTION, ICONS, MembersModel
from desktop.ui.members.paste_dialog import PasteDialog
from desktop.ui.members.presence import PresenceCard
from desktop.ui.members.roster import Roster
from desktop.ui.members.table import MembersTable
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, Confirm, EmptyState, IconButton, row

_KEPT = "\t\n\r"  # text with these in it is a list of people, not a name


class AddLine(TextLine):
    """The line for one more name; a list that is pasted into it is handed on whole."""

    def __init__(self, pasted: Callable[[], object]) -> None:
        super().__init__()
        self._pasted = pasted

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = QGuiApplication.clipboard().text()
        if event.matches(QKeySequence.StandardKey.Paste) and any(
            mark in text.strip() for mark in _KEPT
        ):
            self._pasted()
            return
        super().keyPressEvent(event)


class MembersPanel(Spoken, QWidget):
    """The list of participants with its groups.

    The editor calls `load` whenever it reads its record, and names "member", "group",
    "group_member", "person" and "organisation" among its kinds. `ensure` makes the record of a
    new editor when the first participant is added; it gives the id, or "" if that was refused.
    """

    def __init__(
        self, desk: Desk, ensure: Callable[[], str] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ensure = ensure
        self._record = ""
        self.roster = Roster()
        self.model = MembersModel(self)
        self.table = MembersTable(self.model)
        self.say(self.table.setAccessibleName, lambda: _("Participants"))
        self._people = find.people(desk)
        self._line = self._make_line()
        self._suggester = Suggester(self._line, self._suggest)
        self._suggester.chosen.connect(self._choose)
        self.groups = GroupsBar()
        paste = Button(lambda: _("Paste from Excel"), self.paste, icon="clipboard-list")
        paste.setToolTip(QKeySequence(QKeySequence.StandardKey.Paste).toString())
        group = Button(lambda: _("New group"), self.add_group, icon="plus")
        self.presence = PresenceCard(desk, lambda: self.roster.visit_zone or None)
        self.presence.hide()
        self._times = IconButton("clock", lambda: _("Arrival and departure"), self.toggle_presence)
        self._times.setCheckable(True)
        top = row(self._line, paste, group, self._times, spacing=look.S)
        top.setStretch(0, 1)
        empty = EmptyState(
            "users",
            lambda: _("No participants yet"),
            lambda: _(
                "Type a name above, or copy a list in Excel and paste it here; columns are "
                "recognised and shown before anything is added."
            ),
        )
        self._views = QStackedLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.M, 0, 0)
        layout.setSpacing(look.M)
        layout.addLayout(top)
        layout.addWidget(self.groups)
        layout.addWidget(self.presence)
        layout.addLayout(self._views, 1)
        # Only now: a first view without a parent would be shown as a window of its own.
        self._views.addWidget(self.table)
        self._views.addWidget(empty)
        self._connect()

    def load(self, record: str) -> None:
        """Show the participants of a delegation; "" is one that is not made yet."""
        self._record = record
        chosen, column = self.table.chosen(), self.table.currentIndex().column()
        self.roster = self._desk.read(lambda s: roster_.roster(s, record)) if record else Roster()
        self.model.show(self.roster)
        if chosen:
            self.table.choose(chosen, max(0, column))
        self.groups.show_groups(self.roster.groups)
        self._show_presence()
        self._views.setCurrentIndex(0 if self.roster.members else 1)

    def focus(self, *, on_list: bool = False) -> None:
        """Lead to the line for a new name, or to the list to give somebody a function."""
        if on_list:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.choose([self.roster.members[0].id], FUNCTION)
        else:
            self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        """Take what is being typed before the panel is left; False to stay."""
        return self.groups.commit() and (self.presence.isHidden() or self.presence.form.commit())

    @override
    def respoken(self) -> None:
        self.model.respeak()

    # -- what an officer does

    def add(self, person: str) -> None:
        """Let a known person take part."""
        record = self._started()
        if record:
            self._desk.do("members.add", lambda s: delegations.add_member(s, record, person))

    def add_new(self, text: str) -> None:
        """Let somebody take part of whom only the name is known, as it was typed."""
        name = parse_name(text)
        record = self._started() if name else ""

        def work(session: Session) -> None:
            person = find.person_of(name)
            person.roles = PersonRole.DELEGATE.value
            records.add(session, person)
            session.flush()
            delegations.add_member(session, record, person.id)

        if record:
            self._desk.do("members.add", work)

    def remove(self) -> None:
        """Take the selected participants out, with a way back."""
        chosen = self.table.chosen()
        number = self._desk.do("members.remove", lambda s: roster_.remove(s, chosen))
        if number:
            self._desk.notice(
                lambda: ngettext(
                    "{n} participant removed", "{n} participants removed", number
                ).format(n=number),
                undo=True,
            )

    def paste(self) -> None:
        """Show what the clipboard holds, and take it when the officer agrees."""
        PasteDialog(self._desk, self._started, self._record, self).open()

    def toggle_presence(self) -> None:
        """Show or hide when the selected participants arrive and leave."""
        opened = self.presence.isHidden()
        if not opened and not self.presence.form.commit():
            return
        self._times.setChecked(opened)
        self.presence.setVisible(opened)
        self._show_presence()
        if opened:
            self.presence.form.focus("arrives")

    def add_group(self) -> None:
        """A new group, open to be named."""
        record = self._started()
        if not record:
            return
        made = self._desk.do("create", lambda s: roster_.add_group(s, record), kind="group")
        if made is not None:
            self.load(record)
            self.groups.unfold(made.id)

    # -- inside

    def _connect(self) -> None:
        self.model.function_chosen.connect(self._set_function, Qt.ConnectionType.QueuedConnection)
        self.model.group_ticked.connect(self._tick)
        self.table.person_asked.connect(lambda person: self._desk.open("person", person))
        self.table.remove_asked.connect(self.remove)
        self.table.moved.connect(self._reorder)
        self.table.customContextMenuRequested.connect(self._menu)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_presence())
        self.presence.edited.connect(self._set_presence)
        self.presence.closed.connect(self.toggle_presence)
        self.groups.edited.connect(self._edit_group)
        self.groups.delete_asked.connect(self._delete_group)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.paste)

    def _make_line(self) -> AddLine:
        line = AddLine(self.paste)
        line.addAction(icons.icon("user-plus", "faint"), TextLine.ActionPosition.LeadingPosition)
        self.say(line.setPlaceholderText, lambda: _("Add a participant: type a name"))
        self.say(line.setAccessibleName, lambda: _("Add a participant"))
        line.abandoned.connect(line.clear)
        line.finished.connect(lambda returned: self._suggester.offer() if returned else None)
        return line

    def _started(self) -> str:
        if not self._record and self._ensure is not None:
            self._record = self._ensure()
        return self._record

    def _suggest(self, text: str) -> list[Suggestion]:
        if not text:
            return []
        present = {member.name.id for member in self.roster.members}
        found = [Suggestion(*entry) for entry in self._people.find(text) if entry[0] not in present]
        if parse_name(text):
            said = _("Add “{text}” as a new person").format(text=text)
            found.append(Suggestion(CREATE, said, icon="user-plus"))
        return found

    def _choose(self, suggestion: Suggestion) -> None:
        text = self._line.text().strip()
        self._line.clear()
        if suggestion.id == CREATE:
            self.add_new(text)
        else:
            self.add(suggestion.id)
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_function(self, member: str, code: str) -> None:
        def work(session: Session) -> bool:
            delegations.set_function(session, member, code)
            return True

        self._desk.do("edit", work, kind="member")

    def _show_presence(self) -> None:
        if self.presence.isHidden():
            return
        chosen = self.table.chosen()
        self.presence.show_members([one for one in self.roster.members if one.id in chosen])

    def _set_presence(self, field: str, moment: Moment) -> None:
        chosen = self.table.chosen()
        self._desk.do("members.presence", lambda s: roster_.set_presence(s, chosen, field, moment))

    def _tick(self, group: str, people: list[str], on: bool) -> None:
        self._desk.do("edit", lambda s: roster_.set_in_group(s, group, people, on=on), kind="group")

    def _reorder(self, ids: list[str]) -> None:
        before = [member.id for member in self.roster.members]
        self._desk.do("members.order", lambda s: roster_.reorder(s, ids))
        if before == [member.id for member in self.roster.members]:
            self._desk.notice(
                lambda: _("The head and the deputy always stand first, the secretary last.")
            )

    def _edit_group(self, group: str, name: str, value: object) -> None:
        self._desk.do(
            "edit", lambda s: records.update(s, Group, group, **{name: value}), kind="group"
        )

    def _delete_group(self, group: str) -> None:
        uses = next((one.items for one in self.roster.groups if one.id == group), 0)
        alone = self._desk.read(lambda s: roster_.items_of_group_alone(s, group)) if uses else 0

        def warning() -> str:
            said = ngettext(
                "The group takes part in {n} programme item.",
                "The group takes part in {n} programme items.",
                uses,
            ).format(n=uses)
            if not alone:
                return said
            lonely = ngettext(
                "In {n} of them nobody would be left.",
                "In {n} of them nobody would be left.",
                alone,
            ).format(n=alone)
            return f"{said} {lonely}"

        if uses and not Confirm.ask(
            self, lambda: _("Delete the group?"), warning, lambda: _("Delete group")
        ):
            return

        def work(session: Session) -> bool:
            roster_.delete_group(session, group)
            return True

        if self._desk.do("delete", work, kind="group"):
            self._desk.notice(lambda: _("The group was deleted."), undo=True)

    def _menu(self, at: QPoint) -> None:
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.viewport().mapToGlobal(at))

    def make_menu(self) -> QMenu:
        """What can be done with the selected participants."""
        menu = QMenu(self)
        rows = [one for one in self.roster.members if one.id in self.table.chosen()]
        if not rows:
            return menu

        def act(icon: str, text: str, keys: str, run: Callable[[], object], into: QMenu) -> None:
            action = into.addAction(
                icons.icon(icon, "soft") if icon else icons.icon("circle"), text
            )
            action.triggered.connect(lambda: run())
            if keys:
                action.setShortcut(QKeySequence(keys))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)

        act(
            "external-link",
            _("Open person"),
            "Return",
            lambda: self._desk.open("person", rows[0].name.id),
            menu,
        )
        functions = menu.addMenu(_("Function"))
        for function in Function:
            act(
                ICONS.get(function, "circle"),
                words.word(function),
                "",
                partial(self._set_function, rows[0].id, function.value),
                functions,
            )
        act("clock", _("Arrival and departure"), "", self.toggle_presence, menu)
        menu.addSeparator()
        act("arrow-up", _("Move up"), "Alt+Up", lambda: self.table.move_chosen(-1), menu)
        act("arrow-down", _("Move down"), "Alt+Down", lambda: self.table.move_chosen(1), menu)
        menu.addSeparator()
        act("x", _("Remove from the delegation"), "Del", self.remove, menu)
        return menu

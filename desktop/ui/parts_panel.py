"""A list of a record's parts with the chosen one open below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop.domain import Entity
from desktop.language import _
from desktop.store import records
from desktop.store.tree import kind_of
from desktop.ui import icons, look
from desktop.ui.desk import Desk
from desktop.ui.forms import Form
from desktop.ui.lists import Column, ListModel, ListTable
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, Card, EmptyState, PlainLabel, Scroll, row

Text = Callable[[], str]

_FEWEST_ROWS, _MOST_ROWS = 3, 8


class PartsPanel(Spoken, QWidget):
    """The parts of one record: a table, what can be done with them, and a form for one of them.

    As in an editor, a new part is made from the first field that is filled in. A kind of panel
    fills `form` and gives `rows`, `values_of` and `make`; it may add to `tools`. `ensure` makes
    the record of a new editor when its first part is begun; it gives the id. One that `has_room`
    is given all there is, instead of being scrolled through: table and form scroll, each by itself,
    and stand beside each other where the window is low.
    """

    def __init__(
        self,
        desk: Desk,
        cls: type[Entity],
        ensure: Callable[[], str],
        *,
        columns: Sequence[Column],
        name: Text,
        icon: str,
        empty_title: Text,
        empty_text: Text,
        new_text: Text,
        can_duplicate: bool = True,
        has_room: bool = False,
    ) -> None:
        super().__init__()
        self._can_duplicate = can_duplicate
        self.desk, self.cls, self._ensure = desk, cls, ensure
        self.kind = kind_of(cls)
        self.owner_id = ""
        self.part_id = ""
        self._adding = self._loading = False
        self._new_text = new_text
        self.model = ListModel(columns, parent=self)
        self.table = ListTable(self.model)
        look.mark(self.table, "role", "boxed")
        self.say(self.table.setAccessibleName, name)
        copy = Button(lambda: _("Duplicate"), self.duplicate, kind="quiet", icon="copy")
        if not can_duplicate:
            copy.hide()
        self.tools: QHBoxLayout = row(
            Button(new_text, self.add, icon="plus"),
            copy,
            None,
            Button(lambda: _("Delete"), self.delete, kind="quiet", icon="trash-2"),
        )
        self._filled = QWidget()
        self.form = Form()
        self._heading = PlainLabel(role="section", wrap=True)
        self.say(self._heading.setText, self._title)
        self._card = Card()
        self._card.body.setSpacing(look.M)
        self._card.body.addWidget(self._heading)
        self._card.body.addWidget(self.form)
        self._empty = EmptyState(icon, empty_title, empty_text, button=new_text, pressed=self.add)
        self._empty.setMinimumHeight(look.COLUMN)
        filled = QVBoxLayout(self._filled)
        filled.setContentsMargins(0, 0, 0, 0)
        filled.setSpacing(look.S)
        filled.addLayout(self.tools)
        filled.addWidget(self.table)
        self._details = Scroll(self._card, widest=look.WIDE) if has_room else None
        self._sides = QVBoxLayout(self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(look.L)
        for part in (self._empty, self._filled, self._details or self._card):
            self._sides.addWidget(part)
        self.form.edited.connect(self._edited)
        desk.drafts.follow(self.form, lambda: (self.kind, self.part_id))
        desk.drafts.lead_by(self.kind, self, self._lead_to)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._chosen())
        self.table.opened.connect(lambda _row: self.form.focus(self.form.names()[0]))
        self.table.delete_asked.connect(self.delete)
        self.table.customContextMenuRequested.connect(self._menu)

    # -- for kinds of panel

    def rows(self, session: Session, owner_id: str) -> Sequence[Any]:
        """Read the parts of a record, in the order in which they are shown."""
        raise NotImplementedError

    def values_of(self, part: Any) -> dict[str, object]:
        """The values of the form's fields for a part."""
        return {name: getattr(part, name) for name in self.form.names()}

    def fresh(self) -> dict[str, object]:
        """The values that a new part begins with."""
        return self.values_of(self.cls())

    def make(self, session: Session, values: dict[str, Any]) -> Entity:
        """Make a part with these values; only what belongs to its owner must be added."""
        raise NotImplementedError

    def save(self, session: Session, part_id: str, name: str, value: Any) -> None:
        """Save one field of a part."""
        records.update(session, self.cls, part_id, **{name: value})

    def copy(self, session: Session, part_id: str) -> Entity:
        """Make a copy of a part."""
        return records.duplicate(session, records.get(session, self.cls, part_id))

    def remove(self, ids: Sequence[str]) -> None:
        """Delete parts, as one action."""

        def work(session: Session) -> bool:
            for part_id in ids:
                records.delete(session, records.get(session, self.cls, part_id))
            return True

        if self.desk.do("delete", work, kind=self.kind):
            self.desk.notice(lambda: _("Deleted."), undo=True)

    def label_of(self, part: Any) -> str:
        """What a part is called, above its form."""
        raise NotImplementedError

    def shown(self, part: Any) -> None:
        """Show what is not in the form; `part` is None while a new one is begun."""

    def add_to_menu(self, menu: QMenu) -> None:
        """Add more that can be done with the chosen parts."""

    # -- for editors

    def load(self, owner_id: str) -> None:
        """Show the parts of a record; "" for one that is not yet."""
        same = owner_id == self.owner_id
        self.owner_id = owner_id
        if not same:
            self.part_id, self._adding = "", False
        rows = self.desk.read(lambda s: self.rows(s, owner_id)) if owner_id else []
        kept = self.part_id
        self._loading = True
        self.model.set_rows(rows)
        if self.model.place_of(kept) < 0 and not self._adding:
            kept = rows[0].id if rows else ""
        self.table.choose([kept] if kept else [])
        self._loading = False
        self.part_id = kept
        self._fit()
        self._show_part()

    def leave(self) -> bool:
        """Take what is being typed; False if it cannot be read."""
        shown = self._adding or bool(self.part_id)
        return not shown or self.form.commit()

    def add(self) -> None:
        """Begin a new part: its form is empty, and nothing is made before a field is filled in."""
        if not self.leave():
            return
        self._adding, self.part_id = True, ""
        self.table.clearSelection()
        self._show_part()
        self.form.focus(self.form.names()[0])

    def duplicate(self) -> None:
        """Copy the chosen parts, and choose the copies."""
        ids = self.chosen_ids()
        if not ids or not self.leave():
            return
        made = self.desk.do(
            "duplicate",
            lambda session: [self.copy(session, part_id).id for part_id in ids],
            kind=self.kind,
        )
        if made:
            self.choose(made[0])

    def delete(self) -> None:
        """Delete the chosen parts."""
        ids = self.chosen_ids()
        if ids:
            self.remove(ids)

    def choose(self, part_id: str) -> None:
        """Show one part in the form."""
        self.load(self.owner_id)
        self.table.choose([part_id])

    def part(self) -> Any:
        """The part in the form, or None."""
        place = self.model.place_of(self.part_id) if self.part_id else -1
        return self.model.row_at(place) if place >= 0 else None

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the rows are; with all the room, leave the form what it needs of it."""
        if self._details is None:
            self.table.fit_rows(_MOST_ROWS)
            return
        beside = self.height() < look.LOW and self.width() >= look.LOW_WIDE
        way = QBoxLayout.Direction
        self._sides.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._sides.setStretch(1, 3 if beside else 0)
        self._sides.setStretch(2, 2 if beside else 1)
        self._details.setMaximumWidth(look.BESIDE if beside else look.WIDE)
        if beside:
            self.table.setMinimumHeight(2 * look.ROW)
            self.table.setMaximumHeight(max(2 * look.ROW, self.height()))
        else:
            line = self.table.verticalHeader().defaultSectionSize()
            room = self.height() - self._card.sizeHint().height() - 3 * look.ROW
            self.table.fit_rows(max(_FEWEST_ROWS, min(_MOST_ROWS, room // line)))

    @override
    def respoken(self) -> None:
        self.model.respeak()

    def make_menu(self) -> QMenu:
        """What can be done with the chosen parts."""
        menu = QMenu(self)
        if self._can_duplicate:
            duplicate = menu.addAction(icons.icon("copy", "soft"), _("Duplicate"))
            duplicate.triggered.connect(lambda: self.duplicate())
        self.add_to_menu(menu)
        menu.addSeparator()
        delete = menu.addAction(icons.icon("trash-2", "soft"), _("Delete"))
        delete.triggered.connect(lambda: self.delete())
        return menu

    def _menu(self, at: QPoint) -> None:
        if self.table.chosen():
            menu = self.make_menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.table.menu_place(at))

    def chosen_ids(self) -> list[str]:
        """The identities of the chosen parts, from the top."""
        return [self.model.id_of(part) for part in self.table.chosen()]

    def _chosen(self) -> None:
        ids = self.chosen_ids()
        if self._loading or not ids or self.part_id in ids:
            return
        if not self.leave():
            # What cannot be read stays in sight until it is put right.
            self.table.choose([self.part_id] if self.part_id else [])
            return
        self.part_id, self._adding = ids[0], False
        self._show_part()

    def _lead_to(self, part_id: str) -> bool:
        known = bool(part_id) and self.model.place_of(part_id) >= 0
        if known:
            self.table.choose([part_id])
        return known

    def _show_part(self) -> None:
        part = self.part()
        filled = bool(self.model.rowCount())
        self._empty.setVisible(not filled and not self._adding)
        self._filled.setVisible(filled)
        (self._details or self._card).setVisible(part is not None or self._adding)
        if part is not None:
            self.form.load(self.values_of(part))
        elif self._adding:
            self.form.load(self.fresh())
        self.shown(part)
        self._heading.setText(self._title())

    def _title(self) -> str:
        part = self.part()
        return self._new_text() if part is None else self.label_of(part)

    def _edited(self, name: str, value: Any) -> None:
        if not self.part_id:
            self.owner_id = self.owner_id or self._ensure()
            values = {**self.form.values(), name: value}
            made = self.desk.do(
                "create", lambda session: self.make(session, values), kind=self.kind
            )
            if made is not None:
                self._adding, self.part_id = False, made.id
            self.load(self.owner_id)
            return

        def work(session: Session) -> bool:
            self.save(session, self.part_id, name, value)
            return True

        if not self.desk.do("edit", work, kind=self.kind):
            self.load(self.owner_id)

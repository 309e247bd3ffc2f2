"""The programme of a delegation or a stay, to be put into the editor of its record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.domain import Item
from desktop.domain.time import Moment
from desktop.errors import Problem
from desktop.language import _, current
from desktop.ui import look
from desktop.ui.conflicts import FindingList, FindingsBar
from desktop.ui.desk import Desk
from desktop.ui.drafting.offer import DraftOffer
from desktop.ui.drafts_line import LooseLine
from desktop.ui.forms.dates import CalendarPopup
from desktop.ui.programme.actions import Actions
from desktop.ui.programme.cell_edits import CellEdits
from desktop.ui.programme.commands import Asks, Commands
from desktop.ui.programme.item_editor import ItemEditor
from desktop.ui.programme.moves import Moves
from desktop.ui.programme.programme import (
    KINDS,
    Programme,
    follow_programme,
    read_places,
    read_programme,
)
from desktop.ui.programme.questions import PlaceQuestion, Question, RestQuestion
from desktop.ui.programme.quick_entry import Entry
from desktop.ui.programme.quick_line import QuickLine, example
from desktop.ui.programme.split_dialog import SplitDialog, takers
from desktop.ui.programme.table_model import Column, ProgrammeModel
from desktop.ui.programme.table_view import ProgrammeTable
from desktop.ui.programme.texts import item_name
from desktop.ui.programme.views import Views, ViewSwitch
from desktop.ui.speech import Spoken
from desktop.ui.widgets import EmptyState, IconButton, row

if TYPE_CHECKING:
    from desktop.ui.grid.timeline import Timeline

Q = TypeVar("Q", bound=Question)

_NAMES = frozenset({"place", "organisation"})
_DETAILS = look.COLUMN * 4 // 3


class ProgrammePanel(Spoken, QWidget):
    """The quick entry line, the views and the details of a programme, and what collides in it.

    `load(owner id)` shows it; it reloads itself when what it shows has changed. `model` and
    `selection()` can be shared with another view of the same programme, and the keys of
    `commands` be given to it. `shift_asked` is sent when the whole visit is to be shifted.
    """

    shift_asked = Signal()

    def __init__(self, desk: Desk, owner_kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._owner_kind = owner_kind
        self._owner_id = ""
        self._stale: frozenset[str] = frozenset()
        self.model = ProgrammeModel(desk.zones, lambda *typed: self._cells.take(*typed))
        self.actions_on_items = Actions(desk, self.model.programme)
        self.moves = Moves(desk, self.model.programme, self)
        self.moves.pinned.connect(self._tell_pinned)
        self.quick = QuickLine()
        self.quick.entered.connect(self._add)
        desk.drafts.follow_line(
            LooseLine(self.quick.line), "quick", lambda: (self._owner_kind, self._owner_id)
        )
        self.table = ProgrammeTable(self.model, desk)
        self._cells = CellEdits(self.table, self.actions_on_items, self.moves, self.quick.zone)
        self.quick.day_changed.connect(self.table.show_day)
        self.table.day_asked.connect(self.quick.set_day)
        self.table.details_asked.connect(self.open_details)
        self.table.entry_asked.connect(self.quick.line.setFocus)
        self.table.menu_asked.connect(self._open_menu)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_details())
        self.details: ItemEditor | None = None  # made when it is first looked at
        desk.drafts.lead_by("item", self, self._lead_to_details)
        self._toggle = IconButton(
            "panel-left", lambda: _("Details"), self._toggle_details, shortcut="Ctrl+Return"
        )
        self._toggle.setCheckable(True)
        empty = EmptyState(
            "calendar-plus",
            lambda: _("No items yet"),
            lambda: _(
                "Type the first one into the line above, for example “{example}”, and press Return."
            ).format(example=example()),
            button=lambda: _("Type the first item"),
            pressed=self.quick.line.setFocus,
        )
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(look.EDGE)  # what is asked above it is whole in any case
        self._stack.addWidget(empty)
        self.views = Views(desk, self.table, self._make_timeline)
        self.views.made.connect(self._settle_timeline)
        self.switch = ViewSwitch(self.views)
        self._stack.addWidget(self.views)
        self._splitter = QSplitter()
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._stack)
        self.offer = DraftOffer(desk)
        head = row(self.quick, self.offer.button, self.switch, self._toggle, spacing=look.S)
        head.setStretchFactor(self.quick, 1)
        for part in (self.offer.button, self.switch, self._toggle):
            head.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.findings = FindingsBar(desk)
        self.findings.opened.connect(self.lead_to)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.S, 0, 0)
        layout.setSpacing(look.S)
        layout.addLayout(head)
        layout.addWidget(self.offer)
        layout.addWidget(self.findings)
        layout.addWidget(self._splitter, 1)
        self.commands = self._make_commands()
        # An empty programme has no table yet that would listen.
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), empty)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.commands.paste)
        desk.changed.connect(self._follow)
        desk.settings_changed.connect(self.reload)
        desk.watch.changed.connect(self._show_findings)

    # -- for the editor of the record

    def load(self, owner_id: str) -> None:
        """Show the programme of a record; "" shows none."""
        if owner_id != self._owner_id:
            self.table.clearSelection()
        self._owner_id = owner_id
        self._read_names()
        self.reload()

    def reload(self) -> None:
        """Read the programme again and show it."""
        if not self._owner_id:
            return
        try:
            programme = self._desk.read(
                lambda session: read_programme(session, self._owner_kind, self._owner_id)
            )
        except Problem:
            return  # the record is gone, and its editor goes with it
        self._show(programme)

    def _renew(self) -> None:
        """Read again what changed of the programme that is shown, and show it."""
        shown = self.model.programme()
        if shown.owner_id != self._owner_id:
            self.reload()
            return
        try:
            programme = self._desk.read(lambda session: follow_programme(session, shown))
        except Problem:
            return  # the record is gone, and its editor goes with it
        self._show(programme)

    def selection(self) -> QItemSelectionModel:
        """The selection of the table, for another view of `model`."""
        return self.table.selectionModel()

    def lead_to(self, item_id: str) -> None:
        """Select an item, and lead the keyboard to it."""
        if self.model.row_of(item_id) >= 0:
            self.table.choose([item_id])
            self.views.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lead_to_details(self, item_id: str) -> bool:
        known = self.model.row_of(item_id) >= 0
        if known:
            self.lead_to(item_id)
            self.open_details()
        return known

    def chosen_item(self) -> str:
        """The one item that is selected; "" for none or several."""
        chosen = self.table.chosen()
        return chosen[0] if len(chosen) == 1 and self.isVisible() else ""

    def leave(self) -> bool:
        """Take what is being typed before the panel is left; False to stay."""
        return self.details is None or self.details.commit()

    def open_details(self) -> None:
        """Show the details of what is selected, and lead to them."""
        details = self.details
        if details is None:
            details = self.details = ItemEditor(self._desk, self.actions_on_items, self.moves)
            details.close_asked.connect(self._close_details)
            self._beside = FindingList(self._desk)
            self._beside.opened.connect(self.lead_to)
            details.findings_area.addWidget(self._beside)
            details.shown.connect(lambda _ids: self._show_findings())
            self._splitter.addWidget(details)
            self._splitter.setStretchFactor(0, 1)
            whole = self._splitter.width()
            part = min(_DETAILS, whole * 9 // 20)
            self._splitter.setSizes([whole - part, part])
        self._toggle.setChecked(True)
        details.show()
        self._show_details()
        details.focus()
        QTimer.singleShot(0, self.views, self.views.show_current)

    # -- showing

    def _show(self, programme: Programme) -> None:
        self.model.show(programme)
        view = self._desk.settings.programme_view
        self.switch.show_chosen(view)
        self.switch.setVisible(bool(programme.items))
        self.offer.show_programme(programme)
        self.quick.teach(not programme.items)  # later the programme needs the room
        if programme.items:
            self.views.show_view(view)
        self._stack.setCurrentIndex(1 if programme.items else 0)
        if self.views.timeline is not None:
            self.views.timeline.show_programme()
        self._give_names()
        self._show_details()

    def _read_names(self) -> None:
        self._places = self._desk.read(read_places)

    def _give_names(self) -> None:
        programme = self.model.programme()
        self.quick.set_known(
            programme.days(),
            (programme.visit_zone, programme.home_zone),
            self._places,
            programme.known_groups(),
        )

    def _show_details(self) -> None:
        if self.details is not None and not self.details.isHidden():
            self.details.load(self.model.programme(), self.table.chosen())

    def _show_findings(self) -> None:
        """Show beside the items that are selected what collides with them."""
        if self.details is not None and not self.details.isHidden():
            watch = self._desk.watch
            found = [one for each in self.table.chosen() for one in watch.of_booking(each)]
            unique = {one.key: one for one in found if one.accepted is None}
            self._beside.load(unique.values())
            self._beside.setVisible(bool(unique))

    # -- the timeline

    def _make_timeline(self) -> Timeline:
        from desktop.ui.grid.timeline import Timeline

        return Timeline(self._desk, self.model, self.selection(), self.actions_on_items, self.moves)

    def _settle_timeline(self, timeline: Timeline) -> None:
        timeline.opened.connect(lambda _item: self.open_details())
        timeline.menu_asked.connect(self._open_menu)
        # There, Alt with an arrow moves by a step of time or a column.
        self.commands.attach(timeline.grid, without=("earlier", "later"))

    def _toggle_details(self) -> None:
        if self._toggle.isChecked():
            self.open_details()
        else:
            self._close_details()

    def _close_details(self) -> None:
        if self.details is not None:
            self.details.commit()
            self.details.hide()
        self._toggle.setChecked(False)
        self.views.setFocus()

    def _follow(self, kinds: frozenset[str]) -> None:
        if not kinds & KINDS:
            return
        if not self.isVisible():
            self._stale |= kinds
            return
        if kinds & _NAMES:
            self._read_names()
        self._renew()

    @override
    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        kinds, self._stale = self._stale, frozenset()
        if kinds and self._owner_id:
            self._follow(kinds)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.offer.fit(self.width())

    # -- adding and typing

    def _add(self, entry: Entry) -> None:
        made = self.actions_on_items.add(entry)
        if made is not None:
            self.table.choose([made])

    # -- what is asked in place

    def menu(self) -> QMenu:
        """What can be done with the selected items."""
        return self.commands.menu(self.table)

    def _open_menu(self, at: QPoint) -> None:
        if not self.table.chosen():
            return
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    @cached_property
    def rest(self) -> RestQuestion:
        """Asks by how much an item and what follows it move."""
        return self._in_place(RestQuestion(self.moves))

    @cached_property
    def place(self) -> PlaceQuestion:
        """Asks when an item that is not placed yet is to start."""
        return self._in_place(PlaceQuestion(self._desk, self.moves, self.model.programme))

    def _in_place(self, question: Q) -> Q:
        question.closed.connect(self.views.setFocus)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, question)
        return question

    def _make_commands(self) -> Commands:
        asks = Asks(
            details=self.open_details,
            day=self._ask_day,
            rest=self._ask_rest,
            place=lambda item: self.place.ask(item, self._known_start(item)),
            split=self._ask_split,
            shift=self.shift_asked.emit,
            find=self._desk.find_time,
            copy=self._copy,
        )
        commands = Commands(
            self.model.programme,
            self.actions_on_items,
            self.moves,
            asks,
            self.table.chosen,
            self.table.choose,
            lambda: self.table.current_day() or self.quick.day(),
            self.say,
        )
        commands.make(self.table, self._delete)
        commands.attach(self.table)
        return commands

    def _ask_day(self, chosen: Callable[[dt.date], object]) -> None:
        popup = CalendarPopup(self)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.chosen.connect(chosen)
        popup.open_at(self.quick, self.quick.day() or self._desk.today())

    def _ask_rest(self, item: Item) -> None:
        if item.start.utc() is None:
            self._desk.notice(lambda: _("This item has no clock time yet."))
        else:
            self.rest.ask(item)
            QTimer.singleShot(0, self.views, self.views.show_current)

    def _ask_split(self, item: Item) -> None:
        if len(takers(self.model.programme(), item)) < 2:
            self._desk.notice(lambda: _("There is nobody to split: add participants first."))
            return
        dialog = SplitDialog(self.model.programme(), item, self)
        if dialog.exec() == SplitDialog.DialogCode.Accepted:
            made = self.actions_on_items.split(item.id, dialog.halves())
            self.table.choose(made or [item.id])
        dialog.deleteLater()

    def _known_start(self, item: Item) -> Moment:
        programme = self.model.programme()
        day = self.quick.day() or programme.first
        zone = item.start.zone or programme.visit_zone or None
        return replace(item.start, date=day, zone=zone)

    def _tell_pinned(self, items: list[Item], move: Callable[[], object]) -> None:
        """Ask whether what is pinned moves after all."""
        self._show_details()  # what was typed there does not stand
        answers = [
            (lambda: _("Leave it"), lambda: None),
            (lambda: _("Unpin and move"), move),
        ]
        self.views.ask(
            items[0].id,
            lambda: _("Pinned to its time: {names}").format(
                names=current().listed(item_name(item, current()) for item in items)
            ),
            answers,
        )

    def _copy(self, cut: bool = False) -> None:
        ids = self.table.chosen()
        if not ids:
            return
        text = self.model.as_text([self.model.row_of(each) for each in ids])
        self.actions_on_items.copy(ids, text, cut=cut)
        if cut:
            self._desk.notice(lambda: _("Cut. Go to another day and paste with Ctrl+V."))

    def _delete(self) -> None:
        ids = self.table.chosen()
        if not ids:
            return
        row = self.model.row_of(ids[0])
        if self.actions_on_items.delete(ids):
            # The keyboard stays where it was, for the next one.
            row = min(row, self.model.rowCount() - 1)
            self.table.setCurrentIndex(self.model.index(row, Column.TITLE))

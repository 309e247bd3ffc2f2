"""What a proposal changes, day by day and in words, each to be accepted alone or with others."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.domain.plan import Plan
from desktop.domain.wishes import Wishes
from desktop.language import _
from desktop.planning.proposal import Placement
from desktop.ui import look
from desktop.ui.drafting.change_row import ChangeRow
from desktop.ui.drafting.day_heading import DayHeading
from desktop.ui.drafting.proposed import Proposed
from desktop.ui.speech import Spoken
from desktop.ui.widgets import PlainLabel, Scroll

_KEY = Qt.Key
_STEPS = {_KEY.Key_Up: -1, _KEY.Key_Down: 1}


class Changes(Spoken, QWidget):
    """The list of changes; `accept_asked(ids)` when the officer wants to take some.

    Arrows walk, Space ticks, Control+A ticks all, Return asks for what is ticked, or where nothing
    is, for the change that the keyboard is at. `current_changed(item_id)` tells where it is,
    `ticked()` that other changes are ticked than before.
    """

    accept_asked = Signal(object)
    current_changed = Signal(str)
    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._proposed: Proposed | None = None
        self._rows: dict[str, ChangeRow] = {}
        self._headings: dict[date, DayHeading] = {}
        self._order: list[str] = []
        self._current = ""
        self._nothing = PlainLabel(role="soft", wrap=True)
        self._body = QWidget()
        self._list = QVBoxLayout(self._body)
        self._list.setContentsMargins(0, 0, look.S, look.S)
        self._list.setSpacing(0)
        self._scroll = Scroll(self._body, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.S)
        layout.addWidget(self._nothing)
        layout.addWidget(self._scroll, 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.say(self._body.setAccessibleName, lambda: _("What the proposal changes"))
        self.say(self._nothing.setText, self._nothing_text)

    # -- for the board

    def load(self, proposed: Proposed | None, plan: Plan, wishes: Wishes) -> None:
        """Show what a proposal changes; what is ticked stays ticked where it is the same change."""
        at = self._order.index(self._current) if self._current in self._order else -1
        had_keyboard = any(row.has_keyboard() for row in self._rows.values())
        self._proposed = proposed
        self._show_rows(proposed, plan, wishes)
        self._show_headings(proposed, plan, wishes)
        self._arrange()
        self.say_again()
        if self._current not in self._order:
            self._current = (
                self._order[min(max(at, 0), len(self._order) - 1)] if self._order else ""
            )
        self._mark()
        if had_keyboard and self._current:
            self._rows[self._current].take_keyboard()
        self.ticked.emit()

    def ticks(self) -> list[str]:
        """The changes that are ticked, from the top."""
        return [each for each in self._all() if self._rows[each].is_ticked()]

    def current(self) -> str:
        """The item that the keyboard is at, or would be; "" in an empty list."""
        return self._current

    def first(self) -> str:
        """The first change, else what the keyboard would be at; "" in an empty list."""
        return next(iter(self._all()), self._current)

    def go_to(self, item_id: str, *, keyboard: bool = False) -> None:
        """Show the line of an item, unfolding its day; nothing happens where it has none."""
        row = self._rows.get(item_id)
        if row is None:
            return
        if item_id not in self._order:
            for heading in self._headings.values():
                if item_id in heading.kept:
                    heading.unfold(True)
        if item_id != self._current:
            self._current = item_id
            self._mark()
        if keyboard:
            row.take_keyboard()
        self._bring_into_sight(row)

    def turn(self, item_id: str) -> None:
        """Tick a change, or take its tick away."""
        if item_id in self._rows:
            self._rows[item_id].turn()

    def turn_all(self, on: bool) -> None:
        """Tick all changes, or none."""
        for each in self._all():
            if self._rows[each].is_ticked() != on:
                self._rows[each].turn()

    def rows(self) -> list[ChangeRow]:
        """The lines that are shown, from the top."""
        return [self._rows[each] for each in self._order]

    def heading(self, day: date) -> DayHeading | None:
        """What stands above the lines of a day."""
        return self._headings.get(day)

    def begin_focus(self) -> None:
        """Lead the keyboard to the list."""
        if self._current:
            self._rows[self._current].take_keyboard()

    # -- showing

    def _show_rows(self, proposed: Proposed | None, plan: Plan, wishes: Wishes) -> None:
        wanted: dict[str, tuple[Placement, bool]] = {}
        for outline in proposed.days() if proposed is not None else ():
            assert proposed is not None
            for one in proposed.changes_on(outline.day):
                wanted[one.item_id] = one, True
            for one in proposed.kept_on(outline.day):
                wanted[one.item_id] = one, False
        for gone in [each for each in self._rows if each not in wanted]:
            _dismiss(self._rows.pop(gone))
        for item_id, (one, is_change) in wanted.items():
            row = self._rows.get(item_id)
            if row is None:
                row = self._rows[item_id] = ChangeRow(self._body)
                row.holder().installEventFilter(self)
                row.tick.installEventFilter(self)
                row.entered.connect(partial(self._entered, item_id))
                row.turned.connect(self.ticked)
                row.accept_asked.connect(partial(self._accept_one, item_id))
            row.show_change(one, plan, wishes, is_change=is_change)

    def _show_headings(self, proposed: Proposed | None, plan: Plan, wishes: Wishes) -> None:
        outlines = {one.day: one for one in proposed.days()} if proposed is not None else {}
        for gone in [day for day in self._headings if day not in outlines]:
            _dismiss(self._headings.pop(gone))
        for day, outline in outlines.items():
            assert proposed is not None
            heading = self._headings.get(day)
            if heading is None:
                heading = self._headings[day] = DayHeading(day, self._body)
                heading.accept_asked.connect(partial(self._accept_day, day))
                heading.unfolded.connect(self._fold)
            changes = [one.item_id for one in proposed.changes_on(day)]
            kept = [one.item_id for one in proposed.kept_on(day)]
            heading.show_day(outline, plan, wishes, changes, kept)

    def _arrange(self) -> None:
        while self._list.takeAt(0) is not None:
            pass
        self._order = []
        for day in sorted(self._headings):
            heading = self._headings[day]
            self._list.addWidget(heading)
            self._place(heading.changes, shown=True)
            if heading.changes:
                self._list.addWidget(heading.fold)
            heading.fold.setVisible(bool(heading.kept))
            self._place(heading.kept, shown=heading.is_unfolded())
        self._list.addStretch(1)
        self._nothing.setVisible(not self._headings)
        self._scroll.setVisible(bool(self._headings))
        # At once, since what the list leads to now is looked for where it stands then.
        for holder in (self._body, self._scroll.widget()):
            QCoreApplication.sendPostedEvents(holder, QEvent.Type.LayoutRequest.value)

    def _place(self, ids: Collection[str], *, shown: bool) -> None:
        for each in ids:
            self._list.addWidget(self._rows[each])
            self._rows[each].setVisible(shown)
            if shown:
                self._order.append(each)

    def _fold(self) -> None:
        self._arrange()
        if self._current not in self._order:
            self._current = self._order[0] if self._order else ""
        self._mark()

    def _mark(self) -> None:
        for each, row in self._rows.items():
            row.mark_current(each == self._current)

    def _nothing_text(self) -> str:
        if self._proposed is None:
            return _("There is no proposal yet.")
        return _("The proposal places nothing.")

    def _all(self) -> list[str]:
        return [each for day in sorted(self._headings) for each in self._headings[day].changes]

    def _bring_into_sight(self, widget: QWidget) -> None:
        # Only once the list has made room for what is new in it.
        QTimer.singleShot(0, widget, partial(self._scroll.ensureWidgetVisible, widget, 0, look.S))

    # -- what an officer does

    def _entered(self, item_id: str) -> None:
        if item_id != self._current:
            self._current = item_id
            self._mark()
        self._bring_into_sight(self._rows[item_id])
        self.current_changed.emit(item_id)

    def _accept_one(self, item_id: str) -> None:
        self.accept_asked.emit([item_id])

    def _accept_day(self, day: date) -> None:
        self.accept_asked.emit(list(self._headings[day].changes))

    def _accept(self) -> None:
        current = [self._current] if self._rows[self._current].is_change() else []
        wanted = self.ticks() or current
        if wanted:
            self.accept_asked.emit(wanted)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        key = _KEY(event.key())
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.turn_all(True)
            return True
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self._order:
            return False
        at = self._order.index(self._current) if self._current in self._order else 0
        last = len(self._order) - 1
        if key in _STEPS:
            at = max(0, min(last, at + _STEPS[key]))
        elif key in (_KEY.Key_Home, _KEY.Key_End):
            at = 0 if key == _KEY.Key_Home else last
        elif key in (_KEY.Key_Return, _KEY.Key_Enter):
            self._accept()
            return True
        else:
            return False
        self._rows[self._order[at]].take_keyboard()
        return True


def _dismiss(widget: ChangeRow | DayHeading) -> None:
    if isinstance(widget, DayHeading):
        widget.fold.hide()
        widget.fold.deleteLater()
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()

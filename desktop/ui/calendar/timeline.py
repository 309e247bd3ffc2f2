"""The timeline over all records: a bar for each, in lanes, with the same as a table beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.domain.day_mark import DayMark
from desktop.language import _
from desktop.store.spans import Names, Span
from desktop.ui import look
from desktop.ui.calendar import timeline_words as wording
from desktop.ui.calendar.timeline_bar import TimelineBar
from desktop.ui.calendar.timeline_hand import Timeline
from desktop.ui.calendar.timeline_layout import By
from desktop.ui.calendar.timeline_table import make_table
from desktop.ui.calendar.view import CalendarView, Move
from desktop.ui.desk import Desk

_DAY = dt.timedelta(days=1)


class TimelineView(CalendarView):
    """A bar for each delegation, stay and access request, slots as ticks in it."""

    WHOLE_RECORDS = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        kept = desk.settings
        self.timeline = Timeline(desk.zones, desk.clock)
        self.timeline.begin(By(kept.timeline_by), kept.timeline_day)
        self.bar = TimelineBar(self.timeline)
        self.model, self.table = make_table(self.timeline.names)
        self._stale = False
        self.say(self.table.setAccessibleName, lambda: _("Table"))
        self.bar.table.setChecked(kept.timeline_table)
        self.table.setVisible(kept.timeline_table)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.timeline)
        parts.addWidget(self.table)
        parts.setStretchFactor(0, 1)
        parts.setSizes([look.WIDE - look.TIMELINE_TABLE, look.TIMELINE_TABLE])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.S)
        layout.addWidget(self.bar)
        layout.addWidget(parts, 1)
        self.setFocusProxy(self.timeline)
        self._turned = QTimer(self)
        self._turned.setSingleShot(True)
        self._turned.setInterval(look.FILTER_MS)
        self._turned.timeout.connect(self.turned)
        self._zoomed = QTimer(self)
        self._zoomed.setSingleShot(True)
        self._zoomed.setInterval(look.FILTER_MS)
        self._zoomed.timeout.connect(self._keep)
        self._connect()

    def _connect(self) -> None:
        timeline, table = self.timeline, self.table
        timeline.days_changed.connect(self._turned.start)
        timeline.zoomed.connect(self._zoomed.start)
        timeline.current_changed.connect(self._choose_in_table)
        timeline.opened.connect(lambda kind, record: self.opened.emit(kind, record, ""))
        timeline.moved.connect(lambda span, days: self.moved.emit([Move(span, days)]))
        timeline.make_asked.connect(lambda kind, day: self.make_asked.emit(kind, day, day))
        timeline.menu_asked.connect(self._show_menu)
        table.opened.connect(lambda span: self.opened.emit(span.record_kind, span.record_id, ""))
        table.selectionModel().selectionChanged.connect(lambda *_: self._choose_in_timeline())
        table.customContextMenuRequested.connect(lambda at: self._show_menu(table.menu_place(at)))
        self.bar.table.toggled.connect(self._show_table)

    # -- as the page asks

    @override
    def go(self, day: dt.date) -> None:
        self.timeline.go(day)

    @override
    def turn(self, by: int) -> None:
        self.timeline.pan(by * self.timeline.frame().body.width(), 0)

    @override
    def day(self) -> dt.date:
        return self.timeline.led_to()

    @override
    def period(self) -> tuple[dt.date, dt.date]:
        # More than is in sight, so that holidays are there already when one pans.
        first, end = self.timeline.days()
        around = (end - first) / 2
        return dt.date.fromordinal(int(first - around)), dt.date.fromordinal(int(end + around))

    @override
    def heading(self) -> str:
        first, end = self.timeline.days()
        start = dt.date.fromordinal(round(first))
        return wording.heading(start, max(start, dt.date.fromordinal(round(end)) - _DAY))

    @override
    def show_spans(self, spans: Sequence[Span], names: Names) -> None:
        self.timeline.show_spans(spans, names)
        self._stale = True
        if not self.table.isHidden():
            self._fill_table()

    @override
    def show_marks(self, marks: Sequence[object]) -> None:
        self.timeline.show_marks([mark for mark in marks if isinstance(mark, DayMark)])

    @override
    def refresh(self) -> None:
        self.timeline.viewport().update()

    @override
    def respoken(self) -> None:
        if hasattr(self, "model"):
            self.model.respeak()

    def _keep(self) -> None:
        """Remember how the timeline is shown, for the next start."""
        kept, timeline = self.desk.settings, self.timeline
        now = timeline.by().value, timeline.per_day(), self.bar.table.isChecked()
        if now != (kept.timeline_by, kept.timeline_day, kept.timeline_table):
            kept.timeline_by = timeline.by().value
            kept.timeline_day, kept.timeline_table = now[1:]
            self.desk.save_settings()

    # -- the table beside it

    def _show_table(self, on: bool) -> None:
        self.table.setVisible(on)
        if on:
            self._fill_table()
        self._keep()

    def _fill_table(self) -> None:
        if self._stale:
            self.model.set_rows([bar.span for bar in self.timeline.bars()])
            self._stale = False
        current = self.timeline.current()
        if current is not None:
            self._choose_in_table(current.bar.id)

    def _choose_in_table(self, record_id: str) -> None:
        chosen = [span.record_id for span in self.table.chosen()]
        if not self.table.isHidden() and chosen != [record_id]:
            self.table.choose([record_id] if record_id else [])

    def _choose_in_timeline(self) -> None:
        chosen = self.table.chosen()
        if chosen:
            self.timeline.choose_record(chosen[0].record_id)

    # -- the menu of a bar

    def _show_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def menu(self) -> QMenu:
        """What can be done with the chosen bar; without one, something new can be planned."""
        menu = QMenu(self)
        current = self.timeline.current()
        if current is None:
            self._add(menu, _("New…"), self._make)
            return menu
        span = current.bar.span
        opened = partial(self.opened.emit, span.record_kind, span.record_id, "")
        self._add(menu, _("Open"), opened, "Return")
        menu.addSeparator()
        for text, days, keys in (
            (_("A day earlier"), -1, "Alt+Left"),
            (_("A day later"), 1, "Alt+Right"),
            (_("A week earlier"), -7, "Alt+Shift+Left"),
            (_("A week later"), 7, "Alt+Shift+Right"),
        ):
            self._add(menu, text, partial(self.timeline.push, days), keys)
        menu.addSeparator()
        self._add(menu, _("Show in the table"), self._show_in_table)
        return menu

    @staticmethod
    def _add(menu: QMenu, text: str, done: object, keys: str = "") -> None:
        # The timeline listens to the keys itself; the menu only tells which they are.
        action = QAction(f"{text}\t{keys}" if keys else text, menu)
        action.triggered.connect(lambda _on=False: done())  # type: ignore[operator]
        menu.addAction(action)

    def _make(self) -> None:
        day = self.day()
        self.make_asked.emit("", day, day)

    def _show_in_table(self) -> None:
        self.bar.table.setChecked(True)
        self.table.setFocus()

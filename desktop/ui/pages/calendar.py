"""The page of the one calendar: which view, which days, what is shown of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from importlib import import_module
from typing import get_args

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCursor, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout
from typing_extensions import override

from desktop.language import _
from desktop.settings import CalendarView as ViewName
from desktop.store.spans import Span
from desktop.ui import icons, look
from desktop.ui.calendar import moving
from desktop.ui.calendar.bar import CalendarBar
from desktop.ui.calendar.deadlines import deadlines
from desktop.ui.calendar.filter_bar import FilterBar
from desktop.ui.calendar.marks import DayMarks
from desktop.ui.calendar.painting import ICONS
from desktop.ui.calendar.reading import CalendarReading
from desktop.ui.calendar.view import CalendarView, Move
from desktop.ui.desk import Desk
from desktop.ui.page import Page

_MINUTE = 60_000
_VIEWS: dict[ViewName, tuple[str, str]] = {
    "month": ("month", "MonthView"),
    "week": ("week", "WeekView"),
    "agenda": ("agenda", "AgendaView"),
    "timeline": ("timeline", "TimelineView"),
}
_NEW: dict[str, tuple[str, Callable[[], str]]] = {
    "delegation": ("b", lambda: _("New delegation")),
    "exchange": ("c", lambda: _("New exchange")),
    "access_request": ("f", lambda: _("New access request")),
}


class CalendarPage(Page):
    """One calendar over all records, in one of several views that share the day and the filter.

    All is read in the background; a view shows what it had until what is wanted has been read.
    """

    kinds = frozenset(
        {"delegation", "exchange", "access_request", "item", "slot", "member", "item_person"}
        | {"item_group", "group_member", "access_member", "person", "organisation", "facility"}
        | {"place", "instrument"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._made: dict[ViewName, CalendarView] = {}
        self._name: ViewName = desk.settings.calendar_view
        self._spans: Sequence[Span] | None = None
        self.bar = CalendarBar(self.title)
        self.filters = FilterBar(desk)
        self.marks = DayMarks(desk, self)
        self.reading = CalendarReading(desk, self)
        self._stack = QStackedWidget()
        self.filter_field = self.filters.text
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.L, look.XL, look.M)
        layout.setSpacing(look.M)
        layout.addWidget(self.bar)
        layout.addWidget(self.filters)
        layout.addWidget(self._stack, 1)
        self.bar.chosen.connect(self.use)
        self.bar.turned.connect(self._turn)
        self.bar.today_asked.connect(lambda: self.go(desk.today()))
        self.reading.arrived.connect(self._take)
        self.filters.changed.connect(self._show)
        self.filters.changed.connect(self._mark)
        self.filters.closures_asked.connect(lambda: desk.show_page("closures"))
        desk.agenda.changed.connect(self._show_tasks)
        self.marks.changed.connect(self._mark)
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE)
        self._clock.timeout.connect(lambda: self.view().refresh())
        for number, name in enumerate(get_args(ViewName), start=1):
            keys = QShortcut(QKeySequence(f"Alt+{number}"), self)
            keys.activated.connect(partial(self.use, name))
        for key, by in (("Alt+PgUp", -1), ("Alt+PgDown", 1)):
            QShortcut(QKeySequence(key), self).activated.connect(partial(self._turn, by))
        QShortcut(QKeySequence("Alt+Home"), self).activated.connect(lambda: self.go(desk.today()))

    # -- for the window

    @override
    def title(self) -> str:
        return _("Calendar")

    @override
    def reload(self) -> None:
        self._stand()
        self.reading.forget()
        self._read()

    @override
    def respoken(self) -> None:
        if self._made:
            self._say_period()

    @override
    def begin_focus(self) -> None:
        self.view().setFocus()

    # -- for whoever leads here

    def view(self) -> CalendarView:
        """The view that is shown."""
        self._stand()
        return self._made[self._name]

    def use(self, name: ViewName) -> None:
        """Show another view, at the same day."""
        if name == self._name and name in self._made:
            return
        day = self.view().day() if self._made else self.desk.today()
        self._name = name
        self.view().go(day)
        if self.desk.settings.calendar_view != name:
            self.desk.settings.calendar_view = name
            self.desk.save_settings()
        self._read()
        self.view().setFocus()

    def go(self, day: date) -> None:
        """Lead the view to a day."""
        self.view().go(day)
        self._show_days()

    # -- reading and showing

    def _stand(self) -> None:
        """Make the view that is to be shown, unless it is there."""
        view = self._made.get(self._name)
        if view is None:
            module, cls = _VIEWS[self._name]
            view = getattr(import_module(f"desktop.ui.calendar.{module}"), cls)(self.desk)
            self._made[self._name] = view
            self._stack.addWidget(view)
            view.opened.connect(self.desk.open)
            view.moved.connect(self._move)
            view.make_asked.connect(self._make)
            view.day_asked.connect(self._show_day)
            view.turned.connect(self._show_days)
            if len(self._made) == 1:
                self._stack.setCurrentWidget(view)
                view.go(self.desk.today())
        self._stack.setCurrentWidget(view)
        self.bar.mark(self._name)

    def _show_days(self) -> None:
        """Show other days; a view that has all records has those already."""
        if not self.view().WHOLE_RECORDS:
            self._read()
            return
        self._mark()
        self._say_period()

    def _read(self) -> None:
        """Have the days read that the view shows."""
        view = self.view()
        self.filters.tasks.setVisible(not view.WHOLE_RECORDS)
        self.reading.want(None if view.WHOLE_RECORDS else view.period(), view.near())
        self._mark()
        self._say_period()

    def _take(self) -> None:
        self._spans = self.reading.spans()
        self.filters.offer(self._spans, self.reading.names)
        self._show()
        self._mark()

    def _show(self) -> None:
        if self._spans is None:
            return  # nothing is said of the file before something of it is known
        names = self.reading.names
        wanted = self.filters.filter().of([*self._spans, *self._deadlines()], names)
        self.view().show_spans(wanted, names)

    def _deadlines(self) -> Sequence[Span]:
        if self.view().WHOLE_RECORDS or not self.filters.with_tasks():
            return ()
        first, last = self.view().period()
        return deadlines(self.desk.agenda.tasks(), self.desk.watch.plan.records, first, last)

    def _show_tasks(self) -> None:
        if self._made and self.isVisible():
            self._show()
        else:
            self._stale = True

    def _mark(self) -> None:
        if self._spans is not None:  # the names of whose closures they are come with the spans
            marks = self.marks.of(*self.view().period(), self.reading.names)
            self.view().show_marks(self.filters.marks_of(marks))

    def _say_period(self) -> None:
        self.bar.say_period(self.view().heading())

    # -- what is asked for

    def _turn(self, by: int) -> None:
        self.view().turn(by)
        self._show_days()

    def _show_day(self, day: date) -> None:
        self.use("agenda")
        self.go(day)

    def _move(self, moves: list[Move]) -> None:
        if not moving.move(self.desk, self, moves):
            self.view().refresh()
        elif self._spans is not None:
            # It stays where it was dropped until the file, and all that went along, has been read.
            self._spans = moving.moved(self._spans, moves)
            self._show()

    def _make(self, kind: str, first: date, last: date) -> None:
        if kind:
            moving.make(self.desk, kind, first, last)
            return
        menu = self.make_menu(first, last)
        menu.popup(QCursor.pos())

    def make_menu(self, first: date, last: date) -> QMenu:
        """Which kind of record may begin on a day."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for kind, (clause, text) in _NEW.items():
            action = menu.addAction(icons.icon(ICONS[clause], clause), text())
            action.triggered.connect(partial(moving.make, self.desk, kind, first, last))
        return menu

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

"""The first page in the morning: today, what is next, what is due, and how to begin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop.domain.codes import Severity
from desktop.errors import Problem
from desktop.language import _
from desktop.planning.agenda import Soon
from desktop.store import overview
from desktop.store.overview import Morning
from desktop.ui import look
from desktop.ui.conflicts.telling import open_ones
from desktop.ui.desk import Desk
from desktop.ui.overview.ahead import AheadCard
from desktop.ui.overview.begin import WaysToBegin
from desktop.ui.overview.clauses import ClauseCard
from desktop.ui.overview.lines import Entry
from desktop.ui.overview.next_step import NextStep
from desktop.ui.overview.reading import WEEK, Holidays, holidays_ahead, read_morning
from desktop.ui.overview.to_do import ConflictCard, GateCard, TaskCard, WaitingCard
from desktop.ui.overview.today import TodayCard
from desktop.ui.page import Page
from desktop.ui.tasks.agenda import DueTask
from desktop.ui.widgets import PlainLabel, Scroll, column


class OverviewPage(Page):
    """Cards for what comes next, what is to be done, and the records by state.

    All is read in the background: the file, the holidays, and the tasks by the desk's agenda.
    """

    kinds = frozenset(
        {
            *("delegation", "exchange", "access_request", "item", "slot", "task", "gate"),
            *("permit", "stage_move"),
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._morning: Morning | None = None
        self._holidays: Holidays | None = None
        self._reading = 0
        self._again = False
        self._day: date | None = None
        heading = PlainLabel(role="title")
        self.say(heading.setText, self.title)
        self.today = TodayCard(desk)
        self.today.ticked.connect(self._ticked)
        self.next_step = NextStep()
        self.ahead, self.clauses = AheadCard(desk), ClauseCard(desk)
        self.tasks, self.conflicts = TaskCard(desk), ConflictCard(desk)
        self.gates, self.waiting = GateCard(desk), WaitingCard(desk)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(look.L)
        self._left = column(self.ahead, spacing=look.L)
        self._right = column(self.tasks, self.conflicts, self.gates, self.waiting, spacing=look.L)
        self._right.setStretchFactor(self.waiting, 1)
        for side in (self._left, self._right):
            self._columns.addLayout(side, 1)
        self._arrange(wide=True)
        self._cards, self._empty = QWidget(), WaysToBegin(desk)
        self._cards.setLayout(column(self.next_step, self._columns, spacing=look.L))
        inside = QWidget()
        inside.setLayout(column(self.today, self._cards, self._empty, spacing=look.L))
        # Nothing is said of the file before something of it is known.
        self._cards.hide()
        self._empty.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.M)
        layout.setSpacing(look.L)
        layout.addWidget(heading)
        layout.addWidget(Scroll(inside, widest=look.WIDE), 1)
        desk.watch.changed.connect(self._follow_watch)
        desk.agenda.changed.connect(self._follow_agenda)
        desk.settings_changed.connect(self._ticked)

    @override
    def title(self) -> str:
        return _("Overview")

    @override
    def reload(self) -> None:
        if self._reading:
            self._again = True
            return
        self._again = False
        self._reading = 2
        # Asked at once, so that the first thing an officer sees of an empty office is how to begin.
        empty = self.desk.read(overview.is_empty)
        self._empty.setVisible(empty)
        if empty:
            self._cards.hide()
        self._day = today = self.desk.today()
        now, zone = self.desk.clock(), self.desk.zones()[0]
        self._read(lambda session: read_morning(session, now, today, zone), self._take_morning)
        self.desk.background.run(
            lambda: holidays_ahead(today), self._take_holidays, self._failed, owner=self
        )
        self.desk.agenda.start()

    def is_read(self) -> bool:
        """Whether all that the page shows has been read."""
        known = self._morning is not None and self._holidays is not None
        return known and not self._reading and self.desk.agenda.is_current()

    def _read(self, work: Callable[[Session], object], take: Callable[..., None]) -> None:
        office = self.desk.office

        def read() -> object:
            with office.reading() as session:
                return work(session)

        self.desk.background.run(read, take, self._failed, owner=self)

    def _take_morning(self, morning: Morning) -> None:
        self._morning = morning
        self._done()
        self.ahead.show_morning(morning, self._holidays or {})
        self.clauses.show_morning(morning)
        self.gates.show_gates(morning.gates)
        self.waiting.show_waiting(morning.waiting)
        self._show_tasks()
        self._follow_engine()
        self._cards.setVisible(any(morning.states.values()))

    def _take_holidays(self, holidays: Holidays) -> None:
        self._holidays = holidays
        self._done()
        self.today.show_holidays(holidays)
        if self._morning is not None:
            self.ahead.show_morning(self._morning, holidays)

    def _done(self) -> None:
        self._reading -= 1
        if not self._reading and self._again:
            self.reload()

    def _failed(self, error: BaseException) -> None:
        self._done()
        if not isinstance(error, Problem):
            raise error
        self.desk.trouble(error)

    def _ticked(self) -> None:
        if self._day != self.desk.today() or self.sender() is self.desk:
            self._stale = True
        if self._stale and self.isVisible():
            self._stale = False
            self.reload()

    def _follow_watch(self) -> None:
        if self.isVisible():
            self._follow_engine()
        else:
            self._stale = True

    def _follow_agenda(self) -> None:
        if self.isVisible():
            self._show_tasks()
            self._show_next_step()
        else:
            self._stale = True

    def _show_tasks(self) -> None:
        self.tasks.show_tasks(self._due() if self.desk.agenda.is_ready() else None)

    def _due(self) -> list[DueTask]:
        """What is overdue or due within a week, the longest overdue first."""
        return self.desk.agenda.due_by(self.desk.today() + timedelta(days=WEEK))

    def _follow_engine(self) -> None:
        self.conflicts.show_findings()
        self._show_next_step()

    def _show_next_step(self) -> None:
        self.next_step.show_first(self._overdue, self._blocking, self._expired, self._soon)

    def _overdue(self) -> Entry | None:
        first = next(iter(self._due()), None)
        late = first is not None and first.soon(self.desk.today()) is Soon.OVERDUE
        return self.tasks.entry(first) if first is not None and late else None

    def _blocking(self) -> Entry | None:
        found = open_ones(self.desk.watch.findings())
        block = found and found[0].severity == Severity.BLOCK
        return self.conflicts.entry(found[0]) if block else None

    def _expired(self) -> Entry | None:
        gates = self._morning.gates if self._morning is not None else ()
        return self.gates.entry(gates[0]) if gates else None

    def _soon(self) -> Entry | None:
        first = next(iter(self._due()), None)
        return self.tasks.entry(first) if first is not None else None

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        # What is next is another when the page is shown again.
        self._stale = True
        super().hideEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(wide=event.size().width() >= look.TWO_COLUMNS)

    def _arrange(self, *, wide: bool) -> None:
        """Two columns; or one, in which what is to be done comes before what is counted."""
        way = QBoxLayout.Direction
        home = self._left if wide else self._right
        if home.indexOf(self.clauses) < 0:
            self._columns.setDirection(way.LeftToRight if wide else way.TopToBottom)
            (self._right if wide else self._left).removeWidget(self.clauses)
            home.addWidget(self.clauses, 1)

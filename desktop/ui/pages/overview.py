"""The first page in the morning: what is next, what is overdue, and how to begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from functools import partial

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.domain import DayPart, Moment
from desktop.domain.codes import DelegationStatus, ExchangeStatus, Stage
from desktop.domain.finding import Finding
from desktop.language import _, current, dates, ngettext
from desktop.store import overview, tasks
from desktop.store.overview import Event
from desktop.store.tasks import TaskRow
from desktop.ui import look
from desktop.ui.conflicts.telling import (
    count,
    open_ones,
    severity_look,
    severity_word,
)
from desktop.ui.desk import Desk
from desktop.ui.forms import other_clock, part_text
from desktop.ui.page import Page
from desktop.ui.statuses import status_look
from desktop.ui.widgets import (
    Button,
    Card,
    ClauseBadge,
    ElidedLabel,
    EmptyState,
    FlowLayout,
    LinkButton,
    PlainLabel,
    Scroll,
    StatusChip,
    column,
    row,
)
from desktop.words.findings import counted

_EVENTS, _TASKS, _CONFLICTS, _AHEAD = 8, 10, 5, timedelta(days=28)
_CLAUSES = {"delegation": "b", "exchange": "c", "access_request": "f"}
_PAGES = {"delegation": "delegations", "exchange": "exchanges", "access_request": "access"}
_STATES: dict[str, type[StrEnum]] = {
    "delegation": DelegationStatus,
    "exchange": ExchangeStatus,
    "access_request": Stage,
}


class OverviewPage(Page):
    """Cards for what comes next, tasks that are due, and the records by state."""

    kinds = frozenset({"delegation", "exchange", "access_request", "item", "slot", "task"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._events: list[Event] = []
        self._tasks: list[TaskRow] = []
        self._counts: dict[str, Counter[str]] = {}
        heading, today = PlainLabel(role="title"), PlainLabel(role="soft")
        self.say(heading.setText, self.title)
        self.say(today.setText, lambda: dates.day_heading(current(), desk.today()))
        self._empty = _ways_to_begin(desk)
        self._cards = QWidget()
        self._grid = QGridLayout(self._cards)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(look.L)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.M)
        layout.setSpacing(look.L)
        layout.addLayout(column(heading, today, spacing=look.XS))
        layout.addWidget(self._empty, 1)
        self._scroll = Scroll(self._cards, widest=look.WIDE)
        layout.addWidget(self._scroll, 1)
        desk.watch.changed.connect(self._follow_watch)

    @override
    def title(self) -> str:
        return _("Overview")

    @override
    def reload(self) -> None:
        now, today = self.desk.clock(), self.desk.today()
        self._events = self.desk.read(lambda s: overview.next_events(s, now, _EVENTS))
        self._counts = self.desk.read(overview.state_counts)
        self._tasks = [
            task
            for task in self.desk.read(tasks.rows)
            if task.done is None and task.counted is not None and task.counted <= today + _AHEAD
        ]
        self._show()

    @override
    def respoken(self) -> None:
        self._show()

    def _follow_watch(self) -> None:
        if self.isVisible():
            self._show()
        else:
            self._stale = True

    def _show(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        empty = not any(self._counts.values())
        self._empty.setVisible(empty)
        self._scroll.setVisible(not empty)
        if empty:
            return
        side = QWidget()
        below = column(
            *(self._conflict_card(), self._task_card(), self._state_card(), None), spacing=look.L
        )
        side.setLayout(below)
        self._grid.addWidget(self._next_card(), 0, 0)
        self._grid.addWidget(side, 0, 1)

    def _card(self, title: str, none: str, lines: list[QWidget]) -> Card:
        card = Card()
        card.body.setSpacing(look.M)
        card.body.addWidget(PlainLabel(title, role="section"))
        if not lines:
            card.body.addWidget(PlainLabel(none, role="soft", wrap=True))
        for line in lines:
            card.body.addWidget(line)
        card.body.addStretch(1)
        return card

    def _next_card(self) -> Card:
        lines: list[QWidget] = []
        day = None
        for event in self._events:
            if event.start.date is not None and event.start.date != day:
                day = event.start.date
                lines.append(PlainLabel(dates.day_heading(current(), day), role="label"))
            lines.append(self._event_line(event))
        return self._card(_("Next"), _("Nothing is planned from today on."), lines)

    def _event_line(self, event: Event) -> QWidget:
        code = current().code
        time = PlainLabel(_time(event.start), role="strong")
        time.setFixedWidth(look.COLUMN // 4)
        title = LinkButton(
            lambda: event.title.best(code) or event.record_title.best(code),
            lambda: self.desk.open(event.record_kind, event.record_id),
        )
        there = other_clock(event.start, _other(event.start.zone, self.desk.zones()))
        below = " · ".join(text for text in (event.place.best(code), there) if text)
        line = QWidget()
        text = column(title, ElidedLabel(below or event.record_title.best(code), role="hint"))
        text.setSpacing(0)
        layout = row(time, ClauseBadge(_CLAUSES[event.record_kind]), spacing=look.M)
        layout.addLayout(text, 1)
        line.setLayout(layout)
        return line

    def _task_card(self) -> Card:
        today = self.desk.today()
        late = [task for task in self._tasks if task.counted is not None and task.counted < today]
        lines = [self._task_line(task, overdue=task in late) for task in self._tasks[:_TASKS]]
        more = len(self._tasks) - _TASKS
        if more > 0:
            text = ngettext("and {n} more", "and {n} more", more).format(n=more)
            lines.append(PlainLabel(text, role="hint"))
        return self._card(
            _("Overdue and due soon"), _("Nothing is due in the next four weeks."), lines
        )

    def _task_line(self, task: TaskRow, *, overdue: bool) -> QWidget:
        code = current().code
        title = LinkButton(
            lambda: task.title.best(code),
            lambda: self.desk.open(task.record_kind, task.record_id),
        )
        due = dates.date_short(current(), task.counted) if task.counted is not None else ""
        chip = StatusChip(
            (lambda: _("Overdue")) if overdue else (lambda: _("Due soon")),
            "bad" if overdue else "info",
            "triangle-alert" if overdue else "clock",
        )
        detail = " · ".join(
            text for text in (due, task.reference, task.record_title.best(code)) if text
        )
        text = column(title, ElidedLabel(detail, role="hint"))
        text.setSpacing(0)
        line = QWidget()
        layout = row(spacing=look.M)
        layout.addLayout(text, 1)
        layout.addWidget(chip)
        line.setLayout(layout)
        return line

    def _conflict_card(self) -> Card:
        found = open_ones(self.desk.watch.findings())
        lines = [self._conflict_line(one) for one in found[:_CONFLICTS]]
        if found:
            link = LinkButton(
                lambda: counted(count(found)), partial(self.desk.show_page, "conflicts")
            )
            lines.append(link)
        ready = self.desk.watch.is_ready()
        none = _("Nothing collides in what is planned.") if ready else _("Being checked…")
        return self._card(_("To be solved"), none, lines)

    def _conflict_line(self, found: Finding) -> QWidget:
        plan = self.desk.watch.plan
        text = LinkButton(lambda: words.word(found.rule), partial(self._open_finding, found))
        both = column(text, ElidedLabel(words.finding(found, plan), role="hint"))
        both.setSpacing(0)
        chip = StatusChip(severity_word(found.severity), *severity_look(found.severity))
        line = QWidget()
        layout = row(spacing=look.M)
        layout.addLayout(both, 1)
        layout.addWidget(chip)
        line.setLayout(layout)
        return line

    def _open_finding(self, found: Finding) -> None:
        booking = self.desk.watch.plan.bookings.get(found.bookings[0] if found.bookings else "")
        if booking is not None:
            self.desk.open(booking.record_kind, booking.record_id, booking.id)
        elif found.records:
            self.desk.open(*found.records[0])

    def _state_card(self) -> Card:
        lines: list[QWidget] = []
        for kind, states in self._counts.items():
            if not states:
                continue
            enum = _STATES[kind]
            link = LinkButton(_kind_name(kind), partial(self.desk.show_page, _PAGES[kind]))
            chips = QWidget()
            flow = FlowLayout(chips)
            for member in enum:
                if states[member]:
                    tone, icon = status_look(member)
                    flow.addWidget(StatusChip(_counted(member, states[member]), tone, icon))
            head = QWidget()
            head.setLayout(row(ClauseBadge(_CLAUSES[kind]), link, spacing=look.S))
            block = QWidget()
            block.setLayout(column(head, chips, spacing=look.XS))
            lines.append(block)
        return self._card(_("Records by state"), "", lines)


def _kind_name(kind: str) -> Callable[[], str]:
    names = {
        "delegation": lambda: _("Delegations"),
        "exchange": lambda: _("Exchanges"),
        "access_request": lambda: _("Facility access"),
    }
    return names[kind]


def _counted(member: StrEnum, number: int) -> Callable[[], str]:
    return lambda: f"{words.word(member)} {number}"


def _time(start: Moment) -> str:
    if start.part != DayPart.EXACT or start.time is None:
        return part_text(start.part)
    return dates.clock(current(), start.time)


def _other(zone: str | None, zones: tuple[str, str]) -> str:
    """The clock that an event is not on: the other country's."""
    home, other = zones
    return home if zone == other else other


def _ways_to_begin(desk: Desk) -> QWidget:
    """What an empty office shows instead of empty cards."""
    box = QWidget()
    first = EmptyState(
        "handshake",
        lambda: _("Welcome"),
        lambda: _(
            "Start with a delegation: give it a title and dates, then type its programme line by "
            "line."
        ),
        button=lambda: _("New delegation"),
        pressed=lambda: desk.open("delegation", ""),
    )
    others = row(
        None,
        Button(lambda: _("New exchange"), lambda: desk.open("exchange", ""), icon="graduation-cap"),
        Button(
            lambda: _("New access request"),
            lambda: desk.open("access_request", ""),
            icon="microscope",
        ),
        None,
        spacing=look.M,
    )
    layout = QVBoxLayout(box)
    layout.addWidget(first, 3)
    layout.addLayout(others)
    layout.addStretch(2)
    return box

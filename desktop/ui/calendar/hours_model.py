"""The hours of a week as a table, and where on them each thing lies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from typing_extensions import override

from desktop.domain.time import DayPart, Moment
from desktop.language import current, dates
from desktop.store.spans import Span
from desktop.ui.calendar import telling
from desktop.ui.calendar.days_model import Index
from desktop.ui.calendar.lanes import WEEK, monday_of
from desktop.ui.grid.packing import Share, Stretch, packed

HOUR, DAY = 60, 24 * 60
_USUAL = timedelta(hours=1)  # how long something is whose end is not known
_LEAST = 25  # minutes that a thing is at least high, so that it can be read


@dataclass(frozen=True, slots=True)
class Block:
    """A thing on one day: from a minute to a minute, and its share of the day's width."""

    span: Span
    column: int
    top: int
    bottom: int
    share: Share
    begins: bool
    ends: bool


def has_hours(span: Span, zone: str) -> bool:
    """Whether a thing lies on the hours of days, rather than above them."""
    if span.is_record or not span.start.is_exact:
        return False
    start, end = walls(span, zone)
    return end - start <= timedelta(days=1)


def walls(span: Span, zone: str) -> tuple[datetime, datetime]:
    """When a thing with an exact start begins and ends, on the clock of a zone."""
    start = span.start.in_zone(zone).wall()
    assert start is not None
    end = span.end.in_zone(zone).wall() if span.end.is_exact else None
    return start, end if end is not None and end > start else start + _USUAL


def blocks_of(spans: Iterable[Span], monday: date, zone: str) -> list[Block]:
    """The things of a week on its days, side by side where they overlap."""
    first = datetime.combine(monday, time())
    pieces: list[list[tuple[Span, int, int, bool, bool]]] = [[] for _ in range(WEEK)]
    for span in spans:
        start, end = walls(span, zone)
        begin, stop = ((moment - first).total_seconds() // 60 for moment in (start, end))
        for column in range(WEEK):
            top, bottom = max(begin, column * DAY), min(stop, (column + 1) * DAY)
            if top < bottom:
                pieces[column].append(
                    (
                        span,
                        int(top) - column * DAY,
                        int(bottom) - column * DAY,
                        begin >= column * DAY,
                        stop <= (column + 1) * DAY,
                    )
                )
    return [block for column, found in enumerate(pieces) for block in _packed(column, found)]


def _packed(column: int, pieces: Sequence[tuple[Span, int, int, bool, bool]]) -> list[Block]:
    stretches = [
        Stretch(span.id, min(top, DAY - _LEAST), max(bottom, top + _LEAST))
        for span, top, bottom, _begins, _ends in pieces
    ]
    shares = packed(stretches)
    return [
        Block(span, column, each.top, each.bottom, shares[span.id], begins, ends)
        for each, (span, _top, _bottom, begins, ends) in zip(stretches, pieces, strict=True)
    ]


class HoursModel(QAbstractTableModel):
    """Twenty-four hours of seven days, on the first of two clocks."""

    def __init__(
        self, clocks: Callable[[], tuple[str, str]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.clocks = clocks
        self.monday = date.min
        self.spans: Sequence[Span] = ()

    def go(self, day: date) -> None:
        """Show the week of a day; what was shown is shown no more."""
        self.beginResetModel()
        self.monday, self.spans = monday_of(day), ()
        self.endResetModel()

    def fill(self, spans: Sequence[Span]) -> None:
        """Let these things be on the hours; each is one that `has_hours`."""
        self.spans = spans
        self.dataChanged.emit(self.index(0, 0), self.index(23, WEEK - 1))

    def day_at(self, column: int) -> date:
        """The day of a column."""
        return self.monday + timedelta(days=column)

    def blocks(self) -> list[Block]:
        """All things as they lie on the days."""
        return blocks_of(self.spans, self.monday, self.clocks()[0])

    def starting(self, column: int, hour: int) -> list[Span]:
        """The things that begin in an hour of a day, the first one first."""
        home = self.clocks()[0]
        wanted = datetime.combine(self.day_at(column), time(hour))
        found = [(walls(span, home)[0], span) for span in self.spans]
        return [
            span
            for start, span in sorted(found, key=lambda pair: (pair[0], pair[1].id))
            if wanted <= start < wanted + timedelta(hours=1)
        ]

    def respeak(self) -> None:
        """Say all in the language of the moment."""
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, 23)
        self.fill(self.spans)

    # -- for Qt

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else 24

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else WEEK

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role == Qt.ItemDataRole.AccessibleTextRole:
            language = current()
            day = dates.day_short(language, self.day_at(index.column()))
            hour = dates.clock(language, time(index.row()))
            there = self.starting(index.column(), index.row())
            return ". ".join([f"{day} {hour}", *(telling.sentence(span) for span in there)])
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if self.monday == date.min or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return dates.day_short(current(), self.day_at(section))
        return " ".join(self.both_clocks(section))

    def zone_labels(self) -> tuple[str, str]:
        """What the two clocks are called in this week."""
        home, other = self.clocks()
        instant = datetime.combine(self.monday, time(12), ZoneInfo(home))
        language = current()
        here, there = (dates.zone_label(language, zone, instant) for zone in (home, other))
        return here, there

    def both_clocks(self, hour: int, column: int = 0) -> tuple[str, str]:
        """An hour of a day on both clocks."""
        language, (home, other) = current(), self.clocks()
        here = Moment(self.day_at(column), time(hour), home, 0, DayPart.EXACT)
        there = here.in_zone(other).time or time()
        return dates.clock(language, time(hour)), dates.clock(language, there)

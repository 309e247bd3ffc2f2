"""Which stretch of true time each day's column covers, and which clocks it goes by. No Qt.

Instants are whole minutes since 1970. Columns of neighbouring days are contiguous: where the group
flies, one column ends when the next begins, so that the heights of a flight add up to its true
duration. A column's heights count from midnight on the clock that its day begins with.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from desktop.domain.plan import instant_of, minute_of
from desktop.domain.time import zone

DAY = 24 * 60
_LONGEST = 14  # an item that is said to last longer is a slip, and adds no days


@dataclass(frozen=True, slots=True)
class Span:
    """A timed item as the columns see it: from an instant to an instant, on a clock at each end.

    What `tells` shows by its zone where the group is; an online meeting does not.
    """

    id: str
    start: int
    end: int
    start_zone: str
    end_zone: str
    tells: bool = True

    @property
    def travels(self) -> bool:
        """Whether it ends on another clock than it begins on."""
        return self.start_zone != self.end_zone


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a column in which one clock runs evenly; `offset` is its distance from UTC."""

    zone: str
    offset: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Column:
    """A day: the instants from `begin` to `end`, in pieces; `origin` is its midnight, height 0.

    Before `begin` the hours are those that the column of the day before has shown already.
    """

    day: dt.date
    origin: int
    begin: int
    end: int
    pieces: tuple[Piece, ...]

    def height_at(self, instant: int) -> int:
        """The height of an instant: true minutes from midnight."""
        return instant - self.origin

    def instant_at(self, height: int) -> int:
        """The instant at a height, kept within the column."""
        return max(self.begin, min(self.end - 1, self.origin + height))

    def piece_at(self, instant: int) -> Piece:
        """The piece that an instant is in; the nearest for one outside the column."""
        return next((piece for piece in self.pieces if instant < piece.end), self.pieces[-1])

    @property
    def skipped(self) -> int:
        """The minutes after midnight that the column does not show."""
        return self.begin - self.origin

    def changes(self) -> Iterator[tuple[int, int]]:
        """Where the clock changes, and by how many minutes, after the column's beginning."""
        for before, after in pairwise(self.pieces):
            if after.offset != before.offset:
                yield after.begin, after.offset - before.offset

    def midnights(self) -> Iterator[tuple[int, dt.date]]:
        """Where a new day begins on its own clock, after the column's beginning."""
        for piece in self.pieces:
            first = -(-(piece.begin + piece.offset) // DAY) * DAY - piece.offset
            for instant in range(first, piece.end, DAY):
                if instant > max(self.begin, piece.begin):
                    yield instant, day_at(instant, piece.zone)

    def clocks(self) -> tuple[object, ...]:
        """The clocks it goes by: the same for two columns that one axis can stand for."""
        first = self.pieces[0]
        return (
            (first.zone, first.offset),
            *((p.zone, p.offset, p.begin - self.origin) for p in self.pieces[1:]),
        )


def midnight(day: dt.date, zone_name: str) -> int:
    """The instant at which a day begins on a zone's clock."""
    return minute_of(dt.datetime.combine(day, dt.time(), zone(zone_name)))


@lru_cache(maxsize=65536)
def offset_at(instant: int, zone_name: str) -> int:
    """Minutes by which a zone's clock is ahead of UTC at an instant."""
    offset = instant_of(instant).astimezone(zone(zone_name)).utcoffset()
    return round(offset.total_seconds() / 60) if offset is not None else 0


@lru_cache(maxsize=65536)
def day_at(instant: int, zone_name: str) -> dt.date:
    """The day that a zone's calendar shows at an instant."""
    return instant_of(instant).astimezone(zone(zone_name)).date()


def columns_of(
    days: Iterable[dt.date], spans: Iterable[Span], home: str, visit: str
) -> list[Column]:
    """The columns of the days of a programme, and of those that its items reach into.

    Without items that tell, the clock is that of the visit, else that of home.
    """
    ordered = sorted(spans, key=lambda span: (span.start, span.end, span.id))
    shown = set(days)
    for span in ordered:
        first, last = day_at(span.start, span.start_zone), day_at(span.end, span.end_zone)
        length = min((last - first).days, _LONGEST)
        shown |= {first + dt.timedelta(days=n) for n in range(length + 1)}
    usual = visit or home or "UTC"
    made = _made(sorted(shown), ordered, usual)
    # What happens on another clock can fall between the columns: then the day there is shown too.
    for _attempt in range(2):
        missed = [span for span in ordered if not any(c.begin <= span.start < c.end for c in made)]
        more = {_nearest_day(made, span.start) for span in missed} - shown
        if not more:
            break
        shown |= more
        made = _made(sorted(shown), ordered, usual)
    return made


def _nearest_day(columns: Sequence[Column], instant: int) -> dt.date:
    column = min(columns, key=lambda column: abs(column.begin - instant))
    return day_at(instant, column.piece_at(instant).zone)


def _made(days: Sequence[dt.date], spans: Sequence[Span], usual: str) -> list[Column]:
    clocks = _clocks(days, spans, usual)
    columns: list[Column] = []
    ends_before: int | None = None
    for at, (day, switches) in enumerate(zip(days, clocks, strict=True)):
        base, closing = switches[0][1], switches[-1][1]
        tomorrow = day + dt.timedelta(days=1)
        origin = midnight(day, base)
        begin = origin if ends_before is None else max(origin, ends_before)
        end = max(midnight(tomorrow, closing), begin + 1)
        ends_before = None
        if at + 1 < len(days) and days[at + 1] == tomorrow:
            ends_before = end = max(end, midnight(tomorrow, clocks[at + 1][0][1]))
        columns.append(Column(day, origin, begin, end, tuple(_pieces(switches, begin, end))))
    return columns


def _clocks(
    days: Sequence[dt.date], spans: Sequence[Span], usual: str
) -> list[list[tuple[int, str]]]:
    """For each day the clocks that it goes by, each with the instant at which it takes over."""
    telling = [span for span in spans if span.tells]
    landings = [span for span in telling if span.travels and _leads_on(span, telling)]
    carried = telling[0].start_zone if telling else usual
    clocks = []
    for day in days:
        base = _base(day, telling, landings) or carried
        switches = [(0, base)]
        for span in sorted(landings, key=lambda span: span.end):
            if day_at(span.end, span.end_zone) == day and span.end_zone != switches[-1][1]:
                switches.append((span.end, span.end_zone))
        carried = switches[-1][1]
        clocks.append(switches)
    return clocks


def _base(day: dt.date, telling: Sequence[Span], landings: Sequence[Span]) -> str | None:
    for span in landings:
        if day_at(span.start, span.start_zone) < day == day_at(span.end, span.end_zone):
            return span.end_zone
    return next((s.start_zone for s in telling if day_at(s.start, s.start_zone) == day), None)


def _leads_on(journey: Span, telling: Sequence[Span]) -> bool:
    """Whether the group goes along: whatever begins next does so on the clock of the arrival."""
    after = next((span for span in telling if span.start >= journey.end), None)
    return after is None or after.start_zone == journey.end_zone


def _pieces(switches: Sequence[tuple[int, str]], begin: int, end: int) -> Iterator[Piece]:
    ends = [at for at, _zone in switches[1:]] + [end]
    start = begin
    for (_at, name), stop in zip(switches, ends, strict=True):
        stop = min(stop, end)
        if stop <= start:
            continue
        for change in _clock_changes(name, start, stop):
            yield Piece(name, offset_at(start, name), start, change)
            start = change
        yield Piece(name, offset_at(start, name), start, stop)
        start = stop


def _clock_changes(zone_name: str, begin: int, end: int) -> Iterator[int]:
    """The instants at which a zone changes its clock, at most one a day."""
    for start in range(begin, end, DAY):
        low, high = start, min(start + DAY, end)
        before = offset_at(low, zone_name)
        if offset_at(high - 1, zone_name) == before:
            continue
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset_at(middle, zone_name) == before else (low, middle)
        yield high

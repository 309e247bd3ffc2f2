"""Where the bars of the timeline lie: groups, lanes packed greedily, and days in pixels. No Qt."""

from __future__ import annotations

import datetime as dt
import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate
from operator import attrgetter

from desktop.domain.time import Moment
from desktop.store.span_records import ACCESS, DELEGATION, EXCHANGE
from desktop.store.spans import SLOT, Span

KINDS = (DELEGATION, EXCHANGE, ACCESS)
DAYS = 1096  # as much as is shown at most: three years
# A year that was mistyped does not stretch the ground to a width no scroll bar can tell.
EARLIEST, LATEST = dt.date(1950, 1, 1), dt.date(2150, 1, 1)


class By(StrEnum):
    """What the lanes are grouped by."""

    KIND = "kind"
    PERSON = "person"
    INSTITUTION = "institution"
    FACILITY = "facility"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Tick:
    """A slot in the bar of its request, in days since year one; its hours are parts of a day."""

    start: float
    end: float
    off: bool


@dataclass(frozen=True, slots=True, eq=False)
class Bar:
    """The record `id` on the ground, from the day `first` up to but not including `end`."""

    id: str
    span: Span
    first: int
    end: int
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True, slots=True)
class Lane:
    """Bars that do not touch each other, by their days."""

    bars: list[Bar] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def add(self, bar: Bar) -> None:
        """Put a bar behind all others."""
        self.bars.append(bar)
        self.firsts.append(bar.first)
        self.ends.append(bar.end)

    def within(self, first: float, last: float) -> range:
        """The places of the bars that are seen between two days."""
        return range(bisect_right(self.ends, first), bisect_left(self.firsts, last))


@dataclass(frozen=True, slots=True)
class Group:
    """The lanes of one kind, person, institution, facility or country; "" is for those without.

    `bars` are all of them by start; `stretches` the days on which there is any.
    """

    key: str
    bars: list[Bar]
    lanes: list[Lane]
    stretches: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Place:
    """A bar in the lane of a group."""

    group: int
    lane: int
    bar: Bar


class Scene:
    """All groups below one another; what is folded takes the height of one lane."""

    def __init__(
        self, groups: Sequence[Group], folded: Iterable[str] = (), lane: int = 1, gap: int = 0
    ) -> None:
        self.groups = list(groups)
        self.folded = frozenset(folded)
        self.lane = lane
        self.gap = gap
        heights = (self._rows(group) * lane + gap for group in self.groups)
        self.tops = list(accumulate(heights, initial=0))

    def _rows(self, group: Group) -> int:
        return 1 if group.key in self.folded else len(group.lanes)

    @property
    def height(self) -> int:
        """The height of all groups."""
        return self.tops[-1]

    def is_folded(self, group: int) -> bool:
        """Whether a group shows one line for all of its lanes."""
        return self.groups[group].key in self.folded

    def seen(self, top: int, bottom: int) -> range:
        """The groups that have something between two heights."""
        first = max(0, bisect_right(self.tops, top) - 1)
        return range(first, min(len(self.groups), bisect_left(self.tops, bottom)))

    def lanes_seen(self, group: int, top: int, bottom: int) -> range:
        """The lanes of a group that have something between two heights."""
        if self.is_folded(group):
            return range(0)
        above, count = self.tops[group] + self.gap // 2, len(self.groups[group].lanes)
        first = max(0, (top - above) // self.lane)
        return range(first, max(first, min(count, -(-(bottom - above) // self.lane))))

    def lane_top(self, group: int, lane: int) -> int:
        """The height at which a lane begins."""
        return self.tops[group] + self.gap // 2 + (0 if self.is_folded(group) else lane * self.lane)

    def group_at(self, y: int) -> int:
        """The group at a height, or -1."""
        return bisect_right(self.tops, y) - 1 if 0 <= y < self.height else -1

    def lane_at(self, y: int) -> tuple[int, int]:
        """The group and the lane at a height; -1 where there is none."""
        group = self.group_at(y)
        if group < 0 or self.is_folded(group):
            return group, -1
        lane = (y - self.tops[group] - self.gap // 2) // self.lane
        return group, lane if 0 <= lane < len(self.groups[group].lanes) else -1

    def places(self, record_id: str) -> Iterator[Place]:
        """Where the bars of a record are, in groups that are not folded."""
        for number, group in enumerate(self.groups):
            if not self.is_folded(number):
                for at, lane in enumerate(group.lanes):
                    for bar in lane.bars:
                        if bar.id == record_id:
                            yield Place(number, at, bar)


@dataclass(frozen=True, slots=True)
class Scale:
    """Days and pixels: the day `origin` is at 0, and a day is so many pixels wide."""

    origin: int
    days: int
    per_day: float

    def x(self, day: float) -> int:
        """The pixel at which a day begins, the same however far the ground is panned."""
        return round((day - self.origin) * self.per_day)

    def day(self, x: float) -> float:
        """The day at a pixel, with the part of it that is over."""
        return self.origin + x / self.per_day

    @property
    def width(self) -> int:
        """The whole ground in pixels."""
        return self.x(self.origin + self.days)


def bars_of(spans: Iterable[Span]) -> list[Bar]:
    """The records as bars by their days, slots as ticks in them; all else is left out."""
    records: list[Span] = []
    ticks: dict[str, list[Tick]] = {}
    for span in spans:
        if span.kind == SLOT:
            ticks.setdefault(span.record_id, []).append(_tick(span))
        elif span.is_record:
            records.append(span)
    bars = [
        Bar(
            span.record_id,
            span,
            span.first.toordinal(),
            max(span.first, span.last).toordinal() + 1,
            tuple(ticks.get(span.record_id, ())),
        )
        for span in records
    ]
    bars.sort(key=attrgetter("first"))
    return bars


def _tick(span: Span) -> Tick:
    start = span.first.toordinal() + _part(span.start)
    exact = span.end.date is not None and span.end.time is not None
    end = (
        span.end.date.toordinal() + _part(span.end)
        if exact and span.end.date is not None
        else span.last.toordinal() + 1
    )
    return Tick(start, max(start, end), span.cancelled)


def _part(moment: Moment) -> float:
    """The part of its day that is over at a moment."""
    time = moment.time
    return 0.0 if time is None else (time.hour * 60 + time.minute) / 1440


def keys_of(span: Span, by: By) -> tuple[str, ...]:
    """The groups that a record belongs to; a record of five people is in five."""
    match by:
        case By.KIND:
            return (span.record_kind,)
        case By.PERSON:
            return span.people or ("",)
        case By.INSTITUTION:
            return span.organisations or ("",)
        case By.FACILITY:
            return (span.facility_id,)
        case By.COUNTRY:
            return (span.country,)


def grouped(bars: Sequence[Bar], by: By, order: Mapping[str, object] | None = None) -> list[Group]:
    """The groups of some bars, which are sorted by start.

    Their order is that of the values in `order`; those without a key come last.
    """
    found: dict[str, list[Bar]] = {}
    for bar in bars:
        for key in keys_of(bar.span, by):
            found.setdefault(key, []).append(bar)
    places = order or {}
    known = sorted((key for key in found if key in places), key=lambda key: places[key])  # type: ignore[arg-type, return-value]
    unknown = sorted(key for key in found if key not in places and key)
    keys = [*known, *unknown, *([""] if "" in found and "" not in places else [])]
    return [Group(key, found[key], packed(found[key]), merged(found[key])) for key in keys]


def packed(bars: Sequence[Bar]) -> list[Lane]:
    """As few lanes as there are bars at one time, each bar in the highest that is free.

    The bars are sorted by start.
    """
    lanes: list[Lane] = []
    busy: list[tuple[int, int]] = []
    free: list[int] = []
    for bar in bars:
        while busy and busy[0][0] <= bar.first:
            heapq.heappush(free, heapq.heappop(busy)[1])
        if free:
            at = heapq.heappop(free)
        else:
            at = len(lanes)
            lanes.append(Lane())
        lanes[at].add(bar)
        heapq.heappush(busy, (bar.end, at))
    return lanes


def merged(bars: Sequence[Bar]) -> list[tuple[int, int]]:
    """The stretches of days on which there is any of some bars, which are sorted by start."""
    found: list[tuple[int, int]] = []
    for bar in bars:
        if found and bar.first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], bar.end))
        else:
            found.append((bar.first, bar.end))
    return found


def ground(bars: Sequence[Bar], today: dt.date) -> tuple[int, int]:
    """The first day of the ground and its number of days: all bars and today, with room around."""
    low, high = EARLIEST.toordinal(), LATEST.toordinal()
    first = min([today.toordinal(), *(bar.first for bar in bars)]) - DAYS
    end = max([today.toordinal(), *(bar.end for bar in bars)]) + DAYS
    first, end = max(low, min(first, high - DAYS)), min(high, max(end, low + DAYS))
    return first, end - first


# -- where the keys lead


def beside(scene: Scene, at: Place, step: int) -> Place:
    """The bar before (-1) or after (1) in its group, by start."""
    bars = scene.groups[at.group].bars
    place = bars.index(at.bar) + step
    return placed(scene, at.group, bars[max(0, min(len(bars) - 1, place))])


def edge(scene: Scene, at: Place, step: int) -> Place:
    """The first (-1) or last (1) bar of its group."""
    return placed(scene, at.group, scene.groups[at.group].bars[0 if step < 0 else -1])


def below(scene: Scene, at: Place, step: int) -> Place:
    """The bar nearest in time in the next lane below (1) or above (-1)."""
    group, lane = at.group, at.lane + step
    while True:
        lanes = scene.groups[group].lanes
        if not scene.is_folded(group) and 0 <= lane < len(lanes):
            return Place(group, lane, nearest(lanes[lane], (at.bar.first + at.bar.end) / 2))
        group += step
        if not 0 <= group < len(scene.groups):
            return at
        lane = 0 if step > 0 else len(scene.groups[group].lanes) - 1


def nearest(lane: Lane, day: float) -> Bar:
    """The bar of a lane that is nearest to a day."""
    at = bisect_left(lane.ends, day)
    around = lane.bars[max(0, at - 1) : at + 2] or lane.bars[-1:]
    return min(around, key=lambda bar: max(bar.first - day, day - bar.end, 0))


def placed(scene: Scene, group: int, bar: Bar) -> Place:
    """Where a bar of a group is."""
    for at, lane in enumerate(scene.groups[group].lanes):
        place = bisect_left(lane.firsts, bar.first)
        if place < len(lane.bars) and lane.bars[place] is bar:
            return Place(group, at, bar)
    raise ValueError("no such bar in the group")

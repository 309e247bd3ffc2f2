"""How good a time is, and why: what speaks for it and against it, as codes with values."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.domain.plan import instant_of
from desktop.domain.time import Moment
from desktop.planning.intervals import Interval, overlap
from desktop.planning.office_days import HOLIDAY, Day
from desktop.planning.search import MORNING, Search
from desktop.planning.wall import DAY, wall_at
from desktop.planning.ways import Stop
from desktop.planning.whose import Days

BEST = 100
# What each thing that speaks against a time takes off; the whole order of suggestions is here.
_OFF_DAY, _OFF_EACH = 60, 4  # a weekend or a holiday, and for each who would work on it
_OUTSIDE, _QUARTER = 40, 1  # outside office hours; how far, in quarters of an hour, for each
_OTHER_PART = 20  # not in the part of the day that is preferred
_QUIET = 15  # a day on which many are away
_LUNCH = 10
_TIGHT = 8  # hardly any time to spare between two bookings
_EDGE = 3  # just as an office opens, or until it closes
_LATER = 1  # for each day after the first, where it is to be soon
_IDLE, _IDLE_MOST = 1, 6  # for each half hour of waiting, and for all of it together
_WAY = 1  # for each ten minutes of travelling
_HALF, _ODD = 1, 2  # not on the hour, not even on the half

_NEAR = 30  # minutes to the end or the beginning of an office day that are worth a word
_SPARE = 10  # minutes that let two bookings follow each other without a rush
_NEIGHBOUR = 180  # minutes within which the booking before or after is worth a word
_NOON = 12 * 60

AGAINST = frozenset({"outside_hours", "weekend", HOLIDAY, "quiet_day", "over_lunch"})
"""The codes of what speaks against a time."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing to say of a time. `values` are identities, codes, days and minutes."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One time that fits. `moments` are its start and its end on each clock that was asked for.

    `score` is 100 where nothing speaks against it, and less the more does; it may be below 0.
    """

    start: int
    end: int
    moments: tuple[tuple[Moment, Moment], ...]
    score: int
    reasons: tuple[Reason, ...]

    @property
    def clashes(self) -> tuple[Reason, ...]:
        """What speaks against it."""
        return tuple(reason for reason in self.reasons if reason.code in AGAINST)


class Judge:
    """Judges times for one search. A judgement is what it takes off, and a reason to tell."""

    def __init__(self, search: Search) -> None:
        self._search, self._query = search, search.query
        placed = search.ways is not None
        stops = {
            (stop.start, stop.end, stop.booking.id): stop
            for party in search.parties
            for stop in party.stops
            if not placed or stop.place_id is not None
        }
        self._by_end = sorted(stops.values(), key=lambda stop: (stop.end, stop.booking.id))
        self._by_start = sorted(stops.values(), key=lambda stop: (stop.start, stop.booking.id))
        self._ends = [stop.end for stop in self._by_end]
        self._starts = [stop.start for stop in self._by_start]

    def judge(self, start: int) -> Suggestion:
        """Judge one time, which fits."""
        time = (start, start + self._query.minutes)
        cost, reasons = 0, list[Reason]()
        for taken, reason in (*self._hours(time), *self._neighbours(time), *self._taste(time)):
            cost += taken
            if reason is not None:
                reasons.append(reason)
        if not any(reason.code in AGAINST for reason in reasons) and self._search.groups:
            reasons.insert(0, Reason("inside_hours"))
        moments = tuple(
            (Moment.at(instant_of(time[0]), zone), Moment.at(instant_of(time[1]), zone))
            for zone in self._query.zones
        )
        return Suggestion(*time, moments, BEST - cost, tuple(reasons))

    def _hours(self, time: Interval) -> Iterator[tuple[int, Reason | None]]:
        said: set[tuple[object, ...]] = set()
        for days, who in self._search.groups.items():
            day = days.at(time[0])
            for taken, reason in self._day(time, day, days, who):
                # Two groups with other hours share a clock; what holds for both is said once.
                about = (reason.code, day.where, reason.values.get("who")) if reason else ()
                yield taken, None if about in said else reason
                said.add(about)

    def _day(
        self, time: Interval, day: Day, days: Days, who: Sequence[str]
    ) -> Iterator[tuple[int, Reason | None]]:
        values = {"zone": day.where.zone, "country": day.where.country, "day": day.on}
        asked = {"who": tuple(who), "all": len(who) > 1 and len(self._search.groups) == 1}
        if day.off:
            told = values | asked | {"name": day.name}
            yield _OFF_DAY + _OFF_EACH * len(who), Reason(day.off, told)
            return
        missing = time[1] - time[0] - overlap(time, day.work)
        if missing > 0 and time[1] > day.whole[1]:
            missing -= overlap(time, days.at(day.whole[1]).work)
        if missing > 0:
            early, late = day.work[0] - time[0], time[1] - day.work[1]
            far = max(early, late)
            told = values | asked | {"minutes": far, "early": early >= late}
            yield _OUTSIDE + _QUARTER * len(who) * -(-far // 15), Reason("outside_hours", told)
        elif (left := day.work[1] - time[1]) <= _NEAR:
            yield (0 if left else _EDGE), Reason("day_ends", values | {"minutes": left})
        elif (since := time[0] - day.work[0]) <= _NEAR:
            yield (0 if since else _EDGE), Reason("day_begins", values | {"minutes": since})
        if day.quiet:
            yield _QUIET, Reason("quiet_day", values | {"name": day.quiet})
        if overlap(time, day.lunch):
            yield _LUNCH, Reason("over_lunch", values)

    def _neighbours(self, time: Interval) -> Iterator[tuple[int, Reason | None]]:
        at = bisect_right(self._ends, time[0]) - 1
        if at >= 0 and time[0] - self._ends[at] <= _NEIGHBOUR:
            yield self._neighbour("after", self._by_end[at], time[0] - self._ends[at])
        at = bisect_left(self._starts, time[1])
        if at < len(self._starts) and self._starts[at] - time[1] <= _NEIGHBOUR:
            yield self._neighbour("before", self._by_start[at], self._starts[at] - time[1])

    def _neighbour(self, code: str, stop: Stop, gap: int) -> tuple[int, Reason | None]:
        ways, values = self._search.ways, {"booking": stop.booking.id}
        leg = None
        if ways is not None:
            leg = ways.after(stop) if code == "after" else ways.before(stop)
        minutes = leg.minutes if leg is not None else 0
        spare = gap - minutes
        cost = _TIGHT if spare < _SPARE else 0
        if ways is None:
            # Nobody waits for a meeting at their own desk.
            return cost, Reason(code, values | {"minutes": 0, "spare": spare}) if cost else None
        cost += _WAY * (minutes // 10) + min(_IDLE_MOST, _IDLE * (max(0, spare) // 30))
        told = {"minutes": minutes, "spare": spare, "source": leg.source if leg else ""}
        return cost, Reason(code, values | told)

    def _taste(self, time: Interval) -> Iterator[tuple[int, Reason | None]]:
        query = self._query
        minute = wall_at(query.zones[0], time[0])[1]
        if query.part:
            fits = (minute < _NOON) == (query.part == MORNING)
            yield (0, Reason("part", {"part": query.part})) if fits else (_OTHER_PART, None)
        if query.soon:
            yield _LATER * ((time[0] - self._search.start) // DAY), None
        if minute % 60:
            yield _ODD if minute % 30 else _HALF, None

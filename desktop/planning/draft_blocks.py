"""The days of a draft as blocks of the engine: what stays on them, and what flights leave of them.

A block goes where at least half of its people have to be. What fewer are in, such as a call of
two, takes nobody else along: it only keeps those two, and the ways to it, from being elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.codes import ItemKind
from desktop.domain.plan import Booking
from desktop.domain.wishes import GroupFact
from desktop.planning.draft_asked import BlockOf
from desktop.planning.draft_frames import Frame
from desktop.planning.draft_programme import NIGHT, Programme
from desktop.planning.drafting.problem import Block, Fixed
from desktop.planning.places import ON_THE_WAY, country_of, country_of_zone
from desktop.planning.presence import span
from desktop.planning.rules.way import CHECK_IN_ABROAD, CHECK_IN_AT_HOME, LANDING
from desktop.planning.wall import DAY

WAY_OUT = 120
"""Minutes before the first hour and after the last that a day may take for ways."""

_NOT_AT_ALL = 0, 0


@dataclass(frozen=True)
class Built:
    """One block, and what it was made of.

    `stops` are the items that it goes through and reckons the ways of, on both sides.
    """

    block: Block
    of: BlockOf
    frame: Frame
    group: GroupFact | None
    stops: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Stay:
    """An item that stays, in minutes of the day that is looked at."""

    booking: Booking
    start: int
    end: int
    places: tuple[str, str] | None


def blocks_of(programme: Programme) -> list[Built]:
    """All blocks, by their days; first that of all together, then one for each group."""
    built: list[Built] = []
    for number, frame in enumerate(programme.frames.values()):
        whole = _built(programme, number, frame, None, 0)
        if whole is not None:
            built.append(whole)
        for track, group in enumerate(programme.groups if frame.parallel else ()):
            part = _built(programme, number, frame, group, track)
            if part is not None:
                built.append(part)
    return built


def _built(
    programme: Programme, number: int, frame: Frame, group: GroupFact | None, track: int
) -> Built | None:
    people = programme.members if group is None else group.people
    stays = [
        _Stay(booking, *_on(programme, booking, frame.day), programme.ends_of(booking))
        for booking in programme.staying
        if _concerns(programme, booking, people)
    ]
    bounds = _Bounds(programme, *_hours(programme, frame), frame)
    for stay in stays:
        bounds.heed(stay)
    if bounds.is_gone(stays):
        return None
    ways = programme.ways
    inside = [stay for stay in stays if bounds.has(stay)]
    lunched = [stay for stay in inside if programme.is_lunch(stay.booking, frame.day)]
    fixed = [_fixed(programme, stay, stay in lunched) for stay in inside if stay.places]
    merged = tuple(_merged(fixed))
    block = Block(
        day=number,
        start_place=ways.number(bounds.start_place),
        end_place=ways.number(bounds.end_place),
        opens=float(bounds.opens),
        closes=float(bounds.closes),
        track=track,
        mode=0 if group is None else 1,
        # A lunch whose place is not known is none to go through, but it is lunch.
        lunch=None if any(stay.places is None for stay in lunched) else frame.lunch,
        longest=None if frame.longest is None else float(frame.longest),
        fixed=merged,
    )
    on_it = [stay.booking.id for stay in _of_day(programme, frame.day, people)]
    of = BlockOf(frame.day, None if group is None else group.id, tuple(on_it))
    # Of stops that overlap, the block knows the way to the first and from the last alone.
    stops = frozenset(one.id for one in fixed if one in merged)
    return Built(block, of, frame, group, stops)


def _hours(programme: Programme, frame: Frame) -> tuple[int, int]:
    """From when to when a day may be under way: the hours of it, those of hosts, and a way."""
    hours = [(frame.begins, frame.ends), frame.evening]
    for booking in programme.visits:
        windows = programme.wish(booking).windows
        hours += [(one.start, one.end) for one in windows if one.day in (None, frame.day)]
    return min(hours)[0] - WAY_OUT, max(end for _start, end in hours) + WAY_OUT


def _on(programme: Programme, booking: Booking, day: date) -> tuple[int, int]:
    whole = span(booking)
    if whole is None:
        return _NOT_AT_ALL
    return programme.minute_on(day, whole[0]), programme.minute_on(day, whole[1])


def _of_day(programme: Programme, day: date, people: frozenset[str]) -> Iterator[_Stay]:
    """What stays on a day and concerns anybody."""
    for booking in programme.staying:
        ours = programme.ours(booking)
        if programme.day_of(booking) == day and (not ours or ours & people):
            yield _Stay(booking, *_on(programme, booking, day), None)


def _concerns(programme: Programme, booking: Booking, people: frozenset[str]) -> bool:
    """Whether at least half of those who are with the delegation then are in an item."""
    whole = span(booking)
    if whole is None:
        return False
    ours = programme.ours(booking)
    if not ours:
        return True
    here = {one for one in people if not programme.is_away(one, *whole)}
    return bool(here) and 2 * len(ours & here) >= len(here)


class _Bounds:
    """From when to when, and where, a day can be filled beside journeys from and to elsewhere."""

    def __init__(self, programme: Programme, opens: int, closes: int, frame: Frame) -> None:
        self._plan = programme.plan
        self._zone = programme.zone
        self._country = country_of_zone(programme.zone)
        self.opens, self.closes = opens, closes
        self.start_place, self.end_place = frame.begin_place_id, frame.end_place_id
        self._since, self._until = -DAY, 2 * DAY  # what stays has to be between these

    def heed(self, stay: _Stay) -> None:
        """Let a journey, or what lasts over midnight, limit the day."""
        booking, start, end = stay.booking, stay.start, stay.end
        flies = booking.kind == ItemKind.FLIGHT
        leaves, comes = self.is_leaving(booking), self.is_coming(booking)
        if 0 < end <= DAY and end > self._since and (comes or (start < 0 and end > NIGHT - DAY)):
            self._since = end
            self.opens = end + (LANDING if flies else 0)
            self.start_place = booking.end_place_id or self._last(stay) or self.start_place
        if 0 <= start < DAY and start < self._until and (leaves or end > NIGHT):
            self._until = start
            margin = (CHECK_IN_ABROAD if leaves else CHECK_IN_AT_HOME) if flies else 0
            self.closes = min(self.closes, start - margin)
            self.end_place = booking.place_id or self.end_place

    def _last(self, stay: _Stay) -> str | None:
        return None if stay.places is None else stay.places[1]

    def has(self, stay: _Stay) -> bool:
        """Whether what stays lies on this day, and not on the journey itself."""
        if stay.booking.kind in ON_THE_WAY and (
            self.is_leaving(stay.booking) or self.is_coming(stay.booking)
        ):
            return False
        after = stay.start >= max(0, self._since)
        return after and stay.end <= min(NIGHT, self._until) and stay.start < DAY

    def is_gone(self, stays: list[_Stay]) -> bool:
        """Whether the delegation is on its way, or not in the country, the whole day."""
        if any(stay.start <= 0 and stay.end >= DAY for stay in stays):
            return True
        journeys = [
            stay
            for stay in sorted(stays, key=lambda stay: stay.start)
            if self.is_leaving(stay.booking) or self.is_coming(stay.booking)
        ]
        begun = [stay for stay in journeys if stay.start < 0]
        if begun:
            last = begun[-1]
            return self.is_leaving(last.booking) or last.end >= DAY
        return bool(journeys) and self.is_coming(journeys[0].booking) and journeys[0].end >= DAY

    def is_leaving(self, booking: Booking) -> bool:
        """Whether a flight or train goes abroad."""
        return self._crosses(booking, booking.place_id, booking.end_place_id, booking.end.zone)

    def is_coming(self, booking: Booking) -> bool:
        """Whether a flight or train comes from abroad."""
        return self._crosses(booking, booking.end_place_id, booking.place_id, booking.start.zone)

    def _crosses(
        self, booking: Booking, here: str | None, there: str | None, zone: str | None
    ) -> bool:
        """Whether of the ends of a journey one is in the visited country, the other is not."""
        if booking.kind not in (ItemKind.FLIGHT, ItemKind.TRAIN):
            return False
        near, far = country_of(self._plan, here), country_of(self._plan, there)
        if self._country and far:
            return far != self._country and near in ("", self._country)
        return bool(zone) and zone != self._zone


def _fixed(programme: Programme, stay: _Stay, is_lunch: bool) -> Fixed:
    assert stay.places is not None
    one, other = (programme.ways.number(place) for place in stay.places)
    start, end = stay.start, stay.end
    if stay.booking.kind == ItemKind.FLIGHT:
        start, end = start - CHECK_IN_AT_HOME, end + LANDING
    return Fixed(stay.booking.id, one, other, float(start), float(end), is_lunch)


def _merged(fixed: list[Fixed]) -> Iterator[Fixed]:
    """Stops that overlap as one: it begins where the first does, and ends where the last does."""
    current: Fixed | None = None
    for one in sorted(fixed, key=lambda one: (one.start, -one.end, one.id)):
        if current is None or one.start >= current.end:
            if current is not None:
                yield current
            current = one
            continue
        current = replace(current, is_lunch=current.is_lunch or one.is_lunch)
        if one.end > current.end:
            current = replace(current, end=one.end, end_place=one.end_place)
    if current is not None:
        yield current

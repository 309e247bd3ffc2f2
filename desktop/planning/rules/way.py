"""Whether people can be where they are wanted next, and in time for a flight."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from desktop.domain.codes import ItemKind, Rule, Severity
from desktop.domain.plan import Booking
from desktop.planning.ground import Ground, is_one_thing
from desktop.planning.overlaps import Line, Span
from desktop.planning.places import ON_THE_WAY, around, country_of
from desktop.planning.presence import is_part_of
from desktop.planning.travel import ESTIMATE
from desktop.planning.trouble import Trouble
from desktop.planning.wall import DAY

CHECK_IN_ABROAD, CHECK_IN_AT_HOME = 120, 60
"""Minutes at an airport before a flight leaves, to another country and within one."""

LANDING = 40
"""Minutes from landing until one is out of an airport, or at the next flight."""

# Nobody has to be on time for these, nor to stay until they end.
_LOOSE = frozenset({ItemKind.FREE, ItemKind.HOTEL})


class Gap(NamedTuple):
    """The time that has to lie between two bookings of one person, and what it is needed for.

    `since_start`: it counts from the start of the first, for who waits at an airport.
    """

    rule: Rule
    needed: int
    values: Mapping[str, object]
    since_start: bool = False
    source: str = ""


def ways(ground: Ground, person_id: str, line: Line, wanted: Iterable[Span]) -> Iterator[Trouble]:
    """What is wrong with how a person comes to each of some spans of their own line."""
    for span in wanted:
        booking = ground.bookings[span[2]]
        if not is_stop(ground, booking) or _has_part_in(ground, booking, line, span):
            continue
        if _is_placed(ground, booking, line, span):
            continue
        before = stop_before(ground, booking, line, span[0])
        gap = None if before is None else gap_between(ground, ground.bookings[before[2]], booking)
        if before is None or gap is None:
            continue
        there = span[0] - (before[0] if gap.since_start else before[1])
        if there < gap.needed:
            yield Trouble(
                gap.rule,
                (before[2], span[2]),
                (person_id,),
                values={**gap.values, "there": there, "needed": gap.needed},
                gravity=gap.needed - there,
                severity=Severity.HINT if gap.source == ESTIMATE else None,
            )


def is_stop(ground: Ground, booking: Booking) -> bool:
    """Whether a booking says where its people are, or takes them somewhere."""
    if booking.kind in _LOOSE:
        return False
    return booking.kind in ON_THE_WAY or ground.place_of(booking) is not None


def short_transfer(ground: Ground, booking: Booking) -> Iterator[Trouble]:
    """A transfer that is over before the way it goes is."""
    start, end = booking.start_minute, booking.end_minute
    if booking.kind != ItemKind.TRANSFER or start is None or end is None or end <= start:
        return
    if booking.place_id is None or booking.end_place_id is None:
        return
    leg = ground.travel.between(booking.place_id, booking.end_place_id)
    if leg is not None and leg.source != ESTIMATE and end - start < leg.minutes:
        yield Trouble(
            Rule.TRAVEL_TIME,
            (booking.id,),
            values={
                "from_place": booking.place_id,
                "to_place": booking.end_place_id,
                "there": end - start,
                "needed": leg.minutes,
                "way": leg.minutes,
                "margin": 0,
                "source": leg.source,
            },
        )


def _has_part_in(ground: Ground, block: Booking, line: Line, span: Span) -> bool:
    """Whether the person is in a part of a block, which says better where they have to be."""
    if block.id not in ground.parts:
        return False
    return any(
        is_part_of(ground.bookings, ground.bookings[other], block)
        for _start, _end, other in line.around(span[0], span[1])
        if other != block.id
    )


def _is_placed(ground: Ground, slot: Booking, line: Line, span: Span) -> bool:
    """Whether the person is in an item that was placed at the time of a slot, and tells the way."""
    if slot.id not in ground.placed:
        return False
    items = ground.placed[slot.id]
    return any(other[2] in items for other in line.starting(span[0], span[0] + 1))


def stop_before(ground: Ground, booking: Booking, line: Line, start: int) -> Span | None:
    """The stop that a person comes from: what ended last, if that is not more than a day ago."""
    found: Span | None = None
    for span in line.ended(start):
        reach = span[0] + line.longest
        if reach < start - DAY or (found is not None and reach <= found[1]):
            break
        if found is not None and span[1] <= found[1]:
            continue
        other = ground.bookings[span[2]]
        is_own = other.id == booking.id or is_part_of(ground.bookings, booking, other)
        is_own = is_own or is_one_thing(booking, other)
        if is_stop(ground, other) and not is_own:
            found = span
    return found if found is not None and found[1] >= start - DAY else None


def gap_between(ground: Ground, one: Booking, other: Booking) -> Gap | None:
    """What has to lie between two bookings that follow each other; None where nothing is known."""
    start = ground.place_of(other)
    end = one.end_place_id or (None if one.kind in ON_THE_WAY else ground.place_of(one))
    flies, landed = other.kind == ItemKind.FLIGHT, one.kind == ItemKind.FLIGHT
    if landed and other.kind in ON_THE_WAY and start in (None, end):
        return Gap(Rule.ARRIVAL_MARGIN, LANDING, {"place": end or start})
    if start is None or end is None:
        return None
    if flies and _is_same(ground, start, end):
        # Who waits at the airport is there from when they met; who is brought, when they arrive.
        waits = one.kind not in ON_THE_WAY
        needed = _check_in(ground, other)
        return Gap(Rule.CHECK_IN_MARGIN, needed, {"place": start}, since_start=waits)
    leg = ground.travel.between(end, start)
    if leg is None:
        return None
    margin = (LANDING if landed else 0) + (_check_in(ground, other) if flies else 0)
    values: dict[str, object] = {"from_place": end, "to_place": start, "source": leg.source}
    values |= {"way": leg.minutes, "margin": margin}
    return Gap(Rule.TRAVEL_TIME, leg.minutes + margin, values, source=leg.source)


def _is_same(ground: Ground, one: str, other: str) -> bool:
    here, there = around(ground.plan, one), around(ground.plan, other)
    return bool({place.id for place in here} & {place.id for place in there})


def _check_in(ground: Ground, flight: Booking) -> int:
    """Minutes at the airport before a flight; without a word of where it goes, its clocks tell."""
    start = country_of(ground.plan, flight.place_id)
    end = country_of(ground.plan, flight.end_place_id)
    at_home = start == end if start and end else flight.start.zone == flight.end.zone
    return CHECK_IN_AT_HOME if at_home else CHECK_IN_ABROAD

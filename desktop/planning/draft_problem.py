"""The problem that a delegation's draft is to the engine: its visits, blocks and orders."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from desktop.domain.codes import ItemKind, Priority
from desktop.domain.plan import Booking
from desktop.planning.draft_asked import KEPT
from desktop.planning.draft_blocks import Built
from desktop.planning.draft_fits import Halt, frame_of, halts_of, has_lunch
from desktop.planning.draft_party import named_in
from desktop.planning.draft_programme import Programme
from desktop.planning.draft_windows import Possible, Windows, halves
from desktop.planning.drafting.problem import Block, Keep, Problem, Stop, Visit
from desktop.planning.places import room_of, vehicle_of
from desktop.planning.presence import present
from desktop.planning.proposal import Aim, Hold

_STAYS = 3.0
_BONUS = 3.0
_VALUES: dict[str, float] = {Priority.MUST: 100.0, Priority.SHOULD: 40.0, Priority.COULD: 15.0}
_TRAVEL_COST, _WAYS_COST, _EVENING_COST = 0.02, 0.2, 0.05
Matrix = tuple[tuple[float, ...], ...]


def visit_of(
    programme: Programme,
    windows: Windows,
    built: Sequence[Built],
    booking: Booking,
    possible: Possible,
    place: int,
) -> Visit:
    """An item as a visit of the problem, at the place of that number."""
    wish, aim = programme.wish(booking), programme.wanted.aim
    value = _VALUES.get(wish.priority, _VALUES[Priority.SHOULD])
    if aim == Aim.MOST:
        value = _VALUES[Priority.SHOULD]
    keeps = programme.keeps(booking)
    half = halves(programme, booking)
    bonus = {}
    if half is not None:
        span = (float(half[0]), float(half[1]))
        bonus = dict.fromkeys(possible.windows, ((span, _BONUS),))
    keep = None
    at = now_of(programme, built, booking)
    if at is not None and programme.wanted.hold == Hold.CONFIRMED and windows.may_stay(booking):
        keep = Keep(*at, KEPT if keeps else _STAYS)
    return Visit(
        booking.id,
        place,
        float(programme.minutes(booking)),
        value + (KEPT if keeps else 0.0),
        possible.windows,
        wish.priority == Priority.MUST,
        bonus,
        keep,
    )


def now_of(
    programme: Programme, built: Sequence[Built], booking: Booking
) -> tuple[int, float] | None:
    """The block in which an item is at present, and its start there."""
    day = programme.day_of(booking)
    if day is None or booking.start_minute is None:
        return None
    split = programme.is_split(day)
    groups = {group.id for group in programme.groups_of(booking)} if split else {None}
    for number, one in enumerate(built):
        if one.of.day == day and one.of.group_id in groups:
            return number, float(programme.minute_on(day, booking.start_minute))
    return None


def problem_of(
    programme: Programme,
    visits: list[Visit],
    built: Sequence[Built],
    travel: Matrix,
    bookings: Sequence[Booking],
) -> Problem:
    """All of it, with the orders that the officer gave; `bookings` are those of the visits."""
    numbers = {booking.id: number for number, booking in enumerate(bookings)}
    apart: set[tuple[int, int]] = set()
    before: set[tuple[int, int]] = set()
    for number, booking in enumerate(bookings):
        wish = programme.wish(booking)
        others = {numbers[other] for other in wish.apart if other in numbers} - {number}
        apart |= {(min(number, other), max(number, other)) for other in others}
        later = {numbers[other] for other in wish.before if other in numbers} - {number}
        before |= {(number, other) for other in later}
    aim = programme.wanted.aim
    problem = Problem(
        tuple(visits),
        _without_lunch(visits, built, bookings),
        travel,
        _WAYS_COST if aim == Aim.WAYS else _TRAVEL_COST,
        _EVENING_COST if aim == Aim.EVENINGS else 0.0,
        tuple(sorted(apart)),
        tuple(sorted(before)),
        _alone(programme, visits, built, bookings),
    )
    return replace(
        problem,
        blocks=tuple(_settled(problem, number) for number in range(len(problem.blocks))),
    )


def _without_lunch(
    visits: Sequence[Visit], built: Sequence[Built], bookings: Sequence[Booking]
) -> tuple[Block, ...]:
    """The blocks; where a meal can only be the lunch of one day, that day needs no other lunch."""
    blocks = [one.block for one in built]
    for visit, booking in zip(visits, bookings, strict=True):
        if booking.kind != ItemKind.MEAL or len({blocks[n].day for n in visit.windows}) != 1:
            continue
        for number, spans in visit.windows.items():
            lunch = blocks[number].lunch
            if lunch is None:
                continue
            opens, closes = lunch.opens - lunch.minutes, lunch.closes + lunch.minutes
            if all(opens <= start and end <= closes for start, end in spans):
                blocks[number] = replace(blocks[number], lunch=None)
    return tuple(blocks)


def _settled(problem: Problem, number: int) -> Block:
    """A block that what stays on it, and what was confirmed for it, never breaks."""
    block, travel = problem.blocks[number], problem.travel
    kept = [
        Stop(n, visit.keep.start)
        for n, visit in enumerate(problem.visits)
        if visit.keep is not None and visit.keep.block == number and visit.keep.cost == KEPT
    ]
    for halts in (halts_of(problem, block, ()), halts_of(problem, block, kept)):
        block = _widened(travel, block, halts)
    return block


def _widened(travel: Matrix, block: Block, halts: list[Halt]) -> Block:
    leaves, returns = frame_of(travel, block, halts) if halts else (block.opens, block.opens)
    lunch = block.lunch
    if lunch is not None and max(block.opens, lunch.opens) + lunch.minutes > min(
        block.closes, lunch.closes
    ):
        lunch = None  # of a day that begins with a flight at noon, say
    block = replace(
        block,
        opens=min(block.opens, leaves),
        closes=max(block.closes, returns, block.opens),
        longest=None if block.longest is None else max(block.longest, returns - leaves),
        lunch=lunch,
    )
    return block if has_lunch(travel, block, halts) else replace(block, lunch=None)


def _alone(
    programme: Programme,
    visits: Sequence[Visit],
    built: Sequence[Built],
    bookings: Sequence[Booking],
) -> tuple[tuple[int, int], ...]:
    """Pairs of visits that two groups cannot make on one day, since they need the same."""
    split = {number for number, one in enumerate(built) if one.group is not None}
    needs: list[set[object]] = []
    for visit, booking in zip(visits, bookings, strict=True):
        if not split & visit.windows.keys() and (
            visit.keep is None or visit.keep.block not in split
        ):
            needs.append(set())
            continue
        people = {one.person_id for one in present(booking)} - programme.grouped
        if programme.wish(booking).one_group:
            people -= programme.members - named_in(booking)
        room = room_of(programme.plan, booking, booking.place_id)
        vehicle = vehicle_of(programme.plan, booking, booking.place_id)
        things = {room, ("vehicle", vehicle) if vehicle else None, booking.instrument_id}
        things.add(programme.lent(booking))
        needs.append({*people, *(thing for thing in things if thing is not None)})
    return tuple(
        (one, other)
        for one, other in combinations(range(len(needs)), 2)
        if needs[one] & needs[other]
    )

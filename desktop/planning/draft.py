"""Drafting the programme of a delegation: the question for the engine, and its answer told.

`ask` makes the problem from what is planned and wished, the engine of `planning.drafting` solves
it, `told` says what comes of it. `first` does all three in a moment, for a draft to begin with.
"""

from collections.abc import Sequence
from dataclasses import replace

from desktop.domain.codes import ItemKind, Priority
from desktop.domain.plan import Booking, Plan
from desktop.domain.wishes import Wishes
from desktop.errors import Problem as Trouble
from desktop.planning.draft_asked import KEPT, Asked, BlockOf
from desktop.planning.draft_blocks import blocks_of
from desktop.planning.draft_frames import days_of
from desktop.planning.draft_pins import day_troubles, pin_troubles
from desktop.planning.draft_present import narrowed, present_of
from desktop.planning.draft_problem import problem_of, visit_of
from desktop.planning.draft_programme import Programme
from desktop.planning.draft_skipped import Bypasses, skipped_in
from desktop.planning.draft_told import told
from desktop.planning.draft_ways import Ways
from desktop.planning.draft_windows import Possible, Windows
from desktop.planning.drafting import quick
from desktop.planning.drafting.problem import Problem, Visit
from desktop.planning.places import country_of_booking, country_of_zone, zone_of
from desktop.planning.proposal import LeftOut, Note, Proposal, Wanted

__all__ = ["KEPT", "Asked", "BlockOf", "ask", "first", "told"]

BALANCED = Wanted()
_FAR = 60


def ask(plan: Plan, wishes: Wishes, wanted: Wanted = BALANCED, *, seq: int = 0) -> Asked:
    """The question that a delegation asks of the engine; `Problem` where there is none to ask.

    `seq` is the last unit of the change log that the plan holds.
    """
    record = plan.records.get(("delegation", wishes.delegation_id))
    if record is None:
        raise Trouble("draft_no_dates")
    zone = record.visit_zone or zone_of(plan, record.hotel_id) or plan.office_zone or "UTC"
    ways = Ways(plan, record.hotel_id)
    frames = days_of(plan, record, wishes, wanted)
    programme = Programme(plan, wishes, wanted, record, zone, frames, ways)
    if not programme.visits:
        raise Trouble("draft_no_items")
    built = blocks_of(programme)
    windows = Windows(programme, built)
    abroad = [booking for booking in programme.visits if _country_abroad(programme, booking)]
    bookings = [booking for booking in programme.visits if booking not in abroad]
    possible = [windows.possible(booking) for booking in bookings]
    places = [ways.number_of_host(programme.place_of(one), _house(one)) for one in bookings]
    bypasses, skipped = Bypasses(*ways.matrix()), skipped_in(programme)
    visits = [
        visit_of(programme, windows, built, *one)
        for one in zip(bookings, possible, places, strict=True)
    ]
    visits = [bypasses.visit(one) if one.id in skipped else one for one in visits]
    built = [replace(one, block=bypasses.block(one.block, skipped)) for one in built]
    problem = problem_of(programme, visits, built, bypasses.travel, bookings)
    left = [
        *_left_abroad(programme, abroad),
        *_left_at_home(programme, problem, bookings, possible),
    ]
    troubles = [*pin_troubles(programme, windows), *day_troubles(programme)]
    if programme.shared and any(frame.parallel for frame in frames):
        troubles.append(Note("groups_overlap", {"people": tuple(sorted(programme.shared))}))
    present = present_of(programme, problem, built, bookings)
    narrow = narrowed(problem, present)
    return Asked(
        narrow,
        plan,
        wishes,
        wanted,
        seq,
        tuple(booking.id for booking in bookings),
        tuple(one.of for one in built),
        zone,
        present,
        tuple(left),
        tuple(troubles),
        programme.held,
        bypasses.estimated,
        problem if narrow is not problem else None,
    )


def first(asked: Asked) -> Proposal:
    """A usable draft within half a second, not the best one yet, nor worse than what is planned."""
    found = max(
        (quick.first(asked.problem), asked.present),
        key=lambda answer: (-len(answer.impossible), answer.value),
    )
    return told(asked, found)


def _house(booking: Booking) -> str | None:
    """Whose house a visit leads to; where no organisation is named, one of its own, unknown."""
    return None if booking.kind == ItemKind.ONLINE else booking.host_organisation_id or booking.id


def _country_abroad(programme: Programme, booking: Booking) -> str:
    """The country of a host to whom the visit does not lead; "" where it does, or may."""
    here, there = country_of_zone(programme.zone), country_of_booking(programme.plan, booking)
    if booking.kind == ItemKind.ONLINE or not here or here == there:
        return ""
    return there


def _left_abroad(programme: Programme, abroad: Sequence[Booking]) -> list[LeftOut]:
    return [
        LeftOut(
            booking.id,
            programme.wish(booking).priority == Priority.MUST,
            (Note("other_country", {"country": _country_abroad(programme, booking)}),),
        )
        for booking in abroad
    ]


def _left_at_home(
    programme: Programme,
    problem: Problem,
    bookings: Sequence[Booking],
    possible: Sequence[Possible],
) -> list[LeftOut]:
    """The visits that no day can have, whatever else is on it."""
    left = []
    for visit, booking, known in zip(problem.visits, bookings, possible, strict=True):
        if visit.keep is not None:
            continue
        reasons = known.reasons
        if visit.windows and not any(_is_reached(problem, visit, block) for block in visit.windows):
            way = min(_way(problem, visit, block) for block in visit.windows)
            far = Note("too_far", {"minutes": round(way)})
            reasons = (far,) if way >= _FAR else (Note("no_window"),)
        if reasons:
            left.append(LeftOut(booking.id, visit.must, reasons))
    return left


def _way(problem: Problem, visit: Visit, number: int) -> float:
    """The longer of the ways to a visit and back on a day."""
    block = problem.blocks[number]
    there, back = (
        problem.travel[block.start_place][visit.place],
        problem.travel[visit.place][block.end_place],
    )
    return max(there, back)


def _is_reached(problem: Problem, visit: Visit, number: int) -> bool:
    """Whether a day of nothing but this visit, and the ways to it, would do."""
    block, travel = problem.blocks[number], problem.travel
    there = travel[block.start_place][visit.place]
    back = travel[visit.place][block.end_place]
    if block.longest is not None and there + visit.minutes + back > block.longest:
        return False
    return any(
        max(first, block.opens + there) + visit.minutes <= min(last, block.closes - back)
        for first, last in visit.windows[number]
    )

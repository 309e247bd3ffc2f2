"""What an answer of the engine means for the programme: placements, days, what is left out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from desktop.domain.codes import HalfDay, ItemStatus, Priority
from desktop.domain.plan import Booking, instant_of
from desktop.domain.time import Moment
from desktop.domain.wishes import WishFact
from desktop.planning.draft_asked import KEPT, Asked
from desktop.planning.draft_eased import eased
from desktop.planning.draft_fits import halts_of, legs
from desktop.planning.draft_outline import Outlines
from desktop.planning.draft_party import missed
from desktop.planning.drafting.problem import Answer, Route, Stop
from desktop.planning.intervals import overlap
from desktop.planning.presence import span
from desktop.planning.proposal import Change, Hold, LeftOut, Note, Placement, Proposal
from desktop.planning.wall import minute_at

_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a visit is in an answer: its route, and from when to when in minutes since 1970."""

    route: Route
    stop: Stop
    start: int
    end: int


def told(asked: Asked, answer: Answer) -> Proposal:
    """An answer as the proposal that officers see, compared with the present programme.

    Visits begin on a quarter of an hour or on five minutes, and with a few minutes between two at
    one place, where that changes nothing else.
    """
    routes = [eased(asked, route) for route in answer.routes]
    spots = _spots(asked, routes)
    left = list(_left(asked, answer, spots))
    placements = [_placement(asked, number, spot, left) for number, spot in spots.items()]
    placements += [_held(asked, item_id) for item_id in asked.held]
    placements.sort(key=lambda one: (one.start.utc() or instant_of(0), one.item_id))
    kept = sum(KEPT for number in spots if _is_promised(asked, number, spots[number]))
    value = answer.value - kept
    return Proposal(
        asked.wishes.delegation_id,
        asked.wanted,
        tuple(placements),
        Outlines(asked, routes, placements).days(),
        tuple(left),
        (*asked.troubles, *_troubles(asked, answer, spots)),
        value,
        _gap(answer, value),
        asked.seq,
    )


def _spots(asked: Asked, routes: list[Route]) -> dict[int, _Spot]:
    found = {}
    for route in routes:
        day = asked.blocks[route.block].day
        for stop in route.stops:
            start = minute_at(asked.zone, day, round(stop.start))
            booking = asked.plan.bookings[asked.items[stop.visit]]
            keep = asked.problem.visits[stop.visit].keep
            is_kept = keep is not None and (keep.block, keep.start) == (route.block, stop.start)
            if is_kept and booking.start_minute is not None:
                start = booking.start_minute  # an hour that comes twice is the same on the wall
            minutes = round(asked.problem.visits[stop.visit].minutes)
            found[stop.visit] = _Spot(route, stop, start, start + minutes)
    return found


def _placement(asked: Asked, number: int, spot: _Spot, left: list[LeftOut]) -> Placement:
    item_id = asked.items[number]
    booking, wish = asked.plan.bookings[item_id], _wish(asked, item_id)
    before = _before(asked, booking)
    start = Moment.at(instant_of(spot.start), asked.zone)
    end = Moment.at(instant_of(spot.end), asked.zone)
    change = Change.NEW if before is None else Change.MOVED
    if before is not None and booking.start_minute == spot.start:
        change = Change.KEPT
        start, end = before
    letter = change == Change.MOVED and booking.status == ItemStatus.CONFIRMED
    group = asked.blocks[spot.route.block].group_id if wish.one_group else None
    costs: list[Note] = []
    if change != Change.KEPT:
        costs = [*_ways(asked, number, spot), *_half(asked, number, wish, spot)]
        displaced = _displaced(asked, spot, left)
        if displaced:
            costs.append(Note("displaces", {"items": displaced}))
        costs += missed(asked, item_id, group, spot.start, spot.end)
    if letter:
        costs.append(Note("letter", {"item": item_id}))
    if booking.place_id is None:
        costs.append(Note("no_place", {"item": item_id}))
    return Placement(item_id, start, end, change, before, group, letter, tuple(costs))


def _held(asked: Asked, item_id: str) -> Placement:
    booking = asked.plan.bookings[item_id]
    before = _before(asked, booking) or (booking.start, booking.end)
    return Placement(item_id, *before, Change.KEPT, before)


def _wish(asked: Asked, item_id: str) -> WishFact:
    return asked.wishes.items.get(item_id) or WishFact(item_id)


def _before(asked: Asked, booking: Booking) -> tuple[Moment, Moment] | None:
    """When an item is at present; where its end is open, as long as it would be in the draft."""
    if booking.start_minute is None:
        return None
    if booking.end_minute is not None:
        return booking.start, booking.end
    told = _wish(asked, booking.id).minutes
    minutes = told if told is not None and told > 0 else 60
    zone = booking.start.zone or asked.zone
    return booking.start, Moment.at(instant_of(booking.start_minute + minutes), zone)


def _detour(asked: Asked, route: Route, visit: int) -> float:
    """The minutes on the way that a visit adds to its day."""
    problem = asked.problem
    block = problem.blocks[route.block]
    others = [stop for stop in route.stops if stop.visit != visit]
    ways = (
        sum(legs(problem.travel, block, halts_of(problem, block, stops)))
        for stops in (route.stops, others)
    )
    return next(ways) - next(ways)


def _ways(asked: Asked, number: int, spot: _Spot) -> Iterator[Note]:
    more = _detour(asked, spot.route, number)
    booking = asked.plan.bookings[asked.items[number]]
    if booking.start_minute is not None:
        routes = asked.present.routes
        now = next((one for one in routes if any(s.visit == number for s in one.stops)), None)
        if now is None:
            return
        more -= _detour(asked, now, number)
    if round(more):
        code = "travel_more" if more > 0 else "travel_less"
        yield Note(code, {"minutes": abs(round(more))})


def _half(asked: Asked, number: int, wish: WishFact, spot: _Spot) -> Iterator[Note]:
    if wish.half == HalfDay.ANY:
        return
    visit, start = asked.problem.visits[number], spot.stop.start
    spans = visit.bonus.get(spot.route.block, ())
    met = any(a <= start and start + visit.minutes <= b for (a, b), _bonus in spans)
    yield Note("half_met" if met else "half_missed")


def _displaced(asked: Asked, spot: _Spot, left: list[LeftOut]) -> tuple[str, ...]:
    """The items left out that were where an item comes to be."""
    found = []
    for one in left:
        theirs = span(asked.plan.bookings[one.item_id])
        if theirs is not None and overlap(theirs, (spot.start, spot.end)):
            found.append(one.item_id)
    return tuple(found)


def _left(asked: Asked, answer: Answer, spots: dict[int, _Spot]) -> Iterator[LeftOut]:
    known = {one.item_id: one for one in asked.left}
    placed = {asked.items[number] for number in spots}
    bookings = asked.plan.bookings
    for one in asked.left:
        if one.item_id not in placed:
            yield replace(one, before=_before(asked, bookings[one.item_id]))
    for number, item_id in enumerate(asked.items):
        if number not in spots and item_id not in known:
            must = asked.problem.visits[number].must
            better = answer.proven and number not in answer.impossible
            reasons = (Note("all_placed_better"),) if better else ()
            yield LeftOut(item_id, must, reasons, _before(asked, bookings[item_id]))


def _is_promised(asked: Asked, number: int, spot: _Spot) -> bool:
    """Whether a visit stays where its host was promised."""
    keep = asked.problem.visits[number].keep
    if keep is None or keep.cost < KEPT:
        return False
    return keep.block == spot.route.block and abs(keep.start - spot.stop.start) <= _SLACK


def _troubles(asked: Asked, answer: Answer, spots: dict[int, _Spot]) -> Iterator[Note]:
    nowhere = {one.item_id for one in asked.left}
    for one in asked.left:
        if one.must and _wish(asked, one.item_id).priority == Priority.MUST:
            yield Note("must_left", {"item": one.item_id})
    for number in answer.impossible:
        item_id = asked.items[number]
        if item_id in nowhere:
            continue
        rivals = _rivals(asked, number, spots) if answer.proven else []
        if rivals:
            yield Note("musts_clash", {"items": (item_id, *rivals)})
        else:
            yield Note("must_left", {"item": item_id})
    if asked.wanted.hold == Hold.CONFIRMED:
        for number, item_id in enumerate(asked.items):
            booking, spot = asked.plan.bookings[item_id], spots.get(number)
            now = booking.start_minute
            if booking.status != ItemStatus.CONFIRMED or now is None:
                continue
            if spot is None or spot.start != now:
                yield Note("keeps_broken", {"item": item_id})
    if answer.capped:
        yield Note("too_many", {"hosts": len(asked.items)})


def _rivals(asked: Asked, number: int, spots: dict[int, _Spot]) -> list[str]:
    """The musts that are placed on the days on which another one could have been."""
    days = {asked.blocks[block].day for block in asked.problem.visits[number].windows}
    return [
        asked.items[other]
        for other, spot in spots.items()
        if asked.problem.visits[other].must and asked.blocks[spot.route.block].day in days
    ]


def _gap(answer: Answer, value: float) -> float | None:
    """How far from the best it may be, in percent; what was promised to hosts is in no share."""
    if answer.proven:
        return 0.0
    if answer.bound is None:
        return None
    return 100 * max(0.0, answer.bound - answer.value) / max(1.0, abs(value))

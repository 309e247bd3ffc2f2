"""Small delegations to draft, and what an officer would look at in what comes out."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from desktop.domain.codes import PlaceKind, Rule
from desktop.domain.plan import Attendance, Booking, PlaceFact, Plan, Presence, minute_of
from desktop.domain.text import Trilingual
from desktop.domain.time import Moment
from desktop.domain.wishes import DayFact, GroupFact, WindowFact, Wishes, WishFact
from desktop.planning.conflicts import Checker
from desktop.planning.draft import Asked, ask, told
from desktop.planning.draft_asked import KEPT
from desktop.planning.drafting import quick
from desktop.planning.drafting.problem import Answer
from desktop.planning.proposal import Change, Placement, Proposal, Wanted
from tests.planning import kit
from tests.planning.drafting.checker import faults, value

MONDAY, TUESDAY, SUNDAY = date(2027, 4, 19), date(2027, 4, 20), date(2027, 4, 18)
MEMBERS = ("ida", "ole", "eva", "per")
_TOKYO = Trilingual(en="Tokyo")
PLACES = (
    PlaceFact("hotel", kind=PlaceKind.HOTEL, city=_TOKYO, country="JP", zone=kit.TOKYO),
    *(
        PlaceFact(name, city=_TOKYO, country="JP", zone=kit.TOKYO)
        for name in ("north", "south", "east", "west")
    ),
    PlaceFact("tsukuba", city=Trilingual(en="Tsukuba"), country="JP", zone=kit.TOKYO),
    PlaceFact("lyngby", city=Trilingual(en="Lyngby"), country="DK", zone=kit.COPENHAGEN),
    PlaceFact("museum", city=_TOKYO, country="JP", zone=kit.TOKYO, opening_hours="Tu 10:00-16:00"),
)
# What nobody may find that was not there before.
GRAVE = frozenset(
    {Rule.PERSON_TWICE, Rule.ROOM_TWICE, Rule.VEHICLE_TWICE, Rule.INSTRUMENT_TWICE}
    | {Rule.TRAVEL_TIME, Rule.CLOSURE, Rule.OPENING_HOURS, Rule.PUBLIC_HOLIDAY, Rule.WEEKEND}
    | {Rule.CHECK_IN_MARGIN, Rule.ARRIVAL_MARGIN, Rule.ENDS_BEFORE_START, Rule.OUTSIDE_DATES}
)


def host(name: str, start: str = "", end: str = "", **fields: Any) -> Booking:
    """A host to be seen by all; without a time unless it is given."""
    known = {"place_id": "north", "host_organisation_id": "riken", "everyone": True}
    people = fields.pop("people", MEMBERS)
    return kit.item(name, start, end, people, **{**known, **fields})


def visit(*bookings: Booking, members: Iterable[Presence] = (), **record: Any) -> Plan:
    """The delegation of the kit with these items, and the places of this one beside its own."""
    known = kit.plan(*bookings)
    there = {one.id: one for one in (*known.places.values(), *PLACES)}
    own = tuple(members) or tuple(Presence(name) for name in MEMBERS)
    return kit.with_visit(replace(known, places=there), members=own, **record)


def wishes(
    *items: WishFact,
    days: Mapping[date | None, DayFact] | None = None,
    groups: tuple[GroupFact, ...] = (),
) -> Wishes:
    return Wishes("visit", {one.item_id: one for one in items}, days or {}, groups)


def within(day: date | None, start: int, end: int) -> WindowFact:
    """A window from one full hour to another."""
    return WindowFact(day, start * 60, end * 60)


def question(plan: Plan, *items: WishFact, wanted: Wanted = Wanted(), **more: Any) -> Asked:  # noqa: B008
    """Ask, and see that what is made of the present programme is a valid plan."""
    asked = ask(plan, wishes(*items, **more), wanted)
    assert faults(asked.problem, asked.present) == []
    assert abs(value(asked.problem, asked.present) - asked.present.value) < 1e-6
    return asked


def answered(asked: Asked) -> Answer:
    """A plan for a question that the checker believes."""
    found = quick.first(asked.problem)
    assert faults(asked.problem, found) == []
    return found


def drafted(plan: Plan, *items: WishFact, **more: Any) -> Proposal:
    """A draft that causes nothing grave."""
    asked = question(plan, *items, **more)
    proposal = told(asked, answered(asked))
    assert grave(asked, proposal) == []
    return proposal


def applied(asked: Asked, proposal: Proposal) -> dict[str, Booking]:
    """The bookings as they are once all of a proposal is accepted."""
    plan = asked.plan
    groups = {group.id: group.people for group in asked.wishes.groups}
    found = {}
    for one in proposal.placements:
        if one.change == Change.KEPT:
            continue
        booking = plan.bookings[one.item_id]
        found[one.item_id] = replace(
            booking,
            start=one.start,
            end=one.end,
            start_minute=_minute(one.start),
            end_minute=_minute(one.end),
        )
        if one.group_id is not None:
            named = tuple(each for each in booking.people if each.named)
            known = {each.person_id for each in named}
            people = tuple(Attendance(who) for who in sorted(groups[one.group_id] - known))
            everybody = (*people, *named)
            found[one.item_id] = replace(found[one.item_id], people=everybody, everyone=False)
    for left in proposal.left:
        found[left.item_id] = replace(
            plan.bookings[left.item_id],
            start=Moment(),
            end=Moment(),
            start_minute=None,
            end_minute=None,
        )
    return found


def grave(asked: Asked, proposal: Proposal) -> list[object]:
    """What the conflict engine finds in a proposal that it does not find at present."""
    found = Checker(asked.plan).would_cause(applied(asked, proposal))
    return [(one.rule, one.bookings, one.people) for one in found if one.rule in GRAVE]


def at(proposal: Proposal, item_id: str) -> str:
    """When an item is proposed to be: "04-20 09:30", or "" for not at all."""
    one = placement(proposal, item_id)
    if one is None or one.start.date is None or one.start.time is None:
        return ""
    return f"{one.start.date:%m-%d} {one.start.time:%H:%M}"


def placement(proposal: Proposal, item_id: str) -> Placement | None:
    return next((one for one in proposal.placements if one.item_id == item_id), None)


def windows(asked: Asked, item_id: str) -> dict[date, tuple[tuple[float, float], ...]]:
    """When an item could be, by the days on which all are together."""
    spans = asked.problem.visits[asked.items.index(item_id)].windows
    return {
        asked.blocks[block].day: found
        for block, found in spans.items()
        if asked.blocks[block].group_id is None
    }


def reasons(asked: Asked, item_id: str) -> list[tuple[str, dict[str, object]]]:
    """Why an item can be nowhere."""
    left = next((one for one in asked.left if one.item_id == item_id), None)
    return [] if left is None else [(note.code, dict(note.values)) for note in left.reasons]


def is_promised(asked: Asked, item_id: str) -> bool:
    keep = asked.problem.visits[asked.items.index(item_id)].keep
    return keep is not None and keep.cost == KEPT


def _minute(moment: Moment) -> int | None:
    instant = moment.utc()
    return None if instant is None else minute_of(instant)

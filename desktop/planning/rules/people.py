"""Whether those who are wanted fit in, are there, and understand each other."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from desktop.domain.codes import Involvement, Rule
from desktop.domain.plan import Booking, Plan
from desktop.planning.ground import VEHICLE, Ground
from desktop.planning.places import ON_THE_WAY
from desktop.planning.presence import attended, present, span
from desktop.planning.trouble import Trouble

ASKED, LANGUAGE, NONE_SHARED = "asked", "language", "none_shared"
"""Why an interpreter is missed: the item says so, some lack its language, no two share one."""

ARRIVES, LEAVES = "arrives", "leaves"
_CODE = (2, 3)
_GUESTS = frozenset({Involvement.PARTICIPANT, Involvement.SPEAKER})


def capacity(ground: Ground, booking: Booking) -> Iterator[Trouble]:
    """More people than a room or a vehicle holds; who drives has a seat of their own."""
    places = {thing[1] for thing in ground.things(booking) if thing[0] == VEHICLE}
    if booking.kind not in ON_THE_WAY:
        places.add(ground.place_of(booking) or "")
    people = {one.person_id for one in present(booking) if one.involvement != Involvement.DRIVER}
    for place_id in sorted(places):
        place = ground.plan.places.get(place_id)
        if place is not None and place.capacity and len(people) > place.capacity:
            values = {"place": place_id, "count": len(people), "capacity": place.capacity}
            yield Trouble(Rule.CAPACITY, (booking.id,), values=values, detail=place_id)


def member_away(ground: Ground, booking: Booking) -> Iterator[Trouble]:
    """Members who are wanted before they arrive or after they left."""
    absences = ground.absences.get((booking.record_kind, booking.record_id))
    for one in present(booking) if absences else ():
        absence = absences.get(one.person_id) if absences else None
        part = attended(booking, one)
        if absence is None or part is None:
            continue
        for side, minute, is_away in (
            (ARRIVES, absence.arrives, absence.arrives is not None and part[0] < absence.arrives),
            (LEAVES, absence.leaves, absence.leaves is not None and part[1] > absence.leaves),
        ):
            if is_away:
                yield Trouble(
                    Rule.MEMBER_AWAY,
                    (booking.id,),
                    (one.person_id,),
                    values={"side": side, "minute": minute},
                    detail=side,
                )


def interpreter_missing(ground: Ground, booking: Booking) -> Iterator[Trouble]:
    """Nobody interprets though one is asked for, or the known languages differ."""
    found = unserved(ground.plan, booking)
    if found is None or (found.reason == NONE_SHARED and span(booking) is None):
        return
    values = {
        "reason": found.reason,
        "language": "" if found.reason == NONE_SHARED else booking.language,
    }
    yield Trouble(Rule.INTERPRETER_MISSING, (booking.id,), found.lost, values=values)


class Unserved(NamedTuple):
    """Why a booking needs an interpreter whom it has not, and who would not understand."""

    reason: str
    lost: tuple[str, ...] = ()


def unserved(plan: Plan, booking: Booking) -> Unserved | None:
    """What a booking without an interpreter lacks; None where it has one, or needs none."""
    if any(one.involvement == Involvement.INTERPRETER for one in booking.people):
        return None
    if booking.interpreted:
        return Unserved(ASKED)
    spoken = _codes(booking.language)
    known = {
        one.person_id: (one.involvement, frozenset(plan.people[one.person_id].languages))
        for one in present(booking)
        if one.person_id in plan.people and plan.people[one.person_id].languages
    }
    if spoken:
        lost = sorted(who for who, (_, languages) in known.items() if not spoken & languages)
        return Unserved(LANGUAGE, tuple(lost)) if lost else None
    hosts = [one for one in known.items() if one[1][0] == Involvement.HOST]
    guests = [one for one in known.items() if one[1][0] in _GUESTS]
    lost = sorted(
        {who for who, (_, ours) in guests if not any(ours & theirs for _, (_, theirs) in hosts)}
    )
    return Unserved(NONE_SHARED, tuple(lost)) if hosts and lost else None


def _codes(written: str) -> frozenset[str]:
    """The languages of a text such as "en/ja"; none where it is not written in codes."""
    parts = frozenset(re.split(r"[\s,;/+]+", written.strip()))
    return parts if all(len(part) in _CODE for part in parts) else frozenset()

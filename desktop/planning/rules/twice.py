"""The same person, room, vehicle or instrument in two bookings at once."""

from desktop.domain.codes import Involvement, Rule
from desktop.domain.plan import Booking
from desktop.planning.ground import (
    INSTRUMENT,
    PERSON,
    ROOM,
    VEHICLE,
    Ground,
    Resource,
    is_one_thing,
)
from desktop.planning.presence import is_part_of, occupies
from desktop.planning.trouble import Trouble

_RULES = {
    PERSON: Rule.PERSON_TWICE,
    ROOM: Rule.ROOM_TWICE,
    VEHICLE: Rule.VEHICLE_TWICE,
    INSTRUMENT: Rule.INSTRUMENT_TWICE,
}


def twice(
    ground: Ground, resource: Resource, one: Booking, other: Booking, start: int, end: int
) -> Trouble | None:
    """What is wrong when two bookings have a resource at once, from `start` to `end`."""
    if not (occupies(one) and occupies(other)) or _is_one_block(ground, one, other):
        return None
    sort, identity = resource[0], resource[1]
    people: tuple[str, ...] = ()
    values: dict[str, object] = {"start": start, "end": end}
    if sort == PERSON:
        if _hosts_both(ground, identity, one, other):
            return None
        people = (identity,)
    elif sort == INSTRUMENT:
        values["instrument"] = identity
    else:
        values["place"] = identity
        if len(resource) > 2:
            values["room"] = one.room
    return Trouble(
        _RULES[sort],
        (one.id, other.id),
        people,
        values=values,
        detail="" if sort == PERSON else "/".join(resource[1:]),
        gravity=end - start,
    )


def _is_one_block(ground: Ground, one: Booking, other: Booking) -> bool:
    if is_one_thing(one, other):
        return True
    if one.parent_id is None and other.parent_id is None:
        return False
    return is_part_of(ground.bookings, one, other) or is_part_of(ground.bookings, other, one)


def _hosts_both(ground: Ground, person_id: str, one: Booking, other: Booking) -> bool:
    """Whether somebody receives both halves of a group that was split, in the same house."""
    receives = {Involvement.HOST}
    return (
        ground.involvements(one, person_id) <= receives
        and ground.involvements(other, person_id) <= receives
        and (
            ground.same_site(ground.place_of(one), ground.place_of(other))
            or (one.host_organisation_id or "") == other.host_organisation_id
        )
    )

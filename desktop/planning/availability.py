"""When a booking could not be: whom or what it needs is elsewhere, shut, away or on holiday.

Times are minutes since 1970, spans half open. What takes no exact time, is called off or is one
of several choices keeps nobody from anything.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from desktop.domain.hours import merged
from desktop.domain.plan import Booking, ClosureFact, PersonFact, Plan
from desktop.domain.text import Trilingual
from desktop.planning.holidays import half_holidays, holiday_on
from desktop.planning.opening import closed_at_instrument, closed_spans
from desktop.planning.places import (
    around,
    country_of_booking,
    room_of,
    vehicle_of,
    zone_of,
    zone_of_booking,
)
from desktop.planning.presence import attended, is_hosted, is_part_of, occupies, present, span
from desktop.planning.seasons import seasons
from desktop.planning.wall import DAY, days_between, minute_at


class Reason(StrEnum):
    """Why something cannot be had."""

    PERSON = "person"
    PLACE = "place"
    VEHICLE = "vehicle"
    INSTRUMENT = "instrument"
    AWAY = "away"
    CLOSURE = "closure"
    OPENING_HOURS = "opening_hours"
    PUBLIC_HOLIDAY = "public_holiday"
    HALF_HOLIDAY = "half_holiday"
    WEEKEND = "weekend"
    SEASON = "season"


_DAYS_OFF = {Reason.PUBLIC_HOLIDAY, Reason.HALF_HOLIDAY, Reason.WEEKEND, Reason.SEASON}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A time at which `who` cannot be had, and what is the matter.

    `who` is the identity of a person, place, organisation or instrument, or a country's code;
    `what` the identity of the other booking or of the closure, the holiday's native name, or the
    code of the season. `name` is what a closure or a season is called.
    """

    start: int
    end: int
    reason: str
    who: str
    what: str = ""
    name: Trilingual = field(default=Trilingual(), compare=False)


def unavailable(plan: Plan, booking: Booking, first: int, last: int) -> list[Span]:
    """When a booking could not be between two instants, in order; spans may overlap.

    What is touching or overlapping for the same reason, with the same party, is one span.
    """
    found: dict[Span, list[tuple[int, int]]] = {}
    for source in (_taken, _away, _closed, _shut, _days_off_of_host):
        for one in source(plan, booking, first, last):
            start, end = max(one.start, first), min(one.end, last)
            if start < end:
                found.setdefault(replace(one, start=0, end=0), []).append((start, end))
    return sorted(
        replace(cause, start=start, end=end)
        for cause, spans in found.items()
        for start, end in merged(spans)
    )


def absences(plan: Plan, booking: Booking, first: int, last: int) -> Iterator[Span]:
    """When those who are wanted are not with their delegation, or away, between two instants."""
    people = {one.person_id for one in present(booking)}
    for source in (_away, _closed):
        for one in source(plan, booking, first, last):
            if one.who in people and one.start < last and first < one.end:
                yield one


def blocks(reason: str) -> bool:
    """Whether a reason makes a time impossible; the other ones are a matter of asking."""
    return reason not in _DAYS_OFF


def _taken(plan: Plan, booking: Booking, first: int, last: int) -> Iterator[Span]:
    """The other bookings of the same people, room, vehicle or instrument."""
    people = {one.person_id for one in present(booking)}
    wanted = (
        (Reason.PLACE, room_of(plan, booking, booking.place_id)),
        (Reason.VEHICLE, vehicle_of(plan, booking, booking.place_id)),
        (Reason.INSTRUMENT, booking.instrument_id),
    )
    for other in plan.bookings.values():
        whole = span(other)
        if whole is None or whole[1] <= first or whole[0] >= last or not occupies(other):
            continue
        record = plan.records.get((other.record_kind, other.record_id))
        if record is not None and record.cancelled:
            continue
        if other.id == booking.id or _same_block(plan, booking, other):
            continue
        for one in present(other):
            part = attended(other, one) if one.person_id in people else None
            if part is not None:
                yield Span(*part, Reason.PERSON, one.person_id, other.id)
        theirs = (
            room_of(plan, other, other.place_id),
            vehicle_of(plan, other, other.place_id),
            other.instrument_id,
        )
        for (reason, mine), its in zip(wanted, theirs, strict=True):
            if mine is not None and mine == its:
                yield Span(*whole, reason, mine if isinstance(mine, str) else mine[0], other.id)


def _same_block(plan: Plan, one: Booking, other: Booking) -> bool:
    if one.slot_id == other.id or other.slot_id == one.id:
        return True  # an item and the slot that it was placed at
    return is_part_of(plan.bookings, one, other) or is_part_of(plan.bookings, other, one)


def _away(plan: Plan, booking: Booking, first: int, last: int) -> Iterator[Span]:
    """Before a member joins the delegation, and after they left it."""
    record = plan.records.get((booking.record_kind, booking.record_id))
    people = {one.person_id for one in present(booking)}
    for member in record.members if record is not None else ():
        if member.person_id in people:
            if member.arrives is not None:
                yield Span(first, member.arrives, Reason.AWAY, member.person_id)
            if member.leaves is not None:
                yield Span(member.leaves, last, Reason.AWAY, member.person_id)


def _closed(plan: Plan, booking: Booking, first: int, last: int) -> Iterator[Span]:
    """The closures of the place, the host and the instrument, and the absences of the people."""
    clocks = _clocks(plan, booking)
    instrument = plan.instruments.get(booking.instrument_id or "")
    for closure in plan.closures:
        if zone := clocks.get(closure.target):
            who = closure.target
            if instrument is not None and who == instrument.facility_id:
                who = instrument.id  # it is known by its name
            for start, end in closed_times(closure, zone, first, last):
                yield Span(start, end, Reason.CLOSURE, who, closure.id, closure.name)


def closed_times(
    closure: ClosureFact, zone: str, first: int, last: int
) -> Iterable[tuple[int, int]]:
    """When a closure holds between two instants, on the clock of a zone."""
    opens = closure.from_time
    begins = 0 if opens is None else opens.hour * 60 + opens.minute
    shuts = closure.to_time
    ends = DAY if shuts is None else shuts.hour * 60 + shuts.minute
    for day in days_between(zone, first, last):
        if closure.first <= day <= closure.last and begins < ends:
            yield minute_at(zone, day, begins), minute_at(zone, day, ends)


def _clocks(plan: Plan, booking: Booking) -> dict[str, str]:
    """Whatever closures would matter to a booking, and on whose clock they are told."""
    here = zone_of_booking(plan, booking)
    clocks = {place.id: zone_of(plan, place.id) or here for place in around(plan, booking.place_id)}
    for hosts in {booking.host_organisation_id, *_owners(plan, booking)}:
        organisation = plan.organisations.get(hosts or "")
        if organisation is not None:
            clocks[organisation.id] = organisation.zone or here
    instrument = plan.instruments.get(booking.instrument_id or "")
    if instrument is not None:
        clocks[instrument.id] = instrument.zone or here
        clocks[instrument.facility_id] = instrument.zone or here
    for one in present(booking):
        clocks[one.person_id] = _zone_of_person(plan.people.get(one.person_id)) or here
    return {target: zone for target, zone in clocks.items() if zone}


def _owners(plan: Plan, booking: Booking) -> Iterator[str | None]:
    return (place.organisation_id for place in around(plan, booking.place_id))


def _zone_of_person(person: PersonFact | None) -> str:
    return "" if person is None else person.zone


def _shut(plan: Plan, booking: Booking, first: int, last: int) -> Iterator[Span]:
    """The hours in which the place or the instrument is not open."""
    for start, end in closed_spans(plan, booking.place_id, first, last):
        yield Span(start, end, Reason.OPENING_HOURS, booking.place_id or "")
    for start, end in closed_at_instrument(plan, booking.instrument_id, first, last):
        yield Span(start, end, Reason.OPENING_HOURS, booking.instrument_id or "")


def _days_off_of_host(plan: Plan, booking: Booking, first: int, last: int) -> Iterator[Span]:
    """The days off of whoever receives, where somebody does."""
    return days_off(plan, booking, first, last) if is_hosted(booking) else iter(())


def days_off(plan: Plan, booking: Booking, first: int, last: int) -> Iterator[Span]:
    """The weekends, public holidays and quiet seasons where a booking takes place."""
    zone, country = zone_of_booking(plan, booking), country_of_booking(plan, booking)
    if not zone:
        return
    touched = days_between(zone, first, last)
    half = half_holidays(country, touched[0], touched[-1])
    for day in touched:
        whole = _whole(zone, day, day)
        if name := holiday_on(country, day):
            yield Span(*whole, Reason.PUBLIC_HOLIDAY, country, name)
        elif day.weekday() > 4:
            yield Span(*whole, Reason.WEEKEND, country)
        elif day in half:
            yield Span(*whole, Reason.HALF_HOLIDAY, country, half[day])
    for season in seasons(country, touched[0], touched[-1]):
        whole = _whole(zone, season.first, season.last)
        yield Span(*whole, Reason.SEASON, country, season.code, season.name)
    for closure in plan.closures:
        if country and closure.target == country:
            whole = _whole(zone, closure.first, closure.last)
            yield Span(*whole, Reason.SEASON, country, closure.id, closure.name)


def _whole(zone: str, first: date, last: date) -> tuple[int, int]:
    return minute_at(zone, first), minute_at(zone, last, DAY)

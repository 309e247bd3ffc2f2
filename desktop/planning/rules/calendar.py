"""Days and hours at which nobody receives: holidays, weekends, closures, shut doors."""

from collections.abc import Iterator

from desktop.domain.codes import Rule, Severity
from desktop.domain.plan import SLOT, Booking, ClosureFact
from desktop.planning.availability import closed_times
from desktop.planning.ground import MEALS, Ground
from desktop.planning.holidays import holiday_on
from desktop.planning.office_days import OFFICE_HOURS
from desktop.planning.opening import (
    closed_at_instrument,
    closed_spans,
    hours,
    hours_of_place,
)
from desktop.planning.places import ON_THE_WAY, around, zone_of
from desktop.planning.presence import attended, occupies, present, span
from desktop.planning.seasons import seasons
from desktop.planning.trouble import Trouble
from desktop.planning.wall import wall_at

_SATURDAY = 5


def day_off(ground: Ground, booking: Booking) -> Iterator[Trouble]:
    """A public holiday or a weekend, or a time of the year at which much of the country is away."""
    if not ground.is_visit(booking):
        return
    country = ground.country(booking)
    days = ground.days(booking)
    for day in days:
        if name := holiday_on(country, day):
            values = {"country": country, "day": day, "name": name}
            yield Trouble(Rule.PUBLIC_HOLIDAY, (booking.id,), values=values)
            return
    working = [day for day in days if day.weekday() < _SATURDAY]
    if len(working) < len(days) and ground.meets(booking) and not _has_hours(ground, booking):
        day = next(day for day in days if day.weekday() >= _SATURDAY)
        yield Trouble(Rule.WEEKEND, (booking.id,), values={"country": country, "day": day})
    if not working:
        return
    for season in seasons(country, working[0], working[-1]):
        if any(season.first <= day <= season.last for day in working):
            values = {
                "season": season.code,
                "name": season.name,
                "first": season.first,
                "last": season.last,
            }
            yield _closed(booking, f"{season.code}:{season.first}", country, values)
    for closure in ground.closures.get(country, ()) if country else ():
        if any(closure.first <= day <= closure.last for day in working):
            values = {"closure": closure.id, "first": closure.first, "last": closure.last}
            yield _closed(booking, closure.id, country, values)


def closure(ground: Ground, booking: Booking) -> Iterator[Trouble]:
    """Days on which the place, its house, the host or the instrument is closed."""
    if not occupies(booking):
        return
    chain = around(ground.plan, ground.place_of(booking))
    wanted = dict.fromkeys(place.id for place in chain)
    if ground.is_visit(booking):
        wanted |= dict.fromkeys(place.organisation_id for place in chain if place.organisation_id)
        wanted |= dict.fromkeys(filter(None, (booking.host_organisation_id,)))
    instrument = ground.plan.instruments.get(booking.instrument_id or "")
    record = ground.record(booking) if booking.sort == SLOT else None
    facility = instrument.facility_id if instrument is not None else None
    facility = facility or (record.facility_id if record is not None else None)
    wanted |= dict.fromkeys(filter(None, (booking.instrument_id, facility)))
    for target in wanted:
        for one in ground.closures.get(target, ()):
            if _holds(ground, booking, one, ground.zone(booking)):
                values = {"closure": one.id, "target": target, "first": one.first, "last": one.last}
                yield Trouble(Rule.CLOSURE, (booking.id,), values=values, detail=one.id)


def not_available(ground: Ground, booking: Booking) -> Iterator[Trouble]:
    """People who are away, told on their own clock."""
    for attendance in present(booking):
        for one in ground.closures.get(attendance.person_id, ()):
            person = ground.plan.people.get(attendance.person_id)
            zone = (person.zone if person is not None else "") or ground.zone(booking)
            if _holds(ground, booking, one, zone, attended(booking, attendance)):
                values = {"closure": one.id, "first": one.first, "last": one.last}
                yield Trouble(
                    Rule.NOT_AVAILABLE,
                    (booking.id,),
                    (attendance.person_id,),
                    values=values,
                    detail=one.id,
                )


def opening_hours(ground: Ground, booking: Booking) -> Iterator[Trouble]:
    """A time at which the place or the instrument is not open."""
    whole = span(booking)
    if whole is None or not occupies(booking) or booking.kind in ON_THE_WAY:
        return
    instrument = ground.plan.instruments.get(booking.instrument_id or "")
    place_id = ground.place_of(booking)
    if instrument is not None and instrument.opening_hours:
        shut = closed_at_instrument(ground.plan, instrument.id, *whole)
        weekly, zone = hours(instrument.opening_hours), instrument.zone
        values: dict[str, object] = {"instrument": instrument.id}
    else:
        shut = closed_spans(ground.plan, place_id, *whole)
        weekly, zone = hours_of_place(ground.plan, place_id), zone_of(ground.plan, place_id)
        values = {"place": place_id}
    if weekly is None or not shut:
        return
    day = wall_at(zone, shut[0][0])[0]
    name = holiday_on(ground.country(booking), day)
    if name and ground.is_visit(booking):
        return  # the holiday says it better
    values |= {"day": day, "open": weekly.open_on(day.weekday(), holiday=bool(name))}
    yield Trouble(Rule.OPENING_HOURS, (booking.id,), values=values)


def outside_hours(ground: Ground, booking: Booking) -> Iterator[Trouble]:
    """A meeting before or after the host's office hours; whoever dines or has own hours has not."""
    whole, zone, country = span(booking), ground.zone(booking), ground.country(booking)
    usual = OFFICE_HOURS.get(country)
    if whole is None or usual is None or not zone:
        return
    if not ground.meets(booking) or booking.kind in MEALS or _has_hours(ground, booking):
        return
    day, start = wall_at(zone, whole[0])
    end = start + whole[1] - whole[0]
    if day.weekday() >= _SATURDAY or holiday_on(country, day):
        return
    if start < usual.opens or end > usual.closes:
        values = {"country": country, "opens": usual.opens, "closes": usual.closes}
        yield Trouble(Rule.OUTSIDE_HOURS, (booking.id,), values=values)


def _has_hours(ground: Ground, booking: Booking) -> bool:
    return hours_of_place(ground.plan, ground.place_of(booking)) is not None


def _closed(booking: Booking, detail: str, country: str, values: dict[str, object]) -> Trouble:
    # Much of a country: the host may be there all the same.
    told = values | {"target": country}
    return Trouble(Rule.CLOSURE, (booking.id,), values=told, detail=detail, severity=Severity.HINT)


def _holds(
    ground: Ground,
    booking: Booking,
    closure: ClosureFact,
    zone: str,
    part: tuple[int, int] | None = None,
) -> bool:
    whole = part or span(booking)
    if whole is None or not zone:
        return any(closure.first <= day <= closure.last for day in ground.days(booking))
    times = closed_times(closure, zone, *whole)
    return any(start < whole[1] and end > whole[0] for start, end in times)

"""Whether the journeys of one person fit together: stays, visits, and slots during a stay."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from desktop.domain.codes import ItemKind, ItemStatus, Rule, Severity
from desktop.domain.plan import SLOT, Booking, Presence, RecordFact
from desktop.domain.text import Trilingual
from desktop.planning.ground import Ground
from desktop.planning.journeys import (
    EXCHANGE,
    days_of_stay,
    nationality,
    needs_permit,
    permits,
    visited,
)
from desktop.planning.laws import WINDOW, Law, law_of
from desktop.planning.overlaps import Line
from desktop.planning.places import around
from desktop.planning.trouble import Trouble
from desktop.planning.wall import DAY, minute_at, wall_at

_DAY = timedelta(days=1)
# How many days on a place is looked for in which a journey would fit.
_FAR = 2 * 366


def stay_twice(
    ground: Ground, person_id: str, journeys: Sequence[RecordFact], _line: Line
) -> Iterator[Trouble]:
    """Two stays of a person at once, or a stay and a visit; a day of changing over is none."""
    dated = [one for one in journeys if ground.is_open(one) and days_of_stay(one) is not None]
    for one, other in combinations(sorted(dated, key=_in_time), 2):
        assert one.start is not None
        assert one.end is not None
        assert other.start is not None
        assert other.end is not None
        stays = [one.kind, other.kind].count(EXCHANGE)
        changes_over = one.end == other.start or other.end == one.start
        if not stays or other.start > one.end or changes_over:
            continue
        yield Trouble(
            Rule.STAY_TWICE,
            people=(person_id,),
            records=((one.kind, one.id), (other.kind, other.id)),
            values={
                "first": other.start,
                "last": min(one.end, other.end),
                "right": one.end + _DAY,
            },
            detail=f"{one.id}:{other.id}:{person_id}",
            severity=Severity.BLOCK if stays > 1 else Severity.WARNING,
        )


def stay_elsewhere(
    ground: Ground, person_id: str, journeys: Sequence[RecordFact], line: Line
) -> Iterator[Trouble]:
    """What the guest of a stay is wanted for at another institution in another city meanwhile."""
    visits = {(one.kind, one.id) for one in journeys}
    for stay in journeys:
        if stay.kind != EXCHANGE or not ground.is_open(stay) or not stay.visit_zone:
            continue
        if stay.start is None or stay.end is None:
            continue
        first = minute_at(stay.visit_zone, stay.start)
        last = minute_at(stay.visit_zone, stay.end, DAY)
        found: dict[tuple[str, str], list[Booking]] = {}
        for span in line.around(first, last):
            booking = ground.bookings[span[2]]
            key = (booking.record_kind, booking.record_id)
            # Of a visit of their own it is said that it overlaps the stay.
            if key not in visits and _is_elsewhere(ground, booking, stay):
                found.setdefault(key, []).append(booking)
        for key, bookings in found.items():
            yield _elsewhere(stay, person_id, key, bookings)


def _elsewhere(
    stay: RecordFact, person_id: str, key: tuple[str, str], bookings: Sequence[Booking]
) -> Trouble:
    agreed = any(one.sort == SLOT and one.status == ItemStatus.CONFIRMED for one in bookings)
    days = [one.start.date for one in bookings if one.start.date is not None]
    ends = [one.end.date or one.start.date for one in bookings]
    assert stay.end is not None
    return Trouble(
        Rule.STAY_ELSEWHERE,
        tuple(one.id for one in bookings),
        (person_id,),
        records=((stay.kind, stay.id), key),
        values={
            "agreed": agreed,
            "first": min(days, default=None),
            "last": max((day for day in ends if day is not None), default=None),
            "host": stay.host_organisation_id,
            "where": bookings[0].host_organisation_id,
            "right": stay.end + _DAY,
        },
        detail=f"{stay.id}:{person_id}",
        severity=Severity.BLOCK if agreed else Severity.WARNING,
    )


def _is_elsewhere(ground: Ground, booking: Booking, stay: RecordFact) -> bool:
    """Whether somebody at another institution, in another city than the host, receives."""
    if not ground.is_visit(booking) or booking.kind == ItemKind.ONLINE:
        return False
    if any(item.record_id == stay.id and item.counts for item in ground.items_at(booking)):
        return False
    chain = around(ground.plan, ground.place_of(booking))
    wanted = [*(place.organisation_id for place in chain), booking.host_organisation_id]
    hosts = {one for one in wanted if one is not None}
    if not hosts or stay.host_organisation_id is None or stay.host_organisation_id in hosts:
        return False
    known = ground.plan.organisations
    here = known.get(stay.host_organisation_id)
    cities = [place.city for place in chain]
    cities += [known[one].city for one in hosts if one in known]
    return here is None or not any(_is_same(here.city, city) for city in cities)


def _is_same(one: Trilingual, other: Trilingual) -> bool:
    pairs = zip(one.parts(), other.parts(), strict=True)
    return any(mine and mine.casefold() == its.casefold() for mine, its in pairs)


def days_in_window(
    ground: Ground, person_id: str, journeys: Sequence[RecordFact], _line: Line
) -> Iterator[Trouble]:
    """Journeys to a country that are too many days together, though each is short enough."""
    counted: dict[tuple[str, str], tuple[RecordFact, Law, list[date]]] = {}
    for one in journeys:
        law = law_of(WINDOW, visited(one), nationality(ground.plan, one, person_id))
        days = _days(one, person_id) if law is not None and not one.cancelled else []
        # Days of a permit are not counted; that one is missing is said elsewhere.
        if law is not None and days and not permits(one) and not needs_permit(ground.plan, one):
            counted[one.kind, one.id] = one, law, days
    for key, (one, law, days) in counted.items():
        others = sorted(
            {
                day
                for other, (_record, same, its) in counted.items()
                if other != key and same is law
                for day in its
            }
            - set(days)
        )
        if not others or not ground.is_open(one) or _fits(days, others, law):
            continue
        most = max(_in_window(day, days[0], others, law) for day in days)
        shifts = (timedelta(days=by) for by in range(1, _FAR))
        fitting = (by for by in shifts if _fits([day + by for day in days], others, law))
        by = next(fitting, None)
        yield Trouble(
            Rule.DAYS_IN_WINDOW,
            people=(person_id,),
            records=((one.kind, one.id),),
            values={
                "country": visited(one),
                "days": most,
                "limit": law.days,
                "within": law.within,
                "right": None if by is None else days[0] + by,
                **law.told(),
            },
            detail=f"{one.id}:{person_id}",
        )


def _fits(days: Sequence[date], others: Sequence[date], law: Law) -> bool:
    return all(_in_window(day, days[0], others, law) <= law.days for day in days)


def _in_window(day: date, first: date, others: Sequence[date], law: Law) -> int:
    """How many days there are in the window that ends with a day of a journey."""
    since = day - (law.within - 1) * _DAY
    own = (day - max(first, since)).days + 1
    return own + bisect_right(others, day) - bisect_left(others, since)


def _days(record: RecordFact, person_id: str) -> list[date]:
    """The days that a person is on a journey, for all that is known."""
    if days_of_stay(record) is None:
        return []
    assert record.start is not None
    assert record.end is not None
    members = (one for one in record.members if one.person_id == person_id)
    member = next(members, Presence(person_id))
    zone = record.visit_zone or "UTC"
    first, last = record.start, record.end
    if member.arrives is not None:
        first = max(first, wall_at(zone, member.arrives)[0])
    if member.leaves is not None:
        last = min(last, wall_at(zone, member.leaves)[0])
    return [first + number * _DAY for number in range((last - first).days + 1)]


def _in_time(record: RecordFact) -> tuple[date, str]:
    return record.start or date.max, record.id

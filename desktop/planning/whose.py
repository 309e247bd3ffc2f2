"""Whose days are reckoned how: at home, in the place they go to, or where a journey took them."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from desktop.domain.plan import STAY, Plan
from desktop.planning.office_days import Day, Hours, Where, each_day, office_days


@dataclass(frozen=True, eq=False, slots=True)
class Days:
    """The days of one party, in order; parties with the same days share one of these."""

    days: tuple[Day, ...]
    starts: tuple[int, ...]

    def at(self, minute: int) -> Day:
        """The day that is running at an instant."""
        return self.days[max(0, bisect_right(self.starts, minute) - 1)]


class _Journey(NamedTuple):
    """From when to when a person is somewhere else, both days included."""

    first: date
    last: date
    where: Where


class Calendars:
    """The days of everybody in one search, made once for those who share a clock and hours.

    `hours` are other hours than the usual ones, by a person's identity or a country's code.
    """

    def __init__(self, plan: Plan, first: date, last: date, hours: Mapping[str, Hours]) -> None:
        self._plan, self._hours = plan, hours
        # The days of a clock behind or ahead of ours reach over the ends of ours.
        self._first, self._last = first - timedelta(days=1), last + timedelta(days=1)
        self._made: dict[tuple[Where, Hours], dict[date, Day]] = {}
        self._shared: dict[tuple[object, ...], Days] = {}
        self._journeys = _journeys(plan, self._first, self._last)

    def settled(self, where: Where, who: str = "") -> Days:
        """The days of one who is in one place all the time."""
        return self._days(where, (), who)

    def of_person(self, person_id: str, home: Where) -> Days:
        """The days of a person: at home, or on the clock of a visit or a stay they are on."""
        journeys = self._journeys.get(person_id, ())
        away = tuple(journey for journey in journeys if journey.where != home)
        return self._days(home, away, person_id)

    def _days(self, home: Where, away: tuple[_Journey, ...], who: str) -> Days:
        kind = (home, away, self._hours.get(who))
        if kind not in self._shared:
            where = dict.fromkeys(each_day(self._first, self._last), home)
            for one in away:
                first, last = max(one.first, self._first), min(one.last, self._last)
                where |= dict.fromkeys(each_day(first, last), one.where)
            days = tuple(self._day(on, place, who) for on, place in where.items())
            self._shared[kind] = Days(days, tuple(day.whole[0] for day in days))
        return self._shared[kind]

    def _day(self, on: date, where: Where, who: str) -> Day:
        hours = self._hours.get(who) or self._hours.get(where.country) or where.hours()
        if (where, hours) not in self._made:
            days = office_days(self._plan.closures, where, hours, self._first, self._last)
            self._made[where, hours] = {day.on: day for day in days}
        return self._made[where, hours][on]


def home_of(plan: Plan, person_id: str, usual_zone: str) -> Where:
    """Where a person usually works: by their own zone, by their organisation, by nationality."""
    person = plan.people.get(person_id)
    if person is None:
        return Where.known("", "", usual_zone)
    body = plan.organisations.get(person.organisation_id or "")
    if body is None:
        return Where.known(person.zone, "" if person.zone else person.nationality, usual_zone)
    return Where.known(person.zone or body.zone, body.country, usual_zone)


def organisation_of(plan: Plan, organisation_id: str, usual_zone: str) -> Where:
    """Where an organisation is."""
    body = plan.organisations.get(organisation_id)
    return Where.known(body.zone if body else "", body.country if body else "", usual_zone)


def _journeys(plan: Plan, first: date, last: date) -> dict[str, list[_Journey]]:
    """Who is away from when to when, and on which clock, by person."""
    found: dict[str, list[_Journey]] = {}
    guests: dict[tuple[str, str], Sequence[str]] = {
        (booking.record_kind, booking.record_id): [one.person_id for one in booking.people]
        for booking in plan.bookings.values()
        if booking.sort == STAY
    }
    for key, record in plan.records.items():
        if record.cancelled or record.start is None or record.end is None or not record.visit_zone:
            continue
        if record.end < first or record.start > last:
            continue
        away = Where.known(record.visit_zone, "", record.visit_zone)
        people = dict.fromkeys([*(one.person_id for one in record.members), *guests.get(key, ())])
        for person in people:
            found.setdefault(person, []).append(_Journey(record.start, record.end, away))
    return found

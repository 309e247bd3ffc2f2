"""When all parties of a question are free: what is left when every other time is struck out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from desktop.domain.plan import Attendance, Booking, Plan
from desktop.domain.time import Moment
from desktop.planning.availability import Reason as Unavailable
from desktop.planning.availability import Span, blocks, unavailable
from desktop.planning.intervals import Interval, common, merged, without
from desktop.planning.office_days import Hours, Where
from desktop.planning.places import country_of, country_of_booking, zone_of
from desktop.planning.wall import DAY, minute_at, wall_at
from desktop.planning.ways import Stop, Ways, ways_of
from desktop.planning.whose import Calendars, Days, home_of, organisation_of

MORNING, AFTERNOON = "morning", "afternoon"
_LONG = 180  # minutes; what is longer has breaks of its own


@dataclass(frozen=True, slots=True)
class Query:
    """For whom and for what a time is wanted, and what would suit best.

    Days are days of the first of `zones`, the clocks on which the times are told. `hours` are
    other office hours than the usual ones, by a person's identity or a country's code. `moved` is
    the booking that is to get another time. An `online` meeting has no place that anybody travels
    to. With `outside`, times when not everybody is at work come too, ranked lower. `part` is
    "morning" or "afternoon" of the first clock, where one is preferred.
    """

    people: tuple[str, ...]
    minutes: int
    first: date
    last: date
    zones: tuple[str, ...]
    place_id: str | None = None
    organisation_id: str | None = None
    instrument_id: str | None = None
    online: bool = False
    step: int = 30
    hours: Mapping[str, Hours] = field(default_factory=dict)
    part: str = ""
    keep_lunch: bool = True
    soon: bool = True
    outside: bool = False
    moved: str | None = None

    @property
    def where(self) -> str | None:
        """The place that people come to, if there is one."""
        return None if self.online else self.place_id


@dataclass(frozen=True, slots=True)
class Party:
    """Who or what has to be free: when it is not, its days where hours of work count.

    `stops` are the bookings among what keeps a person.
    """

    id: str
    busy: tuple[Interval, ...]
    days: Days | None
    stops: tuple[Stop, ...]


class Search:
    """One question put to a plan."""

    def __init__(self, plan: Plan, query: Query) -> None:
        self.plan, self.query = plan, query
        first = max(query.first, plan.today)
        zone = query.zones[0]
        self.start = minute_at(zone, first)
        self.end = max(self.start, minute_at(zone, query.last + timedelta(days=1)))
        self.ways = Ways(plan, query.where) if query.where else None
        self._calendars = Calendars(plan, first, max(first, query.last), query.hours)
        self.parties = tuple(self._parties())

    @cached_property
    def groups(self) -> dict[Days, list[str]]:
        """Those whose office hours count, by the days that they have in common."""
        found: dict[Days, list[str]] = {}
        for party in self.parties:
            if party.days is not None:
                found.setdefault(party.days, []).append(party.id)
        return found

    def free(self, but: str = "") -> list[Interval]:
        """The stretches that are asked for, in which nothing keeps anybody but perhaps one."""
        query = self.query
        parties = [party for party in self.parties if party.id != but]
        left = [(self.start, self.end)] if self.start < self.end else []
        breaks = query.keep_lunch and query.minutes <= _LONG
        for days in {party.days for party in parties if party.days is not None}:
            left = common(left, merged(self._asked(days)))
            if breaks:
                left = without(left, [day.lunch for day in days.days if not day.off])
        return without(left, merged(span for party in parties for span in party.busy))

    def starts(self, but: str = "") -> list[int]:
        """Each instant at which it could begin, on the steps of the first clock."""
        query, found = self.query, list[int]()
        for start, end in self.free(but):
            past = wall_at(query.zones[0], start)[1] % query.step
            first = start + (query.step - past if past else 0)
            found.extend(range(first, end - query.minutes + 1, query.step))
        return found

    def _asked(self, days: Days) -> Iterable[Interval]:
        if self.query.outside:
            return (span for day in days.days for span in (day.waking, day.work))
        return (day.work for day in days.days if not day.off)

    def _parties(self) -> Iterable[Party]:
        query, plan = self.query, self.plan
        wanted = self._wanted()
        country = country_of_booking(plan, wanted)
        spans: dict[str, list[Span]] = {person: [] for person in query.people}
        things = (query.organisation_id, query.where, query.instrument_id)
        spans |= {thing: [] for thing in things if thing is not None}
        for span in unavailable(plan, wanted, self.start - DAY, self.end + DAY):
            # That much of a country is away is no reason not to ask.
            if blocks(span.reason) and span.who != country:
                spans.setdefault(span.who, []).append(span)
        here = self._here()
        for who, kept_by in spans.items():
            stops = tuple(
                Stop(span.start, span.end, plan.bookings[span.what])
                for span in kept_by
                if span.reason == Unavailable.PERSON
            )
            busy = [(span.start, span.end) for span in kept_by]
            yield Party(
                who,
                tuple(merged([*busy, *ways_of(stops, self.ways)])),
                self._days(who, here),
                stops,
            )

    def _days(self, who: str, here: Where | None) -> Days | None:
        """The days of a party whose office hours count."""
        query, usual = self.query, self.query.zones[0]
        if who in query.people:
            if here is not None:
                return self._calendars.settled(here, who)
            return self._calendars.of_person(who, home_of(self.plan, who, usual))
        if who == query.organisation_id:
            return self._calendars.settled(here or organisation_of(self.plan, who, usual), who)
        # A place or an instrument has opening hours; those of an office count if it stands alone.
        alone = not query.people and query.organisation_id is None
        return self._calendars.settled(here, who) if alone and here is not None else None

    def _here(self) -> Where | None:
        """Where everybody is then, if they meet in one place."""
        query, plan, usual = self.query, self.plan, self.query.zones[0]
        if query.online:
            return None
        if query.place_id is not None:
            return Where.known(
                zone_of(plan, query.place_id), country_of(plan, query.place_id), usual
            )
        instrument = plan.instruments.get(query.instrument_id or "")
        if instrument is not None:
            return Where.known(instrument.zone, instrument.country, usual)
        if query.organisation_id is not None:
            return organisation_of(plan, query.organisation_id, usual)
        return None

    def _wanted(self) -> Booking:
        """What is looked for, as a booking without a time."""
        query = self.query
        moved = self.plan.bookings.get(query.moved or "") or Booking("", "", "")
        if query.online:
            # Nobody has to have arrived for it, nor to fit into a room or a car.
            moved = replace(moved, record_id="", room="", vehicle_id=None)
        return replace(
            moved,
            start=Moment(zone=query.zones[0]),
            place_id=query.where,
            host_organisation_id=query.organisation_id,
            instrument_id=query.instrument_id,
            people=tuple(Attendance(person) for person in query.people),
        )

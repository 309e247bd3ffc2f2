"""Everything that is wrong, or could become so, in the plans of an office.

`find` looks at a whole plan. A `Checker` keeps what it found by the smallest units that can be
looked at alone (a booking, a pair that shares something, one day of a person, a person's journeys,
a record), so that after an edit only those units are looked at again that the edit touches.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from operator import itemgetter
from types import MappingProxyType

from desktop.domain.codes import Rule, Severity
from desktop.domain.finding import Finding
from desktop.domain.plan import Booking, Plan, RecordFact
from desktop.domain.text import Trilingual
from desktop.planning.cases import Case, Cases
from desktop.planning.fixes import Fixes
from desktop.planning.ground import PERSON, Ground, Resource
from desktop.planning.journeys import travellers
from desktop.planning.overlaps import Line, Span
from desktop.planning.rules import EVEN_OVER, OF_BOOKING, OF_DAY, OF_PERSON, OF_RECORD
from desktop.planning.rules.twice import twice
from desktop.planning.state import state_of
from desktop.planning.trouble import Trouble
from desktop.planning.wall import DAY, minute_at

_BLOCK = frozenset(
    {
        *(Rule.PERSON_TWICE, Rule.ROOM_TWICE, Rule.VEHICLE_TWICE, Rule.INSTRUMENT_TWICE),
        *(Rule.FLIGHT_DURATION, Rule.ENDS_BEFORE_START, Rule.CLOCK_SKIPPED),
        *(Rule.PERMIT_DATES, Rule.ENTRY_TOO_LATE, Rule.STAY_TWICE, Rule.INSTRUMENT_REFUSED),
    }
)
_HINT = frozenset(
    {
        *(Rule.WEEKEND, Rule.OUTSIDE_HOURS, Rule.NO_MEAL, Rule.UNCONFIRMED, Rule.OUTSIDE_DATES),
        *(Rule.HOLIDAY_NEAR, Rule.PASSPORT_EXPIRY, Rule.TEXT_MISSING),
        *(Rule.STAY_ON_HOLIDAY, Rule.FISCAL_YEAR, Rule.CLOCK_CHANGE),
    }
)
Place = tuple[int, str, str]
"""Where a finding stands in the list: its instant, its rule, its key."""

# No clock is more than this ahead of or behind UTC.
_FARTHEST_CLOCK = 14 * 60


def usual_severity(rule: Rule) -> Severity:
    """How much a rule matters as long as the office does not say otherwise."""
    if rule in _BLOCK:
        return Severity.BLOCK
    return Severity.HINT if rule in _HINT else Severity.WARNING


def find(plan: Plan) -> list[Finding]:
    """All findings of a plan."""
    return Checker(plan).findings()


class Checker:
    """The findings of a plan, kept up to date while its bookings and records change.

    What else is in the plan stays: when a place, a person or a setting changes, make a new one.
    """

    def __init__(self, plan: Plan) -> None:
        self._bookings, self._records = dict(plan.bookings), dict(plan.records)
        self._plan = replace(plan, bookings=self._bookings, records=self._records)
        self._ground = Ground(self._plan)
        self._lines: dict[Resource, Line] = {}
        self._held: dict[str, list[tuple[Resource, Span]]] = {}
        self._pairs: dict[str, set[tuple[Resource, str, str]]] = {}
        self._of_record: dict[tuple[str, str], set[str]] = {}
        self._cases = Cases()
        self._findings: dict[Case, tuple[Place, Finding]] = {}
        self._fixes = Fixes(self._ground, self._lines, self._held)
        self._begin()

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self._plan

    def findings(self) -> list[Finding]:
        """All that is found, by the time at which it happens."""
        self._settle()
        found = [
            (place, self._fixes.with_fix(case, finding))
            for case, (place, finding) in self._findings.items()
        ]
        return [finding for _, finding in sorted(found, key=itemgetter(0))]

    def replace(
        self,
        bookings: Mapping[str, Booking | None],
        records: Mapping[tuple[str, str], RecordFact | None] = MappingProxyType({}),
    ) -> None:
        """Take in bookings and records that are new or changed; None takes one out."""
        touched = _Touched()
        changed = self._with_what_depends(bookings, records)
        for booking_id in changed:
            self._leave(booking_id, touched)
        for key, record in records.items():
            self._swap(key, record, touched)
        for booking_id, booking in changed.items():
            if booking is None:
                self._bookings.pop(booking_id, None)
            else:
                self._bookings[booking_id] = booking
                self._ground.note(booking)
        for booking_id in changed:
            self._enter(booking_id, touched)
        for booking_id in changed:
            self._check_booking(booking_id)
            self._check_pairs(booking_id)
        for person_id, day in self._days_after(touched):
            self._check_day(person_id, day)
        for person_id in touched.travellers | {one for one, _ in touched.days}:
            self._check_person(person_id)
        for key in touched.records:
            self._check_record(key)

    def _with_what_depends(
        self,
        bookings: Mapping[str, Booking | None],
        records: Mapping[tuple[str, str], RecordFact | None],
    ) -> dict[str, Booking | None]:
        """The bookings to be looked at again when some are changed, and some records."""
        named = set(bookings)
        for key, record in records.items():
            known = self._records.get(key)
            if known is None or record is None or _for_bookings(known) != _for_bookings(record):
                named |= self._of_record.get(key, set())
        # The parts of a block are where the block is, an item is when its slot is.
        others = {part for booking_id in named for part in self._ground.parts_of(booking_id)}
        for booking_id in named:
            for one in filter(None, (self._bookings.get(booking_id), bookings.get(booking_id))):
                others |= self._ground.linked_to(one)
        others = (others | named) & self._bookings.keys()
        return {**{one: self._bookings[one] for one in others}, **bookings}

    def _swap(self, key: tuple[str, str], record: RecordFact | None, touched: "_Touched") -> None:
        """Put a record in the place of what was known of it."""
        known = self._records.pop(key, None)
        touched.records.add(key)
        if known is not None:
            self._ground.forget_record(known)
            touched.travellers |= set(travellers(known))
        if record is not None:
            self._records[key] = record
            self._ground.note_record(record)
            touched.travellers |= set(travellers(record))

    def would_cause(self, bookings: Mapping[str, Booking]) -> list[Finding]:
        """What would be found that is not found now, if these bookings were so; nothing changes.

        These findings have no fixes: it is asked many times while something is dragged.
        """
        self._settle()
        before = {booking_id: self._bookings.get(booking_id) for booking_id in bookings}
        self.replace(bookings)
        try:
            new = [
                self._finding(case)
                for case, people in self._cases.changed().items()
                if self._is_found(case) and (people is None or self._cases.people(case) - people)
            ]
            return sorted(new, key=self._place)
        finally:
            self.replace(before)

    def _settle(self) -> None:
        """Make the findings of the cases that changed."""
        for case in self._cases.changed():
            self._findings.pop(case, None)
            self._fixes.forget(case)
            if self._is_found(case):
                finding = self._finding(case)
                self._findings[case] = self._place(finding), finding

    def _begin(self) -> None:
        """Look at everything once."""
        for booking in self._bookings.values():
            self._ground.note(booking)
            self._of_record.setdefault(_record_of(booking), set()).add(booking.id)
        spans: dict[Resource, list[Span]] = {}
        days: set[tuple[str, date]] = set()
        for booking in self._bookings.values():
            self._held[booking.id] = self._ground.held(booking)
            for resource, span in self._held[booking.id]:
                spans.setdefault(resource, []).append(span)
                if resource[0] == PERSON:
                    days.add((resource[1], self._ground.day_at(booking, span[0])))
            self._check_booking(booking.id)
        self._lines |= {resource: Line(found) for resource, found in spans.items()}
        for resource, line in self._lines.items():
            for one, other in line.pairs():
                self._check_pair(resource, one, other)
        for person_id, day in days:
            self._check_day(person_id, day)
        for person_id in self._ground.journeys:
            self._check_person(person_id)
        for key in self._plan.records:
            self._check_record(key)

    def _leave(self, booking_id: str, touched: "_Touched") -> None:
        booking = self._bookings.get(booking_id)
        if booking is None:
            return
        touched.note(self._ground, booking, self._held[booking_id])
        self._fixes.edited(booking)
        for resource, span in self._held.pop(booking_id):
            self._lines[resource].remove(span)
        for pair in self._pairs.pop(booking_id, set()):
            self._cases.put(pair)
            for other in pair[1:]:
                self._pairs.get(other, set()).discard(pair)
        self._of_record[_record_of(booking)].discard(booking_id)
        self._ground.forget(booking)

    def _enter(self, booking_id: str, touched: "_Touched") -> None:
        booking = self._bookings.get(booking_id)
        if booking is None:
            return
        self._held[booking_id] = self._ground.held(booking)
        for resource, span in self._held[booking_id]:
            self._lines.setdefault(resource, Line()).add(span)
        self._of_record.setdefault(_record_of(booking), set()).add(booking_id)
        self._fixes.edited(booking)
        touched.note(self._ground, booking, self._held[booking_id])

    def _days_after(self, touched: "_Touched") -> set[tuple[str, date]]:
        """The days touched, and those on which people come from what was touched."""
        found = set(touched.days)
        for person_id, end in touched.ends:
            line = self._lines.get((PERSON, person_id))
            for span in line.starting(end, end + DAY + 1) if line is not None else ():
                found.add((person_id, self._ground.day_at(self._bookings[span[2]], span[0])))
        return found

    def _check_booking(self, booking_id: str) -> None:
        booking = self._bookings.get(booking_id)
        troubles: list[Trouble] = []
        if booking is not None and self._ground.is_live(booking):
            troubles = [one for rule in OF_BOOKING for one in rule(self._ground, booking)]
        self._cases.put(("booking", booking_id), troubles)

    def _check_pairs(self, booking_id: str) -> None:
        for resource, span in self._held.get(booking_id, ()):
            for other in self._lines[resource].around(span[0], span[1]):
                if other[2] != booking_id:
                    self._check_pair(resource, *sorted((span, other)))

    def _check_pair(self, resource: Resource, one: Span, other: Span) -> None:
        start, end = max(one[0], other[0]), min(one[1], other[1])
        first, second = self._bookings[one[2]], self._bookings[other[2]]
        trouble = twice(self._ground, resource, first, second, start, end)
        if trouble is not None:
            unit = (resource, one[2], other[2])
            self._cases.put(unit, (trouble,))
            for booking_id in unit[1:]:
                self._pairs.setdefault(booking_id, set()).add(unit)

    def _check_day(self, person_id: str, day: date) -> None:
        line = self._lines.get((PERSON, person_id), Line())
        midnight = minute_at("UTC", day)
        spans = [
            span
            for span in line.starting(midnight - _FARTHEST_CLOCK, midnight + DAY + _FARTHEST_CLOCK)
            if self._ground.day_at(self._bookings[span[2]], span[0]) == day
        ]
        troubles = [one for rule in OF_DAY for one in rule(self._ground, person_id, line, spans)]
        self._cases.put(("day", person_id, day), troubles)

    def _check_person(self, person_id: str) -> None:
        journeys = self._ground.travels(person_id)
        troubles: list[Trouble] = []
        if len(journeys) > 1 or self._ground.is_guest(person_id):
            line = self._lines.get((PERSON, person_id), Line())
            for rule in OF_PERSON:
                troubles += rule(self._ground, person_id, journeys, line)
        self._cases.put(("person", person_id), troubles)

    def _check_record(self, key: tuple[str, str]) -> None:
        record = self._plan.records.get(key)
        troubles: list[Trouble] = []
        if record is not None and not record.cancelled:
            bookings = [self._bookings[one] for one in sorted(self._of_record.get(key, ()))]
            rules = (*OF_RECORD, *EVEN_OVER) if self._ground.is_open(record) else EVEN_OVER
            troubles = [one for rule in rules for one in rule(self._ground, record, bookings)]
        self._cases.put(("record", *key), troubles)

    def _is_found(self, case: Case) -> bool:
        troubles = self._cases.troubles(case)
        return bool(troubles) and self._severity(troubles[0]) != Severity.OFF

    def _severity(self, trouble: Trouble) -> Severity:
        chosen = self._plan.severities.get(trouble.rule)
        if chosen == Severity.OFF or (chosen and trouble.severity != Severity.HINT):
            return chosen
        return trouble.severity or usual_severity(trouble.rule)

    def _finding(self, case: Case) -> Finding:
        troubles = self._cases.troubles(case)
        worst = troubles[0]
        people = tuple(sorted(self._cases.people(case)))
        bookings = [self._bookings[booking_id] for booking_id in worst.bookings]
        records = dict.fromkeys([*worst.records, *map(_record_of, bookings)])
        finding = Finding(
            worst.rule,
            self._severity(worst),
            worst.bookings,
            people,
            tuple(records),
            worst.values,
            state=state_of(worst, people, bookings),
            detail=worst.detail,
        )
        accepted = self._plan.accepted.get(finding.key)
        if accepted is not None and accepted.state == finding.state:
            finding = replace(finding, accepted=accepted.reason)
        return finding

    def _place(self, finding: Finding) -> Place:
        starts = (self._bookings[one].start_minute for one in finding.bookings)
        return min((one for one in starts if one is not None), default=0), finding.rule, finding.key


class _Touched:
    """What an edit touches: days of people, what they come from, journeys, and records."""

    def __init__(self) -> None:
        self.days: set[tuple[str, date]] = set()
        self.ends: set[tuple[str, int]] = set()
        self.records: set[tuple[str, str]] = set()
        self.travellers: set[str] = set()

    def note(self, ground: Ground, booking: Booking, held: Iterable[tuple[Resource, Span]]) -> None:
        """Take in what a booking holds."""
        self.records.add(_record_of(booking))
        blocks = ground.blocks_of(booking)
        for resource, span in held:
            if resource[0] == PERSON:
                self.days.add((resource[1], ground.day_at(booking, span[0])))
                self.ends.add((resource[1], span[1]))
                # A person who is in a part of a block need not be anywhere for the block itself.
                self.days |= {
                    (resource[1], block.start.date) for block in blocks if block.start.date
                }
        if booking.start_minute is None and booking.start.date is not None:
            # A meal "in the evening" is a meal of its day.
            self.days |= {(one.person_id, booking.start.date) for one in booking.people}


def _record_of(booking: Booking) -> tuple[str, str]:
    return booking.record_kind, booking.record_id


def _for_bookings(record: RecordFact) -> RecordFact:
    """What the bookings of a record depend on."""
    about = replace(record, tasks=(), gates=(), permits=(), report_due=None, since=None)
    return replace(about, status="", reference="", title=Trilingual())

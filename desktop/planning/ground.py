"""What all rules stand on: a plan, and what they ask of it again and again."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from desktop.domain.codes import Involvement, ItemKind
from desktop.domain.plan import ITEM, SLOT, STAY, Booking, ClosureFact, Plan, Presence, RecordFact
from desktop.planning.journeys import EXCHANGE, travellers
from desktop.planning.overlaps import Span
from desktop.planning.places import (
    ON_THE_WAY,
    around,
    country_of_booking,
    room_of,
    vehicle_of,
    zone_of_booking,
)
from desktop.planning.presence import attended, is_hosted, occupies, present, span
from desktop.planning.travel import Travel
from desktop.planning.wall import days_between, wall_at

Resource = tuple[str, ...]

PERSON, ROOM, VEHICLE, INSTRUMENT = "person", "room", "vehicle", "instrument"
MEALS = frozenset({ItemKind.MEAL, ItemKind.DINNER, ItemKind.FREE_LUNCH, ItemKind.RECEPTION})
# Nobody receives anybody in these, whoever is named as the host.
AMONG_OURSELVES = ON_THE_WAY | {
    ItemKind.MEETING_POINT,
    ItemKind.FREE,
    ItemKind.HOTEL,
    ItemKind.PREPARATION,
    ItemKind.INTERNAL,
}


class Ground:
    """A plan with its ways, closures, parts and absences ready to be looked up.

    `bookings` is the mapping of the plan itself, which may change while rules are asked.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.bookings: Mapping[str, Booking] = plan.bookings
        self.travel = Travel(plan)
        self.parts: dict[str, set[str]] = {}
        self.placed: dict[str, set[str]] = {}
        self.journeys: dict[str, set[tuple[str, str]]] = {}
        self.loose_meals: Counter[tuple[str, date]] = Counter()
        self.closures: dict[str, list[ClosureFact]] = {}
        for closure in plan.closures:
            self.closures.setdefault(closure.target, []).append(closure)
        self.absences: dict[tuple[str, str], dict[str, Presence]] = {}
        for record in plan.records.values():
            self.note_record(record)

    def note_record(self, record: RecordFact) -> None:
        """Know who goes on a journey, and when members of a visit are away."""
        key = (record.kind, record.id)
        self.absences[key] = {
            one.person_id: one
            for one in record.members
            if one.arrives is not None or one.leaves is not None
        }
        for person_id in travellers(record):
            self.journeys.setdefault(person_id, set()).add(key)

    def forget_record(self, record: RecordFact) -> None:
        """Take back what was noted of a record."""
        key = (record.kind, record.id)
        self.absences.pop(key, None)
        for person_id in travellers(record):
            self.journeys[person_id].discard(key)

    def note(self, booking: Booking) -> None:
        """Know a booking as the part of a block, and as a meal of its day."""
        if booking.parent_id is not None:
            self.parts.setdefault(booking.parent_id, set()).add(booking.id)
        if booking.slot_id is not None:
            self.placed.setdefault(booking.slot_id, set()).add(booking.id)
        self.loose_meals.update(self._meals(booking))

    def forget(self, booking: Booking) -> None:
        """Take back what was noted of a booking."""
        if booking.parent_id is not None:
            self.parts[booking.parent_id].discard(booking.id)
        if booking.slot_id is not None:
            self.placed[booking.slot_id].discard(booking.id)
        self.loose_meals.subtract(self._meals(booking))

    def _meals(self, booking: Booking) -> Iterator[tuple[str, date]]:
        """Who eats on which day, as far as no clock time says so."""
        day = booking.start.date
        is_loose = booking.start_minute is None and booking.kind in MEALS
        if is_loose and day is not None and self.is_live(booking):
            yield from ((one.person_id, day) for one in booking.people)

    def blocks_of(self, booking: Booking) -> list[Booking]:
        """The block that a booking is a part of, and what that is a part of."""
        found: dict[str, Booking] = {}
        block = self.bookings.get(booking.parent_id or "")
        while block is not None and block.id not in found:
            found[block.id] = block
            block = self.bookings.get(block.parent_id or "")
        return list(found.values())

    def parts_of(self, booking_id: str) -> set[str]:
        """The parts of a block, and their parts."""
        found: set[str] = set()
        waiting = [booking_id]
        while waiting:
            new = self.parts.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return found

    def items_at(self, slot: Booking) -> list[Booking]:
        """The programme items that take place at the time of a slot."""
        return [self.bookings[one] for one in sorted(self.placed.get(slot.id, ()))]

    def linked_to(self, booking: Booking) -> set[str]:
        """The slot at whose time an item takes place, and the items of a slot."""
        slot = {booking.slot_id} & self.bookings.keys() if booking.slot_id is not None else set()
        return self.placed.get(booking.id, set()) | slot

    def travels(self, person_id: str) -> list[RecordFact]:
        """The journeys of a person: stays as a guest, and visits as a member."""
        keys = sorted(self.journeys.get(person_id, ()))
        return [self.plan.records[key] for key in keys]

    def is_guest(self, person_id: str) -> bool:
        """Whether a person is the guest of a stay."""
        return any(kind == EXCHANGE for kind, _ in self.journeys.get(person_id, ()))

    def record(self, booking: Booking) -> RecordFact | None:
        """What a booking belongs to."""
        return self.plan.records.get((booking.record_kind, booking.record_id))

    def is_open(self, record: RecordFact) -> bool:
        """Whether what a record plans takes place, and is not over already."""
        return not record.cancelled and (record.end is None or record.end >= self.plan.today)

    def is_live(self, booking: Booking) -> bool:
        """Whether a booking may be in trouble: it takes place, and is not over already."""
        if not booking.counts:
            return False
        record = self.record(booking)
        if record is not None and record.cancelled:
            return False
        last = max((day for day in (booking.start.date, booking.end.date) if day), default=None)
        return last is None or last >= self.plan.today

    def place_of(self, booking: Booking) -> str | None:
        """Where a booking is: at a place of its own, or where the block is that it is a part of."""
        if booking.place_id is not None or booking.parent_id is None:
            return booking.place_id
        blocks = self.blocks_of(booking)
        return next((block.place_id for block in blocks if block.place_id is not None), None)

    def meets(self, booking: Booking) -> bool:
        """Whether a booking is a meeting with others, who have holidays and working hours."""
        return booking.sort == ITEM and booking.kind not in AMONG_OURSELVES and is_hosted(booking)

    def is_visit(self, booking: Booking) -> bool:
        """Whether somebody has to be in the house: for a meeting or at an instrument."""
        return booking.sort == SLOT or self.meets(booking)

    def country(self, booking: Booking) -> str:
        """Whose holidays and hours count."""
        return country_of_booking(self.plan, booking)

    def zone(self, booking: Booking) -> str:
        """On whose clock they count."""
        return zone_of_booking(self.plan, booking)

    def days(self, booking: Booking) -> list[date]:
        """The days a booking touches on the clock of whoever receives."""
        whole, zone = span(booking), self.zone(booking)
        if whole is not None and zone:
            return days_between(zone, *whole)
        first = booking.start.date
        if first is None:
            return []
        last = booking.end.date or first
        return [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)]

    def day_at(self, booking: Booking, minute: int) -> date:
        """The day on the booking's own clock."""
        return wall_at(booking.start.zone or "UTC", minute)[0]

    def held(self, booking: Booking) -> list[tuple[Resource, Span]]:
        """Whom and what a booking holds, and from when to when."""
        whole = span(booking)
        if whole is None or booking.sort == STAY or not self.is_live(booking):
            return []
        found: list[tuple[Resource, Span]] = []
        if booking.kind != ItemKind.HOTEL:
            people = self.people(booking).items()
            found += [((PERSON, person_id), (*part, booking.id)) for person_id, part in people]
        found += [(thing, (*whole, booking.id)) for thing in self.things(booking)]
        return found

    def people(self, booking: Booking) -> dict[str, tuple[int, int]]:
        """Who is there, and from when to when; of several parts in it the first and last count."""
        found: dict[str, tuple[int, int]] = {}
        for one in present(booking):
            part = attended(booking, one)
            if part is not None:
                known = found.get(one.person_id, part)
                found[one.person_id] = min(known[0], part[0]), max(known[1], part[1])
        return found

    def involvements(self, booking: Booking, person_id: str) -> set[str]:
        """What a person does in a booking."""
        return {one.involvement for one in booking.people if one.person_id == person_id}

    def things(self, booking: Booking) -> Iterator[Resource]:
        """The room, the vehicle and the instrument that a booking has for itself."""
        if not occupies(booking):
            return
        place_id = self.place_of(booking)
        vehicle = vehicle_of(self.plan, booking, place_id)
        if vehicle is not None:
            yield VEHICLE, vehicle
        if booking.instrument_id is not None:
            yield INSTRUMENT, booking.instrument_id
        room = room_of(self.plan, booking, place_id)
        if room is not None:
            yield ROOM, *room

    def same_site(self, one: str | None, other: str | None) -> bool:
        """Whether two places are one: the same, one in the other, or houses of one organisation."""
        if one is None or other is None:
            return False
        here, there = around(self.plan, one), around(self.plan, other)
        if {place.id for place in here} & {place.id for place in there}:
            return True
        hosts = {place.organisation_id for place in here if place.organisation_id}
        return bool(hosts & {place.organisation_id for place in there})


def is_one_thing(one: Booking, other: Booking) -> bool:
    """Whether one of two bookings is the item that was placed at the time of the other, a slot."""
    return one.slot_id == other.id or other.slot_id == one.id


def depends_on(booking: Booking, person_id: str) -> bool:
    """Whether a booking cannot do without a person: who hosts, speaks, interprets or drives."""
    return any(
        one.person_id == person_id and one.involvement != Involvement.PARTICIPANT
        for one in booking.people
    )

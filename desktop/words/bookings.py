"""What the things of a plan are called: bookings, people, places, records, countries."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain.codes import ItemKind
from desktop.domain.plan import SLOT, STAY, Booking, Plan, RecordFact
from desktop.language import Language, names
from desktop.words import entities, spoken

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Called:
    """Calls the things of a plan by their names in a language; what is gone has none."""

    plan: Plan
    language: Language

    def booking(self, booking_id: str) -> str:
        """An item by its title or its kind, a slot by its instrument, a stay by its title."""
        booking = self.plan.bookings.get(booking_id)
        if booking is None:
            return ""
        title = booking.title.best(self.language.code)
        if booking.sort == SLOT:
            return title or self.instrument(booking.instrument_id) or self.record_of(booking)
        if booking.sort == STAY:
            return title or self.record_of(booking)
        return title or spoken.word(ItemKind(booking.kind), self.language)

    def person(self, person_id: str) -> str:
        """A person by their name."""
        person = self.plan.people.get(person_id)
        return "" if person is None else names.display(self.language, person)

    def people(self, person_ids: Iterable[str]) -> str:
        """Several persons; of many the first ones and how many more there are."""
        known = [name for one in person_ids if (name := self.person(one))]
        more = len(known) - _NAMED
        if more > 1:
            said = self.language.ngettext("{n} more", "{n} more", more).format(n=more)
            known = [*known[:_NAMED], said]
        return self.language.listed(known)

    def place(self, place_id: str | None, room: str = "") -> str:
        """A place by its name, with the room in it if one is given."""
        place = self.plan.places.get(place_id or "")
        name = "" if place is None else place.name.best(self.language.code)
        return self.language.listed([part for part in (name, room) if part])

    def organisation(self, organisation_id: str | None) -> str:
        """An organisation by its name."""
        known = self.plan.organisations.get(organisation_id or "")
        return "" if known is None else known.name.best(self.language.code)

    def instrument(self, instrument_id: str | None) -> str:
        """An instrument by its name."""
        known = self.plan.instruments.get(instrument_id or "")
        return "" if known is None else known.name.best(self.language.code)

    def target(self, identity: str) -> str:
        """Whatever is closed or away: a place, a body, a person, an instrument or a country."""
        return (
            self.place(identity)
            or self.organisation(identity)
            or self.person(identity)
            or self.instrument(identity)
            or self.country(identity)
        )

    def record(self, kind: str, record_id: str) -> str:
        """A record by its title, else its reference, else its kind."""
        record = self.plan.records.get((kind, record_id))
        if record is None:
            return ""
        title = record.title.best(self.language.code)
        return title or record.reference or entities.kind(record.kind, self.language)

    def record_of(self, booking: Booking) -> str:
        """What the record of a booking is called."""
        return self.record(booking.record_kind, booking.record_id)

    def country(self, code: str) -> str:
        """A country by its name; the code itself where there is no name for it."""
        return str(self.language.locale.territories.get(code, code))

    def tongue(self, code: str) -> str:
        """A spoken language by its name; what is no code stays as it is."""
        return self.language.listed(names.spoken_languages(self.language, code))


def clocks_of(plan: Plan, booking: Booking | None, record: RecordFact | None) -> tuple[str, str]:
    """The zone on whose clock a time is said, and the other one of its record."""
    zones = [record.visit_zone, record.home_zone] if record is not None else []
    own = (booking.start.zone if booking is not None else "") or next(filter(None, zones), "")
    return own, next((zone for zone in zones if zone and zone != own), "")

"""Facilities and their instruments."""

from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.base import Entity, link, linked, owner, parts_of, search_text, text, words
from desktop.domain.organisation import Organisation, Place
from desktop.domain.text import Trilingual


class Facility(Entity):
    """A laboratory or test facility whose instruments others may use.

    `report_days` is how many days after the last slot it wants a report.
    """

    __tablename__ = "facility"

    name: Mapped[Trilingual] = words("name")
    organisation_id: Mapped[str | None] = link("organisation")
    place_id: Mapped[str | None] = link("place")
    zone: Mapped[str] = text()
    opening_hours: Mapped[str] = text()
    report_days: Mapped[int | None] = mapped_column()
    rules: Mapped[Trilingual] = words("rules")
    contact_id: Mapped[str | None] = link("person")
    website: Mapped[str] = text()
    note: Mapped[str] = text()
    former: Mapped[bool] = mapped_column(default=False)
    search: Mapped[str] = search_text()

    organisation: Mapped[Organisation | None] = linked("Organisation", "Facility.organisation_id")
    place: Mapped[Place | None] = linked("Place", "Facility.place_id")
    instruments: Mapped[list["Instrument"]] = parts_of("Instrument", "Instrument.position")

    def label(self) -> Trilingual:
        """What the facility is called."""
        return self.name

    def search_parts(self) -> list[str]:
        """The texts it is found by."""
        return [*self.name.parts(), *self.rules.parts()]


class Instrument(Entity):
    """One bookable instrument of a facility."""

    __tablename__ = "instrument"

    facility_id: Mapped[str] = owner("facility")
    name: Mapped[Trilingual] = words("name")
    opening_hours: Mapped[str] = text()
    rules: Mapped[Trilingual] = words("rules")
    note: Mapped[str] = text()
    former: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    search: Mapped[str] = search_text()

    facility: Mapped[Facility] = linked("Facility", "Instrument.facility_id")

    def label(self) -> Trilingual:
        """What the instrument is called."""
        return self.name

    def search_parts(self) -> list[str]:
        """The texts it is found by."""
        return [*self.name.parts(), *self.rules.parts()]

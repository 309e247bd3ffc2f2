"""Bodies and the places they have."""

from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.base import Entity, link, linked, search_text, text, words
from desktop.domain.codes import OrganisationKind, PlaceKind
from desktop.domain.text import Trilingual


class Organisation(Entity):
    """A ministry, university, company or other body that takes part."""

    __tablename__ = "organisation"

    name: Mapped[Trilingual] = words("name")
    short_name: Mapped[str] = text()
    kind: Mapped[str] = text(OrganisationKind.OTHER)
    city: Mapped[Trilingual] = words("city")
    country: Mapped[str] = text()
    zone: Mapped[str] = text()
    address_local: Mapped[str] = text()
    address_latin: Mapped[str] = text()
    phone: Mapped[str] = text()
    website: Mapped[str] = text()
    note: Mapped[str] = text()
    name_uncertain: Mapped[str] = text()
    former: Mapped[bool] = mapped_column(default=False)
    search: Mapped[str] = search_text()

    def label(self) -> Trilingual:
        """What the organisation is called."""
        return self.name

    def search_parts(self) -> list[str]:
        """The texts it is found by."""
        return [*self.name.parts(), self.short_name, *self.city.parts(), self.address_local]


class Place(Entity):
    """Where something happens: a venue, room, airport, station, hotel or vehicle."""

    __tablename__ = "place"

    name: Mapped[Trilingual] = words("name")
    kind: Mapped[str] = text(PlaceKind.VENUE)
    organisation_id: Mapped[str | None] = link("organisation")
    within_id: Mapped[str | None] = link("place")
    city: Mapped[Trilingual] = words("city")
    country: Mapped[str] = text()
    zone: Mapped[str] = text()
    address_local: Mapped[str] = text()
    address_latin: Mapped[str] = text()
    capacity: Mapped[int | None] = mapped_column()
    opening_hours: Mapped[str] = text()
    latitude: Mapped[float | None] = mapped_column()
    longitude: Mapped[float | None] = mapped_column()
    iata: Mapped[str] = text()
    phone: Mapped[str] = text()
    note: Mapped[str] = text()
    former: Mapped[bool] = mapped_column(default=False)
    search: Mapped[str] = search_text()

    organisation: Mapped[Organisation | None] = linked("Organisation", "Place.organisation_id")

    def label(self) -> Trilingual:
        """What the place is called."""
        return self.name

    def search_parts(self) -> list[str]:
        """The texts it is found by."""
        return [
            *self.name.parts(),
            *self.city.parts(),
            self.iata,
            self.address_local,
            self.address_latin,
        ]

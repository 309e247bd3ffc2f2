"""When a place, a body, a person or much of a country cannot be planned with."""

from datetime import date, time

from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.base import Entity, owner, text, words
from desktop.domain.codes import ClosureKind
from desktop.domain.text import Trilingual


class Closure(Entity):
    """Days on which one place, organisation, person, facility or instrument is not available.

    Both days are included and on the clock of whom it concerns. With clock times it is so between
    them on each of the days, else all day.
    """

    __tablename__ = "closure"

    place_id: Mapped[str | None] = owner("place", nullable=True)
    organisation_id: Mapped[str | None] = owner("organisation", nullable=True)
    person_id: Mapped[str | None] = owner("person", nullable=True)
    facility_id: Mapped[str | None] = owner("facility", nullable=True)
    instrument_id: Mapped[str | None] = owner("instrument", nullable=True)
    kind: Mapped[str] = text(ClosureKind.CLOSED)
    first: Mapped[date | None] = mapped_column()
    last: Mapped[date | None] = mapped_column()
    from_time: Mapped[time | None] = mapped_column()
    to_time: Mapped[time | None] = mapped_column()
    name: Mapped[Trilingual] = words("name")
    note: Mapped[str] = text()

    def label(self) -> Trilingual:
        """Why nothing can be planned."""
        return self.name


class CountryClosure(Entity):
    """Days on which much of a country is closed though no law says so, such as Obon.

    Both days are included. They are hints: a host may be there all the same.
    """

    __tablename__ = "country_closure"

    country: Mapped[str] = text()
    first: Mapped[date | None] = mapped_column()
    last: Mapped[date | None] = mapped_column()
    name: Mapped[Trilingual] = words("name")
    note: Mapped[str] = text()

    def label(self) -> Trilingual:
        """What the days are called."""
        return self.name

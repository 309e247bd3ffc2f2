"""Exchanges (clause c): a researcher's or student's stay."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.base import Entity, link, linked, parts_of, search_text, text, words
from desktop.domain.codes import Confidentiality, Direction, ExchangeStatus, Level, Payer
from desktop.domain.gate import Gate
from desktop.domain.organisation import Organisation, Place
from desktop.domain.person import Person
from desktop.domain.text import Trilingual

if TYPE_CHECKING:
    from desktop.domain.item import Item
    from desktop.domain.permit import Permit
    from desktop.domain.task import Task


class Exchange(Entity):
    """A stay of one person at a host institution."""

    __tablename__ = "exchange"

    reference: Mapped[str] = mapped_column(default="", unique=True)
    title: Mapped[Trilingual] = words("title")
    person_id: Mapped[str | None] = link("person")
    direction: Mapped[str] = text(Direction.DK_JP)
    home_organisation_id: Mapped[str | None] = link("organisation")
    host_organisation_id: Mapped[str | None] = link("organisation")
    host_person_id: Mapped[str | None] = link("person")
    level: Mapped[str] = text(Level.POSTDOC)
    start: Mapped[date | None] = mapped_column()
    end: Mapped[date | None] = mapped_column()
    home_zone: Mapped[str] = text("Europe/Copenhagen")
    visit_zone: Mapped[str] = text("Asia/Tokyo")
    funding: Mapped[str] = text()
    paid_by: Mapped[str] = text(Payer.HOME)
    purpose: Mapped[Trilingual] = words("purpose")
    residence_category: Mapped[str] = text()
    status: Mapped[str] = text(ExchangeStatus.DRAFT)
    confidentiality: Mapped[str] = text(Confidentiality.INTERNAL)
    accommodation_id: Mapped[str | None] = link("place")
    note: Mapped[str] = text()
    search: Mapped[str] = search_text()

    person: Mapped[Person | None] = linked("Person", "Exchange.person_id")
    host_person: Mapped[Person | None] = linked("Person", "Exchange.host_person_id")
    home_organisation: Mapped[Organisation | None] = linked(
        "Organisation", "Exchange.home_organisation_id"
    )
    host_organisation: Mapped[Organisation | None] = linked(
        "Organisation", "Exchange.host_organisation_id"
    )
    accommodation: Mapped[Place | None] = linked("Place", "Exchange.accommodation_id")
    permits: Mapped[list["Permit"]] = parts_of("Permit")
    gates: Mapped[list[Gate]] = parts_of("Gate")
    tasks: Mapped[list["Task"]] = parts_of("Task", "Task.position")
    items: Mapped[list["Item"]] = parts_of("Item")

    def label(self) -> Trilingual:
        """What the stay is called."""
        return self.title

    def search_parts(self) -> list[str]:
        """The texts it is found by."""
        return [self.reference, *self.title.parts(), *self.purpose.parts(), self.funding]

    def days(self) -> int | None:
        """Days of stay, first and last counted; None while a date is missing."""
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start).days + 1

    def nights(self) -> int | None:
        """Nights between the first and the last day; None while a date is missing."""
        days = self.days()
        return None if days is None else days - 1

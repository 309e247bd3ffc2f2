"""People, with names in the scripts they are written in."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.base import Entity, link, linked, search_text, text, words
from desktop.domain.organisation import Organisation
from desktop.domain.text import Trilingual


class Person(Entity):
    """Somebody who travels, hosts or helps; no form of the name is made from another."""

    __tablename__ = "person"

    family: Mapped[str] = text()
    given: Mapped[str] = text()
    name_ja: Mapped[str] = text()
    kana: Mapped[str] = text()
    honorific: Mapped[Trilingual] = words("honorific")
    title: Mapped[Trilingual] = words("title")
    organisation_id: Mapped[str | None] = link("organisation")
    roles: Mapped[str] = text()
    languages: Mapped[str] = text()
    email: Mapped[str] = text()
    mobile: Mapped[str] = text()
    nationality: Mapped[str] = text()
    diet: Mapped[Trilingual] = words("diet")
    emergency_contact: Mapped[str] = text()
    passport_number: Mapped[str] = text()
    passport_expiry: Mapped[date | None] = mapped_column()
    note: Mapped[str] = text()
    former: Mapped[bool] = mapped_column(default=False)
    search: Mapped[str] = search_text()

    organisation: Mapped[Organisation | None] = linked("Organisation", "Person.organisation_id")

    def latin(self) -> str:
        """The Latin name, given name first."""
        return " ".join(part for part in (self.given, self.family) if part)

    def label(self) -> Trilingual:
        """What the person is called, plainly; `language.names` knows the forms for print."""
        return Trilingual(ja=self.name_ja, en=self.latin())

    def search_parts(self) -> list[str]:
        """The texts the person is found by."""
        return [
            self.latin(),
            " ".join(part for part in (self.family, self.given) if part),
            self.name_ja,
            self.kana,
            *self.title.parts(),
            self.email,
        ]

"""The offices whose officers write in a file."""

from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.base import Entity, text, words
from desktop.domain.text import Trilingual


class Office(Entity):
    """A liaison office; the change log and printed editions name it."""

    __tablename__ = "office"

    name: Mapped[Trilingual] = words("name")
    country: Mapped[str] = text()
    zone: Mapped[str] = text()
    phone: Mapped[str] = text()
    email: Mapped[str] = text()
    address: Mapped[str] = text()
    position: Mapped[int] = mapped_column(default=0)

    def label(self) -> Trilingual:
        """What the office is called."""
        return self.name

"""Tasks: what must be done for a record, by whom, and by when."""

from datetime import date, timedelta

from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.base import Entity, owner, search_text, text, words
from desktop.domain.codes import DueAnchor, Turn
from desktop.domain.text import Trilingual


class Task(Entity):
    """One thing to do, due on a day or so many days before or after the record's start or end."""

    __tablename__ = "task"

    delegation_id: Mapped[str | None] = owner("delegation", nullable=True)
    exchange_id: Mapped[str | None] = owner("exchange", nullable=True)
    access_id: Mapped[str | None] = owner("access_request", nullable=True)
    code: Mapped[str] = text()
    title: Mapped[Trilingual] = words("title")
    anchor: Mapped[str] = text(DueAnchor.FIXED)
    due: Mapped[date | None] = mapped_column()
    offset_days: Mapped[int] = mapped_column(default=0)
    turn: Mapped[str] = text(Turn.OFFICE)
    done: Mapped[date | None] = mapped_column()
    position: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = text()
    search: Mapped[str] = search_text()

    def label(self) -> Trilingual:
        """What is to be done."""
        return self.title

    def search_parts(self) -> list[str]:
        """The texts it is found by."""
        return [*self.title.parts(), self.note]

    def due_on(self, start: date | None, end: date | None) -> date | None:
        """The day it is due, for a record with that start and end; None while that is unknown."""
        if self.anchor == DueAnchor.FIXED:
            return self.due
        base = end if self.anchor == DueAnchor.END else start
        return None if base is None else base + timedelta(days=self.offset_days)

"""Tasks: what must be done for a record, by whom, and by when."""

from datetime import date, timedelta

from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.base import Entity, owner, search_text, text, words
from desktop.domain.codes import DueAnchor, Turn
from desktop.domain.text import Trilingual


class Task(Entity):
    """One thing to do, due on a day or so many days before or after the record's start or end.

    `officer` is who of the office looks after it. A step of a checklist keeps which one in
    `template`, and where it is written and when that was `checked`. A step that is done keeps in
    `due` the day it was due, so that it stays where it was when its record moves.
    """

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
    officer: Mapped[str] = text()
    template: Mapped[str] = text()
    source: Mapped[str] = text()
    checked: Mapped[date | None] = mapped_column()
    note: Mapped[str] = text()
    search: Mapped[str] = search_text()

    def label(self) -> Trilingual:
        """What is to be done."""
        return self.title

    def search_parts(self) -> list[str]:
        """The texts it is found by."""
        return [*self.title.parts(), self.note]

    def due_on(self, start: date | None, end: date | None) -> date | None:
        """The day it is due, for a record with that start and end; None while that is unknown.

        It is the day that the count gives, whatever weekday that is; `planning.deadlines` knows
        working days.
        """
        return counted_day(self.anchor, self.offset_days, self.due, self.done, start, end)


def counted_day(
    anchor: str,
    offset_days: int,
    due: date | None,
    done: date | None,
    start: date | None,
    end: date | None,
) -> date | None:
    """The day that a due date gives for a record from `start` to `end`, as `Task` tells it."""
    if anchor == DueAnchor.FIXED or (done is not None and due is not None):
        return due
    base = end if anchor == DueAnchor.END else start
    return None if base is None else base + timedelta(days=offset_days)

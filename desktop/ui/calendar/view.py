"""What the calendar's page asks of each of its ways to show the same things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.day_mark import DayMark
from desktop.domain.time import Moment
from desktop.store.spans import Names, Span
from desktop.ui.desk import Desk
from desktop.ui.speech import Spoken


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that is to be moved: by whole days, or, where `start` is given, to other times.

    An item or a slot that is dragged to another hour has both `start` and `end` of its new time.
    """

    span: Span
    days: int = 0
    start: Moment | None = None
    end: Moment | None = None


class CalendarView(Spoken, QWidget):
    """One way to show the calendar. A view never reads and never writes: it is told and it tells.

    `opened` names a record and a part of it ("" for the whole record); `moved` carries a list of
    `Move`; `make_asked` a kind of record, or "" where the officer is to choose, and the first and
    last day of what is to be made; `day_asked` a day that is to be shown on its own; `turned`
    that the view went to other days by itself, so that the page reads those.
    """

    opened = Signal(str, str, str)
    moved = Signal(list)
    make_asked = Signal(str, date, date)
    day_asked = Signal(date)
    turned = Signal()

    WHOLE_RECORDS = False
    """Whether the view shows the bars of all records at once, whatever its period is."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def go(self, day: date) -> None:
        """Lead to a day, so that `period` holds it; nothing is read for that."""
        raise NotImplementedError

    def turn(self, by: int) -> None:
        """Go on by so many of the view's own periods, back where it is less than 0."""
        raise NotImplementedError

    def day(self) -> date:
        """The day that is current, which another view is led to."""
        raise NotImplementedError

    def period(self) -> tuple[date, date]:
        """The first and the last day that are shown, for which spans are wanted."""
        raise NotImplementedError

    def near(self) -> Sequence[tuple[date, date]]:
        """The periods that turning by one leads to."""
        return ()

    def heading(self) -> str:
        """What the period is called, in the language of the moment."""
        raise NotImplementedError

    def show_spans(self, spans: Sequence[Span], names: Names) -> None:
        """Show these things, and nothing else; they are those of `period` that pass the filter.

        With `WHOLE_RECORDS` they are all records of the office that pass it, and their slots.
        """
        raise NotImplementedError

    def show_marks(self, marks: Sequence[DayMark]) -> None:
        """Draw the holidays, seasons and closures of the period, quietly."""

    def refresh(self) -> None:
        """Draw anew what depends on the clock, the language or the settings."""
        self.update()

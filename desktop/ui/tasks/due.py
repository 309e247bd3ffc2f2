"""When a task is due: on a day, or so many weeks or days before or after the record's dates."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.domain import Task
from desktop.domain.codes import DueAnchor
from desktop.domain.fields import LIMITS
from desktop.language import _, current, dates, ngettext
from desktop.planning.deadlines import Deadline
from desktop.ui import look
from desktop.ui.forms import Choice, Field, TextLine, Unreadable
from desktop.ui.forms.dates import DateLine
from desktop.ui.widgets import row
from desktop.words.holidays import holiday

Text = Callable[[], str]

_MOST_DAYS = LIMITS[Task]["offset_days"][1]
_SOON_DAYS = 14
_WEEK = 7


class Due(NamedTuple):
    """What a task's due date is made of, as the columns of `Task` hold it."""

    anchor: str = DueAnchor.FIXED.value
    due: date | None = None
    offset_days: int = 0


# What can be chosen: the anchor, and whether the days are counted before (-1) or after it (1).
_WAYS: dict[tuple[DueAnchor, int], Text] = {
    (DueAnchor.FIXED, 0): lambda: _("On a fixed day"),
    (DueAnchor.START, -1): lambda: _("Before the start"),
    (DueAnchor.START, 1): lambda: _("After the start"),
    (DueAnchor.END, -1): lambda: _("Before the end"),
    (DueAnchor.END, 1): lambda: _("After the end"),
}


class DueField(Field):
    """A due date: first what it is counted from, then the day, or the number of weeks or days.

    With `counted` it cannot be fixed to a day.
    """

    def __init__(
        self,
        label: Text,
        *,
        today: Callable[[], date],
        counted: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._ways = list(_WAYS)[1:] if counted else list(_WAYS)
        super().__init__(label, parent=parent)
        self._way, self._unit = Choice(), Choice()
        self._day, self._number = DateLine(today), TextLine()
        self._number.setFixedWidth(look.ICON_LARGE + look.L)
        box = QWidget()
        box.setLayout(row(self._way, self._day, self._number, self._unit))
        self.set_control(box, focus=self._way)
        for part in (self._day, self._number, self._unit):
            self.watch(part)
        self._way.activated.connect(lambda _at: self._turn())
        self._unit.activated.connect(lambda _at: self.commit())
        self.set_value(None)

    @override
    def normal(self, value: Any) -> Due:
        return value or Due(self._ways[0][0].value)

    @override
    def show_value(self, value: Any) -> None:
        due: Due = value
        self._fill(due)
        days = abs(due.offset_days)
        in_weeks = days % _WEEK == 0
        self._unit.setCurrentIndex(0 if in_weeks else 1)
        self._number.show_text(str(days // _WEEK if in_weeks else days))
        self._day.show_day(due.due)
        self._arrange()

    @override
    def read(self) -> Due:
        anchor, sign = self._chosen()
        if anchor is DueAnchor.FIXED:
            return Due(anchor.value, self._day.read_day(), 0)
        text = unicodedata.normalize("NFKC", self._number.text()).strip() or "0"
        try:
            days = int(text) * (_WEEK if self._unit.currentIndex() == 0 else 1)
        except ValueError:
            raise Unreadable(lambda: _("Please write a whole number.")) from None
        if not 0 <= days <= _MOST_DAYS:
            raise Unreadable(lambda: _("Please write a smaller number."))
        return Due(anchor.value, None, sign * days)

    def _turn(self) -> None:
        self._arrange()
        self.commit()

    def _fill(self, due: Due) -> None:
        chosen = self._way.currentIndex()
        for choice, texts in (
            (self._way, tuple(_WAYS[way]() for way in self._ways)),
            (self._unit, (_("weeks"), _("days"))),
        ):
            choice.clear()
            choice.addItems(texts)
        ways = self._ways
        anchor = DueAnchor(due.anchor)
        sign = 0 if anchor is DueAnchor.FIXED else 1 if due.offset_days > 0 else -1
        # No days at all are neither before nor after: what was chosen last stays.
        keeps = not due.offset_days and chosen >= 0 and ways[chosen][0] is anchor
        self._way.setCurrentIndex(chosen if keeps else ways.index((anchor, sign)))
        self.name_part(self._day, _("Day"))
        self.name_part(self._number, _("Number"))
        self.name_part(self._unit, _("Unit"))

    def _chosen(self) -> tuple[DueAnchor, int]:
        return self._ways[max(0, self._way.currentIndex())]

    def _arrange(self) -> None:
        fixed = self._chosen()[0] is DueAnchor.FIXED
        self._day.setVisible(fixed)
        self._number.setVisible(not fixed)
        self._unit.setVisible(not fixed)


def due_of(task: Task) -> Due:
    """What the due date of a task is made of."""
    # A counted task that is done keeps the day it was due, which is no part of how it counts.
    fixed = task.anchor == DueAnchor.FIXED
    return Due(task.anchor, task.due if fixed else None, task.offset_days)


def due_text(due: Due) -> str:
    """When it is due, as it was written: 12 weeks before the start; "" for a fixed day."""
    if due.anchor == DueAnchor.FIXED:
        return ""
    days = abs(due.offset_days)
    if not days:
        if due.anchor == DueAnchor.END:
            return _("on the day of the end")
        return _("on the day of the start")
    if days % _WEEK == 0:
        weeks = days // _WEEK
        length = ngettext("{n} week", "{n} weeks", weeks).format(n=weeks)
    else:
        length = ngettext("{n} day", "{n} days", days).format(n=days)
    before = due.offset_days < 0
    if due.anchor == DueAnchor.END:
        said = _("{length} before the end") if before else _("{length} after the end")
    else:
        said = _("{length} before the start") if before else _("{length} after the start")
    return said.format(length=length)


def moved_text(deadline: Deadline) -> str:
    """From which day a deadline was moved, and why; "" where it was not."""
    if deadline.counted is None or deadline.day == deadline.counted:
        return ""
    language = current()
    reason = holiday(deadline.holiday, language) if deadline.holiday else _("weekend")
    day = dates.day_short(language, deadline.counted)
    return _("moved from {day} ({reason})").format(day=day, reason=reason)


def source_text(source: str, checked: date | None) -> str:
    """Where a step is written down, and when somebody last looked; "" for a task of one's own."""
    if not source and checked is None:
        return ""
    written = _("Source: {source}").format(source=source) if source else _("General knowledge")
    if checked is None:
        return written
    day = dates.date_short(current(), checked)
    # The date first: where there is little room, the end of the source is what is cut off.
    return _("Checked {day}  ·  {source}").format(day=day, source=written)


def due_state(day: date | None, done: date | None, today: date) -> tuple[str, str, str]:
    """How a due date stands on a day: what is said, the tone, and the icon."""
    language = current()
    if done is not None:
        return _("Done {day}").format(day=dates.date_short(language, done)), "good", "check"
    if day is None:
        return _("No date yet"), "quiet", "calendar"
    said = dates.date_short(language, day)
    if day < today:
        return _("Overdue: {day}").format(day=said), "bad", "triangle-alert"
    if (day - today).days <= _SOON_DAYS:
        return _("Due {day}").format(day=said), "warn", "clock"
    return _("Due {day}").format(day=said), "quiet", "calendar"

"""Reminders (VALARM): how long before something others are to be told of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from desktop.calendars.lines import escaped

if TYPE_CHECKING:
    from desktop.settings import Settings

# A whole day has no clock; people are reminded of it as if it began at nine.
_MORNING = 9 * 60


class Occasion(Enum):
    """The kinds of things that have a reminder of their own."""

    TRAVEL = "travel"
    MEETING = "meeting"
    TASK = "task"


@dataclass(frozen=True, slots=True)
class Reminders:
    """Minutes before a journey, any other item or slot, and the day a task is due; None for none.

    A whole day is counted from nine in the morning.
    """

    travel: int | None = None
    meeting: int | None = None
    task: int | None = None

    def before(self, occasion: Occasion | None) -> int | None:
        """The minutes for an occasion."""
        if occasion is None:
            return None
        return {
            Occasion.TRAVEL: self.travel,
            Occasion.MEETING: self.meeting,
            Occasion.TASK: self.task,
        }[occasion]


def chosen(settings: Settings) -> Reminders:
    """The reminders of the settings; one of no minutes is none."""
    return Reminders(
        settings.remind_travel or None,
        settings.remind_meeting or None,
        settings.remind_task or None,
    )


def alarm(
    uid: str, text: str, minutes: int | None, *, all_day: bool = False, from_due: bool = False
) -> list[str]:
    """The lines of a reminder of what has that UID; none without minutes.

    `from_due` says that it belongs to a task, which has no start (RFC 5545 §3.8.6.3).
    """
    if minutes is None:
        return []
    early = minutes - _MORNING if all_day else minutes
    related = ";RELATED=END" if from_due else ""
    return [
        "BEGIN:VALARM",
        f"UID:{uuid5(UUID(uid), 'alarm')}",
        "ACTION:DISPLAY",
        f"TRIGGER{related}:{_duration(early)}",
        f"DESCRIPTION:{escaped(text)}",
        "END:VALARM",
    ]


def _duration(early: int) -> str:
    """A time before, or after where it is negative, as RFC 5545 §3.3.6 writes it."""
    size = abs(early)
    if not size:
        return "PT0S"
    days, rest = divmod(size, 24 * 60)
    hours, minutes = divmod(rest, 60)
    clock = "".join(f"{number}{unit}" for number, unit in ((hours, "H"), (minutes, "M")) if number)
    told = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
    return f"{'-' if early > 0 else ''}P{told}"

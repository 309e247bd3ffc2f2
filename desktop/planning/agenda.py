"""When the tasks of all records fall due: on which day, and how soon that is."""

from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from desktop.domain import AccessRequest, Delegation, Exchange, Task
from desktop.domain.codes import Turn
from desktop.planning.deadlines import due_day

_FOUR_WEEKS = timedelta(weeks=4)


class Soon(StrEnum):
    """How soon a task is due, as an officer asks for it."""

    OVERDUE = "overdue"
    WEEK = "week"
    MONTH = "month"
    LATER = "later"
    UNDATED = "undated"
    DONE = "done"


class Counted(Protocol):
    """What is known of a task whose day has been counted from its record's dates."""

    @property
    def counted(self) -> date | None:
        """The day that the count gives."""

    @property
    def anchor(self) -> str:
        """A code of `DueAnchor`."""

    @property
    def offset_days(self) -> int:
        """How many days after the anchor."""

    @property
    def turn(self) -> str:
        """A code of `Turn`."""

    @property
    def direction(self) -> str:
        """A code of `Direction`, that of the record."""

    @property
    def done(self) -> date | None:
        """When it was done."""


def due_of(task: Counted, office_zone: str) -> date | None:
    """The day on which a task is due, moved off the days on which nobody works."""
    return due_day(
        task.counted,
        anchor=task.anchor,
        offset_days=task.offset_days,
        turn=task.turn,
        direction=task.direction,
        office_zone=office_zone,
        done=task.done,
    )


def due_for(
    task: Task, record: Delegation | Exchange | AccessRequest, office_zone: str
) -> date | None:
    """The same for a task as it is stored, of a record with its dates."""
    return due_day(
        task.due_on(record.start, record.end),
        anchor=task.anchor,
        offset_days=task.offset_days,
        turn=task.turn,
        direction=record.direction,
        office_zone=office_zone,
        done=task.done,
    )


@lru_cache(maxsize=4096)  # thousands of tasks share the days of a few years
def how_soon(due: date | None, done: date | None, today: date) -> Soon:
    """How soon a task is due; weeks begin on Monday, and four more follow this one."""
    if done is not None:
        return Soon.DONE
    if due is None:
        return Soon.UNDATED
    sunday = today + timedelta(days=6 - today.weekday())
    if due < today:
        return Soon.OVERDUE
    if due <= sunday:
        return Soon.WEEK
    return Soon.MONTH if due <= sunday + _FOUR_WEEKS else Soon.LATER


def waits_for_others(turn: str) -> bool:
    """Whether somebody outside the office has to act."""
    return turn != Turn.OFFICE

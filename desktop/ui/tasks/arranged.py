"""Which tasks are shown, and under which headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from desktop import words
from desktop.domain.codes import CLAUSE_OF, Turn
from desktop.language import _, current, pgettext, sorting
from desktop.planning.agenda import Soon, waits_for_others
from desktop.store.search import normalise
from desktop.ui.tasks.agenda import DueTask

WAITING = "waiting"
"""The choice of all turns that are not the office's own."""


class Grouping(StrEnum):
    """What the headings of the list are."""

    TIME = "time"
    RECORD = "record"
    TURN = "turn"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an officer wants to see; None chooses all.

    `turn` is a code of `Turn` or `WAITING`; an `officer` of "" has none.
    """

    text: str = ""
    kind: str | None = None
    turn: str | None = None
    officer: str | None = None
    done: bool = False

    def fits(self, tasks: Iterable[DueTask]) -> list[DueTask]:
        """The tasks that fit, in their order. Nothing is to be done for what was called off."""
        typed = normalise(self.text).split()
        return [
            one
            for one in tasks
            if (one.row.is_open() or (self.done and one.row.done is not None))
            and (self.kind is None or one.row.record_kind == self.kind)
            and (self.turn is None or self._is_turn(one.row.turn))
            and (self.officer is None or one.row.officer == self.officer)
            and all(word in one.found_by for word in typed)
        ]

    def _is_turn(self, turn: str) -> bool:
        return waits_for_others(turn) if self.turn == WAITING else turn == self.turn


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with how many tasks stand under it; what it says is asked when it is painted.

    `clause` puts the badge of a record before it; `grave` is for what is late.
    """

    text: Callable[[], str]
    number: int
    clause: str = ""
    grave: bool = False


Entry = Heading | DueTask


def arranged(tasks: Sequence[DueTask], by: Grouping, today: date) -> list[Entry]:
    """The tasks under their headings, in each group those still open as they are due."""
    groups: dict[Any, list[DueTask]] = {}
    for one in tasks:
        groups.setdefault(_group(one, by, today), []).append(one)
    entries: list[Entry] = []
    for key in sorted(groups, key=lambda key: _order(key, by, groups[key])):
        # What is done stands below, the newest on top.
        done = [one for one in groups[key] if one.row.done is not None]
        done.sort(key=lambda one: one.row.done or today, reverse=True)
        members = [*(one for one in groups[key] if one.row.done is None), *done]
        entries += [_heading(key, by, members), *members]
    return entries


def soon_text(soon: Soon) -> str:
    """What a time is called in the language of the moment."""
    match soon:
        case Soon.OVERDUE:
            return _("Overdue")
        case Soon.WEEK:
            return _("This week")
        case Soon.MONTH:
            return _("Next four weeks")
        case Soon.LATER:
            return pgettext("tasks", "Later")
        case Soon.UNDATED:
            return _("No date yet")
        case Soon.DONE:
            return _("Done")


def _group(one: DueTask, by: Grouping, today: date) -> Any:
    match by:
        case Grouping.RECORD:
            return one.row.record_kind, one.row.record_id
        case Grouping.TURN:
            return one.row.turn
        case Grouping.OFFICER:
            return one.row.officer
    return one.soon(today)


def _order(key: Any, by: Grouping, members: Sequence[DueTask]) -> Any:
    match by:
        case Grouping.RECORD:
            return members[0].due or date.max, members[0].row.reference
        case Grouping.TURN:
            # The office's own turn first: that is what it can do something about.
            return key != Turn.OFFICE, list(Turn).index(Turn(key))
        case Grouping.OFFICER:
            return not key, sorting.sort_key(current(), key)
    return list(Soon).index(key)


def _heading(key: Any, by: Grouping, members: Sequence[DueTask]) -> Heading:
    number, row = len(members), members[0].row
    match by:
        case Grouping.RECORD:
            return Heading(lambda: record_text(members[0]), number, CLAUSE_OF[row.record_kind])
        case Grouping.TURN:
            return Heading(lambda: words.word(Turn(key)), number)
        case Grouping.OFFICER:
            return Heading(lambda: key or _("No officer"), number)
    return Heading(lambda: soon_text(key), number, grave=key is Soon.OVERDUE)


def record_text(one: DueTask) -> str:
    """The reference and the title of the record that a task belongs to."""
    title = one.row.record_title.best(current().code) or words.kind(one.row.record_kind)
    return " ".join(filter(None, (one.row.reference, title)))

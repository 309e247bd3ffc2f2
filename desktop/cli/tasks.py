"""`kakehashi list tasks`: what is to be done when, as the page of tasks has it."""

from argparse import Namespace
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop import words
from desktop.cli.text import Row, day, headed, plain, word
from desktop.domain.codes import Turn
from desktop.language import Language
from desktop.planning.agenda import Soon, due_of, how_soon, waits_for_others
from desktop.store.search import normalise
from desktop.store.tasks import TaskRow

_COLUMNS = ("due", "done", "turn", "officer", "reference", "title")


@dataclass(frozen=True, slots=True)
class Due:
    """A task with the day it is due, on which somebody works."""

    row: TaskRow
    due: date | None


def chosen(rows: Iterable[TaskRow], options: Namespace, zone: str, today: date) -> list[Due]:
    """The tasks that the options ask for, in the order in which they are due.

    `zone` is the office's own, whose holidays hold for what is its turn.
    """
    officer = normalise(options.officer or "")
    only_open = options.open or options.overdue or options.waiting
    found = [Due(row, due_of(row, zone)) for row in rows]
    fitting = [
        one
        for one in found
        if (one.row.is_open() or not only_open)
        and (not options.overdue or how_soon(one.due, one.row.done, today) is Soon.OVERDUE)
        and (not options.waiting or waits_for_others(one.row.turn))
        and (not officer or officer in normalise(one.row.officer))
    ]
    return sorted(fitting, key=lambda one: (one.due or date.max, one.row.reference))


def as_json(found: Iterable[Due]) -> list[dict[str, Any]]:
    """The tasks for other programs: codes, identities and days."""
    return [
        {
            "id": one.row.id,
            "title": plain(one.row.title),
            "record_kind": one.row.record_kind,
            "record_id": one.row.record_id,
            "reference": one.row.reference,
            "record_title": plain(one.row.record_title),
            "turn": one.row.turn,
            "due": plain(one.due),
            "done": plain(one.row.done),
            "counted": plain(one.row.counted),
            "officer": one.row.officer,
            "called_off": one.row.cancelled,
            "source": one.row.source,
            "checked": plain(one.row.checked),
        }
        for one in found
    ]


def lines(found: Sequence[Due], say: Language) -> list[str]:
    """One line for each under a line of names; nothing for none."""
    rows: list[Row] = [
        (
            *(day(say, one.due), day(say, one.row.done), word(Turn, one.row.turn, say)),
            one.row.officer,
            one.row.reference,
            one.row.title.best(say.code),
        )
        for one in found
    ]
    return headed([words.field(name, say) for name in _COLUMNS], rows) if rows else []

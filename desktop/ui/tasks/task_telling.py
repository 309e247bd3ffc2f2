"""How a task of the list is told: its due date, its record, whose turn it is, and the officer."""

from __future__ import annotations

from datetime import date

from desktop import words
from desktop.domain.codes import CLAUSE_OF, Turn
from desktop.language import _, current, dates, ngettext
from desktop.ui.tasks.agenda import DueTask
from desktop.ui.tasks.arranged import Entry, Heading, record_text
from desktop.ui.tasks.due import due_state
from desktop.ui.widgets.marks import clause_name


def title(one: DueTask) -> str:
    """What is to be done."""
    return one.row.title.best(current().code) or _("untitled")


def state(one: DueTask, today: date) -> tuple[str, str, str]:
    """How its due date stands: what is said, the tone, and the icon."""
    return due_state(one.due, one.row.done, today)


def how_far(one: DueTask, today: date) -> str:
    """How far away its day is: in 5 days; "" for what is done or has no day."""
    if one.due is None or one.row.done is not None:
        return ""
    days = (one.due - today).days
    match days:
        case 0:
            return _("today")
        case 1:
            return _("tomorrow")
        case -1:
            return _("yesterday")
    if days < 0:
        return ngettext("{n} day ago", "{n} days ago", -days).format(n=-days)
    return ngettext("in {n} day", "in {n} days", days).format(n=days)


def detail(one: DueTask, *, record: bool = True) -> str:
    """The line below the title: the record, whose turn it is, and the officer."""
    parts = (record_text(one) if record else "", words.word(Turn(one.row.turn)), one.row.officer)
    return " · ".join(filter(None, parts))


def source(one: DueTask) -> str:
    """Where the step is written, and when that was looked at; "" for a task of the office's own."""
    if not one.row.source or one.row.checked is None:
        return one.row.source
    day = dates.date_short(current(), one.row.checked)
    return _("{source} (checked {day})").format(source=one.row.source, day=day)


def heard(entry: Entry, today: date) -> str:
    """All that a screen reader says of a heading or a task."""
    if isinstance(entry, Heading):
        return _("{title} ({n})").format(title=entry.text(), n=entry.number)
    parts = (
        title(entry),
        state(entry, today)[0],
        how_far(entry, today),
        clause_name(CLAUSE_OF[entry.row.record_kind]),
        detail(entry),
    )
    return ", ".join(filter(None, parts))

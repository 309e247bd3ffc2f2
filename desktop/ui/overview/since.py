"""What became due while the program was not used: said once, quietly, at the start."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop.language import _, current, dates, ngettext
from desktop.store import overview
from desktop.ui.desk import Desk
from desktop.ui.tasks.agenda import DueTask, due_by

_WEEK = 7


@dataclass(frozen=True, slots=True)
class BecameDue:
    """How many tasks became due and how many gates expired since a day."""

    since: date
    tasks: int
    gates: int


def became_due(tasks: Iterable[DueTask], gates: int, since: date, today: date) -> BecameDue:
    """Count what became due after a day until today, today's tasks included."""
    due = sum(one.due is not None and one.due > since for one in due_by(tasks, today))
    return BecameDue(since, due, gates)


def sentence(found: BecameDue, today: date) -> str:
    """Say it in one sentence; "" where nothing became due."""
    parts = []
    if found.tasks:
        text = ngettext("{n} task became due", "{n} tasks became due", found.tasks)
        parts.append(text.format(n=found.tasks))
    if found.gates:
        text = ngettext("{n} gate expired", "{n} gates expired", found.gates)
        parts.append(text.format(n=found.gates))
    if not parts:
        return ""
    language = current()
    recent = (today - found.since).days < _WEEK
    day = (dates.weekday_name if recent else dates.date_long)(language, found.since)
    what = _("{first} and {second}").format(first=parts[0], second=parts[-1])
    return _("Since {day}: {what}.").format(day=day, what=what if len(parts) > 1 else parts[0])


def tell(desk: Desk, since: date | None) -> None:
    """Count in the background, and say in the bar what became due since that day."""
    today, office, agenda = desk.today(), desk.office, desk.agenda
    if since is None or since >= today:
        return
    day = since

    def count() -> int:
        with office.reading() as session:
            return overview.gates_expired(session, day, today)

    def say(gates: int) -> None:
        found = became_due(agenda.tasks(), gates, day, today)
        if found.tasks or found.gates:
            page = "tasks" if found.tasks else "overview"
            desk.lead(
                lambda: sentence(found, today),
                lambda: _("Show tasks") if found.tasks else _("Show overview"),
                page,
            )

    def go_on() -> None:
        agenda.changed.disconnect(go_on)
        desk.background.run(count, say, owner=desk)

    agenda.changed.connect(go_on)
    if agenda.is_ready():
        go_on()
    else:
        agenda.start()

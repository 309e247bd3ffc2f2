"""What has to be done or waited for: tasks, conflicts, gates, and requests without an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from desktop import words
from desktop.domain.codes import CLAUSE_OF, GateKind, PermitKind, Severity, Stage
from desktop.domain.finding import Finding
from desktop.language import _, current, dates, ngettext
from desktop.planning.agenda import Soon
from desktop.store.overview import GateRow, Waiting
from desktop.ui.conflicts.telling import count, open_ones, severity_look, severity_word
from desktop.ui.desk import Desk
from desktop.ui.overview.lines import Chip, Entry, LineCard, joined, reading
from desktop.ui.overview.number import NumberChip
from desktop.ui.statuses import status_look
from desktop.ui.tasks.agenda import DueTask

_TASKS, _CONFLICTS, _GATES, _WAITING = 4, 3, 3, 3
_COUNTED = (Severity.BLOCK, Severity.WARNING, Severity.HINT)
_PAGES = {"exchange": "exchanges", "access_request": "access"}


class TaskCard(LineCard):
    """Tasks that are overdue, and those that are due within a week."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._late = self._soon = 0
        lead = partial(desk.show_page, "tasks")
        self._overdue = NumberChip(self._late_text, "bad", "triangle-alert", lead)
        self._due = NumberChip(self._soon_text, "warn", "clock", lead)
        super().__init__(lambda: _("Tasks"), lead, numbers=[self._overdue, self._due])

    def show_tasks(self, tasks: Sequence[DueTask] | None) -> None:
        """Show the first of them; None while they are being read."""
        today = self._desk.today()
        found = tasks or ()
        self._late = sum(task.soon(today) is Soon.OVERDUE for task in found)
        self._soon = len(found) - self._late
        self._overdue.show_number(self._late_text, bool(self._late))
        self._due.show_number(self._soon_text, bool(self._soon))
        self.load(
            [self.entry(task) for task in found[:_TASKS]],
            left=len(found) - _TASKS,
            none=reading if tasks is None else lambda: _("Nothing is due within a week."),
        )

    def entry(self, task: DueTask) -> Entry:
        """One task as a line."""
        row, today = task.row, self._desk.today()
        return Entry(
            title=lambda: row.title.best(current().code),
            open=lambda: self._desk.open(row.record_kind, row.record_id, row.id),
            detail=lambda: joined(row.reference, row.record_title.best(current().code)),
            clause=CLAUSE_OF[row.record_kind],
            chip=_due_chip(task.due, today) if task.due is not None else None,
        )

    def _late_text(self) -> str:
        return _("Overdue {n}").format(n=self._late)

    def _soon_text(self) -> str:
        return _("Due within a week {n}").format(n=self._soon)


class ConflictCard(LineCard):
    """What the engine found and nobody accepted, the gravest first."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        lead = partial(desk.show_page, "conflicts")
        self._numbers = {
            severity: NumberChip(str, *severity_look(severity), lead) for severity in _COUNTED
        }
        super().__init__(lambda: _("To be solved"), lead, numbers=list(self._numbers.values()))

    def show_findings(self) -> None:
        """Show what the engine knows now."""
        watch = self._desk.watch
        found = open_ones(watch.findings())
        counts = count(found)
        for severity, chip in self._numbers.items():
            chip.show_number(partial(_counted, severity, counts[severity]), bool(counts[severity]))
        ready = watch.is_ready()
        self.load(
            [self.entry(one) for one in found[:_CONFLICTS]],
            left=len(found) - _CONFLICTS,
            none=(lambda: _("Nothing collides in what is planned."))
            if ready
            else (lambda: _("Being checked…")),
        )

    def entry(self, found: Finding) -> Entry:
        """One finding as a line."""
        return Entry(
            title=lambda: words.word(found.rule),
            open=lambda: self._open(found),
            detail=lambda: words.finding(found, self._desk.watch.plan),
            chip=Chip(severity_word(found.severity), *severity_look(found.severity)),
        )

    def _open(self, found: Finding) -> None:
        booking = self._desk.watch.plan.bookings.get(found.bookings[0] if found.bookings else "")
        if booking is not None:
            self._desk.open(booking.record_kind, booking.record_id, booking.id)
        elif found.records:
            self._desk.open(*found.records[0])


class GateCard(LineCard):
    """Gates that expire soon, or whose reminder has come."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rows: Sequence[GateRow] = ()
        self._number = NumberChip(self._counted, "warn", "hourglass", self._lead)
        super().__init__(lambda: _("Gates"), self._lead, numbers=[self._number])

    def show_gates(self, rows: Sequence[GateRow]) -> None:
        """Show the first of them."""
        self._rows = rows
        self._number.show_number(self._counted, bool(rows))
        self.load(
            [self.entry(gate) for gate in rows[:_GATES]],
            left=len(rows) - _GATES,
            none=lambda: _("No gate expires within 60 days."),
        )

    def entry(self, gate: GateRow) -> Entry:
        """One gate as a line."""
        return Entry(
            title=lambda: words.word(GateKind(gate.kind)),
            open=lambda: self._desk.open(gate.record_kind, gate.record_id, gate.id),
            detail=lambda: joined(gate.reference, gate.record_title.best(current().code)),
            clause=CLAUSE_OF[gate.record_kind],
            chip=_gate_chip(gate, self._desk.today()),
        )

    def _counted(self) -> str:
        number = len(self._rows)
        return ngettext("{n} to look at", "{n} to look at", number).format(n=number)

    def _lead(self) -> None:
        """To the list of the records that have most of them."""
        kinds = [gate.record_kind for gate in self._rows]
        self._desk.show_page(_PAGES[max(kinds, key=kinds.count, default="exchange")])


class WaitingCard(LineCard):
    """Access requests and permits that others have to answer, and for how long they have."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._chips = {
            kind: NumberChip(str, "info", icon, partial(desk.show_page, _PAGES[kind]))
            for kind, icon in (("access_request", "microscope"), ("exchange", "graduation-cap"))
        }
        super().__init__(
            lambda: _("Waiting for an answer"),
            partial(desk.show_page, "access"),
            numbers=list(self._chips.values()),
        )

    def show_waiting(self, rows: Sequence[Waiting]) -> None:
        """Show the first of them."""
        for kind, chip in self._chips.items():
            number = sum(one.record_kind == kind for one in rows)
            chip.show_number(partial(_asked, kind, number), bool(number))
        self.load(
            [self.entry(one) for one in rows[:_WAITING]],
            left=len(rows) - _WAITING,
            none=lambda: _("No request waits for an answer."),
        )

    def entry(self, one: Waiting) -> Entry:
        """One request as a line."""
        state = Stage(one.state) if one.record_kind == "access_request" else PermitKind(one.state)
        tone, icon = status_look(state) if isinstance(state, Stage) else ("info", "hourglass")
        return Entry(
            title=lambda: one.title.best(current().code) or one.reference,
            open=lambda: self._desk.open(one.record_kind, one.record_id, one.part_id),
            detail=lambda: joined(one.reference, words.word(state)),
            clause=CLAUSE_OF[one.record_kind],
            chip=Chip(lambda: _waits(one.since, self._desk.today()), tone, icon),
        )


def _due_chip(day: date, today: date) -> Chip:
    days = (day - today).days
    if days < 0:
        return Chip(
            lambda: ngettext("{n} day overdue", "{n} days overdue", -days).format(n=-days),
            "bad",
            "triangle-alert",
        )
    if days == 0:
        return Chip(lambda: _("Due today"), "warn", "clock")
    return Chip(lambda: dates.day_short(current(), day), "warn", "clock")


def _gate_chip(gate: GateRow, today: date) -> Chip:
    day = gate.expires
    if day is None:
        return Chip(lambda: _("Reminder"), "info", "clock")
    if day < today:
        return Chip(lambda: _("Expired"), "bad", "triangle-alert")

    def said() -> str:
        return _("valid until {date}").format(date=dates.date_short(current(), day))

    return Chip(said, "warn", "hourglass")


def _counted(severity: Severity, number: int) -> str:
    return f"{words.word(severity)} {number}"


def _asked(kind: str, number: int) -> str:
    if kind == "exchange":
        return ngettext("{n} permit", "{n} permits", number).format(n=number)
    return ngettext("{n} request", "{n} requests", number).format(n=number)


def _waits(since: date | None, today: date) -> str:
    if since is None:
        return _("no date noted")
    days = max(0, (today - since).days)
    return ngettext("for {n} day", "for {n} days", days).format(n=days)

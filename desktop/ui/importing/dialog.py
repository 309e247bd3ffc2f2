"""Import a calendar file: what it would change, seen before anything is changed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.calendars.matching import Proposal
from desktop.domain.importing import Aspect, Effect, Target
from desktop.errors import Problem
from desktop.language import _, current, dates, ngettext
from desktop.store import calendar_import
from desktop.ui import look
from desktop.ui.background import Job
from desktop.ui.desk import Desk
from desktop.ui.forms import ReferenceField, SwitchField
from desktop.ui.importing.model import ProposalModel
from desktop.ui.importing.table import ProposalTable
from desktop.ui.importing.work import Compared, compare, load
from desktop.ui.importing.zone_questions import ZoneQuestions
from desktop.ui.output.files import ask_open
from desktop.ui.speech import Spoken
from desktop.ui.widgets import BusyBar, Button, EmptyState, PlainLabel, row
from desktop.words import importing as said

_MOST_OFFERED = 40


class ImportDialog(Spoken, QDialog):
    """Shows what a calendar file would change; nothing is changed before the officer says so.

    `into` is the record (kind, identity) that new events are for, where the officer comes from
    one; ("", "") lets the file tell.
    """

    def __init__(
        self, desk: Desk, path: Path, into: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._path, self._into = desk, path, into
        self._content: bytes | None = None
        self._compared: Compared | None = None
        self._problem: Problem | None = None
        self._job: Job | None = None
        self._targets: dict[str, Target] = {}
        self.rows = ProposalModel(desk.zones)
        self.rows.changed.connect(self._tell)
        self.table = ProposalTable(self.rows)
        self.questions = ZoneQuestions()
        self.questions.answered.connect(self._read)
        self.target = ReferenceField(
            lambda: _("New events become part of"), self._find_targets, self._target_name
        )
        self.target.edited.connect(lambda _target: self._into_chosen())
        self.everyone = SwitchField(lambda: _("All members take part in the new events"))
        self.everyone.set_value(True)
        self._heading = PlainLabel(role="section", wrap=True)
        self._summary = PlainLabel(role="soft", wrap=True)
        self._busy = BusyBar()
        self._views = QStackedWidget()
        self._take = Button(self._take_text, self.accept, kind="filled")
        self._build()
        self.say(self.setWindowTitle, lambda: _("Import calendar file"))
        self.say(self._heading.setText, lambda: _("Import “{name}”").format(name=self._path.name))
        self.say(self._summary.setText, self._summary_text)
        if parent is not None:
            self.resize(parent.window().size() * 0.9)
        self._read()

    def is_busy(self) -> bool:
        """Whether the file is still being read."""
        return self._job is not None

    def open_file(self, path: Path) -> None:
        """Show another file instead."""
        self._path, self._content = path, None
        self.questions.clear()
        self.say_again()
        self._read()

    @override
    def accept(self) -> None:
        """Take over what is ticked, as one action."""
        chosen = self.rows.chosen()
        if self._compared is None or not chosen or not self._has_target(chosen):
            return
        if self._job is not None:
            return  # another record was chosen, and what is shown is not yet for its days
        places, into = self._compared.matcher.places, self._chosen_target()
        taken = [proposal.taken(places, aspects) for proposal, aspects in chosen]
        everyone = bool(self.everyone.value())
        done = self._desk.do(
            "calendar.import",
            lambda session: calendar_import.take(session, taken, into, everyone=everyone),
        )
        if done is None:
            return
        number = self.rows.ticks()
        self._desk.notice(
            lambda: ngettext("{n} change taken over", "{n} changes taken over", number).format(
                n=number
            ),
            undo=True,
        )
        super().accept()

    @override
    def respoken(self) -> None:
        self._take.say_again()

    # -- reading

    def _read(self) -> None:
        """Read the file, or read it anew with the answers that were given."""
        if self._job is not None:
            self._job.cancel()
        path, content, office = self._path, self._content, self._desk.office
        answers = self.questions.answers()
        into = self._chosen_target() or self._into

        def work() -> tuple[bytes, Compared]:
            data = load(path) if content is None else content
            return data, compare(office, data, answers, into)

        self._job = self._desk.background.run(work, self._show, self._failed, owner=self)
        self._busy.follow(self._job, lambda: _("Reading the calendar file…"))
        self._tell()

    def _show(self, made: tuple[bytes, Compared]) -> None:
        self._job, self._problem = None, None
        self._content, self._compared = made
        self._busy.done()
        found = self._compared
        self._targets = {f"{one.kind}:{one.id}": one for one in found.targets}
        self.questions.load(found.reading.questions)
        self.rows.show_rows(found.proposals, found.reading.refused)
        if not self.target.value():
            came_from = ":".join(self._into)
            wanted = came_from if came_from in self._targets else _key(found.suggested)
            self.target.set_value(wanted)
        self._tell()
        if self.target.control().hasFocus():
            return
        if not self.questions.focus_first():
            self.table.setFocus()
            self.table.selectRow(0)

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self._busy.done()
        if not isinstance(error, Problem):
            raise error
        self._problem, self._compared = error, None
        self.rows.show_rows((), ())
        self._tell()

    # -- parts

    def _build(self) -> None:
        unreadable = EmptyState(
            "triangle-alert",
            lambda: _("This file cannot be imported"),
            self._problem_text,
            button=lambda: _("Choose another file…"),
            pressed=self._ask_file,
        )
        nothing = EmptyState(
            "circle-check",
            lambda: _("Nothing to take over"),
            lambda: _("All events of the file are in the programmes as they are in the file."),
        )
        self._unreadable = unreadable
        for view in (self.table, unreadable, nothing):
            self._views.addWidget(view)
        self._cancel = Button(self._cancel_text, self.reject)
        self._none = Button(
            lambda: _("Tick none"), partial(self.rows.turn_all, False), kind="quiet"
        )
        self._all = Button(lambda: _("Tick all"), partial(self.rows.turn_all, True), kind="quiet")
        self._where = QWidget()
        where = row(self.target, self.everyone, spacing=look.L)
        where.setStretch(0, 1)
        self._where.setLayout(where)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.L)
        layout.setSpacing(look.M)
        for part in (self._heading, self._summary, self._busy, self.questions):
            layout.addWidget(part)
        layout.addWidget(self._views, 1)
        layout.addWidget(self._where)
        layout.addLayout(row(self._all, self._none, None, self._cancel, self._take, spacing=look.M))
        self.setMinimumSize(look.COLUMN * 2, look.COLUMN)

    def _tell(self) -> None:
        """Let all that depends on the ticks and on the file follow them."""
        found, chosen = self._compared, self.rows.chosen()
        shown = self.rows.rowCount() > 0
        self._views.setCurrentIndex(1 if self._problem else 0 if shown or found is None else 2)
        self._unreadable.say_again()
        self._summary.setText(self._summary_text())
        self._take.say_again()
        takes = found is not None and any(one.takes for one in found.proposals)
        self._take.setVisible(takes or self._job is not None)
        self._cancel.say_again()
        self._take.setEnabled(bool(chosen) and self._job is None)
        self._where.setVisible(found is not None and (found.count(Effect.NEW) > 0 or found.repeats))
        for button in (self._all, self._none):
            button.setVisible(takes)
        self.target.set_problem(None)

    def _summary_text(self) -> str:
        if self._compared is None:
            return ""
        found = self._compared
        parts = [
            _("{label}: {name}").format(label=said.effect(effect), name=number)
            for effect in Effect
            if effect != Effect.NOT_TAKEN and (number := found.count(effect))
        ]
        left = found.count(Effect.NOT_TAKEN) + len(found.reading.refused)
        if left:
            refused = said.effect(Effect.NOT_TAKEN)
            parts.append(_("{label}: {name}").format(label=refused, name=left))
        told = " · ".join(parts)
        zones = [
            _("{name} was read as {zone}.").format(
                name=said.zone_called(name), zone=dates.zone_name(current(), zone)
            )
            for name, zone in found.reading.resolved
        ]
        odd = self.rows.odd()
        warned = ngettext(
            "{n} event has a name or place that may not be what it seems: see its sign.",
            "{n} events have a name or place that may not be what it seems: see their signs.",
            odd,
        )
        warning = warned.format(n=odd) if odd else ""
        return "\n".join(filter(None, (told, " ".join(zones), warning)))

    def _problem_text(self) -> str:
        return words.problem(self._problem) if self._problem is not None else ""

    def _take_text(self) -> str:
        number = self.rows.ticks()
        return ngettext("Take over {n} change", "Take over {n} changes", number).format(n=number)

    def _cancel_text(self) -> str:
        # Where there is nothing to take over, nothing is cancelled either.
        return _("Close") if self._take.isHidden() else _("Cancel")

    def _ask_file(self) -> None:
        path = ask_open(self, _("Import calendar file"), self._path.parent, "ics")
        if path is not None:
            self.open_file(path)

    # -- where new events go

    def _into_chosen(self) -> None:
        """Show repeating events on the days of the record that was chosen."""
        found, chosen = self._compared, self._chosen_target()
        into = (found.into.kind, found.into.id) if found and found.into else None
        if found is not None and found.repeats and chosen is not None and chosen != into:
            self._read()
        else:
            self._tell()

    def _has_target(self, chosen: list[tuple[Proposal, list[Aspect]]]) -> bool:
        new = any(proposal.effect == Effect.NEW for proposal, _aspects in chosen)
        if new and (not self.target.commit() or self._chosen_target() is None):
            self.target.set_problem(
                lambda: _("Please choose the delegation or exchange that the events belong to.")
            )
            self.target.control().setFocus()
            return False
        return True

    def _chosen_target(self) -> tuple[str, str] | None:
        target = self._targets.get(self.target.value() or "")
        return (target.kind, target.id) if target else None

    def _find_targets(self, text: str) -> list[tuple[str, ...]]:
        wanted = text.casefold().split()
        found: list[tuple[str, ...]] = []
        for key, one in self._targets.items():
            name = self._target_name(key)
            told = " ".join((name, *one.title.parts())).casefold()
            if all(word in told for word in wanted):
                icon = "users-round" if one.kind == "delegation" else "graduation-cap"
                found.append((key, name, _days(one), icon))
        return found[:_MOST_OFFERED]

    def _target_name(self, key: str) -> str:
        one = self._targets.get(key)
        if one is None:
            return ""
        return " ".join(filter(None, (one.reference, one.title.best(current().code))))


def _key(target: Target | None) -> str | None:
    return f"{target.kind}:{target.id}" if target else None


def _days(target: Target) -> str:
    if target.start is None:
        return ""
    return dates.date_range(current(), target.start, target.end or target.start)

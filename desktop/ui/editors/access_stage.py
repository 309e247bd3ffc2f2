"""The stage of an access request: where it is, where it may go, and what still blocks that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.domain import AccessRequest, Gate
from desktop.domain.access import check_move, moves_from
from desktop.domain.codes import Stage
from desktop.errors import Problem
from desktop.language import _, current, dates
from desktop.store import access, records
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.editors.access_remarks import remark, since, usual_report_days
from desktop.ui.forms import DateField, Section, TextField
from desktop.ui.gates.telling import obstacle
from desktop.ui.speech import Spoken
from desktop.ui.statuses import status_look
from desktop.ui.widgets import Button, Card, Line, PlainLabel, StatusChip, row

_ASIDE = (Stage.ON_HOLD, Stage.WITHDRAWN, Stage.EXPIRED)


def held(request: AccessRequest, to: Stage, on: date) -> list[Gate]:
    """The gates that keep a request out of a stage on that day, by the rule that moves obey."""
    try:
        check_move(request, request.gates, to, on)
    except Problem as problem:
        kinds = problem.values.get("gates", ())
        known = {gate.kind: gate for gate in request.gates}
        if isinstance(kinds, tuple):
            return [known.get(kind, Gate(kind=kind)) for kind in kinds]
    return []


class MoveRow(Spoken, QWidget):
    """One stage that a request may be moved to, with what blocks it and the button that moves."""

    def __init__(self, panel: StagePanel, to: Stage) -> None:
        super().__init__()
        tone, icon = status_look(to)
        self._panel, self._to = panel, to
        self._why = PlainLabel(role="hint", wrap=True)
        self.button = Button(lambda: _("Move"), lambda: panel.move_to(to))
        layout = row(
            StatusChip(lambda: words.word(to), tone, icon), self._why, self.button, spacing=look.M
        )
        layout.setStretchFactor(self._why, 1)
        layout.setContentsMargins(look.L, look.XS, look.S, look.XS)
        self.setLayout(layout)
        self.say(self._tell, self._reason)

    def _reason(self) -> str:
        return current().listed(self._panel.obstacles(self._to))

    def _tell(self, blocked: str) -> None:
        self.button.setEnabled(not blocked)
        name = _("Move to “{stage}”").format(stage=words.word(self._to))
        self.button.setAccessibleName(name)
        told = _("Blocked by {gates}").format(gates=blocked) if blocked else ""
        self._why.dress("missing" if blocked else "hint")
        self._why.setText(told or self._panel.remark(self._to))
        self.button.setAccessibleDescription(self._why.text())


class StagePanel(Spoken, QWidget):
    """Moves a request from stage to stage, and says beforehand what blocks a move."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._request: AccessRequest | None = None
        self._fault: Problem | None = None
        self.options: dict[Stage, MoveRow] = {}
        heading = PlainLabel(role="section")
        self.say(heading.setText, lambda: _("Move to another stage"))
        self._since = PlainLabel(role="soft", wrap=True)
        self.say(self._tell_since, self._since_text)
        self._nowhere = PlainLabel(role="soft", wrap=True)
        self.say(self._nowhere.setText, self._nowhere_text)
        self._card = Card()
        self._card.body.setContentsMargins(0, look.XS, 0, look.XS)
        self._card.body.setSpacing(0)
        self._aside = Section(lambda: _("Set aside or end"), columns=1, folded=True)
        self._aside_card = Card()
        self._aside_card.body.setContentsMargins(0, look.XS, 0, look.XS)
        self._aside_card.body.setSpacing(0)
        self._aside.place(self._aside_card)
        self.day = DateField(lambda: _("Day of the move"), today=desk.today)
        self.reason = TextField(
            lambda: _("Reason"), placeholder=lambda: _("Kept with the move; may be left empty")
        )
        self.day.edited.connect(lambda _day: self.say_again())
        self._about = Section(columns=2)
        self._about.place(self.day)
        self._about.place(self.reason)
        self._problem = PlainLabel(role="problem", wrap=True)
        self.say(self._tell_problem, self._problem_text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.M)
        for part in (
            heading,
            self._since,
            self._nowhere,
            self._about,
            self._problem,
            self._card,
            self._aside,
        ):
            layout.addWidget(part)
        for card in (self._card, self._aside):
            card.hide()  # until there is a stage to move to

    def load(self, request: AccessRequest | None) -> None:
        """Show the moves of a request with its gates; None for one that is not yet."""
        same = request is not None and self._request is not None and request.id == self._request.id
        self._request, self._fault = request, None
        if not same:
            self.day.set_value(self._desk.today())
            self.reason.set_value("")
        stages = moves_from(Stage(request.stage), request.held_from) if request is not None else ()
        self._offer(stages)
        self._nowhere.setVisible(not stages)
        self._about.setVisible(bool(stages))
        self.say_again()

    def obstacles(self, to: Stage) -> list[str]:
        """What keeps the request out of a stage, in words."""
        if self._request is None:
            return []
        on = self._on()
        return [obstacle(gate, on) for gate in held(self._request, to, on)]

    def remark(self, to: Stage) -> str:
        """What to think of before a move that nothing forbids."""
        return "" if self._request is None else remark(self._request, to)

    def move_to(self, to: Stage) -> None:
        """Move the request as one action; a refusal is told here and changes nothing."""
        if self._request is None or not (self.day.commit() and self.reason.commit()):
            return
        request_id, reason = self._request.id, self.reason.value()
        by, known = self._desk.office.author.name, self._request.report_due
        try:
            with self._desk.office.writing("access.move", stage=to.value) as session:
                access.move(
                    session,
                    request_id,
                    to,
                    on=self._on(),
                    by=by,
                    reason=reason,
                    report_days=usual_report_days(),
                )
                due = records.get(session, AccessRequest, request_id).report_due
        except Problem as problem:
            self._fault = problem
            self.say_again()
            return
        self.day.set_value(self._desk.today())
        self.reason.set_value("")
        self._desk.notice(lambda: _moved(to, None if due == known else due), undo=True)

    @override
    def respoken(self) -> None:
        for option in self.options.values():
            option.say_again()

    def _on(self) -> date:
        day = self.day.value()
        return day if isinstance(day, date) else self._desk.today()

    def _offer(self, stages: Sequence[Stage]) -> None:
        if tuple(self.options) == tuple(stages):
            return
        for card in (self._card, self._aside_card):
            while (item := card.body.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
        self.options = {stage: MoveRow(self, stage) for stage in stages}
        for stage, option in self.options.items():
            body = (self._aside_card if stage in _ASIDE else self._card).body
            if body.count():
                body.addWidget(Line())
            body.addWidget(option)
        self._card.setVisible(self._card.body.count() > 0)
        self._aside.setVisible(self._aside_card.body.count() > 0)

    def _since_text(self) -> str:
        return "" if self._request is None else since(self._request)

    def _tell_since(self, text: str) -> None:
        self._since.setText(text)
        self._since.setVisible(bool(text))

    def _nowhere_text(self) -> str:
        if self._request is None:
            return _("A request begins as a draft with its first field.")
        return _("This request has come to its end.")

    def _problem_text(self) -> str:
        return "" if self._fault is None else words.problem(self._fault)

    def _tell_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))


def _moved(to: Stage, due: date | None) -> str:
    """That a request was moved, and the day of the report where the move has set one."""
    said = _("The request is now at “{stage}”.").format(stage=words.word(to))
    if due is None:
        return said
    report = _("The report is due on {date}.").format(date=dates.date_short(current(), due))
    return f"{said}{'' if current().code == 'ja' else ' '}{report}"

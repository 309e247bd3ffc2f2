"""The editor of an exchange (clause c)."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.domain import Entity, Exchange, Person
from desktop.domain.codes import Direction, Rule
from desktop.language import _, current, dates
from desktop.store import exchanges, records
from desktop.store.delegations import zones_of
from desktop.ui import icons, usage
from desktop.ui.checklists import ChecklistOffer
from desktop.ui.desk import Desk
from desktop.ui.editions import EditionsPanel
from desktop.ui.editors.exchange_form import fill_form
from desktop.ui.editors.exchange_move import MoveStay
from desktop.ui.editors.record import RecordEditor
from desktop.ui.gates import GatePanel
from desktop.ui.history_panel import HistoryPanel
from desktop.ui.permits import PermitPanel
from desktop.ui.programme import ProgrammePanel
from desktop.ui.stay import NeedsCard
from desktop.ui.stay.telling import Need
from desktop.ui.tasks.task_panel import TaskPanel
from desktop.ui.widgets import Button, IconButton, PlainLabel, row
from desktop.words import stays

_OTHERS = frozenset(
    {
        *("gate", "permit", "task", "item", "item_person", "edition", "edition_paper"),
        *("person", "organisation", "place"),
    }
)
# Whose organisation is the home or the host institution, where nobody said another.
_ORGANISATION_OF = {"person_id": "home_organisation_id", "host_person_id": "host_organisation_id"}


class ExchangeEditor(RecordEditor):
    """One stay: who goes where and when, what it needs, its permits, gates, tasks, programme."""

    def __init__(self, desk: Desk, record: str = "") -> None:
        self._exchange: Exchange | None = None
        super().__init__(
            desk, Exchange, new_title=lambda: _("New exchange"), clause="c", others=_OTHERS
        )
        self._print = Button(
            lambda: _("Print stay sheet"),
            lambda: desk.open_preview("exchange", self.record_id),
            icon="printer",
        )
        self._export = Button(
            lambda: _("Export calendar…"),
            lambda: desk.export_calendar("exchange", self.record_id),
            icon="calendar-plus",
        )
        self._more = IconButton("ellipsis", lambda: _("More"), self._open_menu)
        for button in (self._print, self._export, self._more):
            self.header.addWidget(button)
        self.offer = ChecklistOffer(desk, "exchange")
        self.offer.added.connect(self._show_tasks)
        self._layout.addWidget(self.offer)
        self.needs = NeedsCard(desk)
        self.needs.asked.connect(self._lead_to_need)
        self.question = MoveStay(desk, self._move)
        self._period = PlainLabel(role="soft", wrap=True)
        self.say(self._tell_period, self._period_text)
        self._shift = Button(
            lambda: _("Move the stay…"), self.ask_move, kind="quiet", icon="calendar-clock"
        )
        line = QWidget()
        line.setLayout(row(self._shift, None))
        below = [self._period, line, self.question, self.needs]
        fill_form(self.form, desk, self._from, below)
        self.permits = PermitPanel(desk, self.ensure)
        self.gates = GatePanel(desk, "exchange", self.ensure)
        self.tasks, self.programme = (
            TaskPanel(desk, "exchange", self.ensure),
            ProgrammePanel(desk, "exchange"),
        )
        self.editions = EditionsPanel(desk, "exchange")
        self.editions.opened.connect(self.show_part)
        self._history = HistoryPanel(desk)
        self._stay_tab = self.add_tab(lambda: _("Stay"), self.form, scrolls=True)
        self._permits_tab = self.add_tab(lambda: _("Permits"), self.permits, scrolls=True)
        self._gates_tab = self.add_tab(lambda: _("Gates"), self.gates, scrolls=True)
        self._tasks_tab = self.add_tab(lambda: _("Tasks"), self.tasks)
        self._programme_tab = self.add_tab(lambda: _("Programme of the stay"), self.programme)
        self._editions_tab = self.add_tab(lambda: _("Editions"), self.editions)
        self.add_tab(lambda: _("History"), self._history)
        self.when_shown(self._editions_tab, lambda: self.editions.load(self.record_id))
        self.add_editions(self.editions, self._editions_tab)
        self.add_findings(self.programme.findings, self._programme_tab)
        self.open(record)
        self._show_panels()

    @override
    def make(self, session: Session, values: dict[str, Any]) -> Entity:
        exchange = exchanges.create(session, self.desk.today(), **values)
        for name in values:
            _fill_organisation(session, exchange, name)
        return exchange

    @override
    def save(self, session: Session, name: str, value: Any) -> None:
        exchange = records.get(session, Exchange, self.record_id)
        usual = (exchange.home_zone, exchange.visit_zone) == zones_of(exchange.direction)
        records.update(session, Exchange, exchange.id, **{name: value})
        # Zones that the officer chose stay; those that only follow the direction follow it.
        if name == "direction" and usual:
            exchange.home_zone, exchange.visit_zone = zones_of(value)
        _fill_organisation(session, exchange, name)

    @override
    def read(self, session: Session) -> Entity | None:
        return session.get(Exchange, self.record_id)

    @override
    def values_of(self, entity: Exchange) -> dict[str, object]:
        return {**super().values_of(entity), "length": lambda: _length(entity)}

    @override
    def shown(self, entity: Exchange) -> None:
        self._exchange = entity
        needed = [
            name
            for name in ("person_id", "host_organisation_id", "start", "end")
            if getattr(entity, name) is None
        ]
        self.form.missing(needed if entity.title else ["title", *needed])
        days = entity.days()
        backwards = days is not None and days < 1
        self.form.problem("end", (lambda: _("The end is before the start.")) if backwards else None)
        self.question.follow(entity)
        self._show_panels()

    @override
    def detail(self) -> str:
        exchange = self._exchange
        if exchange is None:
            return ""
        parts = [exchange.reference, words.word(Direction(exchange.direction))]
        if exchange.start is not None and exchange.end is not None:
            parts.append(dates.date_range(current(), exchange.start, exchange.end))
        parts.append(_length(exchange))
        return "  ·  ".join(part for part in parts if part)

    @override
    def begun(self) -> None:
        self.offer.begin()

    @override
    def chosen_booking(self) -> str:
        return self.programme.chosen_item()

    @override
    def show_part(self, part: str) -> None:
        if part == self.record_id:
            return
        match self.kind_of_part(part, "task", "permit", "gate"):
            case "task":
                self.show_tab(self._tasks_tab)
                self.tasks.lead_to(part)
            case "permit":
                self.show_tab(self._permits_tab)
                self.permits.choose(part)
            case "gate":
                self.show_tab(self._gates_tab)
                self.gates.lead_to(part)
            case _:
                self.show_tab(self._programme_tab)
                self.programme.lead_to(part)

    @override
    def leave(self) -> bool:
        panels = (self.permits, self.gates, self.tasks, self.programme)
        taken = [super().leave(), *(panel.leave() for panel in panels)]
        if all(taken) and self.question.is_asking():
            self.question.close_question()
        return all(taken)

    # -- what an officer does

    def ask_move(self) -> None:
        """Ask in place to which day the whole stay moves."""
        if self._exchange is None or self._exchange.start is None:
            self.desk.notice(lambda: _("Give the stay its first day before it is moved."))
            self.form.focus("start")
            return
        if self.form.commit():
            self.show_tab(self._stay_tab)
            self.question.ask(self.record_id)

    def duplicate(self) -> None:
        """Copy the stay as a new draft, and open the copy."""
        copy = self.desk.do(
            "duplicate",
            partial(exchanges.copy, exchange_id=self.record_id, today=self.desk.today()),
            kind="exchange",
        )
        if copy is not None:
            self.desk.open("exchange", copy.id)
            self.desk.notice(lambda: _("This is the copy, as a new draft."), undo=True)

    def make_menu(self) -> QMenu:
        """What else can be done with the stay."""
        menu = QMenu(self)
        move = menu.addAction(icons.icon("calendar-clock", "soft"), _("Move the stay…"))
        move.triggered.connect(lambda: self.ask_move())
        copy = menu.addAction(icons.icon("copy", "soft"), _("Duplicate"))
        copy.triggered.connect(lambda: self.duplicate())
        menu.addSeparator()
        delete = menu.addAction(icons.icon("trash-2", "soft"), _("Delete…"))
        delete.triggered.connect(lambda: usage.delete(self, "exchange", [self.record_id]))
        return menu

    def _open_menu(self) -> None:
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _move(self, start: date) -> None:
        def work(session: Session) -> bool:
            exchanges.move(session, self.record_id, start)
            return True

        if self.desk.do("exchange.move", work):
            self.desk.notice(
                lambda: _("The stay, its deadlines and its programme were moved."), undo=True
            )
        else:
            self.reload()

    def _show_tasks(self) -> None:
        self.show_tab(self._tasks_tab)

    def _lead_to_need(self, need: Need) -> None:
        """Lead the officer to where a rule of the stay is seen to."""
        others = [
            key for one in need.found for key in one.records if key != (self.kind, self.record_id)
        ]
        match need.rule:
            case Rule.STAY_TWICE | Rule.STAY_ELSEWHERE if others:
                self.desk.open(*others[0])
            case Rule.PASSPORT_EXPIRY if self._exchange is not None and self._exchange.person_id:
                self.desk.open("person", self._exchange.person_id)
            case Rule.PASSPORT_EXPIRY | Rule.STAY_TWICE | Rule.STAY_ELSEWHERE:
                self.form.focus("person_id")
            case Rule.GATES_OPEN | Rule.GATE_EXPIRES | Rule.FISCAL_YEAR:
                self.show_tab(self._gates_tab)
            case Rule.TASK_OVERDUE:
                self.show_tab(self._tasks_tab)
            case Rule.STAY_ON_HOLIDAY:
                self.form.focus("start")
            case _:
                self.show_tab(self._permits_tab)

    # -- showing

    def _show_panels(self) -> None:
        made = bool(self.record_id)
        for button in (self._print, self._export, self._more, self._shift):
            button.setEnabled(made)
        self.offer.load(self.record_id)
        self.needs.load(self.record_id)
        self.permits.load(self.record_id)
        self.gates.load(self.record_id)
        self.tasks.load(self.record_id)
        self.programme.load(self.record_id)
        self.programme.findings.load("exchange", self.record_id)
        self.programme.setEnabled(made)
        if self.is_shown(self._editions_tab):
            self.editions.load(self.record_id)
        self._history.load(self.record_id)

    def _tell_period(self, text: str) -> None:
        self._period.setText(text)
        self._period.setVisible(bool(text))

    def _period_text(self) -> str:
        stay = self._exchange
        if stay is None or stay.start is None or stay.end is None or stay.end < stay.start:
            return ""
        language = current()
        told = (
            stays.in_weeks(language, stay.start, stay.end),
            stays.clocks(language, stay.home_zone, stay.visit_zone, stay.start, stay.end),
        )
        return "\n".join(filter(None, told))

    def _from(self) -> date:
        start = self.form.field("start").value()
        return start if isinstance(start, date) else self.desk.today()


def _length(exchange: Exchange) -> str:
    """How long a stay is in days and nights; "" while that is unknown."""
    if exchange.start is None or exchange.end is None:
        return ""
    return stays.length(current(), exchange.start, exchange.end)


def _fill_organisation(session: Session, exchange: Exchange, name: str) -> None:
    """Let a chosen person's organisation be the institution, where none was chosen yet."""
    field = _ORGANISATION_OF.get(name)
    if field is None or getattr(exchange, field) is not None:
        return
    person = session.get(Person, getattr(exchange, name) or "")
    if person is not None:
        setattr(exchange, field, person.organisation_id)

"""The editor of an exchange (clause c)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.domain import Entity, Exchange, Person
from desktop.domain.codes import (
    Confidentiality,
    Direction,
    ExchangeStatus,
    Level,
    Payer,
    PlaceKind,
)
from desktop.language import _, current, dates, ngettext
from desktop.store import exchanges, records
from desktop.store.delegations import zones_of
from desktop.ui import find
from desktop.ui.desk import Desk
from desktop.ui.editors.record import RecordEditor
from desktop.ui.forms import (
    ChoiceField,
    DateField,
    LongTextField,
    ReadOnlyField,
    TextField,
    TrilingualField,
    ZoneField,
)
from desktop.ui.gates import GatePanel
from desktop.ui.history_panel import HistoryPanel
from desktop.ui.programme import ProgrammePanel
from desktop.ui.statuses import status_look
from desktop.ui.tasks.task_panel import TaskPanel
from desktop.ui.widgets import Button

_OTHERS = frozenset({"gate", "task", "item", "item_person", "person", "organisation", "place"})
# Whose organisation is the home or the host institution, where nobody said another.
_ORGANISATION_OF = {"person_id": "home_organisation_id", "host_person_id": "host_organisation_id"}


class ExchangeEditor(RecordEditor):
    """One stay: who goes where and when, what it needs, its gates, tasks and programme."""

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
        self.header.addWidget(self._print)
        self.header.addWidget(self._export)
        self._fill_form()
        self.gates = GatePanel(desk, "exchange", self.ensure)
        self.tasks, self.programme = (
            TaskPanel(desk, "exchange", self.ensure),
            ProgrammePanel(desk, "exchange"),
        )
        self._history = HistoryPanel(desk)
        self.add_tab(lambda: _("Stay"), self.form, scrolls=True)
        self.add_tab(lambda: _("Gates"), self.gates, scrolls=True)
        self.add_tab(lambda: _("Tasks"), self.tasks)
        self._programme_tab = self.add_tab(lambda: _("Programme of the stay"), self.programme)
        self.add_tab(lambda: _("History"), self._history)
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
    def chosen_booking(self) -> str:
        return self.programme.chosen_item()

    @override
    def show_part(self, part: str) -> None:
        if part != self.record_id:
            self.show_tab(self._programme_tab)
            self.programme.lead_to(part)

    @override
    def leave(self) -> bool:
        taken = [
            super().leave(),
            *(part.leave() for part in (self.gates, self.tasks, self.programme)),
        ]
        return all(taken)

    def _show_panels(self) -> None:
        for button in (self._print, self._export):
            button.setEnabled(bool(self.record_id))
        self.gates.load(self.record_id)
        self.tasks.load(self.record_id)
        self.programme.load(self.record_id)
        self.programme.findings.load("exchange", self.record_id)
        self.programme.setEnabled(bool(self.record_id))
        self._history.load(self.record_id)

    def _fill_form(self) -> None:
        desk, form = self.desk, self.form
        people, organisations = find.people(desk), find.organisations(desk)
        form.section(columns=2)
        form.add("title", TrilingualField(lambda: _("Title")), wide=True)
        form.add("person_id", people.one(lambda: _("Person")))
        form.add(
            "status",
            ChoiceField(
                lambda: _("Status"),
                ExchangeStatus,
                lambda code: words.word(ExchangeStatus(code)),
                status=lambda code: status_look(ExchangeStatus(code)),
            ),
        )
        form.add(
            "direction",
            ChoiceField(
                lambda: _("Direction"), Direction, lambda code: words.word(Direction(code))
            ),
        )
        form.add(
            "level",
            ChoiceField(lambda: _("Level"), Level, lambda code: words.word(Level(code))),
        )
        form.section(lambda: _("Period"), columns=3)
        form.add("start", DateField(lambda: _("First day"), today=desk.today))
        form.add("end", DateField(lambda: _("Last day"), today=self._from))
        form.add("length", ReadOnlyField(lambda: _("Days of stay")))
        form.section(lambda: _("Institutions"), columns=2)
        form.add("home_organisation_id", organisations.one(lambda: _("Home institution")))
        form.add("host_organisation_id", organisations.one(lambda: _("Host institution")))
        form.add("host_person_id", people.one(lambda: _("Host researcher")))
        form.add(
            "accommodation_id", find.places(desk, PlaceKind.HOTEL).one(lambda: _("Accommodation"))
        )
        form.section(lambda: _("Purpose and funding"), columns=2)
        form.add("purpose", TrilingualField(lambda: _("Purpose"), long=True), wide=True)
        form.add("funding", TextField(lambda: _("Funding")))
        form.add(
            "paid_by",
            ChoiceField(lambda: _("Paid by"), Payer, lambda code: words.word(Payer(code))),
        )
        form.add(
            "residence_category",
            TextField(
                lambda: _("Residence category"),
                hint=lambda: _("As it stands in the permit or visa."),
            ),
        )
        form.add(
            "confidentiality",
            ChoiceField(
                lambda: _("Confidentiality"),
                Confidentiality,
                lambda code: words.word(Confidentiality(code)),
            ),
        )
        form.add("note", LongTextField(lambda: _("Note")), wide=True)
        form.section(lambda: _("Time zones"), columns=2, folded=True)
        form.add("home_zone", ZoneField(lambda: _("Home time zone"), zones=desk.zones))
        form.add("visit_zone", ZoneField(lambda: _("Time zone of the stay"), zones=desk.zones))

    def _from(self) -> date:
        start = self.form.field("start").value()
        return start if isinstance(start, date) else self.desk.today()


def _length(exchange: Exchange) -> str:
    """How many days a stay has, first and last counted; "" while that is unknown."""
    days = exchange.days()
    if days is None or days < 1:
        return ""
    return ngettext("{n} day", "{n} days", days).format(n=days)


def _fill_organisation(session: Session, exchange: Exchange, name: str) -> None:
    """Let a chosen person's organisation be the institution, where none was chosen yet."""
    field = _ORGANISATION_OF.get(name)
    if field is None or getattr(exchange, field) is not None:
        return
    person = session.get(Person, getattr(exchange, name) or "")
    if person is not None:
        setattr(exchange, field, person.organisation_id)

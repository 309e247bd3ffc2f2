"""The editor of an access request (clause f)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.domain import AccessInstrument, AccessRequest, Entity, Instrument, Person
from desktop.domain.codes import AccessMode, Confidentiality, Direction, GateKind, Stage
from desktop.language import _, current, dates
from desktop.store import access, loading, records
from desktop.store.delegations import zones_of
from desktop.ui import find, look
from desktop.ui.checklists import ChecklistOffer
from desktop.ui.conflicts import FindingsBar
from desktop.ui.desk import Desk
from desktop.ui.editions import EditionsPanel
from desktop.ui.editors import access_remarks
from desktop.ui.editors.access_answers import AnswersPanel
from desktop.ui.editors.access_moves import MovesPanel
from desktop.ui.editors.access_stage import StagePanel
from desktop.ui.editors.access_team import TeamPanel
from desktop.ui.editors.access_track import StageTrack
from desktop.ui.editors.record import RecordEditor
from desktop.ui.forms import (
    ChoiceField,
    DateField,
    LongTextField,
    TextField,
    TrilingualField,
    ZoneField,
)
from desktop.ui.gates import GatePanel
from desktop.ui.history_panel import HistoryPanel
from desktop.ui.slots import SlotPanel
from desktop.ui.tasks.task_panel import TaskPanel
from desktop.ui.widgets import Button, PlainLabel, column, row

_PARTS = frozenset(
    {
        "gate",
        "slot",
        "stage_move",
        "access_instrument",
        "access_member",
        "task",
        "checklist_line",
        "instrument",
        "edition",
        "edition_paper",
    }
)
_NAMED = frozenset({"person", "organisation", "facility"})


class AccessRequestEditor(RecordEditor):
    """One access request: what is asked for, its stage and gates, its slots and its tasks."""

    def __init__(self, desk: Desk, record: str = "") -> None:
        self._request: AccessRequest | None = None
        super().__init__(
            desk,
            AccessRequest,
            new_title=lambda: _("New access request"),
            clause="f",
            others=_PARTS | _NAMED,
        )
        self._print = Button(
            lambda: _("Print slot sheet"),
            lambda: desk.open_preview("access_request", self.record_id),
            icon="printer",
        )
        self._export = Button(
            lambda: _("Export calendar…"),
            lambda: desk.export_calendar("access_request", self.record_id),
            icon="calendar-plus",
        )
        self.header.addWidget(self._print)
        self.header.addWidget(self._export)
        self.track = StageTrack()
        self._move = Button(lambda: _("Move to…"), self._show_stages, kind="quiet")
        way = row(self.track, self._move, spacing=look.M)
        way.setStretchFactor(self.track, 1)
        way.setAlignment(self.track, Qt.AlignmentFlag.AlignVCenter)
        self._layout.addLayout(way)
        self._report = PlainLabel(wrap=True)
        self.say(self._tell_report, self._report_text)
        self._layout.addWidget(self._report)
        self.offer = ChecklistOffer(desk, "access_request")
        self._layout.addWidget(self.offer)
        self.findings = FindingsBar(desk)
        self.findings.opened.connect(self._open_booking)
        self._layout.addWidget(self.findings)
        self.team, self.answers = TeamPanel(desk, self.ensure), AnswersPanel(desk)
        self._fill_form()
        self.stages, self.gates = StagePanel(desk), GatePanel(desk, "access_request", self.ensure)
        self.moves, self.slots = MovesPanel(), SlotPanel(desk, self.ensure)
        self._tasks, self._history = (
            TaskPanel(desk, "access_request", self.ensure),
            HistoryPanel(desk),
        )
        self.editions = EditionsPanel(desk, "access_request")
        self.editions.opened.connect(self.show_part)
        self.add_tab(lambda: _("Request"), self.form, scrolls=True)
        self._stage_tab = self.add_tab(
            lambda: _("Stage and gates"), self._stage_page(), scrolls=True
        )
        self._slots_tab = self.add_tab(lambda: _("Slots"), self.slots, scrolls=True)
        self._tasks_tab = self.add_tab(lambda: _("Tasks"), self._tasks)
        self.offer.added.connect(lambda: self.show_tab(self._tasks_tab))
        self._editions_tab = self.add_tab(lambda: _("Editions"), self.editions)
        self.add_tab(lambda: _("History"), self._history)
        self.when_shown(self._editions_tab, lambda: self.editions.load(self.record_id))
        self.add_editions(self.editions, self._editions_tab)
        self.add_findings(self.findings)
        self.open(record)
        self._show_panels()

    @override
    def make(self, session: Session, values: dict[str, Any]) -> Entity:
        instruments = values.pop("instruments", ())
        request = access.create(session, self.desk.today(), **values)
        if instruments:
            _ask_for(session, request, instruments)
        _fill_requester(session, request)
        return request

    @override
    def save(self, session: Session, name: str, value: Any) -> None:
        request = records.get(session, AccessRequest, self.record_id)
        if name == "instruments":
            _ask_for(session, request, value)
            return
        home, _there = zones_of(request.direction)
        usual = request.home_zone == home
        records.update(session, AccessRequest, request.id, **{name: value})
        if name == "direction" and usual:
            request.home_zone = zones_of(value)[0]
        if name == "facility_id":
            _drop_foreign(session, request)
        if name == "investigator_id":
            _fill_requester(session, request)

    @override
    def read(self, session: Session) -> Entity | None:
        if session.get(AccessRequest, self.record_id) is None:
            return None
        return loading.access_request(session, self.record_id)

    @override
    def values_of(self, entity: AccessRequest) -> dict[str, object]:
        chosen = tuple(link.instrument_id for link in entity.instruments)
        return {**super().values_of(entity), "instruments": chosen}

    @override
    def fresh(self) -> dict[str, object]:
        return {**super().fresh(), "instruments": ()}

    @override
    def shown(self, entity: AccessRequest) -> None:
        self._request = entity
        needed = [
            name
            for name in ("facility_id", "investigator_id", "start", "end")
            if getattr(entity, name) is None
        ]
        self.form.missing(needed if entity.title else ["title", *needed])
        backwards = (
            entity.start is not None and entity.end is not None and entity.end < entity.start
        )
        self.form.problem("end", (lambda: _("The end is before the start.")) if backwards else None)
        self._show_panels()

    @override
    def detail(self) -> str:
        request = self._request
        if request is None:
            return ""
        parts = [request.reference, words.word(Direction(request.direction))]
        if request.start is not None and request.end is not None:
            parts.append(dates.date_range(current(), request.start, request.end))
        return "  ·  ".join(parts)

    @override
    def begun(self) -> None:
        self.offer.begin()

    @override
    def chosen_booking(self) -> str:
        chosen = self.slots.chosen_ids() if self.slots.isVisible() else []
        return chosen[0] if len(chosen) == 1 else ""

    @override
    def show_part(self, part: str) -> None:
        match self.kind_of_part(part, "task", "gate"):
            case "task":
                self.show_tab(self._tasks_tab)
                self._tasks.lead_to(part)
            case "gate":
                self.show_tab(self._stage_tab)
                self.gates.lead_to(part)
            case _:
                self.show_tab(self._slots_tab)
                self.slots.choose(part)

    @override
    def leave(self) -> bool:
        taken = [
            super().leave(),
            *(part.leave() for part in (self.team, self.answers, self.gates, self.slots)),
            self._tasks.leave(),
        ]
        return all(taken)

    def _show_panels(self) -> None:
        request = self._request
        stage = Stage(request.stage) if request is not None else Stage.DRAFT
        moves = request.moves if request is not None else []
        held_from = request.held_from if request is not None else ""
        came_from = held_from or (moves[-1].from_stage if moves else "")
        self.track.show_stage(stage, Stage(came_from) if came_from else None)
        for button in (self._print, self._export):
            button.setEnabled(request is not None)
        self.team.load(self.record_id, request.team if request is not None else [])
        asked = request.instruments if request is not None else []
        self.answers.load(asked)
        self._answers_section.setVisible(bool(asked))
        self._remote.setVisible(request is not None and request.mode == AccessMode.REMOTE)
        self.stages.load(request)
        self.moves.load(moves)
        self.gates.load(self.record_id)
        self.slots.load(self.record_id)
        self._tasks.load(self.record_id)
        self.findings.load(self.kind, self.record_id)
        self.offer.load(self.record_id)
        if self.is_shown(self._editions_tab):
            self.editions.load(self.record_id)
        self._history.load(self.record_id)

    def _open_booking(self, booking_id: str) -> None:
        booking = self.desk.watch.plan.bookings.get(booking_id)
        if booking is not None:
            self.desk.open(booking.record_kind, booking.record_id, booking_id)

    def _show_stages(self) -> None:
        self.show_tab(self._stage_tab)
        self.stages.setFocus()

    def _stage_page(self) -> QWidget:
        page = QWidget()
        heading = PlainLabel(role="section")
        self.say(heading.setText, lambda: _("Gates"))
        self._remote = PlainLabel(role="missing", wrap=True)
        self.say(self._remote.setText, _remote_text)
        self._remote.hide()
        page.setLayout(
            column(
                self.stages,
                look.S,
                heading,
                self._remote,
                self.gates,
                look.M,
                self.moves,
                spacing=look.M,
            )
        )
        return page

    def _report_text(self) -> str:
        request = self._request
        return "" if request is None else access_remarks.report(request, self.desk.today())[0]

    def _tell_report(self, text: str) -> None:
        request = self._request
        late = request is not None and access_remarks.report(request, self.desk.today())[1]
        self._report.dress("problem" if late else "missing")
        self._report.setText(text)
        self._report.setVisible(bool(text))

    def _facility(self) -> str | None:
        value = self.form.field("facility_id").value()
        return value if isinstance(value, str) else None

    def _fill_form(self) -> None:
        desk, form = self.desk, self.form
        people = find.people(desk)
        form.section(columns=2)
        form.add("title", TrilingualField(lambda: _("Title")), wide=True)
        form.add("facility_id", find.facilities(desk).one(lambda: _("Facility")))
        form.add(
            "instruments",
            find.instruments(desk, self._facility).many(
                lambda: _("Instruments"),
                hint=lambda: (
                    "" if self._facility() else _("Choose the facility first to add a new one.")
                ),
            ),
        )
        self._answers_section = form.section(lambda: _("Answer of the facility"), columns=1)
        form.place(self.answers)
        form.section(columns=2)
        form.add("investigator_id", people.one(lambda: _("Principal investigator")))
        form.add(
            "requester_organisation_id",
            find.organisations(desk).one(lambda: _("Requesting organisation")),
        )
        form.add("local_contact_id", people.one(lambda: _("Local contact")))
        form.add(
            "direction",
            ChoiceField(
                lambda: _("Direction"), Direction, lambda code: words.word(Direction(code))
            ),
        )
        form.section(lambda: _("Team"), columns=1)
        form.place(self.team)
        form.section(lambda: _("Period"), columns=2)
        form.add("start", DateField(lambda: _("First day"), today=desk.today))
        form.add("end", DateField(lambda: _("Last day"), today=self._from))
        form.add(
            "wishes",
            LongTextField(
                lambda: _("Wishes"), hint=lambda: _("All dates and times that would be possible.")
            ),
        )
        form.add("report_due", DateField(lambda: _("Report due on"), today=desk.today))
        form.section(lambda: _("Use of the facility"), columns=2)
        form.add(
            "mode",
            ChoiceField(
                lambda: _("Mode of use"),
                AccessMode,
                lambda code: words.word(AccessMode(code)),
                hint=self._mode_hint,
            ),
        )
        form.add("method", TextField(lambda: _("Method")))
        form.add("samples", LongTextField(lambda: _("Samples")))
        form.add("equipment", LongTextField(lambda: _("Equipment brought")))
        form.section(lambda: _("More"), columns=2)
        form.add("note", LongTextField(lambda: _("Note")), wide=True)
        form.add(
            "confidentiality",
            ChoiceField(
                lambda: _("Confidentiality"),
                Confidentiality,
                lambda code: words.word(Confidentiality(code)),
            ),
        )
        form.add("home_zone", ZoneField(lambda: _("Home time zone"), zones=desk.zones))

    def _from(self) -> Any:
        return self.form.field("start").value() or self.desk.today()

    def _mode_hint(self) -> str:
        if "mode" in self.form.names() and self.form.field("mode").value() == AccessMode.REMOTE:
            return _("Remote use is a transfer of technology too: export control applies.")
        return ""


def _remote_text() -> str:
    return _(
        "{gate}: remote use is a transfer of technology too, so this gate counts as on site."
    ).format(gate=words.word(GateKind.EXPORT_CONTROL))


def _ask_for(session: Session, request: AccessRequest, instruments: tuple[str, ...]) -> None:
    """Let a request ask for these instruments; the first one tells a facility not yet chosen."""
    if request.facility_id is None and instruments:
        request.facility_id = records.get(session, Instrument, instruments[0]).facility_id
    session.flush()
    access.set_instruments(session, request.id, list(instruments))
    _drop_foreign(session, request)


def _drop_foreign(session: Session, request: AccessRequest) -> None:
    """Let go of the instruments that another facility has."""
    for link in records.parts(session, AccessInstrument, "access_request", request.id):
        instrument = records.get(session, Instrument, link.instrument_id)
        if instrument.facility_id != request.facility_id:
            session.delete(link)


def _fill_requester(session: Session, request: AccessRequest) -> None:
    """Let the investigator's organisation ask, where nobody said who does."""
    person = session.get(Person, request.investigator_id or "")
    if person is not None and request.requester_organisation_id is None:
        request.requester_organisation_id = person.organisation_id

"""The editor of a facility with its instruments."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session
from typing_extensions import override

from desktop.domain import Entity, Facility, Organisation
from desktop.language import _, current, dates
from desktop.store import loading, records
from desktop.ui import find
from desktop.ui.closures import ClosurePanel, closures_title
from desktop.ui.desk import Desk
from desktop.ui.editors.access_remarks import usual_report_days
from desktop.ui.editors.facility_instruments import InstrumentPanel
from desktop.ui.editors.record import RecordEditor
from desktop.ui.forms import (
    HoursField,
    IntegerField,
    LongTextField,
    SwitchField,
    TextField,
    TrilingualField,
    ZoneField,
)
from desktop.ui.history_panel import HistoryPanel
from desktop.ui.usage import UsesPanel


class FacilityEditor(RecordEditor):
    """One laboratory or test facility, its instruments, and where it is used."""

    def __init__(self, desk: Desk, record: str = "") -> None:
        self._facility: Facility | None = None
        super().__init__(
            desk,
            Facility,
            new_title=lambda: _("New facility"),
            others=frozenset(
                {"instrument", "organisation", "place", "person", "access_request", "closure"}
            ),
        )
        form = self.form
        form.section(columns=2)
        form.add("name", TrilingualField(lambda: _("Name")), wide=True)
        form.add("organisation_id", find.organisations(desk).one(lambda: _("Organisation")))
        form.add("place_id", find.places(desk).one(lambda: _("Place")))
        form.add(
            "zone",
            ZoneField(
                lambda: _("Time zone"),
                zones=desk.zones,
                hint=lambda: _("New slots begin on this clock."),
            ),
        )
        form.add("contact_id", find.people(desk).one(lambda: _("Contact person")))
        form.section(lambda: _("Opening hours and rules"), columns=2)
        form.add("opening_hours", HoursField(lambda: _("Opening hours")))
        form.add("website", TextField(lambda: _("Website")))
        form.add(
            "report_days",
            IntegerField(
                lambda: _("Days until the report is due"),
                most=3650,
                hint=lambda: _(
                    "Counted from the last slot. Empty means {days} days.",
                ).format(days=usual_report_days()),
            ),
        )
        form.add("rules", TrilingualField(lambda: _("Rules of use"), long=True), wide=True)
        form.add("note", LongTextField(lambda: _("Note")), wide=True)
        form.add(
            "former",
            SwitchField(
                lambda: _("No longer in use"),
                hint=lambda: _("Stays in old requests, but is no longer offered."),
            ),
            wide=True,
        )
        self.instruments = InstrumentPanel(desk, self.ensure)
        self.closures = ClosurePanel(desk, "facility", self.ensure)
        self._uses, self._history = UsesPanel(desk, "facility"), HistoryPanel(desk)
        self.add_tab(lambda: _("Facility"), form, scrolls=True)
        self.add_tab(lambda: _("Instruments"), self.instruments, scrolls=True)
        self.add_tab(closures_title("facility"), self.closures, scrolls=True)
        self.add_tab(lambda: _("Where used"), self._uses)
        self.add_tab(lambda: _("History"), self._history)
        self.open(record)

    @override
    def make(self, session: Session, values: dict[str, Any]) -> Entity:
        facility = Facility(**values)
        _take_zone(session, facility)
        return records.add(session, facility)

    @override
    def save(self, session: Session, name: str, value: Any) -> None:
        facility = records.update(session, Facility, self.record_id, **{name: value})
        if name == "organisation_id":
            _take_zone(session, facility)

    @override
    def read(self, session: Session) -> Entity | None:
        if session.get(Facility, self.record_id) is None:
            return None
        return loading.facility(session, self.record_id)

    @override
    def shown(self, entity: Facility) -> None:
        self._facility = entity
        needed = [name for name in ("organisation_id", "zone") if not getattr(entity, name)]
        self.form.missing(needed if entity.name else ["name", *needed])
        self.instruments.load(entity.id)
        self.closures.load(entity.id)
        self._uses.load(entity.id)
        self._history.load(entity.id)

    @override
    def detail(self) -> str:
        facility = self._facility
        if facility is None:
            return ""
        organisation = facility.organisation
        parts = [
            organisation.name.best(current().code) if organisation is not None else "",
            dates.zone_city(current(), facility.zone) if facility.zone else "",
        ]
        return "  ·  ".join(part for part in parts if part)

    @override
    def leave(self) -> bool:
        taken = [super().leave(), self.instruments.leave(), self.closures.leave()]
        return all(taken)


def _take_zone(session: Session, facility: Facility) -> None:
    """Let a facility keep its organisation's time until another is chosen."""
    organisation = session.get(Organisation, facility.organisation_id or "")
    if organisation is not None and not facility.zone:
        facility.zone = organisation.zone

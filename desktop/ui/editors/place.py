"""The editor of a place: a venue, room, airport, station, hotel or vehicle."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.domain import Entity, Organisation, Place
from desktop.domain.codes import PlaceKind
from desktop.language import _
from desktop.planning.positions import guess_position
from desktop.store import records
from desktop.ui import find, look
from desktop.ui.closures import ClosurePanel, closures_title
from desktop.ui.countries import CountryField
from desktop.ui.desk import Desk
from desktop.ui.editors.record import RecordEditor
from desktop.ui.forms import (
    ChoiceField,
    DecimalField,
    HoursField,
    IntegerField,
    LongTextField,
    SwitchField,
    TextField,
    TrilingualField,
    ZoneField,
)
from desktop.ui.history_panel import HistoryPanel
from desktop.ui.travel_times import TravelPanel
from desktop.ui.usage import UsesPanel
from desktop.ui.widgets import Button

_SHARED = ("city", "country", "zone", "address_local", "address_latin")


class PlaceEditor(RecordEditor):
    """One place. A new place of an organisation begins with the organisation's address."""

    def __init__(self, desk: Desk, record: str = "") -> None:
        super().__init__(
            desk,
            Place,
            new_title=lambda: _("New place"),
            others=frozenset({"organisation", "item"}),
        )
        form = self.form
        form.section(columns=2)
        form.add("name", TrilingualField(lambda: _("Name")), wide=True)
        form.add(
            "kind",
            ChoiceField(lambda: _("Kind"), PlaceKind, lambda code: words.word(PlaceKind(code))),
        )
        form.add("organisation_id", find.organisations(desk).one(lambda: _("Organisation")))
        form.section(lambda: _("Where it is"), columns=2)
        form.add("city", TrilingualField(lambda: _("City")))
        form.add("country", CountryField(lambda: _("Country")))
        form.add("zone", ZoneField(lambda: _("Time zone"), zones=desk.zones))
        form.add("phone", TextField(lambda: _("Phone")))
        form.add(
            "address_local",
            TextField(
                lambda: _("Address in local script"),
                hint=lambda: _("Printed for the taxi driver."),
            ),
            wide=True,
        )
        form.add("address_latin", TextField(lambda: _("Address in Latin letters")), wide=True)
        form.section(lambda: _("More"), columns=2, folded=True)
        form.add("within_id", find.places(desk).one(lambda: _("Inside")))
        form.add("capacity", IntegerField(lambda: _("Capacity"), least=0, most=100_000))
        form.add("opening_hours", HoursField(lambda: _("Opening hours")))
        form.add("iata", TextField(lambda: _("Airport code")))
        form.add("latitude", DecimalField(lambda: _("Latitude"), least=-90, most=90))
        form.add("longitude", DecimalField(lambda: _("Longitude"), least=-180, most=180))
        form.place(
            Button(lambda: _("Find coordinates"), self.find_position, kind="quiet", icon="map-pin")
        )
        form.add("note", LongTextField(lambda: _("Note")), wide=True)
        form.add(
            "former",
            SwitchField(
                lambda: _("No longer in use"),
                hint=lambda: _("Stays in old programmes, but is no longer offered."),
            ),
            wide=True,
        )
        self.add_tab(lambda: _("Details"), form, scrolls=True)
        self.travel = TravelPanel(desk, self.ensure)
        self.travel.setContentsMargins(0, look.L, 0, 0)
        self.add_tab(lambda: _("Travel times"), self.travel)
        self.closures = ClosurePanel(desk, "place", self.ensure)
        self.add_tab(closures_title("place"), self.closures, scrolls=True)
        self._uses = UsesPanel(desk, "place")
        self.add_tab(lambda: _("Where used"), self._uses)
        self._history = HistoryPanel(desk)
        self.add_tab(lambda: _("History"), self._history)
        self.open(record)

    def find_position(self) -> None:
        """Take the coordinates of the airport, else of the middle of the city, as one action."""
        values = self.form.values()
        found = guess_position(values["iata"], values["city"], values["country"])
        if found is None:
            self.desk.notice(lambda: _("No coordinates are known for this airport code or city."))
            return
        if not self.ensure():
            return

        def work(session: Session) -> bool:
            records.update(session, Place, self.record_id, **found.position._asdict())
            return True

        if self.desk.do("edit", work, kind=self.kind, name=self.title()):
            self.desk.notice(
                (lambda: _("These are the coordinates of the airport."))
                if found.exact
                else lambda: _(
                    "This is the middle of the city; the place’s own coordinates give better "
                    "estimates of travel time."
                ),
                undo=True,
            )
        self.reload()

    @override
    def make(self, session: Session, values: dict[str, Any]) -> Entity:
        return super().make(session, _with_address(session, values))

    @override
    def save(self, session: Session, name: str, value: Any) -> None:
        if name == "iata":
            value = value.upper()
        place = records.update(session, Place, self.record_id, **{name: value})
        if name == "organisation_id":
            for field, taken in _with_address(session, {name: value}).items():
                if not getattr(place, field):
                    setattr(place, field, taken)

    @override
    def shown(self, entity: Any) -> None:
        self.travel.load(entity.id)
        self.closures.load(entity.id)
        self._uses.load(entity.id)
        self._history.load(entity.id)

    @override
    def leave(self) -> bool:
        taken = [super().leave(), self.travel.leave(), self.closures.leave()]
        return all(taken)


def _with_address(session: Session, values: dict[str, Any]) -> dict[str, Any]:
    organisation = session.get(Organisation, values.get("organisation_id") or "")
    if organisation is None:
        return values
    return {field: getattr(organisation, field) for field in _SHARED} | values

"""What the window holds: its pages, the editor of each kind of record, and the search over all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desktop.domain import Trilingual
from desktop.language import _, current, names
from desktop.store import directory, lists
from desktop.ui.desk import Desk
from desktop.ui.editors.access_request import AccessRequestEditor
from desktop.ui.editors.delegation import DelegationEditor
from desktop.ui.editors.exchange import ExchangeEditor
from desktop.ui.editors.facility import FacilityEditor
from desktop.ui.editors.organisation import OrganisationEditor
from desktop.ui.editors.person import PersonEditor
from desktop.ui.editors.place import PlaceEditor
from desktop.ui.output.preview import PreviewPage
from desktop.ui.pages.access_requests import AccessRequestsPage
from desktop.ui.pages.delegations import DelegationsPage
from desktop.ui.pages.exchanges import ExchangesPage
from desktop.ui.pages.facilities import FacilitiesPage
from desktop.ui.pages.organisations import OrganisationsPage
from desktop.ui.pages.overview import OverviewPage
from desktop.ui.pages.people import PeoplePage
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.palette import Found
from desktop.ui.stage import MakeEditor, PageEntry

_FOUND_OF_A_KIND = 6


def pages() -> Sequence[PageEntry]:
    """The pages of the sidebar, in their order."""
    return (
        PageEntry("overview", "layout-dashboard", lambda: _("Overview"), OverviewPage),
        PageEntry("delegations", "handshake", lambda: _("Delegations"), DelegationsPage),
        PageEntry("exchanges", "graduation-cap", lambda: _("Exchanges"), ExchangesPage),
        PageEntry("access", "microscope", lambda: _("Facility access"), AccessRequestsPage),
        PageEntry("people", "users", lambda: _("People"), PeoplePage),
        PageEntry(
            "organisations",
            "building-2",
            lambda: _("Organisations and places"),
            OrganisationsPage,
        ),
        PageEntry("facilities", "flask-conical", lambda: _("Facilities"), FacilitiesPage),
        PageEntry("settings", "settings", lambda: _("Settings"), SettingsPage, "below"),
    )


def editors() -> Mapping[str, MakeEditor]:
    """How the editor of a record is made, by kind."""
    return {
        "delegation": DelegationEditor,
        "exchange": ExchangeEditor,
        "access_request": AccessRequestEditor,
        "person": PersonEditor,
        "organisation": OrganisationEditor,
        "place": PlaceEditor,
        "facility": FacilityEditor,
        "preview": PreviewPage,
    }


def find(desk: Desk, text: str) -> Sequence[Found]:
    """Records, people and places that fit what was typed, records first."""
    language = current()
    code = language.code
    found: list[Found] = []

    def add(kind: str, icon: str, rows: Sequence[Any], detail: Callable[[Any], str]) -> None:
        for row in rows[:_FOUND_OF_A_KIND]:
            said = row.title.best(code) if hasattr(row, "reference") else _name(row)
            found.append(Found(kind, row.id, said or detail(row), detail(row), icon))

    with desk.office.reading() as session:
        for kind, icon, listed in (
            ("delegation", "handshake", lists.delegations),
            ("exchange", "graduation-cap", lists.exchanges),
            ("access_request", "microscope", lists.access_requests),
        ):
            add(kind, icon, listed(session, text), lambda row: str(row.reference))
        add("person", "user-round", directory.people(session, text), _organisation)
        organisations = directory.organisations(session, text)
        add("organisation", "building-2", organisations, _city)
        add("place", "map-pin", directory.places(session, text), _city)
        add("facility", "flask-conical", directory.facilities(session, text), _organisation)
    return found


def _name(row: Any) -> str:
    if isinstance(row.name, Trilingual):
        return row.name.best(current().code)
    return names.display(current(), row.name)


def _organisation(row: Any) -> str:
    return str(row.organisation.best(current().code))


def _city(row: Any) -> str:
    return str(row.city.best(current().code))

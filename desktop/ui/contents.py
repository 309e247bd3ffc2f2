"""What the window holds: its pages, the editor of each kind of record, and the search over all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

from desktop.domain import Trilingual
from desktop.language import _, current, names
from desktop.store import directory, lists
from desktop.ui.desk import Desk
from desktop.ui.page import Page
from desktop.ui.palette import Found
from desktop.ui.stage import MakeEditor, PageEntry

_FOUND_OF_A_KIND = 6


def _of(module: str, name: str) -> Callable[..., Page]:
    """Make a page of a class that is imported when it is first wanted.

    All of them together cost a start as much as Qt itself.
    """

    def make(*arguments: Any) -> Page:
        page: Page = getattr(import_module(f"desktop.ui.{module}"), name)(*arguments)
        return page

    return make


_EDITORS = {
    "delegation": ("editors.delegation", "DelegationEditor"),
    "exchange": ("editors.exchange", "ExchangeEditor"),
    "access_request": ("editors.access_request", "AccessRequestEditor"),
    "person": ("editors.person", "PersonEditor"),
    "organisation": ("editors.organisation", "OrganisationEditor"),
    "place": ("editors.place", "PlaceEditor"),
    "facility": ("editors.facility", "FacilityEditor"),
    "instrument": ("instruments.page", "InstrumentPage"),
    "preview": ("output.preview", "PreviewPage"),
    "drafting": ("drafting.page", "DraftPage"),
}


def pages() -> Sequence[PageEntry]:
    """The pages of the window, those of the sidebar in its order."""
    return (
        PageEntry(
            "overview",
            "layout-dashboard",
            lambda: _("Overview"),
            _of("pages.overview", "OverviewPage"),
        ),
        PageEntry(
            "calendar",
            "calendar-days",
            lambda: _("Calendar"),
            _of("pages.calendar", "CalendarPage"),
        ),
        PageEntry(
            "delegations",
            "handshake",
            lambda: _("Delegations"),
            _of("pages.delegations", "DelegationsPage"),
        ),
        PageEntry(
            "exchanges",
            "graduation-cap",
            lambda: _("Exchanges"),
            _of("pages.exchanges", "ExchangesPage"),
        ),
        PageEntry(
            "access",
            "microscope",
            lambda: _("Facility access"),
            _of("pages.access_requests", "AccessRequestsPage"),
        ),
        PageEntry("people", "users", lambda: _("People"), _of("pages.people", "PeoplePage")),
        PageEntry(
            "organisations",
            "building-2",
            lambda: _("Organisations and places"),
            _of("pages.organisations", "OrganisationsPage"),
        ),
        PageEntry(
            "facilities",
            "flask-conical",
            lambda: _("Facilities"),
            _of("pages.facilities", "FacilitiesPage"),
        ),
        PageEntry("tasks", "list-checks", lambda: _("Tasks"), _of("pages.tasks", "TasksPage")),
        PageEntry(
            "conflicts",
            "triangle-alert",
            lambda: _("Conflicts"),
            _of("pages.conflicts", "ConflictsPage"),
        ),
        PageEntry(
            "settings",
            "settings",
            lambda: _("Settings"),
            _of("pages.settings", "SettingsPage"),
            "below",
        ),
        PageEntry(
            "closures",
            "calendar",
            lambda: _("Closures and absences"),
            _of("pages.closures", "ClosuresPage"),
            "aside",
        ),
        PageEntry(
            "privacy",
            "lock",
            lambda: _("Privacy"),
            _of("pages.privacy", "PrivacyPage"),
            "aside",
        ),
        PageEntry(
            "protection",
            "lock",
            lambda: _("Protection and backups"),
            _of("pages.protection", "ProtectionPage"),
            "aside",
        ),
    )


def editors() -> Mapping[str, MakeEditor]:
    """How the editor of a record is made, by kind."""
    return {kind: _of(*where) for kind, where in _EDITORS.items()}


def warm_up() -> None:
    """Import the editors before they are wanted, so that the first one opens at once."""
    for module, _class in _EDITORS.values():
        import_module(f"desktop.ui.{module}")


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

"""Organisations and places, and the ways between places, on one page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QTabWidget, QVBoxLayout
from typing_extensions import override

from desktop import words
from desktop.domain.codes import OrganisationKind, PlaceKind
from desktop.language import _, current, sorting
from desktop.store import directory
from desktop.store.directory import OrganisationRow, PlaceRow
from desktop.ui import look
from desktop.ui.countries import country_name
from desktop.ui.desk import Desk
from desktop.ui.lists import Column
from desktop.ui.page import Page
from desktop.ui.pages.record_list import RecordList
from desktop.ui.travel_times import ALL, TravelPanel
from desktop.ui.widgets import Button, PlainLabel, column

TRAVEL_TIMES = "travel_times"
"""What `OrganisationsPage.show_state` calls the ways between places."""

R = TypeVar("R", OrganisationRow, PlaceRow)


def by_name(rows: Iterable[R]) -> list[R]:
    """Rows in the order of their names, as the window's language sorts."""
    language = current()
    return sorted(rows, key=lambda row: sorting.sort_key(language, row.name.best(language.code)))


class OrganisationList(RecordList):
    """Ministries, universities, companies and other bodies."""

    kind = "organisation"
    merges = True
    kinds = frozenset({"organisation"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            name="organisations",
            title=lambda: _("Organisations"),
            columns=[
                Column(
                    name="name",
                    title=lambda: _("Name"),
                    text=lambda row: row.name.best(current().code),
                    grows=True,
                    look="strong",
                ),
                Column(
                    name="kind",
                    title=lambda: _("Kind"),
                    text=lambda row: words.word(OrganisationKind(row.kind)),
                    spare=True,
                    width=25,
                ),
                Column(
                    name="city",
                    title=lambda: _("City"),
                    text=lambda row: row.city.best(current().code),
                ),
                Column(
                    name="country",
                    title=lambda: _("Country"),
                    text=lambda row: country_name(row.country) if row.country else "",
                    spare=True,
                ),
            ],
            icon="building-2",
            empty_title=lambda: _("No organisations yet"),
            empty_text=lambda: _(
                "Add ministries, universities and companies once; programmes refer to them."
            ),
            new_text=lambda: _("New organisation"),
        )

    @override
    def rows(self, text: str) -> list[OrganisationRow]:
        return by_name(self.desk.read(lambda session: directory.organisations(session, text)))

    @override
    def respoken(self) -> None:
        self.reload()  # another language sorts in another order
        super().respoken()


class PlaceList(RecordList):
    """Venues, rooms, airports, stations, hotels and vehicles."""

    kind = "place"
    merges = True
    kinds = frozenset({"place", "organisation"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            name="places",
            title=lambda: _("Places"),
            columns=[
                Column(
                    name="name",
                    title=lambda: _("Name"),
                    text=lambda row: row.name.best(current().code),
                    grows=True,
                    look="strong",
                ),
                Column(
                    name="kind",
                    title=lambda: _("Kind"),
                    text=lambda row: words.word(PlaceKind(row.kind)),
                ),
                Column(
                    name="city",
                    title=lambda: _("City"),
                    text=lambda row: row.city.best(current().code),
                ),
                Column(
                    name="address",
                    title=lambda: _("Address in local script"),
                    text=lambda row: row.address_local,
                    spare=True,
                    width=26,
                ),
            ],
            icon="map-pin",
            empty_title=lambda: _("No places yet"),
            empty_text=lambda: _(
                "Add meeting rooms, hotels and airports, with the address in local script for "
                "the taxi driver."
            ),
            new_text=lambda: _("New place"),
        )

    @override
    def rows(self, text: str) -> list[PlaceRow]:
        return by_name(self.desk.read(lambda session: directory.places(session, text)))

    @override
    def respoken(self) -> None:
        self.reload()
        super().respoken()


class TravelTimesPage(Page):
    """The ways between all places."""

    kinds = frozenset({"travel_time", "place", "organisation"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        heading = PlainLabel(role="title")
        self.say(heading.setText, self.title)
        about = PlainLabel(role="soft", wrap=True)
        self.say(
            about.setText,
            lambda: _(
                "How long it takes from door to door. A programme that leaves less time is warned "
                "of; ways that are not here are estimated by their distance."
            ),
        )
        self.panel = TravelPanel(desk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.M)
        layout.setSpacing(look.L)
        layout.addLayout(column(heading, about, spacing=look.XS))
        layout.addWidget(self.panel, 1)

    @override
    def title(self) -> str:
        return _("Travel times")

    @override
    def reload(self) -> None:
        self.panel.load(ALL)

    @override
    def leave(self) -> bool:
        return self.panel.leave()


class OrganisationsPage(Page):
    """The two lists and the ways between places, one behind the other."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._pages = (OrganisationList(desk), PlaceList(desk), TravelTimesPage(desk))
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        for number, page in enumerate(self._pages):
            page.setContentsMargins(-look.XL, -look.S, -look.XL, 0)  # this page has the margins
            self._tabs.addTab(page, "")
            self.say(partial(self._tabs.setTabText, number), page.title)
        closures = Button(
            lambda: _("Closures and absences"),
            lambda: desk.show_page("closures"),
            kind="quiet",
            icon="calendar",
        )
        self._tabs.setCornerWidget(closures)
        self._tabs.currentChanged.connect(self._turned)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.S, look.XL, 0)
        layout.addWidget(self._tabs)
        self._turned(0)

    @override
    def title(self) -> str:
        return _("Organisations and places")

    @override
    def open(self, record: str) -> None:
        self._shown().open(record)

    @override
    def show_state(self, state: str) -> None:
        if state == TRAVEL_TIMES:
            self._tabs.setCurrentIndex(len(self._pages) - 1)

    @override
    def leave(self) -> bool:
        return self._shown().leave()

    @override
    def begin_focus(self) -> None:
        self._shown().begin_focus()

    def _shown(self) -> Page:
        return self._pages[self._tabs.currentIndex()]

    def _turned(self, _number: int) -> None:
        self.filter_field = self._shown().filter_field

"""The list of exchanges (clause c)."""

from __future__ import annotations

from functools import partial
from typing import Any

from typing_extensions import override

from desktop import words
from desktop.domain.codes import Direction, ExchangeStatus
from desktop.language import _, current, names, sorting
from desktop.store import exchanges, lists
from desktop.store.lists import ExchangeRow
from desktop.ui import usage
from desktop.ui.desk import Desk
from desktop.ui.lists import Column, ListPage
from desktop.ui.pages.copies import duplicate
from desktop.ui.pages.periods import period_text
from desktop.ui.statuses import status_look

# The codes of the countries read the same in every language, and leave room for the titles.
_DIRECTIONS = {Direction.DK_JP: "DK → JP", Direction.JP_DK: "JP → DK"}


class ExchangesPage(ListPage):
    """The stays of researchers and students, by start."""

    kinds = frozenset({"exchange", "person", "organisation"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            name="exchanges",
            title=lambda: _("Exchanges"),
            columns=[
                Column(
                    name="title",
                    title=lambda: _("Title"),
                    text=lambda row: row.title.best(current().code),
                    clause=lambda _row: "c",
                    look="strong",
                    width=26,
                    grows=True,
                ),
                Column(
                    name="person",
                    title=lambda: _("Person"),
                    text=_person,
                    sort=_person_key,
                    width=14,
                ),
                Column(
                    name="places",
                    title=lambda: _("Home → host"),
                    text=_places,
                    width=17,
                    grows=True,
                ),
                Column(
                    name="period",
                    title=lambda: _("Period"),
                    text=lambda row: period_text(row.start, row.end),
                    sort=lambda row: row.start,
                    width=20,
                ),
                Column(
                    name="status",
                    title=lambda: _("Status"),
                    text=lambda row: words.word(ExchangeStatus(row.status)),
                    status=lambda row: status_look(ExchangeStatus(row.status)),
                    sort=lambda row: list(ExchangeStatus).index(ExchangeStatus(row.status)),
                    width=18,
                ),
                Column(
                    name="reference",
                    title=lambda: _("Reference"),
                    text=lambda row: row.reference,
                    sort=lambda row: row.reference,
                    look="soft",
                    width=12,
                    spare=True,
                ),
                Column(
                    name="direction",
                    title=lambda: _("Direction"),
                    text=lambda row: _DIRECTIONS[Direction(row.direction)],
                    look="soft",
                    width=8,
                    spare=True,
                ),
            ],
            icon="graduation-cap",
            empty_title=lambda: _("No exchanges yet"),
            empty_text=lambda: _(
                "Begin with the person who travels and the host institution; dates, gates and "
                "tasks can follow later."
            ),
            new_text=lambda: _("New exchange"),
            can_duplicate=True,
        )

    @override
    def rows(self, text: str) -> list[ExchangeRow]:
        return self.desk.read(lambda session: lists.exchanges(session, text))

    @override
    def open_row(self, row: Any) -> None:
        self.desk.open("exchange", row.id)

    @override
    def new_record(self) -> None:
        self.desk.open("exchange", "")

    @override
    def duplicate_rows(self, rows: list[Any]) -> None:
        copy = partial(exchanges.copy, today=self.desk.today())
        duplicate(self, "exchange", [row.id for row in rows], copy)

    @override
    def delete_rows(self, rows: list[Any]) -> None:
        usage.delete(self, "exchange", [row.id for row in rows])


def _person(row: ExchangeRow) -> str:
    return names.display(current(), row.person) if row.person is not None else ""


def _person_key(row: ExchangeRow) -> object:
    return sorting.person_sort_key(current(), row.person) if row.person is not None else None


def _places(row: ExchangeRow) -> str:
    home, host = row.home.best(current().code), row.host.best(current().code)
    if not (home or host):
        return ""
    return _("{home} → {host}").format(home=home or "–", host=host or "–")

"""The list of exchanges (clause c)."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.domain.codes import ExchangeStatus
from desktop.language import _, current, names, sorting
from desktop.store import exchanges, lists
from desktop.store.lists import ExchangeRow
from desktop.ui.desk import Desk
from desktop.ui.lists import Column
from desktop.ui.pages.periods import period_text
from desktop.ui.pages.record_list import (
    PlannedList,
    direction_column,
    reference_column,
    title_column,
)
from desktop.ui.statuses import status_look


class ExchangesPage(PlannedList):
    """The stays of researchers and students, by start."""

    kind = "exchange"
    kinds = frozenset({"exchange", "person", "organisation"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            name="exchanges",
            title=lambda: _("Exchanges"),
            columns=[
                title_column("c"),
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
                    spare=True,
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
                    width=14,
                ),
                reference_column(),
                direction_column(),
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
    def copy(self, session: Session, record: str) -> Any:
        return exchanges.copy(session, record, self.desk.today())

    @override
    def rows(self, text: str) -> list[ExchangeRow]:
        return self.desk.read(lambda session: lists.exchanges(session, text))


def _person(row: ExchangeRow) -> str:
    return names.display(current(), row.person) if row.person is not None else ""


def _person_key(row: ExchangeRow) -> object:
    return sorting.person_sort_key(current(), row.person) if row.person is not None else None


def _places(row: ExchangeRow) -> str:
    home, host = row.home.best(current().code), row.host.best(current().code)
    if not (home or host):
        return ""
    return _("{home} → {host}").format(home=home or "–", host=host or "–")

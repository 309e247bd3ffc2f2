"""The list of delegations (clause b)."""

from __future__ import annotations

from functools import partial
from typing import Any

from typing_extensions import override

from desktop import words
from desktop.domain.codes import DelegationStatus, Direction
from desktop.language import _, current, names, sorting
from desktop.store import delegations, lists
from desktop.store.lists import DelegationRow
from desktop.ui import usage
from desktop.ui.desk import Desk
from desktop.ui.lists import Column, ListPage
from desktop.ui.pages.copies import duplicate
from desktop.ui.pages.periods import period_text
from desktop.ui.statuses import status_look


class DelegationsPage(ListPage):
    """The group visits, by start."""

    kinds = frozenset({"delegation", "person", "organisation", "place"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            name="delegations",
            title=lambda: _("Delegations"),
            columns=_columns(),
            icon="handshake",
            empty_title=lambda: _("No delegations yet"),
            empty_text=lambda: _(
                "Begin with a title or the dates. Then write the programme line by line, and "
                "paste the participants from Excel."
            ),
            new_text=lambda: _("New delegation"),
            can_duplicate=True,
        )

    @override
    def rows(self, text: str) -> list[DelegationRow]:
        return self.desk.read(lambda session: lists.delegations(session, text))

    @override
    def open_row(self, row: Any) -> None:
        self.desk.open("delegation", row.id)

    @override
    def new_record(self) -> None:
        self.desk.open("delegation", "")

    @override
    def duplicate_rows(self, rows: list[Any]) -> None:
        copy = partial(delegations.copy, today=self.desk.today())
        duplicate(self, "delegation", [row.id for row in rows], copy)

    @override
    def delete_rows(self, rows: list[Any]) -> None:
        usage.delete(self, "delegation", [row.id for row in rows])


def _columns() -> list[Column]:
    return [
        Column(
            name="title",
            title=lambda: _("Title"),
            text=lambda row: row.title.best(current().code),
            clause=lambda _row: "b",
            look="strong",
            width=18,
            grows=True,
        ),
        Column(
            name="period",
            title=lambda: _("Dates"),
            text=lambda row: period_text(row.start, row.end),
            sort=lambda row: row.start,
            width=18,
        ),
        Column(
            name="head",
            title=lambda: _("Head"),
            text=_head,
            sort=_head_key,
            width=18,
        ),
        Column(
            name="members",
            title=lambda: _("Participants"),
            text=lambda row: str(row.members) if row.members else "",
            sort=lambda row: row.members,
            right=True,
            spare=True,
            width=11,
        ),
        Column(
            name="status",
            title=lambda: _("Status"),
            text=lambda row: words.word(DelegationStatus(row.status)),
            status=lambda row: status_look(DelegationStatus(row.status)),
            sort=lambda row: list(DelegationStatus).index(DelegationStatus(row.status)),
            width=12,
        ),
        Column(
            name="direction",
            title=lambda: _("Direction"),
            text=_direction,
            look="soft",
            spare=True,
            width=8,
        ),
        Column(
            name="reference",
            title=lambda: _("Reference"),
            text=lambda row: row.reference,
            sort=lambda row: row.reference,
            look="soft",
            spare=True,
            width=12,
        ),
    ]


def _direction(row: DelegationRow) -> str:
    """Which way it goes, in the short form that a column has room for."""
    return _("DK → JP") if row.direction == Direction.DK_JP else _("JP → DK")


def _head(row: DelegationRow) -> str:
    return names.display(current(), row.head) if row.head is not None else ""


def _head_key(row: DelegationRow) -> object:
    return sorting.person_sort_key(current(), row.head) if row.head is not None else None

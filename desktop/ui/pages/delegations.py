"""The list of delegations (clause b)."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.domain.codes import DelegationStatus
from desktop.language import _, current, names, sorting
from desktop.store import delegations, lists
from desktop.store.lists import DelegationRow
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


class DelegationsPage(PlannedList):
    """The group visits, by start."""

    kind = "delegation"
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
    def copy(self, session: Session, record: str) -> Any:
        return delegations.copy(session, record, self.desk.today())

    @override
    def rows(self, text: str) -> list[DelegationRow]:
        return self.desk.read(lambda session: lists.delegations(session, text))


def _columns() -> list[Column]:
    return [
        title_column("b"),
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
            width=15,
        ),
        direction_column(),
        reference_column(),
    ]


def _head(row: DelegationRow) -> str:
    return names.display(current(), row.head) if row.head is not None else ""


def _head_key(row: DelegationRow) -> object:
    return sorting.person_sort_key(current(), row.head) if row.head is not None else None

"""The list of access requests (clause f)."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.domain.codes import Stage
from desktop.language import _, current, names, sorting
from desktop.store import access, lists
from desktop.store.lists import AccessRow
from desktop.ui.desk import Desk
from desktop.ui.lists import Column
from desktop.ui.pages.periods import period_text
from desktop.ui.pages.record_list import PlannedList, reference_column, title_column
from desktop.ui.statuses import status_look


class AccessRequestsPage(PlannedList):
    """The requests for time at facilities, by start."""

    kind = "access_request"
    kinds = frozenset({"access_request", "person", "facility", "slot"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            name="access_requests",
            title=lambda: _("Facility access"),
            columns=[
                title_column("f"),
                Column(
                    name="facility",
                    title=lambda: _("Facility"),
                    text=lambda row: row.facility.best(current().code),
                    width=14,
                    grows=True,
                ),
                Column(
                    name="investigator",
                    title=lambda: _("Principal investigator"),
                    text=_investigator,
                    sort=_investigator_key,
                    width=15,
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
                    name="slots",
                    title=lambda: _("Slots"),
                    text=lambda row: str(row.slots or ""),
                    sort=lambda row: row.slots or None,
                    right=True,
                    width=8,
                    spare=True,
                ),
                Column(
                    name="stage",
                    title=lambda: _("Stage"),
                    text=lambda row: words.word(Stage(row.stage)),
                    status=lambda row: status_look(Stage(row.stage)),
                    sort=lambda row: list(Stage).index(Stage(row.stage)),
                    width=21,
                ),
                reference_column(),
            ],
            icon="microscope",
            empty_title=lambda: _("No access requests yet"),
            empty_text=lambda: _(
                "Begin with a title and the facility; instruments, slots and gates can follow "
                "later."
            ),
            new_text=lambda: _("New access request"),
            can_duplicate=True,
        )

    @override
    def copy(self, session: Session, record: str) -> Any:
        return access.copy(session, record, self.desk.today())

    @override
    def rows(self, text: str) -> list[AccessRow]:
        return self.desk.read(lambda session: lists.access_requests(session, text))


def _investigator(row: AccessRow) -> str:
    return names.display(current(), row.investigator) if row.investigator is not None else ""


def _investigator_key(row: AccessRow) -> object:
    person = row.investigator
    return sorting.person_sort_key(current(), person) if person is not None else None

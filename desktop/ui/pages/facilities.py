"""The list of facilities."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session
from typing_extensions import override

from desktop.domain import Facility
from desktop.language import _, current, dates
from desktop.store import directory, records
from desktop.store.directory import FacilityRow
from desktop.ui.desk import Desk
from desktop.ui.lists import Column
from desktop.ui.pages.record_list import RecordList


class FacilitiesPage(RecordList):
    """The laboratories and test facilities whose instruments can be asked for."""

    kind = "facility"
    kinds = frozenset({"facility", "instrument", "organisation"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            name="facilities",
            title=lambda: _("Facilities"),
            columns=[
                Column(
                    name="name",
                    title=lambda: _("Name"),
                    text=lambda row: row.name.best(current().code),
                    look="strong",
                    width=24,
                    grows=True,
                ),
                Column(
                    name="organisation",
                    title=lambda: _("Organisation"),
                    text=lambda row: row.organisation.best(current().code),
                    width=18,
                    grows=True,
                ),
                Column(
                    name="instruments",
                    title=lambda: _("Instruments"),
                    text=lambda row: str(row.instruments or ""),
                    sort=lambda row: row.instruments or None,
                    right=True,
                    width=12,
                ),
                Column(
                    name="zone",
                    title=lambda: _("Time zone"),
                    text=lambda row: dates.zone_city(current(), row.zone) if row.zone else "",
                    look="soft",
                    width=16,
                    spare=True,
                ),
                Column(
                    name="former",
                    title=lambda: _("Status"),
                    text=lambda row: _("No longer in use") if row.former else "",
                    status=lambda row: ("quiet", "archive") if row.former else None,
                    width=20,
                ),
            ],
            icon="flask-conical",
            empty_title=lambda: _("No facilities yet"),
            empty_text=lambda: _(
                "Begin with the name of a laboratory or test facility, then list the instruments "
                "that others may use."
            ),
            new_text=lambda: _("New facility"),
            can_duplicate=True,
        )

    @override
    def copy(self, session: Session, record: str) -> Any:
        return records.duplicate(session, records.get(session, Facility, record))

    @override
    def rows(self, text: str) -> list[FacilityRow]:
        return self.desk.read(lambda session: directory.facilities(session, text))

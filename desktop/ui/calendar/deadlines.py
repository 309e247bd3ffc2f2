"""The tasks that are still to be done, as things on the days on which they are due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from desktop.domain import Moment
from desktop.domain.plan import RecordFact
from desktop.domain.time import DayPart
from desktop.store.span_records import COUNTRY_OF_ZONE
from desktop.store.spans import TASK, Span
from desktop.ui.tasks.agenda import DueTask

Records = Mapping[tuple[str, str], RecordFact]


def deadlines(tasks: Iterable[DueTask], records: Records, first: date, last: date) -> list[Span]:
    """A span for each open task that is due between two days, both included.

    People, institutions and the country are those of its record, so that the filter finds it.
    """
    return [
        _span(one, one.due, records.get((one.row.record_kind, one.row.record_id)))
        for one in tasks
        if one.due is not None and first <= one.due <= last and one.row.is_open()
    ]


def _span(one: DueTask, due: date, record: RecordFact | None) -> Span:
    row, day = one.row, Moment(due, part=DayPart.ALL_DAY)
    return Span(
        kind=TASK,
        id=row.id,
        record_kind=row.record_kind,
        record_id=row.record_id,
        reference=row.reference,
        title=row.title,
        first=due,
        last=due,
        start=day,
        end=day,
        direction=row.direction,
        country=COUNTRY_OF_ZONE.get(record.visit_zone, "") if record is not None else "",
        people=tuple(_people(record)) if record is not None else (),
        organisations=tuple(_organisations(record)) if record is not None else (),
        facility_id=(record.facility_id or "") if record is not None else "",
    )


def _people(record: RecordFact) -> Iterator[str]:
    yield from (one for one in (record.person_id, record.host_person_id) if one)
    yield from (one.person_id for one in record.members)


def _organisations(record: RecordFact) -> Iterator[str]:
    yield from (one for one in (record.home_organisation_id, record.host_organisation_id) if one)

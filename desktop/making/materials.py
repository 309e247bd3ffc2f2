"""What a paper is made from, read from an office file."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from sqlalchemy.orm import Session

from desktop.documents.catalogue import SHEETS
from desktop.documents.subjects import shown_days
from desktop.documents.wish import Material, Wish
from desktop.domain.comparing import Record, things_of
from desktop.domain.day_mark import DayMark
from desktop.domain.paper import PaperSource
from desktop.making.workshop import Workshop
from desktop.planning.agenda import due_for
from desktop.planning.day_marks import day_marks
from desktop.store import paper_records
from desktop.store.paper_source import paper_source

# The two countries of the memorandum, whose holidays a calendar shows.
_COUNTRIES = ("JP", "DK")


def material(session: Session, wish: Wish, workshop: Workshop) -> Material:
    """What the paper that is wished for is made from.

    Raises Problem `record_gone`, `content_gone` for an edition that cannot be read any more,
    `subject_unknown`, and as `Workshop.house` does.
    """
    if not wish.record:
        return _of_office(session, wish, workshop)
    source = paper_source(session, wish.kind, wish.record, wish.since)
    return of_record(source, workshop, days=wish.document in SHEETS and SHEETS[wish.document].days)


def of_record(source: PaperSource, workshop: Workshop, *, days: bool = False) -> Material:
    """What the papers of a record that was read are made from; `days` with holidays."""
    due = partial(due_for, record=source.record, office_zone=workshop.home)
    marks = _marks(*_span(source.record)) if days else ()
    return Material(source, due=due, home=workshop.home, day_marks=marks, house=workshop.house())


def _of_office(session: Session, wish: Wish, workshop: Workshop) -> Material:
    records: Sequence[Record] = ()
    marks: Sequence[DayMark] = ()
    if wish.subject:
        first, last = shown_days(wish.subject)
        records = paper_records.records_between(session, first, last)
        marks = _marks(first, last) if SHEETS[wish.document].days else ()
    return Material(
        records=records,
        home=workshop.home,
        day_marks=marks,
        span=paper_records.planned_span(session),
        house=workshop.house(),
    )


def _span(record: Record) -> tuple[date | None, date | None]:
    """The first and the last day that a record plans anything on."""
    moments = [moment for thing in things_of(record) for moment in (thing.start, thing.end)]
    days = [record.start, record.end, *(moment.date for moment in moments)]
    known = [day for day in days if day is not None]
    return min(known, default=None), max(known, default=None)


def _marks(first: date | None, last: date | None) -> Sequence[DayMark]:
    if first is None or last is None:
        return ()
    whole = shown_days(f"{first:%Y-%m}")[0], shown_days(f"{last:%Y-%m}")[1]
    return day_marks(_COUNTRIES, *whole)

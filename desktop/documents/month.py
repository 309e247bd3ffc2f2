"""A month on paper: weeks from Monday, holidays of both countries, and what is planned.

Each week has room for a fixed number of lines a day; what does not fit is counted there
("and 3 more") and never cut off.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop import words
from desktop.documents.agenda import (
    Agenda,
    Entry,
    confidential,
    days_between,
    is_off,
    notes,
)
from desktop.documents.checklist import clause_of
from desktop.documents.document import Data, Document
from desktop.documents.people import joined
from desktop.documents.sheet import frame, period
from desktop.documents.subjects import days_of, heading, month_of, months, name, named, shown_days
from desktop.documents.wish import Material, Wish
from desktop.domain import AccessRequest, Trilingual
from desktop.domain.codes import Clause, Confidentiality
from desktop.domain.comparing import Record, things_of
from desktop.domain.day_mark import DayMark
from desktop.language import Language
from desktop.language.dates import weekday_short, zone_name

_WEEK = 7
_DAY = timedelta(days=1)
# Lines that fit into a week, by the number of weeks in the month; in two languages each entry
# takes two.
_LINES = {4: 9, 5: 6, 6: 5}
_LINES_IN_TWO = {4: 5, 5: 4, 6: 3}
_MOST_MONTHS = 24


def make(material: Material, wish: Wish, language: Language) -> Document:
    """Give the month that is wished for; of a record without a wish, each of its months."""
    records = the_records(material)
    chosen = [wish.subject] if wish.subject else _months_of(material) or [month_of(wish.on)]
    agenda = Agenda(language, zone_of(material), alone=material.source is not None)
    entries = agenda.entries(records)
    lines = _LINES_IN_TWO if len(wish.languages) > 1 else _LINES
    pages = [_month(one, entries, material.day_marks, language, lines) for one in chosen]
    data = calendar_frame(material, language, wish.on) | {
        "months": pages,
        "weekdays": _weekdays(language, days_between(*shown_days(chosen[0]))[:_WEEK]),
        "note": note(language, zone_of(material)),
    }
    title = joined(language, (data["kind"], name(chosen[0], language) if len(pages) == 1 else ""))
    if material.source is not None:
        title = " – ".join((data["title"], title))
    return Document("month", data, language, title, wish.on)


def subjects(material: Material, language: Language) -> list[tuple[str, str]]:
    """The months in which anything is planned."""
    span = span_of(material)
    return named(months(*span), language) if span else []


def the_records(material: Material) -> Sequence[Record]:
    """The one record of the paper, or all of the office."""
    return [material.source.record] if material.source is not None else material.records


def zone_of(material: Material) -> str:
    """The zone whose clock needs no name: where the record takes place, else the office's."""
    if material.source is None:
        return material.home
    record = material.source.record
    if isinstance(record, AccessRequest):
        return (record.facility.zone if record.facility is not None else "") or material.home
    return record.visit_zone or material.home


def span_of(material: Material) -> tuple[date, date] | None:
    """The days for which anything is planned."""
    if material.source is None:
        return material.span
    record = material.source.record
    moments = [moment for thing in things_of(record) for moment in (thing.start, thing.end)]
    days = [record.start, record.end, *(moment.date for moment in moments)]
    placed = [day for day in days if day is not None]
    return (min(placed), max(placed)) if placed else None


def calendar_frame(material: Material, language: Language, on: date) -> Data:
    """Give the frame of a calendar, of one record or of the whole office."""
    kind = language.pgettext("document", "Calendar")
    if material.source is None:
        data = frame(
            language, kind, Trilingual(), "", Clause.DELEGATION, Confidentiality.INTERNAL, on
        )
        return data | {
            "clause": "",
            "period": "",
            "legend": [
                {"key": one.value, "clause": one.value, "text": words.word(one, language)}
                for one in Clause
            ],
            "confidential": confidential(language, material.records),
        }
    record = material.source.record
    return frame(
        language,
        kind,
        record.title,
        record.reference,
        clause_of(record),
        record.confidentiality,
        on,
    ) | {"period": period(language, record.start, record.end)}


def note(language: Language, home: str) -> str:
    """Say whose clock the times are of."""
    text = language.pgettext(
        "document", "Times are those of the place; without a zone they are {zone}."
    )
    return text.format(zone=zone_name(language, home)) if home else ""


def _months_of(material: Material) -> list[str]:
    span = span_of(material) if material.source is not None else None
    return months(*span)[:_MOST_MONTHS] if span else []


def _weekdays(language: Language, days: Sequence[date]) -> list[str]:
    return [weekday_short(language, day) for day in days]


def _month(
    subject: str,
    entries: Sequence[Entry],
    marks: Sequence[DayMark],
    language: Language,
    lines: dict[int, int],
) -> Data:
    first, last = days_of(subject)
    shown = days_between(*shown_days(subject))
    weeks = [shown[at : at + _WEEK] for at in range(0, len(shown), _WEEK)]
    room = lines[len(weeks)]
    return {
        "key": subject,
        "title": heading(subject, language),
        "lines": room,
        "weeks": [
            {
                "key": f"{week[0]:%Y-%m-%d}",
                "number": str(week[0].isocalendar().week),
                "days": [
                    {
                        "key": f"{day:%Y-%m-%d}",
                        "number": str(day.day),
                        "outside": not first <= day <= last,
                        "off": is_off(marks, day) or day.weekday() == _WEEK - 1,
                        "notes": notes(language, marks, day),
                    }
                    for day in week
                ],
                "chips": list(chips(entries, week, room, language)),
            }
            for week in weeks
        ],
    }


@dataclass(frozen=True)
class _Placed:
    entry: Entry
    line: int
    start: int
    end: int


def chips(
    entries: Sequence[Entry], week: Sequence[date], room: int, language: Language
) -> Iterator[Data]:
    """Give what stands in the lines of a week, `room` a day, and how much more there is."""
    placed, left = _place(entries, week, room)
    for one in placed:
        yield chip(one.entry, week) | {"line": one.line, "from": one.start, "to": one.end}
    for column, count in enumerate(left):
        if count:
            text = language.npgettext("document", "and {number} more", "and {number} more", count)
            yield {
                "key": f"more-{column}",
                "more": True,
                "clause": "",
                "bar": False,
                "times": "",
                "text": text.format(number=count),
                "before": False,
                "after": False,
                "line": room - 1,
                "from": column,
                "to": column,
            }


def chip(entry: Entry, week: Sequence[date]) -> Data:
    """Give what an entry says in a week; the arrows tell that it goes on outside of it."""
    return {
        "key": entry.key,
        "more": False,
        "clause": entry.clause,
        "bar": entry.is_bar,
        "times": entry.begins if entry.first >= week[0] else "",
        "text": entry.text,
        "before": entry.first < week[0],
        "after": entry.last > week[-1],
    }


def _place(
    entries: Sequence[Entry], week: Sequence[date], room: int
) -> tuple[list[_Placed], list[int]]:
    """Give each entry a line in which its days are free.

    Where a day has more than `room`, its last line is for the count of those left out.
    """
    inside = [entry for entry in entries if entry.touches(week[0], week[-1])]
    counts = [sum(entry.touches(day, day) for entry in inside) for day in week]
    placed: list[_Placed] = []
    left = [0] * len(week)
    full: set[tuple[int, int]] = {
        (column, room - 1) for column, count in enumerate(counts) if count > room
    }
    for entry in sorted(inside, key=lambda one: not one.is_bar):
        start = max((entry.first - week[0]).days, 0)
        end = min((entry.last - week[0]).days, len(week) - 1)
        columns = range(start, end + 1)
        free = (
            line for line in range(room) if all((column, line) not in full for column in columns)
        )
        line = next(free, None)
        if line is None:
            for column in columns:
                left[column] += 1
            continue
        full |= {(column, line) for column in columns}
        placed.append(_Placed(entry, line, start, end))
    return _with_counts(placed, left, room)


def _with_counts(
    placed: list[_Placed], left: list[int], room: int
) -> tuple[list[_Placed], list[int]]:
    """Keep the last line free where something is counted in it.

    A bar may have found no line because of one day alone; on its other days the last line can
    be taken then, and what lies there is counted as well.
    """
    kept = placed
    while True:
        in_the_way = [
            one
            for one in kept
            if one.line == room - 1
            and any(left[column] for column in range(one.start, one.end + 1))
        ]
        if not in_the_way:
            return kept, left
        kept = [one for one in kept if one not in in_the_way]
        left = [
            count + sum(one.start <= column <= one.end for one in in_the_way)
            for column, count in enumerate(left)
        ]

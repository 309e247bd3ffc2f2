"""Find a time: when the people, the place and the host of a meeting are all free, best first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from desktop.domain.codes import ItemKind
from desktop.domain.plan import Booking, Plan
from desktop.planning.judging import Judge, Reason, Suggestion
from desktop.planning.places import zone_of_booking
from desktop.planning.presence import present
from desktop.planning.search import Query, Search

__all__ = [
    "Query",
    "Reason",
    "Relaxed",
    "Suggestion",
    "query_for",
    "relaxed",
    "shortlist",
    "suggest",
]

_LENGTHS = (240, 180, 120, 90, 60, 45, 30, 15)
_USUAL = 60
_MORE_DAYS = 14
_PEOPLE_TOLD = 3


@dataclass(frozen=True, slots=True)
class Relaxed:
    """How many times there would be if one wish were given up: the question without it.

    `code` is "outside", "lunch", "shorter", "online", "without" (a person) or "longer" (more days).
    """

    code: str
    query: Query
    times: int
    values: Mapping[str, object] = field(default_factory=dict)


def query_for(plan: Plan, booking: Booking, zones: tuple[str, ...]) -> Query:
    """The question for another time of a booking, or for the first one it gets.

    It is looked for within its record's days, else in the two weeks from its own day or today.
    """
    record = plan.records.get((booking.record_kind, booking.record_id))
    first = (record and record.start) or booking.start.date or plan.today
    last = (record and record.end) or first + timedelta(days=_MORE_DAYS)
    start, end = booking.start_minute, booking.end_minute
    own = zone_of_booking(plan, booking)
    return Query(
        people=tuple(dict.fromkeys(one.person_id for one in present(booking))),
        minutes=end - start if start is not None and end is not None and end > start else _USUAL,
        first=first,
        last=max(first, last),
        zones=tuple(dict.fromkeys((own, *zones) if own else zones)),
        place_id=booking.place_id,
        organisation_id=booking.host_organisation_id,
        instrument_id=booking.instrument_id,
        online=booking.kind == ItemKind.ONLINE,
        moved=booking.id,
    )


def suggest(plan: Plan, query: Query) -> list[Suggestion]:
    """All times that fit, the best first and the earlier of equals first.

    The earliest of all says so.
    """
    search = Search(plan, query)
    judge = Judge(search)
    found = [judge.judge(start) for start in search.starts()]
    if found:
        first = found[0]
        found[0] = replace(first, reasons=(*first.reasons, Reason("earliest")))
    return sorted(found, key=lambda one: (-one.score, one.start))


def shortlist(found: Iterable[Suggestion], most: int, *, each_day: int = 3) -> list[Suggestion]:
    """The best that do not overlap, of any day no more than a few: a choice, not a timetable."""
    chosen: list[Suggestion] = []
    days: Counter[object] = Counter()
    for one in found:
        day = one.moments[0][0].date
        if len(chosen) >= most:
            break
        if days[day] >= each_day:
            continue
        if any(one.start < other.end and other.start < one.end for other in chosen):
            continue
        chosen.append(one)
        days[day] += 1
    return chosen


def relaxed(plan: Plan, query: Query) -> list[Relaxed]:
    """What would help where nothing fits: each wish that alone stands in the way."""
    helps = [
        Relaxed(code, other, len(Search(plan, other).starts()), values)
        for code, other, values in _easier(query)
    ]
    helps.extend(sorted(_without_one(plan, query), key=lambda one: -one.times)[:_PEOPLE_TOLD])
    return [one for one in helps if one.times]


def _easier(query: Query) -> Iterator[tuple[str, Query, Mapping[str, object]]]:
    if query.keep_lunch:
        yield "lunch", replace(query, keep_lunch=False), {}
    if not query.outside:
        yield "outside", replace(query, outside=True), {}
    if shorter := next((length for length in _LENGTHS if length < query.minutes), 0):
        yield "shorter", replace(query, minutes=shorter), {"minutes": shorter}
    if query.where is not None:
        yield "online", replace(query, online=True), {}
    last = query.last + timedelta(days=_MORE_DAYS)
    yield "longer", replace(query, last=last), {"last": last}


def _without_one(plan: Plan, query: Query) -> Iterator[Relaxed]:
    search = Search(plan, query)
    for person in query.people if len(query.people) > 1 else ():
        others = replace(query, people=tuple(one for one in query.people if one != person))
        yield Relaxed("without", others, len(search.starts(but=person)), {"person": person})

"""Find a time: when the people, the place and the host of a meeting are all free, best first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from desktop.domain.plan import Plan
from desktop.planning.judging import Judge, Reason, Suggestion
from desktop.planning.search import Query, Search

__all__ = ["Query", "Reason", "Relaxed", "Suggestion", "relaxed", "shortlist", "suggest"]

_LENGTHS = (240, 180, 120, 90, 60, 45, 30, 15)
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

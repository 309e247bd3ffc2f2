"""`kakehashi free`: what was asked for on the command line, and the times that were found."""

import re
from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from desktop.cli.choose import only
from desktop.cli.text import Row, plain, table
from desktop.domain import Trilingual
from desktop.domain.plan import Plan
from desktop.domain.time import Moment, is_zone
from desktop.errors import Problem
from desktop.language import Language
from desktop.language.dates import parse_date
from desktop.language.names import display
from desktop.planning.free import Query, Relaxed, Suggestion
from desktop.store import naming
from desktop.words import free as words

MOST = 10
_COMMAS = re.compile(r"[,;、，；]")
_MINUTES = range(5, 24 * 60 + 1)
_LONGEST_PERIOD = 366
_STEP = 30


class _Called(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def name(self) -> Trilingual: ...


def query(options: Namespace, plan: Plan, zones: Sequence[str], say: Language) -> Query:
    """What was asked for; a Problem says which part of it cannot be understood."""
    first = _day(options.first, plan.today, say)
    last = _day(options.last, first, say)
    if last < first:
        raise Problem("period_backwards", first=first, last=last)
    if (last - first).days >= _LONGEST_PERIOD:
        raise Problem("period_too_long", days=_LONGEST_PERIOD)
    minutes = _minutes(options.minutes)
    asked = Query(
        people=tuple(dict.fromkeys(_people(plan, options.people, say))),
        minutes=minutes,
        first=first,
        last=last,
        zones=_zones(options.zones) or tuple(zones),
        place_id=_thing("place", plan.places, options.place, say),
        organisation_id=_thing("organisation", plan.organisations, options.host, say),
        instrument_id=_thing("instrument", plan.instruments, options.instrument, say),
        online=options.online,
        step=min(_STEP, minutes) if _STEP % minutes == 0 else _STEP,
        part=options.prefer or "",
        keep_lunch=not options.over_lunch,
        outside=options.outside,
    )
    if not (asked.people or asked.place_id or asked.organisation_id or asked.instrument_id):
        raise Problem("nobody_asked")
    return asked


def lines(found: Sequence[Suggestion], plan: Plan, say: Language) -> list[str]:
    """The suggestions as a table, the best first: both clocks, and why."""
    dot = "・" if say.code == "ja" else " · "
    rows: list[Row] = []
    for one in found:
        own = one.moments[0][0].date
        clocks = [
            words.span(start, end, say, beside=own if number else None)
            for number, (start, end) in enumerate(one.moments)
        ]
        why = (words.reason(reason.code, reason.values, plan, say) for reason in one.reasons)
        rows.append((*clocks, dot.join(why)))
    return table(rows)


def nothing(helps: Sequence[Relaxed], plan: Plan, say: Language) -> list[str]:
    """That nothing fits, and what would help."""
    told = [words.relaxed(one.code, one.values, one.times, plan, say) for one in helps]
    return [words.nothing(say), *(f"  {line}" for line in told)]


def as_json(
    found: Sequence[Suggestion], helps: Sequence[Relaxed], plan: Plan, say: Language
) -> dict[str, Any]:
    """The suggestions for other programs: instants in ISO 8601, reasons as codes and in words."""
    return {
        "suggestions": [
            {
                "clocks": [
                    {"zone": start.zone, "start": _iso(start), "end": _iso(end)}
                    for start, end in one.moments
                ],
                "score": one.score,
                "reasons": [
                    {
                        "code": reason.code,
                        **{name: plain(value) for name, value in reason.values.items()},
                        "text": words.reason(reason.code, reason.values, plan, say),
                    }
                    for reason in one.reasons
                ],
            }
            for one in found
        ],
        "would_help": [
            {
                "code": one.code,
                "times": one.times,
                "text": words.relaxed(one.code, one.values, one.times, plan, say),
            }
            for one in helps
        ],
    }


def _people(plan: Plan, typed: str, say: Language) -> Iterable[str]:
    for name in filter(None, map(str.strip, _COMMAS.split(typed or ""))):
        if name in plan.people:
            yield name
            continue
        found = naming.called(plan.people.values(), name)
        yield only("person", name, found, [display(say, person) for person in found]).id


def _thing(
    kind: str, things: Mapping[str, _Called], typed: str | None, say: Language
) -> str | None:
    """The identity of the place, organisation or instrument that a typed name means."""
    if not typed:
        return None
    if typed in things:
        return typed
    found = naming.by_name(things, typed, lambda key: things[key].name.parts())
    return only(kind, typed, found, [things[key].name.best(say.code) for key in found])


def _zones(typed: str | None) -> tuple[str, ...]:
    zones = tuple(filter(None, map(str.strip, _COMMAS.split(typed or ""))))
    for zone in zones:
        if not is_zone(zone):
            raise Problem("zone_unknown", name=zone)
    return zones


def _day(typed: str, today: date, say: Language) -> date:
    found = parse_date(say, typed, today)
    if found is None:
        raise Problem("date_unreadable", text=typed)
    return found


def _minutes(typed: str) -> int:
    if not typed.isdecimal() or int(typed) not in _MINUTES:
        raise Problem("minutes_unreadable", text=typed, least=_MINUTES[0], most=_MINUTES[-1])
    return int(typed)


def _iso(moment: Moment) -> str:
    aware = moment.aware()
    return "" if aware is None else aware.isoformat()

"""Problems and plans as JSON, as `kakehashi plan-benchmark` reads and writes them.

`docs/planning.md` tells the form. Whatever is wrong is told with the place of the fault.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from desktop.errors import Problem as Refused
from desktop.planning.drafting.problem import Answer, Block, Lunch, Problem, Span, Visit

LARGEST = 64 * 1024 * 1024
"""The most bytes that a problem may have."""
_HOSTS, _DAYS, _TRACKS, _WINDOWS, _EXTRA_PLACES = 2_000, 62, 20, 100, 500
_PAIRS = 200_000  # of hosts with days and tracks
_SHOWN = 60  # characters
_FAR = 1e7  # beyond it parts of minutes would be lost


@dataclass(frozen=True, slots=True)
class Given:
    """A problem as it was read, and what its hosts are called there, by number."""

    problem: Problem
    ids: tuple[str | int, ...]


def read(text: str | bytes) -> Given:
    """A problem that is written as JSON.

    Raises Problem `plan_not_json` (line, column), `plan_too_large` (most) or another of the codes
    beginning with `plan_`, each with the place of the fault (where).
    """
    if len(text) > LARGEST:
        raise Refused("plan_too_large", most=LARGEST // 1024**2)
    try:
        value = json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise Refused("plan_not_json", line=error.lineno, column=error.colno) from error
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise Refused("plan_not_json", line=1, column=1) from error
    return problem_of(value)


def problem_of(value: object) -> Given:
    """A problem of JSON that was read already; raises what `read` does."""
    given = _Node(value, "")
    days = given["days"].list(_DAYS)
    hosts = given["hosts"].list(_HOSTS)
    travel = _matrix(given.any_of("travel", "matrix"))
    blocks: list[Block] = []
    days_of: list[int] = []  # the day of each block
    for number, day in enumerate(days):
        blocks += _blocks(number, day, len(travel))
        days_of += [number] * (len(blocks) - len(days_of))
    if len(hosts) * len(blocks) > _PAIRS:
        most = _PAIRS // len(blocks)
        raise given["hosts"].refused("plan_too_many", number=len(hosts), most=most)
    # Shared by all hosts that tell no windows: what lies within the hours of a day is one.
    always = {n: ((one.opens, one.closes),) for n, one in enumerate(blocks)}
    usual = _usual(len(travel), len(hosts), blocks)
    visits = []
    names: list[str | int] = []
    known: set[str] = set()
    for number, host in enumerate(hosts):
        name = host["id"].name()
        if str(name) in known:
            raise host["id"].refused("plan_twice", text=str(name)[:_SHOWN])
        known.add(str(name))
        names.append(name)
        place = _place(host, "place", len(travel), usual[number])
        visits.append(_visit(str(name), place, host, always, days_of, len(days)))
    cost = given["travel_cost"]
    return Given(
        Problem(
            visits=tuple(visits),
            blocks=tuple(blocks),
            travel=travel,
            travel_cost=0.0 if cost.is_missing else cost.amount(),
        ),
        tuple(names),
    )


def plan_of(given: Given, answer: Answer) -> dict[str, Any]:
    """A plan as JSON: one list of hosts for each day and track, and what is known of its worth."""
    routes = {route.block: route for route in answer.routes}
    ordered = [routes.get(block) for block in range(len(given.problem.blocks))]
    stops = [() if route is None else route.stops for route in ordered]
    found: dict[str, Any] = {
        "routes": [[given.ids[stop.visit] for stop in route] for route in stops],
        "starts": [[round(stop.start, 6) for stop in route] for route in stops],
        "value": round(answer.value, 6),
        "proven": answer.proven,
    }
    if answer.bound is not None:
        found["bound"] = round(answer.bound, 6)
    if answer.impossible:
        found["impossible"] = [given.ids[number] for number in answer.impossible]
    return found


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object as it is written; what it says twice would be lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Refused("plan_twice", where="{ }", text=twice[:_SHOWN])
    return found


def _usual(places: int, hosts: int, blocks: Sequence[Block]) -> Sequence[int]:
    """Where hosts are that tell no place.

    They have in their order the places at which no day begins or ends, where these are as many,
    else the last ones.
    """
    ends = {place for one in blocks for place in (one.start_place, one.end_place)}
    others = [place for place in range(places) if place not in ends]
    return others if len(others) == hosts else range(places - hosts, places)


class _Node:
    """A value in the JSON and where it is, such as `hosts[3].windows[1]`."""

    def __init__(self, value: object, where: str) -> None:
        self.value, self.where = value, where
        self.is_missing = value is None

    def refused(self, code: str, **values: object) -> Refused:
        code = "plan_missing" if self.is_missing else code
        return Refused(code, where=self.where or "{ }", **values)

    def __getitem__(self, name: str) -> "_Node":
        """What stands under a name, perhaps nothing."""
        if not isinstance(self.value, dict):
            raise self.refused("plan_no_object")
        where = f"{self.where}.{name}" if self.where else name
        return _Node(self.value.get(name), where)

    def any_of(self, name: str, *others: str) -> "_Node":
        """What stands under the first of these names that is there."""
        return next(
            (one for one in map(self.__getitem__, others) if not one.is_missing), self[name]
        )

    def is_pair(self) -> bool:
        """Whether it is a list of two numbers or clock times."""
        return (
            isinstance(self.value, list)
            and len(self.value) == 2
            and not any(isinstance(one, list | dict) or one is None for one in self.value)
        )

    def list(self, most: int) -> "list[_Node]":
        """The entries of a list."""
        if not isinstance(self.value, list):
            raise self.refused("plan_no_list")
        if len(self.value) > most:
            raise self.refused("plan_too_many", number=len(self.value), most=most)
        return [_Node(one, f"{self.where}[{number}]") for number, one in enumerate(self.value)]

    def number(self) -> float:
        """A finite number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.refused("plan_no_number")
        if self.value != self.value:  # what JSON calls NaN
            raise self.refused("plan_no_number")
        if abs(self.value) > _FAR:
            raise self.refused("plan_too_far", most=int(_FAR))
        return float(self.value)

    def amount(self) -> float:
        """A number that is not negative."""
        found = self.number()
        if found < 0:
            raise self.refused("plan_negative")
        return found

    def whole(self, least: int, most: int) -> int:
        """A whole number within limits."""
        found = self.number()
        if found != int(found) or not least <= found <= most:
            raise self.refused("plan_outside", least=least, most=most)
        return int(found)

    def is_true(self) -> bool:
        """Whether it says true; what is missing says false."""
        if not isinstance(self.value, bool) and not self.is_missing:
            raise self.refused("plan_no_truth")
        return bool(self.value)

    def name(self) -> str | int:
        """What a host is called: a text or a whole number."""
        if isinstance(self.value, str) and self.value.strip():
            return self.value
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return self.value
        raise self.refused("plan_no_name")


def _matrix(node: _Node) -> tuple[tuple[float, ...], ...]:
    rows = node.list(_HOSTS + _EXTRA_PLACES)
    if not rows:
        raise node.refused("plan_no_places")
    found = []
    for row in rows:
        if not isinstance(row.value, list):
            raise row.refused("plan_no_list")
        if len(row.value) != len(rows):
            raise row.refused("plan_not_square", number=len(row.value), rows=len(rows))
        # Millions of them, so that the place of a fault is looked for only where there is one.
        ways: tuple[float, ...] = (inf,)
        if {*map(type, row.value)} <= {int, float} and max(map(abs, row.value)) <= _FAR:
            ways = tuple(map(float, row.value))
        if min(ways) >= 0 and sum(ways) < inf:  # nor is it so where one is not a number
            found.append(ways)
        else:
            found.append(tuple(way.amount() for way in row.list(len(rows))))
    return tuple(found)


def _place(node: _Node, name: str, places: int, usual: int) -> int:
    """The place under a name; `usual` where none is told."""
    told = node[name]
    place = usual if told.is_missing else told.number()
    last = places - 1
    if place != int(place):
        raise told.refused("plan_outside", least=0, most=last)
    if not 0 <= place <= last:
        raise Refused("plan_no_place", where=told.where, number=int(place), last=last)
    return int(place)


def _blocks(number: int, day: _Node, places: int) -> list[Block]:
    """A day, once for each of its tracks."""
    if day["start"].is_missing:
        raise day["start"].refused("plan_missing")
    start = _place(day, "start", places, 0)
    opens, closes = _span(day["open"], day["close"])
    lunch, longest, tracks = day["lunch"], day["longest"], day["tracks"]
    within = None
    if not lunch.is_missing:
        within = Lunch(*_span(lunch["open"], lunch["close"]), lunch["minutes"].amount())
    return [
        Block(
            day=number,
            start_place=start,
            end_place=_place(day, "end", places, start),
            opens=opens,
            closes=closes,
            track=track,
            lunch=within,
            longest=None if longest.is_missing else longest.amount(),
        )
        for track in range(1 if tracks.is_missing else tracks.whole(1, _TRACKS))
    ]


def _visit(
    name: str,
    place: int,
    host: _Node,
    always: Mapping[int, tuple[Span, ...]],
    days_of: Sequence[int],
    days: int,
) -> Visit:
    told = host["windows"]
    windows = always
    if not told.is_missing:
        spans = _by_day(told, days)
        windows = {block: spans[day] for block, day in enumerate(days_of) if spans[day]}
    return Visit(
        id=name,
        place=place,
        minutes=host["duration"].amount(),
        value=host["value"].amount(),
        windows=windows,
        must=host["must"].is_true(),
    )


def _by_day(told: _Node, days: int) -> list[tuple[Span, ...]]:
    """The windows of each day."""
    if told.is_pair():
        return [_windows(told)] * days
    if isinstance(told.value, dict):
        by_number = {str(number): told[str(number)] for number in range(days)}
        if strange := next((name for name in told.value if name not in by_number), None):
            raise told[strange].refused("plan_no_day", last=days - 1)
        by_day = list(by_number.values())
    else:
        by_day = told.list(_DAYS)
    if len(by_day) != days:
        raise told.refused("plan_other_days", number=len(by_day), days=days)
    return [() if one.is_missing else _windows(one) for one in by_day]


def _windows(node: _Node) -> tuple[Span, ...]:
    """Windows in order; one that lies within another says nothing."""
    found: list[Span] = []
    told = []
    for window in [node] if node.is_pair() else node.list(_WINDOWS):
        if isinstance(window.value, dict):
            begins, ends = window.any_of("open", "start"), window.any_of("close", "end")
            told.append(_span(begins, ends, window))
            continue
        pair = window.list(_WINDOWS)
        if len(pair) != 2:
            raise window.refused("plan_no_pair")
        told.append(_span(pair[0], pair[1], window))
    for opens, closes in sorted(told, key=lambda span: (span[0], -span[1])):
        if not found or closes > found[-1][1]:
            found.append((opens, closes))
    return tuple(found)


def _span(first: _Node, last: _Node, whole: _Node | None = None) -> Span:
    opens, closes = first.number(), last.number()
    if closes < opens:
        raise (whole or last).refused("plan_backwards")
    return opens, closes

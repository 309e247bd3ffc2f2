"""Checks routes against the JSON of a problem, and shares no code with any solver.

A route is only an order of hosts, so each is put on the clock here: as early as it goes, with
lunch between any two stops, where it may be had on the way, too.
"""

import math
from itertools import pairwise
from typing import Any

_SLACK = 1e-6


def check(problem: dict[str, Any], routes: list[list[str]]) -> tuple[list[str], float, float]:
    """The faults of a plan, the sum of its values, and the minutes on the way."""
    hosts = {host["id"]: host for host in problem["hosts"]}
    blocks = [n for n, day in enumerate(problem["days"]) for _ in range(day.get("tracks", 1))]
    faults, seen, value, ways = [], set(), 0.0, 0.0
    if len(routes) != len(blocks):
        faults.append(f"{len(routes)} routes for {len(blocks)} days and tracks")
    for number, (day, route) in enumerate(zip(blocks, routes, strict=False)):
        for host in route:
            if host not in hosts:
                faults.append(f"no host {host}")
            elif host in seen:
                faults.append(f"{host} twice")
            else:
                seen.add(host)
                value += hosts[host]["value"]
        known = [hosts[host] for host in route if host in hosts]
        if known:
            ways += _ways(problem, day, known)
            if not _fits(problem, day, known):
                faults.append(f"route {number} is not possible: {route}")
    return faults, value, ways


def _ways(problem: dict[str, Any], day: int, route: list[dict[str, Any]]) -> float:
    frame, travel = problem["days"][day], problem["travel"]
    places = [frame["start"], *(host["place"] for host in route), frame["end"]]
    alone = travel[frame["start"]][frame["end"]]
    return float(sum(travel[a][b] for a, b in pairwise(places)) - alone)


def _fits(problem: dict[str, Any], day: int, route: list[dict[str, Any]]) -> bool:
    frame, travel = problem["days"][day], problem["travel"]
    lunch = frame.get("lunch")
    # The earliest time at which one stands ready at a place: without lunch yet, and after it.
    ready = [float(frame["open"]), math.inf]
    if lunch is None:
        ready = [math.inf, ready[0]]
    place = frame["start"]
    for host in [*route, None]:
        goal = frame["end"] if host is None else host["place"]
        way = travel[place][goal]
        arrived = [ready[0] + way, min(ready[1] + way, _lunched(ready[0], way, lunch))]
        if host is None:
            return bool(arrived[1] <= frame["close"] + _SLACK)
        spans = (host["windows"][day] if host.get("windows") else [[0, math.inf]]) or []
        ready = [_served(at, host["duration"], spans) for at in arrived]
        place = goal
        if min(ready) == math.inf:
            return False
    return True


def _lunched(at: float, way: float, lunch: dict[str, float] | None) -> float:
    """When one arrives who has lunch as soon as it may be, there, on the way or at its end."""
    if lunch is None or at == math.inf:
        return math.inf
    begins = max(at, lunch["open"])
    if begins + lunch["minutes"] > lunch["close"] + _SLACK:
        return math.inf
    return float(max(at + way, begins) + lunch["minutes"])


def _served(at: float, duration: float, spans: list[list[float]]) -> float:
    starts = (max(at, opens) for opens, closes in spans if _inside(at, duration, opens, closes))
    return min((start + duration for start in starts), default=math.inf)


def _inside(at: float, duration: float, opens: float, closes: float) -> bool:
    return max(at, opens) + duration <= closes + _SLACK

"""The other solvers, each on the same JSON: run by the Python of `.dev/peers`, never by ours.

`python peers.py SOLVER SECONDS` reads a problem from standard input and writes its routes. All days
lie on one axis of time, a long night apart, so that one host has windows of several days. Times
are multiplied by `SCALE`, since these solvers count in whole numbers.
"""

import json
import sys
from itertools import pairwise
from typing import Any

Problem = dict[str, Any]
Routes = list[list[str]]

SCALE = 100
NIGHT = 10_000  # of the problem's units


def blocks(problem: Problem) -> list[int]:
    """The day of each route."""
    return [n for n, day in enumerate(problem["days"]) for _ in range(day.get("tracks", 1))]


def at(day: int, minute: float) -> int:
    """A time of a day on the axis of all days."""
    return round((day * NIGHT + minute) * SCALE)


def windows(problem: Problem, host: dict[str, Any]) -> list[tuple[int, int]]:
    """The earliest and latest starts of a host, on the axis of all days."""
    found = []
    for day, frame in enumerate(problem["days"]):
        for opens, closes in (host.get("windows") or [[[frame["open"], frame["close"]]]] * 99)[day]:
            last = closes - host["duration"]
            if last >= opens:
                found.append((at(day, opens), at(day, last)))
    return found


def ways(problem: Problem) -> list[list[int]]:
    """The matrix in whole numbers."""
    return [[round(cell * SCALE) for cell in row] for row in problem["travel"]]


def vroom(problem: Problem, _seconds: float) -> Routes:
    """VROOM, which stops by itself."""
    import numpy as np
    import vroom as v

    solver = v.Input()
    solver.set_durations_matrix("car", np.array(ways(problem), dtype=np.uint32))
    most = max(host["value"] for host in problem["hosts"])
    for number, host in enumerate(problem["hosts"]):
        spans = windows(problem, host)
        if spans:
            solver.add_job(
                v.Job(
                    id=number,
                    location=host["place"],
                    default_service=round(host["duration"] * SCALE),
                    priority=max(1, round(100 * host["value"] / most)),
                    time_windows=[v.TimeWindow(a, b) for a, b in spans],
                )
            )
    own = blocks(problem)
    for number, day in enumerate(own):
        frame = problem["days"][day]
        breaks = []
        if lunch := frame.get("lunch"):
            last = lunch["close"] - lunch["minutes"]
            span = v.TimeWindow(at(day, lunch["open"]), at(day, last))
            breaks = [v.Break(number, time_windows=[span], service=round(lunch["minutes"] * SCALE))]
        solver.add_vehicle(
            v.Vehicle(
                number,
                start=frame["start"],
                end=frame["end"],
                profile="car",
                time_window=v.TimeWindow(at(day, frame["open"]), at(day, frame["close"])),
                breaks=breaks,
            )
        )
    told = solver.solve(exploration_level=5, nb_threads=1)
    routes: Routes = [[] for _ in own]
    for row in told.routes.itertuples():
        if row.type == "job":
            routes[int(row.vehicle_id)].append(problem["hosts"][int(row.id)]["id"])
    return routes


def ortools(problem: Problem, seconds: float) -> Routes:
    """OR-tools routing with guided local search."""
    from ortools.constraint_solver import pywrapcp
    from ortools.constraint_solver import routing_enums_pb2 as enums

    own, way = blocks(problem), ways(problem)
    starts = [problem["days"][day]["start"] for day in own]
    ends = [problem["days"][day]["end"] for day in own]
    hosts = problem["hosts"]
    # Each vehicle has depots of its own; then the hosts.
    places = [*starts, *ends, *(host["place"] for host in hosts)]
    served = [0] * (2 * len(own)) + [round(host["duration"] * SCALE) for host in hosts]
    first = 2 * len(own)
    manager = pywrapcp.RoutingIndexManager(
        len(places), len(own), list(range(len(own))), list(range(len(own), first))
    )
    routing = pywrapcp.RoutingModel(manager)

    def leg(a: int, b: int) -> int:
        one, other = manager.IndexToNode(a), manager.IndexToNode(b)
        return int(way[places[one]][places[other]] + served[one])

    def drive(a: int, b: int) -> int:
        return int(way[places[manager.IndexToNode(a)]][places[manager.IndexToNode(b)]])

    clock, road = routing.RegisterTransitCallback(leg), routing.RegisterTransitCallback(drive)
    routing.SetArcCostEvaluatorOfAllVehicles(road)
    horizon = at(len(problem["days"]), 0)
    routing.AddDimension(clock, horizon, horizon, False, "time")
    time = routing.GetDimensionOrDie("time")
    # A host is worth as much of the way as the problem says, or more than any way.
    rate = problem.get("travel_cost", 0) or 0.001
    for number, host in enumerate(hosts):
        index = manager.NodeToIndex(first + number)
        spans = windows(problem, host)
        routing.AddDisjunction([index], round(host["value"] / rate * SCALE))
        if not spans:
            routing.solver().Add(routing.ActiveVar(index) == 0)
            continue
        cumul = time.CumulVar(index)
        cumul.SetRange(spans[0][0], spans[-1][1])
        for (_, end), (start, _) in pairwise(spans):
            if end + 1 <= start - 1:
                cumul.RemoveInterval(end + 1, start - 1)
    for number, day in enumerate(own):
        frame = problem["days"][day]
        opens, closes = at(day, frame["open"]), at(day, frame["close"])
        time.CumulVar(routing.Start(number)).SetRange(opens, closes)
        time.CumulVar(routing.End(number)).SetRange(opens, closes)
        if lunch := frame.get("lunch"):
            minutes = round(lunch["minutes"] * SCALE)
            last = at(day, lunch["close"]) - minutes
            pause = routing.solver().FixedDurationIntervalVar(
                at(day, lunch["open"]), last, minutes, False, f"lunch {number}"
            )
            visits = [served[manager.IndexToNode(i)] for i in range(routing.Size())]
            time.SetBreakIntervalsOfVehicle([pause], number, visits)
    search = pywrapcp.DefaultRoutingSearchParameters()
    search.first_solution_strategy = enums.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    search.local_search_metaheuristic = enums.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    search.time_limit.FromMilliseconds(round(seconds * 1000))
    found = routing.SolveWithParameters(search)
    routes: Routes = [[] for _ in own]
    for number in range(len(own)) if found else ():
        index = routing.Start(number)
        while not routing.IsEnd(index):
            node = manager.IndexToNode(index)
            if node >= first:
                routes[number].append(hosts[node - first]["id"])
            index = found.Value(routing.NextVar(index))
    return routes


def pyvrp(problem: Problem, seconds: float) -> Routes:
    """It knows no lunch, so it is asked only where there is none."""
    import pyvrp as p
    from pyvrp.stop import MaxRuntime

    model, way = p.Model(), ways(problem)
    own, rate = blocks(problem), problem.get("travel_cost", 0) or 0.001
    locations = [model.add_location(0, 0) for _ in way]
    for one, a in enumerate(locations):
        for other, b in enumerate(locations):
            model.add_edge(a, b, distance=way[one][other], duration=way[one][other])
    names = []
    for host in problem["hosts"]:
        spans = windows(problem, host)
        group = model.add_client_group(required=False) if len(spans) > 1 else None
        for early, late in spans:
            model.add_client(
                locations[host["place"]],
                service_duration=round(host["duration"] * SCALE),
                tw_early=early,
                tw_late=late,
                prize=round(host["value"] / rate * SCALE),
                required=False,
                group=group,
            )
            names.append(host["id"])
    ends = {place for day in problem["days"] for place in (day["start"], day["end"])}
    depots = {place: model.add_depot(locations[place]) for place in sorted(ends)}
    days = sorted({*own})
    for day in days:
        frame = problem["days"][day]
        model.add_vehicle_type(
            own.count(day),
            start_depot=depots[frame["start"]],
            end_depot=depots[frame["end"]],
            tw_early=at(day, frame["open"]),
            tw_late=at(day, frame["close"]),
        )
    result = model.solve(stop=MaxRuntime(seconds), display=False, seed=1)
    routes: Routes = [[] for _ in own]
    free = list(range(len(own)))
    for route in result.best.routes() if result.is_feasible() else ():
        day = days[route.vehicle_type()]
        number = next(n for n in free if own[n] == day)
        free.remove(number)
        routes[number] = [names[stop.idx] for stop in route.schedule() if stop.is_client()]
    return routes


if __name__ == "__main__":
    told = {"vroom": vroom, "ortools": ortools, "pyvrp": pyvrp}[sys.argv[1]]
    print(json.dumps({"routes": told(json.load(sys.stdin), float(sys.argv[2]))}))

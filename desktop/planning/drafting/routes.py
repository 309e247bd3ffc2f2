"""Every route that a block can have: the exact half of drafting lists them, then picks."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from math import inf

from desktop.planning.drafting.problem import SLACK, Problem
from desktop.planning.drafting.schedule import Day, Option

# So many ways of having begun a day are kept at most: about 300 MB of memory.
MOST = 400_000
# How many are gone on from between two questions whether time is up.
_OFTEN = 256

# When it ends, what it gains, whether lunch was had, how long it takes without waiting, the latest
# leaving that still keeps every window, the visit it ends with (-1: none), the label before it,
# and what may be in reach from there.
_Label = tuple[float, float, bool, float, float, int, "_Label | None", tuple[int, ...]]
_Fronts = dict[tuple[int, int], list[_Label]]


@dataclass(slots=True)
class Listing:
    """The best route of every set of visits that one block can have; a set is a bit mask.

    Not `is_complete` where there were too many, or no time to list them.
    """

    masks: list[int] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    orders: list[tuple[int, ...]] = field(default_factory=list)
    is_complete: bool = True
    labels: int = 0


def likeness(day: Day) -> Hashable:
    """Equal for blocks that have the same routes, of the same worth."""
    block, visits = day.block, range(len(day.problem.visits))
    fixed = tuple((f.place, f.end_place, f.start, f.end, f.is_lunch) for f in day.fixed)
    hours = (block.opens, block.closes, block.longest, day.lunch)
    return (
        *(block.start_place, block.end_place, hours, fixed),
        tuple(day.options(visit) for visit in visits),
    )


def shortest(problem: Problem) -> list[list[float]]:
    """The shortest ways between places, by way of others where that is shorter."""
    import numpy as np

    ways = np.array(problem.travel, dtype=float).reshape(len(problem.travel), -1)
    for place in range(len(ways)):
        ways = np.minimum(ways, ways[:, place, None] + ways[None, place, :])
    found: list[list[float]] = ways.tolist()
    return found


def listed(
    day: Day,
    near: Sequence[Sequence[float]] | None = None,
    *,
    most: int = MOST,
    stop: Callable[[], bool] = lambda: False,
) -> Listing:
    """Every set of visits that a block can have, each with its best route.

    `near` are the shortest ways. `stop` is asked every so often whether to give up.
    """
    return _Lister(day, shortest(day.problem) if near is None else near, most, stop).run()


class _Lister:
    def __init__(
        self, day: Day, near: Sequence[Sequence[float]], most: int, stop: Callable[[], bool]
    ) -> None:
        self.day, self.near, self.most, self.stop = day, near, most, stop
        problem = day.problem
        visits = problem.visits
        self.count = self.asked = 0
        self.sets: dict[int, tuple[float, float, _Label]] = {}
        self.places = [visit.place for visit in visits]
        self.minutes = [visit.minutes for visit in visits]
        # What may not come after what is in a set already, itself first of all.
        self.bars = [1 << number for number in range(len(visits))]
        for one, other in problem.apart:
            self.bars[one] |= 1 << other
            self.bars[other] |= 1 << one
        for one, other in problem.before:
            self.bars[one] |= 1 << other
        self.options = [self._options(passed) for passed in range(len(day.fixed) + 1)]
        self.lasts = [[-inf] * len(visits) for _ in self.options]
        for passed in range(len(day.fixed), -1, -1):
            for number, options in enumerate(self.options[passed]):
                lasts = [last for _, last, _ in options]
                if passed < len(day.fixed):
                    lasts.append(self.lasts[passed + 1][number])
                self.lasts[passed][number] = max(lasts, default=-inf)

    def _options(self, passed: int) -> list[tuple[Option, ...]]:
        """The starts of each visit after so many fixed stops from which the next is in reach."""
        day, block = self.day, self.day.block
        if passed < len(day.fixed):
            place, until = day.fixed[passed].place, day.fixed[passed].start
        else:
            place, until = block.end_place, block.closes
        floor = day.free_from[passed - 1] if passed else -inf
        found = []
        for number, visit in enumerate(day.problem.visits):
            latest = until - self.near[visit.place][place] - visit.minutes
            found.append(
                tuple(
                    (max(first, floor), min(last, latest), gain + visit.value)
                    for first, last, gain in day.options(number)
                    if max(first, floor) <= min(last, latest) + SLACK
                )
            )
        return found

    def run(self) -> Listing:
        day = self.day
        todo = tuple(n for n, last in enumerate(self.lasts[0]) if last > -inf)
        start: _Label = (day.block.opens, 0.0, day.lunch is None, 0.0, inf, -1, None, todo)
        layer: list[_Fronts] = [{} for _ in self.options]
        layer[0][0, -1] = [start]
        while any(layer):
            deeper: list[_Fronts] = [{} for _ in self.options]
            for passed, fronts in enumerate(layer):
                for key, labels in fronts.items():
                    if not self._grow(labels, key, passed, layer, deeper):
                        return self._listing(False)
            layer = deeper
        return self._listing(True)

    def _grow(
        self,
        labels: list[_Label],
        key: tuple[int, int],
        passed: int,
        layer: list[_Fronts],
        deeper: list[_Fronts],
    ) -> bool:
        """Go on from these; False where there are too many or time is up."""
        mask, last = key
        self.asked += len(labels)
        if self.asked > _OFTEN:
            self.asked = 0
            if self.stop():
                return False
        for label in labels:
            self._to_visits(label, mask, last, passed, deeper[passed])
            if passed < len(self.day.fixed):
                self._to_fixed(label, mask, last, passed, layer[passed + 1])
            elif mask:
                self._finish(label, mask, last)
        return self.count <= self.most

    def _listing(self, is_complete: bool) -> Listing:
        found = Listing(is_complete=is_complete, labels=self.count)
        for mask, (score, _, last) in self.sets.items():
            order: list[int] = []
            label: _Label | None = last
            while label is not None:
                if label[5] >= 0:
                    order.append(label[5])
                label = label[6]
            found.masks.append(mask)
            found.scores.append(score)
            found.orders.append(tuple(reversed(order)))
        return found

    def _place(self, last: int, passed: int) -> int:
        if last >= 0:
            return self.places[last]
        return self.day.fixed[passed - 1].end_place if passed else self.day.block.start_place

    def _arrivals(
        self, label: _Label, way: float, is_first: bool
    ) -> list[tuple[float, bool, float, float]]:
        """When one may arrive, whether lunch was had, how long it takes, the latest leaving."""
        end, _, lunched, takes, latest = label[:5]
        found = [(end + way, lunched, takes + way, latest)]
        lunch = self.day.lunch
        if lunch is None or lunched or (over := lunch.eaten(end, way)) == inf:
            return found
        if is_first:
            return [*found, (over, True, way, latest)]
        until = lunch.closes - lunch.minutes - takes
        return [*found, (over, True, takes + way + lunch.minutes, min(latest, until))]

    def _to_visits(self, label: _Label, mask: int, last: int, passed: int, fronts: _Fronts) -> None:
        place = self._place(last, passed)
        ways, near, places = self.day.problem.travel[place], self.near[place], self.places
        bars, lasts = self.bars, self.lasts[passed]
        end = label[0]
        todo = tuple(
            visit
            for visit in label[7]
            if not mask & bars[visit] and end + near[places[visit]] <= lasts[visit] + SLACK
        )
        if not todo:
            return
        options, minutes, cost = self.options[passed], self.minutes, self.day.problem.travel_cost
        _, pay, lunched, takes, latest = label[:5]
        is_first, lunch = not mask and not passed, self.day.lunch
        noon = inf if lunch is None else lunch.closes - lunch.minutes + SLACK
        for visit in todo:
            if not options[visit]:
                continue
            way = ways[places[visit]]
            if lunched:
                arrivals = [(end + way, True, takes + way, latest)]
            else:
                arrivals = self._arrivals(label, way, is_first)
            less, long = pay - cost * way, minutes[visit]
            for first, until, gain in options[visit]:
                for arrives, ate, taken, leaves in arrivals:
                    if arrives > until + SLACK:
                        continue
                    start = max(first, arrives)
                    if not ate and start + long > noon:
                        continue
                    leaves = min(leaves, until - taken)
                    made = (start + long, less + gain, ate, taken + long, leaves, visit)
                    self._keep(fronts, (mask | 1 << visit, visit), (*made, label, todo))

    def _to_fixed(self, label: _Label, mask: int, last: int, passed: int, fronts: _Fronts) -> None:
        fixed = self.day.fixed[passed]
        way = self.day.problem.travel[self._place(last, passed)][fixed.place]
        end, pay, lunched, takes, latest = label[:5]
        if last < 0 and passed:
            way = min(way, max(0.0, fixed.start - end))
            lunched = lunched or self.day.lunch_between(end, fixed.start, way)
            arrivals = [(fixed.start, lunched, takes + fixed.start - end, latest)]
        else:
            arrivals = self._arrivals(label, way, not mask and not passed)
        less = pay - self.day.problem.travel_cost * way
        for arrives, ate, taken, leaves in arrivals:
            if arrives > fixed.start + SLACK:
                continue
            if last >= 0 or not passed:
                leaves = min(leaves, fixed.start - taken)
            made = (fixed.end, less, ate, taken + fixed.end - fixed.start, leaves, -1)
            self._keep(fronts, (mask, -1), (*made, label, label[7]))

    def _keep(self, fronts: _Fronts, key: tuple[int, int], label: _Label) -> None:
        """Add a label to those of which none is better in every way."""
        end, pay, ate, takes, latest = label[:5]
        longest = self.day.block.longest
        if longest is not None and key[1] >= 0:
            home = self.near[self.places[key[1]]][self.day.block.end_place]
            if max(takes, end - latest) + home > longest + SLACK:
                return
        front = fronts.get(key)
        if front is None:
            fronts[key] = [label]
            self.count += 1
            return
        beaten = False
        for one in front:
            if one[0] <= end and one[1] >= pay and one[2] >= ate:
                if longest is None or (one[3] <= takes and one[4] >= latest):
                    return
            elif end <= one[0] and pay >= one[1] and ate >= one[2]:
                beaten = True
        if beaten:
            front[:] = [
                one
                for one in front
                if not (
                    (end <= one[0] and pay >= one[1] and ate >= one[2])
                    and (longest is None or (takes <= one[3] and latest >= one[4]))
                )
            ]
        front.append(label)
        self.count += 1

    def _finish(self, label: _Label, mask: int, last: int) -> None:
        day, problem = self.day, self.day.problem
        end, pay, lunched, takes, latest = label[:5]
        way = problem.travel[self._place(last, len(day.fixed))][day.block.end_place]
        back, longest = end + way, day.block.longest
        if back > day.block.closes + SLACK:
            return
        if longest is not None and max(takes + way, back - latest) > longest + SLACK:
            return
        if not lunched and not day.lunch_between(end, day.block.closes, way):
            return
        late = problem.end_cost * max(0.0, back - day.alone_end)
        score = pay - problem.travel_cost * (way - day.alone_travel) - late
        known = self.sets.get(mask)
        if known is None or (score, -back) > known[:2]:
            self.sets[mask] = (score, -back, label)

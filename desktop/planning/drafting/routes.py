"""Every route that a block can have: the exact half of drafting lists them, then picks."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import comb, inf
from typing import TYPE_CHECKING, NamedTuple

from desktop.planning.drafting.labels import WORD, Labels, fewest, joined
from desktop.planning.drafting.problem import SLACK, Problem
from desktop.planning.drafting.schedule import Day, Option

if TYPE_CHECKING:
    from desktop.planning.drafting.labels import Bools, Floats, Numbers, Words

# So many ways of having begun a day are kept at most: about 300 MB of memory.
MOST = 400_000
# So many next visits are reckoned with at once, between two questions whether time is up.
_AT_ONCE = 200_000
# So many times as many have to be foreseen for listing to be given up before there are too many,
# and that is not asked of the first few, which take no time.
_FAR_MORE, _FIRST = 20, 2_000


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


def _foreseen(counts: Sequence[int], visits: int) -> float:
    """How many there will be, from how many there were with no visit, one, two and so on.

    Of all that so many visits could make, a share can be; with each visit more it falls, faster
    and faster, so that this is rather too many.
    """
    could = [max(1, n) * comb(visits, n) for n in range(visits + 1)]
    made = [other - one for one, other in pairwise(counts)]
    if len(made) < 3 or len(made) > visits or min(made[-3:]) < 1:
        return counts[-1]
    before, last, share = (made[n] / could[n] for n in range(len(made) - 3, len(made)))
    falls = min(1.0, share / last)
    faster = min(1.0, falls / (last / before))
    total = float(counts[-1])
    for most in could[len(made) :]:
        falls *= faster
        share *= falls
        total += share * most
    return total


class _Arrivals(NamedTuple):
    """When the labels `of` arrive, whether lunch was had, how long it takes, the latest leaving."""

    of: "Numbers"
    at: "Floats"
    ate: "Bools"
    takes: "Floats"
    latest: "Floats"


class _Lister:
    def __init__(
        self, day: Day, near: Sequence[Sequence[float]], most: int, stop: Callable[[], bool]
    ) -> None:
        import numpy as np

        self.day, self.most, self.stop = day, most, stop
        problem, stages = day.problem, range(len(day.fixed) + 1)
        options = [self._options(passed, near) for passed in stages]
        # Visits go by their number among those that the day can have at all.
        self.here = [n for n in range(len(problem.visits)) if any(some[n] for some in options)]
        visits = [problem.visits[n] for n in self.here]
        self.count = 0
        self.places = np.array([visit.place for visit in visits], dtype=np.int64)
        self.minutes = np.array([visit.minutes for visit in visits], dtype=float)
        self.ways = np.array(problem.travel, dtype=float)
        self.near = np.array(near, dtype=float)
        self.bits, self.bars = self._bits()
        self.options = [self._table([some[n] for n in self.here]) for some in options]
        self.lasts = np.full((len(stages), len(visits)), -inf)
        for passed in reversed(stages):
            self.lasts[passed] = self.options[passed][:, 1].max(axis=0, initial=-inf)
            if passed < len(day.fixed):
                self.lasts[passed] = np.maximum(self.lasts[passed], self.lasts[passed + 1])

    def _options(self, passed: int, near: Sequence[Sequence[float]]) -> list[tuple[Option, ...]]:
        """The starts of each visit after so many fixed stops from which the next is in reach."""
        day, block = self.day, self.day.block
        if passed < len(day.fixed):
            place, until = day.fixed[passed].place, day.fixed[passed].start
        else:
            place, until = block.end_place, block.closes
        floor = day.free_from[passed - 1] if passed else -inf
        found = []
        for number, visit in enumerate(day.problem.visits):
            latest = until - near[visit.place][place] - visit.minutes
            found.append(
                tuple(
                    (max(first, floor), min(last, latest), gain + visit.value)
                    for first, last, gain in day.options(number)
                    if max(first, floor) <= min(last, latest) + SLACK
                )
            )
        return found

    def _bits(self) -> tuple["Words", "Words"]:
        """The bit of each visit, and those of what it may not come after, itself first of all."""
        import numpy as np

        place = {number: n for n, number in enumerate(self.here)}
        bits = np.zeros((len(place), 1 + len(place) // WORD), dtype=np.uint64)
        for n in place.values():
            bits[n, n // WORD] = 1 << n % WORD
        bars, problem = bits.copy(), self.day.problem
        for one, other in (
            *problem.apart,
            *(pair[::-1] for pair in problem.apart),
            *problem.before,
        ):
            if one in place and other in place:
                bars[place[one]] |= bits[place[other]]
        return bits, bars

    def _table(self, options: Sequence[tuple[Option, ...]]) -> "Floats":
        """For each option that a visit may have: the first and last starts, and the gains."""
        import numpy as np

        most = max(map(len, options), default=0)
        none = (inf, -inf, 0.0)
        rows = [[*some, *[none] * (most - len(some))] for some in options]
        return np.array(rows, dtype=float).reshape(len(options), most, 3).transpose(1, 2, 0)

    def run(self) -> Listing:
        listing, stages = Listing(), len(self.day.fixed) + 1
        begun = [[self._start()], *(list[Labels]() for _ in self.day.fixed)]
        counts = [0]
        while any(begun):
            counts.append(1 + self.count)  # with the day on which nothing is begun
            if self.count > _FIRST and _foreseen(counts, len(self.here)) > _FAR_MORE * self.most:
                return self._given_up(listing)
            deeper: list[list[Labels]] = [[] for _ in begun]
            for passed, parts in enumerate(begun):
                if not parts:
                    continue
                labels = joined(parts)
                made = self._to_visits(labels, passed)
                if made is None:
                    return self._given_up(listing)
                if len(made):
                    deeper[passed].append(made)
                if passed + 1 < stages:
                    if len(more := self._to_fixed(labels, passed)):
                        begun[passed + 1].append(more)
                        self.count += len(more)
                elif labels.orders.shape[1]:
                    self._finish(labels, listing)
            begun = deeper
        listing.labels = self.count
        return listing

    def _given_up(self, listing: Listing) -> Listing:
        listing.is_complete, listing.labels = False, self.count
        return listing

    def _start(self) -> Labels:
        import numpy as np

        return Labels(
            sets=np.zeros((1, self.bits.shape[1]), dtype=np.uint64),
            last=np.array([-1]),
            end=np.array([self.day.block.opens], dtype=float),
            pay=np.zeros(1),
            ate=np.array([self.day.lunch is None]),
            takes=np.zeros(1),
            latest=np.array([inf]),
            orders=np.zeros((1, 0), dtype=np.int16),
        )

    def _to_visits(self, labels: Labels, passed: int) -> Labels | None:
        """Go on from these to one visit more; None where there are too many or time is up."""
        parts, waiting = list[Labels](), 0
        step = max(1, _AT_ONCE // max(1, len(self.here)))
        for first in range(0, len(labels), step):
            if self.stop():
                return None
            parts.append(self._visited(labels.of(slice(first, first + step)), passed))
            waiting += len(parts[-1])
            if self.count + waiting > 2 * self.most:
                parts = [self._fewest(joined(parts))]
                waiting = len(parts[0])
                if self.count + waiting > self.most:
                    break
        found = joined(parts)
        if len(parts) > 1:
            found = self._fewest(found)
        self.count += len(found)
        return found if self.count <= self.most else None

    def _fewest(self, labels: Labels) -> Labels:
        return fewest(labels, timed=self.day.block.longest is not None)

    def _place(self, labels: Labels, passed: int) -> "Numbers":
        import numpy as np

        day = self.day
        other = day.fixed[passed - 1].end_place if passed else day.block.start_place
        if not len(self.places):
            return np.full(len(labels), other)
        return np.where(labels.last >= 0, self.places[labels.last], other)

    def _visited(self, labels: Labels, passed: int) -> Labels:
        """Every way to go on from these to one visit more, without those that another beats."""
        import numpy as np

        place, depth = self._place(labels, passed), labels.orders.shape[1]
        reach = labels.end[:, None] + self.near[place[:, None], self.places]
        is_open = reach <= self.lasts[passed] + SLACK
        for word, bars in zip(labels.sets.T, self.bars.T, strict=True):
            is_open &= word[:, None] & bars == 0
        of, to = np.nonzero(is_open)
        ways = self.ways[place[of], self.places[to]]
        came = self._arrivals(labels, of, ways, is_first=not passed and not depth)
        of, to, ways = of[came.of], to[came.of], ways[came.of]
        lunch = self.day.lunch
        noon = inf if lunch is None else lunch.closes - lunch.minutes + SLACK
        less = labels.pay[of] - self.day.problem.travel_cost * ways
        parts = []
        for first, until, gain in self.options[passed]:
            end = np.maximum(first[to], came.at) + self.minutes[to]
            can = (came.at <= until[to] + SLACK) & (came.ate | (end <= noon))
            n = np.flatnonzero(can)
            before, visit = of[n], to[n]
            parts.append(
                Labels(
                    sets=labels.sets[before] | self.bits[visit],
                    last=visit,
                    end=end[n],
                    pay=less[n] + gain[visit],
                    ate=came.ate[n],
                    takes=came.takes[n] + self.minutes[visit],
                    latest=np.minimum(came.latest[n], until[visit] - came.takes[n]),
                    orders=np.column_stack([labels.orders[before], visit.astype(np.int16)]),
                )
            )
        return self._fewest(self._in_hours(joined(parts))) if parts else labels.of(slice(0))

    def _in_hours(self, labels: Labels) -> Labels:
        """Those after which the day need not be longer than it may be."""
        import numpy as np

        block = self.day.block
        if block.longest is None:
            return labels
        home = self.near[self.places[labels.last], block.end_place]
        takes = np.maximum(labels.takes, labels.end - labels.latest)
        return labels.of(takes + home <= block.longest + SLACK)

    def _to_fixed(self, labels: Labels, passed: int) -> Labels:
        """Go on from these to the next fixed stop."""
        import numpy as np

        fixed, cost = self.day.fixed[passed], self.day.problem.travel_cost
        # From one fixed stop straight to the next the way takes no more than there is time.
        straight = (labels.last < 0) & (passed > 0)
        ways = self.ways[self._place(labels, passed), fixed.place]
        within = np.minimum(ways, np.maximum(0.0, fixed.start - labels.end))
        ways = np.where(straight, within, ways)
        is_first = not passed and not labels.orders.shape[1]
        came = self._arrivals(labels, np.arange(len(labels)), ways, is_first=is_first)
        stays = straight[came.of]
        can = came.at <= fixed.start + SLACK
        can |= stays & (came.ate == labels.ate[came.of])
        waited = labels.takes[came.of] + fixed.start - labels.end[came.of]
        latest = np.minimum(came.latest, fixed.start - came.takes)
        of = came.of[can]
        return self._fewest(
            Labels(
                sets=labels.sets[of],
                last=np.full(len(of), -1),
                end=np.full(len(of), fixed.end),
                pay=labels.pay[of] - cost * ways[of],
                ate=came.ate[can],
                takes=np.where(stays, waited, came.takes)[can] + fixed.end - fixed.start,
                latest=np.where(stays, labels.latest[came.of], latest)[can],
                orders=labels.orders[of],
            )
        )

    def _finish(self, labels: Labels, listing: Listing) -> None:
        """Put into the listing the best way home of each set of visits."""
        import numpy as np

        day, problem, block = self.day, self.day.problem, self.day.block
        ways = self.ways[self._place(labels, len(day.fixed)), block.end_place]
        back = labels.end + ways
        can = back <= block.closes + SLACK
        if block.longest is not None:
            takes = np.maximum(labels.takes + ways, back - labels.latest)
            can &= takes <= block.longest + SLACK
        can &= labels.ate | (self._eaten(labels.end, ways) <= block.closes + SLACK)
        labels, ways, back = labels.of(can), ways[can], back[can]
        late = problem.end_cost * np.maximum(0.0, back - day.alone_end)
        scores = labels.pay - problem.travel_cost * (ways - day.alone_travel) - late
        order = np.lexsort([back, -scores, *labels.sets.T])
        sets = labels.sets[order]
        is_new = np.ones(len(order), dtype=bool)
        is_new[1:] = (sets[1:] != sets[:-1]).any(axis=1)
        best = order[is_new]
        orders = np.array(self.here)[labels.orders[best]]
        bits = np.array([1 << n for n in range(len(problem.visits))], dtype=object)
        listing.masks += bits[orders].sum(axis=1).tolist()
        listing.scores += scores[best].tolist()
        listing.orders += map(tuple, orders.tolist())

    def _eaten(self, end: "Floats", ways: "Floats") -> "Floats":
        """When lunch is over at the earliest, had on such ways after such ends; infinite: never."""
        import numpy as np

        lunch = self.day.lunch
        if lunch is None:
            return np.full(len(end), inf)
        begin = np.maximum(end, lunch.opens)
        over = np.maximum(end + ways, begin) + lunch.minutes
        return np.where(begin + lunch.minutes <= lunch.closes + SLACK, over, inf)

    def _arrivals(
        self, labels: Labels, of: "Numbers", ways: "Floats", *, is_first: bool
    ) -> _Arrivals:
        """How some labels go such ways, by their place in `of`: without lunch, and with it."""
        import numpy as np

        end, ate, latest = labels.end[of], labels.ate[of], labels.latest[of]
        takes, lunch = labels.takes[of], self.day.lunch
        found = _Arrivals(np.arange(len(of)), end + ways, ate, takes + ways, latest)
        if lunch is None:
            return found
        over = self._eaten(end, ways)
        eats = np.flatnonzero(~ate & (over < inf))
        takes, latest, ways = takes[eats], latest[eats], ways[eats]
        if is_first:
            takes = ways
        else:
            latest = np.minimum(latest, lunch.closes - lunch.minutes - takes)
            takes = takes + ways + lunch.minutes
        eaten = (eats, over[eats], np.ones(len(eats), dtype=bool), takes, latest)
        return _Arrivals(*(np.concatenate(pair) for pair in zip(found, eaten, strict=True)))

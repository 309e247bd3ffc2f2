"""Problems made by chance, with or without each of what a delegation brings along."""

from collections.abc import Collection
from dataclasses import replace
from random import Random

from desktop.planning.drafting.problem import Block, Fixed, Keep, Lunch, Problem, Span, Visit

ALL = frozenset(
    {
        *("alone", "apart", "before", "bonus", "ends", "fixed", "keep", "longest"),
        *("lunch", "modes", "must", "windows"),
    }
)
OPENS, CLOSES = 540.0, 1080.0


def random_problem(
    rng: Random, hosts: int, days: int, tracks: int = 1, *, features: Collection[str] = ALL
) -> Problem:
    """A problem in minutes of the day; `features` are the words of `ALL` that it may have."""
    count = hosts + days + 1
    matrix = _travel(rng, count)
    hotels = [hosts + day for day in range(days + 1)]
    blocks = _blocks(rng, days, tracks, features, hotels)
    if "fixed" in features:
        blocks = [_with_fixed(rng, block, matrix, count) for block in blocks]
    if "longest" in features:
        blocks = [_with_longest(rng, block, matrix) for block in blocks]
    visits = tuple(_visit(rng, n, blocks, features) for n in range(hosts))
    few = max(1, hosts // 6)
    return Problem(
        visits,
        tuple(blocks),
        matrix,
        travel_cost=rng.choice((0.0, 0.02, 0.02, 0.1)),
        end_cost=rng.choice((0.0, 0.01)) if "ends" in features else 0.0,
        apart=_pairs(rng, hosts, few) if "apart" in features else (),
        before=_ordered(_pairs(rng, hosts, few)) if "before" in features else (),
        alone=_pairs(rng, hosts, few) if "alone" in features else (),
    )


def _travel(rng: Random, count: int) -> tuple[tuple[float, ...], ...]:
    spots = [(rng.uniform(0, 60), rng.uniform(0, 60)) for _ in range(count)]
    unequal = rng.random() < 0.5  # neither symmetric nor obeying the triangle inequality
    rows = []
    for n, (x, y) in enumerate(spots):
        ways = [round(((x - u) ** 2 + (y - v) ** 2) ** 0.5) for u, v in spots]
        more = [rng.randrange(10) if unequal and m != n else 0 for m in range(count)]
        rows.append(tuple(float(a + b) for a, b in zip(ways, more, strict=True)))
    return tuple(rows)


def _blocks(
    rng: Random, days: int, tracks: int, features: Collection[str], hotels: list[int]
) -> list[Block]:
    found = []
    moves = rng.random() < 0.5
    for day in range(days):
        start, end = (hotels[day], hotels[day + 1]) if moves else (hotels[0], hotels[0])
        lunch = Lunch(690.0, 810.0, 60.0) if "lunch" in features and rng.random() < 0.8 else None
        closes = CLOSES - rng.choice((0, 0, 60, 240))
        block = Block(day, start, end, OPENS, closes, lunch=lunch)
        modes = "modes" in features and tracks > 1
        if modes:
            found.append(block)
        found += [replace(block, track=track, mode=int(modes)) for track in range(tracks)]
    return found


def _with_fixed(
    rng: Random, block: Block, matrix: tuple[tuple[float, ...], ...], count: int
) -> Block:
    fixed: list[Fixed] = []
    for n in range(rng.choice((0, 0, 1, 2))):
        place, end_place = rng.randrange(count), rng.randrange(count)
        first = block.opens + matrix[block.start_place][place]
        last = block.closes - matrix[end_place][block.end_place] - 90
        if first > last:
            continue
        start = float(round(rng.uniform(first, last)))
        end = start + rng.choice((30, 60, 90))
        if any(one.start < end and start < one.end for one in fixed):
            continue
        is_lunch = block.lunch is not None and rng.random() < 0.3
        fixed.append(Fixed(f"f{n}", place, end_place, start, end, is_lunch))
    return replace(block, fixed=tuple(sorted(fixed, key=lambda one: one.start)))


def _with_longest(rng: Random, block: Block, matrix: tuple[tuple[float, ...], ...]) -> Block:
    if rng.random() < 0.5:
        return block
    longest = float(rng.choice((300, 420, 480)))
    if block.fixed:
        one, other = block.fixed[0], block.fixed[-1]
        leave = one.start - matrix[block.start_place][one.place]
        longest = max(longest, other.end + matrix[other.end_place][block.end_place] - leave)
    return replace(block, longest=longest)


def _visit(rng: Random, n: int, blocks: list[Block], features: Collection[str]) -> Visit:
    minutes = float(rng.choice((30, 60, 60, 90)))
    windows: dict[int, tuple[Span, ...]] = {}
    bonus: dict[int, tuple[tuple[Span, float], ...]] = {}
    days = sorted({block.day for block in blocks})
    on_day = {day: _spans(rng, minutes, features) for day in days}
    half = rng.choice(((0.0, 720.0), (720.0, 1440.0)))
    likes = "bonus" in features and rng.random() < 0.3
    for number, block in enumerate(blocks):
        spans = on_day[block.day]
        if block.mode and "windows" in features and rng.random() < 0.3:
            spans = ()
        if spans:
            windows[number] = spans
            if likes:
                bonus[number] = ((half, 3.0),)
    keep = None
    if "keep" in features and rng.random() < 0.25:
        number = rng.randrange(len(blocks))
        start = float(round(rng.uniform(OPENS, blocks[number].closes - minutes)))
        keep = Keep(number, start, rng.choice((3.0, 1000.0)))
    kind = rng.random()
    must = "must" in features and kind < 0.2
    value = 100.0 if must else 40.0 if kind < 0.6 else 15.0
    return Visit(f"v{n}", n, minutes, value, windows, must, bonus, keep)


def _spans(rng: Random, minutes: float, features: Collection[str]) -> tuple[Span, ...]:
    if "windows" not in features:
        return ((OPENS, CLOSES),)
    kind = rng.random()
    if kind < 0.25:
        return ()
    if kind < 0.5:
        return ((OPENS, CLOSES),)
    first = float(rng.randrange(540, 900, 15))
    one = (first, first + minutes + rng.choice((0, 30, 120)))
    if kind < 0.75:
        return (one,)
    second = one[1] + rng.choice((15.0, 60.0))
    return (one, (second, second + minutes + 60))


def _pairs(rng: Random, hosts: int, few: int) -> tuple[tuple[int, int], ...]:
    if hosts < 2:
        return ()
    found = {tuple(sorted(rng.sample(range(hosts), 2))) for _ in range(few)}
    return tuple(sorted((one, other) for one, other in found))


def _ordered(pairs: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """The same pairs the other way round: numbers fall, so that no ring arises."""
    return tuple((other, one) for one, other in pairs)

"""The problems: delegations and city trips made afresh from a seed, and published files.

Every problem is the JSON that `kakehashi plan-benchmark` reads (docs/planning.md).
"""

import math
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Problem = dict[str, Any]

# (hosts, days, tracks, country): as large as delegations get.
DELEGATIONS = (
    *((12, 3, 1, c) for c in ("JP", "DK")),
    *((16, 3, 1, c) for c in ("JP", "DK")),
    *((20, 4, 1, c) for c in ("JP", "DK")),
    *((25, 4, 1, c) for c in ("JP", "DK")),
    *((30, 4, 1, c) for c in ("JP", "DK")),
    *((30, 5, 1, c) for c in ("JP", "DK")),
    *((40, 5, 1, c) for c in ("JP", "DK")),
    *((30, 4, 2, c) for c in ("JP", "DK")),
    *((45, 5, 2, c) for c in ("JP", "DK")),
    *((60, 5, 2, c) for c in ("JP", "DK")),
    *((60, 6, 2, c) for c in ("JP", "DK")),
    *((70, 6, 2, c) for c in ("JP", "DK")),
    *((80, 6, 2, c) for c in ("JP", "DK")),
)

# Cities with their kilometres east and north of the first, and how many of ten hosts are there.
_CITIES = {
    "JP": ((0, 0, 6), (55, 45, 1), (-365, -75, 1), (-400, -100, 1), (110, 290, 1)),
    "DK": ((0, 0, 5), (-25, 10, 2), (-140, -30, 1), (-150, 50, 1), (-165, 150, 1)),
}
_VALUES = (100, 100, 40, 40, 40, 40, 15, 15, 15, 15)


def delegation(hosts: int, days: int, tracks: int, country: str, seed: int) -> Problem:
    """A visit: hosts in a few cities, open at some half-days, a hotel for each night, lunch."""
    rng = random.Random(f"{hosts}-{days}-{tracks}-{country}-{seed}")
    cities = _CITIES[country]
    weights = [weight for *_, weight in cities]
    hotels = [cities[0]] + [rng.choices(cities, weights)[0] for _ in range(days - 1)] + [cities[0]]
    points = [(x + rng.gauss(0, 2), y + rng.gauss(0, 2)) for x, y, _ in hotels]
    made = []
    for number in range(hosts):
        x, y, _ = rng.choices(cities, weights)[0]
        points.append((x + rng.gauss(0, 8), y + rng.gauss(0, 8)))
        windows: list[list[list[int]]] = [[] for _ in range(days)]
        for day in sorted(rng.sample(range(days), rng.randint(1, max(1, days // 2)))):
            windows[day] = rng.choice(
                ([[540, 720]], [[780, 1020]], [[540, 720], [780, 1020]], [[600, 960]])
            )
        made.append(
            {
                "id": f"h{number}",
                "value": rng.choice(_VALUES) + rng.randint(0, 9),
                "duration": rng.choice((45, 60, 60, 90, 120)),
                "place": days + 1 + number,
                "windows": windows,
            }
        )
    return {
        "days": [
            {
                "start": day,
                "end": day + 1,
                "open": 510,
                "close": 1080,
                "tracks": tracks,
                "lunch": {"open": 690, "close": 840, "minutes": 60},
            }
            for day in range(days)
        ],
        "hosts": made,
        "travel": _minutes(points),
        "travel_cost": 0.02,
    }


def _minutes(points: list[tuple[float, float]]) -> list[list[int]]:
    """Ways by what is usually fastest: slow in a city, at the pace of trains between cities."""

    def way(one: tuple[float, float], other: tuple[float, float]) -> int:
        km = math.dist(one, other) * 1.25
        return 0 if km == 0 else round(10 + min(km, 30) * 2 + max(0.0, km - 30) * 0.45)

    return [[way(one, other) for other in points] for one in points]


def city_trip(sights: int, days: int, seed: int) -> Problem:
    """A tourist's days in one city: many sights, opening hours by weekday, long days, no lunch.

    Made after the published time-dependent trips of Gavalas and others, which are not bundled.
    """
    rng = random.Random(f"trip-{sights}-{days}-{seed}")
    points = [(0.0, 0.0), *((rng.gauss(0, 3.5), rng.gauss(0, 3.5)) for _ in range(sights))]
    made = []
    for number in range(sights):
        opens, closes = rng.choice(((540, 1020), (600, 1080), (480, 1200), (600, 840), (0, 1440)))
        shut = rng.randrange(7) if rng.random() < 0.5 else -1
        made.append(
            {
                "id": f"s{number}",
                "value": rng.randint(30, 100),
                "duration": rng.choice((10, 20, 30, 45, 60, 90, 120)),
                "place": number + 1,
                "windows": [[] if day == shut else [[opens, closes]] for day in range(days)],
            }
        )
    walk = [[round(math.dist(a, b) * 1.3 / 4.5 * 60) for b in points] for a in points]
    hours = {"start": 0, "end": 0, "open": 600, "close": 1140}
    return {"days": [hours] * days, "hosts": made, "travel": walk, "travel_cost": 0}


def published(path: Path, tours: int) -> Problem:
    """A file of the team orienteering problem with time windows (Solomon's and Cordeau's sets).

    A line is number, x, y, duration, value, some counts, and opening and closing of the start of
    the visit. Ways are cut after one decimal in Solomon's files and after two in Cordeau's.
    """
    lines = path.read_text(encoding="utf-8").splitlines()[2:]
    rows = [[float(cell) for cell in line.split()] for line in lines if line.strip()]
    factor = 100 if path.stem.startswith("pr") else 10
    travel = [
        [math.floor(math.dist(a[1:3], b[1:3]) * factor + 1e-9) / factor for b in rows] for a in rows
    ]
    depot = rows[0]
    day = {"start": 0, "end": 0, "open": depot[-2], "close": depot[-1], "tracks": tours}
    return {
        "days": [day],
        "hosts": [
            {
                "id": str(int(row[0])),
                "value": row[4],
                "duration": row[3],
                "place": number,
                "windows": [[[row[-2], row[-1] + row[3]]]],
            }
            for number, row in enumerate(rows)
            if number
        ],
        "travel": travel,
        "travel_cost": 0,
    }


# The best values known to us for one to four tours. They were put together from memory of the
# literature; the best of all runs takes their place where it is better.
BEST_KNOWN = {
    "c101": (320, 590, 810, 1020),
    "c102": (360, 660, 920, 1150),
    "c103": (400, 720, 990, 1210),
    "c104": (420, 760, 1030, 1260),
    "c105": (340, 640, 870, 1060),
    "c201": (870, 1460, 1810, 1810),
    "c202": (930, 1470, 1810, 1810),
    "c203": (960, 1480, 1810, 1810),
    "pr01": (308, 502, 622, 657),
    "pr02": (404, 715, 943, 1079),
    "pr03": (394, 742, 1010, 1232),
    "pr04": (489, 926, 1294, 1585),
    "pr05": (595, 1101, 1482, 1838),
}


def delegations(seed: int) -> Iterator[tuple[str, Problem]]:
    """The 26 delegations."""
    for hosts, days, tracks, country in DELEGATIONS:
        name = f"{country} {hosts}×{days}×{tracks}"
        yield name, delegation(hosts, days, tracks, country, seed)


def trips(seed: int) -> Iterator[tuple[str, Problem]]:
    """City trips."""
    for sights, days in ((60, 2), (80, 3), (100, 2), (100, 3), (120, 4), (150, 3)):
        yield f"trip {sights}×{days}", city_trip(sights, days, seed)

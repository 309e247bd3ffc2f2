"""`python -m benchmarks.drafting [SECONDS] [SET ...]`: drafting against VROOM, OR-tools and PyVRP.

All get the same JSON in the same run, and an independent checker has the last word on every plan.
The sets are `delegations`, `trips` and `published`; the last wants KAKEHASHI_CORPUS. The others are
installed into `.dev/peers`, of which the program knows nothing.
"""

import json
import os
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.drafting import instances
from benchmarks.drafting.checker import check

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PEERS = ROOT / ".dev" / "peers"
PYTHON = PEERS / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OURS = "kakehashi"
SOLVERS = (OURS, "vroom", "ortools", "pyvrp")
SEED = 2026


@dataclass(frozen=True)
class Found:
    """What one solver made of one problem: its score, none where it has no plan that holds."""

    score: float | None
    seconds: float
    is_proven: bool
    faults: tuple[str, ...]


def install() -> None:
    """Put the other solvers where only this benchmark finds them."""
    if not PYTHON.exists():
        venv.create(PEERS, with_pip=True)
        told = ["-m", "pip", "install", "--quiet", "-r", str(HERE / "peers.txt")]
        subprocess.run([str(PYTHON), *told], check=True)


def solve(solver: str, problem: instances.Problem, seconds: float) -> Found:
    """Run a solver in a process of its own and check what it says."""
    if solver == OURS:
        command = [sys.executable, "-m", "desktop", "plan-benchmark", "--seconds", str(seconds)]
    else:
        command = [str(PYTHON), str(HERE / "peers.py"), solver, str(seconds)]
    begun = time.perf_counter()
    run = subprocess.run(
        command, input=json.dumps(problem), capture_output=True, text=True, cwd=ROOT, check=False
    )
    took = time.perf_counter() - begun
    if run.returncode:
        return Found(None, took, False, (run.stderr.strip()[-200:],))
    told = json.loads(run.stdout)
    faults, value, ways = check(problem, told["routes"])
    score = value - problem["travel_cost"] * ways
    return Found(None if faults else score, took, told.get("proven", False), tuple(faults))


def problems(wanted: str) -> Iterator[tuple[str, instances.Problem, float]]:
    """The problems of a set, with the best score that is known beforehand."""
    if wanted == "published":
        folder = Path(os.environ["KAKEHASHI_CORPUS"]) / "planning" / "toptw"
        for path in sorted(folder.glob("*.txt")):
            for tours in (2, 4):
                best = instances.BEST_KNOWN[path.stem][tours - 1]
                yield f"{path.stem} {tours}", instances.published(path, tours), best
        return
    made = {"delegations": instances.delegations, "trips": instances.trips}[wanted]
    for name, problem in made(SEED):
        yield name, problem, 0.0


def can(solver: str, problem: instances.Problem) -> bool:
    """Whether a solver can say the problem at all: PyVRP knows no breaks."""
    return solver != "pyvrp" or "lunch" not in problem["days"][0]


def measure(wanted: str, seconds: float) -> None:
    """Run all on one set and print each problem and the gaps."""
    gaps: dict[str, list[float]] = {solver: [] for solver in SOLVERS}
    proven = count = worse = 0
    print(f"## {wanted}, {seconds:g} s\n")
    print(f"| problem | best | {' | '.join(SOLVERS)} |\n|---|---|{'---|' * len(SOLVERS)}")
    for name, problem, known in problems(wanted):
        found = {s: solve(s, problem, seconds) for s in SOLVERS if can(s, problem)}
        count += 1
        proven += found[OURS].is_proven
        best = max([known, *(one.score for one in found.values() if one.score is not None)])
        cells = []
        for solver in SOLVERS:
            one = found.get(solver)
            if one is None:
                cells.append("–")
                continue
            gap = 100.0 if one.score is None else 100 * (best - one.score) / best
            gaps[solver].append(gap)
            mark = " proven" if one.is_proven else "".join(f" {fault}" for fault in one.faults[:1])
            cells.append(f"{gap:.2f} % in {one.seconds:.1f} s{mark}")
        worse += any(_beats(found.get(s), found[OURS]) for s in ("vroom", "ortools"))
        print(f"| {name} | {best:g} | {' | '.join(cells)} |", flush=True)
    print(f"| mean (worst) | | {' | '.join(_summary(gaps[s]) for s in SOLVERS)} |\n")
    print(f"{proven} of {count} proven; on {worse} VROOM or OR-tools was better.\n", flush=True)


def _beats(one: Found | None, ours: Found) -> bool:
    return one is not None and (one.score or 0) > (ours.score or 0) + 1e-6


def _summary(gaps: list[float]) -> str:
    return f"{statistics.mean(gaps):.2f} % ({max(gaps):.2f})" if gaps else "–"


def main(arguments: Iterable[str]) -> None:
    """Run what is asked for."""
    given = list(arguments)
    seconds = float(given.pop(0)) if given and given[0].replace(".", "").isdigit() else 5.0
    install()
    for wanted in given or ("delegations", "trips", "published"):
        measure(wanted, seconds)


if __name__ == "__main__":
    main(sys.argv[1:])

"""Drafting a programme: the first draft on the page, a new one around two pins, and why.

`python -m benchmarks.draft [rounds]`: the demo office without a screen. "First draft" is from
pressing the button to the painted proposal, on a page that was open before. The targets hold for
a machine on which nothing else runs; a plain loop of Python is timed beside each, to compare.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from desktop.domain.plan import Plan
from desktop.domain.wishes import Wishes
from desktop.planning.draft import Asked, ask
from desktop.planning.draft_why import why
from desktop.planning.drafting.engine import solve
from desktop.planning.drafting.problem import Answer, Keep, Problem
from desktop.planning.drafting.schedule import answer
from desktop.planning.proposal import Hold, Wanted
from desktop.store.interchange import import_demo
from desktop.store.office import OfficeFile
from desktop.store.plan import read_plan
from desktop.store.wishes import read_wishes

DAY = date(2027, 3, 1)
ZONE = "Asia/Tokyo"
HELD = 20.0


def loop() -> float:
    """Milliseconds of a loop that takes about fifty where nothing else runs."""
    begun, total = time.perf_counter(), 0
    for number in range(1_000_000):
        total += number & 7
    return (time.perf_counter() - begun) * 1000


def timed(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """The median of the milliseconds of some work, and that of the loop before each."""
    ours, loops = [], []
    for _ in range(rounds):
        loops.append(loop())
        begun = time.perf_counter()
        work()
        ours.append((time.perf_counter() - begun) * 1000)
    return statistics.median(ours), statistics.median(loops)


def first_drafts(folder: Path, rounds: int) -> tuple[float, float]:
    """From pressing Draft on an open page to the painted proposal, in the real window."""
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from desktop.app import Program
    from desktop.paths import Paths
    from desktop.settings import Settings
    from desktop.ui.drafting.page import DraftPage

    app = QApplication([])
    program = Program(app, Paths(folder), Settings(officer="Benchmark", language="en"))
    program.begin(folder / "demo.kakehashi")
    window, desk = program.window, program._desk
    assert window is not None
    assert desk is not None

    def rest(milliseconds: int) -> None:
        waiting = QEventLoop()
        QTimer.singleShot(milliseconds, waiting.quit)
        waiting.exec()

    ours, loops = [], []
    for _ in range(rounds):
        window.show_page("delegations")
        desk.open_draft(desk.read(_delegation))
        page = window.current_page()
        assert isinstance(page, DraftPage)
        rest(3000)
        loops.append(loop())
        drafted = QEventLoop()
        begun = time.perf_counter()

        def painted(begun: float = begun, drafted: QEventLoop = drafted) -> None:
            window.repaint()
            ours.append((time.perf_counter() - begun) * 1000)
            drafted.quit()

        link = page.drafter.proposed.connect(
            lambda _one, painted=painted: QTimer.singleShot(0, painted)
        )
        page.draft()
        drafted.exec()
        page.drafter.proposed.disconnect(link)
        page.drafter.cancel()
        rest(200)
    program.end()
    return statistics.median(ours), statistics.median(loops)


def _delegation(session: object) -> str:
    from sqlalchemy import select
    from sqlalchemy.orm import Session

    from desktop.domain import Delegation

    assert isinstance(session, Session)
    return session.scalars(select(Delegation.id).order_by(Delegation.id)).one()


def read(path: Path) -> tuple[Plan, Wishes]:
    """The plan and the wishes of the demo office."""
    office = OfficeFile.open(path)
    try:
        with office.reading() as session:
            found = read_plan(session, DAY, ZONE), read_wishes(session, _delegation(session))
    finally:
        office.close()
    return found


def pinned(problem: Problem, plan: Answer) -> Problem:
    """The problem with the first two visits of a plan where they are, and the others held a bit."""
    stops = [(route.block, stop) for route in plan.routes for stop in route.stops]
    at = {stop.visit: (block, stop.start) for block, stop in stops}
    two = set(list(at)[:2])
    visits = [
        replace(one, keep=Keep(*at[n], HELD), windows={} if n in two else one.windows)
        if n in at
        else one
        for n, one in enumerate(problem.visits)
    ]
    return replace(problem, visits=tuple(visits))


def main() -> None:
    """Measure and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    rows: list[tuple[str, float, float, int]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "demo.kakehashi"
        made = OfficeFile.create(path)
        import_demo(made)
        made.close()
        plan, wishes = read(path)
        asked = ask(plan, wishes, Wanted(hold=Hold.NOTHING))
        rows += measured("demo", asked, rounds)
        rows.append(("demo: first draft on the page", *first_drafts(folder, rounds), 500))
    sys.stdout.write("| what | ms | target | loop, ms |\n|---|---|---|---|\n")
    for what, ours, plain, target in rows:
        sys.stdout.write(f"| {what} | {ours:.0f} | {target} | {plain:.0f} |\n")


def measured(name: str, asked: Asked, rounds: int) -> list[tuple[str, float, float, int]]:
    """A new draft around two pins, and why one visit is left out."""
    best = solve(asked.problem, 5.0)
    around = pinned(asked.problem, best)
    start = answer(around, best.routes)
    last = best.routes[-1].stops[-1].visit
    without = [
        replace(one, stops=tuple(stop for stop in one.stops if stop.visit != last))
        for one in best.routes
    ]
    left = answer(asked.problem, without)
    return [
        (
            f"{name}: a new draft around two pins, proven",
            *timed(lambda: solve(around, 5.0, start=start), rounds),
            500,
        ),
        (
            f"{name}: why a host is left out",
            *timed(lambda: why(asked, left, asked.items[last]), rounds),
            2000,
        ),
    ]


if __name__ == "__main__":
    main()

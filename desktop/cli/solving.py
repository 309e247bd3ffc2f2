"""Drafting without a window: a child process solves, and no longer than it is asked to."""

import logging
import re
import signal
import time
from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING

from desktop.errors import Problem as Refused
from desktop.planning.drafting.problem import Answer, Problem, Route, Stop

if TYPE_CHECKING:
    from desktop.planning.drafting.child import Child

SECONDS = "5"
"""How long a plan is looked for where nothing is said."""
LEAST, MOST = 0.1, 3_600.0
_NUMBER = re.compile(r"[0-9]{1,6}([.,][0-9]{1,6})?")
_log = logging.getLogger(__name__)
# Seconds that it takes a child to get each of the ways between places.
_SENDING = 4e-7
_STEP = 0.1  # seconds between two looks
# How many blocks, visits and pairs of both a draft looks at that has no time for all.
_BLOCKS, _VISITS, _PAIRS = 40, 100, 1_200


class Stopped(Exception):
    """Somebody pressed Ctrl+C; `answer` is the best plan until then, perhaps none."""

    def __init__(self, answer: Answer | None) -> None:
        super().__init__()
        self.answer = answer


def seconds_of(typed: str) -> float:
    """How long to look for a plan, as typed. Raises Problem `seconds_unreadable`."""
    found = float(typed.replace(",", ".")) if _NUMBER.fullmatch(typed) else 0.0
    if not LEAST <= found <= MOST:
        raise Refused("seconds_unreadable", text=typed, least=f"{LEAST:g}", most=f"{MOST:g}")
    return found


def solved(problem: Problem, until: float, start: Answer | None = None) -> Answer:
    """The best plan that is found until then, by `time.monotonic`; no process is left behind.

    It is no worse than `start`, which is a plan that is known already. Raises `Stopped` on Ctrl+C.
    """
    from desktop.planning.drafting.child import Child
    from desktop.planning.drafting.schedule import answer

    part = _part(problem) if len(problem.visits) * len(problem.blocks) > _PAIRS else None
    if part is not None and time.monotonic() + _SENDING * len(problem.travel) ** 2 > until:
        return part
    # Ctrl+C is for this process alone: one that starts deaf to it stays so from its first moment.
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        child = Child(problem, max(0.0, until - time.monotonic()), start)
    finally:
        signal.signal(signal.SIGINT, heard)
    try:
        # The child takes a moment to start: a plan is at hand even where it has no time for one.
        quick = _Quick(problem)
        quick.join(None if part is None else max(0.0, until - time.monotonic()))
        _wait(child, until)
        if child.failure is not None:
            _log.error("drafting broke: %s", child.failure)
        known = (child.best(), quick.found, part, start, answer(problem, ()))
        return max(filter(None, known), key=lambda one: (-len(one.impossible), one.value))
    except KeyboardInterrupt as stop:
        raise Stopped(child.best()) from stop
    finally:
        child.kill()


class _Quick(Thread):
    """A first draft, which takes long where there are thousands of visits."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(name="first draft", daemon=True)
        self._problem = problem
        self.found: Answer | None = None
        self.start()

    def run(self) -> None:
        from desktop.planning.drafting.quick import first

        self.found = first(self._problem)


def _part(problem: Problem) -> Answer:
    """A plan at once for what is too large for one: a draft of its first days alone.

    Of the visits the musts come first, then what is worth most for its time.
    """
    from desktop.planning.drafting.quick import first
    from desktop.planning.drafting.schedule import answer

    blocks = problem.blocks[:_BLOCKS]

    def urgency(number: int) -> tuple[bool, float]:
        one = problem.visits[number]
        return not one.must, -one.value / (1.0 + one.minutes)

    possible = [
        n for n, one in enumerate(problem.visits) if min(one.windows, default=_BLOCKS) < _BLOCKS
    ]
    most = min(_VISITS, _PAIRS // max(1, len(blocks)))
    chosen = sorted(possible, key=urgency)[:most]
    number = {visit: place for place, visit in enumerate(chosen)}

    def among(pairs: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        return tuple((number[a], number[b]) for a, b in pairs if a in number and b in number)

    small = replace(
        problem,
        visits=tuple(
            replace(
                one,
                windows={block: spans for block, spans in one.windows.items() if block < _BLOCKS},
                keep=None,
            )
            for one in (problem.visits[n] for n in chosen)
        ),
        blocks=blocks,
        apart=among(problem.apart),
        before=among(problem.before),
        alone=among(problem.alone),
    )
    routes = (
        Route(route.block, tuple(Stop(chosen[stop.visit], stop.start) for stop in route.stops))
        for route in first(small).routes
    )
    return answer(problem, tuple(routes))


def _wait(child: "Child", until: float) -> None:
    while not child.is_done() and (left := until - time.monotonic()) > 0:
        child.poll(min(left, _STEP))
    child.poll()

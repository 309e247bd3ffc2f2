"""Drafting without a window: a child process solves, and no longer than it is asked to."""

import logging
import re
import signal
import time
from typing import TYPE_CHECKING

from desktop.errors import Problem as Refused
from desktop.planning.drafting.problem import Answer, Problem

if TYPE_CHECKING:
    from desktop.planning.drafting.child import Child

SECONDS = "5"
"""How long a plan is looked for where nothing is said."""
LEAST, MOST = 0.1, 3_600.0
_NUMBER = re.compile(r"[0-9]{1,6}([.,][0-9]{1,6})?")
_log = logging.getLogger(__name__)
_STEP = 0.1  # seconds between two looks


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


def solved(problem: Problem, until: float) -> Answer:
    """The best plan that is found until then, by `time.monotonic`; no process is left behind.

    Raises `Stopped` on Ctrl+C.
    """
    from desktop.planning.drafting.child import Child
    from desktop.planning.drafting.quick import first

    # Ctrl+C is for this process alone: one that starts deaf to it stays so from its first moment.
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        child = Child(problem, max(0.0, until - time.monotonic()))
    finally:
        signal.signal(signal.SIGINT, heard)
    try:
        # The child takes a moment to start: a plan is at hand even where it has no time for one.
        quick = first(problem)
        _wait(child, until)
        if child.failure is not None:
            _log.error("drafting broke: %s", child.failure)
        return child.best() or quick
    except KeyboardInterrupt as stop:
        raise Stopped(child.best()) from stop
    finally:
        child.kill()


def _wait(child: "Child", until: float) -> None:
    while not child.is_done() and (left := until - time.monotonic()) > 0:
        child.poll(min(left, _STEP))
    child.poll()

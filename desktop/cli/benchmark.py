"""`kakehashi plan-benchmark`: solve one problem that is piped in as JSON, before its time is over.

What takes long to load, such as the database, is not loaded for it.
"""

import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from desktop.cli.ending import ended
from desktop.cli.solving import SECONDS, Stopped, seconds_of, solved
from desktop.errors import Problem

# Seconds that it takes to write a plan and to end, and those for each million of ways beside them.
_WRITING, _WAYS = 0.25, 0.1


def run(arguments: Sequence[str], startup: float) -> int:
    """Do the command that is typed; `startup` are the seconds that the program has taken so far."""
    begun = time.monotonic() - startup
    match [part for one in arguments[1:] for part in one.split("=", 1)]:
        case []:
            seconds = SECONDS
        case ["--seconds", typed]:
            seconds = typed
        case _:
            from desktop.cli.commands import read

            options = read(arguments)
            if isinstance(options, int):
                return options
            seconds = options.seconds

    def work() -> None:
        try:
            solve(seconds, begun)
        except Problem:
            from desktop.cli.commands import read

            read(arguments)  # finds out which language is spoken
            raise

    return ended(work)


def solve(typed: str, begun: float) -> None:
    """Read a problem and write its plan; `typed` are the seconds from `begun` on."""
    from desktop.planning.drafting import form

    until = begun + seconds_of(typed) - _WRITING
    given = form.read(sys.stdin.buffer.read(form.LARGEST + 1))
    until -= _WAYS * len(given.problem.travel) ** 2 / 1e6
    try:
        answer = solved(given.problem, until)
    except Stopped as stop:
        if stop.answer is not None:
            print(json.dumps(form.plan_of(given, stop.answer)))
        raise KeyboardInterrupt from stop
    print(json.dumps(form.plan_of(given, answer)))


def since_start() -> float:
    """How many seconds ago this program began, as near as the system tells."""
    known = time.process_time()
    try:
        ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
        now = float(Path("/proc/uptime").read_text().split()[0])
        return max(known, now - ticks / os.sysconf("SC_CLK_TCK"))
    except (OSError, ValueError, IndexError, AttributeError):
        return known

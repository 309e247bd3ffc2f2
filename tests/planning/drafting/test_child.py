"""A run in a process of its own ends: by itself, by force, or because it died."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import monotonic, sleep

import pytest

from desktop.planning.drafting import child as module
from desktop.planning.drafting.child import Child
from desktop.planning.drafting.engine import solve
from desktop.planning.drafting.problem import Answer, Problem
from tests.planning.drafting import checker
from tests.planning.drafting.kit import random_problem

ROOT = Path(__file__).resolve().parents[3]
ENOUGH = 60.0


@pytest.fixture
def problem() -> Problem:
    return random_problem(Random(3), 8, 2)


@pytest.fixture
def endless() -> Problem:
    """More routes than can be listed in any time that a test has."""
    return random_problem(Random(3), 60, 2, features=())


@pytest.fixture
def started() -> Iterator[list[Child]]:
    children: list[Child] = []
    yield children
    for one in children:
        one.kill()


def plans(child: Child) -> list[Answer]:
    """All that comes until it is done."""
    found, until = [], monotonic() + ENOUGH
    while not child.is_done() and monotonic() < until:
        if (plan := child.poll(0.1)) is not None:
            found.append(plan)
    assert child.is_done()
    if (plan := child.poll()) is not None:
        found.append(plan)
    return found


def process_of(child: Child) -> int:
    (process, _) = child._kill.peek()[2]  # type: ignore[index]
    return int(process.pid)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def test_the_result_is_that_of_the_engine(problem: Problem, started: list[Child]) -> None:
    started.append(child := Child(problem, ENOUGH))
    found = plans(child)
    assert found
    assert all(checker.faults(problem, one) == [] for one in found)
    assert found[-1] == child.best() == solve(problem, ENOUGH)
    assert child.failure is None
    assert child.poll() is None


def test_a_run_that_is_killed_ends_at_once_and_keeps_its_best(
    endless: Problem, started: list[Child]
) -> None:
    started.append(child := Child(endless, ENOUGH))
    assert child.poll(ENOUGH) is not None
    process = process_of(child)
    child.kill()
    child.kill()
    assert child.is_done()
    assert not is_running(process)
    assert child.poll(1.0) is None
    assert child.best() is not None


def test_a_child_that_dies_ends_the_run(endless: Problem, started: list[Child]) -> None:
    started.append(child := Child(endless, ENOUGH))
    os.kill(process_of(child), getattr(signal, "SIGKILL", signal.SIGTERM))
    plans(child)
    assert child.is_done()


def test_a_child_past_its_time_is_killed(
    endless: Problem, started: list[Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "GRACE", -ENOUGH + 0.5)
    started.append(child := Child(endless, ENOUGH))
    process = process_of(child)
    sleep(0.6)
    assert child.is_done()
    assert not is_running(process)


def test_what_breaks_in_the_child_is_told(started: list[Child]) -> None:
    started.append(child := Child("no problem", ENOUGH))  # type: ignore[arg-type]
    assert plans(child) == []
    assert child.failure is not None
    assert "Traceback" in child.failure


def test_it_loads_nothing_of_the_program_and_ends_with_it(tmp_path: Path) -> None:
    """The program that starts it is a file that tells when it is loaded, and then crashes."""
    program = tmp_path / "program.py"
    program.write_text(
        "import os, random, sys\n"
        "print('loaded', flush=True)\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "from desktop.planning.drafting.child import Child\n"
        "from tests.planning.drafting.kit import random_problem\n"
        "child = Child(random_problem(random.Random(3), 60, 2, features=()), 60.0)\n"
        "assert child.poll(60.0) is not None\n"
        "print(child._kill.peek()[2][0].pid, flush=True)\n"
        "os._exit(1)\n",
        encoding="utf-8",
    )
    told = subprocess.run(
        [sys.executable, str(program)], capture_output=True, text=True, check=False
    )
    loaded, process = told.stdout.split()
    assert loaded == "loaded"
    until = monotonic() + ENOUGH
    while is_running(int(process)) and monotonic() < until:
        sleep(0.05)
    assert not is_running(int(process))


def test_the_program_can_end_while_it_drafts(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "import random, sys\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "from desktop.planning.drafting.child import Child\n"
        "from tests.planning.drafting.kit import random_problem\n"
        "child = Child(random_problem(random.Random(3), 60, 2, features=()), 60.0)\n"
        "assert child.poll(60.0) is not None\n"
        "print(child._kill.peek()[2][0].pid, flush=True)\n",
        encoding="utf-8",
    )
    told = subprocess.run(
        [sys.executable, str(program)], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    assert not is_running(int(told.stdout))
    assert told.stderr == ""


def test_a_child_has_neither_the_window_nor_the_rest_of_the_program() -> None:
    code = (
        "import desktop.planning.drafting.child, desktop.planning.drafting.engine, sys; "
        "print(*sorted(name for name in sys.modules if name.startswith(('desktop.', 'PySide'))))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    names = told.stdout.split()
    assert names
    assert [name for name in names if not name.startswith("desktop.planning")] == []


def test_a_built_program_begins_a_child_without_loading_the_rest() -> None:
    """`freeze_support` ends a process that is asked to be a child before anything is imported."""
    code = (
        "import runpy, sys, multiprocessing\n"
        "multiprocessing.freeze_support = lambda: sys.exit(7)\n"
        "sys.argv = ['kakehashi', '--multiprocessing-fork', 'parent_pid=1', 'pipe_handle=1']\n"
        "try:\n"
        "    runpy.run_module('desktop.__main__', run_name='__main__')\n"
        "except SystemExit as end:\n"
        "    print(end.code, 'desktop.cli' in sys.modules)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert told.stdout.split() == ["7", "False"]

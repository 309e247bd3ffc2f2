"""Solving without a window: the time is kept, Ctrl+C is heard, and no process is left behind."""

import signal
import sys
import time
from dataclasses import replace
from threading import Event
from types import ModuleType

import pytest

from desktop.cli.solving import Stopped, seconds_of, solved
from desktop.errors import Problem as Refused
from desktop.planning.drafting.problem import Answer, Block, Problem, Visit
from desktop.planning.drafting.quick import first
from tests.planning.drafting.checker import faults

EMPTY = Problem((), (), ((0.0,),))
QUICK, BETTER, BEST = (Answer(value=value) for value in (1.0, 2.0, 3.0))


class Child:
    """A solver that finds one plan at each look, and counts its end."""

    problem = EMPTY
    script: tuple[Answer | BaseException, ...] = ()
    made: "list[Child]"
    failure: str | None = None

    def __init__(self, problem: Problem, seconds: float, start: Answer | None = None) -> None:
        assert problem is self.problem
        self.seconds, self.start = seconds, start
        self.left = list(self.script)
        self.found: Answer | None = None
        self.killed = 0
        self.is_deaf = signal.getsignal(signal.SIGINT) == signal.SIG_IGN
        self.made.append(self)

    def poll(self, timeout: float = 0.0) -> Answer | None:
        if not self.left:
            time.sleep(timeout)
            return None
        one = self.left.pop(0)
        if isinstance(one, BaseException):
            raise one
        self.found = one
        return one

    def is_done(self) -> bool:
        return bool(self.script) and not self.left

    def best(self) -> Answer | None:
        return self.found

    def kill(self) -> None:
        self.killed += 1


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> type[Child]:
    """The child in place of the real one."""
    kind = type("Scripted", (Child,), {"made": []})
    for name, values in (("child", {"Child": kind}), ("quick", {"first": lambda _: QUICK})):
        module = ModuleType(name)
        vars(module).update(values)
        monkeypatch.setitem(sys.modules, f"desktop.planning.drafting.{name}", module)
    return kind


def soon() -> float:
    return time.monotonic() + 0.2


def test_the_best_plan_of_the_child_is_given(child: type[Child]) -> None:
    child.script = (BETTER, BEST)
    assert solved(EMPTY, time.monotonic() + 60) is BEST
    (made,) = child.made
    assert made.killed == 1
    assert 0 < made.seconds <= 60


def test_the_child_is_started_deaf_to_ctrl_c_and_the_program_is_not(child: type[Child]) -> None:
    before = signal.getsignal(signal.SIGINT)
    solved(EMPTY, soon())
    assert child.made[0].is_deaf
    assert signal.getsignal(signal.SIGINT) == before


def test_without_one_there_is_the_first_draft(child: type[Child]) -> None:
    assert solved(EMPTY, soon()) is QUICK
    assert solved(EMPTY, 0.0) is QUICK
    assert [one.killed for one in child.made] == [1, 1]
    assert child.made[1].seconds == 0


def test_a_draft_of_a_part_is_at_hand_where_there_is_no_time_for_all(
    child: type[Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A first draft of thousands takes longer than anybody waits."""
    gone = Event()

    def slow(problem: Problem) -> Answer:
        if len(problem.visits) > 100:
            gone.wait(60)
        return first(problem)

    module = sys.modules["desktop.planning.drafting.quick"]
    monkeypatch.setattr(module, "first", slow)
    visits = tuple(
        Visit(str(n), 0, 60, 1 + n % 7, {n % 60: ((540.0, 700.0),)}, must=n % 50 == 0)
        for n in range(400)
    )
    block = Block(0, 0, 0, 540, 1050)
    large = Problem(visits, tuple(replace(block, day=n) for n in range(60)), ((0.0,),))
    child.problem = large
    found = solved(large, time.monotonic())
    gone.set()
    assert faults(large, found) == []
    assert sum(len(route.stops) for route in found.routes) > 10


def test_no_plan_is_worse_than_the_one_that_is_known(child: type[Child]) -> None:
    assert solved(EMPTY, soon(), BEST) is BEST
    assert child.made[0].start is BEST
    child.script = (BETTER,)
    assert solved(EMPTY, soon(), QUICK) is BETTER


def test_one_who_stops_it_gets_what_was_found(child: type[Child]) -> None:
    child.script = (BETTER, KeyboardInterrupt())
    with pytest.raises(Stopped) as stopped:
        solved(EMPTY, time.monotonic() + 60)
    assert stopped.value.answer is BETTER
    child.script = (KeyboardInterrupt(),)
    with pytest.raises(Stopped) as stopped:
        solved(EMPTY, time.monotonic() + 60)
    assert stopped.value.answer is None
    assert [one.killed for one in child.made] == [1, 1]


def test_a_fault_leaves_no_process_behind(child: type[Child]) -> None:
    child.script = (OSError("broken"),)
    with pytest.raises(OSError, match="broken"):
        solved(EMPTY, time.monotonic() + 60)
    assert child.made[0].killed == 1


def test_what_broke_in_the_child_is_in_the_log(
    child: type[Child], caplog: pytest.LogCaptureFixture
) -> None:
    child.script, child.failure = (BETTER,), "Traceback"
    assert solved(EMPTY, time.monotonic() + 60) is BETTER
    assert "Traceback" in caplog.text


def test_seconds_are_read_as_they_are_typed() -> None:
    assert [seconds_of(typed) for typed in ("5", "0.5", "2,5", "3600", "5.0")] == [
        *(5, 0.5, 2.5, 3600, 5),
    ]
    for typed in ("", "0", "0.05", "-1", "1e3", "nan", "3601", "soon", "٣"):
        with pytest.raises(Refused, match="seconds_unreadable") as refused:
            seconds_of(typed)
        assert refused.value.values["text"] == typed

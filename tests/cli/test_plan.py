"""`kakehashi plan` and `plan-benchmark` on a whole office and whole problems, with the engine."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from desktop.__main__ import main
from desktop.domain import Item
from desktop.language import CODES
from desktop.planning.drafting import form
from desktop.planning.drafting.problem import Answer, Route, Stop
from desktop.store import programmes
from desktop.store.office import OfficeFile
from tests.planning.drafting.checker import faults

ROOT = Path(__file__).resolve().parents[2]
REF = "DEL-2027-001"
QUICKLY = ("--seconds", "1")
Run = Callable[..., str]
Solve = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _before_the_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.cli.work import Work

    monkeypatch.setattr(Work, "_today", lambda _: date(2027, 3, 1))


@pytest.fixture
def tray(demo: Path) -> str:
    """A visit of the demo delegation that has no time yet: its identity."""
    office = OfficeFile.open(demo)
    with office.writing("unplace") as session:
        item = session.scalars(select(Item).where(Item.title_en.like("NICT%"))).one()
        programmes.unplace(session, [item.id])
    office.close()
    return item.id


@pytest.fixture
def solve(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Solve:
    """Run `plan-benchmark` on what is piped in; gives its exit code and what it writes."""

    def do(text: str | bytes, *arguments: str) -> tuple[int, str, str]:
        data = text if isinstance(text, bytes) else text.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        code = main(["--language", "en", "plan-benchmark", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return do


def start_of(demo: Path, item_id: str) -> date | None:
    office = OfficeFile.open(demo)
    with office.reading() as session:
        day = session.get_one(Item, item_id).start.date
    office.close()
    return day


def example() -> tuple[str, Any]:
    """The problem that the manual shows, and its plan."""
    text = (ROOT / "docs" / "planning.md").read_text(encoding="utf-8")
    problem, plan = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    return problem, json.loads(plan)


def test_a_draft_is_told_and_changes_nothing(run: Run, demo: Path, tray: str) -> None:
    before = demo.read_bytes()
    told = run("plan", REF, *QUICKLY).splitlines()
    assert told[0].startswith(REF)
    (row,) = [line for line in told if "NICT" in line]
    assert "new" in row
    assert "Nothing was changed" in told[-1]
    assert demo.read_bytes() == before
    assert start_of(demo, tray) is None


def test_programs_get_the_draft_as_json(run: Run, tray: str) -> None:
    found = json.loads(run("plan", REF, *QUICKLY, "--json", "--aim", "ways", "--hold", "placed"))
    (placed,) = found["placements"]
    assert (placed["item"], placed["change"], placed["before"]) == (tray, "new", None)
    assert (found["aim"], found["hold"], found["accepted"]) == ("ways", "placed", None)
    assert any(tray in day["items"] for day in found["days"])


def test_what_is_accepted_is_stored_and_undone_at_once(run: Run, demo: Path, tray: str) -> None:
    found = json.loads(run("plan", REF, *QUICKLY, "--json", "--accept"))
    assert tray in found["accepted"]
    placed = next(one for one in found["placements"] if one["item"] == tray)
    day = start_of(demo, tray)
    assert day is not None
    assert placed["start"].startswith(day.isoformat())
    assert run("undo") == "Undone: Accept the draft\n"
    assert start_of(demo, tray) is None
    assert "Stored: " in run("plan", REF, *QUICKLY, "--accept")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("DEL-1999-001",), "There is no record DEL-1999-001"),
        (("EXC-2027-001",), "EXC-2027-001 is no delegation; only the programme"),
        ((REF, "--seconds", "soon"), "“soon” is not a number of seconds from 0.1 to 3600."),
        ((REF, *QUICKLY, "--why", "Atlantis"), "Nothing that is left out is called “Atlantis”."),
        ((REF, *QUICKLY, "--why", "NICT"), "“NICT"),
    ],
)
def test_what_cannot_be_drafted_is_told(run: Run, arguments: tuple[str, ...], told: str) -> None:
    assert run("plan", *arguments, code=1).startswith(told)


@pytest.mark.parametrize("code", CODES)
def test_a_draft_is_told_in_each_language(run: Run, code: str) -> None:
    assert run("plan", REF, *QUICKLY, "--language", code).startswith(REF)


def test_wrong_choices_are_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("--hold", "--aim"):
        assert main(["--language", "en", "plan", REF, option, "all"]) == 2
    assert main(["--language", "en", "plan", REF, "--why", ""]) == 2
    assert "usage" in capsys.readouterr().err


def test_the_example_of_the_manual_has_the_plan_that_it_shows(solve: Solve) -> None:
    problem, plan = example()
    code, out, err = solve(problem, "--seconds", "20")
    assert (code, err) == (0, "")
    assert json.loads(out) == plan


def test_a_plan_is_feasible_however_short_the_time(solve: Solve) -> None:
    problem = json.dumps(crowded(40))
    given = form.read(problem)
    for seconds in ("0.1", "2"):
        code, out, err = solve(problem, "--seconds", seconds)
        assert (code, err) == (0, "")
        found = json.loads(out)
        routes = zip(found["routes"], found["starts"], strict=True)
        answer = Answer(
            tuple(
                Route(block, tuple(Stop(given.ids.index(i), s) for i, s in zip(*one, strict=True)))
                for block, one in enumerate(routes)
            )
        )
        assert any(route.stops for route in answer.routes)
        assert faults(given.problem, answer) == []


def test_a_faulty_problem_is_told_in_one_line(solve: Solve) -> None:
    for text, told in (
        ("", "This is not JSON; line 1, column 1.\n"),
        (b"\xff\x00", "This is not JSON; line 1, column 1.\n"),
        ('{"days": 7}', "days: a list is expected, as in [ ].\n"),
    ):
        assert solve(text) == (1, "", told)


def crowded(hosts: int) -> dict[str, Any]:
    """Many hosts in one city that are open all day: too many for a proof."""
    travel = [[0 if a == b else 5 + (a * b) % 7 for a in range(hosts)] for b in range(hosts)]
    return {
        "days": [{"start": 0, "open": 540, "close": 1080, "tracks": 2}] * 3,
        "hosts": [{"id": n, "value": 10 + n % 7, "duration": 20 + n % 5} for n in range(hosts)],
        "travel": travel,
    }


@pytest.fixture
def solving(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """`plan-benchmark` at work on a large problem, in a process group of its own."""
    problem = tmp_path / "problem.json"
    problem.write_text(json.dumps(crowded(80)), encoding="utf-8")
    with problem.open() as read:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "desktop",
                "--language",
                "en",
                "plan-benchmark",
                "--seconds",
                "60",
            ],
            stdin=read,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            start_new_session=True,
        )
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="no process groups there")
def test_ctrl_c_gives_the_best_so_far_and_leaves_nothing_behind(
    solving: "subprocess.Popen[str]",
) -> None:
    time.sleep(4)
    os.killpg(solving.pid, signal.SIGINT)
    out, err = solving.communicate(timeout=30)
    assert solving.returncode == 130
    assert err == ""
    assert out == "" or json.loads(out)["routes"]
    for _ in range(50):
        if not is_there(solving.pid):
            break
        time.sleep(0.1)
    assert not is_there(solving.pid)


def is_there(group: int) -> bool:
    """Whether any process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True

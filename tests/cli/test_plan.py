"""`kakehashi plan` and `plan-benchmark` on a whole office and whole problems, with the engine."""

import io
import json
import multiprocessing
import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from desktop.__main__ import main
from desktop.cli import planning
from desktop.cli.benchmark import since_start
from desktop.domain import Delegation, Item, Trilingual
from desktop.domain.wishes import WindowFact
from desktop.language import CODES
from desktop.planning.draft_asked import Asked
from desktop.planning.draft_more import Others
from desktop.planning.drafting import child, form
from desktop.planning.drafting.problem import Answer, Route, Stop
from desktop.planning.drafting.schedule import answer
from desktop.planning.proposal import Aim, Note
from desktop.store import delegations, programmes, wishes
from desktop.store.office import OfficeFile
from desktop.words import drafting
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
    monkeypatch.setattr("desktop.cli.planning.now", lambda: datetime(2027, 3, 1, tzinfo=UTC))


@pytest.fixture
def tray(demo: Path) -> str:
    """A visit of the demo delegation that has no time yet: its identity."""
    office = OfficeFile.open(demo)
    with office.writing("unplace") as session:
        item = session.scalars(select(Item).where(text("title_en LIKE 'NICT%'"))).one()
        programmes.unplace(session, [item.id])
    office.close()
    return item.id


@pytest.fixture
def solve(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Solve:
    """Run `plan-benchmark` on what is piped in; gives its exit code and what it writes."""

    def do(piped: str | bytes, *arguments: str, short: bool = False) -> tuple[int, str, str]:
        data = piped if isinstance(piped, bytes) else piped.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        first = ("plan-benchmark",) if short else ("--language", "en", "plan-benchmark")
        code = main([*first, *arguments])
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


def test_of_two_who_accept_at_once_the_second_is_told(
    run: Run, demo: Path, tray: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.cli.solving import solved

    stored: list[str] = []

    def meanwhile(*given: Any) -> Any:
        monkeypatch.setattr(planning, "solved", solved)
        stored.append(run("plan", REF, *QUICKLY, "--accept"))
        return solved(*given)

    monkeypatch.setattr(planning, "solved", meanwhile)
    refused = run("plan", REF, *QUICKLY, "--accept", code=1)
    assert "NICT" in refused
    assert "draft again" in refused.casefold() or "anew" in refused
    assert "Stored: " in stored[0]
    day = start_of(demo, tray)
    assert day is not None
    assert run("undo") == "Undone: Accept the draft\n"  # once, not twice
    assert start_of(demo, tray) is None


def test_an_office_file_of_the_version_before_is_drafted(run: Run, demo: Path) -> None:
    demo.write_bytes((ROOT / "tests" / "data" / "office-schema-5.kakehashi").read_bytes())
    assert run("plan", REF, *QUICKLY, code=1).startswith("There is nothing to place")
    office = OfficeFile.open(demo)
    with office.writing("add") as session:
        trip = session.scalars(select(Delegation)).first()
        assert trip is not None
        title = Trilingual(en="Sample Works")
        item = delegations.add_item(session, delegation_id=trip.id, title=title, everyone=True)
    office.close()
    assert "Sample Works" in run("plan", REF, *QUICKLY, "--accept")
    assert start_of(demo, item.id) is not None


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


def test_what_it_would_take_is_told_for_what_is_left_out(run: Run, demo: Path, tray: str) -> None:
    office = OfficeFile.open(demo)
    with office.writing("window") as session:
        wishes.set_windows(session, tray, [WindowFact(None, 180, 240)])
    office.close()
    told = run("plan", REF, *QUICKLY, "--why", "NICT").splitlines()
    heading = next(n for n, line in enumerate(told) if line.startswith("What “NICT"))
    assert told[heading + 1].startswith("  ")
    found = json.loads(run("plan", REF, *QUICKLY, "--why", tray, "--json"))
    assert [one["item"] for one in found["left"]] == [tray]
    assert found["why"]["item"] == tray
    assert found["why"]["notes"]


def test_other_drafts_are_told_where_they_are_asked_for(
    run: Run, tray: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(_stop: object, _work: object, asked: Asked, given: Answer, **_: object) -> Others:
        empty = answer(asked.problem, ())
        notes = (Note("visits_best", {"proven": True}),)
        return Others(((Aim.WAYS, empty), (None, given)), notes)

    monkeypatch.setattr("desktop.planning.drafting.apart.apart", found)
    told = run("plan", REF, *QUICKLY, "--hold", "placed", "--alternatives").splitlines()
    below = told[told.index("Other proposals") :]
    ways, days = (n for n, line in enumerate(below) if line.startswith("── "))
    assert below[ways].startswith("── Shortest ways  0 of 1 visit")
    assert below[days].startswith("── Other days  1 of 1 visit")
    assert any(line.startswith("  “NICT") for line in below[ways:days])  # left out in it
    assert below[days + 1 :] == [
        *("", "This draft has as many visits as there can be"),
        *("", "Nothing was changed; --accept stores the first draft."),
    ]
    told_to_programs = run("plan", REF, *QUICKLY, "--hold", "placed", "--alternatives", "--json")
    given = json.loads(told_to_programs)["alternatives"]
    assert [(one["aim"], one["other_days"]) for one in given["drafts"]] == [
        ("ways", False),
        ("balanced", True),
    ]
    assert [one["item"] for one in given["drafts"][0]["left"]] == [tray]
    assert [one["item"] for one in given["drafts"][1]["placements"]] == [tray]
    assert [one["code"] for one in given["notes"]] == ["visits_best"]


def test_where_little_may_move_it_is_told_that_no_other_draft_differs(run: Run, tray: str) -> None:
    told = run("plan", REF, *QUICKLY, "--hold", "placed", "--alternatives").splitlines()
    at = told.index("Other proposals")
    assert told[at + 1] == "  No other draft is really different."
    assert told[at + 3].startswith("Only 1 host may move")


@pytest.mark.usefixtures("tray")
def test_ctrl_c_while_others_are_looked_for_tells_the_draft_that_is_known(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr("desktop.planning.draft_others.look_for_others", interrupted)
    common = ["--language", "en", "--data", str(tmp_path / "data"), "--office", str(demo)]
    assert main([*common, "plan", REF, *QUICKLY, "--alternatives", "--accept"]) == 130
    out, err = capsys.readouterr()
    assert err == ""
    assert "NICT" in out
    assert "Nothing was changed" in out


def test_the_manual_has_every_code() -> None:
    manual = (ROOT / "docs" / "planning.md").read_text(encoding="utf-8")
    codes = {*drafting.SENTENCES, *drafting.VARIANTS, *_codes_of_ask()}
    assert {code for code in codes if f"`{code}`" not in manual} == set()


def _codes_of_ask() -> set[str]:
    source = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "desktop/planning").glob("draft*.py")
    )
    return set(re.findall(r'(?:Note|Problem|Trouble)\(\s*"(\w+)"', source))


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
    for piped, told in (
        ("", "This is not JSON; line 1, column 1.\n"),
        (b"\xff\x00", "This is not JSON; line 1, column 1.\n"),
        ('{"days": 7}', "days: a list is expected, as in [ ].\n"),
    ):
        assert solve(piped) == (1, "", told)


def test_a_benchmark_loads_neither_the_office_nor_the_window() -> None:
    code = (
        "import sys; from desktop.__main__ import main; "
        "ended = main(['plan-benchmark', '--seconds=9']); "
        "print(ended, {'sqlalchemy', 'PySide6', 'babel'} & sys.modules.keys())"
    )
    problem, plan = example()
    told = subprocess.run(
        [sys.executable, "-c", code],
        input=problem,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    out, ended = told.stdout.splitlines()
    assert (json.loads(out), ended, told.stderr) == (plan, "0 set()", "")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--seconds", "0"), 1, "“0” is not a number of seconds from 0.1 to 3600.\n"),
        (("--help",), 0, ""),
        (("--minutes",), 2, "usage: "),
        (("--language", "en", "--seconds", "9"), 0, ""),
    ],
)
def test_the_short_way_understands_what_the_long_one_does(
    solve: Solve, arguments: tuple[str, ...], code: int, told: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LC_ALL", "C")
        ended, out, err = solve(example()[0], *arguments, short=True)
    assert ended == code
    assert err.startswith(told)
    assert bool(out) == (code == 0)


def test_the_time_since_the_start_is_known_on_every_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert since_start() > 0

    def no_such_file(*_: object, **__: object) -> str:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "read_text", no_such_file)
    monkeypatch.setattr(time, "process_time", lambda: 1.5)
    assert since_start() == 1.5


def crowded(hosts: int) -> dict[str, Any]:
    """Many hosts in one city that are open all day: too many for a proof."""
    travel = [[0 if a == b else 5 + (a * b) % 7 for a in range(hosts)] for b in range(hosts)]
    return {
        "days": [{"start": 0, "open": 540, "close": 1080, "tracks": 2}] * 3,
        "hosts": [{"id": n, "value": 10 + n % 7, "duration": 20 + n % 5} for n in range(hosts)],
        "travel": travel,
    }


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who presses Ctrl+C as soon as there is a plan."""
    real = child.Child

    class Watched(real):  # type: ignore[misc, valid-type]
        def poll(self, timeout: float = 0.0) -> Answer | None:
            if super().poll(timeout) is not None:
                raise KeyboardInterrupt
            return None

    monkeypatch.setattr(child, "Child", Watched)


@pytest.mark.usefixtures("impatient")
def test_ctrl_c_gives_the_best_so_far_and_leaves_no_process_behind(solve: Solve) -> None:
    code, out, err = solve(json.dumps(crowded(40)), "--seconds", "600")
    assert (code, err) == (130, "")
    assert any(json.loads(out)["routes"])
    assert multiprocessing.active_children() == []


@pytest.mark.usefixtures("impatient")
def test_a_draft_that_was_stopped_is_told_and_not_stored(
    demo: Path, tray: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    common = ["--language", "en", "--data", str(tmp_path / "data"), "--office", str(demo)]
    assert main([*common, "plan", REF, "--seconds", "600", "--accept"]) == 130
    out, err = capsys.readouterr()
    assert err == ""
    assert "Nothing was changed" in out
    assert start_of(demo, tray) is None
    assert multiprocessing.active_children() == []

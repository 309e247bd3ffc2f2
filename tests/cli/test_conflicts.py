"""`kakehashi conflicts` lists what the engine finds, and what prints or exports says how much."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from desktop.__main__ import main
from desktop.cli import work
from desktop.planning.conflicts import find
from desktop.store import findings
from desktop.store.log import Author
from desktop.store.office import OfficeFile
from desktop.store.plan import read_plan

Run = Callable[..., str]
TODAY = date(2027, 4, 1)
NOON = datetime.combine(TODAY, time(12), UTC)


@pytest.fixture(autouse=True)
def _a_day_before_the_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "now", lambda: NOON)


def _accept_one(demo: Path) -> str:
    """Accept what blocks the visit; gives its rule."""
    office = OfficeFile.open(demo, Author("Ida"))
    with office.reading() as session:
        found = find(read_plan(session, TODAY))
    (block,) = [one for one in found if one.rule == "person_twice"]
    with office.writing("finding.accept") as session:
        findings.accept(session, block, "They take turns", "Ida", TODAY)
    office.close()
    return block.rule.value


def test_they_are_listed_the_gravest_first(run: Run) -> None:
    lines = run("conflicts").splitlines()
    grave = [line.split("  ")[0] for line in lines]
    order = ["Must be solved", "Warning", "Hint"]
    assert grave == sorted(grave, key=order.index)
    assert grave[0] == "Must be solved"
    assert "DEL-2027-001" in lines[0]
    assert "overlap for Mette Prøvesen" in lines[0]


def test_those_of_one_record(run: Run) -> None:
    lines = run("conflicts", "--record", "del-2027-001").splitlines()
    assert lines
    assert all("DEL-2027-001" in line for line in lines)
    assert len(lines) < len(run("conflicts").splitlines())
    assert "no record" in run("conflicts", "--record", "DEL-1999-001", code=1)


def test_for_other_programs_they_are_codes_and_identities(run: Run, demo: Path) -> None:
    first = json.loads(run("conflicts", "--json"))[0]
    assert (first["rule"], first["severity"]) == ("person_twice", "block")
    assert [record["reference"] for record in first["records"]] == ["DEL-2027-001"]
    assert len(first["items"]) == 2
    assert len(first["people"]) == 1
    assert first["accepted"] is None
    assert first["fix"] == "Take Mette Prøvesen out"
    assert first["values"].keys() == {"start", "end"}
    assert "overlap" in first["sentence"]
    assert "Mette Prøvesen" not in json.dumps(first["values"])


def test_what_is_accepted_is_shown_on_demand(run: Run, demo: Path) -> None:
    rule = _accept_one(demo)
    rules = [one["rule"] for one in json.loads(run("conflicts", "--json"))]
    assert rule not in rules
    (accepted,) = [
        one for one in json.loads(run("conflicts", "--all", "--json")) if one["rule"] == rule
    ]
    assert accepted["accepted"] == "They take turns"
    assert "Accepted: They take turns" in run("conflicts", "--all")


def test_what_is_printed_or_exported_says_what_is_open(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(*arguments: object) -> str:
        common = ["--data", str(tmp_path / "data"), "--office", str(demo), "--language", "en"]
        assert main([*common, *map(str, arguments)]) == 0
        return capsys.readouterr().err

    paper, file = tmp_path / "out.pdf", tmp_path / "out.ics"
    assert told("itinerary", "DEL-2027-001", paper) == (
        "1 must be solved · 2 warnings (see: kakehashi conflicts --record DEL-2027-001)\n"
    )
    assert "must be solved" in told("calendar", file)
    assert told("calendar", file, "--force", "--record", "ACC-2027-004") == ""
    _accept_one(demo)
    assert told("itinerary", "DEL-2027-001", paper, "--force").startswith("2 warnings (see:")

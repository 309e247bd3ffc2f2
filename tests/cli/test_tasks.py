"""`kakehashi list tasks` says what the page of tasks says."""

from datetime import UTC, date, datetime
from json import loads
from pathlib import Path

import pytest

from desktop.__main__ import main
from desktop.domain import Exchange, Task
from desktop.store import records
from desktop.store.office import OfficeFile
from desktop.store.references import find_record
from desktop.store.tasks import rows
from tests.cli.conftest import Run


@pytest.fixture
def _then(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day on which some tasks of the demo office are overdue."""
    monkeypatch.setattr("desktop.cli.work.now", lambda: datetime(2027, 2, 1, tzinfo=UTC))


def test_a_deadline_on_a_holiday_is_moved_to_the_working_day_before(run: Run, demo: Path) -> None:
    office = OfficeFile.open(demo)
    with office.writing("edit") as session:
        stay = find_record(session, "EXC-2027-001")
        assert isinstance(stay, Exchange)
        # Counted to 3 May 2027, with Greenery Day and Children's Day after a Monday holiday.
        task = Task(
            exchange_id=stay.id, anchor="start", offset_days=-14, turn="host", officer="Keiko"
        )
        records.add(session, task)
        records.update(session, Exchange, stay.id, start=date(2027, 5, 17))
    office.close()
    (row,) = loads(run("list", "tasks", "--officer", "keiko", "--json"))
    assert (row["counted"], row["due"]) == ("2027-05-03", "2027-04-30")
    assert row["record_kind"] == "exchange"
    assert "30 Apr 2027" in run("list", "tasks", "--officer", "KEIKO")


@pytest.mark.usefixtures("_then")
def test_what_is_overdue_open_or_waits_for_others_is_chosen(run: Run) -> None:
    every = loads(run("list", "tasks", "--json"))
    still = loads(run("list", "tasks", "--open", "--json"))
    late = loads(run("list", "tasks", "--overdue", "--json"))
    waiting = loads(run("list", "tasks", "--waiting", "--json"))
    assert still == [row for row in every if row["done"] is None and not row["called_off"]]
    assert 0 < len(late) < len(still) < len(every)
    assert late == [row for row in still if row["due"] is not None and row["due"] < "2027-02-01"]
    assert waiting == [row for row in still if row["turn"] != "office"]
    assert run("list", "tasks", "--officer", "nobody of that name") == ""


def test_every_task_has_its_line(run: Run, demo: Path) -> None:
    office = OfficeFile.open(demo)
    with office.reading() as session:
        number = len(rows(session))
    office.close()
    lines = run("list", "tasks", "--language", "da").splitlines()
    assert len(lines) == number + 1
    assert lines[0].split()[0] == "Forfaldsdato"


def test_choices_among_tasks_are_refused_for_other_kinds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["list", "people", "--overdue"]) == 2
    assert "--overdue" in capsys.readouterr().err


def test_a_calendar_has_them_when_asked(run: Run, tmp_path: Path) -> None:
    listed = {row["id"]: row for row in loads(run("list", "tasks", "--json"))}
    own = {one for one, row in listed.items() if row["reference"] == "EXC-2027-001"}

    def written(*options: str) -> dict[str, str]:
        run("calendar", tmp_path / "out.ics", "--force", *options)
        text = (tmp_path / "out.ics").read_text(encoding="utf-8")
        parts = text.split("BEGIN:VTODO")[1:]
        return {part.split("UID:")[1][:36]: part for part in parts}

    assert written() == {}
    assert written("--tasks", "--record", "EXC-2027-001").keys() == own
    whole = written("--tasks")
    assert whole.keys() == listed.keys()
    for one, part in whole.items():
        assert f"DUE;VALUE=DATE:{listed[one]['due'].replace('-', '')}" in part

"""`kakehashi import FILE.ics`: told first, asked where it is not certain, then taken over."""

import json
from pathlib import Path

import pytest

from desktop.__main__ import main
from desktop.domain import Item
from desktop.store.office import OfficeFile
from tests.calendars.foreign import event, file
from tests.cli.conftest import Run

NEW = event(
    "DTSTART;TZID=Asia/Tokyo:20270420T180000",
    "DTEND;TZID=Asia/Tokyo:20270420T200000",
    "SUMMARY:Dinner at the Embassy",
    uid="dinner@example.org",
)
FLOATING = event("DTSTART:20270421T090000", "SUMMARY:Talks", uid="talks@example.org")


@pytest.fixture
def ics(tmp_path: Path) -> Path:
    path = tmp_path / "invitation.ics"
    path.write_bytes(file(NEW, "BEGIN:VTODO\nSUMMARY:Slides\nEND:VTODO"))
    return path


def _items(demo: Path, uid: str) -> list[Item]:
    office = OfficeFile.open(demo)
    with office.reading() as session:
        found = session.query(Item).filter_by(source_uid=uid).all()
    office.close()
    return found


def test_a_dry_run_tells_and_changes_nothing(run: Run, demo: Path, ics: Path) -> None:
    before = run("history", "DEL-2027-001")
    told = run("import", ics, "--dry-run").splitlines()
    assert told[0].split("  ")[0] == "New event"
    assert "Tue 20 Apr 18:00–20:00 JST (11:00–13:00 CEST)" in told[0]
    assert told[1].startswith("Not taken over  Slides")
    assert run("history", "DEL-2027-001") == before


def test_what_is_not_taken_of_a_repeating_event_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "weekly.ics"
    rule = "RRULE:FREQ=WEEKLY;COUNT=10"
    start = "DTSTART;TZID=Asia/Tokyo:20270420T180000"
    path.write_bytes(file(event(start, "SUMMARY:Talks", rule), NEW))
    first, left, other = run("import", path, "--dry-run").splitlines()[:3]
    assert "Tue 20 Apr 18:00" in first
    assert left.startswith("Not taken over  Talks")
    assert left.endswith("what is not on the days of the delegation or exchange is left out.")
    assert "repeats" not in other
    told = json.loads(run("import", path, "--dry-run", "--json"))["events"]
    assert [(one["repeats"], one["reason"]) for one in told] == [
        (False, None),
        (True, "other_times"),
        (False, None),
    ]


def test_each_time_on_the_days_of_the_record_is_taken_and_found_again(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    path, into = tmp_path / "daily.ics", ("--into", "del-2027-001")
    daily = event("DTSTART;TZID=Asia/Tokyo:20270420T180000", "RRULE:FREQ=DAILY;COUNT=3", uid="d")
    path.write_bytes(file(daily))
    told = json.loads(run("import", path, "--dry-run", "--json", *into))["events"]
    assert [one["recurrence"] for one in told] == ["", "20270421T090000Z", "20270422T090000Z"]
    assert "3 changes taken over" in run("import", path, *into)
    assert len(_items(demo, "d;20270421T090000Z")) == 1
    path.write_bytes(file(daily.replace("RRULE", "EXDATE:20270421T090000Z\nRRULE")))
    assert "1 change taken over" in run("import", path)
    (item,) = _items(demo, "d;20270421T090000Z")
    assert item.status == "cancelled"


def test_a_name_that_may_not_be_what_it_seems_is_warned_of(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "odd.ics"
    path.write_bytes(file(event("DTSTART:20270420T090000Z", "SUMMARY:Talks\u202e")))
    assert "Warning: 3: “Talks⟨U+202E⟩”." in run("import", path, "--dry-run")


def test_new_events_need_a_record(run: Run, demo: Path, ics: Path) -> None:
    assert "choose the delegation or exchange" in run("import", ics, code=1)
    assert "choose the delegation or exchange" in run(
        "import", ics, "--into", "ACC-2027-005", code=1
    )
    assert _items(demo, "dinner@example.org") == []
    assert "1 change taken over" in run("import", ics, "--into", "DEL-2027-001")
    assert len(_items(demo, "dinner@example.org")) == 1
    assert "1 event is unchanged." in run("import", ics)
    assert "Import from a calendar" in run("undo")
    assert _items(demo, "dinner@example.org") == []


def test_what_we_exported_ourselves_is_unchanged_and_changes_are_taken(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    path = tmp_path / "own.ics"
    run("calendar", path, "--record", "DEL-2027-001")
    told = json.loads(run("import", path, "--json"))
    assert {one["effect"] for one in told["events"]} == {"same"}
    assert (len(told["events"]), told["taken"]) == (44, 0)
    content = path.read_bytes().replace(b"STATUS:CONFIRMED", b"STATUS:CANCELLED", 1)
    path.write_bytes(content)
    told = json.loads(run("import", path, "--json"))
    assert told["taken"] == 1
    (changed,) = (one for one in told["events"] if one["effect"] != "same")
    assert changed["record"] == "DEL-2027-001"
    assert changed["changes"] == [{"field": "status", "before": "confirmed", "after": "cancelled"}]


def test_a_zone_that_is_not_certain_is_asked(run: Run, demo: Path, tmp_path: Path) -> None:
    path = tmp_path / "floating.ics"
    path.write_bytes(file(FLOATING))
    asked = run("import", path, "--dry-run")
    assert '--zone "floating=Asia/Tokyo"' in asked
    assert json.loads(run("import", path, "--dry-run", "--json"))["questions"] == [
        {"name": "", "count": 1, "offered": ["Asia/Tokyo", "Europe/Copenhagen"]}
    ]
    into = ("--into", "DEL-2027-001")
    assert "floating" in run("import", path, *into, code=1)
    assert "Mars/Base" in run("import", path, *into, "--zone", "floating=Mars/Base", code=1)
    assert "Asia/Tokyo" in run("import", path, *into, "--zone", "Asia/Tokyo", code=1)
    run("import", path, *into, "--zone", "floating=Asia/Tokyo")
    (item,) = _items(demo, "talks@example.org")
    assert item.start.zone == "Asia/Tokyo"


def test_files_that_are_no_calendars(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "notes.ics"
    path.write_bytes(b"\nhello\n")
    assert "line 2" in run("import", path, code=1)
    path.write_bytes(file("X-EMPTY:1"))
    assert "no event" in run("import", path, code=1)
    assert "no file" in run("import", tmp_path / "missing.ics", code=1)


def test_a_calendar_is_known_by_what_it_holds(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "invitation.txt"
    path.write_bytes(file(NEW))
    assert "1 change taken over" not in run("import", path, code=1)


@pytest.mark.parametrize("option", ["--dry-run", "--json", "--into=X", "--zone=A=B"])
def test_an_office_takes_none_of_the_options(
    option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path), "import", "office.json", option]) == 2
    assert "calendar files alone" in capsys.readouterr().err

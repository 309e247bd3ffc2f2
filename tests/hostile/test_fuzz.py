"""Some of the inputs of `tests.hostile.fuzz`, and those that once were, or could be, trouble."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from desktop.calendars import incoming
from desktop.errors import Problem
from desktop.planning.drafting import form
from desktop.store.interchange_read import read
from desktop.ui.drafting import typed
from desktop.ui.programme import clipboard
from tests.hostile.fuzz import MANY, PLAN, TARGETS, Inputs, throw

# Those that cost most are tried less often in everyday runs.
EXAMPLES = {"json import": 30, "ics import": 30}
NEVER_REFUSED = frozenset({"settings", "pasted hosts"})
ROOT = Path(__file__).resolve().parents[2]
HEAD = '{"format": "kakehashi-office", "version": 1'


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    """What is thrown at each target."""
    return Inputs(tmp_path_factory.mktemp("sound"))


@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", TARGETS)
def test_whatever_comes_in_is_taken_or_refused(
    inputs: Inputs, kind: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ends: set[str] = set()
    # Always the same, and without the long search for the smallest that breaks the reader.
    number, phases = EXAMPLES.get(kind, 60), (Phase.generate,)
    same = settings(MANY, max_examples=number, phases=phases, derandomize=True)
    throw(kind, inputs, tmp_path, same, lambda end, _seconds: ends.add(end))
    assert "taken" in ends
    assert len(ends) > 1 or kind in NEVER_REFUSED
    assert all(record.name == "desktop.settings" for record in caplog.records)


@pytest.mark.extended
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kind", TARGETS)
def test_so_is_much_more_that_is_another_each_time(
    inputs: Inputs, kind: str, tmp_path: Path
) -> None:
    throw(kind, inputs, tmp_path, settings(MANY, max_examples=1_000), lambda _end, _seconds: None)


@pytest.mark.extended
@pytest.mark.timeout(600)
@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris has no wheel for this computer")
def test_nothing_that_reaches_new_code_breaks_a_reader() -> None:
    command = [sys.executable, "-m", "tests.hostile.guided", "--runs", "5000"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr[-4_000:]
    assert "Done 5000" in told.stderr


_CLOSURE = '{"id": "%s2", "first": "2027-04-19", "last": "2027-04-19", "from_time": ""}'
_PLACE = f', "places": [{{"id": "%s1", "closures": [{_CLOSURE}]}}]}}'
_BEGUN = "00000000-0000-4000-8000-00000000000"
DOCUMENTS = {
    "a clock time that is none": (HEAD + _PLACE % (_BEGUN, _BEGUN), "bad_time"),
    "too deep": ("[" * 200_000, "too_deep"),
    "too deep in a field": (HEAD + ', "people": ' + "[" * 200_000, "too_deep"),
    "a number without end": (HEAD + ', "x": ' + "9" * 5000 + "}", "bad_number"),
    "no number": (HEAD + ', "x": NaN}', "bad_number"),
    "a field twice": (HEAD + ', "version": 1}', "duplicate_field"),
    "half a character": (json.dumps({"\ud800": 1}), "wrong_format"),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize(("text", "reason"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_json_that_no_office_wrote_is_refused_with_its_place(text: str, reason: str) -> None:
    with pytest.raises(Problem, match="interchange_invalid") as refused:
        read(text)
    assert refused.value.values["reason"] == reason


@pytest.mark.timeout(20)
def test_a_text_of_five_megabytes_is_taken_and_cleaned() -> None:
    person = {
        "id": "00000000-0000-4000-8000-000000000001",
        "family": "x\0\ud800\x1b" * 1_500_000,
    }
    text = json.dumps({"format": "kakehashi-office", "version": 1, "people": [person]})
    (entry,) = read(text).entries
    assert getattr(entry.entity, "family", "") == "x" * 1_500_000


EVENT = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20270419T090000Z\r\n{}\r\nEND:VEVENT\r\n"
)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("rule", ["SECONDLY", "YEARLY;BYDAY=MO;BYSETPOS=-1", "DAILY;COUNT=9" * 9])
def test_a_rule_without_end_is_one_event(rule: str) -> None:
    reading = incoming.read(EVENT.format(f"RRULE:FREQ={rule}").encode())
    assert [(one.uid, one.repeats) for one in reading.events] == [("a", True)]


@pytest.mark.timeout(30)
def test_a_line_of_five_megabytes_is_cut() -> None:
    (event,) = incoming.read(EVENT.format("SUMMARY:" + "æ" * 2_500_000).encode()).events
    assert len(event.summary) == 10_000


@pytest.mark.timeout(60)
def test_twenty_thousand_events_are_read_and_more_than_may_be_are_not() -> None:
    one = "BEGIN:VEVENT\r\nDTSTART:20270419T090000Z\r\nEND:VEVENT\r\n"
    assert len(incoming.read(("BEGIN:VCALENDAR\r\n" + one * 20_000).encode()).events) == 20_000
    with pytest.raises(Problem, match="ics_too_large"):
        incoming.read(("BEGIN:VCALENDAR\r\n" + "BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 60_000).encode())


@pytest.mark.timeout(20)
def test_a_calendar_nested_without_end_is_refused() -> None:
    with pytest.raises(Problem, match="ics_nested"):
        incoming.read(b"BEGIN:VEVENT\r\n" * 100_000)


def test_control_signs_of_a_calendar_are_not_kept() -> None:
    lines = "SUMMARY:a\0b\x0bc\u202ed\r\nLOCATION:\x1b[31mred"
    (event,) = incoming.read(EVENT.format(lines).encode()).events
    assert (event.summary, event.location) == ("abcd", "[31mred")


def test_a_length_of_thousands_of_digits_is_none() -> None:
    for text in ("9" * 5_000, "9" * 5_000 + " min"):
        assert typed.read_length(text) is None


@pytest.mark.parametrize("way", [-(10**400), 10**400])
def test_a_way_that_is_no_number_of_ours_is_refused_with_its_place(way: int) -> None:
    plan = PLAN | {"travel": [[0, way], [0, 0]]}
    with pytest.raises(Problem, match="plan_") as refused:
        form.read(json.dumps(plan))
    assert refused.value.values["where"] == "travel[0][1]"


@pytest.mark.usefixtures("qapp")
def test_what_another_program_puts_on_the_clipboard_is_no_clip() -> None:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QGuiApplication

    data = QMimeData()
    data.setData("application/x-kakehashi-items", b"[" * 100_000)
    QGuiApplication.clipboard().setMimeData(data)
    assert clipboard.taken("office") is None

"""Calendar files of nine other projects, and files broken by chance: none crashes or hangs."""

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.calendars.incoming import Reading, read
from desktop.errors import Problem
from tests.calendars.conftest import Sample
from tests.calendars.foreign import block, event, file

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("KAKEHASHI_CORPUS") or ROOT.parent / "shared" / "corpus") / "ics"
SECONDS = 2

corpus = pytest.mark.skipif(
    not FOLDER.is_dir(),
    reason="no calendar files of other projects here (KAKEHASHI_CORPUS names their folder)",
)
# What others' counting reader does not count and this one does: it stops at the calendars, and
# knows three kinds of component. Beyond that they differ in these files, each for its reason.
_OTHERWISE = {
    # A calendar begins twice and ends once.
    "ical4j/invalid__smallcluster.ics": 1,
    # Blanks stand before BEGIN:VCALENDAR.
    "node-ical/dst-transition-rules.ics": 1,
}


def _files() -> Iterator[tuple[str, bytes, int]]:
    """Each file's name and content, and how many items others count in it."""
    manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    for entry in manifest["files"]:
        yield entry["file"], (FOLDER / entry["file"]).read_bytes(), entry["items"]


def _readable(content: bytes) -> Reading | None:
    """What is read; None where the file is refused as a whole, which is a Problem with a code."""
    try:
        return read(content)
    except Problem as problem:
        if not problem.code.startswith("ics_"):
            raise
        return None


@corpus
def test_every_file_is_read_or_refused_with_a_reason() -> None:
    seen = Counter[str]()
    slow = []
    for name, content, _items in _files():
        begun = process_time()
        reading = _readable(content)
        if process_time() - begun > SECONDS:
            slow.append(name)
        seen["read" if reading else "refused"] += 1
        for one in reading.refused if reading else ():
            assert one.problem.code.startswith("ics_")
            assert one.line > 0
        for each in reading.events if reading else ():
            assert each.start.date is not None
            assert each.uid
            assert each.start.zone or each.asks or each.start.time is None
    assert slow == []
    assert seen["read"] >= 588
    assert seen["refused"] <= 2


@corpus
def test_as_many_items_as_others_count() -> None:
    """Bare components and free-busy times are counted here alone, as the officer is told."""
    differing = {}
    for name, content, items in _files():
        reading = _readable(content)
        if reading is None:
            assert items == 0, name
            continue
        told = [one for one in reading.refused if one.problem.code != "ics_bad_line"]
        free = sum(one.problem.code == "ics_free_busy" for one in told)
        found = len(reading.events) + len(told) - free
        bare = not content.lstrip(b"\xef\xbb\xbf \r\n").upper().startswith(b"BEGIN:VCALENDAR")
        if found != items and not (bare and items == 0):
            differing[name] = found - items
    assert differing == _OTHERWISE


@corpus
def test_most_zones_of_others_are_understood() -> None:
    zones = Counter[str]()
    for _name, content, _items in _files():
        reading = _readable(content)
        for one in reading.events if reading else ():
            zones["asked" if any(one.asks) else "known"] += 1
    assert zones["known"] > 5 * zones["asked"]


_WHOLE = file(
    block("Customized Time Zone", "+0100", "+0200"),
    event(
        'DTSTART;TZID="Customized Time Zone":20270419T090000',
        "DURATION:PT1H",
        "RRULE:FREQ=DAILY;COUNT=3",
        "SUMMARY;LANGUAGE=ja:量子\\, 訪問",
        "LOCATION:Wako",
        'ATTENDEE;CN="A; B":mailto:a@b.example',
    ),
    "BEGIN:VTODO\nSUMMARY:x\nEND:VTODO",
)
_CUTS = st.tuples(
    st.integers(0, len(_WHOLE)), st.integers(0, 40), st.binary(max_size=12) | st.just(b"\r\n ")
)


@settings(deadline=None, max_examples=150, derandomize=True)
@given(st.lists(_CUTS, min_size=1, max_size=6))
def test_a_file_that_is_cut_and_mixed_up_never_crashes(cuts: list[tuple[int, int, bytes]]) -> None:
    content = _WHOLE
    for at, length, put in cuts:
        content = content[:at] + put + content[at + length :]
    _readable(content)


_NAMES = ("DTSTART", "DTEND", "DURATION", "RRULE", "RECURRENCE-ID", "TZOFFSETTO", "X-WR-TIMEZONE")
_VALUES = st.one_of(
    st.text(max_size=30),
    st.from_regex(r"[0-9]{8}T[0-9]{6}Z?", fullmatch=True),
    st.from_regex(r"-?P[0-9]{1,9}[WDTHMS]{1,3}", fullmatch=True),
    st.from_regex(r"FREQ=[A-Z]{5,8};(BYDAY|COUNT|UNTIL|BYMONTH)=[0-9A-Z-]{1,6}", fullmatch=True),
)


@settings(deadline=None, max_examples=150, derandomize=True)
@given(st.lists(st.tuples(st.sampled_from(_NAMES), _VALUES), max_size=6), st.text(max_size=12))
def test_values_that_are_none_never_crash(lines: list[tuple[str, str]], zone: str) -> None:
    told = [f"{name};TZID={zone}:{value}" for name, value in lines]
    plain = [f"{name}:{value}" for name, value in lines]
    rules = "\n".join(["BEGIN:VTIMEZONE", f"TZID:{zone}", "BEGIN:STANDARD", *plain])
    content = file(rules + "\nEND:STANDARD\nEND:VTIMEZONE", event(*told), event(*plain))
    _readable(content)


def test_our_own_file_with_wrong_bytes_is_read_but_for_what_they_touch(sample: Sample) -> None:
    made = sample.record_calendar("tour")
    chance = Random(5)
    for _round in range(150):
        at, put = chance.randrange(len(made.content) - 4), chance.randbytes(3)
        reading = _readable(made.content[:at] + put + made.content[at + 3 :])
        # What was hit may be the beginning of one event, or the end that parts two.
        assert reading is None or len(reading.events) + len(reading.refused) >= made.events - 1

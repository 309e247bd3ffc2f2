"""Content lines as `icalendar` reads them, and folded where no reader minds."""

import unicodedata
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Event, vText
from icalendar.parser import Contentline

from desktop.calendars.lines import block, escaped, parameter, plain, when

TEXTS = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("\\;,:\n\t\"^'\r\x00 か\u3099量å\u200d👩\U0001f3fd🇩🇰🇯🇵"),
    ),
    max_size=300,
)


def unfolded(data: bytes) -> str:
    return data.replace(b"\r\n ", b"").decode().removesuffix("\r\n")


@given(TEXTS)
@example("\\" * 200)
@example("量" * 80 + "\\n" * 40)
@settings(max_examples=300, deadline=None)
def test_a_text_is_read_back_as_it_was(text: str) -> None:
    data = block(["BEGIN:VEVENT", f"SUMMARY;LANGUAGE=ja:{escaped(text)}", "END:VEVENT"])
    event = Event.from_ical(data)
    assert isinstance(event, Event)
    assert event.errors == []
    assert str(event.get("SUMMARY", "")) == plain(text)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_a_text_is_escaped_as_the_library_escapes_it(text: str) -> None:
    assert escaped(text).encode() == vText(plain(text)).to_ical()


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_lines_have_at_most_75_octets_of_whole_characters(text: str) -> None:
    line = f"DESCRIPTION:{escaped(text)}"
    data = block([line])
    pieces = data.removesuffix(b"\r\n").split(b"\r\n")
    assert all(0 < len(piece) <= 75 for piece in pieces)
    assert all(piece.startswith(b" ") for piece in pieces[1:])
    for piece in pieces:
        piece.decode()
        # Not between a backslash and its character.
        assert (len(piece) - len(piece.rstrip(b"\\"))) % 2 == 0
    assert unfolded(data) == line


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_a_name_stands_in_a_parameter(text: str) -> None:
    written = f"ATTENDEE;CN={parameter(text or 'x')}:mailto:a@example.org"
    reader: Any = Contentline
    line = reader.from_ical(written)
    name, parameters, value = line.parts()
    assert (name, value) == ("ATTENDEE", "mailto:a@example.org")
    told = str(parameters.get("CN", ""))
    assert '"' not in told
    kept = plain(text or "x").replace('"', "'").replace("^", "'").replace("\\", "/")
    assert told.split() == kept.split()


@pytest.mark.parametrize(
    "grapheme",
    [
        "か\u3099",
        "ﾊﾟ",
        "👩🏽",
        "👩\u200d🔬",
        "🇩🇰",
        "e\u0301\u0323",
        "🏴\U000e0067\U000e0062\U000e007f",
        "\\n",
    ],
)
def test_no_grapheme_is_cut_in_two(grapheme: str) -> None:
    for lead in range(75):
        line = f"SUMMARY:{'x' * lead}{grapheme * 40}"
        pieces = block([line]).decode().removesuffix("\r\n").split("\r\n ")
        assert "".join(pieces) == line
        for piece in pieces[1:]:
            assert piece.startswith((grapheme, "x"))
        for piece in pieces[:-1]:
            assert len(piece.encode()) > 75 - 1 - len(grapheme.encode())


def test_a_grapheme_longer_than_a_line_is_cut_between_characters() -> None:
    line = "SUMMARY:e" + "\u0301" * 200
    data = block([line])
    assert unfolded(data) == line
    assert max(map(len, data.split(b"\r\n"))) <= 75


def test_controls_are_left_out_and_odd_breaks_are_breaks() -> None:
    assert plain("a\x00b\u2028c\td\r\ne\x85") == "ab\nc d\ne"
    assert not any(unicodedata.category(char) == "Cc" for char in plain("\x01\x1f\x7f\x9fx"))


def test_times_are_written_on_their_clocks() -> None:
    at = datetime(2027, 4, 19, 9, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert when("DTSTART", at) == "DTSTART;TZID=Asia/Tokyo:20270419T093000"
    assert when("DTSTART", at.astimezone(UTC)) == "DTSTART:20270419T003000Z"
    assert when("DUE", date(2027, 4, 19)) == "DUE;VALUE=DATE:20270419"

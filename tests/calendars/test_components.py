"""Lines and components of files that break the rules."""

import pytest

from desktop.calendars.components import LARGEST, parse
from desktop.errors import Problem
from tests.calendars.foreign import event, file


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_any_line_ending_and_a_mark_before_the_text(end: str) -> None:
    root = parse(b"\xef\xbb\xbf" + file(event("SUMMARY:Møde"), end=end))
    found = list(root.called("VEVENT"))
    assert [one.text("SUMMARY") for one in found] == ["Møde"]
    assert found[0].number == 3


def test_folded_lines_are_joined_and_blank_ones_passed_over() -> None:
    root = parse(file("BEGIN:VEVENT\nSUMMARY:One\n  two\n\n\tthree\nEND:VEVENT"))
    assert next(root.called("VEVENT")).text("SUMMARY") == "One twothree"


def test_a_fold_within_a_sign_is_mended() -> None:
    content = file(event("SUMMARY:量子")).replace("子".encode(), b"\xe5\xad\r\n \x90")
    assert next(parse(content).called("VEVENT")).text("SUMMARY") == "量子"


def test_latin_1_and_utf_16() -> None:
    text = file(event("SUMMARY:Besøg på Ørsted")).decode()
    for encoding in ("latin-1", "utf-16"):
        root = parse(text.encode(encoding))
        assert next(root.called("VEVENT")).text("SUMMARY") == "Besøg på Ørsted"


def test_lower_case_and_spaces_are_read() -> None:
    root = parse(b"  begin:vcalendar\nbegin:vevent\nsummary : Visit\nend:vevent\nend:vcalendar\n")
    assert next(root.called("VEVENT")).text("SUMMARY") == "Visit"


def test_parameters_plain_quoted_and_encoded() -> None:
    lines = (
        "ATTENDEE;cn=Ryoko;ROLE=CHAIR:mailto:a@b.example",
        'LOCATION;ALTREP="http://x.example:80/;a":Room',
        "ORGANIZER;CN=The ^'Q^' Group:mailto:q@b.example",
    )
    found = next(parse(file(event(*lines))).called("VEVENT"))
    attendee, location = found.first("ATTENDEE"), found.first("LOCATION")
    organiser = found.first("ORGANIZER")
    assert attendee is not None
    assert attendee.parameters == {"CN": "Ryoko", "ROLE": "CHAIR"}
    assert attendee.value == "mailto:a@b.example"
    assert location is not None
    assert location.text() == "Room"
    assert organiser is not None
    assert organiser.parameters["CN"] == 'The "Q" Group'


def test_texts_are_unescaped_and_hold_nothing_that_hides_or_turns() -> None:
    told = "SUMMARY:a\\, b\\; c\\\\n d\\ne\x00\x07\u202eevil\u2066"
    found = next(parse(file(event(told))).called("VEVENT"))
    assert found.text("SUMMARY") == "a, b; c\\n d\neevil"


def test_a_line_that_is_none_is_told_with_its_number() -> None:
    found = next(parse(file(event("this is no property", "SUMMARY:Visit"))).called("VEVENT"))
    assert [fault.values for fault in found.faults] == [{"line": 6, "text": "this is no property"}]
    assert found.text("SUMMARY") == "Visit"


def test_several_calendars_and_parts_that_are_not_closed() -> None:
    content = file(event("SUMMARY:First")) + b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Last"
    assert [one.text("SUMMARY") for one in parse(content).called("VEVENT")] == ["First", "Last"]


@pytest.mark.parametrize(
    ("content", "line", "text"),
    [(b"\n\nhello\nworld\n", 3, "hello"), (b'{"a": 1}', 1, '{"a": 1}')],
)
def test_what_is_no_calendar_is_refused_with_the_line(content: bytes, line: int, text: str) -> None:
    with pytest.raises(Problem) as caught:
        parse(content)
    assert caught.value.code == "ics_no_calendar"
    assert caught.value.values == {"line": line, "text": text}


def test_an_empty_file_is_called_so() -> None:
    with pytest.raises(Problem) as caught:
        parse(b" \r\n")
    assert caught.value.code == "ics_empty"


def test_too_deep_and_too_large() -> None:
    for content, code in (
        (b"BEGIN:VEVENT\n" * 40, "ics_nested"),
        (b"x" * (LARGEST + 1), "ics_too_large"),
        (b"BEGIN:VEVENT\nEND:VEVENT\n" * 60_000, "ics_too_large"),
    ):
        with pytest.raises(Problem) as caught:
            parse(content)
        assert caught.value.code == code

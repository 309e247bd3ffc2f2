"""Events of others as plain values: times, zones, texts, and what is refused."""

from datetime import date, time

import pytest

from desktop.calendars.incoming import CANCELLED, Incoming, Reading, read
from desktop.domain.codes import ItemKind
from desktop.domain.time import DayPart, Moment
from desktop.errors import Problem
from tests.calendars.foreign import block, event, file

DAY = date(2027, 4, 19)


def _one(*lines: str, header: str = "", uid: str = "one@example.org") -> Incoming:
    reading = read(file(event(*lines, uid=uid), header=header))
    assert reading.refused == ()
    (found,) = reading.events
    return found


def _codes(reading: Reading) -> list[str]:
    return [one.problem.code for one in reading.refused]


def test_an_event_with_all_that_is_kept() -> None:
    one = _one(
        "DTSTART;TZID=Asia/Tokyo:20270419T090000",
        "DTEND;TZID=Asia/Tokyo:20270419T101500",
        "SUMMARY;LANGUAGE=ja:理研 訪問",
        "LOCATION:和光キャンパス\\, 302",
        "DESCRIPTION:One\\nTwo",
        "STATUS:TENTATIVE",
        "SEQUENCE:3",
        "LAST-MODIFIED:20261121T070000Z",
        "ORGANIZER;CN=Ryoko Shida:mailto:shida@riken.example",
        "ATTENDEE:mailto:noah@dk.example",
        "TRANSP:TRANSPARENT",
    )
    assert one.start == Moment(DAY, time(9), "Asia/Tokyo")
    assert one.end == Moment(DAY, time(10, 15), "Asia/Tokyo")
    assert (one.summary, one.language) == ("理研 訪問", "ja")
    assert (one.location, one.description) == ("和光キャンパス, 302", "One\nTwo")
    assert (one.status, one.sequence, one.free) == ("TENTATIVE", 3, True)
    assert one.modified is not None
    assert one.modified.isoformat() == "2026-11-21T07:00:00+00:00"
    assert one.organiser == "Ryoko Shida (shida@riken.example)"
    assert one.attendees == ("noah@dk.example",)
    assert (one.kind, one.asks, one.made_uid) == (ItemKind.MEETING, (), False)


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (("DTSTART;VALUE=DATE:20270419", "DTEND;VALUE=DATE:20270422"), date(2027, 4, 21)),
        (("DTSTART;VALUE=DATE:20270419", "DTEND;VALUE=DATE:20270420"), None),
        (("DTSTART;VALUE=DATE:20270419", "DTEND;VALUE=DATE:20270419"), None),
        (("DTSTART:20270419", "DURATION:P2D"), date(2027, 4, 20)),
        (("DTSTART;VALUE=DATE:20270419",), None),
    ],
)
def test_whole_days_end_on_their_last_day(lines: tuple[str, ...], last: date | None) -> None:
    one = _one(*lines)
    assert one.start == Moment(DAY, part=DayPart.ALL_DAY)
    assert one.end == (Moment(last, part=DayPart.ALL_DAY) if last else Moment())
    assert one.asks == ()


@pytest.mark.parametrize(
    ("ending", "clock"),
    [
        ("DURATION:PT1H30M", time(10, 30)),
        ("DTEND;TZID=Asia/Tokyo:20270419T090000", None),
        ("DTEND;TZID=Asia/Tokyo:20270419T080000", None),
        ("DURATION:-PT1H", None),
    ],
)
def test_ends(ending: str, clock: time | None) -> None:
    one = _one("DTSTART;TZID=Asia/Tokyo:20270419T090000", ending)
    assert one.end.time == clock
    assert one.open_end == (clock is None)


def test_a_length_in_days_goes_by_the_calendar_one_in_hours_by_the_clock() -> None:
    """The clocks go forward in the night to 28 March 2027."""
    start = "DTSTART;TZID=Europe/Copenhagen:20270327T120000"
    assert _one(start, "DURATION:P1D").end.time == time(12)
    assert _one(start, "DURATION:PT24H").end.time == time(13)


def test_midnight_as_24_and_a_leap_second() -> None:
    one = _one("DTSTART;TZID=Asia/Tokyo:20270418T240000", "DTEND;TZID=Asia/Tokyo:20270419T015960")
    assert one.start == Moment(DAY, time(0), "Asia/Tokyo")
    assert one.end.time == time(1, 59, 59)


def test_a_time_that_the_clock_skips_is_the_same_instant() -> None:
    one = _one("DTSTART;TZID=Europe/Copenhagen:20270328T023000")
    assert one.start == Moment(date(2027, 3, 28), time(3, 30), "Europe/Copenhagen")


def test_utc_is_shown_on_the_clock_of_the_calendar() -> None:
    start = "DTSTART:20270419T000000Z"
    assert _one(start).start == Moment(DAY, time(0), "UTC")
    usual = _one(start, header="X-WR-TIMEZONE:Asia/Tokyo")
    assert usual.start == Moment(DAY, time(9), "Asia/Tokyo")


@pytest.mark.parametrize(
    "lines",
    [
        ("DTSTART:20270419T0900XX",),
        ("DTSTART:20271341T090000",),
        ("DTSTART:00010101T000000",),
        ("DTSTART;TZID=Asia/Tokyo:20270419T090000", "DURATION:P9999999W"),
        ("DTSTART;TZID=Asia/Tokyo:20270419T090000", "DURATION:garbage"),
        ("DTSTART;VALUE=PERIOD:20270419T090000Z/PT1H",),
        ("SUMMARY:When?",),
    ],
)
def test_a_time_that_is_none_refuses_that_event_alone(lines: tuple[str, ...]) -> None:
    good = event("DTSTART:20270419T000000Z", "SUMMARY:Good", uid="two")
    reading = read(file(event(*lines), good))
    assert [one.summary for one in reading.events] == ["Good"]
    assert _codes(reading) == ["ics_bad_time"]
    assert 3 <= int(str(reading.refused[0].problem.values["line"])) <= 7


def test_zones_are_asked_until_they_are_answered() -> None:
    content = file(
        event("DTSTART:20270419T090000", "DTEND:20270419T100000", uid="a"),
        event("DTSTART;TZID=Mars:20270420T090000", uid="b"),
    )
    reading = read(content)
    assert [(one.name, one.count) for one in reading.questions] == [("", 2), ("Mars", 1)]
    assert reading.questions[0].first == Moment(DAY, time(9))
    assert [one.asks for one in reading.events] == [("",), ("Mars",)]
    answered = read(content, {"": "Asia/Tokyo", "Mars": "Europe/Copenhagen"})
    assert answered.questions == ()
    assert [one.start.zone for one in answered.events] == ["Asia/Tokyo", "Europe/Copenhagen"]


def test_the_zone_of_the_calendar_is_offered_first_for_floating_times_and_not_taken() -> None:
    reading = read(file(event("DTSTART:20270419T090000"), header="X-WR-TIMEZONE:Europe/Oslo"))
    assert reading.questions[0].offered[0] == "Europe/Oslo"
    assert reading.events[0].start.zone is None


def test_zones_that_are_named_in_the_files_own_way_are_told() -> None:
    name = "Customized Time Zone"
    content = file(block(name, "+0900"), event(f'DTSTART;TZID="{name}":20270419T090000'))
    reading = read(content)
    assert reading.resolved == ((name, "Asia/Tokyo"),)
    assert reading.events[0].start.zone == "Asia/Tokyo"


def test_a_flight_has_two_zones_and_a_number() -> None:
    one = _one(
        "DTSTART;TZID=Europe/Berlin:20270417T154500",
        "DTEND;TZID=Asia/Tokyo:20270418T120500",
        "SUMMARY:LH 714 MUC-HND",
    )
    assert (one.kind, one.transport) == (ItemKind.FLIGHT, "LH714")
    assert one.airports == ("MUC", "HND")
    assert (one.start.zone, one.end.zone) == ("Europe/Berlin", "Asia/Tokyo")


@pytest.mark.parametrize(
    ("summary", "kind"),
    [
        ("Flight SK983", ItemKind.FLIGHT),
        ("SK983 便", ItemKind.FLIGHT),
        ("JL 47便 ヘルシンキ行き", ItemKind.FLIGHT),
        ("Meeting in room B2 101", ItemKind.MEETING),
        ("EU 2027 strategy", ItemKind.MEETING),
        ("Butterfly exhibition AB 12", ItemKind.MEETING),
    ],
)
def test_a_number_alone_makes_no_flight(summary: str, kind: ItemKind) -> None:
    assert _one("DTSTART:20270419T000000Z", f"SUMMARY:{summary}").kind == kind


@pytest.mark.parametrize(
    "line",
    [
        "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://meet.example/a",
        "X-GOOGLE-CONFERENCE:https://meet.example/a",
        "URL:https://meet.example/a",
        "LOCATION:https://meet.example/a",
    ],
)
def test_the_link_of_a_video_meeting(line: str) -> None:
    one = _one("DTSTART:20270419T000000Z", line)
    assert (one.link, one.kind) == ("https://meet.example/a", ItemKind.ONLINE)


def test_a_link_in_the_text_counts_only_where_it_is_a_meeting() -> None:
    start = "DTSTART:20270419T000000Z"
    zoom = _one(start, "DESCRIPTION:Join: https://us02web.zoom.us/j/123?pwd=x.\\nBye")
    assert zoom.link == "https://us02web.zoom.us/j/123?pwd=x"
    assert _one(start, "DESCRIPTION:See https://riken.example/map").link == ""
    assert _one(start, "URL:javascript:alert(1)").link == ""


def test_an_event_without_uid_gets_the_same_one_each_time() -> None:
    first = _one("DTSTART:20270419T000000Z", "SUMMARY:Visit", uid="")
    again = _one("DTSTART:20270419T000000Z", "SUMMARY:Visit", uid="")
    other = _one("DTSTART:20270420T000000Z", "SUMMARY:Visit", uid="")
    assert first.made_uid
    assert first.uid == again.uid != other.uid


def test_a_repeating_event_is_one_and_what_is_told_by_itself_another() -> None:
    rule = ("DTSTART;TZID=Asia/Tokyo:20270419T090000", "RRULE:FREQ=SECONDLY")
    moved = (
        "DTSTART;TZID=Asia/Tokyo:20270426T110000",
        "RECURRENCE-ID;TZID=Asia/Tokyo:20270426T090000",
    )
    reading = read(file(event(*rule), event(*moved)))
    assert [(one.key, one.repeats) for one in reading.events] == [
        ("one@example.org", True),
        ("one@example.org;20270426T000000Z", False),
    ]


@pytest.mark.parametrize(
    ("lines", "further", "last_day"),
    [
        (("RRULE:FREQ=WEEKLY;COUNT=10",), 9, None),
        (("RRULE:COUNT=1;FREQ=DAILY",), 0, None),
        (("RRULE:FREQ=DAILY;COUNT=5", "EXDATE:20270420T000000Z,20270421T000000Z"), 2, None),
        (("RDATE:20270420T000000Z,20270422T000000Z", "RDATE:20270425T000000Z"), 3, None),
        (("RRULE:FREQ=WEEKLY;UNTIL=20270630",), 0, date(2027, 6, 30)),
        # The last evening there is the next morning in Tokyo.
        (("RRULE:FREQ=WEEKLY;UNTIL=20270629T230000Z",), 0, date(2027, 6, 30)),
        (("RRULE:FREQ=WEEKLY;UNTIL=20279999T230000Z",), 0, None),
        (("RRULE:FREQ=DAILY;UNTIL=99991231T235959Z",), 0, None),
        (("RRULE:FREQ=DAILY;UNTIL=20270101",), 0, None),
        (("RRULE:FREQ=YEARLY",), 0, None),
        (("RRULE:",), 0, None),
    ],
)
def test_what_is_not_taken_of_a_repeating_event_is_known(
    lines: tuple[str, ...], further: int, last_day: date | None
) -> None:
    one = _one("DTSTART;TZID=Asia/Tokyo:20270419T090000", *lines)
    assert (one.repeats, one.further, one.last_day) == (True, further, last_day)


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        ("理研 訪問", False),
        ("Besøg\\nhos RIKEN", False),
        ("Visit\u202egnp", True),
        ("Vis\u200bit", True),
        ("Vіsit", True),
        ("Talks\\nПосол", False),
    ],
)
def test_a_name_that_may_not_be_what_it_seems_is_told(name: str, odd: bool) -> None:
    one = _one("DTSTART:20270419T000000Z", f"SUMMARY:{name}", f"LOCATION:{name}")
    assert len(one.odd) == 2 * odd
    assert "\u202e" not in one.summary


def test_methods() -> None:
    start = "DTSTART:20270419T000000Z"
    assert _one(start, header="METHOD:CANCEL").status == CANCELLED
    assert _one(start, "STATUS:cancelled").status == CANCELLED
    reply = read(file(event(start), header="METHOD:REPLY"))
    assert (reply.events, _codes(reply)) == ((), ["ics_answer"])


def test_what_is_no_event_is_told_and_not_taken() -> None:
    parts = [f"BEGIN:{kind}\nUID:x\nSUMMARY:{kind}\nEND:{kind}" for kind in ("VTODO", "VJOURNAL")]
    reading = read(file(*parts, "BEGIN:VFREEBUSY\nEND:VFREEBUSY"))
    assert _codes(reading) == ["ics_task", "ics_journal", "ics_free_busy"]
    assert reading.refused[0].title == "VTODO"


def test_a_file_of_one_line_of_5_mb_is_read() -> None:
    one = _one("DTSTART:20270419T000000Z", "DESCRIPTION:" + "x" * 5_000_000)
    assert len(one.description) == 10_000


def test_what_is_no_calendar_is_refused() -> None:
    with pytest.raises(Problem) as caught:
        read(b"not a calendar")
    assert caught.value.code == "ics_no_calendar"

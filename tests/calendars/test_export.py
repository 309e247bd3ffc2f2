"""Calendar files as other programs read them."""

import re
from datetime import timedelta
from functools import cache

import pytest

from desktop.calendars.export import Calendar, calendar
from desktop.domain import Delegation, Item, Trilingual
from desktop.errors import Problem
from desktop.language import CODES, Language
from desktop.store import calendar_source
from tests.calendars import rfc
from tests.calendars.conftest import CPH, TYO, Sample, at

LEFT_OUT = {
    "undated": "calendar_no_date",
    "zoneless": "calendar_no_zone",
    "skipped": "calendar_skipped_time",
}


@cache
def read(content: bytes) -> dict[str, rfc.Part]:
    return {part.get("UID").value: part for part in rfc.read(content).kind("VEVENT")}


def event(made: Calendar, uid: str) -> rfc.Part:
    return read(made.content)[uid]


@cache
def made_once(sample: Sample, code: str) -> Calendar:
    return sample.office_calendar(code)


def of(sample: Sample, name: str, code: str = "en") -> rfc.Part:
    """An event of an office that is only looked at."""
    return event(made_once(sample, code), sample.ids[name])


def now(own: Sample, name: str) -> rfc.Part:
    """An event of an office as it stands now."""
    return event(own.office_calendar(), own.ids[name])


def text(part: rfc.Part, name: str) -> str:
    return part.get(name).text


@pytest.mark.parametrize("code", CODES)
def test_a_file_keeps_the_rules(sample: Sample, code: str) -> None:
    made = sample.office_calendar(code)
    root = rfc.read(made.content)
    assert len(root.kind("VEVENT")) == made.events
    assert len(made.content.splitlines()) > 400


@pytest.mark.parametrize("code", CODES)
def test_the_same_office_gives_the_same_bytes(sample: Sample, code: str) -> None:
    assert sample.office_calendar(code).content == sample.office_calendar(code).content


def test_events_stand_in_order_of_time(sample: Sample) -> None:
    root = rfc.read(sample.office_calendar().content)
    starts = [rfc.instant(part.get("DTSTART"), root) for part in root.kind("VEVENT")]
    assert starts == sorted(starts)


def test_what_has_no_place_in_a_calendar_is_named(sample: Sample) -> None:
    made = sample.office_calendar()
    told = {problem.values["id"]: problem.code for problem in made.skipped}
    assert told == {sample.ids[name]: code for name, code in LEFT_OUT.items()}
    assert {problem.values["reference"] for problem in made.skipped} == {"DEL-2027-001"}
    assert Trilingual(en="Undated") in [problem.values["title"] for problem in made.skipped]
    uids = [part.get("UID").value for part in rfc.read(made.content).kind("VEVENT")]
    assert not set(uids) & told.keys()


def test_a_file_without_events_is_refused() -> None:
    with pytest.raises(Problem) as caught:
        calendar((), {}, Language.of("en"))
    assert caught.value.code == "calendar_empty"


def test_a_flight_has_two_zones(sample: Sample) -> None:
    flight = of(sample, "flight")
    assert flight.get("DTSTART").parameters == {"TZID": CPH}
    assert flight.get("DTSTART").value == "20270417T112000"
    assert flight.get("DTEND").parameters == {"TZID": TYO}
    assert flight.get("DTEND").value == "20270418T075500"
    told = text(flight, "DESCRIPTION")
    assert "Start: Sat 17 Apr 11:20 CEST = 18:20 JST" in told
    assert "End: Sun 18 Apr 07:55 JST = 00:55 CEST" in told
    assert "Copenhagen Airport → Haneda Airport" in told
    assert "SK983" in told


def test_the_second_of_two_hours_is_in_utc(sample: Sample) -> None:
    part = of(sample, "repeated")
    assert part.get("DTSTART").value == "20271031T013000Z"
    assert part.get("DTEND").parameters == {"TZID": CPH}


@pytest.mark.parametrize(("name", "minutes"), [("long_night", 240), ("short_night", 120)])
def test_a_slot_over_a_clock_change_has_its_true_length(
    sample: Sample, name: str, minutes: int
) -> None:
    root = rfc.read(sample.office_calendar().content)
    part = of(sample, name)
    start, end = (rfc.instant(part.get(line), root) for line in ("DTSTART", "DTEND"))
    assert end - start == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("name", "first", "after", "summary"),
    [
        ("whole_day", "20270422", "20270424", "Whole day"),
        ("morning", "20270422", "20270423", "Morning (morning)"),
        ("alternatives", "20270422", "20270423", "Alternatives (17.30/18.00)"),
        ("some_time", "20270422", "20270423", "Some time (to be confirmed)"),
        ("stay", "20270901", "20271201", "Stay at RIKEN"),
    ],
)
def test_inexact_times_are_days_that_keep_nobody_busy(
    sample: Sample, name: str, first: str, after: str, summary: str
) -> None:
    part = of(sample, name)
    assert part.get("DTSTART").parameters == {"VALUE": "DATE"}
    assert (part.get("DTSTART").value, part.get("DTEND").value) == (first, after)
    assert part.get("TRANSP").value == "TRANSPARENT"
    assert text(part, "SUMMARY") == summary


@pytest.mark.parametrize("name", ["start_only", "until_close", "no_length"])
def test_what_has_no_length_has_no_end(sample: Sample, name: str) -> None:
    assert of(sample, name).all("DTEND") == []


@pytest.mark.parametrize(
    ("name", "status", "busy"),
    [
        ("flight", "CONFIRMED", "BUSY"),
        ("start_only", "TENTATIVE", "TENTATIVE"),
        ("free", "TENTATIVE", "FREE"),
        ("called_off", "CANCELLED", "FREE"),
        ("stay", "CONFIRMED", "FREE"),
        ("long_night", "CONFIRMED", "BUSY"),
        ("short_night", "TENTATIVE", "TENTATIVE"),
        ("lost_night", "CANCELLED", "FREE"),
    ],
)
def test_outlook_is_told_what_the_status_means(
    sample: Sample, name: str, status: str, busy: str
) -> None:
    part = of(sample, name)
    assert part.get("STATUS").value == status
    assert part.get("X-MICROSOFT-CDO-BUSYSTATUS").value == busy


@pytest.mark.parametrize(
    ("code", "summary"),
    [("en", "Cancelled: Called off"), ("da", "Aflyst: Called off"), ("ja", "中止：Called off")],
)
def test_what_is_called_off_says_so(sample: Sample, code: str, summary: str) -> None:
    part = of(sample, "called_off", code)
    assert text(part, "SUMMARY") in (summary, "Cancelled: Called off")


@pytest.mark.parametrize(
    ("status", "told"), [("confirmed", "TENTATIVE"), ("cancelled", "CANCELLED")]
)
def test_an_alternative_is_never_certain(own: Sample, status: str, told: str) -> None:
    own.edit("flight", status=status, alternative=True)
    part = of(own, "flight")
    assert part.get("STATUS").value == told
    assert "Alternative" in text(part, "DESCRIPTION").split("\n")


def test_a_cancelled_record_cancels_what_it_planned(own: Sample) -> None:
    own.edit("tour", status="cancelled")
    part = now(own, "visit")
    assert part.get("STATUS").value == "CANCELLED"
    assert part.get("SEQUENCE").value == "1"


@pytest.mark.parametrize("code", CODES)
def test_each_language_says_its_own(sample: Sample, code: str) -> None:
    with sample.office.reading() as session:
        title = session.get_one(Item, sample.ids["visit"]).title
    part = of(sample, "visit", code)
    assert text(part, "SUMMARY") == title.best(code)
    assert part.get("SUMMARY").parameters == {"LANGUAGE": code}
    assert part.get("DESCRIPTION").parameters == {"LANGUAGE": code}


def test_a_text_that_is_missing_says_which_language_stands_in(sample: Sample) -> None:
    assert of(sample, "dinner", "ja").get("SUMMARY").parameters == {"LANGUAGE": "en"}


def test_a_place_has_its_room_its_address_and_its_position(sample: Sample) -> None:
    part = of(sample, "visit")
    assert text(part, "LOCATION") == "Wako Campus, 302, 埼玉県和光市広沢2-1"
    assert part.get("GEO").value == "35.780000;139.612346"
    assert text(of(sample, "visit", "ja"), "LOCATION").startswith("和光キャンパス, 302")
    assert of(sample, "flight").all("GEO") == []


def test_a_description_tells_what_a_guest_needs(sample: Sample) -> None:
    told = text(of(sample, "visit"), "DESCRIPTION").split("\n")
    assert told[0] == "Mon 19 Apr 09:00–10:15 JST = 02:00–03:15 CEST"
    assert "Host: RIKEN, SHIDA Ryoko" in told
    assert "Contact on the day: SHIDA Ryoko" in told
    assert "Language: English, Interpreted" in told
    assert "Interpreter: Noah Skabelonsen" in told
    assert told[told.index("Topics:") :][:3] == ["Topics:", "Qubits", "Agreement"]
    assert "Bring a passport." in told
    assert told[-1] == "DEL-2027-001 Quantum delegation"


def test_a_date_that_differs_abroad_is_told(sample: Sample) -> None:
    told = text(of(sample, "dinner"), "DESCRIPTION")
    assert "Start: Mon 19 Apr 22:00 JST = 15:00 CEST" in told
    slot = text(of(sample, "long_night"), "DESCRIPTION")
    assert "Start: Sun 31 Oct 01:00 CEST = 08:00 JST" in slot
    assert "End: Sun 31 Oct 04:00 CET = 12:00 JST" in slot
    assert "2027-03-28" not in told


@pytest.mark.parametrize(
    ("start", "told"),
    [
        ("2027-01-19 07:00", "Tue 19 Jan 07:00 JST = 23:00 CET (previous day)"),
        ("2027-07-20 08:00", "Tue 20 Jul 08:00 JST = 01:00 CEST"),
    ],
)
def test_both_clocks_are_told(own: Sample, start: str, told: str) -> None:
    own.edit("visit", start=at(start), end=at(start))
    assert text(now(own, "visit"), "DESCRIPTION").startswith(f"{told}\n")


def test_a_video_link_is_told_three_times(sample: Sample) -> None:
    part = of(sample, "visit")
    link = "https://meet.example/a?b=1,2;3&c=%C3%A6"
    assert part.get("URL").value == link
    assert part.get("CONFERENCE").value == link
    parameters = {"VALUE": "URI", "FEATURE": "AUDIO,VIDEO", "LABEL": "Video link"}
    assert part.get("CONFERENCE").parameters == parameters
    assert "https://meet.example/a?b=1,2;3&c=æ" in text(part, "DESCRIPTION")


@pytest.mark.parametrize("link", ["Zoom, link follows", "javascript", "https://a b.example"])
def test_what_is_no_link_is_only_described(own: Sample, link: str) -> None:
    own.edit("visit", meeting_link=link)
    part = now(own, "visit")
    assert part.all("URL") + part.all("CONFERENCE") == []
    assert link in text(part, "DESCRIPTION")


@pytest.mark.parametrize(
    ("name", "category"),
    [("visit", "Delegation"), ("stay", "Researcher exchange"), ("long_night", "Facility access")],
)
def test_categories_are_the_clauses(sample: Sample, name: str, category: str) -> None:
    assert of(sample, name).get("CATEGORIES").value == category


def test_a_part_of_a_block_names_the_block(sample: Sample) -> None:
    assert of(sample, "session").get("RELATED-TO").value == sample.ids["block"]
    assert of(sample, "block").all("RELATED-TO") == []


def test_a_confidential_record_is_marked(sample: Sample) -> None:
    assert of(sample, "long_night").get("CLASS").value == "CONFIDENTIAL"
    assert of(sample, "visit").all("CLASS") == []


def test_nothing_private_is_told(sample: Sample) -> None:
    for code in CODES:
        made = sample.office_calendar(code).content.replace(b"\r\n ", b"")
        assert re.findall(rb"SECRET-[\w-]+", made) == []
    assert b"Signe" not in sample.office_calendar().content


def test_private_things_are_told_when_asked_for(sample: Sample) -> None:
    made = sample.office_calendar(private=True)
    told = text(event(made, sample.ids["visit"]), "DESCRIPTION")
    assert "Participant: Signe Eksempelgaard, Rasmus Ålekvist" in told
    assert "Contact on the day: SHIDA Ryoko (SECRET-mobile-host)" in told
    assert "Internal note: SECRET-internal" in told
    found = re.findall(rb"SECRET-[a-z_]+", made.content.replace(b"\r\n ", b""))
    assert set(found) == {b"SECRET-mobile", b"SECRET-internal"}
    assert b"ATTENDEE" not in made.content


def test_odd_characters_break_no_line(own: Sample) -> None:
    odd = "A\x00B\x0bC\x85D\u2028E\tF\r\nG"
    with own.office.reading() as session:
        source = calendar_source.one_record(session, "delegation", own.ids["tour"])
    (tour,) = source.records
    assert isinstance(tour, Delegation)
    item = next(item for item in tour.items if item.id == own.ids["visit"])
    item.title = Trilingual(en=odd)
    item.meeting_link = "https://meet.example/\nX-EVIL:1"
    made = calendar(source.records, source.revisions, Language.of("en"), name="N\x00a\nme, A; \\ B")
    assert rfc.read(made.content).all("NAME")[0].text == "Na me, A; \\ B"
    part = event(made, own.ids["visit"])
    assert text(part, "SUMMARY") == "ABCD\nE F\nG"
    assert part.all("X-EVIL") == []


@pytest.mark.parametrize("letter", ["量", "å", "𠮷", ";", "\\"])
def test_lines_are_folded_between_characters(own: Sample, letter: str) -> None:
    with own.office.reading() as session:
        source = calendar_source.one_record(session, "exchange", own.ids["stay"])
    for length in range(50, 75):
        title = letter * length
        source.records[0].title = Trilingual(ja=title)
        made = calendar(source.records, source.revisions, Language.of("ja"))
        assert text(event(made, own.ids["stay"]), "SUMMARY") == title


def test_a_calendar_has_a_name(sample: Sample) -> None:
    def name(made: Calendar) -> str:
        return rfc.read(made.content).get("X-WR-CALNAME").text

    assert name(sample.office_calendar()) == "Kakehashi"
    assert name(sample.record_calendar("tour")) == "DEL-2027-001 Quantum delegation"
    assert name(sample.person_calendar("head", "ja")) == "シーネ・エクセンペルゴー"
    # Which reader takes which, nobody knows; the first is that of the file.
    told = [
        (line.parameters["LANGUAGE"], line.text)
        for line in rfc.read(sample.record_calendar("tour", "da").content).all("NAME")
    ]
    assert told == [
        ("da", "DEL-2027-001 Dansk kvantedelegation"),
        ("ja", "DEL-2027-001 デンマーク量子技術代表団"),
        ("en", "DEL-2027-001 Quantum delegation"),
    ]


def test_a_move_raises_the_sequence_and_so_does_its_undo(own: Sample) -> None:
    def told() -> tuple[str, str, str]:
        part = now(own, "visit")
        modified = part.get("LAST-MODIFIED").value
        return part.get("SEQUENCE").value, modified, part.get("CREATED").value

    assert told() == ("0", "20261123T090000Z", "20261123T090000Z")
    own.edit("visit", title=Trilingual(en="Tour of RIKEN"))
    assert told() == ("0", "20261123T090100Z", "20261123T090000Z")
    own.edit("visit", start=at("2027-04-19 09:30"))
    assert told() == ("1", "20261123T090200Z", "20261123T090000Z")
    own.minutes += 1
    own.office.undo()
    assert told() == ("2", "20261123T090300Z", "20261123T090000Z")
    assert now(own, "dinner").get("SEQUENCE").value == "0"


def test_one_change_changes_one_event(own: Sample) -> None:
    before = rfc.read(own.office_calendar().content)
    own.edit("dinner", room="12")
    after = rfc.read(own.office_calendar().content)
    changed = [
        new.get("UID").value
        for old, new in zip(before.parts, after.parts, strict=True)
        if old != new
    ]
    assert changed == [own.ids["dinner"]]

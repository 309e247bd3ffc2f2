"""What a file would do to the programmes; our own files come back as nothing new."""

import re
from collections import Counter
from datetime import time

import pytest

from desktop.calendars.incoming import read
from desktop.calendars.matching import Matcher, Proposal
from desktop.calendars.naming import PlaceNames, part_of, without_prefix
from desktop.domain import Trilingual
from desktop.domain.importing import Aspect, Effect, NotTaken, PlaceName
from desktop.language import CODES, Language
from desktop.store import calendar_import, records
from tests.calendars.conftest import Sample, at
from tests.calendars.foreign import event, file

SAME_VISIT = (
    "DTSTART;TZID=Asia/Tokyo:20270419T090000",
    "DTEND;TZID=Asia/Tokyo:20270419T101500",
)


def _proposals(sample: Sample, content: bytes) -> list[Proposal]:
    reading = read(content)
    with sample.office.reading() as session:
        known = calendar_import.known(session, [one.key for one in reading.events])
    return Matcher(known).proposals(reading.events)


def _one(sample: Sample, *lines: str, uid: str = "new@example.org", header: str = "") -> Proposal:
    (found,) = _proposals(sample, file(event(*lines, uid=uid), header=header))
    return found


def _of(sample: Sample, name: str, *lines: str) -> Proposal:
    """What an event for an item of the sample office would do."""
    return _one(sample, *lines, "SEQUENCE:9", uid=sample.ids[name])


@pytest.mark.parametrize("code", CODES)
def test_our_own_file_is_nothing_new_in_any_language(sample: Sample, code: str) -> None:
    made = sample.office_calendar(code)
    found = _proposals(sample, made.content)
    assert len(found) == made.events > 20
    assert Counter(one.effect for one in found) == {Effect.SAME: made.events}


def test_our_own_file_is_nothing_new_after_outlook_rewrote_it(sample: Sample) -> None:
    """Upper-case UIDs, a Windows zone, no LANGUAGE, LF: what programs do on the way."""
    text = sample.record_calendar("tour").content.decode()
    text = text.replace("TZID=Asia/Tokyo", 'TZID="Tokyo Standard Time"').replace("\r\n", "\n")
    text = re.sub(r";LANGUAGE=\w\w", "", text)
    text = re.sub(r"UID:(\S+)", lambda found: f"UID:{found[1].upper()}", text)
    assert {one.effect for one in _proposals(sample, text.encode())} == {Effect.SAME}


def test_what_the_office_has_not_is_new(sample: Sample) -> None:
    place = "LOCATION:Wako Campus\\, Hall 2"
    found = _one(sample, *SAME_VISIT, "SUMMARY:Meeting", place, "DESCRIPTION:Agenda")
    assert found.effect == Effect.NEW
    assert found.takes
    with sample.office.reading() as session:
        places = Matcher(calendar_import.known(session, [])).places
    taken = found.taken(places)
    assert (taken.item_id, taken.uid) == ("", "new@example.org")
    assert taken.values["title"] == Trilingual(en="Meeting")
    assert taken.values["place_id"] == sample.ids["hall"]
    assert taken.values["room"] == "Hall 2"
    assert taken.values["internal_note"] == "Agenda"
    assert "printed_note" not in taken.values


def test_a_changed_event_is_told_field_by_field(sample: Sample) -> None:
    found = _of(
        sample,
        "visit",
        "DTSTART;TZID=Asia/Tokyo:20270419T100000",
        "DTEND;TZID=Asia/Tokyo:20270419T111500",
        "SUMMARY:Visit to RIKEN\\; talks",
        "LOCATION:Wako Campus\\, 411",
        "STATUS:TENTATIVE",
        "URL:https://meet.example/other",
    )
    assert found.effect == Effect.CHANGED
    changes = {change.aspect: change for change in found.changes}
    assert list(changes) == [*list(Aspect)[:3], Aspect.LINK, Aspect.STATUS]
    start = at("2027-04-19 10:00")
    assert changes[Aspect.TIME].values["start"] == start
    assert changes[Aspect.TIME].before == (at("2027-04-19 09:00"), at("2027-04-19 10:15"))
    assert changes[Aspect.TITLE].before == "Visit to RIKEN; exchange of views, lab tour"
    title = changes[Aspect.TITLE].values["title"]
    assert isinstance(title, Trilingual)
    assert title.en == "Visit to RIKEN; talks"
    assert title.ja.startswith("理化学研究所")
    assert changes[Aspect.PLACE].values == {"place_id": sample.ids["hall"], "room": "411"}
    assert changes[Aspect.STATUS].values == {"status": "tentative"}


def test_only_the_fields_that_are_accepted_are_taken(sample: Sample) -> None:
    found = _of(sample, "visit", "DTSTART;TZID=Asia/Tokyo:20270419T100000", "SUMMARY:Talks")
    assert {change.aspect for change in found.changes} == {Aspect.TITLE, Aspect.TIME}
    taken = found.taken(PlaceNames(()), [Aspect.TITLE])
    assert set(taken.values) == {"title"}
    assert taken.item_id == sample.ids["visit"]


def test_what_a_file_leaves_out_is_no_change(sample: Sample) -> None:
    assert _of(sample, "visit", *SAME_VISIT).effect == Effect.SAME


def test_the_same_instant_in_another_zone_is_no_change(sample: Sample) -> None:
    lines = ("DTSTART:20270419T000000Z", "DTEND;TZID=Europe/Copenhagen:20270419T031500")
    assert _of(sample, "visit", *lines).effect == Effect.SAME


def test_a_new_time_in_utc_is_shown_on_the_clock_of_the_item(sample: Sample) -> None:
    found = _of(sample, "visit", "DTSTART:20270419T010000Z", "DTEND:20270419T020000Z")
    assert found.changes[0].values["start"] == at("2027-04-19 10:00")
    assert found.changes[0].values["end"] == at("2027-04-19 11:00")


def test_whole_days_stay_those_of_the_place(sample: Sample) -> None:
    lines = ("DTSTART;VALUE=DATE:20270422", "DTEND;VALUE=DATE:20270425")
    (change,) = _of(sample, "whole_day", *lines).changes
    assert change.values["start"] == at("2027-04-22 all_day")
    assert change.values["end"] == at("2027-04-24 all_day")


def test_a_cancelled_event_is_called_off_not_deleted(sample: Sample) -> None:
    found = _of(sample, "visit", *SAME_VISIT, "STATUS:CANCELLED", "SUMMARY:Canceled: Whatever")
    assert found.effect == Effect.CANCELLED
    assert found.taken(PlaceNames(())).values == {"status": "cancelled"}
    again = _of(sample, "called_off", "DTSTART;TZID=Asia/Tokyo:20270421T130000", "STATUS:CANCELLED")
    assert again.effect == Effect.SAME
    unknown = _one(sample, *SAME_VISIT, header="METHOD:CANCEL")
    assert (unknown.effect, unknown.reason) == (Effect.NOT_TAKEN, NotTaken.CANCELLED_UNKNOWN)


def test_an_event_that_takes_place_after_all(sample: Sample) -> None:
    lines = ("DTSTART;TZID=Asia/Tokyo:20270421T130000", "DTEND;TZID=Asia/Tokyo:20270421T140000")
    found = _of(sample, "called_off", *lines, "STATUS:CONFIRMED")
    assert [change.aspect for change in found.changes] == [Aspect.STATUS]
    assert found.changes[0].values == {"status": "confirmed"}


def test_a_lower_sequence_is_older(own: Sample) -> None:
    moved = ("DTSTART;TZID=Asia/Tokyo:20270419T100000", "SEQUENCE:0")
    old = own.record_calendar("tour").content
    own.edit("visit", start=at("2027-04-19 09:30"), end=at("2027-04-19 10:45"))
    assert _one(own, *moved, uid=own.ids["visit"]).effect == Effect.OLDER
    effects = {one.incoming.uid: one.effect for one in _proposals(own, old)}
    assert effects.pop(own.ids["visit"]) == Effect.OLDER
    assert set(effects.values()) == {Effect.SAME}


def test_an_older_text_of_the_same_sequence_is_older(own: Sample) -> None:
    """Texts do not raise SEQUENCE, so when it was changed last decides."""
    old = own.record_calendar("tour").content
    own.edit("dinner", title=Trilingual(en="Dinner with the minister"))
    effects = {one.incoming.uid: one.effect for one in _proposals(own, old)}
    assert effects[own.ids["dinner"]] == Effect.OLDER


def test_an_item_that_was_taken_is_found_again_by_its_uid(own: Sample) -> None:
    own.edit("dinner", source_uid="host@riken.example", source_sequence=2)
    lines = ("DTSTART;TZID=Asia/Tokyo:20270419T210000", "DTEND;TZID=Asia/Tokyo:20270419T233000")

    def effect(*more: str) -> Effect:
        return _one(own, *lines, *more, uid="host@riken.example").effect

    assert effect("SEQUENCE:2") == Effect.CHANGED
    assert effect("SEQUENCE:1") == Effect.OLDER
    assert effect("SEQUENCE:3", "RECURRENCE-ID:20270419T000000Z") == Effect.NEW


def test_of_two_versions_in_a_file_the_newer_counts(sample: Sample) -> None:
    first = event("DTSTART;TZID=Asia/Tokyo:20270419T100000", "SEQUENCE:1", uid="x")
    second = event("DTSTART;TZID=Asia/Tokyo:20270419T110000", "SEQUENCE:2", uid="x")
    for parts in ((first, second), (second, first)):
        found = _proposals(sample, file(*parts))
        (new,) = (one for one in found if one.effect == Effect.NEW)
        assert new.incoming.start.time == time(11)
        assert Counter(one.effect for one in found)[Effect.OLDER] == 1


def test_slots_and_stays_are_told_and_never_moved(sample: Sample) -> None:
    slot = _of(sample, "long_night", "DTSTART;TZID=Europe/Copenhagen:20271031T080000")
    assert (slot.effect, slot.reason, slot.takes) == (Effect.NOT_TAKEN, NotTaken.SLOT, False)
    stay = _of(sample, "stay", "DTSTART;VALUE=DATE:20270902")
    assert (stay.effect, stay.reason) == (Effect.NOT_TAKEN, NotTaken.STAY)


def test_a_pinned_item_is_not_moved(own: Sample) -> None:
    own.edit("visit", pinned=True)
    found = _of(own, "visit", "DTSTART;TZID=Asia/Tokyo:20270419T100000")
    assert (found.effect, found.reason) == (Effect.NOT_TAKEN, NotTaken.PINNED)
    assert _of(own, "visit", *SAME_VISIT, "SUMMARY:Talks").effect == Effect.CHANGED


def test_what_has_no_zone_yet_is_not_taken(sample: Sample) -> None:
    for uid in ("x", sample.ids["visit"]):
        found = _one(sample, "DTSTART:20270419T100000", uid=uid)
        assert (found.effect, found.reason) == (Effect.NOT_TAKEN, NotTaken.NO_ZONE)


def test_new_events_belong_where_others_of_the_file_are_else_by_their_days(own: Sample) -> None:
    with own.office.writing("edit") as session:
        for name in ("tour", "stay"):
            kind = "delegation" if name == "tour" else "exchange"
            values = {} if name == "stay" else {"start": at("2027-04-17").date}
            records.update(session, records.by_kind(kind), own.ids[name], **values)

    def target(*parts: str) -> str | None:
        reading = read(file(*parts))
        with own.office.reading() as session:
            known = calendar_import.known(session, [one.key for one in reading.events])
        matcher = Matcher(known)
        found = matcher.target(matcher.proposals(reading.events))
        return found.id if found else None

    in_stay = event("DTSTART;TZID=Asia/Tokyo:20271004T090000", uid="n")
    assert target(in_stay) == own.ids["stay"]
    assert target(in_stay, event(*SAME_VISIT, uid=own.ids["visit"])) == own.ids["tour"]
    assert target(event("DTSTART;TZID=Asia/Tokyo:20300101T090000", uid="n")) is None


def test_places_by_any_of_their_names() -> None:
    hall = PlaceName(
        "h", Trilingual(ja="和光キャンパス", en="Wako Campus"), "", ("2-1 Hirosawa, Wako",)
    )
    places = PlaceNames([hall, PlaceName("a", Trilingual(en="Haneda Airport"), "HND")])
    assert places.find("wako  campus") == ("h", "")
    assert places.find("和光ｷｬﾝﾊﾟｽ") == ("h", "")
    assert places.find("Wako Campus, Room 302, 2-1 Hirosawa, Wako") == ("h", "Room 302")
    assert places.find("HND") == ("a", "")
    assert places.find("Somewhere else, Wako Campus") == (None, "Somewhere else, Wako Campus")
    assert places.airport("HND") == "a"


@pytest.mark.parametrize(
    ("text", "told", "part"),
    [
        ("Anything", "da", "da"),
        ("量子の訪問", "", "ja"),
        ("Besøg hos RIKEN", "", "da"),
        ("Visit to RIKEN", "", "en"),
        ("Rundvisning", "", "da"),
    ],
)
def test_which_part_of_a_title_a_text_is(text: str, told: str, part: str) -> None:
    title = Trilingual(ja="理研訪問", da="Rundvisning på RIKEN", en="Visit and tour of RIKEN")
    assert part_of(title, text, told) == part
    assert part_of(Trilingual(), "Visit", "") == "en"


def test_titles_without_what_says_that_it_is_called_off() -> None:
    own = (Language.of(code).gettext("Cancelled: {title}").format(title="Visit") for code in CODES)
    for text in (*own, "Canceled: Visit", "キャンセル済み: Visit", "Visit"):
        assert without_prefix(text) == "Visit"

"""Repeating events against an office: the times on a visit's days, and what comes of them later."""

from collections.abc import Iterable
from datetime import date, time

import pytest

from desktop.calendars.incoming import read
from desktop.calendars.matching import Matcher, Proposal
from desktop.domain import Delegation, Item
from desktop.domain.importing import Effect, NotTaken, Target
from desktop.store import calendar_import, records
from tests.calendars.conftest import Sample
from tests.calendars.foreign import event, file

UID = "talks@riken.example"
START = "DTSTART;TZID=Asia/Tokyo:20270419T090000"
END = "DTEND;TZID=Asia/Tokyo:20270419T100000"
DAILY = event(START, END, "SUMMARY:Talks", "RRULE:FREQ=DAILY;COUNT=5", uid=UID)
CANCELLED = "STATUS:CANCELLED"


class Host:
    """What a host's files do to a visit from 18 to 24 April."""

    def __init__(self, sample: Sample) -> None:
        self.sample = sample
        with sample.office.writing("edit") as session:
            days = {"start": date(2027, 4, 18), "end": date(2027, 4, 24)}
            records.update(session, Delegation, sample.ids["tour"], **days)

    def sends(self, *parts: str, header: str = "", nowhere: bool = False) -> list[Proposal]:
        reading = read(file(*parts, header=header))
        with self.sample.office.reading() as session:
            known = calendar_import.known(session, [one.key for one in reading.events])
        self.matcher = Matcher(known)
        target = None if nowhere else self._tour(known.targets)
        return self.matcher.proposals(reading.events, target)

    def takes(self, *parts: str) -> None:
        """Take over all that a file proposes."""
        taken = [one.taken(self.matcher.places) for one in self.sends(*parts) if one.takes]
        with self.sample.office.writing("calendar.import") as session:
            calendar_import.take(session, taken, ("delegation", self.sample.ids["tour"]))

    def items(self) -> list[tuple[str, str]]:
        """Day and hour of what was taken over, and its state."""
        with self.sample.office.reading() as session:
            found = session.query(Item).filter(Item.source_uid.startswith(UID)).all()
        return sorted((f"{one.start.date} {one.start.time}", str(one.status)) for one in found)

    def _tour(self, targets: Iterable[Target]) -> Target:
        return next(one for one in targets if one.id == self.sample.ids["tour"])


@pytest.fixture
def host(own: Sample) -> Host:
    return Host(own)


def _told(found: list[Proposal]) -> list[tuple[Effect, str]]:
    return [(one.effect, one.incoming.recurrence) for one in found]


def test_each_time_on_the_days_of_the_visit_is_a_proposal(host: Host) -> None:
    found = host.sends(DAILY)
    days = ["", *(f"202704{day}T000000Z" for day in (20, 21, 22, 23))]
    assert _told(found) == [(Effect.NEW, day) for day in days]
    assert [one.incoming.start.time for one in found] == [time(9)] * 5
    assert [one.incoming.end.time for one in found] == [time(10)] * 5


def test_what_is_on_other_days_is_left_out_and_told(host: Host) -> None:
    weekly = event(
        "DTSTART;TZID=Asia/Tokyo:20200106T090000", "RRULE:FREQ=WEEKLY", "SUMMARY:Seminar"
    )
    new, left = host.sends(weekly)
    assert (new.effect, new.incoming.start.date) == (Effect.NEW, date(2027, 4, 19))
    assert (left.effect, left.reason) == (Effect.NOT_TAKEN, NotTaken.OTHER_TIMES)
    (none,) = host.sends(weekly.replace("20200106", "20270501"))
    assert none.reason == NotTaken.OTHER_TIMES


def test_without_a_visit_the_first_time_stands_for_all(host: Host) -> None:
    third = event(
        "DTSTART:20270421T030000Z", "RECURRENCE-ID:20270421T000000Z", "SUMMARY:Talks", uid=UID
    )
    first = third.replace("20270421", "20270419")
    found = host.sends(DAILY, third, nowhere=True)
    assert [(one.incoming.recurrence, one.incoming.further) for one in found] == [
        ("", 3),
        ("20270421T000000Z", 0),
    ]
    (one,) = host.sends(DAILY, first, nowhere=True)
    assert (one.incoming.key, one.incoming.start.utc()) == (UID, one.incoming.start.utc())
    assert (one.incoming.start.time, one.incoming.repeats) == (time(3), True)


def test_a_time_that_the_file_tells_by_itself_is_as_it_says(host: Host) -> None:
    moved = event(
        "DTSTART:20270421T030000Z", "RECURRENCE-ID:20270421T000000Z", "SUMMARY:Late", uid=UID
    )
    gone = event(
        "DTSTART:20270519T030000Z", "RECURRENCE-ID:20270422T000000Z", "SUMMARY:Off", uid=UID
    )
    found = host.sends(DAILY, moved, gone)
    new = [one.incoming for one in found if one.effect == Effect.NEW]
    assert sorted(one.start.date.day for one in new if one.start.date) == [19, 20, 21, 23]
    assert [one.summary for one in new if one.recurrence == "20270421T000000Z"] == ["Late"]
    assert [one.reason for one in found if one.reason] == [NotTaken.OTHER_TIMES]


def test_the_same_file_is_nothing_new_and_a_later_one_moves_the_right_time(host: Host) -> None:
    host.takes(DAILY)
    assert len(host.items()) == 5
    assert {one.effect for one in host.sends(DAILY)} == {Effect.SAME}
    assert {one.effect for one in host.sends(DAILY, nowhere=True)} == {Effect.SAME}
    moved = event(
        "DTSTART;TZID=Asia/Tokyo:20270421T140000",
        "DTEND;TZID=Asia/Tokyo:20270421T150000",
        "RECURRENCE-ID;TZID=Asia/Tokyo:20270421T090000",
        "SEQUENCE:2",
        "SUMMARY:Talks",
        uid=UID,
    )
    for parts in ((moved,), (DAILY, moved)):
        (changed,) = (one for one in host.sends(*parts) if one.effect != Effect.SAME)
        assert changed.effect == Effect.CHANGED
        assert changed.item is not None
        assert changed.item.start.date == date(2027, 4, 21)
    host.takes(DAILY, moved)
    assert [when for when, _state in host.items()][2] == "2027-04-21 14:00:00"
    assert len(host.items()) == 5


def test_a_time_that_is_taken_away_is_cancelled_and_no_other(host: Host) -> None:
    host.takes(DAILY)
    without = DAILY.replace("RRULE", "EXDATE:20270419T000000Z,20270421T000000Z\nSEQUENCE:1\nRRULE")
    off = [one for one in host.sends(without) if one.effect != Effect.SAME]
    assert _told(off) == [(Effect.CANCELLED, ""), (Effect.CANCELLED, "20270421T000000Z")]
    host.takes(without)
    assert [state for _when, state in host.items()].count("cancelled") == 2
    assert {one.effect for one in host.sends(without)} == {Effect.SAME}


def test_an_event_that_is_moved_as_a_whole_moves_each_item(host: Host) -> None:
    host.takes(DAILY)
    later = DAILY.replace("T090000", "T110000").replace("T100000", "T120000")
    assert {one.effect for one in host.sends(later)} == {Effect.CHANGED}
    host.takes(later)
    assert [when[-8:] for when, _state in host.items()] == ["11:00:00"] * 5
    assert {one.effect for one in host.sends(later)} == {Effect.SAME}


@pytest.mark.parametrize("rule", ["RRULE:FREQ=DAILY;COUNT=5", "X-NONE:1"])
def test_an_event_that_is_called_off_cancels_all_its_times(host: Host, rule: str) -> None:
    host.takes(DAILY)
    off = event(START, END, "SUMMARY:Talks", rule, "SEQUENCE:1", uid=UID)
    found = host.sends(off, header="METHOD:CANCEL")
    assert [one.effect for one in found] == [Effect.CANCELLED] * 5
    (unknown,) = host.sends(off.replace(UID, "other"), header="METHOD:CANCEL")
    assert unknown.reason == NotTaken.CANCELLED_UNKNOWN


def test_an_older_file_takes_nothing_away(host: Host) -> None:
    host.takes(DAILY.replace("RRULE", "SEQUENCE:4\nRRULE"))
    older = DAILY.replace("RRULE", "EXDATE:20270421T000000Z\nSEQUENCE:3\nRRULE")
    (one,) = (one for one in host.sends(older) if one.effect != Effect.SAME)
    assert one.effect == Effect.OLDER


@pytest.mark.parametrize(
    "more",
    ["RRULE:FREQ=HOURLY", "RRULE:FREQ=DAILY;BYHOUR=9,15"],
)
def test_what_is_not_understood_cancels_nothing(host: Host, more: str) -> None:
    host.takes(DAILY)
    strange = event(START, END, "SUMMARY:Talks", more, uid=UID)
    assert _told(host.sends(strange)) == [(Effect.SAME, "")]


def test_one_that_changes_all_after_it_is_not_worked_out(host: Host) -> None:
    after = event(
        "DTSTART:20270421T030000Z", "RECURRENCE-ID;RANGE=THISANDFUTURE:20270421T000000Z", uid=UID
    )
    assert _told(host.sends(DAILY, after)) == [
        (Effect.NEW, ""),
        (Effect.NEW, "20270421T000000Z"),
    ]


def test_what_takes_place_too_often_is_told(own: Sample) -> None:
    host = Host(own)
    with own.office.writing("edit") as session:
        records.update(session, Delegation, own.ids["tour"], end=date(2029, 4, 24))
    (one,) = host.sends(event(START, "RRULE:FREQ=DAILY"))
    assert (one.effect, one.reason) == (Effect.NOT_TAKEN, NotTaken.TOO_OFTEN)

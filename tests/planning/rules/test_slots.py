"""Slots at instruments: refused ones, clock changes, and the programme items that lie in them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.domain.codes import InstrumentAnswer, Rule, Severity
from desktop.domain.plan import AskedInstrument, Booking, ClosureFact, InstrumentFact
from tests.planning.kit import COPENHAGEN, MONDAY, TOKYO, found, item, journeys, request, slot

AUTUMN, SPRING = date(2027, 10, 31), date(2028, 3, 26)


def test_a_slot_at_a_refused_instrument() -> None:
    one = slot("a", "09:00", "17:00", MONDAY)
    for answer, is_found in ((InstrumentAnswer.REFUSED, True), (InstrumentAnswer.ASKED, False)):
        asked = request(instruments=(AskedInstrument("laser", answer),))
        known = journeys(asked, bookings=[one])
        assert bool(found(known, Rule.INSTRUMENT_REFUSED)) == is_found
    asked = request(instruments=(AskedInstrument("laser", InstrumentAnswer.REFUSED),))
    (finding,) = found(journeys(asked, bookings=[one]), Rule.INSTRUMENT_REFUSED)
    assert (finding.severity, finding.bookings) == (Severity.BLOCK, ("a",))
    off = replace(one, cancelled=True)
    assert found(journeys(asked, bookings=[off]), Rule.INSTRUMENT_REFUSED) == []


@pytest.mark.parametrize(("day", "minutes"), [(AUTUMN, 240), (SPRING, 120)])
def test_a_night_with_a_clock_change_has_other_hours(day: date, minutes: int) -> None:
    one = slot("a", "01:00", "04:00", day, zone=COPENHAGEN)
    (finding,) = found(journeys(request(), bookings=[one]), Rule.CLOCK_CHANGE)
    assert finding.severity == Severity.HINT
    assert (finding.values["minutes"], finding.values["by_clock"]) == (minutes, 180)


def test_other_nights_have_the_hours_they_seem_to() -> None:
    for zone, day in ((TOKYO, AUTUMN), (COPENHAGEN, date(2027, 10, 30))):
        one = slot("a", "01:00", "04:00", day, zone=zone)
        assert found(journeys(request(), bookings=[one]), Rule.CLOCK_CHANGE) == []


def placed(**fields: Any) -> Booking:
    known = {"slot_id": "a", "instrument_id": "laser"}
    return replace(item("i", "09:00", "17:00"), **{**known, **fields})


def test_an_item_and_its_slot_are_one_thing() -> None:
    one = slot("a", "09:00", "17:00", MONDAY)
    known = journeys(request(), bookings=[one, placed()])
    twice = {Rule.PERSON_TWICE, Rule.INSTRUMENT_TWICE, Rule.ROOM_TWICE, Rule.SLOT_MOVED}
    assert [finding for rule in twice for finding in found(known, rule)] == []
    apart = journeys(request(), bookings=[one, placed(slot_id=None)])
    assert found(apart, Rule.PERSON_TWICE) != []
    assert found(apart, Rule.INSTRUMENT_TWICE) != []


def test_the_way_to_a_placed_slot_is_told_once() -> None:
    known = journeys(
        request(),
        bookings=[
            item("before", "07:00", "08:55", place_id="ministry"),
            slot("a", "09:00", "17:00", MONDAY, place_id="HND"),
            placed(place_id="HND"),
            item("after", "17:05", "18:00", place_id="ministry"),
        ],
    )
    pairs = [finding.bookings for finding in found(known, Rule.TRAVEL_TIME)]
    assert [pair[0] for pair in pairs] == ["before", pairs[1][0]]
    assert len(pairs) == 2
    assert pairs[0] == ("before", "i")


def test_a_slot_that_moved_away_is_told_on_both_sides() -> None:
    moved = slot("a", "10:00", "18:00", MONDAY)
    (finding,) = found(journeys(request(), bookings=[moved, placed()]), Rule.SLOT_MOVED)
    assert (finding.severity, finding.bookings) == (Severity.WARNING, ("i", "a"))
    assert finding.records == (("delegation", "visit"), ("access_request", "request"))
    assert finding.values["reason"] == "moved"
    assert (finding.values["start"], finding.values["right"]) == (moved.start_minute, MONDAY)


def test_a_slot_that_was_called_off_leaves_its_item_alone() -> None:
    off = slot("a", "09:00", "17:00", MONDAY, cancelled=True)
    (finding,) = found(journeys(request(), bookings=[off, placed()]), Rule.SLOT_MOVED)
    assert finding.values == {"reason": "cancelled"}
    one = slot("a", "09:00", "17:00", MONDAY)
    rejected = journeys(request(cancelled=True), bookings=[one, placed()])
    assert len(found(rejected, Rule.SLOT_MOVED)) == 1
    both = journeys(request(), bookings=[off, placed(cancelled=True)])
    assert found(both, Rule.SLOT_MOVED) == []


def test_a_closed_facility_closes_its_instruments() -> None:
    one = slot("a", "09:00", "17:00", MONDAY)
    closed = ClosureFact("c", "lab", MONDAY, MONDAY, kind="maintenance")
    known = journeys(request(), bookings=[one], closures=(closed,))
    assert found(known, Rule.CLOSURE) == []
    laser = InstrumentFact("laser", zone=TOKYO, country="JP", facility_id="lab")
    known = replace(known, instruments={"laser": laser})
    (finding,) = found(known, Rule.CLOSURE)
    assert finding.values["target"] == "lab"
    whole = replace(one, instrument_id=None)
    known = journeys(request(facility_id="lab"), bookings=[whole], closures=(closed,))
    assert len(found(known, Rule.CLOSURE)) == 1

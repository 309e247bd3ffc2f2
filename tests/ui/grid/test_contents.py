"""What of a programme has a time, a day, or neither."""

from desktop.domain.time import DayPart, Moment
from desktop.ui.grid.contents import SHOWN, contents_of
from tests.ui.grid.kit import COPENHAGEN, TOKYO, at, day, instant, item, programme


def test_items_are_sorted_by_how_exactly_their_time_is_known() -> None:
    morning = item("morning")
    morning.start = Moment(day("19"), None, TOKYO, 0, DayPart.MORNING)
    no_clock = item("no clock")
    no_clock.start = Moment(day("19"), at("19 10:00").time)  # whose clock?
    part = item("part", parent_id="talk")
    talk = item("talk", "19 10:00", "19 11:00")
    found = contents_of(programme(morning, no_clock, talk, part, item("someday")))
    assert list(found.timed) == ["talk"]
    assert found.vague == {"morning": day("19"), "no clock": day("19"), "part": day("19")}
    assert found.unplaced == ("someday",)


def test_without_an_end_something_is_drawn_for_a_while() -> None:
    backwards = item("backwards", "19 10:00", "19 09:00")
    found = contents_of(
        programme(item("open", "19 10:00"), backwards, item("talk", "19 09:00", "19 10:00"))
    )
    assert found.open == {"open", "backwards"}
    for name in ("open", "backwards"):
        assert found.timed[name].end - found.timed[name].start == SHOWN


def test_each_end_has_its_own_clock() -> None:
    flight = item("flight", "17 11:20", "18 07:55", COPENHAGEN, kind="flight", to=TOKYO)
    span = contents_of(programme(flight)).timed["flight"]
    assert (span.start_zone, span.end_zone) == (COPENHAGEN, TOKYO)
    assert (span.start, span.end) == (instant("17 11:20", COPENHAGEN), instant("18 07:55"))
    assert span.travels
    assert not contents_of(programme(item("call", "19 10:00", kind="online"))).timed["call"].tells

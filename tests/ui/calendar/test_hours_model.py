"""What has hours lies on the days of the office's own clock."""

from dataclasses import replace
from datetime import date, time

from desktop.domain import Moment
from desktop.domain.time import DayPart
from desktop.ui.calendar.hours_model import HoursModel, blocks_of, has_hours
from tests.ui.calendar.kit import COPENHAGEN, TOKYO, bar, line

MONDAY = date(2027, 4, 19)


def test_only_what_has_an_exact_time_within_a_day_lies_on_hours() -> None:
    call = line("call", MONDAY, 9, 10)
    assert has_hours(call, TOKYO)
    assert not has_hours(bar("trip", MONDAY, MONDAY), TOKYO)
    morning = replace(call, start=Moment(MONDAY, zone=TOKYO, part=DayPart.MORNING))
    assert not has_hours(morning, TOKYO)
    long = replace(call, end=Moment(date(2027, 4, 21), time(9), TOKYO))
    assert not has_hours(long, TOKYO)


def test_a_time_of_the_other_clock_lies_where_it_is_here() -> None:
    (block,) = blocks_of([line("call", MONDAY, 9, 10, COPENHAGEN)], MONDAY, TOKYO)
    assert (block.column, block.top, block.bottom) == (0, 16 * 60, 17 * 60)


def test_what_goes_over_midnight_lies_on_both_days() -> None:
    night = replace(line("night", MONDAY, 22, 23), end=Moment(date(2027, 4, 20), time(2), TOKYO))
    first, second = blocks_of([night], MONDAY, TOKYO)
    assert (first.column, first.top, first.bottom, first.begins, first.ends) == (
        *(0, 22 * 60, 24 * 60),
        *(True, False),
    )
    assert (second.column, second.top, second.bottom, second.begins, second.ends) == (
        *(1, 0, 2 * 60),
        *(False, True),
    )


def test_what_has_no_end_is_an_hour_long() -> None:
    open_end = replace(line("talk", MONDAY, 9, 10), end=Moment())
    (block,) = blocks_of([open_end], MONDAY, TOKYO)
    assert (block.top, block.bottom) == (9 * 60, 10 * 60)


def test_what_overlaps_stands_side_by_side() -> None:
    one, two = blocks_of([line("a", MONDAY, 9, 11), line("b", MONDAY, 10, 12)], MONDAY, TOKYO)
    assert one.share.right <= two.share.left


def test_an_hour_is_told_on_both_clocks_and_with_what_begins_in_it() -> None:
    model = HoursModel(lambda: (TOKYO, COPENHAGEN))
    model.go(MONDAY)
    model.fill([line("call", MONDAY, 9, 10)])
    assert model.both_clocks(9) == ("09:00", "02:00")
    assert model.zone_labels() == ("JST", "CEST")
    assert [span.title.en for span in model.starting(0, 9)] == ["call"]
    assert model.starting(0, 10) == model.starting(1, 9) == []

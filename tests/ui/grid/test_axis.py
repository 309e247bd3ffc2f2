"""Heights in pixels, the hours that are shown, and the labels of both clocks."""

import datetime as dt

from desktop.ui.grid.axis import Axis, other_zone, ticks, used_hours
from desktop.ui.grid.columns import columns_of
from tests.ui.grid.kit import COPENHAGEN, TOKYO, column, day, span


def test_pixels_and_heights_are_each_others_reverse() -> None:
    axis = Axis(7 * 60, 20 * 60, 48)
    assert (axis.pixel(7 * 60), axis.pixel(8 * 60 + 30), axis.length()) == (0, 72, 13 * 48)
    assert axis.height(axis.pixel(615)) == 615


def test_only_the_hours_in_use_are_shown_unless_all_are_asked_for() -> None:
    day_column = column(("early", "19 06:30", "19 07:00"))
    assert used_hours([], [], everything=False) == (480, 1080)
    assert used_hours([(390, 420), (600, 1135)], [day_column], everything=False) == (360, 1140)
    assert used_hours([(390, 420)], [day_column], everything=True) == (0, 1440)


def test_each_hour_has_both_clocks_and_the_shift_of_the_date() -> None:
    by_hour = {tick.here.hour: tick for tick in ticks(column(), other_zone([TOKYO, COPENHAGEN]))}
    assert len(by_hour) == 24
    assert (by_hour[6].there, by_hour[6].shift) == (dt.time(23), -1)
    assert (by_hour[7].there, by_hour[7].shift) == (dt.time(0), 0)


def test_a_day_of_a_clock_change_skips_or_repeats_a_label() -> None:
    spring = column(
        ("a", "2027-03-28 10:00", "2027-03-28 11:00"), date="2027-03-28", zone=COPENHAGEN
    )
    hours = [tick.here.hour for tick in ticks(spring, other_zone([TOKYO]))]
    assert hours == [0, 1, *range(3, 24)]
    autumn = column(
        ("a", "2027-10-31 10:00", "2027-10-31 11:00"), date="2027-10-31", zone=COPENHAGEN
    )
    hours = [tick.here.hour for tick in ticks(autumn, other_zone([TOKYO]))]
    assert hours == [0, 1, 2, 2, *range(3, 24)]


def test_the_day_back_goes_on_with_the_clock_of_home() -> None:
    back = span("back", "24 11:45", "24 18:40", TOKYO, COPENHAGEN)
    (made,) = columns_of([day("24")], [back], COPENHAGEN, TOKYO)
    hours = [tick.here.hour for tick in ticks(made, other_zone([TOKYO, COPENHAGEN]))]
    assert hours == [*range(24), 0, 1, *range(19, 24)]

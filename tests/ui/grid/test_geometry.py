"""Packing, the axis, and times that fall on the step."""

import datetime as dt

import pytest

from desktop.ui.grid.axis import Axis, other_zone, ticks, used_hours
from desktop.ui.grid.columns import Column, columns_of
from desktop.ui.grid.packing import Share, Stretch, lanes_needed, packed
from desktop.ui.grid.snapping import snapped, snapped_in, stepped
from tests.ui.grid.kit import COPENHAGEN, TOKYO, day, instant, span


def column(*spans: tuple[str, str, str], date: str = "19", zone: str = TOKYO) -> Column:
    made = [span(*each, zone) for each in spans]
    return columns_of([day(date)], made, COPENHAGEN, zone)[0]


def test_what_overlaps_stands_side_by_side_and_the_rest_has_the_whole_width() -> None:
    shares = packed([Stretch("a", 0, 60), Stretch("b", 30, 90), Stretch("c", 90, 120)])
    assert shares == {"a": Share(0, 0.5), "b": Share(0.5, 1), "c": Share(0, 1)}


def test_what_has_room_at_its_right_takes_it() -> None:
    shares = packed(
        [Stretch("a", 0, 120), Stretch("b", 0, 30), Stretch("c", 0, 30), Stretch("d", 60, 90)]
    )
    assert [shares["d"].left, shares["d"].right] == pytest.approx([1 / 3, 1])


def test_forty_at_once_each_get_a_fortieth() -> None:
    stretches = [Stretch(str(n), 0, 60) for n in range(40)]
    lefts = sorted(share.left for share in packed(stretches).values())
    assert lefts == pytest.approx([n / 40 for n in range(40)])
    assert lanes_needed(packed(stretches).values()) == 40


def test_parts_stand_within_their_block_beside_its_title() -> None:
    shares = packed(
        [Stretch("seminar", 0, 240), Stretch("talk", 10, 60, "seminar"), Stretch("other", 0, 60)]
    )
    block, talk = shares["seminar"], shares["talk"]
    assert block.left < talk.left < talk.right == block.right
    assert (block.depth, talk.depth) == (0, 1)
    assert 0 < block.title < 1 == talk.title


def test_blocks_that_name_each_other_are_still_drawn() -> None:
    assert set(packed([Stretch("a", 0, 9, "b"), Stretch("b", 0, 9, "a")])) == {"a", "b"}
    assert set(packed([Stretch("a", 0, 9, "gone")])) == {"a"}
    assert packed([]) == {}


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


@pytest.mark.parametrize(
    ("clock", "step", "found"),
    [("10:07", 15, "10:00"), ("10:08", 15, "10:15"), ("10:02", 5, "10:00"), ("10:44", 30, "10:30")],
)
def test_times_snap_to_the_step(clock: str, step: int, found: str) -> None:
    piece = column().pieces[0]
    assert snapped(instant(f"19 {clock}"), piece, step) == instant(f"19 {found}")


def test_times_snap_to_the_clock_of_the_place() -> None:
    nepal = column(("a", "19 10:00", "19 11:00"), zone="Asia/Kathmandu")  # 5:45 ahead of UTC
    found = snapped(instant("19 10:20", "Asia/Kathmandu"), nepal.pieces[0], 30)
    assert found == instant("19 10:30", "Asia/Kathmandu")


def test_times_snap_within_their_column() -> None:
    made = column()
    assert snapped_in(made, made.begin - 100, 15) == made.begin
    assert snapped_in(made, made.end + 100, 15) == made.end - 15


@pytest.mark.parametrize(
    ("clock", "count", "found"),
    [("10:00", 1, "10:15"), ("10:00", -2, "09:30"), ("10:07", 1, "10:15"), ("10:07", -1, "10:00")],
)
def test_steps_lead_to_the_next_time_on_the_step(clock: str, count: int, found: str) -> None:
    piece = column().pieces[0]
    assert stepped(instant(f"19 {clock}"), piece, 15, count) == instant(f"19 {found}")

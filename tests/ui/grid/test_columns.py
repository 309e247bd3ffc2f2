"""Columns cover true time: flights have their length, clock changes their hour."""

from itertools import pairwise

import pytest

from desktop.ui.grid.columns import Column, Span, columns_of
from tests.ui.grid.kit import COPENHAGEN, HELSINKI, TOKYO, day, instant, span

OUT = span("out", "17 11:20", "18 07:55", COPENHAGEN, TOKYO)
BACK = span("back", "24 11:45", "24 18:40", TOKYO, COPENHAGEN)
BUS = span("bus", "18 09:15", "18 10:30")


def made(days: str, *spans: Span) -> dict[str, Column]:
    found = columns_of([day(text) for text in days.split()], spans, COPENHAGEN, TOKYO)
    return {f"{column.day:%d}": column for column in found}


def shown(columns: dict[str, Column], it: Span) -> list[tuple[str, int, int]]:
    """The parts of a span by column, as heights in minutes."""
    return [
        (name, c.height_at(max(it.start, c.begin)), c.height_at(min(it.end, c.end)))
        for name, c in columns.items()
        if it.start < c.end and c.begin < it.end
    ]


def test_a_flight_east_ends_where_the_next_day_begins_to_be_shown() -> None:
    columns = made("17 18", OUT, BUS)
    assert [piece.zone for piece in columns["17"].pieces] == [COPENHAGEN]
    assert [piece.zone for piece in columns["18"].pieces] == [TOKYO]
    assert columns["17"].end == columns["18"].begin == instant("18 07:00")
    assert columns["18"].skipped == 7 * 60
    assert columns["18"].origin == instant("18 00:00")
    assert shown(columns, OUT) == [("17", 680, 1440), ("18", 420, 475)]
    assert sum(bottom - top for _day, top, bottom in shown(columns, OUT)) == 13 * 60 + 35


def test_a_flight_west_makes_its_day_longer() -> None:
    columns = made("23 24 25", BACK)
    day_back = columns["24"]
    assert day_back.end - day_back.begin == 31 * 60
    assert [(p.zone, p.begin, p.end) for p in day_back.pieces] == [
        (TOKYO, instant("24 00:00"), instant("24 18:40", COPENHAGEN)),
        (COPENHAGEN, instant("24 18:40", COPENHAGEN), instant("25 00:00", COPENHAGEN)),
    ]
    assert list(day_back.changes()) == [(instant("24 18:40", COPENHAGEN), -7 * 60)]
    assert list(day_back.midnights()) == [(instant("25 00:00"), day("25"))]
    assert shown(columns, BACK) == [("24", 705, 705 + 13 * 60 + 55)]
    assert columns["25"].origin == columns["25"].begin == day_back.end


def test_a_flight_west_through_the_night_fills_its_day_up_to_the_next() -> None:
    night = span("night", "23 22:00", "24 04:00", TOKYO, COPENHAGEN)
    columns = made("23 24", night)
    assert columns["23"].end == columns["24"].begin == instant("24 00:00", COPENHAGEN)
    assert columns["23"].end - columns["23"].begin == 31 * 60
    assert columns["24"].skipped == 0
    assert sum(b - t for _day, t, b in shown(columns, night)) == night.end - night.start


@pytest.mark.parametrize(("date", "hours", "by"), [("2027-03-28", 23, 60), ("2027-10-31", 25, -60)])
def test_a_day_of_a_clock_change_has_its_true_length(date: str, hours: int, by: int) -> None:
    home = span("home", f"{date} 10:00", f"{date} 11:00", COPENHAGEN)
    (column,) = columns_of([day(date)], [home], COPENHAGEN, TOKYO)
    assert column.end - column.begin == hours * 60
    assert list(column.changes()) == [(column.origin + (120 if by > 0 else 180), by)]
    assert [piece.zone for piece in column.pieces] == [COPENHAGEN, COPENHAGEN]


def test_who_leaves_early_does_not_take_the_groups_clock_along() -> None:
    early = span("early", "22 11:45", "22 18:40", TOKYO, COPENHAGEN)
    later = span("later", "23 10:00", "23 11:45")
    columns = made("22 23", early, later)
    assert [piece.zone for piece in columns["22"].pieces] == [TOKYO]
    assert [piece.zone for piece in columns["23"].pieces] == [TOKYO]


def test_who_travels_ahead_does_not_change_the_groups_clock() -> None:
    ahead = span("ahead", "16 11:20", "17 07:55", COPENHAGEN, TOKYO)
    columns = made("16 17 18", ahead, span("call", "17 10:00", "17 11:00", COPENHAGEN), OUT, BUS)
    assert [columns[name].pieces[0].zone for name in columns] == [COPENHAGEN, COPENHAGEN, TOKYO]


def test_an_online_meeting_does_not_say_where_the_group_is() -> None:
    call = span("call", "19 08:00", "19 09:00", COPENHAGEN, tells=False)
    columns = made("19", call, span("visit", "19 16:00", "19 17:00"))
    assert columns["19"].pieces[0].zone == TOKYO


def test_a_change_of_planes_changes_the_clock_twice() -> None:
    first = span("first", "17 08:00", "17 11:30", COPENHAGEN, HELSINKI)
    second = span("second", "17 17:30", "18 13:00", HELSINKI, TOKYO)
    columns = made("17 18", first, second)
    assert [piece.zone for piece in columns["17"].pieces] == [COPENHAGEN, HELSINKI]
    assert columns["17"].end == instant("18 00:00", HELSINKI)
    assert columns["18"].begin == columns["17"].end


def test_neighbouring_columns_are_contiguous_and_all_is_in_one() -> None:
    night = span("party", "19 22:00", "20 02:00")
    late = span("home", "21 20:00", "21 21:00", COPENHAGEN)  # 03:00 on the 22nd in Tokyo
    spans = [OUT, BUS, night, late, span("first", "21 09:00", "21 10:00"), BACK]
    columns = columns_of([day(str(n)) for n in range(17, 22)], spans, COPENHAGEN, TOKYO)
    for before, after in pairwise(columns):
        if (after.day - before.day).days == 1:
            assert before.end == after.begin
    for each in spans:
        assert any(c.begin <= each.start < c.end for c in columns), each.id


def test_days_apart_have_a_gap_and_days_alone_have_the_visits_clock() -> None:
    columns = made("03 10")
    assert columns["03"].end == instant("04 00:00")
    assert [c.pieces[0].zone for c in columns.values()] == [TOKYO, TOKYO]
    assert columns_of([], [], COPENHAGEN, TOKYO) == []


def test_an_endless_slip_does_not_make_endless_days() -> None:
    columns = columns_of([], [span("slip", "19 10:00", "2031-04-19 10:00")], COPENHAGEN, TOKYO)
    assert len(columns) == 15

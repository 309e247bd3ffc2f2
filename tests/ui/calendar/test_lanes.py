"""Weeks are laid out in as few lines as there are, and say what they have no line for."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.store.spans import Span
from desktop.ui.calendar.lanes import Placed, laid_out, monday_of
from tests.ui.calendar.kit import bar, line

MONDAY = date(2027, 4, 19)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def told(placed: Placed) -> tuple[str, int, int, int]:
    return placed.span.title.en, placed.first, placed.last, placed.line


def test_bars_lie_in_the_first_free_line_and_lines_fill_what_they_leave() -> None:
    spans = [
        bar("late", day(2), day(4)),
        bar("long", day(0), day(2)),
        line("lunch", day(3), 12, 13),
        line("call", day(3), 9, 10),
        line("tour", day(0), 9, 10),
    ]
    (week,) = laid_out(MONDAY, 1, spans, 9)
    assert sorted(map(told, week.placed)) == [
        ("call", 3, 3, 0),
        ("late", 2, 4, 1),
        ("long", 0, 2, 0),
        ("lunch", 3, 3, 2),
        ("tour", 0, 0, 1),
    ]
    assert week.hidden == (0,) * 7
    assert [one.span.title.en for one in week.on(3)] == ["call", "late", "lunch"]


def test_a_bar_over_two_weeks_is_cut_between_them() -> None:
    first, second = laid_out(MONDAY, 2, [bar("trip", day(5), day(8))], 3)
    (one,), (two,) = first.placed, second.placed
    assert (one.first, one.last, one.begins, one.ends) == (5, 6, True, False)
    assert (two.first, two.last, two.begins, two.ends) == (0, 1, False, True)


def test_where_there_is_no_line_it_says_how_much_more_there_is() -> None:
    spans = [line(str(hour), day(1), hour, hour + 1) for hour in range(9, 14)]
    (week,) = laid_out(MONDAY, 1, spans, 3)
    assert [one.span.title.en for one in week.on(1)] == ["9", "10"]
    assert week.hidden == (0, 3, 0, 0, 0, 0, 0)
    # Three just have room: nothing is hidden to say that nothing is.
    (week,) = laid_out(MONDAY, 1, spans[:3], 3)
    assert week.hidden == (0,) * 7


spans = st.builds(
    lambda begin, length: bar(f"{begin}+{length}", day(begin), day(begin + length)),
    st.integers(-10, 20),
    st.integers(0, 9),
)


@given(st.lists(spans, max_size=12), st.integers(1, 5))
def test_nothing_overlaps_and_nothing_is_lost(found: list[Span], lines: int) -> None:
    for week in laid_out(monday_of(MONDAY), 2, found, lines):
        for column in range(7):
            there = week.on(column)
            on = week.monday + timedelta(days=column)
            wanted = sum(span.first <= on <= span.last for span in found)
            assert len({one.line for one in there}) == len(there)
            assert all(one.line < lines for one in there)
            assert len(there) + week.hidden[column] == wanted
            # Where it says how much more there is, the last line is free for that.
            assert not week.hidden[column] or all(one.line < lines - 1 for one in there)

"""Overlaps against a look at every pair."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.planning.overlaps import Line, Span, pairs

SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 15)).map(lambda it: (it[0], it[0] + it[1])),
    max_size=15,
).map(lambda spans: [(start, end, f"b{at}") for at, (start, end) in enumerate(spans)])


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@given(SPANS)
def test_all_pairs_are_found_once(spans: list[Span]) -> None:
    line = [frozenset((one[2], other[2])) for one, other in Line(spans).pairs()]
    expected = {
        frozenset((one[2], other[2]))
        for one in spans
        for other in spans
        if one[2] < other[2] and overlap(one, other)
    }
    assert len(line) == len(expected)
    assert set(line) == expected


@given(SPANS, st.integers(0, 50), st.integers(1, 20))
def test_what_is_around_a_time(spans: list[Span], start: int, length: int) -> None:
    here = (start, start + length, "here")
    assert list(Line(spans).around(*here[:2])) == sorted(
        span for span in spans if overlap(span, here)
    )


@given(SPANS, st.integers(0, 50))
def test_what_is_over_at_an_instant_comes_last_start_first(spans: list[Span], minute: int) -> None:
    expected = sorted((span for span in spans if span[1] <= minute), reverse=True)
    assert list(Line(spans).ended(minute)) == expected


@given(SPANS, st.data())
def test_a_line_that_grew_is_like_one_made_at_once(spans: list[Span], data: st.DataObject) -> None:
    grown = Line()
    for span in data.draw(st.permutations(spans)):
        grown.add(span)
    gone = spans[::2]
    for span in gone:
        grown.remove(span)
    assert grown.spans == Line(set(spans) - set(gone)).spans
    assert list(grown.pairs()) == list(Line(set(spans) - set(gone)).pairs())


def test_the_spans_that_start_between_two_instants() -> None:
    line = Line([(0, 9, "a"), (5, 6, "b"), (7, 8, "c")])
    assert line.starting(0, 7) == [(0, 9, "a"), (5, 6, "b")]


def test_only_what_is_there_can_be_taken_out() -> None:
    with pytest.raises(KeyError):
        Line([(0, 1, "a")]).remove((0, 1, "b"))


def test_rows_share_only_their_own_resource() -> None:
    rows = [("room", 0, 10, "a"), ("room", 5, 9, "b"), ("car", 5, 9, "c"), ("room", 10, 11, "d")]
    assert pairs(rows) == [("room", "a", "b")]

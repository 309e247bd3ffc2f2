"""Stretches of time: every operation agrees with the same on sets of minutes."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop.planning.intervals import Interval, common, merged, overlap, without

INTERVALS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8)


def minutes(intervals: list[Interval]) -> set[int]:
    return {minute for start, end in intervals for minute in range(start, end)}


@given(INTERVALS)
def test_merged_is_the_same_time_in_order_with_gaps_between(intervals: list[Interval]) -> None:
    result = merged(intervals)
    assert minutes(result) == minutes(intervals)
    assert all(one[1] < other[0] for one, other in pairwise(result))
    assert all(start < end for start, end in result)


@given(INTERVALS, INTERVALS)
def test_without_and_common_share_the_time_out(one: list[Interval], other: list[Interval]) -> None:
    time, holes = merged(one), merged(other)
    assert minutes(without(time, holes)) == minutes(time) - minutes(holes)
    assert minutes(common(time, holes)) == minutes(time) & minutes(holes)


@given(st.tuples(st.integers(0, 60), st.integers(0, 60)), INTERVALS)
def test_overlap_counts_what_is_in_both(one: Interval, others: list[Interval]) -> None:
    for other in others:
        assert overlap(one, other) == len(minutes([one]) & minutes([other]))

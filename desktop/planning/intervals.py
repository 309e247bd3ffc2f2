"""Arithmetic with stretches of time: sorted lists of half-open intervals of minutes."""

from collections.abc import Iterable, Sequence

Interval = tuple[int, int]


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The same time, in order, with nothing told twice; empty intervals are dropped."""
    result: list[Interval] = []
    for start, end in sorted(intervals):
        if start >= end:
            continue
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def without(time: Sequence[Interval], holes: Sequence[Interval]) -> list[Interval]:
    """What is left of `time` outside `holes`; both are merged."""
    result: list[Interval] = []
    at = 0
    for start, end in time:
        while at < len(holes) and holes[at][1] <= start:
            at += 1
        ahead = at
        while ahead < len(holes) and holes[ahead][0] < end:
            if start < holes[ahead][0]:
                result.append((start, holes[ahead][0]))
            start = max(start, holes[ahead][1])
            ahead += 1
        if start < end:
            result.append((start, end))
    return result


def common(one: Sequence[Interval], other: Sequence[Interval]) -> list[Interval]:
    """The time that is in both; both are merged."""
    result: list[Interval] = []
    a = b = 0
    while a < len(one) and b < len(other):
        start, end = max(one[a][0], other[b][0]), min(one[a][1], other[b][1])
        if start < end:
            result.append((start, end))
        if one[a][1] < other[b][1]:
            a += 1
        else:
            b += 1
    return result


def overlap(one: Interval, other: Interval) -> int:
    """How many minutes are in both."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))

"""Which spans of a resource overlap: a sort and a scan, and a look around for one span alone.

A span is (start, end, identity); half open, so that what ends when another begins is beside it.
"""

from bisect import bisect_left, insort
from collections.abc import Hashable, Iterable, Iterator

Span = tuple[int, int, str]


class Line:
    """The spans of one resource in the order of their starts."""

    __slots__ = ("longest", "spans")

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self.spans = sorted(spans)
        # How far back one has to look for what still lasts; it never shrinks.
        self.longest = max((end - start for start, end, _ in self.spans), default=0)

    def add(self, span: Span) -> None:
        """Put a span in."""
        insort(self.spans, span)
        self.longest = max(self.longest, span[1] - span[0])

    def remove(self, span: Span) -> None:
        """Take a span out that is there."""
        at = bisect_left(self.spans, span)
        if at == len(self.spans) or self.spans[at] != span:
            raise KeyError(span)
        del self.spans[at]

    def around(self, start: int, end: int) -> Iterator[Span]:
        """The spans that overlap a time, in order."""
        spans = self.spans
        for at in range(bisect_left(spans, (start - self.longest,)), len(spans)):
            span = spans[at]
            if span[0] >= end:
                return
            if span[1] > start:
                yield span

    def starting(self, first: int, last: int) -> list[Span]:
        """The spans that start from `first` on and before `last`."""
        return self.spans[bisect_left(self.spans, (first,)) : bisect_left(self.spans, (last,))]

    def ended(self, minute: int) -> Iterator[Span]:
        """The spans that are over at an instant, what started last first."""
        for at in range(bisect_left(self.spans, (minute,)) - 1, -1, -1):
            if self.spans[at][1] <= minute:
                yield self.spans[at]

    def pairs(self) -> Iterator[tuple[Span, Span]]:
        """All pairs that overlap, the earlier start first."""
        return _pairs(self.spans)


def pairs(rows: Iterable[tuple[Hashable, int, int, str]]) -> list[tuple[Hashable, str, str]]:
    """All overlapping pairs of (resource, start, end, identity) that share their resource."""
    lines: dict[Hashable, list[Span]] = {}
    for resource, start, end, identity in rows:
        lines.setdefault(resource, []).append((start, end, identity))
    return [
        (resource, one[2], other[2])
        for resource, spans in lines.items()
        for one, other in _pairs(sorted(spans))
    ]


def _pairs(spans: list[Span]) -> Iterator[tuple[Span, Span]]:
    for at, span in enumerate(spans, 1):
        end = span[1]
        for later in range(at, len(spans)):
            if spans[later][0] >= end:
                break
            yield span, spans[later]

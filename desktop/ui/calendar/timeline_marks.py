"""Holidays and closures as the timeline looks them up at each frame. No Qt."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from desktop.domain.day_mark import DayMark, MarkSort

COUNTRIES = ("JP", "DK")  # each has a strip of its own in the header

_first = attrgetter("first")


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark on the ground, from the day `first` up to but not including `end`."""

    mark: DayMark
    first: int
    end: int


class Marks:
    """Marks by country and sort, each by its days."""

    def __init__(self, marks: Iterable[DayMark] = ()) -> None:
        found = [Marked(mark, mark.first.toordinal(), mark.last.toordinal() + 1) for mark in marks]
        found.sort(key=_first)
        self._of = {
            (country, sort): [
                each
                for each in found
                if each.mark.sort == sort and each.mark.country in (country, "")
            ]
            for country in COUNTRIES
            for sort in MarkSort
        }
        self._longest = max((each.end - each.first for each in found), default=0)

    def within(self, country: str, sort: MarkSort, first: float, last: float) -> list[Marked]:
        """The marks of a sort that have a part between two days."""
        marks = self._of[country, sort]
        start = bisect_left(marks, first - self._longest, key=_first)
        stop = bisect_left(marks, last, key=_first)
        return [each for each in marks[start:stop] if each.end > first]

    def on(self, first: float, last: float) -> list[DayMark]:
        """All marks that have a part between two days, Japan's first, the most important first."""
        found = (
            each.mark
            for country in COUNTRIES
            for sort in MarkSort
            for each in self.within(country, sort, first, last)
        )
        return list(dict.fromkeys(found))

"""The events of a file one by one: of those that repeat, the times that an office has to do with.

A time is found again by the UID and its RECURRENCE-ID (`Incoming.key`); the first by the UID
alone, so that an event that begins or ceases to repeat stays the same one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from desktop.calendars.foreign_times import stamp, stamped
from desktop.calendars.incoming import CANCELLED, Incoming
from desktop.calendars.series import Patience, Series, Time
from desktop.domain.importing import NotTaken, Target
from desktop.domain.time import Moment

_DAY = timedelta(days=1)


class Occurrences:
    """Takes the events of one file apart; of several versions of one, only the newest are given.

    `known` tells by UID which of its times the office has, by their stamps, and `is_known` whether
    it has an event. New times are those on the days of `target`; without one, the first stands for
    all of them.
    """

    def __init__(
        self,
        events: Iterable[Incoming],
        known: Mapping[str, Collection[str]],
        is_known: Callable[[Incoming], bool],
        target: Target | None,
    ) -> None:
        self._known, self._is_known, self._patience = known, is_known, Patience()
        self._zone = target.zone if target else ""
        self._first = target.start if target else None
        self._last = (target.end or target.start) if target else None
        self._wholes: dict[str, Incoming] = {}
        self._single: dict[str, list[Incoming]] = defaultdict(list)
        for one in events:
            if one.recurrence:
                self._single[one.uid].append(one)
            else:
                self._wholes[one.uid] = one

    def of(self, one: Incoming) -> tuple[list[Incoming], NotTaken | None]:
        """What an event of the file is, one by one, and why not all of its times are among that."""
        if one.recurrence:
            return self._by_itself(one), None
        told = {each.recurrence for each in self._single.get(one.uid, ())}
        if one.status == CANCELLED or not one.repeats:
            return self._ended(one, told), None
        series = self._series(one)
        if series is None:
            # What is not understood is not worked out, and its first time stands for it.
            return ([] if _first(one) in told else [self._standing(one)]), None
        return self._times(one, series, told)

    # -- a time that the file tells by itself

    def _by_itself(self, one: Incoming) -> list[Incoming]:
        whole = self._wholes.get(one.uid)
        if whole is None or not whole.repeats or self._is_known(one):
            return [one]
        if one.recurrence == _first(whole):
            first = replace(one, recurrence="")
            if self._series(whole) is None or not self._has_days():
                kept = self._standing(whole)
                return [replace(first, repeats=True, further=kept.further, last_day=kept.last_day)]
            one = first
        if one.asks or not self._has_days() or self._is_known(one):
            return [one]
        return [one] if self._inside(one.start, one.end) else []

    # -- an event as a whole

    def _series(self, one: Incoming) -> Series | None:
        """What an event's times are worked out by; None where one changes all after it."""
        following = any(each.following for each in self._single.get(one.uid, ()))
        return None if following else one.series

    def _standing(self, one: Incoming) -> Incoming:
        """The first time of a repeating event; what the file tells by itself is not left out."""
        others = {each.recurrence for each in self._single.get(one.uid, ())} - {_first(one)}
        return replace(one, further=max(0, one.further - len(others)))

    def _ended(self, one: Incoming, told: Collection[str]) -> list[Incoming]:
        """An event that repeats no more, or is cancelled with all its times."""
        whole = replace(one, repeats=False)
        gone = [self._gone(one, each) for each in self._known.get(one.uid, ()) if each not in told]
        by_itself = one.repeats and _first(one) in told
        if by_itself or (gone and one.status == CANCELLED and not self._is_known(whole)):
            return gone
        return [whole, *gone]

    def _times(
        self, one: Incoming, series: Series, told: Collection[str]
    ) -> tuple[list[Incoming], NotTaken | None]:
        """A repeating event: the times that the office has, and those on the days in question."""
        news = self._on_the_days(series)
        reason = NotTaken.TOO_OFTEN if news is None else None
        made: dict[str, Incoming] = {}
        mine = set(self._known.get(one.uid, ())) - set(told)
        used = mine | set(told)
        for recurrence in sorted(mine):
            times = self._times_of(series, recurrence)
            if times is None:
                reason = NotTaken.TOO_OFTEN
                continue
            exact = [time for time in times if time.stamp == recurrence]
            # On its day at another hour: the whole event was moved.
            moved = [time for time in times if time.stamp not in used]
            if exact or len(moved) == 1:
                time = (exact or moved)[0]
                used.add(time.stamp)
                made[time.stamp] = _at(one, time, recurrence)
            else:
                made[recurrence] = self._gone(one, recurrence)
        first = _at(one, Time(series.first, one.start, one.end), "")
        if series.first not in used and self._is_known(first):
            day = series.start.date
            still = self._patience.between(series, day, day) if day else None
            lost = still is not None and series.first not in {time.stamp for time in still}
            made[series.first] = self._gone(one, "") if lost else first
            used.add(series.first)
        if not self._has_days():
            if series.first not in used:
                made[series.first] = self._standing(one)
            return list(made.values()), None
        for time in news or ():
            if time.stamp not in used:
                made[time.stamp] = _at(one, time, "" if time.stamp == series.first else time.stamp)
        apart = any(not self._by_itself(each) for each in self._single.get(one.uid, ()))
        if reason is None and (apart or not self._all_inside(series)):
            reason = NotTaken.OTHER_TIMES
        in_order = sorted(made.values(), key=lambda each: each.start.sort_key())
        return in_order, reason

    def _times_of(self, series: Series, recurrence: str) -> list[Time] | None:
        """The times on the day of a stamp, but for the first, which is known by the UID alone."""
        day = series.day(recurrence)
        times = self._patience.between(series, day, day) if day else []
        if times is None or recurrence == series.first:
            return times
        return [time for time in times if time.stamp != series.first]

    @staticmethod
    def _gone(one: Incoming, recurrence: str) -> Incoming:
        """A time that takes place no more."""
        start = stamped(recurrence, one.start.zone)
        if start.date is None:
            start = one.start
        time = Time(recurrence, start, Moment() if recurrence else one.end)
        return replace(_at(one, time, recurrence), status=CANCELLED)

    # -- days

    def _has_days(self) -> bool:
        return self._first is not None and self._last is not None

    def _on_the_days(self, series: Series) -> list[Time] | None:
        if self._first is None or self._last is None:
            return []
        begin, end = series.start.date, series.end.date
        longest = max(0, (end - begin).days) if begin and end else 0
        first, last = self._first - _DAY * (longest + 1), self._last + _DAY
        times = self._patience.between(series, first, last)
        if times is None:
            return None
        return [time for time in times if self._inside(time.start, time.end)]

    def _inside(self, start: Moment, end: Moment) -> bool:
        begins = _day(start, self._zone)
        ends = _day(end, self._zone) or begins
        if begins is None or ends is None or self._first is None or self._last is None:
            return False
        return begins <= self._last and self._first <= ends

    def _all_inside(self, series: Series) -> bool:
        if self._first is None or self._last is None or series.start.date is None:
            return False
        return series.start.date >= self._first and series.ends_by(self._last)


def _day(moment: Moment, zone: str) -> date | None:
    return moment.in_zone(zone).date if zone else moment.date


def _first(one: Incoming) -> str:
    """The stamp of the first time of an event; one that no file writes where it is not known."""
    return stamp(one.start) or "-"


def _at(one: Incoming, time: Time, recurrence: str) -> Incoming:
    return replace(
        one,
        recurrence=recurrence,
        start=time.start,
        end=time.end,
        repeats=False,
        further=0,
        last_day=None,
        series=None,
    )

"""Opening hours: a week of clock times, in a part of the OpenStreetMap notation.

What the file holds reads `Mo-Fr 09:00-12:00,13:00-17:30; Sa 10:00-12:00; PH off`; a day that is
not named is closed, a later rule takes the place of an earlier one for its days, and `PH` is what
holds on public holidays. https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

Spans = tuple[tuple[int, int], ...]
"""Times of one day, in minutes since its midnight, in order; an end may lie in the next day."""

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HOLIDAY = "PH"
DAY = 24 * 60
ALL_DAY: Spans = ((0, DAY),)

_RULE = re.compile(r"(?:(?P<days>[A-Z][A-Za-z,\- ]*?) ?)??(?P<times>off|closed|24/7|[\d:,\- ]+)?")
_DAYS = re.compile(rf"({'|'.join(DAYS)})(?:-({'|'.join(DAYS)}))?")
_TIMES = re.compile(r"(\d\d?):(\d\d)-(\d\d?):(\d\d)")


@dataclass(frozen=True, slots=True)
class Weekly:
    """When something is open: seven days from Monday, and what holds on public holidays.

    `holiday` is None where nothing is said of holidays: then they are days like others.
    """

    days: tuple[Spans, ...]
    holiday: Spans | None = None

    def open_on(self, weekday: int, *, holiday: bool = False) -> Spans:
        """When it is open on a day: 0 is Monday, 6 Sunday."""
        return self.holiday if holiday and self.holiday is not None else self.days[weekday]

    def text(self) -> str:
        """Write the hours as the file holds them: the same hours always as the same text."""
        if self.days == (ALL_DAY,) * 7 and self.holiday in (None, ALL_DAY):
            return "24/7"
        rules = [f"{_days_text(days)} {times_text(spans)}" for days, spans in self.groups()]
        if self.holiday is not None:
            rules.append(f"{HOLIDAY} {times_text(self.holiday) if self.holiday else 'off'}")
        return "; ".join(rules) if any(self.days) else "; ".join(["off", *rules])

    def groups(self) -> list[tuple[list[int], Spans]]:
        """The open days with the same hours together, in the order of the week."""
        found: dict[Spans, list[int]] = {}
        for weekday, spans in enumerate(self.days):
            if spans:
                found.setdefault(spans, []).append(weekday)
        return [(days, spans) for spans, days in found.items()]


def parse(text: str) -> Weekly | None:
    """Read opening hours as the file holds them; None where they are not written so."""
    days: list[Spans] = [()] * 7
    holiday: Spans | None = None
    for rule in text.split(";"):
        found = _RULE.fullmatch(" ".join(rule.split()))
        if found is None or not found[0]:
            return None
        spans = _spans(found["times"])
        named = _days(found["days"])
        if spans is None or named is None:
            return None
        for weekday in named:
            if weekday == len(DAYS):
                holiday = spans
            else:
                days[weekday] = spans
    return Weekly(tuple(days), holiday)


def merged(spans: Iterable[tuple[int, int]]) -> Spans:
    """Spans in order, those that touch or overlap as one."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = result[-1][0], max(end, result[-1][1])
        else:
            result.append((start, end))
    return tuple(result)


def runs(days: Iterable[int]) -> list[tuple[int, int]]:
    """Days of the week that follow each other, as (first, last)."""
    result: list[tuple[int, int]] = []
    for day in days:
        if result and day == result[-1][1] + 1:
            result[-1] = result[-1][0], day
        else:
            result.append((day, day))
    return result


def times_text(spans: Spans) -> str:
    """Write the times of a day: `09:00-12:00,13:00-17:30`."""
    return ",".join(f"{_clock(start)}-{_clock(end)}" for start, end in spans)


def _clock(minutes: int) -> str:
    # 24:00 is the end of a day; what ends later does so by the clock of the next day.
    at = minutes if minutes <= DAY else minutes - DAY
    return f"{at // 60:02}:{at % 60:02}"


def _days_text(days: Iterable[int]) -> str:
    return ",".join(
        DAYS[first]
        if first == last
        else f"{DAYS[first]}{'-' if last > first + 1 else ','}{DAYS[last]}"
        for first, last in runs(days)
    )


def _days(text: str | None) -> list[int] | None:
    """The days of a rule, 7 for holidays; all of the week where none is named."""
    if text is None:
        return list(range(7))
    result: list[int] = []
    for part in text.replace(" ", "").split(","):
        if part == HOLIDAY:
            result.append(len(DAYS))
        elif found := _DAYS.fullmatch(part):
            first = DAYS.index(found[1])
            length = (DAYS.index(found[2] or found[1]) - first) % 7 + 1
            result.extend((first + number) % 7 for number in range(length))
        else:
            return None
    return result


def _spans(text: str | None) -> Spans | None:
    match text:
        case "off" | "closed":
            return ()
        case "24/7":
            return ALL_DAY
        case None:
            return None
    result: list[tuple[int, int]] = []
    for part in text.replace(" ", "").split(","):
        found = _TIMES.fullmatch(part)
        if found is None:
            return None
        start_hour, start_minute, end_hour, end_minute = map(int, found.groups())
        start, end = start_hour * 60 + start_minute, end_hour * 60 + end_minute
        if start >= DAY or end > DAY or start_minute > 59 or end_minute > 59:
            return None
        result.append((start, end if end > start else end + DAY))
    return merged(result)

"""The times of a programme as officers type them: 10-11.30, 10時～11時半, morning, 17.30/18.00.

No Qt. What stands here is read for a cell that holds a time alone, and for the beginning of a
line that goes on with a title.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, replace

from desktop.domain.time import DayPart, Moment, minutes_between

_DASHES = str.maketrans({**dict.fromkeys("‐‑‒–—−", "-"), "〜": "~", "→": ">", "⇒": ">"})

_PARTS = {
    DayPart.MORNING: ("morning", "in the morning", "formiddag", "om formiddagen", "午前", "午前中"),
    DayPart.AFTERNOON: (
        *("afternoon", "in the afternoon", "eftermiddag", "om eftermiddagen"),
        *("午後", "午後中"),
    ),
    DayPart.EVENING: ("evening", "in the evening", "aften", "om aftenen", "夕方", "夜", "晩"),
    DayPart.ALL_DAY: ("all day", "all-day", "hele dagen", "heldags", "終日", "全日", "一日中"),
    DayPart.TBC: (
        *("tbc", "tba", "to be confirmed", "not known yet"),
        *("ikke fastlagt", "tidspunkt følger", "未定", "調整中", "時間未定"),
    ),
}
_PART_OF = {word: part for part, words in _PARTS.items() for word in words}
_PART = re.compile(
    rf"(?:{'|'.join(re.escape(word) for word in sorted(_PART_OF, key=len, reverse=True))})"
    r"(?=$|[\s,:;、。・(])"
)

_CLOCK = re.compile(
    r"(?:(?:from|fra) )?(?P<kl>kl\.? ?)?(?:(?P<next>翌日? ?))?(?:(?P<noon>午前|午後) ?)?"
    r"(?P<hour>\d(?=\d{2}(?!\d))|\d{1,2})"
    r"(?: ?(?P<o>時)(?: ?(?P<minute_ja>\d{1,2}) ?分|(?P<half>半))?"
    r"|[:.](?P<minute>\d{2})(?!\d)"
    r"|(?P<packed>\d{2})(?!\d))?"
    r"(?: ?(?P<m>[ap])\.?m\.?(?![a-z]))?"
)
_SHIFT = re.compile(r" ?\(?(?P<sign>[+-])(?P<days>[1-3])\)?(?![\d:.])")
_TO = re.compile(r" ?(?:[-~]|から) ?| (?:to|til|until) ")
_UNTIL = re.compile(r" ?まで")
_OPEN_DASH = re.compile(r"(?:-(?= |$)|~|から)")
_OPEN_WORD = re.compile(r" ?[-~] ?(?:close|open end|open|sent|slut|åben|終了|未定)(?![a-zæøå])")
_OR = re.compile(r" ?/ ?")
_KL = re.compile(r"(?i)kl\.? *")  # said, but not printed in a column of times
_DELAY = re.compile(
    r"(?P<sign>[+-]) ?(?P<number>\d{1,3})"
    r"(?::(?P<minutes>\d{2})| ?(?P<hours>h|hours?|t|timer?|時間)| ?(?:m|min\.?|minutes?|分))?"
)
_NIGHT = 6  # nobody plans a visit for "2-3"; that is a number of companies


@dataclass(frozen=True, slots=True)
class When:
    """What a typed time says, before it has a day and a zone.

    Without a clock time `part` says how much is known. `end_days` counts from the day of the
    start, None where nobody said. `printed` is what the paper is to show as it stands.
    """

    start: dt.time | None = None
    end: dt.time | None = None
    part: str = DayPart.EXACT
    end_days: int | None = None
    open_end: bool = False
    printed: str = ""

    def moments(
        self, day: dt.date | None, zone: str | None, end_zone: str | None
    ) -> tuple[Moment, Moment]:
        """Start and end on a day, on the clocks of two zones; an end never precedes its start."""
        start = Moment(day, self.start, zone, 0, self.part)
        if self.end is None:
            return start, Moment()
        if day is None:
            return start, Moment(None, self.end, end_zone)
        end = Moment(day + dt.timedelta(days=self.end_days or 0), self.end, end_zone)
        if self.end_days is None:
            # On one clock what was typed counts: a time that a change of the clock skips has no
            # length yet, and is asked about.
            length = minutes_between(start, end) if zone != end_zone else None
            wall = self.start is not None and self.end <= self.start
            if wall if length is None else length <= 0:
                end = end.moved(days=1)
        return start, end


@dataclass(frozen=True, slots=True)
class _Clock:
    at: dt.time
    half: str  # "a" or "p" where the text says which half of the day
    bare: bool  # nothing but an hour
    packed: bool
    next_day: bool
    marked: bool  # "kl." or 時 leaves no doubt
    stop: int


class Folded:
    """A text folded for reading, which knows where each of its characters came from."""

    def __init__(self, text: str) -> None:
        self.original = text
        chars: list[str] = []
        self._from: list[int] = []
        for at, char in enumerate(text):
            folded = unicodedata.normalize("NFKC", char).lower().translate(_DASHES)
            for each in folded:
                chars.append(" " if each.isspace() else each)
                self._from.append(at)
        self.text = "".join(chars)
        self._from.append(len(text))

    def origin(self, at: int) -> int:
        """Where in the original text the folded character at a place came from."""
        return self._from[at]

    def slice(self, start: int, stop: int) -> str:
        """The original text of a stretch of the folded one."""
        return self.original[self._from[start] : self._from[stop]]


def read_cell(text: str) -> When | None:
    """The time that a text is wholly made of, or None; nothing typed is "to be confirmed"."""
    folded = Folded(text.strip())
    if not folded.text:
        return When(part=DayPart.TBC)
    found = read_at(folded, 0, alone=True)
    return found[0] if found is not None and not folded.text[found[1] :].strip() else None


def read_delay(text: str, start: Moment) -> int | None:
    """By how many true minutes something moves, typed as +30, -1:30, +2h or as its new start."""
    found = _DELAY.fullmatch(unicodedata.normalize("NFKC", text).translate(_DASHES).strip().lower())
    if found is not None:
        number, minutes = int(found["number"]), int(found["minutes"] or 0)
        whole = 60 * number + minutes if found["minutes"] or found["hours"] else number
        return -whole if found["sign"] == "-" else whole
    when = read_cell(text)
    if when is None or when.start is None or when.end is not None:
        return None
    return minutes_between(start, replace(start, time=when.start, fold=0))


def read_at(text: Folded, at: int, *, alone: bool = False) -> tuple[When, int] | None:
    """The time that begins at a place in a text, and where it ends; None if there is none.

    `alone` says that nothing else is expected, so that "9" is a time too.
    """
    first = _clock(text.text, at)
    if first is not None and (
        found := _alternatives(text, at, first)
        or _range(text.text, first, alone=alone)
        or _single(text.text, first, alone=alone)
    ):
        return found
    part = _PART.match(text.text, at)
    return None if part is None else (When(part=_PART_OF[part[0]]), part.end())


def clock_at(text: Folded, at: int) -> tuple[dt.time, int, int] | None:
    """One clock time at a place: the time, the days it is later ("+1"), and where it ends."""
    clock = _clock(text.text, at)
    if clock is None:
        return None
    days, stop = _shift(text.text, clock.stop)
    return clock.at, days if days is not None else int(clock.next_day), stop


def _alternatives(text: Folded, at: int, first: _Clock) -> tuple[When, int] | None:
    stop, clock = first.stop, first
    while (slash := _OR.match(text.text, stop)) and not (clock.bare or clock.packed):
        other = _clock(text.text, slash.end())
        if other is None or other.bare or other.packed:
            break
        clock, stop = other, other.stop
    if stop == first.stop:
        return None
    return When(first.at, printed=_KL.sub("", text.slice(at, stop).strip())), stop


def _range(text: str, first: _Clock, *, alone: bool) -> tuple[When, int] | None:
    if found := _OPEN_WORD.match(text, first.stop):
        return When(first.at, open_end=True), found.end()
    to = _TO.match(text, first.stop)
    last = _clock(text, to.end()) if to else None
    if last is None:
        likely = alone or _sure(first) or (first.bare and first.at.hour >= _NIGHT)
        if likely and (found := _OPEN_DASH.match(text, first.stop)):
            return When(first.at, open_end=True), found.end()
        return None
    doubtful = first.bare and last.bare and not (alone or first.marked or last.marked)
    if doubtful and first.at.hour < _NIGHT:
        return None
    days, stop = _shift(text, last.stop)
    if days is None and last.next_day:
        days = 1
    if found := _UNTIL.match(text, stop):
        stop = found.end()
    if _runs_on(text, stop, last):
        return None
    start, end = _halves(first, last)
    return When(start, end, end_days=days), stop


def _single(text: str, clock: _Clock, *, alone: bool) -> tuple[When, int] | None:
    if not (alone or _sure(clock)) or _runs_on(text, clock.stop, clock):
        return None
    return When(clock.at), clock.stop


def _sure(clock: _Clock) -> bool:
    """Whether a clock time that stands alone before a title is meant as one."""
    if clock.packed:  # 1900 is a time, 2027 is a year, 900 is a number
        return clock.marked or (clock.at.hour >= 10 and clock.at.minute % 5 == 0)
    return clock.marked or not clock.bare


def _runs_on(text: str, stop: int, clock: _Clock) -> bool:
    """Whether what looked like a time is the beginning of something else: 3D, 1900s, 10.5."""
    if not (clock.bare or clock.packed):
        return False
    rest = text[stop : stop + 2]
    return bool(re.match(r"[0-9a-zæøå%]|[.:,/][0-9]|月|日|年|名|人|社|回|件|階", rest))


def _clock(text: str, at: int) -> _Clock | None:
    found = _CLOCK.match(text, at)
    if found is None or (at > 0 and text[at - 1].isdigit()):
        return None
    hour = int(found["hour"])
    minute = int(found["minute"] or found["minute_ja"] or found["packed"] or 0)
    minute = 30 if found["half"] else minute
    half = found["m"] or {"午前": "a", "午後": "p"}.get(found["noon"] or "", "")
    next_day = bool(found["next"])
    if hour == 24 and minute == 0 and not half:
        hour, next_day = 0, True
    if half and not (hour <= 12 if found["m"] else hour <= 11):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        return None
    marked = bool(found["kl"] or found["o"] or half)
    bare = not (found["minute"] or found["o"] or found["packed"])
    return _Clock(
        dt.time(hour, minute), half, bare, bool(found["packed"]), next_day, marked, found.end()
    )


def _halves(first: _Clock, last: _Clock) -> tuple[dt.time, dt.time]:
    """Both ends of a range, "2-3 pm" and 午後2時～3時 said once for both."""
    start, end = first.at, last.at
    if last.half == "p" and not first.half and start.hour < 12:
        later = replace(first, at=start.replace(hour=start.hour + 12)).at
        start = later if later < end else start
    elif first.half == "p" and not last.half and end < start and end.hour < 12:
        end = end.replace(hour=end.hour + 12)
    return start, end


def _shift(text: str, at: int) -> tuple[int | None, int]:
    found = _SHIFT.match(text, at)
    if found is None:
        return None, at
    days = int(found["days"])
    return (days if found["sign"] == "+" else -days), found.end()

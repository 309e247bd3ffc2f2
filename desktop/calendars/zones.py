"""Time zones as calendar files carry them: short rules made from the bundled zone data.

Every `TZID` needs a `VTIMEZONE` (RFC 5545 §3.2.19). Readers differ most here: several take only
the first date of an RDATE list and Outlook takes none, so each observance is one RRULE or one
onset; and an onset is written as the clock showed it until then (§3.6.5).
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from desktop.domain.time import zone

_STEP = timedelta(days=2)
# Years looked at beyond those used: enough that a rule such as "the last Sunday" shows itself.
_AHEAD = 12
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Transition:
    """One clock change: when (aware UTC), the offsets before and after, and the new name."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    daylight: bool

    @property
    def onset(self) -> datetime:
        """The wall time at which the clock changed, on the clock as it was until then."""
        return (self.at + self.before).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Rule:
    """On which day of its month a clock changes each year: a weekday, days of the month, or both.

    `nth` is the n-th such weekday, -1 the last; 0 where `first` to `last` bound the day instead.
    """

    weekday: int | None
    nth: int = 0
    first: int = 0
    last: int = 0

    def parts(self) -> str:
        """The rule as parts of an RRULE."""
        if self.weekday is None:
            return f"BYMONTHDAY={self.first}"
        if self.nth:
            return f"BYDAY={self.nth}{_WEEKDAYS[self.weekday]}"
        days = ",".join(map(str, range(self.first, self.last + 1)))
        return f"BYDAY={_WEEKDAYS[self.weekday]};BYMONTHDAY={days}"


@dataclass(slots=True)
class Observance:
    """The same clock change in consecutive years, or a single one."""

    transitions: list[Transition]
    rules: list[Rule] = field(default_factory=list)

    def continues(self, other: Transition) -> bool:
        """Whether the change is this one again a year later; takes it in if so."""
        last = self.transitions[-1]
        alike = (
            (last.before, last.after, last.name, last.daylight)
            == (other.before, other.after, other.name, other.daylight)
            and last.onset.time() == other.onset.time()
            and last.onset.month == other.onset.month
            and last.onset.year + 1 == other.onset.year
        )
        rules = [rule for rule in self.rules if rule in _rules(other.onset)] if alike else []
        if rules:
            self.rules = rules
            self.transitions.append(other)
        return bool(rules)


def transitions(zone_name: str, first: int, last: int) -> list[Transition]:
    """The clock changes of a zone from the start of year `first` to the end of year `last`."""
    data = zone(zone_name)

    def offset(at: datetime) -> timedelta:
        return at.astimezone(data).utcoffset() or timedelta()

    start, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    samples = [start + _STEP * number for number in range((end - start) // _STEP + 2)]
    found = []
    for early, late in pairwise(samples):
        before, after = offset(early), offset(late)
        if before == after:
            continue
        while late - early > timedelta(seconds=1):
            middle = early + (late - early) // 2
            middle = middle.replace(microsecond=0)
            early, late = (middle, late) if offset(middle) == before else (early, middle)
        old, new = early.astimezone(data), late.astimezone(data)
        # Some zones call their winter the exception, so the names alone do not tell.
        daylight = after > before and bool(old.dst() or new.dst())
        found.append(Transition(late, before, after, new.tzname() or "", daylight))
    return found


def observances(zone_name: str, first: int, last: int) -> list[Observance]:
    """The observances that are right for all times from year `first` to year `last`."""
    made: list[Observance] = []
    for change in transitions(zone_name, first - 1, last + _AHEAD):
        if not any(one.continues(change) for one in made):
            made.append(Observance([change], _rules(change.onset)))
    needed = [one for one in made if one.transitions[0].at.year <= last + 1]
    start = datetime(first, 1, 1, tzinfo=UTC)
    if not needed or min(one.transitions[0].at for one in needed) >= start - timedelta(days=1):
        needed.insert(0, Observance([_unchanged(zone_name, start)]))
    return needed


def timezone(zone_name: str, first: int, last: int) -> list[str]:
    """The lines of the `VTIMEZONE` of an IANA zone for times from year `first` to year `last`.

    Raises ValueError when the bundled data has no such zone.
    """
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone_name}"]
    for observance in observances(zone_name, first, last):
        change, ending = observance.transitions[0], observance.transitions[-1]
        name = "DAYLIGHT" if change.daylight else "STANDARD"
        lines += [
            f"BEGIN:{name}",
            f"DTSTART:{change.onset:%Y%m%dT%H%M%S}",
            f"TZOFFSETFROM:{_offset(change.before)}",
            f"TZOFFSETTO:{_offset(change.after)}",
            f"TZNAME:{change.name}",
        ]
        if len(observance.transitions) > 1:
            rule = f"RRULE:FREQ=YEARLY;{observance.rules[0].parts()};BYMONTH={change.onset.month}"
            if ending.at.year < last + _AHEAD:
                # The end of the year, as some readers compare this instant with a wall time.
                rule += f";UNTIL={ending.onset.year}1231T235959Z"
            lines.append(rule)
        lines.append(f"END:{name}")
    return [*lines, "END:VTIMEZONE"]


def _offset(size: timedelta) -> str:
    """A difference from UTC as hours and minutes, with seconds where a zone once had them."""
    seconds = abs(int(size.total_seconds()))
    sign = "-" if size < timedelta() else "+"
    clock = f"{seconds // 3600:02}{seconds // 60 % 60:02}"
    return f"{sign}{clock}{seconds % 60:02}" if seconds % 60 else f"{sign}{clock}"


def _unchanged(zone_name: str, at: datetime) -> Transition:
    """The clock as it stood at an instant, as if it had never been otherwise."""
    local = at.astimezone(zone(zone_name))
    offset = local.utcoffset() or timedelta()
    # 1970-01-01 00:00 by that clock, which is what readers know.
    start = datetime(1970, 1, 1, tzinfo=UTC) - offset
    return Transition(start, offset, offset, local.tzname() or "", daylight=False)


def _rules(onset: datetime) -> list[Rule]:
    """The rules that lead to that day in its year, those that readers know best first."""
    day, weekday = onset.day, onset.weekday()
    length = calendar.monthrange(onset.year, onset.month)[1]
    found = [Rule(weekday, nth=-1)] if day + 7 > length else []
    found += [Rule(weekday, nth=(day + 6) // 7)] if day <= 28 else []
    found += [Rule(None, first=day)]
    found += [
        Rule(weekday, first=first, last=first + 6)
        for first in range(max(1, day - 6), min(day, length - 6) + 1)
    ]
    return found

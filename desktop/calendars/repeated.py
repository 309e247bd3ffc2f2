"""How often somebody else's event repeats, as far as its file says so in numbers.

Programmes do not repeat, so the officer is told what is not taken; no rule is worked out.
"""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING

from desktop.domain.time import Moment

if TYPE_CHECKING:
    from desktop.calendars.components import Component

_COUNT = re.compile(r"(?:^|;)COUNT=(\d{1,6})(?:;|$)", re.IGNORECASE)
_UNTIL = re.compile(
    r"(?:^|;)UNTIL=(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z)?)?(?:;|$)", re.IGNORECASE
)
_NEVER = date(2200, 1, 1)


def repeated(component: Component, start: Moment) -> tuple[int, date | None]:
    """How many more times an event takes place, and the last day on which it may.

    0 and None where the file does not say: a rule without an end, or with nothing but its last day.
    """
    rule = component.raw("RRULE")
    counted, until = _COUNT.search(rule), _UNTIL.search(rule)
    if rule and counted is None:
        last = _last_day(until, start) if until is not None else None
        # A far year is how some programs write "without an end".
        sensible = last is not None and start.date is not None and start.date <= last < _NEVER
        return 0, last if sensible else None
    by_rule = int(counted[1]) - 1 if counted is not None else 0
    return max(0, by_rule + _values(component, "RDATE") - _values(component, "EXDATE")), None


def _values(component: Component, name: str) -> int:
    lines = component.lines.get(name, ())
    return sum(bool(value.strip()) for line in lines for value in line.value.split(","))


def _last_day(until: re.Match[str], start: Moment) -> date | None:
    """The day of UNTIL on the clock of the event."""
    year, month, day, hour, minute, utc = until.groups()
    try:
        on = date(int(year), int(month), int(day))
        if utc and start.zone:
            return Moment(on, time(int(hour), int(minute)), "UTC").in_zone(start.zone).date
    except (ValueError, OverflowError):
        return None
    return on

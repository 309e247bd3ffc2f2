"""Short ways to write spans and instants for the tests of the grid."""

import datetime as dt
from zoneinfo import ZoneInfo

from desktop.domain.plan import minute_of
from desktop.ui.grid.columns import Span

TOKYO, COPENHAGEN, HELSINKI = "Asia/Tokyo", "Europe/Copenhagen", "Europe/Helsinki"


def day(text: str) -> dt.date:
    """A day of April 2027 from "17", or any day in full."""
    return dt.date.fromisoformat(f"2027-04-{text}" if len(text) == 2 else text)


def instant(when: str, zone: str = TOKYO, fold: int = 0) -> int:
    """The instant of "19 10:30" in April 2027, or of a day in full."""
    date, clock = when.split()
    wall = dt.datetime.combine(day(date), dt.time.fromisoformat(clock))
    return minute_of(wall.replace(tzinfo=ZoneInfo(zone), fold=fold))


def span(
    name: str, start: str, end: str, zone: str = TOKYO, to: str = "", *, tells: bool = True
) -> Span:
    """A span from "19 10:30" to "19 11:30"."""
    to = to or zone
    return Span(name, instant(start, zone), instant(end, to), zone, to, tells)

"""Things in a calendar, made without a file."""

from datetime import date, time
from typing import Any

from desktop.domain import Moment, Trilingual
from desktop.domain.time import DayPart
from desktop.store.spans import Names, Span

TOKYO, COPENHAGEN = "Asia/Tokyo", "Europe/Copenhagen"
NOBODY = Names({}, {}, {})


def bar(title: str, first: date, last: date, kind: str = "delegation", **more: Any) -> Span:
    """A record from a day to a day."""
    start, end = (Moment(day, zone=TOKYO, part=DayPart.ALL_DAY) for day in (first, last))
    record = (kind, title, kind, title)
    values: dict[str, Any] = {"country": "JP", "zone": TOKYO, **more}
    return Span(*record, "", Trilingual(en=title), first, last, start, end, **values)


def line(title: str, day: date, hour: int, until: int, zone: str = TOKYO, **more: Any) -> Span:
    """An item of one day."""
    start, end = (Moment(day, time(at), zone) for at in (hour, until))
    item = ("item", title, "delegation", "trip")
    return Span(*item, "", Trilingual(en=title), day, day, start, end, zone=zone, **more)

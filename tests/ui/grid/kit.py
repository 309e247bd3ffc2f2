"""Short ways to write spans, instants and programmes for the tests of the grid."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from desktop.domain import Item
from desktop.domain.plan import minute_of
from desktop.domain.text import Trilingual
from desktop.domain.time import Moment
from desktop.ui.grid.columns import Column, Span, columns_of
from desktop.ui.programme.programme import Programme, _lines

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


def at(when: str, zone: str = TOKYO, fold: int = 0) -> Moment:
    """The moment of "19 10:30" in April 2027, or of a day in full."""
    date, clock = when.split()
    return Moment(day(date), dt.time.fromisoformat(clock), zone, fold)


def item(name: str, start: str = "", end: str = "", zone: str = TOKYO, **values: object) -> Item:
    """An item with a time from "19 10:30" to "19 11:30"; `to` is the zone of its end."""
    to = str(values.pop("to", zone))
    usual: dict[str, object] = {
        "kind": "meeting",
        "status": "confirmed",
        "title": Trilingual(en=name.capitalize()),
        "start": at(start, zone) if start else Moment(),
        "end": at(end, to) if end else Moment(),
        "everyone": True,
        "open_end": False,
        "printed_time": "",
        "room": "",
        "transport": "",
        "pinned": False,
        "alternative": False,
        "position": 0,
        "people": [],
        "groups": [],
    }
    return Item(id=name, **(usual | values))


def programme(*items: Item, first: str = "19", last: str = "21", **values: Any) -> Programme:
    """A visit of some days with these items."""
    days = (day(first), day(last))
    return Programme(
        "delegation",
        "visit",
        COPENHAGEN,
        TOKYO,
        *days,
        items,
        lines=tuple(_lines(items, *days)),
        **values,
    )


def column(*spans: tuple[str, str, str], date: str = "19", zone: str = TOKYO) -> Column:
    """The column of a day with these spans, on one clock."""
    made = [span(*each, zone) for each in spans]
    return columns_of([day(date)], made, COPENHAGEN, zone)[0]

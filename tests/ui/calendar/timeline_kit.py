"""Spans that are made up for the tests of the timeline."""

import datetime as dt

from desktop.domain.text import Trilingual
from desktop.domain.time import DayPart, Moment
from desktop.store.spans import Span

TOKYO = "Asia/Tokyo"
STATES = {"delegation": "confirmed", "exchange": "approved", "access_request": "scheduled"}


def day(number: int) -> dt.date:
    """A day of April 2027."""
    return dt.date(2027, 4, number)


def span(
    record: str,
    first: dt.date,
    days: int,
    *,
    kind: str = "exchange",
    part: str = "",
    hours: tuple[int, int] | None = None,
    title: str = "",
    tentative: bool = False,
    cancelled: bool = False,
    country: str = "JP",
    people: tuple[str, ...] = (),
    organisations: tuple[str, ...] = (),
    facility_id: str = "",
) -> Span:
    """A record of so many days, or with `part` a slot of it; one until the next day for `hours`."""
    record_kind = "access_request" if part else kind
    last = first + dt.timedelta(days=days - 1)
    start = Moment(first, zone=TOKYO, part=DayPart.ALL_DAY)
    end = Moment(last, zone=TOKYO, part=DayPart.ALL_DAY)
    if hours is not None:
        start = Moment(first, dt.time(hours[0]), TOKYO)
        end = Moment(first + dt.timedelta(days=1), dt.time(hours[1]), TOKYO)
    return Span(
        kind=kind,
        id=part or record,
        record_kind=record_kind,
        record_id=record,
        reference=f"REF-{record}",
        title=Trilingual(en=title or f"Record {record}"),
        first=first,
        last=last,
        start=start,
        end=end,
        status=STATES[record_kind],
        cancelled=cancelled,
        tentative=tentative,
        country=country,
        people=people,
        organisations=organisations,
        facility_id=facility_id,
        zone=TOKYO,
    )

"""When the doors are open: opening hours on the calendar of a country and the clock of a zone."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import cache

from desktop.domain.hours import Weekly, merged, parse
from desktop.domain.plan import Plan
from desktop.planning.holidays import holiday_on
from desktop.planning.places import around, country_of, zone_of
from desktop.planning.wall import days_between, minute_at

Spans = Sequence[tuple[int, int]]


@cache
def hours(text: str) -> Weekly | None:
    """The opening hours that a text of the file says; None where it says none that can be read."""
    return parse(text) if text else None


def hours_of_place(plan: Plan, place_id: str | None) -> Weekly | None:
    """When a place is open: its own hours, else those of what it lies in; None if not known."""
    written = (place.opening_hours for place in around(plan, place_id))
    return hours(next((text for text in written if text), ""))


def open_spans(weekly: Weekly, zone: str, country: str, first: int, last: int) -> Spans:
    """When it is open between two instants, on the clock of a zone, holidays of a country told.

    Minutes since 1970 both ways; spans are cut at `first` and `last`.
    """
    days = days_between(zone, first, last)
    found: list[tuple[int, int]] = []
    # The evening before may reach past midnight.
    for day in (days[0] - timedelta(days=1), *days):
        is_holiday = weekly.holiday is not None and bool(holiday_on(country, day))
        for opens, closes in weekly.open_on(day.weekday(), holiday=is_holiday):
            start = max(minute_at(zone, day, opens), first)
            end = min(minute_at(zone, day, closes), last)
            if start < end:
                found.append((start, end))
    return merged(found)


def closed_spans(plan: Plan, place_id: str | None, first: int, last: int) -> Spans:
    """When a place is shut between two instants; never, where its hours or clock are not known."""
    weekly, zone = hours_of_place(plan, place_id), zone_of(plan, place_id)
    if weekly is None or not zone:
        return ()
    return without(open_spans(weekly, zone, country_of(plan, place_id), first, last), first, last)


def closed_at_instrument(plan: Plan, instrument_id: str | None, first: int, last: int) -> Spans:
    """When an instrument cannot be used between two instants, as far as its hours are known."""
    instrument = plan.instruments.get(instrument_id or "")
    weekly = None if instrument is None else hours(instrument.opening_hours)
    if instrument is None or weekly is None or not instrument.zone:
        return ()
    open_ = open_spans(weekly, instrument.zone, instrument.country, first, last)
    return without(open_, first, last)


def without(spans: Iterable[tuple[int, int]], first: int, last: int) -> Spans:
    """What is left of the time from `first` to `last` beside spans that are in order."""
    result: list[tuple[int, int]] = []
    for start, end in spans:
        if first < start:
            result.append((first, start))
        first = max(first, end)
    if first < last:
        result.append((first, last))
    return result

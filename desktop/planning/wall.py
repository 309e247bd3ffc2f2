"""Minutes since 1970 and the clock on a wall, there and back, remembered because it is asked often.

A wall time is a day and the minutes since its midnight, which may be more than a day has.
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from desktop.domain.plan import instant_of, minute_of
from desktop.domain.time import zone

DAY = 24 * 60


@lru_cache(maxsize=100_000)
def minute_at(zone_name: str, day: date, minutes: int = 0) -> int:
    """When a clock shows so many minutes after the midnight that begins a day.

    Of an hour that comes twice the first counts, and one that is skipped counts as the next.
    """
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    return minute_of(wall.replace(tzinfo=zone(zone_name)))


@lru_cache(maxsize=100_000)
def wall_at(zone_name: str, minute: int) -> tuple[date, int]:
    """The day and the minutes since its midnight that a clock shows at an instant."""
    local = instant_of(minute).astimezone(zone(zone_name))
    return local.date(), local.hour * 60 + local.minute


def days_between(zone_name: str, start: int, end: int) -> list[date]:
    """The days of a clock that a half-open span touches."""
    first, last = wall_at(zone_name, start)[0], wall_at(zone_name, max(start, end - 1))[0]
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]

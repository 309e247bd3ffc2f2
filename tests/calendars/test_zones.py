"""Every rule that is written gives the offsets of the zone data, in this reader and in others."""

import warnings
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pytest

from desktop.calendars.lines import block
from desktop.calendars.zones import timezone, transitions
from desktop.domain.time import zone
from tests.calendars import rfc

FIRST, LAST = 2020, 2040
ZONES = (
    "Europe/Copenhagen",
    "Asia/Tokyo",
    "Europe/Helsinki",
    "Europe/London",
    "Europe/Dublin",
    "America/New_York",
    "America/Nuuk",
    "America/Santiago",
    "Atlantic/Faroe",
    "Asia/Dubai",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Australia/Sydney",
)
HOUR = timedelta(hours=1)


@cache
def written(name: str, first: int = FIRST, last: int = LAST) -> tuple[str, rfc.Part]:
    content = block(timezone(name, first, last))
    part = rfc._parse(rfc._unfolded(content))
    rfc.check_zone(part)
    return content.decode(), part


def offset(name: str, at: datetime) -> timedelta | None:
    return at.astimezone(zone(name)).utcoffset()


def moments(name: str) -> list[datetime]:
    """The seconds before and of each change, and a sample of all other days."""
    changes = [change.at for change in transitions(name, FIRST, LAST)]
    start = datetime(FIRST, 1, 1, 12, tzinfo=UTC)
    days = (datetime(LAST, 12, 31, tzinfo=UTC) - start).days
    sample = [start + timedelta(days=day) for day in range(0, days, 9)]
    return sample + [at + timedelta(seconds=side) for at in changes for side in (-1, 0)]


@pytest.mark.parametrize("name", ZONES)
def test_each_change_is_in_the_rules(name: str) -> None:
    _, part = written(name)
    clock = rfc.Clockwork(part)
    wrong = [at for at in moments(name) if clock.offset_at(at) != offset(name, at)]
    assert wrong == []


@pytest.mark.parametrize("name", ZONES)
def test_a_single_year_is_right_too(name: str) -> None:
    for year in range(FIRST, LAST, 3):
        clock = rfc.Clockwork(written(name, year, year)[1])
        months = [datetime(year, month, 1, tzinfo=UTC) for month in range(1, 13)]
        changes = [change.at for change in transitions(name, year, year)]
        for at in (*months, *changes, *(change - timedelta(seconds=1) for change in changes)):
            assert clock.offset_at(at) == offset(name, at), at


@pytest.mark.parametrize("name", ZONES)
def test_other_readers_agree(name: str) -> None:
    text, _ = written(name)
    walls = [
        (change.at + change.before).replace(tzinfo=None) + side
        for change in transitions(name, FIRST, LAST)
        for side in (-4 * HOUR, 4 * HOUR)
    ] or [datetime(2027, 4, 19, 9)]
    expected = [wall.replace(tzinfo=zone(name)).utcoffset() for wall in walls]
    for reader in (_icalendar(text), _vobject(text)):
        assert [wall.replace(tzinfo=reader).utcoffset() for wall in walls] == expected


def _icalendar(text: str) -> Any:
    from icalendar import Timezone

    component = Timezone.from_ical(text)
    assert isinstance(component, Timezone)
    return component.to_tz(lookup_tzid=False)


def _vobject(text: str) -> Any:
    import vobject

    with warnings.catch_warnings():
        # vobject 0.9.9 and dateutil still ask for the naive UTC time.
        warnings.simplefilter("ignore", DeprecationWarning)
        file = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{text}END:VCALENDAR\r\n"
        return vobject.readOne(file).vtimezone.tzinfo


def test_the_usual_zones_are_short() -> None:
    text, _ = written("Europe/Copenhagen", 2027, 2027)
    assert "DTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200" in text
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n" in text
    assert "DTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100" in text
    assert text.count("BEGIN:") == 3
    text, _ = written("Asia/Tokyo", 2027, 2027)
    assert text.count("BEGIN:") == 2
    assert "DTSTART:19700101T000000\r\nTZOFFSETFROM:+0900\r\nTZOFFSETTO:+0900" in text


def test_rules_that_change_within_the_years_are_all_told() -> None:
    text, _ = written("America/Nuuk", 2022, 2025)
    assert "UNTIL=20221231T235959Z" in text
    assert text.count("BEGIN:STANDARD") == 3


def test_a_zone_without_rules_has_one_observance_a_change() -> None:
    text, part = written("Africa/Casablanca", 2023, 2024)
    assert "RRULE" not in text
    assert len(part.parts) >= 6


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="Atlantis"):
        timezone("Europe/Atlantis", 2027, 2027)

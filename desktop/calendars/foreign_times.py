"""The times of other people's events as moments: wall time and zone, or whole days."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from desktop.calendars.components import Component, Line
from desktop.calendars.foreign_zones import FLOATING, Answer, ForeignZones
from desktop.domain.time import Clock, DayPart, Moment

_TIME = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[Tt ](\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?([Zz])?)?"
)
_LENGTH = re.compile(
    r"([+-]?)P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?",
    re.IGNORECASE,
)
# Any other year is a slip or a placeholder, and no office plans in it.
_YEARS = range(1900, 2200)
_LONGEST = timedelta(days=3660)
_SHOWN = 60


class BadTime(ValueError):
    """A time that cannot be read: in which line, and what stands there."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line, self.text = line, text[:_SHOWN]


class ForeignTimes:
    """Reads the times of one file, and gathers the zones that must be asked.

    `years` says in which years each zone is used, `usual` is the zone in which the file's author
    sees times that are written as UTC. `asked` has the moments of each unknown zone, `resolved`
    the zones that the file names in its own way.
    """

    def __init__(self, zones: ForeignZones, years: Mapping[str, set[int]], usual: str = "") -> None:
        self._zones, self._years, self._usual = zones, years, usual
        self._answers: dict[str, Answer] = {}
        self.asked: dict[str, list[Moment]] = {}
        self.resolved: dict[str, str] = {}

    def offered(self, name: str) -> tuple[str, ...]:
        """The zones that fit a name best, for the officer to choose among."""
        offered = self._answer(name).offered
        if name == FLOATING and self._usual:
            offered = (self._usual, *offered)
        return tuple(dict.fromkeys(offered))

    def span(self, component: Component) -> tuple[Moment, Moment, tuple[str, ...]]:
        """Start, end and the names of the zones to ask; raises BadTime.

        An end that is not after the start is none; that of whole days is the last day itself.
        """
        line = component.first("DTSTART")
        if line is None:
            raise BadTime(component.number, "DTSTART")
        start, asks = self._moment(line)
        ending, length = component.first("DTEND"), component.first("DURATION")
        if ending is not None:
            end, more = self._moment(ending)
            asks = tuple(dict.fromkeys((*asks, *more)))
        elif length is not None:
            end = _after(start, length)
        else:
            return start, Moment(), asks
        return start, _end(start, end), asks

    def recurrence(self, component: Component) -> str:
        """Which occurrence of a repeating event this is, written alike by every program."""
        line = component.first("RECURRENCE-ID")
        if line is None:
            return ""
        try:
            moment = self._read(line, self._zone_of(line)[0])
        except BadTime:
            return line.value.strip()[:_SHOWN]
        return stamp(moment) or line.value.strip()[:_SHOWN]

    def moments(self, component: Component, name: str) -> list[Moment]:
        """All times of the lines of that name, as far as their zones are known; raises BadTime."""
        return [
            self._read(one, self._zone_of(one)[0])
            for line in component.lines.get(name, ())
            for one in (replace(line, value=value) for value in line.value.split(","))
            if one.value.strip()
        ]

    def instant(self, component: Component, *names: str) -> datetime | None:
        """The first of these that can be read, as aware UTC; all of them are written as UTC."""
        for name in names:
            line = component.first(name)
            if line is not None:
                try:
                    return self._read(line, "UTC").utc()
                except BadTime:
                    continue
        return None

    def _moment(self, line: Line) -> tuple[Moment, tuple[str, ...]]:
        zone, name = self._zone_of(line)
        moment = self._read(line, zone)
        if moment.part == DayPart.ALL_DAY:
            return moment, ()
        if zone is None:
            self.asked.setdefault(name, []).append(moment)
            return moment, (name,)
        if name and name != zone:
            self.resolved[name] = zone
        return moment, ()

    def _zone_of(self, line: Line) -> tuple[str | None, str]:
        """The zone of a line, None where it must be asked, and what the file calls it."""
        value = line.value.strip()
        if value[-1:] in ("Z", "z"):
            return "UTC", ""
        if line.parameters.get("VALUE", "").upper() == "DATE" or len(value) <= len("2027-04-19"):
            return None, FLOATING
        name = line.parameters.get("TZID", FLOATING)
        return self._answer(name).zone, name

    def _answer(self, name: str) -> Answer:
        if name not in self._answers:
            self._answers[name] = self._zones.find(name, self._years.get(name, ()))
        return self._answers[name]

    def _read(self, line: Line, zone: str | None) -> Moment:
        matched = _TIME.fullmatch(line.value.strip())
        if matched is None:
            raise BadTime(line.number, line.value)
        year, month, day, hour, minute, second, utc = matched.groups()
        try:
            on = date(int(year), int(month), int(day))
            if on.year not in _YEARS:
                raise ValueError("not a year that anybody plans in")
            if hour is None:
                return Moment(on, part=DayPart.ALL_DAY)
            midnight = hour == "24" and minute == "00"
            if midnight:
                on, hour = on + timedelta(days=1), "00"
            at = time(int(hour), int(minute), min(int(second or 0), 59))
        except ValueError:
            raise BadTime(line.number, line.value) from None
        if utc:
            moment = Moment(on, at, "UTC")
            return moment.in_zone(self._usual) if self._usual else moment
        return existing(Moment(on, at, zone))


def stamp(moment: Moment) -> str:
    """How a time of a repeating event is called (RECURRENCE-ID); "" where its zone is not known."""
    if moment.part == DayPart.ALL_DAY and moment.date is not None:
        return f"{moment.date:%Y%m%d}"
    instant = moment.utc()
    return f"{instant:%Y%m%dT%H%M%SZ}" if instant else ""


def stamped(text: str, zone: str | None) -> Moment:
    """The time that is called so, on the clock of a zone; no moment where it is none."""
    matched = _TIME.fullmatch(text)
    if matched is None:
        return Moment()
    year, month, day, hour, minute, second, utc = matched.groups()
    try:
        on = date(int(year), int(month), int(day))
        if hour is None:
            return Moment(on, zone=zone, part=DayPart.ALL_DAY)
        wall = datetime.combine(on, time(int(hour), int(minute), int(second or 0)), UTC)
        return Moment.at(wall, zone) if utc and zone else Moment()
    except (ValueError, OverflowError):
        return Moment()


def existing(moment: Moment) -> Moment:
    """A time that the clock skips is the same instant on the clock as it is then (§3.3.5)."""
    if moment.zone is None or moment.clock() != Clock.SKIPPED:
        return moment
    instant = moment.utc()
    return Moment.at(instant, moment.zone) if instant else moment


def _after(start: Moment, line: Line) -> Moment:
    """A start and a length: days and weeks by the calendar, hours by the clock that never stops."""
    matched = _LENGTH.fullmatch(line.value.strip())
    if matched is None:
        raise BadTime(line.number, line.value)
    sign, *numbers = matched.groups()
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in numbers)
    if sign == "-":
        return Moment()
    whole = timedelta(weeks=weeks, days=days)
    exact = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if whole + exact > _LONGEST or start.date is None:
        raise BadTime(line.number, line.value)
    if start.part == DayPart.ALL_DAY:
        return start.moved(days=(whole + exact).days)
    moved = start.moved(days=whole.days)
    instant = moved.utc()
    if instant is None or moved.zone is None:
        return moved.moved(minutes=int(exact.total_seconds() // 60))
    return Moment.at(instant + exact, moved.zone)


def _end(start: Moment, end: Moment) -> Moment:
    if start.part != end.part or start.date is None or end.date is None:
        return Moment()
    if start.part == DayPart.ALL_DAY:
        last = end.date - timedelta(days=1)
        return Moment(last, part=DayPart.ALL_DAY) if last > start.date else Moment()
    first, final = start.utc(), end.utc()
    if first is None or final is None:
        # Zones that are still asked: their clocks are all there is to compare.
        same = start.zone == end.zone
        walls = (start.wall(), end.wall())
        return Moment() if same and walls[0] and walls[1] and walls[1] <= walls[0] else end
    return end if final > first else Moment()

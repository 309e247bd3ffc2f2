"""Times as a programme prints them: where it happens and, beside it, in the other country."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from desktop import words
from desktop.documents.document import Data
from desktop.documents.people import listed
from desktop.domain import DayPart, Item, Moment
from desktop.domain.codes import ItemKind
from desktop.domain.time import zone
from desktop.language import Language
from desktop.language.dates import (
    clock,
    clock_range,
    date_shift,
    day_short,
    duration,
    zone_label,
    zone_name,
)

_NOON = time(12)
# Between a clock and its half of the day, so that no line begins with "p.m.".
_NO_BREAK = "\u00a0"
_DEPARTING = (ItemKind.FLIGHT, ItemKind.TRAIN)


def part_of_day(language: Language, part: str) -> str:
    """Name a time that is only known roughly; nothing for an exact one."""
    return "" if part == DayPart.EXACT else words.word(DayPart(part), language)


@dataclass(frozen=True)
class Clocks:
    """The two clocks of a paper: of the country that is visited, and of the home country.

    With `twelve_hours` an English paper says a.m. and p.m.
    """

    language: Language
    visit: str
    home: str
    twelve_hours: bool = False

    def lines(self, item: Item) -> list[Data]:
        """Write an item's time, a line of `text` and small `tail` each; a `side` line is small.

        One that is `abroad` gives the time in the other country.
        A text that says how the time is to be printed stands alone.
        """
        if item.printed_time:
            return [_line(item.printed_time)]
        if item.start.wall() is None:
            return list(self._rough(item.start, item.end))
        if item.kind in _DEPARTING or self._in_two_zones(item):
            return list(self._journey(item))
        return list(self._span(item))

    def others(self, moment: Moment) -> list[str]:
        """Give those of the two zones whose clock shows another time at that moment."""
        own = _offset(moment.utc(), moment.zone)
        found: dict[timedelta, str] = {}
        for name in (self.visit, self.home):
            offset = _offset(moment.utc(), name)
            if own is not None and offset is not None and offset != own:
                found.setdefault(offset, name)
        return list(found.values())

    def aside(self, start: Moment, end: Moment | None, name: str) -> Data:
        """Write an exact start, and the end of the same stretch if any, on another zone's clock."""
        there = start.in_zone(name)
        ends = end.in_zone(name).time if end is not None else None
        assert there.time is not None
        text = self._clocks(there.time, ends)
        shift = date_shift(self.language, start.shift_to(name))
        return _line(
            f"{text} {self.label(there)}", f"({shift})" if shift else "", side=True, abroad=True
        )

    def label(self, moment: Moment) -> str:
        """Name the zone of a moment as it is then (CEST); nothing unless the moment is exact."""
        instant = moment.utc()
        if instant is None or moment.zone is None:
            return ""
        return zone_label(self.language, moment.zone, instant)

    def note(self, first: date | None, last: date | None) -> str:
        """Explain the small type, with the time difference where it is the same throughout."""
        if first is None or last is None or not (self.visit and self.home):
            return ""
        noons = [
            datetime.combine(day, _NOON).replace(tzinfo=zone(self.visit)) for day in (first, last)
        ]
        ahead = {(noon.utcoffset(), noon.astimezone(zone(self.home)).utcoffset()) for noon in noons}
        apart = {abs((here or _ZERO) - (there or _ZERO)) for here, there in ahead}
        if apart == {_ZERO}:
            return ""
        told = [
            f"{zone_label(self.language, name, noons[0])} = {zone_name(self.language, name)}"
            for name in (self.visit, self.home)
        ]
        if len(apart) == 1:
            minutes = round(apart.pop().total_seconds() / 60)
            text = self.language.pgettext("document", "time difference {duration}")
            told.append(text.format(duration=duration(self.language, minutes)))
        return self.language.pgettext(
            "document",
            "All times are local. In small type: the time in the other country ({zones}).",
        ).format(zones=listed(self.language, told))

    def _span(self, item: Item) -> Iterator[Data]:
        """A stretch on one clock, perhaps without an end, over midnight or over several days."""
        start, end = item.start, item.end
        assert start.time is not None
        ends = end.time if end.wall() is not None else None
        days = _days_between(start, end) if ends is not None else 0
        tail = self.label(start) if self.visit in self.others(start) else ""
        if days > 1 and end.date is not None and ends is not None:
            yield _line(self._clocks(start.time, None, open_end=True), tail)
            yield _line(f"{day_short(self.language, end.date)} {self._clock(ends)}")
        elif ends is None and (item.open_end or end.part != DayPart.EXACT):
            yield _line(self._clocks(start.time, None, open_end=True), tail)
        else:
            yield _line(self._clocks(start.time, ends), tail)
        if days == 1:
            yield _line(f"({date_shift(self.language, 1)})", side=True)
        if rough := part_of_day(self.language, end.part):
            yield _line(rough)
        for name in self.others(start):
            yield self.aside(start, end if end.is_exact and days <= 1 else None, name)

    def _journey(self, item: Item) -> Iterator[Data]:
        """A departure and an arrival, each on its own clock."""
        language = self.language
        words = ("{time}", "{time}")
        if item.kind in _DEPARTING:
            words = (
                language.pgettext("document", "dep. {time}"),
                language.pgettext("document", "arr. {time}"),
            )
        for moment, word in zip((item.start, item.end), words, strict=True):
            if moment.wall() is None or moment.time is None:
                continue
            named = self._in_two_zones(item) or self.visit in self.others(moment)
            text = word.format(time=self._clock(moment.time))
            yield _line(text, self.label(moment) if named else "")
            if moment is item.end and moment.date and (days := _days_between(item.start, moment)):
                shift = date_shift(language, days)
                yield _line(f"{shift} {day_short(language, moment.date)}", side=True)
            for name in self.others(moment):
                yield self.aside(moment, None, name)

    def _rough(self, start: Moment, end: Moment) -> Iterator[Data]:
        """A time that no clock gives."""
        language = self.language
        if rough := part_of_day(language, start.part):
            yield _line(rough)
        elif start.time is not None:
            ends = end.time if end.part == DayPart.EXACT else None
            yield _line(self._clocks(start.time, ends))
            return
        elif start.date is None:
            yield _line(part_of_day(language, DayPart.TBC))
        until = language.pgettext("document", "until {time}")
        if end.date is not None and _days_between(start, end) > 0:
            yield _line(until.format(time=day_short(language, end.date)), side=True)
        elif end.time is not None and end.part == DayPart.EXACT:
            yield _line(until.format(time=self._clock(end.time)), side=True)

    def _clock(self, at: time) -> str:
        if not self._halves_the_day():
            return clock(self.language, at)
        return f"{at.hour % 12 or 12}:{at.minute:02}{_NO_BREAK}{_half(at)}"

    def _clocks(self, start: time, end: time | None, *, open_end: bool = False) -> str:
        if end is None and not open_end:
            return self._clock(start)
        if not self._halves_the_day():
            return clock_range(self.language, start, end)
        if end is None:
            return f"{self._clock(start)} –"
        first = self._clock(start)
        if _half(start) == _half(end):
            first = first.removesuffix(f"{_NO_BREAK}{_half(start)}")
        return f"{first}–{self._clock(end)}"

    def _halves_the_day(self) -> bool:
        return self.twelve_hours and self.language.locale.language == "en"

    def _in_two_zones(self, item: Item) -> bool:
        """Whether the item ends on another clock than the one it starts on."""
        return (
            item.start.is_exact
            and item.end.is_exact
            and _offset(item.end.utc(), item.start.zone) != _offset(item.end.utc(), item.end.zone)
        )


_ZERO = timedelta()


def _half(at: time) -> str:
    return "a.m." if at < _NOON else "p.m."


def _offset(instant: datetime | None, name: str | None) -> timedelta | None:
    return instant.astimezone(zone(name)).utcoffset() if instant and name else None


def _days_between(start: Moment, end: Moment) -> int:
    return (end.date - start.date).days if start.date and end.date else 0


def _line(text: str, tail: str = "", *, side: bool = False, abroad: bool = False) -> Data:
    return {"text": text, "tail": tail, "side": side, "abroad": abroad}

"""What the programme says of each item, in the language of the moment. No Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from desktop import words
from desktop.domain import Item
from desktop.domain.codes import Involvement, ItemKind, ItemStatus
from desktop.domain.time import Clock, DayPart, Moment, minutes_between
from desktop.language import Language, _, dates, names, ngettext
from desktop.ui.programme.programme import Line, Programme

_JOURNEYS = (ItemKind.FLIGHT, ItemKind.TRAIN, ItemKind.TRANSFER)
_TimeKey = tuple[Moment, Moment, bool, str]
TAKING_PART = (Involvement.PARTICIPANT, Involvement.SPEAKER)


@dataclass(frozen=True, slots=True)
class ClockText:
    """One line of a time: the clock, softly what goes with it; a small line is a remark."""

    text: str
    tail: str = ""
    small: bool = False
    tone: str = ""

    def spoken(self) -> str:
        """The whole line as one text."""
        return f"{self.text} {self.tail}".strip()


@dataclass(frozen=True, slots=True)
class Who:
    """Who takes part: everyone, groups by their codes, or so many persons; all names for a tip."""

    text: str = ""
    groups: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    part_time: bool = False

    def spoken(self) -> str:
        """The whole as one text."""
        return ", ".join((*self.groups, *((self.text,) if self.text else ())))


class Texts:
    """Speaks of one programme in one language; `clocks` are the zones of the two clocks.

    `before` are the texts of the same programme as it was: times that are the same are not
    worked out again.
    """

    def __init__(
        self,
        language: Language,
        programme: Programme,
        clocks: tuple[str, str],
        before: Texts | None = None,
    ) -> None:
        self.language = language
        self.programme = programme
        self.clocks = clocks
        self._setting = (language.code, clocks, programme.home_zone, programme.visit_zone)
        kept = before if before is not None and before._setting == self._setting else None
        # Each text is asked for at every paint, most of them again after every change.
        self._times: dict[_TimeKey, list[ClockText]] = kept._times if kept else {}
        self._others: dict[_TimeKey, list[ClockText]] = kept._others if kept else {}
        self._who: dict[str, Who] = {}

    def heading(self, line: Line) -> tuple[str, str]:
        """The heading of a day, and softly the week and where the group is."""
        if line.day is None:
            return _("Not placed yet"), ""
        where = " → ".join(dates.zone_city(self.language, zone) for zone in line.zones)
        parts = [dates.week(self.language, line.day)] if self.language.code == "da" else []
        parts += [where] if where else []
        parts += [] if line.count else [_("Nothing planned yet")]
        return dates.day_heading(self.language, line.day), "  ·  ".join(parts)

    def title(self, item: Item) -> str:
        """The title in the language, or in the next best; "" without any."""
        return item.title.best(self.language.code)

    def detail(self, item: Item, *, place: bool = False) -> str:
        """What is said below the title: number and length of a journey, where, who hosts."""
        parts = [words.field("alternative", self.language) if item.alternative else ""]
        parts.append(item.transport)
        minutes = minutes_between(item.start, item.end)
        if minutes is not None and minutes > 0 and self._travels(item):
            parts.append(dates.duration(self.language, minutes))
        if place:
            parts.append(self.place(item))
        if item.host_organisation is not None:
            parts.append(item.host_organisation.name.best(self.language.code))
        return "  ·  ".join(part for part in parts if part)

    def place(self, item: Item) -> str:
        """Where it happens, or from where to where."""
        ends = [item.place, item.end_place]
        named = [place.name.best(self.language.code) for place in ends if place is not None]
        return " → ".join(dict.fromkeys(named))

    def status(self, item: Item) -> str:
        """How certain it is."""
        return self.status_word(item.status)

    def status_spoken(self, item: Item) -> str:
        """How certain it is, and whether it is one of several and may be moved."""
        more = [name for name in ("alternative", "pinned") if getattr(item, name)]
        fields = (words.field(name, self.language) for name in more)
        return self.language.listed((self.status(item), *fields))

    def status_word(self, status: str) -> str:
        """What a status is called."""
        return words.word(ItemStatus(status), self.language)

    def who(self, item: Item) -> Who:
        """Who takes part."""
        if item.id not in self._who:
            self._who[item.id] = self._taking_part(item)
        return self._who[item.id]

    def time(self, item: Item) -> list[ClockText]:
        """The time where it happens."""
        key = _time_key(item)
        if key not in self._times:
            self._times[key] = list(self._time(item))
        return self._times[key]

    def other(self, item: Item) -> list[ClockText]:
        """The same time on the other country's clock, with the shift of the date."""
        key = _time_key(item)
        if key not in self._others:
            start, end = item.start, item.end
            self._others[key] = (
                [*self._elsewhere(start, None), *self._elsewhere(end, None)]
                if self._two_lines(item)
                else list(self._elsewhere(start, end if end.is_exact else None))
            )
        return self._others[key]

    def edit_time(self, item: Item) -> str:
        """The time as it can be typed again."""
        if item.printed_time:
            return item.printed_time
        start, end = item.start, item.end
        if start.time is None or start.part != DayPart.EXACT:
            return self._rough(start)
        text = dates.clock(self.language, start.time)
        if end.time is not None and end.part == DayPart.EXACT:
            days = _days_between(start, end)
            shift = f"+{days}" if days > 0 else str(days) if days < 0 else ""
            return dates.clock_range(self.language, start.time, end.time) + shift
        return dates.clock_range(self.language, start.time, None) if item.open_end else text

    # -- times

    def _time(self, item: Item) -> Iterator[ClockText]:
        start, end = item.start, item.end
        tail = self._label(start)
        tone = "" if start.zone or start.part == DayPart.ALL_DAY else "warn"
        if item.printed_time:
            yield ClockText(item.printed_time, tail)
        elif start.time is None or start.part != DayPart.EXACT:
            yield ClockText(self._rough(start))
            if _days_between(start, end) > 0 and end.date is not None:
                day = dates.day_short(self.language, end.date)
                yield ClockText(_("until {day}").format(day=day), small=True)
        elif end.time is None or end.part != DayPart.EXACT:
            dashed = dates.clock_range(self.language, start.time, None)
            clock = dates.clock(self.language, start.time)
            yield ClockText(dashed if item.open_end else clock, tail, tone=tone)
        elif self._two_lines(item):
            yield ClockText(dates.clock(self.language, start.time), self._label(start, always=True))
            shift = dates.date_shift(self.language, _days_between(start, end))
            arrival = (self._label(end, always=True), shift)
            tail = ", ".join(part for part in arrival if part)
            yield ClockText(
                dates.clock(self.language, end.time), tail, tone="" if end.zone else "warn"
            )
        else:
            yield ClockText(dates.clock_range(self.language, start.time, end.time), tail, tone=tone)
            if days := _days_between(start, end):
                yield ClockText(dates.date_shift(self.language, days), small=True)
        if Clock.SKIPPED in (start.clock(), end.clock()):
            yield ClockText(_("Skipped by the clocks"), small=True, tone="warn")

    def _elsewhere(self, start: Moment, end: Moment | None) -> Iterator[ClockText]:
        zone = self.other_zone(start)
        instant = start.utc()
        if zone is None or instant is None:
            return
        there = start.in_zone(zone)
        ends = end.in_zone(zone).time if end is not None else None
        assert there.time is not None
        clock = (
            dates.clock(self.language, there.time)
            if ends is None
            else dates.clock_range(self.language, there.time, ends)
        )
        shift = dates.date_shift(self.language, start.shift_to(zone))
        label = dates.zone_label(self.language, zone, instant)
        if ends is None:
            yield ClockText(clock, ", ".join(part for part in (label, shift) if part))
            return
        yield ClockText(clock, label)
        if shift:
            yield ClockText(shift, small=True)

    def other_zone(self, moment: Moment) -> str | None:
        """The zone of the other country's clock, where it shows another time than this one."""
        if moment.zone is None:
            return None
        for zone in (*self.clocks, self.programme.home_zone, self.programme.visit_zone):
            if zone and zone != moment.zone and _offset(moment, zone) != _offset(moment):
                return zone
        return None

    def _label(self, moment: Moment, *, always: bool = False) -> str:
        """Name the zone of a clock time that is not on the clock of the visit."""
        if moment.zone is None:
            return _("Which clock?") if moment.time is not None else ""
        instant = moment.utc()
        if instant is None:
            instant = dt.datetime.combine(
                moment.date or self.programme.first or dt.date(2000, 1, 1), dt.time(12), dt.UTC
            )
        if not always and moment.zone == self.programme.visit_zone:
            return ""
        return dates.zone_label(self.language, moment.zone, instant)

    def _rough(self, moment: Moment) -> str:
        known = moment.part if moment.part != DayPart.EXACT else DayPart.TBC
        return words.word(DayPart(known), self.language)

    def _two_lines(self, item: Item) -> bool:
        """Whether start and end have a line each: on two clocks, or days apart."""
        start, end = item.start, item.end
        if not (start.wall() and end.wall()) or item.printed_time:
            return False
        if abs(_days_between(start, end)) > 1 or None in (start.zone, end.zone):
            return abs(_days_between(start, end)) > 1 or start.zone != end.zone
        return _offset(end) != _offset(end, start.zone or "")

    def _travels(self, item: Item) -> bool:
        return item.kind in _JOURNEYS or self._two_lines(item)

    def _taking_part(self, item: Item) -> Who:
        links = [link for link in item.people if link.involvement in TAKING_PART]
        people = tuple(names.display(self.language, link.person) for link in links)
        part_time = any(link.joins != Moment() or link.leaves != Moment() for link in links)
        groups = tuple(
            link.group.code or link.group.label().best(self.language.code) for link in item.groups
        )
        if item.everyone:
            return Who(_("Everyone"), (), people if part_time else (), part_time)
        return Who(self._of_people(item, people, alone=not groups), groups, people, part_time)

    def _of_people(self, item: Item, people: tuple[str, ...], *, alone: bool) -> str:
        if not people:
            return _("Nobody yet") if alone else ""
        if len(people) == 1:
            return people[0]
        members = {person.id for person in self.programme.people}
        present = {link.person_id for link in item.people if link.involvement in TAKING_PART}
        if alone and len(members) > 2 and members == present & members:
            return _("Everyone")
        missing = [person for person in self.programme.people if person.id not in present]
        if alone and len(missing) == 1 and len(members) > 2:
            return _("Everyone but {name}").format(name=names.display(self.language, missing[0]))
        return ngettext("{number} person", "{number} people", len(people)).format(
            number=len(people)
        )


def _time_key(item: Item) -> _TimeKey:
    """All that the texts of a time depend on."""
    return item.start, item.end, item.open_end, item.printed_time


def item_name(item: Item, language: Language) -> str:
    """What an item is called in a sentence: its title, or what kind of item it is."""
    return item.title.best(language.code) or words.word(ItemKind(item.kind), language)


def _days_between(start: Moment, end: Moment) -> int:
    return (end.date - start.date).days if start.date and end.date else 0


def _offset(moment: Moment, zone: str = "") -> dt.timedelta | None:
    aware = (moment.in_zone(zone) if zone else moment).aware()
    if aware is not None:
        return aware.utcoffset()
    if moment.zone is None:
        return None
    noon = replace(moment, time=dt.time(12), part=DayPart.EXACT)
    if noon.date is None:
        noon = replace(noon, date=dt.date(2000, 1, 1))
    aware = (noon.in_zone(zone) if zone else noon).aware()
    return aware.utcoffset() if aware is not None else None

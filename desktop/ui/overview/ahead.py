"""What happens in the next two weeks, by day and on both clocks."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from desktop.domain import DayPart, Moment
from desktop.domain.codes import CLAUSE_OF
from desktop.language import _, current, dates, ngettext
from desktop.store import overview
from desktop.store.overview import Event, Morning
from desktop.ui.desk import Desk
from desktop.ui.forms import other_clock, part_text
from desktop.ui.overview.lines import Entry, LineCard, Text, joined
from desktop.ui.overview.number import NumberChip
from desktop.ui.overview.reading import DAYS_AHEAD, Holidays
from desktop.words.holidays import holiday

_LATER = 3  # of what comes after the two weeks, where they are quiet


class AheadCard(LineCard):
    """Items, slots, first and last days of stays, and the beginnings of delegations."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ahead = 0
        self._shown: object = None
        self._number = NumberChip(
            self._counted, "info", "calendar-days", partial(desk.show_page, "calendar")
        )
        super().__init__(
            lambda: _("Next 14 days"),
            partial(desk.show_page, "calendar"),
            numbers=[self._number],
            timed=True,
        )

    def show_morning(self, morning: Morning, holidays: Holidays) -> None:
        """Show what comes next; holidays are named where they are known."""
        days = {event.start.date for event in morning.events}
        holidays = {key: name for key, name in holidays.items() if key[1] in days}
        shown = (self._desk.today(), self._desk.zones(), morning.events, morning.ahead, holidays)
        if shown == self._shown:
            return
        self._shown = shown
        until = self._desk.today() + timedelta(days=DAYS_AHEAD)
        soon = [one for one in morning.events if one.start.date and one.start.date <= until]
        later = [one for one in morning.events if one not in soon]
        later = later[: max(0, _LATER - len(soon))]
        self._ahead = morning.ahead
        self._number.show_number(self._counted, bool(morning.ahead))
        entries, before = [], None
        for event in (*soon, *later):
            first_of_day = event.start.date != before
            before = event.start.date
            heading = partial(self._heading, before, holidays) if first_of_day else str
            entries.append(self._entry(event, heading))
        self.load(
            entries,
            left=morning.ahead - len(soon),
            none=(lambda: _("Nothing in the next 14 days. After that:"))
            if later
            else (lambda: _("Nothing is planned from today on.")),
            quiet=not soon,
        )

    def _counted(self) -> str:
        return ngettext("{n} entry", "{n} entries", self._ahead).format(n=self._ahead)

    def _heading(self, day: date | None, holidays: Holidays) -> str:
        if day is None:
            return ""
        names = {
            country: holiday(name, current())
            for (country, on), name in holidays.items()
            if on == day
        }
        named = (
            _("{holiday} ({country})").format(holiday=name, country=country)
            for country, name in names.items()
        )
        if day == self._desk.today():
            return joined(_("Today"), dates.day_in_line(current(), day), *named)
        return joined(dates.day_heading(current(), day), *named)

    def _entry(self, event: Event, heading: Text) -> Entry:
        return Entry(
            title=lambda: _title(event),
            open=lambda: self._desk.open(event.record_kind, event.record_id, event.part_id),
            detail=lambda: self._detail(event),
            clause=CLAUSE_OF[event.record_kind],
            time=lambda: "" if _is_whole_day(event) else _time(event.start),
            heading=heading,
        )

    def _detail(self, event: Event) -> str:
        if _is_whole_day(event):
            return {
                overview.ARRIVAL: _("The stay begins"),
                overview.DEPARTURE: _("The stay ends"),
                overview.BEGINNING: _("The delegation begins"),
            }[event.sort]
        code, (home, other) = current().code, self._desk.zones()
        there = other_clock(event.start, home if event.start.zone == other else other)
        return joined(event.place.best(code), there) or event.record_title.best(code)


def _is_whole_day(event: Event) -> bool:
    """Whether it is the first or the last day of a record, not something within it."""
    return event.sort not in (overview.ITEM, overview.SLOT)


def _title(event: Event) -> str:
    code = current().code
    return event.title.best(code) or event.record_title.best(code) or "–"


def _time(start: Moment) -> str:
    if start.part != DayPart.EXACT:
        return part_text(start.part)
    return dates.clock(current(), start.time) if start.time is not None else ""

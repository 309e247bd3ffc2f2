"""What a calendar file would change, in words: effects, reasons, times, and what is wrong in it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TypeAlias

from desktop.domain.codes import ItemStatus
from desktop.domain.importing import Aspect, Effect, NotTaken
from desktop.domain.time import DayPart, Moment, is_zone
from desktop.language import N_, Language, current, dates
from desktop.words.spoken import word
from desktop.words.times import day_and_clocks

Times: TypeAlias = tuple[Moment, Moment]

PROBLEMS: Mapping[str, str] = {
    "ics_no_calendar": N_(
        "This is not a calendar file. In line {line} “BEGIN:VCALENDAR” is expected, not “{text}”."
    ),
    "ics_empty": N_("The calendar file holds no event."),
    "ics_too_large": N_("The calendar file is too large; at most {most} MB can be read."),
    "ics_nested": N_("The calendar file is damaged: line {line} is nested too deeply."),
    "ics_bad_line": N_("Line {line} cannot be read and was passed over: “{text}”."),
    "ics_bad_time": N_("Line {line}: this time cannot be read: “{text}”."),
    "ics_task": N_("This is a task; only events are taken over."),
    "ics_journal": N_("This is a note; only events are taken over."),
    "ics_free_busy": N_("These are only free and busy times; only events are taken over."),
    "ics_answer": N_("This is a reply to an invitation, not an event."),
    "import_nowhere": N_("Please choose the delegation or exchange that new events belong to."),
    "zones_unanswered": N_(
        "The file does not say for certain in which time zone these are: {names}. Please give each"
        " with --zone."
    ),
    "zone_answer_unreadable": N_("“{text}” is not of the form NAME=Area/City."),
}
"""Sentences for problems, for `words.problem`."""

_EFFECTS: Mapping[Effect, str] = {
    Effect.NEW: N_("New event"),
    Effect.CHANGED: N_("Changed"),
    Effect.CANCELLED: N_("Cancelled"),
    Effect.SAME: N_("Unchanged"),
    Effect.OLDER: N_("Older version"),
    Effect.NOT_TAKEN: N_("Not taken over"),
}
_ASPECTS: Mapping[Aspect, str] = {
    Aspect.TITLE: N_("Title"),
    Aspect.TIME: N_("Date and time"),
    Aspect.PLACE: N_("Place"),
    Aspect.STATUS: N_("Status"),
    Aspect.LINK: N_("Meeting link"),
}
_REASONS: Mapping[NotTaken, str] = {
    NotTaken.SLOT: N_("A slot at an instrument is not moved by a calendar file."),
    NotTaken.STAY: N_("The period of a stay is not changed by a calendar file."),
    NotTaken.PINNED: N_("The item is pinned to its time. Unpin it first."),
    NotTaken.CANCELLED_UNKNOWN: N_("Cancelled, and not in any programme here."),
    NotTaken.NO_ZONE: N_("Its time zone must be chosen first."),
    NotTaken.OTHER_TIMES: N_(
        "It repeats; what is not on the days of the delegation or exchange is left out."
    ),
    NotTaken.TOO_OFTEN: N_("It repeats too often for its times to be taken over one by one."),
}


def effect(code: Effect, language: Language | None = None) -> str:
    """What an event of a file would do, in a word or two."""
    return (language or current()).gettext(_EFFECTS[code])


def aspect(code: Aspect, language: Language | None = None) -> str:
    """What a field that an event changes is called."""
    return (language or current()).gettext(_ASPECTS[code])


def reason(code: NotTaken, language: Language | None = None) -> str:
    """Why an event is not taken, as a sentence."""
    return (language or current()).gettext(_REASONS[code])


def zone_called(name: str, language: Language | None = None) -> str:
    """What a file calls a time zone that it does not say for certain; "" is none at all."""
    speaker = language or current()
    if not name:
        return speaker.gettext(N_("Times without a time zone"))
    return speaker.gettext(N_("“{name}”")).format(name=name)


def value(
    code: Aspect, told: str | Times, zones: Sequence[str] = (), language: Language | None = None
) -> str:
    """One side of a change; times on the clock of the place and on the other of two clocks."""
    speaker = language or current()
    if isinstance(told, tuple):
        return times(*told, zones, speaker)
    if code == Aspect.STATUS and told:
        return word(ItemStatus(told), speaker)
    return told


def times(start: Moment, end: Moment, zones: Sequence[str], language: Language) -> str:
    """When an event is: Mon 19 Apr 14:00–15:30 JST (07:00–08:30 CEST); "" without a day.

    A flight has each end on the clock of where it is.
    """
    if start.date is None:
        return ""
    first, last = _aware(start), _aware(end)
    if first is None:
        return _inexact(start, end, language)
    zone = str(start.zone)
    other = next((each for each in zones if each and each != zone), "")
    if last is None or (start.date == end.date and start.zone == end.zone):
        return day_and_clocks(language, first, last, zone, other)
    ends = (
        day_and_clocks(language, instant, None, str(moment.zone))
        for instant, moment in ((first, start), (last, end))
    )
    return " → ".join(ends)


def repeats(further: int, last_day: date | None, language: Language | None = None) -> str:
    """What is not taken of a repeating event, for the end of a line.

    `further` is how many more times there are, 0 where the file does not say, and `last_day` until
    when it repeats.
    """
    speaker = language or current()
    if further:
        said = speaker.ngettext(
            "repeats; {n} more time is not taken", "repeats; {n} more times are not taken", further
        )
        return said.format(n=further)
    if last_day is not None:
        said = speaker.gettext("repeats until {day}; only the first time is taken")
        return said.format(day=dates.date_long(speaker, last_day))
    return speaker.gettext("repeats; only the first time is taken")


def _inexact(start: Moment, end: Moment, language: Language) -> str:
    """A time without an instant: whole days, a morning, or a clock whose zone is not known."""
    assert start.date is not None
    day = dates.day_short(language, start.date)
    if start.part == DayPart.ALL_DAY:
        whole = end.date is not None and end.date > start.date
        day = dates.date_range(language, start.date, end.date) if whole and end.date else day
    if start.part != DayPart.EXACT:
        return language.listed((day, _lower(word(DayPart(start.part), language))))
    if start.time is None:
        return day
    later = end.time if end.date == start.date else None
    clock = dates.clock(language, start.time)
    return f"{day} {dates.clock_range(language, start.time, later) if later else clock}"


def _aware(moment: Moment) -> datetime | None:
    return moment.aware() if moment.zone and is_zone(moment.zone) else None


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]

"""What the timeline says: divisions of time, groups, bars, and what a screen reader tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

from desktop import words
from desktop.domain.codes import DelegationStatus, ExchangeStatus, Stage
from desktop.domain.day_mark import DayMark
from desktop.language import Language, _, current, dates, names, sorting
from desktop.store.spans import Names, Span
from desktop.ui.calendar.timeline_layout import KINDS, Bar, By
from desktop.ui.calendar.timeline_marks import Marks
from desktop.ui.calendar.timeline_ticks import Unit
from desktop.ui.countries import country_name
from desktop.ui.pages.periods import period_text
from desktop.words.day_marks import day_mark

_SOME = 3  # so many people are named in a tooltip; of more the number is told
_STATES: dict[str, type[StrEnum]] = {
    "delegation": DelegationStatus,
    "exchange": ExchangeStatus,
    "access_request": Stage,
}


def by(each: By) -> str:
    """What lanes are grouped by."""
    return {
        By.KIND: _("By kind"),
        By.PERSON: _("By person"),
        By.INSTITUTION: _("By institution"),
        By.FACILITY: _("By facility"),
        By.COUNTRY: _("By country"),
    }[each]


def division(unit: Unit, day: dt.date, language: Language) -> tuple[str, ...]:
    """What a division of the header can be called, the longest first."""
    match unit:
        case Unit.YEAR:
            return (f"{day.year}年" if language.code == "ja" else str(day.year), str(day.year))
        case Unit.MONTH:
            wide = dates.month_name(language, day.month)
            short = str(language.locale.months["stand-alone"]["abbreviated"][day.month])
            return (
                dates.month_and_year(language, day),
                wide,
                short,
                short.rstrip(".")[:3],
                str(day.month),
            )
        case Unit.WEEK:
            week = dates.week(language, day)
            return week, str(day.isocalendar().week)
        case _:
            short = dates.weekday_short(language, day)
            own = f"{day.day}（{short}）" if language.code == "ja" else f"{short} {day.day}"
            return (
                dates.day_heading(language, day),
                dates.day_short(language, day),
                own,
                str(day.day),
            )


def label(span: Span, language: Language) -> str:
    """What is written on a bar."""
    return " ".join((span.title.best(language.code) or span.reference).split())


def status(span: Span, language: Language | None = None) -> str:
    """How far a record is."""
    return words.word(state(span), language)


def state(span: Span) -> StrEnum:
    """How far a record is, as a code of its kind."""
    return _STATES[span.record_kind](span.status)


def group(by_what: By, key: str, known: Names, language: Language) -> str:
    """What a group of lanes is called."""
    if not key:
        return {
            By.PERSON: _("Without people"),
            By.INSTITUTION: _("Without institution"),
            By.FACILITY: _("Without facility"),
        }.get(by_what, _("Without country"))
    match by_what:
        case By.KIND:
            return {
                "delegation": _("Delegations"),
                "exchange": _("Exchanges"),
                "access_request": _("Facility access"),
            }[key]
        case By.PERSON:
            found = known.people.get(key)
            return names.display(language, found) if found is not None else _("Unknown")
        case By.INSTITUTION:
            named = known.organisations.get(key)
            return (named.best(language.code) if named is not None else "") or _("Unknown")
        case By.FACILITY:
            named = known.facilities.get(key)
            return (named.best(language.code) if named is not None else "") or _("Unknown")
        case By.COUNTRY:
            return country_name(key, language)


def order(by_what: By, keys: Iterable[str], known: Names, language: Language) -> dict[str, object]:
    """By what the groups are sorted: people and bodies as the language sorts their names."""
    if by_what == By.KIND:
        return {kind: at for at, kind in enumerate(KINDS)}
    found: dict[str, object] = {}
    for key in filter(None, keys):
        person = known.people.get(key) if by_what == By.PERSON else None
        if person is not None:
            found[key] = sorting.person_sort_key(language, person)
        elif by_what != By.PERSON:
            found[key] = sorting.sort_key(language, group(by_what, key, known, language))
    return found


def people(span: Span, known: Names, language: Language, most: int = _SOME) -> str:
    """Who is in a record: some by name, of the others how many they are."""
    found = [known.people[each] for each in span.people if each in known.people]
    told = [names.display(language, each) for each in found[:most]]
    rest = len(found) - len(told)
    return language.listed(told) + (f" +{rest}" if rest > 0 else "")


def lines(span: Span, known: Names, language: Language) -> list[str]:
    """All that is to be known of a bar, a line for each."""
    facility = known.facilities.get(span.facility_id)
    told = [
        label(span, language),
        f"{span.reference} · {period_text(span.first, span.last)}" if span.reference else "",
        status(span, language),
        people(span, known, language),
        facility.best(language.code) if facility is not None else "",
        country_name(span.country, language) if span.country else "",
    ]
    return [line for line in told if line]


def spoken(bar: Bar | None, known: Names, marks: Marks, language: Language) -> str:
    """The bar that is chosen, as a screen reader tells it, with the holidays in its days."""
    if bar is None:
        return _("Nothing is selected. The arrow keys lead to the bars, Enter opens one.")
    return language.listed(
        [
            words.kind(bar.span.record_kind, language),
            *lines(bar.span, known, language),
            *off_days(marks.on(bar.first, bar.end), language)[:_SOME],
        ]
    )


def off_days(marks: Iterable[DayMark], language: Language) -> list[str]:
    """What holidays and closures are called, with their country: "JP Showa Day"."""
    told = (f"{mark.country} {day_mark(mark, language)}".strip() for mark in marks)
    return list(dict.fromkeys(told))


def moved(first: int, end: int, marks: Marks, language: Language) -> list[str]:
    """The days a bar is dragged to: the period, its week, and what falls on its first and last."""
    start, last = dt.date.fromordinal(first), dt.date.fromordinal(end - 1)
    days = dates.day_short(language, start)
    if last != start:
        days += f" – {dates.day_short(language, last)}"
    edges = off_days([*marks.on(first, first + 1), *marks.on(end - 1, end)], language)
    return [days, f"{start.year} · {dates.week(language, start)}", *edges]


def heading(first: dt.date, last: dt.date) -> str:
    """What the days in sight are called: a day, or a period of days or of months."""
    language = current()
    if first == last:
        return dates.day_heading(language, first)
    if (last - first).days < 50:
        return period_text(first, last)
    start, end = (dates.month_and_year(language, day) for day in (first, last))
    if start == end:
        return start
    same = first.year == last.year
    if language.code == "ja":
        return f"{start}～{dates.month_name(language, last.month) if same else end}"
    return f"{dates.month_name(language, first.month) if same else start} – {end}"

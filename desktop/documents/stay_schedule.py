"""The schedule of stay that goes with a visa application (滞在予定表): day by day, where and who.

It has the four columns of the form of the Japanese Ministry of Foreign Affairs. Days on which
nothing differs are one line, and what is as above is not written twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop import words
from desktop.documents.document import Data, Document
from desktop.documents.people import (
    addresses,
    joined,
    organisation_name,
    place_name,
    with_title,
)
from desktop.documents.sheet import cell, fact, facts, frame, period, table
from desktop.documents.wish import Material, Wish
from desktop.domain import DayPart, Exchange, Item, Place
from desktop.domain.codes import Clause, ItemKind, Level
from desktop.domain.item import programme
from desktop.errors import Problem
from desktop.language import Language
from desktop.language.dates import clock, clock_range, date_long, weekday_short
from desktop.language.names import display

_DAY = timedelta(days=1)
_TRAVEL = (ItemKind.FLIGHT, ItemKind.TRAIN)
_LONGEST = 800  # days; a stay that is longer was typed wrong, and would fill a book


@dataclass(frozen=True)
class _Line:
    """What one day or several like it say; each column is a list of lines."""

    first: date
    last: date
    plan: tuple[str, ...]
    contact: tuple[str, ...]
    lodging: tuple[str, ...]


def make(material: Material, wish: Wish, language: Language) -> Document:
    """Give the schedule that is wished for; Problem `nothing_to_print` for a stay without dates."""
    return document(material.exchange(), language, on=wish.on)


def document(exchange: Exchange, language: Language, *, on: date) -> Document:
    """Give the schedule of a stay that was loaded whole, as it is printed on a day.

    Raises Problem `nothing_to_print` where neither the stay nor any item has a day.
    """
    lines = list(_merged(_Days(exchange, language).lines()))
    if not lines:
        raise Problem("nothing_to_print", document="stay_schedule")
    data = frame(
        language,
        language.pgettext("document", "Schedule of stay"),
        exchange.title,
        exchange.reference,
        Clause.EXCHANGE,
        exchange.confidentiality,
        on,
    ) | {
        "period": period(language, exchange.start, exchange.end),
        "facts": facts("", _facts(exchange, language))["facts"],
        "sections": [_table(lines, language)],
    }
    guest = exchange.person
    named = display(language, guest) if guest is not None else ""
    return Document("sheet", data, language, " – ".join(filter(None, (data["kind"], named))), on)


def _facts(exchange: Exchange, language: Language) -> Iterator[Data]:
    guest, host = exchange.person, exchange.host_person
    if guest is not None:
        # As the passport spells it, which is what the counter compares.
        passport = ", ".join(filter(None, (guest.family.upper(), guest.given)))
        yield fact(
            language.pgettext("document", "Applicant"),
            dict.fromkeys((display(language, guest), passport)),
        )
        yield fact(words.field("nationality", language), [_country(language, guest.nationality)])
    yield fact(words.field("level", language), [words.word(Level(exchange.level), language)])
    yield fact(
        words.field("home_organisation_id", language),
        [organisation_name(language, exchange.home_organisation)],
    )
    yield fact(
        words.field("host_organisation_id", language),
        [
            organisation_name(language, exchange.host_organisation),
            # Before the address, which has a line more in some languages than in others.
            exchange.host_organisation.phone if exchange.host_organisation else "",
            *addresses(language, exchange.host_organisation),
        ],
    )
    yield fact(
        words.field("host_person_id", language),
        [with_title(language, host)] if host is not None else [],
    )
    yield fact(words.field("purpose", language), [exchange.purpose.best(language.code)])
    yield fact(words.field("residence_category", language), [exchange.residence_category])


def _country(language: Language, code: str) -> str:
    return str(language.locale.territories.get(code, code))


@dataclass(frozen=True)
class _Days:
    exchange: Exchange
    language: Language

    def lines(self) -> Iterator[_Line]:
        """Give a line for each day from the first to the last, journeys included."""
        known = [item for item in self.exchange.items if item.start.date and not item.is_cancelled]
        ends = [item.end.date or item.start.date for item in known]
        days = [item.start.date for item in known] + ends
        days += [self.exchange.start, self.exchange.end]
        placed = [day for day in days if day is not None]
        if not placed:
            return
        first, last = min(placed), max(placed)
        order = programme(known)
        for number in range(min((last - first).days, _LONGEST) + 1):
            day = first + number * _DAY
            yield self._line(day, [item for item in order if item.start.date == day], last)

    def _line(self, day: date, items: Sequence[Item], last: date) -> _Line:
        plan = [line for item in items for line in self._told(item)]
        during = self._is_during(day)
        if not plan and during:
            plan = [self._usual()]
        return _Line(
            day,
            day,
            tuple(plan),
            tuple(self._contact(items)) if plan else (),
            tuple(self._lodging(day, last)),
        )

    def _is_during(self, day: date) -> bool:
        start, end = self.exchange.start, self.exchange.end
        return (start or day) <= day <= (end or day) and bool(start or end)

    def _usual(self) -> str:
        """Say what an ordinary day of the stay is for."""
        host = organisation_name(self.language, self.exchange.host_organisation)
        if not host:
            return self.language.pgettext("document", "Research stay")
        return self.language.pgettext("document", "Research at {host}").format(host=host)

    def _told(self, item: Item) -> Iterator[str]:
        language = self.language
        title = item.title.best(language.code) or words.word(ItemKind(item.kind), language)
        if item.kind in _TRAVEL:
            yield joined(language, dict.fromkeys((title, item.transport)))
            yield from self._journey(item)
        elif item.kind != ItemKind.HOTEL:
            yield joined(language, (self._times(item), title))
            if where := place_name(language, item.place):
                yield where

    def _journey(self, item: Item) -> Iterator[str]:
        language = self.language
        ways = (
            (item.start, item.place, language.pgettext("document", "dep. {time}")),
            (item.end, item.end_place, language.pgettext("document", "arr. {time}")),
        )
        for moment, place, text in ways:
            if moment.time is None:
                continue
            told = [place_name(language, place), text.format(time=clock(language, moment.time))]
            if moment.date != item.start.date and moment.date is not None:
                told.insert(0, _day(language, moment.date))
            yield " ".join(filter(None, told))

    def _times(self, item: Item) -> str:
        if item.start.time is None or not item.start.is_exact:
            return ""
        same_day = item.end.is_exact and item.end.date == item.start.date
        return clock_range(self.language, item.start.time, item.end.time if same_day else None)

    def _contact(self, items: Sequence[Item]) -> Iterator[str]:
        """Name who can be asked: the host of the day's visit, else the host of the stay."""
        language = self.language
        visited = next((item.host_organisation for item in items if item.host_organisation), None)
        host, person = self.exchange.host_organisation, self.exchange.host_person
        if visited is not None and visited is not host:
            host, person = visited, None
        if person is not None:
            yield display(language, person)
        if host is not None:
            yield organisation_name(language, host)
            yield host.phone

    def _lodging(self, day: date, last: date) -> Iterator[str]:
        """Say where the night after a day is spent; nothing for the last day."""
        language = self.language
        nights = [
            item
            for item in self.exchange.items
            if item.start.date
            and item.end.date
            and item.start.date <= day < item.end.date
            and not item.is_cancelled
        ]
        if any(item.kind == ItemKind.FLIGHT for item in nights):
            yield language.pgettext("document", "Overnight in flight")
            return
        hotel: Place | None = next((i.place for i in nights if i.kind == ItemKind.HOTEL), None)
        if hotel is None and self._is_during(day) and day < last:
            hotel = self.exchange.accommodation
        if hotel is not None:
            yield place_name(language, hotel)
            yield hotel.phone
            yield from addresses(language, hotel)
        elif self._is_during(day) and day < last:
            yield words.word(DayPart.TBC, language)


def _merged(lines: Iterator[_Line]) -> Iterator[_Line]:
    """Make one line of days that say the same."""
    kept: _Line | None = None
    for line in lines:
        if kept is not None and replace(line, first=kept.first, last=kept.last) == kept:
            kept = replace(kept, last=line.last)
            continue
        if kept is not None:
            yield kept
        kept = line
    if kept is not None:
        yield kept


def _table(lines: Sequence[_Line], language: Language) -> Data:
    rows = []
    before: _Line | None = None
    for line in lines:
        rows.append(
            [
                cell(*_days(line, before, language), strong=True),
                cell(*line.plan),
                cell(*_as_above(line.contact, before.contact if before else (), language)),
                cell(*_as_above(line.lodging, before.lodging if before else (), language)),
            ]
        )
        before = line
    told = table(
        language.pgettext("document", "Day by day"),
        [
            language.pgettext("document", "Date"),
            language.pgettext("document", "Planned activity"),
            language.pgettext("document", "Contact"),
            language.pgettext("document", "Accommodation"),
        ],
        [3.2, 3.8, 2.9, 2.9],
        rows,
    )
    # It runs on, lest it leave the page of the applicant half empty.
    return told | {"together": False}


def _as_above(told: tuple[str, ...], before: tuple[str, ...], language: Language) -> list[str]:
    shown = [line for line in told if line]
    same = bool(shown) and told == before
    return [language.pgettext("document", "as above")] if same else shown


def _days(line: _Line, before: _Line | None, language: Language) -> list[str]:
    """Write the day or the span; the year stands where it is another than in the line above."""
    new_year = before is None or before.last.year != line.first.year
    first = _day(language, line.first, with_year=new_year)
    if line.first == line.last:
        return [first]
    with_year = line.first.year != line.last.year
    last = _day(language, line.last, with_year=with_year)
    return [first, f"～{last}" if language.locale.language == "ja" else f"– {last}"]


def _day(language: Language, on: date, *, with_year: bool = False) -> str:
    weekday = weekday_short(language, on)
    if language.locale.language == "ja":
        year = f"{on.year}年" if with_year else ""
        return f"{year}{on.month}月{on.day}日（{weekday}）"
    text = date_long(language, on)
    return f"{weekday} {text if with_year else text.removesuffix(f' {on.year}')}"

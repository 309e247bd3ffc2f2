"""What stands for the placeholders of what drafting says: names, days, times, reasons."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time

from desktop.domain import Moment, Trilingual
from desktop.domain.plan import Plan
from desktop.domain.wishes import Wishes
from desktop.language import N_, Language, dates
from desktop.words.bookings import Called
from desktop.words.holidays import holiday

_DAY = 24 * 60
_NAMED = 3  # items that move; of more it is said how many there are
_IDENTITY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Reasons of `planning.availability` that say enough without a name.
_REASONS: Mapping[str, str] = {
    "opening_hours": N_("outside the opening hours"),
    "public_holiday": N_("public holiday"),
    "half_holiday": N_("many are closed"),
    "weekend": N_("weekend"),
    "season": N_("many are away"),
    "closure": N_("closed days"),
    "person": N_("the people are elsewhere"),
    "place": N_("the place is taken"),
    "vehicle": N_("the car is taken"),
    "instrument": N_("the instrument is taken"),
    "away": N_("not everyone is with the delegation"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """Calls what drafting speaks of by its name; what is gone is called so."""

    plan: Plan
    wishes: Wishes
    language: Language

    def item(self, item_id: object) -> str:
        """An item by its title in quotation marks."""
        called = Called(self.plan, self.language).booking(str(item_id))
        if not called:
            return self.language.gettext(N_("an item that is gone"))
        return self.language.gettext("“{name}”").format(name=called)

    def items(self, item_ids: object) -> str:
        """Several items, all of them: they are few, and what is left out has to be known."""
        known = [self.item(one) for one in _many(item_ids)]
        return self.language.listed(dict.fromkeys(known))

    def some(self, item_ids: object) -> str:
        """Several items; of many the first ones and how many more there are."""
        known = list(dict.fromkeys(self.item(one) for one in _many(item_ids)))
        more = len(known) - _NAMED
        if more > 1:
            said = self.language.ngettext("{n} more", "{n} more", more).format(n=more)
            known = [*known[:_NAMED], said]
        return self.language.listed(known)

    def host(self, item_id: str) -> str:
        """Who is written to about an item: the organisation that receives, else the item."""
        booking = self.plan.bookings.get(item_id)
        house = "" if booking is None else booking.host_organisation_id
        return Called(self.plan, self.language).organisation(house) or self.item(item_id)

    def person(self, person_id: object) -> str:
        """A person by their name."""
        called = Called(self.plan, self.language).person(str(person_id))
        return called or self.language.gettext(N_("somebody who is gone"))

    def group(self, group_id: str) -> str:
        """A group by its name or its code; "" for one that is gone."""
        group = next((one for one in self.wishes.groups if one.id == group_id), None)
        return "" if group is None else group.name.best(self.language.code) or group.code

    def what(self, value: object) -> str:
        """What is closed, or why: a text, a reason, an identity or a holiday's native name."""
        if isinstance(value, Trilingual):
            return value.best(self.language.code)
        said = "" if value is None else str(value)
        if said in _REASONS:
            return self.language.gettext(_REASONS[said])
        called = Called(self.plan, self.language)
        known = called.booking(said) or called.target(said)
        # A code of no country, and an identity that is gone, come back as they are.
        if known and known != said:
            return known
        return "" if _IDENTITY.fullmatch(said) else holiday(said, self.language)

    def day(self, value: object) -> str:
        """A day without its year."""
        return dates.day_short(self.language, value) if isinstance(value, date) else ""

    def moment(self, at: Moment | None, *, beside: date | None = None) -> str:
        """A day and a time within a sentence; the day is left out where it is `beside` it."""
        if at is None or at.date is None:
            return ""
        day = self.day(at.date)
        if at.time is None:
            return day
        clock = dates.clock_in_text(self.language, at.time)
        if at.date == beside:
            return clock
        return self.language.gettext("{day} {clock}").format(day=day, clock=clock)

    def minutes(self, value: object) -> str:
        """A length of time; less than nothing is nothing."""
        return dates.duration(self.language, max(0, _number(value)))

    def clock(self, value: object) -> str:
        """A time of day, of minutes after midnight, within a sentence."""
        return dates.clock_in_text(self.language, _clock(value))


class DraftSaid(dict[str, str]):
    """What stands for each placeholder of a sentence, said when the sentence asks for it."""

    def __init__(self, values: Mapping[str, object], named: Named) -> None:
        super().__init__()
        self._values, self._named = values, named

    def __missing__(self, name: str) -> str:
        return PLACEHOLDERS[name](self._values, self._named)


def _clock(value: object) -> time:
    hour, minute = divmod(_number(value) % _DAY, 60)
    return time(hour, minute)


def _number(value: object) -> int:
    return round(value) if isinstance(value, int | float) else 0


def _many(value: object) -> Iterable[object]:
    return value if isinstance(value, tuple | list | set | frozenset) else ()


def _people(values: Mapping[str, object], named: Named) -> str:
    people = [str(one) for one in _many(values.get("people"))]
    return Called(named.plan, named.language).people(people)


def _days(values: Mapping[str, object], named: Named) -> str:
    return named.language.listed([named.day(one) for one in _many(values.get("days"))])


def _hosts(values: Mapping[str, object], named: Named) -> str:
    hosts = _number(values.get("hosts"))
    return named.language.ngettext("{n} host", "{n} hosts", hosts).format(n=hosts)


def _span(values: Mapping[str, object], named: Named) -> str:
    start, end = _clock(values.get("start")), _clock(values.get("end"))
    return dates.clock_range(named.language, start, end)


def _start(values: Mapping[str, object], named: Named) -> str:
    start, day = values.get("start"), values.get("day")
    if not isinstance(start, Moment):
        return named.clock(start)
    return named.moment(start, beside=day if isinstance(day, date) else None)


def _what(values: Mapping[str, object], named: Named) -> str:
    keys = ("what", "name", "holiday", "season", "place", "organisation", "person", "reason")
    told = (named.what(values[key]) for key in keys if values.get(key))
    return next(filter(None, told), "")


def _country(values: Mapping[str, object], named: Named) -> str:
    return Called(named.plan, named.language).country(str(values.get("country", "")))


def _tongue(values: Mapping[str, object], named: Named) -> str:
    return Called(named.plan, named.language).tongue(str(values.get("language", "")))


PLACEHOLDERS: Mapping[str, Callable[[Mapping[str, object], Named], str]] = {
    "item": lambda values, named: named.item(values.get("item")),
    "other": lambda values, named: named.item(values.get("other")),
    "items": lambda values, named: named.items(values.get("items")),
    "some": lambda values, named: named.some(values.get("items")),
    "people": _people,
    "person": lambda values, named: named.person(values.get("person")),
    "country": _country,
    "tongue": _tongue,
    "hosts": _hosts,
    "what": _what,
    "days": _days,
    "day": lambda values, named: named.day(values.get("day")),
    "start": _start,
    "span": _span,
    "clock": lambda values, named: named.clock(values.get("minutes")),
    "minutes": lambda values, named: named.minutes(values.get("minutes")),
    "longest": lambda values, named: named.minutes(values.get("longest")),
    "needed": lambda values, named: named.minutes(values.get("needed")),
    "there": lambda values, named: named.minutes(values.get("there")),
}

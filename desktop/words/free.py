"""Suggested times as sentences: when on each clock, why it is good or not, what would help."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from desktop.domain import Moment, Trilingual
from desktop.domain.plan import Plan
from desktop.language import N_, Language, dates, names
from desktop.words.holidays import holiday

_MOST_NAMES = 3


def span(start: Moment, end: Moment, language: Language, *, beside: date | None = None) -> str:
    """A suggested time on one clock: Wed 3 Feb 16:30–17:30 JST.

    The day is left out where it is the one that stands `beside` it.
    """
    instant = start.aware()
    if instant is None or start.date is None or start.time is None or start.zone is None:
        return ""
    clock = dates.clock_range(language, start.time, end.time)
    zone = dates.zone_label(language, start.zone, instant)
    day = "" if start.date == beside else dates.day_short(language, start.date)
    return " ".join(part for part in (day, clock, zone) if part)


def name(who: str, plan: Plan, language: Language) -> str:
    """What a party is called: a person, an organisation, a place or an instrument."""
    person = plan.people.get(who)
    if person is not None:
        return names.display(language, person)
    for facts in (plan.organisations, plan.places, plan.instruments):
        if who in facts:
            called: Trilingual = facts[who].name
            return called.best(language.code)
    return ""


def reason(code: str, values: Mapping[str, Any], plan: Plan, language: Language) -> str:
    """One reason for the rank of a suggested time, or against it."""
    told: dict[str, str] = {}
    if "zone" in values:
        told["city"] = dates.zone_city(language, values["zone"])
    if "country" in values:
        known = language.locale.territories
        told["country"] = str(known.get(values["country"], values["country"]))
    if "who" in values:
        everyone = language.gettext(N_("everyone"))
        told["names"] = everyone if values["all"] else _named(values["who"], plan, language)
    if "booking" in values:
        told["title"] = plan.bookings[values["booking"]].title.best(language.code)
    for minutes in ("minutes", "spare"):
        if minutes in values:
            told[minutes] = dates.duration(language, values[minutes])
    if "name" in values:
        called = values["name"]
        told["name"] = (
            called.best(language.code)
            if isinstance(called, Trilingual)
            else holiday(called, language)
        )
    return language.gettext(_SENTENCES[code](values)).format(**told)


def relaxed(
    code: str, values: Mapping[str, Any], times: int, plan: Plan, language: Language
) -> str:
    """How many times there would be if one wish were given up."""
    told = {
        "times": language.ngettext("{n} time", "{n} times", times).format(n=times),
        "name": name(values.get("person", ""), plan, language),
        "length": dates.duration(language, values.get("minutes", 0)),
        "day": dates.day_short(language, values["last"]) if "last" in values else "",
    }
    return language.gettext(_RELAXED[code]).format(**told)


def nothing(language: Language) -> str:
    """That no time fits."""
    return language.gettext(N_("No time suits everybody."))


def _named(who: Sequence[str], plan: Plan, language: Language) -> str:
    called = [name(one, plan, language) for one in who[:_MOST_NAMES]]
    more = len(who) - len(called)
    if more:
        called.append(language.ngettext("{n} more", "{n} more", more).format(n=more))
    return language.listed(called)


def _outside(values: Mapping[str, Any]) -> str:
    if values["early"]:
        return N_("From {minutes} before office hours in {city}: {names}")
    return N_("Until {minutes} after office hours in {city}: {names}")


def _day_begins(values: Mapping[str, Any]) -> str:
    if not values["minutes"]:
        return N_("Just as the office opens in {city}")
    return N_("{minutes} after the office opens in {city}")


def _day_ends(values: Mapping[str, Any]) -> str:
    if not values["minutes"]:
        return N_("Until the office closes in {city}")
    return N_("{minutes} before the office closes in {city}")


def _after(values: Mapping[str, Any]) -> str:
    if not values["minutes"]:
        return N_("{spare} after “{title}”") if values["spare"] else N_("Right after “{title}”")
    if values["source"] == "estimate":
        return N_("After “{title}”: about {minutes} on the way, {spare} to spare")
    return N_("After “{title}”: {minutes} on the way, {spare} to spare")


def _before(values: Mapping[str, Any]) -> str:
    if not values["minutes"]:
        return N_("{spare} before “{title}”") if values["spare"] else N_("Right before “{title}”")
    if values["source"] == "estimate":
        return N_("Before “{title}”: about {minutes} on the way, {spare} to spare")
    return N_("Before “{title}”: {minutes} on the way, {spare} to spare")


def _part(values: Mapping[str, Any]) -> str:
    if values["part"] == "morning":
        return N_("In the morning, as you prefer")
    return N_("In the afternoon, as you prefer")


_SENTENCES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "inside_hours": lambda _values: N_("Within everyone’s office hours"),
    "outside_hours": _outside,
    "weekend": lambda _values: N_("Weekend in {country}"),
    "public_holiday": lambda _values: N_("Public holiday in {country}: {name}"),
    "quiet_day": lambda _values: N_("Many are away in {country}: {name}"),
    "over_lunch": lambda _values: N_("Over lunch in {city}"),
    "day_begins": _day_begins,
    "day_ends": _day_ends,
    "after": _after,
    "before": _before,
    "part": _part,
    "earliest": lambda _values: N_("The earliest of all"),
}
_RELAXED: Mapping[str, str] = {
    "lunch": N_("Over lunch, too: {times}"),
    "outside": N_("Outside office hours, too: {times}"),
    "shorter": N_("For {length} only: {times}"),
    "online": N_("As an online meeting: {times}"),
    "without": N_("Without {name}: {times}"),
    "longer": N_("Until {day}: {times}"),
}

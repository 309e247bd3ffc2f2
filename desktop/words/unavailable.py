"""Why something cannot be had at a time, as a sentence."""

from collections.abc import Mapping
from typing import Protocol

from desktop.domain import Trilingual
from desktop.domain.codes import ItemKind
from desktop.domain.plan import Plan
from desktop.language import N_, Language
from desktop.words import spoken
from desktop.words.free import name
from desktop.words.holidays import holiday

_SENTENCES: Mapping[str, str] = {
    "person": N_("{who} is at “{what}”"),
    "place": N_("{who} is taken: “{what}”"),
    "vehicle": N_("{who} is taken: “{what}”"),
    "instrument": N_("{who} is taken: “{what}”"),
    "away": N_("{who} is not with the delegation"),
    "closure": N_("{who} cannot be had: {what}"),
    "opening_hours": N_("{who} is not open"),
    "public_holiday": N_("Public holiday in {country}: {name}"),
    "half_holiday": N_("Many are closed in {country}: {name}"),
    "weekend": N_("Weekend in {country}"),
    "season": N_("Many are away in {country}: {name}"),
}
_UNNAMED: Mapping[str, str] = {
    "closure": N_("{who} cannot be had"),
    "season": N_("Many are away in {country}"),
}
_HOLIDAYS = {"public_holiday", "half_holiday"}
_OF_BOOKINGS = {"person", "place", "vehicle", "instrument"}


class Unavailable(Protocol):
    """A time at which something cannot be had, as `planning.availability` finds it."""

    @property
    def reason(self) -> str:
        """The code of the reason."""

    @property
    def who(self) -> str:
        """The identity of whom or what it concerns, or a country's code."""

    @property
    def what(self) -> str:
        """The identity of the other booking, or the holiday's native name."""

    @property
    def name(self) -> Trilingual:
        """What a closure or a season is called."""


def unavailable(one: Unavailable, plan: Plan, language: Language) -> str:
    """Say why a time cannot be had: Room 3 is taken: “Welcome”; Public holiday in Japan: …."""
    what = _what(one, plan, language)
    sentence = _SENTENCES[one.reason] if what else _UNNAMED.get(one.reason, _SENTENCES[one.reason])
    return language.gettext(sentence).format(
        who=name(one.who, plan, language),
        country=language.locale.territories.get(one.who, one.who),
        what=what,
        name=what,
    )


def _what(one: Unavailable, plan: Plan, language: Language) -> str:
    if one.reason in _OF_BOOKINGS:
        booking = plan.bookings[one.what]
        title = booking.title.best(language.code)
        return title or spoken.word(ItemKind(booking.kind), language)
    if one.reason in _HOLIDAYS:
        return holiday(one.what, language)
    return one.name.best(language.code)

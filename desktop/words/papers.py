"""What can be chosen of a paper, in plain words."""

from collections.abc import Mapping

from desktop.language import N_, Language, current

_SHELVES: Mapping[str, str] = {
    "programme": N_("Programme"),
    "people": N_("People"),
    "meetings": N_("Meetings and meals"),
    "on_the_way": N_("On the way"),
    "office": N_("For the office"),
}
_OPTIONS: Mapping[str, str] = {
    "romaji": N_("Names in Latin letters too"),
    "honorifics": N_("Names with 様, Mr., Ms."),
    "changes": N_("With a list of what has changed"),
    "struck": N_("Cancelled items struck through"),
    "twelve_hours": N_("Times with a.m. and p.m. in English"),
}


def shelf(code: str, language: Language | None = None) -> str:
    """What a shelf of papers is called."""
    return (language or current()).gettext(_SHELVES[code])


def option(code: str, language: Language | None = None) -> str:
    """What a choice of a paper does; a code without words is shown as it is."""
    return (language or current()).gettext(_OPTIONS.get(code, code))

"""The choice of a country: the two first, then all, by the names of the window's language."""

from __future__ import annotations

from collections.abc import Callable

from desktop.language import Language, current, sorting
from desktop.ui.forms import ReferenceField
from desktop.ui.forms.reference import Find

_FIRST = ("JP", "DK")


def country_name(code: str, language: Language | None = None) -> str:
    """What a country is called; the code itself where there is no name for it."""
    return str((language or current()).locale.territories.get(code, code))


def _codes() -> list[str]:
    known = (str(code) for code in current().locale.territories)
    return [code for code in known if len(code) == 2 and code.isalpha()]


def find_country() -> Find:
    """The search for countries, by name in the window's language or in English, or by code."""

    def find(text: str) -> list[tuple[str, ...]]:
        language, wanted = current(), text.strip().casefold()
        rest = sorted(
            (code for code in _codes() if code not in _FIRST and code != "ZZ"),
            key=lambda code: sorting.sort_key(language, country_name(code)),
        )
        english = Language.of("en")
        return [
            (code, country_name(code), code)
            for code in (*_FIRST, *rest)
            if not wanted
            or wanted in country_name(code).casefold()
            or wanted in country_name(code, english).casefold()
            or wanted == code.casefold()
        ]

    return find


class CountryField(ReferenceField):
    """A country, kept as its ISO 3166 code of two letters; "" for none."""

    def __init__(self, label: Callable[[], str]) -> None:
        super().__init__(label, find_country(), country_name)

    def show_value(self, value: object) -> None:
        """Show a code; no country is no choice."""
        super().show_value(value or None)

    def read(self) -> str:
        """The code, or ""."""
        return super().read() or ""

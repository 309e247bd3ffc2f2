"""Names in calendars of others: which place is meant, which language a title is in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

from desktop.domain.importing import PlaceName
from desktop.domain.text import PARTS, Trilingual
from desktop.language import CODES, Language

_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_DANISH = re.compile("[æøåÆØÅ]")
_SEPARATOR = re.compile(r"\s*[,、，;；\n]\s*")
# What other programs put before the title of an event that is called off.
_PREFIXES = ("Canceled: ", "Cancelled: ", "Aflyst: ", "キャンセル済み: ", "キャンセル: ")
_LONGEST_ROOM = 80


class PlaceNames:
    """The places of an office by all their names."""

    def __init__(self, places: Iterable[PlaceName]) -> None:
        self._by_name: dict[str, str] = {}
        self._by_iata: dict[str, str] = {}
        self._also: dict[str, frozenset[str]] = {}
        for place in places:
            for name in place.name.parts():
                self._by_name.setdefault(_folded(name), place.id)
            if place.iata:
                self._by_iata.setdefault(place.iata.upper(), place.id)
            pieces = (part for text in place.also for part in (text, *_SEPARATOR.split(text)))
            self._also[place.id] = frozenset(map(_folded, pieces))

    def find(self, text: str) -> tuple[str | None, str]:
        """The place that a LOCATION names, and the room in it; else no place and the whole text.

        What stands there beside the name and is known of the place anyway is left out.
        """
        whole = self._by_name.get(_folded(text)) or self._by_iata.get(text.strip())
        if whole is not None:
            return whole, ""
        first, *rest = _SEPARATOR.split(text.strip())
        place = self._by_name.get(_folded(first))
        if place is None:
            return None, text.strip()
        known, told = self._also[place], _folded(" ".join(rest))
        if any(told and told in also for also in known):
            return place, ""
        room = ", ".join(part for part in rest if _folded(part) not in known)
        return (place, room) if len(room) <= _LONGEST_ROOM else (place, rest[0])

    def airport(self, iata: str) -> str | None:
        """The airport of that code, if the office has it."""
        return self._by_iata.get(iata)


def part_of(title: Trilingual, text: str, told: str = "") -> str:
    """Which part of a title a text stands for: the one the file tells, else by what it looks like.

    Latin letters alone do not tell Danish from English; then it is the part that is most alike,
    or the only one there is.
    """
    if told:
        return told
    if _JAPANESE.search(text):
        return "ja"
    if _DANISH.search(text):
        return "da"
    latin = [code for code in PARTS if code != "ja" and getattr(title, code)]
    if not latin:
        return "en"
    return max(latin, key=lambda code: SequenceMatcher(None, getattr(title, code), text).ratio())


def without_prefix(summary: str) -> str:
    """A title without what says that the event is called off."""
    for prefix in (*_own_prefixes(), *_PREFIXES):
        if summary.startswith(prefix):
            return summary[len(prefix) :].strip()
    return summary


def _own_prefixes() -> list[str]:
    told = (Language.of(code).gettext("Cancelled: {title}") for code in CODES)
    return [before for one in told for before, _, after in [one.partition("{title}")] if before]


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())

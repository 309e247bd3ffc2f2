from dataclasses import dataclass

import pytest

from desktop.language import Language
from desktop.language.names import display, sort_fields, with_honorific

JA, DA, EN = (Language.of(code) for code in ("ja", "da", "en"))


@dataclass(frozen=True)
class Name:
    family: str = ""
    given: str = ""
    name_ja: str = ""
    kana: str = ""
    nationality: str = ""
    former: bool = False


MIHON = Name("Mihon", "Yuki", "見本 由紀", "ミホン ユキ", "JP")
EKSEMPELGAARD = Name("Eksempelgaard", "Signe", "シーネ・エクセンペルゴー", nationality="DK")
ALEKVIST = Name("Ålekvist", "Rasmus", nationality="DK")


@pytest.mark.parametrize(
    ("person", "ja", "latin"),
    [
        (MIHON, "見本 由紀", "MIHON Yuki"),
        (EKSEMPELGAARD, "シーネ・エクセンペルゴー", "Signe Eksempelgaard"),
        (ALEKVIST, "Rasmus Ålekvist", "Rasmus Ålekvist"),
        (Name(name_ja="見本 由紀"), "見本 由紀", "見本 由紀"),
        (Name(given="Signe"), "Signe", "Signe"),
        (Name(family="Mihon", nationality="JP"), "MIHON", "MIHON"),
        (Name("Mihon", "Yuki"), "Yuki Mihon", "Yuki Mihon"),
        (Name(), "", ""),
    ],
)
def test_a_name_in_each_script(person: Name, ja: str, latin: str) -> None:
    assert display(JA, person) == ja
    assert display(DA, person) == display(EN, person) == latin


@pytest.mark.parametrize(
    ("language", "person", "honorific", "text"),
    [
        (JA, MIHON, "様", "見本 由紀 様"),
        (JA, EKSEMPELGAARD, "様", "シーネ・エクセンペルゴー 様"),
        (JA, MIHON, "先生", "見本 由紀 先生"),
        (JA, MIHON, "", "見本 由紀"),
        (JA, ALEKVIST, "Prof.", "Prof. Rasmus Ålekvist"),
        (EN, ALEKVIST, "Prof.", "Prof. Rasmus Ålekvist"),
        (EN, MIHON, "Ms", "Ms MIHON Yuki"),
        (EN, MIHON, "様", "MIHON Yuki 様"),
        (DA, ALEKVIST, "prof.", "prof. Rasmus Ålekvist"),
        (DA, ALEKVIST, "", "Rasmus Ålekvist"),
        (JA, Name(), "様", ""),
    ],
)
def test_an_honorific_stands_where_its_script_puts_it(
    language: Language, person: Name, honorific: str, text: str
) -> None:
    assert with_honorific(language, person, honorific) == text


def test_japanese_lists_compare_readings_and_others_family_names() -> None:
    assert sort_fields(JA, MIHON) == ("ミホン ユキ",)
    assert sort_fields(JA, EKSEMPELGAARD) == ("シーネ・エクセンペルゴー",)
    assert sort_fields(JA, ALEKVIST) == ("Ålekvist", "Rasmus")
    assert sort_fields(DA, MIHON) == sort_fields(EN, MIHON) == ("Mihon", "Yuki")
    assert sort_fields(EN, Name(name_ja="見本 由紀")) == ("見本 由紀",)


@pytest.mark.parametrize("language", [JA, DA, EN])
def test_who_was_erased_is_a_removed_person(language: Language) -> None:
    erased = Name(former=True)
    assert display(language, erased) == language.gettext("removed person")
    assert with_honorific(language, erased, "様") == language.gettext("removed person")
    assert display(language, Name()) == ""

"""Pasted rows become people, and what cannot be read is named."""

from datetime import date

import pytest

from desktop.domain import Trilingual
from desktop.language import Language
from desktop.language.typed_name import TypedName
from desktop.ui.members.paste import parse
from desktop.ui.members.reading import Candidate, Fault, function_of, nation, read

TODAY = date(2026, 11, 23)


def _read(text: str, code: str = "en") -> list[Candidate]:
    return read(parse(text), Language.of(code), TODAY)


def test_a_row_becomes_a_person_with_all_that_is_known() -> None:
    (one,) = _read(
        "Name\t氏名\tKana\tFunction\tTitle\tOrganisation\tE-mail\tMobile\tNationality\tDiet"
        "\tPassport\tPassport expiry\tNote\n"
        "MIHON Yuki\t見本 由紀\tみほん ゆき\t団長\t課長\tSample Agency\tYuki <y@mihon.example>"
        "\t＋81 3 0000 0000\tJapan\tvegetarian\tXY0000001\t14.2.2031\twindow seat"
    )
    assert one.name == TypedName("Mihon", "Yuki", "見本 由紀", "みほん ゆき")
    assert one.function == "head"
    assert one.organisation == "Sample Agency"
    assert one.values == {
        "title": Trilingual(ja="課長"),
        "email": "y@mihon.example",
        "mobile": "+81 3 0000 0000",
        "nationality": "JP",
        "diet": Trilingual(en="vegetarian"),
        "passport_number": "XY0000001",
        "passport_expiry": date(2031, 2, 14),
        "note": "window seat",
    }
    assert one.faults == ()
    assert one.can_be_taken


def test_latin_words_are_in_the_language_of_the_window() -> None:
    (one,) = _read("Navn\tStilling\nAnna Prøvesen\tKontorchef", "da")
    assert one.values["title"] == Trilingual(da="Kontorchef")


def test_parts_of_a_name_in_several_columns_make_one_name() -> None:
    (one,) = _read(
        "姓\t名\tセイ\tメイ\tLast name\tFirst name\n見本\t由紀\tミホン\tユキ\tMIHON\tYuki"
    )
    assert one.name == TypedName("Mihon", "Yuki", "見本 由紀", "ミホン ユキ")
    (turned,) = _read("名\t姓\n由紀\t見本")
    assert turned.name.name_ja == "見本 由紀"


def test_each_doubt_is_named_at_its_cell_and_the_rest_is_taken() -> None:
    (one,) = _read(
        "Name\tE-mail\tNationality\tPassport expiry\tFunction\n"
        "Anna Prøvesen\tanna(at)prove\tAtlantis\tsoon\tjuggler"
    )
    assert one.faults == (
        (1, Fault.EMAIL),
        (2, Fault.NATIONALITY),
        (3, Fault.DATE),
        (4, Fault.FUNCTION),
    )
    assert one.values == {}
    assert one.can_be_taken


def test_a_row_without_a_name_and_a_twin_are_not_taken() -> None:
    rows = _read(
        "Name\tE-mail\nAnna Prøvesen\ta@b.example\n\tc@b.example\nPRØVESEN Anna\ta@b.example"
    )
    assert [row.can_be_taken for row in rows] == [True, False, False]
    assert rows[1].faults == ((0, Fault.NO_NAME),)
    assert rows[2].faults == ((0, Fault.TWICE),)


def test_namesakes_with_different_addresses_are_two_people() -> None:
    rows = _read("Name\tE-mail\nAnna Prøvesen\ta@b.example\nAnna Prøvesen\tz@b.example")
    assert all(row.can_be_taken for row in rows)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Denmark", "DK"),
        ("Danmark", "DK"),
        ("デンマーク", "DK"),
        ("dansk", "DK"),
        ("JP", "JP"),
        ("日本", "JP"),
        ("Sverige", "SE"),
        ("Atlantis", ""),
    ],
)
def test_countries_are_known_in_three_languages(text: str, code: str) -> None:
    assert nation(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Head of delegation", "head"),
        ("delegationsleder", "head"),
        ("副団長", "deputy"),
        ("Tolk", "interpreter"),
        ("juggler", ""),
    ],
)
def test_functions_are_known_in_three_languages(text: str, code: str) -> None:
    assert function_of(text) == code

import random
import unicodedata
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCollator, QLocale

from desktop.language import CODES, Language
from desktop.language.sorting import person_sort_key, sort_key

JA, DA, EN = (Language.of(code) for code in ("ja", "da", "en"))

# The families of the demo office, and its Japanese members with their readings.
DANISH_FAMILIES = [
    "Dummysen",
    "Eksempelgård",
    "Eksempelgaard",
    "Mønsterholm",
    "Prøvesen",
    "Skabelonsen",
    "Testrup",
    "Ærøprøve",
    "Øvebjerg",
    "Øvelund",
    "Aagedemo",
    "Ålekvist",
]
JAPANESE_PEOPLE = {
    "安堂 てすと": "アンドウ テスト",
    "架空 光": "カク ヒカル",
    "仮名井 真": "カメイ マコト",
    "試田 量子": "シダ リョウコ",
    "雛形 純": "ヒナガタ ジュン",
    "見本 由紀": "ミホン ユキ",
    "模木 沢子": "モギ サワコ",
    "例沢 修": "レイザワ オサム",
}


@dataclass(frozen=True)
class Name:
    family: str = ""
    given: str = ""
    name_ja: str = ""
    kana: str = ""
    nationality: str = ""
    former: bool = False


def assert_order(language: Language, expected: list[str]) -> None:
    mixed = random.Random(2027).sample(expected, len(expected))
    assert sorted(mixed, key=lambda text: sort_key(language, text)) == expected


def test_danish_families_of_the_demo_office() -> None:
    assert_order(DA, DANISH_FAMILIES)
    people = [Name(family, "Signe") for family in reversed(DANISH_FAMILIES)]
    people.sort(key=lambda person: person_sort_key(DA, person))
    assert [person.family for person in people] == DANISH_FAMILIES


def test_japanese_people_of_the_demo_office_stand_by_their_reading() -> None:
    people = [Name(name_ja=name, kana=kana) for name, kana in JAPANESE_PEOPLE.items()]
    mixed = random.Random(2027).sample(people, len(people))
    mixed.sort(key=lambda person: person_sort_key(JA, person))
    assert [person.name_ja for person in mixed] == list(JAPANESE_PEOPLE)


@pytest.mark.parametrize(
    "expected",
    [
        ["Å", "Aa"],
        ["Åse", "åse", "Aase", "aase"],
        ["Nygård", "nygård", "Nygaard", "nygaard", "Nygårdsvej"],
        ["Zola", "Æbelø", "Ærø", "Øbo", "Ørsted", "Aabenraa", "Ålborg", "Aarhus"],
        ["Hyben", "Hüben", "Hyber"],
        ["Læsø", "Läsø", "Løsø", "Lösø"],
        ["dato", "ðato", "datum"],
        ["Thor", "Þor", "Thorn"],
        ["Ida", "ida", "Idé", "Idea"],
        ["Z2", "Z10", "Z10a", "Za"],
        ["Bo Å", "Bo Aa"],
        ["Dam Signe", "Dam-Hansen", "Damgaard"],
        ["-", "2", "a"],
        ["Zoo", "Århus", "東京"],
    ],
)
def test_danish_rules(expected: list[str]) -> None:
    assert_order(DA, expected)


@pytest.mark.parametrize(
    "expected",
    [
        ["resume", "résumé", "resumes"],
        ["Adler", "Ærø", "Afton"],
        ["Aarhus", "Alborg", "Ålborg", "Alfa"],
        ["Ola", "Øla", "Olb"],
        ["Room 2", "Room 10", "Room A"],
        ["MIT", "mit", "Mita"],
        ["Strase", "Strasse", "Straße", "Stratos"],
        ["Zulu", "かな", "東京"],
    ],
)
def test_english_rules(expected: list[str]) -> None:
    assert_order(EN, expected)


@pytest.mark.parametrize(
    "expected",
    [
        list("あいうえおかきくけこさしすせそたちつてとなにぬねの"),
        list("はひふへほまみむめもやゆよらりるれろわん"),
        ["か", "カ", "が", "ガ", "き"],
        ["は", "ば", "ぱ", "ひ"],
        ["はは", "はば", "ばは", "はひ"],
        ["カー", "カァ", "カア", "カイ"],
        ["サト", "サトウ", "サドウ", "サトオ"],
        ["きゃく", "きやく"],
        ["みすゞ", "みすず"],
        ["ミホン ユキ", "ミホンギ アイ"],
        ["カク ヒカル", "カクウノ ナオ"],
        ["ﾃｽﾄ", "テストA"],
        ["データ", "デンマーク", "NTT", "理研"],
        ["第2会議室", "第10会議室"],
    ],
)
def test_japanese_rules(expected: list[str]) -> None:
    assert_order(JA, expected)


def test_half_width_hiragana_and_katakana_are_one_order() -> None:
    primary = {
        sort_key(JA, text)[0] for text in ("デンマーク", "ﾃﾞﾝﾏｰｸ", "でんまーく", "デンマアク")
    }
    assert len(primary) == 1


def test_names_without_a_reading_follow_those_with_one() -> None:
    people = [
        Name("Ålekvist", "Rasmus"),
        Name(name_ja="見本 由紀"),
        Name(name_ja="シーネ・エクセンペルゴー"),
        Name(name_ja="例沢 修", kana="レイザワ オサム"),
    ]
    assert sorted(people, key=lambda person: person_sort_key(JA, person)) == [
        people[2],
        people[3],
        people[0],
        people[1],
    ]


def test_danish_agrees_with_the_collator_of_qt() -> None:
    texts = [
        *DANISH_FAMILIES,
        *("Ærø", "øl", "Ørsted", "Aabenraa", "Ålborg", "Aarhus", "Kaas", "Kås", "Zar", "Ø", "ål"),
        *("Al", "aal", "Mø", "Müller", "Myller"),
        *("Z2", "Z10", "Bo Hansen", "Bo-Hansen", "Bohansen", "Idé", "Ide", "ide", "Läsø", "Læsø"),
        *("kl. 9", "(udkast)", "Gefion 1", "Gefion 12", "Gefion 2"),
    ]
    collator = QCollator(QLocale("da_DK"))
    collator.setNumericMode(True)
    keys = {text: sort_key(DA, text) for text in texts}
    for one in texts:
        for other in texts:
            if one != other:
                assert (collator.compare(one, other) < 0) == (keys[one] < keys[other]), (one, other)


LETTERS = st.text("aAåÅbæøöüézZ0129 -・かガきゃャーゞカ東ｶ゙")


@pytest.mark.parametrize("code", CODES)
@given(one=st.text() | LETTERS, other=st.text() | LETTERS)
def test_every_two_texts_have_one_order(code: str, one: str, other: str) -> None:
    language = Language.of(code)
    first, second = sort_key(language, one), sort_key(language, other)
    assert first == sort_key(language, one)
    assert (first == second) == (one == other)
    assert (first < second) != (first >= second)


@pytest.mark.parametrize("code", CODES)
@given(text=LETTERS)
def test_how_an_accent_is_encoded_does_not_matter_but_on_a_tie(code: str, text: str) -> None:
    language = Language.of(code)
    decomposed = unicodedata.normalize("NFD", text)
    assert sort_key(language, decomposed)[:4] == sort_key(language, text)[:4]


@given(numbers=st.lists(st.integers(min_value=0)))
def test_numbers_stand_by_their_value(numbers: list[int]) -> None:
    ordered = sorted((f"Room {number}" for number in numbers), key=lambda text: sort_key(EN, text))
    assert ordered == [f"Room {number}" for number in sorted(numbers)]

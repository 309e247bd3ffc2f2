import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.text import PARTS, Trilingual, clean


@pytest.mark.parametrize(
    ("code", "order"),
    [("ja", ("ja", "en", "da")), ("da", ("da", "en", "ja")), ("en", ("en", "da", "ja"))],
)
def test_a_reader_gets_the_nearest_language(code: str, order: tuple[str, ...]) -> None:
    for skipped in range(4):
        text = Trilingual(**{part: part.upper() for part in order[skipped:]})
        assert text.best(code) == (order[skipped].upper() if skipped < 3 else "")


def test_an_unknown_reader_reads_english() -> None:
    assert Trilingual("日", "da", "en").best("qps") == "en"


def test_only_a_text_in_no_language_is_false() -> None:
    assert not Trilingual()
    assert all(Trilingual(**{part: "x"}) for part in PARTS)


def test_a_part_is_changed_in_a_copy() -> None:
    text = Trilingual(ja="訪問")
    assert text.with_part("da", "Besøg") == Trilingual(ja="訪問", da="Besøg")
    assert text == Trilingual(ja="訪問")


def test_parts_are_those_given() -> None:
    assert Trilingual("訪問", "", "Visit").parts() == ("訪問", "Visit")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Visit \n", "Visit"),
        ("\u3000訪問\u3000", "訪問"),
        ("a\0b\x07c\x7f\x9bd", "abcd"),
        ("one\r\ntwo\rthree\n\tfour", "one\ntwo\nthree\n\tfour"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("A\u030aborg", "Åborg"),
        ("か\u3099", "が"),
        # A mark behind a removed character joins the letter before it.
        ("e\0\u0301", "é"),
        ("😀👨‍👩‍👧", "😀👨‍👩‍👧"),
    ],
)
def test_text_is_cleaned(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize("name", ["\ufa19田", "\ufa1b井", "\ufa11本", "\U0002f81aさん", "髙橋"])
def test_a_name_keeps_the_form_of_its_kanji(name: str) -> None:
    assert clean(f" {name} ") == name


@given(st.text(st.characters(exclude_categories=[])))
def test_clean_text_is_left_alone(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not any(unicodedata.category(char) == "Cs" or char in "\0\r" for char in once)
    once.encode("utf-8")

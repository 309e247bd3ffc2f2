"""The bundled faces cover what names and programmes need, and say so rightly."""

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from desktop.paths import shipped

JAPANESE = ("NotoSansCJKjp-Regular.otf", "NotoSansCJKjp-Bold.otf")
LATIN = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
FAMILY_NAME, COPYRIGHT = 1, 0


@cache
def face(name: str) -> TTFont:
    return TTFont(shipped("resources/fonts") / name, lazy=True)


@cache
def chars(name: str) -> set[int]:
    return set(face(name).getBestCmap())


def listed() -> list[tuple[int, int]]:
    lines = (shipped("resources/fonts") / "coverage.txt").read_text(encoding="ascii").split()
    ends = ([int(end, 16) for end in line.split("-")] for line in lines)
    return [(pair[0], pair[-1]) for pair in ends]


def test_the_list_tells_what_the_faces_cover() -> None:
    covered = {char for first, last in listed() for char in range(first, last + 1)}
    japanese = chars(JAPANESE[0]) & chars(JAPANESE[1])
    latin = chars(LATIN[0]) & chars(LATIN[1])
    assert covered == japanese | latin


def test_the_list_is_sorted_and_as_short_as_can_be() -> None:
    assert all(after[0] > before[1] + 1 for before, after in pairwise(listed()))


@pytest.mark.parametrize("name", JAPANESE)
def test_a_japanese_face_covers_names_and_programmes(name: str) -> None:
    needed = "髙﨑辻𠮷彅㐂德濵邉邊齋ÆØÅæøåéüöäß①⑳～〜–—…・、。「」→⇄↔★●■▲〒㈱℃№ｱカﾞ々ー"
    assert {char for char in needed if ord(char) not in chars(name)} == set()


@pytest.mark.parametrize("name", LATIN)
def test_a_latin_face_covers_the_names_of_europe(name: str) -> None:
    needed = "ÆØÅæøåÞðŁłŠšŽžČčĆćĘęŐőŰűĞğŞşİıȘșȚțŇňŘřĀāŌōΩωЖж"
    assert {char for char in needed if ord(char) not in chars(name)} == set()


@pytest.mark.parametrize("name", JAPANESE)
def test_every_kanji_of_the_standards_is_there(name: str) -> None:
    def known(char: str, encoding: str) -> bool:
        try:
            char.encode(encoding)
        except UnicodeEncodeError:
            return False
        return True

    kanji = {char for code in range(0x3400, 0xA000) if known(char := chr(code), "euc_jis_2004")}
    assert len(kanji) > 9_000
    assert {char for char in kanji if ord(char) not in chars(name)} == set()


@pytest.mark.parametrize("name", JAPANESE)
def test_a_name_keeps_its_own_form_of_a_kanji(name: str) -> None:
    variants = next(table for table in face(name)["cmap"].tables if table.format == 14)
    assert any(base == ord("辻") for base, _ in variants.uvsDict[0xE0100])


@pytest.mark.parametrize("name", JAPANESE)
def test_vertical_and_proportional_forms_are_there(name: str) -> None:
    found = {
        record.FeatureTag
        for table in ("GSUB", "GPOS")
        for record in face(name)[table].table.FeatureList.FeatureRecord
    }
    assert {"vert", "palt", "halt", "kern"} <= found


@pytest.mark.parametrize(
    ("names", "family"), [(JAPANESE, "Noto Sans CJK JP"), (LATIN, "Noto Sans")]
)
def test_the_faces_of_a_family_are_found_by_its_name(names: tuple[str, str], family: str) -> None:
    assert {face(name)["name"].getDebugName(FAMILY_NAME) for name in names} == {family}


@pytest.mark.parametrize("name", [*JAPANESE, *LATIN])
def test_the_licence_allows_a_subset_of_the_same_name(name: str) -> None:
    licence = (shipped("resources/fonts") / "OFL.txt").read_text(encoding="utf-8")
    notice = face(name)["name"].getDebugName(COPYRIGHT)
    assert notice in licence
    assert "Reserved Font Name" not in notice


def test_no_other_font_lies_there() -> None:
    fonts = {path.name for path in Path(shipped("resources/fonts")).iterdir()}
    assert {name for name in fonts if name.endswith(("tf", "ttc", "woff2"))} == {*JAPANESE, *LATIN}

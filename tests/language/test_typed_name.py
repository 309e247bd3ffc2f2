"""Names as people write them, taken apart."""

import pytest

from desktop.language.typed_name import TypedName, is_japanese, is_kana, parse_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Signe Eksempelgaard", TypedName("Eksempelgaard", "Signe")),
        ("Anna Sofie Prøvesen", TypedName("Prøvesen", "Anna Sofie")),
        ("MIHON Yuki", TypedName("Mihon", "Yuki")),
        ("Yuki MIHON", TypedName("Mihon", "Yuki")),
        ("Mihon, Yuki", TypedName("Mihon", "Yuki")),
        ("MIHON, Yuki", TypedName("Mihon", "Yuki")),
        ("PRØVE-ØSTED J. Signe", TypedName("Prøve-Østed", "J. Signe")),
        ("Jan van der Prøve", TypedName("van der Prøve", "Jan")),
        ("Prøvesen", TypedName("Prøvesen", "")),
        ("YUKI MIHON", TypedName("MIHON", "YUKI")),
        ("見本　由紀", TypedName(name_ja="見本 由紀")),
        ("見本 由紀 様", TypedName(name_ja="見本 由紀", honorific="様")),
        ("見本 由紀（みほん ゆき）", TypedName(name_ja="見本 由紀", kana="みほん ゆき")),
        ("シーネ・エクセンペルゴー", TypedName(name_ja="シーネ・エクセンペルゴー")),
        ("MIHON Yuki (見本 由紀)", TypedName("Mihon", "Yuki", "見本 由紀")),
        ("見本 由紀 / Yuki Mihon", TypedName("Mihon", "Yuki", "見本 由紀")),
        ("Prof. Dr. Rasmus Ålekvist", TypedName("Ålekvist", "Rasmus", honorific="Prof. Dr.")),
        ("Drude Prøvesen", TypedName("Prøvesen", "Drude")),
        ("", TypedName()),
        (" ( ) ", TypedName()),
    ],
)
def test_a_name_is_read_as_it_is_written(text: str, name: TypedName) -> None:
    assert parse_name(text) == name


def test_an_honorific_knows_its_language() -> None:
    assert parse_name("Hr. Jens Prøvesen").honorific_language() == "da"
    assert parse_name("Ms Signe Eksempelgaard").honorific_language() == "en"
    assert parse_name("見本 由紀 先生").honorific_language() == "ja"
    assert parse_name("Signe Eksempelgaard").honorific_language() == ""


def test_scripts_are_told_apart() -> None:
    assert is_kana("ﾐﾎﾝ ﾕｷ")
    assert is_kana("シーネ・エクセンペルゴー")
    assert not is_kana("見本 ゆき")
    assert is_japanese("𠮷田")
    assert not is_japanese("Ørsted")

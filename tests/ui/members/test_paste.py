"""What a pasted list is taken to mean."""

import pytest

from desktop.errors import Problem
from desktop.ui.members.paste import MOST_ROWS, Meaning, cells, header_meaning, parse

N, F, G, J, K = Meaning.NAME, Meaning.FAMILY, Meaning.GIVEN, Meaning.NAME_JA, Meaning.KANA
T, B, E, M, X = (
    Meaning.TITLE,
    Meaning.ORGANISATION,
    Meaning.EMAIL,
    Meaning.MOBILE,
    Meaning.IGNORE,
)


def test_cells_are_split_at_tabs_semicolons_or_commas() -> None:
    assert cells("a\tb\nc\td\n") == [("a", "b"), ("c", "d")]
    assert cells("a;b\r\nc;d\r\n") == [("a", "b"), ("c", "d")]
    assert cells("Name,E-mail\nAnna,a@b.example\n") == [("Name", "E-mail"), ("Anna", "a@b.example")]
    assert cells("1,Anna,x\n2,Bo,y") == [("1", "Anna", "x"), ("2", "Bo", "y")]


def test_a_comma_within_names_makes_no_columns() -> None:
    assert cells("Mihon, Yuki\nPrøvesen, Anna") == [("Mihon, Yuki",), ("Prøvesen, Anna",)]


def test_quoted_cells_hold_newlines_tabs_and_quotation_marks() -> None:
    assert cells('Anna\t"two\nlines and a ""word"""\nBo\tone') == [
        ("Anna", 'two\nlines and a "word"'),
        ("Bo", "one"),
    ]


def test_empty_rows_and_columns_are_left_out_and_short_rows_filled_up() -> None:
    assert cells("\ufeff\n\nAnna\t\tx\n\t\t\nBo\n\n") == [("Anna", "x"), ("Bo", "")]


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("Name", N), ("Navn", N), ("氏名", N), ("お名前", N), ("参加者名", N),
        ("Family name", F), ("Surname *", F), ("Efternavn", F), ("姓", F), ("姓（漢字）", F),
        ("Given name", G), ("First name", G), ("Fornavn", G), ("名", G),
        ("氏名（漢字）", J), ("Name in Japanese", J), ("Navn på japansk", J),
        ("ふりがな", K), ("フリガナ", K), ("氏名カナ", K), ("セイ", K), ("Kana", K),
        ("Udtale (kana)", K),
        ("Title", T), ("Titel", T), ("Stilling", T), ("役職", T), ("肩書き", T),
        ("Organisation", B), ("Affiliation", B), ("Virksomhed", B), ("所属", B), ("会社名", B),
        ("E-mail", E), ("Mail", E), ("メールアドレス", E), ("e-mailadresse", E),
        ("Mobil", M), ("Mobile phone", M), ("電話番号", M), ("携帯", M), ("Tlf.", M),
        ("Kost", Meaning.DIET), ("Dietary requirements", Meaning.DIET), ("食事制限", Meaning.DIET),
        ("アレルギー", Meaning.DIET), ("Kosthensyn", Meaning.DIET),
        ("Nationality", Meaning.NATIONALITY), ("国籍", Meaning.NATIONALITY),
        ("Statsborgerskab", Meaning.NATIONALITY),
        ("Passport no.", Meaning.PASSPORT), ("旅券番号", Meaning.PASSPORT),
        ("Pasnummer", Meaning.PASSPORT),
        ("Passport expiry", Meaning.PASSPORT_EXPIRY), ("旅券有効期限", Meaning.PASSPORT_EXPIRY),
        ("Pas udløber", Meaning.PASSPORT_EXPIRY),
        ("Emergency contact", Meaning.EMERGENCY), ("緊急連絡先", Meaning.EMERGENCY),
        ("敬称", Meaning.HONORIFIC), ("Function", Meaning.FUNCTION), ("役割", Meaning.FUNCTION),
        ("備考", Meaning.NOTE), ("Bemærkning", Meaning.NOTE),
        ("No.", X), ("番号", X), ("Date of birth", X),
        ("Signe Eksempelgaard", None), ("", None),
    ],
)  # fmt: skip
def test_headers_are_known_in_three_languages(header: str, meaning: Meaning | None) -> None:
    assert header_meaning(header) is meaning


def test_a_header_row_is_told_from_people() -> None:
    table = parse(
        "No.\t氏名\tフリガナ\t所属\t役職\tメール\n"
        "1\t見本 由紀\tミホン ユキ\t見本庁\t課長\ta@b.example"
    )
    assert table.headers == ("No.", "氏名", "フリガナ", "所属", "役職", "メール")
    assert table.rows == (("1", "見本 由紀", "ミホン ユキ", "見本庁", "課長", "a@b.example"),)
    assert table.meanings == (X, N, K, B, T, E)


def test_without_a_header_the_content_tells() -> None:
    table = parse(
        "1\tYuki MIHON\tHead of Unit\tSample Agency\tyuki@mihon.example\t+81-3-0000-0000\n"
        "2\tAnna Prøvesen\tProfessor\tPrøve Universitet\tanna@prove.example\t+45 00 00 00 00"
    )
    assert table.headers == ("",) * 6
    assert len(table.rows) == 2
    assert table.meanings == (X, N, T, B, E, M)


def test_without_a_header_japanese_columns_are_told_apart() -> None:
    table = parse(
        "見本 由紀\tみほん ゆき\t見本大学\t教授\n例山 花子\tれいやま はなこ\t見本研究所\t研究員"
    )
    assert table.meanings == (J, K, B, T)


def test_a_family_name_in_capitals_is_known_in_either_column() -> None:
    assert parse("MIHON\tYuki\nREIYAMA\tHanako").meanings == (F, G)
    assert parse("Signe\tEksempelgaard\nAnna\tPrøvesen").meanings == (G, F)


def test_a_name_in_katakana_alone_is_the_name() -> None:
    assert parse("シーネ・エクセンペルゴー\nラスムス・オーレクヴィスト").meanings == (J,)
    assert parse("Signe Prøvesen\tシーネ・プレーヴセン\nBo Alm\tボー・アルム").meanings == (N, K)


def test_a_passport_explains_the_dates_beside_it() -> None:
    table = parse("Anna Prøvesen\tXY0000001\t2031-02-14\nBo Prøvesen\tXY0000002\t2030-01-01")
    assert table.meanings == (N, Meaning.PASSPORT, Meaning.PASSPORT_EXPIRY)
    assert parse("Anna Prøvesen\t1975-02-14").meanings == (N, X)


def test_japanese_and_latin_parts_of_a_name_stand_side_by_side() -> None:
    table = parse(
        "姓\t名\tセイ\tメイ\tLast name\tFirst name\n見本\t由紀\tミホン\tユキ\tMIHON\tYuki"
    )
    assert table.meanings == (F, G, K, K, F, G)


def test_a_second_column_of_one_meaning_is_not_taken() -> None:
    assert parse("Name\tE-mail\tE-mail 2\nAnna\ta@b.example\tb@b.example").meanings == (N, E, X)


@pytest.mark.parametrize("text", ["", "  \n\t\n", "Name\tE-mail\n", '""'])
def test_nothing_to_take_is_said(text: str) -> None:
    with pytest.raises(Problem, match="paste_empty"):
        parse(text)


def test_a_list_that_is_too_long_is_refused_with_its_length() -> None:
    rows = "\n".join(f"Person Number{n}\tx" for n in range(1000))
    with pytest.raises(Problem) as refused:
        parse("Name\tTitle\n" + rows)
    assert refused.value.code == "paste_too_long"
    assert refused.value.values == {"rows": 1000, "most": MOST_ROWS}


def test_a_lone_quotation_mark_loses_nobody() -> None:
    table = parse('Name\tNote\nAnna Prøvesen\t5" disk\nBo Prøvesen\tx')
    assert [row[0] for row in table.rows] == ["Anna Prøvesen", "Bo Prøvesen"]

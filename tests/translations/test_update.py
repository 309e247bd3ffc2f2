from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from translations.update import (
    Row,
    extracted,
    forms,
    merge,
    messages,
    missing,
    placeholders,
    read,
    rows,
    updated,
    written,
)


@pytest.fixture
def template() -> Catalog:
    catalogue = Catalog()
    catalogue.add("City", locations=[("desktop/a.py", 0)])
    catalogue.add("City", context="of birth", locations=[("desktop/a.py", 0)])
    catalogue.add(("{n} member", "{n} members"), locations=[("desktop/b.py", 0)])
    return catalogue


@pytest.fixture
def catalogues(template: Catalog) -> dict[str, Catalog]:
    return {code: updated(Catalog(locale=code), template, code) for code in ("ja", "da")}


def tsv(folder: Path, *lines: str) -> list[Row | str]:
    path = folder / "mine.tsv"
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return list(rows(path))


def text_of(catalogue: Catalog, message: str) -> object:
    found = catalogue.get(message)
    return found and found.string


def test_rows_fill_what_is_missing(tmp_path: Path, catalogues: dict[str, Catalog]) -> None:
    assert missing(catalogues["da"]) == ["City", "City", "{n} member | {n} members"]
    found = tsv(
        tmp_path,
        "msgctxt\tmsgid\tja\tda",
        "\tCity\t都市\tby",
        "of birth\tCity\t出生地\tfødeby",
        "\t{n} member|||{n} members\t{n}名\t{n} medlem|||{n} medlemmer",
        "",
    )
    assert list(merge(catalogues, found, replace=False)) == []
    assert missing(catalogues["ja"]) == missing(catalogues["da"]) == []
    assert [forms(message.string) for message in messages(catalogues["da"])] == [
        ("by",),
        ("fødeby",),
        ("{n} medlem", "{n} medlemmer"),
    ]
    assert [forms(message.string) for message in messages(catalogues["ja"])] == [
        ("都市",),
        ("出生地",),
        ("{n}名",),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("City\t都市\tby", "3 columns"),
        ("\t{n} member|||{n} members\t名\t{n} medlem|||{n} medlemmer", "other placeholders"),
        ("\t{n} member|||{n} members\t{n}名\t{m} medlem|||{n} medlemmer", "other placeholders"),
        ("\t{n} member|||{n} members\t{n}名\t{n} medlemmer", "1 forms instead of 2"),
        ("\tCity\t都市{\tby", "Single '{'"),
        ("\tTown\t町\tby", "no such message"),
        ("\tCity|||Cities\t都市\tby|||byer", "no such message"),
    ],
)
def test_a_bad_row_is_refused_with_its_place(
    tmp_path: Path, catalogues: dict[str, Catalog], line: str, reason: str
) -> None:
    remarks = list(merge(catalogues, tsv(tmp_path, "", line), replace=False))
    assert len(remarks) == 1
    assert remarks[0].startswith("mine.tsv:2: ")
    assert reason in remarks[0]
    assert len(missing(catalogues["da"])) == 3


def test_a_translation_is_changed_only_when_that_is_wished(
    tmp_path: Path, catalogues: dict[str, Catalog]
) -> None:
    list(merge(catalogues, tsv(tmp_path, "\tCity\t都市\tby"), replace=False))
    other = tsv(tmp_path, "\tCity\t都市\tstad")
    assert len(list(merge(catalogues, other, replace=False))) == 1
    assert text_of(catalogues["da"], "City") == "by"
    assert list(merge(catalogues, other, replace=True)) == []
    assert text_of(catalogues["da"], "City") == "stad"


def test_a_new_line_is_written_as_in_the_source(tmp_path: Path) -> None:
    (row,) = tsv(tmp_path, "\tOne\\nTwo\t一\\n二\tEn\\nTo")
    assert isinstance(row, Row)
    assert row.message == ("One\nTwo",)
    assert row.texts == {"ja": ("一\n二",), "da": ("En\nTo",)}


def test_an_update_keeps_translations_and_drops_what_is_gone(
    tmp_path: Path, catalogues: dict[str, Catalog], template: Catalog
) -> None:
    list(merge(catalogues, tsv(tmp_path, "\tCity\t都市\tby"), replace=False))
    template.delete("City", context="of birth")
    template.add("Country")
    new = updated(catalogues["da"], template, "da")
    assert [(message.id, message.string) for message in messages(new)][::2] == [
        ("City", "by"),
        ("Country", ""),
    ]


def test_what_is_written_is_read_back(tmp_path: Path, catalogues: dict[str, Catalog]) -> None:
    list(merge(catalogues, tsv(tmp_path, "\tCity\t都市\tby"), replace=False))
    path = tmp_path / "kakehashi.po"
    path.write_bytes(first := written(catalogues["ja"]))
    again = read(path, "ja")
    assert written(again) == first
    assert text_of(again, "City") == "都市"


def test_two_extractions_are_the_same_bytes() -> None:
    assert written(extracted()) == written(extracted())


def test_messages_are_found_in_every_way_they_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "desktop" / "page.py"
    source.parent.mkdir()
    (tmp_path / "resources").mkdir()
    source.write_text(
        "_('a'); say(lambda: _('b')); N_('c'); language.gettext('d')\n"
        "ngettext('{n} e', '{n} es', n); pgettext('x', 'f'); npgettext('y', 'g', 'gs', n)\n"
        "other('h')\n"
    )
    monkeypatch.setattr("translations.update.ROOT", tmp_path)
    found = {(message.context, message.id) for message in messages(extracted())}
    assert found == {
        (None, "a"),
        (None, "b"),
        (None, "c"),
        (None, "d"),
        (None, ("{n} e", "{n} es")),
        ("x", "f"),
        ("y", ("g", "gs")),
    }


def test_placeholders_include_their_format() -> None:
    assert placeholders("{a} {b:02} {a}") == {"a!:", "b!:02"}
    assert placeholders("100 % {{x}}") == set()
    with pytest.raises(ValueError, match="Single"):
        placeholders("{")

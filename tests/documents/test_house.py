"""How an office's own papers look: read from a folder with care, and printed."""

import json
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from desktop import words
from desktop.documents import catalogue
from desktop.documents.document import Document
from desktop.documents.house import ACCENTS, PLAIN, House
from desktop.documents.house_folder import (
    copy_templates,
    put_logo,
    read_house,
    remove_logo,
    set_templates_aside,
    write_style,
)
from desktop.documents.render import Renderer
from desktop.documents.wish import Material, Wish
from desktop.domain import Trilingual
from desktop.domain.paper import PaperSource
from desktop.errors import Problem
from desktop.language import CODES, Language
from desktop.paths import shipped
from tests.documents.kit import ON, delegation, item, printed, squeezed

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><rect width="2" height="1"/></svg>'
STYLE = {
    "accent": "green",
    "letterhead": {"en": ["Royal Danish Embassy", "Tokyo"], "ja": "デンマーク王国大使館"},
    "footer": {"en": "In cooperation"},
    "wording": {
        "Visit programme": {"en": "Official programme", "ja": "公式日程"},
        "Edition {number}": {"en": "Version {number}"},
    },
}


def png(width: int = 20, height: int = 10) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\xcc\0\0" * width for _ in range(height)))
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "documents"
    made.mkdir()
    return made


def style(folder: Path, told: object) -> None:
    text = told if isinstance(told, str) else json.dumps(told, ensure_ascii=False)
    (folder / "house.json").write_text(text, "utf-8")


def paper(house: House, *languages: str) -> Document:
    visit = delegation(item("Møde", "2027-04-19 09:00"), edition=3)
    wish = Wish("programme", "delegation", visit.id, languages or ("en",), ON)
    return catalogue.document(Material(PaperSource(visit), house=house), wish)


def refused(folder: Path) -> Problem:
    with pytest.raises(Problem) as caught:
        read_house(folder)
    for code in CODES:
        told = words.problem(caught.value, Language.of(code))
        assert not any(f"{{{name}}}" in told for name in ("path", "place", "line", "text"))
        assert caught.value.code not in told
    return caught.value


def test_without_a_folder_papers_are_as_they_come(tmp_path: Path) -> None:
    assert read_house(tmp_path / "none") is PLAIN
    assert "house" not in paper(PLAIN).data


def test_letterhead_footer_and_wording_are_printed(folder: Path) -> None:
    style(folder, STYLE)
    house = read_house(folder)
    assert house.colour == ACCENTS["green"]
    text = printed(paper(house))
    for wanted in ("Royal Danish Embassy", "Tokyo", "In cooperation", "Official programme"):
        assert squeezed(wanted) in text
    assert "Visitprogramme" not in text
    both = printed(paper(house, "en", "ja"))
    assert "デンマーク王国大使館" in both
    assert "公式日程" in both
    # What the office did not change is as it was.
    assert squeezed(Language.of("da").pgettext("document", "Visit programme")) in printed(
        paper(house, "da")
    )


def test_the_plain_language_keeps_its_words(folder: Path) -> None:
    style(folder, STYLE)
    own = read_house(folder).language("ja")
    assert own.pgettext("document", "Visit programme") == "公式日程"
    assert Language.of("ja").pgettext("document", "Visit programme") != "公式日程"
    assert own.gettext("City") == Language.of("ja").gettext("City")


@pytest.mark.parametrize(
    ("told", "code", "place"),
    [
        ("{\n  oops\n}", "house_not_json", None),
        ("[" * 100_000, "house_not_json", None),
        ([], "house_not_object", "house.json"),
        ({"logo": "x"}, "house_unknown", "logo"),
        ({"lo\0go": "x"}, "house_unknown", "logo"),
        ({"footer": {"d\u202ea": "x"}}, "house_language", "footer › d⟨U+202E⟩a"),
        ({"accent": "pink"}, "house_colour", "accent"),
        ({"accent": "#ffff00"}, "house_colour", "accent"),
        ({"accent": 7}, "house_colour", "accent"),
        ({"footer": "x"}, "house_not_object", "footer"),
        ({"footer": {"de": "x"}}, "house_language", "footer › de"),
        ({"letterhead": {"en": [1]}}, "house_not_text", "letterhead › en"),
        ({"wording": {"A": "x"}}, "house_not_object", "wording › A"),
        ({"wording": {"A {n}": {"en": "B"}}}, "house_placeholders", "wording › A {n} › en"),
        ({"wording": {"A": {"en": "B {0.real}"}}}, "house_placeholders", "wording › A › en"),
    ],
)
def test_a_fault_is_named_with_its_place(
    folder: Path, told: object, code: str, place: str | None
) -> None:
    style(folder, told)
    problem = refused(folder)
    assert problem.code == code
    assert problem.values.get("place") == place


def test_a_fault_in_the_json_is_named_with_its_line(folder: Path) -> None:
    style(folder, '{\n  "accent": "navy",\n  oops\n}')
    assert refused(folder).values["line"] == 3


def test_a_file_that_is_not_utf8(folder: Path) -> None:
    (folder / "house.json").write_bytes(b'{"accent": "\xff"}')
    assert refused(folder).code == "house_not_utf8"


def test_setting_one_thing_keeps_the_others(folder: Path) -> None:
    style(folder, STYLE)
    write_style(folder, accent="plum", letterhead=Trilingual(da="Ambassaden\nTokyo"))
    found = read_house(folder)
    assert found.accent == "plum"
    assert found.letterhead == Trilingual(da="Ambassaden\nTokyo")
    assert found.footer == Trilingual(en="In cooperation")
    assert found.wording["Visit programme"]["ja"] == "公式日程"


def test_a_file_that_cannot_be_read_is_not_written_over(folder: Path) -> None:
    style(folder, "{")
    with pytest.raises(Problem):
        write_style(folder, accent="plum")
    assert (folder / "house.json").read_text() == "{"


@pytest.mark.parametrize(("name", "content"), [("a.svg", SVG.encode()), ("a.PNG", png())])
def test_a_logo_is_printed_and_can_be_removed(
    folder: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    put_logo(folder, tmp_path / name)
    house = read_house(folder)
    with_logo = Renderer().pages_svg(paper(house))[0]
    assert len(with_logo) > len(Renderer().pages_svg(paper(PLAIN))[0])
    assert Renderer().pdf(paper(house, "ja"))  # PDF/UA wants a text for each picture
    remove_logo(folder)
    assert read_house(folder).logo == ""


@pytest.mark.parametrize(
    "inside",
    [
        "<script>1</script>",
        '<rect onload="x()"/>',
        '<image href="file:///etc/passwd"/>',
        '<image xmlns:x="http://www.w3.org/1999/xlink" x:href="https://example.invalid/a.png"/>',
        '<rect style="fill:url(https://example.invalid/x)"/>',
        "<style>@import 'https://example.invalid';</style>",
        "<foreignObject/>",
        '<image href="data:text/html;base64,AAAA"/>',
    ],
)
def test_a_logo_that_reaches_out_is_refused(folder: Path, tmp_path: Path, inside: str) -> None:
    bad = tmp_path / "bad.svg"
    bad.write_text(SVG.replace("</svg>", f"{inside}</svg>"))
    (folder / "logo.svg").write_text(SVG)
    with pytest.raises(Problem) as caught:
        put_logo(folder, bad)
    assert caught.value.code == "logo_unsafe"
    assert (folder / "logo.svg").read_text() == SVG
    (folder / "logo.svg").write_text(bad.read_text())
    assert refused(folder).code == "logo_unsafe"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "logo_unreadable"),
        (b"GIF89a", "logo_unreadable"),
        (b"<html/>", "logo_unreadable"),
        (png()[:30], "logo_unreadable"),
        (png(width=5000, height=1), "logo_large"),
        (b" " * 1_000_001, "logo_large"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "logo_unsafe"),
    ],
)
def test_what_is_no_logo_is_refused(folder: Path, content: bytes, code: str) -> None:
    (folder / "logo.svg").write_bytes(content)
    assert refused(folder).code == code


def test_the_styles_of_a_drawing_program_are_kept(folder: Path) -> None:
    inside = "<style>.a{fill:url(#b)}</style>"
    (folder / "logo.svg").write_text(SVG.replace("</svg>", f"{inside}</svg>"))
    assert read_house(folder).logo


def test_a_template_of_the_office_stands_in_place_of_the_shipped_one(folder: Path) -> None:
    originals = copy_templates(folder)
    assert {path.name for path in originals.glob("*.typ")} == {
        path.name for path in shipped("resources/documents").glob("*.typ")
    }
    # Copies alone change nothing.
    assert read_house(folder).templates == {}
    text = (originals / "programme.typ").read_text("utf-8").replace("#cover", "#cover\nEGENTEKST\n")
    (folder / "programme.typ").write_text(text, "utf-8")
    assert "EGENTEKST" in printed(paper(read_house(folder)))
    assert "EGENTEKST" not in printed(paper(PLAIN))
    set_templates_aside(folder)
    assert read_house(folder).templates == {}
    assert "EGENTEKST" in (folder / "programme.typ.off").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("programme.typ", '#import "common.typ": *\n\n#nothing()\n', 3),
        ("programme.typ", '\n#read("/etc/passwd")\n', 2),
        ("programme.typ", '#read("../../pyproject.toml")\n', 1),
        ("items.typ", '#import "common.typ": *\n#let programme-table = \n', 2),
    ],
)
def test_a_broken_template_is_named_with_its_line(
    folder: Path, name: str, text: str, line: int
) -> None:
    (folder / name).write_text(text, "utf-8")
    house = read_house(folder)
    made = paper(house)
    renderer = Renderer()
    with pytest.raises(Problem) as caught:
        renderer.pdf(made)
    assert caught.value.code == "template_broken"
    assert (caught.value.values["place"], caught.value.values["line"]) == (name, line)
    # The shipped ones are at hand, with the same renderer.
    assert renderer.pdf(replace(made, house=house.with_shipped_templates()))


@pytest.mark.parametrize(
    "text",
    ['#import "@preview/a:1.0.0": *', '#import ("@" + "preview/a:1.0.0")', '#"\\u{40}local"'],
)
def test_a_template_never_loads_from_the_network(folder: Path, text: str) -> None:
    (folder / "common.typ").write_text(f"\n{text}", "utf-8")
    problem = refused(folder)
    assert (problem.code, problem.values["line"]) == ("template_package", 2)


def test_the_look_of_the_office_makes_another_paper() -> None:
    renderer = Renderer()
    plain = paper(PLAIN)
    green = replace(plain, house=House(accent="green"))
    assert renderer.pages_svg(plain) != renderer.pages_svg(green)
    assert renderer.pages_svg(plain) == Renderer().pages_svg(plain)

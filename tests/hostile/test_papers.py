"""What people typed is never markup on a paper: it is set as it is, and nothing is read or run."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy.orm import Session

from desktop.documents.catalogue import SHEETS, document
from desktop.documents.document import Document
from desktop.documents.house import House
from desktop.documents.house_folder import STYLE, copy_templates, read_house
from desktop.documents.render import Renderer, missing_glyphs
from desktop.documents.wish import Material, Wish
from desktop.domain import Task, Trilingual
from desktop.errors import Problem
from desktop.making.materials import material
from desktop.making.workshop import Workshop
from desktop.store.references import find_record
from tests.documents.kit import squeezed
from tests.hostile.kit import hostile_office

MARKUP = (
    '#read("/etc/passwd") #import "@preview/x:1.0.0" #sys.inputs.data #panic("run")'
    r' $1/0$ ] } ) *a _b `c` \ \u{41} <d> @e ~ -- // /* " ' + "'" * 3 + '"\\' * 12
)
RECORDS = {
    "delegation": "DEL-2027-001",
    "exchange": "EXC-2027-001",
    "access_request": "ACC-2027-001",
}
SUBJECTS = {"month": "2027-04", "week": "2027-W16", "yearly": "2027"}
ON = date(2026, 11, 23)
KINDS = [(code, kind) for code, sheet in SHEETS.items() for kind in sorted(sheet.kinds) or [""]]
_renderer = Renderer()


def _material(session: Session, kind: str) -> Material:
    if kind in SUBJECTS:
        wish = Wish(kind, "", "", ("en",), ON, subject=SUBJECTS[kind])
        return material(session, wish, Workshop())
    found = find_record(session, RECORDS[kind])
    assert found is not None
    return material(session, Wish("month", kind, found.id, ("en",), ON), Workshop())


@pytest.fixture(scope="module")
def materials(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Material]:
    """What the papers of an office full of markup are made from."""
    office = hostile_office(tmp_path_factory.mktemp("markup") / "office.kakehashi", MARKUP)
    with office.writing("edit") as session:
        for key, reference in zip(
            ("delegation_id", "exchange_id", "access_id"), RECORDS.values(), strict=True
        ):
            found = find_record(session, reference)
            assert found is not None
            session.add(Task(title=Trilingual(en=MARKUP), due=ON, **{key: found.id}))
    with office.reading() as session:
        made = {kind: _material(session, kind) for kind in (*RECORDS, *SUBJECTS)}
    office.close()
    return made


def _paper(materials: dict[str, Material], code: str, kind: str) -> Document:
    known = materials[kind or code]
    record = known.source.record.id if known.source is not None else ""
    return document(
        known, Wish(code, kind, record, ("en",), ON, subject="" if kind else SUBJECTS[code])
    )


def _text(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return squeezed("\n".join(page.get_textpage().get_text_range() for page in pages))


@pytest.mark.parametrize(("code", "kind"), KINDS)
def test_markup_is_set_as_it_was_typed(
    materials: dict[str, Material], code: str, kind: str
) -> None:
    paper = _paper(materials, code, kind)
    pdf = _renderer.pdf(paper)
    assert "root:" not in _text(pdf)
    typed = [text for text in paper.texts() if MARKUP in text]
    if typed and code not in ("plates", "badges"):  # those shorten what does not fit
        assert squeezed('#read("/etc/passwd")') in _text(pdf)
        assert squeezed('#panic("run")') in _text(pdf)


def test_a_line_is_never_reordered(materials: dict[str, Material]) -> None:
    paper = _paper(materials, "month", "")
    turned = replace(paper, title="annex\u202efdp.exe \u2066x\u2069")
    assert {each.char for each in missing_glyphs(turned)} == {"\u202e", "\u2066", "\u2069"}
    title = pypdfium2.PdfDocument(_renderer.pdf(turned)).get_metadata_dict()["Title"]
    assert title == "annex〓fdp.exe 〓x〓"


READS = {
    "a file of the system": '#read("/etc/passwd")',
    "a file outside": '#read("../../../../../../etc/passwd")',
    "a package": '#import "@preview/cetz:0.3.0"',
    "a package in other words": '#import "\\u{40}preview/cetz:0.3.0"',
}


@pytest.mark.parametrize("markup", READS.values(), ids=READS)
def test_a_template_of_the_office_stays_in_its_folder(
    materials: dict[str, Material], tmp_path: Path, markup: str
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    paper = _paper(materials, "month", "")
    (folder / f"{paper.template}.typ").write_text(markup, encoding="utf-8")
    with pytest.raises(Problem, match="template_"):
        _set(paper, read_house(folder))


@pytest.mark.skipif(os.name != "posix", reason="links need no right there alone")
def test_no_link_leads_out_of_the_folder_of_the_house_style(tmp_path: Path) -> None:
    folder, secret = tmp_path / "documents", tmp_path / "secret.txt"
    folder.mkdir()
    secret.write_text("secret", encoding="utf-8")
    (folder / "programme.typ").symlink_to(secret)
    with pytest.raises(Problem, match="template_elsewhere"):
        read_house(folder)
    (folder / "programme.typ").unlink()
    (folder / "originals").mkdir()
    (folder / "originals" / "common.typ").symlink_to(secret)
    copy_templates(folder)
    assert secret.read_text(encoding="utf-8") == "secret"
    os.mkfifo(folder / STYLE)
    with pytest.raises(Problem, match="file_not_ordinary"):
        read_house(folder)


STYLES = {
    "a number without end": b'{"accent": ' + b"9" * 5000 + b"}",
    "too deep": b'{"wording": ' + b"[" * 100_000,
    "too long": b'{"footer": {"en": "' + b"x" * 900_000 + b'"}}',
    "no UTF-8": b'{"accent": "\xff"}',
}


@pytest.mark.parametrize("content", STYLES.values(), ids=STYLES)
def test_a_house_style_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / STYLE).write_bytes(content)
    with pytest.raises(Problem, match="house_"):
        read_house(tmp_path)


def test_a_letterhead_holds_nothing_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / STYLE).write_text(r'{"letterhead": {"en": "a\u0000b\ud800c"}}', encoding="utf-8")
    assert read_house(tmp_path).letterhead.en == "abc"


def _set(paper: Document, house: House) -> None:

    _renderer.pdf(replace(paper, house=house))

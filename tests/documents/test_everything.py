"""Every paper of the catalogue in every language and pair: made, opened, read back."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

import pypdfium2
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.documents.catalogue import SHEETS, Sheet, document
from desktop.documents.document import Document
from desktop.documents.render import Renderer, missing_glyphs
from desktop.documents.wish import Material, Wish
from desktop.domain import Item, Task, Trilingual
from desktop.errors import Problem
from desktop.language import CODES, Language
from desktop.making.materials import material
from desktop.making.workshop import Workshop
from desktop.store import access, delegations, exchanges
from desktop.store.interchange import demo_office
from desktop.store.office import OfficeFile
from desktop.store.paper_source import paper_source
from desktop.store.references import find_record
from tests.documents.kit import ON, squeezed

WORKSHOP = Workshop()
RECORDS = {
    "delegation": "DEL-2027-001",
    "exchange": "EXC-2027-001",
    "access_request": "ACC-2027-001",
}
SUBJECTS = {"month": "2027-04", "week": "2027-W16", "yearly": "2027"}
PAIRS = [(one, two) for one in CODES for two in CODES if one != two]
KINDS = [(code, kind) for code, sheet in SHEETS.items() for kind in sorted(sheet.kinds) or [""]]
TAXI = "Please take me to this address."
_PLACEHOLDER = re.compile(r"\{[a-z_]*\}|%\([a-z_]+\)s")
_renderer = Renderer()


def _pairs() -> Iterator[object]:
    """Each paper in each pair; in everyday runs one pair and one placing of each."""
    for number, (code, kind) in enumerate(KINDS):
        for at, pair in enumerate(PAIRS):
            for beside in (False, True):
                everyday = at == number % len(PAIRS) and beside == bool(number % 2)
                marks = () if everyday else (pytest.mark.extended,)
                name = f"{code}-{kind}-{'+'.join(pair)}{'-beside' if beside else ''}"
                yield pytest.param(code, kind, pair, beside, marks=marks, id=name)


@pytest.fixture(scope="module")
def materials(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Material]:
    """What the papers of demo records are made from, each with a task, and a gift on the visit."""
    office = demo_office(tmp_path_factory.mktemp("everything") / "demo.kakehashi")
    with office.writing("edit") as session:
        for key, reference in zip(
            ("delegation_id", "exchange_id", "access_id"), RECORDS.values(), strict=False
        ):
            found = find_record(session, reference)
            assert found is not None
            session.add(Task(title=Trilingual("謝辞", "Tak", "Thanks"), due=ON, **{key: found.id}))
        item = session.scalars(select(Item).where(Item.delegation_id.is_not(None))).first()
        assert item is not None
        item.gift = "Porcelain"
    with office.reading() as session:
        made = {kind: _material(session, kind) for kind in (*RECORDS, *SUBJECTS)}
    office.close()
    return made


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Material]:
    """The same of records in which nothing is typed yet, in an office that has nothing else."""
    office = OfficeFile.create(tmp_path_factory.mktemp("begun") / "new.kakehashi")
    with office.writing("create") as session:
        made = {
            "delegation": delegations.create(session, ON).id,
            "exchange": exchanges.create(session, ON).id,
            "access_request": access.create(session, ON).id,
        }
    with office.reading() as session:
        found = {kind: Material(paper_source(session, kind, made[kind])) for kind in made}
    office.close()
    return found | {code: Material() for code in SUBJECTS}


def _material(session: Session, kind: str) -> Material:
    """What all papers of a record are made from; of the office, by the code of the paper."""
    if kind in SUBJECTS:
        wish = Wish(kind, "", "", ("en",), ON, subject=SUBJECTS[kind])
        return material(session, wish, WORKSHOP)
    found = find_record(session, RECORDS[kind])
    assert found is not None
    return material(session, Wish("month", kind, found.id, ("en",), ON), WORKSHOP)


def _made(
    materials: dict[str, Material],
    sheet: Sheet,
    kind: str,
    languages: tuple[str, ...],
    *,
    beside: bool = False,
) -> Document:
    known = materials[kind or sheet.code]
    record = known.source.record.id if known.source is not None else ""
    subject = "" if kind else SUBJECTS[sheet.code]
    wish = Wish(sheet.code, kind, record, languages, ON, beside=beside, subject=subject)
    return document(known, wish)


def _looked_at(paper: Document) -> list[str]:
    """The text of each page, after what holds for every paper was looked at."""
    assert missing_glyphs(paper) == []
    data = _renderer.pdf(paper)
    pdf = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_range() for page in pdf]
    whole = "\n".join(texts)
    assert pdf.is_tagged()
    assert pdf.get_metadata_dict()["Title"] == paper.title
    assert "\ufffd" not in whole
    assert "〓" not in whole
    assert "None" not in whole.split()
    assert _PLACEHOLDER.search(whole) is None
    return [squeezed(text) for text in texts]


@cache
def _labels(code: str) -> frozenset[str]:
    """The words that papers use, as they are in a language and in no other."""
    from babel.messages.pofile import read_po

    from desktop.paths import shipped

    def words(one: str) -> set[str]:
        path = shipped("translations") / "da" / "LC_MESSAGES" / "kakehashi.po"
        with path.open("rb") as file:
            catalogue = read_po(file, locale="da")
        say = Language.of(one)
        return {
            say.pgettext("document", str(message.id))
            for message in catalogue
            if message.context == "document" and isinstance(message.id, str)
        }

    others = set().union(*(words(other) for other in CODES if other != code))
    return frozenset(word for word in words(code) - others if "{" not in word)


def _strangers(paper: Document, languages: Sequence[str]) -> set[str]:
    """Whole texts of a paper that are words of a language that it is not in."""
    said = set(paper.texts())
    if paper.template == "contact_card":
        # What the guest shows a driver is in the driver's language.
        said -= {Language.of(code).pgettext("document", TAXI) for code in CODES}
    return said & frozenset().union(*(_labels(one) for one in CODES if one not in languages))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("document_code", "kind"), KINDS)
def test_every_paper_is_made_in_every_language(
    materials: dict[str, Material], document_code: str, kind: str, code: str
) -> None:
    sheet = SHEETS[document_code]
    paper = _made(materials, sheet, kind, (code,))
    pages = _looked_at(paper)
    assert pages[-1]
    assert _strangers(paper, (code,)) == set()


@pytest.mark.parametrize(("document_code", "kind", "pair", "beside"), [*_pairs()])
def test_every_paper_is_made_in_two_languages(
    materials: dict[str, Material],
    document_code: str,
    kind: str,
    pair: tuple[str, str],
    beside: bool,
) -> None:
    sheet = SHEETS[document_code]
    paper = _made(materials, sheet, kind, pair, beside=beside)
    assert paper.second is Language.of(pair[1])
    whole = "".join(_looked_at(paper))
    assert whole
    assert _strangers(paper, pair) == set()


@pytest.mark.parametrize(("document_code", "kind"), KINDS)
def test_a_record_that_was_only_just_begun_gives_no_faulty_paper(
    begun: dict[str, Material], document_code: str, kind: str
) -> None:
    sheet = SHEETS[document_code]
    try:
        paper = _made(begun, sheet, kind, ("ja",))
    except Problem as problem:
        if problem.code != "nothing_to_print":
            raise
    else:
        _looked_at(paper)

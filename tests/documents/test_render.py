"""Papers set as PDF and SVG."""

import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2
import pytest

from desktop.documents import programme
from desktop.documents.audience import EVERYONE
from desktop.documents.document import Document
from desktop.documents.render import Missing, Renderer, missing_glyphs
from desktop.domain import Delegation
from desktop.language import Language
from tests.documents.kit import CODES, ON, delegation, item, printed, same, squeezed

MARKUP = [
    '#panic() #import "x" #let a = 1',
    "*bold* _it_ `raw` $x^2$ \\ \\u{41}",
    "= Heading",
    "- list + enum / term: x",
    "<label> @ref // comment /* c */ https://example.invalid",
    "[content] {code} \"quoted\" 'single' ~ -- --- ...",
]


def paper(*titles: str, code: str = "en") -> Document:
    items = [item(title, f"2027-04-19 {9 + number:02}:00") for number, title in enumerate(titles)]
    return programme.document(delegation(*items), EVERYONE, Language.of(code), on=ON)


@pytest.mark.parametrize("code", CODES)
def test_the_same_paper_gives_the_same_bytes(visit: Delegation, code: str) -> None:
    first = programme.document(visit, EVERYONE, Language.of(code), on=ON)
    again = programme.document(visit, EVERYONE, Language.of(code), on=ON)
    kept = Renderer()
    pdf = kept.pdf(first)
    assert kept.pdf(again) == pdf
    assert Renderer().pdf(again) == pdf


def test_the_paper_is_dated_by_the_day_it_is_made() -> None:
    made = paper("x")
    told = _metadata(Renderer().pdf(made))
    assert told["CreationDate"].startswith("D:20261123000000")
    later = _metadata(Renderer().pdf(replace(made, on=date(2027, 1, 2))))
    assert later["CreationDate"].startswith("D:20270102")


@pytest.mark.parametrize("code", CODES)
def test_a_screen_reader_is_told_the_title_the_language_and_the_headings(
    visit: Delegation, code: str
) -> None:
    made = programme.document(visit, EVERYONE, Language.of(code), on=ON)
    pdf = Renderer().pdf(made)
    assert _metadata(pdf)["Title"] == visit.title.best(code)
    assert b"pdfuaid:part" in pdf
    assert f"/Lang({code}".encode() in pdf.replace(b"/Lang (", b"/Lang(")
    outline = [mark.get_title() for mark in pypdfium2.PdfDocument(pdf).get_toc()]
    days = [day["heading"] for day in made.data["days"]]
    assert [title for title in outline if title in days] == days


def test_each_page_is_an_image_too(visit: Delegation) -> None:
    made = programme.document(visit, EVERYONE, Language.of("en"), on=ON)
    kept = Renderer()
    images = kept.pages_svg(made)
    assert len(images) == len(pypdfium2.PdfDocument(kept.pdf(made)))
    assert all(image.startswith(b"<svg") for image in images)
    assert len(kept.pages_svg(paper("x"))) == 1


def test_what_people_type_is_text_and_never_markup() -> None:
    text = printed(paper(*MARKUP))
    assert [each for each in MARKUP if squeezed(each) not in text] == []


@pytest.mark.parametrize("code", CODES)
def test_rare_letters_are_printed(code: str) -> None:
    names = [
        "髙橋 﨑本 𠮷野",
        "辻󠄀 邊",
        "Ærøskøbing Ålborg Øvre",
        "Łukasz Şahin Nguyễn",
        "①㈱～・ー",
    ]
    made = paper(*names, code=code)
    assert missing_glyphs(made) == []
    text = printed(made)
    assert [name for name in names if squeezed(name) not in text] == []


def test_a_letter_that_no_font_has_is_named_once_with_its_text() -> None:
    made = paper("Møde med 김", "김 igen", "Thai ก")
    assert missing_glyphs(made) == [Missing("김", "Møde med 김"), Missing("ก", "Thai ก")]


def test_a_letter_that_no_font_has_does_not_stop_the_paper() -> None:
    made = paper("Møde med 김 \ue000 \ufff9 \u0602 😀", "BOM\ufeffher")
    text = printed(made)
    assert squeezed("Møde med 〓 〓 〓 〓 〓") in text
    assert "BOMher" in text
    assert len(missing_glyphs(made)) == 5
    assert len(Renderer().pages_svg(made)) == 1


def test_any_text_can_be_printed() -> None:
    chance = random.Random(4)
    chars = [chr(code) for code in range(0x20, 0x30000) if not 0xD800 <= code < 0xE000]
    titles = ["".join(chance.sample(chars, 400)) for _ in range(12)]
    assert printed(paper(*titles)).count("〓") > 1000


def test_what_is_never_drawn_is_not_missing() -> None:
    assert missing_glyphs(paper("a\u200db\u00adc 辻\U000e0100 e\u0301 \ufeff")) == []


def test_what_would_reorder_a_line_is_printed_as_a_stand_in() -> None:
    assert [one.char for one in missing_glyphs(paper("annex\u202efdp"))] == ["\u202e"]


def test_nothing_heavy_is_loaded_before_a_page_is_set() -> None:
    code = (
        "import sys; from desktop.documents import programme, slots, stay, render;"
        "print(sorted({'typst', 'PySide6', 'icalendar', 'alembic'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_only_the_bundled_fonts_are_in_it(visit: Delegation) -> None:
    made = programme.document(visit, EVERYONE, Language.of("ja"), on=ON)
    pdf = pypdfium2.PdfDocument(BytesIO(Renderer().pdf(made)))
    faces = set()
    for page in pdf:
        for found in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            faces.add(found.get_font().get_base_name().partition("+")[2])
    assert {face.rpartition("-")[0] for face in faces} == {"NotoSansCJKjp"}


def _metadata(pdf: bytes) -> dict[str, str]:
    found: dict[str, str] = pypdfium2.PdfDocument(pdf).get_metadata_dict()
    return found


def test_one_text_that_is_the_same_in_all_languages_is_printed_in_each() -> None:
    for code in CODES:
        made = programme.document(
            delegation(title=same("Prøverejse 試行")), EVERYONE, Language.of(code), on=ON
        )
        assert squeezed("Prøverejse 試行") in printed(made)


@pytest.mark.parametrize(("size", "points"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_the_paper_is_what_the_office_prints_on(size: str, points: tuple[int, int]) -> None:
    content = Renderer().pdf(replace(paper("Visit"), paper=size))
    page = pypdfium2.PdfDocument(content)[0]
    assert tuple(round(side) for side in page.get_size()) == points


def test_the_last_papers_are_kept_and_come_again_at_once(visit: Delegation) -> None:
    made = programme.document(visit, EVERYONE, Language.of("en"), on=ON)
    again = programme.document(visit, EVERYONE, Language.of("en"), on=ON)
    kept = Renderer()
    first = kept.pages_svg(made)
    assert kept.pages_svg(again) is first
    assert kept.pages_svg(replace(made, on=date(2027, 1, 2))) is not first
    for number in range(8):
        kept.pages_svg(paper(str(number)))
    assert kept.pages_svg(made) is not first


def test_papers_may_be_asked_for_from_several_threads() -> None:
    kept = Renderer()
    papers = [paper(f"Møde {number}") for number in range(4)]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(kept.pdf, papers * 3))
    assert found == [Renderer().pdf(one) for one in papers] * 3

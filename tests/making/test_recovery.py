"""The recovery sheet: one page that opens the file, in all three languages."""

import re
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from desktop.language import CODES, Language
from desktop.language.dates import date_official
from desktop.making.recovery import recovery_pages, recovery_sheet
from desktop.store.cipher import Key
from desktop.store.keys import key_of_code, recovery_code

KEY = Key(bytes(range(7, 39)))
PATH = Path("/srv/somewhere/office.kakehashi")
DAY = date(2026, 11, 23)
GROUPS = re.compile(r"^(?:[A-Z2-7]{4} ?)+\s*$", re.MULTILINE)


def read(pdf: bytes) -> list[str]:
    """The text of each page."""
    with closing(pypdfium2.PdfDocument(pdf)) as found:
        pages: list[Any] = list(found)
        return [page.get_textpage().get_text_range() for page in pages]


@pytest.mark.parametrize("first", CODES)
def test_the_sheet_is_one_page_that_gives_the_key_back(first: str) -> None:
    (page,) = read(recovery_sheet("Office of Examples", PATH, KEY, DAY, [first]))
    lines = [line.strip() for line in GROUPS.findall(page)]
    assert len(lines) == 2
    assert " ".join(lines) == recovery_code(KEY)
    assert key_of_code("".join(lines)) == KEY
    for code in CODES:
        language = Language.of(code)
        assert date_official(language, DAY) in page
        assert language.pgettext("document", "Recovery sheet") in page
    own = Language.of(first).pgettext("document", "Recovery sheet")
    assert page.startswith(own)
    assert "Office of Examples" in page
    assert "office.kakehashi" in page
    assert KEY.fingerprint() in page
    # Where the file lies is nobody's business who opens the safe.
    assert "somewhere" not in page


def test_a_long_name_stays_on_the_page() -> None:
    path = Path("/x") / f"{'事務所の長い名前のファイル' * 6}.kakehashi"
    pdf = recovery_sheet("A very long name of an office " * 6, path, KEY, DAY, ["ja", "da"])
    assert len(read(pdf)) == 1


def test_the_sheet_is_a_pdf_for_screen_readers_of_a4() -> None:
    pdf = recovery_sheet("", PATH, KEY, DAY)
    assert b"pdfuaid" in pdf
    with closing(pypdfium2.PdfDocument(pdf)) as found:
        assert [round(side) for side in found[0].get_size()] == [595, 842]
        assert "office.kakehashi" in found.get_metadata_value("Title")


def test_the_sheet_can_be_looked_at() -> None:
    (page,) = recovery_pages("", PATH, KEY, DAY, ["da"])
    assert page.startswith(b"<svg")

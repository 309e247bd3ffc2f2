"""The preview shows what is printed, for whom it is chosen, and saves a PDF that can be read."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from desktop.domain import Delegation, Item, Trilingual
from desktop.errors import Problem
from desktop.store import interchange, lists, records
from desktop.ui.desk import Desk
from desktop.ui.output.files import file_name, write_file
from desktop.ui.output.preview import PreviewPage, draw_on
from tests.ui.conflicts.kit import Visit


@pytest.fixture
def preview(qtbot: QtBot, desk: Desk) -> PreviewPage:
    """The preview of the demo delegation, its pages set."""
    interchange.import_demo(desk.office)
    delegation = desk.read(lists.delegations)[0]
    page = PreviewPage(desk, f"delegation:{delegation.id}")
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    qtbot.waitUntil(lambda: page.view.page_count() > 0, timeout=20_000)
    return page


def _text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    return "".join("".join(pages).split())


def test_the_pages_are_shown_and_counted(preview: PreviewPage) -> None:
    assert preview.view.page_count() >= 4
    assert str(preview.view.page_count()) in preview._count_text()


@pytest.mark.parametrize(
    ("code", "words"),
    [("ja", "理研和光"), ("da", "Rundvisning,hold1"), ("en", "Labtour,group1")],
)
def test_the_pdf_is_in_the_language_chosen(
    qtbot: QtBot, preview: PreviewPage, tmp_path: Path, code: str, words: str
) -> None:
    preview.choose_language(code)
    path = tmp_path / "programme.pdf"
    preview.save_pdf_to(path)
    qtbot.waitUntil(path.exists, timeout=20_000)
    assert words in _text(path)


def test_one_persons_paper_leaves_out_what_is_not_theirs(
    qtbot: QtBot, preview: PreviewPage, tmp_path: Path
) -> None:
    person = next(code for code, name in preview._names.items() if name == "Liv Øvebjerg")
    preview.choose_audience(person)
    path = tmp_path / "liv.pdf"
    preview.save_pdf_to(path)
    qtbot.waitUntil(path.exists, timeout=20_000)
    text = _text(path)
    assert "ViaHelsinki".casefold() in text.casefold()
    assert "FlightSK983" not in text


def test_a_change_elsewhere_is_seen_at_once(qtbot: QtBot, preview: PreviewPage) -> None:
    shown: list[str] = []
    preview.desk.changed.connect(lambda _kinds: shown.append("changed"))
    item = preview.desk.read(lambda session: session.query(Item).first())
    assert item is not None
    with qtbot.waitSignal(preview.desk.changed):
        preview.desk.do(
            "edit", lambda session: records.update(session, Item, item.id, room="Lokale 𠮷 101")
        )
    qtbot.waitUntil(lambda: not preview._busy.isVisible(), timeout=20_000)
    assert shown


def test_characters_without_a_glyph_are_told_before_printing(
    qtbot: QtBot, preview: PreviewPage
) -> None:
    record = preview.record_id
    preview.desk.do(
        "edit",
        lambda session: records.update(
            session,
            Delegation,
            record,
            title=records.get(session, Delegation, record).title.with_part("en", "Visit ⰀⰁ"),
        ),
    )
    qtbot.waitUntil(lambda: "Ⰰ" in preview._missing_text(), timeout=20_000)


def test_a_printed_sheet_fills_the_page(preview: PreviewPage, tmp_path: Path) -> None:
    assert preview._pages is not None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    path = tmp_path / "printed.pdf"
    printer.setOutputFileName(str(path))
    draw_on(printer, preview._pages.svgs)
    document = pypdfium2.PdfDocument(path)
    assert len(document) == preview.view.page_count()
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (595, 842)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Danish delegation, 17–24 April", "Danish delegation, 17–24 April.pdf"),
        ('a/b\\c:d*e?f"g<h>i|j', "a b c d e f g h i j.pdf"),
        ("CON", "kakehashi CON.pdf"),
        ("  ..", "kakehashi.pdf"),
        ("安全\u202eﬁle", "安全ﬁle.pdf"),
    ],
)
def test_a_title_becomes_a_name_that_every_system_takes(title: str, name: str) -> None:
    assert file_name(title, ".pdf") == name


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "there" / "x.pdf"
    with pytest.raises(Problem, match="file_unwritable"):
        write_file(path, b"x")
    path = tmp_path / "x.pdf"
    path.write_bytes(b"old")
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_not_solved_is_said_and_never_in_the_way(
    qtbot: QtBot, desk: Desk, visit: Visit, tmp_path: Path
) -> None:
    page = PreviewPage(desk, f"delegation:{visit.trip}")
    qtbot.addWidget(page)
    page.show()
    assert page.conflicts.text() == "1 must be solved · 1 warning · 1 hint"
    with desk.office.writing("edit") as session:
        records.update(session, Item, visit.talk, title=Trilingual("講演", "", "Talk"))
    assert page.conflicts.text().endswith("1 hint")
    page.choose_language("ja")
    assert page.conflicts.text().endswith("2 hints")
    path = tmp_path / "programme.pdf"
    page.save_pdf_to(path)
    qtbot.waitUntil(path.exists, timeout=20_000)
    asked: list[str] = []
    desk.part_asked.connect(asked.append)
    page.conflicts.opened.emit(visit.tour)
    assert asked == [visit.tour]

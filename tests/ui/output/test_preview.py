"""The preview shows what is printed, for whom it is chosen, and saves a PDF that can be read."""

from dataclasses import replace
from pathlib import Path
from threading import Event

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop.documents.catalogue import SHEETS
from desktop.documents.document import Document
from desktop.documents.render import Renderer
from desktop.documents.wish import Option, Wish
from desktop.domain import Delegation, Item, Person, Trilingual
from desktop.errors import Problem
from desktop.language import Language
from desktop.store import editions, interchange, lists, records
from desktop.ui.desk import Desk
from desktop.ui.output.files import file_name, write_file
from desktop.ui.output.pages_view import FIT, FIT_PAGE
from desktop.ui.output.papers import Shown
from desktop.ui.output.preview import PreviewPage
from desktop.ui.output.printing import draw_on
from tests.conftest import PATIENCE_MS
from tests.ui.conflicts.kit import Visit
from tests.ui.sweep import press


@pytest.fixture
def preview(qtbot: QtBot, desk: Desk) -> PreviewPage:
    """The preview of the demo delegation, its pages set."""
    interchange.import_demo(desk.office)
    delegation = desk.read(lists.delegations)[0]
    page = PreviewPage(desk, f"delegation:{delegation.id}")
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    _settle(qtbot, page)
    return page


def _settle(qtbot: QtBot, page: PreviewPage) -> None:
    qtbot.waitUntil(lambda: page.pages() is not None and not page.is_busy())


def _choose(qtbot: QtBot, page: PreviewPage, languages: str) -> None:
    page.choices.languages.set_value(languages)
    page.choices.edited.emit()
    _settle(qtbot, page)


def _read_for(qtbot: QtBot, page: PreviewPage, name: str) -> None:
    readers = page.choices._offers.readers
    page.choices.reader.set_value(next(code for code, told in readers.items() if told == name))
    page.choices.reader.edited.emit(page.choices.reader.value())
    _settle(qtbot, page)


def _saved(qtbot: QtBot, page: PreviewPage, path: Path) -> str:
    page.save_pdf_to(path)
    qtbot.waitUntil(path.exists)
    return _text(path)


def _text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    return "".join("".join(pages).split())


def test_the_pages_are_shown_counted_and_walked_through(preview: PreviewPage) -> None:
    count = preview.view.page_count()
    assert count >= 4
    assert preview.frame.where() == f"Page 1 of {count}"
    assert preview.frame.thumbnails.model().rowCount() == count
    preview.view.setFocus()
    press(preview.view, Qt.Key.Key_End)
    assert preview.frame.where() == f"Page {count} of {count}"
    assert preview.frame.thumbnails.currentIndex().row() == count - 1
    preview.frame.thumbnails.setCurrentIndex(preview.frame.thumbnails.model().index(1, 0))
    assert preview.view.page() == 1
    press(preview.view, Qt.Key.Key_Home)
    assert preview.view.page() == 0


def test_with_whole_pages_in_the_window_one_press_turns_one_page(preview: PreviewPage) -> None:
    preview.view.set_zoom(FIT_PAGE)
    for page in (1, 2):
        press(preview.view, Qt.Key.Key_PageDown)
        assert preview.view.page() == page
    press(preview.view, Qt.Key.Key_PageUp)
    assert preview.view.page() == 1


def test_zooming_stays_at_the_page_that_is_looked_at(preview: PreviewPage) -> None:
    preview.view.go_to(2)
    for zoom in (200, 50, FIT):
        preview.view.set_zoom(zoom)
        assert preview.view.page() == 2
    preview.view.set_zoom(100)
    press(preview, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert preview.view.zoom() == 80
    press(preview, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert preview.view.zoom() == FIT


def test_only_pages_that_are_seen_are_drawn(qtbot: QtBot, preview: PreviewPage) -> None:
    pages = preview.pages()
    assert pages is not None
    many = [svg + b"<!-- %d -->" % number for number in range(50) for svg in pages.svgs]
    pictures = preview.view._pictures
    pictures._kept.clear()
    preview.frame.show_pages(many, from_start=True)
    qtbot.waitUntil(lambda: bool(pictures._kept) and not pictures._wanted)
    assert len(pictures._kept) < 20
    preview.view.go_to(150)
    qtbot.waitUntil(lambda: any(svg == many[150] for svg, _width in pictures._kept))


def test_a_paper_that_comes_again_is_not_drawn_again(qtbot: QtBot, preview: PreviewPage) -> None:
    pictures = preview.view._pictures

    def look_at(languages: str) -> None:
        _choose(qtbot, preview, languages)
        for part in (preview.view, preview.frame.thumbnails):
            part.viewport().repaint()

    for languages in ("da", "en"):
        look_at(languages)
        qtbot.waitUntil(lambda: bool(pictures._kept) and not pictures._wanted)
    before = set(pictures._kept)
    look_at("da")
    assert not pictures._wanted
    assert set(pictures._kept) == before


@pytest.mark.parametrize(
    ("code", "words"),
    [("ja", "理研和光"), ("da", "Rundvisning,hold1"), ("en", "Labtour,group1")],
)
def test_the_pdf_is_in_the_language_chosen(
    qtbot: QtBot, preview: PreviewPage, tmp_path: Path, code: str, words: str
) -> None:
    _choose(qtbot, preview, code)
    assert words in _saved(qtbot, preview, tmp_path / "programme.pdf")


def test_what_is_renamed_while_its_pages_are_set_is_shown_with_its_new_name(
    qtbot: QtBot, preview: PreviewPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    show, was_read, may_come = preview._papers.show, Event(), Event()

    def slow(wish: Wish, language: Language) -> Shown:
        shown = show(wish, language)
        was_read.set()
        may_come.wait(PATIENCE_MS / 1000)
        return shown

    monkeypatch.setattr(preview._papers, "show", slow)
    preview.reload()
    qtbot.waitUntil(was_read.is_set)
    title = Trilingual(en="Demo visit, renamed")
    preview.desk.do("edit", lambda s: records.update(s, Delegation, preview.record_id, title=title))
    preview.reload()
    may_come.set()
    _settle(qtbot, preview)
    pages = preview.pages()
    assert pages is not None
    assert "Demo visit, renamed" in pages.title


def test_two_languages_change_places(qtbot: QtBot, preview: PreviewPage) -> None:
    _choose(qtbot, preview, "da en")
    assert preview.wish().languages == ("da", "en")
    assert not preview.choices.placing.isHidden()
    preview.choices.swap()
    assert preview.wish().languages == ("en", "da")
    _settle(qtbot, preview)
    _choose(qtbot, preview, "en")
    assert preview.choices.placing.isHidden()


def test_one_persons_paper_leaves_out_what_is_not_theirs(
    qtbot: QtBot, preview: PreviewPage, tmp_path: Path
) -> None:
    _read_for(qtbot, preview, "Liv Øvebjerg")
    text = _saved(qtbot, preview, tmp_path / "liv.pdf")
    assert "ViaHelsinki".casefold() in text.casefold()
    assert "FlightSK983" not in text


def test_a_person_is_offered_their_own_language(qtbot: QtBot, preview: PreviewPage) -> None:
    assert preview.choices.own.isHidden()
    with preview.desk.office.writing("edit") as session:
        liv = session.query(Person).filter_by(family="Øvebjerg").one()
        records.update(session, Person, liv.id, languages="sv, da")
    _settle(qtbot, preview)
    _read_for(qtbot, preview, "Liv Øvebjerg")
    assert preview.choices.own.text() == "In Dansk, their language"
    preview.choices.own.click()
    _settle(qtbot, preview)
    assert preview.wish().languages == ("da",)
    assert preview.choices.own.isHidden()


def test_changes_since_an_edition_can_be_marked(qtbot: QtBot, preview: PreviewPage) -> None:
    assert preview.choices.since.isHidden()
    desk = preview.desk
    with desk.office.writing("edition.issue") as session:
        prepared = editions.prepare(session, "delegation", preview.record_id, draft=False)
        edition = editions.issue(session, prepared, [], on=desk.today())
    _settle(qtbot, preview)
    assert not preview.choices.since.isHidden()
    preview.choices.since.set_value(edition.id)
    preview.choices.since.edited.emit(edition.id)
    preview.choices.tick(Option.CHANGES)
    assert preview.wish().since == edition.id
    assert preview.wish().options == {Option.CHANGES}
    _settle(qtbot, preview)
    assert preview.pages() is not None
    # What marks nothing has no list of changes either.
    preview.choices.since.set_value(None)
    assert preview.wish().options == frozenset()


def test_the_last_choice_is_remembered_for_the_kind(qtbot: QtBot, preview: PreviewPage) -> None:
    _choose(qtbot, preview, "ja en")
    preview.choices.swap()
    _settle(qtbot, preview)
    again = PreviewPage(preview.desk, f"delegation:{preview.record_id}")
    qtbot.addWidget(again)
    assert again.choices.chosen_languages() == ("en", "ja")
    other = PreviewPage(preview.desk, "exchange:x")
    qtbot.addWidget(other)
    assert other.choices.chosen_languages() == ("en",)


def test_a_paper_that_is_seen_again_is_not_made_again(
    qtbot: QtBot, preview: PreviewPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    _choose(qtbot, preview, "da")
    made: list[Document] = []
    real = Renderer.pages_svg

    def counted(renderer: Renderer, paper: Document) -> list[bytes]:
        made.append(paper)
        return real(renderer, paper)

    monkeypatch.setattr(Renderer, "pages_svg", counted)
    _choose(qtbot, preview, "en")
    assert made == []
    item = preview.desk.read(lambda session: session.query(Item).first())
    assert item is not None
    preview.desk.do("edit", lambda s: records.update(s, Item, item.id, room="Lokale 101"))
    _settle(qtbot, preview)
    assert len(made) == 1


def test_what_is_chosen_while_pages_are_set_comes_in_the_end(
    qtbot: QtBot, preview: PreviewPage
) -> None:
    for languages in ("da", "ja", "ja da", "da en"):
        preview.choices.languages.set_value(languages)
        preview.choices.edited.emit()
    before = preview.pages()
    assert before is not None  # the old pages stay until the new ones come
    _settle(qtbot, preview)
    after = preview.pages()
    assert after is not None
    assert after.wish.languages == ("da", "en")


def test_where_there_is_nothing_to_print_it_says_so(
    qtbot: QtBot, preview: PreviewPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def empty(*_arguments: object) -> Document:
        raise Problem("nothing_to_print", document="programme")

    told: list[str] = []
    preview.desk.troubled.connect(lambda text: told.append(text()))
    monkeypatch.setattr("desktop.ui.output.papers.document", empty)
    preview.choices.languages.set_value("da")
    preview.choices.edited.emit()
    qtbot.waitUntil(lambda: not preview.is_busy())
    assert preview._nothing.isVisible()
    assert not preview._save.isEnabled()
    assert told == []


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("house.json", '{"accent": "navy",', "is not valid JSON"),
        ("programme.typ", "#let broken = (", "The template “programme.typ” is wrong in line 1"),
        ("own.typ", '#import "@preview/x:1.0.0"', "must not load packages"),
    ],
)
def test_a_broken_look_of_the_office_is_told_and_the_paper_is_there(
    qtbot: QtBot, preview: PreviewPage, tmp_path: Path, name: str, text: str, told: str
) -> None:
    folder = preview.desk.documents
    folder.mkdir()
    (folder / name).write_text(text, "utf-8")
    _choose(qtbot, preview, "da")
    assert preview.view.page_count() >= 4
    assert told in preview._missing.text()
    assert "Rundvisning,hold1" in _saved(qtbot, preview, tmp_path / "programme.pdf")
    (folder / name).unlink()
    _choose(qtbot, preview, "en")
    assert preview._missing.isHidden()


def test_what_is_wrong_with_a_template_costs_no_letterhead(
    qtbot: QtBot, preview: PreviewPage, tmp_path: Path
) -> None:
    folder = preview.desk.documents
    folder.mkdir()
    (folder / "own.typ").write_text('#import "@preview/x:1.0.0"', "utf-8")
    (folder / "house.json").write_text('{"letterhead": {"en": "Prøveministeriet"}}', "utf-8")
    _choose(qtbot, preview, "en")
    assert "Prøveministeriet" in _saved(qtbot, preview, tmp_path / "programme.pdf")


def test_an_office_without_papers_of_its_own_shows_none(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.output.choices.sheets_of", lambda _kind: [])
    page = PreviewPage(desk, ":")
    qtbot.addWidget(page)
    page.show()
    assert page._nothing.isVisible()
    assert page._everything.isHidden()


def test_a_paper_for_the_office_only_says_so(
    qtbot: QtBot, preview: PreviewPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert preview._private.text() == ""
    private = replace(SHEETS["programme"], private=True)
    monkeypatch.setattr(preview.choices, "sheet", lambda: private)
    preview._dress()
    assert "For the office only" in preview._private.text()
    assert preview._lock.isVisible()


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
    qtbot.waitUntil(lambda: "Ⰰ" in preview._missing.text())


def test_a_printed_sheet_fills_the_page(preview: PreviewPage, tmp_path: Path) -> None:
    pages = preview.pages()
    assert pages is not None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    path = tmp_path / "printed.pdf"
    printer.setOutputFileName(str(path))
    across = pages.svgs[0].replace(b'width="595.', b'width="899.', 1)
    draw_on(printer, [*pages.svgs, across])
    document = pypdfium2.PdfDocument(path)
    assert len(document) == preview.view.page_count() + 1
    sizes = [tuple(map(round, page.get_size())) for page in document]
    assert sizes[0] == (595, 842)
    assert sizes[-1] == (842, 595)


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
    _choose(qtbot, page, "ja")
    assert page.conflicts.text().endswith("2 hints")
    path = tmp_path / "programme.pdf"
    page.save_pdf_to(path)
    qtbot.waitUntil(path.exists)
    asked: list[str] = []
    desk.part_asked.connect(asked.append)
    page.conflicts.opened.emit(visit.tour)
    assert asked == [visit.tour]


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\): Returned false", extend=True)
def test_a_printer_that_takes_nothing_is_told_and_not_thanked(
    preview: PreviewPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(printer: QPrinter, _parent: object) -> QDialog:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "away" / "printed.pdf"))
        dialog = QDialog()
        QTimer.singleShot(0, dialog, dialog.accept)
        return dialog

    said: list[str] = []
    preview.desk.troubled.connect(lambda text: said.append(text()))
    preview.desk.noticed.connect(lambda text, _undo: said.append(text()))
    monkeypatch.setattr("desktop.ui.output.preview.QPrintDialog", away)
    preview.print_paper()
    assert said == ["The printer did not take the pages. Please look at it and try again."]

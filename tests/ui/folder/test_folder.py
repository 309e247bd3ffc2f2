"""The folder for the visit: whole files, one that fails, Cancel, folder and zip."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from pytestqt.qtbot import QtBot

from desktop.documents.wish import Wish
from desktop.errors import Problem
from desktop.store import interchange, lists
from desktop.ui.desk import Desk
from desktop.ui.folder.dialog import FolderDialog
from desktop.ui.folder.work import InFolder, InZip, Made, Target
from desktop.ui.output.papers import Papers

Pdf = Callable[[Wish], bytes]


class Quick(Papers):
    """Papers that are made at once, of the demo delegation; `pdf` can be told to do otherwise."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.office, desk.workshop)
        self.make: Pdf = lambda wish: repr(wish).encode()
        self.fault: Problem | None = None

    def pdf_and_fault(self, wish: Wish) -> tuple[bytes, Problem | None]:
        return self.make(wish), self.fault


@pytest.fixture
def papers(desk: Desk) -> Quick:
    interchange.import_demo(desk.office)
    return Quick(desk)


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, papers: Quick) -> FolderDialog:
    """The question for the demo delegation, in English and with the programme alone."""
    visit = desk.read(lists.delegations)[0]
    wish = Wish("programme", "delegation", visit.id, ("en",), desk.today())
    dialog = FolderDialog(desk, papers, wish)
    qtbot.addWidget(dialog)
    for code in dialog.choices.documents():
        dialog.choices.tick(code, on=code == "programme")
    dialog.show()
    return dialog


def _made(qtbot: QtBot, dialog: FolderDialog, target: Target) -> Made:
    dialog.save_into(target)
    qtbot.waitUntil(lambda: dialog.made() is not None)
    made = dialog.made()
    assert made is not None
    return made


def _files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_the_programme_of_everyone_and_of_each(
    qtbot: QtBot, dialog: FolderDialog, tmp_path: Path
) -> None:
    assert dialog._number.text() == "13 files"
    dialog.choices.choose_languages("en", "ja da")
    assert dialog._number.text() == "14 files"
    made = _made(qtbot, dialog, InFolder(tmp_path / "Visit"))
    assert made.count == 14
    files = _files(tmp_path / "Visit")
    assert files[:2] == ["01 Programme (en).pdf", "01 Programme (ja+da).pdf"]
    assert len(files) == 14
    assert dialog._outcome_text() == "14 papers saved in Visit."
    assert dialog._show_folder.isVisible()


def test_what_lies_there_is_never_mixed_with_what_is_new(
    qtbot: QtBot, dialog: FolderDialog, tmp_path: Path
) -> None:
    (tmp_path / "Visit").mkdir()
    made = _made(qtbot, dialog, InFolder(tmp_path / "Visit"))
    assert made.path == tmp_path / "Visit (2)"
    assert _files(tmp_path / "Visit") == []


def test_one_zip_with_all(qtbot: QtBot, dialog: FolderDialog, tmp_path: Path) -> None:
    made = _made(qtbot, dialog, InZip(tmp_path / "Visit.zip"))
    assert made.count == 13
    with ZipFile(tmp_path / "Visit.zip") as archive:
        assert archive.testzip() is None
        assert "Visit/01 Programme (en).pdf" in archive.namelist()
    assert not list(tmp_path.glob(".*.part"))


def test_one_that_fails_is_told_and_the_others_are_made(
    qtbot: QtBot,
    dialog: FolderDialog,
    papers: Quick,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def make(wish: Wish) -> bytes:
        if wish.audience.person is None:
            raise RuntimeError("a template with a fault")
        if wish.audience.person == gone:
            raise Problem("record_gone", kind="person")
        return b"%PDF"

    gone = dialog.entries()[1].wish.audience.person
    papers.make = make
    made = _made(qtbot, dialog, InFolder(tmp_path / "Visit"))
    assert made.count == 11
    assert len(_files(tmp_path / "Visit")) == 11
    told = dialog._details_text()
    assert "Programme (English): This paper could not be made." in told
    assert "no longer exists" in told
    assert "a template with a fault" in caplog.text


def test_a_paper_without_contents_is_left_out_quietly(
    qtbot: QtBot, dialog: FolderDialog, papers: Quick, tmp_path: Path
) -> None:
    def make(wish: Wish) -> bytes:
        raise Problem("nothing_to_print", document=wish.document)

    papers.make = make
    made = _made(qtbot, dialog, InFolder(tmp_path / "Visit"))
    assert (made.count, made.failed) == (0, [])
    assert not (tmp_path / "Visit").exists()
    assert dialog._outcome_text() == "Nothing was saved."
    assert "nothing to print yet" in dialog._details_text()


def test_a_look_that_is_broken_is_told_and_who_a_paper_is_for(
    qtbot: QtBot, dialog: FolderDialog, papers: Quick, tmp_path: Path
) -> None:
    papers.fault = Problem("house_not_utf8", path="house.json")

    def fails(wish: Wish) -> bytes:
        if wish.audience.person is not None:
            raise Problem("paper_failed")
        return b"%PDF"

    papers.make = fails
    _made(qtbot, dialog, InFolder(tmp_path / "Visit"))
    told = dialog._details.text()
    assert "it is not saved as UTF-8" in told
    assert "Programme, Signe Eksempelgaard (Dansk):" in told


@pytest.mark.parametrize("zipped", [False, True])
def test_cancel_stops_after_the_file_under_way(
    qtbot: QtBot, dialog: FolderDialog, papers: Quick, tmp_path: Path, zipped: bool
) -> None:
    def make(_wish: Wish) -> bytes:
        assert dialog._making is not None
        dialog._making.stop()
        return b"%PDF"

    papers.make = make
    target: Target = InZip(tmp_path / "Visit.zip") if zipped else InFolder(tmp_path / "Visit")
    made = _made(qtbot, dialog, target)
    assert made.stopped
    if zipped:
        assert not list(tmp_path.glob("*Visit*"))
        assert dialog._outcome_text() == "Stopped. Nothing was saved."
    else:
        assert _files(tmp_path / "Visit") == ["01 Programme (en).pdf"]
        assert dialog._outcome_text() == "Stopped. 1 paper saved in Visit."


def test_a_place_that_cannot_be_written_ends_it_with_the_reason(
    qtbot: QtBot, dialog: FolderDialog, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    dialog.save_into(InFolder(tmp_path / "file" / "Visit"))
    qtbot.waitUntil(lambda: "cannot be written" in dialog._outcome_text())
    assert not dialog._show_folder.isVisible()


def test_without_a_language_there_is_nothing_to_make(dialog: FolderDialog) -> None:
    dialog.choices.choose_languages()
    assert dialog._number.text() == "0 files"
    assert not dialog._into_folder.isEnabled()

"""Print… from the menu: what is shown or selected, else the papers of the whole office."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from PySide6.QtWidgets import QApplication

from desktop.app import Program
from desktop.documents import catalogue
from desktop.paths import Paths
from desktop.settings import Settings
from desktop.ui.output.preview import PreviewPage


@pytest.fixture
def program(qapp: QApplication, paths: Paths, clock: Callable[[], datetime]) -> Iterator[Program]:
    """The program with the demo office open."""
    chosen = Settings(officer="Mette Demosen", office_name="Demo Embassy", language="en")
    program = Program(qapp, paths, chosen, clock)
    assert program.open_demo()
    yield program
    program.end()


def _shown(program: Program, page: str) -> tuple[str, str] | None:
    """The kind and record whose papers Print… shows on a page; None where it shows none."""
    window = program.window
    assert window is not None
    window.show_page(page)
    window.print_asked.emit()
    current = window.current_page()
    return (current.kind, current.record_id) if isinstance(current, PreviewPage) else None


def test_on_a_page_of_no_record_the_papers_of_the_office_are_meant(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets = {code: sheet for code, sheet in catalogue.SHEETS.items() if sheet.code == "programme"}
    monkeypatch.setattr(catalogue, "sheets_of", lambda _kind: list(sheets.values()))
    assert _shown(program, "calendar") == ("", "")
    # In a list of records one of them is meant, and must be selected first.
    assert _shown(program, "delegations") is None


def test_without_such_papers_the_officer_is_told_what_to_do(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "sheets_of", lambda _kind: [])
    told: list[str] = []
    assert program.window is not None
    program.window.desk.noticed.connect(lambda text, _undo: told.append(text()))
    assert _shown(program, "calendar") is None
    assert "first" in told[-1]

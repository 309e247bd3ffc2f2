"""Every page and editor, on the demo office: opens in each language, leaves no text behind."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QTabWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop import words
from desktop.app import Program
from desktop.domain import Instrument
from desktop.language import CODES, PSEUDO
from desktop.paths import Paths, shipped
from desktop.settings import Settings
from desktop.store import directory, lists
from desktop.ui.contents import editors, pages
from desktop.ui.countries import country_name
from tests.ui.sweep import texts_left

PAGES = [page.name for page in pages()]
EDITORS = list(editors())
# What is opened of a record and is not its editor, and what that is called.
TITLED = {"preview": "Print preview", "drafting": "Draft of the programme"}


@pytest.fixture
def program(qapp: QApplication, paths: Paths, clock: Callable[[], datetime]) -> Iterator[Program]:
    """The program with the demo office open."""
    chosen = Settings(officer="Mette Demosen", office_name="Demo Embassy", language="en")
    program = Program(qapp, paths, chosen, clock)
    assert program.open_demo()
    yield program
    program.end()


def _record(program: Program, kind: str) -> str:
    """The identity of a demo record of a kind, as its editor wants it."""
    assert program.office is not None
    listed: dict[str, Callable[[Session], Sequence[Any]]] = {
        "delegation": lists.delegations,
        "exchange": lists.exchanges,
        "access_request": lists.access_requests,
        "person": directory.people,
        "organisation": directory.organisations,
        "place": directory.places,
        "facility": directory.facilities,
        "instrument": lambda session: session.query(Instrument).all(),
        "preview": lists.delegations,
        "drafting": lists.delegations,
    }
    with program.office.reading() as session:
        found = listed[kind](session)[0].id
    return f"delegation:{found}" if kind == "preview" else str(found)


def every_tab(program: Program) -> Iterator[None]:
    """Bring each tab of the page shown to the front, one after the other."""
    assert program.window is not None
    page = program.window.current_page()
    assert page is not None
    yield
    for tabs in page.findChildren(QTabWidget):
        for number in range(tabs.count()):
            tabs.setCurrentIndex(number)
            yield


def _data() -> list[str]:
    """Every text of the demo office, which no catalogue translates."""
    found: set[str] = set()

    def collect(part: object) -> None:
        if isinstance(part, str):
            found.add(part)
            found.update(line for line in part.splitlines() if line)
        elif isinstance(part, dict):
            if "family" in part:
                family, given = str(part["family"]), str(part.get("given", ""))
                found.update((f"{family.upper()} {given}", f"{given} {family}"))
            for inner in part.values():
                collect(inner)
        elif isinstance(part, list):
            for inner in part:
                collect(inner)

    collect(json.loads((shipped("resources") / "demo" / "office.json").read_text("utf-8")))
    names = {text for text in found if len(text) > 3}
    # What countries are called is Babel's, as are the names of months.
    countries = [country_name(code) for code in ("JP", "DK")]
    return [*names, *countries, "Mette Demosen", "Demo Embassy", "JP", "DK", "A4", "Letter"]


@pytest.mark.parametrize("code", CODES)
def test_every_page_and_editor_opens_in_every_language(
    qtbot: QtBot, program: Program, code: str
) -> None:
    window = program.window
    assert window is not None
    window.use_language(code)
    for name in PAGES:
        window.show_page(name)
        for _ in every_tab(program):
            qtbot.wait(1)
    for kind in EDITORS:
        window.stage.open(kind, _record(program, kind))
        for _ in every_tab(program):
            qtbot.wait(1)
    page = window.current_page()
    assert page is not None
    assert page.title()


@pytest.mark.parametrize("kind", [kind for kind in EDITORS if kind not in TITLED])
def test_a_new_record_makes_nothing_until_something_is_typed(program: Program, kind: str) -> None:
    window = program.window
    assert window is not None
    before = program.office.undo_label() if program.office is not None else None
    window.stage.open(kind, "")
    window.stage.back()
    assert program.office is not None
    assert program.office.undo_label() == before


@pytest.mark.parametrize("name", PAGES)
def test_no_text_of_a_page_stays_behind(program: Program, name: str) -> None:
    window = program.window
    assert window is not None
    window.show_page(name)
    program.switch.use(PSEUDO)
    # What the switch replaced is gone only when Qt comes to it.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    data = [*_data(), str(window.desk.office.path), window.desk.office.path.name]
    left = [text for _ in every_tab(program) for text in texts_left(window, data)]
    assert left == []


@pytest.mark.parametrize("kind", EDITORS)
def test_no_text_of_an_editor_stays_behind(program: Program, kind: str) -> None:
    window = program.window
    assert window is not None
    window.stage.open(kind, _record(program, kind))
    program.switch.use(PSEUDO)
    # What the switch replaced is gone only when Qt comes to it.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    data = [*_data(), str(window.desk.office.path), window.desk.office.path.name]
    left = [text for _ in every_tab(program) for text in texts_left(window, data)]
    assert left == []


@pytest.mark.parametrize("kind", EDITORS)
def test_the_windows_title_names_nobody(program: Program, kind: str) -> None:
    window = program.window
    assert window is not None
    window.stage.open(kind, _record(program, kind))
    page = window.current_page()
    assert page is not None
    title = window.windowTitle()
    name = TITLED.get(kind) or words.kind(kind)
    assert title == f"{name} – Kakehashi"
    if kind not in TITLED:
        assert page.title() not in title

"""A programme goes out, changes, and goes out again; who has to be told is seen at once."""

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.domain import Item, Person
from desktop.domain.codes import ItemStatus
from desktop.store import delegations, editions, lists, records
from desktop.ui.editions.change_row import ChangeRow
from desktop.ui.widgets import StatusChip
from tests.journeys.officer import Officer

_MAKING = 120_000  # ms; two dozen files on a slow machine


def _trip(session: Session) -> str:
    return str(lists.delegations(session)[0].id)


def _visits(session: Session) -> list[Item]:
    found = session.query(Item).filter_by(delegation_id=_trip(session), everyone=True)
    exact = [one for one in found if one.start.is_exact and one.end.is_exact]
    return sorted(exact, key=lambda one: one.sort_key())


def _change(session: Session) -> list[str]:
    """Move two items, call one off, and let a late member join; gives what was touched."""
    first, second, third, *_rest = (
        one for one in _visits(session) if one.status != ItemStatus.CANCELLED
    )
    for item in (first, second):
        start, end = item.start.moved(minutes=30), item.end.moved(minutes=30)
        records.update(session, Item, item.id, start=start, end=end)
    records.update(session, Item, third.id, status=ItemStatus.CANCELLED)
    late = records.add(session, Person(family="Sen", given="Karla", languages="da"))
    delegations.add_member(session, _trip(session), late.id)
    return [first.id, second.id, third.id]


def _issue(officer: Officer, qtbot: QtBot, button: str, number: int) -> None:
    """Answer the question, and wait for the files."""

    def answer() -> None:
        if number == 3:  # the next time it is asked for already, as it was before
            officer.press("A calendar file for each participant")
        officer.press(f"Issue edition {number}")
        box = officer.here()
        qtbot.waitUntil(lambda: not box.isVisible(), timeout=_MAKING)

    officer.until(lambda: button in officer.names())
    with officer.answering(answer):
        officer.press(button)
    officer.until(lambda: f"Nothing has changed since edition {number}." in officer.texts())


@pytest.fixture
def _demo(officer: Officer) -> None:
    officer.menu("File", "Open the demo office")


@pytest.mark.usefixtures("_demo")
def test_a_second_edition_tells_what_changed(officer: Officer, qtbot: QtBot) -> None:
    office = officer.program.office
    assert office is not None
    with office.reading() as session:
        officer.window.stage.open("delegation", _trip(session))
    officer.tab("Editions")
    _issue(officer, qtbot, "Issue an edition…", 3)
    assert officer.said() == "Edition 3 was issued with 14 files."

    with office.writing("edit") as session:  # as the other office would, at its own window
        moved = _change(session)
    officer.until(lambda: "4 changes since edition 3" in officer.texts())
    officer.until(lambda: "Superseded" in _marks(officer))
    officer.until(lambda: "New member: Karla Sen" in officer.texts())
    told = next(text for text in officer.texts() if "people are affected" in text)
    assert told.startswith("These 1")
    rows = officer.page.findChildren(ChangeRow)
    assert [row.one.id for row in rows if row.isVisible()] == moved
    officer.choose("Changes for", "Karla Sen")
    officer.until(lambda: "New member: Karla Sen" not in officer.texts())

    _issue(officer, qtbot, "Issue edition 4…", 4)
    with office.reading() as session:
        found = editions.editions(session, _trip(session))
        assert [(one.number, len(one.papers)) for one in found] == [(4, 15), (3, 14)]
        earlier, later = found[1], found[0]
        between = editions.between(session, earlier, later)
        assert {one.id for one in between.things} == set(moved)
    officer.choose("Compare", next(one for one in _offered(officer) if "Edition 3" in one))
    officer.choose("with", next(one for one in _offered(officer) if "Edition 4" in one))
    officer.until(lambda: "New member: Karla Sen" in officer.texts())

    officer.press("Undo")
    officer.until(lambda: "4 changes since edition 3" in officer.texts())
    with office.reading() as session:
        assert [one.number for one in editions.editions(session, _trip(session))] == [3]


def _marks(officer: Officer) -> list[str]:
    return [chip.text() for chip in officer.page.findChildren(StatusChip) if chip.isVisible()]


def _offered(officer: Officer) -> list[str]:
    boxes = [box for box in officer.page.findChildren(QComboBox) if box.isVisible()]
    return [box.itemText(at) for box in boxes for at in range(box.count())]

"""A visit of two days to Tokyo with two hosts that wait and one that has a time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)

from desktop.domain import Item, Place, Trilingual
from desktop.domain.wishes import Wishes, WishFact
from desktop.store import delegations, records
from desktop.store.office import OfficeFile
from desktop.store.wishes import read_wishes
from tests.conftest import PATIENCE_MS
from tests.ui.programme.conftest import Visit, build


def make_hosts(office: OfficeFile) -> Visit:
    """The small delegation; RIKEN receives it on Monday, AIST and the company wait for a time."""
    visit = build(office)
    with office.writing("edit", kind="item") as session:
        riken = records.get(session, Item, visit.ids["visit"])
        other = delegations.add_item(
            session, delegation_id=visit.id, title=Trilingual("産総研", "", "AIST"), minutes=45
        )
        visit.ids["aist"] = other.id

        place = records.get(session, Place, visit.ids["wako"])
        riken.host_organisation_id = place.organisation_id
        visit.ids["riken"] = place.organisation_id or ""
    return visit


def wishes_of(visit: Visit) -> Wishes:
    """All that is wished now."""
    with visit.office.reading() as session:
        return read_wishes(session, visit.id)


def wish(visit: Visit, name: str) -> WishFact:
    """What is wished of one item now."""
    return wishes_of(visit).items[visit.ids[name]]


def type_into_cell(table: QWidget, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    """Open the current cell with the first letter as a sheet does, and type on."""
    table.setFocus()
    QTest.keyClicks(table, text[:1])
    editor = open_cell(table)
    editor.setText(text)
    QTest.keyClick(editor, end)
    QApplication.processEvents()


def open_cell(table: QWidget) -> QLineEdit:
    """The line of the cell that is open."""

    def lines() -> list[QLineEdit]:
        return [line for line in table.findChildren(QLineEdit) if line.isVisible()]

    waited = 0
    while not lines() and waited < PATIENCE_MS:
        QTest.qWait(10)
        waited += 10
    assert lines(), f"no cell is open: {_standing(table)}"
    return lines()[-1]


def _standing(table: QWidget) -> str:
    """Where the keyboard is, for a test that missed an open cell."""
    kept = [(line.text(), line.isHidden()) for line in table.findChildren(QLineEdit)]
    state = table.state() if isinstance(table, QAbstractItemView) else ""
    at = table.currentIndex() if isinstance(table, QAbstractItemView) else ""
    return (
        f"{state}, current {at}, lines {kept}, focus {QApplication.focusWidget()}, "
        f"active {QApplication.activeWindow()} of {QApplication.topLevelWidgets()}"
    )


def unnamed(window: QWidget) -> list[str]:
    """The visible controls that the keyboard reaches and a screen reader has no name for."""
    found = []
    for part in window.findChildren(QWidget):
        named = part.accessibleName() or (part.text() if isinstance(part, QAbstractButton) else "")
        # A part that a bigger control is made of is named by that.
        inside = isinstance(part.parentWidget(), QAbstractSpinBox | QComboBox)
        reached = part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisible()
        if reached and not named and not inside:
            found.append(f"{type(part).__name__} {part.objectName()}")
    return found

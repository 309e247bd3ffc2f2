"""The page over all closures: shown with the known seasons, added, changed, repeated, deleted."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain import Closure, Organisation, Person, Trilingual
from desktop.store import closures
from desktop.store.closures import ClosureRow
from desktop.ui.days_off.telling import KnownDays
from desktop.ui.desk import Desk
from desktop.ui.pages.closures import ClosuresPage
from desktop.ui.pages.organisations import OrganisationsPage
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.widgets import Button, PlainLabel
from tests.ui.sweep import line, press, type_text

DAY, LATER = date(2027, 8, 13), date(2027, 8, 16)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ClosuresPage:
    """The page, with the seasons that it reads in the background."""
    page = ClosuresPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    return page


def _own(page: ClosuresPage) -> list[ClosureRow]:
    return [row for row in page.model.rows() if isinstance(row, ClosureRow)]


def _texts(page: ClosuresPage, row: int) -> list[str]:
    return [str(page.model.index(row, at).data()) for at in range(5)]


def _closed(desk: Desk) -> str:
    with desk.office.writing("create") as session:
        body = Organisation(name=Trilingual(en="Riken"))
        session.add(body)
        made = Closure(organisation_id=body.id, first=DAY, last=LATER, name=Trilingual(en="Works"))
        session.add(made)
    return made.id


def test_the_seasons_to_come_stand_there_and_cannot_be_changed(page: ClosuresPage) -> None:
    assert [row for row in page.model.rows() if not isinstance(row, KnownDays)] == []
    names = [_texts(page, at)[:3] for at in range(3)]
    assert names == [
        ["Denmark", "24 Dec 2026 – 1 Jan 2027", "Christmas and New Year in Denmark"],
        ["Japan", "29 Dec 2026 – 3 Jan 2027", "New Year holidays in Japan"],
        ["Denmark", "15–28 Feb 2027", "Winter school break in Denmark"],
    ]
    page.table.selectRow(1)
    assert page.form.isVisible()
    assert not page.form.form.isVisible()
    before = page.model.rowCount()
    press(page.table, Qt.Key.Key_Delete)
    assert page.model.rowCount() == before
    assert page.make_menu(page.table.chosen()).actions() == []


def test_a_closure_is_made_once_it_is_known_whose_days_they_are(
    page: ClosuresPage, desk: Desk
) -> None:
    page.begin(closures.COUNTRY)
    first = line(page.form.form.field("first"))
    type_text(first, "13 Aug 2027")
    press(first, Qt.Key.Key_Return)
    assert _own(page) == []
    country = line(page.form.form.field("owner_country"))
    type_text(country, "Japan")
    press(country, Qt.Key.Key_Return)
    (made,) = _own(page)
    assert (made.owner, made.first, made.last) == ("JP", DAY, DAY)
    assert page.table.chosen() == [made]
    last = line(page.form.form.field("last"))
    last.clear()
    type_text(last, "16 Aug 2027")
    press(last, Qt.Key.Key_Return)
    assert _texts(page, 0)[:2] == ["Japan", "13–16 Aug 2027"]
    desk.undo()
    desk.undo()
    assert _own(page) == []


@pytest.mark.parametrize("of", closures.OWNERS)
def test_the_form_asks_for_what_fits_the_owner(page: ClosuresPage, of: str) -> None:
    page.begin(of)
    form = page.form.form
    shown = {name for name in form.names() if form.field(name).isVisible()}
    days = {"first", "last", "name", "from_time", "to_time", "note"}
    assert shown == days | {f"owner_{of}"} | (set() if of == "person" else {"kind"})


def test_fields_are_saved_and_whose_days_they_are_can_be_another(
    page: ClosuresPage, desk: Desk
) -> None:
    closure = _closed(desk)
    with desk.office.writing("create") as session:
        other = Organisation(name=Trilingual(en="NBI"))
        session.add(other)
    page.table.choose([closure])
    assert page.form.form.field("owner_organisation").value()
    page.form.form.edited.emit("kind", "maintenance")
    page.form.form.edited.emit("owner_organisation", other.id)
    assert _texts(page, 0)[:4] == ["NBI", "13–16 Aug 2027", "Works", "Maintenance"]
    page.form.form.edited.emit("owner_organisation", None)
    assert _texts(page, 0)[0] == "NBI"


def test_closures_are_repeated_deleted_and_brought_back(page: ClosuresPage, desk: Desk) -> None:
    closure = _closed(desk)
    page.table.choose([closure])
    menu = page.make_menu(page.table.chosen())
    (repeat,) = [one for one in menu.actions() if one.text() == "Repeat next year"]
    repeat.trigger()
    assert [row.first for row in _own(page)] == [DAY, date(2028, 8, 13)]
    assert page.table.chosen() == _own(page)[1:]
    page.table.choose([row.id for row in _own(page)])
    press(page.table, Qt.Key.Key_Delete)
    assert _own(page) == []
    desk.undo()
    assert _own(page)[0].id == closure


def test_the_filter_looks_at_all_that_is_shown(page: ClosuresPage, desk: Desk) -> None:
    _closed(desk)
    with desk.office.writing("create") as session:
        ida = Person(family="Prøvesen", given="Ida")
        session.add_all([ida, Closure(person_id=ida.id, first=DAY, last=DAY, note="on leave")])
    for text, owners in (
        ("riken works", ["Riken"]),
        ("absent", ["Ida Prøvesen"]),
        ("leave", ["Ida Prøvesen"]),
        ("obon", ["Japan"]),
    ):
        assert page.filter_field is not None
        page.filter_field.setText(text)
        page.reload()
        assert [_texts(page, at)[0] for at in range(page.model.rowCount())] == owners


def test_pages_lead_to_it(qtbot: QtBot, desk: Desk) -> None:
    asked: list[str] = []
    desk.page_asked.connect(asked.append)
    for other in (SettingsPage(desk), OrganisationsPage(desk)):
        qtbot.addWidget(other)
        other.show()
        (way,) = [one for one in other.findChildren(Button) if "Closures" in one.text()]
        way.click()
    assert asked == ["closures", "closures"]


def test_without_seasons_and_closures_it_says_what_to_do(qtbot: QtBot, desk: Desk) -> None:
    page = ClosuresPage(desk)
    qtbot.addWidget(page)
    page.show()
    page._take_known([])
    labels = [one.text() for one in page.findChildren(PlainLabel) if one.isVisible()]
    assert "No closed days of your own" in labels

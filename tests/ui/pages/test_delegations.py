"""The list of delegations."""

from datetime import date

from pytestqt.qtbot import QtBot

from desktop.domain import Delegation, Item, Person, Trilingual
from desktop.domain.codes import Function
from desktop.language import PSEUDO, use
from desktop.store import delegations, records
from desktop.ui.desk import Desk
from desktop.ui.pages.delegations import DelegationsPage
from desktop.ui.switch import LanguageSwitch
from desktop.ui.widgets import Button
from tests.ui.conflicts.kit import Visit
from tests.ui.sweep import texts_left


def _page(qtbot: QtBot, desk: Desk) -> DelegationsPage:
    with desk.office.writing("create") as session:
        person = Person(family="Mihon", given="Yuki", name_ja="見本 由紀", nationality="JP")
        session.add(person)
        spring = delegations.create(
            session,
            desk.today(),
            title=Trilingual("春の訪問", "Forårsbesøg", "Spring visit"),
            start=date(2027, 4, 17),
            end=date(2027, 4, 24),
        )
        delegations.create(
            session,
            desk.today(),
            title=Trilingual(en="Autumn visit"),
            direction="jp_dk",
            start=date(2026, 12, 1),
            status="confirmed",
        )
        session.flush()
        delegations.add_member(session, spring.id, person.id, Function.HEAD)
    page = DelegationsPage(desk)
    qtbot.addWidget(page)
    page.resize(1200, 600)
    page.show()
    return page


def _cells(page: DelegationsPage, row: int) -> dict[str, str]:
    return {
        column.name: page.model.index(row, at).data()
        for at, column in enumerate(page.model.columns)
    }


def test_a_row_tells_the_usual_in_the_windows_language(qtbot: QtBot, desk: Desk) -> None:
    page = _page(qtbot, desk)
    assert _cells(page, 1) == {
        "title": "Spring visit",
        "period": "17–24 Apr 2027",
        "head": "MIHON Yuki",
        "members": "1",
        "status": "Draft",
        "direction": "DK → JP",
        "reference": "DEL-2027-001",
        "conflicts": "",
    }
    use("ja")
    page.say_again()
    japanese = _cells(page, 1)
    assert (japanese["title"], japanese["head"]) == ("春の訪問", "見本 由紀")
    assert japanese["period"] == "2027/4/17～4/24"


def test_it_is_found_by_what_people_type(qtbot: QtBot, desk: Desk) -> None:
    page = _page(qtbot, desk)
    for text, number in (("foraar", 1), ("見本", 1), ("del-2026", 1), ("visit", 2), ("zzz", 0)):
        assert len(page.rows(text)) == number, text


def test_new_open_duplicate_and_delete(qtbot: QtBot, desk: Desk) -> None:
    page = _page(qtbot, desk)
    asked: list[tuple[str, str]] = []
    desk.record_asked.connect(lambda kind, record: asked.append((kind, record)))
    spring = page.model.row_at(1)
    page.new_record()
    page.open_row(spring)
    assert asked == [("delegation", ""), ("delegation", spring.id)]
    page.duplicate_rows([spring])
    (copy,) = page.table.chosen()
    assert (copy.reference, copy.status, copy.members) == ("DEL-2027-002", "draft", 1)
    with qtbot.waitSignal(desk.noticed) as told:
        page.delete_rows([copy])
    assert told.args is not None
    assert told.args[1] is True
    assert page.model.place_of(copy.id) == -1
    desk.undo()
    assert page.model.place_of(copy.id) >= 0


def test_an_empty_list_says_what_to_do_first(qtbot: QtBot, desk: Desk) -> None:
    page = DelegationsPage(desk)
    qtbot.addWidget(page)
    page.show()
    assert page._views.currentIndex() == 1


def test_nothing_is_left_in_the_language_before(
    qtbot: QtBot, desk: Desk, switch: LanguageSwitch
) -> None:
    page = _page(qtbot, desk)
    switch.use(PSEUDO)
    assert texts_left(page, ["Spring visit", "Autumn visit", "MIHON Yuki", "DEL"]) == []


def test_it_follows_a_change(qtbot: QtBot, desk: Desk) -> None:
    page = _page(qtbot, desk)
    with desk.office.writing("edit") as session:
        records.update(session, Delegation, page.model.row_at(1).id, status="cancelled")
    assert _cells(page, 1)["status"] == "Cancelled"


def test_a_row_counts_what_is_to_be_solved(qtbot: QtBot, desk: Desk, visit: Visit) -> None:
    page = DelegationsPage(desk)
    qtbot.addWidget(page)
    page.show()
    assert _cells(page, 0)["conflicts"] == "2"
    column = next(one for one in page.model.columns if one.name == "conflicts")
    assert column.status is not None
    assert column.status(page.model.row_at(0)) == ("bad", "circle-x")
    with desk.office.writing("edit") as session:
        records.update(session, Item, visit.tour, status="cancelled")
    assert _cells(page, 0)["conflicts"] == "1"
    assert column.status(page.model.row_at(0)) == ("warn", "triangle-alert")


def test_a_state_is_listed_alone_until_all_are_asked_for(qtbot: QtBot, desk: Desk) -> None:
    drafts = Delegation(reference="D-1", status="draft"), Delegation(reference="D-2")
    fixed = Delegation(reference="D-3", status="confirmed")
    with desk.office.writing("create") as session:
        session.add_all([*drafts, fixed])
    page = DelegationsPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.show_state("confirmed")
    assert [row.reference for row in page.model.rows()] == ["D-3"]
    (only,) = (one for one in page.findChildren(Button) if one.text() == "Confirmed")
    assert only.isVisible()
    only.click()
    assert len(page.model.rows()) == 3
    assert not only.isVisible()
    page.show_state("confirmed")
    with desk.office.writing("edit", kind="delegation") as session:
        records.update(session, Delegation, fixed.id, status="completed")
    assert len(page.model.rows()) == 3

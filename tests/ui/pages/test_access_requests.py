"""The list of access requests."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.store import interchange, lists
from desktop.ui.desk import Desk
from desktop.ui.pages.access_requests import AccessRequestsPage
from desktop.ui.switch import LanguageSwitch
from desktop.ui.widgets import EmptyState
from tests.ui.sweep import texts_left


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> AccessRequestsPage:
    """The page over the demo office."""
    interchange.import_demo(desk.office)
    page = AccessRequestsPage(desk)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    return page


def _column(page: AccessRequestsPage, name: str) -> list[str]:
    at = [column.name for column in page.model.columns].index(name)
    return [str(page.model.index(row, at).data()) for row in range(page.model.rowCount())]


def test_a_row_says_what_where_who_and_how_far(page: AccessRequestsPage) -> None:
    at = _column(page, "reference").index("ACC-2027-001")
    assert _column(page, "facility")[at] == "AIST G-QuAT"
    assert _column(page, "investigator")[at] == "Freja Demobæk"
    assert _column(page, "stage")[at] == "Under review"
    assert _column(page, "slots")[at] == "1"


def test_stages_sort_as_they_follow_each_other(page: AccessRequestsPage) -> None:
    page.model.sort_by("stage")
    assert _column(page, "stage") == [
        "Submitted",
        "Under review",
        "Preparing",
        "Scheduled",
        "Report due",
    ]


def test_a_copy_begins_as_a_draft(page: AccessRequestsPage, desk: Desk) -> None:
    page.duplicate_rows(page.model.rows()[:1])
    assert [row.stage for row in page.table.chosen()] == ["draft"]
    desk.undo()
    assert page.model.rowCount() == 5


def test_deleting_takes_slots_and_gates_along_and_brings_them_back(
    page: AccessRequestsPage, desk: Desk
) -> None:
    before = _column(page, "slots")
    page.delete_rows(page.model.rows())
    assert page.model.rowCount() == 0
    desk.undo()
    assert _column(page, "slots") == before


def test_the_empty_page_says_what_to_do_first(qtbot: QtBot, desk: Desk) -> None:
    page = AccessRequestsPage(desk)
    qtbot.addWidget(page)
    page.show()
    shown = [state for state in page.findChildren(EmptyState) if state.isVisible()]
    assert len(shown) == 1


def test_every_text_follows_the_language(
    page: AccessRequestsPage, desk: Desk, switch: LanguageSwitch
) -> None:
    switch.use("qps")
    rows = desk.read(lists.access_requests)
    data = {text for row in rows for text in (*row.title.parts(), *row.facility.parts())}
    people = [row.investigator for row in rows if row.investigator]
    data |= {part for person in people for part in (person.family, person.given)}
    data |= {part.upper() for part in data} | {row.reference for row in rows}
    assert texts_left(page, data) == []

"""The first page: what is next, what is overdue, and how to begin in an empty office."""

from datetime import UTC, datetime

from pytestqt.qtbot import QtBot

from desktop import language
from desktop.settings import Settings
from desktop.store import interchange
from desktop.store.office import OfficeFile
from desktop.ui.desk import Desk
from desktop.ui.pages.overview import OverviewPage
from desktop.ui.widgets import Button, LinkButton, StatusChip

APRIL = datetime(2027, 4, 17, 6, 0, tzinfo=UTC)


def _page(qtbot: QtBot, office: OfficeFile, now: datetime = APRIL) -> OverviewPage:
    page = OverviewPage(Desk(office, Settings(), lambda: now))
    qtbot.addWidget(page)
    page.show()
    return page


def _links(page: OverviewPage) -> list[str]:
    return [link.accessibleName() for link in page.findChildren(LinkButton) if not link.isHidden()]


def test_an_empty_office_shows_ways_to_begin(qtbot: QtBot, office: OfficeFile) -> None:
    page = _page(qtbot, office)
    asked = []
    page.desk.record_asked.connect(lambda kind, record: asked.append((kind, record)))
    for button in page.findChildren(Button):
        button.click()
    assert asked == [("delegation", ""), ("exchange", ""), ("access_request", "")]


def test_what_comes_next_is_in_order_and_cancelled_items_are_not_there(
    qtbot: QtBot, office: OfficeFile
) -> None:
    interchange.import_demo(office)
    page = _page(qtbot, office)
    links = _links(page)
    assert links[0].startswith("Meet at check-in")
    assert links[1].startswith("Flight SK983")
    later = _page(qtbot, office, datetime(2027, 4, 22, 22, 0, tzinfo=UTC))
    assert not any("cancelled by host" in link for link in _links(later))


def test_overdue_tasks_are_marked(qtbot: QtBot, office: OfficeFile) -> None:
    interchange.import_demo(office)
    page = _page(qtbot, office)
    words = {chip.text() for chip in page.findChildren(StatusChip)}
    assert "Overdue" in words
    fresh = _page(qtbot, office, datetime(2026, 7, 1, tzinfo=UTC))
    assert "Overdue" not in {chip.text() for chip in fresh.findChildren(StatusChip)}


def test_the_page_follows_the_language(qtbot: QtBot, office: OfficeFile) -> None:
    interchange.import_demo(office)
    page = _page(qtbot, office)
    language.use("ja")
    page.say_again()
    assert any("SK983便" in link for link in _links(page))
    assert page.title() == "概要"

"""The first page: what is next, what is overdue, and how to begin in an empty office."""

from datetime import UTC, datetime

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import language
from desktop.settings import Settings
from desktop.store import findings, interchange
from desktop.store.office import OfficeFile
from desktop.ui.desk import Desk
from desktop.ui.pages.overview import OverviewPage
from desktop.ui.widgets import Button, LinkButton, PlainLabel, StatusChip
from tests.ui.conflicts.kit import Visit

APRIL = datetime(2027, 4, 17, 6, 0, tzinfo=UTC)


def _page(qtbot: QtBot, office: OfficeFile, now: datetime = APRIL) -> OverviewPage:
    page = OverviewPage(Desk(office, Settings(), lambda: now))
    # The engine that reads in the background must let go of the file before it is closed.
    qtbot.addWidget(page, before_close_func=lambda _page: page.desk.close())
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


def test_what_is_to_be_solved_leads_there(qtbot: QtBot, desk: Desk, visit: Visit) -> None:
    page = OverviewPage(desk)
    qtbot.addWidget(page)
    page.show()
    links = {link.accessibleName(): link for link in page.findChildren(LinkButton)}
    assert {"A person in two places", "A passport expires soon after"} <= links.keys()
    asked: list[tuple[str, ...]] = []
    desk.record_asked.connect(lambda kind, record: asked.append((kind, record)))
    desk.part_asked.connect(lambda part: asked.append((part,)))
    desk.page_asked.connect(lambda name: asked.append((name,)))
    links["A person in two places"].click()
    links["1 must be solved · 1 warning · 1 hint"].click()
    assert asked == [("delegation", visit.trip), (visit.talk,), ("conflicts",)]


def test_it_follows_the_engine(qtbot: QtBot, desk: Desk, visit: Visit) -> None:
    page = OverviewPage(desk)
    qtbot.addWidget(page)
    page.show()
    for found in desk.watch.findings():
        with desk.office.writing("finding.accept") as session:
            findings.accept(session, found, "so", "Ida", desk.today())
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert "Nothing collides in what is planned." in {
        label.text() for label in page.findChildren(PlainLabel)
    }

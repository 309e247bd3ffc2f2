"""The first page: what is next, what is overdue, and how to begin in an empty office."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop import language
from desktop.domain import AccessRequest, Exchange, Gate, Permit, Task, Trilingual
from desktop.domain.codes import ExchangeStatus, GateState, Stage
from desktop.settings import Settings
from desktop.store import findings, interchange, records
from desktop.store.office import OfficeFile
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.overview.lines import EntryLine
from desktop.ui.overview.number import NumberChip
from desktop.ui.pages.overview import OverviewPage
from desktop.ui.widgets import Button, LinkButton, PlainLabel, StatusChip
from tests.ui.conflicts.kit import Visit
from tests.ui.sweep import press

APRIL = datetime(2027, 4, 17, 6, 0, tzinfo=UTC)


def _shown(qtbot: QtBot, desk: Desk) -> OverviewPage:
    page = OverviewPage(desk)
    qtbot.addWidget(page)
    return _read(qtbot, page)


def _read(qtbot: QtBot, page: OverviewPage) -> OverviewPage:
    page.show()
    qtbot.waitUntil(page.is_read)
    return page


def _page(
    qtbot: QtBot, office: OfficeFile, now: datetime = APRIL, settings: Settings | None = None
) -> OverviewPage:
    desk = Desk(office, settings or Settings(), lambda: now)
    page = OverviewPage(desk)
    # The engine that reads in the background must let go of the file before it is closed.
    qtbot.addWidget(page, before_close_func=lambda _page: desk.close())
    return _read(qtbot, page)


def _links(within: QWidget) -> list[str]:
    lines = [line for line in within.findChildren(EntryLine) if line.isVisible()]
    return [line.findChildren(LinkButton)[0].accessibleName() for line in lines]


def _chips(within: QWidget) -> list[str]:
    return [chip.text() for chip in within.findChildren(StatusChip) if chip.isVisible()]


def _numbers(within: QWidget) -> dict[str, NumberChip]:
    found = within.findChildren(NumberChip)
    return {chip.accessibleName(): chip for chip in found if chip.isVisible()}


def _labels(within: QWidget) -> list[str]:
    return [label.text() for label in within.findChildren(PlainLabel) if label.isVisible()]


def test_an_empty_office_shows_three_ways_to_begin(qtbot: QtBot, office: OfficeFile) -> None:
    page = _page(qtbot, office)
    asked: list[object] = []
    page.desk.record_asked.connect(lambda kind, record: asked.append((kind, record)))
    page.desk.demo_asked.connect(lambda: asked.append("demo"))
    page.desk.file_asked.connect(lambda: asked.append("file"))
    for button in page.findChildren(Button):
        if button.isVisible():
            button.click()
    new = [("delegation", ""), ("exchange", ""), ("access_request", "")]
    assert asked == [*new, "demo", "file"]
    assert _numbers(page) == {}


def test_what_comes_next_is_in_order_and_cancelled_items_are_not_there(
    qtbot: QtBot, office: OfficeFile
) -> None:
    interchange.import_demo(office)
    page = _page(qtbot, office)
    links = _links(page.ahead)
    assert links[0].startswith("Danish quantum delegation")
    assert links[1].startswith("Meet at check-in")
    assert links[2].startswith("Flight SK983")
    more = [link.accessibleName() for link in page.ahead.findChildren(LinkButton)]
    assert "and 36 more" in more
    assert "Today · Saturday 17 April 2027" in _labels(page.ahead)
    later = _page(qtbot, office, datetime(2027, 4, 22, 22, 0, tzinfo=UTC))
    assert not any("cancelled by host" in link for link in _links(later))
    assert "Thursday 29 April 2027 · Showa Day (JP)" not in _labels(page.ahead)


def test_quiet_weeks_say_what_comes_after_them(qtbot: QtBot, office: OfficeFile) -> None:
    interchange.import_demo(office)
    page = _page(qtbot, office, datetime(2026, 11, 26, 9, 0, tzinfo=UTC))
    said = _labels(page.ahead)
    assert "Nothing in the next 14 days. After that:" in said
    assert "Monday 18 January 2027" in said
    assert len([link for link in page.ahead.findChildren(EntryLine) if link.isVisible()]) == 3


def _stay(desk: Desk, *tasks: tuple[str, date], **values: object) -> str:
    with desk.office.writing("create") as session:
        stay = Exchange(reference="EXC-2027-001", title=Trilingual(en="Stay"), **values)
        session.add(stay)
        for title, day in tasks:
            session.add(Task(exchange_id=stay.id, title=Trilingual(en=title), due=day))
    return stay.id


def test_tasks_that_are_overdue_or_due_within_a_week_are_counted(qtbot: QtBot, desk: Desk) -> None:
    today = desk.today()
    days = {"late": -1, "now": 0, "soon": 7, "later": 8}
    stay = _stay(desk, *((name, today + timedelta(days=at)) for name, at in days.items()))
    page = _shown(qtbot, desk)
    assert _links(page.tasks) == ["late", "now", "soon"]
    assert _chips(page.tasks) == ["1 day overdue", "Due today", "Mon 30 Nov"]
    asked: list[tuple[str, ...]] = []
    desk.page_asked.connect(lambda name: asked.append((name,)))
    desk.record_asked.connect(lambda kind, record: asked.append((kind, record)))
    numbers = _numbers(page.tasks)
    assert list(numbers) == ["Overdue 1", "Due within a week 2"]
    numbers["Overdue 1"].click()
    press(numbers["Due within a week 2"], Qt.Key.Key_Return)
    page.next_step.findChildren(Button)[0].click()
    assert asked == [("tasks",), ("tasks",), ("exchange", stay)]


def test_a_task_counted_to_a_weekend_is_due_on_the_friday_before(qtbot: QtBot, desk: Desk) -> None:
    stay = _stay(desk, start=date(2026, 12, 19))
    with desk.office.writing("create") as session:
        # Counted to Saturday 5 December, which would be more than a week away.
        wanted = {"anchor": "start", "offset_days": -14, "turn": "home"}
        records.add(session, Task(exchange_id=stay, title=Trilingual(en="Sign"), **wanted))
    page = _page(qtbot, desk.office, datetime(2026, 11, 27, tzinfo=UTC))
    assert _chips(page.tasks) == ["Fri 4 Dec"]


def test_gates_and_requests_say_how_long(qtbot: QtBot, desk: Desk) -> None:
    today = desk.today()
    stay = _stay(desk)
    request = AccessRequest(reference="ACC-2026-001", stage=Stage.REVIEW.value)
    soon, applied = today + timedelta(days=60), today - timedelta(days=12)
    with desk.office.writing("create") as session:
        session.add_all(
            [
                request,
                Gate(exchange_id=stay, state=GateState.CLEARED.value, expires=soon),
                Gate(access_id=request.id, kind="safety", remind=today),
                Permit(exchange_id=stay, kind="visa", applied=applied),
            ]
        )
    page = _shown(qtbot, desk)
    assert _links(page.gates) == ["Safety review", "Agreement"]
    assert _chips(page.gates) == ["Reminder", "valid until 22 Jan 2027"]
    assert _chips(page.waiting) == ["for 12 days", "no date noted"]
    asked: list[str] = []
    desk.page_asked.connect(asked.append)
    for chip in (*_numbers(page.gates).values(), *_numbers(page.waiting).values()):
        chip.click()
    assert asked == ["access", "access", "exchanges"]


def test_records_are_counted_by_state_and_month(qtbot: QtBot, desk: Desk) -> None:
    _stay(desk, status=ExchangeStatus.PLANNED.value, start=date(2027, 3, 1))
    page = _shown(qtbot, desk)
    assert list(_numbers(page.clauses)) == ["Planned 1"]
    said = page.clauses.chart.accessibleDescription()
    assert said == "March 2027: 1 entry (Exchange 1)"
    assert "What begins in the Japanese fiscal year 2026" in _labels(page.clauses)
    in_denmark = Settings(home_zone="Europe/Copenhagen", other_zone="Asia/Tokyo")
    there = _page(qtbot, desk.office, desk.clock(), in_denmark)
    assert there.clauses.chart.accessibleDescription() == ""
    assert "What begins in 2026" in _labels(there.clauses)


def test_a_change_is_shown_by_the_same_widgets(qtbot: QtBot, desk: Desk) -> None:
    _stay(desk, ("first", desk.today()))
    page = _shown(qtbot, desk)
    before = page.tasks.findChildren(EntryLine)
    with desk.office.writing("edit") as session:
        session.query(Task).one().title = Trilingual(en="changed")
    qtbot.waitUntil(lambda: _links(page.tasks) == ["changed"])
    assert page.tasks.findChildren(EntryLine) == before


def test_today_is_told_in_both_countries(qtbot: QtBot, office: OfficeFile) -> None:
    interchange.import_demo(office)
    page = _page(qtbot, office, datetime(2027, 5, 5, 22, 30, tzinfo=UTC))
    assert _labels(page.today) == [
        *("07:30", "Tokyo · Thursday 6 May 2027", "week 18 · working day"),
        *("00:30", "Copenhagen · Thursday 6 May 2027"),
        "week 18 · Ascension Day · 7 h behind Tokyo",
    ]
    language.use("ja")
    page.say_again()
    page.today.say_again()
    assert "令和9年 · 第18週 · " in _labels(page.today)[2]


@pytest.mark.parametrize(
    ("width", "way"), [(700, "TopToBottom"), (look.TWO_COLUMNS + 50, "LeftToRight")]
)
def test_a_narrow_page_has_one_column(
    qtbot: QtBot, office: OfficeFile, width: int, way: str
) -> None:
    page = _page(qtbot, office)
    page.resize(width, 700)
    assert page._columns.direction() == QBoxLayout.Direction[way]


def test_the_page_follows_the_language(qtbot: QtBot, office: OfficeFile) -> None:
    interchange.import_demo(office)
    page = _page(qtbot, office)
    language.use("ja")
    for line in page.ahead.findChildren(EntryLine):
        line.say_again()
        line.findChildren(LinkButton)[0].say_again()
    assert any("SK983便" in link for link in _links(page))
    assert page.title() == "概要"


def test_what_is_to_be_solved_leads_there(qtbot: QtBot, desk: Desk, visit: Visit) -> None:
    page = _shown(qtbot, desk)
    links = {link.accessibleName(): link for link in page.findChildren(LinkButton)}
    assert {"A person in two places", "A passport expires soon after"} <= links.keys()
    asked: list[tuple[str, ...]] = []
    desk.record_asked.connect(lambda kind, record: asked.append((kind, record)))
    desk.part_asked.connect(lambda part: asked.append((part,)))
    desk.page_asked.connect(lambda name: asked.append((name,)))
    links["A person in two places"].click()
    _numbers(page.conflicts)["Must be solved 1"].click()
    assert asked == [("delegation", visit.trip), (visit.talk,), ("conflicts",)]


def test_it_follows_the_engine(qtbot: QtBot, desk: Desk, visit: Visit) -> None:
    page = _shown(qtbot, desk)
    for found in desk.watch.findings():
        with desk.office.writing("finding.accept") as session:
            findings.accept(session, found, "so", "Ida", desk.today())
    assert "Nothing collides in what is planned." in _labels(page.conflicts)
    assert _links(page.conflicts) == []

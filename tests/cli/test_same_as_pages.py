"""`kakehashi list tasks` and `kakehashi conflicts` say what the pages of the window say."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from json import loads
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.codes import Rule
from desktop.language import use
from desktop.paths import Paths
from desktop.planning.conflicts import find
from desktop.settings import Settings, save
from desktop.store import findings
from desktop.store.log import Author
from desktop.store.office import OfficeFile
from desktop.store.plan import read_plan
from desktop.ui.desk import Desk
from desktop.ui.pages.conflicts import ConflictsPage
from desktop.ui.pages.tasks import TasksPage
from desktop.ui.tasks.arranged import WAITING
from tests.cli.conftest import Run

# The day on which the visit of the demo office arrives. In Denmark it is still the day before.
ARRIVAL = datetime(2027, 4, 16, 20, 0, tzinfo=UTC)

Row = tuple[object, ...]


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.cli.work.now", lambda: ARRIVAL)


@contextmanager
def _window(demo: Path) -> Iterator[Desk]:
    """The demo office as the window has it; no command can be run on it meanwhile."""
    office = OfficeFile.open(demo)
    desk = Desk(office, Settings(), lambda: ARRIVAL)
    assert desk.today() == date(2027, 4, 17)
    yield desk
    desk.close()
    office.close()


@pytest.fixture
def listed(run: Run) -> Callable[..., list[Row]]:
    """What the command line lists of tasks, in its order, with what a page shows of them."""
    names = ("id", "record_id", "turn", "officer", "due", "done")

    def do(*options: str) -> list[Row]:
        rows = loads(run("list", "tasks", "--json", *options))
        assert len(rows) > 10
        return [tuple(row[name] for name in names) for row in rows]

    return do


def _shown(page: TasksPage) -> list[Row]:
    return [
        (
            *(one.row.id, one.row.record_id, one.row.turn, one.row.officer),
            None if one.due is None else one.due.isoformat(),
            None if one.row.done is None else one.row.done.isoformat(),
        )
        for one in page.list.tasks()
    ]


def _tasks_page(qtbot: QtBot, desk: Desk) -> TasksPage:
    page = TasksPage(desk)
    qtbot.addWidget(page)
    with qtbot.waitSignal(desk.agenda.changed):
        page.show()
    return page


def test_the_tasks_that_are_open(
    qtbot: QtBot, listed: Callable[..., list[Row]], demo: Path
) -> None:
    told = listed("--open")
    with _window(demo) as desk:
        assert _shown(_tasks_page(qtbot, desk)) == told
    assert len(told) > 40


def test_all_tasks(qtbot: QtBot, listed: Callable[..., list[Row]], demo: Path) -> None:
    told = listed()
    with _window(demo) as desk:
        page = _tasks_page(qtbot, desk)
        page._done.click()
        assert sorted(_shown(page), key=str) == sorted(told, key=str)


def test_the_tasks_that_are_overdue(
    qtbot: QtBot, listed: Callable[..., list[Row]], demo: Path
) -> None:
    told = listed("--overdue")
    with _window(demo) as desk:
        page = _tasks_page(qtbot, desk)
        (overdue,) = (one for one in page.list.headings() if one.grave)
        assert (overdue.text(), overdue.number) == ("Overdue", len(told))
        assert _shown(page)[: len(told)] == told


def test_the_tasks_that_wait_for_others(
    qtbot: QtBot, listed: Callable[..., list[Row]], demo: Path
) -> None:
    told = listed("--waiting")
    with _window(demo) as desk:
        page = _tasks_page(qtbot, desk)
        page.choose(turn=WAITING)
        assert _shown(page) == told


@pytest.mark.parametrize("language", ["en", "ja", "da"])
def test_the_conflicts(qtbot: QtBot, run: Run, demo: Path, language: str) -> None:
    options = ("--json", "--language", language)
    _accept(demo)
    told, whole = (loads(run("conflicts", *options, *more)) for more in ((), ("--all",)))
    assert 10 < len(told) == len(whole) - 1

    def page_says(page: ConflictsPage) -> list[Row]:
        return sorted(
            (row.found.rule, row.found.severity, row.found.records, row._text.text())
            for row in page.list.rows()
        )

    def command_says(told: list[dict[str, Any]]) -> list[Row]:
        return sorted(
            (
                *(one["rule"], one["severity"]),
                tuple((record["kind"], record["id"]) for record in one["records"]),
                one["sentence"],
            )
            for one in told
        )

    with _window(demo) as desk:
        use(language)
        page = ConflictsPage(desk)
        qtbot.addWidget(page)
        with qtbot.waitSignal(desk.watch.changed):
            page.show()
        assert page_says(page) == command_says(told)
        page._accepted.click()
        assert page_says(page) == command_says(whole)


def _accept(demo: Path) -> None:
    """Live with one of the conflicts."""
    office = OfficeFile.open(demo, Author("Ida"))
    with office.reading() as session:
        (twice,) = (
            one
            for one in find(read_plan(session, ARRIVAL.date(), "Asia/Tokyo"))
            if one.rule == Rule.PERSON_TWICE
        )
    with office.writing("finding.accept") as session:
        findings.accept(session, twice, "They take turns", "Ida", ARRIVAL.date())
    office.close()


def test_today_is_the_day_at_home_wherever_the_computer_is(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late() -> set[str]:
        return {row["due"] for row in loads(run("list", "tasks", "--overdue", "--json"))}

    # 14 April is over in Tokyo, and in its last hours in Copenhagen.
    evening = datetime(2027, 4, 14, 18, 0, tzinfo=UTC)
    monkeypatch.setattr("desktop.cli.work.now", lambda: evening)
    assert max(late()) == "2027-04-14"
    save(Paths(tmp_path / "data").settings_file(), Settings(home_zone="Europe/Copenhagen"))
    assert max(late()) < "2027-04-14"

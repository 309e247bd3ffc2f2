"""What became due while the program was not used is said once, in the bar."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import Program
from desktop.domain import Exchange, Gate, Task, Trilingual
from desktop.paths import Paths
from desktop.planning.agenda import due_of
from desktop.settings import Settings
from desktop.store import overview, tasks
from desktop.store.office import OfficeFile
from desktop.ui.overview.since import BecameDue, became_due, sentence
from desktop.ui.tasks.agenda import DueTask
from desktop.ui.widgets import Button

MONDAY = date(2026, 11, 23)  # where the clock of the tests stands
FRIDAY = date(2026, 11, 20)


def _fill(office: OfficeFile) -> None:
    stay = Exchange(reference="EXC-2027-001")
    days = {"before": FRIDAY, "since": date(2026, 11, 21), "today": MONDAY}
    late = {"tomorrow": date(2026, 11, 24)}
    with office.writing("create") as session:
        session.add(stay)
        for title, day in (days | late).items():
            session.add(Task(exchange_id=stay.id, title=Trilingual(en=title), due=day))
        session.add(Task(exchange_id=stay.id, due=MONDAY, done=FRIDAY))
        session.add(Gate(exchange_id=stay.id, state="cleared", expires=FRIDAY))


def test_what_became_due_is_counted_from_the_day_after(office: OfficeFile) -> None:
    _fill(office)
    with office.reading() as session:
        due = [DueTask(row, due_of(row, "Asia/Tokyo")) for row in tasks.rows(session)]
        expired = [overview.gates_expired(session, day, MONDAY) for day in (FRIDAY, MONDAY)]
    assert became_due(due, expired[0], FRIDAY, MONDAY) == BecameDue(FRIDAY, 2, 1)
    assert became_due(due, expired[1], MONDAY, MONDAY) == BecameDue(MONDAY, 0, 0)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (BecameDue(FRIDAY, 3, 1), "Since Friday: 3 tasks became due and 1 gate expired."),
        (BecameDue(FRIDAY, 1, 0), "Since Friday: 1 task became due."),
        (BecameDue(date(2026, 11, 2), 0, 2), "Since 2 November 2026: 2 gates expired."),
        (BecameDue(FRIDAY, 0, 0), ""),
    ],
)
def test_it_is_one_sentence(found: BecameDue, said: str) -> None:
    assert sentence(found, MONDAY) == said


@pytest.fixture
def chosen() -> Settings:
    """The settings of an officer who gave name and office."""
    return Settings(officer="Mette Demosen", office_name="Demo Embassy", language="en")


@pytest.fixture
def start(
    qapp: QApplication, paths: Paths, chosen: Settings
) -> Iterator[Callable[[datetime], Program]]:
    """Starts the program at a time."""
    programs: list[Program] = []

    def begin(now: datetime) -> Program:
        programs.append(Program(qapp, paths, chosen, lambda: now))
        return programs[-1]

    yield begin
    for program in programs:
        program.end()
        if program.start_window is not None:
            program.start_window.close()


def test_the_next_start_says_it_and_leads_to_the_tasks(
    qtbot: QtBot, start: Callable[[datetime], Program], chosen: Settings, tmp_path: Path
) -> None:
    first = start(datetime(2026, 11, 20, 9, 0, tzinfo=UTC))
    assert first.create(tmp_path / "office.kakehashi")
    assert first.office is not None
    _fill(first.office)
    first.end()
    second = start(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    second.begin()
    window = second.window
    assert window is not None
    said = "Since Friday: 2 tasks became due and 1 gate expired."
    qtbot.waitUntil(lambda: window.bar.text() == said)
    asked: list[str] = []
    window.bar.page_asked.disconnect(window.go_to)
    window.bar.page_asked.connect(asked.append)
    (button,) = [one for one in window.bar.findChildren(Button) if one.isVisible()]
    assert button.text() == "Show tasks"
    button.click()
    assert asked == ["tasks"]
    assert chosen.last_seen == {str(tmp_path / "office.kakehashi"): MONDAY}

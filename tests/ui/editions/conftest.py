"""A visit whose editions are shown, and ways to issue and to wait."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.domain import Item, Person
from desktop.domain.codes import ItemStatus
from desktop.store import delegations, editions, lists, records
from desktop.store.editions import LABEL, NewPaper
from desktop.store.interchange import demo_office
from desktop.store.log import Author
from desktop.store.office import OfficeFile
from desktop.ui.desk import Desk
from desktop.ui.editions import EditionsPanel

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PAPERS = (
    NewPaper("programme.pdf", b"%PDF the programme", "programme", "en"),
    NewPaper("all.ics", b"BEGIN:VCALENDAR", "calendar", "en"),
)


@pytest.fixture(scope="session")
def demo_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a demo office, which takes a while to make."""
    path = tmp_path_factory.mktemp("demo") / "demo.kakehashi"
    demo_office(path).close()
    return path.read_bytes()


@pytest.fixture
def office(
    tmp_path: Path, clock: Callable[[], datetime], demo_bytes: bytes
) -> Iterator[OfficeFile]:
    """The demo office."""
    path = tmp_path / "office.kakehashi"
    path.write_bytes(demo_bytes)
    file = OfficeFile.open(path, Author("Mette Demo"), clock)
    yield file
    file.close()


@pytest.fixture
def demo(desk: Desk) -> Desk:
    """The desk of the demo office, whose engine stays still."""
    desk.watch.stop()
    return desk


@pytest.fixture
def trip(demo: Desk) -> str:
    """The demo delegation."""
    return str(demo.read(lists.delegations)[0].id)


@pytest.fixture
def issue(demo: Desk, trip: str) -> Callable[..., str]:
    """Issues the next edition with two small files; gives its identity."""

    def do(*, draft: bool = False, papers: tuple[NewPaper, ...] = PAPERS) -> str:
        prepared = demo.read(lambda s: editions.prepare(s, "delegation", trip, draft=draft))
        made = demo.do(
            LABEL,
            lambda s: editions.issue(
                s, prepared, papers, on=date(2026, 11, 23), recipients="All hosts"
            ),
            number=prepared.stand.number,
        )
        assert made is not None
        return made.id

    return do


@pytest.fixture
def shown(qtbot: QtBot, demo: Desk, trip: str) -> Callable[[], EditionsPanel]:
    """Shows the editions as they are now."""

    def do() -> EditionsPanel:
        panel = EditionsPanel(demo, "delegation")
        qtbot.addWidget(panel)
        load(qtbot, panel, trip)
        return panel

    return do


def load(qtbot: QtBot, panel: EditionsPanel, record: str) -> None:
    """Read the editions anew, and wait for them."""
    panel.load(record)
    qtbot.waitUntil(lambda: not panel.is_loading())


def visits(desk: Desk, trip: str) -> list[Item]:
    """The visits and meetings of the programme that are on a clock, in their order."""
    items = desk.read(lambda s: s.query(Item).filter_by(delegation_id=trip, everyone=True).all())
    return sorted(
        (
            one
            for one in items
            if one.start.is_exact and one.end.is_exact and one.status != ItemStatus.CANCELLED
        ),
        key=lambda one: one.sort_key(),
    )


def move(desk: Desk, item: Item, minutes: int) -> None:
    """Move an item on its day."""
    start, end = item.start.moved(minutes=minutes), item.end.moved(minutes=minutes)
    desk.do("edit", lambda s: records.update(s, Item, item.id, start=start, end=end))


def join(desk: Desk, trip: str, given: str) -> str:
    """Add a member; gives the person."""

    def work(session: Session) -> str:
        person = records.add(session, Person(given=given, family="Sen"))
        delegations.add_member(session, trip, person.id)
        return person.id

    made = desk.do("members.add", work)
    assert made is not None
    return made

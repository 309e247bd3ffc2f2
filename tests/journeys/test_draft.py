"""The programme of the demo office drafted from its hosts, on the real window with the real engine.

The officer pins two visits, drafts again, accepts one day, and takes it back.
"""

import datetime as dt
import multiprocessing
from collections.abc import Iterable
from typing import Any

import pytest
from sqlalchemy import inspect

from desktop.domain import Item
from desktop.planning.proposal import Change, LeftOut, Placement, Proposal
from desktop.ui import look
from desktop.ui.drafting.cells import CellTable
from desktop.ui.drafting.page import DraftPage
from desktop.ui.lists.model import RECORD_ROLE
from tests.journeys.hand import Hand
from tests.journeys.officer import Officer
from tests.journeys.strays import Strays

BRIEFING = "Briefing by the Embassy"
PINNED = 2
Rows = dict[str, dict[str, Any]]


@pytest.fixture
def demo(officer: Officer) -> Officer:
    """An officer with the programme of the demo delegation in front of her."""
    officer.menu("File", "Open the demo office")
    officer.window.resize(*look.WINDOW)
    officer.key("Ctrl+3")
    officer.key("Return")
    officer.tab("Programme")
    return officer


@pytest.mark.timeout(300)  # it drafts twice, on a machine that may have much else to do
def test_the_days_are_drafted_from_their_hosts(demo: Officer) -> None:
    officer = demo
    officer.press("Draft the programme…")
    before = stored(officer)
    officer.press("Proposal")
    officer.choose("What stays", "Keep only what is pinned")
    officer.press("Draft")
    # Another language while the engine works takes nothing away.
    officer.press("Dansk")
    officer.until(lambda: any(name.startswith("Acceptér") for name in officer.names()))
    officer.press("English")
    first = drafted(officer)
    assert stored(officer) == before
    assert len(changes(first)) > PINNED
    check(officer, first)

    pinned = pin(officer, changes(first)[:PINNED])
    officer.press("Proposal")
    assert "The programme or what is wished has changed since this draft." in officer.texts()
    before = stored(officer)
    officer.press("Draft anew", first=True)
    second = drafted(officer)
    check(officer, second)
    assert not set(pinned) & {one.item_id for one in changes(second)}
    assert {each: times(before[each]) for each in pinned} == pinned

    day = accept_a_day(officer, second)
    after = stored(officer)
    ids = [one.item_id for one in day]
    assert moved(before, after) == taken(day, second.displaced(ids))
    for one in day:
        assert times(after[one.item_id]) == (one.start, one.end)
    officer.press("Undo")
    assert stored(officer) == before

    officer.press("Accept all")
    after = stored(officer)
    assert moved(before, after) == taken(changes(second), second.displaced())
    assert {each: times(after[each]) for each in pinned} == pinned
    officer.key("Ctrl+Z")
    assert stored(officer) == before


def test_a_letter_is_written_anew_where_a_promise_cannot_be_kept(demo: Officer) -> None:
    officer = demo
    officer.key("Ctrl+Shift+D")
    (briefing,) = [one for one in stored(officer).values() if one["title"].en.startswith(BRIEFING)]
    assert briefing["status"] == "confirmed"
    # The host has another day to offer.
    click_cell(officer, officer.table(), briefing["id"], "windows")
    officer.key("T")
    officer.key("Ctrl+A")
    officer.line("Fri 9-17")
    officer.key("Ctrl+Return")
    proposal = drafted(officer)
    check(officer, proposal)
    (one,) = changes(proposal)
    assert one.item_id == briefing["id"]
    assert one.start.date == dt.date(2027, 4, 23)
    assert proposal.letters() == [one.item_id]
    assert "1 host to be written to anew" in officer.texts()
    assert any("(was Mon 19 Apr 09:00, now Fri 23 Apr " in text for text in officer.texts())


def test_an_empty_delegation_is_drafted_with_the_keyboard_alone(officer: Officer) -> None:
    officer.window.resize(*look.WINDOW)
    officer.key("Return")
    officer.type("Quantum delegation")
    for day in ("19/4", "23/4"):
        officer.key("Tab")
        officer.type(day)
    officer.key("Tab")
    strays = Strays()
    strays.watch()
    officer.key("Ctrl+Shift+D")
    for name in ("Alpha", "Beta", "Gamma", "Delta", "Epsilon"):
        officer.line(name)
    officer.tab_to("Hosts")
    hosts = officer.focus()
    assert isinstance(hosts, CellTable)
    for _step in range(5):
        officer.key("Up")
    for name, typed in (("priority", "M"), ("windows", "T")):
        to_column(officer, hosts, name)
        officer.key(typed)
    officer.key("Ctrl+A")
    officer.line("Thu 9-11")
    officer.key("Ctrl+Return")
    proposal = drafted(officer)
    assert proposal.is_proven
    check(officer, proposal)
    officer.key("Ctrl+Return")
    items = stored(officer)
    assert {
        one["title"].en: one["start"].time is not None for one in items.values()
    } == dict.fromkeys(("Alpha", "Beta", "Gamma", "Delta", "Epsilon"), True)
    (alpha,) = [one for one in items.values() if one["title"].en == "Alpha"]
    assert alpha["priority"] == "must"
    assert alpha["start"].date == dt.date(2027, 4, 22)
    assert alpha["end"].time <= dt.time(11)
    officer.key("Ctrl+Return")
    strays.stop()
    assert strays.seen == []
    assert sorted(Hand(officer).drawn()) == ["Alpha", "Beta", "Delta", "Epsilon", "Gamma"]


def test_no_process_is_left_behind_a_page_that_was_left(demo: Officer) -> None:
    officer = demo
    working(officer)
    officer.key("Ctrl+3")
    officer.until(lambda: not multiprocessing.active_children())


def test_no_process_is_left_behind_a_window_that_was_closed(demo: Officer) -> None:
    officer = demo
    working(officer)
    window = officer.window
    window.close()
    officer.until(lambda: not multiprocessing.active_children())
    assert not window.isVisible()


# -- what an officer does


def working(officer: Officer) -> None:
    """Draft, until the engine works."""
    officer.key("Ctrl+Shift+D")
    officer.press("Proposal")
    officer.choose("What stays", "Keep only what is pinned")
    page = officer.page
    assert isinstance(page, DraftPage)
    page.drafter.seconds = 60.0  # a child is not to be over before it is looked at
    officer.key("Ctrl+Return")
    officer.until(lambda: bool(multiprocessing.active_children()))


def drafted(officer: Officer) -> Proposal:
    """Wait until nothing better is looked for."""
    page = officer.page
    assert isinstance(page, DraftPage)
    drafter = page.drafter
    officer.until(lambda: drafter.proposal() is not None and not drafter.is_working())
    proposal = drafter.proposal()
    assert proposal is not None
    assert not multiprocessing.active_children()
    return proposal


def pin(officer: Officer, wanted: list[Placement]) -> dict[str, Any]:
    """Pin visits to where they are now, in the table of hosts; gives their times."""
    officer.press("Days")
    officer.press("Hosts")
    for one in wanted:
        click_cell(officer, officer.table(), one.item_id, "title")
        officer.press("Pin")
    items = stored(officer)
    assert all(items[one.item_id]["pinned"] for one in wanted)
    return {one.item_id: times(items[one.item_id]) for one in wanted}


def accept_a_day(officer: Officer, proposal: Proposal) -> list[Placement]:
    """Accept the first day on which something changes, and nothing of the other days."""
    first = changes(proposal)[0].start.date
    assert first is not None
    officer.press(f"Accept {first:%a} {first.day} {first:%b}")
    if "Accept anyway" in officer.names():
        officer.press("Accept anyway")
    day = [one for one in changes(proposal) if one.start.date == first]
    placed = "1 visit placed." if len(day) == 1 else f"{len(day)} visits placed."
    assert officer.said() == placed
    return day


def click_cell(officer: Officer, table: Any, row_id: str, column: str) -> None:
    """Click on a cell of a row."""
    at = next(n for n, one in enumerate(table.model().columns) if one.name == column)
    cells = (table.model().index(row, at) for row in range(table.model().rowCount()))
    index = next(cell for cell in cells if cell.data(RECORD_ROLE).id == row_id)
    table.scrollTo(index)
    officer.click(table.viewport(), table.visualRect(index).center())


def to_column(officer: Officer, table: CellTable, name: str) -> None:
    """Go along the row with the arrows."""
    wanted = table.cell_model().column_of(name)
    for _step in range(len(table.cell_model().columns)):
        at = table.currentIndex().column()
        if at != wanted:
            officer.key("Right" if at < wanted else "Left")
    assert table.currentIndex().column() == wanted


# -- what there is


def changes(proposal: Proposal) -> list[Placement]:
    """What a proposal would change, in the order of the new times."""
    return [one for one in proposal.placements if one.change != Change.KEPT]


def taken(made: Iterable[Placement], gone: Iterable[LeftOut]) -> set[str]:
    """What is other than before when these are taken over, and those give up their time."""
    return {one.item_id for one in made} | {one.item_id for one in gone}


def check(officer: Officer, proposal: Proposal) -> None:
    """Each visit lies in its day, and the conflict engine finds nothing that it did not before."""
    assert proposal.placements
    days = {one.day for one in proposal.days}
    for one in proposal.placements:
        assert one.start.date == one.end.date
        assert one.start.date in days
        assert one.start.time is not None
        assert one.end.time is not None
        assert dt.time(8) <= one.start.time < one.end.time <= dt.time(21)
    watch = officer.window.desk.watch
    officer.until(watch.is_ready)
    watch.catch_up()
    found = watch.would_cause({one.item_id: (one.start, one.end) for one in changes(proposal)})
    # What found no place stands where it was until the officer decides about it.
    left = {one.item_id for one in proposal.left}
    assert [one for one in found if not left.intersection(one.bookings)] == []


def stored(officer: Officer) -> Rows:
    """The items of the delegation as the file has them, each with all that is said of it."""
    record = officer.page.record()
    items = officer.window.desk.read(
        lambda session: session.query(Item).filter(Item.delegation_id == record).all()
    )
    names = [each.key for each in inspect(Item).attrs]
    return {
        item.id: {name: getattr(item, name) for name in names if name not in inspect(item).unloaded}
        for item in items
    }


def times(item: dict[str, Any]) -> tuple[Any, Any]:
    """When an item begins and ends."""
    return item["start"], item["end"]


def moved(before: Rows, after: Rows) -> set[str]:
    """The items of which anything is different; there are the same ones."""
    assert before.keys() == after.keys()
    return {each for each in before if before[each] != after[each]}

"""What the calendar does to records is one action, told with an Undo."""

from collections.abc import Callable
from datetime import date, time

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.domain import Delegation, Exchange, Item, Moment, Trilingual
from desktop.store import spans
from desktop.store.spans import Span
from desktop.ui.calendar import moving
from desktop.ui.calendar.view import Move
from desktop.ui.desk import Desk
from desktop.ui.widgets import Confirm

FIRST, LAST = date(2027, 6, 14), date(2027, 6, 18)


@pytest.fixture
def told(desk: Desk) -> list[str]:
    """What is said in the bar."""
    said: list[str] = []

    def listen(text: Callable[[], str], _undo: bool = False) -> None:
        said.append(text())

    desk.noticed.connect(listen)
    desk.troubled.connect(listen)
    return said


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    """Where a question would lie."""
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def add(desk: Desk, *things: object) -> dict[str, Span]:
    with desk.office.writing("create") as session:
        session.add_all(things)
    with desk.office.reading() as session:
        return {one.id: one for one in spans.between(session, date(2027, 1, 1), LAST)}


def answer(monkeypatch: pytest.MonkeyPatch, yes: bool) -> list[str]:
    """Answer each question, and keep what was asked."""
    asked: list[str] = []

    def ask(
        _parent: QWidget,
        title: Callable[[], str],
        text: Callable[[], str],
        action: Callable[[], str],
        *,
        danger: bool = True,
    ) -> bool:
        asked.extend((title(), text(), action()))
        return yes

    monkeypatch.setattr(Confirm, "ask", ask)
    return asked


def test_a_visit_moves_and_says_where_to(
    desk: Desk, over: QWidget, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, yes=True)
    trip = Delegation(title=Trilingual(en="Trip"), start=FIRST, end=LAST)
    found = add(desk, trip)
    assert moving.move(desk, over, [Move(found[trip.id], 7)])
    assert told == ["Trip: now Mon 21 Jun – Fri 25 Jun"]
    assert asked == []  # nothing stands in the way
    desk.undo()
    assert desk.read(lambda s: s.get_one(Delegation, trip.id).start) == FIRST
    assert told[-1] == "Undone: Move Trip"


def test_where_a_move_does_harm_the_officer_is_asked(
    desk: Desk, over: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    trip = Delegation(title=Trilingual(en="Trip"), start=FIRST, end=LAST)
    pinned = Item(
        delegation_id=trip.id, title=Trilingual(en="Audience"), start=Moment(FIRST), pinned=True
    )
    found = add(desk, trip, pinned)
    asked = answer(monkeypatch, yes=False)
    assert not moving.move(desk, over, [Move(found[trip.id], -7)])
    assert asked == ["Move Trip?", "1 pinned item moves along", "Move 7 days earlier"]
    assert desk.read(lambda s: s.get_one(Delegation, trip.id).start) == FIRST
    answer(monkeypatch, yes=True)
    assert moving.move(desk, over, [Move(found[trip.id], -7)])
    assert desk.read(lambda s: s.get_one(Item, pinned.id).start.date) == date(2027, 6, 7)


def test_a_pinned_item_stays_and_says_so(desk: Desk, over: QWidget, told: list[str]) -> None:
    trip = Delegation(title=Trilingual(en="Trip"), start=FIRST, end=LAST)
    pinned = Item(
        delegation_id=trip.id, title=Trilingual(en="Audience"), start=Moment(FIRST), pinned=True
    )
    found = add(desk, trip, pinned)
    assert not moving.move(desk, over, [Move(found[pinned.id], 1)])
    assert "Audience" in told[0]


def test_what_would_leave_the_calendar_or_not_move_is_not_moved(desk: Desk, over: QWidget) -> None:
    stay = Exchange(title=Trilingual(en="Stay"), start=FIRST, end=LAST)
    found = add(desk, stay)
    assert not moving.move(desk, over, [Move(found[stay.id], 0)])
    assert not moving.move(desk, over, [Move(found[stay.id], 365 * 900)])


@pytest.mark.parametrize("kind", ["delegation", "exchange", "access_request"])
def test_a_new_record_begins_with_its_days_and_opens(qtbot: QtBot, desk: Desk, kind: str) -> None:
    with qtbot.waitSignal(desk.record_asked) as asked:
        moving.make(desk, kind, FIRST, LAST)
    assert asked.args is not None
    with desk.office.reading() as session:
        (made,) = spans.records(session)
    assert asked.args == [kind, made.id]
    assert (made.kind, made.first, made.last) == (kind, FIRST, LAST)
    assert made.reference


def test_what_is_shown_of_a_move_at_once_is_what_the_file_then_says(
    desk: Desk, over: QWidget, told: list[str]
) -> None:
    trip = Delegation(title=Trilingual(en="Trip"), reference="1", start=FIRST, end=FIRST)
    late = Moment(FIRST, time(22), "Asia/Tokyo")
    item = Item(
        delegation_id=trip.id, title=Trilingual(en="Call"), start=late, end=late.moved(minutes=30)
    )
    stay = Exchange(title=Trilingual(en="Stay"), start=FIRST, end=FIRST)
    before = add(desk, trip, item, stay)
    begin = late.moved(days=1, minutes=60)
    moves = [
        Move(before[stay.id], 2),
        Move(before[item.id], start=begin, end=begin.moved(minutes=90)),
    ]
    assert moving.move(desk, over, moves)
    after = desk.read(lambda session: spans.between(session, date(2027, 1, 1), LAST))
    shown = moving.moved(before.values(), moves)
    assert {one.id: one for one in shown} == {one.id: one for one in after}

"""When tasks fall due, and how soon that is."""

from dataclasses import dataclass
from datetime import date

import pytest

from desktop.domain import Delegation, Task
from desktop.domain.codes import DueAnchor, Turn
from desktop.planning.agenda import Soon, due_for, due_of, how_soon, waits_for_others

MONDAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Row:
    counted: date | None
    anchor: str = DueAnchor.START
    offset_days: int = -14
    turn: str = Turn.OFFICE
    direction: str = "dk_jp"
    done: date | None = None


def test_a_counted_day_moves_to_the_working_day_before() -> None:
    saturday, showa = date(2027, 4, 24), date(2027, 4, 29)  # a Thursday
    assert due_of(Row(saturday), "Europe/Copenhagen") == date(2027, 4, 23)
    assert due_of(Row(showa), "Europe/Copenhagen") == showa
    assert due_of(Row(showa), "Asia/Tokyo") == date(2027, 4, 28)
    assert due_of(Row(showa, turn=Turn.HOST), "Europe/Copenhagen") == date(2027, 4, 28)
    assert due_of(Row(saturday, anchor=DueAnchor.FIXED), "Asia/Tokyo") == saturday
    assert due_of(Row(saturday, done=MONDAY), "Asia/Tokyo") == saturday
    assert due_of(Row(None), "Asia/Tokyo") is None


def test_a_stored_task_gives_the_same_day() -> None:
    trip = Delegation(start=date(2027, 5, 8), direction="dk_jp")
    task = Task(anchor=DueAnchor.START, offset_days=-14, turn=Turn.OFFICE)
    assert due_for(task, trip, "Europe/Copenhagen") == date(2027, 4, 23)


@pytest.mark.parametrize(
    ("due", "today", "soon"),
    [
        (date(2026, 11, 22), MONDAY, Soon.OVERDUE),
        (MONDAY, MONDAY, Soon.WEEK),
        (date(2026, 11, 29), MONDAY, Soon.WEEK),
        (date(2026, 11, 30), MONDAY, Soon.MONTH),
        (date(2026, 12, 27), MONDAY, Soon.MONTH),
        (date(2026, 12, 28), MONDAY, Soon.LATER),
        (date(2026, 11, 29), date(2026, 11, 29), Soon.WEEK),
        (date(2026, 11, 30), date(2026, 11, 29), Soon.MONTH),
        (None, MONDAY, Soon.UNDATED),
    ],
)
def test_how_soon_a_task_is_due(due: date | None, today: date, soon: Soon) -> None:
    assert how_soon(due, None, today) is soon
    assert how_soon(due, today, today) is Soon.DONE


def test_only_our_own_turn_is_not_waited_for() -> None:
    assert [turn for turn in Turn if not waits_for_others(turn)] == [Turn.OFFICE]

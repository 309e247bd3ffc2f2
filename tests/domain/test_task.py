from datetime import date

import pytest

from desktop.domain import Task
from desktop.domain.codes import DueAnchor

START, END, FIXED = date(2027, 9, 1), date(2027, 11, 30), date(2027, 2, 3)


@pytest.mark.parametrize(
    ("anchor", "offset", "due"),
    [
        (DueAnchor.FIXED, 0, FIXED),
        (DueAnchor.FIXED, -7, FIXED),
        (DueAnchor.START, -210, date(2027, 2, 3)),
        (DueAnchor.START, 0, START),
        (DueAnchor.START, 14, date(2027, 9, 15)),
        (DueAnchor.END, 60, date(2028, 1, 29)),
    ],
)
def test_when_a_task_is_due(anchor: DueAnchor, offset: int, due: date) -> None:
    assert Task(anchor=anchor, offset_days=offset, due=FIXED).due_on(START, END) == due


@pytest.mark.parametrize("anchor", [DueAnchor.START, DueAnchor.END])
def test_a_task_is_due_on_no_day_while_the_record_has_none(anchor: DueAnchor) -> None:
    assert Task(anchor=anchor, offset_days=7).due_on(None, None) is None


def test_a_fixed_task_needs_no_record_dates() -> None:
    assert Task(due=FIXED).due_on(None, None) == FIXED


def test_a_task_moves_with_its_record() -> None:
    task = Task(anchor=DueAnchor.START, offset_days=-7)
    assert task.due_on(date(2027, 3, 1), None) == date(2027, 2, 22)
    assert task.due_on(date(2028, 3, 1), None) == date(2028, 2, 23)

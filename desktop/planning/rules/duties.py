"""What should have been done for a record by now; that it is over does not settle it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from desktop.domain.codes import DueAnchor, Rule, Stage
from desktop.domain.plan import SLOT, Booking, Plan, RecordFact, TaskFact
from desktop.domain.task import counted_day
from desktop.planning.deadlines import due_day
from desktop.planning.ground import Ground
from desktop.planning.laws import REPORT, law_of
from desktop.planning.trouble import Trouble

# No run of weekends and holidays is longer.
_LONGEST_BREAK = timedelta(days=30)
_REPORTING = frozenset({Stage.IN_USE, Stage.REPORT_DUE})


def task_overdue(
    ground: Ground, record: RecordFact, _bookings: Sequence[Booking]
) -> Iterator[Trouble]:
    """Tasks that should be done; once a record is over, those that come after the end alone."""
    over = not ground.is_open(record)
    late = [
        (day, task)
        for task in record.tasks
        if task.done is None and not (over and task.anchor != DueAnchor.END)
        if (day := _due(ground.plan, record, task)) is not None and day < ground.plan.today
    ]
    if late:
        late.sort(key=lambda one: one[0])
        yield Trouble(
            Rule.TASK_OVERDUE,
            records=((record.kind, record.id),),
            values={
                "tasks": tuple(task.id for _, task in late),
                "codes": tuple(task.code for _, task in late),
                "count": len(late),
                "day": late[0][0],
            },
            detail=record.id,
        )


def _due(plan: Plan, record: RecordFact, task: TaskFact) -> date | None:
    """The day a task is due; which holidays count, only a record's direction tells."""
    dates = (record.start, record.end)
    counted = counted_day(task.anchor, task.offset_days, task.due, task.done, *dates)
    # The holidays of a year take a while to be reckoned, and few tasks are due about now.
    if counted is None or not record.direction or counted > plan.today + _LONGEST_BREAK:
        return counted
    return due_day(
        counted,
        anchor=task.anchor,
        offset_days=task.offset_days,
        turn=task.turn,
        direction=record.direction,
        office_zone=plan.office_zone,
        done=task.done,
    )


def report_overdue(
    ground: Ground, record: RecordFact, bookings: Sequence[Booking]
) -> Iterator[Trouble]:
    """A report on the use of a facility that should have been handed in."""
    if record.status not in _REPORTING:
        return
    law, due = law_of(REPORT, ""), record.report_due
    ends = [one.end.date for one in bookings if one.sort == SLOT and not one.cancelled]
    last = max((day for day in ends if day is not None), default=record.end)
    values: dict[str, object] = {}
    if due is None and last is not None and law is not None:
        due = last + timedelta(days=law.days)
        values |= law.told()
    if due is not None and due < ground.plan.today:
        yield Trouble(
            Rule.REPORT_OVERDUE,
            records=((record.kind, record.id),),
            values={"day": due, **values},
            detail=record.id,
        )

"""Open tasks stand on the days on which they are due."""

from datetime import date

from desktop.domain import Trilingual
from desktop.domain.plan import Presence, RecordFact
from desktop.store.spans import TASK
from desktop.store.tasks import TaskRow
from desktop.ui.calendar.deadlines import deadlines
from desktop.ui.calendar.filter import Filter
from desktop.ui.calendar.lanes import laid_out
from desktop.ui.tasks.agenda import DueTask
from tests.ui.calendar.kit import NOBODY, bar, line

MONDAY, SUNDAY = date(2027, 4, 19), date(2027, 4, 25)
TRIP = RecordFact(
    "delegation", "trip", visit_zone="Asia/Tokyo", members=(Presence("ann"),), facility_id=None
)


def due(name: str, day: date | None, *, done: date | None = None) -> DueTask:
    row = TaskRow(
        id=name,
        code="",
        title=Trilingual(en=name),
        record_kind="delegation",
        record_id="trip",
        reference="DEL-1",
        record_title=Trilingual(en="Trip"),
        direction="dk_jp",
        status="draft",
        cancelled=False,
        anchor="fixed",
        offset_days=0,
        turn="office",
        officer="",
        counted=day,
        done=done,
        source="",
        checked=None,
        note="",
    )
    return DueTask(row, day)


def test_only_open_tasks_of_these_days_are_shown_with_what_their_record_has() -> None:
    tasks = [
        due("Book", MONDAY),
        due("Later", date(2027, 4, 26)),
        due("Done", MONDAY, done=MONDAY),
        due("Some day", None),
    ]
    found = deadlines(tasks, {("delegation", "trip"): TRIP}, MONDAY, SUNDAY)
    assert [(one.kind, one.id, one.first, one.last) for one in found] == [
        (TASK, "Book", MONDAY, MONDAY)
    ]
    assert (found[0].people, found[0].country) == (("ann",), "JP")
    assert deadlines(tasks, {}, MONDAY, SUNDAY)[0].country == ""


def test_the_filter_knows_tasks_by_their_record_but_not_by_a_state_they_do_not_have() -> None:
    (task,) = deadlines([due("Book", MONDAY)], {("delegation", "trip"): TRIP}, MONDAY, SUNDAY)
    assert Filter(person="ann", country="JP", text="book").of([task], NOBODY) == [task]
    assert Filter(status="agreed").of([task], NOBODY) == []
    assert Filter(hidden=frozenset("b")).of([task], NOBODY) == []


def test_a_task_is_a_quiet_line_below_all_else_of_its_day() -> None:
    tasks = deadlines([due("Book", MONDAY)], {}, MONDAY, SUNDAY)
    spans = [*tasks, bar("Trip", MONDAY, SUNDAY), line("Call", MONDAY, 9, 10)]
    (week,) = laid_out(MONDAY, 1, spans, 5)
    assert [(one.span.title.en, one.is_bar) for one in week.on(0)] == [
        ("Trip", True),
        ("Call", False),
        ("Book", False),
    ]

"""What should have been done for a record by now."""

from dataclasses import replace
from datetime import date
from typing import Any

from desktop.domain.codes import DueAnchor, Rule, Severity, Stage
from desktop.domain.plan import Plan, TaskFact
from tests.planning.kit import TODAY, TOKYO, found, journeys, request, slot, stay

EARLY = date(2027, 2, 26)


def task(name: str, due: date | None = EARLY, **fields: Any) -> TaskFact:
    return replace(TaskFact(name, code=name, due=due), **fields)


def overdue(*tasks: TaskFact, **fields: Any) -> list[dict[str, object]]:
    known = stay("s", **{"start": "2027-09-01", "end": "2027-09-30", **fields}, tasks=tasks)
    plan = journeys(known, office_zone=TOKYO)
    return [dict(finding.values) for finding in found(plan, Rule.TASK_OVERDUE)]


def test_the_tasks_of_a_record_are_one_finding() -> None:
    late, later = task("late"), task("later", date(2027, 2, 1))
    (told,) = overdue(late, later, task("today", TODAY), task("done", done=EARLY))
    assert told["tasks"] == ("later", "late")
    assert (told["codes"], told["count"]) == (("later", "late"), 2)
    assert told["day"] == date(2027, 2, 1)
    assert overdue(task("today", TODAY)) == []


def test_it_is_counted_from_the_start_and_moved_to_a_working_day() -> None:
    counted = task("visa", anchor=DueAnchor.START, due=None, offset_days=-7)
    # Sunday 28 February: due on the Friday before, which is over; on the Sunday it was not yet.
    assert [told["day"] for told in overdue(counted, start="2027-03-07")] == [date(2027, 2, 26)]
    assert overdue(counted, start="2027-03-08") == []


def test_once_a_record_is_over_only_what_follows_it_is_left_to_do() -> None:
    before = task("visa", anchor=DueAnchor.START, due=None, offset_days=-7)
    after = task("report", anchor=DueAnchor.END, due=None, offset_days=7)
    over = {"start": "2027-01-11", "end": "2027-01-29"}
    (told,) = overdue(before, after, **over)
    assert told["codes"] == ("report",)
    assert overdue(before, after, cancelled=True, **over) == []


def reports(due: date | None, stage: str = Stage.REPORT_DUE, **fields: Any) -> Plan:
    used = slot("a", "09:00", "17:00", date(2027, 1, 4))
    known = request(status=stage, report_due=due, end=date(2027, 1, 4), **fields)
    return journeys(known, bookings=[used])


def test_a_report_is_due_even_when_all_is_over() -> None:
    (finding,) = found(reports(EARLY), Rule.REPORT_OVERDUE)
    assert (finding.severity, finding.values["day"]) == (Severity.WARNING, EARLY)
    assert found(reports(EARLY, Stage.IN_USE), Rule.REPORT_OVERDUE) != []
    assert found(reports(TODAY), Rule.REPORT_OVERDUE) == []
    assert found(reports(EARLY, Stage.CLOSED), Rule.REPORT_OVERDUE) == []
    assert found(reports(EARLY, cancelled=True), Rule.REPORT_OVERDUE) == []


def test_without_a_day_a_report_is_due_sixty_days_after_the_last_slot() -> None:
    assert found(replace(reports(None), today=date(2027, 3, 5)), Rule.REPORT_OVERDUE) == []
    known = replace(reports(None), today=date(2027, 3, 6))
    (finding,) = found(known, Rule.REPORT_OVERDUE)
    assert finding.values["day"] == date(2027, 3, 5)
    assert finding.values["source"]

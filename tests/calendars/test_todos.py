"""Tasks in calendar files, as other programs read them."""

import warnings
from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.calendars.export import Calendar, calendar
from desktop.domain import Delegation, Task, Trilingual
from desktop.errors import Problem
from desktop.language import CODES, Language
from desktop.store import calendar_source, records
from tests.calendars import rfc
from tests.calendars.conftest import START, TASKS, Sample

DUE = {
    # Ascension Day: a holiday in Denmark, but it is the turn of the host in Japan.
    "letters": date(2027, 5, 6),
    "arrival_day": date(2027, 9, 1),
    "insurance": date(2027, 6, 5),
    "ideas": None,
    "beam_report": date(2027, 12, 24),
    "safety": None,
}


def todos(made: Calendar) -> dict[str, rfc.Part]:
    return {part.get("UID").value: part for part in rfc.read(made.content).kind("VTODO")}


def of(sample: Sample, name: str) -> rfc.Part:
    return todos(sample.tasks_calendar())[sample.ids[name]]


@pytest.mark.parametrize("code", CODES)
def test_a_file_with_tasks_keeps_the_rules(sample: Sample, code: str) -> None:
    made = sample.tasks_calendar(code)
    assert made.tasks == len(todos(made)) == len(TASKS)
    assert made.content == sample.tasks_calendar(code).content


def test_no_task_is_in_a_file_that_is_not_asked_for_them(sample: Sample) -> None:
    made = sample.office_calendar()
    assert (made.tasks, todos(made)) == (0, {})


def test_the_calendar_of_one_person_has_no_tasks(sample: Sample) -> None:
    with sample.office.reading() as session:
        source = calendar_source.whole_office(session)
        scholar = calendar_source.one_person(session, sample.ids["scholar"])
    assert scholar.tasks == ()
    days = dict.fromkeys((task for task, _record in source.tasks), date(2027, 1, 1))
    made = calendar(
        source.records, source.revisions, Language.of("en"), tasks=days, audience=scholar.person
    )
    assert made.tasks == 0


def test_a_record_alone_has_its_own_tasks(sample: Sample) -> None:
    with sample.office.reading() as session:
        source = calendar_source.one_record(session, "exchange", sample.ids["stay"])
    assert {task.id for task, _record in source.tasks} == {
        sample.ids[name] for name in ("letters", "arrival_day", "insurance")
    }
    days = dict.fromkeys((task for task, _record in source.tasks), date(2027, 1, 1))
    made = calendar(source.records, source.revisions, Language.of("en"), tasks=days)
    assert made.tasks == 3


def test_a_task_says_what_when_whose_turn_and_for_what(sample: Sample) -> None:
    letters = of(sample, "letters")
    assert letters.get("SUMMARY").text == "Letters"
    assert letters.get("DUE").value == "20270506"
    assert letters.get("STATUS").value == "NEEDS-ACTION"
    assert letters.get("CATEGORIES").text == "Researcher exchange"
    assert letters.get("DESCRIPTION").text.split("\n") == [
        "Whose turn: Host institution",
        "Source: MOFA, p. 3",
        "EXC-2027-001 Stay at RIKEN",
    ]
    insurance = of(sample, "insurance")
    assert insurance.get("STATUS").value == "COMPLETED"
    assert insurance.get("COMPLETED").value == "20270601T120000Z"
    assert insurance.get("PERCENT-COMPLETE").value == "100"
    assert not of(sample, "ideas").all("DUE")


def test_they_stand_in_order_of_their_days(sample: Sample) -> None:
    names = {sample.ids[name]: name for name in TASKS}
    found = [names[uid] for uid in todos(sample.tasks_calendar())]
    assert found[:4] == ["letters", "insurance", "arrival_day", "beam_report"]


def test_a_day_that_nobody_works_is_moved(own: Sample) -> None:
    # The host's turn in Japan, on Children's Day after two more holidays and a weekend.
    own.edit("letters", offset_days=-119)
    assert of(own, "letters").get("DUE").value == "20270430"


def test_notes_never_leave_the_office(sample: Sample) -> None:
    shared = sample.tasks_calendar().content.replace(b"\r\n ", b"")
    private = sample.tasks_calendar(private=True).content.replace(b"\r\n ", b"")
    assert b"SECRET-task" not in shared + private
    assert b"SECRET-officer" not in shared
    assert b"SECRET-officer" in private


def test_what_is_confidential_says_so(sample: Sample) -> None:
    assert of(sample, "beam_report").get("CLASS").value == "CONFIDENTIAL"
    assert not of(sample, "letters").all("CLASS")


def test_a_task_of_a_record_that_is_called_off_is_cancelled(own: Sample) -> None:
    own.edit("stay", status="cancelled")
    letters = of(own, "letters")
    assert letters.get("STATUS").value == "CANCELLED"
    assert letters.get("SUMMARY").text == "Cancelled: Letters"
    assert letters.get("SEQUENCE").value == "1"
    assert of(own, "insurance").get("STATUS").value == "COMPLETED"


def told(own: Sample, name: str) -> tuple[int, int]:
    """SEQUENCE, and the minute of the last change."""
    part = of(own, name)
    at = datetime.strptime(part.get("LAST-MODIFIED").value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return int(part.get("SEQUENCE").value), (at - START) // timedelta(minutes=1)


def test_sequence_counts_what_moves_a_task(own: Sample) -> None:
    assert told(own, "letters") == (0, 0)
    own.edit("letters", title=Trilingual(en="Letters to hosts"))
    assert told(own, "letters") == (0, 1)
    own.edit("letters", offset_days=-30)
    assert told(own, "letters") == (1, 2)
    own.edit("stay", start=date(2027, 9, 8))
    assert told(own, "letters") == (2, 3)
    own.edit("letters", done=date(2027, 6, 1))
    assert told(own, "letters") == (3, 4)
    # What belongs to another record is as it was.
    assert told(own, "beam_report") == (0, 0)


def test_a_record_that_moves_takes_its_tasks_along_but_not_its_programme(own: Sample) -> None:
    own.edit("tour", start=date(2027, 4, 17))
    assert told(own, "ideas") == (1, 1)
    events = rfc.read(own.tasks_calendar().content).kind("VEVENT")
    (visit,) = (part for part in events if part.get("UID").value == own.ids["visit"])
    assert visit.get("SEQUENCE").value == "0"


def test_tasks_alone_make_a_file(own: Sample) -> None:
    with own.office.writing("create") as session:
        bare = records.add(session, Delegation(reference="DEL-2027-009"))
        task = records.add(session, Task(delegation_id=bare.id))
    with own.office.reading() as session:
        source = calendar_source.one_record(session, "delegation", bare.id)
    english = Language.of("en")
    with pytest.raises(Problem, match="calendar_empty"):
        calendar(source.records, source.revisions, english)
    days = {one: None for one, _record in source.tasks}
    made = calendar(source.records, source.revisions, english, tasks=days)
    assert list(todos(made)) == [task.id]
    # Without any title, it is the reference of its record that it goes by.
    assert todos(made)[task.id].get("SUMMARY").text == "DEL-2027-009"


def test_icalendar_and_vobject_agree(sample: Sample) -> None:
    import icalendar
    import vobject

    content = sample.tasks_calendar().content
    root = icalendar.Calendar.from_ical(content)
    assert isinstance(root, icalendar.Calendar)
    assert root.errors == []
    expected = {sample.ids[name]: due for name, due in DUE.items()}
    found = {
        str(todo["UID"]): todo["DUE"].dt if "DUE" in todo else None  # type: ignore[union-attr]
        for todo in root.todos
    }
    assert found == expected
    with warnings.catch_warnings():
        # vobject 0.9.9 calls what newer Pythons deprecate.
        warnings.simplefilter("ignore", DeprecationWarning)
        read = vobject.readOne(content.decode())
        seen = {
            todo.uid.value: todo.due.value if hasattr(todo, "due") else None
            for todo in read.vtodo_list
        }
    assert seen == expected
    (done,) = (todo for todo in root.todos if str(todo["STATUS"]) == "COMPLETED")
    assert done["COMPLETED"].dt == datetime(2027, 6, 1, 12, tzinfo=UTC)  # type: ignore[union-attr]

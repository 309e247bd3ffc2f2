"""Reminders, by what they are of."""

from datetime import timedelta

import pytest

from desktop.calendars.export import TasksAs, calendar
from desktop.calendars.reminders import Reminders, alarm
from desktop.language import Language
from desktop.store import calendar_source
from tests.calendars import rfc
from tests.calendars.conftest import USUAL, Sample

UID = "6423833a-33c4-54cd-a3ca-38066085d622"


def written(
    sample: Sample, reminders: Reminders | None, tasks_as: TasksAs = TasksAs.TODO
) -> dict[str, rfc.Part]:
    with sample.office.reading() as session:
        source = calendar_source.whole_office(session)
    content = calendar(
        source.records,
        source.revisions,
        Language.of("en"),
        tasks={task: task.due_on(record.start, record.end) for task, record in source.tasks},
        tasks_as=tasks_as,
        reminders=reminders,
    ).content
    root = rfc.read(content)
    parts = (*root.kind("VEVENT"), *root.kind("VTODO"))
    return {part.get("UID").value: part for part in parts}


def trigger(part: rfc.Part) -> str:
    (told,) = part.parts
    return told.get("TRIGGER").value


def test_nothing_reminds_unless_asked(sample: Sample) -> None:
    assert not any(part.parts for part in written(sample, None).values())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("flight", "-PT3H"),
        ("visit", "-PT30M"),
        ("long_night", "-PT30M"),
        # As if the day began at nine.
        ("morning", "PT8H30M"),
        ("arrival_day", "-PT15H"),
    ],
)
def test_each_kind_has_its_own_time(sample: Sample, name: str, told: str) -> None:
    assert trigger(written(sample, USUAL)[sample.ids[name]]) == told


@pytest.mark.parametrize("name", ["free", "called_off", "stay", "lost_night", "insurance", "ideas"])
def test_nobody_is_reminded_of_what_needs_nothing(sample: Sample, name: str) -> None:
    # Free time, what is cancelled, a background of months, what is done, what has no day.
    assert written(sample, USUAL)[sample.ids[name]].parts == []


def test_a_reminder_is_the_same_in_each_file(sample: Sample) -> None:
    first, second = (written(sample, USUAL)[sample.ids["visit"]] for _ in range(2))
    assert first.parts[0] == second.parts[0]
    assert first.parts[0].get("DESCRIPTION").text == first.get("SUMMARY").text


def test_only_what_is_chosen_reminds(sample: Sample) -> None:
    found = written(sample, Reminders(travel=90))
    reminding = {uid for uid, part in found.items() if part.parts}
    assert reminding == {sample.ids["flight"], sample.ids["arrival"]}


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(0, "PT0S"), (5, "-PT5M"), (90, "-PT1H30M"), (1440, "-P1D"), (1505, "-P1DT1H5M")],
)
def test_durations(minutes: int, told: str) -> None:
    assert f"TRIGGER:{told}" in alarm(UID, "x", minutes)


@pytest.mark.parametrize("tasks_as", TasksAs)
def test_a_task_may_stand_as_a_day(sample: Sample, tasks_as: TasksAs) -> None:
    found = written(sample, USUAL, tasks_as)
    letters = sample.ids["letters"]
    assert (letters in found) == (tasks_as is not TasksAs.EVENT)
    days = [
        part
        for part in found.values()
        if part.name == "VEVENT" and [one.value for one in part.all("RELATED-TO")] == [letters]
    ]
    assert len(days) == (0 if tasks_as is TasksAs.TODO else 1)
    for day in days:
        assert day.get("UID").value != letters
        assert day.get("DTSTART").value == "20270506"
        assert day.get("TRANSP").value == "TRANSPARENT"
        assert trigger(day) == "-PT15H"


def test_other_readers_find_the_reminders(sample: Sample) -> None:
    import icalendar

    with sample.office.reading() as session:
        source = calendar_source.whole_office(session)
    content = calendar(source.records, source.revisions, Language.of("ja"), reminders=USUAL).content
    root = icalendar.Calendar.from_ical(content)
    assert isinstance(root, icalendar.Calendar)
    (visit,) = (one for one in root.events if str(one["UID"]) == sample.ids["visit"])
    (told,) = visit.walk("VALARM")
    assert told["TRIGGER"].dt == timedelta(minutes=-30)  # type: ignore[union-attr]
    assert visit.errors == told.errors == []

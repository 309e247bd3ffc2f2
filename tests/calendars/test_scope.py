"""Whose calendar holds what."""

import pytest

from desktop.calendars.export import Calendar, calendar
from desktop.domain import Delegation, Item, ItemPerson, Member, Person
from desktop.errors import Problem
from desktop.language import Language
from desktop.store import calendar_source, records
from tests.calendars import rfc
from tests.calendars.conftest import Sample

FOR_ALL = {
    *("flight", "visit", "dinner", "free", "called_off", "whole_day", "morning", "alternatives"),
    *("some_time", "start_only", "until_close", "no_length", "block", "session", "repeated"),
}
NIGHTS = {"long_night", "short_night", "lost_night"}


def names(sample: Sample, made: Calendar) -> set[str]:
    by_id = {entity_id: name for name, entity_id in sample.ids.items()}
    events = rfc.read(made.content).kind("VEVENT")
    return {by_id[event.get("UID").value] for event in events}


def of_source(source: calendar_source.CalendarSource) -> Calendar:
    return calendar(source.records, source.revisions, Language.of("en"), audience=source.audience)


def told(sample: Sample, made: Calendar, name: str) -> str:
    (event,) = (
        event
        for event in rfc.read(made.content).kind("VEVENT")
        if event.get("UID").value == sample.ids[name]
    )
    return event.get("DESCRIPTION").text


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("tour", FOR_ALL | {"industry", "courtesy_call"}),
        ("stay", {"stay", "arrival"}),
        ("beam", NIGHTS),
    ],
)
def test_a_record_has_its_own(sample: Sample, record: str, expected: set[str]) -> None:
    assert names(sample, sample.record_calendar(record)) == expected


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("head", FOR_ALL | {"courtesy_call"}),
        ("member", FOR_ALL | {"industry"}),
        ("interpreter", {"visit"}),
        ("host", {"visit", "stay"} | NIGHTS),
        ("scholar", {"stay", "arrival"} | NIGHTS),
    ],
)
def test_a_person_has_what_concerns_them(sample: Sample, person: str, expected: set[str]) -> None:
    assert names(sample, sample.person_calendar(person)) == expected


def test_a_group_has_what_it_and_its_members_go_to(sample: Sample) -> None:
    with sample.office.reading() as session:
        (tour,) = calendar_source.one_record(session, "delegation", sample.ids["tour"]).records
        assert isinstance(tour, Delegation)
        source = calendar_source.one_group(session, tour.groups[0].id)
    made = of_source(source)
    assert names(sample, made) == FOR_ALL | {"industry"}
    (called, *_others) = rfc.read(made.content).all("NAME")
    assert called.text == "DEL-2027-001 Quantum delegation Industry"


def test_an_institution_has_what_it_hosts_and_what_its_people_do(own: Sample) -> None:
    def found() -> set[str]:
        with own.office.reading() as session:
            source = calendar_source.one_institution(session, own.ids["riken"])
        return names(own, of_source(source))

    assert found() == {"visit", "stay"}
    with own.office.writing("edit") as session:
        records.update(session, Person, own.ids["member"], organisation_id=own.ids["riken"])
    assert found() == FOR_ALL | {"industry", "stay"}
    with own.office.writing("edit") as session:
        records.update(session, Person, own.ids["scholar"], organisation_id=own.ids["riken"])
    assert found() == FOR_ALL | {"industry", "stay", "arrival"} | NIGHTS


def test_some_records_are_those_and_their_tasks(sample: Sample) -> None:
    with sample.office.reading() as session:
        source = calendar_source.some_records(session, "exchange", [sample.ids["stay"]])
        nothing = calendar_source.some_records(session, "exchange", [sample.ids["tour"]])
    assert names(sample, of_source(source)) == {"stay", "arrival"}
    assert {task.id for task, _record in source.tasks} == {
        sample.ids[name] for name in ("letters", "arrival_day", "insurance")
    }
    assert nothing.records == ()


def test_each_member_has_a_calendar_of_the_visit_alone(sample: Sample) -> None:
    with sample.office.reading() as session:
        sources = calendar_source.members(session, sample.ids["tour"])
    found = {
        source.person.id: names(sample, of_source(source)) for source in sources if source.person
    }
    assert found == {
        sample.ids["head"]: FOR_ALL | {"courtesy_call"},
        sample.ids["member"]: FOR_ALL | {"industry"},
    }
    with sample.office.reading() as session, pytest.raises(Problem, match="record_gone"):
        calendar_source.members(session, sample.ids["stay"])


def test_everyone_of_a_block_is_everyone_of_the_block(own: Sample) -> None:
    own.edit("block", everyone=False)
    assert {"block", "session"}.isdisjoint(names(own, own.person_calendar("head")))


def test_a_private_calendar_names_those_of_the_block(own: Sample) -> None:
    def named(name: str) -> str:
        lines = told(own, own.office_calendar(private=True), name).splitlines()
        return next((line for line in lines if line.startswith("Participant: ")), "")

    both = named("session")
    assert both == named("block") == named("dinner")
    assert both.count(", ") == 1
    with own.office.writing("edit") as session:
        records.update(session, Item, own.ids["block"], everyone=False)
        records.add(session, ItemPerson(item_id=own.ids["block"], person_id=own.ids["head"]))
        link = ItemPerson(item_id=own.ids["session"], person_id=own.ids["scholar"])
        records.add(session, link)
    assert named("dinner") == both
    with own.office.reading() as session:
        head = session.get_one(Person, own.ids["head"])
        scholar = session.get_one(Person, own.ids["scholar"])
    assert head.family.upper() in named("session").upper()
    assert scholar.family.upper() in named("session").upper()
    assert named("block") == named("session").split(", ")[0]
    assert len(named("block")) < len(both)


def test_who_only_helps_is_not_named_among_the_participants(own: Sample) -> None:
    with own.office.writing("edit") as session:
        (one,) = session.query(Member).filter_by(person_id=own.ids["member"])
        one.function = "interpreter"
        family = session.get_one(Person, own.ids["member"]).family
    private = own.office_calendar(private=True)
    assert family.upper() not in told(own, private, "dinner").upper()
    # It is work all the same.
    assert "dinner" in names(own, own.person_calendar("member"))


def test_a_person_is_told_when_to_join(sample: Sample) -> None:
    line = "Joins at: Tue 20 Apr 16:30 JST = 09:30 CEST"
    assert line in told(sample, sample.person_calendar("head"), "courtesy_call")
    assert line not in told(sample, sample.record_calendar("tour"), "courtesy_call")


def test_only_the_problems_of_a_person_are_told(sample: Sample) -> None:
    assert sample.person_calendar("interpreter").skipped == ()
    assert len(sample.person_calendar("head").skipped) == 3


def test_whoever_is_named_in_a_stay_has_that_item(own: Sample) -> None:
    with own.office.writing("edit") as session:
        link = ItemPerson(item_id=own.ids["arrival"], person_id=own.ids["head"])
        records.add(session, link)
    found = names(own, own.person_calendar("head"))
    assert "arrival" in found
    assert "stay" not in found


def test_somebody_without_a_programme_has_no_calendar(own: Sample) -> None:
    with own.office.writing("edit") as session:
        session.delete(
            next(
                link
                for link in records.parts(session, ItemPerson, "item", own.ids["visit"])
                if link.involvement == "interpreter"
            )
        )
    with pytest.raises(Problem) as caught:
        own.person_calendar("interpreter")
    assert caught.value.code == "calendar_empty"


@pytest.mark.parametrize("kind", ["delegation", "exchange", "access_request"])
def test_a_record_that_is_gone_is_a_problem(sample: Sample, kind: str) -> None:
    with sample.office.reading() as session, pytest.raises(Problem) as caught:
        calendar_source.one_record(session, kind, sample.ids["hall"])
    assert (caught.value.code, caught.value.values) == ("record_gone", {"kind": kind})


def test_a_person_who_is_gone_is_a_problem(sample: Sample) -> None:
    with sample.office.reading() as session, pytest.raises(Problem) as caught:
        calendar_source.one_person(session, sample.ids["hall"])
    assert caught.value.code == "record_gone"

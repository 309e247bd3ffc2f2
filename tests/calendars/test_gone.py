"""What was handed out and is there no more is called off, for whoever has it."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from desktop.calendars.export import Calendar, calendar
from desktop.domain import (
    Delegation,
    Exchange,
    GroupMember,
    Item,
    ItemPerson,
    Member,
    Person,
    Slot,
    Task,
)
from desktop.errors import Problem
from desktop.language import Language
from desktop.store import calendar_source, programmes, records
from desktop.store.calendar_source import CalendarSource
from desktop.store.sent import remember
from tests.calendars import rfc
from tests.calendars.conftest import Sample, at


def made(own: Sample, source: CalendarSource) -> dict[str, rfc.Part]:
    """Hand out a calendar, and give its events and tasks by UID."""
    days = {task: task.due_on(record.start, record.end) for task, record in source.tasks}
    found: Calendar = calendar(
        source.records,
        source.revisions,
        Language.of("en"),
        tasks=days,
        audience=source.audience,
        gone=source.gone,
    )
    audience = source.audience.id if source.audience else ""
    with own.office.writing("calendar") as session:
        remember(session, found.handed_out, own.now(), audience)
    root = rfc.read(found.content)
    parts = (*root.kind("VEVENT"), *root.kind("VTODO"))
    assert sum(part.get("STATUS").value == "CANCELLED" for part in parts) == found.cancelled
    return {part.get("UID").value: part for part in parts}


def whole(own: Sample) -> dict[str, rfc.Part]:
    with own.office.reading() as session:
        return made(own, calendar_source.whole_office(session))


def of(own: Sample, name: str) -> dict[str, rfc.Part]:
    with own.office.reading() as session:
        return made(own, calendar_source.one_person(session, own.ids[name]))


def act(own: Sample, work: Callable[..., object]) -> None:
    own.minutes += 1
    with own.office.writing("edit") as session:
        work(session)


def delete(own: Sample, cls: type[Item | Slot | Task | Exchange | Delegation], name: str) -> None:
    act(own, lambda session: records.delete(session, records.get(session, cls, own.ids[name])))


def told(part: rfc.Part) -> tuple[str, int]:
    return part.get("STATUS").value, int(part.get("SEQUENCE").value)


def test_a_deleted_item_is_called_off_where_it_was_handed_out(own: Sample) -> None:
    own.edit("visit", start=at("2027-04-19 09:30"))
    before = whole(own)[own.ids["visit"]]
    delete(own, Item, "visit")
    after = whole(own)[own.ids["visit"]]
    assert told(before) == ("CONFIRMED", 1)
    assert told(after) == ("CANCELLED", 2)
    assert after.get("SUMMARY").text == "Cancelled: Visit to RIKEN; exchange of views, lab tour"
    for name in ("DTSTART", "DTEND", "LOCATION", "CREATED"):
        assert after.get(name) == before.get(name)
    assert after.get("LAST-MODIFIED").value > before.get("LAST-MODIFIED").value
    assert after.get("DESCRIPTION").text.split("\n") == [
        "Mon 19 Apr 09:30–10:15 JST = 02:30–03:15 CEST",
        "DEL-2027-001 Quantum delegation",
    ]
    # For as long as calendars are made.
    own.edit("dinner", room="1")
    assert whole(own)[own.ids["visit"]] == after


def test_what_nobody_ever_got_is_left_out(own: Sample) -> None:
    delete(own, Item, "visit")
    assert own.ids["visit"] not in whole(own)


def test_what_is_brought_back_takes_place_again(own: Sample) -> None:
    whole(own)
    delete(own, Item, "visit")
    whole(own)
    own.minutes += 1
    own.office.undo()
    assert told(whole(own)[own.ids["visit"]]) == ("CONFIRMED", 2)
    own.minutes += 1
    own.office.redo()
    assert told(whole(own)[own.ids["visit"]]) == ("CANCELLED", 3)


def test_sequence_does_not_fall_with_what_happened_to_the_record(own: Sample) -> None:
    own.edit("tour", status="cancelled")
    own.edit("tour", status="confirmed")
    assert told(whole(own)[own.ids["visit"]]) == ("CONFIRMED", 2)
    delete(own, Item, "visit")
    assert told(whole(own)[own.ids["visit"]]) == ("CANCELLED", 3)


def test_slots_stays_tasks_and_whole_records_are_called_off(own: Sample) -> None:
    before = whole(own)
    delete(own, Slot, "long_night")
    delete(own, Task, "ideas")
    delete(own, Exchange, "stay")
    delete(own, Delegation, "tour")
    after = whole(own)
    assert after.keys() == before.keys()
    for name in ("long_night", "ideas", "stay", "arrival", "letters", "flight", "industry"):
        status, sequence = told(after[own.ids[name]])
        assert status == "CANCELLED", name
        assert sequence == told(before[own.ids[name]])[1] + 1, name
    slot = after[own.ids["long_night"]]
    assert slot.get("SUMMARY").text == "Cancelled: Cryogenic tests – Dilution refrigerator"
    assert slot.get("CLASS").value == "CONFIDENTIAL"


def test_the_calendar_of_one_record_tells_of_its_own(own: Sample) -> None:
    whole(own)
    delete(own, Item, "visit")
    delete(own, Slot, "long_night")
    with own.office.reading() as session:
        found = made(own, calendar_source.one_record(session, "delegation", own.ids["tour"]))
    assert told(found[own.ids["visit"]])[0] == "CANCELLED"
    assert own.ids["long_night"] not in found


def drop(own: Sample, cls: type[ItemPerson | Member | GroupMember], name: str) -> None:
    """Take a person out of all that is of that kind."""

    def work(session: object) -> None:
        for link in session.scalars(  # type: ignore[attr-defined]
            select(cls).where(cls.person_id == own.ids[name])
        ):
            session.delete(link)  # type: ignore[attr-defined]

    act(own, work)


def test_who_is_taken_off_an_item_is_told(own: Sample) -> None:
    before = of(own, "interpreter")
    drop(own, ItemPerson, "interpreter")
    after = of(own, "interpreter")
    assert after.keys() == before.keys() == {own.ids["visit"]}
    assert told(before[own.ids["visit"]]) == ("CONFIRMED", 0)
    assert told(after[own.ids["visit"]]) == ("CANCELLED", 1)
    # The others keep it.
    assert told(of(own, "head")[own.ids["visit"]]) == ("CONFIRMED", 1)


def test_who_leaves_a_group_or_the_visit_is_told_and_again_when_back(own: Sample) -> None:
    before = of(own, "member")
    assert told(before[own.ids["industry"]]) == ("TENTATIVE", 0)
    drop(own, GroupMember, "member")
    after = of(own, "member")
    assert told(after[own.ids["industry"]]) == ("CANCELLED", 1)
    assert told(after[own.ids["dinner"]])[0] == "CONFIRMED"
    drop(own, Member, "member")
    left = of(own, "member")
    assert left.keys() == before.keys()
    assert {part.get("STATUS").value for part in left.values()} == {"CANCELLED"}
    own.minutes += 1
    own.office.undo()
    own.minutes += 1
    own.office.undo()
    back = of(own, "member")
    status, sequence = told(back[own.ids["industry"]])
    assert (status, sequence) == ("TENTATIVE", 4)
    # Nobody else is told anything of that.
    assert told(of(own, "head")[own.ids["dinner"]]) == ("CONFIRMED", 0)


def test_who_joins_late_changes_nothing_for_anybody(own: Sample) -> None:
    before = whole(own)

    def work(session: object) -> None:
        records.add(session, person := Person(family="Late"))  # type: ignore[arg-type]
        link = Member(delegation_id=own.ids["tour"], person_id=person.id)
        records.add(session, link)  # type: ignore[arg-type]
        own.ids["late"] = person.id

    act(own, work)
    assert whole(own) == before
    assert {told(part)[1] for part in of(own, "late").values()} == {0}


def test_what_somebody_never_had_is_not_called_off_for_them(own: Sample) -> None:
    whole(own)
    drop(own, ItemPerson, "interpreter")
    with pytest.raises(Problem, match="calendar_empty"):
        of(own, "interpreter")


def test_an_item_that_is_no_more_for_everyone_leaves_those_who_had_it(own: Sample) -> None:
    of(own, "head")
    own.edit("dinner", everyone=False)
    assert told(of(own, "head")[own.ids["dinner"]]) == ("CANCELLED", 1)


def test_a_deleted_item_is_called_off_for_those_who_had_it(own: Sample) -> None:
    of(own, "head")
    whole(own)
    delete(own, Item, "dinner")
    delete(own, Item, "industry")
    found = of(own, "head")
    assert told(found[own.ids["dinner"]])[0] == "CANCELLED"
    assert own.ids["industry"] not in found
    assert own.ids["dinner"] not in of(own, "scholar")


def test_a_researcher_who_is_replaced_is_told(own: Sample) -> None:
    before = of(own, "scholar")
    own.edit("stay", person_id=own.ids["member"])
    after = of(own, "scholar")
    assert after.keys() == before.keys()
    assert told(after[own.ids["stay"]]) == ("CANCELLED", 1)
    assert told(after[own.ids["arrival"]]) == ("CANCELLED", 1)
    assert told(of(own, "member")[own.ids["stay"]]) == ("CONFIRMED", 1)


def test_what_loses_its_day_is_called_off_where_it_was_handed_out(own: Sample) -> None:
    before = of(own, "member")[own.ids["visit"]]
    whole(own)
    act(own, lambda session: programmes.unplace(session, [own.ids["visit"]]))
    for parts in (of(own, "member"), whole(own)):
        after = parts[own.ids["visit"]]
        assert told(after) == ("CANCELLED", int(before.get("SEQUENCE").value) + 1)
        assert after.get("DTSTART") == before.get("DTSTART")
        assert after.get("DTEND") == before.get("DTEND")
        assert after.get("LOCATION") == before.get("LOCATION")
    own.edit("visit", start=at("2027-04-21 09:00"), end=at("2027-04-21 10:00"))
    again = of(own, "member")[own.ids["visit"]]
    assert told(again) == ("CONFIRMED", int(before.get("SEQUENCE").value) + 2)


def test_what_never_had_a_day_or_was_given_to_nobody_is_left_out(own: Sample) -> None:
    parts = whole(own)
    assert own.ids["undated"] not in parts
    act(own, lambda session: programmes.unplace(session, [own.ids["dinner"]]))
    assert own.ids["dinner"] not in of(own, "member")
    assert told(whole(own)[own.ids["dinner"]])[0] == "CANCELLED"


def test_a_stay_that_loses_its_day_is_called_off(own: Sample) -> None:
    before = whole(own)[own.ids["stay"]]
    own.edit("stay", start=None)
    after = whole(own)[own.ids["stay"]]
    assert told(after) == ("CANCELLED", int(before.get("SEQUENCE").value) + 1)
    assert after.get("DTSTART") == before.get("DTSTART")


def test_a_body_is_told_of_what_its_people_left_by_a_number_that_never_falls(own: Sample) -> None:
    def body() -> tuple[str, int]:
        with own.office.reading() as session:
            found = made(own, calendar_source.one_institution(session, own.ids["riken"]))
        return told(found[own.ids["dinner"]])

    def belongs(organisation: str | None) -> None:
        act(
            own,
            lambda session: records.update(
                session, Person, own.ids["member"], organisation_id=organisation
            ),
        )

    belongs(own.ids["riken"])
    assert body() == ("CONFIRMED", 0)
    drop(own, Member, "member")
    drop(own, GroupMember, "member")
    status, sequence = body()
    assert (status, sequence > 0) == ("CANCELLED", True)
    belongs(None)
    assert body() == ("CANCELLED", sequence)

"""Invitations, by the rules of RFC 5546."""

import pytest

from desktop.calendars.invitation import Invitation, Organizer, invitations
from desktop.calendars.scope import things
from desktop.domain import Item, Moment, Person, Slot
from desktop.errors import Problem
from desktop.language import Language
from desktop.store import calendar_source, records
from desktop.store.calendar_gone import give_guests
from desktop.store.sent import remember
from tests.calendars import rfc
from tests.calendars.conftest import Sample, at

OFFICE = Organizer('Office "A", Copenhagen', "office@example.org")
ADDRESSES = {"head": "signe@example.org", "host": "ryoko@example.jp", "member": "nobody"}


@pytest.fixture
def invited(own: Sample) -> Sample:
    with own.office.writing("edit") as session:
        for name, email in ADDRESSES.items():
            records.update(session, Person, own.ids[name], email=email)
    return own


def made(
    sample: Sample, kind: str = "delegation", name: str = "tour", answers: bool = False
) -> dict[str, Invitation]:
    with sample.office.reading() as session:
        source = calendar_source.one_record(session, kind, sample.ids[name])
        give_guests(session, source.gone)
    found = invitations(
        things(source.records),
        source.revisions,
        OFFICE,
        Language.of("en"),
        former=source.gone,
        answers=answers,
    )
    return {one.uid: one for one in found}


def event(one: Invitation) -> rfc.Part:
    (part,) = rfc.read(one.content, one.method).kind("VEVENT")
    assert part.get("UID").value == one.uid
    return part


def guests(part: rfc.Part) -> dict[str, str]:
    return {line.value: line.parameters["ROLE"] for line in part.all("ATTENDEE")}


def test_each_event_has_a_file_of_its_own(invited: Sample) -> None:
    found = made(invited)
    assert invited.ids["undated"] not in found
    assert [event(one) for one in found.values()]
    methods = {one.method for uid, one in found.items() if uid != invited.ids["called_off"]}
    assert methods == {"REQUEST"}


def test_who_asks_and_who_is_asked(invited: Sample) -> None:
    visit = made(invited)[invited.ids["visit"]]
    part = event(visit)
    organizer = part.get("ORGANIZER")
    assert organizer.value == "mailto:office@example.org"
    assert organizer.parameters["CN"] == "\"Office 'A', Copenhagen\""
    assert guests(part) == {
        "mailto:ryoko@example.jp": "CHAIR",
        "mailto:signe@example.org": "REQ-PARTICIPANT",
    }
    (head,) = (one for one in part.all("ATTENDEE") if "signe" in one.value)
    assert head.parameters == {
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION",
        "CN": "Signe Eksempelgaard",
    }
    assert set(visit.to) == {"signe@example.org", "ryoko@example.jp"}
    assert set(visit.without_address) == {"Rasmus Ålekvist", "Noah Skabelonsen"}


def test_answers_are_asked_for_on_purpose(invited: Sample) -> None:
    visit = event(made(invited, answers=True)[invited.ids["visit"]])
    assert {line.parameters["RSVP"] for line in visit.all("ATTENDEE")} == {"TRUE"}


def test_a_group_and_those_named_are_asked_alone(invited: Sample) -> None:
    found = made(invited)
    assert guests(event(found[invited.ids["courtesy_call"]])) == {
        "mailto:signe@example.org": "REQ-PARTICIPANT"
    }
    assert found[invited.ids["industry"]].to == ()
    assert found[invited.ids["industry"]].without_address == ("Rasmus Ålekvist",)


def test_a_move_asks_anew_and_a_cancellation_calls_off(invited: Sample) -> None:
    first = event(made(invited)[invited.ids["visit"]])
    invited.edit("visit", start=at("2027-04-19 09:30"))
    second = event(made(invited)[invited.ids["visit"]])
    invited.edit("visit", status="cancelled")
    off = made(invited)[invited.ids["visit"]]
    third = event(off)
    assert off.method == "CANCEL"
    assert [part.get("SEQUENCE").value for part in (first, second, third)] == ["0", "1", "2"]
    assert guests(third) == guests(first)


def handed_out(sample: Sample, record: str, *names: str) -> None:
    with sample.office.writing("calendar") as session:
        told = [(sample.ids[name], sample.ids[record]) for name in names]
        remember(session, told, sample.now())


def delete(sample: Sample, cls: type[Item | Slot], name: str) -> None:
    sample.minutes += 1
    with sample.office.writing("delete") as session:
        records.delete(session, records.get(session, cls, sample.ids[name]))


@pytest.mark.parametrize("name", ["visit", "courtesy_call", "industry"])
def test_what_is_deleted_is_called_off_with_all_whom_it_invited(invited: Sample, name: str) -> None:
    with invited.office.writing("edit") as session:
        records.update(session, Person, invited.ids["member"], email="rasmus@example.org")
    asked = made(invited)[invited.ids[name]]
    handed_out(invited, "tour", name)
    delete(invited, Item, name)
    off = made(invited)[invited.ids[name]]
    assert off.method == "CANCEL"
    assert off.to == asked.to
    before, after = event(asked), event(off)
    assert after.get("STATUS").value == "CANCELLED"
    assert int(after.get("SEQUENCE").value) > int(before.get("SEQUENCE").value)
    assert guests(after) == guests(before)
    assert after.get("ORGANIZER") == before.get("ORGANIZER")
    assert after.get("DTSTART") == before.get("DTSTART")
    assert not any("RSVP" in line.parameters for line in after.all("ATTENDEE"))


def test_what_nobody_was_told_of_or_what_is_brought_back_is_not_called_off(
    invited: Sample,
) -> None:
    handed_out(invited, "tour", "courtesy_call")
    delete(invited, Item, "visit")
    delete(invited, Item, "courtesy_call")
    assert invited.ids["visit"] not in made(invited)
    invited.minutes += 1
    invited.office.undo()
    back = made(invited)[invited.ids["courtesy_call"]]
    assert back.method == "REQUEST"
    assert event(back).get("SEQUENCE").value == "2"


def test_what_lost_its_day_is_called_off_where_it_was(invited: Sample) -> None:
    asked = made(invited)[invited.ids["visit"]]
    handed_out(invited, "tour", "visit")
    invited.edit("visit", start=Moment(), end=Moment())
    off = made(invited)[invited.ids["visit"]]
    assert (off.method, off.to) == ("CANCEL", asked.to)
    assert event(off).get("DTSTART") == event(asked).get("DTSTART")


def test_a_deleted_slot_is_called_off(invited: Sample) -> None:
    handed_out(invited, "beam", "long_night")
    delete(invited, Slot, "long_night")
    off = made(invited, "access_request", "beam")[invited.ids["long_night"]]
    assert (off.method, off.to) == ("CANCEL", ("ryoko@example.jp",))


@pytest.mark.parametrize(
    ("kind", "name", "uid"),
    [("exchange", "stay", "stay"), ("access_request", "beam", "long_night")],
)
def test_stays_and_slots_invite_their_people(
    invited: Sample, kind: str, name: str, uid: str
) -> None:
    one = made(invited, kind, name)[invited.ids[uid]]
    assert guests(event(one)) == {"mailto:ryoko@example.jp": "CHAIR"}
    assert one.without_address == ("Freja Demobæk",)


@pytest.mark.parametrize(
    "address", ["", "office", "a@b", "a b@c.dk", "æ@example.dk", "a@b.dk\nX:1"]
)
def test_an_organizer_needs_an_address(address: str) -> None:
    with pytest.raises(Problem, match="organizer_address"):
        Organizer("Office", address)


def test_icalendar_reads_an_invitation(invited: Sample) -> None:
    import icalendar

    root = icalendar.Calendar.from_ical(made(invited)[invited.ids["flight"]].content)
    assert isinstance(root, icalendar.Calendar)
    assert root.errors == []
    assert str(root["METHOD"]) == "REQUEST"
    (flight,) = root.events
    assert flight.errors == []
    assert str(flight["ORGANIZER"]) == "mailto:office@example.org"
    assert len(root.timezones) == 2

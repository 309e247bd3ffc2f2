"""Guests who were invited and take part no more, by the rules of RFC 5546, §3.2.5."""

from datetime import datetime

import icalendar
import pytest

from desktop.calendars.invitation import Invitation, Organizer, invitations
from desktop.calendars.scope import things
from desktop.domain import (
    AccessMember,
    AccessRequest,
    Entity,
    Exchange,
    GroupMember,
    Item,
    ItemGroup,
    ItemPerson,
    Member,
    Moment,
    Person,
)
from desktop.language import Language
from desktop.store import records
from desktop.store.calendar_source import one_person
from desktop.store.invited import invitation_source
from desktop.store.sent import remember_invited
from tests.calendars import rfc
from tests.calendars.conftest import Sample, at

OFFICE = Organizer("The Office", "office@example.org")
ADDRESSES = {
    "head": "signe@example.org",
    "member": "rasmus@example.org",
    "host": "ryoko@example.jp",
    "scholar": "freja@example.org",
}
NAMES = {address: name for name, address in ADDRESSES.items()}
KINDS = {"tour": "delegation", "stay": "exchange", "beam": "access_request"}


@pytest.fixture
def guests(own: Sample) -> Sample:
    with own.office.writing("edit") as session:
        for name, email in ADDRESSES.items():
            records.update(session, Person, own.ids[name], email=email)
    return own


def made(sample: Sample, record: str = "tour", code: str = "en") -> dict[str, Invitation]:
    """All invitations of a record, by what they are chosen by."""
    with sample.office.reading() as session:
        source = invitation_source(session, KINDS[record], sample.ids[record])
    found = invitations(
        things(source.records),
        source.revisions,
        OFFICE,
        Language.of(code),
        former=source.gone,
        invited=source.invited,
    )
    by_key = {one.key: one for one in found}
    assert len(by_key) == len(found)
    return by_key


def invite(sample: Sample, record: str = "tour", *names: str) -> dict[str, Invitation]:
    """Make them, and remember whom those to some things, or all of them, went to."""
    sample.minutes += 1
    found = made(sample, record)
    wanted = {sample.ids[name] for name in names}
    with sample.office.writing("calendar") as session:
        told = [(one.uid, one.people) for one in found.values() if one.uid in wanted or not wanted]
        remember_invited(session, sample.ids[record], told, sample.now())
    return found


def delete(sample: Sample, cls: type[Entity], **keys: str) -> None:
    """Delete all things of a kind that have such keys, as one action."""
    sample.minutes += 1
    with sample.office.writing("delete") as session:
        found = session.query(cls).filter_by(**keys).all()
        assert found
        for one in found:
            records.delete(session, one)


def farewells(sample: Sample, record: str = "tour", code: str = "en") -> dict[str, Invitation]:
    """What tells guests that they take part no more, by the UID of the event."""
    return {one.uid: one for one in made(sample, record, code).values() if one.taken_off}


def read(one: Invitation) -> icalendar.Event:
    """The event of a file, as a reader that is not ours has it."""
    root = icalendar.Calendar.from_ical(one.content)
    assert isinstance(root, icalendar.Calendar)
    assert (root.errors, str(root["METHOD"])) == ([], one.method)
    (found,) = root.events
    assert found.errors == []
    assert str(found["UID"]) == one.uid
    return found


def sequence(event: icalendar.Event) -> int:
    return int(str(event["SEQUENCE"]))


def asked(event: icalendar.Event) -> set[str]:
    lines = event.get("ATTENDEE", [])
    return {str(one) for one in (lines if isinstance(lines, list) else [lines])}


def test_a_guest_taken_off_is_told_alone_and_the_others_asked_anew(guests: Sample) -> None:
    visit = guests.ids["visit"]
    first = read(invite(guests)[visit])
    assert farewells(guests) == {}
    delete(guests, ItemPerson, item_id=visit, person_id=guests.ids["host"])
    (off,) = farewells(guests).values()
    assert (off.uid, off.method, off.to) == (visit, "CANCEL", ("ryoko@example.jp",))
    assert off.taken_off == ("SHIDA Ryoko",)
    rfc.read(off.content, "CANCEL", uninvites=True)
    told, rest = read(off), read(made(guests)[visit])
    assert asked(told) == {"mailto:ryoko@example.jp"}
    assert asked(rest) == asked(first) - asked(told)
    assert sequence(told) == sequence(rest) == sequence(first) + 1
    for name in ("ORGANIZER", "DTSTART", "DTEND", "SUMMARY"):
        assert told[name] == first[name]
    # It still takes place, and is not said to be called off.
    assert "STATUS" not in told


def test_whoever_was_never_invited_is_told_nothing(guests: Sample) -> None:
    invite(guests, "tour", "dinner")
    delete(guests, ItemPerson, item_id=guests.ids["visit"], person_id=guests.ids["host"])
    assert farewells(guests) == {}


@pytest.mark.parametrize(
    ("cls", "keys", "who", "name"),
    [
        (ItemPerson, {"item_id": "courtesy_call"}, "head", "courtesy_call"),
        (ItemGroup, {"item_id": "industry"}, "member", "industry"),
        (GroupMember, {"person_id": "member"}, "member", "industry"),
        (Member, {"person_id": "head"}, "head", "dinner"),
    ],
)
def test_each_way_to_leave_an_item_raises_its_sequence(
    guests: Sample, cls: type[Entity], keys: dict[str, str], who: str, name: str
) -> None:
    uid = guests.ids[name]
    before = read(invite(guests)[uid])
    delete(guests, cls, **{key: guests.ids[value] for key, value in keys.items()})
    off = farewells(guests)[uid]
    assert off.to == (ADDRESSES[who],)
    assert sequence(read(off)) > sequence(before)


def test_not_everyone_any_more(guests: Sample) -> None:
    uid = guests.ids["dinner"]
    before = read(invite(guests)[uid])
    guests.edit("dinner", everyone=False)
    off = farewells(guests)[uid]
    assert set(off.to) == {"signe@example.org", "rasmus@example.org"}
    assert sequence(read(off)) > sequence(before)


def test_a_member_who_leaves_is_told_of_all_and_can_come_back(guests: Sample) -> None:
    mine = {uid for uid, one in invite(guests).items() if "signe@example.org" in one.to}
    called_off = {guests.ids["called_off"]}
    member = {"delegation_id": guests.ids["tour"], "person_id": guests.ids["head"]}
    delete(guests, Member, **member)
    left = farewells(guests)
    # Who is named there herself stays.
    assert left.keys() == mine - called_off - {guests.ids["courtesy_call"]}
    assert {one.to for one in left.values()} == {("signe@example.org",)}
    guests.minutes += 1
    with guests.office.writing("edit") as session:
        records.add(session, Member(**member))
    assert farewells(guests) == {}
    back = made(guests)
    for uid, one in left.items():
        # A calendar takes an invitation again only where it is newer than what took it out.
        assert sequence(read(back[uid])) > sequence(read(one))
        assert "mailto:signe@example.org" in asked(read(back[uid]))


def test_what_is_called_off_says_so_to_those_taken_off_before(guests: Sample) -> None:
    visit = guests.ids["visit"]
    invite(guests)
    delete(guests, ItemPerson, item_id=visit, person_id=guests.ids["host"])
    guests.edit("visit", status="cancelled")
    off = farewells(guests)[visit]
    assert (off.to, str(read(off)["STATUS"])) == (("ryoko@example.jp",), "CANCELLED")
    delete(guests, Item, id=visit)
    again = farewells(guests)[visit]
    assert (again.to, str(read(again)["STATUS"])) == (("ryoko@example.jp",), "CANCELLED")


def test_what_lost_its_day_is_told_where_it_was(guests: Sample) -> None:
    visit = guests.ids["visit"]
    before = read(invite(guests)[visit])
    delete(guests, ItemPerson, item_id=visit, person_id=guests.ids["host"])
    guests.edit("visit", start=Moment(), end=Moment())
    assert read(farewells(guests)[visit])["DTSTART"] == before["DTSTART"]


def test_an_address_at_which_somebody_still_takes_part_is_not_written_to(guests: Sample) -> None:
    visit = guests.ids["visit"]
    invite(guests)
    delete(guests, ItemPerson, item_id=visit, person_id=guests.ids["host"])
    for email in ("Signe@example.org", "office@example.org", ""):
        with guests.office.writing("edit") as session:
            records.update(session, Person, guests.ids["host"], email=email)
        assert farewells(guests) == {}


def test_a_team_and_a_host_who_leave(guests: Sample) -> None:
    invite(guests, "beam")
    delete(guests, AccessMember, access_id=guests.ids["beam"], person_id=guests.ids["scholar"])
    off = farewells(guests, "beam")
    assert off.keys() >= {guests.ids["long_night"]}
    assert {one.to for one in off.values()} == {("freja@example.org",)}
    with guests.office.writing("edit") as session:
        records.update(session, AccessRequest, guests.ids["beam"], investigator_id=None)
    both = farewells(guests, "beam")[guests.ids["long_night"]]
    assert set(both.to) == {"freja@example.org", "ryoko@example.jp"}
    invite(guests, "stay")
    with guests.office.writing("edit") as session:
        records.update(session, Exchange, guests.ids["stay"], host_person_id=None)
    (left,) = farewells(guests, "stay").values()
    assert (left.uid, left.to) == (guests.ids["stay"], ("ryoko@example.jp",))


def test_their_own_calendar_calls_it_off_too(guests: Sample) -> None:
    """An invitation puts a thing into a calendar, as a calendar file does."""
    invite(guests, "tour", "courtesy_call")
    guests.edit("courtesy_call", start=at("2027-04-20 16:15"))
    delete(guests, ItemPerson, item_id=guests.ids["courtesy_call"])
    with guests.office.reading() as session:
        gone = {thing.id for _record, thing in one_person(session, guests.ids["head"]).gone}
    assert gone == {guests.ids["courtesy_call"]}


def test_whoever_leaves_a_block_leaves_all_within_it_and_can_come_back(guests: Sample) -> None:
    block, session_id = guests.ids["block"], guests.ids["session"]
    named = {"item_id": block, "person_id": guests.ids["host"]}
    with guests.office.writing("edit") as session:
        records.update(session, Item, block, everyone=False)
        records.add(session, ItemPerson(**named))
    before = read(invite(guests)[session_id])
    assert "mailto:ryoko@example.jp" in asked(before)
    delete(guests, ItemPerson, **named)
    left = farewells(guests)
    assert left.keys() == {block, session_id}
    off = read(left[session_id])
    assert sequence(off) > sequence(before)
    guests.minutes += 1
    with guests.office.writing("edit") as session:
        records.add(session, ItemPerson(**named))
    back = read(made(guests)[session_id])
    assert sequence(back) > sequence(off)
    guests.edit("session", parent_id=None)
    assert sequence(read(made(guests)[session_id])) >= sequence(back)


def of_block(guests: Sample, *, who: str) -> None:
    """Let a block be for one alone who is named."""
    with guests.office.writing("edit") as session:
        records.update(session, Item, guests.ids["block"], everyone=False)
        records.add(session, ItemPerson(item_id=guests.ids["block"], person_id=guests.ids[who]))


def left(guests: Sample, name: str, before: icalendar.Event) -> set[str]:
    """Who is told that they take part in a thing no more, by a number that is believed."""
    one = farewells(guests)[guests.ids[name]]
    assert sequence(read(one)) > sequence(before)
    with guests.office.reading() as session:
        source = one_person(session, guests.ids[NAMES[one.to[0]]])
    assert source.revisions[guests.ids[name]].sequence > sequence(before)
    return set(one.to)


def test_a_block_that_is_no_more_for_everyone_is_left_with_all_within_it(guests: Sample) -> None:
    before = read(invite(guests)[guests.ids["session"]])
    guests.minutes += 1
    of_block(guests, who="member")
    assert left(guests, "session", before) == {"signe@example.org"}


def test_a_group_that_leaves_a_block_leaves_all_within_it(guests: Sample) -> None:
    with guests.office.writing("edit") as session:
        records.update(session, Item, guests.ids["block"], everyone=False)
        (industry,) = session.query(ItemGroup).filter_by(item_id=guests.ids["industry"])
        records.add(session, ItemGroup(item_id=guests.ids["block"], group_id=industry.group_id))
    before = read(invite(guests)[guests.ids["session"]])
    assert asked(before) == {"mailto:rasmus@example.org"}
    delete(guests, ItemGroup, item_id=guests.ids["block"])
    assert left(guests, "session", before) == {"rasmus@example.org"}


def test_an_item_moved_into_the_block_of_others_is_left(guests: Sample) -> None:
    of_block(guests, who="member")
    before = read(invite(guests)[guests.ids["dinner"]])
    guests.edit("dinner", parent_id=guests.ids["block"])
    assert left(guests, "dinner", before) == {"signe@example.org"}
    inside = read(made(guests)[guests.ids["dinner"]])
    guests.edit("dinner", parent_id=None)
    back = read(made(guests)[guests.ids["dinner"]])
    assert sequence(back) > sequence(inside)
    assert "mailto:signe@example.org" in asked(back)


def test_an_item_moved_into_a_block_for_everyone_need_not_be_confirmed_anew(guests: Sample) -> None:
    before = read(invite(guests)[guests.ids["dinner"]])
    guests.edit("dinner", parent_id=guests.ids["block"])
    after = read(made(guests)[guests.ids["dinner"]])
    assert farewells(guests) == {}
    assert asked(after) == asked(before)
    assert sequence(after) == sequence(before)


def function(guests: Sample, who: str, code: str) -> None:
    guests.minutes += 1
    with guests.office.writing("edit") as session:
        (member,) = session.query(Member).filter_by(person_id=guests.ids[who])
        records.update(session, Member, member.id, function=code)


def test_a_member_who_only_helps_leaves_what_is_for_everyone(guests: Sample) -> None:
    before = read(invite(guests)[guests.ids["dinner"]])
    function(guests, "head", "deputy")
    assert sequence(read(made(guests)[guests.ids["dinner"]])) == sequence(before)
    function(guests, "head", "interpreter")
    off = farewells(guests)[guests.ids["dinner"]]
    assert off.to == ("signe@example.org",)
    assert sequence(read(off)) > sequence(before)
    function(guests, "head", "local_team")
    assert sequence(read(farewells(guests)[guests.ids["dinner"]])) == sequence(read(off))
    function(guests, "head", "member")
    back = read(made(guests)[guests.ids["dinner"]])
    assert sequence(back) > sequence(read(off))


def stamp(event: icalendar.Event) -> datetime:
    found = event.decoded("DTSTAMP")
    assert found == event.decoded("LAST-MODIFIED")
    assert isinstance(found, datetime)
    return found


def test_who_joins_is_new_in_the_invitation_of_the_others_and_in_no_other_file(
    guests: Sample,
) -> None:
    """Of two with the same SEQUENCE the one of the later DTSTAMP is newer (RFC 5546 §2.1.5)."""
    before = read(invite(guests)[guests.ids["dinner"]])
    files = [guests.office_calendar().content, guests.person_calendar("member").content]
    named = guests.office_calendar(private=True).content
    guests.minutes += 1
    with guests.office.writing("edit") as session:
        records.add(
            session, Member(delegation_id=guests.ids["tour"], person_id=guests.ids["scholar"])
        )
    after = read(made(guests)[guests.ids["dinner"]])
    assert asked(after) - asked(before) == {"mailto:freja@example.org"}
    assert sequence(after) == sequence(before)
    assert stamp(after) == guests.now() > stamp(before)
    assert files == [guests.office_calendar().content, guests.person_calendar("member").content]
    told = icalendar.Calendar.from_ical(guests.office_calendar(private=True).content)
    (dinner,) = (one for one in told.events if str(one["UID"]) == guests.ids["dinner"])
    assert "Freja Demobæk" in str(dinner["DESCRIPTION"])
    assert stamp(dinner) == guests.now()
    assert named != guests.office_calendar(private=True).content


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("ja", "Dinner（シーネ・エクセンペルゴー、Rasmus Ålekvist）"),
        ("en", "Dinner (Signe Eksempelgaard, Rasmus Ålekvist)"),
    ],
)
def test_the_names_of_those_who_leave_are_written_as_the_language_does(
    guests: Sample, code: str, title: str
) -> None:
    invite(guests)
    guests.edit("dinner", everyone=False)
    assert farewells(guests, code=code)[guests.ids["dinner"]].title == title

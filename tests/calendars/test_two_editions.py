"""Two editions of the demo visit reach the calendars of its members, kept by programs of others.

Edition 3 goes out; then two visits are moved, one is cancelled, and a member joins; edition 4 goes
out. In a CalDAV server and in Thunderbird, which follows it, the same UIDs are there afterwards,
exactly the moved ones are at another time, and nothing is double.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest
from sqlalchemy import select

from desktop.documents.issuing import Choice, Progress
from desktop.domain import Delegation, Item, Person
from desktop.domain.codes import ItemStatus
from desktop.domain.comparing import Difference
from desktop.making.edition import Asked, issue, make
from desktop.store import delegations, editions, loading
from desktop.store.interchange import demo_office
from desktop.store.office import OfficeFile
from tests.calendars.readers import ical_js
from tests.calendars.readers.radicale import serving
from tests.calendars.readers.seen import Seen
from tests.calendars.readers.thunderbird import Thunderbird

pytestmark = [pytest.mark.extended, pytest.mark.timeout(900)]

ON = date(2027, 4, 10)
Calendars = dict[str, dict[str, Seen]]

# Two visits and one meeting of the demo visit, by what they are called in English.
MOVED = ("RIKEN RQC: welcome and overview", "NICT: quantum cryptography")
CANCELLED = "JST and JSPS: joint funding"


class Clock:
    """The time at which the office writes."""

    def __init__(self) -> None:
        self.now = datetime(2027, 4, 10, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeFile]:
    made = demo_office(tmp_path / "demo.kakehashi", clock=Clock())
    yield made
    made.close()


def visit_of(office: OfficeFile) -> Delegation:
    with office.reading() as session:
        record_id = session.scalars(
            select(Delegation.id).where(Delegation.reference == "DEL-2027-001")
        ).one()
        return loading.delegation(session, record_id)


def issued(office: OfficeFile) -> dict[str, bytes]:
    """Issue the next edition; gives the calendar of each member by their identity."""
    choice = Choice((), (("en",),), member_calendars=True)
    asked = Asked("delegation", visit_of(office).id, draft=False, on=ON, choice=choice)
    made = make(office, asked, Progress())
    with office.writing(editions.LABEL, number=made.prepared.stand.number) as session:
        issue(session, made, on=ON, at=office.clock())
    return {paper.audience.removeprefix("person:"): paper.content for paper in made.papers}


def change(office: OfficeFile) -> tuple[set[str], str, str]:
    """Move two visits, cancel a meeting, add a member; gives the identities of all of these."""
    visit = visit_of(office)

    def called(title: str) -> str:
        return next(item.id for item in visit.items if item.title.en.startswith(title))

    moved = {called(title) for title in MOVED}
    with office.writing("item.move", name="") as session:
        for item_id in moved:
            item = session.get_one(Item, item_id)
            for end in ("start", "end"):
                at = getattr(item, end)
                later = datetime.combine(ON, at.time) + timedelta(minutes=20)
                setattr(item, end, replace(at, time=later.time()))
    with office.writing("edit", kind="item") as session:
        session.get_one(Item, called(CANCELLED)).status = ItemStatus.CANCELLED
    with office.writing("members.add") as session:
        late = Person(given="Sen", family="Tilkomsten", languages="da")
        session.add(late)
        session.flush()
        delegations.add_member(session, visit.id, late.id)
    return moved, called(CANCELLED), late.id


def test_an_edition_updates_the_calendars_of_the_one_before(
    office: OfficeFile, tmp_path: Path
) -> None:
    first = issued(office)
    moved, off, late = change(office)
    visit = visit_of(office)
    with office.reading() as session:
        (third,) = editions.editions(session, visit.id)
        changes = editions.since(session, third, visit)
    assert {one.id for one in changes.things if Difference.MOVED in one.kinds} == moved
    assert {one.id for one in changes.things if Difference.CANCELLED in one.kinds} == {off}
    second = issued(office)
    assert second.keys() == {*first, late}

    keys = {str(uuid5(NAMESPACE_URL, person)): person for person in second}
    home = tmp_path / "home"
    home.mkdir()
    with serving(tmp_path / "server") as server:
        for person in second:
            server.make(person)
        program = Thunderbird(home, {key: server.url(person) for key, person in keys.items()})

        def sent(files: dict[str, bytes]) -> tuple[Calendars, Calendars]:
            """Put an edition's calendars where they belong; gives what is there afterwards."""
            for person, content in files.items():
                server.put(person, content)
            kept = {person: once(ical_js.read(server.content(person))) for person in files}
            found = program.look(lambda shown: len(shown) == len(files) and caught_up(shown, kept))
            return kept, {keys[key]: once(events) for key, events in found.items()}

        def caught_up(shown: dict[str, list[tuple[str, Seen]]], kept: Calendars) -> bool:
            return all(told(dict(events)) == told(kept[keys[key]]) for key, events in shown.items())

        before, shown_before = sent(first)
        after, shown_after = sent(second)

    for kept, shown, files in ((before, shown_before, first), (after, shown_after, second)):
        assert {person: told(events) for person, events in shown.items()} == {
            person: told(events) for person, events in kept.items()
        }
        for person, content in files.items():
            assert kept[person] == once(ical_js.read(content))
    for person, was in before.items():
        now = after[person]
        assert now.keys() == was.keys()
        other = {uid for uid in was if was[uid] != now[uid]}
        assert other == (moved | {off}) & was.keys()
        for uid in other:
            assert now[uid].sequence > was[uid].sequence
            assert (now[uid].start != was[uid].start) == (uid in moved)
            assert (now[uid].status == "CANCELLED") == (uid == off)
    assert moved <= after[late].keys()


def once(events: list[tuple[str, Seen]]) -> dict[str, Seen]:
    """Events by UID, of which none may come twice."""
    assert len(events) == len(dict(events))
    return dict(events)


def told(events: dict[str, Seen]) -> dict[str, tuple[object, ...]]:
    """What every program tells of an event."""
    return {
        uid: (one.summary, one.start, one.end, one.status, one.location)
        for uid, one in events.items()
    }

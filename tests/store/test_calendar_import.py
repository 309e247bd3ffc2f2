"""Taking accepted events over: one action that can be taken back, and nothing else changed."""

from datetime import date, time

import pytest

from desktop.domain import Delegation, Exchange, Item, ItemPerson, Moment, Person, Place, Trilingual
from desktop.domain.importing import Taken
from desktop.errors import Problem
from desktop.store import calendar_import, delegations, records
from desktop.store.office import OfficeFile

DAY, TYO = date(2027, 4, 19), "Asia/Tokyo"


class Visit:
    """A visit with one item, and a stay."""

    def __init__(self, office: OfficeFile) -> None:
        self.office = office
        with office.writing("create") as session:
            visit = delegations.create(session, DAY)
            visit.start, visit.end = DAY, DAY
            stay = Exchange(reference="EXC-2027-001", start=DAY)
            place = Place(name=Trilingual(en="Wako Campus"), address_latin="2-1 Hirosawa")
            guest = Person(family="Mihon")
            for entity in (stay, place, guest):
                records.add(session, entity)
            session.flush()
            item = delegations.add_item(
                session,
                delegation_id=visit.id,
                title=Trilingual(en="Talks"),
                start=self.at(9),
                end=self.at(10),
                source_uid="host@example.org",
                source_sequence=1,
            )
            session.flush()
            link = ItemPerson(item_id=item.id, person_id=guest.id, joins=self.at(9, 30))
            session.add(link)
        self.id, self.stay, self.item, self.place = visit.id, stay.id, item.id, place.id
        self.link = link.id

    @staticmethod
    def at(hour: int, minute: int = 0) -> Moment:
        return Moment(DAY, time(hour, minute), TYO)

    def take(self, *taken: Taken, into: tuple[str, str] | None = None) -> list[Item]:
        with self.office.writing("calendar.import") as session:
            return calendar_import.take(session, taken, into)

    def items(self) -> list[Item]:
        with self.office.reading() as session:
            return records.parts(session, Item, "delegation", self.id)


@pytest.fixture
def visit(office: OfficeFile) -> Visit:
    return Visit(office)


def test_a_new_event_becomes_an_item_that_is_found_again(visit: Visit) -> None:
    values = {"title": Trilingual(en="Dinner"), "start": visit.at(18), "kind": "meal"}
    (made,) = visit.take(Taken("", values, "new@x", 4), into=("delegation", visit.id))
    assert (made.source_uid, made.source_sequence, made.everyone) == ("new@x", 4, True)
    assert made.position == 1
    with visit.office.reading() as session:
        known = calendar_import.known(session, ["new@x", "nobody@x"])
    assert [record.id for record in known.records] == [visit.id]


def test_a_new_event_for_nobody_yet(visit: Visit) -> None:
    taken = Taken("", {"start": visit.at(18)}, "new@x")
    with visit.office.writing("calendar.import") as session:
        (made,) = calendar_import.take(session, [taken], ("exchange", visit.stay), everyone=False)
    assert (made.exchange_id, made.everyone) == (visit.stay, False)


def test_utc_and_whole_days_are_those_of_the_visit(visit: Visit) -> None:
    utc = Taken("", {"start": Moment(DAY, time(0), "UTC")}, "a")
    whole = Taken("", {"start": Moment(DAY, part="all_day")}, "b")
    first, second = visit.take(utc, whole, into=("delegation", visit.id))
    assert first.start == visit.at(9)
    assert second.start == Moment(DAY, zone=TYO, part="all_day")


def test_a_moved_item_takes_those_along_who_join_late(visit: Visit) -> None:
    values = {"start": visit.at(11), "end": visit.at(12), "open_end": False}
    visit.take(Taken(visit.item, values, "host@example.org", 2))
    (item,) = visit.items()
    assert (item.start, item.end, item.source_sequence) == (visit.at(11), visit.at(12), 2)
    with visit.office.reading() as session:
        assert records.get(session, ItemPerson, visit.link).joins == visit.at(11, 30)


def test_all_is_one_action_that_can_be_taken_back(visit: Visit) -> None:
    change = Taken(visit.item, {"status": "cancelled"}, "host@example.org", 2)
    visit.take(change, Taken("", {"start": visit.at(18)}, "n"), into=("delegation", visit.id))
    assert len(visit.items()) == 2
    assert visit.office.undo() == ("calendar.import", {})
    (item,) = visit.items()
    assert (item.status, item.source_sequence) == ("tentative", 1)


@pytest.mark.parametrize("into", [None, ("access_request", "x")])
def test_new_events_need_a_visit_or_a_stay(visit: Visit, into: tuple[str, str] | None) -> None:
    with pytest.raises(Problem) as caught:
        visit.take(Taken(visit.item, {"room": "5"}), Taken("", {}, "n"), into=into)
    assert caught.value.code == "import_nowhere"
    assert visit.items()[0].room == ""


def test_what_is_gone_or_pinned_changes_nothing(visit: Visit) -> None:
    with visit.office.writing("item.pin") as session:
        records.update(session, Item, visit.item, pinned=True)
    for taken, code in (
        (Taken(visit.item, {"start": visit.at(15)}), "item_pinned"),
        (Taken("00000000-0000-0000-0000-000000000000", {"room": "1"}), "record_gone"),
    ):
        with pytest.raises(Problem) as caught:
            visit.take(taken)
        assert caught.value.code == code
    assert visit.items()[0].start == visit.at(9)


def test_what_a_file_is_compared_with(visit: Visit) -> None:
    with visit.office.reading() as session:
        known = calendar_import.known(session, [visit.item.upper(), "not a uid", visit.stay])
    assert {record.id for record in known.records} == {visit.id, visit.stay}
    assert visit.item in known.revisions
    (place,) = known.places
    assert (place.id, place.also) == (visit.place, ("2-1 Hirosawa",))
    assert [(one.kind, one.id, one.start) for one in known.targets] == [
        ("delegation", visit.id, DAY),
        ("exchange", visit.stay, DAY),
    ]


def test_a_file_that_concerns_many_records_reads_them_at_once(office: OfficeFile) -> None:
    with office.writing("create") as session:
        visits = [Delegation(reference=f"DEL-2027-{n:03}") for n in range(30)]
        session.add_all(visits)
        items = [Item(delegation_id=visit.id) for visit in visits[:25]]
        session.add_all(items)
    with office.reading() as session:
        known = calendar_import.known(session, [item.id for item in items])
    assert {record.id for record in known.records} == {visit.id for visit in visits[:25]}

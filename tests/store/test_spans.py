from datetime import date, time

import pytest

from desktop.domain import (
    AccessMember,
    AccessRequest,
    Delegation,
    Exchange,
    Facility,
    Group,
    GroupMember,
    Instrument,
    Item,
    ItemGroup,
    ItemPerson,
    Member,
    Moment,
    Organisation,
    Person,
    Place,
    Slot,
    Trilingual,
)
from desktop.domain.codes import Involvement
from desktop.store import spans
from desktop.store.office import OfficeFile
from desktop.store.spans import Span

TOKYO, COPENHAGEN = "Asia/Tokyo", "Europe/Copenhagen"


def at(day: int, hour: int, zone: str = TOKYO) -> Moment:
    return Moment(date(2027, 4, day), time(hour), zone)


def between(office: OfficeFile, first: int, last: int) -> dict[str, Span]:
    with office.reading() as session:
        found = spans.between(session, date(2027, 4, first), date(2027, 4, last))
    return {span.title.en: span for span in found}


def test_records_are_bars_from_their_first_to_their_last_day(office: OfficeFile) -> None:
    ann, bo, cy = Person(given="Ann"), Person(given="Bo"), Person(given="Cy")
    home, host = Organisation(name=Trilingual(en="Home")), Organisation(country="DK")
    lab = Facility(organisation_id=host.id, zone=COPENHAGEN, name=Trilingual(en="Lab"))
    trip = Delegation(
        reference="DEL-1",
        title=Trilingual(en="Trip"),
        start=date(2027, 4, 19),
        end=date(2027, 4, 23),
        status="confirmed",
        lead_organisation_id=home.id,
    )
    stay = Exchange(
        title=Trilingual(en="Stay"),
        direction="jp_dk",
        visit_zone=COPENHAGEN,
        start=date(2027, 1, 1),
        status="cancelled",
        person_id=ann.id,
        host_person_id=bo.id,
        home_organisation_id=home.id,
        host_organisation_id=host.id,
    )
    request = AccessRequest(
        title=Trilingual(en="Request"),
        facility_id=lab.id,
        investigator_id=ann.id,
        start=date(2027, 5, 1),
        end=date(2027, 5, 2),
    )
    undated = Delegation(reference="DEL-2", title=Trilingual(en="Some day"))
    parts = [
        Member(delegation_id=trip.id, person_id=bo.id, position=1),
        Member(delegation_id=trip.id, person_id=ann.id, position=0),
        AccessMember(access_id=request.id, person_id=cy.id),
        AccessMember(access_id=request.id, person_id=ann.id),
    ]
    with office.writing("create") as session:
        session.add_all([ann, bo, cy, home, host, lab, trip, stay, request, undated, *parts])
    with office.reading() as session:
        one, two, three = spans.records(session)
    assert (one.id, one.kind, one.first, one.last) == (
        stay.id,
        "exchange",
        date(2027, 1, 1),
        date(2027, 1, 1),
    )
    assert (one.cancelled, one.country, one.people) == (True, "DK", (ann.id, bo.id))
    assert one.organisations == (home.id, host.id)
    assert (two.reference, two.last, two.status) == ("DEL-1", date(2027, 4, 23), "confirmed")
    assert (two.country, two.zone, two.tentative) == ("JP", TOKYO, False)
    assert (two.people, two.organisations) == ((ann.id, bo.id), (home.id,))
    assert two.is_record
    assert (three.country, three.facility_id, three.tentative) == ("DK", lab.id, True)
    assert three.people == (ann.id, cy.id)


def test_a_request_without_days_has_those_of_its_slots(office: OfficeFile) -> None:
    request = AccessRequest(title=Trilingual(en="Request"))
    slots = [
        Slot(access_id=request.id, start=at(10, 22), end=at(11, 2)),
        Slot(access_id=request.id, start=at(2, 9)),
    ]
    with office.writing("create") as session:
        session.add_all([request, *slots])
    with office.reading() as session:
        (found,) = spans.records(session)
        whole = spans.records_and_slots(session)
    assert sorted(one.kind for one in whole) == ["access_request", "slot", "slot"]
    assert (found.first, found.last) == (date(2027, 4, 2), date(2027, 4, 11))
    assert list(between(office, 5, 6)) == ["Request"]


def test_only_what_touches_the_days_is_between_them(office: OfficeFile) -> None:
    trip = Delegation(title=Trilingual(en="Trip"), start=date(2027, 4, 1), end=date(2027, 4, 4))
    items = {
        "before": (at(1, 9), at(1, 12)),
        "over midnight": (at(1, 22), at(2, 2)),
        "until midnight": (at(1, 22), at(2, 0)),
        "on the day": (Moment(date(2027, 4, 2)), Moment()),
        "long": (at(1, 9), at(9, 9)),
        "end alone": (Moment(), at(3, 9)),
        "after": (at(4, 9), at(4, 10)),
    }
    with office.writing("create") as session:
        session.add(trip)
        for title, (start, end) in items.items():
            session.add(
                Item(delegation_id=trip.id, title=Trilingual(en=title), start=start, end=end)
            )
    found = between(office, 2, 3)
    assert set(found) == {
        *("Trip", "over midnight", "until midnight", "on the day", "long", "end alone")
    }
    assert found["until midnight"].last == date(2027, 4, 1)
    assert found["over midnight"].last == date(2027, 4, 2)
    assert found["on the day"].last == date(2027, 4, 2)


def test_an_item_outside_the_days_of_its_record_is_shown_alone(office: OfficeFile) -> None:
    trip = Delegation(title=Trilingual(en="Trip"), start=date(2027, 6, 1), status="cancelled")
    item = Item(delegation_id=trip.id, title=Trilingual(en="Briefing"), start=at(2, 9))
    with office.writing("create") as session:
        session.add_all([trip, item])
    found = between(office, 2, 2)
    assert list(found) == ["Briefing"]
    assert found["Briefing"].cancelled
    assert (found["Briefing"].record_kind, found["Briefing"].record_id) == ("delegation", trip.id)
    assert not found["Briefing"].is_record


def test_who_where_and_how_sure_an_item_is(office: OfficeFile) -> None:
    ann, bo, cy, di = (Person(given=name) for name in ("Ann", "Bo", "Cy", "Di"))
    house, host = Organisation(), Organisation()
    hall = Place(name=Trilingual(en="Hall"), organisation_id=house.id, country="DK")
    trip = Delegation(title=Trilingual(en="Trip"), reference="DEL-1")
    track = Group(delegation_id=trip.id)
    everyone = Item(
        delegation_id=trip.id,
        start=at(2, 9),
        title=Trilingual(en="all"),
        place_id=hall.id,
        host_organisation_id=host.id,
        pinned=True,
        status="confirmed",
    )
    some = Item(delegation_id=trip.id, start=at(2, 10), title=Trilingual(en="some"), everyone=False)
    links = [
        Member(delegation_id=trip.id, person_id=ann.id),
        GroupMember(group_id=track.id, person_id=bo.id),
        ItemGroup(item_id=some.id, group_id=track.id),
        ItemPerson(item_id=some.id, person_id=cy.id),
        ItemPerson(item_id=some.id, person_id=di.id, involvement=Involvement.CONTACT.value),
    ]
    with office.writing("create") as session:
        session.add_all([ann, bo, cy, di, house, host, hall, trip, track, everyone, some, *links])
    found = between(office, 2, 2)
    one, two = found["all"], found["some"]
    assert (one.people, one.organisations) == ((ann.id,), (host.id, house.id))
    assert (one.country, one.place.en, one.pinned, one.tentative) == ("DK", "Hall", True, False)
    assert (set(two.people), two.tentative, two.reference) == ({bo.id, cy.id}, True, "DEL-1")


@pytest.mark.parametrize(
    ("status", "cancelled", "tentative"),
    [
        ("requested", False, True),
        ("confirmed", False, False),
        ("cancelled_by_facility", True, False),
    ],
)
def test_a_slot_is_called_after_its_instrument(
    office: OfficeFile, status: str, cancelled: bool, tentative: bool
) -> None:
    lab = Facility(name=Trilingual(en="Lab"), zone=TOKYO)
    tool = Instrument(facility_id=lab.id, name=Trilingual(en="Refrigerator"))
    request = AccessRequest(title=Trilingual(en="Request"), facility_id=lab.id)
    slot = Slot(
        access_id=request.id, instrument_id=tool.id, start=at(2, 22), end=at(3, 2), status=status
    )
    with office.writing("create") as session:
        session.add_all([lab, tool, request, slot])
    found = between(office, 3, 3)["Refrigerator"]
    assert (found.kind, found.id, found.place.en, found.facility_id) == (
        "slot",
        slot.id,
        "Lab",
        lab.id,
    )
    assert (found.cancelled, found.tentative, found.status) == (cancelled, tentative, status)


def test_the_names_of_all_whom_spans_name(office: OfficeFile) -> None:
    ann, home = Person(given="Ann"), Organisation(name=Trilingual(en="Home"))
    lab = Facility(name=Trilingual(en="Lab"))
    with office.writing("create") as session:
        session.add_all([ann, home, lab])
    with office.reading() as session:
        found = spans.names(session)
    assert found.people[ann.id].given == "Ann"
    assert found.organisations == {home.id: Trilingual(en="Home")}
    assert found.facilities == {lab.id: Trilingual(en="Lab")}

"""The plans of an office as the rules see them, and what changed in them since."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from desktop.domain import (
    Acceptance,
    AccessInstrument,
    AccessMember,
    AccessRequest,
    Closure,
    CountryClosure,
    Delegation,
    Exchange,
    Facility,
    Gate,
    Group,
    GroupMember,
    Instrument,
    Item,
    ItemGroup,
    ItemPerson,
    Member,
    Moment,
    Organisation,
    Permit,
    Person,
    Place,
    RuleSetting,
    Slot,
    StageMove,
    Task,
    TravelTime,
    Trilingual,
)
from desktop.domain.codes import Involvement, Rule, Severity
from desktop.domain.plan import (
    SLOT,
    STAY,
    AcceptedFact,
    AskedInstrument,
    Attendance,
    Booking,
    ClosureFact,
    GateFact,
    InstrumentFact,
    PermitFact,
    Plan,
    Presence,
    TravelFact,
    minute_of,
)
from desktop.store import records
from desktop.store.bookings import read_bookings
from desktop.store.office import OfficeFile
from desktop.store.plan import Changes, changed_since, kinds_since, last_change, read_plan
from desktop.store.plan_records import read_records
from tests.store.kit import DAY, watched

TOKYO = "Asia/Tokyo"
TODAY = date(2027, 1, 15)
NINE, TEN = Moment(DAY, time(9), TOKYO), Moment(DAY, time(10), TOKYO)
AT_NINE = minute_of(datetime(2027, 4, 19, 0, 0, tzinfo=UTC))


class Some:
    """What the tests put into an office."""

    def __init__(self) -> None:
        self.host = Organisation(
            name=Trilingual(en="Host"), country="JP", zone=TOKYO, city=Trilingual(en="Wako")
        )
        self.house = Place(name=Trilingual(en="House"), organisation_id=self.host.id)
        self.ida, self.bo, self.mai = (
            Person(given=name, organisation_id=self.host.id) for name in ("Ida", "Bo", "Mai")
        )
        self.visit = Delegation(reference="DEL-2027-001", start=DAY, end=DAY)
        self.group = Group(delegation_id=self.visit.id, code="A")
        self.item = Item(
            delegation_id=self.visit.id,
            title=Trilingual("会議", "Møde", "Meeting"),
            start=NINE,
            end=TEN,
            place_id=self.house.id,
        )
        self.all = [self.host, self.house, self.ida, self.bo, self.mai]
        self.all += [self.visit, self.group, self.item, *self.members()]

    def members(self) -> Iterator[Any]:
        """Ida and Bo travel with their interpreter; Bo is in the group."""
        for position, (person, function) in enumerate(
            ((self.bo, "member"), (self.ida, "head"), (self.mai, "interpreter"))
        ):
            yield Member(
                delegation_id=self.visit.id,
                person_id=person.id,
                function=function,
                position=position,
                arrives=NINE if person is self.bo else Moment(),
            )
        yield GroupMember(group_id=self.group.id, person_id=self.bo.id)


@pytest.fixture
def some(office: OfficeFile) -> Some:
    made = Some()
    add(office, *made.all)
    return made


def add(office: OfficeFile, *entities: Any) -> None:
    with office.writing("add") as session:
        session.add_all(entities)


def the_plan(office: OfficeFile) -> Plan:
    with office.reading() as session:
        return read_plan(session, TODAY)


def booking(office: OfficeFile, entity: Any) -> Booking:
    return the_plan(office).bookings[entity.id]


def test_an_item_is_a_booking(office: OfficeFile, some: Some) -> None:
    found = booking(office, some.item)
    assert (found.record_kind, found.record_id) == ("delegation", some.visit.id)
    assert (found.start, found.end) == (NINE, TEN)
    assert (found.start_minute, found.end_minute) == (AT_NINE, AT_NINE + 60)
    assert (found.place_id, found.title.da) == (some.house.id, "Møde")
    assert found.counts


def test_only_exact_times_have_minutes(office: OfficeFile, some: Some) -> None:
    loose = Item(delegation_id=some.visit.id, start=Moment(DAY, None, TOKYO, part="morning"))
    add(office, loose)
    found = booking(office, loose)
    assert (found.start, found.start_minute, found.end_minute) == (loose.start, None, None)


def test_everyone_is_all_members_in_their_order(office: OfficeFile, some: Some) -> None:
    assert booking(office, some.item).people == (
        Attendance(some.bo.id),
        Attendance(some.ida.id),
        Attendance(some.mai.id, Involvement.INTERPRETER),
    )


def test_groups_and_names_are_resolved_and_a_name_says_more(office: OfficeFile, some: Some) -> None:
    item = Item(delegation_id=some.visit.id, everyone=False, start=NINE)
    late = ItemPerson(item_id=item.id, person_id=some.bo.id, joins=TEN, position=1)
    host = ItemPerson(item_id=item.id, person_id=some.ida.id, involvement="host", position=0)
    add(office, item, late, host, ItemGroup(item_id=item.id, group_id=some.group.id))
    found = booking(office, item)
    assert found.group_ids == (some.group.id,)
    assert found.people == (
        Attendance(some.ida.id, "host"),
        Attendance(some.bo.id, joins=AT_NINE + 60),
    )
    assert all(one.named for one in found.people)


def test_who_is_in_it_with_everyone_or_a_group_is_not_named(office: OfficeFile, some: Some) -> None:
    item = Item(delegation_id=some.visit.id, everyone=False, start=NINE)
    interpreter = GroupMember(group_id=some.group.id, person_id=some.mai.id)
    add(office, item, ItemGroup(item_id=item.id, group_id=some.group.id), interpreter)
    of_group = booking(office, item).people
    assert {(one.person_id, one.involvement) for one in of_group} == {
        (some.bo.id, Involvement.PARTICIPANT),
        (some.mai.id, Involvement.INTERPRETER),
    }
    assert not any(one.named for one in (*of_group, *booking(office, some.item).people))


def test_who_answers_the_telephone_still_takes_part(office: OfficeFile, some: Some) -> None:
    add(office, ItemPerson(item_id=some.item.id, person_id=some.bo.id, involvement="contact"))
    people = [(one.person_id, one.involvement) for one in booking(office, some.item).people]
    assert (some.bo.id, "participant") in people
    assert (some.bo.id, "contact") in people


def test_items_called_off_or_one_of_several_do_not_count(office: OfficeFile, some: Some) -> None:
    off = Item(delegation_id=some.visit.id, status="cancelled")
    choice = Item(delegation_id=some.visit.id, alternative=True, pinned=True)
    add(office, off, choice)
    bookings = the_plan(office).bookings
    assert not bookings[off.id].counts
    assert not bookings[choice.id].counts
    assert bookings[choice.id].pinned


def test_a_stay_is_a_booking_of_its_guest_with_items_of_its_own(
    office: OfficeFile, some: Some
) -> None:
    stay = Exchange(
        reference="EXC-2027-001",
        title=Trilingual(en="Stay"),
        person_id=some.ida.id,
        host_organisation_id=some.host.id,
        accommodation_id=some.house.id,
        start=DAY,
        end=date(2027, 6, 1),
    )
    item = Item(exchange_id=stay.id, start=NINE)
    add(office, stay, item)
    plan = the_plan(office)
    whole = plan.bookings[stay.id]
    assert (whole.sort, whole.start.date, whole.end.date) == (STAY, DAY, date(2027, 6, 1))
    assert (whole.start_minute, whole.people) == (None, (Attendance(some.ida.id),))
    assert plan.bookings[item.id].people == (Attendance(some.ida.id),)
    assert plan.bookings[item.id].record_kind == "exchange"
    assert plan.records["exchange", stay.id].hotel_id == some.house.id


def test_a_slot_is_a_booking_of_the_team_where_the_instrument_is(
    office: OfficeFile, some: Some
) -> None:
    lab = Facility(organisation_id=some.host.id, place_id=some.house.id, opening_hours="Mo off")
    laser = Instrument(facility_id=lab.id, name=Trilingual(en="Laser"))
    request = AccessRequest(
        reference="ACC-2027-001", facility_id=lab.id, investigator_id=some.ida.id
    )
    slots = [
        Slot(access_id=request.id, instrument_id=laser.id, start=NINE, end=TEN, status=status)
        for status in ("confirmed", "requested", "reserve", "cancelled_by_user")
    ]
    team = AccessMember(access_id=request.id, person_id=some.bo.id)
    asked = AccessInstrument(access_id=request.id, instrument_id=laser.id)
    add(office, lab, laser, request, team, asked, *slots)
    plan = the_plan(office)
    found = [plan.bookings[slot.id] for slot in slots]
    assert {(one.sort, one.instrument_id, one.place_id) for one in found} == {
        (SLOT, laser.id, some.house.id)
    }
    assert [one.status for one in found[:2]] == ["confirmed", "tentative"]
    assert [one.counts for one in found] == [True, True, False, False]
    assert found[0].people == (Attendance(some.ida.id), Attendance(some.bo.id))
    assert (found[0].title.en, found[0].start_minute) == ("Laser", AT_NINE)
    assert plan.instruments[laser.id] == InstrumentFact(
        laser.id, Trilingual(en="Laser"), TOKYO, "JP", "Mo off", lab.id
    )
    with office.writing("edit") as session:
        records.update(session, AccessRequest, request.id, mode="remote")
    assert booking(office, slots[0]).people == ()


def test_a_record_tells_its_days_members_and_whether_it_is_called_off(
    office: OfficeFile, some: Some
) -> None:
    with office.writing("edit") as session:
        records.update(session, Delegation, some.visit.id, status="cancelled")
    record = the_plan(office).records["delegation", some.visit.id]
    assert record.cancelled
    assert (record.start, record.end, record.visit_zone) == (DAY, DAY, TOKYO)
    assert record.members[0] == Presence(some.bo.id, arrives=AT_NINE)
    assert record.members[1:] == (Presence(some.ida.id), Presence(some.mai.id, interprets=True))


def test_places_and_people_have_what_their_organisation_has(office: OfficeFile, some: Some) -> None:
    room = Place(within_id=some.house.id, organisation_id=some.host.id, kind="room", capacity=8)
    with office.writing("edit") as session:
        session.add(room)
        records.update(session, Person, some.ida.id, languages="da, en", passport_expiry=DAY)
    plan = the_plan(office)
    house, inner = plan.places[some.house.id], plan.places[room.id]
    assert (house.country, house.zone, house.city.en) == ("JP", TOKYO, "Wako")
    assert (inner.within_id, inner.zone, inner.capacity) == (some.house.id, "", 8)
    ida = plan.people[some.ida.id]
    assert (ida.languages, ida.passport_expiry, ida.zone) == (("da", "en"), DAY, TOKYO)


def test_closures_ways_settings_and_what_was_accepted(office: OfficeFile, some: Some) -> None:
    other = Place(name=Trilingual(en="Other"))
    closed = Closure(person_id=some.ida.id, first=DAY, from_time=time(9), to_time=time(12))
    obon = CountryClosure(country="JP", first=DAY, last=date(2027, 4, 20))
    undated = Closure(place_id=other.id)
    add(
        office,
        *(other, closed, obon, undated),
        TravelTime(from_place_id=other.id, to_place_id=some.house.id, minutes=25, one_way=True),
        RuleSetting(rule="no_meal", severity="off"),
        RuleSetting(rule="of a later version", severity="off"),
        Acceptance(delegation_id=some.visit.id, subject="s", state="1", reason="so it is"),
    )
    plan = the_plan(office)
    assert set(plan.closures) == {
        ClosureFact(closed.id, some.ida.id, DAY, DAY, time(9), time(12)),
        ClosureFact(obon.id, "JP", DAY, date(2027, 4, 20)),
    }
    assert plan.travel == (TravelFact(other.id, some.house.id, 25, one_way=True),)
    assert plan.severities == {Rule.NO_MEAL: Severity.OFF}
    assert plan.accepted == {"s": AcceptedFact("s", "1", "so it is")}
    assert plan.today == TODAY


def test_the_bookings_of_some_records(office: OfficeFile, some: Some) -> None:
    stay = Exchange(reference="EXC-2027-001", person_id=some.ida.id)
    other = Delegation(reference="DEL-2027-002")
    apart = Item(delegation_id=other.id)
    add(office, stay, other, apart, ItemPerson(item_id=apart.id, person_id=some.ida.id))
    with office.reading() as session:
        visit = read_bookings(session, [("delegation", some.visit.id)])
        both = read_bookings(session, [("delegation", other.id), ("exchange", stay.id)])
        everything = read_bookings(session)
        nothing = read_bookings(session, [])
    assert visit == {some.item.id: everything[some.item.id]}
    assert both == {key: everything[key] for key in (apart.id, stay.id)}
    assert nothing == {}


def test_a_plan_takes_few_queries_however_much_there_is(office: OfficeFile, some: Some) -> None:
    add(office, *(Item(delegation_id=some.visit.id, start=NINE) for _ in range(50)))
    with watched(office) as sent:
        the_plan(office)
    assert len(sent) <= 30


def since(office: OfficeFile, *made: Any, **fields: Any) -> Changes:
    """What changed by adding entities, or by setting fields of one."""
    with office.reading() as session:
        seq = last_change(session)
    with office.writing("edit") as session:
        if fields:
            records.update(session, type(made[0]), made[0].id, **fields)
        else:
            session.add_all(made)
    return told(office, seq)


def told(office: OfficeFile, seq: int) -> Changes:
    with office.reading() as session:
        return changed_since(session, seq)


def test_a_change_of_an_item_touches_that_item_alone(office: OfficeFile, some: Some) -> None:
    alone = Changes(items=frozenset({some.item.id}))
    assert since(office, some.item, start=TEN) == alone
    named = ItemPerson(item_id=some.item.id, person_id=some.ida.id)
    assert since(office, named) == alone


def test_a_change_of_a_group_touches_the_bookings_of_its_record(
    office: OfficeFile, some: Some
) -> None:
    visit = ("delegation", some.visit.id)
    link = GroupMember(group_id=some.group.id, person_id=some.ida.id)
    assert since(office, link) == Changes(frozenset({visit}))


def test_a_change_of_a_record_touches_it_and_what_hangs_on_it(
    office: OfficeFile, some: Some
) -> None:
    visit = frozenset({("delegation", some.visit.id)})
    assert since(office, some.visit, start=None) == Changes(about=visit)
    eva = Person(given="Eva")
    add(office, eva)
    member = Member(delegation_id=some.visit.id, person_id=eva.id)
    assert since(office, member) == Changes(visit, about=visit)
    stay = Exchange(reference="EXC-2027-001")
    away = frozenset({("exchange", stay.id)})
    assert since(office, stay) == Changes(away, about=away)


def test_a_change_of_a_place_has_all_read_anew(office: OfficeFile, some: Some) -> None:
    assert since(office, some.house, capacity=3) == Changes(facts=True)
    assert since(office, RuleSetting(rule="no_meal")) == Changes(facts=True)


def test_tasks_gates_and_permits_touch_their_record_and_no_booking(
    office: OfficeFile, some: Some
) -> None:
    stay = Exchange(reference="EXC-2027-001")
    request = AccessRequest(reference="ACC-2027-001")
    add(office, stay, request)
    made = since(
        office,
        Task(delegation_id=some.visit.id),
        *(Gate(exchange_id=stay.id), Permit(exchange_id=stay.id)),
        StageMove(access_id=request.id, on=DAY, to_stage="submitted"),
    )
    keys = {("delegation", some.visit.id), ("exchange", stay.id), ("access_request", request.id)}
    assert made == Changes(about=frozenset(keys))
    assert made
    assert not Changes()


def test_all_that_rules_ask_of_a_record_is_told(office: OfficeFile, some: Some) -> None:
    stay = Exchange(
        reference="EXC-2027-001",
        person_id=some.ida.id,
        host_person_id=some.bo.id,
        host_organisation_id=some.host.id,
        paid_by="host",
        start=DAY,
        end=date(2027, 6, 1),
    )
    gate = Gate(exchange_id=stay.id, kind="safety", state="cleared", expires=DAY, remind=TODAY)
    permit = Permit(exchange_id=stay.id, kind="visa", issued=TODAY, valid_until=DAY)
    tasks = [
        Task(exchange_id=stay.id, code=code, position=position, offset_days=-7, anchor="start")
        for position, code in enumerate(("first", "second"))
    ]
    add(office, stay, gate, permit, *tasks)
    found = the_plan(office).records["exchange", stay.id]
    assert (found.person_id, found.host_person_id) == (some.ida.id, some.bo.id)
    assert (found.host_organisation_id, found.paid_by) == (some.host.id, "host")
    assert found.gates == (GateFact(gate.id, "safety", "cleared", None, DAY, TODAY),)
    assert found.permits == (PermitFact(permit.id, "visa", TODAY, None, DAY),)
    assert [(one.code, one.offset_days, one.anchor) for one in found.tasks] == [
        ("first", -7, "start"),
        ("second", -7, "start"),
    ]


def test_a_request_tells_its_facility_its_instruments_and_since_when(
    office: OfficeFile, some: Some
) -> None:
    lab = Facility(organisation_id=some.host.id, zone=TOKYO)
    laser = Instrument(facility_id=lab.id)
    request = AccessRequest(
        reference="ACC-2027-001",
        facility_id=lab.id,
        investigator_id=some.ida.id,
        requester_organisation_id=some.host.id,
        mode="remote",
        report_due=DAY,
    )
    asked = AccessInstrument(
        access_id=request.id, instrument_id=laser.id, answer="refused", allocated_minutes=90
    )
    moves = [
        StageMove(access_id=request.id, on=day, to_stage=stage, position=position)
        for position, (day, stage) in enumerate(((TODAY, "submitted"), (DAY, "review")))
    ]
    closed = Closure(facility_id=lab.id, first=DAY, kind="maintenance")
    add(office, lab, laser, request, asked, *moves, closed)
    plan = the_plan(office)
    found = plan.records["access_request", request.id]
    assert (found.facility_id, found.visit_zone, found.mode) == (lab.id, TOKYO, "remote")
    assert (found.person_id, found.host_organisation_id) == (some.ida.id, some.host.id)
    assert (found.report_due, found.since) == (DAY, DAY)
    assert found.instruments == (AskedInstrument(laser.id, "refused", 90),)
    assert plan.closures == (ClosureFact(closed.id, lab.id, DAY, DAY, kind="maintenance"),)


def test_some_records_are_what_they_are_among_all(office: OfficeFile, some: Some) -> None:
    stay = Exchange(reference="EXC-2027-001", person_id=some.ida.id)
    gone = ("exchange", Exchange().id)
    add(office, stay, Gate(exchange_id=stay.id), Task(delegation_id=some.visit.id))
    key, visit = ("exchange", stay.id), ("delegation", some.visit.id)
    with office.reading() as session:
        everything = read_records(session)
        assert read_records(session, [key, gone]) == {key: everything[key]}
        assert read_records(session, [visit]) == {visit: everything[visit]}
        assert read_records(session, []) == {}


def test_some_items_are_what_they_are_among_all(office: OfficeFile, some: Some) -> None:
    other = Item(delegation_id=some.visit.id, everyone=False, start=NINE)
    add(office, other, ItemGroup(item_id=other.id, group_id=some.group.id))
    with office.reading() as session:
        everything = read_bookings(session)
        for item in (some.item, other):
            assert read_bookings(session, (), [item.id]) == {item.id: everything[item.id]}
        assert read_bookings(session, (), ["gone"]) == {}


def test_the_office_tells_on_which_clock_it_is(office: OfficeFile) -> None:
    with office.reading() as session:
        assert read_plan(session, TODAY, TOKYO).office_zone == TOKYO


def test_undoing_is_a_change_too(office: OfficeFile, some: Some) -> None:
    with office.reading() as session:
        seq = last_change(session)
    assert told(office, seq) == Changes()
    since(office, some.item, start=TEN)
    office.undo()
    assert told(office, seq).items == {some.item.id}
    assert booking(office, some.item).start == NINE


def test_the_kinds_that_changed_do_not_name_the_record_they_are_in(
    office: OfficeFile, some: Some
) -> None:
    with office.reading() as session:
        seq = last_change(session)
        assert kinds_since(session, seq) == frozenset()
    since(office, some.item, start=TEN)
    with office.reading() as session:
        assert kinds_since(session, seq) == {"item"}


def test_a_new_file_has_no_changes(office: OfficeFile) -> None:
    with office.reading() as session:
        assert last_change(session) == 0
        assert read_plan(session, TODAY) == Plan(TODAY)

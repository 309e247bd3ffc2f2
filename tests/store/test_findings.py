"""Findings are accepted, weighed and settled as actions that can be taken back."""

from datetime import UTC, date, datetime, time

import pytest

from desktop.domain import (
    Acceptance,
    Delegation,
    Group,
    GroupMember,
    Item,
    ItemGroup,
    ItemPerson,
    Member,
    Moment,
    Person,
    Slot,
)
from desktop.domain.codes import Involvement, ItemStatus, Rule, Severity
from desktop.domain.finding import Finding, Fix
from desktop.errors import Problem
from desktop.store import findings, records
from desktop.store.office import OfficeFile
from tests.store.conftest import Clock

TODAY = date(2026, 11, 23)


def at(hour: int, minute: int = 0) -> Moment:
    return Moment(date(2027, 4, 19), time(hour, minute), "Asia/Tokyo")


def _found(record: str, *bookings: str, state: str = "1", people: tuple[str, ...] = ()) -> Finding:
    return Finding(
        Rule.PERSON_TWICE,
        Severity.BLOCK,
        bookings=bookings,
        people=people,
        records=(("delegation", record),),
        state=state,
    )


@pytest.fixture
def visit(office: OfficeFile) -> dict[str, str]:
    """A delegation of three, two of them group A, with one item for all of them."""
    trip = Delegation(start=date(2027, 4, 17), end=date(2027, 4, 24))
    people = [Person(family=name) for name in ("Aa", "Bb", "Cc")]
    group = Group(delegation_id=trip.id, code="A")
    item = Item(delegation_id=trip.id, start=at(10), end=at(11))
    with office.writing("create") as session:
        session.add_all([trip, *people, group, item])
        for person in people:
            session.add(Member(delegation_id=trip.id, person_id=person.id))
        for person in people[:2]:
            session.add(GroupMember(group_id=group.id, person_id=person.id))
    names = dict(zip("abc", (person.id for person in people), strict=True))
    return {"trip": trip.id, "group": group.id, "item": item.id, **names}


def test_an_acceptance_belongs_to_the_record_and_says_who_and_why(
    office: OfficeFile, visit: dict[str, str]
) -> None:
    found = _found(visit["trip"], visit["item"])
    with office.writing("finding.accept") as session:
        findings.accept(session, found, "  They join by video\n", "Ida", TODAY)
    with office.reading() as session:
        kept = findings.acceptances(session)[found.key]
    assert (kept.delegation_id, kept.exchange_id, kept.access_id) == (visit["trip"], None, None)
    assert (kept.rule, kept.subject, kept.state) == ("person_twice", found.key, "1")
    assert (kept.reason, kept.accepted_by, kept.accepted_on) == ("They join by video", "Ida", TODAY)
    office.undo()
    with office.reading() as session:
        assert findings.acceptances(session) == {}


def test_accepting_again_renews_and_withdrawing_ends_it(
    office: OfficeFile, visit: dict[str, str]
) -> None:
    first = _found(visit["trip"], visit["item"])
    again = _found(visit["trip"], visit["item"], state="2")
    with office.writing("finding.accept") as session:
        findings.accept(session, first, "so", "Ida", TODAY)
    with office.writing("finding.accept") as session:
        findings.accept(session, again, "still so", "Bo", TODAY)
    with office.reading() as session:
        (kept,) = findings.acceptances(session).values()
    assert (kept.state, kept.reason, kept.accepted_by) == ("2", "still so", "Bo")
    with office.writing("finding.withdraw") as session:
        assert findings.withdraw(session, first.key) == 1
        assert findings.withdraw(session, "nothing") == 0
    with office.reading() as session:
        assert findings.acceptances(session) == {}


def test_what_concerns_no_record_can_be_accepted_too(office: OfficeFile) -> None:
    with office.writing("finding.accept") as session:
        findings.accept(session, Finding(Rule.WEEKEND, Severity.HINT), "", "", TODAY)
    with office.reading() as session:
        assert list(findings.acceptances(session)) == ["weekend|||"]


def test_an_acceptance_goes_with_its_record(office: OfficeFile, visit: dict[str, str]) -> None:
    with office.writing("finding.accept") as session:
        findings.accept(session, _found(visit["trip"], visit["item"]), "so", "Ida", TODAY)
    with office.writing("delete") as session:
        records.delete(session, records.get(session, Delegation, visit["trip"]))
    with office.reading() as session:
        assert session.query(Acceptance).count() == 0


def test_a_rule_is_weighed_anew_and_back_again(office: OfficeFile) -> None:
    for severity in (Severity.OFF, Severity.BLOCK):
        with office.writing("rule.weight") as session:
            findings.set_severity(session, Rule.NO_MEAL, severity)
        with office.reading() as session:
            assert findings.severities(session) == {Rule.NO_MEAL: severity}
    with office.writing("rule.weight") as session:
        findings.set_severity(session, Rule.NO_MEAL, None)
    with office.reading() as session:
        assert findings.severities(session) == {}
    office.undo()
    with office.reading() as session:
        assert findings.severities(session) == {Rule.NO_MEAL: Severity.BLOCK}


def test_since_when_is_the_last_change_that_matters(
    office: OfficeFile, visit: dict[str, str], ticking: Clock
) -> None:
    found = _found(visit["trip"], visit["item"])
    other = Finding(Rule.PASSPORT_EXPIRY, Severity.HINT, people=(visit["c"],))
    ticking.now = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    with office.writing("edit") as session:
        records.update(session, Item, visit["item"], start=at(9))
    ticking.now = datetime(2026, 12, 2, 9, 0, tzinfo=UTC)
    with office.writing("edit") as session:
        records.update(session, Item, visit["item"], internal_note="ring them", gift="a book")
    with office.reading() as session:
        times = findings.since(session, [found, other])
    assert times[found.key].date() == date(2026, 12, 1)
    assert times[other.key].date() == TODAY
    ticking.now = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
    with office.writing("edit") as session:
        session.add(ItemPerson(item_id=visit["item"], person_id=visit["c"]))
    with office.reading() as session:
        assert findings.since(session, [found])[found.key].date() == date(2026, 12, 3)
        assert findings.since(session, [_found(visit["trip"])]) == {}


def test_settling_moves_an_item_with_those_who_come_late(
    office: OfficeFile, visit: dict[str, str]
) -> None:
    late = ItemPerson(item_id=visit["item"], person_id=visit["a"], joins=at(10, 30))
    with office.writing("create") as session:
        session.add(late)
    fix = Fix("move", visit["item"], start=at(14, 15), end=at(15, 15))
    with office.writing("finding.settle") as session:
        findings.settle(session, fix)
    with office.reading() as session:
        item = records.get(session, Item, visit["item"])
        assert (item.start, item.end) == (at(14, 15), at(15, 15))
        assert records.get(session, ItemPerson, late.id).joins == at(14, 45)


def test_settling_confirms(office: OfficeFile, visit: dict[str, str]) -> None:
    with office.writing("finding.settle") as session:
        findings.settle(session, Fix("confirm", visit["item"]))
    with office.reading() as session:
        assert records.get(session, Item, visit["item"]).status == ItemStatus.CONFIRMED


def test_settling_moves_and_confirms_a_slot(office: OfficeFile) -> None:
    from tests.store.kit import one_of_each

    entities = one_of_each()
    slot = next(one for one in entities if isinstance(one, Slot))
    with office.writing("create") as session:
        session.add_all(entities)
    with office.writing("finding.settle") as session:
        findings.settle(session, Fix("move", slot.id, start=at(9), end=at(12)))
        findings.settle(session, Fix("confirm", slot.id))
    with office.reading() as session:
        kept = records.get(session, Slot, slot.id)
        assert (kept.start, kept.end, kept.status) == (at(9), at(12), "confirmed")


def test_settling_what_is_gone_is_a_problem(office: OfficeFile) -> None:
    with office.writing("finding.settle") as session, pytest.raises(Problem) as problem:
        findings.settle(session, Fix("confirm", "00000000-0000-0000-0000-000000000000"))
    assert problem.value.code == "record_gone"


def _who(office: OfficeFile, item_id: str) -> tuple[bool, list[str], list[str]]:
    with office.reading() as session:
        item = records.get(session, Item, item_id)
        groups = records.parts(session, ItemGroup, "item", item_id)
        people = records.parts(session, ItemPerson, "item", item_id)
        return (
            item.everyone,
            [link.group_id for link in groups],
            [link.person_id for link in people],
        )


def test_one_of_everyone_is_taken_out(office: OfficeFile, visit: dict[str, str]) -> None:
    with office.writing("finding.settle") as session:
        findings.settle(session, Fix("take_out", visit["item"], visit["b"]))
    everyone, groups, people = _who(office, visit["item"])
    assert (everyone, groups, set(people)) == (False, [], {visit["a"], visit["c"]})


def test_one_of_a_group_is_taken_out_and_the_others_stay(
    office: OfficeFile, visit: dict[str, str]
) -> None:
    with office.writing("edit") as session:
        records.update(session, Item, visit["item"], everyone=False)
        session.add(ItemGroup(item_id=visit["item"], group_id=visit["group"]))
    with office.writing("finding.settle") as session:
        findings.settle(session, Fix("take_out", visit["item"], visit["a"]))
    assert _who(office, visit["item"]) == (False, [], [visit["b"]])


def test_an_interpreter_is_taken_out_and_everyone_stays(
    office: OfficeFile, visit: dict[str, str]
) -> None:
    guide = Person(family="Tolk")
    with office.writing("edit") as session:
        session.add(guide)
        session.add(
            ItemPerson(
                item_id=visit["item"], person_id=guide.id, involvement=Involvement.INTERPRETER
            )
        )
        session.add(ItemGroup(item_id=visit["item"], group_id=visit["group"]))
    with office.writing("finding.settle") as session:
        findings.settle(session, Fix("take_out", visit["item"], guide.id))
    assert _who(office, visit["item"]) == (True, [visit["group"]], [])

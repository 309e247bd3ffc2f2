from datetime import date

import pytest

from desktop.domain import AccessRequest, Delegation, Exchange
from desktop.store import access, delegations, exchanges, records
from desktop.store.office import OfficeFile
from desktop.store.references import find_record, next_reference
from tests.store.kit import DAY


def make(office: OfficeFile, day: date = DAY) -> Delegation:
    with office.writing("create") as session:
        return delegations.create(session, day)


def following(office: OfficeFile, cls: type, year: int = 2027) -> str:
    with office.reading() as session:
        return next_reference(session, cls, year)


def test_kinds_and_years_count_for_themselves(office: OfficeFile) -> None:
    assert [make(office).reference for _ in range(2)] == ["DEL-2027-001", "DEL-2027-002"]
    assert make(office, date(2028, 1, 1)).reference == "DEL-2028-001"
    with office.writing("create") as session:
        assert exchanges.create(session, DAY).reference == "EXC-2027-001"
        assert access.create(session, DAY).reference == "ACC-2027-001"
    assert following(office, Delegation) == "DEL-2027-003"
    assert following(office, Exchange, 2028) == "EXC-2028-001"


def test_several_in_one_unit_differ(office: OfficeFile) -> None:
    with office.writing("create") as session:
        made = [delegations.create(session, DAY).reference for _ in range(3)]
    assert made == ["DEL-2027-001", "DEL-2027-002", "DEL-2027-003"]


def test_a_deleted_number_is_not_used_again(office: OfficeFile) -> None:
    made = [make(office) for _ in range(3)]
    with office.writing("delete") as session:
        for one in (made[0], made[2]):
            records.delete(session, session.get_one(Delegation, one.id))
    assert following(office, Delegation) == "DEL-2027-004"
    office.undo()
    assert following(office, Delegation) == "DEL-2027-004"


def test_an_undone_number_is_not_used_again(office: OfficeFile) -> None:
    make(office)
    office.undo()
    assert following(office, Delegation) == "DEL-2027-002"


def test_a_number_that_was_given_by_hand_counts(office: OfficeFile) -> None:
    one = make(office)
    for reference in ("DEL-2027-017", "our own number"):
        with office.writing("rename") as session:
            records.update(session, Delegation, one.id, reference=reference)
    assert following(office, Delegation) == "DEL-2027-018"


def test_a_number_that_only_a_text_names_does_not_count(office: OfficeFile) -> None:
    with office.writing("create") as session:
        delegations.create(session, DAY, note="follows DEL-2027-500", budget_holder="DEL-2027-900")
    assert following(office, Delegation) == "DEL-2027-002"


def test_there_is_room_for_more_than_999(office: OfficeFile) -> None:
    with office.writing("create") as session:
        session.add(Delegation(reference="DEL-2027-999"))
    assert make(office).reference == "DEL-2027-1000"
    assert make(office).reference == "DEL-2027-1001"


@pytest.mark.parametrize("typed", ["DEL-2027-001", "del-2027-001", "  Del-2027-001 "])
def test_a_record_is_found_by_its_reference(office: OfficeFile, typed: str) -> None:
    made = make(office)
    with office.reading() as session:
        found = find_record(session, typed)
        assert found is not None
        assert found.id == made.id


@pytest.mark.parametrize(
    "typed",
    ["", "DEL-2027-002", "EXC-2027-001", "DEL-2027-1", "DEL-2027-001x", "%", "DEL-____-001"],
)
def test_what_is_no_reference_finds_nothing(office: OfficeFile, typed: str) -> None:
    make(office)
    with office.reading() as session:
        assert find_record(session, typed) is None


def test_each_kind_is_found(office: OfficeFile) -> None:
    with office.writing("create") as session:
        delegations.create(session, DAY)
        exchanges.create(session, DAY)
        access.create(session, DAY)
    with office.reading() as session:
        kinds = [type(find_record(session, f"{code}-2027-001")) for code in ("DEL", "EXC", "ACC")]
    assert kinds == [Delegation, Exchange, AccessRequest]

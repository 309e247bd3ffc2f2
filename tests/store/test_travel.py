"""Ways between places are entered once for both directions, and those still wanted are told."""

import pytest

from desktop.domain import Delegation, Exchange, Item, Place, Trilingual
from desktop.store import records, travel
from desktop.store.office import OfficeFile


@pytest.fixture
def places(office: OfficeFile) -> dict[str, str]:
    """Four places: hall and lab share a visit, hall and inn a stay, the port stands alone."""
    made = {name: Place(name=Trilingual(en=name)) for name in ("hall", "lab", "inn", "port")}
    trip, stay = Delegation(reference="DEL-2027-001"), Exchange()
    apart = Delegation(reference="DEL-2027-002")
    with office.writing("create") as session:
        session.add_all([*made.values(), trip, stay, apart])
        session.add_all(
            [
                Item(delegation_id=trip.id, place_id=made["hall"].id),
                Item(delegation_id=trip.id, end_place_id=made["lab"].id),
                Item(exchange_id=stay.id, place_id=made["hall"].id, end_place_id=made["inn"].id),
                Item(delegation_id=apart.id, place_id=made["port"].id),
            ]
        )
    return {name: place.id for name, place in made.items()}


def _ways(office: OfficeFile, place_id: str = "") -> list[tuple[str, str, int | None, bool]]:
    with office.reading() as session:
        found = travel.ways(session, place_id)
    return [(way.from_name.en, way.to_name.en, way.minutes, way.one_way) for way in found]


def test_a_way_is_read_from_both_its_ends(office: OfficeFile, places: dict[str, str]) -> None:
    with office.writing("create") as session:
        travel.enter(session, places["hall"], places["lab"], minutes=25, means="bus")
    assert _ways(office) == [("hall", "lab", 25, False)]
    assert _ways(office, places["lab"]) == _ways(office, places["hall"]) == _ways(office)
    assert _ways(office, places["inn"]) == []


def test_the_same_way_is_entered_once(office: OfficeFile, places: dict[str, str]) -> None:
    with office.writing("create") as session:
        travel.enter(session, places["hall"], places["lab"], minutes=25)
    with office.writing("create") as session:
        travel.enter(session, places["lab"], places["hall"], minutes=30)
    assert _ways(office) == [("hall", "lab", 30, False)]


def test_the_way_back_can_take_longer(office: OfficeFile, places: dict[str, str]) -> None:
    for start, end, minutes in (("hall", "lab", 25), ("lab", "hall", 40)):
        with office.writing("create") as session:
            travel.enter(session, places[start], places[end], minutes=minutes, one_way=True)
    assert sorted(_ways(office)) == [("hall", "lab", 25, True), ("lab", "hall", 40, True)]


def test_the_ways_that_programmes_want(office: OfficeFile, places: dict[str, str]) -> None:
    def wanted(name: str) -> set[str]:
        with office.reading() as session:
            found = travel.wanted_ways(session, places[name])
        assert all(way.minutes is None and way.from_name.en == name for way in found)
        return {way.to_name.en for way in found}

    assert wanted("hall") == {"lab", "inn"}
    assert wanted("port") == set()
    with office.writing("create") as session:
        travel.enter(session, places["lab"], places["hall"], minutes=25)
    assert wanted("hall") == {"inn"}
    with office.reading() as session:
        assert travel.wanted_ways(session, "00000000-0000-0000-0000-000000000000") == []


def test_a_way_goes_with_the_place_it_begins_at(office: OfficeFile, places: dict[str, str]) -> None:
    with office.writing("create") as session:
        gate = records.add(session, Place(name=Trilingual(en="gate")))
        session.flush()
        travel.enter(session, gate.id, places["hall"], minutes=90)
    with office.writing("delete") as session:
        records.delete(session, records.get(session, Place, gate.id))
    assert _ways(office) == []

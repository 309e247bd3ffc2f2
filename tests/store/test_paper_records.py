"""Records of a stretch of time, for papers of the whole office."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.domain import AccessRequest, Delegation, Exchange
from desktop.store.interchange import import_demo
from desktop.store.office import OfficeFile
from desktop.store.paper_records import planned_span, records_between


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[OfficeFile]:
    file = OfficeFile.create(tmp_path / "demo.kakehashi")
    import_demo(file)
    yield file
    file.close()


def test_all_that_touches_the_days_delegations_first(demo: OfficeFile) -> None:
    with demo.reading() as session:
        found = records_between(session, date(2027, 4, 1), date(2027, 4, 30))
        assert [one.reference for one in found] == ["DEL-2027-001"]
        autumn = records_between(session, date(2027, 10, 20), date(2027, 10, 20))
    assert [type(one) for one in autumn] == sorted(
        (type(one) for one in autumn), key=[Delegation, Exchange, AccessRequest].index
    )
    assert {"EXC-2027-001", "EXC-2027-003", "EXC-2027-004", "ACC-2027-002"} <= {
        one.reference for one in autumn
    }


def test_each_is_loaded_whole(demo: OfficeFile) -> None:
    with demo.reading() as session:
        (visit,) = records_between(session, date(2027, 4, 19), date(2027, 4, 19))
    assert isinstance(visit, Delegation)
    assert len(visit.items) == 44
    assert len(visit.members) == 12
    assert any(item.host_organisation is not None for item in visit.items)


def test_a_record_without_dates_of_its_own_is_found_by_its_slots(demo: OfficeFile) -> None:
    with demo.writing("edit") as session:
        request = session.query(AccessRequest).filter_by(reference="ACC-2027-002").one()
        request.start = request.end = None
    with demo.reading() as session:
        found = records_between(session, date(2027, 10, 20), date(2027, 10, 22))
    assert "ACC-2027-002" in {one.reference for one in found}


def test_the_days_for_which_anything_is_planned(demo: OfficeFile, tmp_path: Path) -> None:
    with demo.reading() as session:
        span = planned_span(session)
    assert span is not None
    assert span[0] <= date(2027, 1, 18)
    assert span[1] >= date(2028, 9, 30)
    empty = OfficeFile.create(tmp_path / "empty.kakehashi")
    with empty.reading() as session:
        assert planned_span(session) is None
    empty.close()

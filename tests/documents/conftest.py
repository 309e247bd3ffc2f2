"""The demo office, from which most papers of the tests are printed."""

from collections.abc import Iterator

import pytest

from desktop.domain import AccessRequest, Delegation, Exchange
from desktop.store import loading
from desktop.store.interchange import import_demo
from desktop.store.office import OfficeFile
from desktop.store.references import find_record


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeFile]:
    """An office file with the demo office."""
    file = OfficeFile.create(tmp_path_factory.mktemp("papers") / "demo.kakehashi")
    import_demo(file)
    yield file
    file.close()


@pytest.fixture(scope="session")
def visit(demo: OfficeFile) -> Delegation:
    """The demo delegation: 12 members, 44 items."""
    with demo.reading() as session:
        return loading.delegation(session, _id(demo, "DEL-2027-001"))


@pytest.fixture(scope="session")
def stays(demo: OfficeFile) -> list[Exchange]:
    """The six demo exchanges."""
    with demo.reading() as session:
        ids = [_id(demo, f"EXC-2027-00{number}") for number in range(1, 7)]
        return [loading.exchange(session, one) for one in ids]


@pytest.fixture(scope="session")
def requests(demo: OfficeFile) -> list[AccessRequest]:
    """The five demo access requests."""
    with demo.reading() as session:
        ids = [_id(demo, f"ACC-2027-00{number}") for number in range(1, 6)]
        return [loading.access_request(session, one) for one in ids]


def _id(office: OfficeFile, reference: str) -> str:
    with office.reading() as session:
        record = find_record(session, reference)
    assert record is not None
    return record.id

"""What the tests of the office file stand on: an office, and a clock that goes on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.domain import Delegation, Person
from desktop.store import delegations, records
from desktop.store.office import OfficeFile
from tests.store.kit import AUTHOR, DAY


class Clock:
    """A clock that goes on by a second at each look, and can be set."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def ticking() -> Clock:
    """The clock of `office`."""
    return Clock()


@pytest.fixture(scope="session")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a new office file."""
    path = tmp_path_factory.mktemp("empty") / "office.kakehashi"
    OfficeFile.create(path, AUTHOR).close()
    return path.read_bytes()


@pytest.fixture
def office(tmp_path: Path, ticking: Clock, empty_office: bytes) -> Iterator[OfficeFile]:
    """A new, empty, open office file."""
    path = tmp_path / "office.kakehashi"
    path.write_bytes(empty_office)
    made = OfficeFile.open(path, AUTHOR, ticking)
    yield made
    made.close()


@pytest.fixture
def trip(office: OfficeFile) -> Delegation:
    """A delegation of three persons: Ann, Bo and Cy (`people`)."""
    with office.writing("create") as session:
        made = delegations.create(session, DAY)
        for name in ("Ann", "Bo", "Cy"):
            person = records.add(session, Person(given=name))
            delegations.add_member(session, made.id, person.id)
    return made

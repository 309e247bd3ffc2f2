"""A cell that holds what it cannot hold is told as damage of the file, wherever it is read."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.domain import Delegation, Item, Person
from desktop.errors import Problem
from desktop.store import history
from desktop.store.driver import sqlite
from desktop.store.log import Unit
from desktop.store.office import OfficeFile
from tests.store.kit import AUTHOR, make

Reader = Callable[[OfficeFile], object]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed office file."""
    path = make(tmp_path_factory.mktemp("sound") / "office.kakehashi")
    with closing(OfficeFile.open(path, AUTHOR)) as office, office.writing("create") as session:
        session.add(Person(given="Prøve"))
    return path


def all_of(cls: type[object]) -> Reader:
    """A look at all of a class."""

    def look(office: OfficeFile) -> object:
        with office.reading() as session:
            return session.scalars(select(cls)).all()

    return look


def every_history(office: OfficeFile) -> None:
    """A look at the history of each trip."""
    with office.reading() as session:
        for trip in session.scalars(select(Delegation)):
            history.history(session, trip.id)


SPOILED: dict[str, tuple[str, Reader]] = {
    "a day that is none": ("UPDATE item SET start_date = '2026-13-45'", all_of(Item)),
    "a number for a day": ("UPDATE item SET start_date = 5", all_of(Item)),
    "bytes for a time": ("UPDATE item SET start_time = x'00ff'", all_of(Item)),
    "an instant that is none": ("UPDATE unit SET at = 'soon'", all_of(Unit)),
    "bytes for an identity": ("UPDATE unit SET id = x'07' WHERE seq = 1", all_of(Unit)),
    "text that is none": (
        "UPDATE person SET family = CAST(x'80ff' AS TEXT)",
        all_of(Person),
    ),
    "values of a label that are none": (
        "UPDATE unit SET label_values = '{'",
        lambda office: office.undo_label(),
    ),
    "values of a label that are a list": (
        "UPDATE unit SET label_values = '[]'",
        lambda office: office.undo(),
    ),
    "a change that is none": ("UPDATE change SET after = 'soon'", every_history),
}


@pytest.mark.parametrize("name", SPOILED)
def test_what_no_cell_can_hold_is_told_as_damage(sound: Path, tmp_path: Path, name: str) -> None:
    statement, look = SPOILED[name]
    path = Path(shutil.copyfile(sound, tmp_path / "office.kakehashi"))
    with closing(OfficeFile.open(path, AUTHOR)) as office:
        look(office)
    with closing(sqlite.connect(path)) as connection:
        assert connection.execute(statement).rowcount > 0
        connection.commit()
    with (
        closing(OfficeFile.open(path, AUTHOR, check=False)) as office,
        pytest.raises(Problem) as problem,
    ):
        look(office)
    assert problem.value.code == "file_damaged"
    assert problem.value.values["path"] == str(path)

"""The window while the disk is full: it says so, shows what is saved, and goes on afterwards."""

from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from desktop.domain import Person
from desktop.ui.desk import Desk


def add(session: Session) -> bool:
    session.add(Person(family="Demo", note="x" * 1_000_000))
    return True


def families(session: Session) -> list[str]:
    return list(session.scalars(select(Person.family)))


def test_a_full_disk_is_said_and_work_goes_on_once_there_is_room(desk: Desk) -> None:
    told: list[str] = []
    desk.troubled.connect(lambda text: told.append(text()))
    assert desk.do("person_create", add)

    def full(connection: Any, *_rest: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages}")

    def roomy(connection: Any, *_rest: object) -> None:
        connection.execute("PRAGMA max_page_count=1000000")

    engine = desk.office._engine
    event.listen(engine, "checkout", full)
    for number in (1, 2):
        assert desk.do("person_create", add) is None
        assert len(told) == number
        assert "full" in told[-1]
        assert desk.read(families) == ["Demo"]
    event.remove(engine, "checkout", full)
    event.listen(engine, "checkout", roomy)
    assert desk.do("person_create", add)
    assert desk.read(families) == ["Demo", "Demo"]
    desk.undo()
    assert desk.read(families) == ["Demo"]
    assert len(told) == 2

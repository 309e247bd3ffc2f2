"""What a page may ask of the window and the file."""

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import Person
from desktop.errors import Problem
from desktop.settings import Settings
from desktop.store.office import OfficeFile
from desktop.ui.desk import Desk


def add(session: Session) -> str:
    person = Person(family="Demo")
    session.add(person)
    session.flush()
    return person.id


def count(session: Session) -> int:
    return len(session.scalars(select(Person)).all())


def test_doing_is_one_unit_and_is_announced(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.changed) as told:
        assert desk.do("person_create", add, name="Demo")
    assert "person" in next(iter(told.args))
    assert desk.read(count) == 1
    label = desk.office.undo_label()
    assert label == ("person_create", {"name": "Demo"})


def test_undo_and_redo_say_what_they_did(desk: Desk) -> None:
    told: list[str] = []
    desk.noticed.connect(lambda text, undo: told.append(text()))
    desk.do("person_create", add, name="Demo")
    desk.undo()
    assert desk.read(count) == 0
    desk.redo()
    assert desk.read(count) == 1
    assert told[0].startswith("Undone: ")
    assert told[1].startswith("Done again: ")
    desk.redo()
    assert len(told) == 2


def test_what_stands_in_the_way_is_told_and_nothing_changed(desk: Desk) -> None:
    told: list[str] = []
    desk.troubled.connect(lambda text: told.append(text()))

    def fail(session: Session) -> str:
        add(session)
        raise Problem("file_full", path="office.kakehashi")

    assert desk.do("person_create", fail) is None
    assert len(told) == 1
    assert desk.read(count) == 0


def test_a_bug_is_not_taken_for_a_problem(desk: Desk) -> None:
    with pytest.raises(ZeroDivisionError):
        desk.do("person_create", lambda _session: 1 // 0)


def test_a_closed_desk_hears_nothing_more(office: OfficeFile) -> None:
    desk = Desk(office, Settings(), office.clock)
    heard: list[frozenset[str]] = []
    desk.changed.connect(heard.append)
    desk.close()
    with office.writing("person_create") as session:
        add(session)
    assert heard == []


def test_settings_are_saved_and_announced(office: OfficeFile, qtbot: QtBot) -> None:
    saved: list[Settings] = []
    desk = Desk(office, Settings(), office.clock, save=saved.append)
    with qtbot.waitSignal(desk.settings_changed):
        desk.save_settings()
    assert saved == [desk.settings]
    assert desk.zones() == ("Asia/Tokyo", "Europe/Copenhagen")
    assert str(desk.today()) == "2026-11-23"
    desk.close()

"""The word that data of people are due for removal."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.domain import Delegation, Member, Person
from desktop.ui.desk import Desk
from desktop.ui.privacy import reminder


def guest(desk: Desk) -> None:
    person = Person(family="Testgæst", passport_number="DEMO-000001")
    trip = Delegation(reference="DEL-2019-001", end=date(2019, 5, 1))
    with desk.office.writing("create") as session:
        session.add_all([person, trip, Member(delegation_id=trip.id, person_id=person.id)])


def test_what_is_due_is_told_with_the_way_to_the_page(qtbot: QtBot, desk: Desk) -> None:
    guest(desk)
    with qtbot.waitSignal(desk.led) as told:
        reminder.tell(desk)
    assert told.args is not None
    text, _button, page = told.args
    assert text() == "Private details of 1 person are due for removal."
    assert page == "privacy"


def test_nothing_is_said_where_nothing_is_due(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.assertNotEmitted(desk.led, wait=300):
        reminder.tell(desk)


def test_it_is_said_once_a_day(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(QTimer, "singleShot", lambda wait, *_rest: asked.append(wait))
    reminder.remind(desk, desk.today())
    assert asked == []
    reminder.remind(desk, desk.today() - timedelta(days=1))
    reminder.remind(desk, None)
    assert asked == [reminder.WAIT_MS] * 2

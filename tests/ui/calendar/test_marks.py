"""Marked days are reckoned in the background, kept, and follow the closures."""

from datetime import date

from pytestqt.qtbot import QtBot

from desktop.domain import CountryClosure, Trilingual
from desktop.domain.day_mark import MarkSort
from desktop.ui.calendar.marks import DayMarks
from desktop.ui.desk import Desk
from tests.ui.calendar.kit import NOBODY

APRIL, MAY = (date(2027, 4, 1), date(2027, 4, 30)), (date(2027, 5, 1), date(2027, 5, 31))


def test_they_come_in_the_background_and_the_next_month_is_known(qtbot: QtBot, desk: Desk) -> None:
    marks = DayMarks(desk)
    assert marks.of(*APRIL, NOBODY) == []
    with qtbot.waitSignal(marks.changed):
        pass
    assert "昭和の日" in {one.name for one in marks.of(*APRIL, NOBODY)}
    assert {one.name for one in marks.of(*MAY, NOBODY)} >= {"こどもの日", "Anden pinsedag"}


def test_a_new_closure_is_marked(qtbot: QtBot, desk: Desk) -> None:
    marks = DayMarks(desk)
    with qtbot.waitSignal(marks.changed):
        marks.of(*APRIL, NOBODY)
    days = {"first": date(2027, 4, 5), "last": date(2027, 4, 6)}
    with qtbot.waitSignal(marks.changed), desk.office.writing("create") as session:
        desk.watch.start()
        session.add(CountryClosure(country="DK", name=Trilingual(en="Strike"), **days))

    def told() -> bool:
        found = marks.of(*APRIL, NOBODY)
        return any(one.sort == MarkSort.CLOSURE and one.title.en == "Strike" for one in found)

    qtbot.waitUntil(told)

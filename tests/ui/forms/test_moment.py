"""The field for a start or an end: both clocks, parts of the day, clock changes."""

import datetime as dt

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.domain.time import DayPart, Moment
from desktop.language import use
from desktop.ui.forms import MomentField, other_clock, part_text
from tests.ui.sweep import type_text

APRIL = Moment(dt.date(2027, 4, 19), dt.time(5, 0), "Asia/Tokyo")


@pytest.fixture
def field(qtbot: QtBot) -> MomentField:
    field = MomentField(lambda: "Start", today=lambda: dt.date(2027, 4, 1))
    qtbot.addWidget(field)
    return field


def answers(field: MomentField) -> list[str]:
    return [b.text() for b in field.findChildren(QPushButton) if not b.isHidden()]


def press(field: MomentField, text: str) -> None:
    next(b for b in field.findChildren(QPushButton) if b.text() == text).click()


def test_the_other_clock_stands_below_with_its_day(field: MomentField) -> None:
    field.set_value(APRIL)
    assert field._clock.text() == "22:00 Sun 18 Apr in Copenhagen"
    field.set_value(Moment(dt.date(2027, 4, 19), dt.time(10, 0), "Asia/Tokyo"))
    assert field._clock.text() == "03:00 in Copenhagen"


def test_a_third_countrys_time_is_told_on_both_clocks(field: MomentField) -> None:
    field.set_value(Moment(dt.date(2027, 4, 19), dt.time(8, 0), "Europe/London"))
    assert field._clock.text() == "16:00 in Tokyo  ·  09:00 in Copenhagen"


def test_the_other_clock_in_danish() -> None:
    use("da")
    assert "22.00 søn. 18.4." in other_clock(APRIL, "Europe/Copenhagen")


def test_date_time_and_zone_are_one_change(field: MomentField) -> None:
    told: list[Moment] = []
    field.edited.connect(told.append)
    type_text(field._date, "19/4")
    type_text(field._time, "5")
    type_text(field._zone, "tokyo")
    assert field.commit()
    assert told == [APRIL]


@pytest.mark.parametrize("part", [p for p in DayPart if p != DayPart.EXACT])
def test_a_part_of_the_day_is_written_in_words(field: MomentField, part: DayPart) -> None:
    value = Moment(dt.date(2027, 4, 19), None, "Asia/Tokyo", 0, part)
    field.set_value(value)
    assert field._time.text() == part_text(part)
    assert field.read() == value
    assert field._clock.text() == ""


def test_a_missing_zone_is_asked_for_and_never_guessed(field: MomentField) -> None:
    told: list[Moment] = []
    field.edited.connect(told.append)
    type_text(field._date, "19/4")
    type_text(field._time, "5")
    assert field.commit()
    assert told[-1].zone is None
    assert answers(field) == ["Tokyo", "Copenhagen"]
    press(field, "Tokyo")
    assert told[-1] == APRIL
    assert answers(field) == []


def test_a_repeated_hour_is_asked_about(field: MomentField) -> None:
    told: list[Moment] = []
    field.edited.connect(told.append)
    field.set_value(Moment(dt.date(2027, 10, 31), dt.time(2, 30), "Europe/Copenhagen"))
    assert answers(field) == ["The first (CEST)", "The second (CET)"]
    assert field._clock.text() == "09:30 in Tokyo"
    press(field, "The second (CET)")
    assert told[-1].fold == 1
    assert field._clock.text() == "10:30 in Tokyo"
    field._time.clear()
    type_text(field._time, "10")
    field.commit()
    assert told[-1].fold == 0


def test_a_skipped_time_is_noticed_and_mended(field: MomentField) -> None:
    told: list[Moment] = []
    field.edited.connect(told.append)
    field.set_value(Moment(dt.date(2027, 3, 28), dt.time(2, 30), "Europe/Copenhagen"))
    assert "does not exist" in field._asked.text()
    press(field, "Use 03:30")
    assert told[-1].time == dt.time(3, 30)
    assert answers(field) == []


def test_an_offered_zone_is_no_change(qtbot: QtBot) -> None:
    field = MomentField(lambda: "Start", default_zone=lambda: "Asia/Tokyo")
    qtbot.addWidget(field)
    field.set_value(None)
    assert field._zone.text() == "Tokyo"
    assert not field.is_changed()
    type_text(field._date, "2027-04-19")
    assert field.read().zone == "Asia/Tokyo"


def test_clearing_keeps_nothing_but_the_zone(field: MomentField) -> None:
    field.set_value(APRIL)
    field._date.clear()
    field._time.clear()
    assert field.read() == Moment(zone="Asia/Tokyo")


def test_the_parts_have_names_of_their_own(field: MomentField) -> None:
    assert field._date.accessibleName() == "Start: Date"
    assert field._zone.accessibleName() == "Start: Time zone"

"""Find a time: asked by form, told in the window's language, placed by one press."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain import Moment
from desktop.language import PSEUDO
from desktop.planning.free import Query
from desktop.ui.desk import Desk
from desktop.ui.free import FindTimeDialog
from desktop.ui.switch import LanguageSwitch
from tests.ui.free.conftest import COPENHAGEN, TOKYO, WEDNESDAY, World
from tests.ui.sweep import press, texts_left

Make = Callable[[Query], FindTimeDialog]


def wait(qtbot: QtBot, dialog: FindTimeDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.is_asking())


def buttons(dialog: QWidget) -> dict[str, QPushButton]:
    found = dialog.findChildren(QPushButton)
    return {button.text(): button for button in found if button.isVisible()}


def test_the_time_that_suits_both_is_told_on_both_clocks(make: Make, world: World) -> None:
    dialog = make(world.query("Yuki", "Liv"))
    (told,) = dialog.times.texts()
    assert told.startswith("Wed 3 Feb 16:30–17:30 JST, 08:30–09:30 CET. Within everyone’s")
    assert dialog.strip.lines() == ["Yuki Demo: 09:00–16:00 busy", "Liv Demo: free all day"]
    assert dialog.strip.accessibleDescription() == "\n".join(dialog.strip.lines())


def test_return_places_the_time_and_closes(qtbot: QtBot, make: Make, world: World) -> None:
    dialog = make(world.query("Yuki", "Liv"))
    dialog.times.setFocus()
    press(dialog.times, Qt.Key.Key_Return)
    assert world.placed == [
        (Moment(WEDNESDAY, time(16, 30), TOKYO), Moment(WEDNESDAY, time(17, 30), TOKYO))
    ]
    assert not dialog.isVisible()
    assert dialog.result() == FindTimeDialog.DialogCode.Accepted


def test_a_time_that_is_refused_leaves_the_dialog_open(make: Make, world: World) -> None:
    world.accepts = False
    dialog = make(world.query("Yuki", "Liv"))
    buttons(dialog)["Take this time"].click()
    assert len(world.placed) == 1
    assert dialog.isVisible()


def test_arrows_choose_another_time(qtbot: QtBot, make: Make, world: World) -> None:
    dialog = make(world.query("Liv"))
    first = dialog.times.current()
    press(dialog.times, Qt.Key.Key_Down)
    second = dialog.times.current()
    assert first is not None
    assert second is not None
    assert first != second
    dialog.place()
    assert world.placed == [second.moments[0]]


def test_a_change_of_the_question_asks_again(qtbot: QtBot, make: Make, world: World) -> None:
    dialog = make(world.query("Yuki", "Liv"))
    switch = dialog.question.field("outside")
    switch.set_value(True)
    switch.edited.emit(True)
    wait(qtbot, dialog)
    assert any("Outside office hours" in told for told in dialog.times.texts())
    people = dialog.question.field("people")
    people.set_value((world.ids["Liv"],))
    people.edited.emit(people.value())
    wait(qtbot, dialog)
    assert len(dialog.times.texts()) == 3
    assert not any("Outside office hours" in told for told in dialog.times.texts())


def test_a_place_puts_its_own_clock_first(qtbot: QtBot, make: Make, world: World) -> None:
    danish_first = replace(world.query("Liv"), zones=(COPENHAGEN, TOKYO))
    dialog = make(danish_first)
    assert "CET, " in dialog.times.texts()[0]
    place = dialog.question.field("place_id")
    place.set_value(world.ids["Wako"])
    place.edited.emit(place.value())
    wait(qtbot, dialog)
    assert "JST, " in dialog.times.texts()[0]
    assert dialog.query() is not None
    online = dialog.question.field("online")
    online.set_value(True)
    online.edited.emit(True)
    wait(qtbot, dialog)
    assert not place.isVisible()
    assert "CET, " in dialog.times.texts()[0]


def test_where_nothing_fits_what_would_help_is_one_press_away(
    qtbot: QtBot, make: Make, world: World
) -> None:
    saturday = WEDNESDAY + timedelta(days=3)
    dialog = make(world.query("Yuki", "Liv", day=saturday))
    assert dialog.times.texts() == []
    assert not buttons(dialog)["Take this time"].isEnabled()
    (outside,) = (text for text in buttons(dialog) if text.startswith("Outside office hours, too"))
    buttons(dialog)[outside].click()
    wait(qtbot, dialog)
    assert dialog.question.field("outside").value() is True
    assert all("Day off" in told for told in dialog.times.texts())
    assert buttons(dialog)["Take this time"].isEnabled()


def test_days_that_make_no_sense_are_told_beside_them(
    qtbot: QtBot, make: Make, world: World
) -> None:
    dialog = make(world.query("Liv"))
    last = dialog.question.field("last")
    last.set_value(WEDNESDAY - timedelta(days=1))
    last.edited.emit(last.value())
    wait(qtbot, dialog)
    assert last.control().accessibleDescription() == "The last day is before the first."
    assert dialog.query() is None
    assert not buttons(dialog)["Take this time"].isEnabled()


def test_without_anybody_it_asks_for_whom(make: Make, world: World) -> None:
    dialog = make(world.query())
    assert dialog.query() is None
    assert dialog.focusWidget() is dialog.question.field("people").control()


def test_the_first_answer_that_counts_is_the_last_one_asked(
    qtbot: QtBot, make: Make, world: World
) -> None:
    dialog = make(world.query("Liv"))
    for minutes in ("120", "60", "240"):
        field = dialog.question.field("minutes")
        field.set_value(minutes)
        field.edited.emit(minutes)
    wait(qtbot, dialog)
    one = dialog.times.current()
    assert one is not None
    assert one.end - one.start == 240


def test_it_is_closed_while_it_looks(qtbot: QtBot, desk: Desk, world: World) -> None:
    long = replace(world.query("Yuki", "Liv"), last=date(2027, 12, 31), outside=True)
    dialog = FindTimeDialog(desk, world.plan, long, world.place)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.reject()
    assert not dialog.is_asking()
    assert world.placed == []


@pytest.mark.parametrize("day", [WEDNESDAY, WEDNESDAY + timedelta(days=3)])
def test_no_text_stays_behind_a_switch(
    make: Make, world: World, switch: LanguageSwitch, day: date
) -> None:
    dialog = make(world.query("Yuki", "Liv", day=day))
    switch.use(PSEUDO)
    assert texts_left(dialog, ("Yuki Demo", "Liv Demo", "Yuki", "Liv", "Demo")) == []


def test_the_times_follow_the_language(make: Make, world: World, switch: LanguageSwitch) -> None:
    dialog = make(world.query("Yuki", "Liv"))
    switch.use("da")
    assert dialog.times.texts()[0].startswith("ons. 3.2. 16.30–17.30 JST, 08.30–09.30 CET")
    switch.use("ja")
    assert dialog.times.texts()[0].startswith("2/3（水） 16:30～17:30 JST")

"""Times moved from the menu and with keys: each is one action, and what is pinned stays."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop import words
from desktop.domain.time import Moment
from desktop.language import Language
from desktop.ui.desk import Desk
from desktop.ui.programme import ProgrammePanel
from tests.ui.programme.conftest import COPENHAGEN, MONDAY, TOKYO, TUESDAY, Visit, at

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def choose(panel: ProgrammePanel, visit: Visit, *names: str) -> None:
    panel.table.setFocus()
    panel.table.choose([visit.ids[name] for name in names])


def key(panel: ProgrammePanel, code: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    QTest.keyClick(panel.table, code, modifiers)


def undo_says(visit: Visit) -> str:
    label = visit.labels()
    assert label is not None
    return words.unit_label(*label, Language.of("en"))


@pytest.fixture
def told(desk: Desk) -> list[str]:
    """What the bar said."""
    said: list[str] = []
    desk.noticed.connect(lambda text, _undo: said.append(text()))
    desk.troubled.connect(lambda text: said.append(text()))
    return said


def test_many_move_as_one_action_that_says_so(panel: ProgrammePanel, visit: Visit) -> None:
    assert panel.moves.set_times(
        {
            visit.ids["visit"]: (at(TUESDAY, "09:00"), at(TUESDAY, "10:30")),
            visit.ids["block"]: (at(MONDAY, "14:00"), Moment()),
        }
    )
    assert visit.item("visit").start == at(TUESDAY, "09:00")
    assert visit.item("part").start == at(MONDAY, "14:10")
    assert undo_says(visit) == "Move “RIKEN visit” and 1 more"
    visit.office.undo()
    assert visit.item("part").start == at(MONDAY, "13:10")
    assert visit.item("visit").start == at(MONDAY, "10:00")


def test_neighbours_are_swapped_with_a_key(panel: ProgrammePanel, visit: Visit) -> None:
    choose(panel, visit, "early", "visit")
    key(panel, Qt.Key.Key_S, CTRL | SHIFT)
    assert (visit.item("visit").start, visit.item("visit").end) == (
        at(MONDAY, "06:30"),
        at(MONDAY, "08:00"),
    )
    assert visit.item("early").start == at(MONDAY, "11:00")
    assert undo_says(visit) == "Swap “Early call” and “RIKEN visit”"
    assert panel.table.chosen() == [visit.ids["visit"], visit.ids["early"]]


def test_what_has_no_time_cannot_be_swapped(
    panel: ProgrammePanel, visit: Visit, told: list[str]
) -> None:
    panel.moves.swap([visit.ids["visit"], visit.ids["someday"]])
    assert told == ["Only items with a day and a clock time can change places."]


def test_an_item_goes_into_the_tray_and_back_as_long_as_it_was(
    panel: ProgrammePanel, visit: Visit
) -> None:
    choose(panel, visit, "visit")
    key(panel, Qt.Key.Key_T, CTRL | SHIFT)
    assert visit.item("visit").start == Moment(None, at(MONDAY, "10:00").time, TOKYO)
    assert undo_says(visit) == "Take “RIKEN visit” out of the days"
    key(panel, Qt.Key.Key_L, CTRL | SHIFT)
    assert panel.place.isVisible()
    panel.place.field.show_value(at(TUESDAY, "14:00"))
    panel.place.accept()
    assert not panel.place.isVisible()
    assert (visit.item("visit").start, visit.item("visit").end) == (
        at(TUESDAY, "14:00"),
        at(TUESDAY, "15:30"),
    )


def test_what_lasts_for_days_stays_and_is_said(
    panel: ProgrammePanel, visit: Visit, told: list[str]
) -> None:
    panel.moves.move(visit.ids["visit"], at(MONDAY, "10:00"), at(TUESDAY, "10:30"))
    panel.moves.unplace([visit.ids["visit"], visit.ids["early"]])
    assert told == ["1 item lasts more than a day and stays."]
    assert visit.item("visit").start.date == MONDAY
    assert visit.item("early").start.date is None


def test_a_pin_is_set_and_taken_with_a_key(panel: ProgrammePanel, visit: Visit) -> None:
    choose(panel, visit, "visit", "early")
    key(panel, Qt.Key.Key_P, CTRL | SHIFT)
    assert visit.item("visit").pinned
    assert visit.item("early").pinned
    assert undo_says(visit) == "Pin “Early call” and 1 more"
    texts = [action.text() for action in panel.menu().actions()]
    assert "Unpin" in texts
    assert "Pin" not in texts
    key(panel, Qt.Key.Key_P, CTRL | SHIFT)
    assert not visit.item("visit").pinned


@pytest.mark.parametrize(
    "move",
    [
        lambda panel, ids: panel.moves.shift_days(ids, 1),
        lambda panel, ids: panel.moves.move_to(ids, TUESDAY),
        lambda panel, ids: panel.moves.unplace(ids),
        lambda panel, ids: panel.moves.swap([*ids, panel.model.programme().items[-1].id]),
        lambda panel, ids: panel.moves.set_times(
            {ids[0]: (at(TUESDAY, "10:00"), at(TUESDAY, "11:00"))}
        ),
    ],
)
def test_what_is_pinned_is_asked_about(
    panel: ProgrammePanel, visit: Visit, move: Callable[[ProgrammePanel, list[str]], bool]
) -> None:
    ids = [visit.ids["visit"]]
    panel.moves.set_pinned(ids, True)
    before = visit.item("visit").start
    if panel.model.programme().items[-1].start.utc() is None:
        panel.moves.place_at(visit.ids["someday"], at(TUESDAY, "08:00"))
    assert not move(panel, ids)
    assert visit.item("visit").start == before
    bubble = panel.table.bubble
    assert bubble.text() == "Pinned to its time: RIKEN visit"
    stays, goes = bubble.answers()
    assert stays.hasFocus()
    goes.click()
    assert visit.item("visit").start != before
    assert not visit.item("visit").pinned
    visit.office.undo()
    assert (visit.item("visit").start, visit.item("visit").pinned) == (before, True)


def test_a_typed_time_of_what_is_pinned_does_not_stand(panel: ProgrammePanel, visit: Visit) -> None:
    panel.moves.set_pinned([visit.ids["visit"]], True)
    choose(panel, visit, "visit")
    panel.open_details()
    assert panel.details is not None
    field = panel.details.form.field("start")
    field.show_value(at(MONDAY, "12:00"))
    field.commit()
    assert visit.item("visit").start == at(MONDAY, "10:00")
    assert field.value() == at(MONDAY, "10:00")
    assert panel.table.bubble.is_asking()


# -- the rest of a day


def ask_rest(panel: ProgrammePanel, visit: Visit, name: str) -> None:
    choose(panel, visit, name)
    key(panel, Qt.Key.Key_M, CTRL | SHIFT)
    assert panel.rest.isVisible()
    assert panel.rest.line.hasFocus()


@pytest.mark.parametrize("typed", ["+45", "10:45", "+0:45"])
def test_an_item_and_what_follows_move_together(
    panel: ProgrammePanel, visit: Visit, told: list[str], typed: str
) -> None:
    ask_rest(panel, visit, "visit")
    panel.rest.line.setText(typed)
    assert panel.rest.effects.text() == "2 items move, the first to 10:45"
    QTest.keyClick(panel.rest.line, Qt.Key.Key_Return)
    assert not panel.rest.isVisible()
    assert panel.table.hasFocus()
    starts = [visit.item(name).start for name in ("early", "visit", "block", "part")]
    assert starts == [at(MONDAY, clock) for clock in ("06:30", "10:45", "13:45", "13:55")]
    assert visit.item("visit").end == at(MONDAY, "12:15")
    assert undo_says(visit) == "Move “RIKEN visit” and what follows"
    assert told == ["2 items moved"]


def test_what_stays_and_what_crosses_the_night_is_said_before(
    panel: ProgrammePanel, visit: Visit
) -> None:
    panel.moves.set_pinned([visit.ids["block"]], True)
    panel.moves.place_at(visit.ids["someday"], at(MONDAY, "20:00"))
    ask_rest(panel, visit, "visit")
    panel.rest.line.setText("+5h")
    assert panel.rest.effects.text().split("  ·  ") == [
        "2 items move, the first to 15:00",
        "1 pinned item stays",
        "1 item then begins on another day",
    ]
    panel.rest.accept()
    assert visit.item("block").start == at(MONDAY, "13:00")
    assert visit.item("someday").start == at(TUESDAY, "01:00")


def test_nothing_is_asked_of_what_has_no_clock_and_esc_leaves_it(
    panel: ProgrammePanel, visit: Visit, told: list[str]
) -> None:
    choose(panel, visit, "someday")
    key(panel, Qt.Key.Key_M, CTRL | SHIFT)
    assert told == ["This item has no clock time yet."]
    ask_rest(panel, visit, "visit")
    panel.rest.line.setText("soon")
    assert not panel.rest.answer.isEnabled()
    QTest.keyClick(panel.rest.line, Qt.Key.Key_Escape)
    assert not panel.rest.isVisible()
    assert visit.labels() == ("create", {})


def test_a_flight_keeps_its_two_clocks(panel: ProgrammePanel, visit: Visit) -> None:
    ask_rest(panel, visit, "flight")
    panel.rest.line.setText("-30")
    panel.rest.accept()
    flight = visit.item("flight")
    assert (flight.start, flight.end) == (
        at(TUESDAY, "11:55"),
        at(TUESDAY, "18:00", COPENHAGEN),
    )


# -- the clipboard


def test_items_are_copied_to_another_day(panel: ProgrammePanel, visit: Visit) -> None:
    choose(panel, visit, "block")
    key(panel, Qt.Key.Key_C, CTRL)
    panel.table.setCurrentIndex(panel.model.index(panel.model.row_of_day(TUESDAY), 0))
    key(panel, Qt.Key.Key_V, CTRL)
    (copy,) = panel.table.chosen()
    made = visit.programme().item(copy)
    assert made is not None
    assert made.start == at(TUESDAY, "13:00")
    assert [part.start for part in visit.programme().parts_of(copy)] == [at(TUESDAY, "13:10")]
    assert undo_says(visit) == "Paste programme items"


def test_what_is_cut_goes_when_it_is_pasted_once(
    panel: ProgrammePanel, visit: Visit, told: list[str]
) -> None:
    choose(panel, visit, "visit")
    key(panel, Qt.Key.Key_X, CTRL)
    assert told == ["Cut. Go to another day and paste with Ctrl+V."]
    assert visit.item("visit").start.date == MONDAY
    panel.table.setCurrentIndex(panel.model.index(panel.model.row_of_day(TUESDAY), 0))
    key(panel, Qt.Key.Key_V, CTRL)
    assert visit.item("visit").start == at(TUESDAY, "10:00")
    assert len(visit.titles()) == 6
    key(panel, Qt.Key.Key_V, CTRL)
    assert len(visit.titles()) == 6


def test_items_are_pasted_into_an_empty_programme(
    panel: ProgrammePanel, empty: ProgrammePanel, visit: Visit
) -> None:
    panel.actions_on_items.copy([visit.ids["visit"]], "")
    empty.commands.paste()
    (copy,) = empty.model.programme().items
    assert (copy.title.en, copy.start) == ("RIKEN visit", at(MONDAY, "10:00"))
    assert copy.delegation_id != visit.id


def test_what_was_copied_and_is_gone_is_told(
    panel: ProgrammePanel, visit: Visit, told: list[str]
) -> None:
    choose(panel, visit, "visit")
    key(panel, Qt.Key.Key_C, CTRL)
    panel.actions_on_items.delete([visit.ids["visit"]])
    assert panel.actions_on_items.paste(TUESDAY) == []
    assert told[-1] == "This entry no longer exists (Programme item)."

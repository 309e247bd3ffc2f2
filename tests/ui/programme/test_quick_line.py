"""The line above the programme: what it shows, what it asks, what comes of it."""

import datetime as dt

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from desktop.domain import Item
from desktop.domain.codes import PlaceKind
from desktop.domain.time import DayPart, Moment
from desktop.language import use
from desktop.ui.desk import Desk
from desktop.ui.programme import ProgrammePanel
from tests.ui.programme.conftest import COPENHAGEN, MONDAY, TOKYO, TUESDAY, Visit, at
from tests.ui.sweep import type_text


def type_line(panel: ProgrammePanel, text: str) -> None:
    panel.quick.line.clear()
    type_text(panel.quick.line, text)


def enter(panel: ProgrammePanel, text: str) -> None:
    type_line(panel, text)
    QTest.keyClick(panel.quick.line, Qt.Key.Key_Return)


def newest(panel: ProgrammePanel, visit: Visit) -> Item:
    """The item that was just added: it is the selected one."""
    (chosen,) = panel.table.chosen()
    item = visit.programme().item(chosen)
    assert item is not None
    return item


def test_a_line_becomes_an_item_and_the_line_waits_for_the_next(
    panel: ProgrammePanel, visit: Visit
) -> None:
    enter(panel, "! 15-16.30 Visit RIKEN @RIKEN Wako #A")
    item = newest(panel, visit)
    assert (item.title.en, item.kind, item.status) == ("Visit RIKEN", "visit", "confirmed")
    assert (item.start, item.end) == (at(MONDAY, "15:00"), at(MONDAY, "16:30"))
    assert (item.place_id, item.everyone) == (visit.ids["wako"], False)
    assert [link.group.code for link in item.groups] == ["A"]
    assert visit.labels() == ("item.add", {"name": "Visit RIKEN"})
    assert (panel.quick.line.text(), panel.quick.line.hasFocus()) == ("", True)


def test_of_a_whole_sheet_that_is_pasted_no_more_is_read_than_an_item_says(
    panel: ProgrammePanel,
) -> None:
    QApplication.clipboard().setText("10:00\tVisit RIKEN\t#C\n" * 10_000)
    panel.quick.line.paste()
    assert len(panel.quick.line.text()) == 1000
    assert len(panel.quick.chips()) < 100


def test_while_it_is_typed_it_shows_what_it_understands(panel: ProgrammePanel) -> None:
    type_line(panel, "20/4 ! 10-11.30 Visit RIKEN @RIKEN Wako #A")
    assert panel.quick.chips() == [
        *("Tue 20 Apr", "10:00–11:30 Tokyo", "Confirmed", "Site visit", "RIKEN Wako", "A")
    ]
    type_line(panel, "11:20 CPH - 07:55+1 HND SK983")
    assert panel.quick.chips()[0] == "11:20 Copenhagen → 07:55 Tokyo (next day)"
    type_line(panel, "Dinner #C")
    assert panel.quick.chips() == ["To be confirmed", "Dinner", "No group “C”"]
    type_line(panel, "21- Dinner")
    assert panel.quick.chips()[0] == "21:00– Tokyo"
    type_line(panel, "17.30/18.00 Dinner")
    assert panel.quick.chips()[0] == "17.30/18.00 Tokyo"
    type_line(panel, "")
    assert panel.quick.chips() == []


def test_what_it_understands_is_told_in_the_language_of_the_window(panel: ProgrammePanel) -> None:
    use("da")
    type_line(panel, "kl. 14-15 besøg")
    assert panel.quick.chips()[0] == "14.00–15.00 Tokyo"


def test_a_flight_without_words_is_called_by_its_number(
    panel: ProgrammePanel, visit: Visit
) -> None:
    enter(panel, "11:20 CPH - 07:55+1 HND SK983")
    item = newest(panel, visit)
    assert item.title.en == "Flight CPH – HND"
    assert (item.place_id, item.end_place_id) == (visit.ids["cph"], visit.ids["hnd"])
    assert (item.start.zone, item.end.zone) == (COPENHAGEN, TOKYO)


def test_a_name_that_fits_several_is_asked_about(panel: ProgrammePanel, visit: Visit) -> None:
    before = visit.titles()
    enter(panel, "8-9 Arrival @airport")
    texts = [button.text() for button in panel.quick.answers()]
    assert texts == ["Copenhagen Airport", "Haneda Airport", "Add without a place"]
    assert panel.quick.answers()[0].hasFocus()
    assert visit.titles() == before
    panel.quick.answers()[0].click()
    item = newest(panel, visit)
    assert item.place_id == visit.ids["cph"]
    # Its clock is that of the place, as if the name had been whole.
    assert item.start == at(MONDAY, "08:00", COPENHAGEN)


def test_a_name_that_fits_nothing_can_be_made_or_left_out(
    panel: ProgrammePanel, visit: Visit
) -> None:
    enter(panel, "8-9 Breakfast @Hotel Mihon")
    create, without = panel.quick.answers()
    assert (create.text(), without.text()) == ("Create “Hotel Mihon”", "Add without a place")
    QTest.keyClick(create, Qt.Key.Key_Space)
    place = newest(panel, visit).place
    assert place is not None
    assert place.name.en == "Hotel Mihon"
    enter(panel, "9-10 Walk @The old park")
    panel.quick.answers()[-1].click()
    assert newest(panel, visit).place_id is None


def test_two_airports_nobody_knows_are_asked_about_one_after_the_other(
    panel: ProgrammePanel, visit: Visit
) -> None:
    enter(panel, "11:20 HEL - 13:10 ARN AY801")
    panel.quick.answers()[0].click()
    assert panel.quick.answers()[0].text() == "Create “ARN”"
    panel.quick.answers()[0].click()
    # Nobody said which clocks those are, so that is asked, and may be left open.
    assert answers(panel) == ["Tokyo", "Copenhagen", "Decide later"]
    panel.quick.answers()[1].click()
    panel.quick.answers()[2].click()
    item = newest(panel, visit)
    assert item.place is not None
    assert (item.place.kind, item.place.iata, item.place.zone) == ("airport", "HEL", COPENHAGEN)
    assert (item.start.zone, item.end.zone) == (COPENHAGEN, None)
    enter(panel, "18:00 HEL - 19:00 ARN AY805")
    # What was answered once is not asked again; what was left open is.
    assert answers(panel) == ["Tokyo", "Copenhagen", "Decide later"]


def test_an_hour_that_comes_twice_is_asked_about(panel: ProgrammePanel, visit: Visit) -> None:
    enter(panel, "31/10/2027 2.30-4 Night watch @CPH")
    answers = panel.quick.answers()
    assert [answer.text() for answer in answers] == ["The first (CEST)", "The second (CET)"]
    answers[1].click()
    day = dt.date(2027, 10, 31)
    assert newest(panel, visit).start == Moment(day, dt.time(2, 30), COPENHAGEN, 1)


def test_escape_leaves_the_question_and_goes_back_to_the_line(panel: ProgrammePanel) -> None:
    enter(panel, "8-9 Breakfast @Hotel Mihon")
    QTest.keyClick(panel.quick.answers()[0], Qt.Key.Key_Escape)
    assert panel.quick.line.hasFocus()
    assert panel.quick.line.text() == "8-9 Breakfast @Hotel Mihon"
    QTest.keyClick(panel.quick.line, Qt.Key.Key_Escape)
    assert panel.quick.line.text() == ""


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Room A", PlaceKind.ROOM),
        ("Mødelokale 3", PlaceKind.ROOM),
        ("第2会議室", PlaceKind.ROOM),
        ("Hotel Rooms", PlaceKind.VENUE),
        ("Kongresscenter", PlaceKind.VENUE),
    ],
)
def test_what_is_called_as_a_room_is_made_as_one(
    panel: ProgrammePanel, visit: Visit, name: str, kind: PlaceKind
) -> None:
    enter(panel, f"8-9 Session @{name}")
    QTest.keyClick(panel.quick.answers()[0], Qt.Key.Key_Return)
    place = newest(panel, visit).place
    assert place is not None
    assert (place.name.en, place.kind) == (name, kind)


def test_page_keys_change_the_day(panel: ProgrammePanel, visit: Visit) -> None:
    assert panel.quick.day() == MONDAY
    panel.quick.line.setFocus()
    QTest.keyClick(panel.quick.line, Qt.Key.Key_PageDown)
    QTest.keyClick(panel.quick.line, Qt.Key.Key_PageDown)
    assert panel.quick.day() == TUESDAY
    enter(panel, "Dinner")
    assert newest(panel, visit).start == Moment(TUESDAY, None, TOKYO, 0, DayPart.TBC)
    QTest.keyClick(panel.quick.line, Qt.Key.Key_PageUp)
    assert panel.quick.day() == MONDAY


def answers(panel: ProgrammePanel) -> list[str]:
    return [button.text() for button in panel.quick.answers()]


def buttons(panel: ProgrammePanel) -> list[QToolButton]:
    return [b for b in panel.quick.findChildren(QToolButton) if b.menu() is not None]


def opened(button: QToolButton) -> QMenu:
    menu = button.menu()
    menu.aboutToShow.emit()
    return menu


def test_day_and_clock_are_chosen_beside_the_line(panel: ProgrammePanel, visit: Visit) -> None:
    day, clock = buttons(panel)
    assert (day.text(), clock.text()) == ("Mon 19 Apr", "Tokyo")
    opened(day).actions()[1].trigger()
    opened(clock).actions()[1].trigger()
    assert (day.text(), clock.text()) == ("Tue 20 Apr", "Copenhagen")
    enter(panel, "9-10 Call")
    assert newest(panel, visit).start == at(TUESDAY, "09:00", COPENHAGEN)


def test_what_has_no_day_yet_is_typed_line_after_line(panel: ProgrammePanel, visit: Visit) -> None:
    day, _clock = buttons(panel)
    opened(day).actions()[-1].trigger()
    for line in ("JST: funding", "14-15 Visit NICT"):
        enter(panel, line)
        assert newest(panel, visit).start.date is None
        assert (day.text(), panel.quick.day()) == ("Not placed yet", None)
    enter(panel, "20/4 9-10 Call")
    assert newest(panel, visit).start == at(TUESDAY, "09:00")
    assert (day.text(), panel.quick.day()) == ("Tue 20 Apr", TUESDAY)


def test_the_day_of_an_item_elsewhere_is_followed(panel: ProgrammePanel, visit: Visit) -> None:
    panel.table.choose([visit.ids["flight"]])
    assert panel.quick.day() == TUESDAY


def test_nothing_typed_adds_nothing(panel: ProgrammePanel, visit: Visit) -> None:
    before = visit.titles()
    enter(panel, "   ")
    assert visit.titles() == before


def test_an_empty_programme_says_how_to_write_in_the_line(empty: ProgrammePanel) -> None:
    hint, line = empty.quick._hint, empty.quick.line
    QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusIn))
    assert hint.isVisible()
    type_line(empty, "9-10 Call")
    assert not hint.isVisible()


def test_a_programme_that_is_begun_keeps_its_room(panel: ProgrammePanel) -> None:
    hint, line = panel.quick._hint, panel.quick.line
    QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusIn))
    assert not hint.isVisible()
    assert line.toolTip() == hint.text()


def test_a_typed_line_survives_a_change_elsewhere(
    panel: ProgrammePanel, visit: Visit, desk: Desk
) -> None:
    type_line(panel, "9-10 Call")
    panel.actions_on_items.save(visit.ids["visit"], room="101")
    assert panel.quick.line.text() == "9-10 Call"
    assert panel.quick.chips()

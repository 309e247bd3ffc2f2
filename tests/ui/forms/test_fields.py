"""What every field does: when a change counts, what Esc does, what stands below."""

from collections.abc import Callable
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.domain import Trilingual
from desktop.language import _
from desktop.ui import look
from desktop.ui.forms import (
    ChoiceField,
    DateField,
    Field,
    FlagsField,
    IntegerField,
    LongTextField,
    ReadOnlyField,
    SwitchField,
    TextArea,
    TextField,
    TimeField,
    TrilingualField,
)
from desktop.ui.switch import LanguageSwitch
from desktop.ui.widgets import PlainLabel, column
from tests.ui.sweep import child, line, press, type_text

Show = Callable[..., QWidget]


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication) -> Show:
    """Show fields in an active window, with one more line to leave them for."""
    look.apply(qapp, "light")

    kept: list[QWidget] = []

    def shown(*fields: QWidget) -> QWidget:
        window = QWidget()
        kept.append(window)
        elsewhere = QLineEdit()
        elsewhere.setObjectName("elsewhere")
        window.setLayout(column(*fields, elsewhere))
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return shown


def leave(window: QWidget) -> None:
    child(window, QLineEdit, "elsewhere").setFocus()


def test_leaving_a_field_is_one_change(show: Show) -> None:
    field = TextField(lambda: "City")
    window = show(field)
    told: list[str] = []
    field.set_value("Tokyo")
    field.edited.connect(told.append)
    line(field).selectAll()
    type_text(field.control(), "  København ")
    assert told == []
    assert field.value() == "Tokyo"
    leave(window)
    assert told == ["København"]
    assert field.value() == "København"
    field.control().setFocus()
    leave(window)
    assert told == ["København"]


def test_return_takes_a_text_and_esc_brings_it_back(show: Show, qtbot: QtBot) -> None:
    field = TextField(lambda: "City")
    show(field)
    told: list[str] = []
    field.edited.connect(told.append)
    type_text(field.control(), "東京")
    press(field.control(), Qt.Key.Key_Return)
    assert told == ["東京"]
    type_text(field.control(), "都")
    press(field.control(), Qt.Key.Key_Escape)
    assert field.read() == "東京"
    assert told == ["東京"]


def test_loading_leaves_what_is_being_typed(show: Show) -> None:
    field = TextField(lambda: "City")
    window = show(field)
    field.set_value("Tokyo")
    type_text(field.control(), "x")
    typed = field.read()
    field.set_value("Kyoto")
    assert field.read() == typed
    field.restore()
    assert field.read() == "Kyoto"
    leave(window)
    field.set_value("Nara")
    assert field.read() == "Nara"


def test_an_empty_text_is_empty_or_none() -> None:
    for optional, empty in ((False, ""), (True, None)):
        field = TextField(lambda: "City", optional=optional)
        field.set_value(None if optional else "")
        assert field.read() == empty


def test_undo_is_the_windows_when_nothing_was_typed(show: Show, qtbot: QtBot) -> None:
    """A text line would swallow Ctrl+Z, and the officer's last action would stay done."""
    from PySide6.QtGui import QKeySequence, QShortcut

    field = TextField(lambda: "City")
    window = show(field)
    undone: list[bool] = []
    QShortcut(QKeySequence("Ctrl+Z"), window).activated.connect(lambda: undone.append(True))
    field.control().setFocus()
    press(field.control(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]
    type_text(field.control(), "a")
    press(field.control(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]
    assert field.read() == ""


def test_what_is_below_follows_the_language(qtbot: QtBot, qapp: QApplication) -> None:
    field = TextField(lambda: _("City"), hint=lambda: _("Clear"))
    qtbot.addWidget(field)
    switch = LanguageSwitch(qapp)
    field.set_missing(lambda: _("Still needed"))
    assert below(field) == "Still needed"
    field.set_problem(lambda: _("Nothing found"))
    switch.use("qps")
    assert below(field) == "⟦Nothing found⟧"
    assert field.control().accessibleName() == "⟦City⟧"
    field.set_problem(None)
    assert below(field) == "⟦Still needed⟧"
    field.set_missing(None)
    assert below(field) == "⟦Clear⟧"
    switch.use("en")
    assert below(field) == "Clear"


def below(field: Field) -> str:
    return field._below.text()


def test_a_field_is_heard_as_it_is_seen(qtbot: QtBot) -> None:
    field = TextField(lambda: "R&D", hint=lambda: "What it is about")
    qtbot.addWidget(field)
    heard = QAccessible.queryAccessibleInterface(field.control())
    assert heard.text(QAccessible.Text.Name) == "R&D"
    field.set_problem(lambda: "Too long")
    assert heard.text(QAccessible.Text.Description) == "Too long"


def test_long_text_grows_and_keeps_its_lines(show: Show) -> None:
    field = LongTextField(lambda: "Note")
    window = show(field)
    area = child(field, TextArea)
    small = area.height()
    type_text(area, "one\ntwo\nthree\nfour\nfive")
    QApplication.processEvents()
    assert area.height() > small
    told: list[str] = []
    field.edited.connect(told.append)
    leave(window)
    assert told == ["one\ntwo\nthree\nfour\nfive"]


@pytest.mark.parametrize(("text", "value"), [("12", 12), ("１２", 12), (" 7 ", 7), ("", None)])
def test_whole_numbers_are_read(text: str, value: int | None) -> None:
    field = IntegerField(lambda: "Seats", least=1, most=50)
    type_text(field.control(), text)
    assert field.read() == value


@pytest.mark.parametrize("text", ["a", "0", "51", "1.5"])
def test_what_is_no_number_is_told_and_not_taken(qtbot: QtBot, text: str) -> None:
    field = IntegerField(lambda: "Seats", least=1, most=50)
    qtbot.addWidget(field)
    field.set_value(3)
    told: list[object] = []
    field.edited.connect(told.append)
    line(field).clear()
    type_text(field.control(), text)
    assert not field.commit()
    assert told == []
    assert field.value() == 3
    assert "number" in below(field)
    assert field.control().property("problem") is True
    field.restore()
    assert below(field) == ""


def test_a_choice_is_taken_at_once_and_named_in_every_language(
    qtbot: QtBot, qapp: QApplication
) -> None:
    words = {"draft": lambda: _("Open"), "done": lambda: _("Clear")}
    field = ChoiceField(
        lambda: "Status", words, lambda code: words[code](), none=lambda: _("Filter")
    )
    qtbot.addWidget(field)
    combo = child(field, QComboBox)
    told: list[str | None] = []
    field.edited.connect(told.append)
    field.set_value("done")
    assert combo.currentText() == "Clear"
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    assert told == ["draft"]
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    assert told == ["draft", None]
    field.set_value("draft")
    LanguageSwitch(qapp).use("qps")
    assert combo.currentText() == "⟦Open⟧"
    LanguageSwitch(qapp).use("en")


def test_a_code_that_is_no_longer_offered_still_shows(qtbot: QtBot) -> None:
    field = ChoiceField(lambda: "Status", ["a"], str.upper)
    qtbot.addWidget(field)
    field.set_value("old")
    assert child(field, QComboBox).currentText() == "OLD"
    assert field.read() == "old"


def test_flags_keep_their_order_and_what_they_do_not_know(qtbot: QtBot) -> None:
    field = FlagsField(lambda: "Languages", ("ja", "da", "en"), str.upper)
    qtbot.addWidget(field)
    told: list[tuple[str, ...]] = []
    field.edited.connect(told.append)
    field.set_value(["en", "fr"])
    field.findChildren(QToolButton)[0].click()
    assert told == [("ja", "en", "fr")]
    assert field.findChildren(QToolButton)[0].accessibleName() == "Languages: JA"


def test_a_switch_says_its_own_label(qtbot: QtBot) -> None:
    field = SwitchField(lambda: "Closed to media")
    qtbot.addWidget(field)
    told: list[bool] = []
    field.edited.connect(told.append)
    field.set_value(None)
    child(field, QCheckBox).click()
    assert told == [True]
    assert child(field, QCheckBox).text() == "Closed to media"


def test_a_shown_value_can_be_copied(qtbot: QtBot) -> None:
    field = ReadOnlyField(lambda: "Reference")
    qtbot.addWidget(field)
    field.set_value("DEL-2027-001 <b>")
    assert "DEL-2027-001 <b>" in [label.text() for label in field.findChildren(PlainLabel)]
    assert field.commit()


def test_a_date_shows_its_weekday_and_is_typed_without(show: Show) -> None:
    field = DateField(lambda: "Day", today=lambda: date(2027, 4, 1))
    window = show(field)
    leave(window)
    field.set_value(date(2027, 4, 19))
    shown = child(field, QLineEdit)
    assert shown.text() == "Mon 19 Apr 2027"
    shown.setFocus()
    assert shown.text() == "19 Apr 2027"
    told: list[date | None] = []
    field.edited.connect(told.append)
    leave(window)
    assert shown.text() == "Mon 19 Apr 2027"
    assert told == []
    shown.setFocus()
    shown.clear()
    type_text(shown, "20/4")
    leave(window)
    assert told == [date(2027, 4, 20)]
    assert shown.text() == "Tue 20 Apr 2027"


def test_tab_leads_from_one_date_to_the_next_and_down_opens_the_month(show: Show) -> None:
    """A stop at the calendar's button would swallow the next date, and the first one with it."""
    first, last = (DateField(lambda: "Day", today=lambda: date(2027, 4, 1)) for _each in "ab")
    show(first, last)
    child(first, QLineEdit).setFocus()
    type_text(child(first, QLineEdit), "19/4")
    press(child(first, QLineEdit), Qt.Key.Key_Tab)
    assert first.value() == date(2027, 4, 19)
    assert QApplication.focusWidget() is child(last, QLineEdit)
    press(child(last, QLineEdit), Qt.Key.Key_Down)
    assert child(last, QCalendarWidget).isVisible()


def test_a_field_that_is_left_from_its_button_is_taken(show: Show) -> None:
    field = TrilingualField(lambda: "Title")
    window = show(field)
    told: list[Trilingual] = []
    field.edited.connect(told.append)
    type_text(field.control(), "Visit")
    child(field, QToolButton).setFocus()
    assert told == []
    leave(window)
    assert told == [Trilingual(en="Visit")]


def test_a_date_that_is_none_stays_to_be_mended(show: Show) -> None:
    field = DateField(lambda: "Day", today=lambda: date(2027, 4, 1))
    window = show(field)
    shown = child(field, QLineEdit)
    type_text(shown, "31/2")
    leave(window)
    assert shown.text() == "31/2"
    assert "not a date" in below(field)
    assert field.value() is None


@pytest.mark.parametrize(
    ("code", "text"),
    [("ja", "2027/4/19（月）"), ("da", "man. 19.4.2027"), ("en", "Mon 19 Apr 2027")],
)
def test_a_date_is_read_back_in_each_language(
    qtbot: QtBot, qapp: QApplication, code: str, text: str
) -> None:
    LanguageSwitch(qapp).use(code)
    field = DateField(lambda: "Day")
    qtbot.addWidget(field)
    field.set_value(date(2027, 4, 19))
    assert child(field, QLineEdit).text() == text
    assert field.read() == date(2027, 4, 19)
    LanguageSwitch(qapp).use("en")
    assert child(field, QLineEdit).text() == "Mon 19 Apr 2027"


def test_a_day_is_chosen_from_the_month(show: Show, qtbot: QtBot) -> None:
    from PySide6.QtCore import QDate

    field = DateField(lambda: "Day", today=lambda: date(2027, 4, 1))
    show(field)
    child(field, QToolButton).click()
    month = child(field, QCalendarWidget)
    assert month.selectedDate() == QDate(2027, 4, 1)
    month.clicked.emit(QDate(2027, 4, 19))
    assert field.value() == date(2027, 4, 19)


@pytest.mark.parametrize("text", ["9.30", "0930", "9:30", "9時半"])
def test_times_are_read_as_people_write_them(qtbot: QtBot, text: str) -> None:
    field = TimeField(lambda: "Time")
    qtbot.addWidget(field)
    type_text(field.control(), text)
    assert field.commit()
    assert field.value() == time(9, 30)
    assert line(field).text() == "09:30"

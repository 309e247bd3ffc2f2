"""Taking what is typed before the field is left: nothing moves under the officer's hands."""

from collections.abc import Callable
from datetime import date, time

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain import Moment, Trilingual
from desktop.ui import look
from desktop.ui.forms import (
    DateField,
    Field,
    Form,
    HoursField,
    IntegerField,
    LongTextField,
    MomentField,
    ReferenceField,
    TextArea,
    TextField,
    TextLine,
    TrilingualField,
)
from tests.ui.sweep import line, press, type_text

TODAY = date(2026, 11, 23)


@pytest.fixture
def told() -> list[object]:
    """What the fields announced."""
    return []


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication, told: list[object]) -> Callable[[Field, object], Field]:
    """Show one field with a value, the keyboard in it."""
    look.apply(qapp, "light")

    def make(field: Field, value: object) -> Field:
        form = Form()
        form.add("it", field)
        form.add("other", TextField(lambda: "Other"))
        qtbot.addWidget(form)
        form.show()
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)
        form.load({"it": value})
        field.edited.connect(told.append)
        field.control().setFocus()
        written = field.control()
        if isinstance(written, TextLine):
            written.end(False)
        return field

    return make


Show = Callable[[Field, object], Field]


def test_text_cursor_and_selection_stay(show: Show, told: list[object]) -> None:
    field = show(TextField(lambda: "Name"), "")
    type_text(field.control(), "  Ida  Prøve ")
    written = line(field)
    written.setSelection(3, 4)
    assert field.keep()
    assert told == ["Ida  Prøve"]
    field.set_value("Ida  Prøve")  # as it comes back from the file
    assert written.text() == "  Ida  Prøve "
    assert (written.selectionStart(), written.selectedText()) == (3, "da  ")
    assert written.isUndoAvailable()
    assert field.keep()
    assert told == ["Ida  Prøve"]
    assert field.commit()  # left at last: now it is shown as it is stored
    assert written.text() == "Ida  Prøve"
    assert told == ["Ida  Prøve"]


def test_long_text_stays_with_its_cursor(show: Show, told: list[object]) -> None:
    field = show(LongTextField(lambda: "Note"), "")
    area = field.control()
    assert isinstance(area, TextArea)
    type_text(area, "one\ntwo ")
    area.moveCursor(area.textCursor().MoveOperation.Start)
    assert field.keep()
    field.set_value(told[-1])
    assert area.text() == "one\ntwo "
    assert area.textCursor().position() == 0


def test_what_cannot_be_read_yet_is_left_alone(show: Show, told: list[object]) -> None:
    field = show(DateField(lambda: "Day", today=lambda: TODAY), date(2026, 11, 30))
    written = line(field)
    written.selectAll()
    type_text(written, "3 Foo")
    assert not field.keep()
    assert told == []
    assert written.text() == "3 Foo"
    assert not written.property("problem")
    assert field._below.text() == ""


def test_a_date_is_taken_as_it_was_typed(show: Show, told: list[object]) -> None:
    field = show(DateField(lambda: "Day", today=lambda: TODAY), date(2026, 11, 30))
    written = line(field)
    written.selectAll()
    type_text(written, "2026-12-03")
    assert field.keep()
    field.set_value(date(2026, 12, 3))
    assert (told, written.text()) == ([date(2026, 12, 3)], "2026-12-03")
    assert field.commit()
    assert written.text() != "2026-12-03"


def test_an_input_method_is_not_disturbed(show: Show, told: list[object]) -> None:
    field = show(TextField(lambda: "Name"), "")
    type_text(field.control(), "東京")
    composing = QInputMethodEvent("かな", [])
    QCoreApplication.sendEvent(field.control(), composing)
    assert not field.keep()
    field.set_value("elsewhere")
    assert line(field).text() == "東京"
    done = QInputMethodEvent()
    done.setCommitString("仮名")
    QCoreApplication.sendEvent(field.control(), done)
    assert field.keep()
    assert told == ["東京仮名"]


def test_an_input_method_keeps_a_field_that_was_not_typed_into_yet(show: Show) -> None:
    for field in (TextField(lambda: "Name"), LongTextField(lambda: "Note")):
        shown = show(field, "before")
        QCoreApplication.sendEvent(shown.control(), QInputMethodEvent("かな", []))
        shown.set_value("from elsewhere")
        assert shown.written() == {"0": "before"}
        QCoreApplication.sendEvent(shown.control(), QInputMethodEvent("", []))


def test_a_refused_value_stays_where_it_is_typed(show: Show) -> None:
    field = show(TextField(lambda: "Name"), "old")
    field.edited.connect(lambda _value: field.set_value("old"))  # as a page shows a refusal
    line(field).selectAll()
    type_text(field.control(), "new")
    assert not field.keep()
    assert line(field).text() == "new"
    assert field.is_changed()


def test_what_was_taken_back_elsewhere_is_shown(show: Show) -> None:
    field = show(TextField(lambda: "Name"), "old")
    type_text(field.control(), "er")
    assert field.keep()
    field.set_value("old")  # undone
    assert line(field).text() == "old"
    assert not field.is_changed()


def test_esc_leads_back_to_what_was_before_the_typing(show: Show, told: list[object]) -> None:
    field = show(TextField(lambda: "Name"), "old")
    for text in ("er", " still"):
        type_text(field.control(), text)
        assert field.keep()
    press(field.control(), Qt.Key.Key_Escape)
    assert told == ["older", "older still", "old"]
    assert line(field).text() == "old"
    press(field.control(), Qt.Key.Key_Escape)
    assert told[-1] == "old"
    assert len(told) == 3


def test_the_lines_of_all_languages_have_names(show: Show, told: list[object]) -> None:
    field = show(TrilingualField(lambda: "Name"), Trilingual())
    type_text(field.control(), "Kyoto")
    assert field.written() == {"ja": "", "da": "", "en": "Kyoto"}
    field.write({"ja": "京都", "none": "x"})
    assert field.keep()
    assert told == [Trilingual(ja="京都", en="Kyoto")]


def test_half_of_a_moment_waits(show: Show, told: list[object]) -> None:
    field = show(
        MomentField(lambda: "Start", default_zone=lambda: "Asia/Tokyo", today=lambda: TODAY),
        Moment(),
    )
    field.write({"0": "2026-12-03"})
    assert not field.keep()
    field.write({"1": "9.30"})
    assert field.keep()
    assert told == [Moment(date(2026, 12, 3), time(9, 30), "Asia/Tokyo")]
    assert field.written()["1"] == "9.30"


def test_a_line_that_is_emptied_points_at_what_it_did_until_it_is_left(show: Show) -> None:
    field = show(ReferenceField(lambda: "Place", lambda _text: [], lambda _id: "Wako"), "p")
    line(field).clear()
    assert not field.keep()
    assert field.value() == "p"
    assert field.commit()
    assert field.value() is None


def test_what_asks_something_first_waits(show: Show) -> None:
    field = show(IntegerField(lambda: "Seats"), 3)
    field.keeps = False
    type_text(field.control(), "4")
    assert not field.keep()
    assert field.value() == 3


def test_hours_typed_back_are_the_hours_that_stood_there(show: Show) -> None:
    field = show(HoursField(lambda: "Hours"), "Mo-Fr 09:00-17:00")
    before = line(field).text()
    line(field).put("Mon–Fri 9–18")
    assert field.keep()
    assert field.value() != "Mo-Fr 09:00-17:00"
    line(field).put(before)
    assert field.keep()
    assert field.value() == "Mo-Fr 09:00-17:00"


def test_a_form_tells_what_is_typed_and_when_it_is_settled(show: Show) -> None:
    field = show(TextField(lambda: "Name"), "")
    form = field.window()
    assert isinstance(form, Form)
    heard: list[str] = []
    form.typed.connect(lambda name: heard.append(f"typed {name}"))
    form.settled.connect(lambda name: heard.append(f"settled {name}"))
    form.load({"it": "from the file"})
    assert heard == []
    type_text(field.control(), "a")
    form.field("other").control().setFocus()
    assert heard == ["typed it", "settled it"]

"""Opening hours: typed in any language, shown in the window's, kept as the file holds them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.language import _
from desktop.ui import look
from desktop.ui.forms import HoursField
from desktop.ui.switch import LanguageSwitch
from desktop.ui.widgets import PlainLabel
from tests.ui.sweep import line, press, type_text


@pytest.fixture
def field(qtbot: QtBot, qapp: QApplication) -> HoursField:
    """The field on its own, in an active window."""
    look.apply(qapp, "light")
    field = HoursField(lambda: _("Opening hours"))
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    return field


def below(field: HoursField) -> str:
    return " ".join(
        label.text()
        for label in field.findChildren(PlainLabel)
        if label.property("role") in ("hint", "problem", "missing") and label.isVisible()
    )


def is_marked(field: HoursField) -> bool:
    return any(
        label.property("role") == "missing" and label.isVisible()
        for label in field.findChildren(PlainLabel)
    )


@pytest.mark.parametrize(
    "typed", ["Mon-Fri 9-17.30", "man.–fre. kl. 9-17.30", "月～金 9:00～17:30", "Mo-Fr 09:00-17:30"]
)
def test_hours_typed_in_any_language_are_kept_as_the_file_holds_them(
    field: HoursField, typed: str
) -> None:
    told: list[str] = []
    field.edited.connect(told.append)
    type_text(field.control(), typed)
    assert told == []
    press(field.control(), Qt.Key.Key_Return)
    assert told == [field.value()] == ["Mo-Fr 09:00-17:30"]
    assert line(field).text() == "Mon–Fri 09:00–17:30"
    assert not is_marked(field)


def test_what_is_understood_stands_below_while_it_is_typed(field: HoursField) -> None:
    type_text(field.control(), "Mon-Fri")
    assert below(field) == ""
    type_text(field.control(), " 9-17")
    assert below(field) == "That is: Mon–Fri 09:00–17:00"
    assert field.control().accessibleDescription() == below(field)
    press(field.control(), Qt.Key.Key_Return)
    assert below(field) == ""


def test_what_cannot_be_read_is_kept_and_marked(field: HoursField) -> None:
    type_text(field.control(), "Ring først")
    assert not is_marked(field)
    press(field.control(), Qt.Key.Key_Return)
    assert field.value() == line(field).text() == "Ring først"
    assert is_marked(field)
    assert below(field).startswith("Kept as you wrote it, but not checked")
    line(field).selectAll()
    type_text(field.control(), "daily 9-17")
    assert not is_marked(field)
    press(field.control(), Qt.Key.Key_Escape)
    assert is_marked(field)
    field.set_value("Mo-Su 09:00-17:00")
    assert not is_marked(field)
    field.set_value("")
    assert (field.value(), is_marked(field), below(field)) == ("", False, "")


def test_what_the_form_still_needs_is_said_first(field: HoursField) -> None:
    field.set_value("Ring først")
    field.set_missing(lambda: "Still needed")
    assert below(field) == "Still needed"
    field.set_missing(None)
    assert below(field).startswith("Kept as you wrote it")


def test_a_text_from_the_file_is_not_changed_by_a_look_at_it(field: HoursField) -> None:
    told: list[str] = []
    field.edited.connect(told.append)
    for text in ("Ring først", "Mo-Fr 8:00-7:00", "24/7", "PH 10:00-12:00", ""):
        field.set_value(text)
        assert not field.is_changed()
        assert field.commit()
        assert field.value() == text
    assert told == []


def test_hours_follow_the_language_of_the_window(field: HoursField, qapp: QApplication) -> None:
    field.set_value("Mo-Sa 10:00-18:00")
    switch = LanguageSwitch(qapp)
    for code, text in (
        ("da", "man.–lør. 10.00–18.00"),
        ("ja", "月～土 10:00～18:00"),
        ("en", "Mon–Sat 10:00–18:00"),
    ):
        switch.use(code)
        assert line(field).text() == text
        assert field.read() == "Mo-Sa 10:00-18:00"
        assert not field.is_changed()

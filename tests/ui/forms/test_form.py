"""A form: fields by name, sections, columns."""

import pytest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from desktop.ui import look
from desktop.ui.forms import Form, IntegerField, TextField
from tests.ui.sweep import child, line, type_text


@pytest.fixture
def form(qtbot: QtBot, qapp: QApplication) -> Form:
    look.apply(qapp, "light")
    form = Form()
    form.section(lambda: "Who")
    form.add("name", TextField(lambda: "Name"))
    form.add("city", TextField(lambda: "City"))
    form.section(lambda: "More", folded=True)
    form.add("seats", IntegerField(lambda: "Seats"))
    qtbot.addWidget(form)
    return form


def test_values_go_in_and_changes_come_out_by_name(form: Form) -> None:
    told: list[tuple[str, object]] = []
    form.edited.connect(lambda name, value: told.append((name, value)))
    form.load({"name": "Mette", "city": "Kyoto", "seats": 3, "unknown": 1})
    assert form.values() == {"name": "Mette", "city": "Kyoto", "seats": 3}
    assert told == []
    line(form.field("city")).clear()
    type_text(form.field("city").control(), "Nara")
    assert form.commit()
    assert told == [("city", "Nara")]


def test_a_field_that_cannot_be_read_holds_the_form(form: Form) -> None:
    form.load({"name": "", "city": "", "seats": 3})
    type_text(form.field("seats").control(), "x")
    assert not form.commit()
    form.field("seats").restore()
    assert form.commit()


def test_rare_fields_are_folded_until_they_matter(form: Form) -> None:
    form.show()
    seats = form.field("seats")
    fold = child(form, QToolButton)
    assert fold.text() == "More"
    assert not seats.isVisible()
    form.problem("seats", lambda: "Too many")
    assert seats.isVisible()
    fold.click()
    assert not seats.isVisible()
    form.focus("seats")
    assert seats.isVisible()


def test_columns_follow_the_room(form: Form) -> None:
    form.show()
    name, city = form.field("name"), form.field("city")
    form.resize(3 * look.COLUMN, 600)
    QApplication.processEvents()
    assert name.y() == city.y()
    form.resize(look.COLUMN + look.XL, 600)
    QApplication.processEvents()
    assert name.x() == city.x()
    assert name.y() < city.y()
    assert name.width() > look.COLUMN / 2


def test_what_is_still_needed_is_said_where_it_is(form: Form) -> None:
    form.missing(["name"])
    assert form.field("name")._below.text() == "Still needed"
    form.missing([])
    assert form.field("name")._below.text() == ""


def test_two_fields_cannot_have_one_name(form: Form) -> None:
    with pytest.raises(ValueError, match="two fields"):
        form.add("name", TextField(lambda: "Again"))

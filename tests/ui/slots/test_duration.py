"""Lengths of time are read as people write them, and shown as the language does."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.slots.duration import DurationField, read_minutes
from desktop.ui.switch import LanguageSwitch
from tests.ui.sweep import line


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("24", 1440),
        ("24 h", 1440),
        ("24:00", 1440),
        ("7:30", 450),
        ("7,5", 450),
        ("7.5 h", 450),
        ("3 x 8 h", 1440),
        ("3×8", 1440),
        ("90 min", 90),
        ("2 h 15 min", 135),
        ("2 t. 15 min.", 135),
        ("24 timer", 1440),
        ("２４時間", 1440),
        ("2時間15分", 135),
        ("90分", 90),
        ("0", 0),
    ],
)
def test_a_length_is_read(text: str, minutes: int) -> None:
    assert read_minutes(text) == minutes


@pytest.mark.parametrize("text", ["", "soon", "3 x", "-4", "7:75", "x 3", "9" * 400, "2x" * 2_000])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no length"):
        read_minutes(text)


@pytest.mark.parametrize(("code", "shown"), [("en", "24 h"), ("da", "24 t."), ("ja", "24時間")])
def test_the_field_shows_and_reads_back_its_own_text(
    qtbot: QtBot, switch: LanguageSwitch, code: str, shown: str
) -> None:
    switch.use(code)
    field = DurationField(lambda: "Time")
    qtbot.addWidget(field)
    field.set_value(1440)
    assert line(field).text() == shown
    assert field.commit()
    assert field.value() == 1440


def test_a_slip_is_told_beside_the_field_and_changes_nothing(qtbot: QtBot) -> None:
    field = DurationField(lambda: "Time")
    qtbot.addWidget(field)
    field.set_value(60)
    line(field).setText("a while")
    assert not field.commit()
    assert "3 x 8 h" in line(field).accessibleDescription()
    assert field.value() == 60

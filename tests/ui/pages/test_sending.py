"""The part of the settings that calendar files and mails follow."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.desk import Desk
from desktop.ui.pages.sending import before
from desktop.ui.pages.settings import SettingsPage


def test_what_is_chosen_is_remembered(qtbot: QtBot, desk: Desk) -> None:
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.reload()
    assert page.form.field("remind_travel").value() == "180"
    page.form.edited.emit("remind_travel", "0")
    page.form.edited.emit("organizer_name", "Protocol")
    assert desk.settings.remind_travel == 0
    assert desk.settings.organizer_name == "Protocol"


def test_what_is_no_address_is_said_beside_it(qtbot: QtBot, desk: Desk) -> None:
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.reload()
    field = page.form.field("organizer_email")
    page.form.edited.emit("organizer_email", "the office")
    assert "not an e-mail address" in field._below.text()
    page.form.edited.emit("organizer_email", "office@example.org")
    assert "not an e-mail address" not in field._below.text()


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (0, "None"),
        (15, "15 minutes before"),
        (60, "1 hour before"),
        (1440, "1 day before"),
        (10080, "7 days before"),
    ],
)
def test_how_long_before_is_said_in_the_largest_unit(minutes: int, told: str) -> None:
    assert before(minutes) == told

"""Fields that point at other records, and the suggestions below a line."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import look
from desktop.ui.forms import ChipsField, ReferenceField, Suggester, ZoneField
from desktop.ui.forms.suggest import CREATE
from tests.ui.sweep import child, line, press, type_text

PEOPLE = {"1": "Mette Demo", "2": "見本 花子", "3": "Søren Prøve"}


def find(text: str) -> list[tuple[str, ...]]:
    return [(i, name, "Prøve") for i, name in PEOPLE.items() if text.lower() in name.lower()]


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication) -> Callable[[QWidget], None]:
    look.apply(qapp, "light")

    def shown(widget: QWidget) -> None:
        qtbot.addWidget(widget)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)

    return shown


def make(**more: object) -> ReferenceField:
    return ReferenceField(lambda: "Head", find, lambda i: PEOPLE[i], **more)  # type: ignore[arg-type]


def offered(field: QWidget) -> list[str]:
    model = child(field, Suggester)._model
    return [model.at(row).text for row in range(model.rowCount())]


def test_typing_offers_what_fits_and_return_takes_it(
    show: Callable[[QWidget], None], qtbot: QtBot
) -> None:
    field = make()
    show(field)
    told: list[str | None] = []
    field.edited.connect(told.append)
    field.set_value("1")
    line(field).selectAll()
    type_text(field.control(), "花")
    suggester = child(field, Suggester)
    qtbot.waitUntil(suggester.is_open)
    assert offered(field) == ["見本 花子"]
    press(suggester._popup, Qt.Key.Key_Return)
    assert told == ["2"]
    assert field.value() == "2"
    assert not suggester.is_open()


def test_the_down_key_shows_what_there_is(show: Callable[[QWidget], None], qtbot: QtBot) -> None:
    field = make()
    show(field)
    field.set_value("1")
    field.control().setFocus()
    press(field.control(), Qt.Key.Key_Down)
    assert len(offered(field)) == 3
    suggester = child(field, Suggester)
    press(suggester._popup, Qt.Key.Key_Escape)
    assert not suggester.is_open()
    assert field.value() == "1"


def test_something_new_is_made_of_what_was_typed(
    show: Callable[[QWidget], None], qtbot: QtBot
) -> None:
    people = dict(PEOPLE)

    def create(text: str) -> str:
        people["9"] = text
        return "9"

    field = ReferenceField(lambda: "Head", find, lambda i: people[i], create=create)
    show(field)
    type_text(field.control(), "Øjvind")
    suggester = child(field, Suggester)
    qtbot.waitUntil(suggester.is_open)
    assert offered(field) == ["Create “Øjvind”"]
    assert suggester._model.at(0).id == CREATE
    press(suggester._popup, Qt.Key.Key_Return)
    assert field.value() == "9"
    assert people["9"] == "Øjvind"


def test_a_whole_name_needs_no_choosing(qtbot: QtBot) -> None:
    field = make()
    qtbot.addWidget(field)
    type_text(field.control(), "søren prøve")
    assert field.commit()
    assert field.value() == "3"


def test_a_name_that_nobody_has_is_not_taken(qtbot: QtBot) -> None:
    field = make()
    qtbot.addWidget(field)
    field.set_value("1")
    line(field).clear()
    type_text(field.control(), "nobody")
    assert not field.commit()
    assert field.value() == "1"


def test_a_reference_can_be_opened_and_cleared(qtbot: QtBot) -> None:
    opened: list[str] = []
    field = make(go=opened.append)
    qtbot.addWidget(field)
    clear, go = field.findChildren(QToolButton)
    assert clear.isHidden()
    field.set_value("2")
    go.click()
    assert opened == ["2"]
    clear.click()
    assert field.value() is None
    assert go.isHidden()


def test_chips_are_added_and_removed(show: Callable[[QWidget], None], qtbot: QtBot) -> None:
    field = ChipsField(lambda: "Members", find, lambda i: PEOPLE[i])
    show(field)
    told: list[tuple[str, ...]] = []
    field.edited.connect(told.append)
    field.set_value(["1", "2"])
    type_text(field.control(), "r")
    suggester = child(field, Suggester)
    qtbot.waitUntil(suggester.is_open)
    assert offered(field) == ["Søren Prøve"]
    press(suggester._popup, Qt.Key.Key_Return)
    assert told[-1] == ("1", "2", "3")
    press(field.control(), Qt.Key.Key_Backspace)
    assert field.value() == ("1", "2")
    button = next(
        b for b in field.findChildren(QToolButton) if b.accessibleName() == "Remove Mette Demo"
    )
    button.click()
    assert field.value() == ("2",)


def test_a_zone_is_found_by_its_city(qtbot: QtBot) -> None:
    field = ZoneField(lambda: "Time zone")
    qtbot.addWidget(field)
    for text, zone in (
        ("Kobenhavn", None),
        ("copenhagen", "Europe/Copenhagen"),
        ("Asia/Tokyo", "Asia/Tokyo"),
        ("new york", "America/New_York"),
        ("", None),
    ):
        line(field).clear()
        type_text(field.control(), text)
        if field.commit():
            assert field.value() == zone


def test_the_two_countries_are_offered_first(qtbot: QtBot) -> None:
    from desktop.language import Language
    from desktop.ui.forms.zone import find_zones, two_countries

    english = Language.of("en")
    assert [z.id for z in find_zones(english, "", two_countries())] == list(two_countries())
    assert find_zones(Language.of("ja"), "東京", two_countries())[0].id == "Asia/Tokyo"
    assert find_zones(Language.of("da"), "københavn", two_countries())[0].id == "Europe/Copenhagen"
    assert "Europe/London" in [z.id for z in find_zones(english, "lon", two_countries())]

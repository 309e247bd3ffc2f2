"""The page of privacy: what is due, removed once it is confirmed, and the days of each class."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain import Delegation, Member, Person
from desktop.domain.codes import DataClass
from desktop.store import retention
from desktop.ui.desk import Desk
from desktop.ui.pages.privacy import PrivacyPage
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.switch import LanguageSwitch
from desktop.ui.widgets import Button, Confirm, PlainLabel, StatusChip
from tests.ui.sweep import line, press, type_text

DAY = date(2026, 6, 30)  # 146 days before the day of the test


def guest(desk: Desk, given: str, **values: object) -> str:
    person = Person(given=given, **values)
    trip = Delegation(reference=f"DEL-{given}", end=DAY)
    with desk.office.writing("create") as session:
        session.add_all([person, trip, Member(delegation_id=trip.id, person_id=person.id)])
    return person.id


def read(desk: Desk, person: str) -> Person:
    return desk.read(lambda session: session.get_one(Person, person))


def summary(page: PrivacyPage) -> str:
    return page._summary.text()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PrivacyPage:
    page = PrivacyPage(desk)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    qtbot.waitUntil(lambda: page._found is not None)
    return page


@pytest.fixture
def sure(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every question is answered with yes; gives what was asked."""
    asked: list[str] = []

    def ask(_parent: object, title: object, text: object, *_rest: object, **_more: object) -> bool:
        asked.extend(f"{one()}" for one in (title, text) if callable(one))
        return True

    monkeypatch.setattr(Confirm, "ask", ask)
    return asked


def test_nothing_is_due(page: PrivacyPage, desk: Desk, qtbot: QtBot) -> None:
    assert not page.button.isEnabled()
    assert summary(page).startswith("Nothing is due, and no visit")
    guest(desk, "Ann", email="ann@example.dk")
    qtbot.waitUntil(lambda: "29 Jun 2029" in summary(page))
    assert not page.button.isEnabled()


def test_what_is_due_is_removed_once_it_is_confirmed(
    page: PrivacyPage, desk: Desk, qtbot: QtBot, sure: list[str]
) -> None:
    ann = guest(desk, "Ann", passport_number="P0000001", email="ann@example.dk")
    bo = guest(desk, "Bo", passport_number="P0000002")
    qtbot.waitUntil(lambda: len(page.due.boxes()) == 2)
    chips = {chip.text() for chip in page.due.findChildren(StatusChip)}
    assert chips == {"Passport"}
    boxes = {box.accessibleName(): box for box in page.due.boxes()}
    assert all(box.isChecked() for box in boxes.values())
    boxes["Bo"].setFocus()
    press(boxes["Bo"], Qt.Key.Key_Space)
    page.button.click()
    qtbot.waitUntil(lambda: read(desk, ann).passport_number == "")
    assert "1 person" in sure[0]
    assert "cannot be undone" in sure[1]
    assert read(desk, ann).email == "ann@example.dk"
    assert read(desk, bo).passport_number == "P0000002"
    qtbot.waitUntil(lambda: [box.accessibleName() for box in page.due.boxes()] == ["Bo"])
    # Who was spared is spared still.
    assert not page.due.boxes()[0].isChecked()
    assert not page.button.isEnabled()


def test_who_waits_equally_long_stands_by_name(page: PrivacyPage, desk: Desk, qtbot: QtBot) -> None:
    given = ["Carl", "Eva", "Ann", "Dan", "Bo"]
    for one in given:
        guest(desk, one, passport_number="P0000001")
    qtbot.waitUntil(lambda: len(page.due.boxes()) == len(given))
    assert [box.accessibleName() for box in page.due.boxes()] == sorted(given)


def test_nothing_is_removed_without_a_yes(
    page: PrivacyPage, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = guest(desk, "Ann", passport_number="P0000001")
    qtbot.waitUntil(page.button.isEnabled)
    monkeypatch.setattr(Confirm, "ask", lambda *_all, **_named: False)
    page.button.click()
    assert page.button.isEnabled()
    assert read(desk, ann).passport_number == "P0000001"


def test_the_days_of_a_class_can_be_changed_and_undone(
    page: PrivacyPage, desk: Desk, qtbot: QtBot
) -> None:
    guest(desk, "Ann", passport_number="P0000001")
    qtbot.waitUntil(page.button.isEnabled)
    days = line(page.form.field("passport"))
    days.selectAll()
    type_text(days, "200")
    press(days, Qt.Key.Key_Return)
    assert desk.read(retention.days)[DataClass.PASSPORT] == 200
    qtbot.waitUntil(lambda: not page.button.isEnabled())
    desk.undo()
    qtbot.waitUntil(page.button.isEnabled)
    assert desk.read(retention.days)[DataClass.PASSPORT] == 30


@pytest.mark.parametrize(("code", "title"), [("ja", "個人情報の保護"), ("da", "Privatliv")])
def test_it_speaks_every_language(
    page: PrivacyPage, desk: Desk, qtbot: QtBot, switch: LanguageSwitch, code: str, title: str
) -> None:
    from desktop.language import _

    guest(desk, "Ann", passport_number="P0000001")
    qtbot.waitUntil(page.button.isEnabled)
    switch.use(code)
    told = {label.text() for label in page.findChildren(PlainLabel)}
    assert page.title() == _("Privacy") in told
    assert _("Due for removal") in told
    # Either the catalogue is still without it, or it says it as it should.
    assert page.title() in (title, "Privacy")


def test_the_settings_lead_there(qtbot: QtBot, desk: Desk) -> None:
    settings = SettingsPage(desk)
    qtbot.addWidget(settings)
    asked: list[str] = []
    desk.page_asked.connect(asked.append)
    (lead,) = [one for one in settings.findChildren(Button) if one.text() == "Privacy"]
    lead.click()
    assert asked == ["privacy"]

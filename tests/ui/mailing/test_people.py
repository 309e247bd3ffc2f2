"""The list of those who get something: also a very long name leaves room for the address."""

from pytestqt.qtbot import QtBot

from desktop.domain import Person
from desktop.ui import look
from desktop.ui.mailing.people import PeopleList, Reader


def test_a_very_long_name_is_cut_and_told_in_full(qtbot: QtBot) -> None:
    long = Person(id="long", given="Maximiliane " * 5 + "&", family="Hohenzollern")
    short = Person(id="short", given="Ida", family="Bo & Co")
    people = PeopleList([Reader(long, "da"), Reader(short, "da")])
    qtbot.addWidget(people)
    cut, whole = people._boxes.values()
    assert cut.text().endswith("…")
    assert cut.sizeHint().width() <= look.COLUMN + look.XL
    assert cut.accessibleName().endswith("Hohenzollern")
    assert "Hohenzollern" in cut.toolTip()
    assert whole.text().replace("&&", "&") == whole.accessibleName()
    assert whole.toolTip() == ""

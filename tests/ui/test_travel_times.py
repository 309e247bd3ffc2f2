"""Travel times are typed into a small table, beside those that are only estimated."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain import Delegation, Item, Place, Trilingual
from desktop.domain.plan import PlaceFact, Plan
from desktop.store import travel
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.editors.place import PlaceEditor
from desktop.ui.pages.organisations import TravelTimesPage
from desktop.ui.travel_times import TravelPanel
from tests.ui.conflicts.kit import Engine
from tests.ui.sweep import line

# Two places in Tokyo, 7 km apart, and one of which only the name is known.
_WHERE = {"Hall": (35.68, 139.76), "Lab": (35.66, 139.69), "Inn": (None, None)}


@pytest.fixture
def places(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Three places of one programme, and the plan in which they stand."""
    trip = Delegation()
    made = {
        name: Place(name=Trilingual(en=name), latitude=where[0], longitude=where[1])
        for name, where in _WHERE.items()
    }
    with desk.office.writing("create") as session:
        session.add_all([trip, *made.values()])
        session.add_all(Item(delegation_id=trip.id, place_id=place.id) for place in made.values())
    facts = {
        place.id: PlaceFact(place.id, latitude=place.latitude, longitude=place.longitude)
        for place in made.values()
    }
    desk.watch.stop()
    engine = Engine(desk)
    engine.plan = Plan(desk.today(), places=facts)
    monkeypatch.setattr(engine, "_read", lambda: None)
    monkeypatch.setattr(desk, "watch", engine)
    return {name: place.id for name, place in made.items()}


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk, places: dict[str, str]) -> TravelPanel:
    """The ways of the hall."""
    made = TravelPanel(desk, lambda: places["Hall"])
    qtbot.addWidget(made)
    made.load(places["Hall"])
    desk.changed.connect(lambda _kinds: made.load(places["Hall"]))
    return made


def _table(panel: TravelPanel) -> list[tuple[str, ...]]:
    model = panel.model
    return [
        tuple(str(model.index(row, at).data()) for at in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def test_the_ways_that_programmes_want_are_estimated_where_that_is_possible(
    panel: TravelPanel,
) -> None:
    inn, lab = _table(panel)
    assert inn == ("Inn", "not known", "", "")
    assert lab[0] == "Lab"
    assert lab[1].startswith("about ")
    assert lab[1].endswith(" min, estimated")


def test_minutes_typed_over_an_estimate_are_kept(
    panel: TravelPanel, desk: Desk, places: dict[str, str]
) -> None:
    panel.table.choose([places["Lab"]])
    panel.form.edited.emit("minutes", 25)
    (way,) = desk.read(travel.ways)
    assert (way.from_place_id, way.to_place_id) == (places["Hall"], places["Lab"])
    assert (way.minutes, way.one_way) == (25, False)
    assert _table(panel)[0] == ("Lab", "25 min", "both ways", "")
    assert panel.part() is not None
    assert panel.part().id == way.id
    panel.form.edited.emit("one_way", True)
    assert _table(panel)[0] == ("Lab", "25 min", "from here only", "")
    desk.undo()
    desk.undo()
    assert desk.read(travel.ways) == []


def test_half_a_way_is_not_kept(panel: TravelPanel, desk: Desk, places: dict[str, str]) -> None:
    panel.add()
    panel.form.edited.emit("to_place_id", places["Inn"])
    assert desk.read(travel.ways) == []
    panel.form.field("to_place_id").set_value(places["Inn"])
    panel.form.edited.emit("minutes", 15)
    (way,) = desk.read(travel.ways)
    assert (way.from_place_id, way.to_place_id, way.minutes) == (
        places["Hall"],
        places["Inn"],
        15,
    )


def test_what_there_must_be_cannot_be_emptied(
    panel: TravelPanel, desk: Desk, places: dict[str, str]
) -> None:
    panel.table.choose([places["Lab"]])
    panel.form.edited.emit("minutes", 25)
    panel.form.edited.emit("minutes", None)
    assert [way.minutes for way in desk.read(travel.ways)] == [25]
    assert line(panel.form.field("minutes")).text() == "25"


def test_deleting_leaves_the_estimate(
    panel: TravelPanel, desk: Desk, places: dict[str, str]
) -> None:
    panel.table.choose([places["Lab"]])
    panel.form.edited.emit("minutes", 25)
    panel.delete()
    assert desk.read(travel.ways) == []
    assert "estimated" in _table(panel)[1][1]
    panel.delete()  # an estimate is nobody's to delete


def test_all_ways_stand_on_one_page(qtbot: QtBot, desk: Desk, places: dict[str, str]) -> None:
    page = TravelTimesPage(desk)
    qtbot.addWidget(page)
    page.show()
    with desk.office.writing("create") as session:
        travel.enter(session, places["Lab"], places["Inn"], minutes=75, one_way=True)
    assert _table(page.panel) == [("Lab", "Inn", "1 h 15 min", "this way only", "")]
    assert page.leave()


@pytest.mark.parametrize("height", [420, 1000])
def test_table_and_form_scroll_beside_each_other_and_never_in_one_another(
    qtbot: QtBot, desk: Desk, places: dict[str, str], height: int
) -> None:
    page = TravelTimesPage(desk)
    qtbot.addWidget(page)
    page.resize(740, height)
    page.show()
    with desk.office.writing("create") as session:
        travel.enter(session, places["Lab"], places["Inn"], minutes=75)
    table, card = page.panel.table, page.panel.form
    low = height < look.LOW
    qtbot.waitUntil(lambda: (_left(card, page) > _left(table, page) + table.width()) == low)
    above = table.parentWidget()
    while above is not None:
        assert not isinstance(above, QScrollArea)
        above = above.parentWidget()
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    assert table.geometry().bottom() <= page.height()


def _left(part: QWidget, page: QWidget) -> int:
    return part.mapTo(page, QPoint(0, 0)).x()


def test_the_place_editor_shows_the_ways_of_the_place(
    qtbot: QtBot, desk: Desk, places: dict[str, str]
) -> None:
    editor = PlaceEditor(desk, places["Lab"])
    qtbot.addWidget(editor)
    editor.show()
    assert {row[0] for row in _table(editor.travel)} == {"Hall", "Inn"}
    with desk.office.writing("create") as session:
        travel.enter(session, places["Hall"], places["Lab"], minutes=20, one_way=True)
    assert _table(editor.travel)[0] == ("Hall", "20 min", "to here only", "")

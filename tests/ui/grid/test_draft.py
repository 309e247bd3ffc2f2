"""A draft in the grid: what changes stands out, ways are told, and nothing can be moved."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui import look
from desktop.ui.grid.draft import Becomes, Draft, Way
from desktop.ui.grid.ways import ways_in
from desktop.ui.programme.programme import Programme
from tests.ui.grid.conftest import Bench
from tests.ui.grid.kit import instant, item, programme

Show = Callable[[Programme], Bench]
MOVED = Draft({"talk": Becomes("plus", "Moved", "Talk moves from Monday")})


def visit() -> Programme:
    return programme(
        item("talk", "19 10:00", "19 11:00"), item("tour", "19 13:00", "19 14:00"), item("host")
    )


def drafted(bench: Bench, draft: Draft = MOVED) -> None:
    """Show a draft that moves the talk away from Tuesday."""
    bench.grid.set_draft(draft)
    bench.grid.set_others([("Now", programme(item("talk", "20 10:00", "20 11:00")))])


def test_what_a_draft_changes_stands_out_and_all_else_is_calm(show: Show) -> None:
    bench = show(visit())
    picture = bench.grid.picture()
    assert not picture.face("tour").calm
    drafted(bench)
    picture = bench.grid.picture()
    talk, tour = picture.face("talk"), picture.face("tour")
    assert talk.becomes is not None
    assert talk.becomes.word == "Moved"
    assert not talk.calm
    assert tour.becomes is None
    assert tour.calm
    before = bench.grid.grab().toImage()
    bench.grid.set_draft(Draft({"tour": MOVED.changes["talk"]}))
    assert bench.grid.grab().toImage() != before


def test_the_tip_and_a_screen_reader_tell_what_becomes_of_an_item(show: Show) -> None:
    bench = show(visit())
    drafted(bench)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert "Talk moves from Monday" in bench.index("talk").data(role)
    assert "Talk moves from Monday" in bench.grid.tip_at(bench.centre("talk"))
    assert "moves" not in bench.index("tour").data(role)
    bench.grid.set_draft(None)
    assert "moves" not in bench.index("talk").data(role)


def test_a_click_where_an_item_is_now_leads_to_the_item(show: Show) -> None:
    bench = show(visit())
    drafted(bench)
    place = bench.point(1, instant("20 10:30"))
    assert bench.grid.item_id(bench.grid.indexAt(place)) == "talk"
    assert "Talk moves from Monday" in bench.grid.tip_at(place)
    bench.press(place)
    bench.release(place)
    assert bench.grid.chosen() == ["talk"]
    # What belongs to another programme is not the grid's own while it shows no draft.
    bench.grid.set_draft(None)
    assert not bench.grid.indexAt(place).isValid()


def test_where_an_item_is_now_is_drawn_as_an_outline_alone(show: Show) -> None:
    bench = show(visit())
    drafted(bench)
    pale = bench.grid.viewport().grab().toImage()
    block = next(block for block in bench.grid.scene().blocks if block.other is not None)
    place = bench.grid.frame().block(block).bottomRight()
    inside = pale.pixelColor(place.x() - look.S, place.y() - look.S)
    assert inside.name() == look.colours().window
    bench.grid.set_draft(None)
    hatched = bench.grid.viewport().grab().toImage()
    assert hatched != pale


def test_a_way_is_told_between_two_items_as_far_as_there_is_room(show: Show) -> None:
    bench = show(visit())
    way = Way("talk", "tour", "about 25 min, estimated", "≈ 25 min")
    ((rect, text),) = ways_in(bench.grid.scene(), [way])
    talk, tour = bench.grid.scene().of["talk"][0], bench.grid.scene().of["tour"][0]
    assert (rect.top(), rect.bottom() + 1) == (talk.y + talk.height, tour.y)
    assert text == "about 25 min, estimated"
    long = Way("talk", "tour", "x" * 200, "≈ 25 min")
    assert [text for _rect, text in ways_in(bench.grid.scene(), [long])] == ["≈ 25 min"]
    assert not list(ways_in(bench.grid.scene(), [Way("talk", "tour", "x" * 200, "y" * 200)]))
    before = bench.grid.grab().toImage()
    bench.grid.set_draft(Draft())
    calm = bench.grid.grab().toImage()
    bench.grid.set_draft(Draft(ways=(way,)))
    assert bench.grid.grab().toImage() not in (before, calm)


def test_no_way_is_told_where_something_else_stands_or_on_another_day(show: Show) -> None:
    close = programme(
        item("talk", "19 10:00", "19 11:00"),
        item("lunch", "19 11:30", "19 12:30"),
        item("tour", "19 13:00", "19 14:00"),
        item("next", "19 14:05", "19 15:00"),
        item("late", "20 09:00", "20 10:00"),
    )
    scene = show(close).grid.scene()
    assert not list(ways_in(scene, [Way("talk", "tour", "25 min")]))
    assert not list(ways_in(scene, [Way("tour", "next", "5 min")]))
    assert not list(ways_in(scene, [Way("next", "late", "5 min")]))
    assert list(ways_in(scene, [Way("lunch", "tour", "5 min")]))


def test_a_fixed_grid_is_walked_through_and_opened_but_never_changed(show: Show) -> None:
    bench = show(visit())
    bench.grid.set_fixed(True)
    bench.grid.choose(["talk"])
    alt = Qt.KeyboardModifier.AltModifier
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
        bench.key(key, alt)
        bench.key(key, alt | Qt.KeyboardModifier.ShiftModifier)
    for key in (Qt.Key.Key_N, Qt.Key.Key_M):
        bench.key(key)
    free = bench.point(1, instant("20 12:00"))
    bench.drag(bench.centre("talk"), free)
    bench.drag(free, bench.point(1, instant("20 14:00")))
    QTest.mouseDClick(bench.grid.viewport(), Qt.MouseButton.LeftButton, pos=free)
    assert bench.grid.drag() is None
    assert bench.told == []
    bench.grid.choose(["talk"])
    bench.key(Qt.Key.Key_Down)
    assert bench.grid.chosen() == ["tour"]
    bench.grid.choose(["host"])
    bench.key(Qt.Key.Key_Return)
    assert bench.told == [("details_asked", "host")]
    bench.grid.set_fixed(False)
    bench.grid.choose(["talk"])
    bench.key(Qt.Key.Key_Down, alt)
    assert bench.told[-1][0] == "moved"


def test_a_dense_grid_shows_more_days(show: Show) -> None:
    bench = show(
        programme(*(item(f"i{n}", f"{n} 10:00", f"{n} 11:00") for n in range(11, 29)), item("host"))
    )
    wide, tray = bench.grid.scene().slots[0].width, bench.grid.frame().tray.width()
    bench.grid.set_dense(True)
    assert bench.grid.scene().slots[0].width < wide
    assert bench.grid.frame().tray.width() < tray

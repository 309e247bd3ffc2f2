"""What the grid shows: to scale, in sight, to screen readers, in step with the table."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QRect
from PySide6.QtGui import QAccessible, QPainter
from PySide6.QtWidgets import QApplication

from desktop.domain import Group, Item, ItemGroup
from desktop.language import use
from desktop.ui import look
from desktop.ui.grid.ground import Ground
from desktop.ui.grid.lanes import Lane, Mode
from desktop.ui.programme.programme import Programme
from desktop.ui.programme.table_model import Column
from desktop.ui.switch import LanguageSwitch
from tests.ui.grid.conftest import Bench
from tests.ui.grid.kit import COPENHAGEN, TOKYO, day, instant, item, programme

Show = Callable[[Programme], Bench]


def visit() -> Programme:
    out = item("out", "17 11:20", "18 07:55", COPENHAGEN, kind="flight", to=TOKYO)
    back = item("back", "24 11:45", "24 18:40", kind="flight", to=COPENHAGEN)
    return programme(
        out,
        item("bus", "18 09:15", "18 10:30"),
        item("talk", "19 10:00", "19 11:00"),
        item("host"),
        back,
        first="17",
        last="24",
    )


def test_the_heights_of_a_flight_add_up_to_its_true_duration(show: Show) -> None:
    bench = show(visit())
    scene = bench.grid.scene()
    out = scene.of["out"]
    assert [block.slot for block in out] == [0, 1]
    assert sum(block.height for block in out) == pytest.approx((13 * 60 + 35), abs=1)
    assert (out[0].begins, out[0].ends, out[1].begins, out[1].ends) == (True, False, False, True)
    (back,) = scene.of["back"]
    assert back.height == 13 * 60 + 55


def test_a_picture_asked_for_anew_while_it_is_painted_is_finished_first(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = show(visit())
    paint = Ground.paint_body

    def moved_meanwhile(ground: Ground, painter: QPainter) -> None:
        bench.grid.redraw()  # as a scroll bar that comes or goes does
        paint(ground, painter)

    monkeypatch.setattr(Ground, "paint_body", moved_meanwhile)
    bench.grid.lay_out()
    # Once it crashed here: the picture was let go under its painter.
    assert not bench.grid.still().isNull()
    bench.grid.viewport().repaint()


def test_an_item_past_midnight_goes_on_in_the_next_column(show: Show) -> None:
    bench = show(programme(item("party", "19 22:00", "20 02:00")))
    first, second = bench.grid.scene().of["party"]
    assert (first.height, second.height) == (120, 120)
    assert second.y == bench.grid.scene().axis.pixel(0)


def test_forty_at_once_are_all_there_and_none_is_too_narrow(show: Show) -> None:
    bench = show(programme(*(item(f"i{n}", "19 10:00", "19 11:00") for n in range(40))))
    blocks = [block for block in bench.grid.scene().blocks if block.slot == 0]
    assert len({block.x for block in blocks}) == 40
    assert min(block.width for block in blocks) >= look.GRID_LANE - 1
    bench.grid.choose(["i39"])
    rect = bench.grid.visualRect(bench.index("i39"))
    assert bench.grid.frame().body.intersects(rect)


def test_only_the_hours_in_use_are_shown_unless_all_are_wanted(show: Show) -> None:
    bench = show(programme(item("early", "19 06:30", "19 07:00")))
    assert (bench.grid.scene().axis.first, bench.grid.scene().axis.last) == (360, 1080)
    bench.grid.set_show_all_hours(True)
    assert (bench.grid.scene().axis.first, bench.grid.scene().axis.last) == (0, 1440)


def test_every_item_is_an_accessible_child_where_it_is_drawn(show: Show) -> None:
    bench = show(visit())
    seen = QAccessible.queryAccessibleInterface(bench.grid)
    assert seen.childCount() == bench.model.rowCount()
    row = bench.model.row_of("talk")
    child = seen.child(row)
    assert child.role() == QAccessible.Role.ListItem
    name = child.text(QAccessible.Text.Name)
    assert name == "Talk, Meeting, Mon 19 Apr, 10:00–11:00, Everyone, Confirmed"
    rect = bench.grid.visualRect(bench.index("talk"))
    assert child.rect() == QRect(bench.grid.viewport().mapToGlobal(rect.topLeft()), rect.size())
    point = bench.grid.viewport().mapToGlobal(rect.center())
    assert seen.childAt(point.x(), point.y()).text(QAccessible.Text.Name) == name
    bench.grid.choose(["talk"])
    assert seen.focusChild().text(QAccessible.Text.Name) == name


def test_what_is_wrong_and_what_is_pinned_is_said(show: Show) -> None:
    bench = show(programme(item("talk", "19 10:00", "19 11:00", pinned=True), item("host")))
    bench.grid.set_marks({"talk": "block"})
    seen = QAccessible.queryAccessibleInterface(bench.grid)
    talk = seen.child(bench.model.row_of("talk")).text(QAccessible.Text.Name)
    assert talk.endswith("Confirmed, Pinned, Must be solved")
    host = seen.child(bench.model.row_of("host")).text(QAccessible.Text.Name)
    assert host == "Host, Meeting, Not placed yet, Everyone, Confirmed"
    head = seen.child(bench.model.row_of_day(day("19"))).text(QAccessible.Text.Name)
    assert head.startswith("Monday 19 April 2027")


def test_the_selection_is_shared_both_ways(show: Show) -> None:
    bench = show(visit())
    bench.grid.choose(["talk", "bus"])
    rows = {index.row() for index in bench.selection.selectedRows()}
    assert rows == {bench.model.row_of("talk"), bench.model.row_of("bus")}
    assert bench.selection.currentIndex().row() == bench.model.row_of("talk")
    flag = QItemSelectionModel.SelectionFlag
    index = bench.model.index(bench.model.row_of("back"), Column.TITLE)
    bench.selection.setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
    assert bench.grid.chosen() == ["back"]
    assert bench.grid.item_id(bench.grid.currentIndex()) == "back"
    assert bench.grid.day() == day("24")


def test_the_selection_stays_when_the_programme_changes(show: Show) -> None:
    bench = show(programme(item("a", "19 10:00", "19 11:00"), item("b", "19 12:00", "19 13:00")))
    bench.grid.choose(["b"])
    bench.model.show(programme(item("b", "20 08:00", "20 09:00")))
    assert bench.grid.chosen() == ["b"]
    assert bench.grid.scene().of["b"][0].slot == 1


def test_what_is_chosen_is_brought_into_sight(show: Show) -> None:
    bench = show(visit())
    bench.grid.choose(["back"])
    rect = bench.grid.visualRect(bench.index("back"))
    assert bench.grid.frame().body.contains(rect.topLeft())
    assert bench.grid.indexAt(rect.center()) == bench.index("back")


def test_places_outside_of_items_are_no_items(show: Show) -> None:
    bench = show(visit())
    assert not bench.grid.indexAt(QPoint(2, 2)).isValid()
    assert not bench.grid.indexAt(bench.point(2, instant("19 15:00"))).isValid()


def test_groups_have_lanes_and_what_is_for_all_goes_over_all(show: Show) -> None:
    groups = tuple(Group(id=code, code=code) for code in "AB")

    def of(group: Group, name: str, start: str, end: str) -> Item:
        made = item(name, start, end, everyone=False)
        made.groups = [ItemGroup(item_id=name, group_id=group.id, group=group)]
        return made

    all_of_us = item("all", "19 09:00", "19 10:00")
    lab = of(groups[0], "lab", "19 10:00", "19 11:00")
    talk = of(groups[1], "talk", "19 10:30", "19 11:30")
    named = item("named", "19 12:00", "19 13:00", everyone=False)
    bench = show(programme(all_of_us, lab, talk, named, groups=groups))
    bench.grid.set_mode(Mode.GROUPS)
    bench.grid.set_day(day("19"))
    scene = bench.grid.scene()
    assert [slot.lane for slot in scene.slots] == [
        Lane("everyone"),
        Lane("group", "A"),
        Lane("group", "B"),
        Lane("some"),
    ]
    assert [block.slot for block in scene.of["lab"]] == [1]
    (over_all,) = scene.of["all"]
    assert over_all.width > scene.slots[0].width + scene.slots[1].width
    assert [block.slot for block in scene.of["named"]] == [3]
    bench.drag(bench.centre("lab"), bench.point(2, instant("19 14:30")))
    ((name, ids, start, end, times),) = bench.told
    assert (name, ids, start, end) == (
        "lane_moved",
        ["lab"],
        Lane("group", "A"),
        Lane("group", "B"),
    )
    assert isinstance(times, dict)
    assert list(times) == ["lab"]


def test_other_programmes_are_seen_but_not_touched(show: Show) -> None:
    bench = show(programme(item("mine", "19 10:00", "19 11:00")))
    theirs = programme(item("theirs", "19 10:30", "19 12:00"))
    bench.grid.set_others([("DEL-2027-004", theirs)])
    scene = bench.grid.scene()
    (block,) = [block for block in scene.blocks if block.other is not None]
    (mine,) = scene.of["mine"]
    assert block.item_id == "theirs"
    assert mine.x + mine.width <= block.x
    point = bench.grid.frame().block(block).center()
    assert not bench.grid.indexAt(point).isValid()
    assert bench.grid.grab().width() > 0


def test_a_day_is_shown_by_its_date(show: Show) -> None:
    bench = show(visit())
    bench.grid.set_day(day("22"))
    assert bench.grid.day() == day("22")
    head = bench.grid.visualRect(bench.grid.model().index(bench.model.row_of_day(day("22")), 0))
    assert bench.grid.frame().head.intersects(head)


@pytest.mark.parametrize("code", ["ja", "da", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_painted_in_every_language_and_theme(
    qapp: QApplication, show: Show, switch: LanguageSwitch, code: str, theme: str
) -> None:
    bench = show(visit())
    look.apply(qapp, theme)
    use(code)
    switch.use(code)
    for mode in Mode:
        bench.grid.set_mode(mode)
        image = bench.grid.grab().toImage()
        inks = {image.pixelColor(x, 200).name() for x in range(0, image.width(), 3)}
        assert len(inks) > 2
    look.apply(qapp, "light")


def test_a_tray_longer_than_the_window_scrolls(show: Show) -> None:
    bench = show(programme(*(item(f"host{n}") for n in range(30))))
    bench.grid.choose(["host29"])
    rect = bench.grid.visualRect(bench.index("host29"))
    assert bench.grid.frame().tray.contains(rect)
    bench.grid.choose(["host0"])
    assert bench.grid.frame().tray.contains(bench.grid.visualRect(bench.index("host0")))


def test_what_a_small_item_cannot_show_is_in_its_tip(show: Show) -> None:
    bench = show(programme(item("talk", "19 06:00", "19 06:20"), item("host")))
    bench.grid.set_marks({"talk": "warning"})
    assert bench.grid.tip_at(bench.centre("talk")).split("\n") == [
        "Talk",
        "Mon 19 Apr  06:00–06:20",
        "23:00–23:20 CEST  previous day",
        "Everyone",
        "Confirmed",
        "Warning",
    ]
    assert bench.grid.tip_at(bench.centre("host")).split("\n") == ["Host", "Everyone", "Confirmed"]
    assert bench.grid.tip_at(QPoint(1, 1)) == ""


def test_something_can_be_said_of_a_day(show: Show) -> None:
    bench = show(visit())
    before = bench.grid.grab().toImage()
    bench.grid.set_notes({day("18"): "Public holiday"})
    assert bench.grid.grab().toImage() != before

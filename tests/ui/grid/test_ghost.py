"""What is shown of something on its way: its new time on both clocks, and what comes of it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from desktop.language import use
from desktop.ui import look
from desktop.ui.grid.ghost import Ghost
from desktop.ui.programme.programme import Programme
from tests.ui.grid.conftest import Bench
from tests.ui.grid.kit import COPENHAGEN, TOKYO, item, programme

Show = Callable[[Programme], Bench]


def ghost(bench: Bench, told: tuple[tuple[str, str], ...] = ()) -> Ghost:
    drag = bench.grid.drag()
    assert drag is not None
    return Ghost(drag, bench.grid.picture(), told)


def take_up(bench: Bench, item_id: str, far: QPoint) -> None:
    start = bench.centre(item_id)
    bench.press(start)
    bench.move(start + far / 2)
    bench.move(start + far)


def test_the_new_time_is_told_on_both_clocks(show: Show) -> None:
    bench = show(programme(item("visit", "19 06:00", "19 07:30")))
    take_up(bench, "visit", QPoint(0, 15))
    assert ghost(bench).lines() == ["Mon 19 Apr 06:15–07:45 JST", "Sun 18 Apr 23:15–00:45 CEST"]
    use("da")
    bench.model.respeak()
    assert ghost(bench).lines()[0] == "man. 19.4. 06.15–07.45 JST"


def test_a_flight_is_told_with_the_clocks_of_its_ends(show: Show) -> None:
    back = item("back", "24 11:45", "24 18:40", kind="flight", to=COPENHAGEN)
    bench = show(programme(back, first="24", last="25"))
    take_up(bench, "back", QPoint(0, 60))
    assert ghost(bench).lines()[0] == "Sat 24 Apr 12:45 JST → 19:40 CEST"
    assert len(ghost(bench).lines()) == 2


def test_what_crosses_midnight_is_drawn_in_both_columns(show: Show) -> None:
    bench = show(programme(item("party", "19 21:00", "19 23:30")))
    bench.grid.choose(["party"])
    take_up(bench, "party", QPoint(0, 90))
    places = list(ghost(bench).places())
    assert [(begins, ends) for _id, _rect, begins, ends in places] == [(True, False), (False, True)]
    assert places[0][1].height() == 90


@pytest.mark.parametrize(
    ("told", "worst"),
    [
        ((), ""),
        ((("hint", "a"),), "hint"),
        ((("hint", "a"), ("block", "b"), ("warning", "c")), "block"),
        ((("warning", "c"), ("hint", "a")), "warning"),
    ],
)
def test_the_worst_colours_the_edge(
    show: Show, told: tuple[tuple[str, str], ...], worst: str
) -> None:
    bench = show(programme(item("visit", "19 10:00", "19 12:00")))
    bench.grid.would_cause = lambda _times: told
    take_up(bench, "visit", QPoint(0, 30))
    bench.grid.check_now()
    assert ghost(bench, told).worst() == worst
    if worst in ("block", "warning"):
        _id, rect, *_ends = next(ghost(bench).places())
        image = bench.grid.viewport().grab().toImage()
        colour = {"block": look.LIGHT.bad, "warning": look.LIGHT.warn}[worst]
        edge = {image.pixelColor(rect.center().x(), rect.top() + n).name() for n in range(4)}
        assert QColor(colour).name() in edge
    bench.key(Qt.Key.Key_Escape)


def test_greyed_times_are_asked_for_once_a_drag(qtbot: QtBot, show: Show) -> None:
    bench = show(programme(item("visit", "19 10:00", "19 12:00", zone=TOKYO)))
    asked: list[str] = []

    def unavailable(item_id: str) -> tuple[()]:
        asked.append(item_id)
        return ()

    bench.grid.unavailable = unavailable
    take_up(bench, "visit", QPoint(0, 30))
    qtbot.waitUntil(lambda: bool(asked))
    bench.move(bench.centre("visit"))
    assert asked == ["visit"]
    bench.key(Qt.Key.Key_Escape)

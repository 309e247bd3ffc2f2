"""A grid in a window of its own, on a visit that is made up for each test."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.time import Moment
from desktop.ui import look
from desktop.ui.grid.grid import DayGrid
from desktop.ui.programme.programme import Programme
from desktop.ui.programme.table_model import ProgrammeModel
from tests.ui.grid.kit import COPENHAGEN, TOKYO

NONE = Qt.KeyboardModifier.NoModifier
NOW = dt.datetime(2027, 4, 19, 3, 0, tzinfo=dt.UTC)


@dataclass
class Bench:
    """The grid, its model, and all that it told."""

    grid: DayGrid
    model: ProgrammeModel
    selection: QItemSelectionModel
    told: list[tuple[object, ...]] = field(default_factory=list)

    def centre(self, item_id: str) -> QPoint:
        """The middle of an item in the view."""
        return self.grid.visualRect(self.index(item_id)).center()

    def index(self, item_id: str) -> QModelIndex:
        """The index of an item in the grid's own model."""
        return self.grid.model().index(self.model.row_of(item_id), 0)

    def point(self, slot: int, instant: int) -> QPoint:
        """The place of an instant in the middle of a column."""
        scene, frame = self.grid.scene(), self.grid.frame()
        column = frame.column(scene, slot, frame.body)
        y = frame.body.top() - frame.offset.y() + scene.y(slot, instant)
        return QPoint(column.center().x(), y)

    def press(self, at: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press the mouse."""
        QTest.mousePress(self.grid.viewport(), Qt.MouseButton.LeftButton, modifiers, at)

    def move(self, at: QPoint) -> None:
        """Move the pressed mouse."""
        QTest.mouseMove(self.grid.viewport(), at)

    def release(self, at: QPoint) -> None:
        """Let the mouse go."""
        QTest.mouseRelease(self.grid.viewport(), Qt.MouseButton.LeftButton, NONE, at)

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Press, move, let go."""
        self.press(start)
        self.move((start + end) / 2)
        self.move(end)
        self.release(end)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key on the grid."""
        for _time in range(times):
            QTest.keyClick(self.grid, key, modifiers)

    def moved(self) -> dict[str, tuple[Moment, Moment]]:
        """The new times that were told, once."""
        ((name, times),) = self.told
        assert name == "moved"
        assert isinstance(times, dict)
        return times


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication) -> Callable[[Programme], Bench]:
    """Show a programme in a grid."""
    look.apply(qapp, "light")

    def make(programme: Programme) -> Bench:
        def clocks() -> tuple[str, str]:
            return TOKYO, COPENHAGEN

        model = ProgrammeModel(clocks)
        selection = QItemSelectionModel(model)
        grid = DayGrid(model, selection, clocks, now=lambda: NOW)
        qtbot.addWidget(grid)
        model.show(programme)
        grid.resize(1000, 760)
        grid.show()
        qtbot.waitExposed(grid)
        grid.setFocus()
        bench = Bench(grid, model, selection)
        for name in (
            "moved",
            "unplaced",
            "lane_moved",
            "created",
            "details_asked",
            "menu_asked",
            "refused",
        ):
            getattr(grid, name).connect(
                lambda *values, name=name: bench.told.append((name, *values))
            )
        return bench

    return make

"""Opening the day grid and dragging in it, each against Qt's own views of the same things.

`python -m benchmarks.grid [rounds]`. The demo delegation for opening; 500 items for dragging.
"""

import datetime as dt
import itertools
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsView,
    QTableView,
)

from benchmarks.measure import median_ms, table
from desktop.domain import Item
from desktop.domain.text import Trilingual
from desktop.domain.time import Moment
from desktop.store import interchange, lists
from desktop.store.office import OfficeFile
from desktop.ui import look
from desktop.ui.grid.grid import DayGrid
from desktop.ui.programme.programme import Line, Programme, read_programme
from desktop.ui.programme.table_model import ProgrammeModel

Row = tuple[str, float, str, float]
SIZE = (1240, 760)
ZONES = ("Asia/Tokyo", "Europe/Copenhagen")
FIRST = dt.date(2027, 4, 19)


def clocks() -> tuple[str, str]:
    return ZONES


def demo() -> Programme:
    """The programme of the demo delegation: 44 items."""
    with tempfile.TemporaryDirectory() as folder:
        office = OfficeFile.create(Path(folder) / "demo.kakehashi")
        interchange.import_demo(office)
        with office.reading() as session:
            found = read_programme(session, "delegation", lists.delegations(session)[0].id)
        office.close()
    return found


def full(number: int) -> Programme:
    """A programme of ten days with so many items, several at a time."""
    items, lines = [], []
    for day, of_day in itertools.groupby(range(number), lambda n: n * 10 // number):
        date = FIRST + dt.timedelta(days=day)
        lines.append(Line(date))
        for n in of_day:
            start = dt.time(8 + n % 11, (n * 10) % 60)
            item = Item(
                id=str(n),
                kind="meeting",
                status="confirmed",
                title=Trilingual("会議", "Møde", f"Meeting {n} about quantum technology"),
                start=Moment(date, start, ZONES[0]),
                end=Moment(date, start, ZONES[0]).moved(minutes=50),
                everyone=True,
                open_end=False,
                pinned=False,
                alternative=False,
                printed_time="",
                transport="",
                room="",
                people=[],
                groups=[],
            )
            items.append(item)
            lines.append(Line(date, item))
    return Programme(
        "delegation", "d", ZONES[1], ZONES[0], FIRST, FIRST, tuple(items), lines=tuple(lines)
    )


def grid_of(programme: Programme) -> tuple[ProgrammeModel, DayGrid]:
    model = ProgrammeModel(clocks)
    model.show(programme)
    grid = DayGrid(model, QItemSelectionModel(model), clocks)
    grid.resize(*SIZE)
    grid.show()
    return model, grid


def table_of(programme: Programme) -> tuple[ProgrammeModel, QTableView]:
    model = ProgrammeModel(clocks)
    model.show(programme)
    view = QTableView()
    view.setModel(model)
    view.resize(*SIZE)
    view.show()
    return model, view


def boxes() -> tuple[QGraphicsView, QGraphicsRectItem]:
    """500 bare boxes, as far apart as the items."""
    scene = QGraphicsScene()
    made = [scene.addRect(n // 5 * 20, n % 5 * 130, 18, 120) for n in range(500)]
    view = QGraphicsView(scene)
    scene.setParent(view)
    view.resize(*SIZE)
    view.show()
    return view, made[0]


def opening(app: QApplication, rounds: int) -> Row:
    programme = demo()

    def opened(make: Callable[[Programme], tuple[object, QAbstractItemView]]) -> None:
        _model, view = make(programme)
        app.processEvents()
        view.viewport().repaint()
        view.close()
        view.deleteLater()

    return (
        f"open {len(programme.items)} items, to the first paint",
        median_ms(lambda: opened(grid_of), rounds),
        "QTableView, same model",
        median_ms(lambda: opened(table_of), rounds),
    )


def dragging(app: QApplication, rounds: int) -> Iterator[Row]:
    _model, grid = grid_of(full(500))
    view, box = boxes()
    app.processEvents()
    heights = itertools.cycle(range(20, 320, 15))

    def scrolled(each: QAbstractScrollArea) -> None:
        each.horizontalScrollBar().setValue(next(heights))
        each.viewport().repaint()

    yield (
        "a frame of scrolling, 500 items",
        median_ms(lambda: scrolled(grid), 3 * rounds),
        "QGraphicsView, 500 bare boxes",
        median_ms(lambda: scrolled(view), 3 * rounds),
    )
    grid.horizontalScrollBar().setValue(0)
    start = grid.visualRect(grid.model().index(1, 0)).center()
    mouse = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(grid.viewport(), *mouse, start)
    QTest.mouseMove(grid.viewport(), start + QPoint(0, 20))

    def dragged() -> None:
        QTest.mouseMove(grid.viewport(), start + QPoint(0, next(heights)))
        grid.viewport().repaint()

    def box_dragged() -> None:
        box.setPos(0, next(heights))
        view.viewport().repaint()

    yield (
        "a frame of dragging, 500 items",
        median_ms(dragged, 3 * rounds),
        "QGraphicsView, 500 bare boxes",
        median_ms(box_dragged, 3 * rounds),
    )


def changing(app: QApplication, rounds: int) -> Row:
    many, moved = full(500), full(500)  # the same, read again after one was moved
    moved.items[0].start = moved.items[0].start.moved(minutes=15)

    def changed(shown: tuple[ProgrammeModel, QAbstractItemView]) -> Callable[[], None]:
        model, view = shown
        readings = itertools.cycle([moved, many])
        app.processEvents()

        def change() -> None:
            model.show(next(readings))
            view.viewport().repaint()

        return change

    return (
        "the frame after one of 500 items was moved",
        median_ms(changed(grid_of(many)), rounds),
        "QTableView, same model",
        median_ms(changed(table_of(many)), rounds),
    )


def main() -> None:
    """Measure and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    app = QApplication([])
    look.apply(app, "light")
    rows = [opening(app, rounds), *dragging(app, rounds), changing(app, rounds)]
    sys.stdout.write(table(rows) + "\n")


if __name__ == "__main__":
    main()

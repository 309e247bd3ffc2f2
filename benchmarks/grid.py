"""Opening the day grid and dragging in it, each against Qt's own views of the same things.

`python -m benchmarks.grid [rounds]`. The demo delegation for opening; 500 items for dragging.
"""

import datetime as dt
import itertools
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView, QTableView

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
    return Programme("delegation", "d", ZONES[1], ZONES[0], FIRST, FIRST, tuple(items), lines=tuple(lines))


def main() -> None:
    """Measure and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    app = QApplication([])
    look.apply(app, "light")
    programme = demo()

    def open_grid() -> None:
        model = ProgrammeModel(clocks)
        model.show(programme)
        grid = DayGrid(model, QItemSelectionModel(model), clocks)
        grid.resize(*SIZE)
        grid.show()
        app.processEvents()
        grid.viewport().repaint()
        grid.close()
        grid.deleteLater()

    def open_table() -> None:
        model = ProgrammeModel(clocks)
        model.show(programme)
        view = QTableView()
        view.setModel(model)
        view.resize(*SIZE)
        view.show()
        app.processEvents()
        view.viewport().repaint()
        view.close()
        view.deleteLater()

    model = ProgrammeModel(clocks)
    many = full(500)
    model.show(many)
    grid = DayGrid(model, QItemSelectionModel(model), clocks)
    grid.resize(*SIZE)
    grid.show()
    app.processEvents()
    start = grid.visualRect(grid.model().index(1, 0)).center()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(grid.viewport(), left, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(grid.viewport(), start + QPoint(0, 20))
    heights = itertools.cycle(range(20, 320, 15))

    def frame() -> None:
        QTest.mouseMove(grid.viewport(), start + QPoint(0, next(heights)))
        grid.viewport().repaint()

    scene = QGraphicsScene()
    boxes = [scene.addRect(n % 50 * 24, n // 50 * 60, 22, 50) for n in range(500)]
    peer = QGraphicsView(scene)
    peer.resize(*SIZE)
    peer.show()
    app.processEvents()

    def peer_frame() -> None:
        boxes[0].setPos(0, next(heights))
        peer.viewport().repaint()

    def scroll() -> None:
        grid.verticalScrollBar().setValue(next(heights))
        grid.viewport().repaint()

    def peer_scroll() -> None:
        peer.viewport().repaint()

    rows = [
        (
            f"open {len(programme.items)} items, to the first paint",
            median_ms(open_grid, rounds),
            "QTableView, same model",
            median_ms(open_table, rounds),
        ),
        (
            "a frame of dragging, 500 items",
            median_ms(frame, 5 * rounds),
            "QGraphicsView, 500 bare boxes",
            median_ms(peer_frame, 5 * rounds),
        ),
        (
            "a frame of scrolling, 500 items",
            median_ms(scroll, rounds),
            "QGraphicsView, 500 bare boxes",
            median_ms(peer_scroll, rounds),
        ),
    ]
    model_rows = iter([programme, many] * (rounds + 2))

    def change() -> None:
        model.show(next(model_rows))
        grid.viewport().repaint()

    rows.append(("show another programme", median_ms(change, rounds), "", 1.0))
    sys.stdout.write(table(rows) + "\n")


if __name__ == "__main__":
    main()

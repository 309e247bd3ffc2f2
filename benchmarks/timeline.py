"""The timeline at 10,000 bars: opening, panning, zooming, other lanes; against Qt's own view.

`python -m benchmarks.timeline [rounds]`. Without reading the file; no screen, 1240 × 760. Processor
time, because there are targets and the machine may have other work.
"""

import datetime as dt
import itertools
import os
import random
import sys
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsView,
)

from benchmarks.measure import processor_ms, table
from desktop.domain.text import Trilingual
from desktop.domain.time import DayPart, Moment
from desktop.planning.day_marks import day_marks
from desktop.store.matching import PersonName
from desktop.store.spans import Names, Span
from desktop.ui import look
from desktop.ui.calendar.timeline_hand import Timeline
from desktop.ui.calendar.timeline_layout import By

Row = tuple[str, float, str, float]
SIZE = (1240, 760)
ZONES = ("Asia/Tokyo", "Europe/Copenhagen")
FIRST = dt.date(2022, 1, 1)
YEARS = 8
KINDS = ("delegation", "exchange", "access_request")
STATES = ("confirmed", "approved", "scheduled")
PEERS = "QGraphicsView, as many bare boxes"


def names() -> Names:
    """300 people, 40 institutions, 20 facilities."""
    people = {
        f"p{n}": PersonName(f"p{n}", f"Family{n:03}", f"Given{n}", f"見本 {n}", "", "DK")
        for n in range(300)
    }
    return Names(
        people,
        {f"o{n}": Trilingual(en=f"Institute for quantum technology {n}") for n in range(40)},
        {f"f{n}": Trilingual(en=f"Facility {n}") for n in range(20)},
    )


def spans(number: int) -> list[Span]:
    """So many records over eight years: a week to half a year long, of one to three people."""
    chance = random.Random(7)
    return [_span(n, chance) for n in range(number)]


def _span(n: int, chance: random.Random) -> Span:
    kind = n % 3
    first = FIRST + dt.timedelta(days=chance.randrange(365 * YEARS))
    last = first + dt.timedelta(days=chance.choice((6, 13, 40, 90, 180)))
    return Span(
        kind=KINDS[kind],
        id=str(n),
        record_kind=KINDS[kind],
        record_id=str(n),
        reference=f"R-{n}",
        title=Trilingual("量子技術の交流", "Besøg", f"Visit {n} about quantum technology"),
        first=first,
        last=last,
        start=Moment(first, zone=ZONES[n % 2], part=DayPart.ALL_DAY),
        end=Moment(last, zone=ZONES[n % 2], part=DayPart.ALL_DAY),
        status=STATES[kind],
        tentative=n % 5 == 0,
        cancelled=n % 17 == 0,
        country=("JP", "DK")[n % 2],
        people=tuple(f"p{chance.randrange(300)}" for _ in range(1 + n % 3)),
        organisations=(f"o{n % 40}",),
        facility_id=f"f{n % 20}" if kind == 2 else "",
        zone=ZONES[n % 2],
    )


def now() -> dt.datetime:
    return dt.datetime(2026, 6, 1, 3, tzinfo=dt.UTC)


def timeline_of(found: list[Span], known: Names) -> Timeline:
    timeline = Timeline(lambda: ZONES, now)
    timeline.resize(*SIZE)
    timeline.show_spans(found, known)
    timeline.show()
    return timeline


def boxes(number: int) -> tuple[QGraphicsView, QGraphicsRectItem]:
    """Bare boxes, as far apart as the bars."""
    scene = QGraphicsScene()
    made = [scene.addRect(n // 60 * 110, n % 60 * 30, 100, 24) for n in range(number)]
    view = QGraphicsView(scene)
    scene.setParent(view)
    view.resize(*SIZE)
    view.show()
    return view, made[0]


def opening(app: QApplication, found: list[Span], known: Names, rounds: int) -> Row:
    def opened(make: Callable[[], QAbstractScrollArea]) -> None:
        view = make()
        app.processEvents()
        view.viewport().repaint()
        view.close()
        view.deleteLater()
        app.processEvents()

    return (
        f"open {len(found):,} bars, to the first paint",
        processor_ms(lambda: opened(lambda: timeline_of(found, known)), rounds),
        PEERS,
        processor_ms(lambda: opened(lambda: boxes(len(found))[0]), rounds),
    )


def panning(view: QAbstractScrollArea, rounds: int, *, down: bool = False) -> float:
    """A frame in which the ground was panned by 17 pixels."""
    bar = view.verticalScrollBar() if down else view.horizontalScrollBar()
    start = bar.value()
    steps = itertools.cycle([*range(0, 680, 17), *range(680, 0, -17)])

    def panned() -> None:
        bar.setValue(start + next(steps))
        view.viewport().repaint()

    result = processor_ms(panned, 8 * rounds)
    bar.setValue(start)
    return result


def frames(app: QApplication, found: list[Span], known: Names, rounds: int) -> Iterator[Row]:
    timeline = timeline_of(found, known)
    timeline.show_marks(
        day_marks(("JP", "DK"), FIRST, FIRST + dt.timedelta(days=365 * (YEARS + 1)))
    )
    view, box = boxes(len(found))
    app.processEvents()
    theirs = panning(view, rounds)
    width = timeline.frame().body.width()
    for text, days in (("a month", 31), ("half a year", 184), ("three years", 1096)):
        timeline.zoom(width / days)
        timeline.go(now().date())
        yield f"a frame of panning, {text} in sight", panning(timeline, rounds), PEERS, theirs
    yield (
        "the same, down",
        panning(timeline, rounds, down=True),
        PEERS,
        panning(view, rounds, down=True),
    )
    timeline.group_by(By.PERSON)
    timeline.zoom(width / 184)
    timeline.go(now().date())
    yield (
        "the same, half a year, by person",
        panning(timeline, rounds),
        PEERS,
        theirs,
    )
    timeline.group_by(By.KIND)
    zooms = itertools.cycle([1.0] * 6 + [-1.0] * 6)

    def zoomed() -> None:
        timeline.zoom_by(next(zooms))
        timeline.viewport().repaint()

    scales = itertools.cycle([1.25] * 6 + [0.8] * 6)

    def scaled() -> None:
        factor = next(scales)
        view.scale(factor, 1)
        view.viewport().repaint()

    yield (
        "a frame of zooming",
        processor_ms(zoomed, 3 * rounds),
        PEERS,
        processor_ms(scaled, 3 * rounds),
    )
    timeline.zoom(width / 184)
    timeline.go(now().date())
    first, last = timeline.days()
    held = next(bar for bar in timeline.bars() if first + 40 < bar.first and bar.end < last - 40)
    place = next(timeline.scene().places(held.id))
    timeline.choose(place)
    app.processEvents()
    at = timeline.frame().bar(place).center()
    mouse = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(timeline.viewport(), *mouse, at)
    QTest.mouseMove(timeline.viewport(), at + QPoint(20, 0))
    steps = itertools.cycle(range(20, 320, 15))

    def dragged() -> None:
        QTest.mouseMove(timeline.viewport(), at + QPoint(next(steps), 0))
        timeline.viewport().repaint()

    def box_dragged() -> None:
        box.setPos(0, next(steps))
        view.viewport().repaint()

    yield (
        "a frame of dragging",
        processor_ms(dragged, 3 * rounds),
        PEERS,
        processor_ms(box_dragged, 3 * rounds),
    )


def changing(app: QApplication, found: list[Span], known: Names, rounds: int) -> Iterator[Row]:
    timeline = timeline_of(found, known)
    view, _box = boxes(len(found))
    app.processEvents()
    few = itertools.cycle([found[::2], found])

    def filtered() -> None:
        timeline.show_spans(next(few), known)
        timeline.viewport().repaint()

    halves = itertools.cycle([False, True])
    items = view.scene().items()[::2]

    def hidden() -> None:
        shown = next(halves)
        for item in items:
            item.setVisible(shown)
        view.viewport().repaint()

    yield (
        "half of the bars filtered away, or back",
        processor_ms(filtered, rounds),
        PEERS,
        processor_ms(hidden, rounds),
    )


def main() -> None:
    """Measure and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    app = QApplication([])
    look.apply(app, "light")
    found, known = spans(10_000), names()
    rows = [
        opening(app, found, known, rounds),
        *frames(app, found, known, rounds),
        *changing(app, found, known, rounds),
    ]
    sys.stdout.write(table(rows) + "\n")


if __name__ == "__main__":
    main()

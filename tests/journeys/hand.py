"""The officer's hand on the timeline: it grasps what is drawn, carries it to an hour and lets go.

Where something stands is read off the picture, as an eye reads it off the axis; all else is mouse
and keys.
"""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.domain.plan import minute_of
from desktop.domain.time import Moment
from desktop.language import current
from desktop.ui import look
from desktop.ui.grid.grid import DayGrid
from desktop.ui.grid.lanes import lane_label
from desktop.ui.grid.scene import Block
from tests.journeys.officer import Officer

_LEFT = Qt.MouseButton.LeftButton
_NONE = Qt.KeyboardModifier.NoModifier
_NOTCH = 120  # of the wheel
_TURNS = 60  # more than any picture is high


class Hand:
    """Uses the one timeline that is seen."""

    def __init__(self, officer: Officer) -> None:
        self._officer = officer
        self._held = QPoint()
        self._below = 0  # how far below its beginning something is held

    # -- what is seen

    @property
    def grid(self) -> DayGrid:
        """The timeline that is seen."""
        seen = [each for each in self._officer.here().findChildren(DayGrid) if each.isVisible()]
        assert len(seen) == 1, f"{len(seen)} timelines are seen"
        return seen[0]

    def drawn(self) -> list[str]:
        """The titles of what stands among the hours, from left to right and from above."""
        blocks = sorted(self.grid.scene().blocks, key=lambda block: (block.x, block.y))
        return list(dict.fromkeys(self._title(block.item_id) for block in blocks))

    def in_strip(self) -> list[str]:
        """The titles of what has a day but no hour."""
        return [self._title(pill.item_id) for pill in self.grid.scene().pills]

    def in_tray(self) -> list[str]:
        """The titles of what is not placed yet."""
        return [self._title(each) for each in self.grid.scene().tray]

    def lanes(self) -> list[str]:
        """What stands above the lanes of the day."""
        scene = self.grid.scene()
        lanes = [slot.lane for slot in scene.slots if slot.lane is not None]
        return [lane_label(lane, scene.programme, current())[0] for lane in lanes]

    def blocks(self, title: str) -> list[Block]:
        """The parts of an item as it is drawn."""
        return self.grid.scene().of.get(self._id(title), [])

    def blocks_called(self, title: str) -> list[Block]:
        """The parts of all items of a title, from left to right."""
        blocks = [each for each in self.grid.scene().blocks if self._title(each.item_id) == title]
        return sorted(blocks, key=lambda block: block.x)

    def middle(self, block: Block) -> QPoint:
        """The middle of a part of an item in the view."""
        return self.grid.frame().block(block).center()

    def current(self) -> str:
        """The title of what the keyboard is at."""
        item_id = self.grid.item_id(self.grid.currentIndex())
        return self._title(item_id) if item_id else ""

    def when(self, title: str) -> str:
        """When an item is, on the clocks of its ends: 19 10:30–12:00."""
        item = self.grid.scene().contents.items[self._id(title)]
        return _told(item.start, item.end)

    def held(self) -> str:
        """When what is held would be if it were let go here."""
        drag = self.grid.drag()
        assert drag is not None, "nothing is held"
        return _told(*drag.times[drag.grabbed]) if drag.grabbed in drag.times else ""

    def causes(self) -> list[str]:
        """What is told beside what is held: what dropping it here would cause."""
        return [sentence for _severity, sentence in self.grid.causes()]

    # -- the mouse

    def choose(self, title: str) -> None:
        """Click on an item."""
        self._officer.click(self.grid.viewport(), self._sight(title).center())

    def click(self, day: dt.date, clock: str) -> None:
        """Click on an hour of a day."""
        self._bring(self._place(day, clock), self._place(day, clock))
        self._officer.click(self.grid.viewport(), self._place(day, clock))

    def draw(self, day: dt.date, begin: str, end: str) -> None:
        """Draw something new into free time."""
        self._bring(self._place(day, begin), self._place(day, end))
        self._press(self._place(day, begin))
        self.carry(day, end)
        self.let_go()

    def take(self, title: str) -> None:
        """Grasp an item near its beginning."""
        rect = self._sight(title)
        below = min(2 * look.S, rect.height() // 2)
        at = QPoint(rect.center().x(), rect.top() + below)
        # What has no hour yet begins where it is let go.
        self._press(at, below if self.blocks(title) else 0)

    def drag(self, title: str, day: dt.date, clock: str) -> None:
        """Carry an item to where it begins at an hour of a day, and let it go."""
        self.take(title)
        self.carry(day, clock)
        self.let_go()

    def move_to_lane(self, title: str, lane: str) -> None:
        """Carry an item straight across to another lane, and let it go."""
        self._bring(self._sight(title).center(), self._above(lane))
        self.take(title)
        self._move(QPoint(self._above(lane).x(), self._held.y()))
        self.let_go()

    def stretch(self, title: str, day: dt.date, clock: str) -> None:
        """Pull the end of an item to an hour."""
        self._bring(self._sight(title).bottomLeft(), self._place(day, clock))
        rect = self._sight(title)
        self._press(QPoint(rect.center().x(), rect.bottom() - 1))
        self.carry(day, clock)
        self.let_go()

    def carry(self, day: dt.date, clock: str) -> None:
        """Move what is held to an hour of a day."""
        self._move(self._place(day, clock) + QPoint(0, self._below))

    def let_go(self) -> None:
        """Let go of what is held."""
        QTest.mouseRelease(self.grid.viewport(), _LEFT, _NONE, self._held)
        self._officer.acts += 1
        QApplication.processEvents()

    # -- inside

    def _id(self, title: str) -> str:
        items = self.grid.scene().contents.items
        fitting = [each for each in items if self._title(each) == title]
        assert len(fitting) == 1, f"{len(fitting)} items {title!r} in the timeline"
        return fitting[0]

    def _title(self, item_id: str) -> str:
        scene = self.grid.scene()
        every = [scene.contents, *(contents for _name, contents in scene.others)]
        item = next(each.items[item_id] for each in every if item_id in each.items)
        return item.title.best(current().code)

    def _rect(self, title: str) -> QRect:
        grid, wanted = self.grid, self._id(title)
        model = grid.model()
        rows = (model.index(row, 0) for row in range(model.rowCount()))
        return grid.visualRect(next(index for index in rows if grid.item_id(index) == wanted))

    def _place(self, day: dt.date, clock: str) -> QPoint:
        """Where an hour of a day stands, on the clock of the visit."""
        grid = self.grid
        scene, frame = grid.scene(), grid.frame()
        number = next(n for n, slot in enumerate(scene.slots) if slot.column.day == day)
        at = Moment(day, dt.time.fromisoformat(clock), scene.programme.visit_zone).utc()
        assert at is not None
        x = frame.column(scene, number, frame.body).center().x()
        y = frame.body.top() - frame.offset.y() + scene.y(number, minute_of(at))
        return QPoint(x, y)

    def _sight(self, title: str) -> QRect:
        """Turn the wheel until an item is in sight."""
        if self.blocks(title):
            rect = self._rect(title)
            self._bring(rect.topLeft(), rect.bottomRight())
        rect = self._rect(title)
        assert self.grid.viewport().rect().intersects(rect), f"{title!r} is not in sight"
        return rect

    def _bring(self, first: QPoint, last: QPoint) -> None:
        """Turn the wheel until two places are in sight; the first one, if not both can be."""
        grid = self.grid
        origin = QPoint(grid.horizontalOffset(), grid.verticalOffset())
        for _turn in range(_TURNS):
            moved = QPoint(grid.horizontalOffset(), grid.verticalOffset()) - origin
            body = grid.frame().body.adjusted(look.M, look.M, -look.M, -look.M)
            a, b = first - moved, last - moved
            across = _away(a.x(), b.x(), body.left(), body.right())
            down = _away(a.y(), b.y(), body.top(), body.bottom())
            if not across and not down:
                return
            before = (grid.horizontalOffset(), grid.verticalOffset())
            self._wheel(QPoint(-_NOTCH * across, 0) if across else QPoint(0, -_NOTCH * down))
            if before == (grid.horizontalOffset(), grid.verticalOffset()):
                return

    def _wheel(self, turn: QPoint) -> None:
        viewport = self.grid.viewport()
        middle = QPointF(self.grid.frame().body.center())
        event = QWheelEvent(
            middle,
            QPointF(viewport.mapToGlobal(middle.toPoint())),
            QPoint(),
            turn,
            Qt.MouseButton.NoButton,
            _NONE,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(viewport, event)
        QApplication.processEvents()

    def _above(self, lane: str) -> QPoint:
        """The middle of a lane, where its hours begin to be seen."""
        grid = self.grid
        column = grid.frame().column(grid.scene(), self.lanes().index(lane), grid.frame().body)
        return QPoint(column.center().x(), grid.frame().body.top() + look.L)

    def _move(self, to: QPoint) -> None:
        """Move the mouse a little at a time, as a hand does."""
        start = self._held
        for share in (0.1, 0.5, 1.0):
            QTest.mouseMove(self.grid.viewport(), start + (to - start) * share)
        self._held = to
        QApplication.processEvents()

    def _press(self, at: QPoint, below: int = 0) -> None:
        viewport = self.grid.viewport()
        assert viewport.rect().contains(at), f"{at} is out of reach"
        self._officer.acts += 1
        QTest.mousePress(viewport, _LEFT, _NONE, at)
        self._held, self._below = at, below


def _told(start: Moment, end: Moment) -> str:
    ends = [each.time.strftime("%H:%M") if each.time else "" for each in (start, end)]
    return f"{start.date.day if start.date else ''} " + "–".join(ends)


def _away(first: int, last: int, least: int, most: int) -> int:
    """Which way to turn the wheel: 1 is onwards, -1 back, 0 not at all."""
    low, high = min(first, last), max(first, last)
    if high - low > most - least:
        low = high = first
    return -1 if low < least else 1 if high > most else 0

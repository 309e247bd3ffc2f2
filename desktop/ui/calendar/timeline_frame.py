"""Where the parts of the timeline are in its view."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize

from desktop.ui import look
from desktop.ui.calendar.timeline_layout import Place, Scale, Scene
from desktop.ui.calendar.timeline_marks import COUNTRIES

LEVELS = 3  # the most divisions the header shows above one another
LEAST = 3  # the width of a bar that is shorter than can be seen
_INSET = 3  # above and below a bar in its lane


@dataclass(frozen=True, slots=True)
class Frame:
    """The header above, the names at the left, and between them the `body` with the bars.

    `left` and `top` are where the ground begins, out of sight; `level` and `strip` are the heights
    of a division in the header and of a country's holidays.
    """

    scene: Scene
    scale: Scale
    body: QRect
    left: int
    top: int
    level: int
    strip: int

    @staticmethod
    def of(scene: Scene, scale: Scale, size: QSize, offset: QPoint, line: int) -> Frame:
        """That of a view of this size, panned by an offset, where a `line` of text is so high."""
        level, strip = line + look.XS, line
        left = min(look.TIMELINE_NAMES, size.width() // 3)
        top = LEVELS * level + len(COUNTRIES) * strip + look.XS
        body = QRect(left, top, size.width() - left, size.height() - top)
        return Frame(scene, scale, body, left - offset.x(), top - offset.y(), level, strip)

    @property
    def names(self) -> QRect:
        """Where the names of the groups are."""
        return QRect(0, self.body.top(), self.body.left(), self.body.height())

    @property
    def header(self) -> QRect:
        """Where the divisions of time and the holidays are."""
        return QRect(self.body.left(), 0, self.body.width(), self.body.top())

    def level_place(self, number: int, count: int) -> QRect:
        """One of so many divisions in the header, the largest first."""
        header, height = self.header, LEVELS * self.level
        top, bottom = height * number // count, height * (number + 1) // count
        return QRect(header.left(), top, header.width(), bottom - top)

    def strip_place(self, country: str) -> QRect:
        """The strip of a country's holidays."""
        header = self.header
        top = LEVELS * self.level + COUNTRIES.index(country) * self.strip
        return QRect(header.left(), top, header.width(), self.strip)

    def x(self, day: float) -> int:
        """Where a day begins."""
        return self.left + self.scale.x(day)

    def y(self, height: int) -> int:
        """Where a height of the scene is."""
        return self.top + height

    def day_at(self, x: int) -> float:
        """The day at a place, with the part of it that is over."""
        return self.scale.day(x - self.left)

    def height_at(self, y: int) -> int:
        """The height of the scene at a place."""
        return y - self.top

    def days(self) -> tuple[float, float]:
        """The days at the left and the right edge."""
        body = self.body
        return self.day_at(body.left()), self.day_at(body.right() + 1)

    def heights(self) -> tuple[int, int]:
        """The heights of the scene at the upper and the lower edge."""
        body = self.body
        return self.height_at(body.top()), self.height_at(body.bottom() + 1)

    def bar(self, place: Place) -> QRect:
        """Where a bar is."""
        left, right = self.x(place.bar.first), self.x(place.bar.end)
        return self.lane(place.group, place.lane, left, max(LEAST, right - left))

    def lane(self, group: int, lane: int, left: int, width: int) -> QRect:
        """A place in a lane, as high as a bar."""
        top = self.y(self.scene.lane_top(group, lane)) + _INSET
        return QRect(left, top, width, self.scene.lane - 2 * _INSET)

"""Where the parts of the timeline are in its view."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QFontMetrics

from desktop.ui import look
from desktop.ui.calendar.timeline_layout import Place, Scale, Scene

LEVELS = 3  # the most divisions the header shows above one another
COUNTRIES = ("JP", "DK")  # each has a strip of its holidays in the header
LEAST = 3  # the width of a bar that is shorter than can be seen
_INSET = 3  # above and below a bar in its lane


@dataclass(frozen=True, slots=True)
class Frame:
    """The header above, the names at the left, and between them the bars, panned by `offset`."""

    scene: Scene
    scale: Scale
    size: QSize
    offset: QPoint

    @property
    def body(self) -> QRect:
        """Where the bars are."""
        left, top = names_width(self.size.width()), header_height()
        return QRect(left, top, self.size.width() - left, self.size.height() - top)

    @property
    def names(self) -> QRect:
        """Where the names of the groups are."""
        body = self.body
        return QRect(0, body.top(), body.left(), body.height())

    @property
    def header(self) -> QRect:
        """Where the divisions of time and the holidays are."""
        body = self.body
        return QRect(body.left(), 0, body.width(), body.top())

    def level(self, number: int, count: int) -> QRect:
        """One of so many divisions in the header, the largest first."""
        header, height = self.header, LEVELS * level_height()
        top, bottom = height * number // count, height * (number + 1) // count
        return QRect(header.left(), top, header.width(), bottom - top)

    def strip(self, country: str) -> QRect:
        """The strip of a country's holidays."""
        header = self.header
        top = LEVELS * level_height() + COUNTRIES.index(country) * strip_height()
        return QRect(header.left(), top, header.width(), strip_height())

    def x(self, day: float) -> int:
        """Where a day begins."""
        return self.body.left() - self.offset.x() + self.scale.x(day)

    def y(self, height: int) -> int:
        """Where a height of the scene is."""
        return self.body.top() - self.offset.y() + height

    def day_at(self, x: int) -> float:
        """The day at a place, with the part of it that is over."""
        return self.scale.day(x - self.body.left() + self.offset.x())

    def height_at(self, y: int) -> int:
        """The height of the scene at a place."""
        return y - self.body.top() + self.offset.y()

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


def names_width(width: int) -> int:
    """How wide the names of the groups are in a view of this width."""
    return min(look.TIMELINE_NAMES, width // 3)


def level_height() -> int:
    """The height of one division in the header."""
    return look.line_height("small") + look.XS


def strip_height() -> int:
    """The height of the strip of one country's holidays."""
    return QFontMetrics(look.font("small")).height()


def header_height() -> int:
    """The height of the whole header."""
    return LEVELS * level_height() + len(COUNTRIES) * strip_height() + look.XS

"""The parts of the grid around the picture: how large they are, and where."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QFontMetrics

from desktop.ui import look
from desktop.ui.grid.scene import Block, Pill, Scene, Sizes


@dataclass(frozen=True, slots=True)
class Frame:
    """The areas of the view: axis at the left, headers and strip above, tray at the right."""

    head: QRect
    strip: QRect
    axis: QRect
    body: QRect
    tray: QRect
    offset: QPoint
    tray_offset: int = 0

    def to_picture(self, at: QPoint) -> QPoint:
        """A place in the view as one in the picture."""
        return at - self.body.topLeft() + self.offset

    def from_picture(self, rect: QRect) -> QRect:
        """A rectangle of the picture as one in the view."""
        return rect.translated(self.body.topLeft() - self.offset)

    def column(self, scene: Scene, number: int, area: QRect) -> QRect:
        """The part of the heads or of the strip that belongs to a column."""
        slot = scene.slots[number]
        left = self.body.left() - self.offset.x() + slot.x
        return QRect(left, area.top(), slot.width, area.height())

    def block(self, block: Block) -> QRect:
        """Where a block stands in the view."""
        return self.from_picture(QRect(block.x, block.y, block.width, block.height))

    def pill(self, scene: Scene, pill: Pill) -> QRect:
        """Where an item of the strip stands in the view."""
        column = self.column(scene, pill.slot, self.strip).adjusted(look.EDGE, 0, -look.EDGE, 0)
        width = column.width() // pill.of
        top = column.top() + look.EDGE + pill.row * pill_height()
        return QRect(
            column.left() + pill.at * width, top, width - look.EDGE, pill_height() - look.EDGE
        )

    def card(self, number: int) -> QRect:
        """Where an item of the tray stands in the view."""
        top = self.tray.top() + tray_head() + number * (card_height() + look.XS) - self.tray_offset
        return QRect(self.tray.left() + look.S, top, self.tray.width() - 2 * look.S, card_height())


def frame_of(
    size: QSize,
    *,
    rows: int,
    axis: int,
    tray: bool,
    rail: bool,
    offset: QPoint,
    tray_offset: int = 0,
    dense: bool = False,
) -> Frame:
    """The frame in a view of a size, with so many rows in the strip.

    An empty tray is a `rail` over the right edge, so that nothing moves while something is dragged.
    A `dense` one is narrow.
    """
    head, strip = head_height(), max(1, rows) * pill_height() + look.XS
    side = (look.GRID_DENSE[1] if dense else look.GRID_TRAY) if tray else 0
    width = max(0, size.width() - axis - side)
    below = head + strip
    height = max(0, size.height() - below)
    tray_rect = QRect(axis + width, 0, side, size.height())
    if rail and not tray:
        tray_rect = QRect(size.width() - look.GRID_RAIL, below, look.GRID_RAIL, height)
    return Frame(
        QRect(axis, 0, width, head),
        QRect(axis, head, width, strip),
        QRect(0, below, axis, height),
        QRect(axis, below, width, height),
        tray_rect,
        offset,
        tray_offset,
    )


def sizes_of(room: int, hour: float, *, dense: bool = False) -> Sizes:
    """What the scene needs to know of the look; `dense` are narrow columns."""
    digits = QFontMetrics(look.font("small")).horizontalAdvance("00:00")
    return Sizes(
        room,
        look.GRID_DENSE[0] if dense else look.GRID_COLUMN,
        look.GRID_LANE,
        look.M,
        QFontMetrics(look.font("small")).height() + look.EDGE,
        digits + look.M,
        hour,
        look.S,
    )


def axis_width(*, two: bool) -> int:
    """The width of the axis, with one clock or two."""
    metrics = QFontMetrics(look.font("small"))
    return axis_split() + (metrics.horizontalAdvance("00:00 −1") + look.S if two else 0)


def axis_split() -> int:
    """Where on the axis the other country's clock begins."""
    return QFontMetrics(look.font("small")).horizontalAdvance("00:00") + look.L


def head_height() -> int:
    """The height of the heads: the day, and where the group is."""
    body, small = (
        QFontMetrics(look.font("body")).height(),
        QFontMetrics(look.font("small")).height(),
    )
    return body + small + look.M


def pill_height() -> int:
    """The height of a row of the strip."""
    return QFontMetrics(look.font("small")).height() + look.S


def card_height() -> int:
    """The height of an item in the tray."""
    return 3 * QFontMetrics(look.font("small")).height() + look.S


def tray_head() -> int:
    """The height of the tray's heading."""
    return QFontMetrics(look.font("small")).height() + look.L

"""Words as the timeline paints them: each once, then from a picture that is kept.

A frame of panning writes a hundred names again; to draw one costs ten times as much as its picture.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap

from desktop.ui import icons, look

SOFT, STRONG, STRUCK = "soft", "strong", "struck"
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Letters:
    """Writes small text in one way of the look, on a screen of so many device pixels a pixel."""

    def __init__(self, ratio: float) -> None:
        self.ratio = ratio
        self.colours = look.colours()
        small = look.font("small")
        struck = QFont(small)
        struck.setStrikeOut(True)
        self._fonts = {SOFT: small, STRONG: look.font("small", bold=True), STRUCK: struck}
        self._metrics = {style: QFontMetrics(font) for style, font in self._fonts.items()}
        self.height = max(each.height() for each in self._metrics.values())
        # Each painter has its own: a picture is of a theme, a font and a screen.
        self.width = lru_cache(maxsize=16384)(self._width)
        self.fitting = lru_cache(maxsize=4096)(self._fitting)
        self.picture = lru_cache(maxsize=1024)(self._drawn)
        self.paragraph = lru_cache(maxsize=8)(self._paragraph)
        self.icon = lru_cache(maxsize=16)(self._icon)

    def fits_look(self, ratio: float) -> bool:
        """Whether theme, font and screen are still those that this one was made for."""
        return (
            ratio == self.ratio
            and self.colours is look.colours()
            and self._fonts[SOFT] == look.font("small")
        )

    def write(
        self, painter: QPainter, room: QRect, text: str, colour: str, style: str = SOFT
    ) -> None:
        """Write a line at the left of some room, in its middle; too long a line is cut with "…"."""
        if self.width(text, style) > room.width():
            text = self.fitting(text, room.width(), style)
        if text:
            top = room.top() + (room.height() - self.height) // 2
            painter.drawPixmap(room.left(), top, self.picture(text, colour, style))

    def write_at(
        self, painter: QPainter, left: int, room: QRect, text: str, colour: str, style: str = SOFT
    ) -> None:
        """Write a whole line from a place on, in the middle of the height of some room."""
        top = room.top() + (room.height() - self.height) // 2
        painter.drawPixmap(left, top, self.picture(text, colour, style))

    def _width(self, text: str, style: str = SOFT) -> int:
        """How wide a line is."""
        return self._metrics[style].horizontalAdvance(text)

    def _fitting(self, text: str, width: int, style: str = SOFT) -> str:
        return self._metrics[style].elidedText(text, Qt.TextElideMode.ElideRight, width)

    def _drawn(self, text: str, colour: str, style: str) -> QPixmap:
        room = QRect(0, 0, self.width(text, style) + 2, self.height)
        return self._painted(room, text, colour, style, _LEFT)

    def _paragraph(self, text: str, colour: str, width: int, height: int) -> QPixmap:
        """A text of several lines."""
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        return self._painted(QRect(0, 0, max(1, width), height), text, colour, SOFT, flags)

    def _painted(
        self, room: QRect, text: str, colour: str, style: str, flags: Qt.AlignmentFlag | int
    ) -> QPixmap:
        picture = blank(room.width(), room.height(), self.ratio)
        painter = QPainter(picture)
        painter.setFont(self._fonts[style])
        painter.setPen(QColor(colour))
        painter.drawText(room, int(flags), text)
        painter.end()
        return picture

    def _icon(self, name: str, colour: str, size: int) -> QPixmap:
        return icons.picture(name, size, colour, self.ratio)


def blank(width: int, height: int, ratio: float, *, opaque: bool = False) -> QPixmap:
    """A picture of nothing yet, of so many pixels of the window; an opaque one is drawn faster."""
    picture = QPixmap(max(1, round(width * ratio)), max(1, round(height * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.black if opaque else Qt.GlobalColor.transparent)
    return picture

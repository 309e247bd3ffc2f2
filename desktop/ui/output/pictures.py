"""Pages as pictures, drawn one at a time when they are wanted, so that nothing waits for many."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_SIZE = re.compile(rb'width="([\d.]+)(?:pt)?"[^>]*?height="([\d.]+)(?:pt)?"')
_HEAD = 400  # bytes of an SVG that name its size
_A4 = QSizeF(595.28, 841.89)
_PARSED = 6  # pages of which the drawing itself is kept
_PIXELS = 24_000_000  # of all pictures that are kept: some 96 MB
_WAITING = 32

Key = tuple[bytes, int]


class Pictures(QObject):
    """The pages of one paper; `drawn` tells when one that was asked for can be had.

    Pictures are kept by what is on them, so that a paper that comes again, or a page that a change
    has not touched, is there at once.
    """

    drawn = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._svgs: list[bytes] = []
        self.sizes: list[QSizeF] = []
        self._parsed: OrderedDict[bytes, QSvgRenderer] = OrderedDict()
        self._kept: OrderedDict[Key, QPixmap] = OrderedDict()
        self._wanted: OrderedDict[Key, float] = OrderedDict()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._draw_next)

    def take(self, svgs: Sequence[bytes]) -> None:
        """Have other pages; `sizes` are theirs, in points."""
        self._svgs = list(svgs)
        self.sizes = [_size_of(svg) for svg in self._svgs]
        self._wanted.clear()
        self._timer.stop()

    def picture(self, number: int, width: int, ratio: float) -> QPixmap | None:
        """A page so many pixels wide on a screen of that ratio.

        What is not drawn yet comes as it was drawn at another width, or not at all, and is drawn
        as soon as the window has time.
        """
        svg = self._svgs[number]
        key = (svg, round(width * ratio))
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        self._wanted[key] = ratio
        self._wanted.move_to_end(key)
        while len(self._wanted) > _WAITING:
            self._wanted.popitem(last=False)
        self._timer.start()
        others = [drawn for drawn in self._kept if drawn[0] is svg]
        return self._kept[max(others, key=lambda drawn: drawn[1])] if others else None

    def _draw_next(self) -> None:
        if not self._wanted:
            self._timer.stop()
            return
        # What was asked for last is what is looked at now.
        (svg, width), ratio = self._wanted.popitem()
        size = _size_of(svg)
        height = round(width * size.height() / size.width())
        picture = QPixmap(QSize(width, height))
        picture.fill(Qt.GlobalColor.white)  # paper is white in a dark window too
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._drawing(svg).render(painter, QRectF(0, 0, width, height))
        painter.end()
        picture.setDevicePixelRatio(ratio)
        self._kept[svg, width] = picture
        while len(self._kept) > 1 and self._pixels() > _PIXELS:
            self._kept.popitem(last=False)
        self.drawn.emit()

    def _drawing(self, svg: bytes) -> QSvgRenderer:
        if svg not in self._parsed:
            self._parsed[svg] = QSvgRenderer(QByteArray(svg))
            while len(self._parsed) > _PARSED:
                self._parsed.popitem(last=False)
        self._parsed.move_to_end(svg)
        return self._parsed[svg]

    def _pixels(self) -> int:
        return sum(one.width() * one.height() for one in self._kept.values())


def _size_of(svg: bytes) -> QSizeF:
    found = _SIZE.search(svg, 0, _HEAD)
    return QSizeF(float(found[1]), float(found[2])) if found else _A4

"""The ground of the timeline as a picture that is kept: when one pans, only its edge is painted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPixmap

from desktop.ui.calendar.timeline_frame import Frame
from desktop.ui.calendar.timeline_letters import blank


class Still:
    """Keeps what `paint` draws, for as long as only the place on the ground is another one."""

    def __init__(self, paint: Callable[[QPainter, Frame], None]) -> None:
        self._paint = paint
        self._picture = QPixmap()
        self._at = QPoint()
        self._key: object = None

    def show(self, painter: QPainter, frame: Frame, key: object, ratio: float) -> None:
        """Draw the ground in sight; another `key` says that it looks different."""
        body = frame.body
        at = body.topLeft() - QPoint(frame.left, frame.top)
        whole = QRect(0, 0, body.width(), body.height())
        if key != self._key:
            self._picture = blank(body.width(), body.height(), ratio, opaque=True)
            stale = [whole]
        else:
            stale = list(self._shifted(self._at - at, whole, ratio))
        self._key, self._at = key, at
        inner = QPainter(self._picture)
        for part in stale:
            inner.setClipRect(part)
            self._paint(inner, replace(frame, body=part, left=-at.x(), top=-at.y()))
        inner.end()
        painter.drawPixmap(body.topLeft(), self._picture)

    def _shifted(self, by: QPoint, whole: QRect, ratio: float) -> Iterator[QRect]:
        """Shift the picture, and give what came into sight."""
        if by.isNull():
            return
        rest = whole & whole.translated(by)
        x, y = by.x() * ratio, by.y() * ratio
        if rest.isEmpty() or x != int(x) or y != int(y):
            yield whole  # half a pixel of the screen cannot be shifted
            return
        self._picture.scroll(int(x), int(y), self._picture.rect())
        if by.x():
            left = 0 if by.x() > 0 else rest.right() + 1
            yield QRect(left, 0, abs(by.x()), whole.height())
        if by.y():
            top = 0 if by.y() > 0 else rest.bottom() + 1
            yield QRect(rest.left(), top, rest.width(), abs(by.y()))

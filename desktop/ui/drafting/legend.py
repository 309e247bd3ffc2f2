"""What the marks of the grid mean while it shows a proposal, in one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.ui import icons, look
from desktop.ui.speech import Spoken
from desktop.ui.widgets.labels import plain_tooltip

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MARK = look.XL  # the width of a mark, an item in small
LEFT, CALM, SIGN = "left", "calm", "sign"
Entry = tuple[str, Callable[[], str]]


class Legend(Spoken, QWidget):
    """Shows entries of a mark and a word: an icon's name, LEFT, CALM, or SIGN for words alone.

    Where there is no room for all, the last ones are not shown, and the tooltip tells all of them.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        self._texts: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say(self._tell, self._all)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Explain these marks."""
        self._entries = tuple(entries)
        self.say_again()

    def _all(self) -> str:
        self._texts = [text() for _mark, text in self._entries]
        return "  ·  ".join(self._texts)

    def _tell(self, text: str) -> None:
        self.setAccessibleName(text)
        self.setToolTip(plain_tooltip(text))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(look.font("small"))
        wide = [metrics.horizontalAdvance(text) + look.L for text in self._texts]
        marks = [0 if mark == SIGN else _MARK + look.XS for mark, _text in self._entries]
        return QSize(sum(wide) + sum(marks), metrics.height() + look.S)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look.XL, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(look.font("small"))
        metrics, left = painter.fontMetrics(), 0
        for (mark, _text), text in zip(self._entries, self._texts, strict=True):
            whole = metrics.horizontalAdvance(text) + (0 if mark == SIGN else _MARK + look.XS)
            if left and left + whole > self.width():
                return  # half a word explains nothing
            if mark != SIGN:
                height = metrics.height()
                box = QRect(left, (self.height() - height) // 2, _MARK, height)
                _paint_mark(painter, mark, box)
                left = box.right() + 1 + look.XS
            room = QRect(left, 0, max(0, self.width() - left), self.height())
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.setPen(QColor(look.colours().soft))
            painter.drawText(room, _LEFT, shown)
            left += metrics.horizontalAdvance(text) + look.L


def _paint_mark(painter: QPainter, mark: str, box: QRect) -> None:
    colours = look.colours()
    edge = {LEFT: colours.faint, CALM: colours.border_strong}.get(mark, colours.accent)
    style = Qt.PenStyle.DashLine if mark == LEFT else Qt.PenStyle.SolidLine
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(edge), 1, style))
    painter.setBrush(QColor(colours.window if mark in (LEFT, CALM) else colours.see_tint))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), look.XS, look.XS)
    painter.restore()
    if mark in (LEFT, CALM):
        return
    painter.fillRect(QRect(box.left(), box.top(), look.XS, box.height()), QColor(edge))
    icon = QRect(0, 0, look.M, look.M)
    icon.moveCenter(box.center())
    icon.translate(look.EDGE, 0)
    icons.icon(mark, "accent").paint(painter, icon)

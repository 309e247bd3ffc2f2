"""Marks for status and clause: always a word or a letter with the colour."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.language import _
from desktop.ui import icons, look
from desktop.ui.speech import Spoken
from desktop.ui.widgets.labels import plain_tooltip

_CHIP_ICON = look.ICON - look.XS


def clause_name(clause: str) -> str:
    """What a clause of the memorandum is about, as a screen reader says it."""
    return {"b": _("Delegation"), "c": _("Exchange"), "f": _("Facility access")}[clause]


def chip_size(text: str, icon: str) -> QSize:
    """The room a chip needs."""
    metrics = QFontMetrics(look.font("small"))
    width = metrics.horizontalAdvance(text) + look.M + look.XS
    if icon:
        width += _CHIP_ICON + look.XS
    return QSize(width, max(metrics.height() + look.XS, look.BADGE))


def paint_chip(painter: QPainter, rect: QRect, text: str, tone: str, icon: str) -> None:
    """Draw a status: icon and word on its tint, at the left of `rect`, in its middle."""
    ink, tint = look.colours().pair(tone)
    size = chip_size(text, icon)
    box = QRect(rect.left(), rect.center().y() - size.height() // 2 + 1, 0, size.height())
    box.setWidth(min(size.width(), rect.width()))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tint))
    painter.drawRoundedRect(QRectF(box), box.height() / 2, box.height() / 2)
    inner = box.adjusted(look.S, 0, -look.S, 0)
    if icon:
        side = _CHIP_ICON
        place = QRect(inner.left(), inner.center().y() - side // 2 + 1, side, side)
        icons.icon(icon, tone).paint(painter, place)
        inner.setLeft(place.right() + 1 + look.XS)
    painter.setPen(QColor(ink))
    painter.setFont(look.font("small"))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width() + 1)
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


def paint_badge(painter: QPainter, rect: QRect, clause: str) -> None:
    """Draw the letter of a clause on its colour, at the left of `rect`, in its middle."""
    ink, tint = look.colours().pair(clause)
    side = look.BADGE
    box = QRect(rect.left(), rect.center().y() - side // 2 + 1, side, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tint))
    painter.drawRoundedRect(QRectF(box), look.RADIUS, look.RADIUS)
    painter.setPen(QColor(ink))
    font = QFont(look.font("small", bold=True))
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, clause)
    painter.restore()


class StatusChip(Spoken, QWidget):
    """A status as icon and word on a tint; `tone` is one of `look.TONES` or a clause."""

    def __init__(
        self, text: Callable[[], str], tone: str, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._tone = tone
        self._icon = icon
        self._words = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(self._show, lambda: self._words())

    def set_status(self, text: Callable[[], str], tone: str, icon: str = "") -> None:
        """Show another status."""
        self._words, self._tone, self._icon = text, tone, icon
        self.say_again()

    def text(self) -> str:
        """The word that is shown."""
        return self._text

    def _show(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return chip_size(self._text, self._icon)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_chip(QPainter(self), self.rect(), self._text, self._tone, self._icon)


class ClauseBadge(Spoken, QWidget):
    """The letter of a clause on its colour: b delegation, c exchange, f facility access."""

    def __init__(self, clause: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clause = clause
        self.setFixedSize(look.BADGE, look.BADGE)
        self.say(self._name, lambda: clause_name(self._clause))

    def show_clause(self, clause: str) -> None:
        """Be the mark of another clause."""
        self._clause = clause
        self.say_again()
        self.update()

    def _name(self, name: str) -> None:
        self.setAccessibleName(name)
        self.setToolTip(plain_tooltip(name))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_badge(QPainter(self), self.rect(), self._clause)

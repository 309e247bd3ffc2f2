"""What is written on an item: as much of it as there is room for, never half a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap

from desktop.ui import icons, look
from desktop.ui.programme.painting import Run, wrapped
from desktop.ui.widgets.marks import chip_size, paint_chip

ICON = look.ICON - look.XS
_ROOM_FOR_ICON = look.COLUMN // 3
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Words:
    """One line below the title; softly, in its own tone, what stands behind it."""

    text: str
    tone: str
    tail: str = ""
    tail_tone: str = "soft"
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Lettering:
    """All that can be written on an item; `icon` and `badges` are names of icons and colours."""

    title: str
    tone: str
    struck: bool
    icon: tuple[str, str]
    badges: tuple[tuple[str, str], ...]
    below: tuple[Words, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ink:
    """Fonts and colours of one painting: to ask for them for each item would cost more than it."""

    colours: look.Colours
    small: QFont
    strong: QFont
    struck: QFont
    line: int
    key: str
    ratio: float

    @staticmethod
    def on(painter: QPainter) -> Ink:
        """Those to paint with now."""
        small, strong = look.font("small"), look.font("small", bold=True)
        struck = QFont(small)
        struck.setStrikeOut(True)
        line = QFontMetrics(small).height()
        ratio = painter.device().devicePixelRatio()
        return Ink(look.colours(), small, strong, struck, line, small.key(), ratio)


def write(painter: QPainter, room: QRect, words: Lettering, ink: Ink) -> None:
    """Write on an item: the title first, below it whole lines, then the groups."""
    if room.height() < ink.line // 2 or room.width() < look.M:
        return
    left, right = room.left(), room.right()
    head = min(ink.line + look.EDGE, room.height())
    for name, colour in words.badges:
        right -= ICON + look.EDGE
        if right - left > look.XL:
            _icon(painter, name, colour, QRect(right, room.top(), ICON, head), ink)
    if room.width() >= _ROOM_FOR_ICON:
        _icon(painter, *words.icon, QRect(left, room.top(), ICON, head), ink)
        left += ICON + look.XS
    first = QRect(left, room.top(), max(1, right - left), head)
    spare = room.height() - head - look.EDGE
    painter.setPen(QColor(getattr(ink.colours, words.tone)))
    painter.setFont(ink.struck if words.struck else ink.strong)
    strong = not words.struck
    lines = _broken(words.title, first.width(), strong, ink.key)
    if len(lines) > 1 and spare < ink.line:
        lines = (_elided(words.title, first.width(), strong, ink.key),)
    painter.drawText(first, _LEFT, lines[0])
    if len(lines) > 1:
        painter.drawText(
            first.translated(0, head).adjusted(0, 0, 0, ink.line - head), _LEFT, lines[1]
        )
        spare -= ink.line
    top = room.bottom() + 1 - spare
    _below(painter, QRect(room.left(), top, room.width(), max(0, spare)), words, ink)


def _below(painter: QPainter, room: QRect, words: Lettering, ink: Ink) -> None:
    if room.height() < ink.line:
        return
    for each in words.below:
        if room.height() < ink.line:
            return
        line = QRect(room.left(), room.top(), room.width(), ink.line)
        painter.setFont(ink.struck if each.struck else ink.small)
        painter.setPen(QColor(getattr(ink.colours, each.tone)))
        text = _elided(each.text, line.width(), False, ink.key)
        painter.drawText(line, _LEFT, text)
        if each.tail:
            line.setLeft(line.left() + _wide(text, ink.key) + look.S)
            if line.width() > look.M:
                painter.setFont(ink.small)
                painter.setPen(QColor(getattr(ink.colours, each.tail_tone)))
                painter.drawText(line, _LEFT, _elided(each.tail, line.width(), False, ink.key))
        room.setTop(room.top() + ink.line)
    _chips(painter, room, words.groups)


def _chips(painter: QPainter, room: QRect, groups: Iterable[str]) -> None:
    left = room.left()
    for code in groups:
        size = chip_size(code, "")
        if left + size.width() > room.right() or size.height() > room.height():
            return
        paint_chip(
            painter, QRect(left, room.top() + 1, size.width(), size.height()), code, "info", ""
        )
        left += size.width() + look.XS


def picture(name: str, colour: str, ratio: float) -> QPixmap:
    """A small icon, kept: to draw its outline costs more than all text of an item."""
    return _picture(name, colour, look.colours().dark, ratio)


@lru_cache(maxsize=512)
def _picture(name: str, colour: str, _dark: bool, ratio: float) -> QPixmap:
    return icons.picture(name, ICON, colour, ratio)


def _icon(painter: QPainter, name: str, colour: str, room: QRect, ink: Ink) -> None:
    top = room.top() + (room.height() - ICON) // 2
    painter.drawPixmap(room.left(), top, _picture(name, colour, ink.colours.dark, ink.ratio))


@lru_cache(maxsize=8192)
def _broken(text: str, width: int, strong: bool, _font: str) -> tuple[str, ...]:
    """A title on one line or two."""
    return tuple(run.text for run in wrapped(Run(text, small=True, strong=strong), width))


@lru_cache(maxsize=8192)
def _elided(text: str, width: int, strong: bool, _font: str) -> str:
    metrics = QFontMetrics(look.font("small", bold=strong))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=8192)
def _wide(text: str, _font: str) -> int:
    return QFontMetrics(look.font("small")).horizontalAdvance(text)

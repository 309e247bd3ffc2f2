"""How the lines of a programme are drawn: day headings, times that stand straight, long titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

from desktop.ui import icons, look
from desktop.ui.programme.texts import ClockText, Who
from desktop.ui.widgets.marks import chip_size, paint_chip

PIN = look.ICON  # the room of a pin and of what sets it apart
MOST_LINES = 2  # a longer title is cut, and whole in the tooltip and the editor

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Run:
    """One line of text in a cell, and softly what stands behind it.

    `tone` is the name of a colour of the look, "" for that of text.
    """

    text: str
    tail: str = ""
    small: bool = False
    tone: str = ""
    tail_tone: str = "faint"
    struck: bool = False
    strong: bool = False

    def font(self) -> QFont:
        """The font of the line."""
        font = look.font("small" if self.small else "body", bold=self.strong)
        font.setStrikeOut(self.struck)
        return font

    def height(self) -> int:
        """The height of the line."""
        return QFontMetrics(self.font()).height()

    def width(self) -> int:
        """The width of the whole line."""
        width = QFontMetrics(self.font()).horizontalAdvance(self.text)
        if self.tail:
            width += look.S + QFontMetrics(look.font("small")).horizontalAdvance(self.tail)
        return width


def height_of(runs: Sequence[Run]) -> int:
    """The room that lines of text need, one below the other."""
    return sum(run.height() for run in runs)


def wrapped(run: Run, width: int) -> list[Run]:
    """A text on at most two lines of a width; what does not fit ends in an ellipsis."""
    if run.width() <= width:
        return [run]
    return [replace(run, text=line) for line in _broken(run.text, width, run.font().key())]


def clock_runs(clocks: Sequence[ClockText], *, soft: bool = False, off: bool = False) -> list[Run]:
    """The lines of a time; `off` for one that is called off."""
    runs = []
    for clock in clocks:
        tone = "faint" if off else "soft" if soft or clock.small else ""
        warns = clock.tone == "warn"
        runs.append(
            Run(
                clock.text,
                clock.tail,
                small=clock.small,
                tone="warn" if warns and clock.small else tone,
                tail_tone="warn" if warns else "faint",
                struck=off and not clock.small,
            )
        )
    return runs


def paint_runs(painter: QPainter, rect: QRect, runs: Sequence[Run], *, chosen: bool) -> None:
    """Draw lines of text, together in the middle of a cell."""
    colours = look.colours()
    top = rect.top() + max(0, (rect.height() - height_of(runs)) // 2)
    for run in runs:
        line = QRect(rect.left(), top, rect.width(), run.height())
        painter.setFont(run.font())
        ink = colours.on_selected if chosen else getattr(colours, run.tone or "text")
        painter.setPen(QColor(ink))
        metrics = painter.fontMetrics()
        text = metrics.elidedText(run.text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, _LEFT, text)
        line.setLeft(line.left() + metrics.horizontalAdvance(text) + look.S)
        if run.tail and line.width() > look.M:
            painter.setFont(look.font("small"))
            ink = colours.on_selected if chosen else getattr(colours, run.tail_tone)
            painter.setPen(QColor(ink))
            tail = painter.fontMetrics().elidedText(
                run.tail, Qt.TextElideMode.ElideRight, line.width()
            )
            painter.drawText(line, _LEFT, tail)
        top += run.height()


def paint_row(painter: QPainter, rect: QRect, *, chosen: bool, current: bool, ends: str) -> None:
    """Draw the ground of a row that is chosen or under the mouse.

    `ends` says which ends of the row the cell is at ("l", "r", "lr" or ""): only they are round.
    """
    colours = look.colours()
    box = QRectF(rect)
    if "l" not in ends:
        box.setLeft(box.left() - 2 * look.RADIUS)
    if "r" not in ends:
        box.setRight(box.right() + 2 * look.RADIUS)
    painter.save()
    painter.setClipRect(rect)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.selected if chosen else colours.hover))
    painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), look.RADIUS, look.RADIUS)
    if current:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(colours.accent))
        painter.drawRoundedRect(box.adjusted(0.5, 1.5, -0.5, -1.5), look.RADIUS, look.RADIUS)
    painter.restore()


def paint_cell_ring(painter: QPainter, rect: QRect) -> None:
    """Draw a ring around the cell that the keyboard is at."""
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QColor(look.colours().accent))
    box = QRectF(rect).adjusted(1.5, look.XS, -1.5, -look.XS)
    painter.drawRoundedRect(box, look.RADIUS, look.RADIUS)
    painter.restore()


def line_in_cell(cell: QRect) -> QRect:
    """Where a line to be typed into lies in a cell: as high as elsewhere, in its middle."""
    height = min(cell.height(), look.CONTROL + look.XS)
    return QRect(cell.left(), cell.center().y() - height // 2, cell.width(), height)


def paint_heading(
    painter: QPainter, rect: QRect, texts: tuple[str, str], *, current: bool, first: bool
) -> None:
    """Draw the heading of a day: the date, softly what is said of it, and a line below."""
    colours = look.colours()
    line = rect.adjusted(look.S, 0 if first else look.S, -look.S, -look.XS)
    painter.setFont(look.font("section", bold=True))
    painter.setPen(QColor(colours.accent if current else colours.text))
    heading = painter.fontMetrics().elidedText(texts[0], Qt.TextElideMode.ElideRight, line.width())
    below = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
    painter.drawText(line.adjusted(0, 0, 0, -look.XS), below, heading)
    left = line.left() + painter.fontMetrics().horizontalAdvance(heading) + look.L
    descent = painter.fontMetrics().descent()
    painter.setFont(look.font("small"))
    lift = descent - painter.fontMetrics().descent()
    aside = QRect(left, line.top(), max(0, line.right() - left), line.height() - look.XS - lift)
    painter.setPen(QColor(colours.soft))
    painter.drawText(
        aside,
        below,
        painter.fontMetrics().elidedText(texts[1], Qt.TextElideMode.ElideRight, aside.width()),
    )
    painter.setPen(QColor(colours.accent if current else colours.border_strong))
    painter.drawLine(line.left(), line.bottom(), line.right(), line.bottom())


def paint_who(painter: QPainter, rect: QRect, who: Who, *, chosen: bool, off: bool) -> None:
    """Draw who takes part: a chip for each group, then the others in words."""
    left = rect.left()
    for code in who.groups:
        width = chip_size(code, "").width()
        if left + width > rect.right():
            break
        paint_chip(painter, QRect(left, rect.top(), width, rect.height()), code, "info", "")
        left += width + look.XS
    rest = QRect(left, rect.top(), rect.right() - left, rect.height())
    if who.part_time and rest.width() > look.ICON:
        side = look.ICON - look.XS
        place = QRect(rest.left(), rest.center().y() - side // 2 + 1, side, side)
        icons.icon("clock", "on_selected" if chosen else "warn").paint(painter, place)
        rest.setLeft(place.right() + look.XS)
    tone = "faint" if off else "soft"
    runs = wrapped(Run(who.text, tone=tone), rest.width()) if who.text else []
    paint_runs(painter, rest, runs, chosen=chosen)


def paint_pin(painter: QPainter, rect: QRect, *, chosen: bool) -> int:
    """Draw that something is pinned, at the left of a cell; gives the room it took."""
    side = look.ICON - look.XS
    place = QRect(rect.left(), rect.center().y() - side // 2 + 1, side, side)
    icons.icon("pin", "on_selected" if chosen else "soft").paint(painter, place)
    return PIN


@lru_cache(maxsize=4096)
def _broken(text: str, width: int, font_key: str) -> tuple[str, ...]:
    font = QFont()
    font.fromString(font_key)
    metrics = QFontMetrics(font)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        start = _units(text, line.textStart())
        if len(lines) == MOST_LINES - 1:
            rest = metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, width)
            lines.append(rest)
            break
        lines.append(text[start : _units(text, line.textStart() + line.textLength())].rstrip())
    layout.endLayout()
    return tuple(lines)


def _units(text: str, at: int) -> int:
    """The index in Python of a place that Qt counts in UTF-16 units (𠮷 counts twice there)."""
    return len(text.encode("utf-16-le")[: 2 * at].decode("utf-16-le", "ignore"))

"""How an item of the grid is drawn: its tint, its title and time, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap

from desktop.domain import Item
from desktop.domain.codes import ItemKind, ItemStatus, Severity
from desktop.ui import icons, look
from desktop.ui.programme.kinds import kind_icon
from desktop.ui.programme.painting import Run, clock_runs, paint_runs, wrapped
from desktop.ui.programme.texts import Texts, item_name
from desktop.ui.widgets.marks import chip_size, paint_chip

_GROUPS = {
    "see": (ItemKind.VISIT, ItemKind.LAB_TOUR),
    "eat": (ItemKind.MEAL, ItemKind.DINNER, ItemKind.FREE_LUNCH, ItemKind.RECEPTION),
    "go": (
        ItemKind.TRANSFER,
        ItemKind.FLIGHT,
        ItemKind.TRAIN,
        ItemKind.HOTEL,
        ItemKind.MEETING_POINT,
    ),
    "rest": (ItemKind.FREE, ItemKind.OTHER, ItemKind.PREPARATION, ItemKind.INTERNAL),
}
_GROUP_OF = {kind: group for group, kinds in _GROUPS.items() for kind in kinds}
_MARKS = {
    Severity.BLOCK: ("circle-x", "bad"),
    Severity.WARNING: ("triangle-alert", "warn"),
    Severity.HINT: ("info", "info"),
}
_SMALL = look.ICON - look.XS
_ROOM_FOR_ICON = look.COLUMN // 3


@dataclass(frozen=True, slots=True)
class Face:
    """How an item looks at the moment.

    `other` is the reference of another programme that it belongs to; where it does not begin or
    end it is cut. `title` is the part of its width that is free for text. `when` is
    the new time of what is being dragged.
    """

    chosen: bool = False
    current: bool = False
    mark: str = ""
    other: str = ""
    begins: bool = True
    ends: bool = True
    open_end: bool = False
    title: float = 1.0
    when: str = ""


def tint_of(item: Item) -> str:
    """The name of the colours of an item's kind."""
    return _GROUP_OF.get(ItemKind(item.kind), "meet")


def mark_look(severity: str) -> tuple[str, str]:
    """The icon and the colour of a finding."""
    return _MARKS[Severity(severity)]


def paint_block(painter: QPainter, rect: QRect, item: Item, texts: Texts, face: Face) -> None:
    """Draw an item."""
    colours = look.colours()
    ink, tint = colours.pair(tint_of(item))
    off = item.is_cancelled
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = _shape(QRectF(rect).adjusted(0.5, 0.5, -1.5, -1.5), face)
    painter.fillPath(shape, QColor(colours.window if off or face.other else tint))
    if face.other:
        hatch(painter, shape, colours.border)
    _outline(painter, shape, item, ink, face)
    painter.setClipPath(shape)
    bar = QRect(rect.left(), rect.top(), look.GRID_BAR, rect.height())
    painter.fillRect(bar, QColor(colours.border_strong if off or face.other else ink))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    inner = rect.adjusted(look.GRID_BAR + look.XS, 1, -look.XS, -1)
    if face.title < 1:
        inner.setWidth(max(look.XL, round(rect.width() * face.title) - look.S))
    _write(painter, inner, item, texts, face)
    painter.restore()
    if face.current:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.drawPath(_shape(QRectF(rect).adjusted(-1, -1, 0, 0), face))
        painter.restore()


def hatch(painter: QPainter, shape: QPainterPath, colour: str) -> None:
    """Fill a shape with slanted lines."""
    painter.fillPath(shape, QBrush(QColor(colour), Qt.BrushStyle.BDiagPattern))


def picture(name: str, colour: str, painter: QPainter) -> QPixmap:
    """A small icon, kept: a drawn outline costs more than all text of an item."""
    return _picture(name, colour, look.colours().dark, painter.device().devicePixelRatio())


@lru_cache(maxsize=512)
def _picture(name: str, colour: str, _dark: bool, ratio: float) -> QPixmap:
    return icons.picture(name, _SMALL, colour, ratio)


def _shape(box: QRectF, face: Face) -> QPainterPath:
    """Round where the item begins and ends, straight where it is cut or open."""
    top = look.XS if face.begins else 0
    bottom = look.XS if face.ends and not face.open_end else 0
    path = QPainterPath()
    path.moveTo(box.left() + top, box.top())
    path.lineTo(box.right() - top, box.top())
    path.quadTo(box.right(), box.top(), box.right(), box.top() + top)
    path.lineTo(box.right(), box.bottom() - bottom)
    path.quadTo(box.right(), box.bottom(), box.right() - bottom, box.bottom())
    path.lineTo(box.left() + bottom, box.bottom())
    path.quadTo(box.left(), box.bottom(), box.left(), box.bottom() - bottom)
    path.lineTo(box.left(), box.top() + top)
    path.quadTo(box.left(), box.top(), box.left() + top, box.top())
    path.closeSubpath()
    return path


def _outline(painter: QPainter, shape: QPainterPath, item: Item, ink: str, face: Face) -> None:
    colours = look.colours()
    if face.chosen:
        pen = QPen(QColor(colours.accent), 2)
    elif item.is_cancelled or face.other:
        pen = QPen(QColor(colours.border_strong), 1)
    elif item.status == ItemStatus.TENTATIVE or item.alternative:
        pen = QPen(QColor(ink), 1, Qt.PenStyle.DashLine)
    elif face.mark and Severity(face.mark) != Severity.HINT:
        pen = QPen(QColor(getattr(colours, mark_look(face.mark)[1])), 1)
    else:
        pen = QPen(QColor(colours.surface), 1)
    painter.strokePath(shape, pen)


def _write(painter: QPainter, room: QRect, item: Item, texts: Texts, face: Face) -> None:
    line = QFontMetrics(look.font("small")).height()
    if room.height() < line // 2 or room.width() < look.M:
        return
    left, right = room.left(), room.right()
    head = QRect(room.left(), room.top(), room.width(), min(line + look.EDGE, room.height()))
    for name, colour in _badges(item, face):
        right -= _SMALL + look.EDGE
        if right - left > look.XL:
            _draw(painter, name, colour, QRect(right, head.top(), _SMALL, head.height()))
    if room.width() >= _ROOM_FOR_ICON:
        tone = "faint" if item.is_cancelled or face.other else tint_of(item)
        _draw(painter, kind_icon(item.kind), tone, QRect(left, head.top(), _SMALL, head.height()))
        left += _SMALL + look.XS
    first = QRect(left, head.top(), max(1, right - left), head.height())
    runs = _title(item, texts, first.width(), face)
    spare = room.height() - first.height() - look.EDGE
    if len(runs) > 1 and spare >= line:
        second = QRect(left, first.bottom() + 1, first.width(), line)
        _line(painter, second, runs[1])
        spare -= line
    elif len(runs) > 1:
        whole = _title(item, texts, 1 << 20, face)
        runs = [whole[0]]
    _line(painter, first, runs[0])
    top = room.bottom() + 1 - spare
    body = QRect(room.left(), top, room.width(), max(0, spare))
    _details(painter, body, item, texts, line, face)


def _title(item: Item, texts: Texts, width: int, face: Face) -> list[Run]:
    name = item_name(item, texts.language)
    text = f"{face.other}  {name}" if face.other else name
    off = item.is_cancelled
    tone = "soft" if face.other else "faint" if off else "text"
    return wrapped(Run(text, small=True, strong=not off, tone=tone, struck=off), width)


def _details(
    painter: QPainter, room: QRect, item: Item, texts: Texts, line: int, face: Face
) -> None:
    """Below the title as much as there is room for: when, where, who."""
    groups = texts.who(item).groups
    for run in _below(item, texts, face):
        if room.height() < line:
            return
        paint_runs(painter, QRect(room.left(), room.top(), room.width(), line), [run], chosen=False)
        room.setTop(room.top() + line)
    if groups and room.height() >= chip_size("A", "").height():
        left, height = room.left(), chip_size("A", "").height()
        for code in groups:
            width = chip_size(code, "").width()
            if left + width > room.right():
                break
            chip = QRect(left, room.top() + look.EDGE, width, height)
            paint_chip(painter, chip, code, "info", "")
            left += width + look.XS


def _below(item: Item, texts: Texts, face: Face) -> Iterator[Run]:
    off = item.is_cancelled or bool(face.other)
    unsure = item.status != ItemStatus.CONFIRMED
    clocks = clock_runs(texts.time(item), soft=True, off=off)
    if face.when:
        clocks = [Run(face.when)]
    for number, run in enumerate(clocks):
        if unsure and number == 0 and not run.tail:
            run = replace(run, tail=texts.status(item))
            unsure = False
        yield replace(run, small=True, tone=run.tone or "soft")
    if unsure:
        yield Run(texts.status(item), small=True, tone="faint")
    place = texts.place(item)
    if place:
        yield Run(place, small=True, tone="faint" if off else "soft")
    detail = texts.detail(item)
    if detail:
        yield Run(detail, small=True, tone="faint" if off else "soft")


def _badges(item: Item, face: Face) -> Iterator[tuple[str, str]]:
    """What stands at the upper right: what is wrong first, then that it is pinned."""
    if face.mark and not face.other:
        yield mark_look(face.mark)
    if item.pinned:
        yield "pin", "soft"


def _draw(painter: QPainter, name: str, colour: str, room: QRect) -> None:
    top = room.top() + (room.height() - _SMALL) // 2
    painter.drawPixmap(room.left(), top, picture(name, colour, painter))


def _line(painter: QPainter, rect: QRect, run: Run) -> None:
    paint_runs(
        painter, QRect(rect.left(), rect.top(), rect.width(), rect.height()), [run], chosen=False
    )

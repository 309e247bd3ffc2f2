"""How an item of the grid is drawn: its tint, its outline, and what is written on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from desktop.domain import Item
from desktop.domain.codes import ItemKind, ItemStatus, Severity
from desktop.ui import look
from desktop.ui.grid.draft import Becomes
from desktop.ui.grid.letters import Ink, Lettering, Words, write
from desktop.ui.programme.kinds import kind_icon
from desktop.ui.programme.texts import Texts, item_name

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


@dataclass(frozen=True, slots=True)
class Face:
    """How an item looks at the moment.

    `other` is what belongs to another programme; `lead` stands before the title. Where it does not
    begin or end it is cut. `title` is the part of its width that is free for text. `when` is
    the new time of what is being dragged. What is written begins
    `inset` further to the right and below, where the rest is scrolled out of sight.

    While a draft is shown, `becomes` tells of what it changes; what it leaves alone is `calm`, and
    where something is now that it moves is `left`.
    """

    chosen: bool = False
    current: bool = False
    mark: str = ""
    other: bool = False
    lead: str = ""
    begins: bool = True
    ends: bool = True
    open_end: bool = False
    title: float = 1.0
    when: str = ""
    inset: tuple[int, int] = (0, 0)
    becomes: Becomes | None = None
    calm: bool = False
    left: bool = False


def tint_of(item: Item) -> str:
    """The name of the colours of an item's kind."""
    return _GROUP_OF.get(ItemKind(item.kind), "meet")


def mark_look(severity: str) -> tuple[str, str]:
    """The icon and the colour of a finding."""
    return _MARKS[Severity(severity)]


def paint_block(
    painter: QPainter, rect: QRect, item: Item, written: Lettering, face: Face, pens: Ink
) -> None:
    """Draw an item."""
    colours = pens.colours
    ink, tint = colours.pair(tint_of(item))
    off = item.is_cancelled
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = _shape(QRectF(rect).adjusted(0.5, 0.5, -1.5, -1.5), face)
    pale = off or face.other or face.calm
    painter.fillPath(shape, QColor(colours.window if pale else tint))
    if face.other and not face.left:
        hatch(painter, shape, colours.border)
    painter.strokePath(shape, _outline(item, ink, face, colours))
    painter.setClipPath(shape)
    bar = QRect(rect.left(), rect.top(), 0 if face.left else look.GRID_BAR, rect.height())
    edge = colours.border_strong if off or face.other else ink
    if face.becomes is not None:
        bar.setWidth(look.GRID_EDGE)
        edge = colours.accent
    painter.fillRect(bar, QColor(edge))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    inner = rect.adjusted(max(look.GRID_BAR, bar.width()) + look.XS, 1, -look.XS, -1)
    if face.title < 1:
        inner.setWidth(max(look.XL, round(rect.width() * face.title) - look.S))
    inner.adjust(*face.inset, 0, 0)
    write(painter, inner, written, pens)
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


def _outline(item: Item, ink: str, face: Face, colours: look.Colours) -> QPen:
    if face.chosen:
        return QPen(QColor(colours.accent), 2)
    if face.left:
        return QPen(QColor(colours.faint), 1, Qt.PenStyle.DashLine)
    if item.is_cancelled or face.other:
        return QPen(QColor(colours.border_strong), 1)
    if item.status == ItemStatus.TENTATIVE or item.alternative:
        return QPen(QColor(ink), 1, Qt.PenStyle.DashLine)
    if face.mark and Severity(face.mark) != Severity.HINT:
        return QPen(QColor(getattr(colours, mark_look(face.mark)[1])), 1)
    if face.becomes is not None:
        return QPen(QColor(colours.accent), 1)
    return QPen(QColor(colours.border_strong if face.calm else colours.surface), 1)


def lettering(item: Item, texts: Texts, face: Face) -> Lettering:
    """What is written on an item."""
    off = item.is_cancelled
    tone = "faint" if off or face.other else "soft"
    name = item_name(item, texts.language)
    badges = [mark_look(face.mark)] if face.mark and not face.other else []
    if face.becomes is not None:
        badges.append((face.becomes.icon, "accent"))
    return Lettering(
        f"{face.lead}  {name}" if face.lead else name,
        "soft" if face.other or (face.calm and not off) else "faint" if off else "text",
        off,
        (kind_icon(item.kind), "faint" if off or face.other else tint_of(item)),
        (*badges, *([("pin", "soft")] if item.pinned else [])),
        tuple(_below(item, texts, face, tone)),
        () if face.other else texts.who(item).groups,
    )


def _below(item: Item, texts: Texts, face: Face, tone: str) -> Iterator[Words]:
    """When, how sure, where, and how long a journey takes."""
    unsure = texts.status(item) if item.status != ItemStatus.CONFIRMED else ""
    if face.becomes is not None:
        yield Words(face.becomes.word, "accent")
    if face.when:
        yield Words(face.when, tone)
    elif item.start.date is not None:
        for clock in texts.time(item):
            tail, unsure = (clock.tail, unsure) if clock.tail else (unsure, "")
            tail_tone = "warn" if clock.tone == "warn" else tone
            yield Words(clock.text, tone, tail, tail_tone, struck=item.is_cancelled)
    if unsure:
        yield Words(unsure, tone)
    for text in (texts.place(item), texts.detail(item)):
        if text:
            yield Words(text, tone)

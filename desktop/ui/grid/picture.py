"""All of the grid that stands still while something is dragged over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from desktop.domain import Item
from desktop.ui import look
from desktop.ui.grid.blocks import Face, lettering, paint_block
from desktop.ui.grid.draft import Draft
from desktop.ui.grid.frame import tray_head
from desktop.ui.grid.ground import Ground
from desktop.ui.grid.letters import Ink
from desktop.ui.grid.scene import Block
from desktop.ui.grid.ways import paint_ways
from desktop.ui.programme.texts import Texts

_EDGE = look.EDGE  # the ring of what the keyboard is at goes beyond the item


@dataclass(frozen=True, slots=True)
class Marks:
    """What is chosen, where the keyboard is, what is wrong, what is not drawn, what is drafted."""

    chosen: frozenset[str] = frozenset()
    current: str = ""
    severities: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """An item as it was drawn: of which item, in which words, and all that it looked like."""

    glance: tuple[object, ...]
    whole: tuple[object, ...]
    item: Item
    texts: Texts
    pixmap: QPixmap

    def of(self, item: Item, texts: Texts) -> bool:
        """Whether it is of just this item, read and told as it was."""
        return item is self.item and texts is self.texts


Drawn = dict[tuple[str, int, bool], Drawing]


@dataclass(frozen=True, slots=True)
class Picture:
    """Draws the ground and the items in sight.

    `drawn` keeps each item as it was drawn, by its id, its column and whether it is of another
    programme, for as long as it looks the same: while the grid is scrolled nothing is drawn twice.
    """

    ground: Ground
    texts: Texts
    marks: Marks
    drawn: Drawn

    def paint(self, painter: QPainter) -> None:
        """Draw all of it."""
        ground = self.ground
        painter.save()
        painter.setClipRect(ground.frame.body)
        ground.paint_body(painter)
        ground.paint_now(painter)
        if self.marks.draft is not None:
            paint_ways(painter, ground.scene, ground.frame, self.marks.draft.ways)
        self._blocks(painter)
        ground.paint_changes(painter)
        painter.restore()
        ground.paint_heads(painter)
        self._pills(painter)
        ground.paint_axis(painter)
        ground.paint_tray(painter)
        self._cards(painter)

    def face(self, item_id: str, block: Block | None = None) -> Face:
        """How an item looks at the moment."""
        draft = self.marks.draft
        becomes = draft.changes.get(item_id) if draft is not None else None
        return Face(
            item_id in self.marks.chosen,
            item_id == self.marks.current,
            self.marks.severities.get(item_id, ""),
            begins=block is None or block.begins,
            ends=block is None or block.ends,
            open_end=block is not None and item_id in self.ground.scene.contents.open,
            title=block.title if block is not None else 1.0,
            becomes=becomes,
            calm=draft is not None and becomes is None,
        )

    def _blocks(self, painter: QPainter) -> None:
        scene, frame, ink = self.ground.scene, self.ground.frame, Ink.on(painter)
        left, top = frame.offset.toTuple()
        right, bottom = left + frame.body.width(), top + frame.body.height()
        drafted = self.marks.draft is not None
        for block in scene.blocks:
            if block.x >= right or block.y >= bottom:
                continue
            if block.x + block.width <= left or block.y + block.height <= top:
                continue
            rect = frame.block(block)
            if block.other is not None:
                name, contents = scene.others[block.other]
                face = Face(
                    other=True,
                    chosen=drafted and block.item_id in self.marks.chosen,
                    lead=name,
                    begins=block.begins,
                    ends=block.ends,
                    left=drafted,
                )
                self._draw(painter, rect, contents.items[block.item_id], face, ink, block.slot)
            elif block.item_id not in self.marks.hidden:
                inset = (max(0, left - block.x), max(0, top - block.y))
                self._item(painter, rect, block.item_id, ink, block, inset=inset)

    def _pills(self, painter: QPainter) -> None:
        scene, frame, ink = self.ground.scene, self.ground.frame, Ink.on(painter)
        painter.save()
        painter.setClipRect(frame.strip)
        for pill in scene.pills:
            rect = frame.pill(scene, pill)
            if rect.intersects(frame.strip) and pill.item_id not in self.marks.hidden:
                self._item(painter, rect, pill.item_id, ink, lead=True)
        painter.restore()

    def _cards(self, painter: QPainter) -> None:
        scene, frame, ink = self.ground.scene, self.ground.frame, Ink.on(painter)
        if frame.tray.isEmpty():
            return
        painter.save()
        painter.setClipRect(frame.tray.adjusted(0, tray_head(), 0, 0))
        for at, item_id in enumerate(scene.tray):
            rect = frame.card(at)
            if rect.intersects(frame.tray) and item_id not in self.marks.hidden:
                self._item(painter, rect, item_id, ink)
        painter.restore()

    def _item(
        self,
        painter: QPainter,
        rect: QRect,
        item_id: str,
        ink: Ink,
        block: Block | None = None,
        *,
        lead: bool = False,
        inset: tuple[int, int] = (0, 0),
    ) -> None:
        item = self.ground.scene.contents.items[item_id]
        face = self.face(item_id, block)
        if lead:
            face = replace(face, lead=self.texts.time(item)[0].text)
        elif inset != (0, 0):
            # The title of what is scrolled half out of sight stays in sight.
            most = rect.width() - look.GRID_LANE, rect.height() - ink.line - look.EDGE
            face = replace(
                face, inset=(max(0, min(inset[0], most[0])), max(0, min(inset[1], most[1])))
            )
        self._draw(painter, rect, item, face, ink, block.slot if block is not None else -1)

    def _draw(
        self, painter: QPainter, rect: QRect, item: Item, face: Face, ink: Ink, slot: int
    ) -> None:
        """Draw an item, or what was drawn of it before."""
        place = (item.id, slot, face.other)
        before = self.drawn.get(place)
        size = rect.size().toTuple()
        glance = (face, size, ink.ratio, ink.key, ink.colours.dark)
        if before is None or before.glance != glance or not before.of(item, self.texts):
            before = self._anew(before, glance, rect.size(), item, face, ink)
            self.drawn[place] = before
        painter.drawPixmap(rect.topLeft() - QPoint(_EDGE, _EDGE), before.pixmap)

    def _anew(
        self,
        before: Drawing | None,
        glance: tuple[object, ...],
        size: QSize,
        item: Item,
        face: Face,
        ink: Ink,
    ) -> Drawing:
        written = lettering(item, self.texts, face)
        whole = (glance, written, item.status, item.alternative, item.kind)
        if before is not None and before.whole == whole:
            return Drawing(glance, whole, item, self.texts, before.pixmap)
        pixmap = QPixmap((size + QSize(2 * _EDGE, 2 * _EDGE)) * ink.ratio)
        pixmap.setDevicePixelRatio(ink.ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_block(painter, QRect(QPoint(_EDGE, _EDGE), size), item, written, face, ink)
        painter.end()
        return Drawing(glance, whole, item, self.texts, pixmap)

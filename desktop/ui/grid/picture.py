"""All of the grid that stands still while something is dragged over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from desktop.ui.grid.blocks import Face, paint_block
from desktop.ui.grid.frame import tray_head
from desktop.ui.grid.ground import Ground
from desktop.ui.grid.scene import Block
from desktop.ui.programme.texts import Texts


@dataclass(frozen=True, slots=True)
class Marks:
    """What is chosen, where the keyboard is, what is wrong, and what is not drawn here."""

    chosen: frozenset[str] = frozenset()
    current: str = ""
    severities: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Picture:
    """Draws the ground and the items in sight."""

    ground: Ground
    texts: Texts
    marks: Marks

    def paint(self, painter: QPainter) -> None:
        """Draw all of it."""
        ground = self.ground
        painter.save()
        painter.setClipRect(ground.frame.body)
        ground.paint_body(painter)
        self._blocks(painter)
        ground.paint_now(painter)
        painter.restore()
        ground.paint_heads(painter)
        self._pills(painter)
        ground.paint_axis(painter)
        ground.paint_tray(painter)
        self._cards(painter)

    def face(self, item_id: str, block: Block | None = None) -> Face:
        """How an item looks at the moment."""
        return Face(
            item_id in self.marks.chosen,
            item_id == self.marks.current,
            self.marks.severities.get(item_id, ""),
            begins=block is None or block.begins,
            ends=block is None or block.ends,
            open_end=block is not None and item_id in self.ground.scene.contents.open,
            title=block.title if block is not None else 1.0,
        )

    def _blocks(self, painter: QPainter) -> None:
        scene, frame = self.ground.scene, self.ground.frame
        for block in scene.blocks:
            rect = frame.block(block)
            if not rect.intersects(frame.body):
                continue
            if block.other is not None:
                name, contents = scene.others[block.other]
                face = Face(other=name, begins=block.begins, ends=block.ends)
                paint_block(painter, rect, contents.items[block.item_id], self.texts, face)
            elif block.item_id not in self.marks.hidden:
                self._item(painter, rect, block.item_id, block)

    def _pills(self, painter: QPainter) -> None:
        scene, frame = self.ground.scene, self.ground.frame
        painter.save()
        painter.setClipRect(frame.strip)
        for pill in scene.pills:
            rect = frame.pill(scene, pill)
            if rect.intersects(frame.strip) and pill.item_id not in self.marks.hidden:
                self._item(painter, rect, pill.item_id)
        painter.restore()

    def _cards(self, painter: QPainter) -> None:
        scene, frame = self.ground.scene, self.ground.frame
        painter.save()
        painter.setClipRect(frame.tray.adjusted(0, tray_head(), 0, 0))
        for at, item_id in enumerate(scene.tray):
            rect = frame.card(at)
            if rect.intersects(frame.tray) and item_id not in self.marks.hidden:
                self._item(painter, rect, item_id)
        painter.restore()

    def _item(
        self, painter: QPainter, rect: QRect, item_id: str, block: Block | None = None
    ) -> None:
        item = self.ground.scene.contents.items[item_id]
        paint_block(painter, rect, item, self.texts, self.face(item_id, block))

"""Something on its way to another time: what it is, and where it would come to now."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QPoint

from desktop.ui import look
from desktop.ui.grid import moves
from desktop.ui.grid.frame import Frame
from desktop.ui.grid.lanes import concerns
from desktop.ui.grid.moves import Times
from desktop.ui.grid.scene import Block, Scene
from desktop.ui.grid.snapping import snapped_in

NOWHERE = -1


class Grip(StrEnum):
    """How something is held: as a whole, at an end, or by drawing a new one."""

    MOVE = "move"
    START = "start"
    END = "end"
    NEW = "new"


class Over(StrEnum):
    """What something is held over."""

    HOURS = "hours"
    STRIP = "strip"
    TRAY = "tray"


@dataclass(slots=True)
class Drag:
    """What is dragged, from where, and what would come of dropping it now.

    `slot` and `instant` are where it was grasped, `NOWHERE` for what is not placed yet. `times`
    are the new times, under "" those of something new; `over` and `target` are where it is held.
    """

    grip: Grip
    ids: tuple[str, ...]
    grabbed: str
    slot: int
    instant: int
    times: Times = field(default_factory=dict)
    over: Over = Over.HOURS
    target: int = 0
    by_keys: bool = False

    def changes_lane(self, scene: Scene) -> bool:
        """Whether it would come to another lane."""
        lane = scene.slots[self.target].lane
        if self.grip != Grip.MOVE or self.over == Over.TRAY or lane is None:
            return False
        if self.slot == NOWHERE:
            return not concerns(lane, scene.contents.items[self.grabbed], scene.programme)
        return self.slot != self.target


def grip_at(block: Block, y: int) -> Grip:
    """How a block is held at a height of the picture: at its edges it is made longer."""
    edge = min(look.GRID_EDGE, block.height // 4)
    if block.begins and y - block.y < edge:
        return Grip.START
    if block.ends and block.y + block.height - y <= edge:
        return Grip.END
    return Grip.MOVE


def place_at(scene: Scene, frame: Frame, at: QPoint) -> tuple[int, int]:
    """The slot and the instant at a place in the view."""
    x, y = frame.to_picture(at).toTuple()
    slot = scene.slot_at(x)
    return slot, scene.slots[slot].column.instant_at(scene.axis.height(y))


def aim(drag: Drag, scene: Scene, frame: Frame, at: QPoint, step: int) -> None:
    """Hold what is dragged over a place in the view."""
    slot, instant = place_at(scene, frame, at)
    drag.target, drag.over = slot, Over.HOURS
    if drag.grip == Grip.MOVE and frame.tray.contains(at):
        drag.over, drag.times = Over.TRAY, {}
    elif drag.grip == Grip.MOVE and frame.strip.contains(at):
        drag.over, drag.times = Over.STRIP, moves.untimed(scene, drag.ids, slot)
    elif drag.grip == Grip.MOVE:
        carry(drag, scene, slot, instant, step)
    elif drag.grip == Grip.NEW:
        column = scene.slots[drag.slot].column
        here = scene.axis.height(frame.to_picture(at).y())
        begin, end = drag.instant, snapped_in(column, column.instant_at(here), step)
        begin = snapped_in(column, begin, step)
        if begin == end:
            end = begin + step
        drag.target = drag.slot
        drag.times = {"": moves.between(scene, drag.slot, begin, end)}
    else:
        at_end = drag.grip == Grip.END
        drag.times = moves.resized(scene, drag.grabbed, instant, step, at_end=at_end)


def carry(drag: Drag, scene: Scene, slot: int, instant: int, step: int) -> None:
    """Move what is dragged so that the place where it was grasped comes to an instant of a slot."""
    drag.target, drag.over = slot, Over.HOURS
    column = scene.slots[slot].column
    timed = [each for each in drag.ids if each in scene.contents.timed]
    others = [each for each in drag.ids if each not in scene.contents.timed]
    drag.times = {}
    if timed and drag.grabbed in scene.contents.timed:
        before = scene.slots[drag.slot].column
        columns = 0 if scene.slots[slot].lane is not None else slot - drag.slot
        minutes = column.height_at(instant) - before.height_at(drag.instant)
        drag.times = moves.shifted(scene, timed, drag.grabbed, columns, minutes, step)
    elif others:
        drag.times = moves.placed(scene, others, snapped_in(column, instant, step))


def first_free(scene: Scene, slot: int, usual: int = 9 * 60) -> int:
    """The first instant, from nine o'clock on, at which an hour of a column is free."""
    column = scene.slots[slot].column
    start = column.instant_at(usual)
    spans = sorted(scene.contents.timed.values(), key=lambda span: span.start)
    for span in spans:
        if span.start < start + moves.NEW and start < span.end:
            start = span.end
    return start if start + moves.NEW <= column.end else column.instant_at(usual)

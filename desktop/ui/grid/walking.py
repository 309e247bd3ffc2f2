"""Where the arrow keys lead from an item of the grid. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.ui.grid.scene import Scene

TRAY = -1


@dataclass(frozen=True, slots=True)
class Stop:
    """Something the keyboard can stand on: an item, or without one the head of a day.

    `slot` is `TRAY` for what is not placed yet; (top, left) is its place in the slot.
    """

    slot: int
    item_id: str
    top: int
    bottom: int
    left: int


def stops_of(scene: Scene, *, heads: bool) -> dict[int, list[Stop]]:
    """All stops by slot, from the top: the head of the day, the strip, the hours; then the tray."""
    found: dict[int, list[Stop]] = {number: [] for number in range(len(scene.slots))}
    above = -1000
    if heads:
        for number in found:
            found[number].append(Stop(number, "", above * 2, above * 2, 0))
    for pill in scene.pills:
        top = above + pill.row
        found[pill.slot].append(Stop(pill.slot, pill.item_id, top, top, pill.at))
    for block in scene.blocks:
        if block.other is None:
            bottom = block.y + block.height
            found[block.slot].append(Stop(block.slot, block.item_id, block.y, bottom, block.x))
    for stops in found.values():
        stops.sort(key=lambda stop: (stop.top, stop.left, stop.item_id))
    if scene.tray:
        found[TRAY] = [Stop(TRAY, each, at, at, 0) for at, each in enumerate(scene.tray)]
    return found


def stop_of(stops: dict[int, list[Stop]], item_id: str, slot: int) -> Stop | None:
    """The stop of an item (or of the head of a slot), in that slot if it is there."""
    every = [each for column in stops.values() for each in column if each.item_id == item_id]
    return next((each for each in every if each.slot == slot), None) or (
        every[0] if every and item_id else None
    )


def down(stops: dict[int, list[Stop]], at: Stop, count: int) -> Stop:
    """The stop so many further down, or up, in the same column."""
    column = stops[at.slot]
    place = column.index(at) + count
    return column[max(0, min(len(column) - 1, place))]


def page(stops: dict[int, list[Stop]], at: Stop, height: int) -> Stop:
    """The stop about so many pixels further down, or up; at least one further."""
    column = stops[at.slot]
    one = down(stops, at, 1 if height > 0 else -1)
    far = [stop for stop in column if (stop.top - at.top) * (1 if height > 0 else -1) > 0]
    return min(far, key=lambda stop: abs(stop.top - at.top - height), default=one)


def beside(stops: dict[int, list[Stop]], at: Stop, step: int) -> Stop:
    """The stop at the right or left: one at the same time, else the nearest of the next column."""
    same = [
        stop
        for stop in stops[at.slot]
        if (stop.left - at.left) * step > 0 and stop.top < at.bottom and at.top < stop.bottom
    ]
    if same:
        return min(same, key=lambda stop: (abs(stop.left - at.left), abs(stop.top - at.top)))
    order = sorted(slot for slot in stops if slot != TRAY) + ([TRAY] if TRAY in stops else [])
    place = order.index(at.slot) + step
    while 0 <= place < len(order):
        column = stops[order[place]]
        if column:
            return _nearest(column, at)
        place += step
    return at


def _nearest(column: Sequence[Stop], at: Stop) -> Stop:
    if not at.item_id:
        return column[0]
    items = [stop for stop in column if stop.item_id] or column
    return min(items, key=lambda stop: (abs(stop.top - at.top), stop.left))

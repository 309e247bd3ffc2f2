"""Where everything of the grid stands, in pixels of one large picture. No Qt.

The picture begins below the strip and right of the axis; the view scrolls it.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop.ui.grid.axis import Axis, used_hours
from desktop.ui.grid.columns import Column, Span, columns_of, day_at
from desktop.ui.grid.contents import Contents, contents_of
from desktop.ui.grid.lanes import Lane, Mode, concerns, lanes_of
from desktop.ui.grid.packing import Share, Stretch, lanes_needed, packed
from desktop.ui.programme.programme import Programme

_WHOLE = Share(0.0, 1.0)
_NEARLY = 0.75
STRIP_ROWS = 3  # what more a day has stands side by side


@dataclass(frozen=True, slots=True)
class Sizes:
    """What the scene needs to know of the look, in pixels."""

    room: int  # the width there is for all columns
    column: int  # the least width of a column
    lane: int  # the least width of one of several items side by side
    gap: int  # what stays free at the right of a column, to begin something new
    least: int  # the least height of an item
    gutter: int  # where a column shows hours of its own
    hour: float
    pad: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """A column as it stands: a day, or a lane of the day.

    In its `gutter` stand its own hours, where its clocks are not those of most others.
    """

    column: Column
    x: int
    width: int
    lane: Lane | None = None
    gutter: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """An item, or the part of it that is in one column; `other` is not of this programme.

    Where it does not begin or end in this column, it is cut there.
    """

    item_id: str
    slot: int
    x: int
    y: int
    width: int
    height: int
    begins: bool
    ends: bool
    title: float = 1.0
    depth: int = 0
    other: int | None = None


@dataclass(frozen=True, slots=True)
class Pill:
    """An item without an exact time, in the strip: its row, and its place among those beside it."""

    item_id: str
    slot: int
    row: int
    at: int
    of: int


@dataclass(frozen=True, slots=True)
class Scene:
    """All of it. `of` gives the blocks of an item, the first one first."""

    programme: Programme
    contents: Contents
    axis: Axis
    slots: tuple[Slot, ...] = ()
    blocks: tuple[Block, ...] = ()
    pills: tuple[Pill, ...] = ()
    tray: tuple[str, ...] = ()
    others: tuple[tuple[str, Contents], ...] = ()
    of: dict[str, list[Block]] = field(default_factory=dict)
    pill_of: dict[str, list[Pill]] = field(default_factory=dict)

    def width(self) -> int:
        """The width of the picture."""
        return self.slots[-1].x + self.slots[-1].width if self.slots else 0

    def strip_rows(self) -> int:
        """How many rows the strip has."""
        return max((pill.row + 1 for pill in self.pills), default=0)

    def slot_at(self, x: int) -> int:
        """The number of the slot at an x of the picture, or of the nearest."""
        for number, slot in enumerate(self.slots):
            if x < slot.x + slot.width:
                return number
        return len(self.slots) - 1

    def slot_of(self, item_id: str) -> int:
        """The first slot in which an item stands, or -1."""
        found = self.of.get(item_id) or self.pill_of.get(item_id)
        return found[0].slot if found else -1

    def slot_at_instant(self, instant: int) -> int:
        """The slot of a day whose column has an instant, or -1."""
        for number, slot in enumerate(self.slots):
            if slot.column.begin <= instant < slot.column.end:
                return number
        return -1

    def y(self, slot: int, instant: int) -> int:
        """Where an instant is in a slot."""
        return self.axis.pixel(self.slots[slot].column.height_at(instant))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be seen; `reach` are hours beyond those in use, for what is being dragged."""

    mode: Mode = Mode.DAYS
    day: dt.date | None = None
    people: tuple[str, ...] = ()
    all_hours: bool = False
    reach: tuple[int, int] | None = None
    others: tuple[tuple[str, Programme], ...] = ()


def scene_of(programme: Programme, wanted: Wanted, sizes: Sizes) -> Scene:
    """Lay a programme out."""
    contents = contents_of(programme)
    columns = columns_of(
        programme.days(), contents.timed.values(), programme.home_zone, programme.visit_zone
    )
    others = tuple((name, contents_of(other)) for name, other in wanted.others)
    lanes = _lanes(programme, wanted, contents, columns)
    shown = [(column, None) for column in columns] if lanes is None else lanes
    parts = _parts(shown, programme, contents, others)
    heights = [(p.top, p.bottom) for part in parts for p in part]
    if wanted.reach is not None:
        heights.append(wanted.reach)
    # Where the clock changes is seen.
    heights += [(column.skipped - 60, column.skipped) for column, _l in shown if column.skipped]
    heights += [
        (column.height_at(at), min(column.height_at(at) + 60, column.height_at(column.end)))
        for column, _lane in shown
        for at, _minutes in column.changes()
    ]
    first, last = used_hours(heights, [c for c, _lane in shown], everything=wanted.all_hours)
    axis = Axis(first, last, sizes.hour, sizes.pad)
    least = round(sizes.least * 60 / sizes.hour)
    slots: list[Slot] = []
    blocks: list[Block] = []
    gutters = _gutters([column for column, _lane in shown], sizes)
    # What overlaps by a line's edge alone can stand one below the other.
    near = round(least * _NEARLY)
    shares = [packed(part.stretch(near) for part in column) for column in parts]
    widths = _widths(shares, gutters, sizes)
    for number, (column, lane) in enumerate(shown):
        width, gutter = widths[number], gutters[number]
        x = slots[-1].x + slots[-1].width if slots else 0
        place = _Place(number, x + gutter, width - gutter - sizes.gap, axis, least)
        blocks += _blocks(parts[number], shares[number], place)
        slots.append(Slot(column, x, width, lane, gutter))
    if wanted.mode != Mode.DAYS:
        blocks = _joined(blocks, shares)
    pills = tuple(_pills(slots, programme, contents))
    return Scene(
        programme,
        contents,
        axis,
        tuple(slots),
        tuple(blocks),
        pills,
        contents.unplaced,
        others,
        _by_item(block for block in blocks if block.other is None),
        _by_pill(pills),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """The part of an item in one column, from a height to a height."""

    item_id: str
    top: int
    bottom: int
    begins: bool
    ends: bool
    parent: str | None
    other: int | None

    @property
    def key(self) -> str:
        return self.item_id if self.other is None else f"{self.other}/{self.item_id}"

    def stretch(self, least: int) -> Stretch:
        return Stretch(self.key, self.top, max(self.bottom, self.top + least), self.parent)


def _lanes(
    programme: Programme, wanted: Wanted, contents: Contents, columns: Sequence[Column]
) -> list[tuple[Column, Lane | None]] | None:
    """The lanes of the day; None where the columns are days."""
    if wanted.mode == Mode.DAYS:
        return None
    column = next((column for column in columns if column.day == wanted.day), None)
    column = column or (columns[0] if columns else None)
    if column is None:
        return []
    there = [
        item
        for item_id, item in contents.items.items()
        if contents.vague.get(item_id) == column.day
        or ((span := contents.timed.get(item_id)) is not None and _meets(span, column))
    ]
    return [(column, lane) for lane in lanes_of(wanted.mode, programme, there, wanted.people)]


def _by_column(spans: Iterable[Span], columns: Iterable[Column]) -> dict[Column, list[Span]]:
    """The spans that are in each column."""
    ordered = sorted(set(columns), key=lambda column: column.begin)
    begins = [column.begin for column in ordered]
    found: dict[Column, list[Span]] = {column: [] for column in ordered}
    for span in spans:
        at = max(0, bisect_right(begins, span.start) - 1)
        while at < len(ordered) and begins[at] < span.end:
            if _meets(span, ordered[at]):
                found[ordered[at]].append(span)
            at += 1
    return found


def _parts(
    shown: Sequence[tuple[Column, Lane | None]],
    programme: Programme,
    contents: Contents,
    others: Sequence[tuple[str, Contents]],
) -> list[list[_Part]]:
    """The parts in each slot; those of other programmes are in the first lane of a day alone."""
    columns = [column for column, _lane in shown]
    own = _by_column(contents.timed.values(), columns)
    theirs = [_by_column(other.timed.values(), columns) for _name, other in others]
    parts: list[list[_Part]] = []
    for number, (column, lane) in enumerate(shown):
        here = [(span, contents.items[span.id]) for span in own[column]]
        found = [
            _part(span, column, item.parent_id, None)
            for span, item in here
            if lane is None or concerns(lane, item, programme)
        ]
        if lane is None or number == 0:
            for at, other in enumerate(theirs):
                found += [_part(span, column, None, at) for span in other[column]]
        parts.append(found)
    return parts


def _meets(span: Span, column: Column) -> bool:
    return span.start < column.end and column.begin < span.end


def _part(span: Span, column: Column, parent: str | None, other: int | None) -> _Part:
    top = column.height_at(max(span.start, column.begin))
    bottom = column.height_at(min(span.end, column.end))
    begins, ends = span.start >= column.begin, span.end <= column.end
    return _Part(span.id, top, bottom, begins, ends, parent, other)


def _gutters(columns: Sequence[Column], sizes: Sizes) -> list[int]:
    clocks = Counter(column.clocks() for column in columns)
    usual = max(clocks, key=clocks.__getitem__, default=())
    return [0 if column.clocks() == usual else sizes.gutter for column in columns]


def _widths(
    shares: Iterable[Mapping[str, Share]], gutters: Iterable[int], sizes: Sizes
) -> list[int]:
    """Each column as wide as it needs, all of them as wide as the room."""
    wanted = [
        gutter + sizes.gap + max(sizes.column, lanes_needed(of_column.values()) * sizes.lane)
        for of_column, gutter in zip(shares, gutters, strict=True)
    ]
    spare = max(0, sizes.room - sum(wanted))
    whole = sum(wanted)
    return [width + spare * width // whole for width in wanted]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the blocks of a column stand."""

    slot: int
    x: int
    width: int
    axis: Axis
    least: int


def _blocks(parts: Sequence[_Part], shares: Mapping[str, Share], place: _Place) -> Iterator[Block]:
    for part in sorted(parts, key=lambda part: (shares[part.key].depth, part.top, part.key)):
        share = shares[part.key]
        left = place.x + round(share.left * place.width)
        right = place.x + round(share.right * place.width)
        top = place.axis.pixel(part.top)
        bottom = place.axis.pixel(max(part.bottom, part.top + place.least))
        yield Block(
            part.item_id,
            place.slot,
            left,
            top,
            max(1, right - left),
            bottom - top,
            part.begins,
            part.ends,
            share.title,
            share.depth,
            part.other,
        )


def _joined(blocks: Iterable[Block], shares: Sequence[Mapping[str, Share]]) -> list[Block]:
    """What has several neighbouring lanes to itself is one block over all of them."""
    joined: list[Block] = []
    wide: dict[str, tuple[int, int]] = {}  # item: its place in `joined`, and its last lane
    for block in blocks:
        alone = block.other is None and shares[block.slot].get(block.item_id) == _WHOLE
        place, lane = wide.get(block.item_id, (-1, -2))
        if alone and lane == block.slot - 1:
            before = joined[place]
            joined[place] = replace(before, width=block.x + block.width - before.x)
        else:
            place = len(joined)
            joined.append(block)
        if alone:
            wide[block.item_id] = place, block.slot
    return joined


def _pills(slots: Sequence[Slot], programme: Programme, contents: Contents) -> Iterator[Pill]:
    for number, slot in enumerate(slots):
        here = [
            item_id
            for item_id, day in contents.vague.items()
            if day == slot.column.day
            and (slot.lane is None or concerns(slot.lane, contents.items[item_id], programme))
        ]
        beside = max(1, -(-len(here) // STRIP_ROWS))
        for at, item_id in enumerate(here):
            yield Pill(item_id, number, at // beside, at % beside, beside)


def _by_item(blocks: Iterable[Block]) -> dict[str, list[Block]]:
    found: dict[str, list[Block]] = {}
    for block in blocks:
        found.setdefault(block.item_id, []).append(block)
    return found


def _by_pill(pills: Iterable[Pill]) -> dict[str, list[Pill]]:
    found: dict[str, list[Pill]] = {}
    for pill in pills:
        found.setdefault(pill.item_id, []).append(pill)
    return found


def day_of(scene: Scene, item_id: str) -> dt.date | None:
    """The day in whose column an item stands; None for one that is not placed yet."""
    slot = scene.slot_of(item_id)
    if slot >= 0:
        return scene.slots[slot].column.day
    span = scene.contents.timed.get(item_id)
    if span is not None:
        return day_at(span.start, span.start_zone)
    return scene.contents.vague.get(item_id)

"""Items at the same time side by side, in as few lanes as are needed. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_INDENT = 0.3  # the part of a block that stays free for its own title, left of its parts


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is packed: from a height to a height; `parent` names the block that it is a part of."""

    id: str
    top: int
    bottom: int
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a column's width that something has, from 0 to 1; `depth` counts its blocks.

    `title` is the part of it that no part of the block covers.
    """

    left: float
    right: float
    depth: int = 0
    title: float = 1.0


def packed(stretches: Iterable[Stretch]) -> dict[str, Share]:
    """The share of each; the parts of a block stand within it."""
    known = {stretch.id: stretch for stretch in stretches}
    inside: dict[str | None, list[Stretch]] = {}
    for stretch in known.values():
        inside.setdefault(_parent(stretch, known), []).append(stretch)
    shares: dict[str, Share] = {}
    _pack(inside, None, Share(0.0, 1.0, -1), shares)
    return shares


def lanes_needed(shares: Iterable[Share]) -> int:
    """How many stand side by side where it is fullest."""
    return max((round(1 / (share.right - share.left)) for share in shares), default=1)


def _parent(stretch: Stretch, known: Mapping[str, Stretch]) -> str | None:
    """The block that it stands in; None when that is not shown, or when blocks name each other."""
    seen = {stretch.id}
    above: Stretch | None = stretch
    while above is not None and above.parent is not None:
        if above.parent in seen:
            return None
        seen.add(above.parent)
        above = known.get(above.parent)
    return stretch.parent if stretch.parent in known else None


def _pack(
    inside: Mapping[str | None, Sequence[Stretch]],
    block: str | None,
    room: Share,
    shares: dict[str, Share],
) -> None:
    for cluster in _clusters(inside.get(block, ())):
        lanes = _lanes(cluster)
        width = (room.right - room.left) / len(lanes)
        for at, lane in enumerate(lanes):
            for stretch in lane:
                reach = _reach(stretch, lanes, at)
                left = room.left + at * width
                right = room.left + reach * width
                holds = stretch.id in inside
                share = Share(left, right, room.depth + 1, _INDENT if holds else 1.0)
                shares[stretch.id] = share
                if holds:
                    left += (right - left) * _INDENT
                    _pack(inside, stretch.id, Share(left, right, share.depth), shares)


def _clusters(stretches: Iterable[Stretch]) -> list[list[Stretch]]:
    """Groups of what overlaps, directly or through others."""
    clusters: list[list[Stretch]] = []
    bottom: int | None = None
    # What begins together stays in the order of the programme: A left of B, whichever is longer.
    for stretch in sorted(stretches, key=lambda s: s.top):
        if bottom is None or stretch.top >= bottom:
            clusters.append([])
            bottom = stretch.bottom
        clusters[-1].append(stretch)
        bottom = max(bottom, stretch.bottom)
    return clusters


def _lanes(cluster: Iterable[Stretch]) -> list[list[Stretch]]:
    lanes: list[list[Stretch]] = []
    for stretch in cluster:
        for lane in lanes:
            if lane[-1].bottom <= stretch.top:
                lane.append(stretch)
                break
        else:
            lanes.append([stretch])
    return lanes


def _reach(stretch: Stretch, lanes: Sequence[Sequence[Stretch]], at: int) -> int:
    """The first lane to the right of it in which something is in its way."""
    for lane in range(at + 1, len(lanes)):
        if any(o.top < stretch.bottom and stretch.top < o.bottom for o in lanes[lane]):
            return lane
    return len(lanes)

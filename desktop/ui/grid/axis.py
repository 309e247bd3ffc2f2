"""Heights in pixels, the hours that are used, and the labels of both clocks. No Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from desktop.domain.plan import instant_of
from desktop.domain.time import zone
from desktop.ui.grid.columns import DAY, Column, Piece, day_at, offset_at

HOUR = 60
USUAL = (8 * HOUR, 18 * HOUR)  # what is shown of days on which nothing is planned


@dataclass(frozen=True, slots=True)
class Axis:
    """Heights from `first` to `last`, in minutes from midnight; `hour` is an hour in pixels.

    `pad` pixels are free above the first hour and below the last, for their labels.
    """

    first: int
    last: int
    hour: float
    pad: int = 0

    def pixel(self, height: float) -> int:
        """How far below the top of the grid a height is."""
        return self.pad + round((height - self.first) * self.hour / HOUR)

    def height(self, pixel: float) -> int:
        """The height, in minutes from midnight, at a pixel below the top of the grid."""
        return round(self.first + (pixel - self.pad) * HOUR / self.hour)

    def length(self) -> int:
        """The whole, in pixels."""
        return self.pixel(self.last) + self.pad


@dataclass(frozen=True, slots=True)
class Tick:
    """A full hour of a column: where it is, its time there, and on the other country's clock.

    `shift` is by how many days the date there differs.
    """

    instant: int
    here: dt.time
    there: dt.time | None
    shift: int


def used_hours(
    stretches: Iterable[tuple[int, int]], columns: Iterable[Column], *, everything: bool
) -> tuple[int, int]:
    """The full hours that are shown: those in which something happens, or all there are."""
    if everything:
        longest = max((column.height_at(column.end) for column in columns), default=DAY)
        return 0, max(DAY, longest)
    tops, bottoms = [USUAL[0]], [USUAL[1]]
    for top, bottom in stretches:
        tops.append(top)
        bottoms.append(bottom)
    return min(tops) // HOUR * HOUR, -(-max(bottoms) // HOUR) * HOUR


def ticks(
    column: Column, other: Callable[[Piece], str | None], every: int = HOUR
) -> Iterator[Tick]:
    """The full hours of a column, on its clocks and on the other one's."""
    for piece in column.pieces:
        there = other(piece)
        begin = column.origin if piece is column.pieces[0] else piece.begin
        first = -(-(begin + piece.offset) // every) * every - piece.offset
        for instant in range(first, piece.end, every):
            here = (instant + piece.offset) % DAY
            yield Tick(
                instant,
                dt.time(here // HOUR, here % HOUR),
                _clock(instant, there) if there else None,
                (day_at(instant, there) - day_at(instant, piece.zone)).days if there else 0,
            )


def other_zone(zones: Iterable[str]) -> Callable[[Piece], str | None]:
    """Gives the first of some zones whose clock shows another time than a piece's."""
    candidates = [name for name in dict.fromkeys(zones) if name]

    def other(piece: Piece) -> str | None:
        return next((z for z in candidates if offset_at(piece.begin, z) != piece.offset), None)

    return other


def _clock(instant: int, zone_name: str) -> dt.time:
    return instant_of(instant).astimezone(zone(zone_name)).time()

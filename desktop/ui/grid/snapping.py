"""Times that fall on the step of the grid, on the clock of the place. No Qt."""

from __future__ import annotations

from desktop.ui.grid.columns import Column, Piece

STEPS = (5, 10, 15, 30)


def snapped(instant: int, piece: Piece, step: int) -> int:
    """The nearest instant whose clock time is a multiple of the step."""
    wall = instant + piece.offset
    return (wall + step // 2) // step * step - piece.offset


def snapped_in(column: Column, instant: int, step: int) -> int:
    """The nearest instant on the step that is within a column."""
    instant = max(column.begin, min(column.end, instant))
    found = snapped(instant, column.piece_at(instant), step)
    if found < column.begin:
        found += step
    return found if found < column.end else found - step


def stepped(instant: int, piece: Piece, step: int, count: int) -> int:
    """An instant moved by steps; one between two steps goes to the next on that side first."""
    on_step = snapped(instant, piece, step)
    if on_step != instant and (on_step > instant) == (count > 0):
        count -= 1 if count > 0 else -1
    return on_step + count * step

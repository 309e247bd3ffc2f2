"""Times fall on the step, on the clock of the place."""

import pytest

from desktop.ui.grid.snapping import snapped, snapped_in, stepped
from tests.ui.grid.kit import column, instant


@pytest.mark.parametrize(
    ("clock", "step", "found"),
    [("10:07", 15, "10:00"), ("10:08", 15, "10:15"), ("10:02", 5, "10:00"), ("10:44", 30, "10:30")],
)
def test_times_snap_to_the_step(clock: str, step: int, found: str) -> None:
    piece = column().pieces[0]
    assert snapped(instant(f"19 {clock}"), piece, step) == instant(f"19 {found}")


def test_times_snap_to_the_clock_of_the_place() -> None:
    nepal = column(("a", "19 10:00", "19 11:00"), zone="Asia/Kathmandu")  # 5:45 ahead of UTC
    found = snapped(instant("19 10:20", "Asia/Kathmandu"), nepal.pieces[0], 30)
    assert found == instant("19 10:30", "Asia/Kathmandu")


def test_times_snap_within_their_column() -> None:
    made = column()
    assert snapped_in(made, made.begin - 100, 15) == made.begin
    assert snapped_in(made, made.end + 100, 15) == made.end - 15


@pytest.mark.parametrize(
    ("clock", "count", "found"),
    [("10:00", 1, "10:15"), ("10:00", -2, "09:30"), ("10:07", 1, "10:15"), ("10:07", -1, "10:00")],
)
def test_steps_lead_to_the_next_time_on_the_step(clock: str, count: int, found: str) -> None:
    piece = column().pieces[0]
    assert stepped(instant(f"19 {clock}"), piece, 15, count) == instant(f"19 {found}")

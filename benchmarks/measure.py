"""Repeating, taking medians, and writing a table: what every benchmark shares."""

import statistics
import time
from collections.abc import Callable, Sequence


def median_ms(work: Callable[[], object], rounds: int) -> float:
    """The median wall time of `rounds` runs, in milliseconds; the first run is not counted."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def processor_ms(work: Callable[[], object], rounds: int) -> float:
    """The median processor time of `rounds` runs: what other programs do does not count."""
    work()
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times)


def table(rows: Sequence[tuple[str, float, str, float]]) -> str:
    """Rows of (what, ms, peer, peer's ms) as a Markdown table with the ratio."""
    lines = ["| what | ms | against | ms | ratio |", "|---|---|---|---|---|"]
    lines += [
        f"| {what} | {ours:.1f} | {peer} | {theirs:.1f} | {ours / theirs:.2f} |"
        for what, ours, peer, theirs in rows
    ]
    return "\n".join(lines)

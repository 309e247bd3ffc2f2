"""The first page of a large office: how long its window is held, and how long until all is told.

`python -m benchmarks.overview [rounds] [items]`. A file with 100,000 programme items, 2,000 stays
and requests with gates and slots, and 10,000 tasks. What the window's own thread spends has a
target, in processor time of that thread alone; the background has none.
"""

import datetime as dt
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from desktop.domain import (
    AccessRequest,
    Delegation,
    Exchange,
    Gate,
    Item,
    Moment,
    Slot,
    Task,
    Trilingual,
)
from desktop.settings import Settings
from desktop.store.office import OfficeFile
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.overview.reading import read_morning
from desktop.ui.pages.overview import OverviewPage

SIZE = (1016, 720)
NOW = dt.datetime(2027, 4, 15, 9, 0, tzinfo=dt.UTC)
TOKYO = "Asia/Tokyo"
ITEMS, A_VISIT, RECORDS, TASKS = 100_000, 500, 1_000, 10


def fill(office: OfficeFile, items: int) -> None:
    """Three years of visits of 500 items, of stays and requests, each with ten tasks."""
    first = dt.date(2026, 1, 5)
    for visit in range(items // A_VISIT):
        with office.writing("create") as session:
            start = first + dt.timedelta(days=visit * 1000 // max(1, items // A_VISIT))
            trip = Delegation(
                reference=f"DEL-{visit}", title=Trilingual(en=f"Visit {visit}"), start=start
            )
            session.add(trip)
            for n in range(A_VISIT):
                day = start + dt.timedelta(days=n // 50)
                begin = Moment(day, dt.time(8 + n % 10), TOKYO)
                session.add(
                    Item(delegation_id=trip.id, title=Trilingual(en=f"Item {n}"), start=begin)
                )
    with office.writing("create") as session:
        for n in range(RECORDS):
            start = first + dt.timedelta(days=n)
            end = start + dt.timedelta(days=60)
            stay = Exchange(
                reference=f"EXC-{n}", title=Trilingual(en=f"Stay {n}"), start=start, end=end
            )
            request = AccessRequest(
                reference=f"ACC-{n}", title=Trilingual(en=f"Time {n}"), start=start, stage="review"
            )
            session.add_all([stay, request])
            session.add(Gate(exchange_id=stay.id, state="cleared", expires=end))
            session.add(Slot(access_id=request.id, start=Moment(start, dt.time(9), TOKYO)))
            for offset in range(TASKS):
                session.add(
                    Task(
                        exchange_id=stay.id,
                        title=Trilingual(en=f"Task {offset}"),
                        anchor="start",
                        offset_days=-7 * offset,
                        # Of most of what is over everything has been done.
                        done=start if start < NOW.date() and n % 20 else None,
                    )
                )


def held_ms(app: QApplication, desk: Desk) -> tuple[float, float]:
    """What an opening takes of the window's thread, and from the beginning until all is told."""
    begin, wall = time.thread_time(), time.perf_counter()
    page = OverviewPage(desk)
    page.resize(*SIZE)
    page.show()
    while not page.is_read():
        app.processEvents()
        # Waiting for the background is no work of the window.
        waited = time.thread_time()
        time.sleep(0.005)
        begin += time.thread_time() - waited
    page.repaint()
    held = time.thread_time() - begin
    told = time.perf_counter() - wall
    page.close()
    page.deleteLater()
    app.processEvents()
    return 1000 * held, 1000 * told


def cpu_ms(work: Callable[[], object], rounds: int) -> float:
    """The median processor time of some rounds; the first is not counted."""
    work()
    times = []
    for _round in range(rounds):
        begin = time.thread_time()
        work()
        times.append(time.thread_time() - begin)
    return 1000 * median(times)


def main() -> None:
    """Measure and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    items = int(sys.argv[2]) if len(sys.argv) > 2 else ITEMS
    app = QApplication([])
    look.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        office = OfficeFile.create(Path(folder) / "large.kakehashi")
        fill(office, items)
        desk = Desk(office, Settings(), lambda: NOW)
        desk.watch.stop()  # the conflicts are measured by a benchmark of their own
        opened = [held_ms(app, desk) for _round in range(rounds + 1)][1:]
        today, zone = desk.today(), desk.zones()[0]
        rows = (
            ("open: the window's thread", median(held for held, _told in opened), "200"),
            ("open: until all is told (wall)", median(told for _held, told in opened), "–"),
            (
                "background: all but the tasks",
                cpu_ms(lambda: desk.read(lambda s: read_morning(s, NOW, today, zone)), rounds),
                "–",
            ),
        )
        desk.close()
        office.close()
    sys.stdout.write("| what | ms | target |\n|---|---|---|\n")
    for what, ms, target in rows:
        sys.stdout.write(f"| {what} | {ms:.1f} | {target} |\n")


if __name__ == "__main__":
    main()

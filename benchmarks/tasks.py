"""The tasks page with 10,000 tasks: read, filtered by a key, scrolled, and one ticked off.

`python -m benchmarks.tasks [rounds]`. Reading goes on in the background; the rest is what the
window's thread does. Each has a target instead of a peer, so it is the processor time of that
thread that is taken: what others do meanwhile does not count.
"""

import datetime as dt
import itertools
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from desktop.domain import AccessRequest, Delegation, Exchange, Task
from desktop.domain.codes import DueAnchor, Turn
from desktop.domain.text import Trilingual
from desktop.planning.agenda import due_of
from desktop.settings import Settings
from desktop.store import tasks
from desktop.store.office import OfficeFile
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.pages.tasks import TasksPage

Row = tuple[str, float, int | None]
SIZE = (1240, 760)
NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)
RECORDS, STEPS = 500, 20


def median_ms(work: Callable[[], object], rounds: int) -> float:
    """The median processor time, on this thread, of some rounds; the first is not counted."""
    work()
    times = []
    for _round in range(rounds):
        start = time.thread_time()
        work()
        times.append(time.thread_time() - start)
    return 1000 * median(times)


def fill(office: OfficeFile) -> None:
    """Records of the three kinds over three years, each with twenty steps."""
    turns = list(Turn)
    with office.writing("create") as session:
        for n in range(RECORDS):
            start = NOW.date() + dt.timedelta(days=2 * n)
            dates = {"start": start, "end": start + dt.timedelta(days=60)}
            title = Trilingual("滞在研究", "Ophold", f"Stay {n} on quantum technology")
            cls, key = (
                (Delegation, "delegation_id"),
                (Exchange, "exchange_id"),
                (AccessRequest, "access_id"),
            )[n % 3]
            record = cls(reference=f"R-{n:04}", title=title, **dates)
            session.add(record)
            session.flush()
            for step in range(STEPS):
                task = Task(
                    title=Trilingual("査証の申請", "Søg visum", f"Step {step}: apply for a visa"),
                    anchor=DueAnchor.START,
                    offset_days=-7 * step,
                    turn=turns[step % len(turns)],
                    officer=("Mette Demo", "Keiko Mihon", "")[step % 3],
                )
                setattr(task, key, record.id)
                session.add(task)


def until_changed(desk: Desk, act: Callable[[], object]) -> None:
    """Do something, and wait until the agenda has been read again."""
    loop = QEventLoop()
    desk.agenda.changed.connect(loop.quit)
    QTimer.singleShot(0, act)
    loop.exec()
    desk.agenda.changed.disconnect(loop.quit)


def measure(rounds: int) -> list[Row]:
    """Rows of what was measured, its ms, and its target."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    look.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        office = OfficeFile.create(Path(folder) / "office.kakehashi")
        fill(office)
        desk = Desk(office, Settings(), lambda: NOW)
        page = TasksPage(desk)
        page.resize(*SIZE)
        until_changed(desk, page.show)
        keys = itertools.cycle(["v", "vi", "vis", "visa", "visa s", ""])
        bar = page.list.verticalScrollBar()
        steps = itertools.cycle(range(0, 40_000, 90))
        ticked = iter(page.list.tasks())

        def read() -> None:
            with office.reading() as session:
                for row in tasks.rows(session):
                    due_of(row, "Europe/Copenhagen")

        def show() -> None:
            page._show()
            page.grab()

        def type_a_key() -> None:
            page._filter.setText(next(keys))
            page._show()
            page.grab()

        def scroll() -> None:
            bar.setValue(next(steps))
            page.list.grab()

        rows: list[Row] = [
            ("read all tasks, in the background", median_ms(read, rounds), None),
            (
                "show them, to the paint",
                median_ms(show, rounds),
                100,
            ),
            ("a key typed into the filter, to the paint", median_ms(type_a_key, rounds), 50),
            ("a frame of scrolling", median_ms(scroll, rounds), 16),
            (
                "tick one off, until the window answers again",
                median_ms(lambda: page.tick([next(ticked)]), min(rounds, 20)),
                100,
            ),
        ]
        desk.close()
        office.close()
    return rows


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    print(f"| what ({RECORDS * STEPS:,} tasks) | ms | target |\n|---|---|---|")
    for what, ms, target in measure(rounds):
        print(f"| {what} | {ms:.1f} | {target if target is not None else '–'} |")


if __name__ == "__main__":
    main()

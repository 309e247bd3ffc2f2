"""The programme editor as the officer has it: opened, dragged in, edited, with all its callbacks.

`python -m benchmarks.programme [rounds]`. The demo office for opening; visits of 40 people with 44
and 500 items for the rest. Each has a target instead of a peer, so it is processor time that is
taken: what other programs do meanwhile does not count.
"""

import datetime as dt
import itertools
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain import Delegation, Group, GroupMember, ItemGroup, Member, Person, Place
from desktop.domain.text import Trilingual
from desktop.domain.time import Moment
from desktop.settings import Settings
from desktop.store import delegations, interchange, lists
from desktop.store.office import OfficeFile
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.editors.delegation import DelegationEditor
from desktop.ui.programme import ProgrammePanel

Row = tuple[str, float, int | None]
SIZE = (1240, 760)
TOKYO = "Asia/Tokyo"
FIRST = dt.date(2027, 4, 19)
NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)
DAYS, GROUPS, MEMBERS, PLACES = 10, 5, 40, 12


def median_ms(work: Callable[[], object], rounds: int) -> float:
    """The median processor time of some rounds; the first is not counted."""
    work()
    times = []
    for _round in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return 1000 * median(times)


def full(office: OfficeFile, number: int) -> str:
    """A visit of ten days, 40 members in five groups, and so many items, five at a time."""
    with office.writing("create") as session:
        last = FIRST + dt.timedelta(days=DAYS - 1)
        trip: Delegation = delegations.create(
            session, FIRST, title=Trilingual(en="Large visit"), start=FIRST, end=last
        )
        groups = [Group(delegation_id=trip.id, code=code) for code in "ABCDE"]
        people = [Person(family=f"Prøvesen {n}", given="Ida") for n in range(MEMBERS)]
        places = [
            Place(name=Trilingual(en=f"Room {n}"), zone=TOKYO, country="JP", capacity=30)
            for n in range(PLACES)
        ]
        session.add_all([*groups, *people, *places])
        for n, person in enumerate(people):
            session.add(Member(delegation_id=trip.id, person_id=person.id))
            session.add(GroupMember(group_id=groups[n % GROUPS].id, person_id=person.id))
        for n in range(number):
            group, at = n % GROUPS, n // GROUPS
            date = FIRST + dt.timedelta(days=at % DAYS)
            start = Moment(date, dt.time(8 + at // DAYS), TOKYO)
            item = delegations.add_item(
                session,
                delegation_id=trip.id,
                title=Trilingual("会議", "Møde", f"Meeting {n} about quantum technology"),
                start=start,
                end=start.moved(minutes=50),
                place_id=places[n % PLACES].id,
                everyone=False,
            )
            session.add(ItemGroup(item_id=item.id, group_id=groups[group].id))
    return trip.id


class Bench:
    """A desk on an office file, and its editor when it is opened."""

    def __init__(self, app: QApplication, office: OfficeFile) -> None:
        self.app, self.office = app, office
        self.committed = 0.0
        office.on_commit(self._note)  # before the pages hear of it
        self.desk = Desk(office, Settings(), lambda: NOW)
        self.desk.watch.start()
        self.until(self.desk.watch.is_ready)

    def _note(self, _kinds: frozenset[str]) -> None:
        self.committed = time.process_time()

    def until(self, seen: Callable[[], bool]) -> None:
        """Let the window work until something is so."""
        while not seen():
            self.app.processEvents()

    def editor(self, record: str) -> DelegationEditor:
        """The editor of a delegation, painted."""
        made = DelegationEditor(self.desk, record)
        self.paint(made)
        return made

    def paint(self, widget: QWidget) -> None:
        """Show a widget, and wait until it is painted."""
        widget.resize(*SIZE)
        widget.show()
        self.app.processEvents()
        widget.repaint()

    def close(self) -> None:
        """Let go of the file."""
        self.desk.close()
        self.office.close()


def opening(bench: Bench, rounds: int) -> Iterator[Row]:
    (row,) = bench.desk.read(lists.delegations)
    plans = bench.desk.watch.plan.bookings.values()
    number = sum(one.record_id == row.id for one in plans)

    def panel() -> None:
        made = ProgrammePanel(bench.desk, "delegation")
        made.load(row.id)
        bench.paint(made)
        made.close()
        made.deleteLater()

    def page() -> None:
        editor = bench.editor(row.id)
        editor.close()
        editor.deleteLater()

    yield f"open the programme editor, {number} items", median_ms(panel, rounds), 200
    yield "open the whole page of the delegation", median_ms(page, rounds), None


def dragging(bench: Bench, record: str, rounds: int) -> Iterator[Row]:
    editor = bench.editor(record)
    timeline = editor.programme.views.timeline
    assert timeline is not None
    grid = timeline.grid
    item = next(iter(grid.scene().contents.timed))
    start = grid.visualRect(grid.model().index(1, 0)).center()
    mouse = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    steps = itertools.cycle(range(20, 320, 15))
    QTest.mousePress(grid.viewport(), *mouse, start)
    QTest.mouseMove(grid.viewport(), start + QPoint(0, 20))
    bench.app.processEvents()  # what cannot be had is greyed

    def dragged() -> None:
        QTest.mouseMove(grid.viewport(), start + QPoint(0, next(steps)))
        grid.viewport().repaint()

    def told() -> None:
        dragged()
        grid.check_now()
        grid.viewport().repaint()

    number = len(grid.scene().contents.items)
    yield f"a frame of dragging, {number} items", median_ms(dragged, 3 * rounds), 16
    assert grid.drag() is not None
    yield "a frame that tells what a drop would cause", median_ms(told, 3 * rounds), 50
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    yield from changing(bench, editor, item, rounds)
    editor.close()


def changing(bench: Bench, editor: DelegationEditor, item: str, rounds: int) -> Iterator[Row]:
    """An item is moved to and fro; with it its conflicts come and go."""
    desk, moves = bench.desk, editor.programme.moves
    booking = desk.watch.plan.bookings[item]
    start, end = booking.start, booking.end
    steps = itertools.cycle([20, 0])
    told: list[bool] = []
    desk.watch.changed.connect(lambda: told.append(True))
    saved: list[float] = []
    shown: list[float] = []
    for _round in range(rounds + 1):
        minutes = next(steps)
        told.clear()
        before = time.process_time()
        moves.set_times({item: (start.moved(minutes=minutes), end.moved(minutes=minutes))})
        saved.append(time.process_time() - before)
        bench.until(lambda: bool(told))
        editor.repaint()
        shown.append(time.process_time() - bench.committed)
    yield "an edit, until the window answers again", 1000 * median(saved[1:]), 50
    yield "from its commit until its conflicts are shown", 1000 * median(shown[1:]), 50


def main() -> None:
    """Measure and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    app = QApplication([])
    look.apply(app, "light")
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        demo = OfficeFile.create(Path(folder) / "demo.kakehashi")
        interchange.import_demo(demo)
        bench = Bench(app, demo)
        rows.extend(opening(bench, rounds))
        bench.close()
        for number in (44, 500):
            office = OfficeFile.create(Path(folder) / f"{number}.kakehashi")
            record = full(office, number)
            bench = Bench(app, office)
            rows.extend(dragging(bench, record, rounds))
            bench.close()
    sys.stdout.write("| what | ms | target |\n|---|---|---|\n")
    for what, ms, target in rows:
        sys.stdout.write(f"| {what} | {ms:.1f} | {target or '–'} |\n")


if __name__ == "__main__":
    main()

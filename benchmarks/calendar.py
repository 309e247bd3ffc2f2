"""The calendar over 10,000 records and 20,000 items: opening, the next period, a key of the filter.

`python -m benchmarks.calendar [rounds]`: the real page on a file, no screen, 1240 × 760.
Processor time, because the machine may have other work; of the page only that of the window's own
thread, since it reads in the background, and then until all is read and painted.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from pathlib import Path
from statistics import median
from time import process_time, sleep, thread_time
from typing import get_args

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from desktop.domain import (
    AccessRequest,
    Delegation,
    Entity,
    Exchange,
    Item,
    Member,
    Moment,
    Person,
    Slot,
    Trilingual,
)
from desktop.settings import CalendarView, Settings
from desktop.store import spans
from desktop.store.office import OfficeFile
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.pages.calendar import CalendarPage

SIZE = (1240, 760)
RECORDS, PEOPLE, YEARS = 10_000, 800, 3
FIRST, TODAY = date(2026, 1, 1), datetime(2027, 4, 19, 3, tzinfo=UTC)


def things() -> Iterator[Entity]:
    """An office of three years: in turn a visit, a stay and a request, two items or slots each."""
    people = [Person(family=f"Family{number}", given="Given") for number in range(PEOPLE)]
    yield from people
    for number in range(RECORDS):
        start = FIRST + timedelta(days=number * 7 % (365 * YEARS))
        days = {"start": start, "end": start + timedelta(days=4 + number % 20)}
        title = Trilingual(en=f"Record {number}", ja=f"案件{number}")
        named = {"reference": f"R-{number}", "title": title}
        guest = people[number % PEOPLE].id
        made: Entity
        if number % 3 == 0:
            made, key = Delegation(status="confirmed", **named, **days), "delegation_id"
            yield Member(delegation_id=made.id, person_id=guest)
        elif number % 3 == 1:
            made, key = Exchange(person_id=guest, **named, **days), "exchange_id"
        else:
            made, key = AccessRequest(investigator_id=guest, **named, **days), "access_id"
        yield made
        for at in range(2):
            when = Moment(start + timedelta(days=at), time(9 + at), "Asia/Tokyo")
            times = {"start": when, "end": when.moved(minutes=90)}
            if key == "access_id":
                yield Slot(access_id=made.id, status="confirmed", **times)
            else:
                yield Item(title=Trilingual(en=f"Item {at}"), **{key: made.id}, **times)


def filled(path: Path) -> OfficeFile:
    """A file of that office; it is written in one action."""
    office = OfficeFile.create(path, clock=lambda: TODAY)
    with office.writing("create") as session:
        session.add_all(things())
    return office


def held_ms(app: QApplication, act: Callable[[], CalendarPage], rounds: int) -> float:
    """What an act takes of the window's thread, until what it does is read and painted."""
    times = []
    for _round in range(rounds + 1):
        begun = thread_time()
        page = act()
        waited = 0.0
        while not page.reading.is_ready():
            app.processEvents()
            # Waiting for the background is no work of the window.
            slept = thread_time()
            sleep(0.005)
            waited += thread_time() - slept
        page.grab()
        times.append((thread_time() - begun - waited) * 1000)
    return median(times[1:])


def measured(app: QApplication, desk: Desk, name: str, rounds: int) -> list[tuple[str, float]]:
    """What one of the views needs."""
    pages: list[CalendarPage] = []

    def opened() -> CalendarPage:
        while pages:
            pages.pop().deleteLater()
        page = CalendarPage(desk)
        page.resize(*SIZE)
        page.show()
        pages.append(page)
        return page

    rows = [(f"open the {name}", held_ms(app, opened, rounds))]
    page = pages[0]
    ways, texts = cycle([1, -1]), cycle(["item 1", "record 2"])

    def typed() -> CalendarPage:
        page.filters.text.setText(next(texts))
        page.filters.changed.emit()
        return page

    def turned() -> CalendarPage:
        page.bar.turned.emit(next(ways))
        return page

    def unread() -> CalendarPage:
        page.reading.forget()
        return turned()

    for what, act in (
        ("the next period", turned),
        ("the same, not read ahead", unread),
        ("a key of the filter", typed),
        ("a frame", lambda: page),
    ):
        rows.append((f"{what}, {name}", held_ms(app, act, rounds)))
    page.close()
    return rows


def cpu_ms(work: Callable[[], object], rounds: int) -> float:
    """The median processor time of so many runs, in milliseconds; the first is not counted."""
    work()
    times = []
    for _ in range(rounds):
        begun = process_time()
        work()
        times.append((process_time() - begun) * 1000)
    return median(times)


def main() -> None:
    """Measure and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    app = QApplication([])
    look.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        office = filled(Path(folder) / "large.kakehashi")
        desk = Desk(office, Settings(), lambda: TODAY)
        month = date(2027, 4, 1), date(2027, 5, 12)
        rows = [
            ("read all records", cpu_ms(lambda: desk.read(spans.records), rounds)),
            (
                "read six weeks",
                cpu_ms(lambda: desk.read(lambda s: spans.between(s, *month)), rounds),
            ),
        ]
        for name in get_args(CalendarView)[:3]:
            desk.settings.calendar_view = name
            rows += measured(app, desk, name, rounds)
        desk.close()
        office.close()
    sys.stdout.write("| what | ms |\n|---|---|\n")
    sys.stdout.write("".join(f"| {what} | {ms:.1f} |\n" for what, ms in rows))


if __name__ == "__main__":
    main()

"""Erasing many people from a file with a long history, against one full read of that history.

`python -m benchmarks.erasing [people] [rows]`. Times are those of the processor: 60 people should
take at most 10 s on a file with 50,000 rows in the log.
"""

import datetime as dt
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop.domain import Delegation, Exchange, Item, Member, Permit, Person, Trilingual
from desktop.store.erasing import erase_in
from desktop.store.log import Change
from desktop.store.office import OfficeFile
from desktop.store.tombstones import ALL

PEOPLE, ROWS, A_VISIT = 60, 50_000, 500
DAY = dt.date(2026, 11, 23)


class Watched(OfficeFile):
    """An office file that knows the processor time of each of its write transactions, in s."""

    @override
    @contextmanager
    def writing(self, *what: Any, **values: Any) -> Iterator[Session]:
        start = time.process_time()
        with super().writing(*what, **values) as session:
            yield session
        self.spent.append(time.process_time() - start)

    @property
    def spent(self) -> list[float]:
        """The times so far."""
        spent: list[float] = self.__dict__.setdefault("_spent", [])
        return spent


def fill(office: OfficeFile, people: int, rows: int) -> list[str]:
    """Guests with visits and stays, and programme items that fill the log; gives the guests."""
    guests = [
        Person(
            family=f"Family{n}",
            given=f"Given{n}",
            email=f"guest{n}@example.org",
            mobile=f"+99 70 00 {n:04}",
            passport_number=f"DEMO-{n:06}",
        )
        for n in range(people)
    ]
    trips = [Delegation(reference=f"DEL-2026-{n:03}", end=DAY) for n in range(10)]
    stays = [
        Exchange(reference=f"EXC-2026-{n:03}", person_id=one.id, end=DAY)
        for n, one in enumerate(guests)
    ]
    with office.writing("create") as session:
        session.add_all([*guests, *trips, *stays])
        session.add_all(
            Permit(exchange_id=one.id, number=f"RC{n:07}") for n, one in enumerate(stays)
        )
        session.add_all(
            Member(delegation_id=trips[n % 10].id, person_id=one.id) for n, one in enumerate(guests)
        )
    for first in range(0, rows, A_VISIT):
        with office.writing("create", kind="item", name=f"Items {first}") as session:
            for n in range(first, first + A_VISIT):
                guest = guests[n % people]
                note = f"Call {guest.mobile}" if n % 100 == 0 else "Bring the papers."
                session.add(
                    Item(
                        delegation_id=trips[n % 10].id,
                        title=Trilingual(en=f"Item {n}", da=f"Punkt {n}", ja=f"項目{n}"),
                        internal_note=note,
                    )
                )
    return [one.id for one in guests]


def read_all(office: OfficeFile) -> int:
    """Read and parse the whole log once."""
    with office.reading() as session:
        rows = session.execute(select(Change.before, Change.after)).all()
        for row in rows:
            json.loads(row.before)
            json.loads(row.after)
    return len(rows)


def main(people: int, rows: int) -> None:
    """Make the file, measure, and tell."""
    with tempfile.TemporaryDirectory() as folder:
        office = cast("Watched", Watched.create(Path(folder) / "office.kakehashi"))
        guests = fill(office, people, rows)
        start = time.process_time()
        told = read_all(office)
        read = time.process_time() - start
        office.spent.clear()
        start = time.process_time()
        erase_in(office, dict.fromkeys(guests, ALL))
        whole = time.process_time() - start
        print(f"{people} people, {told} rows: {whole:.2f} s, {whole / read:.1f} full reads")
        print(f"longest write transaction: {max(office.spent):.2f} s of {len(office.spent)}")
        office.close()


if __name__ == "__main__":
    main(
        *(
            int(one)
            for one in (*sys.argv[1:], *(str(n) for n in (PEOPLE, ROWS)[len(sys.argv) - 1 :]))
        )
    )

"""All conflicts of a large office, one edit in it, and an edit in a large programme.

`python -m benchmarks.conflicts [rounds]`: what shares a resource among 100,000 bookings against
the bare sort and scan, the textbook overlap join of SQLite and, where it is installed, the tree of
`intervaltree`, all on the same rows and with the same pairs; then the whole engine.
"""

import importlib
import random
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from benchmarks.measure import median_ms, table
from desktop.domain import Delegation, Item, ItemPerson, Member, Person, Trilingual
from desktop.domain.plan import (
    Attendance,
    Booking,
    PersonFact,
    PlaceFact,
    Plan,
    Presence,
    RecordFact,
    minute_of,
)
from desktop.domain.time import Moment
from desktop.planning.conflicts import Checker, find
from desktop.planning.moving import at_minute
from desktop.planning.overlaps import Line, pairs
from desktop.store import interchange
from desktop.store.office import OfficeFile
from desktop.store.plan import read_plan

Row = tuple[int, int, int, str]
TOKYO = "Asia/Tokyo"
FIRST = date(2027, 1, 4)


def rows(items: int, chance: random.Random) -> list[Row]:
    """Rows of (resource, start, end, item): rooms, vehicles and people of a year."""
    resources = max(8, items // 120)
    found = []
    for number in range(items):
        start = chance.randrange(365 * 288) * 5
        end = start + chance.choice((30, 45, 60, 90, 120))
        wanted = chance.sample(range(resources), chance.choice((1, 2, 2, 2)))
        found += [(resource, start, end, f"item {number}") for resource in wanted]
    return found


def bare(found: Iterable[Row]) -> int:
    """Count the pairs with a sort and a scan per resource, and nothing else."""
    lines: dict[int, list[tuple[int, int, str]]] = {}
    for resource, start, end, item in found:
        lines.setdefault(resource, []).append((start, end, item))
    pairs_found = []
    for resource, spans in lines.items():
        spans.sort()
        for at, one in enumerate(spans):
            end = one[1]
            for later in range(at + 1, len(spans)):
                other = spans[later]
                if other[0] >= end:
                    break
                pairs_found.append((resource, one[2], other[2]))
    return len(pairs_found)


def join(connection: Any) -> int:
    """Count the pairs with the overlap join of the textbooks, over an index."""
    cursor = connection.execute(
        "SELECT a.resource, a.item, b.item FROM row a JOIN row b ON a.resource = b.resource "
        "AND a.item < b.item AND a.start < b.end AND b.start < a.end"
    )
    return len(cursor.fetchall())


def tree(found: Iterable[Row]) -> int:
    """Count the pairs with a tree of intervals for each resource."""
    library: Any = importlib.import_module("intervaltree")
    lines: dict[int, list[Row]] = {}
    for one in found:
        lines.setdefault(one[0], []).append(one)
    pairs_found = set()
    for spans in lines.values():
        whole = library.IntervalTree.from_tuples(row[1:] for row in spans)
        for _, start, end, item in spans:
            for other in whole.overlap(start, end):
                if item < other.data:
                    pairs_found.add((item, other.data, spans[0][0]))
    return len(pairs_found)


def sweep(rounds: int) -> list[tuple[str, float, str, float]]:
    """All pairs of 100,000 bookings against the peers."""
    found = rows(100_000, random.Random(1))
    connection = sqlite.connect(":memory:")
    connection.execute("CREATE TABLE row (resource INTEGER, start INTEGER, end INTEGER, item TEXT)")
    connection.executemany("INSERT INTO row VALUES (?, ?, ?, ?)", found)
    connection.execute('CREATE INDEX by_start ON row (resource, start, "end", item)')
    expected = bare(found)
    if not len(pairs(found)) == join(connection) == expected:
        raise SystemExit("the methods do not find the same pairs")
    what = f"{expected:,} pairs in 100,000 bookings"
    ours = median_ms(lambda: pairs(found), rounds)
    told = [
        (what, ours, "bare sort and scan", median_ms(lambda: bare(found), rounds)),
        (what, ours, "SQLite, textbook join", median_ms(lambda: join(connection), rounds)),
    ]
    if importlib.util.find_spec("intervaltree") is not None:
        told.append((what, ours, "intervaltree", median_ms(lambda: tree(found), 3)))
    connection.close()
    return told


def booking(number: int, record: str, start: Moment, minutes: int, people: list[str]) -> Booking:
    """One confirmed item with a title in three languages."""
    end = start.moved(minutes=minutes)
    begins, ends = start.utc(), end.utc()
    assert begins is not None
    assert ends is not None
    return Booking(
        f"item {number}",
        "delegation",
        record,
        title=Trilingual("会議", "Møde", "Meeting"),
        start=start,
        end=end,
        start_minute=minute_of(begins),
        end_minute=minute_of(ends),
        status="confirmed",
        place_id=f"place {number % 30}",
        people=tuple(Attendance(person) for person in people),
    )


def programme(record: str, first: date, numbers: Iterable[int], groups: int = 8) -> list[Booking]:
    """Ten days for eight groups of five, each with six items a day; an item in ten for everyone."""
    chance = random.Random(record)
    people = [[f"{record} person {group} {one}" for one in range(5)] for group in range(groups)]
    everyone = [one for group in people for one in group]
    found = []
    ids = iter(numbers)
    for day in range(10):
        at = {group: 8 * 60 + chance.choice((0, 30, 60)) for group in range(groups)}
        for turn in range(6):
            for group in range(groups):
                clock = time(at[group] // 60, at[group] % 60)
                start = Moment(first + timedelta(days=day), clock, TOKYO)
                who = everyone if turn == 2 and group == 0 else people[group]
                length = chance.choice((45, 60, 75))
                found.append(booking(next(ids), record, start, length, who))
                at[group] += length + 30
    return found


def plan_of(programmes: dict[str, list[Booking]]) -> Plan:
    """A plan of some programmes, with places all over a town."""
    people = {
        record: dict.fromkeys(one.person_id for it in bookings for one in it.people)
        for record, bookings in programmes.items()
    }
    return Plan(
        today=FIRST,
        bookings={one.id: one for bookings in programmes.values() for one in bookings},
        records={
            ("delegation", record): RecordFact(
                "delegation",
                record,
                start=min(one.start.date for one in bookings if one.start.date),
                end=max(one.end.date for one in bookings if one.end.date),
                home_zone="Europe/Copenhagen",
                visit_zone=TOKYO,
                hotel_id="place 0",
                members=tuple(Presence(person) for person in people[record]),
            )
            for record, bookings in programmes.items()
        },
        people={one: PersonFact(one, nationality="DK") for them in people.values() for one in them},
        places={
            f"place {at}": PlaceFact(
                f"place {at}", country="JP", zone=TOKYO, latitude=35.6 + at / 1500, longitude=139.7
            )
            for at in range(30)
        },
    )


def edits(checker: Checker, rounds: int, *, findings: bool) -> tuple[float, float]:
    """The medians of taking an edit in (and telling all findings), and of asking before a drop."""
    ids = sorted(checker.plan.bookings)
    chance = random.Random(2)

    def moved() -> Booking:
        one = checker.plan.bookings[chance.choice(ids)]
        return at_minute(one, (one.start_minute or 0) + chance.choice((-15, 15)))

    def edit() -> None:
        one = moved()
        checker.replace({one.id: one})
        if findings:
            checker.findings()

    def ask() -> None:
        one = moved()
        checker.would_cause({one.id: one})

    return median_ms(edit, rounds * 10), median_ms(ask, rounds * 10)


def look(size: int) -> float:
    """One span taken out of a line and put back elsewhere, with whatever it overlaps then."""
    line = Line(row[1:] for row in rows(size, random.Random(3)))
    chance = random.Random(4)

    def edit() -> None:
        span = line.spans[chance.randrange(len(line.spans))]
        line.remove(span)
        line.add((span[0] + 15, span[1] + 15, span[2]))
        list(line.around(span[0] + 15, span[1] + 15))

    return median_ms(edit, 200)


def stored(folder: Path) -> OfficeFile:
    """A file with 100,000 items, of each a third of ten people."""
    office = OfficeFile.create(folder / "large.kakehashi")
    people = [Person(family=f"Person {at}") for at in range(1000)]
    numbers = count()
    with office.writing("import") as session:
        session.add_all(people)
        for at in range(1000):
            visit = Delegation(reference=f"DEL-{at:04}", start=FIRST, end=FIRST + timedelta(days=9))
            session.add(visit)
            session.add_all(
                Member(delegation_id=visit.id, person_id=people[(at * 10 + one) % 1000].id)
                for one in range(10)
            )
            for _ in range(100):
                number = next(numbers)
                start = Moment(FIRST + timedelta(days=number % 10), time(8 + number % 10), TOKYO)
                item = Item(delegation_id=visit.id, start=start, end=start.moved(minutes=50))
                session.add(item)
                host = people[number % 1000].id
                session.add(ItemPerson(item_id=item.id, person_id=host, involvement="host"))
    return office


def main() -> None:
    """Measure and print the tables."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    sys.stdout.write(table(sweep(rounds)) + "\n\n")
    told = [(f"one span in a line of {size:,}", look(size)) for size in (1_000, 100_000)]
    one = plan_of({"visit": programme("visit", FIRST, count())})
    told.append(
        (f"{len(one.bookings)} items of 40 people: find", median_ms(lambda: find(one), rounds))
    )
    edit, ask = edits(Checker(one), rounds, findings=True)
    told += [("edit in it, all findings told", edit), ("would_cause in it", ask)]
    numbers = count()
    many = plan_of(
        {
            f"visit {at}": programme(f"visit {at}", FIRST + timedelta(days=at), numbers)
            for at in range(208)
        }
    )
    past = replace(many, today=FIRST + timedelta(days=190))
    told.append(
        (f"{len(many.bookings):,} items, most of them over", median_ms(lambda: Checker(past), 1))
    )
    begun = perf_counter()
    checker = Checker(many)
    told.append(("the same, all to come", (perf_counter() - begun) * 1000))
    told.append(("edit in it", edits(checker, rounds, findings=False)[0]))
    with tempfile.TemporaryDirectory() as folder:
        demo = OfficeFile.create(Path(folder) / "demo.kakehashi")
        interchange.import_demo(demo)
        with demo.reading() as session:
            small = read_plan(session, FIRST)
            told.append(
                ("demo office: read_plan", median_ms(lambda: read_plan(session, FIRST), rounds))
            )
        demo.close()
        told.append(("demo office: find", median_ms(lambda: find(small), rounds)))
        large = stored(Path(folder))
        with large.reading() as session:
            told.append(
                (
                    "100,000 items in a file: read_plan",
                    median_ms(lambda: read_plan(session, FIRST), 3),
                )
            )
        large.close()
    lines = ["| what | ms |", "|---|---|"] + [f"| {what} | {ms:.2f} |" for what, ms in told]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

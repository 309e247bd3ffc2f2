"""Writing a calendar of 10,000 items: the first time, and again after one in a hundred changed.

`python -m benchmarks.export [rounds]`: a file of 500 visits with 20 items each, against the same
events built and written by `icalendar`. Processor time, because the machine may have other work.
"""

import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import icalendar
from sqlalchemy import select

from benchmarks.measure import processor_ms, table
from desktop.calendars.export import calendar
from desktop.calendars.kept import KeptCalendar
from desktop.domain import (
    Delegation,
    Entity,
    Item,
    ItemPerson,
    Member,
    Moment,
    Organisation,
    Person,
    Place,
    Trilingual,
)
from desktop.language import Language
from desktop.store import calendar_source
from desktop.store.calendar_changes import changed_since, last_unit
from desktop.store.calendar_source import CalendarSource
from desktop.store.office import OfficeFile

VISITS, ITEMS, PEOPLE = 500, 20, 300
FIRST, NOW = date(2026, 1, 5), datetime(2026, 1, 1, 9, tzinfo=UTC)


def things() -> Iterator[Entity]:
    """An office of visits: places with addresses, hosts, interpreters, topics and notes."""
    hosts = [
        Organisation(name=Trilingual(ja=f"試験研究所{number}", en=f"Test Institute {number}"))
        for number in range(60)
    ]
    places = [
        Place(
            name=Trilingual(ja=f"会議室{number}", en=f"Meeting hall {number}"),
            address_local=f"埼玉県和光市広沢2-{number}",
            organisation_id=host.id,
            latitude=35.78,
            longitude=139.6,
        )
        for number, host in enumerate(hosts)
    ]
    people = [
        Person(family=f"Family{number}", given="Given", name_ja=f"試験 {number}")
        for number in range(PEOPLE)
    ]
    yield from (*hosts, *places, *people)
    for number in range(VISITS):
        start = FIRST + timedelta(days=number * 3)
        title = Trilingual(ja=f"代表団{number}", da=f"Delegation {number}", en=f"Visit {number}")
        visit = Delegation(reference=f"DEL-2027-{number:03}", title=title, start=start)
        yield visit
        yield Member(delegation_id=visit.id, person_id=people[number % PEOPLE].id)
        for at in range(ITEMS):
            zone = "Asia/Tokyo" if at % 4 else "Europe/Copenhagen"
            when = Moment(start + timedelta(days=at // 5), time(9 + at % 5 * 2), zone)
            item = Item(
                delegation_id=visit.id,
                title=Trilingual(
                    ja=f"研究所訪問、意見交換 {at}", en=f"Visit, exchange of views {at}"
                ),
                start=when,
                end=when.moved(minutes=75),
                place_id=places[(number + at) % 60].id,
                host_organisation_id=hosts[(number + at) % 60].id,
                language="en/ja",
                interpreted=at % 2 == 0,
                topics=Trilingual(ja="量子計算、低温測定", en="Quantum computing; cryogenics"),
                printed_note=Trilingual(en="Please bring a passport; the gate closes at ten."),
                status="confirmed",
            )
            yield item
            for shift, involvement in enumerate(("host", "interpreter")):
                person = people[(number + at + shift) % PEOPLE].id
                yield ItemPerson(item_id=item.id, person_id=person, involvement=involvement)


def filled(path: Path) -> OfficeFile:
    """A file of that office."""
    office = OfficeFile.create(path, clock=lambda: NOW)
    with office.writing("create") as session:
        session.add_all(things())
    return office


def values_of(content: bytes) -> list[list[tuple[str, object, dict[str, str]]]]:
    """What the events of a file say, as the library takes it."""
    root = icalendar.Calendar.from_ical(content)
    assert isinstance(root, icalendar.Calendar)
    found = []
    for event in root.events:
        told: list[tuple[str, object, dict[str, str]]] = []
        for name, value in event.property_items(recursive=False, sorted=False):
            if name in ("BEGIN", "END"):
                continue
            kept: Any = getattr(value, "dt", value)
            if name == "CATEGORIES":
                kept = [str(one) for one in value.cats]  # type: ignore[attr-defined]
            elif not hasattr(value, "dt"):
                kept = value if name in ("GEO", "SEQUENCE") else str(value)
            parameters: Any = getattr(value, "params", {})
            language = {key: str(parameters[key]) for key in ("LANGUAGE",) if key in parameters}
            told.append((name, kept, language))
        found.append(told)
    return found


def by_the_library(events: list[list[tuple[str, object, dict[str, str]]]]) -> bytes:
    """The same events, built and written by `icalendar`."""
    root = icalendar.Calendar()
    root.add("version", "2.0")
    root.add("prodid", "-//x//x//EN")
    for told in events:
        event = icalendar.Event()
        for name, value, parameters in told:
            event.add(name, value, parameters=parameters)
        root.add_component(event)
    written: bytes = root.to_ical(sorted=False)
    return written


def read(office: OfficeFile) -> CalendarSource:
    """Everything, from the file."""
    with office.reading() as session:
        return calendar_source.whole_office(session)


def again(office: OfficeFile, language: Language, rounds: int) -> float:
    """The median processor time, in milliseconds, of the calendar after one item in a hundred."""
    kept = KeptCalendar(language)
    with office.reading() as session:
        unit = last_unit(session)
        source = calendar_source.whole_office(session)
    kept.whole(source.records, source.revisions)
    times, renewed = [], None
    for turn in range(rounds + 1):
        with office.writing("edit") as session:
            every = session.scalars(select(Item).order_by(Item.id)).all()
            for item in every[turn::100]:
                item.room = f"{turn}"
        begun = process_time()
        with office.reading() as session:
            changed = changed_since(session, unit)
        assert changed.ids is not None
        renewed = kept.renewed(changed.ids, changed.things, changed.revisions)
        times.append((process_time() - begun) * 1000)
        unit = changed.unit
    source = read(office)
    assert renewed is not None
    assert renewed.content == calendar(source.records, source.revisions, language).content
    return median(times[1:])


def main() -> None:
    """Measure and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    language = Language.of("ja")
    with tempfile.TemporaryDirectory() as folder:
        office = filled(Path(folder) / "large.kakehashi")

        def write(source: CalendarSource) -> bytes:
            return calendar(source.records, source.revisions, language).content

        # Measured while no other reading is in memory, as in a program that exports.
        from_file = processor_ms(lambda: write(read(office)), rounds)
        source = read(office)
        content = write(source)
        events = values_of(content)
        peer = "icalendar, build and to_ical"
        theirs = processor_ms(lambda: by_the_library(events), rounds)
        written = processor_ms(lambda: write(source), rounds)
        rows = [
            ("word and write 10,000 items", written, peer, theirs),
            ("read them from the file, word and write", from_file, peer, theirs),
        ]
        first = rows[-1]
        renewed = again(office, language, rounds + 2)
        rows.append(("the same again, after 100 of them changed", renewed, first[0], first[1]))
        office.close()
    sys.stdout.write(f"{len(content) / 1e6:.1f} MB, {len(events)} events\n\n{table(rows)}\n")


if __name__ == "__main__":
    main()

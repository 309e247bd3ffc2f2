"""Taking in a calendar file of 10,000 events, against what `icalendar` needs to parse it alone.

`python -m benchmarks.incoming [rounds]`: reading, looking up, matching and comparing, on a file of
20 visits with 500 items each, of which one in a hundred is longer when it comes back.
Processor time, the rounds of both in turn, because the machine may have other work.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from statistics import median
from time import process_time

from icalendar import Calendar

from benchmarks.measure import table
from desktop.calendars.export import calendar
from desktop.calendars.incoming import read
from desktop.calendars.matching import Matcher, Proposal
from desktop.domain import Delegation, Item, Moment, Place, Trilingual
from desktop.domain.importing import Effect
from desktop.language import Language
from desktop.store import calendar_import, calendar_source
from desktop.store.office import OfficeFile

VISITS, ITEMS = 20, 500
FIRST, TODAY = date(2027, 1, 4), datetime(2026, 11, 23, 9, tzinfo=UTC)


def filled(path: Path) -> OfficeFile:
    """An office with those visits, written in one action."""
    office = OfficeFile.create(path, clock=lambda: TODAY)
    with office.writing("create") as session:
        place = Place(name=Trilingual(ja="和光キャンパス", en="Wako Campus"))
        session.add(place)
        for number in range(VISITS):
            visit = Delegation(reference=f"DEL-2027-{number:03}", title=Trilingual(en="Visit"))
            session.add(visit)
            for at in range(ITEMS):
                start = Moment(FIRST + timedelta(days=at // 10), time(8 + at % 10), "Asia/Tokyo")
                session.add(
                    Item(
                        delegation_id=visit.id,
                        title=Trilingual(ja=f"打合せ {at}", da=f"Møde {at}", en=f"Meeting {at}"),
                        start=start,
                        end=start.moved(minutes=45),
                        place_id=place.id,
                    )
                )
    return office


def sent_back(office: OfficeFile) -> bytes:
    """The office's own calendar, with every hundredth event ten minutes longer."""
    with office.reading() as session:
        source = calendar_source.whole_office(session)
    made = calendar(source.records, source.revisions, Language.of("da"))
    events = made.content.split(b"BEGIN:VEVENT")
    for at in range(1, len(events), 100):
        events[at] = events[at].replace(b"4500\r\n", b"5500\r\n", 1)
    return b"BEGIN:VEVENT".join(events)


def proposals(office: OfficeFile, content: bytes) -> list[Proposal]:
    """All that is done before the officer sees anything."""
    reading = read(content)
    with office.reading() as session:
        known = calendar_import.known(session, [one.key for one in reading.events])
    return Matcher(known).proposals(reading.events)


def main() -> None:
    """Measure and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        office = filled(Path(folder) / "large.kakehashi")
        content = sent_back(office)
        kinds = Counter(one.effect for one in proposals(office, content))
        assert kinds[Effect.CHANGED] == VISITS * ITEMS // 100, kinds
        works: tuple[Callable[[], object], ...] = (
            lambda: proposals(office, content),
            lambda: read(content),
            lambda: Calendar.from_ical(content),
        )
        times: list[list[float]] = [[] for _work in works]
        for _round in range(rounds):
            for work, measured in zip(works, times, strict=True):
                begun = process_time()
                work()
                measured.append((process_time() - begun) * 1000)
        office.close()
    whole, reading, peer = map(median, times)
    megabytes = len(content) / 1_000_000
    name = f"10,000 events ({megabytes:.1f} MB)"
    rows = [
        (f"read, match and compare {name}", whole, "icalendar, parse alone", peer),
        ("of that, read", reading, "icalendar, parse alone", peer),
    ]
    sys.stdout.write(table(rows) + "\n")


if __name__ == "__main__":
    main()

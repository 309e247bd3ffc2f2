"""Open, list, calendar and itinerary of the demo office, each against the bare library below it.

`python -m benchmarks.demo [rounds]`.
"""

import json
import sys
import tempfile
from datetime import date
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from icalendar import Calendar as LibraryCalendar
from icalendar import Event

from benchmarks.measure import median_ms, table
from desktop.calendars.export import calendar
from desktop.documents import programme
from desktop.documents.audience import EVERYONE
from desktop.documents.render import Renderer
from desktop.language import Language
from desktop.store import calendar_source, directory, interchange, lists, loading
from desktop.store.office import OfficeFile

_DAY = date(2027, 4, 1)
_LISTS = (lists.delegations, lists.exchanges, lists.access_requests, directory.people)


def bare_open(path: Path) -> None:
    """Open the file with the driver alone and read one row."""
    connection = sqlite.connect(path)
    connection.execute("SELECT count(*) FROM unit").fetchone()
    connection.close()


def bare_lists(path: Path) -> None:
    """Read the whole tables that the lists show, with the driver alone."""
    connection = sqlite.connect(path)
    for name in ("delegation", "member", "item", "exchange", "access_request", "person"):
        connection.execute(f"SELECT * FROM {name}").fetchall()
    connection.close()


def main() -> None:
    """Measure and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    english = Language.of("en")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.kakehashi"
        made = OfficeFile.create(path)
        interchange.import_demo(made)
        made.close()

        def open_and_close() -> None:
            OfficeFile.open(path).close()

        rows = [
            (
                "open and close",
                median_ms(open_and_close, rounds),
                "driver",
                median_ms(lambda: bare_open(path), rounds),
            )
        ]
        office = OfficeFile.open(path)
        with office.reading() as session:

            def all_lists() -> None:
                for listed in _LISTS:
                    listed(session, "")

            rows.append(
                (
                    "four lists",
                    median_ms(all_lists, rounds),
                    "driver, bare rows",
                    median_ms(lambda: bare_lists(path), rounds),
                )
            )
            source = calendar_source.whole_office(session)
            content = calendar(source.records, source.revisions, english).content
            delegation = loading.delegation(session, lists.delegations(session)[0].id)
        events = [
            dict(event.property_items(recursive=False))
            for event in LibraryCalendar.from_ical(content).walk("VEVENT")
        ]

        def library_calendar() -> None:
            whole = LibraryCalendar()
            for properties in events:
                event = Event()
                for name, value in properties.items():
                    if name not in ("BEGIN", "END"):
                        event.add(name, value, encode=False)
                whole.add_component(event)
            whole.to_ical()

        rows.append(
            (
                f"calendar of {len(events)} events",
                median_ms(lambda: calendar(source.records, source.revisions, english), rounds),
                "icalendar, build and to_ical",
                median_ms(library_calendar, rounds),
            )
        )
        renderer = Renderer()
        document = programme.document(delegation, EVERYONE, english, on=_DAY)
        count = iter(range(1_000_000))

        def fresh_pdf() -> None:
            # Typst remembers an unchanged page, so each round changes a word.
            data = json.loads(json.dumps(dict(document.data)))
            data["title"] = f"{data['title']} {next(count)}"
            renderer.pdf(type(document)("programme", data, english, document.title, _DAY))

        def whole_way() -> None:
            with office.reading() as session:
                loaded = loading.delegation(session, delegation.id)
            programme.document(loaded, EVERYONE, english, on=_DAY)
            fresh_pdf()

        rows.append(
            (
                "itinerary, read to PDF",
                median_ms(whole_way, rounds),
                "Typst alone",
                median_ms(fresh_pdf, rounds),
            )
        )
        office.close()
    sys.stdout.write(table(rows) + "\n")


if __name__ == "__main__":
    main()

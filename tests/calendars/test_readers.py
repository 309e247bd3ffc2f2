"""Readers that others wrote find in a calendar file what stands in the office file."""

import copy
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from desktop.calendars.export import calendar
from desktop.domain import Exchange, Item, Slot
from desktop.language import Language
from desktop.store import calendar_source, interchange
from desktop.store.office import OfficeFile
from tests.calendars import rfc
from tests.calendars.conftest import START, Sample


@dataclass(frozen=True)
class Seen:
    """An event as a reader sees it: a whole day counts from midnight UTC, a zone by its name."""

    start: datetime
    end: datetime | None
    zones: tuple[str | None, str | None]
    summary: str
    location: str


@dataclass
class File:
    """A calendar file with the office file it was made from."""

    content: bytes
    office: OfficeFile

    def expected(self) -> dict[str, Seen]:
        """What the file must say, from the office file and, for texts, from the bytes."""
        root = rfc.read(self.content)
        with self.office.reading() as session:
            every = (
                *session.scalars(select(Item)),
                *session.scalars(select(Slot)),
                *session.scalars(select(Exchange)),
            )
        things = {thing.id: thing for thing in every}
        return {
            uid: _expected(things[uid], event)
            for event in root.kind("VEVENT")
            for uid in (event.get("UID").value,)
        }


def _expected(thing: Item | Slot | Exchange, event: rfc.Part) -> Seen:
    texts = (
        event.get("SUMMARY").text,
        event.get("LOCATION").text if event.all("LOCATION") else "",
    )
    if isinstance(thing, Exchange):
        assert thing.start
        assert thing.end
        return Seen(_midnight(thing.start, 0), _midnight(thing.end, 1), (None, None), *texts)
    start, end = thing.start.utc(), thing.end.utc()
    if start is None:
        assert thing.start.date
        last = max(thing.end.date or thing.start.date, thing.start.date)
        return Seen(_midnight(thing.start.date, 0), _midnight(last, 1), (None, None), *texts)
    if end is not None and end <= start:
        end = None
    zones = [
        "UTC" if moment.fold else moment.zone
        for moment in (thing.start, thing.end)
        if moment.utc() in (start, end)
    ]
    return Seen(start, end, (zones[0], zones[1] if end else None), *texts)


def _midnight(day: date, later: int) -> datetime:
    return datetime.combine(date.fromordinal(day.toordinal() + later), time(), UTC)


@pytest.fixture(params=["sample", "demo"])
def file(request: pytest.FixtureRequest, sample: Sample, tmp_path: Path) -> Iterator[File]:
    if request.param == "sample":
        yield File(sample.office_calendar("da").content, sample.office)
        return
    office = OfficeFile.create(tmp_path / "demo.kakehashi", clock=lambda: START)
    interchange.import_demo(office)
    with office.reading() as session:
        source = calendar_source.whole_office(session)
    made = calendar(source.records, source.revisions, Language.of("ja"))
    assert made.skipped == ()
    yield File(made.content, office)
    office.close()


def test_the_rules_of_the_file_alone_give_the_instants(file: File) -> None:
    root = rfc.read(file.content)
    expected = file.expected()
    for event in root.kind("VEVENT"):
        ends = [rfc.instant(line, root) for line in event.all("DTEND")]
        seen = expected[event.get("UID").value]
        assert rfc.instant(event.get("DTSTART"), root) == seen.start
        assert ends == [seen.end] * len(ends)
        assert bool(ends) == (seen.end is not None)


def test_icalendar_agrees(file: File) -> None:
    import icalendar

    root = icalendar.Calendar.from_ical(file.content)
    assert root.errors == []
    assert isinstance(root, icalendar.Calendar)
    found = {}
    for event in root.events:
        assert event.errors == []
        found[str(event["UID"])] = _seen(
            event["DTSTART"].dt,  # type: ignore[union-attr]
            event["DTEND"].dt if "DTEND" in event else None,  # type: ignore[union-attr]
            str(event["SUMMARY"]),
            str(event.get("LOCATION", "")),
        )
    assert found == file.expected()


@pytest.mark.usefixtures("own_zones")
def test_vobject_agrees(file: File) -> None:
    import vobject

    with warnings.catch_warnings():
        # vobject 0.9.9 calls what newer Pythons deprecate.
        warnings.simplefilter("ignore", DeprecationWarning)
        root = vobject.readOne(file.content.decode())
        found = {
            event.uid.value: (
                _instant(event.dtstart.value),
                _instant(event.dtend.value) if hasattr(event, "dtend") else None,
                event.summary.value,
                event.location.value if hasattr(event, "location") else "",
            )
            for event in root.vevent_list
        }
    assert found == {
        uid: (seen.start, seen.end, seen.summary, seen.location)
        for uid, seen in file.expected().items()
    }


def test_each_event_happens_once(file: File) -> None:
    import icalendar
    import recurring_ical_events

    root = icalendar.Calendar.from_ical(file.content)
    found = recurring_ical_events.of(root).between(datetime(2026, 1, 1), datetime(2030, 1, 1))
    times = Counter(str(event["UID"]) for event in found)
    assert times == dict.fromkeys(file.expected(), 1)


@pytest.fixture
def own_zones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let vobject read the zones of each file; it keeps the first of a name for good."""
    import vobject.icalendar

    known = vars(vobject.icalendar)["__tzidMap"]
    monkeypatch.setitem(vars(vobject.icalendar), "__tzidMap", {"UTC": copy.copy(known.get("UTC"))})


def _seen(start: Any, end: Any, summary: str, location: str) -> Seen:
    zones = (_zone(start), _zone(end))
    return Seen(_instant(start), None if end is None else _instant(end), zones, summary, location)


def _zone(moment: Any) -> str | None:
    zone = getattr(moment, "tzinfo", None)
    return None if zone is None else str(getattr(zone, "key", zone))


def _instant(moment: Any) -> datetime:
    if not isinstance(moment, datetime):
        return _midnight(moment, 0)
    assert moment.tzinfo
    return moment.astimezone(UTC)

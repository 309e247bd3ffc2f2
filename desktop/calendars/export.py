"""A calendar file (RFC 5545) of records: read alike by Outlook, Google, Apple and the free ones.

The same records in the same language give the same bytes: nothing in a file says when it was
made. It has no METHOD (it is to be imported, not answered) and no UID of its own, which some
servers take for that of every event.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from desktop import words
from desktop.calendars.describe import Describer
from desktop.calendars.entry import CANCELLED, TENTATIVE, Entry, entry
from desktop.calendars.scope import Record, things
from desktop.calendars.zones import timezone
from desktop.errors import Problem
from desktop.language import Language, names

if TYPE_CHECKING:
    from icalendar import Event, Timezone

    from desktop.domain import Person
    from desktop.domain.revision import Revision

PRODUCT = "-//Kakehashi//Kakehashi//EN"
_LINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_IN_LINKS = ":/?#[]@!$&'()*+,;=%~"
_SEPARATORS = str.maketrans({"\t": " ", "\u2028": "\n", "\u2029": "\n"})
_BREAKING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar file, how many events it has, and what has no place in it yet.

    `skipped` holds one Problem for each thing left out: `calendar_no_date`, `calendar_no_zone` or
    `calendar_skipped_time` (id, reference, title); `words.problem` says them.
    """

    content: bytes
    events: int
    skipped: tuple[Problem, ...]


def calendar(
    records: Iterable[Record],
    revisions: Mapping[str, Revision],
    language: Language,
    *,
    name: str = "",
    person: Person | None = None,
    private: bool = False,
) -> Calendar:
    """The calendar file of records with all that belongs to them, or of one person's part.

    `revisions` has one for each item, slot and stay; `name` is what readers call the calendar
    (by default the record's, the person's or the program's). Nothing private is in it unless
    `private`: then the names of those who take part, the contact's phone and internal notes.
    Raises Problem `calendar_empty` where there would be no event, which RFC 5545 §3.6 forbids.
    """
    kept = list(records)
    describer = Describer(language, person, private=private)
    entries, skipped = [], []
    for record, thing in things(kept, person):
        try:
            entries.append(entry(record, thing, language, describer))
        except Problem as problem:
            skipped.append(problem)
    if not entries:
        raise Problem("calendar_empty", skipped=len(skipped))
    entries.sort(key=lambda one: (one.when.sort_key(), one.uid))
    called = name or _name(kept, language, person, describer)
    return Calendar(_written(entries, revisions, language, called), len(entries), tuple(skipped))


def _name(
    records: list[Record], language: Language, person: Person | None, describer: Describer
) -> str:
    if person is not None:
        return names.display(language, person) or "Kakehashi"
    return describer.record(records[0]) if len(records) == 1 else "Kakehashi"


def _written(
    entries: list[Entry], revisions: Mapping[str, Revision], language: Language, name: str
) -> bytes:
    from icalendar import Calendar as Root
    from icalendar import vText

    code = language.locale.language
    root = Root()
    root.add("version", "2.0")
    root.add("prodid", PRODUCT)
    root.add("calscale", "GREGORIAN")
    # The library does not know that these are texts, and would not escape them.
    called = vText(" ".join(_plain(name).split()))
    root.add("name", vText(called, params={"LANGUAGE": code}))
    root.add("x-wr-calname", called)
    known = {one.uid for one in entries}
    events = [_event(one, revisions[one.uid], language, known) for one in entries]
    for component in (*_zones(entries, events), *events):
        root.add_component(component)
    written: bytes = root.to_ical(sorted=False)
    return written


def _zones(entries: list[Entry], events: list[Event]) -> list[Timezone]:
    """The rules of every zone that the events name, for the years in which they do."""
    years: dict[str, set[int]] = {}
    for one, event in zip(entries, events, strict=True):
        for name, moment in (("DTSTART", one.when.start), ("DTEND", one.when.end)):
            if moment is not None and (zone := event[name].params.get("TZID")):
                years.setdefault(str(zone), set()).add(moment.year)
    return [timezone(zone, min(used), max(used)) for zone, used in sorted(years.items())]


def _event(one: Entry, revision: Revision, language: Language, known: set[str]) -> Event:
    from icalendar import Event

    code = language.locale.language
    event = Event()
    event.add("uid", one.uid)
    # Without a METHOD both say when the data last changed (§3.8.7.2).
    event.add("dtstamp", _second(revision.modified))
    event.add("created", _second(revision.created))
    event.add("last-modified", _second(revision.modified))
    event.add("sequence", revision.sequence)
    event.add("dtstart", one.when.start)
    if one.when.end is not None:
        event.add("dtend", one.when.end)
    event.add("status", one.status)
    event.add("transp", "TRANSPARENT" if one.free else "OPAQUE")
    event.add("x-microsoft-cdo-busystatus", _busy(one))
    if one.confidential:
        event.add("class", "CONFIDENTIAL")
    event.add("summary", _plain(one.summary.text), parameters={"LANGUAGE": one.summary.language})
    if one.location is not None:
        parameters = {"LANGUAGE": one.location.language}
        event.add("location", _plain(one.location.text), parameters=parameters)
    _add_position(event, one)
    description = "\n".join(filter(None, one.description))
    event.add("description", _plain(description), parameters={"LANGUAGE": code})
    event.add("categories", [words.word(one.clause, language).replace(",", "")])
    _add_link(event, one.link)
    if one.parent in known:
        event.add("related-to", one.parent)
    return event


def _busy(one: Entry) -> str:
    if one.free or one.status == CANCELLED:
        return "FREE"
    return "TENTATIVE" if one.status == TENTATIVE else "BUSY"


def _add_position(event: Event, one: Entry) -> None:
    from icalendar.prop import vInline

    if one.position is not None:
        # The library writes small numbers with an exponent, which GEO has none of.
        latitude, longitude = one.position
        event.add("geo", vInline(f"{latitude:.6f};{longitude:.6f}"))


def _add_link(event: Event, link: str) -> None:
    """The link of a video meeting; what is no link stands in the description alone."""
    from icalendar import Parameters, vUri

    told = _plain(link).strip()
    if not _LINK.fullmatch(told):
        return
    address = quote(told, safe=_IN_LINKS)
    event.add("url", vUri(address))
    # A list, as a string would be quoted and read as one value of that name.
    parameters = Parameters({"VALUE": "URI", "FEATURE": ["AUDIO", "VIDEO"]})
    event.add("conference", vUri(address), parameters)


def _second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def _plain(text: str) -> str:
    """Text without what breaks lines or files in some reader: controls, odd line separators."""
    return _BREAKING.sub("", text.translate(_SEPARATORS))

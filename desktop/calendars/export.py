"""A calendar file (RFC 5545) of records: read alike by Outlook, Google, Apple and the free ones.

The same records in the same language give the same bytes: nothing in a file says when it was
made. It has no METHOD (it is to be imported, not answered) and no UID of its own, which some
servers take for that of every event.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from urllib.parse import quote

from desktop import words
from desktop.calendars.describe import Describer
from desktop.calendars.entry import CANCELLED, TENTATIVE, Entry, entry
from desktop.calendars.scope import Record, things
from desktop.calendars.todo import Todo, todo
from desktop.calendars.zones import timezone
from desktop.errors import Problem
from desktop.language import Language, names

if TYPE_CHECKING:
    from icalendar import Component, Event, Timezone

    from desktop.domain import Person, Task
    from desktop.domain.revision import Revision

PRODUCT = "-//Kakehashi//Kakehashi//EN"
_LINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_IN_LINKS = ":/?#[]@!$&'()*+,;=%~"
_SEPARATORS = str.maketrans({"\t": " ", "\u2028": "\n", "\u2029": "\n"})
_BREAKING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar file, how many events and tasks it has, and what has no place in it yet.

    `skipped` holds one Problem for each thing left out: `calendar_no_date`, `calendar_no_zone` or
    `calendar_skipped_time` (id, reference, title); `words.problem` says them.
    """

    content: bytes
    events: int
    skipped: tuple[Problem, ...]
    tasks: int = 0


def calendar(
    records: Iterable[Record],
    revisions: Mapping[str, Revision],
    language: Language,
    *,
    tasks: Mapping[Task, date | None] | None = None,
    name: str = "",
    person: Person | None = None,
    private: bool = False,
) -> Calendar:
    """The calendar file of records with all that belongs to them, or of one person's part.

    `revisions` has one for each item, slot, stay and task. `tasks` are those of the records that
    are to be in it, with the day each is due; one person's part has none. `name` is what readers
    call the calendar (by default the record's, the person's or the program's). Nothing private is
    in it unless `private`: then the names of those who take part, the contact's phone and internal
    notes.
    Raises Problem `calendar_empty` where there would be nothing, which RFC 5545 §3.6 forbids.
    """
    kept = list(records)
    describer = Describer(language, person, private=private)
    entries, skipped = [], []
    for record, thing in things(kept, person):
        try:
            entries.append(entry(record, thing, language, describer))
        except Problem as problem:
            skipped.append(problem)
    todos = [] if person is not None else _todos(kept, tasks or {}, language, describer)
    if not entries and not todos:
        raise Problem("calendar_empty", skipped=len(skipped))
    entries.sort(key=lambda one: (one.when.sort_key(), one.uid))
    called = name or _name(kept, language, person, describer)
    content = _written(entries, todos, revisions, language, called)
    return Calendar(content, len(entries), tuple(skipped), len(todos))


def _todos(
    records: list[Record],
    tasks: Mapping[Task, date | None],
    language: Language,
    describer: Describer,
) -> list[Todo]:
    by_id = {record.id: record for record in records}
    found = [
        todo(by_id[owner], task, due, language, describer)
        for task, due in tasks.items()
        for owner in (task.delegation_id or task.exchange_id or task.access_id,)
        if owner in by_id
    ]
    return sorted(found, key=Todo.sort_key)


def _name(
    records: list[Record], language: Language, person: Person | None, describer: Describer
) -> str:
    if person is not None:
        return names.display(language, person) or "Kakehashi"
    return describer.record(records[0]) if len(records) == 1 else "Kakehashi"


def _written(
    entries: list[Entry],
    todos: list[Todo],
    revisions: Mapping[str, Revision],
    language: Language,
    name: str,
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
    written_todos = [_todo(one, revisions[one.uid], language) for one in todos]
    for component in (*_zones(entries, events), *events, *written_todos):
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

    event = Event()
    _add_revision(event, one.uid, revision)
    event.add("dtstart", one.when.start)
    if one.when.end is not None:
        event.add("dtend", one.when.end)
    event.add("status", one.status)
    event.add("transp", "TRANSPARENT" if one.free else "OPAQUE")
    event.add("x-microsoft-cdo-busystatus", _busy(one))
    _add_texts(event, one, language)
    if one.location is not None:
        parameters = {"LANGUAGE": one.location.language}
        event.add("location", _plain(one.location.text), parameters=parameters)
    _add_position(event, one)
    _add_link(event, one.link)
    if one.parent in known:
        event.add("related-to", one.parent)
    return event


def _todo(one: Todo, revision: Revision, language: Language) -> Component:
    from icalendar import Todo as Written

    written = Written()
    _add_revision(written, one.uid, revision)
    if one.due is not None:
        written.add("due", one.due)
    written.add("status", one.status)
    if one.done is not None:
        # An instant is asked for. Noon UTC is on that day in both countries.
        written.add("completed", datetime.combine(one.done, time(12), UTC))
        written.add("percent-complete", 100)
    _add_texts(written, one, language)
    return written


def _add_revision(component: Component, uid: str, revision: Revision) -> None:
    component.add("uid", uid)
    # Without a METHOD both say when the data last changed (§3.8.7.2).
    component.add("dtstamp", _second(revision.modified))
    component.add("created", _second(revision.created))
    component.add("last-modified", _second(revision.modified))
    component.add("sequence", revision.sequence)


def _add_texts(component: Component, one: Entry | Todo, language: Language) -> None:
    if one.confidential:
        component.add("class", "CONFIDENTIAL")
    told = one.summary
    component.add("summary", _plain(told.text), parameters={"LANGUAGE": told.language})
    description = _plain("\n".join(filter(None, one.description)))
    parameters = {"LANGUAGE": language.locale.language}
    component.add("description", description, parameters=parameters)
    component.add("categories", [words.word(one.clause, language).replace(",", "")])


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

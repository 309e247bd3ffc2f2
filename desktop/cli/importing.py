"""A calendar file on the command line: what it would change, as lines or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop import words
from desktop.calendars.incoming import Reading, read
from desktop.calendars.matching import Change, Matcher, Proposal
from desktop.cli.text import flat, table
from desktop.domain.importing import Effect, Taken
from desktop.domain.time import Moment, is_zone
from desktop.errors import Problem
from desktop.language import Language
from desktop.store import calendar_import
from desktop.store.office import OfficeFile
from desktop.store.references import find_record
from desktop.words import importing as said

_FLOATING = "floating"
"""What times without a zone are called in an answer."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A calendar file beside what the office has; `zones` are the two clocks."""

    reading: Reading
    matcher: Matcher
    proposals: tuple[Proposal, ...]
    zones: tuple[str, str]

    def taken(self) -> list[Taken]:
        """All that is new, changed or cancelled; Problem `zones_unanswered` (names)."""
        if self.reading.questions:
            names = ", ".join(one.name or _FLOATING for one in self.reading.questions)
            raise Problem("zones_unanswered", names=names)
        return [one.taken(self.matcher.places) for one in self.proposals if one.takes]


def is_calendar(name: str, content: bytes) -> bool:
    """Whether a file is a calendar and not an office, by its name or its first line."""
    begins = content[:64].lstrip(b"\xef\xbb\xbf \r\n\t").upper()
    return name.casefold().endswith(".ics") or begins.startswith(b"BEGIN:VCALENDAR")


def compare(
    office: OfficeFile,
    content: bytes,
    answers: Sequence[str],
    zones: tuple[str, str],
    reference: str | None = None,
) -> Compared:
    """Read a file and compare it; `answers` are of the form NAME=Area/City.

    Repeating events are told on the days of the record `reference`; without one, of the record
    that the events seem to belong to. Raises Problem as `incoming.read` does,
    `zone_answer_unreadable` (text), `zone_unknown` (name).
    """
    reading = read(content, dict(_answer(one) for one in answers))
    if not reading.events and not reading.refused:
        raise Problem("ics_empty")
    with office.reading() as session:
        known = calendar_import.known(session, [one.key for one in reading.events])
    matcher = Matcher(known)
    wanted = (reference or "").strip().upper()
    named = next((one for one in known.targets if one.reference == wanted), None)
    proposals = matcher.proposals(reading.events, named)
    if reference is None and any(one.series is not None for one in reading.events):
        proposals = matcher.proposals(reading.events, matcher.target(proposals))
    return Compared(reading, matcher, tuple(proposals), zones)


def take(office: OfficeFile, found: Compared, reference: str | None) -> int:
    """Take over all that is new, changed or cancelled; gives how many events that were.

    New events go into the record `reference`. Raises Problem `zones_unanswered` (names),
    `reference_unknown` (reference) or as `calendar_import.take` does; nothing is changed then.
    """
    taken, into = found.taken(), None
    if reference:
        with office.reading() as session:
            record = find_record(session, reference)
        if record is None:
            raise Problem("reference_unknown", reference=reference)
        into = record.__tablename__, record.id
    if not taken:
        return 0
    with office.writing("calendar.import") as session:
        return len(calendar_import.take(session, taken, into))


def lines(found: Compared, language: Language) -> list[str]:
    """What the file would change, field by field, then what is not taken and what is asked."""
    rows: list[tuple[str, ...]] = []
    for one in found.proposals:
        if one.effect != Effect.SAME:
            rows += _rows(one, found, language)
    for refused in found.reading.refused:
        told = words.problem(refused.problem, language)
        rows.append((said.effect(Effect.NOT_TAKEN, language), refused.title, "", told))
    same = sum(one.effect == Effect.SAME for one in found.proposals)
    told = language.ngettext("{n} event is unchanged.", "{n} events are unchanged.", same)
    asked = [
        language.gettext("{name}: which time zone? Give --zone {answer}").format(
            name=said.zone_called(one.name, language),
            answer=f'"{one.name or _FLOATING}={one.offered[0]}"',
        )
        for one in found.reading.questions
    ]
    read_as = [f"{name} = {zone}" for name, zone in found.reading.resolved]
    return [*table(rows), *([told.format(n=same)] if same else []), *map(flat, read_as), *asked]


def as_json(found: Compared) -> dict[str, object]:
    """What the file would change, with codes and not with words."""
    return {
        "events": [_event(one) for one in found.proposals],
        "refused": [
            {
                "line": one.line,
                "title": one.title,
                "problem": one.problem.code,
                "values": {name: str(value) for name, value in one.problem.values.items()},
            }
            for one in found.reading.refused
        ],
        "questions": [
            {"name": one.name, "count": one.count, "offered": list(one.offered)}
            for one in found.reading.questions
        ],
        "resolved": dict(found.reading.resolved),
    }


def _answer(text: str) -> tuple[str, str]:
    name, equals, zone = text.rpartition("=")
    if not equals:
        raise Problem("zone_answer_unreadable", text=text)
    if not is_zone(zone):
        raise Problem("zone_unknown", name=zone)
    return ("" if name == _FLOATING else name), zone


def _rows(one: Proposal, found: Compared, language: Language) -> list[tuple[str, ...]]:
    effect, title = said.effect(one.effect, language), one.incoming.summary
    if one.reason is not None:
        return [(effect, title, "", said.reason(one.reason, language))]
    if not one.changes:
        event = one.incoming
        when = said.times(event.start, event.end, found.zones, language)
        repeats = said.repeats(event.further, event.last_day, language) if event.repeats else ""
        told = " · ".join(filter(None, (when, event.location, repeats)))
        return [(effect, title, "", told)]
    return [
        (
            effect,
            title,
            said.aspect(change.aspect, language),
            " → ".join(
                said.value(change.aspect, side, found.zones, language) or "–"
                for side in (change.before, change.after)
            ),
        )
        for change in one.changes
    ]


def _event(one: Proposal) -> dict[str, object]:
    return {
        "effect": one.effect,
        "uid": one.incoming.uid,
        "recurrence": one.incoming.recurrence,
        "line": one.incoming.line,
        "title": one.incoming.summary,
        "start": _moment(one.incoming.start),
        "end": _moment(one.incoming.end),
        "location": one.incoming.location,
        "repeats": one.incoming.repeats,
        "further": one.incoming.further,
        "record": one.record.reference if one.record else None,
        "item": one.item.id if one.item else None,
        "reason": one.reason,
        "changes": [_change(change) for change in one.changes],
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "field": change.aspect,
        "before": _side(change.before),
        "after": _side(change.after),
    }


def _side(told: str | tuple[Moment, Moment]) -> object:
    return [_moment(each) for each in told] if isinstance(told, tuple) else told


def _moment(moment: Moment) -> dict[str, object] | None:
    if moment.date is None:
        return None
    return {
        "date": moment.date.isoformat(),
        "time": moment.time.isoformat("minutes") if moment.time else None,
        "zone": moment.zone,
        "part": moment.part,
    }

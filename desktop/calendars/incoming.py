"""Reading a calendar file that somebody else wrote: its events as plain values.

Nothing is guessed silently: what cannot be read is refused by itself with a reason, and a zone
that a file does not say for certain is asked. `read` never fails on what stands in a file, but
for a file that is no calendar at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from hashlib import sha256

from desktop.calendars import flights
from desktop.calendars.components import Component, Line, parse
from desktop.calendars.foreign_times import BadTime, ForeignTimes
from desktop.calendars.foreign_zones import ForeignZones, by_name
from desktop.calendars.repeated import repeated
from desktop.calendars.series import Series, series_of
from desktop.domain.codes import ItemKind
from desktop.domain.suspicious import suspicious
from desktop.domain.time import Moment
from desktop.errors import Problem

TENTATIVE, CONFIRMED, CANCELLED = "TENTATIVE", "CONFIRMED", "CANCELLED"
_STATES = frozenset({TENTATIVE, CONFIRMED, CANCELLED})
# Messages about an event that are not the event itself (RFC 5546 §1.4).
_ANSWERS = frozenset({"REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"})
_OTHERS = {"VTODO": "ics_task", "VJOURNAL": "ics_journal", "VFREEBUSY": "ics_free_busy"}
_LONGEST, _LONGEST_TITLE = 10_000, 200
_LINK = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_MEETING = re.compile(
    r"https?://[^\s<>\"']*(?:zoom\.us|teams\.(?:microsoft|live)\.com|meet\.google\.com|webex\.com"
    r"|whereby\.com|meet\.jit\.si)/[^\s<>\"']+",
    re.IGNORECASE,
)
_LINKS = (
    *("CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL"),
    *("X-MICROSOFT-ONLINEMEETINGEXTERNALLINK", "URL"),
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event of a file.

    `start` and `end` have the zone of the file; one whose zone is not known has none, and `asks`
    names the questions. An all-day end is the last day itself. `language` is that of the summary,
    "" where the file does not say. `status` is RFC 5545's, "" where none is given; `modified` is
    aware UTC. `recurrence` tells the occurrences of a repeating event apart. `line` is where it
    begins. `made_uid` says that the file had no UID. Of one that `repeats`, `further` is how many
    more times there are and `last_day` until when it repeats, both only where the file says so;
    `series` is what its times are worked out by, None where that is not understood. `following`
    says that a time told by itself changes all times after it. `odd` are title and place as they
    stand in the file, where they may be others than they look (`domain.suspicious`).
    """

    uid: str
    line: int
    summary: str = ""
    start: Moment = Moment()
    end: Moment = Moment()
    recurrence: str = ""
    sequence: int = 0
    modified: datetime | None = None
    language: str = ""
    location: str = ""
    description: str = ""
    link: str = ""
    status: str = ""
    organiser: str = ""
    attendees: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    free: bool = False
    repeats: bool = False
    further: int = 0
    last_day: date | None = None
    series: Series | None = None
    following: bool = False
    odd: tuple[str, ...] = ()
    made_uid: bool = False
    kind: ItemKind = ItemKind.MEETING
    transport: str = ""
    airports: tuple[str, str] = ("", "")
    asks: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What the event, or this one occurrence of it, is found again by."""
        return f"{self.uid};{self.recurrence}" if self.recurrence else self.uid

    @property
    def open_end(self) -> bool:
        """Whether the file does not say when it ends."""
        return self.end.date is None

    def rank(self) -> tuple[int, datetime]:
        """Which of two versions of the same event is the newer one."""
        return self.sequence, self.modified or datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Question:
    """A zone that a file does not say for certain: its name there, "" where there is none.

    `count` is how many times it stands for, `first` the earliest of them, `offered` the zones that
    fit best.
    """

    name: str
    count: int
    first: Moment
    offered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A part of a file that is not taken: where it begins, what it is called, and why."""

    line: int
    title: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds; `resolved` are the zones it names in its own way, with what they are."""

    events: tuple[Incoming, ...] = ()
    refused: tuple[Refused, ...] = ()
    questions: tuple[Question, ...] = ()
    resolved: tuple[tuple[str, str], ...] = ()
    method: str = ""


def read(content: bytes, answers: Mapping[str, str] | None = None) -> Reading:
    """Read a calendar file; `answers` are the zones that the officer gave, by `Question.name`.

    Raises Problem `ics_no_calendar` (line, text), `ics_too_large` (most) or `ics_nested` (line).
    """
    root = parse(content)
    method = next((part.raw("METHOD").upper() for part in root.parts if part.raw("METHOD")), "")
    reader = _Reader(root, method, answers or {})
    events = tuple(reader.events())
    return Reading(
        events,
        tuple(sorted(reader.refused, key=lambda one: one.line)),
        reader.questions(),
        reader.resolved(),
        method,
    )


@dataclass(slots=True)
class _Reader:
    """Reads the events of one file, and gathers what it refuses and does not know."""

    root: Component
    method: str
    answers: Mapping[str, str]
    refused: list[Refused] = field(default_factory=list)
    _times: ForeignTimes = field(init=False)

    def __post_init__(self) -> None:
        blocks = {zone.raw("TZID"): zone for zone in self.root.called("VTIMEZONE")}
        usual = next((part.raw("X-WR-TIMEZONE") for part in self.root.parts), "")
        self._times = ForeignTimes(
            ForeignZones(blocks, self.answers), _years(self.root), by_name(usual) or ""
        )

    def events(self) -> Iterator[Incoming]:
        for component in self.root.called("VEVENT", *_OTHERS):
            try:
                if component.name in _OTHERS:
                    raise Problem(_OTHERS[component.name])
                if self.method in _ANSWERS:
                    raise Problem("ics_answer")
                yield self._event(component)
            except Problem as problem:
                self._refuse(component, problem)
        for part in (self.root, *self.root.parts, *self.root.called("VEVENT")):
            title = part.text("SUMMARY")[:_LONGEST_TITLE]
            for fault in part.faults:
                self.refused.append(Refused(int(str(fault.values["line"])), title, fault))

    def questions(self) -> tuple[Question, ...]:
        return tuple(
            Question(
                name, len(moments), min(moments, key=Moment.sort_key), self._times.offered(name)
            )
            for name, moments in self._times.asked.items()
        )

    def resolved(self) -> tuple[tuple[str, str], ...]:
        return tuple(self._times.resolved.items())

    def _refuse(self, component: Component, problem: Problem) -> None:
        title = component.text("SUMMARY")[:_LONGEST_TITLE]
        self.refused.append(Refused(component.number, title, problem))

    def _event(self, component: Component) -> Incoming:
        try:
            start, end, asks = self._times.span(component)
        except BadTime as fault:
            raise Problem("ics_bad_time", line=fault.line, text=fault.text) from None
        status = component.raw("STATUS").upper()
        if self.method == "CANCEL":
            status = CANCELLED
        uid = component.text("UID")
        summary = component.first("SUMMARY")
        further, last_day = repeated(component, start)
        made = Incoming(
            uid=uid or _made_uid(component),
            line=component.number,
            summary=" ".join(component.text("SUMMARY").split())[:_LONGEST],
            start=start,
            end=end,
            recurrence=self._times.recurrence(component),
            sequence=_number(component.raw("SEQUENCE")),
            modified=self._times.instant(component, "LAST-MODIFIED", "DTSTAMP"),
            language=_language(summary),
            location=" ".join(component.text("LOCATION").split())[:_LONGEST],
            description=component.text("DESCRIPTION")[:_LONGEST],
            link=_link(component),
            status=status if status in _STATES else "",
            organiser=_person(component.first("ORGANIZER")),
            attendees=tuple(map(_person, component.lines.get("ATTENDEE", ()))),
            categories=tuple(component.text("CATEGORIES").split(",")),
            free=component.raw("TRANSP").upper() == "TRANSPARENT",
            repeats=component.first("RRULE") is not None or component.first("RDATE") is not None,
            further=further,
            last_day=last_day,
            series=series_of(component, start, end, self._times),
            following=_is_for_all_after(component.first("RECURRENCE-ID")),
            odd=tuple(_odd(component)),
            made_uid=not uid,
            asks=asks,
        )
        return _with_kind(made)


def _years(root: Component) -> dict[str, set[int]]:
    """In which years each named zone is used."""
    years: dict[str, set[int]] = {}
    for component in root.called("VEVENT"):
        for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
            for line in component.lines.get(name, ()):
                zone, year = line.parameters.get("TZID"), line.value.strip()[:4]
                if zone and year.isascii() and year.isdigit() and 1900 <= int(year) < 2200:
                    years.setdefault(zone, set()).add(int(year))
    return years


def _with_kind(one: Incoming) -> Incoming:
    """The event with what it seems to be: a flight, a meeting by video, or any meeting."""
    flight = flights.recognised(one.summary, one.location, one.description, one.start, one.end)
    if flight is not None:
        return replace(one, kind=ItemKind.FLIGHT, transport=flight.number, airports=flight.airports)
    if one.link and (not one.location or _LINK.search(one.location)):
        return replace(one, kind=ItemKind.ONLINE)
    return one


def _made_uid(component: Component) -> str:
    """A UID that the same event gets in the next file too, as long as it says the same."""
    told = (component.text(name) for name in ("SUMMARY", "DTSTART", "DTEND", "LOCATION"))
    return "without-uid-" + sha256("\n".join(told).encode()).hexdigest()[:32]


def _odd(component: Component) -> Iterator[str]:
    for line in map(component.first, ("SUMMARY", "LOCATION")):
        if line is not None and not line.value.isascii():
            text = line.unescaped()[:_LONGEST]
            if suspicious(text):
                yield text


def _is_for_all_after(line: Line | None) -> bool:
    return line is not None and line.parameters.get("RANGE", "").upper() == "THISANDFUTURE"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _language(line: Line | None) -> str:
    code = line.parameters.get("LANGUAGE", "")[:2].casefold() if line else ""
    return code if code in ("ja", "da", "en") else ""


def _person(line: Line | None) -> str:
    """A person of an event as name and address: "Noah (noah@example.org)"."""
    if line is None:
        return ""
    name = Line(line.parameters.get("CN", ""), line.number, {}).text().strip('"')
    address = re.sub(r"^mailto:", "", line.text(), flags=re.IGNORECASE)
    address = address if "@" in address else ""
    return f"{name} ({address})" if name and address and name != address else name or address


def _link(component: Component) -> str:
    """The address of a video meeting, from where the great programs write it."""
    for name in _LINKS:
        for line in component.lines.get(name, ()):
            matched = _LINK.fullmatch(line.text())
            if matched is not None:
                return matched[0]
    in_location = _LINK.search(component.text("LOCATION"))
    in_text = _MEETING.search(component.text("DESCRIPTION")[:_LONGEST])
    found = in_location or in_text
    return found[0].rstrip(".,;)") if found else ""

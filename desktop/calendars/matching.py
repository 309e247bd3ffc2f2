"""What the events of a file would do to the programmes: new, changed field by field, cancelled.

Nothing is changed here; the officer accepts each proposal, and `store.calendar_import` does it.
An event is told to be the same as an item by the very words and times that this program would
write for it, in any of its languages, so that what was exported comes back as nothing new.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from urllib.parse import unquote

from typing_extensions import override

from desktop.calendars.describe import Describer
from desktop.calendars.entry import CANCELLED, CONFIRMED, Entry, called_off, entry
from desktop.calendars.incoming import Incoming
from desktop.calendars.naming import PlaceNames, part_of, without_prefix
from desktop.calendars.occurrences import Occurrences
from desktop.calendars.scope import Record, things
from desktop.calendars.series import Patience
from desktop.calendars.when import Span, span
from desktop.domain import AccessRequest, Exchange, Item, Slot
from desktop.domain.codes import ItemStatus
from desktop.domain.importing import Aspect, Effect, Known, NotTaken, Taken, Target, time_of
from desktop.domain.revision import Revision
from desktop.domain.text import Trilingual
from desktop.domain.time import DayPart, Moment
from desktop.errors import Problem
from desktop.language import CODES, Language

Times: TypeAlias = tuple[Moment, Moment]
_STATES = {CANCELLED: ItemStatus.CANCELLED, CONFIRMED: ItemStatus.CONFIRMED}


@dataclass(frozen=True, slots=True)
class Change:
    """One field as it is and as the file has it: two texts, two states, or two pairs of moments.

    `values` are what an item gets if this is accepted, by the names of its fields.
    """

    aspect: Aspect
    before: str | Times
    after: str | Times
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one event would do, and to which item of which record; neither where it is new.

    `reason` says why an event is not taken.
    """

    effect: Effect
    incoming: Incoming
    record: Record | None = None
    item: Item | None = None
    changes: tuple[Change, ...] = ()
    reason: NotTaken | None = None

    @property
    def takes(self) -> bool:
        """Whether there is something that the officer can accept."""
        return self.effect in (Effect.NEW, Effect.CHANGED, Effect.CANCELLED)

    def taken(self, places: PlaceNames, aspects: Iterable[Aspect] | None = None) -> Taken:
        """What is to be done when the officer accepts this, or only some fields of it."""
        kept = set(Aspect if aspects is None else aspects)
        if self.item is None:
            values = _fresh(self.incoming, places)
        else:
            values = {
                name: value
                for change in self.changes
                if change.aspect in kept
                for name, value in change.values.items()
            }
        item_id = self.item.id if self.item else ""
        return Taken(item_id, values, self.incoming.key, self.incoming.sequence)


class Matcher:
    """Finds what events belong to, in what an office has."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self.places = PlaceNames(known.places)
        self._by_id: dict[str, tuple[Record, Item | Slot | Exchange]] = {}
        self._by_source: dict[str, tuple[Record, Item]] = {}
        self._times: dict[str, list[str]] = defaultdict(list)
        self._languages = {code: Language.of(code) for code in CODES}
        self._describers = {code: _Silent(self._languages[code]) for code in CODES}
        for record, thing in things(known.records):
            self._by_id[thing.id] = record, thing
            # Where an item was copied, the one that still takes place is meant.
            if isinstance(thing, Item) and thing.source_uid:
                former = self._by_source.get(thing.source_uid)
                if former is None or former[1].is_cancelled:
                    self._by_source[thing.source_uid] = record, thing
        for key in self._by_source:
            uid, stamp = time_of(key)
            if uid:
                self._times[uid].append(stamp)

    def proposals(self, events: Iterable[Incoming], target: Target | None = None) -> list[Proposal]:
        """What each event would do, in the order of the file.

        Of several versions of one event in a file, all but the newest are older ones. A repeating
        event is as many as it has times on the days of `target`, or its first without any.
        """
        found = list(events)
        newest: dict[str, Incoming] = {}
        for one in found:
            known = newest.get(one.key)
            if known is None or one.rank() >= known.rank():
                newest[one.key] = one
        single = Occurrences(newest.values(), self._times, self._has, target)
        made = []
        for one in found:
            if newest[one.key] is not one:
                made.append(Proposal(Effect.OLDER, one))
                continue
            times, reason = single.of(one)
            made += map(self._proposal, times)
            if reason is not None:
                made.append(Proposal(Effect.NOT_TAKEN, one, reason=reason))
        return made

    def target(self, proposals: Iterable[Proposal]) -> Target | None:
        """Where new events probably belong: where others of the file are, else by their days."""
        found = list(proposals)
        siblings = Counter(one.record.id for one in found if one.record is not None)
        news = [one.incoming for one in found if one.effect == Effect.NEW]
        best, most, patience = None, (0, 0), Patience()
        for target in self._known.targets:
            first, last = target.start, target.end or target.start
            inside = 0
            if first and last:
                inside = sum(_falls(one, first, last, patience) for one in news)
            if (siblings[target.id], inside) > most:
                best, most = target, (siblings[target.id], inside)
        return best

    def _proposal(self, one: Incoming) -> Proposal:
        record, thing = self._find(one)
        if record is None or thing is None:
            return _unknown(one)
        if not isinstance(thing, Item):
            return self._other(one, record, thing)
        if one.asks:
            return Proposal(Effect.NOT_TAKEN, one, record, thing, reason=NotTaken.NO_ZONE)
        changes = self._changes(one, record, thing)
        off = thing.is_cancelled or called_off(record) is not None
        if one.status == CANCELLED and off:
            return Proposal(Effect.SAME, one, record, thing)
        if one.status != CANCELLED and not changes:
            return Proposal(Effect.SAME, one, record, thing)
        if _is_older(one, thing, self._known.revisions.get(thing.id)):
            return Proposal(Effect.OLDER, one, record, thing, tuple(changes))
        if one.status == CANCELLED:
            change = _state(thing, CANCELLED)
            return Proposal(Effect.CANCELLED, one, record, thing, (change,))
        if thing.pinned and any(change.aspect == Aspect.TIME for change in changes):
            reason = NotTaken.PINNED
            return Proposal(Effect.NOT_TAKEN, one, record, thing, tuple(changes), reason)
        return Proposal(Effect.CHANGED, one, record, thing, tuple(changes))

    def _has(self, one: Incoming) -> bool:
        return self._find(one)[0] is not None

    def _find(self, one: Incoming) -> tuple[Record, Item | Slot | Exchange] | tuple[None, None]:
        if one.recurrence:
            return self._by_source.get(one.key, (None, None))
        return self._by_id.get(one.uid.lower()) or self._by_source.get(one.uid) or (None, None)

    def _other(self, one: Incoming, record: Record, thing: Slot | Exchange) -> Proposal:
        """A slot or a stay: what the file says of it is told, and never taken."""
        told = self._entry(one, record, thing)
        off = told is not None and told.status == CANCELLED
        same = told is not None and _same_times(one, told.when) and off == (one.status == CANCELLED)
        if same:
            return Proposal(Effect.SAME, one, record)
        reason = NotTaken.SLOT if isinstance(record, AccessRequest) else NotTaken.STAY
        return Proposal(Effect.NOT_TAKEN, one, record, reason=reason)

    # -- field by field

    def _changes(self, one: Incoming, record: Record, item: Item) -> list[Change]:
        told = self._entry(one, record, item)
        found = [self._title(one, item, record, told), _times(one, item)]
        found += [self._place(one, item, record, told), _link(one, item)]
        if one.status and one.status != CANCELLED and called_off(record) is None:
            found.append(_status(one, item, told))
        return [change for change in found if change is not None]

    def _entry(self, one: Incoming, record: Record, thing: Item | Slot | Exchange) -> Entry | None:
        """What this program would write in the language of the file, None if nothing at all."""
        return self._written(record, thing, one.language or "en")

    def _written(self, record: Record, thing: Item | Slot | Exchange, code: str) -> Entry | None:
        try:
            return entry(record, thing, self._languages[code], self._describers[code])
        except Problem:
            return None

    def _in_any_language(self, record: Record, item: Item, told: Entry | None) -> list[Entry]:
        others = [self._written(record, item, code) for code in CODES]
        return [one for one in (told, *others) if one is not None]

    def _title(
        self, one: Incoming, item: Item, record: Record, told: Entry | None
    ) -> Change | None:
        text = without_prefix(one.summary)
        if not text or text in item.title.parts():
            return None
        if told is not None and _flat(told.summary.text) in (one.summary, text):
            return None
        entries = self._in_any_language(record, item, told)
        if any(_flat(each.summary.text) in (one.summary, text) for each in entries):
            return None
        code = part_of(item.title, text, one.language)
        before = getattr(item.title, code)
        return Change(Aspect.TITLE, before, text, {"title": item.title.with_part(code, text)})

    def _place(
        self, one: Incoming, item: Item, record: Record, told: Entry | None
    ) -> Change | None:
        text = one.location
        # A file that names no place does not say that there is none.
        if not text or text == one.link:
            return None
        if told is not None and told.location and _flat(told.location.text) == text:
            return None
        place_id, room = self.places.find(text)
        if (place_id, room) == (item.place_id, _flat(item.room)):
            return None
        entries = self._in_any_language(record, item, told)
        if any(each.location and _flat(each.location.text) == text for each in entries):
            return None
        own = told or next(iter(entries), None)
        before = own.location.text if own and own.location else item.room
        return Change(Aspect.PLACE, before, text, {"place_id": place_id, "room": room})


def _falls(one: Incoming, first: date, last: date, patience: Patience) -> bool:
    """Whether an event, or one of its times, begins on these days."""
    if one.start.date is not None and first <= one.start.date <= last:
        return True
    return one.series is not None and bool(patience.between(one.series, first, last))


class _Silent(Describer):
    """Describes nothing: descriptions are only shown, and they are most of the work."""

    @override
    def item(self, record: Record, item: Item) -> list[str]:
        return []

    @override
    def slot(self, request: AccessRequest, slot: Slot) -> list[str]:
        return []

    @override
    def stay(self, stay: Exchange) -> list[str]:
        return []


def _unknown(one: Incoming) -> Proposal:
    if one.status == CANCELLED:
        return Proposal(Effect.NOT_TAKEN, one, reason=NotTaken.CANCELLED_UNKNOWN)
    if one.asks:
        return Proposal(Effect.NOT_TAKEN, one, reason=NotTaken.NO_ZONE)
    return Proposal(Effect.NEW, one)


def _is_older(one: Incoming, item: Item, revision: Revision | None) -> bool:
    """Whether the office has a newer version: of its own event, or of one it took before."""
    if item.source_uid == one.key:
        return one.sequence < item.source_sequence
    if revision is None:
        return False
    if one.sequence != revision.sequence:
        return one.sequence < revision.sequence
    return one.modified is not None and one.modified < revision.modified.replace(microsecond=0)


def _fresh(one: Incoming, places: PlaceNames) -> dict[str, object]:
    """What a new item is made of."""
    place_id, room = places.find(one.location) if one.location != one.link else (None, "")
    first, last = (places.airport(code) for code in one.airports)
    title = without_prefix(one.summary)
    return {
        "title": Trilingual().with_part(part_of(Trilingual(), title, one.language), title),
        "kind": one.kind.value,
        "start": one.start,
        "end": one.end,
        "open_end": one.open_end and one.start.part == DayPart.EXACT,
        "place_id": first or place_id,
        "end_place_id": last,
        "room": "" if first else room,
        "transport": one.transport,
        "meeting_link": one.link,
        # What a host writes to the office is not yet meant for the guests' paper.
        "internal_note": one.description,
        "status": _STATES.get(one.status, ItemStatus.TENTATIVE).value,
    }


def _times(one: Incoming, item: Item) -> Change | None:
    try:
        own = span(item.start, item.end, open_end=item.open_end)
    except Problem:
        own = None
    if own is not None and _same_times(one, own):
        return None
    start, end = one.start, one.end
    if start.zone == "UTC" and item.start.zone:
        # UTC is how programs pass instants on; the clock that is shown is the item's own.
        start, end = start.in_zone(item.start.zone), end.in_zone(item.end.zone or item.start.zone)
    if start.part == DayPart.ALL_DAY:
        start, end = _of_the_place(start, item), _of_the_place(end, item)
    values = {"start": start, "end": end, "open_end": one.open_end and start.is_exact}
    return Change(Aspect.TIME, (item.start, item.end), (start, end), values)


def _of_the_place(moment: Moment, item: Item) -> Moment:
    """A whole day as a day of where the item is."""
    if moment.date is None:
        return moment
    return Moment(moment.date, zone=item.start.zone, part=DayPart.ALL_DAY)


def _same_times(one: Incoming, own: Span) -> bool:
    try:
        return span(one.start, one.end) == own if own.all_day else _same_instants(one, own)
    except Problem:
        return False


def _same_instants(one: Incoming, own: Span) -> bool:
    start, end = one.start.utc(), one.end.utc()
    theirs = Span(start, end) if start else None
    return theirs is not None and theirs == own


def _link(one: Incoming, item: Item) -> Change | None:
    # Letters beyond ASCII are written with signs of percent in a file.
    if not one.link or unquote(one.link) == unquote(item.meeting_link.strip()):
        return None
    return Change(Aspect.LINK, item.meeting_link, one.link, {"meeting_link": one.link})


def _status(one: Incoming, item: Item, told: Entry | None) -> Change | None:
    if told is not None and told.status == one.status:
        return None
    after = _STATES.get(one.status, ItemStatus.TENTATIVE)
    return None if item.status == after else _state(item, one.status)


def _state(item: Item, status: str) -> Change:
    after = _STATES.get(status, ItemStatus.TENTATIVE)
    return Change(Aspect.STATUS, item.status, after.value, {"status": after.value})


def _flat(text: str) -> str:
    return " ".join(text.split())

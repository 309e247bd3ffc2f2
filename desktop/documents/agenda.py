"""What a calendar on paper shows: stretches of days, and what happens at a time on one day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desktop import words
from desktop.documents.checklist import clause_of
from desktop.documents.people import joined, place_name
from desktop.domain import AccessRequest, Exchange, Item, Moment, Slot
from desktop.domain.codes import Confidentiality, ItemKind
from desktop.domain.comparing import Record, called_off, things_of
from desktop.domain.day_mark import DayMark, MarkSort
from desktop.domain.revision import CALLED_OFF
from desktop.domain.time import zone
from desktop.language import Language
from desktop.language.dates import clock, clock_range, zone_label
from desktop.words.day_marks import day_mark

# What fills a day without being an appointment of it.
_QUIET = (ItemKind.HOTEL, ItemKind.FREE, ItemKind.FREE_LUNCH, ItemKind.PREPARATION)
_TRAVEL = (ItemKind.FLIGHT, ItemKind.TRAIN)
_TOLD = (MarkSort.HOLIDAY, MarkSort.HALF, MarkSort.CLOSURE)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """One thing in a calendar, from `first` to `last`; `times` is empty for whole days.

    `begins` is the shortest way to say when, for where room is short.
    """

    key: str
    clause: str
    first: date
    last: date
    text: str
    times: str = ""
    begins: str = ""
    place: str = ""
    order: tuple[object, ...] = ()

    @property
    def is_bar(self) -> bool:
        """Whether it lies over its days instead of standing in one."""
        return self.first != self.last or not self.order

    def touches(self, first: date, last: date) -> bool:
        """Whether any of its days is one of these."""
        return self.first <= last and self.last >= first


@dataclass(frozen=True)
class Agenda:
    """Collects the entries of records; `home` is the zone whose clock needs no name.

    `alone` is for a calendar of one record. It does not lie over its own days, but a stay does,
    of which most days have nothing else, and so does a record that has nothing yet.
    """

    language: Language
    home: str
    alone: bool = False

    def entries(self, records: Iterable[Record]) -> list[Entry]:
        """Give the entries of all that takes place, whole stretches first, then by time."""
        found = [entry for record in records for entry in self._of(record)]
        return sorted(found, key=lambda one: (one.first, one.order != (), one.order, one.key))

    def _of(self, record: Record) -> Iterator[Entry]:
        state = record.stage if isinstance(record, AccessRequest) else record.status
        if state in CALLED_OFF[record.__tablename__]:
            return
        whole = not self.alone or isinstance(record, Exchange) or not things_of(record)
        if whole and (record.start or record.end):
            first, last = record.start or record.end, record.end or record.start
            assert first is not None
            assert last is not None
            title = record.title.best(self.language.code) or record.reference
            yield Entry(record.id, clause_of(record).value, first, max(first, last), title)
        if isinstance(record, AccessRequest):
            for slot in record.slots:
                if not called_off(slot, record):
                    yield from self._slot(slot, record)
            return
        for item in record.items:
            if item.parent_id is None and item.kind not in _QUIET and not item.is_cancelled:
                yield from self._item(item, record)

    def _item(self, item: Item, record: Record) -> Iterator[Entry]:
        title = item.title.best(self.language.code)
        title = title or words.word(ItemKind(item.kind), self.language)
        where = place_name(self.language, item.place)
        if item.kind in _TRAVEL and item.end_place is not None:
            where = f"{where} → {place_name(self.language, item.end_place)}"
        yield from self._timed(item, title, where, record)

    def _slot(self, slot: Slot, record: AccessRequest) -> Iterator[Entry]:
        code = self.language.code
        named = slot.instrument.name.best(code) if slot.instrument is not None else ""
        title = record.title.best(code) or record.reference
        where = record.facility.name.best(code) if record.facility is not None else ""
        text = title if not self.alone else named or title
        told = named if text != named else ""
        yield from self._timed(slot, text, joined(self.language, (told, where)), record)

    def _timed(self, thing: Item | Slot, text: str, where: str, record: Record) -> Iterator[Entry]:
        start, end = thing.start, thing.end
        if start.date is None:
            return
        journey = isinstance(thing, Item) and thing.kind in _TRAVEL
        last = start.date if journey or end.date is None else max(start.date, end.date)
        yield Entry(
            thing.id,
            clause_of(record).value,
            start.date,
            last,
            text,
            self._times(thing, same_day=last == start.date),
            self._times(thing, same_day=False),
            where,
            (*start.sort_key(None), getattr(thing, "position", 0)),
        )

    def _times(self, thing: Item | Slot, *, same_day: bool) -> str:
        """Write the time where it happens; another zone than the calendar's is named."""
        language, start, end = self.language, thing.start, thing.end
        if isinstance(thing, Item) and thing.printed_time:
            return thing.printed_time
        if start.time is None:
            return ""
        if not start.is_exact:
            return ""
        same_zone = end.zone in (None, start.zone)
        if same_day and end.time is not None and end.is_exact and same_zone:
            text = clock_range(language, start.time, end.time)
        else:
            text = clock(language, start.time)
        return " ".join(filter(None, (text, self._zone(start))))

    def _zone(self, moment: Moment) -> str:
        instant = moment.utc()
        if instant is None or not moment.zone or not self.home:
            return ""
        same = _offset(instant, moment.zone) == _offset(instant, self.home)
        return "" if same else zone_label(self.language, moment.zone, instant)


def notes(language: Language, marks: Sequence[DayMark], day: date) -> list[str]:
    """What is to be known of a day: its holidays and closures, each with its country."""
    found = [mark for mark in marks if mark.sort in _TOLD and mark.covers(day)]
    return list(dict.fromkeys(_noted(mark, language) for mark in found))


def is_off(marks: Sequence[DayMark], day: date) -> bool:
    """Whether the day is a holiday in either country."""
    return any(mark.sort == MarkSort.HOLIDAY and mark.covers(day) for mark in marks)


def confidential(language: Language, records: Iterable[Record]) -> str:
    """The word that marks a paper on which anything confidential stands."""
    secret = any(one.confidentiality == Confidentiality.CONFIDENTIAL for one in records)
    return words.word(Confidentiality.CONFIDENTIAL, language) if secret else ""


def days_between(first: date, last: date) -> list[date]:
    """Each day from the first to the last."""
    return [first + number * _DAY for number in range((last - first).days + 1)]


def _noted(mark: DayMark, language: Language) -> str:
    name = day_mark(mark, language)
    if not mark.country:
        return name
    return f"{name}（{mark.country}）" if language.code == "ja" else f"{name} ({mark.country})"


def _offset(instant: datetime, name: str) -> timedelta | None:
    return instant.astimezone(zone(name)).utcoffset()

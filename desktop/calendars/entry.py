"""What a calendar says about one programme item, slot or stay, before it is written down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop import words
from desktop.calendars.describe import Parting
from desktop.calendars.reminders import Occasion
from desktop.calendars.when import Span, span
from desktop.domain import AccessRequest, Exchange, Item
from desktop.domain.codes import (
    CLAUSE_OF,
    Clause,
    Confidentiality,
    ExchangeStatus,
    ItemKind,
    ItemStatus,
    PlaceKind,
    SlotStatus,
)
from desktop.domain.revision import CALLED_OFF
from desktop.domain.text import Trilingual
from desktop.domain.time import DayPart, Moment
from desktop.errors import Problem

if TYPE_CHECKING:
    from desktop.calendars.describe import Describer
    from desktop.calendars.scope import Record, Thing
    from desktop.domain import Organisation, Place, Slot
    from desktop.language import Language

TENTATIVE, CONFIRMED, CANCELLED = "TENTATIVE", "CONFIRMED", "CANCELLED"

_ITEMS = {ItemStatus.CONFIRMED: CONFIRMED, ItemStatus.CANCELLED: CANCELLED}
_SLOTS = {
    SlotStatus.CONFIRMED: CONFIRMED,
    SlotStatus.DONE: CONFIRMED,
    SlotStatus.CANCELLED_BY_USER: CANCELLED,
    SlotStatus.CANCELLED_BY_FACILITY: CANCELLED,
}
_STAYS = {
    ExchangeStatus.APPROVED: CONFIRMED,
    ExchangeStatus.IN_PROGRESS: CONFIRMED,
    ExchangeStatus.COMPLETED: CONFIRMED,
    ExchangeStatus.CANCELLED: CANCELLED,
}
# Places whose address is that of the organisation they belong to, unless they have their own.
_IN_A_HOUSE = frozenset({PlaceKind.VENUE, PlaceKind.ROOM})
# Time in these does not keep anybody from a meeting.
_FREE = frozenset({ItemKind.FREE, ItemKind.HOTEL})
_JOURNEYS = frozenset({ItemKind.FLIGHT, ItemKind.TRAIN, ItemKind.TRANSFER})


@dataclass(frozen=True, slots=True)
class Told:
    """A text and the language it is in, which may be another than was asked for."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One event, in the words and the order of the calendar's language.

    `status` is RFC 5545's, or "" for none; `free` says that it keeps nobody busy; `position` is
    latitude and longitude in degrees; `parent` is the UID of what it belongs to; `occasion` says
    by which rule it is reminded of, if at all.
    """

    uid: str
    clause: Clause
    when: Span
    status: str
    free: bool
    confidential: bool
    summary: Told
    description: tuple[str, ...]
    location: Told | None = None
    position: tuple[float, float] | None = None
    link: str = ""
    parent: str | None = None
    occasion: Occasion | None = None


def entry(record: Record, thing: Thing, language: Language, describer: Describer) -> Entry:
    """What a calendar in that language says about a thing of a record.

    Raises Problem `calendar_no_date`, `calendar_no_zone` or `calendar_skipped_time` (id,
    reference, title: Trilingual) for one that has no place in a calendar yet.
    """
    try:
        if isinstance(thing, Item):
            return _item(record, thing, language, describer)
        if isinstance(thing, Exchange):
            return _stay(thing, language, describer)
        if not isinstance(record, AccessRequest):
            raise TypeError("a slot belongs to an access request")
        return _slot(record, thing, language, describer)
    except Problem as problem:
        title = thing.title if isinstance(thing, Item) else Trilingual()
        raise Problem(
            problem.code, id=thing.id, reference=record.reference, title=title or record.title
        ) from None


def gone(record: Record, thing: Thing, language: Language) -> Entry:
    """What a calendar says about a thing that others have and that is theirs no more.

    It is called off, and nothing is told but when and where it was. Raises as `entry` does.
    """
    last = replace(entry(record, thing, language, Parting(language)), link="", occasion=None)
    if last.status == CANCELLED:
        return last
    called = summary(last.summary, CANCELLED, language)
    return replace(last, status=CANCELLED, free=True, summary=called)


def taken_off(record: Record, thing: Thing, language: Language) -> Entry:
    """What a calendar says of a thing to somebody who had it and takes part no more.

    Nothing is told but when and where it is. Raises as `entry` does.
    """
    last = entry(record, thing, language, Parting(language))
    # Where it still takes place, a STATUS would call it off for everybody (RFC 5546 §3.2.5).
    status = CANCELLED if last.status == CANCELLED else ""
    return replace(last, status=status, free=True, link="", occasion=None)


def told(text: Trilingual, language: Language) -> Told | None:
    """The best text for a reader of a language, with the language it is in; None if empty."""
    best = text.best(language.code)
    own = language.locale.language
    order = (own, "ja", "da", "en")
    return Told(best, next(code for code in order if getattr(text, code) == best)) if best else None


def _item(record: Record, item: Item, language: Language, describer: Describer) -> Entry:
    when = span(item.start, item.end, open_end=item.open_end)
    title = told(item.title, language)
    if title is None:
        title = Told(words.word(ItemKind(item.kind), language), language.locale.language)
    text = title.text
    if when.all_day:
        inexact = item.start.part != DayPart.ALL_DAY
        part = item.printed_time if inexact and item.printed_time else ""
        part = part or describer.part_of_day(item.start)
        text = describer.remark(text, part) if part else text
    status = called_off(record) or _ITEMS.get(ItemStatus(item.status), TENTATIVE)
    if item.alternative and status == CONFIRMED:
        status = TENTATIVE  # one of several possibilities is never certain
    place = item.place
    return Entry(
        uid=item.id,
        clause=CLAUSE_OF[record.__tablename__],
        when=when,
        status=status,
        free=status == CANCELLED or when.all_day or item.kind in _FREE,
        confidential=record.confidentiality == Confidentiality.CONFIDENTIAL,
        summary=summary(Told(text, title.language), status, language),
        description=tuple(describer.item(record, item)),
        location=_location(place, item.room, language),
        position=_position(place),
        link=item.meeting_link,
        parent=item.parent_id,
        occasion=_occasion(item, status),
    )


def _slot(request: AccessRequest, slot: Slot, language: Language, describer: Describer) -> Entry:
    status = called_off(request) or _SLOTS.get(SlotStatus(slot.status), TENTATIVE)
    title = told(request.title, language) or Told(request.reference, "en")
    instrument = told(slot.instrument.name, language) if slot.instrument else None
    text = f"{title.text} – {instrument.text}" if instrument else title.text
    facility = request.facility
    place = facility.place if facility else None
    location = _location(place, "", language, facility.organisation if facility else None)
    name = told(facility.name, language) if facility else None
    if name and not (location and name.text in location.text):
        parts = (name.text, location.text if location else "")
        location = Told(", ".join(filter(None, parts)), name.language)
    return Entry(
        uid=slot.id,
        clause=Clause.ACCESS,
        when=span(slot.start, slot.end),
        status=status,
        free=status == CANCELLED,
        confidential=request.confidentiality == Confidentiality.CONFIDENTIAL,
        summary=summary(Told(text, title.language), status, language),
        description=tuple(describer.slot(request, slot)),
        location=location,
        position=_position(place),
        occasion=None if status == CANCELLED else Occasion.MEETING,
    )


def _stay(stay: Exchange, language: Language, describer: Describer) -> Entry:
    status = _STAYS.get(ExchangeStatus(stay.status), TENTATIVE)
    title = told(stay.title, language) or Told(stay.reference, "en")
    return Entry(
        uid=stay.id,
        clause=Clause.EXCHANGE,
        when=span(Moment(stay.start), Moment(stay.end)),
        status=status,
        free=True,
        confidential=stay.confidentiality == Confidentiality.CONFIDENTIAL,
        summary=summary(title, status, language),
        description=tuple(describer.stay(stay)),
        location=_location(None, "", language, stay.host_organisation),
    )


def _occasion(item: Item, status: str) -> Occasion | None:
    if status == CANCELLED or item.kind in _FREE:
        return None
    return Occasion.TRAVEL if item.kind in _JOURNEYS else Occasion.MEETING


def called_off(record: Record) -> str | None:
    """`CANCELLED` where nothing that a record plans takes place any more."""
    state = record.stage if isinstance(record, AccessRequest) else record.status
    return CANCELLED if state in CALLED_OFF[record.__tablename__] else None


def summary(title: Told, status: str, language: Language) -> Told:
    """A title as it is to be read where cancelled things look like any other."""
    if status != CANCELLED:
        return title
    # Outlook shows a cancelled event of a file like any other.
    text = language.gettext("Cancelled: {title}").format(title=title.text)
    return Told(text, title.language)


def _location(
    place: Place | None, room: str, language: Language, organisation: Organisation | None = None
) -> Told | None:
    """A place, its room and its address in the script that a driver there reads."""
    own = place.organisation if place else organisation
    name = told(place.name, language) if place else None
    house = told(own.name, language) if own else None
    parts = [name.text if name else "", room]
    if house and (place is None or place.kind == PlaceKind.ROOM) and house.text not in parts[0]:
        parts.insert(1, house.text)
    parts.append(_address(place, own))
    text = ", ".join(dict.fromkeys(" ".join(part.split()) for part in parts if part))
    found = name or house
    return Told(text, found.language if found else language.locale.language) if text else None


def _address(place: Place | None, organisation: Organisation | None) -> str:
    of_place = (place.address_local or place.address_latin) if place else ""
    if of_place or organisation is None or (place and place.kind not in _IN_A_HOUSE):
        return of_place
    return organisation.address_local or organisation.address_latin


def _position(place: Place | None) -> tuple[float, float] | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    sound = abs(place.latitude) <= 90 and abs(place.longitude) <= 180
    return (place.latitude, place.longitude) if sound else None

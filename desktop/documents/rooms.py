"""The room list that a hotel asks for: who sleeps there, and which nights."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desktop import words
from desktop.documents.document import Data, Document
from desktop.documents.emergency import hotels
from desktop.documents.people import addresses, place_name
from desktop.documents.sheet import cell, fact, facts, table
from desktop.documents.visit import (
    BLANK,
    JOURNEYS,
    attending,
    other_script,
    paper,
    taking_place,
    travelling,
)
from desktop.documents.wish import Material, Wish
from desktop.domain import Delegation, Item, Member, Place
from desktop.domain.codes import ItemKind
from desktop.language import Language
from desktop.language.dates import day_short
from desktop.language.names import display


@dataclass(frozen=True)
class _Stay:
    """One member's stay at a hotel; a day that is not known is None."""

    member: Member
    hotel: str
    first: date | None
    last: date | None

    @property
    def nights(self) -> int:
        """How many nights it is; 0 where a day is not known."""
        return max(0, (self.last - self.first).days) if self.first and self.last else 0


def make(material: Material, wish: Wish, language: Language) -> Document:
    """Give the room list of each hotel; Problem `nothing_to_print` where there is none."""
    delegation = material.delegation()
    items = [
        (item, {person.id for person in attending(delegation, item)})
        for item in taking_place(delegation)
        if item.kind in (*JOURNEYS, ItemKind.HOTEL)
    ]
    stays = [
        stay
        for member in travelling(delegation)
        for stay in _stays(
            delegation, member, [item for item, people in items if member.person_id in people]
        )
    ]
    sections: list[Data] = []
    for hotel in hotels(delegation):
        here = [stay for stay in stays if stay.hotel == hotel.id]
        if here:
            sections += (_hotel(hotel, here, language), _rooms(here, wish, language))
    kind = language.pgettext("document", "Room list")
    return paper(material, wish, language, kind, sections)


def _stays(delegation: Delegation, member: Member, own: list[Item]) -> Iterator[_Stay]:
    """Give where a member sleeps: as the programme has it, else at the usual hotel throughout."""
    booked = [item for item in own if item.kind == ItemKind.HOTEL and item.place_id]
    come, go = member.arrives.date, member.leaves.date
    for item in booked:
        first, last = item.start.date, item.end.date
        yield _Stay(
            member,
            item.place_id or "",
            max(filter(None, (first, come)), default=None),
            min(filter(None, (last, go)), default=None),
        )
    if not booked and delegation.hotel_id:
        first, last = _there(delegation, own)
        yield _Stay(member, delegation.hotel_id, come or first, go or last)


def _there(delegation: Delegation, own: list[Item]) -> tuple[date | None, date | None]:
    """Give the days on which somebody comes to and leaves the country that is visited."""
    there = delegation.visit_zone
    journeys = [item for item in own if item.kind in JOURNEYS and item.start.zone != item.end.zone]
    arrivals = [item.end.date for item in journeys if item.end.zone == there]
    departures = [item.start.date for item in journeys if item.start.zone == there]
    first = min(filter(None, arrivals), default=delegation.start)
    return first, max(filter(None, departures), default=delegation.end)


def _hotel(hotel: Place, stays: list[_Stay], language: Language) -> Data:
    nights = sum(stay.nights for stay in stays)
    guests = language.npgettext("document", "{number} guest", "{number} guests", len(stays))
    rooms = language.npgettext("document", "{number} room night", "{number} room nights", nights)
    return facts(
        place_name(language, hotel),
        [
            fact(words.field("address", language), addresses(language, hotel)),
            fact(words.field("phone", language), [hotel.phone]),
            fact(
                language.pgettext("document", "Number of guests"),
                [guests.format(number=len(stays)), rooms.format(number=nights) if nights else ""],
            ),
        ],
    ) | {"together": True}


def _rooms(stays: list[_Stay], wish: Wish, language: Language) -> Data:
    rows = []
    for number, stay in enumerate(stays, 1):
        person = stay.member.person
        rows.append(
            [
                cell(str(number)),
                cell(
                    display(language, person),
                    soft=[other_script(language, wish, person)],
                    strong=True,
                ),
                cell(day_short(language, stay.first) if stay.first else ""),
                cell(day_short(language, stay.last) if stay.last else ""),
                cell(str(stay.nights) if stay.nights else ""),
                cell(BLANK),
                cell(BLANK),
            ]
        )
    return table(
        language.pgettext("document", "Rooms"),
        [
            language.pgettext("document", "No."),
            language.pgettext("document", "Name"),
            language.pgettext("document", "Check-in"),
            language.pgettext("document", "Check-out"),
            language.pgettext("document", "Nights"),
            language.pgettext("document", "Room number"),
            language.pgettext("document", "Remarks"),
        ],
        [0.7, 4, 1.8, 1.8, 1, 1.6, 2.2],
        rows,
    )

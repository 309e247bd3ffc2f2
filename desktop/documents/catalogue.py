"""Every paper that can be made, and the one way to make it: in one language or in two."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.documents import (
    briefing,
    checklist,
    contact_card,
    diet,
    emergency,
    flights,
    gifts,
    hosts,
    month,
    on_duty,
    participants,
    plates,
    programme,
    rooms,
    seating,
    slots,
    stay,
    stay_schedule,
    thanks,
    week,
    yearly,
)
from desktop.documents.document import Document
from desktop.documents.house import PLAIN, House
from desktop.documents.pairing import paired
from desktop.documents.wish import Material, Option, Wish
from desktop.errors import Problem
from desktop.language import N_, Language

Maker = Callable[[Material, Wish, Language], Document]
Subjects = Callable[[Material, Language], list[tuple[str, str]]]


class Shelf(StrEnum):
    """Where a paper stands in the list of papers."""

    PROGRAMME = "programme"
    PEOPLE = "people"
    MEETINGS = "meetings"
    ON_THE_WAY = "on_the_way"
    OFFICE = "office"


@dataclass(frozen=True)
class Sheet:
    """One kind of paper.

    `name` is English; `name_in` says it in a language. `kinds` are the records it is of, with ""
    for the whole office. `audience` says whether it may be for one group or person, `marks` whether
    it can mark what has changed, `days` whether it draws days, holidays among them. `subjects`
    gives, where there are several things it may be about, their codes and what they are called.
    A paper with `private` details (diet, phone numbers, notes of the office) says so before it is
    printed and is never sent to guests by itself.
    """

    code: str
    name: str
    shelf: Shelf
    kinds: frozenset[str]
    make: Maker
    audience: bool = False
    marks: bool = False
    private: bool = False
    days: bool = False
    options: tuple[Option, ...] = ()
    subjects: Subjects | None = None

    def name_in(self, language: Language) -> str:
        """What the paper is called in a list of papers."""
        return language.gettext(self.name)


_DELEGATION = frozenset({"delegation"})
_MARKING = (Option.CHANGES, Option.STRUCK, Option.TWELVE_HOURS)
_RECORDS = frozenset({"delegation", "exchange", "access_request"})
_OFFICE = frozenset({""})

_SHEETS = (
    Sheet(
        "programme",
        N_("Programme"),
        Shelf.PROGRAMME,
        _DELEGATION,
        programme.made_as(programme.WHOLE),
        audience=True,
        marks=True,
        options=_MARKING,
    ),
    Sheet(
        "programme_day",
        N_("Programme, one page a day"),
        Shelf.PROGRAMME,
        _DELEGATION,
        programme.made_as(programme.DAYS),
        audience=True,
        marks=True,
        options=_MARKING,
    ),
    Sheet(
        "programme_folded",
        N_("Programme for the pocket, folded"),
        Shelf.PROGRAMME,
        _DELEGATION,
        programme.made_as(programme.FOLDED),
        audience=True,
        marks=True,
        options=(Option.STRUCK, Option.TWELVE_HOURS),
    ),
    Sheet(
        "programme_driver",
        N_("Programme for drivers"),
        Shelf.PROGRAMME,
        _DELEGATION,
        on_duty.for_drivers,
        audience=True,
        marks=True,
        options=(Option.STRUCK, Option.TWELVE_HOURS),
    ),
    Sheet(
        "programme_interpreter",
        N_("Programme for interpreters"),
        Shelf.PROGRAMME,
        _DELEGATION,
        on_duty.for_interpreters,
        audience=True,
        marks=True,
        options=(Option.STRUCK, Option.TWELVE_HOURS),
    ),
    Sheet(
        "programme_press",
        N_("Programme for the press"),
        Shelf.PROGRAMME,
        _DELEGATION,
        programme.made_as(programme.PRESS),
        options=(Option.TWELVE_HOURS,),
    ),
    Sheet(
        "programme_internal",
        N_("Internal programme"),
        Shelf.PROGRAMME,
        _DELEGATION,
        programme.made_as(programme.INTERNAL),
        audience=True,
        marks=True,
        private=True,
        options=_MARKING,
    ),
    Sheet(
        "stay",
        N_("Stay sheet"),
        Shelf.PROGRAMME,
        frozenset({"exchange"}),
        stay.make,
        marks=True,
        options=(Option.CHANGES,),
    ),
    Sheet(
        "stay_schedule",
        N_("Schedule of stay"),
        Shelf.PROGRAMME,
        frozenset({"exchange"}),
        stay_schedule.make,
        private=True,
    ),
    Sheet(
        "slots",
        N_("Facility access sheet"),
        Shelf.PROGRAMME,
        frozenset({"access_request"}),
        slots.make,
        marks=True,
        options=(Option.CHANGES,),
    ),
    Sheet(
        "checklist",
        N_("Checklist"),
        Shelf.OFFICE,
        _RECORDS,
        checklist.make,
        private=True,
    ),
    Sheet(
        "month",
        N_("Calendar by month"),
        Shelf.OFFICE,
        _RECORDS | _OFFICE,
        month.make,
        days=True,
        subjects=month.subjects,
    ),
    Sheet(
        "week",
        N_("Calendar by week"),
        Shelf.OFFICE,
        _RECORDS | _OFFICE,
        week.make,
        days=True,
        subjects=week.subjects,
    ),
    Sheet(
        "yearly",
        N_("Overview of the year"),
        Shelf.OFFICE,
        _OFFICE,
        yearly.make,
        subjects=yearly.subjects,
    ),
    Sheet(
        "participants",
        N_("List of participants"),
        Shelf.PEOPLE,
        _DELEGATION,
        participants.make,
        audience=True,
        options=(Option.HONORIFICS, Option.ROMAJI),
    ),
    Sheet(
        "name_plates",
        N_("Name plates"),
        Shelf.PEOPLE,
        _DELEGATION,
        plates.plates,
        audience=True,
        options=(Option.HONORIFICS,),
        subjects=plates.meetings,
    ),
    Sheet("badges", N_("Name badges"), Shelf.PEOPLE, _DELEGATION, plates.badges, audience=True),
    Sheet(
        "briefing",
        N_("Briefing sheet"),
        Shelf.MEETINGS,
        _DELEGATION,
        briefing.make,
        private=True,
        subjects=briefing.meetings,
    ),
    Sheet(
        "seating",
        N_("Seating plan"),
        Shelf.MEETINGS,
        _DELEGATION,
        seating.make,
        subjects=seating.meetings,
    ),
    Sheet("hosts", N_("Hosts by visit"), Shelf.MEETINGS, _DELEGATION, hosts.make, private=True),
    Sheet("diet", N_("Dietary list"), Shelf.MEETINGS, _DELEGATION, diet.make),
    Sheet("gifts", N_("Gift list"), Shelf.MEETINGS, _DELEGATION, gifts.make, private=True),
    Sheet("thanks", N_("Thank-you list"), Shelf.MEETINGS, _DELEGATION, thanks.make),
    Sheet("flights", N_("Flight and train list"), Shelf.ON_THE_WAY, _DELEGATION, flights.make),
    Sheet("rooms", N_("Room list"), Shelf.ON_THE_WAY, _DELEGATION, rooms.make),
    Sheet(
        "contact_card",
        N_("Contact card"),
        Shelf.ON_THE_WAY,
        _DELEGATION,
        contact_card.make,
        audience=True,
    ),
    Sheet(
        "emergency",
        N_("Emergency sheet"),
        Shelf.ON_THE_WAY,
        _DELEGATION,
        emergency.make,
        private=True,
    ),
)

SHEETS: Mapping[str, Sheet] = {sheet.code: sheet for sheet in _SHEETS}
"""Every kind of paper by its code, in the order in which they are offered."""


def sheets_of(kind: str) -> list[Sheet]:
    """The papers of a kind of record; of the whole office for an empty kind."""
    return [sheet for sheet in SHEETS.values() if kind in sheet.kinds]


def document(material: Material, wish: Wish) -> Document:
    """The paper that is wished for, in its one or two languages.

    Raises Problem `record_gone` where whom or what it is for is no part of the record (any more),
    and `nothing_to_print` (document) where it would be empty.
    """
    sheet = SHEETS.get(wish.document)
    if sheet is None:
        raise Problem("nothing_to_print", document=wish.document)
    house = material.house
    one, *more = (
        of_the_house(sheet.make(material, wish, house.language(code)), house)
        for code in wish.languages
    )
    made = paired(one, more[0], beside=wish.beside) if more else one
    return replace(made, paper=wish.paper)


def of_the_house(made: Document, house: House) -> Document:
    """The same paper as the office's own papers look."""
    if house is PLAIN:
        return made
    return replace(made, data={**made.data, "house": house.told(made.language)}, house=house)

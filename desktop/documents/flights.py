"""The list of flights and trains: who is on which, and who travels apart from the others."""

from collections import Counter

from desktop import words
from desktop.documents.document import Data, Document
from desktop.documents.people import listed, place_name
from desktop.documents.sheet import cell, table
from desktop.documents.times import Clocks
from desktop.documents.visit import JOURNEYS, attending, paper, taking_place, title, travelling
from desktop.documents.wish import Material, Wish
from desktop.domain import Delegation, Item, Moment, Person, Place
from desktop.domain.codes import ItemStatus
from desktop.language import Language
from desktop.language.dates import clock_after_day, day_short
from desktop.language.names import display

# So many may be named as missing from a flight that nearly everyone is on.
_FEW = 2


def make(material: Material, wish: Wish, language: Language) -> Document:
    """Give the list of flights and trains; Problem `nothing_to_print` where there are none."""
    delegation = material.delegation()
    clocks = Clocks(language, delegation.visit_zone, delegation.home_zone)
    journeys = [item for item in taking_place(delegation) if item.kind in JOURNEYS]
    return paper(
        material,
        wish,
        language,
        language.pgettext("document", "Flight and train list"),
        [_journeys(delegation, journeys, clocks), _apart(delegation, journeys, clocks)],
    )


def _journeys(delegation: Delegation, journeys: list[Item], clocks: Clocks) -> Data:
    language = clocks.language
    rows = []
    for item in journeys:
        tentative = item.status == ItemStatus.TENTATIVE
        remark = words.word(ItemStatus.TENTATIVE, language) if tentative else ""
        number = item.transport or title(language, item)
        told = title(language, item) if item.transport else ""
        rows.append(
            [
                cell(number, soft=[told, remark], strong=True),
                _end(item.start, item.place, clocks),
                _end(item.end, item.end_place, clocks),
                cell(_aboard(delegation, item, language)),
            ]
        )
    return table(
        language.pgettext("document", "Flights and trains"),
        [
            language.pgettext("document", "Flight or train"),
            language.pgettext("document", "Departure"),
            language.pgettext("document", "Arrival"),
            language.pgettext("document", "Travellers"),
        ],
        [2.5, 3.2, 3.2, 2.7],
        rows,
        [item.id for item in journeys],
    )


def _end(moment: Moment, place: Place | None, clocks: Clocks) -> Data:
    """Give a departure or an arrival: its day and its time on both clocks, then where it is."""
    language = clocks.language
    told = [day_short(language, moment.date) if moment.date else ""]
    if moment.time is not None:
        told.append(f"{clock_after_day(language, moment.time)} {clocks.label(moment)}".strip())
    asides = (clocks.aside(moment, None, zone) for zone in clocks.others(moment))
    return cell(
        " ".join(filter(None, told)),
        place_name(language, place),
        soft=[f"{one['text']} {one['tail']}".strip() for one in asides],
    )


def _aboard(delegation: Delegation, item: Item, language: Language) -> str:
    everyone = [member.person for member in travelling(delegation)]
    aboard = attending(delegation, item)
    present = {person.id for person in aboard}
    missing = [person for person in everyone if person.id not in present]
    if not missing and aboard:
        text = language.pgettext("document", "All ({number})").format(number=len(aboard))
    elif len(missing) <= _FEW < len(aboard):
        text = language.pgettext("document", "all except {names} ({number})").format(
            names=_names(language, missing), number=len(aboard)
        )
    else:
        text = _names(language, aboard)
    return text[:1].upper() + text[1:]


def _names(language: Language, people: list[Person]) -> str:
    return listed(language, (display(language, person) for person in people))


def _apart(delegation: Delegation, journeys: list[Item], clocks: Clocks) -> Data:
    """Give those who do not travel as most do, or who come late or leave early."""
    language = clocks.language
    members = travelling(delegation)
    aboard = {item.id: {one.id for one in attending(delegation, item)} for item in journeys}
    ways = {
        member.id: tuple(item.id for item in journeys if member.person_id in aboard[item.id])
        for member in members
    }
    usual = Counter(ways.values()).most_common(1)[0][0] if ways else ()
    known = {item.id: item for item in journeys}
    found = [m for m in members if ways[m.id] != usual or m.arrives.date or m.leaves.date]
    return table(
        language.pgettext("document", "Travelling apart from the others"),
        [
            language.pgettext("document", "Name"),
            language.pgettext("document", "Flights and trains"),
            language.pgettext("document", "Arrival"),
            language.pgettext("document", "Departure"),
        ],
        [2.8, 4.4, 2.2, 2.2],
        [
            [
                cell(display(language, member.person), strong=True),
                cell(*(_called(known[one], language) for one in ways[member.id])),
                _time(member.arrives, clocks),
                _time(member.leaves, clocks),
            ]
            for member in found
        ],
        [member.id for member in found],
    )


def _time(moment: Moment, clocks: Clocks) -> Data:
    return _end(moment, None, clocks)


def _called(item: Item, language: Language) -> str:
    day = day_short(language, item.start.date) if item.start.date else ""
    return " ".join(filter(None, (day, item.transport or title(language, item))))

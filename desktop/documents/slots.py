"""The slot sheet of an access request: where, with what, who, what is cleared, and when."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from desktop import words
from desktop.documents.document import Data, Document
from desktop.documents.people import (
    addresses,
    joined,
    organisation_name,
    place_name,
    with_phone,
    with_title,
)
from desktop.documents.sheet import cell, day, fact, facts, frame, gates, period, table
from desktop.documents.standing import differing, standing
from desktop.documents.times import Clocks, part_of_day
from desktop.documents.wish import Material, Wish
from desktop.domain import AccessRequest, DayPart, Moment, Slot
from desktop.domain.codes import AccessMode, Clause, SlotStatus, Stage
from desktop.domain.paper import Stand
from desktop.domain.time import minutes_between
from desktop.language import Language
from desktop.language.dates import (
    clock,
    clock_after_day,
    clock_range,
    date_short,
    day_short,
    duration,
    weekday_short,
)
from desktop.language.names import display
from desktop.words.hours import written_hours

_NO_EDITION = Stand()


def make(material: Material, wish: Wish, language: Language) -> Document:
    """Give the slot sheet that is wished for."""
    made = document(material.access_request(), language, on=wish.on, stand=material.stand())
    told = differing(material, wish, language)
    return replace(made, data={**made.data, "sections": [*told, *made.data["sections"]]})


def document(
    request: AccessRequest, language: Language, *, on: date, stand: Stand = _NO_EDITION
) -> Document:
    """Give the slot sheet of a request that was loaded whole, as it is printed on a day."""
    facility = request.facility
    zone = facility.zone if facility is not None else ""
    clocks = Clocks(language, zone, request.home_zone)
    data = frame(
        language,
        language.pgettext("document", "Facility access sheet"),
        request.title,
        request.reference,
        Clause.ACCESS,
        request.confidentiality,
        on,
    ) | {
        "period": period(language, request.start, request.end) or _span(request, language),
        "facts": facts("", _facts(request, language))["facts"],
        **standing(language, stand, _state(request, language)),
    }
    parts = [_slots(request, clocks), _team(request, language), gates(language, request.gates, on)]
    data["sections"] = [part for part in parts if part["rows"]] + [
        part for part in [_preparation(request, language)] if part["facts"]
    ]
    return Document("sheet", data, language, data["title"], on)


def _state(request: AccessRequest, language: Language) -> str:
    """Name the stage, and the day since which it is that."""
    since = day(language, max((move.on for move in request.moves), default=None))
    return joined(language, [words.word(Stage(request.stage), language), since])


def _span(request: AccessRequest, language: Language) -> str:
    days = [
        moment.date
        for slot in request.slots
        for moment in (slot.start, slot.end)
        if moment.date is not None and not slot.is_cancelled
    ]
    return period(language, min(days), max(days)) if days else ""


def _facts(request: AccessRequest, language: Language) -> Iterator[Data]:
    facility, investigator = request.facility, request.investigator
    contact = request.local_contact
    yield fact(words.kind("facility", language), _where(request, language))
    yield fact(
        words.kind("instrument", language),
        [link.instrument.name.best(language.code) for link in request.instruments],
    )
    yield fact(
        words.field("investigator_id", language),
        [with_title(language, investigator)] if investigator is not None else [],
    )
    yield fact(
        words.field("requester_organisation_id", language),
        [organisation_name(language, request.requester_organisation)],
    )
    yield fact(
        words.field("local_contact_id", language),
        [with_phone(language, contact), contact.title.best(language.code)]
        if contact is not None
        else [],
    )
    yield fact(words.field("mode", language), [words.word(AccessMode(request.mode), language)])
    if facility is not None:
        hours = written_hours(language, facility.opening_hours)
        yield fact(words.field("opening_hours", language), [hours])
    yield fact(words.field("report_due", language), [day(language, request.report_due)])


def _where(request: AccessRequest, language: Language) -> Iterator[str]:
    """Name the facility and whose it is, and give the address to go to."""
    facility = request.facility
    if facility is None:
        return
    organisation, place = facility.organisation, facility.place
    names = (
        facility.name.best(language.code),
        organisation_name(language, organisation),
        place_name(language, place),
    )
    yield from dict.fromkeys(filter(None, names))
    yield from addresses(language, place) or addresses(language, organisation)


def _slots(request: AccessRequest, clocks: Clocks) -> Data:
    language = clocks.language
    one_instrument = len({slot.instrument_id for slot in request.slots}) == 1
    years = {slot.start.date.year for slot in request.slots if slot.start.date is not None}
    stretches = _Stretches(clocks, with_year=len(years) > 1)
    rows = []
    for slot in sorted(request.slots, key=lambda slot: slot.start.sort_key()):
        named = slot.instrument.name.best(language.code) if slot.instrument is not None else ""
        struck = slot.is_cancelled
        rows.append(
            [
                cell(*stretches.lines(slot.start, slot.end), strong=True, struck=struck),
                cell(*stretches.elsewhere(slot.start, slot.end), struck=struck),
                cell(_hours(slot, language), soft=[_clock_change(slot, language)], struck=struck),
                cell(
                    words.word(SlotStatus(slot.status), language),
                    soft=["" if one_instrument else named, slot.note.best(language.code)],
                ),
            ]
        )
    return table(
        language.pgettext("document", "Slots"),
        [
            language.pgettext("document", "At the facility"),
            language.pgettext("document", "In the other country"),
            language.pgettext("document", "True length"),
            words.field("status", language),
        ],
        [3.5, 3.5, 1.7, 2.6],
        rows,
    )


@dataclass(frozen=True)
class _Stretches:
    """Writes slots on one clock or the other; `with_year` where they lie in several years."""

    clocks: Clocks
    with_year: bool

    def lines(self, start: Moment, end: Moment) -> list[str]:
        """Give a line for the day and one for the times, or one for each end; with the zones."""
        language, label = self.clocks.language, self.clocks.label
        if start.date is None:
            return [words.word(DayPart.TBC, language)]
        if start.time is None or start.wall() is None:
            return [self._day(start.date), part_of_day(language, start.part)]
        if end.time is None or end.wall() is None or end.date is None:
            return [self._day(start.date), f"{clock(language, start.time)} {label(start)}"]
        if end.date == start.date and label(end) == label(start):
            times = clock_range(language, start.time, end.time)
            return [self._day(start.date), f"{times} {label(start)}"]
        dash = "～" if language.locale.language == "ja" else "– "
        return [
            f"{self._day(start.date)} {clock_after_day(language, start.time)} {label(start)}",
            f"{dash}{self._day(end.date)} {clock_after_day(language, end.time)} {label(end)}",
        ]

    def elsewhere(self, start: Moment, end: Moment) -> list[str]:
        """Give the same for the other country; nothing where its clock shows the same."""
        other = next(iter(self.clocks.others(start)), None)
        return [] if other is None else self.lines(start.in_zone(other), end.in_zone(other))

    def _day(self, on: date) -> str:
        language = self.clocks.language
        if not self.with_year:
            return day_short(language, on)
        weekday, day = weekday_short(language, on), date_short(language, on)
        return f"{day}（{weekday}）" if language.locale.language == "ja" else f"{weekday} {day}"


def _hours(slot: Slot, language: Language) -> str:
    minutes = minutes_between(slot.start, slot.end)
    return duration(language, minutes) if minutes is not None and minutes > 0 else ""


def _clock_change(slot: Slot, language: Language) -> str:
    """Warn where the clock shows another length than the slot has."""
    first, last = slot.start.aware(), slot.end.aware()
    if first is None or last is None or slot.start.zone != slot.end.zone:
        return ""
    changed = first.utcoffset() != last.utcoffset()
    return language.pgettext("document", "the clocks change") if changed else ""


def _team(request: AccessRequest, language: Language) -> Data:
    rows = [
        [
            cell(display(language, member.person)),
            cell(member.role, soft=[member.person.title.best(language.code)]),
            cell(organisation_name(language, member.person.organisation)),
        ]
        for member in request.team
    ]
    return table(
        language.pgettext("document", "Team"),
        [
            language.pgettext("document", "Name"),
            words.field("role", language),
            words.kind("organisation", language),
        ],
        [3, 3.6, 4],
        rows,
    )


def _preparation(request: AccessRequest, language: Language) -> Data:
    """Give what the facility has to know, and what it asks for."""
    rules = [request.facility.rules] if request.facility is not None else []
    rules += [link.instrument.rules for link in request.instruments]
    return facts(
        language.pgettext("document", "Preparation"),
        [
            *(
                fact(words.field(name, language), [getattr(request, name)])
                for name in ("method", "samples", "equipment", "wishes")
            ),
            fact(words.field("rules", language), [rule.best(language.code) for rule in rules]),
        ],
    )

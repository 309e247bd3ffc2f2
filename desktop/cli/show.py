"""One record as plain text for a terminal, with both clocks beside each time."""

from collections.abc import Iterable, Sequence
from datetime import date

from desktop import words
from desktop.cli.text import Row, day, flat, name, table, width, word
from desktop.domain import (
    AccessRequest,
    Delegation,
    Exchange,
    Gate,
    Item,
    Moment,
    Permit,
    Slot,
    Task,
)
from desktop.domain.codes import (
    AccessMode,
    DelegationStatus,
    Direction,
    ExchangeStatus,
    Function,
    GateKind,
    GateState,
    Involvement,
    ItemKind,
    ItemStatus,
    Level,
    Payer,
    PermitKind,
    SlotStatus,
    Stage,
    Turn,
)
from desktop.domain.item import days
from desktop.domain.time import DayPart
from desktop.language import N_, Language
from desktop.language.dates import (
    clock,
    date_range,
    date_shift,
    day_heading,
    day_short,
    zone_label,
)

_INDENT = "  "
_USUAL = (ItemStatus.CONFIRMED, SlotStatus.CONFIRMED)


def delegation(record: Delegation, say: Language) -> list[str]:
    """A delegation: what it is, who travels, and the programme day by day."""
    lead, hotel = record.lead_organisation, record.hotel
    edition = str(record.edition)
    members = [
        (
            word(Function, member.function, say) if member.function != Function.MEMBER else "",
            name(say, member.person),
            member.person.title.best(say.code),
            _named(member.person.organisation, say),
        )
        for member in record.ordered_members()
    ]
    return [
        *_title(record, say),
        *_facts(
            say,
            ("direction", word(Direction, record.direction, say)),
            ("start", _period(say, record.start, record.end)),
            ("status", word(DelegationStatus, record.status, say)),
            ("edition", edition),
            ("lead_organisation_id", _named(lead, say)),
            ("hotel_id", _named(hotel, say)),
            ("purpose", record.purpose.best(say.code)),
            ("note", record.note),
        ),
        *_section(say.gettext(N_("Participants")), table(members, _INDENT)),
        *_programme(record.items, (record.visit_zone, record.home_zone), say),
    ]


def exchange(record: Exchange, say: Language) -> list[str]:
    """A stay: who is where, what is cleared and permitted, and its own items."""
    return [
        *_title(record, say),
        *_facts(
            say,
            ("person_id", name(say, record.person)),
            ("level", word(Level, record.level, say)),
            ("direction", word(Direction, record.direction, say)),
            ("home_organisation_id", _named(record.home_organisation, say)),
            ("host_organisation_id", _named(record.host_organisation, say)),
            ("host_person_id", name(say, record.host_person)),
            ("start", _period(say, record.start, record.end)),
            ("status", word(ExchangeStatus, record.status, say)),
            ("funding", record.funding),
            ("paid_by", word(Payer, record.paid_by, say)),
            ("residence_category", record.residence_category),
            ("accommodation_id", _named(record.accommodation, say)),
            ("purpose", record.purpose.best(say.code)),
            ("note", record.note),
        ),
        *_gates(record.gates, say),
        *_permits(record.permits, say),
        *_programme(record.items, (record.visit_zone, record.home_zone), say),
    ]


def access(record: AccessRequest, say: Language) -> list[str]:
    """A request: what is asked for, what is cleared, the slots, and how it came this far."""
    facility = record.facility
    zones = (facility.zone if facility is not None else "", record.home_zone)
    instruments = [_named(link.instrument, say) for link in record.instruments]
    moves = [
        (
            day(say, move.on),
            " → ".join(
                word(Stage, stage, say) for stage in (move.from_stage, move.to_stage) if stage
            ),
            move.moved_by,
            words.move_reason(move.reason, say),
        )
        for move in record.moves
    ]
    slots = sorted(record.slots, key=lambda slot: slot.start.sort_key())
    return [
        *_title(record, say),
        *_facts(
            say,
            ("facility_id", _named(facility, say)),
            ("instrument_id", ", ".join(instruments)),
            ("investigator_id", name(say, record.investigator)),
            ("requester_organisation_id", _named(record.requester_organisation, say)),
            ("local_contact_id", name(say, record.local_contact)),
            ("mode", word(AccessMode, record.mode, say)),
            ("start", _period(say, record.start, record.end)),
            ("stage", word(Stage, record.stage, say)),
            ("report_due", day(say, record.report_due)),
            ("samples", record.samples),
            ("equipment", record.equipment),
            ("wishes", record.wishes),
            ("note", record.note),
        ),
        *_section(
            say.gettext(N_("Slots")), table([_slot(slot, zones, say) for slot in slots], _INDENT)
        ),
        *_gates(record.gates, say),
        *_section(say.gettext(N_("State changes")), table(moves, _INDENT)),
    ]


def tasks(known: Iterable[tuple[Task, date | None]], say: Language) -> list[str]:
    """The tasks of a record with the day each is due, in that order."""
    rows = [
        (
            "✓" if task.done is not None else "–",
            day(say, due),
            word(Turn, task.turn, say),
            task.title.best(say.code),
        )
        for task, due in sorted(known, key=lambda one: (one[1] or date.max, one[0].position))
    ]
    return _section(say.gettext(N_("Tasks")), table(rows, _INDENT))


def when(
    say: Language,
    start: Moment,
    end: Moment,
    zones: Iterable[str],
    *,
    with_day: bool = False,
    open_end: bool = False,
) -> str:
    """A span on its own clock and, in brackets, on those of `zones` that show another time."""
    own = _span(say, start, end, with_day=with_day, open_end=open_end)
    if start.zone != end.zone and end.is_exact:
        return own  # a journey shows both clocks by itself
    asides = []
    for zone in dict.fromkeys(filter(None, zones)):
        there = start.in_zone(zone)
        if start.is_exact and (there.date, there.time) != (start.date, start.time):
            aside = _span(say, there, end.in_zone(zone), with_day=with_day, open_end=open_end)
            shift = "" if with_day else date_shift(say, start.shift_to(zone))
            asides.append(" ".join(filter(None, (aside, shift))))
    return own + "".join(f" ({aside})" for aside in asides)


def _span(say: Language, start: Moment, end: Moment, *, with_day: bool, open_end: bool) -> str:
    same_day = end.date in (None, start.date)
    first = _moment(say, start, with_day=with_day)
    last = "" if open_end else _moment(say, end, with_day=not same_day)
    labels = [_label(say, moment) for moment in (start, end)]
    if labels[0] != labels[1] and labels[1] and last:
        return f"{first} {labels[0]} – {last} {labels[1]}"
    dash = "～" if say.code == "ja" else "–"
    span = f"{first}{dash}{last}" if last or open_end else first
    return " ".join(filter(None, (span, labels[0])))


def _moment(say: Language, moment: Moment, *, with_day: bool) -> str:
    told = [day_short(say, moment.date)] if with_day and moment.date is not None else []
    if moment.part != DayPart.EXACT:
        told.append(words.word(DayPart(moment.part), say))
    elif moment.time is not None:
        told.append(clock(say, moment.time))
    return " ".join(told)


def _label(say: Language, moment: Moment) -> str:
    instant = moment.utc()
    return zone_label(say, moment.zone, instant) if instant and moment.zone else ""


def _title(record: Delegation | Exchange | AccessRequest, say: Language) -> list[str]:
    title = flat(f"{record.reference}  {record.title.best(say.code)}")
    return [title, "─" * min(width(title), 72)]


def _facts(say: Language, *facts: tuple[str, str]) -> list[str]:
    return table([(words.field(label, say), value) for label, value in facts if value])


def _section(heading: str, lines: Sequence[str]) -> list[str]:
    return ["", heading, *lines] if lines else []


def _programme(items: Iterable[Item], zones: Iterable[str], say: Language) -> list[str]:
    lines: list[str] = []
    for on, found in days(items):
        heading = words.word(DayPart.TBC, say) if on is None else day_heading(say, on)
        rows = [_item(item, zones, say) for item in found]
        lines += _section(heading, table(rows, _INDENT))
    return lines


def _item(item: Item, zones: Iterable[str], say: Language) -> Row:
    time = item.printed_time or when(say, item.start, item.end, zones, open_end=item.open_end)
    title = item.title.best(say.code) or words.word(ItemKind(item.kind), say)
    if item.status not in _USUAL:
        title = f"[{words.word(ItemStatus(item.status), say)}] {title}"
    where = " → ".join(filter(None, (_named(item.place, say), _named(item.end_place, say))))
    who = [link.group.label().best(say.code) for link in item.groups]
    who += [name(say, person) for person in item.involved(Involvement.PARTICIPANT)]
    return (time, title, where, ", ".join(who))


def _slot(slot: Slot, zones: Iterable[str], say: Language) -> Row:
    return (
        when(say, slot.start, slot.end, zones, with_day=True),
        word(SlotStatus, slot.status, say),
        _named(slot.instrument, say),
        slot.note.best(say.code),
    )


def _gates(gates: Iterable[Gate], say: Language) -> list[str]:
    order = list(GateKind)
    rows = [
        (
            word(GateKind, gate.kind, say),
            word(GateState, gate.state, say),
            gate.responsible,
            day(say, gate.decided),
            day(say, gate.expires),
            gate.conditions,
        )
        for gate in sorted(gates, key=lambda gate: order.index(GateKind(gate.kind)))
    ]
    return _section(say.gettext(N_("Screening gates")), table(rows, _INDENT))


def _permits(permits: Iterable[Permit], say: Language) -> list[str]:
    rows = [
        (
            word(PermitKind, permit.kind, say),
            day(say, permit.issued),
            _period(say, permit.valid_from, permit.valid_until),
        )
        for permit in sorted(permits, key=lambda one: one.issued or date.max)
    ]
    return _section(say.gettext(N_("Permits and visas")), table(rows, _INDENT))


def _named(thing: object, say: Language) -> str:
    """The name of an organisation, place, facility or instrument; nothing for none."""
    words_of = getattr(thing, "name", None)
    return str(words_of.best(say.code)) if words_of is not None else ""


def _period(say: Language, first: date | None, last: date | None) -> str:
    if first is not None and last is not None and first <= last:
        return date_range(say, first, last)
    return " – ".join(day(say, one) for one in (first, last) if one is not None)

"""What has changed in a record, in short sentences: for the window, for papers, for a terminal.

Both states are at hand in what is told of, so nothing is looked up.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from desktop.domain import Delegation, Item, Moment, Place, Slot, codes
from desktop.domain.base import Entity
from desktop.domain.codes import Function, Involvement, ItemKind
from desktop.domain.comparing import (
    Comparison,
    Difference,
    Record,
    Thing,
    ThingDifference,
    named_in,
)
from desktop.domain.person import Person
from desktop.domain.text import Trilingual
from desktop.domain.time import DayPart
from desktop.language import Language, dates, names
from desktop.words import entities, spoken

_LONG = 60  # characters; of a longer text it is only said that it changed
_TAKING_PART = (Involvement.PARTICIPANT, Involvement.SPEAKER)
_TOLD_OTHERWISE = frozenset(
    (
        *("start", "end", "open_end", "printed_time", "place_id", "end_place_id", "room"),
        *("instrument_id", "everyone", "people", "host_organisation_id"),
    )
)
_STATES: Mapping[str, type[StrEnum]] = {
    "delegation": codes.DelegationStatus,
    "exchange": codes.ExchangeStatus,
    "access_request": codes.Stage,
    "item": codes.ItemStatus,
    "slot": codes.SlotStatus,
}


def word(kind: Difference, language: Language) -> str:
    """One word for a way of differing, as a mark beside an item says it."""
    match kind:
        case Difference.ADDED:
            return language.pgettext("change", "New")
        case Difference.CANCELLED:
            return language.pgettext("change", "Cancelled")
        case Difference.RESTORED:
            return language.pgettext("change", "Reinstated")
        case Difference.MOVED:
            return language.pgettext("change", "Time")
        case Difference.PLACE:
            return language.pgettext("change", "Place")
        case Difference.PEOPLE:
            return language.pgettext("change", "People")
        case Difference.TEXT:
            return language.pgettext("change", "Details")


def title(one: ThingDifference, language: Language) -> str:
    """What the item or slot is called, as it is or, where it is gone, as it was."""
    thing = one.after or one.before
    assert thing is not None
    return _called(thing, language)


def when(one: ThingDifference, language: Language) -> str:
    """When it is or, where it is gone, when it was to be: Tue 20 Apr, 10:00–11:00."""
    thing = one.after or one.before
    assert thing is not None
    return _when(thing, language)


def told(one: ThingDifference, language: Language) -> list[str]:
    """Each difference of an item or slot in one short sentence, the weightiest first."""
    before, after = one.before, one.after
    if Difference.ADDED in one.kinds:
        return [language.pgettext("change", "New")]
    if Difference.CANCELLED in one.kinds:
        return [language.pgettext("change", "Cancelled")]
    lines = (
        [language.pgettext("change", "Takes place after all")]
        if Difference.RESTORED in one.kinds
        else []
    )
    if before is None or after is None:
        return lines
    if Difference.MOVED in one.kinds:
        lines.append(_moved(before, after, language))
    if Difference.PLACE in one.kinds:
        name = "instrument_id" if isinstance(after, Slot) else "place_id"
        was, now = _where(before, language), _where(after, language)
        lines.append(_changed(entities.field(name, language), was, now, language))
    if Difference.PEOPLE in one.kinds:
        lines += [*_people(before, after, language), *_shifted(one, language)]
    restored = Difference.RESTORED in one.kinds
    fields = [name for name in one.fields if not (restored and name == "status")]
    lines += _texts(before, after, fields, language)
    return list(filter(None, lines))


def of_record(comparison: Comparison, language: Language) -> list[str]:
    """What differs of the record itself: its period, hotel, head, and who joined or left it."""
    before, after = comparison.before, comparison.after
    lines = []
    if {"start", "end"} & set(comparison.fields):
        label = language.pgettext("change", "Period")
        lines.append(_changed(label, _period(before, language), _period(after, language), language))
    behind: set[str] = set()
    for name in comparison.fields:
        if name in ("start", "end"):
            continue
        lines.append(_field(before, after, name, language))
        if name.endswith("_id"):
            behind |= {getattr(one, name) or "" for one in (before, after)}
    lines += _functions(comparison, language)
    known = {**named_in(before), **named_in(after)}
    # Whom another line names already, such as a new host, is not named twice.
    joined, left = (
        [known[person] for person in people if person not in behind and person in known]
        for people in (comparison.joined, comparison.left)
    )
    if joined:
        text = language.npgettext(
            "change", "New member: {names}", "New members: {names}", len(joined)
        )
        lines.append(text.format(names=_names(joined, language)))
    if left:
        text = language.npgettext(
            "change", "No longer a member: {names}", "No longer members: {names}", len(left)
        )
        lines.append(text.format(names=_names(left, language)))
    return list(filter(None, lines))


def _functions(comparison: Comparison, language: Language) -> list[str]:
    """Which members have another function, each with the one they had."""
    was, now = (
        {
            member.person_id: (member.person, spoken.word(Function(member.function), language))
            for member in (state.members if isinstance(state, Delegation) else ())
        }
        for state in (comparison.before, comparison.after)
    )
    return [
        _changed(names.display(language, now[one][0]), was[one][1], now[one][1], language)
        for one in comparison.functions
    ]


def _changed(label: str, before: str, after: str, language: Language) -> str:
    """A value that is another now; long texts are not repeated."""
    if max(len(before), len(after)) > _LONG or "\n" in before + after or before == after:
        text = language.pgettext("change", "{label}: changed")
    elif not after:
        text = language.pgettext("change", "{label}: none any more (was {before})")
    elif not before:
        text = language.pgettext("change", "{label}: {after}")
    else:
        text = language.pgettext("change", "{label}: {after} (was {before})")
    return text.format(label=label, before=before, after=after)


def _called(thing: Thing, language: Language) -> str:
    if isinstance(thing, Slot):
        instrument = thing.instrument
        return _best(instrument, language) or entities.kind("slot", language)
    return thing.title.best(language.code) or spoken.word(ItemKind(thing.kind), language)


def _moved(before: Thing, after: Thing, language: Language) -> str:
    zones = before.start.zone != after.start.zone
    same_day = before.start.date == after.start.date and before.end.date == after.end.date
    now = _when(after, language, zones=zones)
    was = _when(before, language, zones=zones, day=not same_day)
    if before.start == after.start:
        return _changed(word(Difference.MOVED, language), was, now, language)
    if after.start.date is None:
        text = language.pgettext("change", "No time any more (was {before})")
    elif before.start.date is None:
        text = language.pgettext("change", "Now on {after}")
    else:
        text = language.pgettext("change", "Moved to {after} (was {before})")
    return text.format(after=now, before=was)


def _when(thing: Thing, language: Language, *, zones: bool = False, day: bool = True) -> str:
    start = thing.start
    if start.date is None:
        return language.pgettext("change", "not yet placed")
    clock = getattr(thing, "printed_time", "") or _clock(thing, language, zones=zones)
    if not day and clock:
        return clock
    said = dates.day_short(language, start.date)
    if not clock:
        return said
    return language.pgettext("change", "{day}, {clock}").format(day=said, clock=clock)


def _clock(thing: Thing, language: Language, *, zones: bool) -> str:
    start, end = thing.start, thing.end
    if start.part != DayPart.EXACT:
        return spoken.word(DayPart(start.part), language)
    if start.time is None:
        return ""
    crosses = end.is_exact and end.zone != start.zone
    if crosses or (end.date is not None and end.date != start.date and end.time is not None):
        first, last = (_full(one, start, language, zone=zones or crosses) for one in (start, end))
        return language.pgettext("change", "{first} to {last}").format(first=first, last=last)
    open_end = getattr(thing, "open_end", False)
    clock = dates.clock(language, start.time)
    if end.time is not None or open_end:
        clock = dates.clock_range(language, start.time, end.time)
    return f"{clock} {_zone(start, language)}".rstrip() if zones else clock


def _full(moment: Moment, start: Moment, language: Language, *, zone: bool) -> str:
    parts = [dates.clock(language, moment.time)] if moment.time is not None else []
    if moment.date is not None and moment.date != start.date:
        parts.insert(0, dates.day_short(language, moment.date))
    return " ".join(filter(None, [*parts, _zone(moment, language) if zone else ""]))


def _zone(moment: Moment, language: Language) -> str:
    instant = moment.utc()
    if instant is None or moment.zone is None:
        return ""
    return dates.zone_label(language, moment.zone, instant)


def _where(thing: Thing, language: Language) -> str:
    if isinstance(thing, Slot):
        return _best(thing.instrument, language)
    here = language.listed(filter(None, (_place(thing.place, language), thing.room)))
    there = _place(thing.end_place, language)
    if not there or thing.end_place_id == thing.place_id:
        return here
    return f"{here} → {there}".lstrip()


def _place(place: Place | None, language: Language) -> str:
    """A place by its name; one without a name is where its organisation is."""
    return "" if place is None else _best(place, language) or _best(place.organisation, language)


def _people(before: Thing, after: Thing, language: Language) -> list[str]:
    if not isinstance(before, Item) or not isinstance(after, Item):
        return []
    lines = []
    if before.host_organisation_id != after.host_organisation_id:
        lines.append(_field(before, after, "host_organisation_id", language))
    for involvement in Involvement:
        if involvement in _TAKING_PART:
            continue
        was, now = before.involved(involvement), after.involved(involvement)
        if {one.id for one in was} != {one.id for one in now}:
            label = spoken.word(involvement, language)
            lines.append(_changed(label, _names(was, language), _names(now, language), language))
    if before.everyone != after.everyone:
        now_all = language.pgettext("change", "For everyone now")
        not_all = language.pgettext("change", "No longer for everyone")
        lines.append(now_all if after.everyone else not_all)
    was_there, is_there = _taking_part(before, language), _taking_part(after, language)
    joined = [name for key, name in is_there.items() if key not in was_there]
    left = [name for key, name in was_there.items() if key not in is_there]
    if joined:
        also = language.pgettext("change", "Also for: {names}")
        only = language.pgettext("change", "Now for: {names}")
        text = only if before.everyone and not after.everyone else also
        lines.append(text.format(names=language.listed(joined)))
    if left:
        text = language.pgettext("change", "No longer: {names}")
        lines.append(text.format(names=language.listed(left)))
    return [*lines, *_presence(before, after, language)]


def _shifted(one: ThingDifference, language: Language) -> list[str]:
    """Who comes or goes with another block or group."""
    sentences = (
        (one.came, language.pgettext("change", "Also for: {names}")),
        (one.went, language.pgettext("change", "No longer: {names}")),
    )
    return [text.format(names=_names(people, language)) for people, text in sentences if people]


def _taking_part(item: Item, language: Language) -> dict[str, str]:
    """The names of the groups and persons who take part, by identity."""
    group = language.pgettext("change", "Group {name}")
    groups = {
        link.group_id: group.format(name=link.group.code or _best(link.group, language))
        for link in item.groups
        if link.group is not None
    }
    people = {
        link.person_id: names.display(language, link.person)
        for link in item.people
        if link.involvement in _TAKING_PART and link.person is not None
    }
    return {**groups, **people}


def _presence(before: Item, after: Item, language: Language) -> list[str]:
    """Who comes late or leaves early now, or does so at another time."""
    was = {(one.person_id, one.involvement): one for one in before.people}
    lines = []
    for now in after.people:
        old = was.get((now.person_id, now.involvement))
        if old is None or now.person is None or (old.joins, old.leaves) == (now.joins, now.leaves):
            continue
        name = names.display(language, now.person)
        parts = []
        if now.joins.time is not None:
            time = dates.clock_in_text(language, now.joins.time)
            parts.append(language.pgettext("document", "joins {time}").format(time=time))
        if now.leaves.time is not None:
            time = dates.clock_in_text(language, now.leaves.time)
            parts.append(language.pgettext("document", "leaves {time}").format(time=time))
        how = language.listed(parts) or language.pgettext("change", "from beginning to end")
        lines.append(language.pgettext("change", "{name}: {how}").format(name=name, how=how))
    return lines


def _texts(before: Thing, after: Thing, fields: Iterable[str], language: Language) -> list[str]:
    lines = []
    for name in fields:
        switched = _switched(name, bool(getattr(after, name, False)), language)
        if switched or name not in _TOLD_OTHERWISE:
            lines.append(switched or _field(before, after, name, language))
    return lines


def _switched(name: str, on: bool, language: Language) -> str:
    match name, on:
        case "interpreted", True:
            return language.pgettext("change", "With interpretation")
        case "interpreted", False:
            return language.pgettext("change", "Without interpretation")
        case "closed_to_media", True:
            return language.pgettext("change", "Closed to media")
        case "closed_to_media", False:
            return language.pgettext("change", "Open to media")
        case "alternative", True:
            return language.pgettext("change", "Now one of several possibilities")
        case "alternative", False:
            return language.pgettext("change", "No longer one of several possibilities")
    return ""


def _field(before: Entity, after: Entity, name: str, language: Language) -> str:
    was, now = (_value(one, name, language) for one in (before, after))
    head = name == "head"
    label = spoken.word(Function.HEAD, language) if head else entities.field(name, language)
    return _changed(label, was, now, language)


def _value(one: Entity, name: str, language: Language) -> str:
    if name == "head":
        head = one.with_function(Function.HEAD) if isinstance(one, Delegation) else None
        return names.display(language, head.person) if head is not None else ""
    if name.endswith("_id"):
        behind = getattr(one, name.removesuffix("_id"), None)
        if isinstance(behind, Person):
            return names.display(language, behind)
        return _place(behind, language) if isinstance(behind, Place) else _best(behind, language)
    value = getattr(one, name, "")
    if isinstance(value, Trilingual):
        return value.best(language.code)
    if name in ("status", "stage"):
        return spoken.word(_STATES[one.__tablename__](value), language)
    if name == "kind":
        return spoken.word(ItemKind(value), language)
    if name == "language":
        return language.listed(names.spoken_languages(language, value))
    return str(value or "")


def _best(one: Entity | None, language: Language) -> str:
    """What it is called, "" where there is none."""
    label = getattr(one, "label", None)
    return label().best(language.code) if label is not None else ""


def _names(people: Iterable[Person], language: Language) -> str:
    return language.listed([names.display(language, one) for one in people if one is not None])


def _period(record: Record, language: Language) -> str:
    if record.start is None or record.end is None:
        known = record.start or record.end
        return dates.date_long(language, known) if known else ""
    return dates.date_range(language, record.start, record.end)

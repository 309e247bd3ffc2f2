"""What differs between a record as it was and as it is: by item, by member, by person.

Both sides are records loaded whole (`store.loading`, or `store.editions.as_issued` for the past).
Only what guests are told counts: internal notes, pins and the like make no difference.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from desktop.domain.access import AccessRequest, Slot
from desktop.domain.codes import Function, Involvement
from desktop.domain.concern import blocks_around
from desktop.domain.delegation import Delegation
from desktop.domain.exchange import Exchange
from desktop.domain.item import Item
from desktop.domain.person import Person
from desktop.domain.revision import CALLED_OFF

Record: TypeAlias = Delegation | Exchange | AccessRequest
Thing: TypeAlias = Item | Slot


class Difference(StrEnum):
    """One way in which an item or slot differs; the order is that of importance."""

    ADDED = "added"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    MOVED = "moved"
    PLACE = "place"
    PEOPLE = "people"
    TEXT = "text"


# The fields of an item or slot behind each difference, as `Item` and `Slot` call them.
_FIELDS = {
    Difference.MOVED: ("start", "end", "open_end", "printed_time"),
    Difference.PLACE: ("place_id", "end_place_id", "room", "instrument_id"),
    Difference.PEOPLE: ("everyone", "host_organisation_id"),
    Difference.TEXT: (
        *("kind", "title", "status", "language", "interpreted", "dress", "topics", "transport"),
        *("vehicle_id", "meeting_link", "alternative", "closed_to_media", "printed_note", "note"),
    ),
}
_RECORD_FIELDS = (
    *("title", "purpose", "start", "end", "status", "stage", "lead_organisation_id", "hotel_id"),
    *("person_id", "host_person_id", "host_organisation_id", "accommodation_id"),
    *("facility_id", "investigator_id", "local_contact_id"),
)


@dataclass(frozen=True, slots=True)
class ThingDifference:
    """How one item or slot differs; `before` or `after` is None where it was not there.

    `fields` are those that have another value; `people` are the identities of all whom it
    concerned before or concerns now. `came` and `went` are who takes part or does so no more
    because of another block or group, where nothing was changed in the item itself.
    """

    id: str
    before: Thing | None
    after: Thing | None
    kinds: frozenset[Difference]
    fields: tuple[str, ...] = ()
    people: frozenset[str] = frozenset()
    came: tuple[Person, ...] = ()
    went: tuple[Person, ...] = ()

    @property
    def gone(self) -> bool:
        """Whether it is no part of the record any more."""
        return self.after is None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs between two states of a record; `fields` are those of the record itself.

    A field "head" says that another member heads a delegation.

    `joined` and `left` are the identities of persons who are members (or of the team) now and
    were not, or the other way round; `functions` those of members who have another function.
    """

    before: Record
    after: Record
    things: tuple[ThingDifference, ...] = ()
    fields: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    _by_id: dict[str, ThingDifference] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        """Whether anything differs at all."""
        return self.count() > 0

    def count(self) -> int:
        """How much differs: each thing, each person and each field counts once, a period too."""
        fields = {"start" if name == "end" else name for name in self.fields}
        people = len(self.joined) + len(self.left) + len(self.functions)
        return len(self.things) + len(fields) + people

    def of(self, thing_id: str) -> ThingDifference | None:
        """How an item or slot differs; None where it does not."""
        return self._by_id.get(thing_id)

    def affected(self) -> list[str]:
        """The identities of all whose plans differ, members first in their order."""
        told = {person for one in self.things for person in one.people}
        told |= {*self.joined, *self.left}
        order = dict.fromkeys((*people_of(self.after), *people_of(self.before)))
        return [person for person in order if person in told] + sorted(told - order.keys())

    def for_person(self, person_id: str) -> list[ThingDifference]:
        """What differs for one person."""
        return [one for one in self.things if person_id in one.people]


def compare(before: Record, after: Record) -> Comparison:
    """What differs between a record as it was and as it is, things in the order of the paper."""
    old = {thing.id: thing for thing in things_of(before)}
    new = {thing.id: thing for thing in things_of(after)}
    was, now = people_of(before), people_of(after)
    functions = _functions(before, after)
    # Who came to the record, left it or has another part in it is told of all at once.
    shared = _Shared(before, after, (frozenset(was) & frozenset(now)) - frozenset(functions))
    found = []
    for thing_id in dict.fromkeys((*new, *old)):
        one = _difference(old.get(thing_id), new.get(thing_id), shared)
        if one is not None:
            found.append(one)
    return Comparison(
        before,
        after,
        tuple(sorted(found, key=_order)),
        _fields(before, after),
        tuple(person for person in now if person not in was),
        tuple(person for person in was if person not in now),
        functions,
        {one.id: one for one in found},
    )


def _fields(before: Record, after: Record) -> tuple[str, ...]:
    found = [
        name for name in _RECORD_FIELDS if getattr(before, name, None) != getattr(after, name, None)
    ]
    return (*found, "head") if _head(before) != _head(after) else tuple(found)


def _head(record: Record) -> str:
    head = record.with_function(Function.HEAD) if isinstance(record, Delegation) else None
    return head.person_id if head is not None else ""


def _functions(before: Record, after: Record) -> tuple[str, ...]:
    """Who of the members has another function; who heads is told already by "head"."""
    if not isinstance(before, Delegation) or not isinstance(after, Delegation):
        return ()
    was = {member.person_id: member.function for member in before.members}
    return tuple(
        member.person_id
        for member in after.ordered_members()
        if (old := was.get(member.person_id, member.function)) != member.function
        and member.function != Function.HEAD
        and (old, member.function) != (Function.HEAD, Function.MEMBER)
    )


def things_of(record: Record) -> list[Thing]:
    """The items of a visit or stay, the slots of a request."""
    return list(record.slots if isinstance(record, AccessRequest) else record.items)


def people_of(record: Record) -> list[str]:
    """The identities of those whom a record is about, in its order: members, guest, team."""
    found: list[str | None]
    if isinstance(record, Delegation):
        found = [member.person_id for member in record.ordered_members()]
    elif isinstance(record, Exchange):
        found = [record.person_id, record.host_person_id]
    else:
        team = (member.person_id for member in record.team)
        found = [record.investigator_id, record.local_contact_id, *team]
    return [person for person in dict.fromkeys(found) if person]


def named_in(record: Record) -> dict[str, Person]:
    """Everyone whom a record names, by identity."""
    found: list[Person | None] = []
    if isinstance(record, AccessRequest):
        found += [record.investigator, record.local_contact]
        found += [member.person for member in record.team]
    else:
        found += [link.person for item in record.items for link in item.people]
    if isinstance(record, Exchange):
        found += [record.person, record.host_person]
    if isinstance(record, Delegation):
        found += [member.person for member in record.members]
        found += [link.person for group in record.groups for link in group.memberships]
    return {person.id: person for person in found if person is not None}


def called_off(thing: Thing, record: Record) -> bool:
    """Whether an item or slot does not take place, by itself or with all its record plans."""
    state = record.stage if isinstance(record, AccessRequest) else record.status
    if state in CALLED_OFF[record.__tablename__]:
        return True
    return thing.is_cancelled


def concerned(thing: Thing, record: Record) -> frozenset[str]:
    """The identities of all who have to do with an item or slot: who go, host, help or drive."""
    if isinstance(thing, Slot) or isinstance(record, AccessRequest):
        return frozenset(people_of(record))
    return frozenset(link.person_id for link in thing.people) | going(thing, record)


def going(item: Item, record: Delegation | Exchange) -> frozenset[str]:
    """The identities of those who go to an item with everyone or by a group, not by name.

    "Everyone" are all who travel or, within a block, all whom the block concerns.
    """
    blocks = blocks_around(item, record.items)
    outer = blocks[-1] if blocks else item
    named = {link.person_id for block in blocks for link in block.people}
    group_ids = {link.group_id for link in outer.groups}
    in_groups = {
        link.person_id
        for group in (record.groups if isinstance(record, Delegation) else ())
        if group.id in group_ids
        for link in group.memberships
    }
    return frozenset(named.union(in_groups, travellers(record) if outer.everyone else ()))


def travellers(record: Delegation | Exchange) -> list[str]:
    """The identities of those who go where everyone goes: the guests, without those who help."""
    if isinstance(record, Exchange):
        return [record.person_id] if record.person_id else []
    return [
        member.person_id
        for member in record.ordered_members()
        if member.function not in (Function.LOCAL_TEAM, Function.INTERPRETER)
    ]


class _Shared:
    """Two states of a record, and what items have in common by their groups and blocks.

    `people` are those of whom it is told item by item where they go.
    """

    def __init__(self, before: Record, after: Record, people: frozenset[str]) -> None:
        self.before, self.after, self._people = before, after, people
        was, now = (_groups(record) for record in (before, after))
        self._regrouped = {key for key in was.keys() & now.keys() if was[key] != now[key]}

    def shifted(self, old: Thing, new: Thing) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
        """Who goes to an item now, and who no more, because of another block or group."""
        before, after = self.before, self.after
        if isinstance(old, Slot) or isinstance(new, Slot):
            return (), ()
        if not isinstance(before, Delegation) or not isinstance(after, Delegation):
            return (), ()
        same_groups = self._regrouped.isdisjoint(link.group_id for link in new.groups)
        if (old.parent_id == new.parent_id and same_groups) or old.everyone != new.everyone:
            return (), ()
        was, now = concerned(old, before) & self._people, concerned(new, after) & self._people
        known = {**named_in(before), **named_in(after)}
        order = [*people_of(after), *sorted(was | now)]
        came, went = (
            tuple(known[one] for one in dict.fromkeys(order) if one in found)
            for found in (now - was, was - now)
        )
        return came, went


def _groups(record: Record) -> dict[str, frozenset[str]]:
    groups = record.groups if isinstance(record, Delegation) else ()
    return {one.id: frozenset(link.person_id for link in one.memberships) for one in groups}


def _difference(old: Thing | None, new: Thing | None, shared: _Shared) -> ThingDifference | None:
    before, after = shared.before, shared.after
    kinds: set[Difference] = set()
    fields: list[str] = []
    came: tuple[Person, ...] = ()
    went: tuple[Person, ...] = ()
    was = old is not None and not called_off(old, before)
    now = new is not None and not called_off(new, after)
    if old is None:
        # What was planned and called off between two editions concerns nobody.
        kinds |= {Difference.ADDED} if now else set()
    elif was and not now:
        kinds.add(Difference.CANCELLED)
    elif now and not was:
        kinds.add(Difference.RESTORED)
    if old is not None and new is not None and (was or now):
        for kind, names in _FIELDS.items():
            other = [n for n in names if getattr(old, n, None) != getattr(new, n, None)]
            fields += other
            other = [name for name in other if name != "status"] if was != now else other
            kinds |= {kind} if other else set()
        if _people(old) != _people(new):
            kinds.add(Difference.PEOPLE)
            fields.append("people")
        else:
            came, went = shared.shifted(old, new)
            kinds |= {Difference.PEOPLE} if came or went else set()
    if not kinds:
        return None
    people = concerned(old, before) if old is not None else frozenset[str]()
    people |= concerned(new, after) if new is not None else frozenset[str]()
    thing = new or old
    assert thing is not None
    return ThingDifference(thing.id, old, new, frozenset(kinds), tuple(fields), people, came, went)


def _people(thing: Thing) -> set[tuple[object, ...]]:
    """Who is named in an item, and its groups, so that two states can be compared."""
    if isinstance(thing, Slot):
        return set()
    named: Iterable[tuple[object, ...]] = (
        (link.person_id, Involvement(link.involvement), link.joins, link.leaves)
        for link in thing.people
    )
    return {*named, *((link.group_id,) for link in thing.groups)}


def _order(one: ThingDifference) -> tuple[object, ...]:
    thing = one.after or one.before
    assert thing is not None
    key = thing.start.sort_key(None)
    return (*key, getattr(thing, "position", 0), thing.id)

"""What the office says to what was found: it accepts it, weighs a rule anew, or takes a way out."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain import (
    Acceptance,
    GroupMember,
    Item,
    ItemGroup,
    ItemPerson,
    Member,
    RuleSetting,
    Slot,
)
from desktop.domain.codes import Involvement, ItemStatus, Rule, Severity, SlotStatus
from desktop.domain.finding import Finding, Fix
from desktop.domain.text import PARTS
from desktop.domain.time import Moment, minutes_between
from desktop.errors import Problem
from desktop.store import delegations, records
from desktop.store.log import Change, Unit

_OWNERS = {"delegation": "delegation_id", "exchange": "exchange_id", "access_request": "access_id"}
# The fields of an item, a slot or a participation that no rule reads.
_UNREAD = (
    *("position", "printed_time", "transport", "meeting_link", "closed_to_media", "gift"),
    *("internal_note", "note", "pinned"),
    *(f"{name}_{part}" for name in ("dress", "topics", "printed_note") for part in PARTS),
)
_AT_ONCE = 400


def accept(session: Session, found: Finding, reason: str, author: str, today: date) -> Acceptance:
    """Live with a finding from now on; an older acceptance of the same one is renewed."""
    known = session.scalar(select(Acceptance).where(Acceptance.subject == found.key))
    values = {
        "state": found.state,
        "reason": records.tidy(reason),
        "accepted_by": author,
        "accepted_on": today,
    }
    if known is not None:
        return records.update(session, Acceptance, known.id, **values)
    kind, record_id = found.records[0] if found.records else ("", "")
    owner = {_OWNERS[kind]: record_id} if kind in _OWNERS else {}
    return records.add(
        session, Acceptance(rule=found.rule.value, subject=found.key, **owner, **values)
    )


def withdraw(session: Session, key: str) -> int:
    """Live with a finding no longer, by its key; gives how many acceptances that ended."""
    known = session.scalars(select(Acceptance).where(Acceptance.subject == key)).all()
    for acceptance in known:
        session.delete(acceptance)
    return len(known)


def acceptances(session: Session) -> dict[str, Acceptance]:
    """What the office lives with, by the key of the finding."""
    return {one.subject: one for one in session.scalars(select(Acceptance))}


def severities(session: Session) -> dict[Rule, Severity]:
    """How much each rule matters that the office weighs otherwise than the program."""
    known = {rule.value for rule in Rule}
    return {
        Rule(one.rule): Severity(one.severity)
        for one in session.scalars(select(RuleSetting))
        if one.rule in known
    }


def set_severity(session: Session, rule: Rule, severity: Severity | None) -> None:
    """Say how much a rule matters to this office; None is as the program says."""
    known = session.scalars(select(RuleSetting).where(RuleSetting.rule == rule.value)).all()
    if severity is None:
        for setting in known:
            session.delete(setting)
    elif known:
        known[0].severity = severity.value
    else:
        records.add(session, RuleSetting(rule=rule.value, severity=severity.value))


def since(session: Session, found: Sequence[Finding]) -> dict[str, datetime]:
    """When what a finding depends on changed last (UTC), by its key, as far as the log tells."""
    wanted = {one.key: set(one.bookings or one.people) for one in found}
    parts = _participations(session, {each for ids in wanted.values() for each in ids})
    changed: dict[str, datetime] = {}
    everything = [*parts, *(part for ids in parts.values() for part in ids)]
    for some in _in_parts(everything):
        rows = session.execute(
            select(Change.entity_id, func.max(Unit.at))
            .join(Unit, Unit.seq == Change.unit)
            .where(Change.entity_id.in_(some), Change.field.not_in(_UNREAD))
            .group_by(Change.entity_id)
        )
        changed.update({row[0]: row[1] for row in rows})
    result = {}
    for key, ids in wanted.items():
        times = [
            changed[each]
            for booking in ids
            for each in (booking, *parts[booking])
            if each in changed
        ]
        if times:
            result[key] = max(times)
    return result


def _participations(session: Session, ids: Iterable[str]) -> dict[str, list[str]]:
    """The entities that say who is in an item, by the item; nothing for what is no item."""
    found: dict[str, list[str]] = {each: [] for each in ids}
    for some in _in_parts(list(found)):
        for cls in (ItemPerson, ItemGroup):
            for row in session.execute(select(cls.item_id, cls.id).where(cls.item_id.in_(some))):
                found[row[0]].append(row[1])
    return found


def _in_parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    # A statement takes only so many values.
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]


def settle(session: Session, fix: Fix) -> None:
    """Do the one change that settles a finding; Problem `record_gone` when there is no more."""
    item = session.get(Item, fix.booking_id)
    slot = session.get(Slot, fix.booking_id) if item is None else None
    if item is None and slot is None:
        raise Problem("record_gone", kind="item")
    if fix.code == "move" and item is not None:
        _move(session, item, fix)
    elif fix.code == "move" and slot is not None:
        records.update(session, Slot, slot.id, start=fix.start, end=fix.end)
    elif fix.code == "confirm" and item is not None:
        item.status = ItemStatus.CONFIRMED.value
    elif fix.code == "confirm" and slot is not None:
        slot.status = SlotStatus.CONFIRMED.value
    elif fix.code == "take_out" and item is not None:
        take_out(session, item, fix.person_id)


def _move(session: Session, item: Item, fix: Fix) -> None:
    by = minutes_between(item.start, fix.start)
    records.update(session, Item, item.id, start=fix.start, end=fix.end)
    for link in records.parts(session, ItemPerson, "item", item.id) if by else ():
        for name in ("joins", "leaves"):
            at: Moment = getattr(link, name)
            if at.is_exact:
                setattr(link, name, at.moved(minutes=by or 0))


def take_out(session: Session, item: Item, person_id: str) -> None:
    """Take a person out of an item, whatever they do in it; all others stay in it."""
    members = _members(session, item)
    named = [
        link.person_id
        for link in records.parts(session, ItemPerson, "item", item.id)
        if link.person_id != person_id and link.involvement == Involvement.PARTICIPANT
    ]
    staying: list[str] = []
    alone: list[str] = []
    for group in records.parts(session, ItemGroup, "item", item.id):
        belong = records.parts(session, GroupMember, "group", group.group_id)
        people = [one.person_id for one in belong if one.person_id in members]
        if person_id in people:
            # A group without one of its own is no group any more: the others stay by name.
            alone += [each for each in people if each != person_id]
        else:
            staying.append(group.group_id)
    if item.everyone and person_id in members:
        staying, alone = [], [each for each in members if each != person_id]
    for link in records.parts(session, ItemPerson, "item", item.id):
        if link.person_id == person_id:
            session.delete(link)
    session.flush()
    delegations.set_participants(
        session,
        item.id,
        everyone=item.everyone and person_id not in members,
        group_ids=staying,
        person_ids=[*named, *alone],
    )


def _members(session: Session, item: Item) -> list[str]:
    if item.delegation_id is None:
        return []
    members = records.parts(session, Member, "delegation", item.delegation_id)
    return [member.person_id for member in members]

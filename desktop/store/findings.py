"""What the office says to what was found: it accepts it, weighs a rule anew, or takes a way out."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain import Acceptance, Item, ItemGroup, ItemPerson, RuleSetting, Slot
from desktop.domain.codes import ItemStatus, Rule, Severity, SlotStatus
from desktop.domain.finding import Finding, Fix
from desktop.domain.text import PARTS
from desktop.errors import Problem
from desktop.store import groupings, programmes, records
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
    """Do the one change that settles a finding.

    Raises Problem `record_gone` (kind) when there is no such booking any more, `item_pinned`
    (title) when it is not to be moved.
    """
    item = session.get(Item, fix.booking_id)
    slot = session.get(Slot, fix.booking_id) if item is None else None
    match fix.code:
        case "move" if item is not None:
            programmes.set_times(session, {item.id: (fix.start, fix.end)})
        case "take_out" if item is not None:
            groupings.take_out(session, item.id, fix.person_id)
        case "confirm" if item is not None:
            item.status = ItemStatus.CONFIRMED.value
        case "move" if slot is not None:
            records.update(session, Slot, slot.id, start=fix.start, end=fix.end)
        case "confirm" if slot is not None:
            slot.status = SlotStatus.CONFIRMED.value
        case _:
            raise Problem("record_gone", kind="item")

"""Saves that follow each other while one field is typed into, kept as one action in the log."""

from dataclasses import dataclass, field

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from desktop.store.log import CHANGED, DO, Change, Unit

_Place = tuple[str, str, str]  # kind, entity and field


@dataclass(slots=True)
class Run:
    """What was saved last in one stay in a field: the unit of the log, once there is one."""

    unit: int | None = field(default=None, init=False)


def join(session: Session, before: int, newest: int) -> None:
    """Let the newest unit take over the one before it, so that undo takes both back as one.

    What it takes over keeps its value before; the newest unit keeps its identity, time and clock
    value, so that whoever has read the log up to the former one still sees that something came.
    Nothing is joined where that would be something else than edits of the same things by the same
    author, or where the fields came back to what they were. Call it within the transaction
    of the newest unit.
    """
    connection = session.connection()
    last = select(func.max(Unit.seq)).where(Unit.seq < newest)
    former, latter = session.get(Unit, before), session.get(Unit, newest)
    if former is None or latter is None or session.scalar(last) != before:
        return
    if any(_who(former) != _who(latter) or unit.mode != DO for unit in (former, latter)):
        return
    old, new = _changes(session, before), _changes(session, newest)
    if old is None or new is None or not _things(new) <= _things(old):
        return
    if any(place in old and old[place].before == new[place].after for place in new):
        return
    rows = [
        {
            **{name: getattr(change, name) for name in _COPIED},
            "unit": newest,
            "step": step,
            "after": new.get(place, change).after,
        }
        for step, (place, change) in enumerate((new | old).items())
    ]
    label_values = former.label_values
    for change in (*old.values(), *new.values()):
        session.expunge(change)
    session.expunge(former)
    connection.execute(delete(Change).where(Change.unit.in_((before, newest))))
    connection.execute(delete(Unit).where(Unit.seq == before))
    connection.execute(update(Unit).where(Unit.seq == newest).values(label_values=label_values))
    connection.execute(insert(Change), rows)


_COPIED = ("action", "kind", "entity_id", "record_kind", "record_id", "field", "before")


def _who(unit: Unit) -> tuple[str, ...]:
    return unit.label, unit.author, unit.office_id, unit.site


def _things(changes: dict[_Place, Change]) -> set[tuple[str, str]]:
    return {(kind, entity_id) for kind, entity_id, _field in changes}


def _changes(session: Session, unit: int) -> dict[_Place, Change] | None:
    """The changes of a unit by their fields; None if it is more than one change of each."""
    rows = session.scalars(select(Change).where(Change.unit == unit).order_by(Change.step)).all()
    places = {(row.kind, row.entity_id, row.field): row for row in rows}
    plain = len(places) == len(rows) and all(row.action == CHANGED for row in rows)
    return places if plain else None

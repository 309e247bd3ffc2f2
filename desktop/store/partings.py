"""When people came to take part in what a record plans, and when they left it, from the change log.

Nobody touched the things themselves: who goes with everyone, or with the block around a thing, is
told by the lists of members and by the block.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from desktop.domain.codes import Function
from desktop.store.blocks import WHOSE, all_inside
from desktop.store.log import CHANGED, CREATED, DELETED, Change, Unit
from desktop.store.values import read_json

# By being one of these, a person has to do with all of a record.
_MEMBERS = ("member", "group_member", "access_member")
# They do not go where everyone goes.
_HELPING = frozenset({Function.LOCAL_TEAM, Function.INTERPRETER})
_ORDERED = ("function", "position")
# Beyond this, reading the whole log is quicker than naming each thing.
MANY = 2000


@dataclass(frozen=True, slots=True)
class Parting:
    """In one action, others were to take part in a thing than before.

    `leaves` says that somebody takes part no more, or does again.
    """

    thing: str
    unit: int
    at: datetime
    leaves: bool


def listed(session: Session, records: Collection[str] | None) -> dict[str, datetime]:
    """When the members, groups or team of some records, or of all, were last others (UTC)."""
    query = (
        select(Change.record_id, func.max(Unit.at).label("at"))
        .join(Unit, Unit.seq == Change.unit)
        .where(
            Change.kind.in_(_MEMBERS),
            or_(Change.action != CHANGED, Change.field.in_(_ORDERED)),
        )
        .group_by(Change.record_id)
    )
    if records is not None:
        query = query.where(Change.record_id.in_(records))
    return {row.record_id: row.at for row in session.execute(query)}


def partings(
    session: Session, people: Collection[str], children: Mapping[str, Iterable[str]]
) -> Iterator[Parting]:
    """Each leaving and each coming back by which things are others' than before.

    `children` are the things of each record. A record and all of it is left by one of some
    `people` who is a member no more, or only helps; all within a block by whoever leaves that.
    """
    within = _Within(session, children)
    yield from _of_people(session, people, children, within)
    if within:
        yield from _of_blocks(session, within)


class _Within:
    """What was ever within each block of some records: SEQUENCE must not fall later."""

    def __init__(self, session: Session, children: Mapping[str, Iterable[str]]) -> None:
        self._inside: defaultdict[str, set[str]] = defaultdict(set)
        self._records = _ever_of(session, children)
        # Of a thing that is made the whole is told, of a change the value alone, in its quotes.
        block = case(
            (Change.action == CREATED, func.json_extract(Change.after, "$.parent_id")),
            else_=func.json_extract(Change.after, "$"),
        )
        put = or_(
            Change.action == CREATED, and_(Change.action == CHANGED, Change.field == "parent_id")
        )
        query = select(Change.entity_id, block.label("block")).where(
            Change.kind == "item", put, block.is_not(None)
        )
        for row in session.execute(self.only(query)):
            self._inside[row.block].add(row.entity_id)

    def __bool__(self) -> bool:
        return bool(self._inside)

    def only(self, query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        """A query of changes, for those of these records."""
        return query if self._records is None else query.where(Change.record_id.in_(self._records))

    def below(self, block: str) -> set[str]:
        """All that is within a block and within what is in it."""
        return all_inside(self._inside, (block,)) - {block}


def _ever_of(session: Session, children: Mapping[str, Iterable[str]]) -> set[str] | None:
    """The records that some things belong to, or did once; None where they are too many to name."""
    things = [thing for some in children.values() for thing in some]
    if len(things) > MANY:
        return None
    # A thing that was moved here has its early rows under the record it came from.
    came = select(Change.record_id).where(Change.entity_id.in_(things)).distinct()
    return {*children, *session.scalars(came)}


def _of_people(
    session: Session,
    people: Collection[str],
    children: Mapping[str, Iterable[str]],
    within: _Within,
) -> Iterator[Parting]:
    state = case((Change.action == DELETED, Change.before), else_=Change.after)
    who = func.json_extract(state, "$.person_id")
    query: Select[*tuple[Any, ...]] = (
        select(
            Change.unit,
            Change.step,
            Change.entity_id,
            Change.action,
            Change.record_id,
            who.label("person"),
            func.json_extract(state, "$.item_id").label("block"),
            Unit.at,
        )
        .join(Unit, Unit.seq == Change.unit)
        .where(
            Change.kind.in_((*_MEMBERS, "item_person")),
            Change.action.in_((CREATED, DELETED)),
            who.in_(list(people)),
        )
    )
    rows = session.execute(query).all()
    turns = [
        (row.unit, row.step, row.at, row.record_id, row.person, row.block, row.action == DELETED)
        for row in rows
    ]
    of = {row.entity_id: row.person for row in rows if row.block is None}
    turns += [
        (row.unit, row.step, row.at, row.record_id, of[row.entity_id], None, helps)
        for row, helps in _functions(session, of)
    ]
    left: set[tuple[str, str]] = set()
    for unit, _step, at, record, person, block, leaves in sorted(turns, key=lambda turn: turn[:2]):
        whose = (block or record, person)
        if leaves:
            left.add(whose)
        things = within.below(block) if block else (*children.get(record, ()), record)
        for thing in things:
            yield Parting(thing, unit, at, whose in left)


def _functions(session: Session, members: Collection[str]) -> Iterator[tuple[Any, bool]]:
    """Each change after which a member helps who did not, which is true, or the other way round."""
    query = (
        select(Change.unit, Change.step, Change.entity_id, Change.record_id, Unit.at)
        .add_columns(Change.before, Change.after)
        .join(Unit, Unit.seq == Change.unit)
        .where(Change.kind == "member", Change.action == CHANGED, Change.field == "function")
        .where(Change.entity_id.in_(list(members)))
    )
    for row in session.execute(query):
        before, after = (read_json(one) in _HELPING for one in (row.before, row.after))
        if before != after:
            yield row, after


def _of_blocks(session: Session, within: _Within) -> Iterator[Parting]:
    """What a block, or a place in another block, changes about who goes to a thing."""
    state = case((Change.action == DELETED, Change.before), else_=Change.after)
    everyone = func.json_extract(Change.after, "$.everyone").label("everyone")
    query: Select[*tuple[Any, ...]] = (
        select(
            *(Change.unit, Change.kind, Change.action, Change.field, Change.entity_id),
            *(Change.before, Change.after, Unit.at, everyone),
            func.json_extract(state, "$.item_id").label("block"),
        )
        .join(Unit, Unit.seq == Change.unit)
        .where(
            or_(
                and_(Change.kind == "item", Change.action == CREATED, everyone.is_(False)),
                and_(Change.kind == "item", Change.action == CHANGED, Change.field.in_(WHOSE)),
                and_(
                    Change.kind.in_(("item_group", "item_person")),
                    Change.action.in_((CREATED, DELETED)),
                ),
            ),
        )
        .order_by(Change.unit, Change.step)
    )
    rows = session.execute(within.only(query)).all()
    # Who goes to what is within these are not all.
    closed = {row.entity_id for row in rows if row.action == CREATED and row.kind == "item"} | {
        row.entity_id for row in rows if row.field == "everyone"
    }
    closed |= {thing for block in closed for thing in within.below(block)}
    left: set[str] = set()
    for row in rows:
        if row.kind != "item":
            gone = row.kind == "item_group" and row.action == DELETED
            left |= {row.block} if gone else set()
            leaves = row.kind == "item_group" and row.block in left
            things = within.below(row.block)
        elif row.action == CREATED:
            continue
        elif row.field == "everyone":
            things, leaves = within.below(row.entity_id), True
        else:
            blocks = {read_json(row.before), read_json(row.after)}
            things = {row.entity_id, *within.below(row.entity_id)}
            leaves = not blocks.isdisjoint(closed)
        for thing in things:
            yield Parting(thing, row.unit, row.at, leaves)

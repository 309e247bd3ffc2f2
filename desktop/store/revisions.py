"""How often things of a calendar moved, read from the change log (RFC 5546 §2.1.4)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, case, func, null, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from desktop.domain import Item, ItemGroup, ItemPerson, Slot, Task
from desktop.domain.revision import CALLED_OFF, Revision
from desktop.store.blocks import WHOSE, Blocks
from desktop.store.log import CHANGED, CREATED, DELETED, Change, Unit
from desktop.store.partings import MANY, Parting, listed, partings
from desktop.store.standing import Renamed, renamed
from desktop.store.values import read_json

__all__ = ["Revision", "revisions"]

_TIMES = frozenset(
    f"{end}_{part}" for end in ("start", "end") for part in ("date", "time", "zone", "fold", "part")
)
_PARTS = ("item_person", "item_group")

# Fields that say when, where and whether a thing takes place, so that guests must be told anew.
_MOVES: Mapping[str, frozenset[str]] = {
    "item": _TIMES
    | {"open_end", "status", "place_id", "end_place_id", "room"}
    | {"everyone", "host_organisation_id"},
    "slot": _TIMES | {"status", "instrument_id"},
    "exchange": frozenset(
        {"start", "end", "status", "host_organisation_id", "person_id", "host_person_id"}
    ),
    "task": frozenset({"anchor", "due", "offset_days", "turn", "done"}),
}
# The same of the record that a thing belongs to; its state counts only as far as it calls all off.
_RECORD_MOVES: Mapping[str, frozenset[str]] = {
    "access_request": frozenset({"facility_id", "investigator_id", "local_contact_id"}),
    "exchange": frozenset({"person_id"}),
}
_STATES = frozenset({"status", "stage"})
# These of a record move its tasks, which are counted from them, and nothing else of it.
_PERIOD = frozenset({"start", "end"})
# What else of its record stands in the event of an item or slot.
_RECORD_TEXTS = frozenset(
    (
        *("reference", "title_ja", "title_da", "title_en", "home_zone", "visit_zone"),
        *("confidentiality", "mode", "investigator_id", "local_contact_id"),
    )
)


@dataclass(slots=True)
class _Course:
    """What is known of one thing so far, while the log is read from its beginning."""

    created: datetime
    modified: datetime
    unit: int
    moved_in: set[int] = field(default_factory=set)
    left: bool = False
    listed: datetime | None = None

    @property
    def attended(self) -> datetime:
        """When it, or who takes part in it, was another last."""
        return max(self.modified, self.listed or self.modified)

    def heard(self, at: datetime) -> None:
        """Note that others take part since then."""
        self.listed = max(self.listed or at, at)


def revisions(
    session: Session,
    entity_ids: Collection[str] | None = None,
    people: Collection[str] | None = None,
) -> dict[str, Revision]:
    """The revisions of items, slots, stays and tasks, by identity; of all without `entity_ids`.

    Deleted ones may be among them. Undo moves a thing as well, so SEQUENCE rises again. What is
    told by its name (a place, a host) counts as the thing's own when it is renamed. For the
    calendars of some people, or of a body (`people` may be empty), it also rises when one of them
    leaves a visit, a group, a team or the block around an item, when the item or its block leaves
    them, and when they come back: only then does a calendar believe that something is theirs no
    more, or is again.
    """
    blocks = Blocks.read(session)
    few = None
    if entity_ids is not None and len(entity_ids) <= MANY:
        few = [*{*entity_ids, *blocks.around(entity_ids)}]
    owners = _owners(session, few)
    tasks = _tasks(session, few)
    children = _children(session, few)
    _add_deleted(session, few, owners, children, tasks)
    otherwise = list(renamed(session, few, children))
    for record, ids in tasks.items():
        children[record] += ids
    courses = _courses(session.execute(_log(few, owners)), owners, children, tasks, blocks)
    _count_renamed(otherwise, courses)
    for record, at in listed(session, None if few is None else list(children)).items():
        for course in filter(None, map(courses.get, children.get(record, ()))):
            course.heard(at)
    if people is not None:
        _count_partings(partings(session, people, children), courses)
    wanted = courses.keys() if entity_ids is None else courses.keys() & set(entity_ids)
    return {
        entity_id: Revision(len(course.moved_in), course.created, course.modified, course.attended)
        for entity_id in wanted
        for course in (courses[entity_id],)
    }


def _courses(
    log: Iterable[Row[Any]],
    owners: Mapping[str, str],
    children: Mapping[str, list[str]],
    tasks: Mapping[str, list[str]],
    blocks: Blocks,
) -> dict[str, _Course]:
    courses: dict[str, _Course] = {}
    for row in log:
        for entity_id in _touched(row, owners, children, tasks):
            course = courses.get(entity_id)
            if course is None:
                if row.action == CREATED and row.entity_id == entity_id:
                    courses[entity_id] = _Course(row.at, row.at, row.unit)
                continue
            course.modified = max(course.modified, row.at)
            if _moves(row, course) and row.unit != course.unit:
                course.moved_in.add(row.unit)
        for course in filter(None, map(courses.get, _told_of(row, owners, blocks))):
            course.heard(row.at)
    return courses


def _count_renamed(found: Iterable[Renamed], courses: Mapping[str, _Course]) -> None:
    for one in found:
        course = courses.get(one.thing)
        if course is not None and one.unit > course.unit:
            course.modified = max(course.modified, one.at)
            if one.moves:
                course.moved_in.add(one.unit)


def _count_partings(found: Iterable[Parting], courses: Mapping[str, _Course]) -> None:
    for one in found:
        course = courses.get(one.thing)
        if course is None or one.unit <= course.unit:
            continue
        course.heard(one.at)
        if one.leaves:
            course.moved_in.add(one.unit)
            course.modified = max(course.modified, one.at)


def _log(ids: list[str] | None, owners: Mapping[str, str]) -> Select[Any]:
    kinds = (*_MOVES, *CALLED_OFF, *_PARTS)
    # A created row holds the whole thing, which nobody reads here.
    before, after = (
        case((Change.action == CREATED, null()), else_=column)
        for column in (Change.before, Change.after)
    )
    query = (
        select(
            Change.unit,
            Change.action,
            Change.kind,
            Change.entity_id,
            Change.field,
            before.label("before"),
            after.label("after"),
            Unit.at,
        )
        .join(Unit, Unit.seq == Change.unit)
        .where(Change.kind.in_(kinds))
        .order_by(Change.unit, Change.step)
    )
    if ids is None:
        return query
    # A thing that was moved to another record has its early rows under the old one.
    of_records = and_(Change.record_id.in_(_records(ids)), Change.kind.in_(tuple(CALLED_OFF)))
    return query.where(or_(Change.entity_id.in_([*ids, *owners]), of_records))


def _records(ids: list[str]) -> Select[Any]:
    return select(Change.record_id).where(Change.entity_id.in_(ids)).distinct()


def _add_deleted(
    session: Session,
    ids: list[str] | None,
    owners: dict[str, str],
    children: defaultdict[str, list[str]],
    tasks: dict[str, list[str]],
) -> None:
    """What once belonged to whom, for SEQUENCE must not fall when the thing itself is deleted."""
    owner = func.json_extract(Change.before, "$.item_id").label("owner")
    query = (
        select(Change.kind, Change.entity_id, Change.record_id, owner)
        .where(Change.action == DELETED, Change.kind.in_(("item", "slot", "task", *_PARTS)))
        .distinct()
    )
    if ids is not None:
        parts = and_(Change.record_id.in_(_records(ids)), Change.kind.in_(_PARTS))
        query = query.where(or_(Change.entity_id.in_(ids), parts))
    wanted = None if ids is None else set(ids)
    for row in session.execute(query):
        if row.kind in _PARTS:
            if wanted is None or row.owner in wanted:
                owners.setdefault(row.entity_id, row.owner)
            continue
        known = tasks if row.kind == "task" else children
        if row.entity_id not in known[row.record_id]:
            known[row.record_id].append(row.entity_id)


def _owners(session: Session, ids: list[str] | None) -> dict[str, str]:
    """The item that each person or group of an item belongs to."""
    return {
        row.id: row.item_id
        for part in (ItemPerson, ItemGroup)
        for row in session.execute(_only(select(part.id, part.item_id), part.item_id, ids))
    }


def _children(session: Session, ids: list[str] | None) -> defaultdict[str, list[str]]:
    """The items and slots of each record."""
    items = select(Item.id, func.coalesce(Item.delegation_id, Item.exchange_id).label("record"))
    slots = select(Slot.id, Slot.access_id.label("record"))
    children: defaultdict[str, list[str]] = defaultdict(list)
    for query, key in ((items, Item.id), (slots, Slot.id)):
        for row in session.execute(_only(query, key, ids)):
            children[row.record].append(row.id)
    return children


def _tasks(session: Session, ids: list[str] | None) -> dict[str, list[str]]:
    """The tasks of each record."""
    owner = func.coalesce(Task.delegation_id, Task.exchange_id, Task.access_id)
    tasks: dict[str, list[str]] = defaultdict(list)
    for row in session.execute(_only(select(Task.id, owner.label("record")), Task.id, ids)):
        tasks[row.record].append(row.id)
    return tasks


def _only(
    query: Select[*tuple[Any, ...]], key: InstrumentedAttribute[str], ids: list[str] | None
) -> Select[*tuple[Any, ...]]:
    return query if ids is None else query.where(key.in_(ids))


def _touched(
    row: Row[Any],
    owners: Mapping[str, str],
    children: Mapping[str, list[str]],
    tasks: Mapping[str, list[str]],
) -> Iterable[str]:
    """The things of a calendar that look different after a row of the log."""
    if row.kind in _PARTS:
        owner = owners.get(row.entity_id)
        return (owner,) if owner is not None else ()
    if row.kind not in CALLED_OFF:
        return (row.entity_id,)
    own = (row.entity_id,) if row.kind in _MOVES else ()
    if row.action == CHANGED and row.field in _PERIOD:
        return (*own, *tasks.get(row.entity_id, ()))
    shown = row.action == CHANGED and (row.field in _RECORD_TEXTS or _moves_children(row))
    return (*own, *children.get(row.entity_id, ())) if shown else own


def _told_of(row: Row[Any], owners: Mapping[str, str], blocks: Blocks) -> Iterable[str]:
    """The items that are others' after a row of the log, as it is of a block around them."""
    if row.kind in _PARTS:
        block = owners.get(row.entity_id)
    else:
        block = row.entity_id if row.kind == "item" and row.field in WHOSE else None
    return blocks.within((block,)) if block is not None else ()


def _moves_children(row: Row[Any]) -> bool:
    if row.field in _STATES:
        off = CALLED_OFF[row.kind]
        return (read_json(row.before) in off) != (read_json(row.after) in off)
    return row.field in _RECORD_MOVES.get(row.kind, ())


def _moves(row: Row[Any], course: _Course) -> bool:
    if row.kind in _PARTS:
        # Who joins is told by their own calendar; who leaves must be told, and so must who is back.
        course.left = course.left or row.action == DELETED
        return course.left and bool(row.action != CHANGED)
    if row.action != CHANGED:
        return True  # deleted, or brought back
    if row.field in _MOVES.get(row.kind, ()):
        return True
    return row.kind in CALLED_OFF and (row.field in _PERIOD or _moves_children(row))

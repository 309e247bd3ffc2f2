"""Taking personal data out of everything that remembers: texts, the change log, what was issued.

Nothing of this is written to the change log, which would keep what is being taken away.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Column, Text, bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from desktop.domain.base import Base, Entity
from desktop.store.derive import derive
from desktop.store.log import CHANGED, Change, Unit, dump
from desktop.store.tree import classes
from desktop.store.values import to_json

MARK = "***"
"""Stands in free text where something was: any font has it, and it is of no language."""

# Things that stand by themselves: what they say of themselves is theirs, only notes are free text.
_DIRECTORY = frozenset(
    {
        *("person", "organisation", "place", "facility", "instrument", "office"),
        *("closure", "country_closure", "rule_setting", "checklist_line", "retention"),
    }
)
_NO_TEXT = frozenset({"reference", "search", "snapshot", "digest", "source_uid", "audience"})
_AT_ONCE = 500  # rows in which all values are looked for together

Values = Mapping[str, object]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Blank:
    """One entity whose columns become what `values` says, in the file and in its history."""

    kind: str
    entity_id: str
    values: Values


@dataclass(frozen=True, slots=True)
class Sight:
    """Where some values may stand: in which changes, and in the texts of which entities by kind.

    It knows the log up to the entry `log`; what came after may hold them as well.
    """

    values: frozenset[str]
    log: int
    changes: frozenset[int]
    texts: Mapping[str, frozenset[str]]


def blank(session: Session, one: Blank) -> None:
    """Give columns of an entity other values, as if they had never been different."""
    connection = session.connection()
    table = Base.metadata.tables[one.kind]
    connection.execute(update(table).where(table.c.id == one.entity_id).values(dict(one.values)))
    plain = {name: to_json(value) for name, value in one.values.items()}
    mine = (Change.kind == one.kind, Change.entity_id == one.entity_id)

    def emptied(_kind: str, action: str, field: str, told: Any) -> Any:
        if action == CHANGED:
            return plain.get(field, told)
        if isinstance(told, dict):
            return told | {name: value for name, value in plain.items() if name in told}
        return told

    _rewrite(session, session.execute(_logged_rows().where(*mine)), emptied)


def look(session: Session, values: Iterable[str]) -> Sight:
    """See where these values may stand, in one pass through all texts and the whole log."""
    wanted = sorted(set(values))
    log = session.scalar(select(func.max(Change.seq))) or 0
    texts = {kind: free_texts(kind) for kind in classes()}
    return Sight(
        frozenset(wanted),
        log,
        frozenset(row.seq for row in _changes_holding(session, _logged_rows(), wanted, texts)),
        {
            kind: frozenset(row.id for row in _texts_holding(session, kind, wanted))
            for kind in texts
        },
    )


def scrub(session: Session, values: Sequence[str], sight: Sight | None = None) -> set[str]:
    """Put the mark wherever one of these values stands in free text; gives the kinds changed.

    It is put into the texts and into their history alike, so that undo still finds each text as
    it left it. `sight` of these values, among others, saves going through everything.
    """
    if not values:
        return set()
    if sight is None or not sight.values.issuperset(values):
        sight = look(session, values)
    newer = select(Change.seq, Change.kind, Change.entity_id).where(Change.seq > sight.log)
    later = session.execute(newer).all()
    texts = {kind: free_texts(kind) for kind in classes()}
    touched = set()
    for kind in texts:
        ids = sight.texts[kind] | {row.entity_id for row in later if row.kind == kind}
        if _scrub_kind(session, kind, values, ids):
            touched.add(kind)

    def scrubbed(kind: str, action: str, field: str, told: Any) -> Any:
        names = texts.get(kind, frozenset())
        if action == CHANGED:
            return scrubbed_text(told, values) if field in names else told
        if isinstance(told, dict):
            return {
                name: scrubbed_text(text, values) if name in names else text
                for name, text in told.items()
            }
        return told

    for some in some_of(sight.changes | {row.seq for row in later}):
        query = _logged_rows().where(Change.seq.in_(some))
        _rewrite(session, _changes_holding(session, query, values, texts), scrubbed)
    scrub_labels(session, values)
    return touched


def scrub_labels(session: Session, values: Sequence[str]) -> None:
    """Put the mark into what actions are called."""
    told = [dump(value)[1:-1] for value in values]
    rows = session.execute(select(Unit.seq, Unit.label_values).where(Unit.label_values != "{}"))
    for seq, text in _holding(rows, told, lambda row: str(row.label_values)):
        label = {name: scrubbed_text(one, values) for name, one in json.loads(text).items()}
        _set_label(session, seq, label)


def forget_labels(session: Session, kind: str, ids: Collection[str]) -> None:
    """Let actions on these entities no longer say what the entity was called."""
    rows = session.execute(
        select(Unit.seq, Unit.label_values)
        .join(Change, Change.unit == Unit.seq)
        .where(Change.kind == kind, Change.entity_id.in_(ids))
        .distinct()
    ).all()
    for seq, text in rows:
        label = json.loads(text)
        if label.get("kind") == kind and label.get("name"):
            _set_label(session, seq, label | {"name": ""})


def forget_history(session: Session, ids: Collection[str]) -> None:
    """Take all that happened to entities that are gone out of the log."""
    log = Base.metadata.tables["change"]
    session.connection().execute(delete(log).where(log.c.entity_id.in_(ids)))


def free_texts(kind: str) -> frozenset[str]:
    """The columns of a kind in which officers write what they like."""
    if kind in _DIRECTORY:
        names = {"note"}
    else:
        table = Base.metadata.tables[kind]
        names = {column.key for column in table.columns if _is_text(column)}
    return frozenset(names - _NO_TEXT)


def scrubbed_text(told: Any, values: Iterable[str]) -> Any:
    """A text with the mark where one of the values stood; anything else as it is."""
    if isinstance(told, str):
        for value in values:
            told = told.replace(value, MARK)
    return told


def derive_again(session: Session, kind: str, ids: Iterable[str]) -> None:
    """Bring the search text of entities up to date after their columns were written past them."""
    for entity_id in ids:
        entity: Entity | None = session.get(classes()[kind], entity_id, populate_existing=True)
        if entity is not None:
            derive(entity)
    session.flush()


def _free_columns(kind: str) -> list[Column[Any]]:
    table = Base.metadata.tables[kind]
    return [table.c[name] for name in sorted(free_texts(kind)) if name in table.c]


def _texts_holding(
    session: Session, kind: str, values: Sequence[str], ids: Sequence[str] | None = None
) -> list[Any]:
    """The rows of a kind, of these entities or of all, in whose free texts a value stands."""
    columns, table = _free_columns(kind), Base.metadata.tables[kind]
    if not columns:
        return []
    query = select(table.c.id, *columns).execution_options(yield_per=_AT_ONCE)
    rows = session.execute(query if ids is None else query.where(table.c.id.in_(ids)))
    return _holding(rows, values, lambda row: "\n".join(filter(None, tuple(row)[1:])))


def _changes_holding(
    session: Session, query: Any, values: Sequence[str], texts: Mapping[str, frozenset[str]]
) -> list[Any]:
    """The rows of the log that a query gives in whose free texts a value stands."""
    rows = session.execute(query.execution_options(yield_per=_AT_ONCE))
    return _holding(rows, values, lambda row: _logged_texts(row, texts.get(row.kind, ())))


def _logged_texts(row: Any, names: Collection[str]) -> str:
    """The free texts that a row of the log tells, `names` being those of its kind."""
    if row.action == CHANGED:
        told = [json.loads(row.before), json.loads(row.after)] if row.field in names else []
    else:
        wholes = [json.loads(text) for text in (row.before, row.after) if text != "null"]
        told = [one.get(name) for one in wholes if isinstance(one, dict) for name in names]
    return "\n".join(text for text in told if isinstance(text, str) and text)


def _scrub_kind(session: Session, kind: str, values: Sequence[str], ids: Collection[str]) -> bool:
    """Put the mark into the free texts of these entities; gives whether any held a value."""
    table, columns = Base.metadata.tables[kind], _free_columns(kind)
    changed = [
        {
            "at": row.id,
            **{f"to_{one.key}": scrubbed_text(getattr(row, one.key), values) for one in columns},
        }
        for some in some_of(ids)
        for row in _texts_holding(session, kind, values, some)
    ]
    if not changed:
        return False
    session.connection().execute(
        update(table)
        .where(table.c.id == bindparam("at"))
        .values({column.key: bindparam(f"to_{column.key}") for column in columns}),
        changed,
    )
    derive_again(session, kind, [one["at"] for one in changed])
    return True


def some_of(ids: Collection[T]) -> Iterator[list[T]]:
    """The identities or numbers, a few at a time, as SQLite allows only so many values."""
    told = list(ids)
    for first in range(0, len(told), _AT_ONCE):
        yield told[first : first + _AT_ONCE]


def _rewrite(
    session: Session,
    rows: Iterable[Any],
    change: Callable[[str, str, str, Any], Any],
) -> None:
    """Let `change` (of kind, action, field and a value) say what values of the log become."""
    changed = []
    for row in rows:
        before, after = (
            dump(change(row.kind, row.action, row.field, json.loads(text)))
            for text in (row.before, row.after)
        )
        if (before, after) != (row.before, row.after):
            changed.append({"at": row.seq, "was": before, "is": after})
    if changed:
        log = Base.metadata.tables["change"]
        session.connection().execute(
            update(log)
            .where(log.c.seq == bindparam("at"))
            .values(before=bindparam("was"), after=bindparam("is")),
            changed,
        )


def _set_label(session: Session, seq: int, label: Values) -> None:
    unit = Base.metadata.tables["unit"]
    text = dump(label)
    session.connection().execute(update(unit).where(unit.c.seq == seq).values(label_values=text))


def _logged_rows() -> Any:
    row_of = (Change.kind, Change.action, Change.field, Change.before, Change.after)
    return select(Change.seq, *row_of)


def _holding(rows: Any, values: Sequence[str], text_of: Callable[[Any], str]) -> list[Any]:
    """The rows whose text holds one of the values.

    Most rows hold none: many are looked through together, which is much quicker than a condition
    for each value in the query.
    """
    found = []
    for some in rows.partitions(_AT_ONCE):
        texts = [text_of(row) for row in some]
        whole = "\n".join(dict.fromkeys(texts))
        there = [value for value in values if value in whole]
        if there:
            found += [
                row
                for row, text in zip(some, texts, strict=True)
                if any(value in text for value in there)
            ]
    return found


def _is_text(column: Column[Any]) -> bool:
    return type(column.type) is Text and not column.foreign_keys

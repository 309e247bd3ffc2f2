"""Taking personal data out of everything that remembers: texts, the change log, what was issued.

Nothing of this is written to the change log, which would keep what is being taken away.
"""

import json
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Column, Text, bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from desktop.domain.base import Base, Entity
from desktop.domain.codes import Function, Involvement
from desktop.store.derive import derive
from desktop.store.kept import Kept, keep
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
# Whose phone number a programme prints.
_CALLED = frozenset({Involvement.CONTACT, Involvement.INTERPRETER, Involvement.DRIVER})
_HELPING = frozenset({Function.LOCAL_TEAM, Function.INTERPRETER})

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
class Snapshot:
    """A record as it was issued: which edition, under which digest, and what it says."""

    digest: str
    document: dict[str, Any]

    def names(self, person_id: str) -> bool:
        """Whether a person has to do with the record."""
        return any(one.get("id") == person_id for one in self.document.get("people", ()))

    def calls(self, person_id: str) -> bool:
        """Whether a person is one whose phone number stands in programmes."""
        return any(
            (one.get("person") == person_id and one.get("involvement") in _CALLED)
            or (one.get("person") == person_id and one.get("function") in _HELPING)
            or one.get("local_contact") == person_id
            for one in _objects(self.document)
        )


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
    free = {kind: free_texts(kind) for kind in classes()}
    rows = session.execute(_logged_rows().execution_options(yield_per=_AT_ONCE))
    changes = _holding(
        rows, wanted, lambda row: _logged_texts(row, free.get(row.kind, frozenset()))
    )
    return Sight(
        frozenset(wanted),
        log,
        frozenset(row.seq for row in changes),
        {kind: _texts_holding(session, kind, wanted) for kind in classes()},
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

    for some in _some(sight.changes | {row.seq for row in later}):
        rows = session.execute(_logged_rows().where(Change.seq.in_(some))).all()
        _rewrite(session, rows, scrubbed)
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


def printed(session: Session) -> list[int]:
    """The changes that tell of editions and their papers."""
    told = Change.kind.in_(("edition", "edition_paper"))
    return list(session.scalars(select(Change.seq).where(told)))


def snapshots(session: Session, among: Sequence[int] | None = None) -> dict[str, Snapshot]:
    """Every record that is kept as it was issued, by its digest; also of editions undone.

    `among`, what `printed` gives, saves looking through the log again.
    """
    among = printed(session) if among is None else among
    digests = {row.snapshot for row in _logged(session, among, "edition", "snapshot")} - {None}
    digests |= set(session.scalars(select(Base.metadata.tables["edition"].c.snapshot)))
    found: dict[str, Snapshot] = {}
    for row in session.execute(select(Kept.digest, Kept.content).where(Kept.digest.in_(digests))):
        if row.content:
            found[row.digest] = Snapshot(row.digest, json.loads(zlib.decompress(row.content)))
    return found


def keep_instead(
    session: Session, old: Snapshot, document: Mapping[str, Any], among: Sequence[int]
) -> None:
    """Keep a record as issued in another form, wherever the first one was meant.

    `among` is what `printed` gives.
    """
    content = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    digest = keep(session, content)
    connection = session.connection()
    if digest == old.digest:
        return
    edition, kept = Base.metadata.tables["edition"], Base.metadata.tables["kept"]
    connection.execute(
        update(edition).where(edition.c.snapshot == old.digest).values(snapshot=digest)
    )
    log = Base.metadata.tables["change"]
    for some in _some(among):
        connection.execute(
            update(log)
            .where(log.c.seq.in_(some), log.c.kind == "edition")
            .values(
                before=func.replace(log.c.before, old.digest, digest),
                after=func.replace(log.c.after, old.digest, digest),
            )
        )
    connection.execute(delete(kept).where(kept.c.digest == old.digest))


def remove_papers(
    session: Session,
    snapshots: Collection[str],
    documents: Collection[str],
    among: Sequence[int],
) -> int:
    """Empty the kept papers of editions with these snapshots; gives how many there were.

    `documents` are the codes of papers that are meant; with none, all are. `among` is what
    `printed` gives.
    """
    if not snapshots:
        return 0
    edition, paper = (Base.metadata.tables[kind] for kind in ("edition", "edition_paper"))
    wanted = select(edition.c.id).where(edition.c.snapshot.in_(snapshots))
    logged = _logged(session, among, "edition", "snapshot")
    editions = {*session.scalars(wanted)}
    editions |= {row.entity_id for row in logged if row.snapshot in snapshots}
    query = select(paper.c.edition_id, paper.c.document, paper.c.digest)
    fields = ("edition_id", "document", "digest")
    papers = _logged(session, among, "edition_paper", *fields)
    rows = [tuple(row) for row in session.execute(query)]
    rows += [(row.edition_id, row.document, row.digest) for row in papers]
    digests = {
        digest
        for edition_id, document, digest in rows
        if edition_id in editions and (not documents or document in documents)
    }
    kept = Base.metadata.tables["kept"]
    done = session.connection().execute(
        update(kept).where(kept.c.digest.in_(digests), kept.c.content != b"").values(content=b"")
    )
    return done.rowcount


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


def _texts_holding(session: Session, kind: str, values: Sequence[str]) -> frozenset[str]:
    """The entities of a kind in whose free texts one of the values stands."""
    columns = _free_columns(kind)
    if not columns:
        return frozenset()
    query = select(Base.metadata.tables[kind].c.id, *columns)
    rows = session.execute(query.execution_options(yield_per=_AT_ONCE))
    found = _holding(rows, values, lambda row: "\n".join(filter(None, tuple(row)[1:])))
    return frozenset(row.id for row in found)


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
    changed: list[dict[str, Any]] = []
    for some in _some(ids) if columns else ():
        for row in session.execute(select(table.c.id, *columns).where(table.c.id.in_(some))):
            texts = tuple(scrubbed_text(text, values) for text in tuple(row)[1:])
            if texts != tuple(row)[1:]:
                named = zip(columns, texts, strict=True)
                changed.append({"at": row.id, **{f"to_{one.key}": text for one, text in named}})
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


def _some(ids: Collection[T]) -> Iterator[list[T]]:
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


def _logged(session: Session, among: Sequence[int], kind: str, *fields: str) -> list[Any]:
    """What fields of a kind were, and of which entity, where it was made or deleted."""
    whole = func.iif(Change.after != "null", Change.after, Change.before)
    told = (func.json_extract(whole, f"$.{field}").label(field) for field in fields)
    query = select(Change.entity_id, *told).where(Change.kind == kind, Change.action != CHANGED)
    return [
        row for some in _some(among) for row in session.execute(query.where(Change.seq.in_(some)))
    ]


def _objects(told: Any) -> Iterable[dict[str, Any]]:
    if isinstance(told, dict):
        yield told
        for part in told.values():
            yield from _objects(part)
    elif isinstance(told, list):
        for part in told:
            yield from _objects(part)

"""Taking personal data out of everything that remembers: texts, the change log, what was issued.

Nothing of this is written to the change log, which would keep what is being taken away.
"""

import json
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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


def scrub(session: Session, values: Sequence[str]) -> set[str]:
    """Put the mark wherever one of these values stands in free text; gives the kinds changed.

    It is put into the texts and into their history alike, so that undo still finds each text as
    it left it.
    """
    if not values:
        return set()
    touched = {kind for kind in classes() if _scrub_kind(session, kind, values)}
    told = [dump(value)[1:-1] for value in values]
    texts = {kind: free_texts(kind) for kind in classes()}

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

    rows = session.execute(_logged_rows().execution_options(yield_per=_AT_ONCE))
    found = _holding(rows, told, lambda row: f"{row.before}\n{row.after}")
    _rewrite(session, found, scrubbed)
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


def snapshots(session: Session) -> dict[str, Snapshot]:
    """Every record that is kept as it was issued, by its digest; also of editions undone."""
    digests = set(_logged(session, "edition", "snapshot"))
    digests |= set(session.scalars(select(Base.metadata.tables["edition"].c.snapshot)))
    found: dict[str, Snapshot] = {}
    for row in session.execute(select(Kept.digest, Kept.content).where(Kept.digest.in_(digests))):
        if row.content:
            found[row.digest] = Snapshot(row.digest, json.loads(zlib.decompress(row.content)))
    return found


def keep_instead(session: Session, old: Snapshot, document: Mapping[str, Any]) -> None:
    """Keep a record as issued in another form, wherever the first one was meant."""
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
    connection.execute(
        update(log)
        .where(log.c.kind == "edition")
        .values(
            before=func.replace(log.c.before, old.digest, digest),
            after=func.replace(log.c.after, old.digest, digest),
        )
    )
    connection.execute(delete(kept).where(kept.c.digest == old.digest))


def remove_papers(session: Session, snapshots: Collection[str], documents: Collection[str]) -> int:
    """Empty the kept papers of editions with these snapshots; gives how many there were.

    `documents` are the codes of papers that are meant; with none, all are.
    """
    edition, paper = (Base.metadata.tables[kind] for kind in ("edition", "edition_paper"))
    wanted = select(edition.c.id).where(edition.c.snapshot.in_(snapshots))
    editions = {*session.scalars(wanted), *_editions_logged(session, snapshots)}
    query = select(paper.c.edition_id, paper.c.document, paper.c.digest)
    rows = [*(tuple(row) for row in session.execute(query)), *_papers_logged(session)]
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


def _scrub_kind(session: Session, kind: str, values: Sequence[str]) -> bool:
    table = Base.metadata.tables[kind]
    columns = [table.c[name] for name in sorted(free_texts(kind)) if name in table.c]
    if not columns:
        return False
    query = select(table.c.id, *columns).execution_options(yield_per=_AT_ONCE)
    rows = _holding(
        session.execute(query), values, lambda row: "\n".join(filter(None, tuple(row)[1:]))
    )
    if not rows:
        return False
    session.connection().execute(
        update(table)
        .where(table.c.id == bindparam("at"))
        .values({column.key: bindparam(f"to_{column.key}") for column in columns}),
        [
            {
                "at": row.id,
                **{
                    f"to_{one.key}": scrubbed_text(getattr(row, one.key), values) for one in columns
                },
            }
            for row in rows
        ],
    )
    derive_again(session, kind, [row.id for row in rows])
    return True


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
        whole = "\n".join(texts)
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


def _logged(session: Session, kind: str, field: str) -> list[str]:
    """What a field of a kind ever was in entities that were made or deleted."""
    whole = func.iif(Change.after != "null", Change.after, Change.before)
    query = select(func.json_extract(whole, f"$.{field}")).where(
        Change.kind == kind, Change.action != CHANGED
    )
    return [one for one in session.scalars(query) if one]


def _editions_logged(session: Session, snapshots: Collection[str]) -> list[str]:
    whole = func.iif(Change.after != "null", Change.after, Change.before)
    query = select(Change.entity_id).where(
        Change.kind == "edition",
        Change.action != CHANGED,
        func.json_extract(whole, "$.snapshot").in_(snapshots),
    )
    return list(session.scalars(query))


def _papers_logged(session: Session) -> list[tuple[str, str, str]]:
    whole = func.iif(Change.after != "null", Change.after, Change.before)
    parts = (func.json_extract(whole, f"$.{name}") for name in ("edition_id", "document", "digest"))
    query = select(*parts).where(Change.kind == "edition_paper", Change.action != CHANGED)
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def _objects(told: Any) -> Iterable[dict[str, Any]]:
    if isinstance(told, dict):
        yield told
        for part in told.values():
            yield from _objects(part)
    elif isinstance(told, list):
        for part in told:
            yield from _objects(part)

"""What was issued of records and kept: which records tell of somebody, and taking that out.

As in `redaction`, nothing of this is written to the change log.
"""

import json
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from desktop.domain.base import Base
from desktop.domain.codes import Function, Involvement
from desktop.store.kept import Kept, keep
from desktop.store.log import CHANGED, Change
from desktop.store.redaction import some_of

# Whose phone number a programme prints.
_CALLED = frozenset({Involvement.CONTACT, Involvement.INTERPRETER, Involvement.DRIVER})
_HELPING = frozenset({Function.LOCAL_TEAM, Function.INTERPRETER})


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
    for some in some_of(among):
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


def _logged(session: Session, among: Sequence[int], kind: str, *fields: str) -> list[Any]:
    """What fields of a kind were, and of which entity, where it was made or deleted."""
    whole = func.iif(Change.after != "null", Change.after, Change.before)
    told = (func.json_extract(whole, f"$.{field}").label(field) for field in fields)
    query = select(Change.entity_id, *told).where(Change.kind == kind, Change.action != CHANGED)
    return [
        row for some in some_of(among) for row in session.execute(query.where(Change.seq.in_(some)))
    ]


def _objects(told: Any) -> Iterable[dict[str, Any]]:
    if isinstance(told, dict):
        yield told
        for part in told.values():
            yield from _objects(part)
    elif isinstance(told, list):
        for part in told:
            yield from _objects(part)

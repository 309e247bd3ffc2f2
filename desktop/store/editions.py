"""Editions: issuing one, finding it again as it was, and what has changed since.

A record as it was is kept as its excerpt in the interchange format, which is documented, without
what is private of people.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from desktop.domain import AccessRequest, Delegation, Edition, EditionPaper, Exchange
from desktop.domain.comparing import Comparison, Record, compare
from desktop.domain.edition import owner_key
from desktop.domain.paper import Stand
from desktop.errors import Problem
from desktop.store import interchange, loading
from desktop.store.interchange_read import read_own
from desktop.store.kept import keep, kept
from desktop.store.knit import knit

LABEL = "edition.issue"


@dataclass(frozen=True, slots=True)
class NewPaper:
    """One file of an edition that is being issued: its name, what it is, and its bytes.

    `document`, `languages` and `audience` are as in `EditionPaper`.
    """

    name: str
    content: bytes
    document: str
    languages: str
    audience: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record as it stands at one moment, ready to be printed and then issued as an edition.

    `record` is loaded whole; `stand` is what its papers say; `snapshot` is the record to be kept.
    """

    record: Record
    stand: Stand
    snapshot: bytes


def editions(session: Session, record_id: str) -> list[Edition]:
    """All editions of a record with their papers, the newest first."""
    keys = (Edition.delegation_id, Edition.exchange_id, Edition.access_id)
    query = (
        select(Edition)
        .where(or_(*(key == record_id for key in keys)))
        .options(selectinload(Edition.papers))
        .order_by(Edition.number.desc(), Edition.on.desc(), Edition.id)
    )
    return list(session.scalars(query))


def prepare(session: Session, kind: str, record_id: str, *, draft: bool) -> Prepared:
    """What the next edition of a record would be.

    Raises Problem `record_gone`, or `interchange_invalid` where it could not be read again later.
    """
    record = loading.record(session, kind, record_id)
    found = editions(session, record_id)
    previous = found[0].number if found else 0
    stand = Stand(next_number(record, found), draft, previous)
    snapshot = _snapshot(session, record)
    # What goes out must be comparable with what comes after it.
    _knitted(snapshot, record_id)
    return Prepared(record, stand, snapshot)


def next_number(record: Record, found: Sequence[Edition]) -> int:
    """The number of the next edition, given those there are, the newest first.

    A delegation may wish for a higher one, as where its first editions were issued elsewhere.
    """
    number = found[0].number + 1 if found else 1
    return max(number, record.edition) if isinstance(record, Delegation) else number


def issue(
    session: Session,
    prepared: Prepared,
    papers: Sequence[NewPaper],
    *,
    on: date,
    recipients: str = "",
    note: str = "",
) -> Edition:
    """Issue what was prepared on a day, with the very files made of it.

    Raises Problem `edition_taken` (number) when another edition took its number meanwhile.
    """
    record, stand = prepared.record, prepared.stand
    if any(one.number >= stand.number for one in editions(session, record.id)):
        raise Problem("edition_taken", number=stand.number)
    edition = Edition(
        number=stand.number,
        on=on,
        draft=stand.draft,
        recipients=recipients,
        note=note,
        snapshot=keep(session, prepared.snapshot),
        **{owner_key(record): record.id},
    )
    session.add(edition)
    session.add_all(
        EditionPaper(
            edition_id=edition.id,
            name=paper.name,
            document=paper.document,
            languages=paper.languages,
            audience=paper.audience,
            digest=keep(session, paper.content),
            size=len(paper.content),
            position=position,
        )
        for position, paper in enumerate(papers)
    )
    if isinstance(record, Delegation):
        visit = session.get_one(Delegation, record.id)
        visit.edition, visit.edition_final = stand.number, not stand.draft
    return edition


def as_issued(session: Session, edition: Edition) -> Record:
    """The record as it was in an edition, joined as if it had been loaded whole.

    Raises Problem `content_gone` where the file does not have it.
    """
    return _knitted(kept(session, edition.snapshot), edition.record_id)


def since(session: Session, edition: Edition, record: Record) -> Comparison:
    """What has changed in a record, loaded whole, since an edition; Problem `content_gone`."""
    return compare(as_issued(session, edition), record)


def between(session: Session, earlier: Edition, later: Edition) -> Comparison:
    """What differs between two editions of a record; Problem `content_gone`."""
    return compare(as_issued(session, earlier), as_issued(session, later))


def stand(session: Session, record: Record) -> Stand:
    """Where a record, loaded whole, stands: as issued last, or on the way to the next edition."""
    found = editions(session, record.id)
    if not found:
        if isinstance(record, Delegation):
            return Stand(record.edition, not record.edition_final)
        return Stand()
    last, earlier = found[0], found[1].number if len(found) > 1 else 0
    if is_current(session, last, record):
        return Stand(last.number, last.draft, earlier)
    return Stand(next_number(record, found), True, last.number)


def is_current(session: Session, edition: Edition, record: Record) -> bool:
    """Whether nothing that guests are told has changed since an edition."""
    try:
        return not since(session, edition, record)
    except Problem:  # nobody can tell any more
        return False


# What was issued never changes, is only looked at, and is asked for again by each paper.
@lru_cache(maxsize=8)
def _knitted(snapshot: bytes, record_id: str) -> Record:
    entities = read_own(snapshot)
    knit(entities)
    found = next(entity for entity in entities if entity.id == record_id)
    assert isinstance(found, Delegation | Exchange | AccessRequest)
    return found


def forget_read() -> None:
    """Let go of what was read of editions, as after somebody was erased from them."""
    _knitted.cache_clear()


def _snapshot(session: Session, record: Record) -> bytes:
    document = interchange.excerpt(session, record)
    for name in ("delegations", "exchanges", "access_requests"):
        for one in document.get(name, ()):
            # An edition does not hold those before it.
            one.pop("editions", None)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()

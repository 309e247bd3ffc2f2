"""Readable references such as DEL-2027-001, given once and never used again."""

import json
import re

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.domain.access import AccessRequest
from desktop.domain.delegation import Delegation
from desktop.domain.exchange import Exchange
from desktop.store.log import CREATED, Change
from desktop.store.tree import kind_of

Record = Delegation | Exchange | AccessRequest
PREFIXES: dict[type[Record], str] = {Delegation: "DEL", Exchange: "EXC", AccessRequest: "ACC"}
_SHAPE = re.compile(r"(DEL|EXC|ACC)-(\d{4})-(\d{3,})")


def next_reference(session: Session, cls: type[Record], year: int) -> str:
    """The next free reference of a kind in a year, deleted ones counted as used."""
    prefix = f"{PREFIXES[cls]}-{year:04d}-"
    taken = list(session.scalars(select(cls.reference).where(cls.reference.startswith(prefix))))
    logged = session.execute(
        select(Change.field, Change.after).where(
            Change.kind == kind_of(cls), or_(Change.action == CREATED, Change.field == "reference")
        )
    )
    for field, after in logged:
        value = json.loads(after)
        taken.append(str(value if field else value["reference"]))
    numbers = [
        int(match[3])
        for match in map(_SHAPE.fullmatch, taken)
        if match and match[0].startswith(prefix)
    ]
    return f"{prefix}{max(numbers, default=0) + 1:03d}"


def find_record(session: Session, reference: str) -> Record | None:
    """The record with that reference, in any letter case, or None."""
    match = _SHAPE.fullmatch(reference.strip().upper())
    if match is None:
        return None
    cls = next(cls for cls, prefix in PREFIXES.items() if prefix == match.group(1))
    record = session.scalar(select(cls).where(cls.reference == match.group(0)))
    return record if isinstance(record, Record) else None

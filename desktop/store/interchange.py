"""The whole office as one JSON text, out and in; docs/interchange.md describes the format."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.base import Entity
from desktop.domain.fields import split_codes
from desktop.domain.privacy import withheld
from desktop.domain.text import PARTS, Trilingual
from desktop.domain.time import Moment
from desktop.paths import shipped
from desktop.store.interchange_read import Entry, read
from desktop.store.interchange_shape import (
    FORMAT,
    TOP,
    VERSION,
    Field,
    fields_of,
    parts_of,
)
from desktop.store.log import Author
from desktop.store.office import OfficeFile, utc_now
from desktop.store.tree import classes, kind_of, record_of, with_parts
from desktop.store.values import to_json

Object = dict[str, Any]

_MOMENT = ("date", "time", "zone", "fold", "part")


def export(session: Session, *, private: bool = False) -> str:
    """The whole office, always the same text for the same content.

    What is private of people is in it only with `private`.
    """
    return as_text(_document(_everything(session), private=private))


def excerpt(session: Session, record: Entity, *, private: bool = False) -> Object:
    """One record and all it refers to, in the same format, private details as in `export`."""
    wanted = {record.id: record}
    waiting: list[Entity] = [record]
    while waiting:
        for member in with_parts(session, waiting.pop()):
            for field in fields_of(type(member)):
                target_id = getattr(member, field.key) if field.form == "link" else None
                target = target_id and session.get(classes()[field.target], target_id)
                top = record_of(target, session.get) if target else record
                if top.id not in wanted:
                    wanted[top.id] = top
                    waiting.append(top)
    family = [member for top in wanted.values() for member in with_parts(session, top)]
    return _document(family, private=private)


def entry(entity: Entity, *, private: bool = True) -> Object:
    """One entity without its parts, in the same format."""
    result: Object = {"id": entity.id}
    hidden = frozenset() if private else withheld(kind_of(entity))
    for field in fields_of(type(entity)):
        if field.key not in hidden:
            value = _value(entity, field)
            if value is not None:
                result[field.name] = value
    return result


def as_text(document: Object) -> str:
    """A document as it stands in a file: two spaces, Unicode as it is, a newline at the end."""
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def import_office(
    office: OfficeFile,
    data: bytes | str,
    label: str = "office.import",
    warn: Callable[[str, str], object] | None = None,
) -> Mapping[str, int]:
    """Store all of a document as one undo unit; gives how many of each list there were.

    `warn` is told of each name that may be another than it looks: where it stands, and the name.

    Raises Problem `interchange_newer` (version, known) or `interchange_invalid` (path, reason and
    what the reason needs, see docs/interchange.md); nothing is then stored.
    """
    content = read(data)
    with office.writing(label) as session:
        content.check_against(session)
        session.add_all(entry.entity for entry in content.entries)
    if warn is not None:
        for path, text in content.suspicious():
            warn(path, text)
    return _counts(content.entries)


def import_demo(office: OfficeFile) -> Mapping[str, int]:
    """Store the demo office that came with the program; the file should be empty."""
    data = (shipped("resources") / "demo" / "office.json").read_bytes()
    return import_office(office, data, "office.demo")


def demo_office(
    path: Path, author: Author | None = None, clock: Callable[[], datetime] = utc_now
) -> OfficeFile:
    """A new office file that holds the demo office, open; Problem as `OfficeFile.create`."""
    office = OfficeFile.create(path, author, clock)
    try:
        import_demo(office)
    except BaseException:
        office.close()
        path.unlink(missing_ok=True)
        raise
    return office


def _counts(entries: Iterable[Entry]) -> dict[str, int]:
    kinds = [kind_of(entry.entity) for entry in entries]
    return {name: kinds.count(kind) for name, kind in TOP.items() if kind in kinds}


def _everything(session: Session) -> list[Entity]:
    return [entity for cls in classes().values() for entity in session.scalars(select(cls))]


def _document(entities: Iterable[Entity], *, private: bool) -> Object:
    tops: dict[str, list[Entity]] = {}
    owned: dict[tuple[str, str, str], list[Entity]] = {}
    for entity in sorted(entities, key=_order):
        kind = kind_of(entity)
        tops.setdefault(kind, []).append(entity)
        for key in _owner_keys(type(entity)):
            owner_id = getattr(entity, key)
            if owner_id is not None:
                owned.setdefault((kind, key, owner_id), []).append(entity)

    def written(entity: Entity) -> Object:
        result = entry(entity, private=private)
        for part in parts_of(type(entity)):
            found = owned.get((kind_of(part.cls), part.key, entity.id))
            if found:
                result[part.name] = [written(one) for one in found]
        return result

    lists = {
        name: [written(entity) for entity in tops[kind]]
        for name, kind in TOP.items()
        if kind in tops
    }
    return {"format": FORMAT, "version": VERSION, **lists}


def _owner_keys(cls: type[Entity]) -> tuple[str, ...]:
    return tuple(
        part.key for owner in classes().values() for part in parts_of(owner) if part.cls is cls
    )


def _order(entity: Entity) -> tuple[object, ...]:
    """Records by reference, what has a time by time, what has an order by that, then by id."""
    start = getattr(entity, "start", None)
    return (
        kind_of(entity),
        getattr(entity, "reference", ""),
        start.sort_key() if isinstance(start, Moment) else (),
        getattr(entity, "position", 0),
        entity.id,
    )


def _value(entity: Entity, field: Field) -> Any:
    """A field as JSON; None where it is empty, and where a number or a yes is what one expects."""
    value = getattr(entity, field.key)
    if field.form == "words":
        return _words(value)
    if field.form == "moment":
        return _moment(value)
    if field.form == "codes":
        return list(split_codes(value)) or None
    if value == field.default() and not (isinstance(value, str) and value):
        return None  # a code is written also where it is the usual one
    return to_json(value)


def _words(words: Trilingual) -> Object | None:
    return {part: text for part in PARTS if (text := getattr(words, part))} or None


def _moment(moment: Moment) -> Object | None:
    given = {
        name: to_json(value)
        for name in _MOMENT
        if (value := getattr(moment, name)) != getattr(Moment(), name)
    }
    return given or None

"""Reading a file in the interchange format: what it says, and where it is wrong."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NoReturn

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.base import Entity
from desktop.domain.fields import FIRST_DAY, LAST_DAY, ZONES, join_codes
from desktop.domain.suspicious import suspicious, visible
from desktop.domain.text import PARTS, Trilingual, clean
from desktop.domain.time import Moment, is_zone
from desktop.errors import Problem
from desktop.store.interchange_shape import (
    FORMAT,
    TOP,
    VERSION,
    Field,
    fields_of,
    parts_of,
    schema,
)
from desktop.store.tree import classes, kind_of
from desktop.store.values import from_json

LARGEST = 64 * 1024 * 1024  # bytes; a hundred times a full year of one office
_SHOWN = 80  # characters of a wrong value that a message repeats
# What people and things are known and reached by.
_NAMES = frozenset(
    ("family", "given", "kana", "name", "short_name", "title", "email", "website", "meeting_link")
)
_AT_ONCE = 500  # identities asked for in one query; SQLite allows 32,766 values
_OF_ONE_RECORD = ("item", "group")  # kinds that only their own record refers to


@dataclass(frozen=True)
class Entry:
    """An entity that was read, where it stands, and the record it is a part of."""

    entity: Entity
    path: str
    record: str


@dataclass(frozen=True)
class Link:
    """A reference that was read: from which entity, where it stands, to what."""

    source: Entry
    path: str
    kind: str
    target: str


@dataclass
class Content:
    """What a file holds, owners before their parts; everything in it agrees with itself."""

    entries: list[Entry] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def suspicious(self) -> Iterator[tuple[str, str]]:
        """The names that may be others than they look: where each stands, and the text."""
        for entry in self.entries:
            for one in fields_of(type(entry.entity)):
                value = getattr(entry.entity, one.key) if one.key in _NAMES else ""
                texts = value.parts() if isinstance(value, Trilingual) else (value or "",)
                for text in filter(suspicious, texts):
                    yield f"{entry.path}.{one.name}", text

    def check_against(self, session: Session) -> None:
        """Refuse what an office has already, and references to what neither has.

        Raises Problem `interchange_invalid`.
        """
        for cls in classes().values():
            mine = [entry for entry in self.entries if type(entry.entity) is cls]
            taken = _those_in(session, cls, "id", [entry.entity.id for entry in mine])
            for entry in mine:
                if entry.entity.id in taken:
                    invalid(f"{entry.path}.id", "id_taken", id=entry.entity.id)
            if "reference" in (one.key for one in fields_of(cls)):
                _check_references(session, cls, mine)
        known = {(kind_of(entry.entity), entry.entity.id) for entry in self.entries}
        for kind in classes():
            open_ends = [
                link
                for link in self.links
                if link.kind == kind and (kind, link.target) not in known
            ]
            found = _those_in(session, classes()[kind], "id", [link.target for link in open_ends])
            for link in open_ends:
                if link.target not in found or kind in _OF_ONE_RECORD:
                    invalid(link.path, "unknown_id", id=link.target, kind=kind)


def read(data: bytes | str) -> Content:
    """What a file says, checked as far as that goes without an office.

    Raises Problem `interchange_newer` or `interchange_invalid`, as docs/interchange.md tells.
    """
    document = _parsed(data)
    _check_format(document)
    _check_shape(document)
    content = Content()
    for name, kind in TOP.items():
        for index, value in enumerate(document.get(name, ())):
            _read_entity(content, classes()[kind], value, f"{name}[{index}]", {}, "")
    _check_identities(content.entries)
    _check_links(content)
    return content


def read_own(data: bytes) -> list[Entity]:
    """All that stands in what this program itself wrote of an office, as it was there.

    An office may hold what `read` refuses, such as a place within itself. Raises Problem
    `interchange_invalid` for what cannot even be told.
    """
    document = _parsed(data)
    content = Content()
    try:
        for name, kind in TOP.items():
            for index, value in enumerate(document.get(name, ())):
                _read_entity(content, classes()[kind], value, f"{name}[{index}]", {}, "")
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Problem(
            "interchange_invalid", path="", reason="wrong_type", expected="object"
        ) from error
    return [entry.entity for entry in content.entries]


def invalid(path: str, reason: str, **values: object) -> NoReturn:
    """Refuse a file: where it is wrong, and why."""
    raise Problem("interchange_invalid", path=path, reason=reason, **values)


def _parsed(data: bytes | str) -> dict[str, Any]:
    if len(data) > LARGEST:
        invalid("", "too_large", size=len(data), limit=LARGEST)
    try:
        text = data if isinstance(data, str) else data.decode("utf-8-sig")
        value = json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=_no_field_twice,
            parse_constant=lambda name: invalid("", "bad_number", value=name),
        )
    except UnicodeDecodeError as error:
        invalid("", "not_utf8", position=error.start)
    except json.JSONDecodeError as error:
        invalid("", "bad_json", line=error.lineno, column=error.colno)
    except RecursionError:
        invalid("", "too_deep")
    except ValueError:  # a number of more digits than Python converts
        invalid("", "bad_number", value="")
    if not isinstance(value, dict):
        invalid("", "wrong_type", expected="object")
    return value


def _no_field_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        invalid("", "duplicate_field", field=shown(twice))
    return result


def _check_format(document: dict[str, Any]) -> None:
    if document.get("format") != FORMAT:
        invalid("format", "wrong_format", expected=FORMAT)
    version = document.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        invalid("version", "wrong_type", expected="integer")
    if version > VERSION:
        raise Problem("interchange_newer", version=version, known=VERSION)


@cache
def _shape_check() -> Callable[[object], object]:
    import fastjsonschema

    check: Callable[[object], object] = fastjsonschema.compile(
        schema(), use_default=False, use_formats=False
    )
    return check


def _check_shape(document: dict[str, Any]) -> None:
    from fastjsonschema import JsonSchemaValueException

    try:
        _shape_check()(document)
    except JsonSchemaValueException as error:
        fault = error
    else:
        return
    path = (fault.name or "").removeprefix("data").removeprefix(".")
    rule, definition, value = fault.rule, fault.definition, fault.value
    if rule == "type":
        invalid(path, "wrong_type", expected=definition["type"])
    if rule == "additionalProperties":
        name = next(name for name in value if name not in definition["properties"])
        invalid(_below(path, shown(name)), "unknown_field", field=shown(name))
    if rule == "required":
        name = next(name for name in definition["required"] if name not in value)
        invalid(_below(path, name), "missing_field", field=name)
    if rule == "enum":
        invalid(path, "unknown_code", value=shown(value))
    if rule in ("minimum", "maximum"):
        limits = {"minimum": definition["minimum"], "maximum": definition["maximum"]}
        invalid(path, "out_of_range", **limits)
    invalid(path, f"bad_{definition.get('format', 'value')}", value=shown(value))


def shown(value: object) -> str:
    """A value from outside as a message may repeat it: short, nothing in it controls or hides."""
    text = visible(clean(value[: 2 * _SHOWN])) if isinstance(value, str) else type(value).__name__
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _read_entity(
    content: Content,
    cls: type[Entity],
    value: dict[str, Any],
    path: str,
    owner: dict[str, str],
    record: str,
) -> None:
    values: dict[str, object] = {"id": value["id"], **owner}
    links = []
    for one in fields_of(cls):
        if one.name in value:
            where = f"{path}.{one.name}"
            values[one.key] = _value(one, value[one.name], where)
            if one.form == "link":
                links.append((where, one.target, value[one.name]))
    entry = Entry(cls(**values), path, record or value["id"])
    content.entries.append(entry)
    content.links += [Link(entry, where, kind, target) for where, kind, target in links]
    for part in parts_of(cls):
        for index, below in enumerate(value.get(part.name, ())):
            where = f"{path}.{part.name}[{index}]"
            _read_entity(content, part.cls, below, where, {part.key: value["id"]}, entry.record)


def _value(one: Field, value: Any, path: str) -> object:
    if one.form == "words":
        return Trilingual(**{part: clean(value.get(part, "")) for part in PARTS})
    if one.form == "moment":
        return _moment(value, path)
    if one.form == "codes":
        return join_codes(value)
    if one.form == "link":
        return value
    if isinstance(value, str):
        value = clean(value)
        if one.key in ZONES and value:
            _check_zone(value, path)
    if one.is_day:
        return _day(value, path)
    try:
        return from_json(one.column, value)
    except ValueError:  # of columns that hold texts and numbers, only a clock time can be none
        invalid(path, "bad_time", value=shown(value))


def _moment(value: dict[str, Any], path: str) -> Moment:
    zone = value.get("zone")
    if zone is not None:
        _check_zone(zone, f"{path}.zone")
    return Moment(
        _day(value["date"], f"{path}.date") if "date" in value else None,
        dt.time.fromisoformat(value["time"]) if "time" in value else None,
        zone,
        int(value.get("fold", 0)),
        value.get("part", Moment().part),
    )


def _check_zone(zone: str, path: str) -> None:
    if not is_zone(zone):
        invalid(path, "unknown_zone", value=shown(zone))


def _day(value: str, path: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        invalid(path, "bad_date", value=value)
    if not FIRST_DAY <= day <= LAST_DAY:
        invalid(path, "out_of_range", minimum=str(FIRST_DAY), maximum=str(LAST_DAY))
    return day


def _check_identities(entries: Iterable[Entry]) -> None:
    ids: set[str] = set()
    references: set[str] = set()
    for entry in entries:
        if entry.entity.id in ids:
            invalid(f"{entry.path}.id", "duplicate_id", id=entry.entity.id)
        ids.add(entry.entity.id)
        reference = getattr(entry.entity, "reference", "")
        if reference in references:
            invalid(f"{entry.path}.reference", "duplicate_reference", reference=reference)
        references |= {reference} - {""}


def _check_links(content: Content) -> None:
    """Refuse links into another record, and things that are inside themselves."""
    by_id = {entry.entity.id: entry for entry in content.entries}
    inside: dict[str, Link] = {}
    for link in content.links:
        target = by_id.get(link.target)
        if target is None:
            continue
        if kind_of(target.entity) != link.kind:
            invalid(link.path, "unknown_id", id=link.target, kind=link.kind)
        if link.kind in _OF_ONE_RECORD and target.record != link.source.record:
            invalid(link.path, "other_record", id=link.target)
        if link.kind == kind_of(link.source.entity):
            inside[link.source.entity.id] = link
    sound: set[str] = set()
    for start in inside:
        way: set[str] = set()
        step = start
        while step in inside and step not in sound:
            if step in way:
                invalid(inside[step].path, "circle", id=step)
            way.add(step)
            step = inside[step].target
        sound |= way


def _check_references(session: Session, cls: type[Entity], entries: list[Entry]) -> None:
    names = {_reference(entry): entry for entry in entries}
    for reference in _those_in(session, cls, "reference", names):
        path = f"{names[reference].path}.reference"
        invalid(path, "reference_taken", reference=reference)


def _reference(entry: Entry) -> str:
    return str(getattr(entry.entity, "reference", ""))


def _those_in(session: Session, cls: type[Entity], column: str, values: Iterable[str]) -> set[str]:
    wanted = list(values)
    return {
        found
        for some in _some(wanted)
        for found in session.scalars(
            select(getattr(cls, column)).where(getattr(cls, column).in_(some))
        )
    }


def _some(values: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]

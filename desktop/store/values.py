"""Column values as JSON, for the change log and the interchange format."""

import datetime as dt
import json
from typing import Any

from sqlalchemy import Boolean, Date, Float, Integer, Time, inspect
from sqlalchemy.orm import Mapper
from sqlalchemy.sql.elements import NamedColumn

from desktop.domain.base import Entity, UnreadableCell, UtcDateTime

Json = None | bool | int | float | str


def is_derived(column: NamedColumn[Any]) -> bool:
    """Whether the column is computed from others, so that it is neither logged nor exported."""
    return bool(column.info.get("derived"))


def stored_columns(mapper: Mapper[Any]) -> dict[str, NamedColumn[Any]]:
    """The columns of a class that hold the truth, by attribute name, identity first."""
    columns = {attribute.key: attribute.columns[0] for attribute in mapper.column_attrs}
    stored = {key: column for key, column in columns.items() if not is_derived(column)}
    return {"id": stored.pop("id"), **stored}


def forget_composites(entity: Entity) -> None:
    """Let moments and trilingual texts be read again after single columns of theirs were set."""
    for composite in inspect(type(entity)).composites:
        entity.__dict__.pop(composite.key, None)


def to_json(value: object) -> Json:
    """A column value as JSON; dates, times and instants in ISO 8601."""
    if isinstance(value, dt.time):
        return value.isoformat("minutes" if not (value.second or value.microsecond) else "auto")
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)


def read_json(text: str) -> Any:
    """What the change log holds as JSON; UnreadableCell when it is none."""
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError):
        raise UnreadableCell("no JSON") from None


def from_json(column: NamedColumn[Any], value: Json) -> object:
    """The value that `to_json` wrote for that column; ValueError or TypeError when it is none."""
    if value is None:
        return None
    kind = column.type
    if isinstance(kind, UtcDateTime):
        return dt.datetime.fromisoformat(str(value))
    if isinstance(kind, Date):
        return dt.date.fromisoformat(str(value))
    if isinstance(kind, Time):
        return dt.time.fromisoformat(str(value))
    if isinstance(kind, Boolean):
        return bool(value)
    if isinstance(kind, Integer):
        return int(value)
    if isinstance(kind, Float):
        return float(value)
    return str(value)

"""What a file in the interchange format looks like, read off the mapped classes."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Date, Float, Integer, inspect
from sqlalchemy.sql.elements import NamedColumn

from desktop.domain.base import Entity
from desktop.domain.fields import CODE_LISTS, LIMITS, ZONES, code_set
from desktop.domain.text import Trilingual
from desktop.domain.time import DayPart
from desktop.store.references import PREFIXES
from desktop.store.tree import classes, is_owner, keys, kind_of, part_keys, target_kind
from desktop.store.values import stored_columns

FORMAT = "kakehashi-office"
VERSION = 1

# The lists of a file, in the order in which one refers to those before it.
TOP = {
    "offices": "office",
    "organisations": "organisation",
    "places": "place",
    "people": "person",
    "facilities": "facility",
    "delegations": "delegation",
    "exchanges": "exchange",
    "access_requests": "access_request",
    "country_closures": "country_closure",
    "rule_settings": "rule_setting",
    "checklist_lines": "checklist_line",
    "retentions": "retention",
}
# Parts whose own name says less, or that the owner has no relationship for.
_PART_NAMES = {
    ("place", "travel_time"): "travel_times",
    **{
        (kind, "closure"): "closures"
        for kind in ("place", "organisation", "person", "facility", "instrument")
    },
    **{
        (kind, "acceptance"): "accepted_findings"
        for kind in ("delegation", "exchange", "access_request")
    },
    **{(kind, "edition"): "editions" for kind in ("delegation", "exchange", "access_request")},
    ("item", "item_window"): "windows",
    ("item", "item_order"): "orders",
    ("delegation", "draft_day"): "draft_days",
    ("group", "group_member"): "members",
    ("delegation", "task"): "tasks",
    ("access_request", "task"): "tasks",
}

Schema = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """One field of an entity: `name` in the file, `key` on the class.

    `form` is "words", "moment", "link", "codes" or "column"; `column` is the first one it fills;
    `target` is the kind that a link points at.
    """

    name: str
    key: str
    form: str
    column: NamedColumn[Any]
    target: str = ""

    def default(self) -> object:
        """The value that an absent field stands for."""
        default = getattr(self.column, "default", None)
        return None if default is None else default.arg

    @property
    def is_day(self) -> bool:
        """Whether the field holds a day."""
        return self.form == "column" and isinstance(self.column.type, Date)


@dataclass(frozen=True)
class Part:
    """The parts of one class in its owner: `name` of the list, `key` of the owner's id in them."""

    name: str
    key: str
    cls: type[Entity]


@cache
def fields_of(cls: type[Entity]) -> tuple[Field, ...]:
    """The fields of a class in the order of the file; its identity and owner are not among them."""
    mapper = inspect(cls)
    whole = {
        column: composite
        for composite in mapper.composites
        for column in (prop.key for prop in composite.props)
    }
    owners = {column.key for column in keys(cls) if is_owner(column)}
    targets = {column.key: target_kind(column) for column in keys(cls)}
    fields: dict[str, Field] = {}
    for key, column in stored_columns(mapper).items():
        if key == "id" or key in owners:
            continue
        if key in whole:
            name = whole[key].key
            form = "words" if whole[key].composite_class is Trilingual else "moment"
            fields.setdefault(name, Field(name, name, form, column))
        elif key in targets:
            fields[key] = Field(key.removesuffix("_id"), key, "link", column, targets[key])
        else:
            form = "codes" if key in CODE_LISTS.get(cls, {}) else "column"
            fields[key] = Field(key, key, form, column)
    return tuple(fields.values())


@cache
def parts_of(cls: type[Entity]) -> tuple[Part, ...]:
    """The lists of parts that an entity of a class holds, in the order of the file."""
    related = {
        relation.mapper.class_: relation.key
        for relation in inspect(cls).relationships
        if relation.uselist
    }
    found = [
        Part(
            _PART_NAMES.get((kind_of(cls), kind_of(part))) or related[part],
            str(column.key),
            part,
        )
        for part, column in part_keys(cls)
    ]
    order = list(related.values())
    return tuple(sorted(found, key=lambda part: _place(part.name, order)))


def _place(name: str, order: list[str]) -> tuple[int, str]:
    return (order.index(name) if name in order else len(order), name)


def schema() -> Schema:
    """The JSON Schema (draft 7) of the format; `resources/interchange.schema.json` is this."""
    entities = {kind: _entity(cls) for kind, cls in sorted(classes().items())}
    lists = {
        name: {"type": "array", "items": {"$ref": f"#/definitions/{kind}"}}
        for name, kind in TOP.items()
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Kakehashi office",
        "description": "A whole office in the interchange format; see docs/interchange.md.",
        "type": "object",
        "additionalProperties": False,
        "required": ["format", "version"],
        "properties": {"format": {"const": FORMAT}, "version": {"const": VERSION}, **lists},
        "definitions": {**_COMMON, **entities},
    }


def _entity(cls: type[Entity]) -> Schema:
    required = [
        field.name
        for field in fields_of(cls)
        if (field.form in ("link", "column") and _must_be_given(field.column))
        or (field.key == "reference" and _prefix(cls))
    ]
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", *required],
        "properties": {
            "id": {"$ref": "#/definitions/id"},
            **{field.name: _value(cls, field) for field in fields_of(cls)},
            **{
                part.name: {
                    "type": "array",
                    "items": {"$ref": f"#/definitions/{kind_of(part.cls)}"},
                }
                for part in parts_of(cls)
            },
        },
    }


def _must_be_given(column: NamedColumn[Any]) -> bool:
    return not getattr(column, "nullable", True) and getattr(column, "default", None) is None


def _prefix(cls: type[Entity]) -> str:
    return next((prefix for record, prefix in PREFIXES.items() if record is cls), "")


def _value(cls: type[Entity], field: Field) -> Schema:
    if field.form in ("words", "moment"):
        return {"$ref": f"#/definitions/{field.form}"}
    if field.form == "link":
        return {**_ID, "description": f"The id of one of the kind {field.target}."}
    if field.form == "codes":
        return {"type": "array", "items": _codes(list(CODE_LISTS[cls][field.key]))}
    if field.key == "reference" and _prefix(cls):
        pattern = f"^{_prefix(cls)}-[0-9]{{4}}-[0-9]{{3,9}}$"
        return {"type": "string", "format": "reference", "pattern": pattern}
    default = field.default()
    codes = code_set(cls, field.key)
    if codes is not None:
        return {**_codes([*codes, *([] if default else [""])]), "default": default}
    if field.is_day:
        return {"$ref": "#/definitions/date"}
    return {**_plain(cls, field), **({} if default is None else {"default": default})}


def _plain(cls: type[Entity], field: Field) -> Schema:
    kind = field.column.type
    if isinstance(kind, Boolean):
        return {"type": "boolean"}
    if isinstance(kind, Integer | Float):
        low, high = LIMITS.get(cls, {}).get(field.key, (-(2**31), 2**31 - 1))
        name = "integer" if isinstance(kind, Integer) else "number"
        return {"type": name, "minimum": low, "maximum": high}
    return {"type": "string", **({"format": "zone"} if field.key in ZONES else {})}


def _codes(codes: list[Any]) -> Schema:
    return {"type": "string", "enum": [str(code) for code in codes]}


_ID: Schema = {
    "type": "string",
    "format": "uuid",
    "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
}
_DATE: Schema = {
    "type": "string",
    "format": "date",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
}
_COMMON: Schema = {
    "id": _ID,
    "date": _DATE,
    "words": {
        "description": "A text in up to three languages; what is not there is not known.",
        "type": "object",
        "additionalProperties": False,
        "properties": {part: {"type": "string"} for part in ("ja", "da", "en")},
    },
    "moment": {
        "description": "A start or an end: the clock on the wall and the zone it is in.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "date": _DATE,
            "time": {
                "type": "string",
                "format": "time",
                "pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{6})?)?$",
            },
            "zone": {"type": "string", "format": "zone"},
            "fold": {"type": "integer", "minimum": 0, "maximum": 1, "default": 0},
            "part": {**_codes(list(DayPart)), "default": DayPart.EXACT.value},
        },
    },
}


if __name__ == "__main__":  # a maintainer's: write the schema file anew
    import json

    from desktop.paths import shipped

    written = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    file = shipped("resources") / "interchange.schema.json"
    file.write_text(written, encoding="utf-8", newline="\n")

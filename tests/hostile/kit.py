"""An office in which every text that somebody may type is hostile."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Text

from desktop.domain.base import Entity
from desktop.domain.fields import ZONES, code_set
from desktop.paths import shipped
from desktop.store.interchange import import_office
from desktop.store.interchange_shape import TOP, fields_of, parts_of
from desktop.store.log import Author
from desktop.store.office import OfficeFile, utc_now
from desktop.store.tree import classes

# Texts that a rule of the office reads: countries, airports and dates as they were printed.
_READ = frozenset({"country", "nationality", "iata", "rule", "code", "document", "reference"})


def demo() -> dict[str, Any]:
    """The demo office as it is imported."""
    told: dict[str, Any] = json.loads(
        (shipped("resources") / "demo" / "office.json").read_text("utf-8")
    )
    return told


def spoiled(document: dict[str, Any], payload: str) -> dict[str, Any]:
    """The same office with `payload` after every text that somebody may type."""
    return {
        name: [_spoiled(classes()[TOP[name]], one, payload) for one in value]
        if name in TOP
        else value
        for name, value in document.items()
    }


def hostile_office(
    path: Path, payload: str, clock: Callable[[], datetime] = utc_now, name: str = ""
) -> OfficeFile:
    """A new office file with the demo office, `payload` in each of its texts; it is open."""
    office = OfficeFile.create(path, Author(name), clock)
    import_office(office, json.dumps(spoiled(demo(), payload)))
    return office


def _spoiled(cls: type[Entity], record: dict[str, Any], payload: str) -> dict[str, Any]:
    made = dict(record)
    for one in fields_of(cls):
        if one.form == "words":
            given = {part: f"{text} {payload}" for part, text in made.get(one.name, {}).items()}
            made[one.name] = given or {"en": payload}
        elif (
            one.form == "column"
            and isinstance(one.column.type, Text)
            and code_set(cls, one.key) is None
            and one.key not in ZONES | _READ
        ):
            made[one.name] = f"{made.get(one.name, '')} {payload}".strip()
    for part in parts_of(cls):
        if part.name in made:
            made[part.name] = [_spoiled(part.cls, one, payload) for one in made[part.name]]
    return made

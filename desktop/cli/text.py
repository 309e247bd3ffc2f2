"""Records as plain text for a terminal: tables whose columns stand straight in any script."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from desktop import words
from desktop.domain import Trilingual
from desktop.domain.codes import (
    DelegationStatus,
    ExchangeStatus,
    OrganisationKind,
    PlaceKind,
    Stage,
)
from desktop.language import N_, Language
from desktop.language.dates import date_short
from desktop.language.names import PersonName, display
from desktop.language.sorting import person_sort_key, sort_key
from desktop.store import directory, lists

Row = Sequence[str]
_GAP = "  "


def width(text: str) -> int:
    """How many columns of a terminal a text takes; Japanese characters take two."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def flat(text: str) -> str:
    """Text on one line, without what a terminal would take for a command."""
    spaced = " ".join(text.split())
    return "".join(char for char in spaced if unicodedata.category(char) not in ("Cc", "Cf"))


def table(rows: Iterable[Row], indent: str = "") -> list[str]:
    """Rows as lines whose columns stand straight; empty columns are left out."""
    cells = [[flat(cell) for cell in row] for row in rows]
    if not cells:
        return []
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    return [
        indent
        + _GAP.join(
            cell + " " * (wide - width(cell))
            for cell, wide in zip(row, widths, strict=True)
            if wide
        ).rstrip()
        for row in cells
    ]


def headed(names: Row, rows: Sequence[Row]) -> list[str]:
    """A table under a line of names; a column that no row fills is left out with its name."""
    filled = [any(flat(row[index]) for row in rows) for index in range(len(names))]
    kept = [
        [cell for cell, full in zip(row, filled, strict=True) if full] for row in (names, *rows)
    ]
    return table(kept)


def plain(value: object) -> Any:
    """A row of a list as JSON has it: dates in ISO 8601, names and texts as objects."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(part) for name, part in asdict(value).items()}
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def word(codes: type[StrEnum], code: str, language: Language) -> str:
    """What a stored code is called; nothing for none."""
    return words.word(codes(code), language) if code else ""


def day(language: Language, on: date | None) -> str:
    """A day, short; nothing for none."""
    return "" if on is None else date_short(language, on)


def name(language: Language, person: PersonName | None) -> str:
    """A person's name; nothing for nobody."""
    return "" if person is None else display(language, person)


def ordered(kind: str, rows: Sequence[Any], language: Language) -> list[Any]:
    """The rows of a list in the order of a language; those with a time keep theirs."""
    if kind == "people":
        return sorted(rows, key=lambda row: person_sort_key(language, row.name))
    if rows and isinstance(getattr(rows[0], "name", None), Trilingual):
        return sorted(rows, key=lambda row: sort_key(language, row.name.best(language.code)))
    return list(rows)


def listing(kind: str, rows: Sequence[Any], language: Language) -> list[str]:
    """The lines of `list KIND`."""
    columns, cells = _COLUMNS[kind]
    names = [_header(column, language) for column in columns]
    return headed(names, [cells(row, language) for row in rows]) if rows else []


# Columns that are called otherwise than the field they show.
_HEADERS = {"head": N_("Head of delegation"), "position": N_("Title / position")}


def _header(column: str, language: Language) -> str:
    if column in _HEADERS:
        return language.gettext(_HEADERS[column])
    return words.field(column, language)


def _delegation(row: lists.DelegationRow, say: Language) -> Row:
    return (
        row.reference,
        *(day(say, row.start), day(say, row.end)),
        word(DelegationStatus, row.status, say),
        row.title.best(say.code),
        name(say, row.head),
    )


def _exchange(row: lists.ExchangeRow, say: Language) -> Row:
    return (
        row.reference,
        *(day(say, row.start), day(say, row.end)),
        word(ExchangeStatus, row.status, say),
        name(say, row.person),
        row.host.best(say.code),
        row.title.best(say.code),
    )


def _access(row: lists.AccessRow, say: Language) -> Row:
    return (
        row.reference,
        *(day(say, row.start), day(say, row.end)),
        word(Stage, row.stage, say),
        name(say, row.investigator),
        row.facility.best(say.code),
        row.title.best(say.code),
    )


def _person(row: directory.PersonRow, say: Language) -> Row:
    return (name(say, row.name), row.title.best(say.code), row.organisation.best(say.code))


def _organisation(row: directory.OrganisationRow, say: Language) -> Row:
    kind = word(OrganisationKind, row.kind, say)
    return (row.name.best(say.code), kind, row.city.best(say.code), row.country)


def _place(row: directory.PlaceRow, say: Language) -> Row:
    kind = word(PlaceKind, row.kind, say)
    return (
        *(row.name.best(say.code), kind, row.city.best(say.code)),
        row.organisation.best(say.code),
        row.address_local,
    )


def _facility(row: directory.FacilityRow, say: Language) -> Row:
    return (row.name.best(say.code), row.organisation.best(say.code), row.zone)


_PERIOD = ("start", "end")
_COLUMNS: dict[str, tuple[Row, Any]] = {
    "delegations": (("reference", *_PERIOD, "status", "title", "head"), _delegation),
    "exchanges": (
        ("reference", *_PERIOD, "status", "person_id", "host_organisation_id", "title"),
        _exchange,
    ),
    "access": (
        ("reference", *_PERIOD, "stage", "investigator_id", "facility_id", "title"),
        _access,
    ),
    "people": (("name", "position", "organisation_id"), _person),
    "organisations": (("name", "kind", "city", "country"), _organisation),
    "places": (("name", "kind", "city", "organisation_id", "address"), _place),
    "facilities": (("name", "organisation_id", "zone"), _facility),
}

"""What every paper is put together from: its frame, facts with a label, and tables."""

from collections.abc import Iterable, Sequence
from datetime import date

from desktop import words
from desktop.documents.document import Data, texts_in
from desktop.domain import Gate, Trilingual
from desktop.domain.codes import Clause, Confidentiality, GateKind, GateState
from desktop.language import Language
from desktop.language.dates import date_official, date_range, date_short
from desktop.language.era import era_year

# A row of a table is kept on one page unless it could be taller than one; so is a short section.
_LONG = 1500
_MANY_ROWS = 14


def frame(
    language: Language,
    kind: str,
    title: Trilingual,
    reference: str,
    clause: Clause,
    confidentiality: str,
    on: date,
) -> Data:
    """Give what stands on each page: what the paper is, of which record, and its page number."""
    secret = confidentiality == Confidentiality.CONFIDENTIAL
    return {
        "kind": kind,
        "title": title.best(language.code) or reference or kind,
        "reference": reference,
        "clause": clause.value,
        "confidential": words.word(Confidentiality.CONFIDENTIAL, language) if secret else "",
        "made": language.pgettext("document", "As of {date}").format(
            date=date_official(language, on)
        ),
        "page": language.pgettext("document", "Page {page} of {total}"),
        "continued": language.pgettext("document", "(continued)"),
    }


def fact(label: str, lines: Iterable[str]) -> Data:
    """Give a labelled piece of information; one without lines is left out by `facts`."""
    return {"label": label, "lines": [part for line in lines for part in line.splitlines() if part]}


def facts(heading: str, parts: Iterable[Data]) -> Data:
    """Give a section of facts, without those that say nothing."""
    found = [part | {"key": key} for key, part in enumerate(parts) if part["lines"]]
    return {"kind": "facts", "heading": heading, "facts": found, "together": False}


def table(
    heading: str,
    columns: Sequence[str],
    widths: Sequence[float],
    rows: Iterable[Sequence[Data]],
    keys: Sequence[str] = (),
) -> Data:
    """Give a section with a table, without the columns that are empty in every row.

    `widths` are shares of the page's width; each cell is made by `cell`. `keys` name the rows
    where their order is a language's own, so that a second language finds its rows.
    """
    cells = [list(row) for row in rows]
    names = keys or [str(number) for number in range(len(cells))]
    used = [
        column
        for column in range(len(columns))
        if any(row[column]["lines"] or row[column]["soft"] for row in cells)
    ]
    found = [
        {"key": name, "cells": told, "breakable": sum(map(len, texts_in(told))) > _LONG}
        for name, row in zip(names, cells, strict=True)
        if (told := [row[column] | {"key": column} for column in used])
    ]
    return {
        "kind": "table",
        "heading": heading,
        "columns": [
            {"key": column, "title": columns[column], "width": widths[column]} for column in used
        ],
        "rows": found,
        "together": len(found) <= _MANY_ROWS and sum(map(len, texts_in(found))) <= _LONG,
    }


def cell(*lines: str, soft: Iterable[str] = (), struck: bool = False, strong: bool = False) -> Data:
    """Give a cell of a table: lines, then small ones; perhaps struck through, or emphasised."""
    return {
        "lines": [part for line in lines for part in line.splitlines() if part],
        "soft": [line for line in soft if line],
        "struck": struck,
        "strong": strong,
    }


def period(language: Language, first: date | None, last: date | None) -> str:
    """Write the days of a record, in Japanese with the era as well as the Western year."""
    start, end = first or last, last or first
    if start is None or end is None:
        return ""
    text = date_range(language, start, end)
    if language.locale.language != "ja":
        return text
    return f"{era_year(start)}（{start.year}年）{text.removeprefix(f'{start.year}年')}"


def day(language: Language, on: date | None) -> str:
    """Write a date in a table, or nothing."""
    return "" if on is None else date_short(language, on)


def gates(language: Language, found: Iterable[Gate], on: date) -> Data:
    """Give the table of screening gates; one that has expired on that day says so."""
    order = list(GateKind)
    rows = []
    for gate in sorted(found, key=lambda gate: order.index(GateKind(gate.kind))):
        expired = gate.expires is not None and gate.expires < on
        told = language.pgettext("document", "expired") if expired else ""
        rows.append(
            [
                cell(words.word(GateKind(gate.kind), language)),
                cell(
                    words.word(GateState(gate.state), language),
                    soft=[gate.conditions],
                    strong=gate.is_open(on),
                ),
                cell(gate.responsible),
                cell(day(language, gate.decided)),
                cell(day(language, gate.expires), soft=[told]),
            ]
        )
    names = ("state", "responsible", "decided", "expires")
    return table(
        language.pgettext("document", "Screening"),
        [words.kind("gate", language), *(words.field(name, language) for name in names)],
        [3.2, 3, 2.4, 1.7, 1.7],
        rows,
    )

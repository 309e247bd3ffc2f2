"""Reading a pasted list of people: its cells, its header, and what each column means.

Pure: text in, a `Table` out. Nothing is stored and nobody is looked up here.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO

from desktop.errors import Problem
from desktop.language.typed_name import is_japanese, is_kana
from desktop.store.search import normalise

MOST_ROWS = 300
_MOST_TEXT = 1_000_000


class Meaning(StrEnum):
    """What a column of a pasted list holds."""

    IGNORE = "ignore"
    NAME = "name"
    FAMILY = "family"
    GIVEN = "given"
    NAME_JA = "name_ja"
    KANA = "kana"
    HONORIFIC = "honorific"
    FUNCTION = "function"
    TITLE = "title"
    ORGANISATION = "organisation"
    EMAIL = "email"
    MOBILE = "mobile"
    NATIONALITY = "nationality"
    DIET = "diet"
    PASSPORT = "passport"
    PASSPORT_EXPIRY = "passport_expiry"
    EMERGENCY = "emergency"
    NOTE = "note"


# A name may stand in several columns: in both scripts, or its parts apart.
_REPEATED = {
    Meaning.IGNORE,
    Meaning.NAME,
    Meaning.NAME_JA,
    Meaning.FAMILY,
    Meaning.GIVEN,
    Meaning.KANA,
}

# What headers say, as `normalise` folds them (hiragana, no accents); the first that fits counts.
_HEADERS: tuple[tuple[Meaning, re.Pattern[str]], ...] = tuple(
    (meaning, re.compile(pattern))
    for meaning, pattern in (
        (Meaning.IGNORE, r"^(no|nr|番号|通し番号|#|id|nummer|number)\.?$|birth|fodsels|生年月日"),
        (Meaning.EMAIL, r"mail|めーる|めあど"),
        (Meaning.KANA, r"kana|furigana|ふりがな|よみ|読み|かな|^せい$|^めい$|udtale|reading"),
        (Meaning.EMERGENCY, r"emergency|nodkontakt|parorende|緊急"),
        (
            Meaning.PASSPORT_EXPIRY,
            r"(pas|旅券|ぱすぽーと).*(exp|udlob|valid|gyldig|期限|満了)|有効期限|expir|udlob",
        ),
        (Meaning.PASSPORT, r"passport|旅券|ぱすぽーと|^pas(nr|nummer|no)?\b"),
        (Meaning.MOBILE, r"mobil|phone|\bcell|\btlf|telefon|電話|携帯|^tel\b"),
        (Meaning.DIET, r"\bdiet|\bkost|allerg|food|\bmad\b|食|あれるぎー"),
        (Meaning.NATIONALITY, r"national|国籍|statsborger|citizen"),
        (Meaning.ORGANISATION, r"organi[sz]ation|affiliat|company|institut|universit|employer"),
        (
            Meaning.ORGANISATION,
            r"virksomhed|arbejdssted|arbejdsgiver|所属|機関|会社|勤務先|団体|企業",
        ),
        (Meaning.FAMILY, r"family|surname|last ?name|efternavn|^姓|名字|苗字"),
        (Meaning.GIVEN, r"given|first ?name|forename|fornavn|^名$|^名\("),
        (Meaning.HONORIFIC, r"honorific|salutation|敬称|tiltale"),
        (Meaning.FUNCTION, r"function|funktion|\brole\b|\brolle\b|役割"),
        (Meaning.TITLE, r"title|titel|position|stilling|job|役職|職名|肩書|職位"),
        (Meaning.NAME_JA, r"japan|漢字|日本語|和名"),
        (Meaning.NAME, r"\bnames?\b|navn|氏名|名前|参加者|団員|\bdeltagere?\b|participant"),
        (Meaning.NOTE, r"note|remark|comment|備考|めも|bemaerk"),
    )
)

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+?[\d()\s./-]{6,24}")
_PASSPORT = re.compile(r"[A-Z]{1,2}\d{6,8}")
_DATE = re.compile(r"\d{1,4}[-./年]\s?\d{1,2}[-./月]\s?\d{1,4}日?")
_BODY = re.compile(
    r"universit|institut|ministr|ministeri|agency|styrelse|embassy|ambassade|laborator|centre|center"
    r"|foundation|fonden|\b(a/s|aps|inc|ltd|gmbh|co|corp|plc)\b\.?"
    r"|大学|研究所|機構|[省庁]$|会社|㈱|株|せんたー|大使館|財団|協会|学会"
)
_POST = re.compile(
    r"professor|director|head|manager|officer|advis|scientist|researcher|student|ph\.?d|secretary"
    r"|direktor|chef|leder|lektor|adjunkt|konsulent|forsker|radgiver|studerende|minister"
    r"|[長官員]$|教授|講師|助教|社長|理事|大使|書記|補佐|学生|研究員"
)


@dataclass(frozen=True, slots=True)
class Table:
    """A pasted list: its rows without the header, and what each column is taken to mean.

    `headers` are the header cells, empty texts where there is no header; all rows are as long.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    meanings: tuple[Meaning, ...]


def parse(text: str) -> Table:
    """Read a list copied from a spreadsheet or a CSV file, with or without a header.

    Raises Problem `paste_empty`, or `paste_too_long` (rows, most) beyond `MOST_ROWS`.
    """
    if len(text) > _MOST_TEXT:
        raise Problem("paste_too_long", rows=text.count("\n") + 1, most=MOST_ROWS)
    rows = cells(text)
    if not rows:
        raise Problem("paste_empty")
    named = [header_meaning(cell) for cell in rows[0]]
    known = [meaning for meaning in named if meaning is not None]
    filled = sum(bool(cell) for cell in rows[0])
    is_header = not any(_EMAIL.fullmatch(cell) for cell in rows[0]) and (
        len(known) >= 2 or len(known) == filled == 1
    )
    headers = rows.pop(0) if is_header else ("",) * len(rows[0])
    if not rows:
        raise Problem("paste_empty")
    if len(rows) > MOST_ROWS:
        raise Problem("paste_too_long", rows=len(rows), most=MOST_ROWS)
    start = named if is_header else [None] * len(headers)
    return Table(headers, tuple(rows), _meanings(start, list(zip(*rows, strict=True))))


def cells(text: str) -> list[tuple[str, ...]]:
    """The cells of a pasted text by rows of one length; empty rows and columns are left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\ufeff\n")
    best = next((table for mark in "\t;" if _columns(table := _split(text, mark)) > 1), None)
    if best is None:
        best = _split(text, ",")
        # A comma also stands in "Mihon, Yuki", so alone it does not make columns.
        same = len({len(row) for row in best}) == 1 and _columns(best) > 2
        if not same and (not best or sum(map(bool, map(header_meaning, best[0]))) < 2):
            best = _split(text, "\0")
    width = _columns(best)
    padded = [row + [""] * (width - len(row)) for row in best]
    kept = [at for at in range(width) if any(row[at] for row in padded)]
    return [tuple(row[at] for at in kept) for row in padded]


def header_meaning(cell: str) -> Meaning | None:
    """What a header cell says its column holds, in Japanese, Danish or English; None if nothing."""
    folded = normalise(cell).strip(" *:.")
    if not folded or len(folded) > 40:
        return None
    return next((meaning for meaning, words in _HEADERS if words.search(folded)), None)


def _split(text: str, mark: str) -> list[list[str]]:
    try:
        found = [
            [cell.strip().replace("\u3000", " ") for cell in row]
            for row in csv.reader(StringIO(text), delimiter=mark)
        ]
    except csv.Error:  # a lone quotation mark swallowed more than a cell can hold
        found = [[cell.strip() for cell in line.split(mark)] for line in text.split("\n")]
    return [row for row in found if any(row)]


def _columns(rows: Sequence[Sequence[str]]) -> int:
    return max((len(row) for row in rows), default=0)


def _meanings(
    named: Sequence[Meaning | None], columns: Sequence[Sequence[str]]
) -> tuple[Meaning, ...]:
    """Each column by its header, else by what stands in it; only names stand in several."""
    result: list[Meaning | None] = []
    for meaning in named:
        again = meaning is not None and meaning not in _REPEATED and meaning in result
        result.append(Meaning.IGNORE if again else meaning)
    for at, column in enumerate(columns):
        if result[at] is None:
            result[at] = _by_form(column, result)
    _name_columns(columns, result)
    for at, column in enumerate(columns):
        if result[at] is None:
            result[at] = _by_words(column, result)
    return tuple(meaning or Meaning.IGNORE for meaning in result)


def _by_form(column: Sequence[str], taken: Sequence[Meaning | None]) -> Meaning | None:
    if _mostly(column, lambda cell: bool(_EMAIL.fullmatch(cell))):
        return _free(Meaning.EMAIL, taken)
    if _mostly(column, lambda cell: cell.rstrip(".").isdigit() and len(cell) < 5):
        return Meaning.IGNORE
    if _mostly(column, lambda cell: bool(_DATE.fullmatch(cell))):
        with_passport = Meaning.PASSPORT in taken and _free(Meaning.PASSPORT_EXPIRY, taken)
        return with_passport or Meaning.IGNORE
    if _mostly(column, lambda cell: bool(_PASSPORT.fullmatch(cell))):
        return _free(Meaning.PASSPORT, taken)
    if _mostly(column, lambda cell: bool(_PHONE.fullmatch(cell))):
        return _free(Meaning.MOBILE, taken)
    if _mostly(column, is_kana):
        return _free(Meaning.KANA, taken)
    return None


def _name_columns(columns: Sequence[Sequence[str]], result: list[Meaning | None]) -> None:
    """Find the columns of names among those that are still unknown, from the left."""
    unknown = [
        at
        for at, column in enumerate(columns)
        if result[at] is None and not _says(_BODY, column) and not _says(_POST, column)
    ]
    japanese = [at for at in unknown if _mostly(columns[at], is_japanese)]
    latin = [at for at in unknown if at not in japanese and _mostly(columns[at], _is_words)]
    if not {Meaning.NAME, Meaning.FAMILY, Meaning.GIVEN} & set(result) and latin:
        first, *rest = latin
        if _mostly(columns[first], lambda cell: " " not in cell) and rest and rest[0] == first + 1:
            family_first = _mostly(columns[first], str.isupper)
            pair = (Meaning.FAMILY, Meaning.GIVEN)
            result[first], result[rest[0]] = pair if family_first else pair[::-1]
        else:
            result[first] = Meaning.NAME
    if Meaning.NAME_JA not in result and japanese:
        result[japanese[0]] = Meaning.NAME_JA
    names = {Meaning.NAME, Meaning.NAME_JA, Meaning.FAMILY, Meaning.GIVEN}
    if not names & set(result) and Meaning.KANA in result:
        # A name in katakana that no other writing stands beside is the name itself.
        result[result.index(Meaning.KANA)] = Meaning.NAME_JA


def _by_words(column: Sequence[str], taken: Sequence[Meaning | None]) -> Meaning | None:
    if _says(_BODY, column):
        return _free(Meaning.ORGANISATION, taken)
    if _says(_POST, column):
        return _free(Meaning.TITLE, taken)
    return None


def _free(meaning: Meaning, taken: Sequence[Meaning | None]) -> Meaning | None:
    return None if meaning in taken else meaning


def _mostly(column: Sequence[str], fits: Callable[[str], bool]) -> bool:
    given = [cell for cell in column if cell]
    return bool(given) and sum(map(fits, given)) >= 0.6 * len(given)


def _says(words: re.Pattern[str], column: Sequence[str]) -> bool:
    return _mostly(column, lambda cell: bool(words.search(normalise(cell))))


def _is_words(cell: str) -> bool:
    return any(char.isalpha() for char in cell) and not any(char.isdigit() for char in cell)

"""The catalogues as they are: complete, in step with the source, and in the words agreed on."""

import csv
import re

import pytest
from babel.messages.catalog import Catalog, Message

from translations.update import (
    HERE,
    TEMPLATE,
    TRANSLATED,
    catalogue_path,
    extracted,
    forms,
    messages,
    missing,
    placeholders,
    read,
    written,
)

# What is the same in every language: names, formats, and keys as they stand on the keyboard.
SAME_EVERYWHERE = {
    *(
        "OK",
        "PDF",
        "A4",
        "CSV",
        "JSON",
        "UTC",
        "GMT",
        "ics",
        "kB",
        "MB",
        "MIT",
        "SQLite",
        "PySide6",
        "Qt",
    ),
    *(
        "Kakehashi",
        "Typst",
        "English",
        "Dansk",
        "Outlook",
        "Excel",
        "IATA",
        "Ctrl",
        "URL",
        "JP",
        "DK",
    ),
}
# Danish abbreviations keep their full stop where English has none.
ABBREVIATIONS = ("t.", "min.", "nr.", "kl.", "tlf.", "mv.", "osv.", "pr.", "ca.")
ENDINGS = {":": "：:", "…": "…", "?": "？?か。"}

# (msgctxt, msgid) whose meaning on its page is not that of the glossary, and why.
OTHER_MEANING: dict[tuple[str, str], str] = {
    ("change", "New"): "what is new since an edition or in a calendar file: 新規",
    ("document", "Accommodation"): "a column of the schedule of stay for visa files: 宿泊先",
    ("edition", "Draft"): "an edition whose papers say so: 案, udkast",
    ("document", "DRAFT"): "an edition of a printed programme: 案, udkast",
    ("draft", "Proposal"): "what a draft proposes for the days: 案, udkast",
    ("draft", "new"): "a visit that had no time before, on the command line: 新規",
    ("button", "Draft"): "has a programme drafted: 案を作成, lav udkast",
    ("button", "Draft…"): "opens the page on which a programme is drafted: 案を作成…, lav udkast…",
    ("document", "Local time"): "the head of the time column of a Danish programme: Tidspunkt",
}


def catalogue(code: str) -> Catalog:
    return read(catalogue_path(code), code)


def pairs(message: Message, code: str) -> list[tuple[str, str]]:
    """Each form of a message with its translation, if any; Japanese translates the plural."""
    originals, texts = forms(message.id), forms(message.string)
    found = zip(originals[-1:] if code == "ja" else originals, texts, strict=True)
    return [(original, text) for original, text in found if text]


def all_pairs(code: str) -> list[tuple[str, str]]:
    return [pair for message in messages(catalogue(code)) for pair in pairs(message, code)]


def test_the_template_is_what_the_source_says() -> None:
    assert TEMPLATE.read_bytes() == written(extracted()), "run `python translations/update.py`"


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalogue_is_complete_and_has_nothing_else(code: str) -> None:
    found = catalogue(code)
    assert missing(found) == []
    assert not [message.id for message in messages(found) if message.fuzzy]
    assert not found.obsolete
    wanted = [(message.context, message.id) for message in messages(read(TEMPLATE))]
    assert [(message.context, message.id) for message in messages(found)] == wanted


@pytest.mark.parametrize("code", TRANSLATED)
def test_placeholders_are_those_of_the_message(code: str) -> None:
    wrong = [pair for pair in all_pairs(code) if len(set(map(_places, pair))) > 1]
    assert wrong == []


def _places(text: str) -> frozenset[str]:
    return frozenset(placeholders(text))


def test_danish_keeps_the_space_at_the_edges() -> None:
    edges = re.compile(r"\A\s*|\s*\Z")  # Japanese has none beside its full-width brackets
    wrong = [pair for pair in all_pairs("da") if len({str(edges.findall(t)) for t in pair}) > 1]
    assert wrong == []


def test_japanese_is_japanese() -> None:
    english = []
    for message, text in all_pairs("ja"):
        words = re.findall(r"[A-Za-z][A-Za-z0-9]*", re.sub(r"\{[^}]*\}", "", message))
        if text == message and set(words) - SAME_EVERYWHERE:
            english.append(message)
    assert english == []


def test_danish_ends_as_english_does() -> None:
    wrong = []
    for message, text in all_pairs("da"):
        ends = [re.search(r"[.:…!?]*\Z", each) for each in (message, text)]
        one, other = (found[0] if found else "" for found in ends)
        if one != other and not (text.endswith(ABBREVIATIONS) and one in ("", ".")):
            wrong.append((message, text))
    assert wrong == []


def test_japanese_labels_end_as_english_ones_do() -> None:
    wrong = [
        (message, text)
        for message, text in all_pairs("ja")
        if message[-1:] in ENDINGS and not text.endswith(tuple(ENDINGS[message[-1]]))
    ]
    assert wrong == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_glossary_gives_the_words(code: str) -> None:
    with (HERE / "glossary.tsv").open(encoding="utf-8", newline="") as file:
        terms = {_term(row["en"]): row[code] for row in csv.DictReader(file, delimiter="\t")}
    wrong = []
    for message in messages(catalogue(code)):
        original, text = forms(message.id)[0], forms(message.string)[0]
        agreed = terms.get(_term(original)) if text else None
        known = (message.context or "", original) in OTHER_MEANING
        if agreed and not known and _term(text) not in _variants(agreed):
            wrong.append((message.context, original, text, agreed))
    assert wrong == []


def test_no_exception_to_the_glossary_is_left_over() -> None:
    known = {(message.context or "", forms(message.id)[0]) for message in messages(read(TEMPLATE))}
    assert set(OTHER_MEANING) <= known


def _term(text: str) -> str:
    """A text without what a menu or a form adds to it: `&Undo`, 元に戻す(&U), `City:`."""
    plain = re.sub(r"[(（]&\w[)）]|&", "", text.casefold()).rstrip(":：…")
    return plain.removesuffix(" (button)")


def _variants(term: str) -> set[str]:
    """A term, and what stands before its bracket or its first stroke."""
    return {term.casefold(), re.split(r" ?[（(/]", term)[0].strip().casefold()}

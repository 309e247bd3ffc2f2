"""What is kept about one person, where, and until when; for the paper that tells them all of it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from desktop import words
from desktop.documents.document import Data
from desktop.documents.sheet import cell, day, fact, facts, table
from desktop.domain.codes import DataClass
from desktop.domain.privacy import PAPERS
from desktop.language import N_, Language

Object = Mapping[str, Any]


def label(name: str, language: Language) -> str:
    """What a field of a person is called."""
    # The title of a person is no heading, as that of a record is.
    if name == "title":
        return language.gettext(N_("Title / position"))
    return words.field(name, language)


def kept(data: Object, say: Language) -> Data:
    """Give a row for each class of data that is held, and one for all the rest."""
    rows = [
        [
            cell(words.word(DataClass(one["class"]), say), strong=True),
            cell(say.listed(_fields(data, one["fields"], say))),
            cell(_where(data, say, printed=bool(PAPERS[DataClass(one["class"])]))),
            cell(_until(one, say)),
        ]
        for one in data["retention"]
    ]
    rest = [
        cell(say.pgettext("document", "Everything else"), strong=True),
        cell(say.pgettext("document", "Name, position, notes, and what is listed below")),
        cell(_where(data, say, printed=True)),
        cell(say.pgettext("document", "until everything about you is erased")),
    ]
    columns = [
        say.gettext(N_("Data")),
        say.pgettext("document", "In particular"),
        say.pgettext("document", "Where"),
        say.pgettext("document", "How long"),
    ]
    heading = say.pgettext("document", "What is kept, and until when")
    return table(heading, columns, [2.7, 3.2, 3, 3], [*rows, rest])


def places(data: Object, say: Language) -> Data:
    """Give what each of the places is where data are kept."""
    found = [
        (
            say.pgettext("document", "Office file"),
            say.pgettext(
                "document", "One file, from which our office plans visits, stays and access."
            ),
        ),
        (
            say.pgettext("document", "Backups"),
            say.pgettext(
                "document",
                "Copies of that file. What was erased stays in those made before, until they are "
                "removed in their turn.",
            ),
        ),
        (
            say.pgettext("document", "Issued papers"),
            say.pgettext("document", "Kept as they were issued, or removed with what is erased."),
        ),
        (
            say.pgettext("document", "History"),
            say.pgettext(
                "document", "What was changed, and when. What is erased is erased there, too."
            ),
        ),
    ]
    if not data["editions"]:
        del found[2]
    heading = say.pgettext("document", "Where it is kept")
    return facts(heading, (fact(name, [told]) for name, told in found))


def _fields(data: Object, of: Mapping[str, Iterable[str]], say: Language) -> Iterator[str]:
    """Name the fields of a class that hold something."""
    for name in of.get("person", ()):
        if data["person"].get(name):
            yield label(name, say)
    if "permit" in of and any(one.get("number") for one in _permits(data)):
        yield words.kind("permit", say)


def _permits(data: Object) -> Iterator[Object]:
    for record in data["records"]:
        for part in record["parts"]:
            yield from part.get("permits", ())


def _where(data: Object, say: Language, *, printed: bool) -> str:
    found = [
        say.pgettext("document", "office file"),
        say.pgettext("document", "backups"),
        say.pgettext("document", "issued papers that show it"),
        say.pgettext("document", "history"),
    ]
    if not printed or not data["editions"]:
        del found[2]
    return say.listed(found)


def _until(one: Object, say: Language) -> str:
    if one["until"]:
        told = day(say, date.fromisoformat(one["until"]))
        return say.pgettext("document", "until {day}").format(day=told)
    told = say.pgettext("document", "{days} days after the last visit")
    return told.format(days=one["days"])

"""The files of an edition: which there are, what each is called, and how each is made."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.documents.audience import EVERYONE, Audience
from desktop.documents.catalogue import SHEETS, Sheet, Shelf, document, sheets_of
from desktop.documents.render import Renderer
from desktop.documents.wish import Material, Option, Wish
from desktop.domain import Delegation, Person
from desktop.domain.comparing import Record
from desktop.domain.paper import Stand
from desktop.errors import Problem
from desktop.files import file_name
from desktop.language import Language
from desktop.language.names import display, preferred

CALENDAR = "calendar"
"""What a calendar file is called among the codes of papers."""

# The problems of a paper that would say nothing to its reader.
_EMPTY = frozenset({"nothing_to_print", "calendar_empty"})
_MAIN = {"delegation": "programme", "exchange": "stay", "access_request": "slots"}
_NAME = 60  # letters of a person's name in the name of a file

CalendarMaker = Callable[[Language, Person | None], bytes]
"""Makes the calendar of the record in a language, of everything or of one person's part."""


@dataclass(frozen=True)
class Choice:
    """Which files an edition has.

    `documents` are codes of the catalogue, for everyone, each in each of the `languages` (one or
    two codes). Each member has a programme and a calendar in a language of their own where
    `member_papers` and `member_calendars`. `options` hold for all papers that know them.
    """

    documents: tuple[str, ...]
    languages: tuple[tuple[str, ...], ...]
    calendar: bool = False
    member_papers: bool = False
    member_calendars: bool = False
    options: frozenset[Option] = frozenset()
    paper: str = "a4"


@dataclass(frozen=True)
class Planned:
    """One file to be made: its name, what it is, in which languages, and for whom.

    It is for everyone where there is no `person`.
    """

    name: str
    document: str
    languages: tuple[str, ...]
    person: Person | None = None

    @property
    def audience(self) -> str:
        """Whom it is for, as `EditionPaper` says it."""
        return f"person:{self.person.id}" if self.person is not None else ""


def offered(kind: str) -> list[Sheet]:
    """The papers of a kind of record that may go to its guests, the usual one first."""
    found = [
        sheet
        for sheet in sheets_of(kind)
        if not sheet.private
        and sheet.subjects is None
        and sheet.shelf in (Shelf.PROGRAMME, Shelf.PEOPLE)
    ]
    return sorted(found, key=lambda sheet: sheet.code != _MAIN[kind])


def plan(record: Record, choice: Choice, stand: Stand) -> list[Planned]:
    """The files of an edition of a record, first those for everyone; no two are called the same."""
    found: list[Planned] = []
    taken: set[str] = set()
    for one in _wanted(record, choice):
        name, number = _name(record, one, stand), 1
        while name.casefold() in taken:
            number += 1
            name = _name(record, one, stand, number)
        taken.add(name.casefold())
        found.append(replace(one, name=name))
    return found


@dataclass(frozen=True)
class Press:
    """Makes the files of one edition of a record, each with `make`.

    `since` is the edition whose changes are marked, "" for none.
    """

    material: Material
    choice: Choice
    on: date
    calendar: CalendarMaker
    renderer: Renderer
    since: str = ""

    def make(self, one: Planned) -> bytes:
        """The bytes of one file; raises what `catalogue.document` and the calendar raise."""
        if one.document == CALENDAR:
            return self.calendar(Language.of(one.languages[0]), one.person)
        assert self.material.source is not None
        record, sheet = self.material.source.record, SHEETS[one.document]
        wish = Wish(
            one.document,
            record.__tablename__,
            record.id,
            one.languages,
            self.on,
            audience=Audience(person=one.person.id) if one.person is not None else EVERYONE,
            options=self.choice.options & set(sheet.options),
            since=self.since if sheet.marks else "",
            paper=self.choice.paper,
        )
        return self.renderer.pdf(document(self.material, wish))


@dataclass
class Progress:
    """How far the making is, for whoever waits; setting `stopped` ends it after the next file."""

    total: int = 0
    done: int = 0
    stopped: bool = False


class NotMade(Exception):
    """One file could not be made: its name, and the Problem that stood in the way."""

    def __init__(self, name: str, problem: Problem) -> None:
        super().__init__(name)
        self.name, self.problem = name, problem


def make_all(
    press: Press, planned: Sequence[Planned], progress: Progress
) -> list[tuple[Planned, bytes]]:
    """Make files one after the other; those that would tell one person nothing are left out.

    Raises NotMade where one cannot be made.
    """
    made = []
    progress.total = len(planned)
    for one in planned:
        if progress.stopped:
            break
        try:
            made.append((one, press.make(one)))
        except Problem as problem:
            if one.person is None or problem.code not in _EMPTY:
                raise NotMade(one.name, problem) from problem
        progress.done += 1
    return made


def _wanted(record: Record, choice: Choice) -> Iterator[Planned]:
    main = _MAIN[record.__tablename__]
    for code in choice.documents:
        for languages in choice.languages:
            yield Planned("", code, languages)
    if choice.calendar:
        for language in dict.fromkeys(code for codes in choice.languages for code in codes):
            yield Planned("", CALENDAR, (language,))
    if not isinstance(record, Delegation):
        return
    for member in record.ordered_members():
        languages = (preferred(member.person),)
        if choice.member_papers:
            yield Planned("", main, languages, member.person)
        if choice.member_calendars:
            yield Planned("", CALENDAR, languages, member.person)


def _name(record: Record, one: Planned, stand: Stand, number: int = 1) -> str:
    """Reference, edition, paper, whose, languages: in the language of those who get it."""
    language = Language.of(one.languages[0])
    if one.document == CALENDAR:
        what, ending = language.pgettext("edition", "Calendar"), ".ics"
    else:
        what, ending = SHEETS[one.document].name_in(language), ".pdf"
    edition = language.pgettext("document", "Edition {number}").format(number=stand.number)
    whose = display(language, one.person)[:_NAME] if one.person is not None else ""
    again = str(number) if number > 1 else ""
    told = " ".join(filter(None, (record.reference, edition, what, whose, again)))
    return file_name(told, f" ({'+'.join(one.languages)}){ending}")

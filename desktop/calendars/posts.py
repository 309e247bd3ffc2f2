"""What each person gets of a record: a calendar file of their own, or a mail draft with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from desktop.calendars.export import Calendar, calendar
from desktop.calendars.letter import Letter, Signature, letter
from desktop.calendars.mail import Mail, address, draft
from desktop.domain import AccessRequest, Delegation, Person
from desktop.domain.paper import Stand
from desktop.errors import Problem
from desktop.files import Part, distinct, file_name
from desktop.language import Language, names
from desktop.words import changes

if TYPE_CHECKING:
    from desktop.calendars.reminders import Reminders
    from desktop.calendars.scope import Record, Thing
    from desktop.domain import Task
    from desktop.domain.comparing import Comparison
    from desktop.domain.revision import Revision

Paper = Callable[[Person, Language], bytes]
"""Makes the paper of one person in their language, as a PDF."""

CalendarOf = Callable[[Person, Language], Calendar]
"""Makes the calendar of one person in their language; Problem `calendar_empty` for none."""


class Source(Protocol):
    """What the calendar of one person is made from, as the store gives it."""

    @property
    def records(self) -> tuple[Record, ...]:
        """The records with what they have to do with."""

    @property
    def revisions(self) -> Mapping[str, Revision]:
        """How often each thing has moved."""

    @property
    def gone(self) -> tuple[tuple[Record, Thing | Task], ...]:
        """What they were told of and that is theirs no more."""


@dataclass(frozen=True, slots=True)
class Letters:
    """What all mails of a record have in common.

    `opened` holds the officer's own first words, by code of language. `comparison` is with the
    edition before, where the mails are to tell what has changed since.
    """

    stand: Stand
    signature: Signature
    paper: Paper
    opened: Mapping[str, str] = field(default_factory=dict)
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """The file for one person, and the calendar that is it or goes with it.

    A person whom no item concerns has no calendar: `part` is None where that leaves nothing.
    `addressed` tells whether a mail knows where to go.
    """

    person: Person
    part: Part | None
    calendar: Calendar | None
    addressed: bool = False


def recipients(record: Record) -> list[Person]:
    """Those whom a record is about, in its order: members; guest and host; the team."""
    found: list[Person | None]
    if isinstance(record, Delegation):
        found = [member.person for member in record.ordered_members()]
    elif isinstance(record, AccessRequest):
        team = [member.person for member in record.team]
        found = [record.investigator, record.local_contact, *team]
    else:
        found = [record.person, record.host_person]
    return list({person.id: person for person in found if person is not None}.values())


def calendars(sources: Mapping[str, Source], reminders: Reminders | None = None) -> CalendarOf:
    """Makes the calendars of people from what was read for each, by their identity."""

    def make(person: Person, language: Language) -> Calendar:
        source = sources.get(person.id)
        if source is None:
            raise Problem("calendar_empty", skipped=0)
        return calendar(
            source.records,
            source.revisions,
            language,
            reminders=reminders,
            audience=person,
            gone=source.gone,
        )

    return make


def posts(
    record: Record,
    to: Iterable[tuple[Person, str]],
    calendar_of: CalendarOf,
    letters: Letters | None = None,
) -> Iterator[Post]:
    """Make the file of one person after another, in the language that goes with each.

    Without `letters` it is their calendar, else a mail draft with their paper and calendar.
    """
    chosen = [(person, Language.of(code)) for person, code in to]
    titles = [
        file_name(f"{record.reference} {names.display(language, person)}", ".ics")
        for person, language in chosen
    ]
    for (person, language), name in zip(chosen, distinct(titles), strict=True):
        made = _made(calendar_of, person, language)
        own = Part(name, made.content) if made is not None else None
        if letters is None:
            yield Post(person, own, made)
            continue
        mail = _mail(record, letters, person, language, own, name.removesuffix(".ics"))
        part = Part(name.removesuffix(".ics") + ".eml", draft(mail))
        yield Post(person, part, made, bool(address(person.email)))


def letter_to(
    record: Record, letters: Letters, person: Person, language: Language, *, calendar: bool = True
) -> Letter:
    """What the mail to one person says."""
    told = None
    if letters.comparison is not None and person.id not in letters.comparison.joined:
        told = changed_for(letters.comparison, person, language)
    return letter(
        record,
        person,
        letters.stand,
        letters.signature,
        language,
        opened=letters.opened.get(language.code, ""),
        changes=told,
        calendar=calendar,
    )


def changed_for(comparison: Comparison, person: Person, language: Language) -> list[str]:
    """What has changed for one person, a line each."""
    # Who else joined or left is not for everybody's mail.
    lines = changes.of_record(replace(comparison, joined=(), left=()), language)
    for one in comparison.for_person(person.id):
        what = language.pgettext("mail", "{day}: {title}").format(
            day=changes.when(one, language), title=changes.title(one, language)
        )
        stop = "。" if language.code == "ja" else "; "
        said = language.pgettext("mail", "{what} – {changes}")
        lines.append(said.format(what=what, changes=stop.join(changes.told(one, language))))
    return lines


def _made(calendar_of: CalendarOf, person: Person, language: Language) -> Calendar | None:
    try:
        return calendar_of(person, language)
    except Problem as problem:
        if problem.code != "calendar_empty":
            raise
        return None


def _mail(
    record: Record,
    letters: Letters,
    person: Person,
    language: Language,
    own: Part | None,
    name: str,
) -> Mail:
    said = letter_to(record, letters, person, language, calendar=own is not None)
    paper = Part(f"{name}.pdf", letters.paper(person, language))
    return Mail(
        ((names.display(language, person), person.email),),
        said.subject,
        said.text,
        (paper, own) if own is not None else (paper,),
    )

"""`kakehashi editions`: what was issued of a record, what differs, and issuing the next."""

import json
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from desktop.cli.documents import one_by_one, one_of
from desktop.cli.text import Row, day, headed, plain
from desktop.domain import Edition, Person
from desktop.domain.comparing import Comparison, Record, compare, named_in
from desktop.errors import Problem
from desktop.language import Language
from desktop.language.names import display
from desktop.making.workshop import Workshop
from desktop.settings import Settings
from desktop.store import editions, loading
from desktop.store.kept import kept
from desktop.store.office import OfficeFile
from desktop.words import changes

if TYPE_CHECKING:
    from desktop.documents.issuing import Choice

Write = Callable[[Path, bytes], None]
_NOW = "now"


@dataclass(frozen=True)
class Asked:
    """A record of an office file, with what is asked of it and how it is to be said."""

    office: OfficeFile
    kind: str
    record_id: str
    options: Namespace
    settings: Settings
    workshop: Workshop
    say: Language


def run(asked: Asked, today: date, now: datetime, write: Write) -> Sequence[str]:
    """Do what is asked; gives the lines to be told. `write` puts a file in its place.

    Raises Problem `edition_unknown` (number, reference) for an edition that is not there.
    """
    options = asked.options
    if options.issue:
        _issue(asked, today, now, write)
        return []
    if options.save:
        number, folder = options.save
        _save(asked, number, folder, write)
        return []
    if options.compare:
        one, other = options.compare
        return _compared(asked, one, other)
    return _listed(asked)


def _listed(asked: Asked) -> Sequence[str]:
    with asked.office.reading() as session:
        record = loading.record(session, asked.kind, asked.record_id)
        found = editions.editions(session, asked.record_id)
        since = [_since(session, edition, record) for edition in found]
    holds = [at == 0 and one is not None and not one for at, one in enumerate(since)]
    if asked.options.json:
        told = [
            _as_json(edition, one, current)
            for edition, one, current in zip(found, since, holds, strict=True)
        ]
        return [json.dumps(told, ensure_ascii=False, indent=2)]
    say = asked.say
    rows: list[Row] = [
        (
            str(edition.number),
            day(say, edition.on),
            say.pgettext("edition", "Draft") if edition.draft else say.pgettext("edition", "Final"),
            say.pgettext("edition", "Current")
            if current
            else say.pgettext("edition", "Superseded"),
            "" if one is None else str(one.count()),
            str(len(edition.papers)),
            edition.recipients,
        )
        for edition, one, current in zip(found, since, holds, strict=True)
    ]
    names = (
        say.gettext("Edition"),
        say.gettext("Day"),
        say.gettext("Kind"),
        say.gettext("State"),
        say.pgettext("edition", "Changes since"),
        say.pgettext("edition", "Files"),
        say.pgettext("edition", "Sent to"),
    )
    return headed(names, rows) if rows else []


def _compared(asked: Asked, one: str, other: str) -> Sequence[str]:
    with asked.office.reading() as session:
        states = [_state(session, asked, name) for name in (one, other)]
    comparison = compare(*states)
    if asked.options.json:
        return [json.dumps(_difference_as_json(comparison), ensure_ascii=False, indent=2)]
    return lines(comparison, asked.say)


def lines(comparison: Comparison, say: Language) -> list[str]:
    """What differs, in sentences: of the record, then of each item or slot below its title."""
    told = changes.of_record(comparison, say)
    for one in comparison.things:
        told.append(f"{changes.when(one, say)}  {changes.title(one, say)}")
        told += [f"    {line}" for line in changes.told(one, say)]
    people = _people(comparison)
    if people:
        text = say.pgettext("edition", "Affected: {names}")
        told.append(text.format(names=say.listed(display(say, one) for one in people)))
    return told


def _save(asked: Asked, number: str, folder: str, write: Write) -> None:
    with asked.office.reading() as session:
        edition = _numbered(session, asked, number)
        files = [(paper.name, kept(session, paper.digest)) for paper in edition.papers]
    _write_all(asked, Path(folder), files, write)


def _issue(asked: Asked, today: date, now: datetime, write: Write) -> None:
    from desktop.documents.issuing import NotMade, Progress
    from desktop.making import edition

    options = asked.options
    wanted = edition.Asked(
        asked.kind, asked.record_id, options.draft, today, _choice(asked), asked.workshop
    )
    try:
        made = edition.make(asked.office, wanted, Progress())
    except NotMade as failure:
        raise failure.problem from failure
    # First the files, which may be refused; an edition whose files nobody has is none.
    _write_all(asked, options.issue, [(one.name, one.content) for one in made.papers], write)
    with asked.office.writing(editions.LABEL, number=made.prepared.stand.number) as session:
        edition.issue(session, made, on=today, at=now, recipients=options.recipients)


def _choice(asked: Asked) -> "Choice":
    from desktop.documents.issuing import Choice
    from desktop.documents.wish import Option

    options = asked.options
    languages = tuple(one_by_one(options.languages, asked.say)) or ((asked.say.code,),)
    return Choice(
        _papers(asked.kind, options.document),
        languages,
        calendar=True,
        member_papers=options.members,
        member_calendars=options.members,
        options=frozenset({Option.CHANGES, Option.STRUCK} if options.changes else ()),
        paper=asked.settings.paper,
    )


def _papers(kind: str, codes: Sequence[str] | None) -> tuple[str, ...]:
    """The codes of the papers that were asked for, each once; the usual one where none was."""
    from desktop.documents.catalogue import sheets_of
    from desktop.documents.issuing import offered

    may = offered(kind)
    if not codes:
        return (may[0].code,)
    for code in codes:
        if one_of(sheets_of(kind), code) not in may:
            names = ", ".join(sheet.code for sheet in may)
            raise Problem("document_not_issued", name=code, names=names)
    return tuple(dict.fromkeys(codes))


def _write_all(
    asked: Asked, folder: Path, files: Sequence[tuple[str, bytes]], write: Write
) -> None:
    """Write all files or, where one would replace another that is there, none."""
    taken = [folder / name for name, _content in files if (folder / name).exists()]
    if taken and not asked.options.force:
        raise Problem("output_exists", path=str(taken[0]))
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files:
        write(folder / name, content)


def _state(session: Session, asked: Asked, name: str) -> Record:
    if name.casefold() == _NOW:
        return loading.record(session, asked.kind, asked.record_id)
    return editions.as_issued(session, _numbered(session, asked, name))


def _numbered(session: Session, asked: Asked, number: str) -> Edition:
    for edition in editions.editions(session, asked.record_id):
        if str(edition.number) == number:
            return edition
    reference = asked.options.reference
    raise Problem("edition_unknown", number=number, reference=reference)


def _since(session: Session, edition: Edition, record: Record) -> Comparison | None:
    try:
        return editions.since(session, edition, record)
    except Problem:  # what it held is not in this file
        return None


def _as_json(edition: Edition, since: Comparison | None, current: bool) -> dict[str, Any]:
    return {
        "id": edition.id,
        "number": edition.number,
        "on": plain(edition.on),
        "draft": edition.draft,
        "current": current,
        "recipients": edition.recipients,
        "note": edition.note,
        "papers": [
            {
                "name": paper.name,
                "document": paper.document,
                "languages": paper.languages.split(),
                "audience": paper.audience,
                "size": paper.size,
                "sha256": paper.digest,
            }
            for paper in edition.papers
        ],
        "since": None if since is None else _difference_as_json(since),
    }


def _difference_as_json(comparison: Comparison) -> dict[str, Any]:
    return {
        "fields": list(comparison.fields),
        "joined": list(comparison.joined),
        "left": list(comparison.left),
        "functions": list(comparison.functions),
        "things": [
            {
                "id": one.id,
                "kinds": sorted(kind.value for kind in one.kinds),
                "fields": list(one.fields),
                "people": sorted(one.people),
            }
            for one in comparison.things
        ],
        "affected": comparison.affected(),
    }


def _people(comparison: Comparison) -> list[Person]:
    known = {**named_in(comparison.before), **named_in(comparison.after)}
    return [known[one] for one in comparison.affected() if one in known]

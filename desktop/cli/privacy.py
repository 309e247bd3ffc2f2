"""`kakehashi privacy`, `erase` and `person-data`: how long data are kept, and removing them."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.cli.choose import only
from desktop.cli.text import day, headed
from desktop.domain import Person
from desktop.domain.codes import DataClass
from desktop.errors import Problem
from desktop.language import N_, Language, ngettext
from desktop.language.names import display
from desktop.store import naming, retention
from desktop.store.drafts import drop_drafts
from desktop.store.erasing import Classes, erase_in
from desktop.store.office import OfficeFile
from desktop.store.person_data import Object, person_data
from desktop.store.retention import Due
from desktop.store.tombstones import ALL
from desktop.words.privacy import classes

_COLUMNS = (N_("Person"), N_("Data"), N_("Due since"), N_("Last visit"))


def due(session: Session, today: date) -> list[Due]:
    """Whose data should be removed."""
    return retention.due(session, today)


def as_json(found: Sequence[Due]) -> list[dict[str, Any]]:
    """The same for other programs: identities, codes and days, and nothing of what is held."""
    return [
        {
            "id": one.person.id,
            "last": None if one.last is None else one.last.isoformat(),
            "classes": {code.value: since.isoformat() for code, since in one.since.items()},
        }
        for one in found
    ]


def lines(found: Sequence[Due], say: Language) -> list[str]:
    """One line for each person under a line of names; nothing for none."""
    rows = [
        (
            *(display(say, one.person), classes(one.since, say)),
            *(day(say, min(one.since.values())), day(say, one.last)),
        )
        for one in found
    ]
    return headed([say.gettext(name) for name in _COLUMNS], rows) if rows else []


def remove_due(office: OfficeFile, today: date, options: Namespace) -> str:
    """Remove all that is due; Problem `erase_unsure` without --yes."""
    _sure(options)
    with office.reading() as session:
        found = due(session, today)
    whom = {one.person.id: list(one.since) for one in found}
    erase_in(office, whom)
    drop_drafts(office.path, office.key, whom)
    return ngettext(
        "Removed what was due of {n} person", "Removed what was due of {n} people", len(found)
    ).format(n=len(found))


def erase(office: OfficeFile, options: Namespace, say: Language) -> str:
    """Erase of one person what the options name.

    Raises Problem `erase_what`, `erase_unsure`, `person_unknown` or `person_ambiguous`.
    """
    if options.all == bool(options.data_class):
        raise Problem("erase_what")
    what: Classes = ALL if options.all else [DataClass(one) for one in options.data_class]
    with office.reading() as session:
        person = find(session, options.person, say)
        name = display(say, person)
    _sure(options)
    outcome = erase_in(office, {person.id: what})[person.id]
    drop_drafts(office.path, office.key, [person.id])
    told = say.gettext("Erased: {name}").format(name=name)
    if outcome.papers:
        papers = say.ngettext(
            "{n} issued paper was removed with it.",
            "{n} issued papers were removed with it.",
            outcome.papers,
        )
        told = f"{told}. {papers.format(n=outcome.papers)}"
    return told


def held(session: Session, options: Namespace, say: Language, at: datetime) -> Object:
    """All that is held about a person."""
    return person_data(session, find(session, options.person, say).id, at)


def find(session: Session, wanted: str, say: Language) -> Person:
    """The person of that identity or name; Problem `person_unknown` or `person_ambiguous`."""
    people = list(session.scalars(select(Person)))
    found = [one for one in people if one.id == wanted] or naming.called(people, wanted)
    return only("person", wanted, found, [display(say, one) for one in found])


def _sure(options: Namespace) -> None:
    if not options.yes:
        raise Problem("erase_unsure")

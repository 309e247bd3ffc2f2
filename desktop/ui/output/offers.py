"""What can be chosen of a paper of one record, named in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.documents.catalogue import Sheet
from desktop.documents.wish import Material
from desktop.domain import Delegation, Edition
from desktop.language import Language, names
from desktop.language.dates import date_short

EVERYONE = "everyone"


@dataclass(frozen=True)
class Offers:
    """Choices by their codes, with what they are called.

    `readers` are "everyone", "group:…" and "person:…"; `own` tells the language of a person who
    has one. `editions` are those whose changes can be marked, the newest first.
    """

    readers: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    subjects: dict[str, str] = field(default_factory=dict)
    editions: dict[str, str] = field(default_factory=dict)


def offers(
    sheet: Sheet, material: Material, editions: Sequence[Edition], language: Language
) -> Offers:
    """What a kind of paper leaves to choose."""
    record = None if material.source is None else material.source.record
    visit = record if isinstance(record, Delegation) and sheet.audience else None
    return Offers(
        {} if visit is None else _readers(visit, language),
        {} if visit is None else _own(visit),
        dict(sheet.subjects(material, language)) if sheet.subjects is not None else {},
        {one.id: _edition(one, language) for one in editions} if sheet.marks else {},
    )


def _readers(visit: Delegation, language: Language) -> dict[str, str]:
    found = {EVERYONE: language.gettext("Everyone")}
    for group in visit.groups:
        name = group.label().best(language.code)
        found[f"group:{group.id}"] = language.gettext("Group {name}").format(name=name)
    for member in visit.ordered_members():
        found[f"person:{member.person_id}"] = names.display(language, member.person)
    for link in (link for item in visit.items for link in item.people):
        # An interpreter or a driver has a programme too.
        found.setdefault(f"person:{link.person_id}", names.display(language, link.person))
    return found


def _own(visit: Delegation) -> dict[str, str]:
    people = [member.person for member in visit.members]
    people += [link.person for item in visit.items for link in item.people]
    return {f"person:{one.id}": code for one in people if (code := names.preferred(one, ""))}


def _edition(edition: Edition, language: Language) -> str:
    number = language.gettext("Edition {number}").format(number=edition.number)
    return f"{number} · {date_short(language, edition.on)}" if edition.on is not None else number

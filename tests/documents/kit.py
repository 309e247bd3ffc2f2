"""How the tests make records without a file, and read papers back."""

from datetime import date, time
from typing import Any, TypeVar

import pypdfium2
from sqlalchemy.orm.attributes import set_committed_value

from desktop.documents.document import Document, texts_in
from desktop.documents.render import Renderer
from desktop.domain import (
    Delegation,
    Entity,
    Group,
    GroupMember,
    Item,
    ItemGroup,
    ItemPerson,
    Member,
    Moment,
    Organisation,
    Person,
    Trilingual,
)
from desktop.domain.codes import Involvement, ItemStatus

T = TypeVar("T", bound=Entity)

ON = date(2026, 11, 23)
TOKYO = "Asia/Tokyo"
COPENHAGEN = "Europe/Copenhagen"
CODES = ("ja", "da", "en")
# What Typst and PDF readers put between and into words: breaks that are not drawn.
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\ufffe\u00ad\x02"))

_renderer = Renderer()


def related(entity: T, **relations: object) -> T:
    """Give an entity what loading would give it: other entities, and their identities."""
    for name, value in relations.items():
        set_committed_value(entity, name, value)
        if isinstance(value, Entity):
            setattr(entity, f"{name}_id", value.id)
    return entity


def same(text: str) -> Trilingual:
    """A text that is the same in all three languages."""
    return Trilingual(ja=text, da=text, en=text)


def moment(text: str, zone: str | None = TOKYO, part: str = "exact") -> Moment:
    """A moment from `2027-04-19 09:00`, `2027-04-19` or nothing."""
    if not text:
        return Moment(zone=zone, part=part)
    day, _, clock = text.partition(" ")
    at = time.fromisoformat(clock) if clock else None
    return Moment(date.fromisoformat(day), at, zone, part=part)


def person(given: str, family: str, of: Organisation | None = None, **values: Any) -> Person:
    """A person, of an organisation or of none."""
    return related(Person(given=given, family=family, **values), organisation=of)


def item(title: str, start: str = "", end: str = "", zone: str = TOKYO, **values: Any) -> Item:
    """A confirmed item on one clock; relations such as `place` or `people` are given as such."""
    relations = {
        name: values.pop(name)
        for name in ("place", "end_place", "host_organisation", "people", "groups")
        if name in values
    }
    given = {
        "title": same(title),
        "start": moment(start, zone),
        "end": moment(end, zone if end else None),
        "status": ItemStatus.CONFIRMED,
        **values,
    }
    return related(Item(**given), **relations)


def involved(who: Person, how: str = Involvement.PARTICIPANT, **values: Any) -> ItemPerson:
    """That a person does something in an item."""
    return related(ItemPerson(involvement=how, **values), person=who)


def group(code: str, *people: Person, **values: Any) -> Group:
    """A group with its people."""
    made = Group(code=code, **values)
    return related(made, memberships=[related(GroupMember(), person=one) for one in people])


def of_groups(*groups: Group) -> list[ItemGroup]:
    """That some groups take part in an item."""
    return [related(ItemGroup(), group=one) for one in groups]


def delegation(
    *items: Item,
    members: list[Person] | None = None,
    groups: list[Group] | None = None,
    functions: dict[int, str] | None = None,
    **values: Any,
) -> Delegation:
    """A delegation with a programme; `functions` are by the place of the member in the list."""
    relations = {
        name: values.pop(name)
        for name in ("hotel", "lead_organisation", "emergency_contacts")
        if name in values
    }
    made = related(
        Delegation(**{"reference": "DEL-2027-009", "title": same("Prøverejse"), **values}),
        **relations,
        items=list(items),
        groups=groups or [],
        members=[
            related(Member(position=number), person=one) for number, one in enumerate(members or [])
        ],
    )
    for number, function in (functions or {}).items():
        made.members[number].function = function
    return made


def pages(document: Document) -> list[str]:
    """The text of each page of the PDF, with no white space and nothing unseen."""
    pdf = pypdfium2.PdfDocument(_renderer.pdf(document))
    return [squeezed(page.get_textpage().get_text_range()) for page in pdf]


def printed(document: Document) -> str:
    """The text of the whole PDF, as `pages` gives it."""
    return "".join(pages(document))


def lost(document: Document) -> list[str]:
    """The texts of a paper that its PDF does not have, but for what only the template reads."""
    codes = {"b", "c", "f", "facts", "table", "days"}
    frame = {document.data["page"], document.data["continued"]}
    text = printed(document)
    wanted = [line for each in texts_in(document.data) for line in each.splitlines()]
    return [each for each in wanted if each not in codes | frame and squeezed(each) not in text]


def squeezed(text: str) -> str:
    """A text with no white space, and without what is not drawn."""
    return "".join(text.translate(_UNSEEN).split())

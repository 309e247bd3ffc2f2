"""What the papers about the people and meetings of a visit have in common."""

from collections.abc import Callable, Iterable
from typing import Any

from desktop import words
from desktop.documents.audience import EVERYONE, Audience, reader_of
from desktop.documents.document import Data, Document
from desktop.documents.sheet import frame, period
from desktop.documents.wish import Material, Wish
from desktop.domain import Delegation, Item, Member, Organisation, Person
from desktop.domain.codes import (
    Clause,
    DelegationStatus,
    Direction,
    Function,
    Involvement,
    ItemKind,
)
from desktop.domain.comparing import concerned
from desktop.domain.item import programme
from desktop.errors import Problem
from desktop.language import Language
from desktop.language.dates import clock, clock_range, day_short
from desktop.language.names import display

HELPING = (Function.LOCAL_TEAM, Function.INTERPRETER)
"""The functions of members who do not travel as guests."""

JOURNEYS = (ItemKind.FLIGHT, ItemKind.TRAIN)

BLANK = "\u00a0"
"""What a cell that is filled in by hand holds, so that its column is printed at all."""

_LATIN, _JAPANESE = "en", "ja"
# A table of more lines runs on to the next page, lest it leave half a page empty before it.
_TOGETHER = 12


def paper(
    material: Material,
    wish: Wish,
    language: Language,
    kind: str,
    sections: Iterable[Data],
    *,
    template: str = "sheet",
    **more: Any,
) -> Document:
    """Give a paper of a delegation: its cover, the sections that hold something, and `more`.

    Raises Problem `nothing_to_print` where nothing does.
    """
    delegation, stand = material.delegation(), material.stand()
    found = [part for part in sections if part.get("rows") or part.get("facts")]
    if not found and not any(more.values()):
        raise Problem("nothing_to_print", document=wish.document)
    called_off = delegation.status == DelegationStatus.CANCELLED
    edition = language.pgettext("document", "Edition {number}")
    data = frame(
        language,
        kind,
        delegation.title,
        delegation.reference,
        Clause.DELEGATION,
        delegation.confidentiality,
        wish.on,
    ) | {
        "period": period(language, delegation.start, delegation.end),
        "edition": edition.format(number=stand.number) if stand.number else "",
        "draft": language.pgettext("document", "DRAFT") if stand.draft else "",
        "called_off": words.word(DelegationStatus.CANCELLED, language) if called_off else "",
        "reader": _reader(delegation, wish.audience, language),
        "sections": [_running_on(part) for part in found],
        **more,
    }
    return Document(template, data, language, f"{kind} – {data['title']}", wish.on)


def travelling(delegation: Delegation, audience: Audience = EVERYONE) -> list[Member]:
    """The members who travel, head first; for a group or a person, those alone.

    Raises Problem `record_gone` when the group or person is not part of the delegation.
    """
    reader = reader_of(delegation, audience)
    members = delegation.ordered_members()
    if reader.person is not None:
        return [member for member in members if reader.is_person(member.person_id)]
    shown = {person.id for person in reader.people}
    return [
        member
        for member in members
        if member.function not in HELPING and (reader.is_everyone or member.person_id in shown)
    ]


def attending(delegation: Delegation, item: Item) -> list[Person]:
    """Who goes to an item: members in the order of the delegation, then others who are named."""
    ids = concerned(item, delegation)
    members = [member.person for member in travelling(delegation) if member.person_id in ids]
    known = {member.person_id for member in delegation.members}
    named = (item.involved(Involvement.PARTICIPANT), item.involved(Involvement.SPEAKER))
    others = {person.id: person for people in named for person in people if person.id not in known}
    return [*members, *others.values()]


def taking_place(delegation: Delegation) -> list[Item]:
    """The items that are not called off, in the order of the programme."""
    return [item for item in programme(delegation.items) if not item.is_cancelled]


def host_of(item: Item) -> Organisation | None:
    """The body that receives; where none is named, that of its people if they have one."""
    people = item.involved(Involvement.HOST)
    if item.host_organisation is None and len({one.organisation_id for one in people}) == 1:
        return people[0].organisation
    return item.host_organisation


def chosen(delegation: Delegation, wish: Wish, wanted: Callable[[Item], bool]) -> list[Item]:
    """The item that a paper is about, or all that it can be about.

    Raises Problem `record_gone` for one that is not there, `nothing_to_print` where none is.
    """
    found = [item for item in taking_place(delegation) if wanted(item)]
    if wish.subject:
        found = [item for item in found if item.id == wish.subject]
        if not found:
            raise Problem("record_gone", kind="item")
    if not found:
        raise Problem("nothing_to_print", document=wish.document)
    return found


def subjects(
    wanted: Callable[[Item], bool],
) -> Callable[[Material, Language], list[tuple[str, str]]]:
    """Tell how to list the items that a paper can be about: identity, and day with title."""

    def listed(material: Material, language: Language) -> list[tuple[str, str]]:
        items = taking_place(material.delegation())
        return [
            (item.id, " ".join(filter(None, (*when(language, item), title(language, item)))))
            for item in items
            if wanted(item)
        ]

    return listed


def title(language: Language, item: Item) -> str:
    """What an item is called; one without a title goes by its kind."""
    return item.title.best(language.code) or words.word(ItemKind(item.kind), language)


def when(language: Language, item: Item) -> tuple[str, str]:
    """The day of an item and its time where it happens, each empty if not known."""
    start, end = item.start, item.end
    on = day_short(language, start.date) if start.date is not None else ""
    if item.printed_time:
        return on, item.printed_time
    if start.time is None:
        return on, ""
    if item.kind in JOURNEYS or end.time is None or end.date != start.date:
        return on, clock(language, start.time)
    return on, clock_range(language, start.time, end.time)


def scripts(language: Language, person: Person) -> tuple[str, str]:
    """A name as the language writes it, and in the other script; "" where that is not known."""
    name = display(language, person)
    japanese = language.locale.language == _JAPANESE
    other = display(Language.of(_LATIN if japanese else _JAPANESE), person)
    return name, other if other != name else ""


def other_script(language: Language, wish: Wish, person: Person) -> str:
    """A name in the other script, unless a second language of the paper writes it that way."""
    told = _JAPANESE in wish.languages and len(wish.languages) > 1
    return "" if told else scripts(language, person)[1]


def local(delegation: Delegation) -> Language:
    """The language of the country that is visited."""
    return Language.of("ja" if delegation.direction == Direction.DK_JP else "da")


def _running_on(part: Data) -> Data:
    lines = sum(
        max(len(one["lines"]) + len(one["soft"]) for one in row["cells"])
        for row in part.get("rows", ())
    )
    return part | {"together": False} if lines > _TOGETHER else part


def _reader(delegation: Delegation, audience: Audience, language: Language) -> Data:
    group = reader_of(delegation, audience).group
    if group is None:
        return {"label": "", "name": "", "lines": []}
    name = group.label().best(language.code)
    return {"label": words.kind("group", language), "name": name, "lines": []}

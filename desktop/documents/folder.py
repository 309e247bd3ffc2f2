"""The folder for the visit: every paper of a record at once, each with a clear name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from desktop.documents.audience import Audience
from desktop.documents.catalogue import Sheet, sheets_of
from desktop.documents.wish import Material, Wish
from desktop.domain import Delegation
from desktop.files import file_name
from desktop.language import N_, Language
from desktop.language.names import display, preferred

_PROGRAMME = "programme"
# Forms of a paper that is in the folder anyway, and what is for the office and nobody else.
_UNUSUAL = frozenset({"programme_day", "programme_folded", "programme_internal", "month", "week"})

_ROOM = 80  # letters of a title in the name of a file: folders have names too, Windows 260 in all


@dataclass(frozen=True)
class Entry:
    """One file of a folder: its path below the folder, with "/", and the paper that it holds."""

    path: str
    wish: Wish


def usual(kind: str) -> list[str]:
    """The papers that most officers want of a kind of record, by their codes."""
    return [sheet.code for sheet in sheets_of(kind) if sheet.code not in _UNUSUAL]


def plan(
    material: Material,
    wish: Wish,
    documents: Iterable[str],
    languages: Sequence[tuple[str, ...]],
    say: Language,
    *,
    each: bool = True,
) -> list[Entry]:
    """The files of a folder, numbered in the order of the list of papers.

    `wish` is what all papers have in common. There is one of each of the `documents` in each of
    the `languages` (one code, or two that stand together) and, where `each`, the programme of
    each member in a language of their own, else in the first of those. `say` names the files.
    """
    wanted = set(documents)
    sheets = [sheet for sheet in sheets_of(wish.kind) if sheet.code in wanted]
    made: list[Entry] = []
    number = 0
    for sheet in sheets:
        number += 1
        made.extend(_of_sheet(wish, sheet, number, languages, say))
        if each and sheet.code == _PROGRAMME:
            number += 1
            made.extend(_of_members(material, wish, number, languages[0], say))
    return made


def _of_sheet(
    wish: Wish, sheet: Sheet, number: int, languages: Sequence[tuple[str, ...]], say: Language
) -> Iterator[Entry]:
    name = f"{number:02} {sheet.name_in(say)}"
    for spoken in languages:
        # A paper about several meetings has all of them.
        paper = replace(wish, document=sheet.code, languages=spoken)
        yield Entry(file_name(name, _told(spoken)), paper)


def _of_members(
    material: Material, wish: Wish, number: int, spoken: tuple[str, ...], say: Language
) -> Iterator[Entry]:
    name_of_all = say.gettext(N_("Each member"))
    folder = file_name(f"{number:02} {name_of_all}", "")
    visit = material.source.record if material.source is not None else None
    if not isinstance(visit, Delegation):
        return
    for at, member in enumerate(visit.ordered_members(), 1):
        own = preferred(member.person, "")
        languages = (own,) if own else spoken
        name = f"{at:02} {display(say, member.person)}"[:_ROOM]
        yield Entry(
            f"{folder}/{file_name(name, _told(languages))}",
            replace(
                wish,
                document=_PROGRAMME,
                languages=languages,
                audience=Audience(person=member.person_id),
            ),
        )


def _told(languages: tuple[str, ...]) -> str:
    # The languages stand last, where a long title cannot cut them off.
    return f" ({'+'.join(languages)}).pdf"

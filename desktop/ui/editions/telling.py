"""How editions and changes look and are called in the window."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain import Edition, Person
from desktop.domain.comparing import Difference
from desktop.language import Language, _, current, dates, ngettext, npgettext, pgettext
from desktop.language.names import display

DRAFT = ("warn", "pencil")
FINAL = ("good", "circle-check")
CURRENT = ("good", "check")
SUPERSEDED = ("quiet", "history")

_LOOKS = {
    Difference.ADDED: ("good", "plus"),
    Difference.CANCELLED: ("bad", "circle-slash"),
    Difference.RESTORED: ("good", "undo-2"),
    Difference.MOVED: ("warn", "calendar-clock"),
    Difference.PLACE: ("info", "map-pin"),
    Difference.PEOPLE: ("info", "users-round"),
    Difference.TEXT: ("quiet", "pencil"),
}
_NAMED = 12  # names in one sentence; of more it is said how many there are


def difference_look(kind: Difference) -> tuple[str, str]:
    """The tone and the icon of a way of differing."""
    return _LOOKS[kind]


def edition_name(number: int) -> str:
    """What an edition is called."""
    return pgettext("edition", "Edition {number}").format(number=number)


def edition_and_day(edition: Edition) -> str:
    """An edition with the day on which it was issued, for a choice among several."""
    name = edition_name(edition.number)
    if edition.on is None:
        return name
    day = dates.date_short(current(), edition.on)
    return pgettext("edition", "{edition} ({day})").format(edition=name, day=day)


def languages_name(codes: Sequence[str]) -> str:
    """One language, or two that stand together, each in its own words."""
    return " + ".join(Language.of(code).name for code in codes)


def changed_since(number: int, changes: int) -> str:
    """How much has changed since an edition."""
    if not changes:
        return pgettext("edition", "Nothing has changed since edition {number}.").format(
            number=number
        )
    return npgettext(
        "edition",
        "{n} change since edition {number}",
        "{n} changes since edition {number}",
        changes,
    ).format(n=changes, number=number)


def changed_until(number: int, changes: int) -> str:
    """How much is otherwise in the edition that came after one."""
    if not changes:
        return pgettext("edition", "No changes until edition {number}").format(number=number)
    return npgettext(
        "edition",
        "{n} change until edition {number}",
        "{n} changes until edition {number}",
        changes,
    ).format(n=changes, number=number)


def affected(people: Sequence[Person]) -> str:
    """Who is affected by what differs, by name; "" for nobody."""
    if not people:
        return ""
    said = [display(current(), person) for person in people[:_NAMED]]
    more = len(people) - len(said)
    if more:
        said.append(ngettext("{n} more", "{n} more", more).format(n=more))
    names = current().listed(said)
    return npgettext(
        "edition",
        "This person is affected: {names}",
        "These {n} people are affected: {names}",
        len(people),
    ).format(n=len(people), names=names)


def size(bytes_: int) -> str:
    """How large a file is, roughly."""
    kilobytes = max(1, round(bytes_ / 1000))
    return _("{n} kB").format(n=kilobytes)

"""What can be meant by a name typed after "@" or "#": places, organisations and groups. No Qt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.domain.text import Trilingual
from desktop.store.search import normalise

_LEAST = 2  # one letter is part of too many names to mean one of them


@dataclass(frozen=True, slots=True)
class Known:
    """A place, an organisation or a group that a typed name can mean.

    `keys` are the names it goes by, `search` all it can be found by; both normalised. `owner` is
    the organisation that a place belongs to.
    """

    kind: str
    id: str
    label: Trilingual
    keys: frozenset[str]
    search: str = ""
    zone: str = ""
    iata: str = ""
    owner: str | None = None

    @staticmethod
    def of(
        kind: str,
        id: str,  # noqa: A002 (the name it has everywhere)
        label: Trilingual,
        *,
        names: Iterable[str] = (),
        search: str = "",
        zone: str = "",
        iata: str = "",
        owner: str | None = None,
    ) -> Known:
        """One that goes by its label in any language and by further names."""
        keys = {normalise(name) for name in (*label.parts(), *names, iata)}
        keys.discard("")
        text = "\n".join((search, *keys))
        return Known(kind, id, label, frozenset(keys), text, zone, iata, owner)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it was typed, what it means, and what it might mean where that is not one thing."""

    text: str
    found: Known | None = None
    candidates: tuple[Known, ...] = ()


def meant_by(text: str, known: Sequence[Known]) -> Mention:
    """What a name means: what is called exactly so, else the only one that has all its words."""
    exact = named(text, known)
    if exact:
        return _decided(text, exact)
    words = normalise(text).split()
    if len("".join(words)) < _LEAST:
        return Mention(text)
    return _decided(text, [k for k in known if all(_has(k.search, word) for word in words)])


def named(text: str, known: Sequence[Known]) -> list[Known]:
    """Those that are called exactly so."""
    wanted = normalise(text)
    return [each for each in known if wanted in each.keys]


def by_code(code: str, known: Sequence[Known]) -> Mention:
    """What an airport code means."""
    found = tuple(each for each in known if each.iata.upper() == code.upper())
    return Mention(code, found[0] if len(found) == 1 else None, found)


def _has(search: str, word: str) -> bool:
    """Whether a word is part of what something is found by; Room 1 is not Room 10, M not Room A."""
    if word.isascii() and len(word) == 1:
        return re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", search) is not None
    number = r"(?!\d)" if word[-1].isdigit() else ""
    return re.search(re.escape(word) + number, search) is not None


def _decided(text: str, found: Sequence[Known]) -> Mention:
    # A campus says more than the university it belongs to, where the name fits both.
    owners = {each.owner for each in found}
    closest = [each for each in found if each.id not in owners]
    return Mention(text, closest[0] if len(closest) == 1 else None, tuple(closest))

"""Which one thing a name on the command line means."""

from collections.abc import Sequence
from typing import TypeVar

from desktop import language
from desktop.errors import Problem

T = TypeVar("T")


def only(kind: str, wanted: str, found: Sequence[T], names: Sequence[str]) -> T:
    """The one thing that was found; Problem `<kind>_unknown` or `<kind>_ambiguous` otherwise."""
    if not found:
        raise Problem(f"{kind}_unknown", name=wanted)
    if len(found) > 1:
        raise Problem(f"{kind}_ambiguous", name=wanted, names=language.current().listed(names))
    return found[0]

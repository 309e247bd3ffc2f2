"""What a programme is drafted from, as plain values: wishes of hosts and the frames of the days.

The store fills them in, `desktop.planning` reckons. Clock times are minutes after midnight on the
clock of the visit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop.domain.codes import HalfDay, Priority
from desktop.domain.text import Trilingual


@dataclass(frozen=True, slots=True)
class WindowFact:
    """When an item may take place; without a `day`, on any."""

    day: date | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WishFact:
    """What is wished of one item: how long, how much it matters, when, and in which order.

    `apart` and `before` are identities of items: those it does not share a day with, and those
    that come after it. `minutes` is None where a clock says it, or nobody has said it.
    """

    item_id: str
    minutes: int | None = None
    priority: str = Priority.SHOULD
    half: str = HalfDay.ANY
    one_group: bool = False
    windows: tuple[WindowFact, ...] = ()
    apart: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DayFact:
    """The frame of one day, or of every day; a None falls back, as `domain.DraftDay` tells."""

    day: date | None = None
    free: bool = False
    begins: int | None = None
    ends: int | None = None
    begin_place_id: str | None = None
    end_place_id: str | None = None
    lunch_from: int | None = None
    lunch_to: int | None = None
    lunch_minutes: int | None = None
    evening_from: int | None = None
    evening_to: int | None = None
    longest_minutes: int | None = None
    parallel: bool = False


@dataclass(frozen=True, slots=True)
class GroupFact:
    """A group of the delegation and who is in it."""

    id: str
    code: str = ""
    name: Trilingual = Trilingual()
    people: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wishes:
    """All that is wished of the programme of one delegation.

    `items` are those of its programme in programme order, by identity; what is not in
    `days` has the frame of `days[None]`.
    """

    delegation_id: str
    items: Mapping[str, WishFact] = field(default_factory=dict)
    days: Mapping[date | None, DayFact] = field(default_factory=dict)
    groups: tuple[GroupFact, ...] = ()

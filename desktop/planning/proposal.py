"""What drafting proposes for the programme of a delegation, as plain values and codes.

`desktop.words.drafting` says them; `desktop.store.drafting` carries out what the officer accepts.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desktop.domain.time import Moment


class Hold(StrEnum):
    """Which of the items that have a time already stay where they are, pinned ones always."""

    PLACED = "placed"
    CONFIRMED = "confirmed"
    NOTHING = "nothing"


class Aim(StrEnum):
    """What a draft is best at."""

    BALANCED = "balanced"
    WAYS = "ways"
    EVENINGS = "evenings"
    MOST = "most"


class Change(StrEnum):
    """What becomes of an item."""

    NEW = "new"
    MOVED = "moved"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the officer asks of a draft.

    With `hold` CONFIRMED what hosts confirmed moves only where it cannot stay. `days` limits the
    draft to some days, None to none. `now` is the present moment in minutes since 1970, before
    which nothing is placed or moved; without it all hours of today still lie ahead.
    """

    aim: Aim = Aim.BALANCED
    hold: Hold = Hold.CONFIRMED
    days: frozenset[date] | None = None
    now: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to be said, as a code and the values of its sentence.

    Identities in `values` are told by their key: `item`, `items`, `other`, `place`, `person`,
    `people`, `group`, `organisation`; days and minutes are of their types. The codes and their
    values are listed where they are made, and each has a sentence in `desktop.words.drafting`.
    """

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one item is proposed to be, and what that costs compared with the present programme.

    `before` is where it is now, None for what has no exact time. `group_id` is the group that goes
    there, where one is enough and the draft chose it, else None. `letter` is whether its host was
    promised another time, so that they must be written to anew.
    """

    item_id: str
    start: Moment
    end: Moment
    change: Change
    before: tuple[Moment, Moment] | None = None
    group_id: str | None = None
    letter: bool = False
    costs: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class DayOutline:
    """One day of a proposal: what is on it in order, and what the day costs in comparison.

    `travel` is minutes on the way and `travel_before` those of the present programme;
    `estimated` whether a part of them is an estimate. `leaves` and `returns` frame it; they are
    None on a day without visits.
    """

    day: date
    item_ids: tuple[str, ...] = ()
    travel: int = 0
    travel_before: int = 0
    estimated: bool = False
    leaves: Moment | None = None
    returns: Moment | None = None
    costs: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item that finds no place, and why as far as that is known without reckoning further.

    Without `reasons` there are times at which it could be, but others fill them better. `before`
    is where it is now, None for what has no exact time: it gives that up for those it is left out
    for.
    """

    item_id: str
    must: bool = False
    reasons: tuple[Note, ...] = ()
    before: tuple[Moment, Moment] | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A drafted programme of one delegation, beside the present one.

    `placements` holds all that drafting may place, in the order of their starts, those that stay
    included. `troubles` is what kept it from doing all that was asked: an impossible pin, musts
    that cannot be together, too many hosts to prove anything. `gap` is how far from the best it
    may be, in percent of its value; None where nothing is known yet, 0 where it is proven best.
    `seq` is the last unit of the change log that it was reckoned from.
    """

    delegation_id: str
    wanted: Wanted = Wanted()
    placements: tuple[Placement, ...] = ()
    days: tuple[DayOutline, ...] = ()
    left: tuple[LeftOut, ...] = ()
    troubles: tuple[Note, ...] = ()
    value: float = 0.0
    gap: float | None = None
    seq: int = 0

    @property
    def is_proven(self) -> bool:
        """Whether no programme is better by what was asked."""
        return self.gap == 0.0

    def letters(self) -> list[str]:
        """The items whose hosts must be written to anew, in the order of their new times."""
        return [one.item_id for one in self.placements if one.letter]

    def displaced(self, item_ids: Collection[str] | None = None) -> list[LeftOut]:
        """Those left out that give up their time when these items are taken over, or all are."""
        placed = [one for one in self.placements if item_ids is None or one.item_id in item_ids]
        return [
            one
            for one in self.left
            if one.before is not None
            and (item_ids is None or any(_meets(one.before, each) for each in placed))
        ]


def _meets(before: tuple[Moment, Moment], placement: Placement) -> bool:
    first, last = before[0].utc(), before[1].utc()
    start, end = placement.start.utc(), placement.end.utc()
    if first is None or last is None or start is None or end is None:
        return False
    return first < end and start < last

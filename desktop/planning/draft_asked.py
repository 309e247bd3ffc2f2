"""What a draft is asked for in the form of the engine, with what leads back from it."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.plan import Plan
from desktop.domain.wishes import Wishes
from desktop.planning.drafting.problem import Answer, Problem
from desktop.planning.proposal import LeftOut, Note, Wanted

KEPT = 1000.0
"""What it costs to move what hosts confirmed: more than anything else is worth.

It is in the value of such a visit, too, so that it is rather moved than left out.
"""


@dataclass(frozen=True, slots=True)
class BlockOf:
    """The day of one block of a problem, and the group whose it is; None for all together.

    `staying` are the items that take place on it whatever is drafted, in the order of their
    starts.
    """

    day: date
    group_id: str | None = None
    staying: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """One question for a draft; it goes to another process as it is.

    `items` and `blocks` are what the visits and blocks of `problem` stand for, by their number.
    `zone` is the clock of the visit: the minutes of a block count from the midnight of its day
    there. `present` is the present programme, as far as it is possible. `left` are the items that
    can be nowhere, `troubles` what is wrong already. `held` are hosted items that stay though
    others may move. `estimated` are the pairs of places whose way the office did not enter.

    `wide` is the same problem where what hosts confirmed may move, too; in `problem` it may not
    wherever all of it can stay, so that a new draft around it is found and proven at once.
    """

    problem: Problem
    plan: Plan
    wishes: Wishes
    wanted: Wanted
    seq: int
    items: tuple[str, ...]
    blocks: tuple[BlockOf, ...]
    zone: str
    present: Answer
    left: tuple[LeftOut, ...] = ()
    troubles: tuple[Note, ...] = ()
    held: tuple[str, ...] = ()
    estimated: frozenset[tuple[int, int]] = frozenset()
    wide: Problem | None = None

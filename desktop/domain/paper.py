"""What a paper is made from: records loaded whole, and where they stand between two editions."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.comparing import Comparison, Record
from desktop.domain.task import Task


@dataclass(frozen=True, slots=True)
class Stand:
    """How final a paper is: its edition, whether it is a draft, and the edition before it.

    `number` is 0 for a record of which nothing was ever issued and that counts no editions.
    """

    number: int = 0
    draft: bool = True
    previous: int = 0


@dataclass(frozen=True, slots=True)
class PaperSource:
    """One record with its tasks, its stand and, where asked for, how it differs from an edition.

    `compared` is the number of that edition, 0 where there is none.
    """

    record: Record
    stand: Stand = Stand()
    tasks: Sequence[Task] = ()
    comparison: Comparison | None = None
    compared: int = 0

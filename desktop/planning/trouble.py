"""What a rule says about one booking, one pair or one person's day, before it is a finding."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.domain.codes import Rule


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that a rule does not like.

    Troubles with the same rule, bookings and detail become one finding that names all their
    people; the one with the greatest `gravity` gives the values. What is `unsure`, because it
    stands on an estimate or a habit, is never more than a hint.
    """

    rule: Rule
    bookings: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    records: tuple[tuple[str, str], ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)
    detail: str = ""
    gravity: int = 0
    unsure: bool = False

    @property
    def case(self) -> tuple[str, tuple[str, ...], str]:
        """What it is a case of, whoever it concerns."""
        return self.rule, self.bookings, self.detail

"""What a rule says about one booking, one pair or one person's day, before it is a finding."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.domain.codes import Rule, Severity


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that a rule does not like.

    Troubles with the same rule, bookings and detail become one finding that names all their
    people; the one with the greatest `gravity` gives the values. `severity` is for what matters
    more or less than its rule usually does; what stands on an estimate or a habit is a hint.
    """

    rule: Rule
    bookings: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    records: tuple[tuple[str, str], ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)
    detail: str = ""
    gravity: int = 0
    severity: Severity | None = None

    @property
    def case(self) -> tuple[str, tuple[str, ...], str]:
        """What it is a case of, whoever it concerns."""
        return self.rule, self.bookings, self.detail

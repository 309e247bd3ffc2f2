"""What the conflict engine found, what the office says to it, and how much each rule matters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.base import Entity, owner, text
from desktop.domain.codes import Rule, Severity
from desktop.domain.time import Moment


class RuleSetting(Entity):
    """How much a rule matters to this office; a rule without one matters as the program says."""

    __tablename__ = "rule_setting"

    rule: Mapped[str] = text()
    severity: Mapped[str] = text(Severity.WARNING)


class Acceptance(Entity):
    """That the office lives with a finding, and why.

    `subject` is the finding's `key`. It holds while the finding's `state` is the one that was
    accepted, so a change of what the finding depends on brings it back.
    """

    __tablename__ = "acceptance"

    delegation_id: Mapped[str | None] = owner("delegation", nullable=True)
    exchange_id: Mapped[str | None] = owner("exchange", nullable=True)
    access_id: Mapped[str | None] = owner("access_request", nullable=True)
    rule: Mapped[str] = text()
    subject: Mapped[str] = text()
    state: Mapped[str] = text()
    reason: Mapped[str] = text()
    accepted_by: Mapped[str] = text()
    accepted_on: Mapped[date | None] = mapped_column()


@dataclass(frozen=True, slots=True)
class Fix:
    """One change that would settle a finding.

    `code` is "move" (the booking to `start` and `end`), "take_out" (the person `person_id` out of
    the booking), or "confirm" (the booking).
    """

    code: str
    booking_id: str
    person_id: str = ""
    start: Moment = Moment()
    end: Moment = Moment()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or could become so, in the plans of the office.

    `bookings` and `people` are identities, the booking to look at first in front; `records` are
    (kind, identity) pairs. `values` fill the sentence of the rule: plain numbers, days, codes and
    identities. `state` changes whenever something changes that the finding depends on.
    """

    rule: Rule
    severity: Severity
    bookings: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    records: tuple[tuple[str, str], ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)
    fix: Fix | None = None
    state: str = ""
    detail: str = ""
    accepted: str | None = None

    @property
    def key(self) -> str:
        """What the finding is about, whatever its details: the same after a change of a time."""
        return "|".join(
            (self.rule, ",".join(sorted(self.bookings)), ",".join(sorted(self.people)), self.detail)
        )

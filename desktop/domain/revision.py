"""How often and when a thing was changed, as calendars tell it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from desktop.domain.codes import DelegationStatus, ExchangeStatus, Stage

CALLED_OFF: Mapping[str, frozenset[str]] = {
    "delegation": frozenset({DelegationStatus.CANCELLED}),
    "exchange": frozenset({ExchangeStatus.CANCELLED}),
    "access_request": frozenset({Stage.REJECTED, Stage.WITHDRAWN, Stage.EXPIRED}),
}
"""The states, by kind of record, in which nothing that the record plans takes place."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What iCalendar calls SEQUENCE, CREATED and LAST-MODIFIED; all times are aware UTC.

    `sequence` counts the actions after the first that moved the thing, called it off or took
    either back (RFC 5546 §2.1.4); it never goes down. `attended` is when the thing, or who takes
    part in it, was changed last.
    """

    sequence: int
    created: datetime
    modified: datetime
    attended: datetime

    def naming(self) -> "Revision":
        """The same for a file that names those who take part."""
        return replace(self, modified=self.attended)

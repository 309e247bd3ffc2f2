"""How often and when a thing was changed, as calendars tell it."""

from collections.abc import Mapping
from dataclasses import dataclass
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
    """What iCalendar calls SEQUENCE, CREATED and LAST-MODIFIED; both times are aware UTC.

    `sequence` counts the actions after the first that moved the thing, called it off or took
    either back (RFC 5546 §2.1.4); it never goes down.
    """

    sequence: int
    created: datetime
    modified: datetime

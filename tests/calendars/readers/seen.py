"""What a reader saw of an event."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Seen:
    """An event as a reader sees it, in UTC; whole days count from midnight UTC, without a zone.

    `zones` are the names of the zones of start and end, None where the reader does not tell.
    """

    summary: str
    start: datetime
    end: datetime | None
    zones: tuple[str | None, str | None] = (None, None)
    location: str = ""
    status: str = ""
    sequence: int = 0

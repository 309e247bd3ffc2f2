"""What a calendar file is compared with, and what of it an officer takes over: plain values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desktop.domain.comparing import Record
from desktop.domain.revision import Revision
from desktop.domain.text import Trilingual

_TIME_OF = re.compile(r"(.+);(\d{8}(?:T\d{6}Z)?)", re.DOTALL)


def time_of(key: str) -> tuple[str, str]:
    """UID and stamp of one time of a repeating event, from what an item keeps (`source_uid`).

    Two empty texts where it is the key of an event as a whole.
    """
    matched = _TIME_OF.fullmatch(key)
    return (matched[1], matched[2]) if matched else ("", "")


class Effect(StrEnum):
    """What an event of a file would do to the programmes."""

    NEW = "new"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    SAME = "same"
    OLDER = "older"
    NOT_TAKEN = "not_taken"


class Aspect(StrEnum):
    """What of an item an event says otherwise."""

    TITLE = "title"
    TIME = "time"
    PLACE = "place"
    STATUS = "status"
    LINK = "link"


class NotTaken(StrEnum):
    """Why an event that can be read is not taken."""

    SLOT = "slot"
    STAY = "stay"
    PINNED = "pinned"
    CANCELLED_UNKNOWN = "cancelled_unknown"
    NO_ZONE = "no_zone"
    OTHER_TIMES = "other_times"
    TOO_OFTEN = "too_often"


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place as it may be written in somebody's calendar: by name or airport code.

    `also` are texts that may stand beside the name: its addresses, its organisation.
    """

    id: str
    name: Trilingual
    iata: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A visit or stay that new events can be put into; `zone` is that of where it takes place."""

    kind: str
    id: str
    reference: str
    title: Trilingual
    start: date | None
    end: date | None
    zone: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the office has: the records that events of a file belong to, and all places.

    `revisions` has one for each item, slot and stay of the records.
    """

    records: tuple[Record, ...] = ()
    revisions: Mapping[str, Revision] = field(default_factory=dict)
    places: tuple[PlaceName, ...] = ()
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """One accepted event: the fields that an item gets, by their names.

    `item_id` is "" for a new item. `uid` and `sequence` are the event's, kept so that the next
    file finds the item again.
    """

    item_id: str
    values: Mapping[str, object]
    uid: str = ""
    sequence: int = 0

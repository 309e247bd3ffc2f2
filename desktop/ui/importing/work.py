"""What is done off the window's thread: a file is read, and compared with the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.calendars.components import LARGEST
from desktop.calendars.incoming import Reading, read
from desktop.calendars.matching import Matcher, Proposal
from desktop.domain.importing import Effect, Target
from desktop.errors import Problem
from desktop.files import open_ordinary
from desktop.store import calendar_import
from desktop.store.office import OfficeFile


@dataclass(frozen=True, slots=True)
class Compared:
    """A file as it was read, what it proposes, and where new events seem to belong.

    `into` is the record on whose days repeating events were told.
    """

    reading: Reading
    proposals: tuple[Proposal, ...]
    matcher: Matcher
    targets: tuple[Target, ...]
    suggested: Target | None
    into: Target | None = None

    def count(self, effect: Effect) -> int:
        """How many events would do that."""
        return sum(one.effect == effect for one in self.proposals)

    @property
    def repeats(self) -> bool:
        """Whether the proposals are others for another record."""
        return any(one.series is not None for one in self.reading.events)


def load(path: Path) -> bytes:
    """What a file holds, as far as one may be read; Problem `file_unreadable` (path, reason)."""
    try:
        with open_ordinary(path) as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise Problem("file_unreadable", path=path.name, reason=error.strerror or "") from error


def compare(
    office: OfficeFile,
    content: bytes,
    answers: Mapping[str, str],
    into: tuple[str, str] = ("", ""),
) -> Compared:
    """Read a file, and compare it with the office; `answers` are zones by what the file calls them.

    Repeating events are told on the days of the record `into` (kind, identity), else of the one
    that the file seems to be for. Raises Problem as `incoming.read` does, or `ics_empty`.
    """
    reading = read(content, answers)
    if not reading.events and not reading.refused:
        raise Problem("ics_empty")
    with office.reading() as session:
        known = calendar_import.known(session, [one.key for one in reading.events])
    matcher = Matcher(known)
    chosen = next((one for one in known.targets if (one.kind, one.id) == into), None)
    found = matcher.proposals(reading.events, chosen)
    suggested = chosen or matcher.target(found)
    compared = Compared(reading, tuple(found), matcher, known.targets, suggested, chosen)
    if chosen is None and suggested is not None and compared.repeats:
        found = matcher.proposals(reading.events, suggested)
        return replace(compared, proposals=tuple(found), into=suggested)
    return compared

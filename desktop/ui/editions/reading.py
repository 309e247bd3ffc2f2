"""What the window shows of the editions of a record, read on any thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.domain import Edition
from desktop.domain.comparing import Comparison, Record, compare
from desktop.errors import Problem
from desktop.store import editions, loading

if TYPE_CHECKING:
    from desktop.store.office import OfficeFile

NOW = ""
"""Stands for the record as it is now, where an edition's identity would stand."""


@dataclass(frozen=True)
class Known:
    """The editions of a record, the newest first, and the record in each state.

    `states` has the record as it is under `NOW`, and as it was under the identity of each edition
    that can still be read. `changes` tells of each of those how many things are otherwise in the
    edition that followed, of the newest how many are otherwise now. `next_number` is that of the
    next edition.
    """

    record_id: str = ""
    editions: Sequence[Edition] = ()
    states: dict[str, Record] = field(default_factory=dict)
    next_number: int = 1
    changes: dict[str, int] = field(default_factory=dict)

    def newest(self) -> Edition | None:
        """The edition that was issued last."""
        return self.editions[0] if self.editions else None

    def between(self, earlier: str, later: str) -> Comparison | None:
        """What differs between two states; None where one cannot be read any more."""
        if earlier not in self.states or later not in self.states:
            return None
        return compare(self.states[earlier], self.states[later])

    def is_current(self, edition: Edition) -> bool:
        """Whether an edition is the newest, and nothing has changed since."""
        return edition is self.newest() and self.changes.get(edition.id) == 0

    def follower(self, edition: Edition) -> Edition | None:
        """The edition that came after another; None after the newest."""
        at = next((at for at, one in enumerate(self.editions) if one.id == edition.id), 0)
        return self.editions[at - 1] if at else None


@dataclass(frozen=True)
class Standing:
    """Where a record stands: the edition that it has changed since, or 0, and the next number."""

    changed_since: int = 0
    next_number: int = 1


def read(office: OfficeFile, kind: str, record_id: str) -> Known:
    """Read the editions of a record; Problem `record_gone`."""
    with office.reading() as session:
        record = loading.record(session, kind, record_id)
        found = editions.editions(session, record_id)
        states: dict[str, Record] = {NOW: record}
        for edition in found:
            try:
                states[edition.id] = editions.as_issued(session, edition)
            except Problem:  # a file that was made from an interchange file has no contents
                continue
        number = editions.next_number(record, found)
    known = Known(record_id, found, states, number)
    later = (NOW, *(edition.id for edition in found))
    for edition, then in zip(found, later, strict=False):
        differs = known.between(edition.id, then)
        if differs is not None:
            known.changes[edition.id] = differs.count()
    return known


def standing(office: OfficeFile, kind: str, record_id: str) -> Standing:
    """Read where a record stands since its last edition; Problem `record_gone`."""
    with office.reading() as session:
        found = editions.editions(session, record_id)
        if not found:
            return Standing()
        record = loading.record(session, kind, record_id)
        number = editions.next_number(record, found)
        try:
            same = not editions.since(session, found[0], record)
        except Problem:  # nobody can tell any more
            same = True
    return Standing(0 if same else found[0].number, number)

"""The findings of the open office file, kept up to date while it is changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.finding import Finding
from desktop.domain.plan import ITEM, Booking, Plan, RecordFact, minute_of
from desktop.domain.time import Moment
from desktop.errors import Problem
from desktop.planning.conflicts import Checker
from desktop.store.bookings import Key, read_bookings
from desktop.store.plan import Changes, changed_since, last_change, read_plan
from desktop.store.plan_records import read_records
from desktop.ui.background import Background

if TYPE_CHECKING:
    from desktop.store.office import OfficeFile

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Watch(QObject):
    """Knows what collides in the office file; all pages that ask share one engine.

    Nothing is read before somebody asks, or `start` is called. A whole reading goes on in the
    background; after a change of a programme or a record only what it touches is read and checked
    again, at once. `home` tells the zone of the office.
    `changed` is sent when the findings may be others than before.
    """

    changed = Signal()

    def __init__(
        self,
        office: OfficeFile,
        background: Background,
        today: Callable[[], date],
        parent: QObject | None = None,
        home: Callable[[], str] = str,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._background = background
        self._today, self._home = today, home
        self._checker: Checker | None = None
        self._seen = 0
        self._reading = False
        self._again = False
        self._findings: list[Finding] = []
        self._by_record: dict[tuple[str, str], list[Finding]] = {}
        self._by_booking: dict[str, list[Finding]] = {}
        self._behind = False
        self._stopped = False

    # -- for pages

    def start(self) -> None:
        """Read the plans, unless that is done or under way; anew on another day or clock."""
        plan = self._checker.plan if self._checker is not None else None
        known = None if plan is None else (plan.today, plan.office_zone)
        late = known != (self._today(), self._home())
        if late and not self._reading and not self._stopped:
            self._read()

    def is_ready(self) -> bool:
        """Whether the plans have been read, so that no finding means that there is none."""
        return self._checker is not None

    @property
    def plan(self) -> Plan:
        """The plans that the findings speak of; empty until they have been read."""
        return self._checker.plan if self._checker is not None else Plan(self._today())

    def snapshot(self) -> tuple[Plan, int] | None:
        """The plans as they are now, for another thread, and the last unit that they hold.

        None where they have not been read yet, or were read for another day.
        """
        self.catch_up()
        if self._checker is None or self._reading:
            return None
        plan = self._checker.plan
        if (plan.today, plan.office_zone) != (self._today(), self._home()):
            return None
        # Both are changed in place when the file is.
        copy = replace(plan, bookings=dict(plan.bookings), records=dict(plan.records))
        return copy, self._seen

    def findings(self) -> Sequence[Finding]:
        """All findings, the gravest first, accepted ones among them."""
        self.start()
        return self._findings

    def of_record(self, kind: str, record_id: str) -> Sequence[Finding]:
        """The findings that concern a record."""
        self.start()
        return self._by_record.get((kind, record_id), [])

    def of_booking(self, booking_id: str) -> Sequence[Finding]:
        """The findings that concern one item, slot or stay."""
        self.start()
        return self._by_booking.get(booking_id, [])

    def would_cause(self, times: Mapping[str, tuple[Moment, Moment]]) -> list[Finding]:
        """What would be found in addition if bookings had other times; nothing is changed."""
        if self._checker is None:
            return []
        bookings = self._checker.plan.bookings
        moved = {
            booking_id: timed(bookings[booking_id], start, end)
            for booking_id, (start, end) in times.items()
            if booking_id in bookings
        }
        return self._checker.would_cause(moved)

    # -- following the file

    def follow(self, _kinds: frozenset[str] = frozenset()) -> None:
        """Check again what a commit has touched, as soon as the window has a moment."""
        if self._reading:
            self._again = True
        elif self._checker is not None and not self._behind:
            self._behind = True
            # Once the page that was changed has been painted again.
            QTimer.singleShot(0, self, self.catch_up)

    def stop(self) -> None:
        """Look at the file no more: it is about to be closed."""
        self._stopped, self._checker, self._behind = True, None, False

    def catch_up(self) -> None:
        """Check what was changed now, for whoever cannot wait for the window's next moment."""
        if self._behind:
            self._behind = False
            self._catch_up()

    def _catch_up(self) -> None:
        if self._checker is None or self._reading:
            return
        with self._office.reading() as session:
            seen = last_change(session)
            changes = changed_since(session, self._seen)
            fresh: Mapping[str, Booking] = {}
            about: Mapping[Key, RecordFact] = {}
            if not changes.facts:
                fresh = read_bookings(session, changes.records, changes.items)
                about = read_records(session, changes.about)
        if changes.facts:
            self._read()
            return
        self._seen = seen
        if not changes:
            return
        plan = self._checker.plan
        bookings = _what_changed(plan.bookings, fresh, _asked(plan, changes))
        records = _what_changed(plan.records, about, changes.about)
        if bookings or records:
            self._checker.replace(bookings, records)
            self._tell()

    def _read(self) -> None:
        self._reading, self._again = True, False
        today, office, home = self._today(), self._office, self._home()

        def work() -> tuple[Checker, int]:
            with office.reading() as session:
                seen = last_change(session)
                return Checker(read_plan(session, today, home)), seen

        self._background.run(work, self._take, self._failed, owner=self)

    def _take(self, made: tuple[Checker, int]) -> None:
        self._checker, self._seen = made
        self._reading = False
        self._tell()
        if self._again:
            self._again = False
            self._catch_up()

    def _failed(self, error: BaseException) -> None:
        self._reading = False
        if not isinstance(error, Problem):  # of a disk that fails, the page that reads next tells
            raise error

    def _tell(self) -> None:
        assert self._checker is not None
        self._findings = list(self._checker.findings())
        records: dict[tuple[str, str], list[Finding]] = defaultdict(list)
        bookings: dict[str, list[Finding]] = defaultdict(list)
        for found in self._findings:
            for record in found.records:
                records[record].append(found)
            for booking_id in found.bookings:
                bookings[booking_id].append(found)
        self._by_record, self._by_booking = dict(records), dict(bookings)
        self.changed.emit()


def _asked(plan: Plan, changes: Changes) -> Iterator[str]:
    """The bookings that were read again, those that are gone among them."""
    yield from changes.items
    if changes.records:
        for booking in plan.bookings.values():
            if (booking.record_kind, booking.record_id) in changes.records:
                yield booking.id


def _what_changed(
    known: Mapping[K, T], fresh: Mapping[K, T], asked: Iterable[K]
) -> dict[K, T | None]:
    """What is otherwise than it was; None for what was asked for and is there no more."""
    gone: dict[K, T | None] = {key: None for key in asked if key in known and key not in fresh}
    return gone | {key: one for key, one in fresh.items() if known.get(key) != one}


def timed(booking: Booking, start: Moment, end: Moment) -> Booking:
    """A booking at another time; whoever joins late or leaves early does so as much later."""
    first, last = start.utc(), end.utc()
    begin = minute_of(first) if first is not None else None
    before = booking.start_minute
    people = booking.people
    if booking.sort == ITEM and begin is not None and before is not None and begin != before:
        shift = begin - before
        people = tuple(
            replace(
                one,
                joins=None if one.joins is None else one.joins + shift,
                leaves=None if one.leaves is None else one.leaves + shift,
            )
            for one in people
        )
    return replace(
        booking,
        start=start,
        end=end,
        start_minute=begin,
        end_minute=minute_of(last) if last is not None else None,
        people=people,
    )

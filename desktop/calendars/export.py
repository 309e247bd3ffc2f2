"""A calendar file (RFC 5545) of records: read alike by Outlook, Google, Apple and the free ones.

The same records in the same language give the same bytes: nothing in a file says when it was
made. It has no METHOD (it is to be imported, not answered) and no UID of its own, which some
servers take for that of every event.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import TYPE_CHECKING

from desktop.calendars import written
from desktop.calendars.describe import Describer
from desktop.calendars.entry import CANCELLED, Entry, entry, gone
from desktop.calendars.head import head, zones
from desktop.calendars.lines import block
from desktop.calendars.reminders import Reminders
from desktop.calendars.scope import Record, things
from desktop.calendars.todo import Todo, todo
from desktop.domain import Person, Task
from desktop.errors import Problem

if TYPE_CHECKING:
    from desktop.calendars.scope import Audience, Thing
    from desktop.domain.revision import Revision
    from desktop.language import Language


class TasksAs(Enum):
    """How tasks are written: Google and Outlook pass over true tasks, so days may stand in."""

    TODO = "todo"
    EVENT = "event"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar file, how many events and tasks it has, and what has no place in it yet.

    `skipped` holds one Problem for each thing left out: `calendar_no_date`, `calendar_no_zone` or
    `calendar_skipped_time` (id, reference, title); `words.problem` says them. `handed_out` is what
    the file tells of: pairs of a thing's identity and its record's, for `store.sent.remember`.
    `cancelled` of the events and tasks are called off.
    """

    content: bytes
    events: int
    skipped: tuple[Problem, ...]
    tasks: int = 0
    cancelled: int = 0
    handed_out: tuple[tuple[str, str], ...] = ()


def calendar(
    records: Iterable[Record],
    revisions: Mapping[str, Revision],
    language: Language,
    *,
    tasks: Mapping[Task, date | None] | None = None,
    tasks_as: TasksAs = TasksAs.TODO,
    reminders: Reminders | None = None,
    name: str = "",
    audience: Audience | None = None,
    gone: Iterable[tuple[Record, Thing | Task]] = (),
    private: bool = False,
) -> Calendar:
    """The calendar file of records with all that belongs to them, or of somebody's part.

    `revisions` has one for each item, slot, stay and task. `tasks` are those of the records that
    are to be in it, with the day each is due; somebody's part has none. `name` is what readers
    call the calendar (by default the record's, the person's or the program's). `gone` is what
    others have of it: all that is not in it any more is written once more, as cancelled. Nothing
    private is in it unless `private`: then the names of those who take part, the contact's phone
    and internal notes.
    Raises Problem `calendar_empty` where there would be nothing, which RFC 5545 §3.6 forbids.
    """
    kept, shown = list(records), set()
    maker = Maker(revisions, language, audience, reminders or Reminders(), private=private)
    for record, thing in things(kept, audience):
        if maker.add(record, thing):
            shown.add(thing.id)
    wanted = tasks if audience is None else None
    by_id = {record.id: record for record in kept}
    for task, due in (wanted or {}).items():
        if (owner := owner_of(task)) in by_id:
            maker.add_task(by_id[owner], task, due, tasks_as)
    former = ((record, old) for record, old in gone if old.id not in shown)
    maker.add_gone(former, None if wanted is None else tasks_as)
    pieces = sorted(maker.pieces, key=Piece.sort_key)
    return assembled(head(kept, language, audience, name), pieces, maker.skipped)


def assembled(
    lines: Iterable[str], pieces: Collection[Piece], skipped: Iterable[Problem]
) -> Calendar:
    """The file that begins with some lines and has these pieces; Problem `calendar_empty`."""
    left_out = tuple(skipped)
    if not pieces:
        raise Problem("calendar_empty", skipped=len(left_out))
    years = {year for piece in pieces for year in piece.years}
    content = (
        block(lines),
        *(block(rules) for rules in zones(years)),
        *(piece.content for piece in pieces),
        b"END:VCALENDAR\r\n",
    )
    number = sum(piece.is_task for piece in pieces)
    return Calendar(
        b"".join(content),
        len(pieces) - number,
        left_out,
        number,
        sum(piece.is_cancelled for piece in pieces),
        tuple(dict.fromkeys((piece.thing, piece.record) for piece in pieces)),
    )


def owner_of(task: Task) -> str:
    """The record that a task belongs to."""
    return task.delegation_id or task.exchange_id or task.access_id or ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One event or task as it stands in a file: its bytes, and the years in which it names zones.

    `thing` and `record` are the identities of what it tells of.
    """

    is_task: bool
    at: datetime
    uid: str
    content: bytes
    thing: str
    record: str
    years: tuple[tuple[str, int], ...] = ()
    is_cancelled: bool = False

    def sort_key(self) -> tuple[bool, datetime, str]:
        """Order in a file: events by time, then tasks by day."""
        return self.is_task, self.at, self.uid


class Maker:
    """Makes the pieces of a calendar; what has no place in one yet is among the `skipped`."""

    def __init__(
        self,
        revisions: Mapping[str, Revision],
        language: Language,
        audience: Audience | None,
        reminders: Reminders,
        *,
        private: bool,
    ) -> None:
        person = audience if isinstance(audience, Person) else None
        self._describer, self._private = Describer(language, person, private=private), private
        self._revisions, self._language, self._reminders = revisions, language, reminders
        self.pieces: list[Piece] = []
        self.skipped: list[Problem] = []

    def add(self, record: Record, thing: Thing, *, is_gone: bool = False) -> bool:
        """The event of a thing of a record, if it has a place; `is_gone` calls it off."""
        try:
            if is_gone:
                one = gone(record, thing, self._language)
            else:
                one = entry(record, thing, self._language, self._describer)
        except Problem as problem:
            if not is_gone:
                self.skipped.append(problem)
            return False
        revision = self._revisions[one.uid]
        if self._private and not is_gone:  # those who take part are named
            revision = revision.naming()
        lines = written.event(one, revision, self._language, reminders=self._reminders)
        cancelled = one.status == CANCELLED
        key = one.when.sort_key()
        years = tuple(_years(one))
        self.pieces.append(
            Piece(False, key, one.uid, block(lines), one.uid, record.id, years, cancelled)
        )
        return True

    def add_task(
        self,
        record: Record,
        task: Task,
        due: date | None,
        tasks_as: TasksAs,
        *,
        is_gone: bool = False,
    ) -> None:
        """A task of a record as a task, as the day it is due, or as both."""
        one = todo(record, task, due, self._language, self._describer, is_gone=is_gone)
        revision, cancelled = self._revisions[one.uid], one.status == CANCELLED
        if tasks_as is not TasksAs.EVENT:
            lines = written.todo(one, revision, self._language, reminders=self._reminders)
            self._add_day(True, one, one.uid, lines, record.id, cancelled)
        if tasks_as is not TasksAs.TODO and due is not None:
            lines = written.deadline(one, revision, self._language, reminders=self._reminders)
            self._add_day(False, one, written.deadline_uid(one), lines, record.id, cancelled)

    def add_gone(
        self, former: Iterable[tuple[Record, Thing | Task]], tasks_as: TasksAs | None
    ) -> None:
        """What others have and is there no more; tasks only if they are written at all."""
        for record, old in former:
            if not isinstance(old, Task):
                self.add(record, old, is_gone=True)
            elif tasks_as is not None:
                due = old.due_on(record.start, record.end)
                self.add_task(record, old, due, tasks_as, is_gone=True)

    def _add_day(
        self, is_task: bool, one: Todo, uid: str, lines: list[str], record: str, cancelled: bool
    ) -> None:
        at = datetime.combine(one.due or date.max, time(), UTC)
        content = block(lines)
        self.pieces.append(Piece(is_task, at, uid, content, one.uid, record, (), cancelled))


def _years(one: Entry) -> Iterable[tuple[str, int]]:
    """The zones that an event names, each with the year."""
    for moment in (one.when.start, one.when.end):
        if isinstance(moment, datetime) and moment.tzinfo is not UTC:
            yield str(moment.tzinfo), moment.year

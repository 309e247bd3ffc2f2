"""What is asked of a paper, and what it is made from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from desktop.documents.audience import EVERYONE, Audience
from desktop.documents.house import PLAIN, House
from desktop.domain import AccessRequest, Delegation, Exchange, Task
from desktop.domain.comparing import Record
from desktop.domain.day_mark import DayMark
from desktop.domain.paper import PaperSource, Stand
from desktop.errors import Problem

R = TypeVar("R", Delegation, Exchange, AccessRequest)

Due = Callable[[Task], date | None]
"""Tells the day on which a task is due."""


class Option(StrEnum):
    """One thing that an officer may choose of a paper."""

    ROMAJI = "romaji"
    """Names in Latin letters beside the Japanese ones, instead of their reading in kana."""
    HONORIFICS = "honorifics"
    """Names with 様, Mr., Ms. as they are given; a Japanese list without says 敬称略."""
    CHANGES = "changes"
    """A list of what has changed since the edition that is compared with."""
    STRUCK = "struck"
    """What was called off or taken out since that edition stays, struck through."""
    TWELVE_HOURS = "twelve_hours"
    """a.m. and p.m. in an English paper."""


@dataclass(frozen=True)
class Wish:
    """Which paper is wanted: of what record, in which languages, for whom, made on which day.

    `document` is a code of the catalogue. `kind` and `record` name a record; both are empty for a
    paper of the whole office. `languages` are one or two codes; two stand line under line, or in
    columns where `beside`. `subject` is what the paper is about where there are several (a
    meeting, a month). `since` is the edition whose changes are marked.
    """

    document: str
    kind: str
    record: str
    languages: tuple[str, ...]
    on: date
    audience: Audience = EVERYONE
    beside: bool = False
    options: frozenset[Option] = frozenset()
    subject: str = ""
    since: str = ""
    paper: str = "a4"


@dataclass(frozen=True)
class Material:
    """What a paper is made from.

    `source` is the record it is of; a paper of the whole office has `records` instead, and `span`,
    the first and last day for which the office plans anything. `due` tells when a task is due;
    `home` is the zone of the office, `house` how its papers look. `day_marks` are the holidays
    and closures of the days that a calendar shows.
    """

    source: PaperSource | None = None
    records: Sequence[Record] = ()
    due: Due = lambda task: task.due
    home: str = "Asia/Tokyo"
    day_marks: Sequence[DayMark] = ()
    span: tuple[date, date] | None = None
    house: House = PLAIN

    def delegation(self) -> Delegation:
        """The delegation it is of; Problem `record_gone` for anything else."""
        return self._record(Delegation, "delegation")

    def exchange(self) -> Exchange:
        """The stay it is of; Problem `record_gone` for anything else."""
        return self._record(Exchange, "exchange")

    def access_request(self) -> AccessRequest:
        """The access request it is of; Problem `record_gone` for anything else."""
        return self._record(AccessRequest, "access_request")

    def stand(self) -> Stand:
        """How final the paper is."""
        return self.source.stand if self.source is not None else Stand()

    def _record(self, cls: type[R], kind: str) -> R:
        if self.source is None or not isinstance(self.source.record, cls):
            raise Problem("record_gone", kind=kind)
        return self.source.record

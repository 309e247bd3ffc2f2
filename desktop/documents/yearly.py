"""What was done in a year under each clause, as the two sides report it to the joint committee.

A record counts in the year in which it begins; drafts and what was called off do not count. Of
what is confidential only the figures are told, and researchers are not named.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from desktop import words
from desktop.documents.document import Data, Document
from desktop.documents.month import calendar_frame
from desktop.documents.people import listed, organisation_name
from desktop.documents.sheet import cell, period, table
from desktop.documents.subjects import days_of, name, named, years
from desktop.documents.visit import host_of
from desktop.documents.wish import Material, Wish
from desktop.domain import AccessRequest, Delegation, Exchange
from desktop.domain.access import time_use
from desktop.domain.codes import (
    Clause,
    Confidentiality,
    DelegationStatus,
    Direction,
    ExchangeStatus,
    Function,
    Level,
    Stage,
)
from desktop.domain.comparing import Record
from desktop.domain.revision import CALLED_OFF
from desktop.language import Language
from desktop.language.dates import duration

R = TypeVar("R", Delegation, Exchange, AccessRequest)

_HELPING = (Function.LOCAL_TEAM, Function.INTERPRETER)
_DRAFTS = (DelegationStatus.DRAFT, ExchangeStatus.DRAFT, Stage.DRAFT)
_CLAUSES = (Clause.DELEGATION, Clause.EXCHANGE, Clause.ACCESS)


def make(material: Material, wish: Wish, language: Language) -> Document:
    """Give the overview of the year that is wished for, else of that of the paper's day."""
    subject = wish.subject or f"{wish.on.year:04}"
    first, last = days_of(subject)
    begun = [one for one in material.records if first <= (begins(one) or date.min) <= last]
    counted = [one for one in begun if _counts(one)]
    year = _Year(language, counted)
    title = language.pgettext("document", "Overview: {year}").format(year=name(subject, language))
    data = calendar_frame(material, language, wish.on) | {
        "kind": language.pgettext("document", "Cooperation in quantum science and technology"),
        "title": title,
        "confidential": "",
        "period": period(language, first, last),
        "purpose": _left_out(language, len(begun) - len(counted)),
        "sections": [
            year.summary(),
            *(part | {"together": False} for part in year.lists() if part["rows"]),
        ],
    }
    return Document("sheet", data, language, title, wish.on)


def subjects(material: Material, language: Language) -> list[tuple[str, str]]:
    """The calendar and fiscal years in which anything is planned."""
    return named(years(*material.span), language) if material.span else []


def begins(record: Record) -> date | None:
    """The day on which a record begins; a request without dates begins with its first slot."""
    if record.start is not None or not isinstance(record, AccessRequest):
        return record.start or record.end
    days = [slot.start.date for slot in record.slots if slot.start.date and not slot.is_cancelled]
    return min(days, default=record.end)


def _counts(record: Record) -> bool:
    state = record.stage if isinstance(record, AccessRequest) else record.status
    return state not in CALLED_OFF[record.__tablename__] and state not in _DRAFTS


def _left_out(language: Language, number: int) -> list[str]:
    told = [
        language.pgettext("document", "Counted in the year in which it begins."),
    ]
    if number:
        text = language.npgettext(
            "document",
            "{number} record that is a draft or was called off is not counted.",
            "{number} records that are drafts or were called off are not counted.",
            number,
        )
        told.append(text.format(number=number))
    return told


@dataclass(frozen=True)
class _Year:
    language: Language
    records: Sequence[Record]

    def summary(self) -> Data:
        """Give the figures of each clause, and of all together."""
        language = self.language
        rows = [self._figures(clause) for clause in _CLAUSES]
        total = [
            cell(language.pgettext("document", "Total"), strong=True),
            *(cell(str(number), strong=True) for number in self._numbers(self.records)),
            cell(),
        ]
        return table(
            language.pgettext("document", "At a glance"),
            [
                language.pgettext("document", "Clause"),
                language.pgettext("document", "Number"),
                words.word(Direction.DK_JP, language),
                words.word(Direction.JP_DK, language),
                language.pgettext("document", "Extent"),
            ],
            [3.4, 1.2, 2.2, 2.2, 3.6],
            [*rows, total],
        )

    def lists(self) -> Iterator[Data]:
        """Give a list for each clause."""
        yield self._delegations([one for one in self.records if isinstance(one, Delegation)])
        yield self._exchanges([one for one in self.records if isinstance(one, Exchange)])
        yield self._requests([one for one in self.records if isinstance(one, AccessRequest)])

    def _figures(self, clause: Clause) -> list[Data]:
        kinds = {
            Clause.DELEGATION: ("delegation", self._members),
            Clause.EXCHANGE: ("exchange", self._days),
            Clause.ACCESS: ("access_request", self._hours),
        }
        kind, extent = kinds[clause]
        found = [one for one in self.records if one.__tablename__ == kind]
        return [
            cell(self._clause(clause)),
            *(cell(str(number)) for number in self._numbers(found)),
            cell(*extent()),
        ]

    def _clause(self, clause: Clause) -> str:
        return f"{clause.value})  {words.word(clause, self.language)}"

    def _numbers(self, found: Sequence[Record]) -> Iterator[int]:
        yield len(found)
        for direction in (Direction.DK_JP, Direction.JP_DK):
            yield sum(one.direction == direction for one in found)

    def _members(self) -> list[str]:
        number = sum(_travelling(one) for one in self.records if isinstance(one, Delegation))
        return [self._people(number)] if number else []

    def _days(self) -> list[str]:
        number = sum(one.days() or 0 for one in self.records if isinstance(one, Exchange))
        return [self._lasting(number)] if number else []

    def _hours(self) -> list[str]:
        links = [
            i for one in self.records if isinstance(one, AccessRequest) for i in one.instruments
        ]
        slots = [
            slot for one in self.records if isinstance(one, AccessRequest) for slot in one.slots
        ]
        uses = time_use(links, slots)
        language = self.language
        told = [
            (language.pgettext("document", "{duration} granted"), uses.granted),
            (language.pgettext("document", "{duration} booked"), uses.booked),
            (language.pgettext("document", "{duration} used"), uses.used),
        ]
        return [text.format(duration=duration(language, number)) for text, number in told if number]

    def _delegations(self, found: Sequence[Delegation]) -> Data:
        language = self.language
        return table(
            self._clause(Clause.DELEGATION),
            [
                words.kind("delegation", language),
                language.gettext("Period"),
                language.gettext("Participants"),
                language.pgettext("document", "Hosts"),
            ],
            [2.8, 2.9, 1.9, 4.7],
            [
                [
                    self._title(one),
                    self._when(one),
                    cell(self._people(_travelling(one))),
                    cell("" if _secret(one) else listed(language, self._hosts(one))),
                ]
                for one in _in_order(found)
            ],
        )

    def _exchanges(self, found: Sequence[Exchange]) -> Data:
        language = self.language
        rows = []
        for one in _in_order(found):
            home, host = (
                organisation_name(language, body)
                for body in (one.home_organisation, one.host_organisation)
            )
            days = one.days()
            rows.append(
                [
                    cell(
                        words.word(Level(one.level), language),
                        soft=[one.reference],
                    ),
                    cell(*([] if _secret(one) else [home, f"→ {host}" if host else ""])),
                    self._when(one),
                    cell(self._lasting(days) if days and days > 0 else ""),
                ]
            )
        return table(
            self._clause(Clause.EXCHANGE),
            [
                words.field("level", language),
                language.pgettext("document", "From – to"),
                language.gettext("Period"),
                language.pgettext("document", "Length"),
            ],
            [2.1, 4.6, 3.7, 1.3],
            rows,
        )

    def _requests(self, found: Sequence[AccessRequest]) -> Data:
        language = self.language
        rows = []
        for one in _in_order(found):
            facility = one.facility.name.best(language.code) if one.facility is not None else ""
            uses = time_use(one.instruments, one.slots)
            devices = [link.instrument.name.best(language.code) for link in one.instruments]
            secret = _secret(one)
            rows.append(
                [
                    cell(
                        self._secret() if secret else facility,
                        soft=[one.reference, *([] if secret else devices)],
                    ),
                    cell(
                        "" if secret else organisation_name(language, one.requester_organisation),
                    ),
                    self._when(one),
                    *(
                        cell(duration(language, number) if number else "")
                        for number in (uses.granted, uses.booked, uses.used)
                    ),
                ]
            )
        return table(
            self._clause(Clause.ACCESS),
            [
                words.kind("facility", language),
                words.field("requester_organisation_id", language),
                language.gettext("Period"),
                language.pgettext("document", "Granted"),
                language.pgettext("document", "Booked"),
                language.pgettext("document", "Used"),
            ],
            [3.2, 2.6, 3.5, 1.2, 1.2, 1.2],
            rows,
        )

    def _title(self, one: Record) -> Data:
        title = one.title.best(self.language.code) or one.reference
        return cell(self._secret() if _secret(one) else title, soft=[one.reference])

    def _secret(self) -> str:
        return words.word(Confidentiality.CONFIDENTIAL, self.language)

    def _when(self, one: Record) -> Data:
        first, last = begins(one), one.end
        if last is None and isinstance(one, AccessRequest):
            ends = [slot.end.date for slot in one.slots if slot.end.date and not slot.is_cancelled]
            last = max(ends, default=None)
        return cell(
            period(self.language, first, last),
            soft=[words.word(Direction(one.direction), self.language)],
        )

    def _people(self, number: int) -> str:
        text = self.language.npgettext("document", "{number} member", "{number} members", number)
        return text.format(number=number)

    def _lasting(self, number: int) -> str:
        text = self.language.npgettext("document", "{number} day", "{number} days", number)
        return text.format(number=number)

    def _hosts(self, one: Delegation) -> list[str]:
        """Name the bodies that received the delegation, in the order of the programme."""
        items = sorted(
            (item for item in one.items if not item.is_cancelled), key=lambda item: item.sort_key()
        )
        bodies = map(host_of, items)
        return list(
            dict.fromkeys(filter(None, (organisation_name(self.language, b) for b in bodies)))
        )


def _travelling(one: Delegation) -> int:
    return sum(member.function not in _HELPING for member in one.members)


def _secret(one: Record) -> bool:
    return one.confidentiality == Confidentiality.CONFIDENTIAL


def _in_order(found: Iterable[R]) -> list[R]:
    return sorted(found, key=lambda one: (begins(one) or date.max, one.reference))

"""What of the calendar is shown: by clause, country, person, institution, status, and by words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop import words
from desktop.domain import Trilingual
from desktop.domain.codes import (
    CLAUSE_OF,
    DelegationStatus,
    ExchangeStatus,
    ItemStatus,
    SlotStatus,
    Stage,
)
from desktop.store.search import normalise
from desktop.store.spans import TASK, Names, Span

"""The clause of the memorandum that each kind of record carries out."""

_NOTHING = Trilingual()
_STATES: Mapping[str, type[StrEnum]] = {
    "delegation": DelegationStatus,
    "exchange": ExchangeStatus,
    "access_request": Stage,
    "item": ItemStatus,
    "slot": SlotStatus,
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What is wanted; whatever is empty asks for nothing. `hidden` are clauses that are not shown.

    `status` is "agreed", "open" or "cancelled": each kind of record has states of its own, but
    this is told of all of them.
    """

    text: str = ""
    hidden: frozenset[str] = frozenset()
    country: str = ""
    person: str = ""
    organisation: str = ""
    status: str = ""

    def __bool__(self) -> bool:
        return self != Filter()

    def of(self, spans: Iterable[Span], names: Names) -> list[Span]:
        """Those of the spans that fit."""
        found = [span for span in spans if self._fits(span)]
        wanted = normalise(self.text).split()
        if not wanted:
            return found
        search = _search(names)
        return [span for span in found if all(word in search(span) for word in wanted)]

    def _fits(self, span: Span) -> bool:
        return not (
            CLAUSE_OF[span.record_kind] in self.hidden
            or (self.country and span.country != self.country)
            or (self.person and self.person not in span.people)
            or (self.organisation and self.organisation not in span.organisations)
            or (self.status and (span.kind == TASK or certainty(span) != self.status))
        )


def certainty(span: Span) -> str:
    """How sure it is that it takes place: "agreed", "open" or "cancelled"."""
    return "cancelled" if span.cancelled else "open" if span.tentative else "agreed"


def status_code(span: Span) -> StrEnum | None:
    """The state of a span; None for one that has none, or one of a later version."""
    states = _STATES.get(span.kind)
    return states(span.status) if states is not None and span.status in set(states) else None


def status_word(span: Span) -> str:
    """The state of a span in the language of the moment; "" for one that has none."""
    code = status_code(span)
    return "" if code is None else words.word(code)


def _search(names: Names) -> Callable[[Span], str]:
    """What a span is found by; what each name is found by is worked out only once."""
    known: dict[str, str] = {}

    def named(identity: str) -> str:
        if identity not in known:
            person, body = names.people.get(identity), names.organisations.get(identity)
            parts = [*(body or names.facilities.get(identity, _NOTHING)).parts()]
            if person is not None:
                latin = f"{person.given} {person.family} {person.given}"
                parts += [latin, person.name_ja, person.kana]
            known[identity] = normalise(" ".join(parts))
        return known[identity]

    texts: dict[tuple[str, str], str] = {}

    def search(span: Span) -> str:
        key = span.kind, span.id
        if key not in texts:
            own = normalise(" ".join((span.reference, *span.title.parts(), *span.place.parts())))
            linked = (*span.people, *span.organisations, span.facility_id)
            texts[key] = "\n".join((own, *(named(each) for each in linked)))
        return texts[key]

    return search

"""What one question gave: the best times, how many there are, and what would help otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.plan import Plan
from desktop.planning.free import Query, Relaxed, Suggestion, relaxed, shortlist, suggest
from desktop.planning.search import Party, Search

_MOST = 40


@dataclass(frozen=True, slots=True)
class Answer:
    """The best of the times that fit; without any, what would help. `parties` are all asked."""

    plan: Plan
    query: Query
    best: tuple[Suggestion, ...]
    helps: tuple[Relaxed, ...]
    parties: tuple[Party, ...]


def answer(plan: Plan, query: Query) -> Answer:
    """Put a question to the plans of the office."""
    best = tuple(shortlist(suggest(plan, query), _MOST))
    helps = () if best else tuple(relaxed(plan, query))
    return Answer(plan, query, best, helps, Search(plan, query).parties)

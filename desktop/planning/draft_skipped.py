"""Ways past a stop that not all go to: whoever skips it comes straight from what was before."""

from collections import Counter
from dataclasses import replace

from desktop.planning.draft_programme import Programme
from desktop.planning.drafting.problem import Block, Fixed, Visit
from desktop.planning.presence import present

Matrix = tuple[tuple[float, ...], ...]


def skipped_in(programme: Programme) -> frozenset[str]:
    """The items that somebody skips who goes to several others, or that have no place to go to."""
    items = [programme.with_people(one) for one in (*programme.visits, *programme.staying)]
    people = {one.id: {who.person_id for who in present(one)} for one in items}
    counts = Counter(who for them in people.values() for who in them)
    about = {who for who, times in counts.items() if times > 1}
    nowhere = {one.id for one in items if programme.ends_of(one) is None}
    return frozenset(name for name, them in people.items() if not about <= them or name in nowhere)


class Bypasses:
    """Lengthens the ways to what some skip, as far as the way past it is longer than by way of it.

    A stop to which ways are lengthened gets a place of its own, since others at its place need not
    be skipped. Where no way is longer than a way round, all stays as it is. `travel` is the matrix
    of minutes, `estimated` the pairs of places whose way is an estimate; both may grow.
    """

    def __init__(self, travel: Matrix, estimated: frozenset[tuple[int, int]]) -> None:
        self.travel, self.estimated = travel, estimated
        self._of = list(range(len(travel)))  # where a place really is
        self._known = travel
        self._past: dict[int, list[float]] = {}

    def visit(self, visit: Visit) -> Visit:
        """A visit that some skip."""
        return replace(visit, place=self._place(visit.place, visit.place, visit.minutes))

    def block(self, block: Block, skipped: frozenset[str]) -> Block:
        """A block; those of its fixed stops that some skip are named."""
        fixed = (self._fixed(one) if one.id in skipped else one for one in block.fixed)
        return replace(block, fixed=tuple(fixed))

    def _fixed(self, one: Fixed) -> Fixed:
        return replace(one, place=self._place(one.place, one.end_place, one.end - one.start))

    def _place(self, start: int, end: int, minutes: float) -> int:
        """Where a stop from `start` to `end` begins: there, or at a place as far as is needed."""
        now = [row[start] for row in self._known]
        needed = [
            max(way, past - minutes) for way, past in zip(now, self._longer(end), strict=True)
        ]
        if needed == now:
            return start
        number = len(self.travel)
        rows = [(*row, needed[of]) for row, of in zip(self.travel, self._of, strict=True)]
        self.travel = (*rows, (*self.travel[start], 0.0))
        both = [(one, other) for one, other in self.estimated if start in (one, other)]
        self.estimated |= {
            (number if one == start else one, number if other == start else other)
            for one, other in both
        }
        self._of.append(start)
        return number

    def _longer(self, end: int) -> list[float]:
        """By how much, from each place, a way is at most longer than from a stop's end."""
        if end not in self._past:
            onward = self._known[end]
            self._past[end] = [
                max(way - rest for way, rest in zip(row, onward, strict=True))
                for row in self._known
            ]
        return self._past[end]

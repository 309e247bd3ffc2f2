"""Who goes to the items of a delegation, how they get from one to the next, and what collides."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.codes import Severity
from desktop.domain.finding import Finding
from desktop.domain.plan import Booking, Plan, minute_of
from desktop.domain.time import Moment
from desktop.domain.wishes import Wishes
from desktop.planning.travel import Leg, Travel
from desktop.ui.drafting.proposed import Proposed

Times = Mapping[str, tuple[Moment, Moment]]
_LONGEST_REST = 8 * 60  # minutes; after more nobody asks where they came from


@dataclass(frozen=True, slots=True)
class Between:
    """The way from an item to the one that the same people go to next."""

    from_id: str
    to_id: str
    leg: Leg


class Comings:
    """What is known of the items of a proposal besides their times: who comes, and the ways."""

    def __init__(self, plan: Plan, wishes: Wishes) -> None:
        self._travel = Travel(plan)
        self._bookings = {
            each.id: each
            for each in plan.bookings.values()
            if each.record_id == wishes.delegation_id and each.counts
        }
        self._group_people = {group.id: group.people for group in wishes.groups}

    def share_people(self, one: str, other: str, groups: Mapping[str, str | None]) -> bool:
        """Whether two items want the same people; `groups` are those that a draft chose."""
        mine, theirs = self._people(one, groups), self._people(other, groups)
        return not mine or not theirs or bool(mine & theirs)

    def ways(
        self, times: Mapping[str, tuple[int, int]], groups: Mapping[str, str | None]
    ) -> Iterator[Between]:
        """The ways between items that have these times, as far as they are known."""
        known = sorted((times[each], each) for each in times if each in self._bookings)
        for (start, _end), item_id in known:
            before = [
                (end, each)
                for (_start, end), each in known
                if start - _LONGEST_REST <= end <= start
                and each != item_id
                and self.share_people(each, item_id, groups)
            ]
            if not before:
                continue
            from_id = max(before)[1]
            leg = self._leg(self._bookings[from_id], self._bookings[item_id])
            if leg is not None:
                yield Between(from_id, item_id, leg)

    def _leg(self, one: Booking, other: Booking) -> Leg | None:
        start, end = one.end_place_id or one.place_id, other.place_id
        return self._travel.between(start, end) if start and end else None

    def _people(self, item_id: str, groups: Mapping[str, str | None]) -> frozenset[str]:
        group = groups.get(item_id)
        if group is not None:
            return self._group_people.get(group, frozenset())
        booking = self._bookings.get(item_id)
        return frozenset(one.person_id for one in booking.people) if booking else frozenset()


def minutes_of(start: Moment, end: Moment) -> tuple[int, int] | None:
    """Two moments as minutes since 1970; None where they are no exact times."""
    first, last = start.utc(), end.utc()
    return None if first is None or last is None else (minute_of(first), minute_of(last))


class Together:
    """Which changes of a proposal cannot be taken without others.

    A proposal as a whole collides with nothing. A part of it can, where something stands that the
    proposal moves away. `would_cause` gives what the rules find with other times.
    """

    def __init__(
        self,
        proposed: Proposed,
        comings: Comings,
        would_cause: Callable[[Times], Sequence[Finding]],
    ) -> None:
        self._changes, self._comings, self._would_cause = proposed.changes, comings, would_cause
        self._groups = {one.item_id: one.group_id for one in proposed.changes.values()}
        self._moved = proposed.moved()

    def clashing(self, ids: Collection[str]) -> dict[str, list[str]]:
        """For each of some changes that collides, the items that are in its way, in their order."""
        stay = [each for each in self._moved if each not in ids]
        found: dict[str, set[str]] = {}
        for each in ids:
            for other in stay:
                if self._overlap(each, other):
                    found.setdefault(each, set()).add(other)
        times = {each: (self._changes[each].start, self._changes[each].end) for each in ids}
        for finding in self._would_cause(times) if stay else ():
            if finding.severity != Severity.HINT:
                for each in set(finding.bookings) & set(ids):
                    for other in set(finding.bookings) & set(stay):
                        found.setdefault(each, set()).add(other)
        return {
            each: [other for other in stay if other in found[each]]
            for each in self._changes
            if each in found
        }

    def with_others(self, ids: Collection[str]) -> list[str]:
        """These changes and all that has to be taken with them, so that nothing collides."""
        wanted = set(ids)
        while more := {other for others in self.clashing(wanted).values() for other in others}:
            wanted |= more
        return [each for each in self._changes if each in wanted]

    def _overlap(self, each: str, other: str) -> bool:
        now = self._changes[other].before
        then = minutes_of(self._changes[each].start, self._changes[each].end)
        there = minutes_of(*now) if now is not None else None
        if then is None or there is None:
            return False
        meets = then[0] < there[1] and there[0] < then[1]
        # Where it stands now it is for those for whom it is now, whatever group the draft chose.
        return meets and self._comings.share_people(each, other, {each: self._groups[each]})

"""Which items of a delegation a draft may place, which ones stay, and who is in them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from desktop.domain.codes import Involvement, ItemKind, ItemStatus, PlaceKind
from desktop.domain.plan import ITEM, Booking, Plan, RecordFact
from desktop.domain.wishes import GroupFact, Wishes, WishFact
from desktop.planning.availability import Reason, unavailable
from desktop.planning.draft_frames import Frame
from desktop.planning.draft_party import named_in, party, together
from desktop.planning.draft_ways import Ways
from desktop.planning.ground import AMONG_OURSELVES, MEALS
from desktop.planning.intervals import overlap
from desktop.planning.places import ON_THE_WAY, country_of, country_of_zone
from desktop.planning.presence import is_hosted, occupies, present, span
from desktop.planning.proposal import Hold, Wanted
from desktop.planning.rules.people import unserved
from desktop.planning.wall import DAY, minute_at, wall_at

USUAL_LENGTH = 60
NIGHT = DAY + 5 * 60
"""When a day is over that goes on past midnight, in minutes of it."""

# Nobody is visited in these; a lunch of one's own is the break itself.
_NO_VISITS = ON_THE_WAY | {
    ItemKind.HOTEL,
    ItemKind.MEETING_POINT,
    ItemKind.FREE,
    ItemKind.FREE_LUNCH,
}
_USUAL_LUNCH = (11 * 60 + 30, 13 * 60 + 30)
ONLY_NAMED = (
    AMONG_OURSELVES
    | MEALS
    | {ItemKind.BRIEFING, ItemKind.CEREMONY, ItemKind.CONFERENCE, ItemKind.OTHER}
)
"""Kinds of items that are visits only where a host is named: others set their time, or nobody."""


class Programme:
    """The items of one delegation, sorted by what a draft may do with them.

    `visits` are those that it may place, in programme order, `staying` those that have a time and
    keep it, by their start; `held` are hosted items among these that could move, but take place
    beside others at the same time, or too close to them already: nothing is won where one of them
    moves.
    """

    def __init__(
        self,
        plan: Plan,
        wishes: Wishes,
        wanted: Wanted,
        record: RecordFact,
        zone: str,
        frames: list[Frame],
        ways: Ways,
    ) -> None:
        self.plan, self.wishes, self.wanted, self.record = plan, wishes, wanted, record
        self.zone, self.ways = zone, ways
        self.frames = {frame.day: frame for frame in frames}
        self.members = frozenset(member.person_id for member in record.members)
        self.presences = {member.person_id: member for member in record.members}
        groups = [group for group in wishes.groups if group.people]
        people = [person for group in groups for person in group.people]
        self.shared = frozenset(person for person in people if people.count(person) > 1)
        self.groups: tuple[GroupFact, ...] = ()
        if len(groups) > 1 and not self.shared:
            self.groups = tuple(groups)
        self.grouped = frozenset(person for group in self.groups for person in group.people)
        order = {item_id: number for number, item_id in enumerate(wishes.items)}
        own = [
            booking
            for booking in plan.bookings.values()
            if (booking.record_kind, booking.record_id) == (record.kind, record.id)
            and booking.sort == ITEM
            and booking.counts
        ]
        own.sort(key=lambda one: (order.get(one.id, len(order)), one.start.sort_key(), one.id))
        self._parents = {booking.parent_id for booking in own}
        self._groups_of: dict[str, tuple[GroupFact, ...]] = {}
        self.placed = sorted(
            (one for one in own if span(one) is not None and occupies(one)),
            key=lambda one: (span(one) or (0, 0), one.id),
        )
        free = [booking for booking in own if self._may_move(booking)]
        self.held = tuple(
            one.id for one in free if self._is_held(one, free) and not self._is_refused(one)
        )
        self.visits = [one for one in free if one.id not in self.held]
        moving = {one.id for one in self.visits}
        self.staying = [one for one in self.placed if one.id not in moving]

    def wish(self, booking: Booking) -> WishFact:
        """What is wished of an item."""
        return self.wishes.items.get(booking.id) or WishFact(booking.id)

    def minutes(self, booking: Booking) -> int:
        """How long an item takes: as its clocks say, else as is wished, else as is usual."""
        start, end = booking.start_minute, booking.end_minute
        if start is not None and end is not None and end > start:
            return end - start
        begins, ends = booking.start.time, booking.end.time
        if begins is not None and ends is not None and start is None and ends > begins:
            return (ends.hour - begins.hour) * 60 + ends.minute - begins.minute
        told = self.wish(booking).minutes
        return told if told is not None and told > 0 else USUAL_LENGTH

    def is_everyone(self, booking: Booking) -> bool:
        """Whether the whole delegation goes; also where nobody has said who does."""
        return booking.everyone or not self.ours(booking)

    def ours(self, booking: Booking) -> frozenset[str]:
        """The members that an item wants; none where nobody has said who goes."""
        return frozenset(one.person_id for one in present(booking)) & self.members

    def with_people(self, booking: Booking, group: GroupFact | None = None) -> Booking:
        """An item with all who would go to it; `group` is the one that goes where one does.

        What has no clock of its own is on that of the visit, whose holidays count then.
        """
        if not booking.start.zone:
            booking = replace(booking, start=replace(booking.start, zone=self.zone))
        if group is not None and self.wish(booking).one_group:
            people = party(self.record, booking, group)
            return replace(booking, people=people, everyone=False)
        if self.ours(booking):
            return booking
        return replace(booking, people=party(self.record, booking), everyone=True)

    def groups_of(self, booking: Booking) -> tuple[GroupFact, ...]:
        """The groups that may go to an item on their own.

        Where any of them would do, those in which all who are named in it are, and of these the
        ones that understand its host, or have somebody who interprets, if there are such.
        """
        if booking.id not in self._groups_of:
            self._groups_of[booking.id] = tuple(self._may_go(booking))
        return self._groups_of[booking.id]

    def _may_go(self, booking: Booking) -> list[GroupFact]:
        if self.wish(booking).one_group:
            named = named_in(booking) & self.grouped
            groups = [group for group in self.groups if named <= group.people]
            return [group for group in groups if self.is_served(booking, group)] or groups
        ours = self.ours(booking) & self.grouped
        return [group for group in self.groups if ours and ours <= group.people]

    def is_served(self, booking: Booking, group: GroupFact) -> bool:
        """Whether a group that goes to an item needs no interpreter beside those who go."""
        return unserved(self.plan, self.with_people(booking, group)) is None

    def lent(self, booking: Booking) -> str | None:
        """The only interpreter in no group, if a group needs them for an item; else None."""
        free = {one.person_id for one in self.record.members if one.interprets} - self.grouped
        if len(free) != 1:
            return None
        served = all(self.is_served(booking, group) for group in self.groups_of(booking))
        return None if served else next(iter(free))

    def together(self, booking: Booking) -> frozenset[str]:
        """Who is in the groups of an item."""
        return together(self.wishes, booking)

    def day_of(self, booking: Booking) -> date | None:
        """The day of an item that has a time, on the clock of the visit."""
        if booking.start_minute is None:
            return None
        return wall_at(self.zone, booking.start_minute)[0]

    def minute_on(self, day: date, minute: int) -> int:
        """An instant in minutes after the midnight of a day, on the clock of the visit."""
        on, minutes = wall_at(self.zone, minute)
        return (on - day).days * DAY + minutes

    def is_away(self, person_id: str, start: int, end: int) -> bool:
        """Whether a member has not arrived yet, or has left, at some time between two instants."""
        member = self.presences.get(person_id)
        if member is None:
            return False
        late = member.arrives is not None and start < member.arrives
        return late or (member.leaves is not None and end > member.leaves)

    def place_of(self, booking: Booking) -> str | None:
        """Where people go for an item: its own place, or that of the block it is a part of.

        Nobody goes abroad for a meeting online, wherever its host sits.
        """
        here = country_of_zone(self.zone)
        there = country_of(self.plan, booking.place_id)
        if booking.kind == ItemKind.ONLINE and "" != there != here:
            return None
        seen: set[str] = set()
        one: Booking | None = booking
        while one is not None and one.place_id is None and one.id not in seen:
            seen.add(one.id)
            one = self.plan.bookings.get(one.parent_id or "")
        return None if one is None else one.place_id

    def ends_of(self, booking: Booking) -> tuple[str, str] | None:
        """Where an item begins and ends; None where it does not say where people are."""
        start, end = self.known_ends_of(booking)
        return None if start is None or end is None else (start, end)

    def known_ends_of(self, booking: Booking) -> tuple[str | None, str | None]:
        """Where an item begins and where it ends, each as far as that is known."""
        start = self.place_of(booking)
        end = booking.end_place_id or (None if booking.kind in ON_THE_WAY else start)
        return self._standing(start), self._standing(end)

    def _standing(self, place_id: str | None) -> str | None:
        """A place to or from which there is a way: it is known, and no vehicle."""
        place = self.plan.places.get(place_id or "")
        return None if place is None or place.kind == PlaceKind.VEHICLE else place.id

    def gathers(self, booking: Booking) -> bool:
        """Whether people are to be at a place for it, although it keeps them busy with nothing."""
        record = self.plan.records.get((booking.record_kind, booking.record_id))
        if booking.kind != ItemKind.MEETING_POINT or not booking.counts:
            return False
        off = record is not None and record.cancelled
        return not off and self.ends_of(booking) is not None

    def in_parallel(self, day: date) -> bool:
        """Whether groups may go ways of their own on a day."""
        frame = self.frames.get(day)
        return frame is not None and frame.parallel and bool(self.groups)

    def is_split(self, day: date) -> bool:
        """Whether groups go ways of their own on a day at present."""
        if not self.in_parallel(day):
            return False
        own = [one for one in self.placed if self.day_of(one) == day and self.groups_of(one)]
        return any(self._are_beside(one, other) for one in own for other in own)

    def ungrouped(self, day: date) -> frozenset[str]:
        """The members who are in no group on a day on which groups may go ways of their own."""
        if not self.in_parallel(day):
            return frozenset()
        begins, ends = minute_at(self.zone, day), minute_at(self.zone, day, DAY)
        # Away all day: not there yet when it ends, or gone before it begins.
        return frozenset(
            one for one in self.members - self.grouped if not self.is_away(one, ends, begins)
        )

    def keeps(self, booking: Booking) -> bool:
        """Whether an item was confirmed, and the officer wants that to hold."""
        confirmed = booking.status == ItemStatus.CONFIRMED
        return confirmed and span(booking) is not None and self.wanted.hold == Hold.CONFIRMED

    def _may_move(self, booking: Booking) -> bool:
        if booking.pinned or booking.parent_id is not None or booking.slot_id is not None:
            return False
        if booking.kind in _NO_VISITS or booking.id in self._parents:
            return False
        if booking.start_minute is None:
            day, days = booking.start.date, self.wanted.days
            return day is None or days is None or day in days
        if booking.end_place_id not in (None, booking.place_id) or self._lasts_on(booking):
            return False  # the engine moves what is at one place, on one day
        if self.wanted.hold == Hold.PLACED or not is_visiting(booking):
            return False
        if self.wanted.now is not None and booking.start_minute < self.wanted.now:
            return False  # it has begun, or is over
        return not self._is_lunch(booking) and self._is_in_reach(booking)

    def _lasts_on(self, booking: Booking) -> bool:
        """Whether an item goes on when the night after its day is over."""
        whole, day = span(booking), self.day_of(booking)
        return whole is not None and day is not None and self.minute_on(day, whole[1]) > NIGHT

    def _is_in_reach(self, booking: Booking) -> bool:
        """Whether the day on which an item is now belongs to what is drafted."""
        day, days = self.day_of(booking), self.wanted.days
        if day is None or day in self.frames:
            return True
        if day < self.plan.today or (days is not None and day not in days):
            return False
        # What was confirmed for a free day may well be there; before they have come, nothing can.
        return not self._are_here(day) or not self.keeps(booking)

    def is_ahead(self, day: date) -> bool:
        """Whether a day of the visit is not over, and among those that are drafted."""
        days = self.wanted.days
        return self._are_here(day) and day >= self.plan.today and (days is None or day in days)

    def _are_here(self, day: date) -> bool:
        """Whether a day is one of the visit."""
        first, last = self.record.start, self.record.end
        return first is None or last is None or first <= day <= last

    def lunch_hours(self, day: date) -> tuple[int, int]:
        """The hours in which a meal is the lunch of a day."""
        frame = self.frames.get(day)
        if frame is None or frame.lunch is None:
            return _USUAL_LUNCH
        return int(frame.lunch.opens), int(frame.lunch.closes)

    def _is_lunch(self, booking: Booking) -> bool:
        whole, day = span(booking), self.day_of(booking)
        return whole is not None and day is not None and self.is_lunch(booking, day)

    def is_lunch(self, booking: Booking, day: date) -> bool:
        """Whether an item with a time is the lunch of a day."""
        whole = span(booking)
        if whole is None or booking.kind not in MEALS:
            return False
        start, end = (self.minute_on(day, minute) for minute in whole)
        return overlap((start, end), self.lunch_hours(day)) > 0

    def _is_held(self, booking: Booking, free: list[Booking]) -> bool:
        """Whether it stays since it cannot move alone, or has no room to stay in a draft."""
        day = self.day_of(booking)
        if day is None or self.wanted.hold != Hold.CONFIRMED or not self._are_here(day):
            return False
        split = self.is_split(day)
        beside = (other for other in self.placed if self._are_beside(booking, other))
        if any(not split or not self.groups_of(booking) for _other in beside):
            return True
        if not self.keeps(booking):
            return False
        if split and not self.groups_of(booking):
            return True  # on a day in groups, all come together only for what stays
        loose = {one.id for one in free if not self.keeps(one)}
        return any(other.id not in loose for other in self._too_close(booking))

    def _is_refused(self, booking: Booking) -> bool:
        """Whether its host asks for another time, or is closed at this one."""
        whole, windows = span(booking), self.wish(booking).windows
        day = self.day_of(booking)
        if whole is None or day is None:
            return True
        start, end = (self.minute_on(day, minute) for minute in whole)
        asked = [one for one in windows if one.day in (None, day)]
        if windows and not any(one.start <= start and end <= one.end for one in asked):
            return True
        return any(
            one.reason == Reason.CLOSURE and one.who not in self.members
            for one in unavailable(self.plan, booking, *whole)
        )

    def _are_beside(self, one: Booking, other: Booking) -> bool:
        """Whether two items are at once on purpose: hardly anybody is wanted in both."""
        whole, theirs = span(one), span(other)
        if one.id == other.id or whole is None or theirs is None or not overlap(whole, theirs):
            return False
        ours, others = self.ours(one), self.ours(other)
        if not ours or not others:
            return False
        return len(ours & others) * 2 < min(len(ours), len(others))

    def _too_close(self, booking: Booking) -> Iterator[Booking]:
        """What is just before or after it, with less time between than the way takes."""
        whole, ends = span(booking), self.ends_of(booking)
        for other in self.placed if whole is not None and ends is not None else ():
            theirs, places = span(other), self.ends_of(other)
            if other.id == booking.id or theirs is None or places is None or whole is None:
                continue
            if ends is None or not self._share(booking, other):
                continue
            if 0 <= whole[0] - theirs[1] < self.ways.between(places[1], ends[0]).minutes or (
                0 <= theirs[0] - whole[1] < self.ways.between(ends[1], places[0]).minutes
            ):
                yield other

    def _share(self, one: Booking, other: Booking) -> bool:
        ours, others = self.ours(one), self.ours(other)
        return not ours or not others or bool(ours & others)


def is_visiting(booking: Booking) -> bool:
    """Whether somebody is visited in an item: its host is named, or it is of a kind with one.

    A meal or a conference is a visit only where somebody is named.
    """
    return is_hosted(booking) or booking.kind not in ONLY_NAMED


def is_visit(booking: Booking) -> bool:
    """Whether an item is a visit, not a journey, a night or free time."""
    return booking.kind not in _NO_VISITS and is_visiting(booking)


def is_depended_on(booking: Booking, person_id: str, group_people: frozenset[str]) -> bool:
    """Whether a member is wanted in an item by name: it makes little sense without them.

    Who is named in it, and who speaks, hosts or interprets; of one that is not for everyone, all
    who are in it beside its groups.
    """
    parts = [one for one in booking.people if one.person_id == person_id]
    if any(one.named or one.involvement != Involvement.PARTICIPANT for one in parts):
        return True
    return not booking.everyone and person_id not in group_people

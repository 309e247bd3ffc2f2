"""When each item of a draft could be, on each day and for each group, and why it cannot be.

A member who is away keeps an item from a time only where it depends on them by name, or where half
of those who are wanted are away: a delegation does not wait at its hotel for one who comes late.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from desktop.domain.codes import HalfDay, Involvement, ItemKind
from desktop.domain.plan import Attendance, Booking, Plan
from desktop.domain.time import DayPart, Moment
from desktop.domain.wishes import GroupFact
from desktop.planning.availability import Reason, Span, blocks, days_off, unavailable
from desktop.planning.draft_blocks import Built
from desktop.planning.draft_frames import Frame
from desktop.planning.draft_programme import Programme, is_depended_on, is_visit
from desktop.planning.intervals import Interval, merged, overlap, without
from desktop.planning.places import ON_THE_WAY
from desktop.planning.presence import attended, is_hosted, occupies, present, span
from desktop.planning.proposal import Note
from desktop.planning.rules.way import CHECK_IN_ABROAD, LANDING
from desktop.planning.wall import DAY, minute_at

_EVENING_KINDS = frozenset({ItemKind.DINNER, ItemKind.RECEPTION})
_NOON, _EVENING = 12 * 60, 18 * 60
_HALVES: dict[str, Interval] = {HalfDay.MORNING: (0, _NOON), HalfDay.AFTERNOON: (_NOON, 2 * DAY)}
_REASONS_TOLD = 3


@dataclass(frozen=True, slots=True)
class Possible:
    """When an item could be, by block, in minutes of its day; `reasons` where it never could."""

    windows: dict[int, tuple[tuple[float, float], ...]]
    reasons: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class _Taken:
    """Somebody who is wanted is elsewhere; with the ways there and back from `early` to `late`."""

    start: int
    end: int
    what: str
    early: int
    late: int


@dataclass(frozen=True, slots=True)
class _Cuts:
    """What is struck out for one item and those who go to it, in minutes since 1970."""

    hard: tuple[Interval, ...]
    off: tuple[Interval, ...]
    taken: tuple[_Taken, ...]
    causes: tuple[Span, ...]


class Windows:
    """Asks for each item when it could be, were the others that may move not there."""

    def __init__(self, programme: Programme, built: Sequence[Built]) -> None:
        self._programme, self._built = programme, built
        zone = programme.zone
        days = list(programme.frames)
        self._first, self._last = minute_at(zone, days[0]), minute_at(zone, days[-1], 2 * DAY)
        self.plan = _reduced(programme, self._first, self._last)
        self._busy: dict[tuple[str, ...], list[Span]] = {}
        self._gatherings = [
            one for one in programme.plan.bookings.values() if programme.gathers(one)
        ]
        self._staying = {booking.id: booking for booking in programme.staying}
        self._asking: dict[str, list[str]] = {}
        for other_id in self._staying:
            wish = programme.wishes.items.get(other_id)
            for item_id in () if wish is None else wish.apart | wish.before:
                self._asking.setdefault(item_id, []).append(other_id)

    def possible(self, booking: Booking) -> Possible:
        """When an item could be."""
        programme = self._programme
        minutes = programme.minutes(booking)
        groups = programme.groups_of(booking)
        together = self._cuts(booking, None)
        whole = {group.id: together for group in groups}
        if programme.wish(booking).one_group:
            in_parallel = any(frame.parallel for frame in programme.frames.values())
            whole = {g.id: self._cuts(booking, g) for g in groups} if in_parallel else {}
        windows: dict[int, tuple[tuple[float, float], ...]] = {}
        longest, wanted = 0, list[Interval]()
        for number, one in enumerate(self._built):
            cuts = together if one.group is None else whole.get(one.group.id)
            if cuts is None:
                continue
            base = self.asked(booking, one.frame)
            wanted += [self._since(one.frame.day, (start, end)) for start, end, _named in base]
            left = self._left(base, one, cuts)
            longest = max([longest, *(end - start for start, end in left)])
            spans = tuple((float(a), float(b)) for a, b in left if b - a >= minutes)
            if spans:
                windows[number] = spans
        if windows:
            return Possible(windows)
        return Possible({}, self._reasons(together, merged(wanted), minutes, longest))

    def asked(self, booking: Booking, frame: Frame) -> list[tuple[int, int, bool]]:
        """The times of a day that are asked for, and whether somebody named that very day."""
        limit = self._limit(booking, frame)
        if limit is None:
            return []
        wish = self._programme.wish(booking)
        if wish.windows:
            said = [
                (one.start, one.end, one.day is not None)
                for one in wish.windows
                if one.day in (None, frame.day)
            ]
        elif booking.kind in _EVENING_KINDS or _part(booking) == DayPart.EVENING:
            said = [(*frame.evening, False)]
        elif booking.kind == ItemKind.MEAL:
            # It is a lunch or a dinner; a lunch on a day of its own takes the place of the break.
            said = [(*self._programme.lunch_hours(frame.day), False)]
            said += [(*frame.evening, False)] if booking.start.date is None else []
        else:
            said = [(frame.begins, frame.ends, False)]
        cut = ((max(a, limit[0]), min(b, limit[1]), named) for a, b, named in said)
        return [(start, end, named) for start, end, named in cut if start < end]

    def may_stay(self, booking: Booking) -> bool:
        """Whether an item can be where it is now, and nobody has asked for another time since."""
        day, whole = self._programme.day_of(booking), span(booking)
        frame = self._programme.frames.get(day) if day is not None else None
        if whole is None or frame is None:
            return False
        start, end = (self._programme.minute_on(frame.day, minute) for minute in whole)
        limit = self._limit(booking, frame)
        spans = [] if limit is None else [limit]
        if self._programme.wish(booking).windows:
            spans = [(first, last) for first, last, _named in self.asked(booking, frame)]
        asked = any(first <= start and end <= last for first, last in spans)
        return asked and not self.blocked(booking)

    def blocked(self, booking: Booking) -> list[Span]:
        """What makes the present time of an item impossible; what hosts may waive does not."""
        whole = span(booking)
        if whole is None:
            return []
        asked = self._programme.with_people(booking)
        cuts = self._cut(asked, unavailable(self.plan, asked, *whole), frozenset())
        hard = [*cuts.hard, *((one.start, one.end) for one in cuts.taken)]
        return [
            cause
            for cause in cuts.causes
            if blocks(cause.reason)
            and cause.reason != Reason.OPENING_HOURS
            and any(overlap((cause.start, cause.end), one) for one in hard)
        ]

    def _limit(self, booking: Booking, frame: Frame) -> Interval | None:
        """The part of a day that is left for an item by the clock, its own day, and what stays."""
        day = booking.start.date
        first, last = 0, 2 * DAY
        if booking.start_minute is None and day is not None:
            if day != frame.day:
                return None
            match _part(booking):
                case DayPart.MORNING:
                    last = _NOON
                case DayPart.AFTERNOON:
                    first, last = _NOON, _EVENING
        if (now := self._programme.wanted.now) is not None:
            first = max(first, self._programme.minute_on(frame.day, now))
        wish = self._programme.wish(booking)
        for other in self._related(booking):
            on, whole = self._programme.day_of(other), span(other)
            theirs = self._programme.wish(other)
            if on is None or whole is None:
                continue
            if on == frame.day and (other.id in wish.apart or booking.id in theirs.apart):
                return None
            if other.id in wish.before:
                last = min(last, self._programme.minute_on(frame.day, whole[0]))
            if booking.id in theirs.before:
                first = max(first, self._programme.minute_on(frame.day, whole[1]))
        return (first, last) if first < last else None

    def _related(self, booking: Booking) -> Iterator[Booking]:
        """The items that stay, to which an item stands in some order."""
        wish = self._programme.wish(booking)
        for other_id in sorted({*wish.apart, *wish.before, *self._asking.get(booking.id, ())}):
            if other_id in self._staying:
                yield self._staying[other_id]

    def _since(self, day: date, one: Interval) -> Interval:
        zone = self._programme.zone
        return minute_at(zone, day, one[0]), minute_at(zone, day, one[1])

    def _left(self, base: list[tuple[int, int, bool]], built: Built, cuts: _Cuts) -> list[Interval]:
        """What is left of the times of a day."""
        if not base:
            return []
        day = built.frame.day
        first, last = self._since(day, (0, 2 * DAY))
        hard = [one for one in cuts.hard if one[0] < last and first < one[1]]
        for one in cuts.taken:
            if one.early < last and first < one.late:
                goes = one.what in built.stops  # the ways to it are the block's own then
                hard.append((one.start, one.end) if goes else (one.early, one.late))
        found: list[Interval] = []
        for start, end, named in base:
            struck = merged(hard if named else (*hard, *cuts.off))
            found += without([self._since(day, (start, end))], struck)
        programme = self._programme
        return [
            (programme.minute_on(day, start), programme.minute_on(day, end))
            for start, end in merged(found)
        ]

    def _cuts(self, booking: Booking, group: GroupFact | None) -> _Cuts:
        asked = self._programme.with_people(booking, group)
        members = tuple(one for one in asked.people if one.person_id in self._programme.members)
        others = tuple(
            one for one in asked.people if one not in members or one.involvement == Involvement.HOST
        )
        spans = unavailable(self.plan, replace(asked, people=others), self._first, self._last)
        if not is_hosted(asked) and is_visit(asked):
            # Whoever receives there, of whom nobody has said the name, has the country's days off.
            spans += days_off(self.plan, asked, self._first, self._last)
        both = (*spans, *self._spans_of(asked, members), *self._gathered(asked))
        return self._cut(asked, both, frozenset() if group is None else group.people)

    def _spans_of(self, asked: Booking, members: tuple[Attendance, ...]) -> list[Span]:
        """When members are elsewhere: the same for all items that the same ones go to."""
        people = tuple(one.person_id for one in present(replace(asked, people=members)))
        if people not in self._busy:
            alone = Booking(
                "",
                asked.record_kind,
                asked.record_id,
                start=Moment(zone=self._programme.zone),
                people=tuple(Attendance(person_id) for person_id in people),
            )
            self._busy[people] = unavailable(self.plan, alone, self._first, self._last)
        return self._busy[people]

    def _gathered(self, asked: Booking) -> Iterator[Span]:
        """When people gather, of those who are wanted: they are nowhere else, and not on a way."""
        wanted = {one.person_id for one in present(asked)}
        for booking in self._gatherings:
            for one in present(booking):
                part = attended(booking, one) if one.person_id in wanted else None
                if part is not None:
                    yield Span(*part, Reason.PERSON, one.person_id, booking.id)

    def _cut(self, asked: Booking, spans: Iterable[Span], group: frozenset[str]) -> _Cuts:
        programme = self._programme
        together = group | programme.together(asked)
        hard: list[Interval] = []
        off: list[Interval] = []
        away: list[Interval] = []
        taken: dict[tuple[int, int, str], _Taken] = {}
        causes: list[Span] = []
        for one in spans:
            is_member = one.who in programme.members
            loose = is_member and not is_depended_on(asked, one.who, together)
            if not blocks(one.reason):
                off.append((one.start, one.end))
            elif loose and one.reason in (Reason.AWAY, Reason.CLOSURE):
                away.append((one.start, one.end))
            elif one.reason == Reason.PERSON:
                part = self._part_here(one) if loose else (one.start, one.end)
                if part is None:
                    continue
                key = *part, one.what
                if key not in taken:
                    taken[key] = self._taken(asked, replace(one, start=part[0], end=part[1]))
            else:
                hard.append((one.start, one.end))
            causes.append(one)
        hard += _by_half(away, len(programme.ours(asked)))
        return _Cuts(tuple(hard), tuple(off), tuple(taken.values()), tuple(causes))

    def _part_here(self, one: Span) -> Interval | None:
        """The part of what a member is in for which they are with the delegation.

        None where there is none, and of the journey that brings them or takes them away.
        """
        programme, end = self._programme, one.end
        if not programme.is_away(one.who, one.start, end):
            return one.start, end
        member, booking = programme.presences[one.who], programme.plan.bookings[one.what]
        start = one.start if member.arrives is None else max(one.start, member.arrives)
        end = end if member.leaves is None else min(end, member.leaves)
        return (start, end) if start < end and booking.kind not in ON_THE_WAY else None

    def _taken(self, booking: Booking, one: Span) -> _Taken:
        """Whoever is elsewhere needs time for the ways from there and to there, too."""
        programme, other = self._programme, self._programme.plan.bookings[one.what]
        (begins, ends), (start, end) = map(programme.known_ends_of, (booking, other))
        early, late = one.start, one.end
        if ends is not None and start is not None:
            early -= programme.ways.between(ends, start).minutes
        if end is not None and begins is not None:
            late += programme.ways.between(end, begins).minutes
        if other.kind == ItemKind.FLIGHT:
            early, late = early - CHECK_IN_ABROAD, late + LANDING
        return _Taken(one.start, one.end, one.what, early, late)

    def _reasons(
        self, cuts: _Cuts, wanted: list[Interval], minutes: int, longest: int
    ) -> tuple[Note, ...]:
        """Why nothing is left of the times that were asked for."""
        if not wanted:
            return (Note("no_window"),)
        most = max(end - start for start, end in wanted)
        if most < minutes:
            return (Note("too_long", {"minutes": minutes, "longest": most}),)
        # That it is closed at the weekend, too, is no news where it is closed all week.
        usual = [cause for cause in cuts.causes if cause.reason == Reason.WEEKEND]
        news = [cause for cause in cuts.causes if cause.reason != Reason.WEEKEND]
        told = self._weighed(news, wanted) or self._weighed(usual, wanted)
        if told:
            return told
        if longest:
            return (Note("too_long", {"minutes": minutes, "longest": longest}),)
        return (Note("no_window"),)

    def _weighed(self, causes: list[Span], wanted: list[Interval]) -> tuple[Note, ...]:
        """What takes most of the times that were asked for, the most first."""
        weights: dict[tuple[str, str], tuple[int, Note]] = {}
        for cause in causes:
            weight = sum(overlap((cause.start, cause.end), one) for one in wanted)
            note = self._reason(cause) if weight else None
            if note is not None:
                key = note.code, str(note.values)
                weights[key] = weights.get(key, (0, note))[0] + weight, note
        told = sorted(weights.values(), key=lambda one: -one[0])
        return tuple(note for _weight, note in told[:_REASONS_TOLD])

    def _reason(self, cause: Span) -> Note | None:
        """What one cause is called; None for the programme's own items, which are no news."""
        if cause.reason == Reason.PERSON and cause.what in self._staying:
            return None
        by_person = cause.who in self._programme.plan.people
        if by_person and cause.reason in (Reason.PERSON, Reason.AWAY, Reason.CLOSURE):
            return Note("person_away", {"person": cause.who})
        what: object = cause.name or cause.reason
        if cause.reason in (Reason.PUBLIC_HOLIDAY, Reason.HALF_HOLIDAY) and cause.what:
            what = cause.what
        return Note("closed", {"what": what})


def halves(programme: Programme, booking: Booking) -> Interval | None:
    """The half of a day that is preferred for an item, in minutes of any day."""
    return _HALVES.get(programme.wish(booking).half)


def _part(booking: Booking) -> str:
    return booking.start.part if booking.start_minute is None else ""


def _by_half(away: list[Interval], wanted: int) -> Iterator[Interval]:
    """When at least half of those who are wanted are away at once."""
    points = sorted({minute for one in away for minute in one})
    for start, end in pairwise(points):
        count = sum(one[0] <= start and end <= one[1] for one in away)
        if 2 * count >= wanted:
            yield start, end


def _reduced(programme: Programme, first: int, last: int) -> Plan:
    """The plan without what a draft may place, and what cannot be in the way of anything."""
    moving = {booking.id for booking in programme.visits}
    own = [*programme.visits, *programme.staying]
    people = {one.person_id for booking in own for one in booking.people} | programme.members
    things = {thing for booking in own for thing in _things(booking)}
    kept = {}
    for booking in programme.plan.bookings.values():
        whole = span(booking)
        near = whole is not None and whole[0] < last and first < whole[1]
        if near and booking.id not in moving and occupies(booking):
            shared = any(one.person_id in people for one in booking.people)
            if shared or not things.isdisjoint(_things(booking)):
                kept[booking.id] = booking
    return replace(programme.plan, bookings=kept)


def _things(booking: Booking) -> Iterator[str]:
    """The place, the vehicle and the instrument of an item, as far as it has any."""
    for thing in (booking.place_id, booking.vehicle_id, booking.instrument_id):
        if thing is not None:
            yield thing

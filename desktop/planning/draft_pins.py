"""What is odd before anything is drafted: pins that cannot be, visits on free days, no group."""

from collections.abc import Iterator
from datetime import date

from desktop.domain.plan import Booking
from desktop.planning.availability import Reason, unavailable
from desktop.planning.draft_frames import is_free
from desktop.planning.draft_programme import Programme, is_depended_on, is_visit
from desktop.planning.draft_windows import Windows
from desktop.planning.intervals import overlap
from desktop.planning.presence import is_hosted, is_part_of, span
from desktop.planning.proposal import Note
from desktop.planning.wall import wall_at

_SHUT = frozenset({Reason.CLOSURE, Reason.OPENING_HOURS})
_TAKEN = frozenset({Reason.PERSON, Reason.PLACE, Reason.VEHICLE, Reason.INSTRUMENT})


def pin_troubles(programme: Programme, windows: Windows) -> list[Note]:
    """What is wrong with the pinned items of a delegation that still lie ahead."""
    today = programme.plan.today
    pinned = [
        booking
        for booking in programme.staying
        if booking.pinned and (programme.day_of(booking) or today) >= today
    ]
    found = [note for booking in pinned for note in _alone(programme, windows, booking)]
    seen: set[frozenset[str]] = set()
    for booking in pinned:
        for other in programme.staying:
            pair = frozenset((booking.id, other.id))
            if len(pair) == 2 and pair not in seen:
                seen.add(pair)
                found += _beside(programme, *_in_order(booking, other))
    return found


def day_troubles(programme: Programme) -> list[Note]:
    """The visits that stay on days marked as free, and who has no group where others have."""
    notes = []
    for booking in programme.staying:
        day = programme.day_of(booking)
        if day is None or booking.parent_id is not None or not is_visit(booking):
            continue
        if programme.is_ahead(day) and is_free(programme.wishes, day):
            notes.append(Note("on_free_day", {"item": booking.id, "day": day}))
    days: dict[frozenset[str], list[date]] = {}
    for day in programme.frames:
        if people := programme.ungrouped(day):
            days.setdefault(people, []).append(day)
    for people, on in days.items():
        notes.append(Note("no_group", {"people": tuple(sorted(people)), "days": tuple(on)}))
    return notes


def _in_order(one: Booking, other: Booking) -> tuple[Booking, Booking]:
    return (one, other) if (span(one) or ()) <= (span(other) or ()) else (other, one)


def _alone(programme: Programme, windows: Windows, booking: Booking) -> Iterator[Note]:
    whole, day, record = span(booking), programme.day_of(booking), programme.record
    if whole is None or day is None or record.start is None or record.end is None:
        return
    last = wall_at(programme.zone, whole[1] - 1)[0]
    if is_hosted(booking) and (day < record.start or last > record.end):
        yield Note("pin_outside", {"item": booking.id})
    asked = programme.with_people(booking)
    told: set[str] = set()
    away: set[str] = set()
    together = programme.together(booking)
    for one in unavailable(windows.plan, asked, *whole):
        if one.reason == Reason.AWAY and is_depended_on(asked, one.who, together):
            away.add(one.who)
        if one.reason in _SHUT and one.who not in programme.plan.people:
            what: object = one.name or one.reason
            if str(what) not in told:
                yield Note("pin_closed", {"item": booking.id, "what": what})
            told.add(str(what))
        elif one.reason in _TAKEN and one.what not in told:
            told.add(one.what)
            other = programme.plan.bookings[one.what]
            if (other.record_kind, other.record_id) != (record.kind, record.id):
                yield Note("pin_clash", {"item": booking.id, "other": other.id})
    if away:
        yield Note("pin_away", {"item": booking.id, "people": tuple(sorted(away))})


def _beside(programme: Programme, one: Booking, other: Booking) -> Iterator[Note]:
    """Two items that stay, the earlier first: at once, or too far from each other."""
    bookings = programme.plan.bookings
    whole, theirs = span(one), span(other)
    if is_part_of(bookings, one, other) or is_part_of(bookings, other, one):
        return
    people = {who.person_id for who in one.people} & {who.person_id for who in other.people}
    shared = people or not programme.ours(one) or not programme.ours(other)
    if whole is None or theirs is None or not shared:
        return
    if overlap(whole, theirs):
        yield Note("pin_clash", {"item": one.id, "other": other.id})
        return
    here, there = programme.ends_of(one), programme.ends_of(other)
    between = [
        booking
        for booking in programme.staying
        if (span(booking) or whole)[0] >= whole[1] and (span(booking) or theirs)[1] <= theirs[0]
    ]
    if here is None or there is None or between:
        return
    needed = programme.ways.between(here[1], there[0]).minutes
    gap = theirs[0] - whole[1]
    if gap < needed:
        values = {"item": one.id, "other": other.id, "needed": needed, "there": gap}
        yield Note("pin_far", values)

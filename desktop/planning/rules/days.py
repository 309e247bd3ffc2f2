"""Whether a long day leaves time to eat."""

from collections.abc import Iterator, Sequence

from desktop.domain.codes import Involvement, ItemKind, Rule
from desktop.domain.plan import ITEM
from desktop.planning.ground import MEALS, Ground
from desktop.planning.intervals import merged, without
from desktop.planning.overlaps import Line, Span
from desktop.planning.trouble import Trouble
from desktop.planning.wall import minute_at

LONG_DAY = 8 * 60
"""Minutes from the first item to the end of the last from which on a day needs a meal."""

_LUNCH_FROM, _LUNCH_UNTIL, _LUNCH = 11 * 60, 14 * 60 + 30, 60
# On board of a flight as long as this one is fed.
_SERVED = 180
_GUESTS = frozenset({Involvement.PARTICIPANT, Involvement.SPEAKER})


def no_meal(ground: Ground, person_id: str, _line: Line, day: Sequence[Span]) -> Iterator[Trouble]:
    """A long day of a guest in which nobody thought of food.

    Who has one thing to do, or time at an instrument, sees to it alone.
    """
    if len(day) < 2 or any(ground.bookings[span[2]].sort != ITEM for span in day):
        return
    start, end = day[0][0], max(span[1] for span in day)
    if end - start < LONG_DAY:
        return
    bookings = [ground.bookings[span[2]] for span in day]
    on = ground.day_at(bookings[0], start)
    if ground.loose_meals[person_id, on] or any(
        booking.kind in MEALS
        or booking.kind == ItemKind.FREE
        or (booking.kind == ItemKind.FLIGHT and span[1] - span[0] >= _SERVED)
        for booking, span in zip(bookings, day, strict=True)
    ):
        return
    if not any(ground.involvements(booking, person_id) & _GUESTS for booking in bookings):
        return
    zone = bookings[0].start.zone or "UTC"
    noon = [(minute_at(zone, on, _LUNCH_FROM), minute_at(zone, on, _LUNCH_UNTIL))]
    free = without(noon, merged((span[0], span[1]) for span in day))
    if any(until - since >= _LUNCH for since, until in free):
        return
    last = max(day, key=lambda span: (span[1], span[2]))[2]
    yield Trouble(
        Rule.NO_MEAL,
        tuple(dict.fromkeys((day[0][2], last))),
        (person_id,),
        values={"day": on, "start": start, "end": end},
        detail=str(on),
        gravity=end - start,
    )

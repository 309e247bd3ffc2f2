"""Whether everybody on a visit has a bed each night, and a room when they come and go."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from desktop.domain.codes import ItemKind, Rule
from desktop.domain.plan import Booking, RecordFact
from desktop.planning.ground import Ground
from desktop.planning.places import ON_THE_WAY
from desktop.planning.trouble import Trouble

ARRIVES, LEAVES = "arrives", "leaves"

PATIENCE = 30
"""Minutes that people wait for a room, or after they gave it up, without a word about it."""

# Who goes on after less than this does not go to bed.
_REST = 5 * 60
_Line = list[tuple[int, int, str]]


def night_without_hotel(
    ground: Ground, record: RecordFact, bookings: Sequence[Booking]
) -> Iterator[Trouble]:
    """Nights between two items of a visit, away from home, for which no bed is known."""
    if record.hotel_id is not None or record.start is None or record.end is None:
        return
    first, last = max(record.start, ground.plan.today), record.end - timedelta(days=1)
    beds = [one for one in bookings if one.kind == ItemKind.HOTEL and ground.is_live(one)]
    lines: dict[str, _Line] = {one.person_id: [] for one in record.members}
    for booking in bookings:
        if booking.kind != ItemKind.HOTEL and ground.is_live(booking):
            for person_id, part in ground.people(booking).items():
                if person_id in lines:
                    lines[person_id].append((*part, booking.id))
    for person_id, line in lines.items():
        away = {night for night in _nights(ground, record, line) if first <= night <= last}
        for begins, ends in _runs(away - _covered(beds, person_id)):
            yield Trouble(
                Rule.NIGHT_WITHOUT_HOTEL,
                people=(person_id,),
                records=((record.kind, record.id),),
                values={"first": begins, "last": ends, "nights": (ends - begins).days + 1},
                detail=f"{record.id}:{begins}:{ends}",
            )


def hotel_times(
    ground: Ground, _record: RecordFact, bookings: Sequence[Booking]
) -> Iterator[Trouble]:
    """People who reach a hotel before their room is free, or leave it after they gave it up."""
    rides = [one for one in bookings if one.kind in ON_THE_WAY and ground.is_live(one)]
    for stay in bookings:
        if stay.kind != ItemKind.HOTEL or stay.place_id is None or not ground.is_live(stay):
            continue
        for ride in rides:
            if ride.end_place_id == stay.place_id:
                yield from _waiting(ground, ARRIVES, stay, ride, ride.end_minute, stay.start_minute)
            if ride.place_id == stay.place_id:
                yield from _waiting(ground, LEAVES, stay, ride, stay.end_minute, ride.start_minute)


def _waiting(
    ground: Ground, side: str, stay: Booking, ride: Booking, since: int | None, until: int | None
) -> Iterator[Trouble]:
    """Guests with no room from `since` until `until` on one day."""
    if since is None or until is None or until - since <= PATIENCE:
        return
    guests = {one.person_id for one in stay.people} & ground.people(ride).keys()
    if guests and ground.day_at(stay, since) == ground.day_at(stay, until):
        yield Trouble(
            Rule.HOTEL_TIMES,
            (ride.id, stay.id),
            tuple(sorted(guests)),
            values={"side": side, "place": stay.place_id, "since": since, "until": until},
            detail=side,
        )


def _nights(ground: Ground, record: RecordFact, line: _Line) -> Iterator[date]:
    """The nights that a person spends between two items and away from home."""
    line.sort()
    before: tuple[int, int, str] | None = None
    for span in line:
        if before is not None and span[0] - before[1] >= _REST:
            one, other = ground.bookings[before[2]], ground.bookings[span[2]]
            zone = one.end.zone or one.start.zone
            if zone != record.home_zone or record.home_zone == record.visit_zone:
                day, until = one.end.date or one.start.date, other.start.date
                while day is not None and until is not None and day < until:
                    yield day
                    day += timedelta(days=1)
        if before is None or span[1] >= before[1]:
            before = span


def _covered(beds: Sequence[Booking], person_id: str) -> set[date]:
    """The nights for which a person has a bed."""
    nights: set[date] = set()
    for bed in beds:
        day, until = bed.start.date, bed.end.date
        if day is None or not any(one.person_id == person_id for one in bed.people):
            continue
        nights.add(day)
        while until is not None and day < until:
            nights.add(day)
            day += timedelta(days=1)
    return nights


def _runs(nights: set[date]) -> Iterator[tuple[date, date]]:
    """Nights that follow each other, as the first and the last."""
    for night in sorted(nights):
        if night - timedelta(days=1) not in nights:
            last = night
            while last + timedelta(days=1) in nights:
                last += timedelta(days=1)
            yield night, last

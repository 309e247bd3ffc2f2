"""The days that a draft may fill, each with its hours, its lunch and where it begins and ends."""

from dataclasses import dataclass
from datetime import date, timedelta

from desktop.domain.codes import ItemKind
from desktop.domain.plan import Booking, Plan, RecordFact
from desktop.domain.wishes import DayFact, Wishes
from desktop.errors import Problem
from desktop.planning.drafting.problem import Lunch
from desktop.planning.proposal import Wanted
from desktop.planning.wall import DAY

MOST_DAYS = 31
USUAL = DayFact(
    begins=9 * 60,
    ends=17 * 60 + 30,
    lunch_from=11 * 60 + 30,
    lunch_to=13 * 60 + 30,
    lunch_minutes=60,
    evening_from=18 * 60,
    evening_to=21 * 60,
)
"""What holds of a day of which nothing is said, in minutes after midnight."""
# An evening that goes on past midnight is over by this time, whatever is said.
_NIGHT = 6 * 60


@dataclass(frozen=True, slots=True)
class Frame:
    """One day of a draft. Times are minutes after midnight on the clock of the visit.

    `begins` and `ends` are the hours for visits, not of leaving the hotel. A place that is not
    known is None.
    """

    day: date
    begins: int
    ends: int
    evening: tuple[int, int]
    lunch: Lunch | None
    longest: int | None
    begin_place_id: str | None
    end_place_id: str | None
    parallel: bool


def days_of(plan: Plan, record: RecordFact, wishes: Wishes, wanted: Wanted) -> list[Frame]:
    """The days that get visits, in order; `Problem` where there are none, or their hours are wrong.

    Days that are over or free get none, nor do those that are not wanted.
    """
    if record.start is None or record.end is None:
        raise Problem("draft_no_dates")
    if record.end < record.start:
        raise Problem("draft_days_backwards")
    length = (record.end - record.start).days + 1
    days = [record.start + timedelta(days=number) for number in range(length)]
    days = [
        day
        for day in days
        if day >= plan.today
        and (wanted.days is None or day in wanted.days)
        and not is_free(wishes, day)
    ]
    if not days:
        raise Problem("draft_no_days")
    if len(days) > MOST_DAYS:
        raise Problem("draft_too_long", days=len(days))
    hotels = _hotels(plan, record)
    return [_frame(wishes, day, record, hotels) for day in days]


def is_free(wishes: Wishes, day: date) -> bool:
    """Whether a day is to have no visits."""
    return _row(wishes, day).free


def _row(wishes: Wishes, day: date) -> DayFact:
    return wishes.days.get(day) or wishes.days.get(None) or DayFact()


def _frame(wishes: Wishes, day: date, record: RecordFact, hotels: list[Booking]) -> Frame:
    row, every = _row(wishes, day), wishes.days.get(None) or DayFact()

    def said(name: str) -> int:
        found: list[int | None] = [getattr(each, name) for each in (row, every, USUAL)]
        return next(minutes for minutes in found if minutes is not None)

    begins, ends = said("begins"), said("ends")
    if ends <= begins:
        raise Problem("draft_day_backwards", day=day)
    lunch_from, lunch_to = said("lunch_from"), said("lunch_to")
    minutes = said("lunch_minutes")
    fits = 0 < minutes <= lunch_to - lunch_from
    evening, late = said("evening_from"), said("evening_to")
    return Frame(
        day,
        begins,
        ends,
        (evening, late if late > evening else min(late, _NIGHT) + DAY),
        Lunch(float(lunch_from), float(lunch_to), float(minutes)) if fits else None,
        row.longest_minutes or every.longest_minutes,
        row.begin_place_id or every.begin_place_id or _bed(hotels, record, day - timedelta(days=1)),
        row.end_place_id or every.end_place_id or _bed(hotels, record, day),
        row.parallel,
    )


def _hotels(plan: Plan, record: RecordFact) -> list[Booking]:
    """The hotel items of the programme that say where one sleeps, by their first night."""
    found = [
        booking
        for booking in plan.bookings.values()
        if (booking.record_kind, booking.record_id) == (record.kind, record.id)
        and booking.kind == ItemKind.HOTEL
        and booking.counts
        and booking.place_id is not None
        and booking.start.date is not None
    ]
    return sorted(found, key=lambda booking: (booking.start.date or date.min, booking.id))


def _bed(hotels: list[Booking], record: RecordFact, night: date) -> str | None:
    """Where the delegation sleeps in the night after a day."""
    place = record.hotel_id
    for hotel in hotels:
        first, last = hotel.start.date, hotel.end.date
        if first is None or first > night:
            continue
        # An item of one day is the check-in: one stays until the next hotel.
        if last is None or last > night or last <= first:
            place = hotel.place_id
    return place

"""Items are read as bookings whether or not their times are known."""

from datetime import date, time

from desktop.domain import Delegation, Item, Moment
from desktop.domain.time import DayPart
from desktop.store.attendances import minute_in
from desktop.store.bookings import read_bookings
from desktop.store.office import OfficeFile

DAY = date(2027, 4, 19)


def test_times_that_are_not_exact_have_no_minute(office: OfficeFile) -> None:
    trip = Delegation()
    starts = {
        "nothing": Moment(),
        "a day": Moment(DAY),
        "a morning": Moment(DAY, None, "Asia/Tokyo", 0, DayPart.MORNING),
        "an hour": Moment(DAY, time(9, 30), "Asia/Tokyo"),
    }
    items = {name: Item(delegation_id=trip.id, start=start) for name, start in starts.items()}
    with office.writing("create") as session:
        session.add_all([trip, *items.values()])
    with office.reading() as session:
        found = read_bookings(session)
    for name, start in starts.items():
        booking = found[items[name].id]
        assert (booking.start, booking.start_minute) == (start, minute_in(start)), name
    assert found[items["an hour"].id].start_minute is not None

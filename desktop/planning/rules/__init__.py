"""The rules that plans are held against, one file for each sort of thing they look at.

What each rule tells in the `values` of its findings, all codes, identities, days or minutes:

| rule | values |
|---|---|
| person_twice | start, end: of the overlap, minutes since 1970 |
| room_twice, vehicle_twice | place, start, end; room: its name, where it is only a name |
| instrument_twice | instrument, start, end |
| capacity | place, count, capacity |
| travel_time | from_place, to_place, there: minutes there are; needed: way and margin together; |
|  | way, source: as `travel.Leg` has them; margin: at an airport, else 0 |
| check_in_margin, arrival_margin | place (or None), there, needed |
| flight_duration | minutes, least, most |
| clock_skipped | which: "start" or "end"; zone |
| ends_before_start | minutes: by which it does |
| opening_hours | place or instrument, day, open: spans in minutes of that day |
| public_holiday | country, day, name: the native one |
| weekend | country, day |
| closure | target: identity or country; first, last; closure: its identity, or season: its |
|  | code and name: what it is called |
| outside_hours | country, opens, closes: minutes of the day |
| not_available | closure: its identity; first, last |
| member_away | side: "arrives" or "leaves"; minute: when |
| hotel_times | side: "arrives" or "leaves"; place; since, until: when there is no room |
| night_without_hotel | first, last: nights, by the day on which they begin; nights: how many |
| no_meal | day, start, end |
| interpreter_missing | reason: "asked", "language" or "none_shared"; language |
| unconfirmed | day |
| outside_dates | day, first, last: of the visit |
| holiday_near | side: "before" or "after"; country, first, last, names: the native ones |
| passport_expiry | expiry, needed: the day until which it should be valid; end: of the visit |
| text_missing | language: "ja", "da" or "en"; count |

Of a pair, the earlier booking stands first.
"""

from collections.abc import Callable, Iterator, Sequence

from desktop.domain.plan import Booking, RecordFact
from desktop.planning.ground import Ground
from desktop.planning.overlaps import Line, Span
from desktop.planning.rules import calendar, days, nights, people, records, times, way
from desktop.planning.trouble import Trouble

OF_BOOKING: tuple[Callable[[Ground, Booking], Iterator[Trouble]], ...] = (
    times.ends_before_start,
    times.flight_duration,
    times.clock_skipped,
    times.unconfirmed,
    times.outside_dates,
    calendar.day_off,
    calendar.closure,
    calendar.not_available,
    calendar.opening_hours,
    calendar.outside_hours,
    people.capacity,
    people.member_away,
    people.interpreter_missing,
    way.short_transfer,
)
"""What a booking is held against by itself."""

OF_DAY: tuple[Callable[[Ground, str, Line, Sequence[Span]], Iterator[Trouble]], ...] = (
    way.ways,
    days.no_meal,
)
"""What one day of a person is held against: all of their line, and the spans of that day."""

OF_RECORD: tuple[Callable[[Ground, RecordFact, Sequence[Booking]], Iterator[Trouble]], ...] = (
    nights.night_without_hotel,
    nights.hotel_times,
    records.holiday_near,
    records.passport_expiry,
    records.text_missing,
)
"""What a record is held against as a whole, with all of its bookings."""

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
| passport_expiry | expiry, needed: the day until which it should be valid; end: of the visit; |
|  | months: that it should be valid for after it |
| text_missing | language: "ja", "da" or "en"; count |
| short_stay | reason: "days", "paid" or "both"; country, days; limit, right: the last day allowed |
| days_in_window | country, days: at most in one window; limit, within; right: a start that fits |
| permit_dates | side: "start" or "end"; day; right: the first or the last day permitted |
| entry_too_late | issued, months, day; right: the last day of entry |
| stay_twice | first, last: of the overlap; right: a start after the other |
| stay_elsewhere | agreed: whether one of the slots is confirmed; first, last; host, where: |
|  | identities of organisations; right: the first day after the stay |
| stay_on_holiday | side: "start" or "end"; country, day, name; right: a working day |
| fiscal_year | gates: their kinds; day: on which the year begins; right: the day before |
| gate_expires | gates, end: until when it is needed; right: until when it holds |
| gates_open | reason: "refused" or "open"; gates; day: on which it begins |
| instrument_refused | instrument |
| clock_change | minutes: true ones; by_clock: as the clock shows them; zone |
| slot_moved | reason: "moved" or "cancelled"; start, end: of the slot; right: its day |
| task_overdue | tasks: identities; codes, count; day: when the first was due |
| report_overdue | day: when it was due |

What stands on a law has its `source` and when that was `checked`, too; `right` is the day from
which, or until which, it would be right.
Of a pair, the earlier booking stands first.
"""

from collections.abc import Callable, Iterator, Sequence

from desktop.domain.plan import Booking, RecordFact
from desktop.planning.ground import Ground
from desktop.planning.overlaps import Line, Span
from desktop.planning.rules import (
    calendar,
    days,
    duties,
    gates,
    nights,
    people,
    persons,
    records,
    slots,
    stays,
    times,
    way,
)
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
    slots.instrument_refused,
    slots.clock_change,
    slots.slot_moved,
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
    stays.short_stay,
    stays.permit_dates,
    stays.entry_too_late,
    stays.stay_on_holiday,
    gates.gates_open,
    gates.gate_expires,
    gates.fiscal_year,
)
"""What a record that is not over is held against as a whole, with all of its bookings."""

EVEN_OVER: tuple[Callable[[Ground, RecordFact, Sequence[Booking]], Iterator[Trouble]], ...] = (
    duties.task_overdue,
    duties.report_overdue,
)
"""What a record is held against even when it is over, as long as it is not called off."""

OF_PERSON: tuple[Callable[[Ground, str, Sequence[RecordFact], Line], Iterator[Trouble]], ...] = (
    persons.stay_twice,
    persons.stay_elsewhere,
    persons.days_in_window,
)
"""What the journeys of one person are held against: stays, visits, and all of their line."""

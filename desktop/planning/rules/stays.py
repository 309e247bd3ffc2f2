"""Whether a stay may be as it is planned: its length, its permits, its first and last day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from desktop.domain.codes import PermitKind, Rule
from desktop.domain.plan import Booking, PermitFact, RecordFact
from desktop.planning.deadlines import working_day_before
from desktop.planning.ground import Ground
from desktop.planning.holidays import holiday_on, is_working_day
from desktop.planning.journeys import (
    EXCHANGE,
    days_of_stay,
    is_paid_there,
    is_too_long,
    nationality,
    permits,
    visited,
)
from desktop.planning.laws import ELIGIBILITY, PAID_STAY, SHORT_STAY, law_of, months_after
from desktop.planning.trouble import Trouble

START, END = "start", "end"
_DAY = timedelta(days=1)


def short_stay(
    ground: Ground, record: RecordFact, _bookings: Sequence[Booking]
) -> Iterator[Trouble]:
    """A stay that is too long, or paid by the host country, and has no permit."""
    days = days_of_stay(record)
    if record.kind != EXCHANGE or days is None or record.start is None or permits(record):
        return
    long, paid = is_too_long(ground.plan, record), is_paid_there(ground.plan, record)
    if not long and not paid:
        return
    country = visited(record)
    law = law_of(
        SHORT_STAY if long else PAID_STAY,
        country,
        nationality(ground.plan, record, record.person_id),
    )
    assert law is not None
    values: dict[str, object] = {"country": country, "days": days, **law.told()}
    values["reason"] = "both" if long and paid else "days" if long else "paid"
    if long:
        values |= {"limit": law.days, "right": record.start + (law.days - 1) * _DAY}
    yield _trouble(Rule.SHORT_STAY, record, values)


def permit_dates(
    _ground: Ground, record: RecordFact, _bookings: Sequence[Booking]
) -> Iterator[Trouble]:
    """A stay that begins before its permits do, or goes on after they end."""
    known = permits(record)
    if record.kind != EXCHANGE or not known or days_of_stay(record) is None:
        return
    if not all(one.valid_from or one.valid_until for one in known):
        return  # one of them may be good for all of it
    assert record.start is not None
    assert record.end is not None
    first, last = _permitted(known, record.start)
    if record.start < first:
        values = {"side": START, "day": record.start, "right": first}
        yield _trouble(Rule.PERMIT_DATES, record, values, START)
    if last < record.end:
        values = {"side": END, "day": record.end, "right": last}
        yield _trouble(Rule.PERMIT_DATES, record, values, END)


def _permitted(known: Iterable[PermitFact], start: date) -> tuple[date, date]:
    """The first period without a gap that ends on a day or later; the last one if there is none."""
    periods: list[tuple[date, date]] = []
    for one in sorted(known, key=lambda one: one.valid_from or date.min):
        begins, ends = one.valid_from or date.min, one.valid_until or date.max
        if periods and (periods[-1][1] == date.max or begins <= periods[-1][1] + _DAY):
            periods[-1] = periods[-1][0], max(periods[-1][1], ends)
        else:
            periods.append((begins, ends))
    return next((period for period in periods if period[1] >= start), periods[-1])


def entry_too_late(
    _ground: Ground, record: RecordFact, _bookings: Sequence[Booking]
) -> Iterator[Trouble]:
    """An entry for which a certificate of eligibility is no longer good."""
    law = law_of(ELIGIBILITY, visited(record))
    certificates = (one for one in record.permits if one.kind == PermitKind.ELIGIBILITY)
    if law is None or record.start is None:
        return
    # What stands in the certificate itself goes before what is usual.
    good = [
        (one.valid_until or months_after(one.issued, law.months), one.issued, one.valid_until)
        for one in certificates
        if one.issued is not None
    ]
    right, issued, written = max(good, key=lambda one: one[0], default=(record.start, None, None))
    if record.start > right:
        values = {"issued": issued, "day": record.start, "months": law.months, "right": right}
        told = law.told() if written is None else {}
        yield _trouble(Rule.ENTRY_TOO_LATE, record, {**values, **told})


def stay_on_holiday(
    _ground: Ground, record: RecordFact, _bookings: Sequence[Booking]
) -> Iterator[Trouble]:
    """A stay whose first or last day is a public holiday where the host is."""
    country = visited(record)
    if record.kind != EXCHANGE:
        return
    for side, day in ((START, record.start), (END, record.end)):
        name = holiday_on(country, day) if day is not None else ""
        if day is None or not name:
            continue
        right = working_day_before(day, (country,)) if side == END else _working(day, country)
        values = {"side": side, "country": country, "day": day, "name": name, "right": right}
        yield _trouble(Rule.STAY_ON_HOLIDAY, record, values, side)


def _working(day: date, country: str) -> date:
    while not is_working_day(country, day):
        day += _DAY
    return day


def _trouble(
    rule: Rule, record: RecordFact, values: Mapping[str, object], detail: str = ""
) -> Trouble:
    return Trouble(
        rule,
        people=(record.person_id,) if record.person_id is not None else (),
        records=((record.kind, record.id),),
        values=values,
        detail=f"{record.id}:{detail}" if detail else record.id,
    )

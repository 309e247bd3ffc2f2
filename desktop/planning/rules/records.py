"""What is to be said of a visit or a stay as a whole: holidays near it, passports, texts."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from desktop.domain.codes import Rule, Severity
from desktop.domain.plan import ITEM, Booking, RecordFact
from desktop.domain.text import PARTS
from desktop.planning.ground import Ground
from desktop.planning.holidays import is_working_day, public_holidays
from desktop.planning.journeys import nationality, needs_permit, visited
from desktop.planning.laws import PASSPORT, PERMIT_PASSPORT, Law, laws, months_after
from desktop.planning.trouble import Trouble

NEAR = 7
"""Days before and after a visit in which a holiday is worth a word."""

BEFORE, AFTER = "before", "after"


def holiday_near(
    _ground: Ground, record: RecordFact, _bookings: Sequence[Booking]
) -> Iterator[Trouble]:
    """Public holidays of the visited country just before or after a visit: one for each run."""
    country = visited(record)
    if not record.members or record.start is None or record.end is None:
        return
    for side, first, last in (
        (BEFORE, record.start - timedelta(days=NEAR), record.start - timedelta(days=1)),
        (AFTER, record.end + timedelta(days=1), record.end + timedelta(days=NEAR)),
    ):
        for run in _runs(country, public_holidays(country, first, last)):
            yield Trouble(
                Rule.HOLIDAY_NEAR,
                records=((record.kind, record.id),),
                values={
                    "side": side,
                    "country": country,
                    "first": run[0][0],
                    "last": run[-1][0],
                    "names": tuple(name for _, name in run),
                },
                detail=f"{record.id}:{run[0][0]}",
            )


def passport_expiry(
    ground: Ground, record: RecordFact, bookings: Sequence[Booking]
) -> Iterator[Trouble]:
    """Passports of travellers that expire before the return, or too soon after it."""
    if record.end is None:
        return
    plan, country = ground.plan, visited(record)
    people = dict.fromkeys(one.person_id for one in record.members)
    if not record.members:
        people = dict.fromkeys(
            one.person_id for booking in bookings if booking.sort != ITEM for one in booking.people
        )
    for person_id in people:
        person = plan.people.get(person_id)
        if person is None or person.passport_expiry is None or person.nationality == country:
            continue
        wanted = laws(PASSPORT, country, nationality(plan, record, person_id))
        if needs_permit(plan, record):
            wanted = laws(PERMIT_PASSPORT, country, person.nationality) + wanted
        for law in wanted:
            needed = months_after(record.end, law.months)
            if person.passport_expiry < needed:
                yield _passport(record, person_id, person.passport_expiry, needed, law)
                break


def _passport(record: RecordFact, person_id: str, expiry: date, needed: date, law: Law) -> Trouble:
    before = record.end is not None and expiry < record.end
    # A hint is what the rule usually is, and what the office may make graver.
    weight = None if law.weight == Severity.HINT else law.weight
    return Trouble(
        Rule.PASSPORT_EXPIRY,
        people=(person_id,),
        records=((record.kind, record.id),),
        values={
            "expiry": expiry,
            "needed": needed,
            "end": record.end,
            "months": law.months,
            **law.told(),
        },
        detail=f"{record.id}:{person_id}",
        severity=Severity.BLOCK if before else weight,
    )


def text_missing(
    _ground: Ground, record: RecordFact, bookings: Sequence[Booking]
) -> Iterator[Trouble]:
    """Titles that are missing in a language in which most of the programme has them."""
    items = [one for one in bookings if one.sort == ITEM and not one.cancelled]
    for language in PARTS:
        missing = [one for one in items if not getattr(one.title, language)]
        if missing and len(missing) * 2 <= len(items):
            missing.sort(key=lambda one: (one.start.sort_key(record.visit_zone), one.id))
            yield Trouble(
                Rule.TEXT_MISSING,
                tuple(one.id for one in missing),
                records=((record.kind, record.id),),
                values={"language": language, "count": len(missing)},
                detail=f"{record.id}:{language}",
            )


def _runs(country: str, holidays: dict[date, str]) -> list[list[tuple[date, str]]]:
    """Holidays with nothing but days off between them, together."""
    runs: list[list[tuple[date, str]]] = []
    for day, name in holidays.items():
        if runs and not _works_between(country, runs[-1][-1][0], day):
            runs[-1].append((day, name))
        else:
            runs.append([(day, name)])
    return runs


def _works_between(country: str, first: date, last: date) -> bool:
    days = range(first.toordinal() + 1, last.toordinal())
    return any(is_working_day(country, date.fromordinal(day)) for day in days)

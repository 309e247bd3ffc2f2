"""What is left when every other time is struck out, against every minute, one by one."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.plan import Booking, Plan, TravelFact
from desktop.planning.free import Query, suggest
from tests.planning.kit_free import COPENHAGEN, SUMMER, TOKYO, WINTER, at, booking, plan, query

GOOD_FRIDAY = date(2027, 3, 26)
DAYS = (WINTER, SUMMER, GOOD_FRIDAY, date(2027, 3, 27), date(2027, 10, 30))
NEVER = 1 << 40


@st.composite
def cases(draw: st.DrawFn) -> tuple[Plan, Query]:
    """Two days, some of them with a clock change, with anything in them."""
    day = draw(st.sampled_from(DAYS))
    bookings = []
    for number in range(draw(st.integers(0, 6))):
        start = at(day, "00:00") + 15 * draw(st.integers(0, 200))
        people = draw(st.lists(st.sampled_from(["yuki", "liv"]), min_size=1, unique=True))
        place = draw(st.sampled_from([None, "wako", "tsukuba"]))
        length = 15 * draw(st.integers(1, 12))
        bookings.append(booking(str(number), start, start + length, *people, place=place))
    ways = (TravelFact("wako", "tsukuba", 15 * draw(st.integers(1, 12))),)
    asked = query(
        "yuki",
        "liv",
        day=day,
        last=day + timedelta(days=1),
        minutes=draw(st.sampled_from([30, 45, 60, 90])),
        step=draw(st.sampled_from([5, 15, 30])),
        place_id=draw(st.sampled_from([None, "wako"])),
        keep_lunch=draw(st.booleans()),
        outside=draw(st.booleans()),
    )
    return plan(*bookings, travel=ways), asked


@settings(max_examples=80, deadline=None)
@given(cases())
def test_nothing_overlaps_and_nothing_is_missed(case: tuple[Plan, Query]) -> None:
    facts, asked = case
    begin, end = at(asked.first, "00:00"), at(asked.last + timedelta(days=1), "00:00")
    expected = [
        start
        for start in range(begin, end - asked.minutes + 1, asked.step)
        if all(
            _idle(facts, asked, person, start) and _at_work(asked, person, start)
            for person in asked.people
        )
    ]
    assert sorted(one.start for one in suggest(facts, asked)) == expected


def _idle(facts: Plan, asked: Query, person: str, start: int) -> bool:
    """Whether nothing and no way keeps a person from a meeting that starts then."""
    end = start + asked.minutes
    theirs = [
        one for one in facts.bookings.values() if person in {who.person_id for who in one.people}
    ]
    if any(start < _end(one) and _start(one) < end for one in theirs):
        return False
    if asked.place_id is None:
        return True
    away = facts.travel[0].minutes
    placed = [(one, away if one.place_id == "tsukuba" else 0) for one in theirs if one.place_id]
    before = [(_end(one), _start(one), one.id, way) for one, way in placed if _end(one) <= start]
    after = [(_start(one), _end(one), one.id, way) for one, way in placed if _start(one) >= end]
    ended, _from, _before, from_there = max(before, default=(-NEVER, 0, "", 0))
    starts, _until, _after, to_there = min(after, default=(NEVER, 0, "", 0))
    return ended + from_there <= start and end + to_there <= starts


def _at_work(asked: Query, person: str, start: int) -> bool:
    """Whether a person works then or, outside working hours, is awake."""
    danish = person == "liv" and asked.place_id is None
    opens, closes = (510, 990) if danish else (540, 1050)
    local = datetime.fromtimestamp(start * 60, UTC).astimezone(
        ZoneInfo(COPENHAGEN if danish else TOKYO)
    )
    begins = local.hour * 60 + local.minute
    ends = begins + asked.minutes
    works = local.weekday() < 5 and not (danish and local.date() == GOOD_FRIDAY)
    if asked.keep_lunch and works and begins < 13 * 60 and ends > 12 * 60:
        return False
    if asked.outside:
        return begins >= 7 * 60 and ends <= 22 * 60
    return works and begins >= opens and ends <= closes


def _start(one: Booking) -> int:
    return one.start_minute or 0


def _end(one: Booking) -> int:
    return one.end_minute or 0

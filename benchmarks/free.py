"""Finding a time for many people, beside a plain look at every step: `-m benchmarks.free`."""

import random
import sys
from datetime import date, timedelta

from benchmarks.measure import median_ms, table
from desktop.domain.plan import Attendance, Booking, PersonFact, PlaceFact, Plan, TravelFact
from desktop.planning.free import Query, relaxed, suggest
from desktop.planning.wall import minute_at

FIRST, DAYS = date(2027, 4, 1), 30
ZONES = ("Asia/Tokyo", "Europe/Copenhagen")
ITEMS, PEOPLE, ASKED, STEP, MINUTES = 500, 40, 20, 15, 60


def main(rounds: int = 9) -> None:
    plan = office()
    people = tuple(list(plan.people)[:ASKED])
    last = FIRST + timedelta(days=DAYS - 1)
    usual = Query(people, MINUTES, FIRST, last, ZONES, step=STEP)
    wide = Query(people, MINUTES, FIRST, last, ZONES, step=STEP, outside=True)
    there = Query(people, MINUTES, FIRST, last, ZONES, step=STEP, outside=True, place_id="wako")
    peer = f"every step of {DAYS} days against every item"
    plain = median_ms(lambda: every_step(plan, people), rounds)
    rows = [
        (what, median_ms(work, rounds), peer, plain)
        for what, work in (
            ("in office hours", lambda: suggest(plan, usual)),
            ("outside them, too", lambda: suggest(plan, wide)),
            ("at a place, with the ways", lambda: suggest(plan, there)),
            ("what would help", lambda: relaxed(plan, usual)),
        )
    ]
    print(table(rows))


def office() -> Plan:
    """A month in which everybody has much to do, always the same."""
    dice = random.Random(7)
    people = {
        f"p{n}": PersonFact(f"p{n}", family=f"P{n}", zone=ZONES[n % 2]) for n in range(PEOPLE)
    }
    bookings = {}
    for number in range(ITEMS):
        day = FIRST + timedelta(days=dice.randrange(DAYS))
        start = minute_at(ZONES[0], day, STEP * dice.randrange(32, 72))
        bookings[str(number)] = Booking(
            str(number),
            "delegation",
            "d",
            start_minute=start,
            end_minute=start + MINUTES,
            place_id=dice.choice((None, "wako", "tsukuba")),
            people=tuple(Attendance(one) for one in dice.sample(list(people), 6)),
        )
    places = {name: PlaceFact(name, country="JP", zone=ZONES[0]) for name in ("wako", "tsukuba")}
    ways = (TravelFact("wako", "tsukuba", 90),)
    return Plan(date(2027, 1, 4), bookings, people=people, places=places, travel=ways)


def every_step(plan: Plan, people: tuple[str, ...]) -> list[int]:
    """The plain way: each step is held against each item of each person, and nothing else."""
    busy = [
        (one.start_minute or 0, one.end_minute or 0)
        for one in plan.bookings.values()
        if not {who.person_id for who in one.people}.isdisjoint(people)
    ]
    begin = minute_at(ZONES[0], FIRST)
    return [
        start
        for start in range(begin, begin + DAYS * 24 * 60, STEP)
        if not any(first < start + MINUTES and start < last for first, last in busy)
    ]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

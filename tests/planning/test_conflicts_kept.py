"""A checker that was told of many edits finds what a fresh look at the same plan finds."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.codes import Involvement, ItemKind, Rule, Severity
from desktop.domain.finding import Finding
from desktop.domain.plan import (
    Attendance,
    Booking,
    ClosureFact,
    Plan,
    Presence,
    TravelFact,
    minute_of,
)
from desktop.domain.text import Trilingual
from desktop.planning.conflicts import Checker, find
from tests.planning.kit import COPENHAGEN, MONDAY, TOKYO, item, plan, with_visit

PEOPLE = ("ida", "bo", "eva", "ken")
NAMES = tuple("abcdefgh")
CLOCKS = tuple(f"{hour:02}:{minute:02}" for hour in range(7, 21) for minute in (0, 20, 45))


def made(name: str, draw: Any) -> Booking:
    people = draw(
        st.lists(
            st.builds(
                Attendance,
                st.sampled_from(PEOPLE),
                st.sampled_from(list(Involvement)),
            ),
            max_size=3,
        )
    )
    kind = draw(st.sampled_from(list(ItemKind)))
    zone = draw(st.sampled_from((TOKYO, TOKYO, COPENHAGEN)))
    day = draw(st.sampled_from((MONDAY, date(2027, 4, 20), date(2027, 4, 24), date(2027, 4, 29))))
    start = draw(st.sampled_from((*CLOCKS, "morning")))
    booking = item(
        name,
        start,
        "",
        people,
        day=day,
        zone=zone,
        kind=kind,
        place_id=draw(
            st.sampled_from((None, "ministry", "institute", "room", "HND", "CPH", "bus"))
        ),
        end_place_id=draw(st.sampled_from((None, None, "HND", "hotel"))),
        room=draw(st.sampled_from(("", "301"))),
        host_organisation_id=draw(st.sampled_from((None, "riken"))),
        parent_id=draw(st.sampled_from((None, None, *NAMES))),
        cancelled=draw(st.booleans()) and draw(st.booleans()),
        title=draw(st.sampled_from((Trilingual(), Trilingual(en="x"), Trilingual("x", "x", "x")))),
        pinned=draw(st.booleans()),
    )
    length = draw(st.sampled_from((None, 0, 30, 60, 240, 900, 2000, -60)))
    if booking.start_minute is None or length is None:
        return booking
    end = booking.start.moved(minutes=length)
    instant = end.utc()
    assert instant is not None
    return replace(booking, end=end, end_minute=minute_of(instant))


def known(bookings: dict[str, Booking]) -> Plan:
    facts = plan(item("", people=PEOPLE))
    facts = with_visit(
        facts,
        hotel_id=None,
        members=(
            Presence("ida", arrives=item("", "12:00").start_minute),
            *(Presence(one) for one in PEOPLE[1:3]),
        ),
    )
    return replace(
        facts,
        bookings=bookings,
        travel=(TravelFact("ministry", "institute", 40), TravelFact("HND", "ministry", 60)),
        closures=(ClosureFact("c", "bo", MONDAY, MONDAY), ClosureFact("d", "JP", MONDAY, MONDAY)),
        severities={Rule.NO_MEAL: Severity.WARNING, Rule.WEEKEND: Severity.OFF},
    )


def told(findings: list[Finding]) -> list[tuple[object, ...]]:
    return sorted(
        (one.key, one.severity, one.bookings, one.people, str(one.values), str(one.fix), one.state)
        for one in findings
    )


@given(st.data())
@settings(max_examples=120, deadline=None)
def test_after_edits_as_after_a_fresh_look(data: st.DataObject) -> None:
    names = data.draw(st.sets(st.sampled_from(NAMES), max_size=6))
    bookings = {name: made(name, data.draw) for name in sorted(names)}
    checker = Checker(known(bookings))
    for _ in range(data.draw(st.integers(1, 3))):
        edited = data.draw(st.sets(st.sampled_from(NAMES), min_size=1, max_size=3))
        changes: dict[str, Booking | None] = {
            name: None
            if data.draw(st.booleans()) and data.draw(st.booleans())
            else made(name, data.draw)
            for name in sorted(edited)
        }
        before = told(checker.findings())
        checker.would_cause({name: it for name, it in changes.items() if it is not None})
        assert told(checker.findings()) == before
        checker.replace(changes)
        for name, booking in changes.items():
            if booking is None:
                bookings.pop(name, None)
            else:
                bookings[name] = booking
        assert told(checker.findings()) == told(find(known(bookings)))

"""A checker that was told of changed records finds what a fresh look at the same plan finds."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from desktop.domain.codes import ItemStatus, Rule
from desktop.domain.finding import Finding
from desktop.domain.plan import (
    STAY,
    AskedInstrument,
    Attendance,
    Booking,
    GateFact,
    PermitFact,
    Plan,
    Presence,
    RecordFact,
    TaskFact,
)
from desktop.domain.text import Trilingual
from desktop.planning.conflicts import Checker, find
from tests.planning.kit import (
    COPENHAGEN,
    MONDAY,
    TOKYO,
    item,
    journeys,
    plan,
    request,
    slot,
    stay,
    with_visit,
)

PEOPLE, STAYS, SLOTS, ITEMS = ("ida", "yuki"), ("one", "two"), ("s", "t"), ("a", "b")
Key = tuple[str, str]


class Some:
    """Stays, requests, slots and items as chance has them, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)

    def of(self, *choices: Any) -> Any:
        """One of several things."""
        return self._chance.choice(choices)

    def rarely(self) -> bool:
        """Something that seldom is so."""
        return self._chance.random() < 0.2

    def record(self, key: Key) -> RecordFact:
        """A stay, the request or the visit."""
        start = self.of(date(2027, 4, 1), MONDAY, date(2027, 6, 1))
        common: dict[str, Any] = {
            "cancelled": self.rarely(),
            "title": self.of(Trilingual(), Trilingual(en="x")),
            "gates": self.of((), (GateFact("g", "safety", "refused"),)),
            "tasks": self.of((), (TaskFact("t", due=date(2027, 2, 1)),)),
        }
        if key[0] == "access_request":
            asked = AskedInstrument("laser", self.of("asked", "refused"))
            return replace(request(), instruments=(asked,), **common)
        end = start + timedelta(days=self.of(0, 30, 88, 200))
        there = self.of(True, False)
        common |= {
            "start": start,
            "end": end,
            "direction": "dk_jp" if there else "jp_dk",
            "visit_zone": TOKYO if there else COPENHAGEN,
        }
        if key[0] == "delegation":
            return RecordFact(*key, members=(Presence(self.of(*PEOPLE)),), **common)
        return replace(
            stay(key[1]),
            person_id=self.of(None, *PEOPLE),
            host_organisation_id=self.of(None, "riken", "kek"),
            paid_by=self.of("home", "host"),
            status=self.of("planned", "approved"),
            permits=self.of((), (PermitFact("p", issued=start, valid_until=start),)),
            **common,
        )

    def booking(self, name: str) -> Booking:
        """A slot of the request, or an item of the visit or of a stay, perhaps in a slot."""
        clock = self.of(("09:00", "12:00"), ("10:00", "12:00"), ("11:00", "18:00"))
        day = self.of(MONDAY, date(2027, 4, 29))
        common: dict[str, Any] = {
            "people": tuple(map(Attendance, self.of((), ("ida",), PEOPLE))),
            "cancelled": self.rarely(),
            "status": self.of(ItemStatus.CONFIRMED, ItemStatus.TENTATIVE),
            "place_id": self.of(None, "ministry", "institute"),
        }
        if name in SLOTS:
            return replace(slot(name, clock[0], clock[1], day), **common)
        kind, record = self.of(("delegation", "visit"), ("exchange", "one"))
        common |= {"record_kind": kind, "record_id": record, "slot_id": self.of(None, *SLOTS)}
        made = item(name, clock[0], clock[1], day=day, host_organisation_id="kek")
        return replace(made, **common)


def told(findings: list[Finding]) -> list[tuple[object, ...]]:
    return sorted(
        (one.key, one.severity, one.bookings, one.people, str(one.values), str(one.fix), one.state)
        for one in findings
    )


@pytest.mark.parametrize("seed", range(60))
def test_after_edits_of_records_as_after_a_fresh_look(seed: int) -> None:
    some = Some(seed)
    keys = [("delegation", "visit"), ("access_request", "request")]
    keys += [("exchange", name) for name in STAYS]
    records = {key: some.record(key) for key in keys}
    bookings = {name: some.booking(name) for name in (*SLOTS, *ITEMS)}
    facts = journeys()

    def whole() -> Plan:
        return replace(facts, bookings=bookings, records=records)

    checker = Checker(whole())
    for _ in range(4):
        wanted = [key for key in keys if some.of(True, False)]
        new = {key: None if some.rarely() else some.record(key) for key in wanted}
        edited = {
            name: None if some.rarely() else some.booking(name)
            for name in (*SLOTS, *ITEMS)
            if some.rarely()
        }
        checker.replace(edited, new)
        records = {**records, **new}  # type: ignore[dict-item]
        records = {key: one for key, one in records.items() if one is not None}
        bookings = {**bookings, **edited}  # type: ignore[dict-item]
        bookings = {name: one for name, one in bookings.items() if one is not None}
        assert told(checker.findings()) == told(find(whole()))


def test_what_chance_has_breaks_the_rules_of_records() -> None:
    rules: set[Rule] = set()
    for seed in range(20):
        some = Some(seed)
        keys = [("delegation", "visit"), ("access_request", "request")]
        keys += [("exchange", name) for name in STAYS]
        known = replace(
            journeys(),
            records={key: some.record(key) for key in keys},
            bookings={name: some.booking(name) for name in (*SLOTS, *ITEMS)},
        )
        rules |= {finding.rule for finding in find(known)}
    assert rules >= {
        *(Rule.SHORT_STAY, Rule.PERMIT_DATES, Rule.STAY_TWICE, Rule.STAY_ELSEWHERE),
        *(Rule.SLOT_MOVED, Rule.INSTRUMENT_REFUSED, Rule.TASK_OVERDUE, Rule.GATES_OPEN),
        *(Rule.PERSON_TWICE, Rule.INSTRUMENT_TWICE),
    }


def test_a_task_that_is_ticked_off_looks_at_no_booking_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    overdue = TaskFact("t", due=date(2027, 2, 1))
    facts = with_visit(plan(item("a"), item("b")), tasks=(overdue,))
    checker = Checker(facts)
    assert Rule.TASK_OVERDUE in {finding.rule for finding in checker.findings()}

    def never(_booking: str) -> None:
        raise AssertionError("a booking is looked at again")

    monkeypatch.setattr(checker, "_check_booking", never)
    key = ("delegation", "visit")
    ticked = replace(overdue, done=date(2027, 3, 1))
    checker.replace({}, {key: replace(facts.records[key], tasks=(ticked,))})
    assert Rule.TASK_OVERDUE not in {finding.rule for finding in checker.findings()}


def test_a_stay_that_moves_takes_its_findings_along() -> None:
    away = stay("stay", "2027-09-01", "2027-11-30")
    whole = Booking("stay", "exchange", "stay", sort=STAY, people=(Attendance("ida"),))
    one = slot("s", "09:00", "17:00", date(2027, 9, 13))
    checker = Checker(journeys(away, request(), bookings=[whole, one]))
    rules = {finding.rule for finding in checker.findings()}
    assert rules >= {Rule.SHORT_STAY, Rule.STAY_ELSEWHERE}
    later = replace(away, start=date(2027, 9, 22), end=date(2027, 12, 19))
    checker.replace({}, {("exchange", "stay"): later})
    rules = {finding.rule for finding in checker.findings()}
    assert not rules & {Rule.SHORT_STAY, Rule.STAY_ELSEWHERE}

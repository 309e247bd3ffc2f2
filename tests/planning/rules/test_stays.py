"""Whether a stay may be as it is planned: its length, its permits, its first and last day."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.domain.codes import Payer, PermitKind, Rule, Severity
from desktop.domain.plan import STAY, Attendance, Booking, PermitFact, PersonFact, Plan
from tests.planning.kit import COPENHAGEN, TOKYO, found, journeys, stay

DANISH: dict[str, Any] = {
    "person_id": "yuki",
    "direction": "jp_dk",
    "home_zone": TOKYO,
    "visit_zone": COPENHAGEN,
    "host_organisation_id": "dtu",
}


def permit(kind: str = PermitKind.RESIDENCE, **fields: Any) -> PermitFact:
    return replace(PermitFact(kind, kind, issued=date(2027, 7, 1)), **fields)


def values(known: Plan, rule: Rule) -> dict[str, object]:
    (finding,) = found(known, rule)
    return dict(finding.values)


def test_one_day_too_many_is_found_and_ninety_days_are_not() -> None:
    (finding,) = found(journeys(stay("s", "2027-09-01", "2027-11-30")), Rule.SHORT_STAY)
    assert (finding.severity, finding.people) == (Severity.WARNING, ("ida",))
    assert finding.records == (("exchange", "s"),)
    assert (finding.values["days"], finding.values["limit"]) == (91, 90)
    assert (finding.values["reason"], finding.values["right"]) == ("days", date(2027, 11, 29))
    assert finding.values["source"]
    assert finding.values["checked"] == date(2026, 11, 23)
    assert found(journeys(stay("s", "2027-09-01", "2027-11-29")), Rule.SHORT_STAY) == []


@pytest.mark.parametrize(("payer", "pays"), [("host", True), ("both", True), ("third", False)])
def test_a_short_stay_that_the_host_pays_for_needs_a_permit(payer: Payer, pays: bool) -> None:
    known = journeys(stay("s", "2027-09-01", "2027-09-30", paid_by=payer))
    assert [one.values["reason"] for one in found(known, Rule.SHORT_STAY)] == ["paid"] * pays


def test_an_issued_permit_settles_it_and_one_applied_for_does_not() -> None:
    def with_permit(one: PermitFact) -> Plan:
        return journeys(stay("s", "2027-09-01", "2027-11-30", permits=(one,)))

    assert found(with_permit(permit()), Rule.SHORT_STAY) == []
    assert found(with_permit(permit(PermitKind.VISA)), Rule.SHORT_STAY) == []
    assert len(found(with_permit(permit(issued=None)), Rule.SHORT_STAY)) == 1
    assert len(found(with_permit(permit(PermitKind.ELIGIBILITY)), Rule.SHORT_STAY)) == 1


def test_only_those_for_whom_a_limit_holds_are_held_against_it() -> None:
    long = stay("s", "2027-09-01", "2028-02-28")
    known = journeys(long)
    for nationality, held in (("", True), ("JP", False), ("SE", False)):
        people = {"ida": PersonFact("ida", nationality=nationality)}
        assert bool(found(replace(known, people=people), Rule.SHORT_STAY)) == held


def permitted(*permits: PermitFact) -> list[tuple[object, object]]:
    known = journeys(stay("s", "2027-09-01", "2027-12-31", permits=permits))
    return [(one.values["side"], one.values["right"]) for one in found(known, Rule.PERMIT_DATES)]


def test_a_stay_lies_within_its_permits() -> None:
    begins, turn, ends = date(2027, 9, 1), date(2027, 11, 1), date(2027, 12, 31)
    assert permitted(permit(valid_from=begins, valid_until=ends)) == []
    assert permitted(permit(valid_from=date(2027, 9, 2))) == [("start", date(2027, 9, 2))]
    assert permitted(permit(valid_until=turn)) == [("end", turn)]
    later = permit(PermitKind.VISA, valid_from=date(2027, 11, 2), valid_until=ends)
    assert permitted(permit(valid_from=begins, valid_until=turn), later) == []
    gap = replace(later, valid_from=date(2027, 11, 3))
    assert permitted(permit(valid_from=begins, valid_until=turn), gap) == [("end", turn)]


def test_permits_with_a_gap_between_them_are_not_one() -> None:
    until_july = permit(valid_from=date(2027, 6, 1), valid_until=date(2027, 7, 31))
    from_august = permit(valid_from=date(2027, 8, 10), valid_until=date(2027, 12, 31))
    both = (from_august, until_july)
    known = journeys(stay("s", "2027-06-01", "2027-12-01", permits=both))
    assert values(known, Rule.PERMIT_DATES) == {
        "side": "end",
        "day": date(2027, 12, 1),
        "right": date(2027, 7, 31),
    }
    # A stay that begins in the gap is permitted from the second one on.
    known = journeys(stay("s", "2027-08-03", "2027-12-01", permits=both))
    assert values(known, Rule.PERMIT_DATES) == {
        "side": "start",
        "day": date(2027, 8, 3),
        "right": date(2027, 8, 10),
    }
    touching = replace(from_august, valid_from=date(2027, 8, 1))
    overlapping = replace(from_august, valid_from=date(2027, 7, 1))
    for second in (touching, overlapping):
        known = journeys(stay("s", "2027-06-01", "2027-12-31", permits=(second, until_july)))
        assert found(known, Rule.PERMIT_DATES) == []
    # What ended before the stay begins permits nothing of it.
    known = journeys(stay("s", "2027-08-01", "2027-08-05", permits=(until_july,)))
    assert values(known, Rule.PERMIT_DATES)["right"] == date(2027, 7, 31)


def test_a_permit_without_days_or_not_issued_tells_nothing() -> None:
    ended = permit(valid_until=date(2027, 10, 1))
    assert permitted(ended, permit(PermitKind.VISA)) == []
    assert permitted(replace(ended, issued=None)) == []


def test_a_certificate_is_used_within_three_months() -> None:
    def with_these(*certificates: PermitFact) -> Plan:
        return journeys(stay("s", "2027-09-01", "2027-12-31", permits=certificates))

    good = permit(PermitKind.ELIGIBILITY, issued=date(2027, 6, 1))
    assert found(with_these(good), Rule.ENTRY_TOO_LATE) == []
    certificate = replace(good, issued=date(2027, 5, 31))
    known = with_these(certificate)
    told = values(known, Rule.ENTRY_TOO_LATE)
    assert told["right"] == date(2027, 8, 31)
    newer = replace(certificate, id="newer", issued=date(2027, 8, 1))
    assert found(with_these(certificate, newer), Rule.ENTRY_TOO_LATE) == []


def test_what_is_written_in_a_certificate_goes_before_what_is_usual() -> None:
    def entered(first: str, *until: date) -> Plan:
        certificates = tuple(
            permit(PermitKind.ELIGIBILITY, issued=date(2027, 4, 1), valid_until=day)
            for day in until
        )
        return journeys(stay("s", first, "2027-08-01", permits=certificates))

    told = values(entered("2027-05-02", date(2027, 5, 1)), Rule.ENTRY_TOO_LATE)
    assert told["right"] == date(2027, 5, 1)
    assert "source" not in told
    assert found(entered("2027-05-01", date(2027, 5, 1)), Rule.ENTRY_TOO_LATE) == []
    assert found(entered("2027-07-10", date(2027, 7, 15)), Rule.ENTRY_TOO_LATE) == []
    both = entered("2027-06-01", date(2027, 5, 1), date(2027, 6, 1))
    assert found(both, Rule.ENTRY_TOO_LATE) == []


def test_a_first_or_last_day_on_a_holiday_of_the_host() -> None:
    known = journeys(stay("s", "2027-03-29", "2027-05-06", **DANISH))
    told = [
        (one.values["side"], one.values["name"], one.values["right"])
        for one in found(known, Rule.STAY_ON_HOLIDAY)
    ]
    assert told == [
        ("end", "Kristi himmelfartsdag", date(2027, 5, 5)),
        ("start", "Anden påskedag", date(2027, 3, 30)),
    ]
    weekend = journeys(stay("s", "2027-06-05", "2027-06-26", **DANISH))
    assert found(weekend, Rule.STAY_ON_HOLIDAY) == []
    shows = journeys(stay("s", "2027-04-29", "2027-06-25", **DANISH))
    assert found(shows, Rule.STAY_ON_HOLIDAY) == []


def passport(expiry: date, end: str = "2027-06-30", **fields: Any) -> list[tuple[object, ...]]:
    known = journeys(stay("s", "2027-06-01", end, **{**DANISH, **fields}))
    booking = Booking("s", "exchange", "s", sort=STAY, people=(Attendance("yuki"),))
    yuki = PersonFact("yuki", nationality="JP", passport_expiry=expiry)
    known = replace(known, people={"yuki": yuki}, bookings={"s": booking})
    return [
        (one.severity, one.values["months"], one.values["needed"])
        for one in found(known, Rule.PASSPORT_EXPIRY)
    ]


def test_a_passport_rests_three_months_in_denmark() -> None:
    rest = date(2027, 9, 30)
    assert passport(date(2027, 9, 29)) == [(Severity.WARNING, 3, rest)]
    assert passport(rest) == [(Severity.HINT, 6, date(2027, 12, 30))]
    assert passport(date(2027, 6, 29)) == [(Severity.BLOCK, 3, rest)]
    assert passport(date(2027, 12, 30)) == []


def test_a_stay_with_a_permit_asks_for_the_permits_own_rest() -> None:
    known = journeys(stay("s", "2027-06-01", "2027-10-31", **DANISH))
    booking = Booking("s", "exchange", "s", sort=STAY, people=(Attendance("yuki"),))
    yuki = PersonFact("yuki", nationality="JP", passport_expiry=date(2027, 12, 1))
    known = replace(known, people={"yuki": yuki}, bookings={"s": booking})
    assert "sdu.dk" in str(values(known, Rule.PASSPORT_EXPIRY)["source"])


def test_what_is_over_or_called_off_is_left_alone() -> None:
    long = stay("s", "2026-09-01", "2027-02-28")
    assert found(journeys(long), Rule.SHORT_STAY) == []
    off = stay("s", "2027-09-01", "2027-12-31", cancelled=True)
    assert found(journeys(off), Rule.SHORT_STAY) == []

"""What is to be said of a visit or a stay as a whole."""

from dataclasses import replace
from datetime import date

from desktop.domain.codes import Rule, Severity
from desktop.domain.plan import STAY, Attendance, Booking, PersonFact, Plan, RecordFact
from desktop.domain.text import Trilingual
from tests.planning.kit import COPENHAGEN, TODAY, TOKYO, found, item, pairs, plan, with_visit


def test_a_holiday_after_the_visit() -> None:
    (finding,) = found(plan(item("a")), Rule.HOLIDAY_NEAR)
    day = date(2027, 4, 29)
    assert finding.severity == Severity.HINT
    assert finding.records == (("delegation", "visit"),)
    assert finding.values == {
        "side": "after",
        "country": "JP",
        "first": day,
        "last": day,
        "names": ("昭和の日",),
    }


def near(first: date, last: date, zone: str = TOKYO) -> list[tuple[object, object, object]]:
    known = with_visit(plan(item("a")), start=first, end=last, visit_zone=zone)
    return [
        (finding.values["side"], finding.values["first"], finding.values["last"])
        for finding in found(known, Rule.HOLIDAY_NEAR)
    ]


def test_holidays_in_a_row_are_one_and_far_ones_none() -> None:
    golden_week = ("before", date(2027, 5, 3), date(2027, 5, 5))
    assert near(date(2027, 5, 10), date(2027, 5, 14)) == [golden_week]
    assert near(date(2027, 5, 13), date(2027, 5, 14)) == []
    assert near(date(2027, 6, 14), date(2027, 6, 18)) == []


def test_only_weekends_join_holidays() -> None:
    easter = [
        ("before", date(2027, 3, 25), date(2027, 3, 29)),
    ]
    assert near(date(2027, 4, 1), date(2027, 4, 2), COPENHAGEN) == easter


def passport(expiry: date, nationality: str = "DK") -> Plan:
    known = plan(item("a"))
    ida = PersonFact("ida", passport_expiry=expiry, nationality=nationality)
    return replace(known, people={"ida": ida})


def test_a_passport_that_expires_soon_after_the_return() -> None:
    (finding,) = found(passport(date(2027, 5, 30)), Rule.PASSPORT_EXPIRY)
    assert (finding.severity, finding.people) == (Severity.HINT, ("ida",))
    assert finding.values["needed"] == date(2027, 10, 24)
    assert pairs(passport(date(2027, 10, 24)), Rule.PASSPORT_EXPIRY) == []


def test_a_passport_that_expires_before_the_return_is_a_block() -> None:
    for day, severity in ((23, Severity.BLOCK), (24, Severity.HINT)):
        (finding,) = found(passport(date(2027, 4, day)), Rule.PASSPORT_EXPIRY)
        assert finding.severity == severity


def test_who_comes_home_needs_no_passport_for_later() -> None:
    assert pairs(passport(date(2027, 5, 30), nationality="JP"), Rule.PASSPORT_EXPIRY) == []


def test_the_guest_of_a_stay_travels_too() -> None:
    known = passport(date(2027, 12, 1))
    stay = RecordFact("exchange", "stay", end=date(2027, 11, 30), visit_zone=TOKYO)
    booking = Booking("stay", "exchange", "stay", sort=STAY, people=(Attendance("ida"),))
    known = replace(known, records={("exchange", "stay"): stay}, bookings={"stay": booking})
    (finding,) = found(known, Rule.PASSPORT_EXPIRY)
    assert finding.records == (("exchange", "stay"),)


def test_six_months_after_the_end_of_august() -> None:
    known = with_visit(passport(date(2028, 2, 28)), end=date(2027, 8, 31))
    (finding,) = found(known, Rule.PASSPORT_EXPIRY)
    assert finding.values["needed"] == date(2028, 2, 29)


def titles(*texts: Trilingual) -> list[tuple[object, tuple[str, ...]]]:
    bookings = [item(f"b{at}", f"{10 + at}:00", "", title=title) for at, title in enumerate(texts)]
    return [
        (finding.values["language"], finding.bookings)
        for finding in found(plan(*bookings), Rule.TEXT_MISSING)
    ]


def test_titles_that_are_missing_where_most_have_them() -> None:
    full, danish, none = Trilingual("会議", "Møde", "Meeting"), Trilingual(da="Møde"), Trilingual()
    assert titles(full, danish) == [("en", ("b1",)), ("ja", ("b1",))]
    assert titles(full, full, none) == [("da", ("b2",)), ("en", ("b2",)), ("ja", ("b2",))]


def test_a_language_that_is_not_used_is_not_missed() -> None:
    danish = Trilingual(da="Møde")
    assert titles(danish, danish, Trilingual("会議", "Møde", "")) == []


def test_a_visit_that_is_over_or_called_off_is_left_alone() -> None:
    known = passport(date(2027, 4, 1))
    for fields in ({"end": date(2027, 2, 28)}, {"cancelled": True}):
        assert found(with_visit(known, **fields), Rule.PASSPORT_EXPIRY) == []
    assert len(found(with_visit(known, end=TODAY), Rule.PASSPORT_EXPIRY)) == 1

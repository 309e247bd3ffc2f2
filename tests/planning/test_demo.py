"""The demo office: what is expected is reported, the near-misses are not, nothing cries wolf."""

from collections.abc import Iterator
from datetime import date

import pytest

from desktop.domain.codes import ItemStatus, Rule, Severity
from desktop.domain.finding import Finding
from desktop.domain.plan import Plan
from desktop.planning.conflicts import find
from desktop.store.interchange import import_demo
from desktop.store.office import OfficeFile
from desktop.store.plan import read_plan

AUTUMN, WEEK_BEFORE, LAST_DAY = date(2026, 11, 23), date(2027, 4, 10), date(2027, 4, 24)
ARRIVAL = date(2027, 4, 17)
BEAMLINE = "Photon Factory beamline (illustrative)"
MAGNE, LITHOGRAPHY = "Magne logical-qubit system (remote)", "Electron-beam lithography"
LUNCH, JST = "Lunch hosted by the Embassy", "JST and JSPS: joint funding and fellowships"
TRACK_A = "Track A (academia): MEXT Quantum Research Promotion Office"
TRACK_B = "Track B (industry): round table with Q-STAR members"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeFile]:
    file = OfficeFile.create(tmp_path_factory.mktemp("demo") / "demo.kakehashi")
    import_demo(file)
    yield file
    file.close()


def on(demo: OfficeFile, today: date) -> tuple[Plan, list[Finding]]:
    with demo.reading() as session:
        plan = read_plan(session, today, "Asia/Tokyo")
    return plan, find(plan)


def told(plan: Plan, finding: Finding) -> tuple[object, ...]:
    return (
        finding.rule,
        finding.severity,
        *(plan.bookings[booking_id].title.en for booking_id in finding.bookings),
        *sorted(plan.people[person_id].family for person_id in finding.people),
    )


def test_the_whole_list_in_the_autumn_before(demo: OfficeFile) -> None:
    plan, findings = on(demo, AUTUMN)
    track_b = ("Aagedemo", "Mønsterholm", "Prøvesen", "Skabelonsen", "Testrup", "Øvebjerg")
    assert [told(plan, finding) for finding in findings] == [
        (Rule.HOLIDAY_NEAR, Severity.HINT),
        (Rule.PASSPORT_EXPIRY, Severity.HINT, "Skabelonsen"),
        (Rule.SHORT_STAY, Severity.WARNING, "Rei"),
        (Rule.SHORT_STAY, Severity.WARNING, "Kakuno"),
        (Rule.SHORT_STAY, Severity.WARNING, "Demobæk"),
        (Rule.STAY_ON_HOLIDAY, Severity.HINT, "Shimei"),
        (Rule.TRAVEL_TIME, Severity.WARNING, LUNCH, TRACK_B, *track_b),
        (Rule.PERSON_TWICE, Severity.BLOCK, TRACK_A, TRACK_B, "Prøvesen"),
        (Rule.TRAVEL_TIME, Severity.WARNING, TRACK_B, JST, *track_b),
        # The data say so themselves: "ISO week 29: facility may be closed".
        (Rule.CLOSURE, Severity.HINT, LITHOGRAPHY),
        (Rule.STAY_ELSEWHERE, Severity.WARNING, "Dilution refrigerator test bed", "Demobæk"),
        (Rule.STAY_ELSEWHERE, Severity.BLOCK, BEAMLINE, BEAMLINE, "Øvrebo"),
        (Rule.CLOCK_CHANGE, Severity.HINT, MAGNE),
        (Rule.CLOCK_CHANGE, Severity.HINT, MAGNE),
    ]
    values = [finding.values for finding in findings]
    assert values[0]["first"] == date(2027, 4, 29)
    assert values[1]["expiry"] == date(2027, 5, 30)
    assert [(one["there"], one["needed"]) for one in (values[6], values[8])] == [(20, 25), (30, 35)]


def of(plan: Plan, findings: list[Finding], rule: Rule) -> dict[tuple[str, ...], dict[str, object]]:
    """What a rule says, by the references of the records concerned."""
    return {
        tuple(plan.records[key].reference for key in found.records): dict(found.values)
        for found in findings
        if found.rule == rule
    }


def test_all_that_is_expected_of_stays_and_requests_is_found(demo: OfficeFile) -> None:
    plan, findings = on(demo, AUTUMN)
    x01, x03, x05 = (f"EXC-2027-00{number}" for number in (1, 3, 5))
    f01, f02, f03, f04 = (f"ACC-2027-00{number}" for number in (1, 2, 3, 4))
    too_long = of(plan, findings, Rule.SHORT_STAY)[x01,]
    assert (too_long["days"], too_long["limit"], too_long["reason"]) == (91, 90, "both")
    assert too_long["right"] == date(2027, 11, 29)
    holiday = of(plan, findings, Rule.STAY_ON_HOLIDAY)[x05,]
    assert (holiday["day"], holiday["name"]) == (date(2027, 3, 26), "Langfredag")
    assert holiday["right"] == date(2027, 3, 24)
    assert of(plan, findings, Rule.CLOSURE)[f03,]["season"] == "summer"
    elsewhere = of(plan, findings, Rule.STAY_ELSEWHERE)
    assert {key: it["agreed"] for key, it in elsewhere.items()} == {
        (x01, f01): False,
        (x03, f02): True,
    }
    nights = [found for found in findings if found.rule == Rule.CLOCK_CHANGE]
    assert {plan.records[found.records[0]].reference for found in nights} == {f04}
    assert [(one.values["minutes"], one.values["by_clock"]) for one in nights] == [
        (240, 180),
        (120, 180),
    ]


def test_what_is_overdue_on_the_day_of_arrival(demo: OfficeFile) -> None:
    plan, findings = on(demo, ARRIVAL)
    overdue = of(plan, findings, Rule.TASK_OVERDUE)
    assert overdue["EXC-2027-001",]["codes"] == ("dk_risk", "dk_export", "jp_export")
    assert overdue["EXC-2027-001",]["day"] == date(2027, 3, 3)
    assert of(plan, findings, Rule.REPORT_OVERDUE) == {
        ("ACC-2027-005",): {"day": date(2027, 3, 23)}
    }


def test_what_is_expected_of_nobody_is_not_found(demo: OfficeFile) -> None:
    # The stay of x05 ends before the fiscal year does, DTU Nanolab is where x06 stays anyway.
    for day in (AUTUMN, ARRIVAL, date(2027, 3, 20)):
        plan, findings = on(demo, day)
        rules = {found.rule for found in findings}
        assert not rules & {Rule.FISCAL_YEAR, Rule.STAY_TWICE, Rule.DAYS_IN_WINDOW}
        assert not rules & {Rule.GATE_EXPIRES, Rule.PERMIT_DATES, Rule.INSTRUMENT_REFUSED}
        assert ("EXC-2027-006", "ACC-2027-003") not in of(plan, findings, Rule.STAY_ELSEWHERE)


def test_screening_is_missed_a_month_before_the_slot(demo: OfficeFile) -> None:
    plan, findings = on(demo, date(2027, 7, 16))
    assert ("ACC-2027-003",) not in of(plan, findings, Rule.GATES_OPEN)
    plan, findings = on(demo, date(2027, 7, 17))
    found = of(plan, findings, Rule.GATES_OPEN)
    assert found["ACC-2027-003",]["gates"] == ("research_security",)


def test_the_near_misses_are_not_in_it(demo: OfficeFile) -> None:
    plan, findings = on(demo, WEEK_BEFORE)
    near = (
        "Discussion with RQC researchers, group 2",
        "Lab tour, group 2: superconducting quantum computer",
        "Company visit (cancelled by host)",
    )
    quiet = {one.id for one in plan.bookings.values() if one.title.en in near}
    assert len(quiet) == 3
    assert [finding for finding in findings if quiet & set(finding.bookings)] == []


def test_a_week_before_the_tentative_items_are_told_as_well(demo: OfficeFile) -> None:
    _, before = on(demo, AUTUMN)
    plan, findings = on(demo, WEEK_BEFORE)
    more = [finding for finding in findings if finding not in before]
    assert {finding.rule for finding in more} == {
        *(Rule.UNCONFIRMED, Rule.TASK_OVERDUE, Rule.REPORT_OVERDUE)
    }
    tentative = {
        one.id
        for one in plan.bookings.values()
        if one.status == ItemStatus.TENTATIVE and one.record_kind == "delegation"
    }
    assert {booking_id for finding in more for booking_id in finding.bookings} == tentative
    assert len(tentative) == 5


def test_on_the_last_day_only_what_can_still_be_changed_is_left(demo: OfficeFile) -> None:
    plan, findings = on(demo, LAST_DAY)
    assert [told(plan, finding) for finding in findings if finding.bookings] == [
        (Rule.CLOSURE, Severity.HINT, LITHOGRAPHY),
        (Rule.STAY_ELSEWHERE, Severity.WARNING, "Dilution refrigerator test bed", "Demobæk"),
        (Rule.STAY_ELSEWHERE, Severity.BLOCK, BEAMLINE, BEAMLINE, "Øvrebo"),
        (Rule.CLOCK_CHANGE, Severity.HINT, MAGNE),
        (Rule.CLOCK_CHANGE, Severity.HINT, MAGNE),
    ]


def test_what_would_settle_the_conflicts(demo: OfficeFile) -> None:
    plan, findings = on(demo, AUTUMN)
    fixes = [finding.fix for finding in findings if finding.fix is not None]
    assert [(fix.code, plan.bookings[fix.booking_id].title.en) for fix in fixes] == [
        ("take_out", TRACK_A),
        ("move", JST),
    ]
    assert str(fixes[1].start.time) == "16:05:00"
    assert str(fixes[1].end.time) == "17:20:00"

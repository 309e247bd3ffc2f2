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
        plan = read_plan(session, today)
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
        (Rule.TRAVEL_TIME, Severity.WARNING, LUNCH, TRACK_B, *track_b),
        (Rule.PERSON_TWICE, Severity.BLOCK, TRACK_A, TRACK_B, "Prøvesen"),
        (Rule.TRAVEL_TIME, Severity.WARNING, TRACK_B, JST, *track_b),
        # The data say so themselves: "ISO week 29: facility may be closed".
        (Rule.CLOSURE, Severity.HINT, "Electron-beam lithography"),
    ]
    values = [finding.values for finding in findings]
    assert values[0]["first"] == date(2027, 4, 29)
    assert values[1]["expiry"] == date(2027, 5, 30)
    assert [(one["there"], one["needed"]) for one in (values[2], values[4])] == [(20, 25), (30, 35)]


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
    assert {finding.rule for finding in more} == {Rule.UNCONFIRMED}
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
        (Rule.CLOSURE, Severity.HINT, "Electron-beam lithography")
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

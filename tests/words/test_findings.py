"""Every rule has a sentence in every language, filled from what the engine knows."""

import string
from collections.abc import Mapping
from datetime import date, time

import pytest

from desktop import words
from desktop.domain import Moment, Trilingual
from desktop.domain.codes import Rule, Severity
from desktop.domain.finding import Finding, Fix
from desktop.domain.plan import (
    SLOT,
    STAY,
    Booking,
    ClosureFact,
    InstrumentFact,
    OrganisationFact,
    PersonFact,
    PlaceFact,
    Plan,
    RecordFact,
    TaskFact,
    minute_of,
)
from desktop.language import CODES, Language
from desktop.words import findings
from desktop.words.bookings import Called
from desktop.words.said import PLACEHOLDERS
from desktop.words.sentences import SENTENCES, variant

DAY, LATER = date(2027, 4, 19), date(2027, 4, 23)
EN, DA, JA = Language.of("en"), Language.of("da"), Language.of("ja")


def _at(hour: int, minute: int = 0, day: date = DAY, zone: str = "Asia/Tokyo") -> Moment:
    return Moment(day, time(hour, minute), zone)


def _minute(moment: Moment) -> int:
    instant = moment.utc()
    assert instant is not None
    return minute_of(instant)


def _booking(name: str, start: Moment, end: Moment, **more: object) -> Booking:
    values: dict[str, object] = {"title": Trilingual(f"{name}会", f"{name}-møde", f"{name} talk")}
    values |= {"start_minute": _minute(start), "end_minute": _minute(end)} | more
    return Booking(name, "delegation", "trip", start=start, end=end, **values)  # type: ignore[arg-type]


PLAN = Plan(
    DAY,
    bookings={
        "a": _booking("a", _at(14), _at(15, 30), place_id="hall"),
        "b": _booking("b", _at(15), _at(16), title=Trilingual()),
        "slot": _booking(
            "slot",
            _at(9),
            _at(12),
            sort=SLOT,
            title=Trilingual(),
            instrument_id="tool",
            host_organisation_id="uni",
        ),
        "stay": _booking("stay", _at(9), _at(12), sort=STAY, title=Trilingual()),
        "vague": Booking("vague", "delegation", "trip", start=Moment(DAY, part="morning")),
    },
    records={
        ("delegation", "trip"): RecordFact(
            "delegation",
            "trip",
            reference="DEL-2027-001",
            home_zone="Europe/Copenhagen",
            visit_zone="Asia/Tokyo",
            tasks=tuple(
                TaskFact(name, title=Trilingual(f"{name}の用意", f"{name} klar", f"Prepare {name}"))
                for name in ("visa", "flat", "contract", "travel", "report")
            ),
        ),
        ("exchange", "year"): RecordFact("exchange", "year", title=Trilingual(en="A year away")),
    },
    people={
        "ida": PersonFact("ida", "Prøvesen", "Ida", name_ja="イダ・プルーヴェセン"),
        "yuki": PersonFact("yuki", "Mihon", "Yuki", "見本 由紀", nationality="JP"),
    },
    places={"hall": PlaceFact("hall", Trilingual("見本館", "Prøvehal", "Sample Hall"))},
    organisations={"uni": OrganisationFact("uni", Trilingual(en="Sample University"))},
    instruments={"tool": InstrumentFact("tool", Trilingual(en="Refrigerator"), facility_id="lab")},
    closures=(
        ClosureFact("inventory", "hall", DAY, LATER, name=Trilingual("棚卸し", "", "Stocktaking")),
        ClosureFact("holiday", "ida", DAY, LATER),
        ClosureFact("service", "lab", DAY, LATER, name=Trilingual(en="Helium"), kind="maintenance"),
    ),
)

_SPAN: Mapping[str, object] = {"start": _minute(_at(15)), "end": _minute(_at(15, 30))}
_DAYS: Mapping[str, object] = {"first": DAY, "last": LATER}
_RIGHT: Mapping[str, object] = {"right": LATER, "limit": 90}
_LAW: Mapping[str, object] = {
    "source": "example.org/stay; general knowledge",
    "checked": date(2026, 11, 23),
}

# What the engine tells of each rule (`desktop.planning.rules`), and of each way it can be.
VALUES: list[tuple[Rule, Mapping[str, object]]] = [
    (Rule.PERSON_TWICE, _SPAN),
    (Rule.ROOM_TWICE, {"place": "hall", "room": "201", **_SPAN}),
    (Rule.VEHICLE_TWICE, {"place": "hall", **_SPAN}),
    (Rule.INSTRUMENT_TWICE, {"instrument": "tool", **_SPAN}),
    (Rule.CAPACITY, {"place": "hall", "count": 12, "capacity": 8}),
    (
        Rule.TRAVEL_TIME,
        {"there": 20, "needed": 25, "way": 25, "margin": 0, "source": "office"},
    ),
    (
        Rule.TRAVEL_TIME,
        {"there": -5, "needed": 160, "way": 40, "margin": 120, "source": "estimate"},
    ),
    (Rule.CHECK_IN_MARGIN, {"place": "hall", "there": 80, "needed": 120}),
    (Rule.ARRIVAL_MARGIN, {"place": None, "there": 20, "needed": 40}),
    (Rule.FLIGHT_DURATION, {"minutes": 90, "least": 470, "most": 1400}),
    (Rule.FLIGHT_DURATION, {"minutes": -90, "least": 470, "most": 1400}),
    (Rule.CLOCK_SKIPPED, {"which": "start", "zone": "Asia/Tokyo"}),
    (Rule.ENDS_BEFORE_START, {"minutes": 30}),
    (Rule.OPENING_HOURS, {"place": "hall", "day": DAY, "open": ((540, 720), (780, 1440))}),
    (Rule.OPENING_HOURS, {"instrument": "tool", "day": DAY, "open": ()}),
    (Rule.PUBLIC_HOLIDAY, {"country": "JP", "day": DAY, "name": "昭和の日"}),
    (Rule.WEEKEND, {"country": "JP", "day": DAY}),
    (Rule.CLOSURE, {"target": "hall", "closure": "inventory", **_DAYS}),
    (Rule.CLOSURE, {"target": "JP", "season": "obon", "name": Trilingual(en="Obon"), **_DAYS}),
    (Rule.OUTSIDE_HOURS, {"country": "DK", "opens": 510, "closes": 990}),
    (Rule.NOT_AVAILABLE, {"closure": "holiday", **_DAYS}),
    (Rule.MEMBER_AWAY, {"side": "arrives", "minute": _minute(_at(18))}),
    (Rule.MEMBER_AWAY, {"side": "leaves", "minute": _minute(_at(9))}),
    (
        Rule.HOTEL_TIMES,
        {"side": "arrives", "place": "hall", "since": _minute(_at(9)), "until": _minute(_at(15))},
    ),
    (
        Rule.HOTEL_TIMES,
        {"side": "leaves", "place": "hall", "since": _minute(_at(9)), "until": _minute(_at(15))},
    ),
    (Rule.NIGHT_WITHOUT_HOTEL, {"nights": 5, **_DAYS}),
    (Rule.NO_MEAL, {"day": DAY, "start": _minute(_at(9)), "end": _minute(_at(18))}),
    (Rule.INTERPRETER_MISSING, {"reason": "asked", "language": ""}),
    (Rule.INTERPRETER_MISSING, {"reason": "language", "language": "ja"}),
    (Rule.INTERPRETER_MISSING, {"reason": "none_shared", "language": ""}),
    (Rule.UNCONFIRMED, {"day": DAY}),
    (Rule.OUTSIDE_DATES, {"day": DAY, **_DAYS}),
    (
        Rule.HOLIDAY_NEAR,
        {"side": "before", "country": "DK", "first": DAY, "last": DAY, "names": ("Langfredag",)},
    ),
    (
        Rule.HOLIDAY_NEAR,
        {"side": "after", "country": "JP", "names": ("昭和の日", "こどもの日"), **_DAYS},
    ),
    (Rule.PASSPORT_EXPIRY, {"expiry": date(2027, 5, 30), "needed": LATER, "end": LATER}),
    (Rule.PASSPORT_EXPIRY, {"expiry": DAY, "needed": LATER, "end": LATER}),
    (Rule.PASSPORT_EXPIRY, {"expiry": LATER, "needed": LATER, "end": DAY, "months": 3, **_LAW}),
    (Rule.TEXT_MISSING, {"language": "da", "count": 3}),
    (Rule.CLOSURE, {"target": "hall", "closure": "service", **_DAYS}),
    *(
        (Rule.SHORT_STAY, {"reason": reason, "country": "JP", "days": 91, **_RIGHT, **_LAW})
        for reason in ("days", "both")
    ),
    (Rule.SHORT_STAY, {"reason": "paid", "country": "DK", "days": 30, **_LAW}),
    (Rule.DAYS_IN_WINDOW, {"country": "DK", "days": 97, "within": 180, **_RIGHT, **_LAW}),
    (Rule.DAYS_IN_WINDOW, {"country": "DK", "days": 97, "within": 180, "limit": 9, "right": None}),
    (Rule.PERMIT_DATES, {"side": "start", "day": DAY, **_RIGHT}),
    (Rule.PERMIT_DATES, {"side": "end", "day": DAY, **_RIGHT}),
    (Rule.ENTRY_TOO_LATE, {"issued": DAY, "months": 3, "day": LATER, **_RIGHT, **_LAW}),
    (Rule.STAY_TWICE, {**_DAYS, **_RIGHT}),
    (Rule.STAY_ELSEWHERE, {"agreed": False, "host": "uni", "where": "uni", **_DAYS, **_RIGHT}),
    (Rule.STAY_ELSEWHERE, {"agreed": True, "host": "uni", "where": "uni", **_DAYS, **_RIGHT}),
    *(
        (
            Rule.STAY_ON_HOLIDAY,
            {"side": side, "country": "DK", "day": DAY, "name": "Langfredag", **_RIGHT},
        )
        for side in ("start", "end")
    ),
    (Rule.FISCAL_YEAR, {"gates": ("safety", "export_control_jp"), "day": DAY, **_RIGHT, **_LAW}),
    (Rule.GATE_EXPIRES, {"gates": ("safety",), "end": LATER, **_RIGHT}),
    (Rule.GATES_OPEN, {"reason": "open", "gates": ("safety",), "day": DAY}),
    (Rule.GATES_OPEN, {"reason": "refused", "gates": ("safety", "agreement")}),
    (Rule.INSTRUMENT_REFUSED, {"instrument": "tool"}),
    (Rule.CLOCK_CHANGE, {"minutes": 240, "by_clock": 180, "zone": "Europe/Copenhagen"}),
    (Rule.SLOT_MOVED, {"reason": "moved", **_SPAN, **_RIGHT}),
    (Rule.SLOT_MOVED, {"reason": "cancelled"}),
    (
        Rule.TASK_OVERDUE,
        {"tasks": ("visa", "flat"), "codes": ("visa", "flat"), "count": 2, "day": DAY},
    ),
    (Rule.REPORT_OVERDUE, {"day": DAY}),
]


def _found(rule: Rule, values: Mapping[str, object], *bookings: str) -> Finding:
    return Finding(
        rule,
        Severity.WARNING,
        bookings=bookings or ("a", "b"),
        people=("ida",),
        records=(("delegation", "trip"), ("exchange", "year")),
        values=values,
    )


def _said(rule: Rule, language: Language, number: int = 0, *bookings: str) -> str:
    values = [values for known, values in VALUES if known == rule][number]
    return words.finding(_found(rule, values, *bookings), PLAN, language)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("rule", "values"), VALUES)
def test_every_rule_is_said_in_one_whole_line(
    rule: Rule, values: Mapping[str, object], code: str
) -> None:
    text = words.finding(_found(rule, values), PLAN, Language.of(code))
    assert text
    assert not set("{}\n") & set(text)
    assert "None" not in text
    # Nothing that was asked for came out empty.
    for gap in ("“”", "「」", "  ", ": ,", "for :", "（）", ", ,", "()"):
        assert gap not in text


def test_no_rule_and_no_sentence_is_left_out() -> None:
    assert {rule for rule, _values in VALUES} == set(Rule)
    used = {variant(_found(rule, values), PLAN) for rule, values in VALUES}
    assert SENTENCES.keys() - used == {"travel_time:alone"}


def test_every_placeholder_is_known() -> None:
    for sentence in SENTENCES.values():
        for _text, name, _spec, _conversion in string.Formatter().parse(sentence):
            assert name is None or name in PLACEHOLDERS


def test_times_stand_on_both_clocks() -> None:
    assert _said(Rule.PERSON_TWICE, EN) == (
        "“a talk” and “Meeting” overlap for Ida Prøvesen: "
        "Mon 19 Apr 15:00–15:30 JST (08:00–08:30 CEST)"
    )
    late = {"start": _minute(_at(5)), "end": _minute(_at(6))}
    text = words.finding(_found(Rule.PERSON_TWICE, late), PLAN, EN)
    assert text.endswith("Mon 19 Apr 05:00–06:00 JST (22:00–23:00 CEST, previous day)")
    home = {"side": "leaves", "minute": _minute(_at(9, day=date(2027, 4, 20)))}
    text = words.finding(_found(Rule.MEMBER_AWAY, home), PLAN, EN)
    assert text.endswith("Tue 20 Apr 09:00 JST (02:00 CEST)")


def test_a_span_into_another_day_is_said_by_its_start() -> None:
    night = {"start": _minute(_at(23)), "end": _minute(_at(1, day=date(2027, 4, 20)))}
    text = words.finding(_found(Rule.PERSON_TWICE, night), PLAN, EN)
    assert text.endswith("Mon 19 Apr 23:00 JST (16:00 CEST)")


def test_an_estimate_is_said_to_be_one() -> None:
    assert _said(Rule.TRAVEL_TIME, EN) == (
        "Only 20 min from “a talk” to “Meeting”; the way takes 25 min"
    )
    assert _said(Rule.TRAVEL_TIME, EN, 1) == (
        "Only 0 min from “a talk” to “Meeting”; the way takes about 40 min, estimated, and 2 h are"
        " needed at the airport"
    )
    alone = _found(Rule.TRAVEL_TIME, {"there": 20, "needed": 25, "way": 25, "margin": 0}, "a")
    assert words.finding(alone, PLAN, EN) == "“a talk” lasts 20 min; the way takes 25 min"


def test_a_room_is_named_with_its_house() -> None:
    assert _said(Rule.ROOM_TWICE, EN).startswith("Sample Hall, 201 is wanted for")


def test_reasons_are_those_of_the_office_or_none() -> None:
    assert "Stocktaking, Mon 19 Apr – Fri 23 Apr" in _said(Rule.CLOSURE, EN)
    assert "Obon" in _said(Rule.CLOSURE, EN, 1)
    assert "no reason given" in _said(Rule.NOT_AVAILABLE, EN)


def test_holidays_have_their_names_in_the_readers_language() -> None:
    assert "Showa Day" in _said(Rule.PUBLIC_HOLIDAY, EN)
    assert "昭和の日" in _said(Rule.PUBLIC_HOLIDAY, JA)
    assert "Langfredag" in _said(Rule.HOLIDAY_NEAR, DA)


def test_hours_are_said_as_the_language_writes_them() -> None:
    assert _said(Rule.OPENING_HOURS, EN).endswith("open 09:00–12:00, 13:00–00:00")
    assert _said(Rule.OPENING_HOURS, EN, 1).endswith("closed that day")
    assert "08.30–16.30" in _said(Rule.OUTSIDE_HOURS, DA)


def test_a_law_is_told_with_the_day_from_which_it_would_be_right() -> None:
    assert _said(Rule.SHORT_STAY, EN) == (
        "Ida Prøvesen: 91 days in Japan; 90 are allowed without a permit, until 23 Apr 2027"
    )
    assert _said(Rule.DAYS_IN_WINDOW, EN).endswith("It would fit from 23 Apr 2027")
    assert _said(Rule.STAY_TWICE, EN) == (
        "“DEL-2027-001” and “A year away” overlap for Ida Prøvesen, 19–23 April 2027; the second"
        " would be possible from 23 Apr 2027"
    )


def test_a_source_is_told_with_the_day_it_was_checked() -> None:
    found = _found(Rule.SHORT_STAY, {"reason": "paid", **_LAW})
    assert words.finding_source(found, EN) == (
        "Source: example.org/stay, general knowledge (checked 23 Nov 2026)"
    )
    assert words.finding_source(_found(Rule.WEEKEND, {"day": DAY}), EN) == ""


def test_of_many_tasks_the_first_are_named() -> None:
    many = {"tasks": ("visa", "flat", "contract", "travel", "report"), "day": DAY}
    assert words.finding(_found(Rule.TASK_OVERDUE, many), PLAN, EN) == (
        "Overdue since 19 Apr 2027: Prepare visa, Prepare flat, Prepare contract, 2 more tasks"
    )


def test_maintenance_of_a_facility_is_said_of_its_house() -> None:
    values = {"target": "lab", "closure": "service", **_DAYS}
    assert words.finding(_found(Rule.CLOSURE, values, "slot"), PLAN, EN).startswith(
        "“Refrigerator” falls into maintenance of Sample University: Helium"
    )


def test_what_is_vague_or_gone_is_still_said() -> None:
    vague = words.finding(_found(Rule.UNCONFIRMED, {"day": DAY}, "vague"), PLAN, EN)
    assert vague.endswith("Mon 19 Apr")
    for rule, values in VALUES:
        gone = Finding(rule, Severity.HINT, ("x",), ("y",), (("delegation", "z"),), values)
        assert words.finding(gone, Plan(DAY), EN)


def test_fixes_say_what_they_do() -> None:
    here = Fix("move", "a", start=_at(16, 30), end=_at(18))
    there = Fix("move", "a", start=_at(9, day=LATER), end=_at(10, day=LATER))
    assert words.fix(here, PLAN, EN) == "Move to 16:30"
    assert words.fix(there, PLAN, EN) == "Move to Fri 23 Apr 09:00"
    assert words.fix(Fix("take_out", "a", "ida"), PLAN, EN) == "Take Ida Prøvesen out"
    assert words.fix(Fix("confirm", "a"), PLAN, EN) == "Confirm"


def test_much_is_counted_in_short() -> None:
    assert findings.counted({Severity.BLOCK: 1, Severity.WARNING: 2}, EN) == (
        "1 must be solved · 2 warnings"
    )
    assert findings.counted({Severity.HINT: 1}, EN) == "1 hint"
    assert findings.counted({}, EN) == ""


def test_things_are_called_by_their_names() -> None:
    called = Called(PLAN, EN)
    assert called.booking("slot") == "Refrigerator"
    assert called.booking("stay") == "DEL-2027-001"
    assert called.booking("gone") == ""
    assert called.people(["ida", "yuki", "gone"]) == "Ida Prøvesen, MIHON Yuki"
    assert called.people(["ida"] * 6) == "Ida Prøvesen, Ida Prøvesen, Ida Prøvesen, 3 more"
    assert called.target("uni") == "Sample University"
    assert called.target("DK") == "Denmark"
    assert Called(PLAN, JA).people(["yuki", "ida"]) == "見本 由紀、イダ・プルーヴェセン"

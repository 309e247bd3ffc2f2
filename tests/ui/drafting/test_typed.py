"""Lengths, priorities and possible times as officers type them, in three languages."""

import datetime as dt
from collections.abc import Iterator

import pytest

from desktop.domain.codes import Priority
from desktop.domain.wishes import WindowFact
from desktop.language import use
from desktop.ui.drafting.typed import (
    DAY,
    NewHost,
    Unclear,
    day_text,
    read_length,
    read_pasted,
    read_priority,
    read_windows,
    windows_text,
)

DAYS = [dt.date(2027, 4, 19) + dt.timedelta(days=n) for n in range(5)]
MON, TUE, WED, THU, _FRI = DAYS
MORNING = (9 * 60, 12 * 60)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use("en")
    yield
    use("en")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90", 90),
        ("１時間半", 90),
        ("1 h 30", 90),
        ("1h30", 90),
        ("1 t. 30 min.", 90),
        ("1:30", 90),
        ("1,5", 90),
        ("1½ h", 90),
        ("2", 120),
        ("90分", 90),
        ("45 min", 45),
        ("2 timer", 120),
        ("0", None),
        ("3000", None),
        ("soon", None),
        ("", None),
        ("1:75", None),
    ],
)
def test_lengths(text: str, minutes: int | None) -> None:
    assert read_length(text) == minutes


@pytest.mark.parametrize(
    ("code", "text", "priority"),
    [
        ("en", "s", "should"),
        ("da", "s", "must"),
        ("da", "bør", "should"),
        ("ja", "必須", "must"),
        ("en", "Must", "must"),
        ("en", "2", "should"),
        ("en", "perhaps", None),
    ],
)
def test_priorities(code: str, text: str, priority: str | None) -> None:
    use(code)
    assert read_priority(text) == priority


@pytest.mark.parametrize(
    ("code", "text", "days", "span"),
    [
        ("en", "Tue 9-12", [TUE], MORNING),
        ("en", "tuesday 9:00–12:00", [TUE], MORNING),
        ("en", "Tue, Wed 9-12", [TUE, WED], MORNING),
        ("en", "Tue and Wed 9-12", [TUE, WED], MORNING),
        ("en", "Mon-Wed 9-12", [MON, TUE, WED], MORNING),
        ("en", "20/4 9-12", [TUE], MORNING),
        ("en", "20 Apr 9-12", [TUE], MORNING),
        ("en", "9-12", [None], MORNING),
        ("en", "any day 9-12", [None], MORNING),
        ("en", "Tue", [TUE], (0, DAY)),
        ("en", "Tue afternoon", [TUE], (720, DAY)),
        ("en", "Tue morning", [TUE], (0, 720)),
        ("en", "Tue from 9", [TUE], (540, DAY)),
        ("en", "Tue until 12", [TUE], (0, 720)),
        ("da", "tirsdag kl. 9-12", [TUE], MORNING),
        ("da", "ti og on 9-12", [TUE, WED], MORNING),
        ("da", "tir. 20.4. 9.00-12.00", [TUE], MORNING),
        ("da", "alle dage fra 9", [None], (540, DAY)),
        ("da", "tir indtil 12", [TUE], (0, 720)),
        ("ja", "火 9時～12時", [TUE], MORNING),
        ("ja", "火曜日、水曜日 9:00～12:00", [TUE, WED], MORNING),
        ("ja", "4/20（火） 午前", [TUE], (0, 720)),
        ("ja", "毎日 9時から", [None], (540, DAY)),
        ("ja", "火 12時まで", [TUE], (0, 720)),
    ],
)
def test_windows_are_read_and_can_be_typed_again_as_they_are_shown(
    code: str, text: str, days: list[dt.date | None], span: tuple[int, int]
) -> None:
    use(code)
    windows = read_windows(text, DAYS)
    assert windows == tuple(WindowFact(day, *span) for day in days)
    assert read_windows(windows_text(windows, DAYS), DAYS) == windows


def test_times_that_follow_hold_for_the_same_days() -> None:
    assert read_windows("Tue 9-12, 14-16; Thu", DAYS) == (
        WindowFact(TUE, *MORNING),
        WindowFact(TUE, 14 * 60, 16 * 60),
        WindowFact(THU, 0, DAY),
    )


@pytest.mark.parametrize("text", ["Sat 9-12", "26/4 9-12", "Tue 12-9", "banana", "Tue 9-12 banana"])
def test_what_is_no_time_of_the_visit_is_told_with_an_example(text: str) -> None:
    with pytest.raises(Unclear) as told:
        read_windows(text, DAYS)
    assert "Tue 9–12" in told.value.said


def test_a_text_that_is_far_too_long_is_told_by_its_beginning() -> None:
    with pytest.raises(Unclear) as told:
        read_windows("Tue 9-12 " + "banana" * 100_000, DAYS)
    assert "tue 9-12 banana" in told.value.said
    assert len(told.value.said) < 200


def test_a_weekday_that_comes_twice_is_named_with_its_date() -> None:
    two_weeks = [DAYS[0] + dt.timedelta(days=n) for n in range(10)]
    assert day_text(TUE, two_weeks) == "Tue 20 Apr"
    windows = (WindowFact(TUE, *MORNING),)
    assert read_windows(windows_text(windows, two_weeks), two_weeks) == windows


def test_a_list_from_a_sheet_may_have_headings_and_gaps() -> None:
    pasted = "Navn\tVarighed\tPrioritet\nMETI\t45\tmust\n\nNEDO\t\tkan\nTohoku University\n"
    assert read_pasted(pasted) == [
        NewHost("METI", 45, Priority.MUST),
        NewHost("NEDO", None, Priority.COULD),
        NewHost("Tohoku University"),
    ]


def test_a_priority_that_is_a_digit_is_not_taken_for_minutes() -> None:
    assert read_pasted("METI\t60\t1") == [NewHost("METI", 60, Priority.MUST)]

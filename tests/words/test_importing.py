"""What an import says: times on both clocks, states, reasons and problems."""

from datetime import date, time

import pytest

from desktop import words
from desktop.domain.importing import Aspect, Effect, NotTaken
from desktop.domain.time import Moment
from desktop.errors import Problem
from desktop.language import Language
from desktop.words import importing as said

DAY, NEXT = date(2027, 4, 19), date(2027, 4, 21)
CPH, TYO = "Europe/Copenhagen", "Asia/Tokyo"
ENGLISH = Language.of("en")


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (
            Moment(DAY, time(9), TYO),
            Moment(DAY, time(10), TYO),
            "Mon 19 Apr 09:00–10:00 JST (02:00–03:00 CEST)",
        ),
        (Moment(DAY, time(9), TYO), Moment(), "Mon 19 Apr 09:00 JST (02:00 CEST)"),
        (
            Moment(DAY, time(11), CPH),
            Moment(DAY, time(8), TYO),
            "Mon 19 Apr 11:00 CEST → Mon 19 Apr 08:00 JST",
        ),
        (Moment(DAY, part="all_day"), Moment(), "Mon 19 Apr, all day"),
        (Moment(DAY, part="all_day"), Moment(NEXT, part="all_day"), "19–21 April 2027, all day"),
        (Moment(DAY, part="morning"), Moment(), "Mon 19 Apr, morning"),
        (Moment(DAY, time(9)), Moment(DAY, time(10)), "Mon 19 Apr 09:00–10:00"),
        (Moment(DAY, time(9)), Moment(), "Mon 19 Apr 09:00"),
        (Moment(DAY), Moment(), "Mon 19 Apr"),
        (Moment(), Moment(), ""),
    ],
)
def test_times(start: Moment, end: Moment, text: str) -> None:
    assert said.times(start, end, (CPH, TYO), ENGLISH) == text


def test_sides_of_a_change() -> None:
    assert said.value(Aspect.STATUS, "cancelled") == "Cancelled"
    assert said.value(Aspect.TITLE, "cancelled") == "cancelled"
    assert said.value(Aspect.TIME, (Moment(DAY), Moment())) == "Mon 19 Apr"


def test_every_code_has_its_words() -> None:
    assert all(said.effect(code) for code in Effect)
    assert all(said.aspect(code) for code in Aspect)
    assert all(said.reason(code) for code in NotTaken)
    assert said.zone_called("") == "Times without a time zone"
    assert said.zone_called("Mars") == "“Mars”"


def test_a_problem_names_the_line() -> None:
    told = words.problem(Problem("ics_no_calendar", line=3, text="hello"))
    assert told == (
        "This is not a calendar file. In line 3 “BEGIN:VCALENDAR” is expected, not “hello”."
    )


def test_what_is_not_taken_of_a_repeating_event_is_said() -> None:
    assert said.repeats(1, None, ENGLISH) == "repeats; 1 more time is not taken"
    assert said.repeats(9, None, ENGLISH) == "repeats; 9 more times are not taken"
    until = said.repeats(0, date(2027, 6, 30), ENGLISH)
    assert until == "repeats until 30 June 2027; only the first time is taken"
    assert said.repeats(0, None, ENGLISH) == "repeats; only the first time is taken"

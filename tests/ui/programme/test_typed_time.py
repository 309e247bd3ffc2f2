from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.time import DayPart, Moment
from desktop.ui.programme.typed_time import When, read_cell, read_delay

DAY = date(2027, 4, 19)
TOKYO, COPENHAGEN = "Asia/Tokyo", "Europe/Copenhagen"


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("9", When(time(9))),
        ("9.30", When(time(9, 30))),
        ("930", When(time(9, 30))),
        ("2-3", When(time(2), time(3))),
        ("10-11.30", When(time(10), time(11, 30))),
        ("10.00–11.30", When(time(10), time(11, 30))),
        ("１０時～１１時半", When(time(10), time(11, 30))),
        ("21.30-", When(time(21, 30), open_end=True)),
        ("21:30～", When(time(21, 30), open_end=True)),
        ("21.30-close", When(time(21, 30), open_end=True)),
        ("11:20 – 07:55+1", When(time(11, 20), time(7, 55), end_days=1)),
        ("11:20-07:55 (+2)", When(time(11, 20), time(7, 55), end_days=2)),
        ("morning", When(part=DayPart.MORNING)),
        ("Formiddag", When(part=DayPart.MORNING)),
        ("午後", When(part=DayPart.AFTERNOON)),
        ("tbc", When(part=DayPart.TBC)),
        ("調整中", When(part=DayPart.TBC)),
        ("", When(part=DayPart.TBC)),
        ("17.30/18.00", When(time(17, 30), printed="17.30/18.00")),
        ("kl. 17.30/18.00", When(time(17, 30), printed="17.30/18.00")),
        ("17:30 / 18:00 / 18:30", When(time(17, 30), printed="17:30 / 18:00 / 18:30")),
    ],
)
def test_a_cell_reads_what_officers_write_in_one(text: str, when: When) -> None:
    assert read_cell(text) == when


@pytest.mark.parametrize("text", ["soon", "25", "10:75", "10-11 Visit", "10-25", "10//11", "9-9-9"])
def test_a_cell_refuses_what_is_no_time(text: str) -> None:
    assert read_cell(text) is None


@given(st.text(max_size=20))
def test_a_cell_never_raises(text: str) -> None:
    when = read_cell(text)
    assert when is None or when.moments(DAY, TOKYO, COPENHAGEN)


def test_an_end_that_would_precede_its_start_is_on_the_next_day() -> None:
    assert When(time(22), time(1)).moments(DAY, TOKYO, TOKYO)[1].date == date(2027, 4, 20)
    assert When(time(22), time(1)).moments(DAY, None, None)[1].date == date(2027, 4, 20)


def test_the_day_of_the_end_follows_the_instants_where_the_zones_differ() -> None:
    west = When(time(12, 25), time(9)).moments(DAY, TOKYO, COPENHAGEN)
    assert west[1] == Moment(DAY, time(9), COPENHAGEN)
    east = When(time(11, 20), time(12)).moments(DAY, COPENHAGEN, TOKYO)
    assert east[1] == Moment(date(2027, 4, 20), time(12), TOKYO)


def test_a_time_that_the_clock_skips_does_not_last_until_the_next_day() -> None:
    day = date(2027, 3, 28)
    start, end = When(time(2, 30), time(3, 30)).moments(day, COPENHAGEN, COPENHAGEN)
    assert (start.date, end.date) == (day, day)


def test_a_time_without_a_day_is_kept_for_the_day_to_come() -> None:
    start, end = When(time(9), time(10)).moments(None, TOKYO, TOKYO)
    assert (start.date, start.time, end.time) == (None, time(9), time(10))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(("+30", 30), ("-15", -15), ("−1:30", -90), ("+2h", 120), ("+ 1 t", 60)),
        *(("+1時間", 60), ("+45 min.", 45), ("14:30", 270), ("kl. 9", -60), ("１４時半", 270)),
        *(("", None), ("x", None), ("10-11", None), ("morning", None), ("+", None)),
    ],
)
def test_a_delay_is_typed_in_minutes_or_as_the_new_start(text: str, minutes: int | None) -> None:
    assert read_delay(text, Moment(DAY, time(10), TOKYO)) == minutes


def test_a_delay_over_a_change_of_clocks_is_a_true_one() -> None:
    sunday = Moment(date(2027, 3, 28), time(1), COPENHAGEN)
    assert read_delay("4", sunday) == 120

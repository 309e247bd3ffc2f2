"""Times as programmes print them, in three languages and on two clocks."""

from datetime import date, time

import pytest

from desktop.documents.times import Clocks
from desktop.domain import Item, Moment
from desktop.language import Language
from tests.documents.kit import COPENHAGEN, TOKYO, item, moment


def clocks(code: str, visit: str = TOKYO, home: str = COPENHAGEN) -> Clocks:
    return Clocks(Language.of(code), visit, home)


def lines(code: str, one: Item, **zones: str) -> list[str]:
    return [
        ("  " if line["side"] else "") + " ".join(filter(None, (line["text"], line["tail"])))
        for line in clocks(code, **zones).lines(one)
    ]


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("ja", ["09:00～10:15", "  02:00～03:15 CEST"]),
        ("da", ["09.00–10.15", "  02.00–03.15 CEST"]),
        ("en", ["09:00–10:15", "  02:00–03:15 CEST"]),
    ],
)
def test_a_time_where_it_happens_and_in_the_other_country(code: str, wanted: list[str]) -> None:
    assert lines(code, item("x", "2027-04-19 09:00", "2027-04-19 10:15")) == wanted


def test_the_other_country_may_have_another_day() -> None:
    early = item("x", "2027-01-19 07:00", "2027-01-19 07:30")
    assert lines("en", early) == ["07:00–07:30", "  23:00–23:30 CET (previous day)"]
    late = item("x", "2027-01-19 18:00", "2027-01-19 20:00", COPENHAGEN)
    assert lines("en", late, visit=COPENHAGEN, home=TOKYO) == [
        "18:00–20:00",
        "  02:00–04:00 JST (next day)",
    ]


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        (
            "ja",
            ["11:20 発 CEST", "  18:20 JST", "07:55 着 JST", "  翌日 4/18（日）", "  00:55 CEST"],
        ),
        (
            "da",
            [
                "afg. 11.20 CEST",
                "  18.20 JST",
                "ank. 07.55 JST",
                "  næste dag søn. 18.4.",
                "  00.55 CEST",
            ],
        ),
        (
            "en",
            [
                "dep. 11:20 CEST",
                "  18:20 JST",
                "arr. 07:55 JST",
                "  next day Sun 18 Apr",
                "  00:55 CEST",
            ],
        ),
    ],
)
def test_a_flight_leaves_on_one_clock_and_lands_on_another(code: str, wanted: list[str]) -> None:
    flight = item("SK983", kind="flight")
    flight.start = moment("2027-04-17 11:20", COPENHAGEN)
    flight.end = moment("2027-04-18 07:55", TOKYO)
    assert lines(code, flight) == wanted


def test_a_train_on_one_clock_departs_and_arrives_too() -> None:
    train = item("x", "2027-04-19 08:00", "2027-04-19 09:10", kind="train")
    assert lines("en", train) == ["dep. 08:00", "  01:00 CEST", "arr. 09:10", "  02:10 CEST"]


def test_a_stop_in_a_third_zone_shows_both_other_clocks() -> None:
    stop = item("x", "2027-04-17 20:30", "", "Europe/Helsinki")
    assert lines("en", stop) == ["20:30 Helsinki GMT+3", "  02:30 JST (next day)", "  19:30 CEST"]


def test_only_a_start() -> None:
    assert lines("en", item("x", "2027-04-19 18:00")) == ["18:00", "  11:00 CEST"]


def test_an_open_end_stays_open() -> None:
    assert lines("en", item("x", "2027-04-19 18:00", open_end=True)) == ["18:00–", "  11:00 CEST"]


def test_an_end_that_is_only_known_roughly() -> None:
    late = item("x", "2027-04-19 18:00")
    late.end = moment("2027-04-19", TOKYO, "evening")
    assert lines("en", late) == ["18:00–", "Evening", "  11:00 CEST"]


def test_over_midnight() -> None:
    night = item("x", "2027-04-19 22:00", "2027-04-20 01:00")
    assert lines("en", night) == ["22:00–01:00", "  (next day)", "  15:00–18:00 CEST"]


def test_over_several_days() -> None:
    camp = item("x", "2027-04-19 09:00", "2027-04-22 17:00")
    assert lines("da", camp) == ["09.00–", "tors. 22.4. 17.00", "  02.00 CEST"]


@pytest.mark.parametrize(
    ("part", "en"),
    [
        ("morning", "Morning"),
        ("afternoon", "Afternoon"),
        ("evening", "Evening"),
        ("all_day", "All day"),
        ("tbc", "To be confirmed"),
    ],
)
def test_a_part_of_the_day(part: str, en: str) -> None:
    vague = item("x")
    vague.start = moment("2027-04-19", TOKYO, part)
    assert lines("en", vague) == [en]
    assert len({*lines("ja", vague), *lines("da", vague), en}) == 3


def test_whole_days_say_until_when() -> None:
    days = item("x")
    days.start, days.end = moment("2027-04-19", TOKYO, "all_day"), moment("2027-04-21")
    assert lines("en", days) == ["All day", "  until Wed 21 Apr"]


def test_a_morning_with_a_known_end() -> None:
    half = item("x")
    half.start, half.end = moment("2027-04-19", TOKYO, "morning"), moment("2027-04-19 12:00")
    assert lines("en", half) == ["Morning", "  until 12:00"]


def test_what_is_to_be_printed_stands_alone() -> None:
    choice = item("x", "2027-04-19 17:30", printed_time="17.30/18.00")
    assert [lines(code, choice) for code in ("ja", "da", "en")] == [["17.30/18.00"]] * 3


def test_no_zone_is_not_guessed() -> None:
    somewhere = item("x")
    somewhere.start, somewhere.end = moment("2027-04-19 09:00", None), moment("", None)
    assert lines("en", somewhere) == ["09:00"]


def test_a_day_without_a_time_says_nothing_and_no_day_is_to_be_confirmed() -> None:
    assert lines("en", item("x", "2027-04-19")) == []
    assert lines("en", item("x")) == ["To be confirmed"]


def test_a_time_without_a_day_is_kept() -> None:
    undated = item("x")
    undated.start = Moment(None, time(9), TOKYO)
    assert lines("en", undated) == ["09:00"]


def test_one_country_needs_one_clock() -> None:
    meeting = item("x", "2027-04-19 09:00", "2027-04-19 10:00", COPENHAGEN)
    alone = lines("en", meeting, visit=COPENHAGEN, home="Europe/Stockholm")
    assert alone == ["09:00–10:00"]


def test_the_note_explains_the_small_type() -> None:
    apart = clocks("en").note(date(2027, 4, 17), date(2027, 4, 24))
    assert "(JST = Japan time, CEST = Danish time, time difference 7 h)" in apart


def test_the_note_gives_no_difference_that_a_clock_change_makes_wrong() -> None:
    over = clocks("en").note(date(2027, 10, 25), date(2027, 11, 5))
    assert "JST = Japan time" in over
    assert "time difference" not in over


def test_no_note_where_there_is_one_clock_or_no_day() -> None:
    assert clocks("en").note(None, None) == ""
    same_clock = clocks("en", COPENHAGEN, "Europe/Stockholm")
    assert same_clock.note(date(2027, 4, 17), date(2027, 4, 24)) == ""

from datetime import date

import pytest

from desktop.planning.seasons import season_name, seasons


def in_2027(country: str) -> dict[str, tuple[str, str]]:
    found = seasons(country, date(2027, 1, 1), date(2027, 12, 31))
    return {
        f"{one.code} {one.first:%y}": (f"{one.first:%m-%d}", f"{one.last:%m-%d}") for one in found
    }


def test_the_seasons_of_a_year_fall_where_the_calendar_puts_them() -> None:
    assert in_2027("JP") == {
        "new_year 26": ("12-29", "01-03"),
        "golden_week 27": ("04-29", "05-05"),
        "obon 27": ("08-13", "08-16"),
        "new_year 27": ("12-29", "01-03"),
    }
    assert in_2027("DK") == {
        "christmas 26": ("12-24", "01-01"),
        "winter_break 27": ("02-15", "02-28"),
        "after_ascension 27": ("05-07", "05-07"),
        "summer 27": ("07-12", "08-01"),
        "autumn_break 27": ("10-18", "10-24"),
        "christmas 27": ("12-24", "01-01"),
    }


@pytest.mark.parametrize(
    ("first", "last", "codes"),
    [
        (date(2027, 8, 12), date(2027, 8, 12), []),
        (date(2027, 8, 12), date(2027, 8, 13), ["obon"]),
        (date(2027, 8, 16), date(2027, 8, 20), ["obon"]),
        (date(2027, 1, 3), date(2027, 1, 10), ["new_year"]),
        (date(2027, 1, 4), date(2027, 1, 10), []),
        (date(2027, 4, 1), date(2027, 8, 31), ["golden_week", "obon"]),
    ],
)
def test_a_season_is_told_if_one_day_of_it_is_asked_for(
    first: date, last: date, codes: list[str]
) -> None:
    assert [one.code for one in seasons("JP", first, last)] == codes


def test_a_season_has_a_name_in_each_language() -> None:
    for country in ("JP", "DK"):
        for one in seasons(country, date(2027, 1, 1), date(2027, 12, 31)):
            assert len(one.name.parts()) == 3
            assert season_name(one.code) == one.name
    assert season_name("summer").da == "Industriferie"
    assert not season_name("carnival")


def test_other_countries_have_no_seasons() -> None:
    assert seasons("SE", date(2027, 1, 1), date(2027, 12, 31)) == []
    assert seasons("", date(2027, 1, 1), date(2027, 12, 31)) == []

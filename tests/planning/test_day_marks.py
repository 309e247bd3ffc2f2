from datetime import date

from desktop.domain.day_mark import DayMark, MarkSort
from desktop.domain.plan import ClosureFact
from desktop.domain.text import Trilingual
from desktop.planning.day_marks import day_marks

APRIL, MAY = date(2027, 4, 26), date(2027, 5, 9)


def told(marks: list[DayMark], sort: MarkSort) -> list[tuple[str, date, str]]:
    return [(one.country, one.first, one.name) for one in marks if one.sort == sort]


def test_the_holidays_of_both_countries_by_day() -> None:
    found = told(day_marks(("JP", "DK"), APRIL, MAY), MarkSort.HOLIDAY)
    assert ("JP", date(2027, 4, 29), "昭和の日") in found
    assert ("DK", date(2027, 5, 6), "Kristi himmelfartsdag") in found
    assert [day for _country, day, _name in found] == sorted(day for _c, day, _n in found)
    assert ("DK", date(2027, 5, 1), "Arbejdernes kampdag") in told(
        day_marks(("DK",), APRIL, MAY), MarkSort.HALF
    )


def test_a_working_day_between_two_days_off_is_a_bridge() -> None:
    marks = day_marks(("JP", "DK"), APRIL, MAY)
    # Thursday the 29th is a holiday in Japan, so the Friday after it stands alone.
    assert told(marks, MarkSort.BRIDGE) == [("JP", date(2027, 4, 30), "")]


def test_a_bridge_that_has_a_name_is_told_by_it() -> None:
    after = date(2027, 5, 7)
    marks = [one for one in day_marks(("DK",), after, after) if one.covers(after)]
    assert [(one.sort, one.title.en) for one in marks] == [
        (MarkSort.SEASON, "Friday after Ascension Day")
    ]


def test_the_seasons_that_touch_the_days() -> None:
    found = day_marks(("JP", "DK"), date(2027, 8, 15), date(2027, 8, 20))
    (obon,) = (one for one in found if one.sort == MarkSort.SEASON)
    assert (obon.country, obon.title.ja) == ("JP", "お盆")
    assert (obon.first, obon.last) == (date(2027, 8, 13), date(2027, 8, 16))


def test_closures_of_countries_and_of_what_is_asked_for() -> None:
    week = (date(2027, 6, 7), date(2027, 6, 11))
    closures = [
        ClosureFact("1", "DK", *week, name=Trilingual(en="Strike")),
        ClosureFact("2", "lab", *week),
        ClosureFact("3", "a person", *week),
        ClosureFact("4", "lab", date(2027, 7, 1), date(2027, 7, 1)),
        ClosureFact("5", "SE", *week),
    ]
    found = day_marks(("DK",), *week, closures, {"lab": Trilingual(en="Clean room")})
    assert [
        (one.country, one.title.en, one.whose.en) for one in found if one.sort == MarkSort.CLOSURE
    ] == [("", "", "Clean room"), ("DK", "Strike", "")]

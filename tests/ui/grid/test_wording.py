"""What the grid says, in three languages."""

import pytest

from desktop.language import Language, use
from desktop.ui.grid import wording
from desktop.ui.grid.axis import other_zone, ticks
from desktop.ui.grid.columns import columns_of
from tests.ui.grid.kit import COPENHAGEN, TOKYO, column, day, span


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Tokyo JST → Copenhagen CEST"),
        ("da", "Tokyo JST → København CEST"),
        ("ja", "東京 JST → コペンハーゲン CEST"),
    ],
)
def test_a_day_on_two_clocks_names_both(code: str, text: str) -> None:
    back = span("back", "24 11:45", "24 18:40", TOKYO, COPENHAGEN)
    (made,) = columns_of([day("24")], [back], COPENHAGEN, TOKYO)
    assert wording.where(Language.of(code), made) == text


def test_a_zone_without_a_known_name_is_not_told_twice() -> None:
    london = column(("a", "19 10:00", "19 11:00"), zone="Europe/London")
    assert wording.where(Language.of("en"), london) == "London GMT+1"


def test_the_shift_of_the_date_stands_behind_the_time() -> None:
    by_hour = {tick.here.hour: tick for tick in ticks(column(), other_zone([COPENHAGEN]))}
    assert wording.there(Language.of("en"), by_hour[6]) == "23:00 −1"
    assert wording.there(Language.of("da"), by_hour[9]) == "02.00"
    home = column(("a", "19 10:00", "19 11:00"), zone=COPENHAGEN)
    late = list(ticks(home, other_zone([TOKYO])))[20]
    assert wording.there(Language.of("en"), late) == "03:00 +1"
    assert wording.there(Language.of("en"), next(ticks(column(), other_zone([])))) == ""


def test_clock_changes_are_told_by_their_amount() -> None:
    use("en")
    assert wording.change(420) == "Clock +7 h"
    assert wording.change(-60) == "Clock −1 h"
    assert wording.change(345) == "Clock +5:45 h"

from datetime import date

import pytest

from desktop.domain.day_mark import DayMark, MarkSort
from desktop.domain.text import Trilingual
from desktop.language import Language
from desktop.words.day_marks import day_mark

DAY = date(2027, 4, 29)


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        (DayMark("JP", DAY, DAY, MarkSort.HOLIDAY, "昭和の日"), "Showa Day"),
        (DayMark("JP", DAY, DAY, MarkSort.BRIDGE), "Bridging day"),
        (DayMark("JP", DAY, DAY, MarkSort.SEASON, title=Trilingual(en="Obon")), "Obon"),
        (DayMark("", DAY, DAY, MarkSort.CLOSURE, whose=Trilingual(en="Lab")), "Lab: closed"),
        (DayMark("DK", DAY, DAY, MarkSort.CLOSURE), "Closed"),
        (
            DayMark(
                "",
                DAY,
                DAY,
                MarkSort.CLOSURE,
                title=Trilingual(en="moving"),
                whose=Trilingual(en="Lab"),
            ),
            "Lab: moving",
        ),
    ],
)
def test_what_marked_days_are_called(mark: DayMark, said: str) -> None:
    assert day_mark(mark, Language.of("en")) == said

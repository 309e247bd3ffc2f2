"""Ages, moments and what was saved, in words."""

from datetime import UTC, date, datetime

import pytest

from desktop.language import use
from desktop.store.salvage import Salvaged
from desktop.ui.protection.salvaged import lost_text, saved_text
from desktop.ui.protection.telling import age, age_at, when

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 24), "today"),  # a clock that was wrong
        (date(2026, 11, 23), "today"),
        (date(2026, 11, 22), "yesterday"),
        (date(2026, 11, 10), "13 days ago"),
        (date(2026, 11, 9), "2 weeks ago"),
        (date(2026, 10, 5), "7 weeks ago"),
    ],
)
def test_an_age_in_words(day: date, said: str) -> None:
    assert age(day, TODAY) == said


def test_a_moment_is_told_on_the_officers_clock() -> None:
    late = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    assert when(late, "Asia/Tokyo") == "23 Nov 2026 01:30"
    assert age_at(late, TODAY, "Asia/Tokyo") == "today"
    assert age_at(late, TODAY, "Europe/Copenhagen") == "yesterday"
    use("ja")
    assert when(late, "Asia/Tokyo") == "2026/11/23 01:30"


def test_what_was_saved_and_what_was_lost() -> None:
    saved = Salvaged({"place": 7, "person": 5}, {"place": 0, "person": 2, "task": 1}, 3)
    assert saved_text(saved) == "12 entries were saved."
    assert lost_text(saved) == "Something could not be read of: Person (2), Task (1)."
    assert lost_text(Salvaged({"place": 1}, {}, 0)) == "Nothing was found to be missing."

"""A counted deadline falls on a day on which those whose turn it is work."""

from datetime import date

import pytest

from desktop.domain.codes import Direction, DueAnchor, Turn
from desktop.planning.deadlines import (
    Deadline,
    countries_of,
    deadline,
    due_day,
    working_day_before,
)
from desktop.planning.holidays import is_at_hand

TOKYO, COPENHAGEN = "Asia/Tokyo", "Europe/Copenhagen"
THERE, BACK = Direction.DK_JP, Direction.JP_DK


@pytest.mark.parametrize(
    ("turn", "direction", "countries"),
    [
        (Turn.GUEST, THERE, ("DK",)),
        (Turn.HOME, THERE, ("DK",)),
        (Turn.AUTHORITY, THERE, ("DK",)),
        (Turn.HOST, THERE, ("JP",)),
        (Turn.HOST_INSTITUTION, THERE, ("JP",)),
        (Turn.BOTH, THERE, ("DK", "JP")),
        (Turn.GUEST, BACK, ("JP",)),
        (Turn.HOST, BACK, ("DK",)),
        (Turn.BOTH, BACK, ("JP", "DK")),
    ],
)
def test_whose_turn_it_is_says_which_country_works(
    turn: Turn, direction: Direction, countries: tuple[str, ...]
) -> None:
    assert countries_of(turn, direction, TOKYO) == countries


def test_our_office_works_where_it_is() -> None:
    assert countries_of(Turn.OFFICE, THERE, TOKYO) == ("JP",)
    assert countries_of(Turn.OFFICE, THERE, COPENHAGEN) == ("DK",)


@pytest.mark.parametrize(
    ("day", "countries", "working"),
    [
        (date(2027, 3, 19), ("JP",), date(2027, 3, 19)),
        (date(2027, 3, 20), ("JP",), date(2027, 3, 19)),  # Saturday
        (date(2027, 3, 22), ("JP",), date(2027, 3, 19)),  # a Monday in lieu, and the weekend
        (date(2027, 5, 5), ("JP",), date(2027, 4, 30)),  # Golden Week
        (date(2027, 5, 5), ("DK",), date(2027, 5, 5)),
        (date(2027, 3, 29), ("DK",), date(2027, 3, 24)),  # from Maundy Thursday to Easter Monday
        (date(2027, 3, 29), ("JP",), date(2027, 3, 29)),
        (date(2027, 5, 6), ("DK", "JP"), date(2027, 4, 30)),  # Ascension Day, then Golden Week
        (date(2027, 1, 1), ("",), date(2027, 1, 1)),  # elsewhere no holiday is known
        (date(2027, 1, 2), ("",), date(2027, 1, 1)),  # but the weekend is
    ],
)
def test_the_working_day_before(day: date, countries: tuple[str, ...], working: date) -> None:
    assert working_day_before(day, countries) == working


def _due(counted: date | None, **changed: object) -> date | None:
    said: dict[str, object] = {
        "anchor": DueAnchor.START,
        "offset_days": -84,
        "turn": Turn.HOST,
        "direction": THERE,
        "office_zone": TOKYO,
        **changed,
    }
    return due_day(counted, **said)  # type: ignore[arg-type]


GOLDEN = date(2027, 5, 4)


def test_a_counted_day_moves_for_the_country_whose_turn_it_is() -> None:
    assert _due(GOLDEN) == date(2027, 4, 30)
    assert _due(GOLDEN, turn=Turn.GUEST) == GOLDEN
    assert _due(GOLDEN, turn=Turn.OFFICE) == date(2027, 4, 30)
    assert _due(GOLDEN, turn=Turn.OFFICE, office_zone=COPENHAGEN) == GOLDEN
    assert _due(GOLDEN, anchor=DueAnchor.END, offset_days=28) == date(2027, 4, 30)


def test_what_is_fixed_done_or_on_the_day_itself_stays() -> None:
    assert _due(GOLDEN, anchor=DueAnchor.FIXED, offset_days=0) == GOLDEN
    assert _due(GOLDEN, done=date(2027, 4, 1)) == GOLDEN
    assert _due(GOLDEN, offset_days=0) == GOLDEN
    assert _due(None) is None


@pytest.mark.parametrize(
    ("counted", "turn", "found"),
    [
        (date(2027, 3, 19), Turn.HOST, Deadline(date(2027, 3, 19), date(2027, 3, 19))),
        (date(2027, 3, 20), Turn.HOST, Deadline(date(2027, 3, 19), date(2027, 3, 20))),
        (date(2027, 3, 22), Turn.HOST, Deadline(date(2027, 3, 19), date(2027, 3, 22), "振替休日")),
        (
            date(2027, 3, 25),
            Turn.BOTH,
            Deadline(date(2027, 3, 24), date(2027, 3, 25), "Skærtorsdag"),
        ),
        (None, Turn.HOST, Deadline()),
    ],
)
def test_what_moved_a_deadline_is_known(counted: date | None, turn: Turn, found: Deadline) -> None:
    told = deadline(
        counted,
        anchor=DueAnchor.START,
        offset_days=-7,
        turn=turn,
        direction=THERE,
        office_zone=TOKYO,
    )
    assert told == found
    assert is_at_hand()

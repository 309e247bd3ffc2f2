"""The calendar shows what fits all that is chosen."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain import Trilingual
from desktop.store.matching import PersonName
from desktop.store.spans import Names
from desktop.ui.calendar.filter import Filter, certainty, status_word
from tests.ui.calendar.kit import bar

DAY = date(2027, 4, 19)
NAMES = Names(
    {"ann": PersonName("ann", "Østergård", "Anna", "", "", "DK")},
    {"home": Trilingual(en="Home University", ja="本学")},
    {"lab": Trilingual(en="Clean room")},
)
TRIP = bar("Trip", DAY, DAY, people=("ann",), organisations=("home",))
STAY = bar("Stay", DAY, DAY, kind="exchange", country="DK", tentative=True)
REQUEST = bar("Request", DAY, DAY, kind="access_request", cancelled=True, facility_id="lab")
ALL = [TRIP, STAY, REQUEST]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), ALL),
        (Filter(hidden=frozenset("bf")), [STAY]),
        (Filter(country="DK"), [STAY]),
        (Filter(person="ann"), [TRIP]),
        (Filter(organisation="home"), [TRIP]),
        (Filter(status="agreed"), [TRIP]),
        (Filter(status="open"), [STAY]),
        (Filter(status="cancelled"), [REQUEST]),
        (Filter("ostergard"), [TRIP]),
        (Filter("anna univ"), [TRIP]),
        (Filter("本学"), [TRIP]),
        (Filter("clean"), [REQUEST]),
        (Filter("trip stay"), []),
        (Filter("trip", country="DK"), []),
    ],
)
def test_what_fits(wanted: Filter, found: list[object]) -> None:
    assert wanted.of(ALL, NAMES) == found


def test_an_empty_filter_is_none() -> None:
    assert not Filter()
    assert Filter("a")


def test_called_off_is_more_than_not_agreed() -> None:
    assert certainty(replace(STAY, cancelled=True)) == "cancelled"


def test_states_are_told_in_words_and_those_of_a_later_version_are_not() -> None:
    assert status_word(replace(TRIP, status="confirmed")) == "Confirmed"
    assert status_word(replace(TRIP, status="of tomorrow")) == ""

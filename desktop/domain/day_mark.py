"""Days that are not like others: what a calendar draws quietly behind what is planned."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desktop.domain.text import Trilingual


class MarkSort(StrEnum):
    """Why a day is marked, the most important first."""

    HOLIDAY = "holiday"
    CLOSURE = "closure"
    HALF = "half"
    BRIDGE = "bridge"
    SEASON = "season"


@dataclass(frozen=True, slots=True)
class DayMark:
    """Days of a country that are not like others; the first and the last are included.

    A holiday has the `name` it has at home, all others a `title` in three languages. The closure
    of one body, place or person has in `whose` what that is called, and no country.
    """

    country: str
    first: date
    last: date
    sort: MarkSort
    name: str = ""
    title: Trilingual = field(default=Trilingual())
    whose: Trilingual = field(default=Trilingual())

    def covers(self, day: date) -> bool:
        """Whether the day is one of these days."""
        return self.first <= day <= self.last

"""The limits of laws and offices that come with the program, each with its source.

They are data in `resources/law`, so that a limit that changes is changed in one line.
"""

import json
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from desktop.domain.codes import Severity
from desktop.paths import shipped

SHORT_STAY, PAID_STAY, WINDOW = "short_stay", "paid_stay", "window"
PASSPORT, PERMIT_PASSPORT = "passport", "permit_passport"
ELIGIBILITY, FISCAL_YEAR, REPORT = "eligibility", "fiscal_year", "report"


@dataclass(frozen=True, slots=True)
class Law:
    """One limit: where and for whose citizens it holds, its numbers, where it is written.

    Without a country it holds in each, without nationalities for all but the country's own
    citizens. `days` count first and last; `checked` is the day on which the source said so.
    """

    law: str
    country: str
    nationalities: tuple[str, ...]
    source: str
    checked: date
    days: int = 0
    within: int = 0
    months: int = 0
    month: int = 0
    day: int = 0
    gates: tuple[str, ...] = ()
    weight: Severity | None = None

    def holds(self, country: str, nationality: str) -> bool:
        """Whether it holds for a citizen of a country in a country."""
        if self.country not in ("", country) or (country and nationality == country):
            return False
        return not self.nationalities or nationality in self.nationalities

    def told(self) -> Mapping[str, object]:
        """What a finding that stands on it says of it."""
        return {"source": self.source, "checked": self.checked}


def laws(name: str, country: str, nationality: str = "") -> tuple[Law, ...]:
    """The limits of a name that hold for a citizen of a country in a country, the nearest first."""
    return tuple(law for law in _all() if law.law == name and law.holds(country, nationality))


def law_of(name: str, country: str, nationality: str = "") -> Law | None:
    """The limit of a name that holds for a citizen of a country in a country, if there is one."""
    return next(iter(laws(name, country, nationality)), None)


def months_after(day: date, months: int) -> date:
    """The same day some months later; the last of the month where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@cache
def _all() -> tuple[Law, ...]:
    text = (shipped("resources/law") / "stays.json").read_text(encoding="utf-8")
    return tuple(_law(row) for row in json.loads(text)["laws"])


def _law(row: Mapping[str, Any]) -> Law:
    given = dict(row)
    for name in ("nationalities", "gates"):
        given[name] = tuple(given.get(name, ()))
    given["checked"] = date.fromisoformat(given["checked"])
    given["weight"] = Severity(given["weight"]) if "weight" in given else None
    return Law(**given)

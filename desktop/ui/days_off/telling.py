"""How the page over all closures calls what is closed, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from desktop import words
from desktop.domain.codes import ClosureKind
from desktop.domain.text import Trilingual
from desktop.language import _, current, dates, names
from desktop.planning.seasons import Season, seasons
from desktop.store.closures import COUNTRY, ClosureRow
from desktop.ui.countries import country_name

SEASON = "season"
_COUNTRIES = ("JP", "DK")

ICONS = {
    COUNTRY: "globe",
    "organisation": "building-2",
    "place": "map-pin",
    "facility": "flask-conical",
    "instrument": "microscope",
    "person": "user-round",
    SEASON: "sun",
}
_LOOKS = {
    ClosureKind.CLOSED: ("quiet", "circle-slash"),
    ClosureKind.MAINTENANCE: ("warn", "clock"),
}


@dataclass(frozen=True, slots=True)
class KnownDays:
    """Days that come with the program: they are shown for orientation, and never changed."""

    country: str
    season: Season

    @property
    def id(self) -> str:
        """What the row is known by."""
        return f"{SEASON}:{self.country}:{self.season.code}:{self.season.first}"

    @property
    def first(self) -> date:
        """The first of the days."""
        return self.season.first

    @property
    def last(self) -> date:
        """The last of the days."""
        return self.season.last


Row = ClosureRow | KnownDays


def known_days(today: date) -> list[KnownDays]:
    """The seasons from today to the end of the next year; slow at first, it asks for holidays."""
    last = date(today.year + 1, 12, 31)
    found = [
        KnownDays(country, season)
        for country in _COUNTRIES
        for season in seasons(country, today, last)
    ]
    return sorted(found, key=lambda known: known.first)


def sort_word(of: str) -> Callable[[], str]:
    """What a kind of owner is called."""
    return {
        COUNTRY: lambda: _("Country"),
        "organisation": lambda: _("Organisation"),
        "place": lambda: _("Place"),
        "facility": lambda: _("Facility"),
        "instrument": lambda: _("Instrument"),
        "person": lambda: _("Person"),
        SEASON: lambda: _("Known season"),
    }[of]


def of_row(row: Row) -> str:
    """The kind of owner, or "season"."""
    return SEASON if isinstance(row, KnownDays) else row.of


def owner_text(row: Row) -> str:
    """What is closed, or who is away."""
    if isinstance(row, KnownDays):
        return country_name(row.country)
    if row.of == COUNTRY:
        return country_name(row.owner) if row.owner else ""
    if row.person is not None:
        return names.display(current(), row.person)
    return row.called.best(current().code)


def reason(row: Row) -> str:
    """Why, or what the days are called."""
    name: Trilingual = row.season.name if isinstance(row, KnownDays) else row.name
    return name.best(current().code)


def time_text(row: Row) -> str:
    """From when to when on each of the days."""
    if isinstance(row, KnownDays) or (row.from_time is None and row.to_time is None):
        return _("All day")
    if row.from_time is not None:
        return dates.clock_range(current(), row.from_time, row.to_time)
    assert row.to_time is not None
    return _("until {time}").format(time=dates.clock(current(), row.to_time))


def state(row: Row) -> tuple[str, str, str]:
    """What sort of days they are: a word, a tone and an icon."""
    if isinstance(row, KnownDays):
        return _("Known season"), "quiet", "sun"
    if row.of == "person":
        return _("Absent"), "info", "user-round"
    tone, icon = _LOOKS[ClosureKind(row.kind)]
    return words.word(ClosureKind(row.kind)), tone, icon


def texts(row: Row) -> Iterable[str]:
    """All that a filter looks at."""
    note = "" if isinstance(row, KnownDays) else row.note
    return (owner_text(row), sort_word(of_row(row))(), reason(row), state(row)[0], note)

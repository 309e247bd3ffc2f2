"""Per clause how many records there are in which state, and what begins in which month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop import words
from desktop.domain.codes import CLAUSE_OF, DelegationStatus, ExchangeStatus, Stage
from desktop.language import _
from desktop.store.overview import Morning
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.overview.chart import Month, MonthChart
from desktop.ui.overview.number import NumberChip
from desktop.ui.overview.reading import country_of, year_around
from desktop.ui.speech import Spoken
from desktop.ui.statuses import status_look
from desktop.ui.widgets import (
    Card,
    ClauseBadge,
    FlowLayout,
    LinkButton,
    PlainLabel,
    column,
    row,
)

_PAGES = {"delegation": "delegations", "exchange": "exchanges", "access_request": "access"}
_STATES: dict[str, type[StrEnum]] = {
    "delegation": DelegationStatus,
    "exchange": ExchangeStatus,
    "access_request": Stage,
}


class ClauseCard(Spoken, Card):
    """The three kinds of record in numbers; each number leads to its list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._chips: dict[tuple[str, StrEnum], NumberChip] = {}
        self._flows: dict[str, FlowLayout] = {}
        self.body.setSpacing(look.M)
        heading = PlainLabel(role="section")
        self.say(heading.setText, lambda: _("Records by state"))
        self.say(self.setAccessibleName, lambda: _("Records by state"))
        self.body.addWidget(heading)
        for kind in _PAGES:
            self.body.addWidget(self._clause(kind))
        self._year = PlainLabel(role="label")
        self.say(self._year.setText, self._year_text)
        self.chart = MonthChart()
        self.body.addLayout(column(self._year, self.chart, spacing=look.XS))
        self.body.addStretch(1)

    def show_morning(self, morning: Morning) -> None:
        """Show how many records are in which state, and what begins when."""
        for kind, counts in morning.states.items():
            for state in _STATES[kind]:
                number = counts[state]
                if number or (kind, state) in self._chips:
                    text = partial(_counted, state, number)
                    self._chip(kind, state).show_number(text, bool(number))
        self.chart.show_months(self._months(morning.months), self._desk.today())
        self.say_again()

    def _clause(self, kind: str) -> QWidget:
        link = LinkButton(_names(kind), partial(self._desk.show_page, _PAGES[kind]))
        states = QWidget()
        self._flows[kind] = FlowLayout(states)
        block = QWidget()
        head = row(ClauseBadge(CLAUSE_OF[kind]), spacing=look.S)
        head.addWidget(link, 1)
        block.setLayout(column(head, states, spacing=look.XS))
        return block

    def _chip(self, kind: str, state: StrEnum) -> NumberChip:
        """The number of a state, made when there is first one of it, in the order of the states."""
        made = self._chips.get((kind, state))
        if made is None:
            lead = partial(self._desk.show_state, _PAGES[kind], state.value)
            made = NumberChip(str, *status_look(state), lead)
            before = list(_STATES[kind])[: list(_STATES[kind]).index(state)]
            place = sum((kind, one) in self._chips for one in before)
            self._flows[kind].insert(place, made)
            self._chips[kind, state] = made
        return made

    def _months(self, counts: dict[str, Counter[str]]) -> list[Month]:
        first, _last = year_around(self._desk.today(), self._desk.zones()[0])
        days = [
            date(first.year + (first.month - 1 + at) // 12, (first.month - 1 + at) % 12 + 1, 1)
            for at in range(12)
        ]
        return [
            Month(
                day,
                {CLAUSE_OF[kind]: numbers[f"{day:%Y-%m}"] for kind, numbers in counts.items()},
            )
            for day in days
        ]

    def _year_text(self) -> str:
        zone = self._desk.zones()[0]
        year = year_around(self._desk.today(), zone)[0].year
        if country_of(zone) == "JP":
            return _("What begins in the Japanese fiscal year {year}").format(year=year)
        return _("What begins in {year}").format(year=year)


def _names(kind: str) -> Callable[[], str]:
    return {
        "delegation": lambda: _("Delegations"),
        "exchange": lambda: _("Exchanges"),
        "access_request": lambda: _("Facility access"),
    }[kind]


def _counted(state: StrEnum, number: int) -> str:
    return f"{words.word(state)} {number}"

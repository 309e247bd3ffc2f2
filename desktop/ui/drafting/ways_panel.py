"""How many ways between the hosts are only estimated, and the office's own times for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.domain import Place
from desktop.domain.text import Trilingual
from desktop.language import _, current, dates, ngettext
from desktop.planning.travel import OFFICE, Travel
from desktop.store import travel
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.drafting.cells import Cell, CellModel, CellTable, Text
from desktop.ui.drafting.fields import no_length
from desktop.ui.drafting.typed import read_length
from desktop.ui.drafting.wished import NOTHING, Wished
from desktop.ui.lists import Column
from desktop.ui.pages.organisations import TRAVEL_TIMES
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, FlowLayout, PictureLabel, PlainLabel, row

_ROWS_SEEN = 6


@dataclass(frozen=True, slots=True)
class Way:
    """A way between the places of two hosts that the office has not entered."""

    from_place_id: str
    to_place_id: str
    from_name: Trilingual
    to_name: Trilingual
    minutes: int

    @property
    def id(self) -> str:
        """Both ends."""
        return f"{self.from_place_id} {self.to_place_id}"


class WaysPanel(Spoken, QWidget):
    """A line about the ways of a delegation, and below it those that are estimated, to be typed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wished = NOTHING
        self._all = 0
        self._ways: list[Way] = []
        self._opened = False
        self.text = PlainLabel(role="soft", wrap=True)
        self._toggle = Button(self._toggle_text, self._turn, kind="quiet")
        self._more = Button(
            lambda: _("Travel times of the office"),
            lambda: desk.show_state("organisations", TRAVEL_TIMES),
            kind="quiet",
            icon="arrow-left-right",
        )
        heading = PlainLabel(role="section")
        self.say(heading.setText, lambda: _("Ways between the hosts"))
        self.model = CellModel(
            [
                Column(
                    name="from",
                    title=lambda: _("From"),
                    text=lambda way: way.from_name.best(current().code),
                    width=20,
                    grows=True,
                ),
                Column(
                    name="to",
                    title=lambda: _("To"),
                    text=lambda way: way.to_name.best(current().code),
                    width=20,
                    grows=True,
                ),
                Column(
                    name="minutes",
                    title=lambda: _("Travel time"),
                    text=lambda way: _("about {time}, estimated").format(
                        time=dates.duration(current(), way.minutes)
                    ),
                    look="soft",
                    width=26,
                ),
            ],
            {"minutes": Cell(typed=lambda _way: "", take=self._enter, fault=_fault)},
            id_of=lambda way: str(way.id),
            is_usual=lambda _way, name: name == "minutes",
            parent=self,
        )
        self.table = CellTable(self.model)
        self.say(self.table.setAccessibleName, lambda: _("Estimated ways"))
        top = row(PictureLabel("arrow-left-right", look.ICON), self.text, spacing=look.S)
        top.setStretchFactor(self.text, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, look.M)
        layout.setSpacing(look.S)
        layout.addWidget(heading)
        layout.addLayout(top)
        actions = FlowLayout(spacing=look.S)
        for button in (self._toggle, self._more):
            actions.addWidget(button)
        layout.addLayout(actions)
        layout.addWidget(self.table)
        self.say(self.text.setText, self.told)
        desk.watch.changed.connect(self._reckon)

    def load(self, wished: Wished) -> None:
        """Speak of the ways between the hosts of a delegation."""
        self._wished = wished
        self._desk.watch.start()
        self._reckon()

    def ways(self) -> Sequence[Way]:
        """The ways that are estimated, the longest first."""
        return tuple(self._ways)

    def told(self) -> str:
        """How many ways are estimated."""
        if not self._desk.watch.is_ready():
            return ""
        return " ".join(filter(None, (self._told_estimated(), self._told_unknown())))

    def _told_estimated(self) -> str:
        number = len(self._ways)
        if number:
            return ngettext(
                "{number} way between these hosts is only estimated by its distance.",
                "{number} ways between these hosts are only estimated by their distance.",
                number,
            ).format(number=number)
        return _("All ways between these hosts are entered.") if self._all else ""

    def _told_unknown(self) -> str:
        number = sum(host.item.place_id is None for host in self._wished.hosts)
        if not number:
            return ""
        return ngettext(
            "{number} host has no place yet, so the ways to it are not known.",
            "{number} hosts have no place yet, so the ways to them are not known.",
            number,
        ).format(number=number)

    def _reckon(self) -> None:
        self._all, self._ways = 0, []
        known = Travel(self._desk.watch.plan)
        for start, end in self._pairs():
            leg = known.between(start.id, end.id)
            if leg is None:
                continue
            self._all += 1
            if leg.source != OFFICE:
                self._ways.append(Way(start.id, end.id, start.name, end.name, leg.minutes))
        self._ways.sort(key=lambda way: -way.minutes)
        self.table.follow(self._ways)
        self.table.fit_rows(_ROWS_SEEN)
        self._show()

    def _pairs(self) -> Iterator[tuple[Place, Place]]:
        found = (host.item.place for host in self._wished.hosts)
        places = {place.id: place for place in found if place is not None}
        return combinations(places.values(), 2)

    def _show(self) -> None:
        self.text.setText(self.told())
        self.setVisible(bool(self.text.text()))
        self._toggle.setVisible(bool(self._ways))
        self._toggle.setText(self._toggle_text())
        self.table.setVisible(self._opened and bool(self._ways))

    def _toggle_text(self) -> str:
        return _("Hide them") if self._opened else _("Enter them here")

    def _turn(self) -> None:
        self._opened = not self._opened
        self._show()
        if self._opened:
            self.table.setCurrentIndex(self.model.index(0, self.model.column_of("minutes")))
            self.table.setFocus()

    def _enter(self, ways: Sequence[Any], text: str) -> None:
        minutes = read_length(text)
        if minutes is None:
            return
        way: Way = ways[0]
        self._desk.do(
            "edit",
            lambda session: travel.enter(
                session, way.from_place_id, way.to_place_id, minutes=minutes
            ),
            kind="travel_time",
        )

    @override
    def respoken(self) -> None:
        self._show()


def _fault(_way: Way, text: str) -> Text | None:
    return no_length if text and read_length(text) is None else None

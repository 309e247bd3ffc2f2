"""The bar above the grid: what the columns are, which day, how fine, how large."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from desktop.language import _, current, dates, names
from desktop.ui import look
from desktop.ui.grid.grid import DayGrid
from desktop.ui.grid.lanes import Mode
from desktop.ui.grid.snapping import STEPS
from desktop.ui.programme.table_model import ProgrammeModel
from desktop.ui.speech import Spoken
from desktop.ui.widgets import FlowLayout, IconButton, ToolButton

_CLOSER = 1.25


class GridBar(Spoken, QWidget):
    """Steers a `DayGrid`; it shows what the grid does, however that was asked for."""

    def __init__(self, grid: DayGrid, model: ProgrammeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid, self._model = grid, model
        self._people: list[str] = []
        self.modes = self._make_modes()
        self.before = IconButton("chevron-left", lambda: _("Previous day"), partial(self._go, -1))
        self.day = self._menu_button(self._fill_days)
        self.after = IconButton("chevron-right", lambda: _("Next day"), partial(self._go, 1))
        self.people = self._menu_button(self._fill_people)
        self.step = self._menu_button(self._fill_steps)
        self.smaller = IconButton("minus", lambda: _("Zoom out"), partial(self._zoom, 1 / _CLOSER))
        self.larger = IconButton("plus", lambda: _("Zoom in"), partial(self._zoom, _CLOSER))
        self.hours = IconButton("clock", lambda: _("All hours"), self._toggle_hours)
        self.hours.setCheckable(True)
        self.lanes_only = QWidget()
        inner = QHBoxLayout(self.lanes_only)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(look.EDGE)
        for part in (self.before, self.day, self.after):
            inner.addWidget(part)
        self._flow = FlowLayout(self, spacing=look.S)
        first: tuple[QWidget, ...] = (self._segments, self.lanes_only, self.people)
        for widget in (*first, self.step, self.smaller, self.larger, self.hours):
            self._flow.addWidget(widget)
        grid.shown.connect(self.follow)
        model.dataChanged.connect(self.follow)
        self.say(self._segments.setAccessibleName, lambda: _("Columns"))
        self.follow()

    def add(self, widget: QWidget) -> None:
        """Put one more thing at the end of the bar."""
        self._flow.addWidget(widget)

    def follow(self, *_signal: object) -> None:
        """Show what the grid does now."""
        language, grid = current(), self._grid
        mode, day = grid.mode(), grid.day()
        self.modes[mode].setChecked(True)
        self.lanes_only.setVisible(mode != Mode.DAYS)
        self.people.setVisible(mode == Mode.PEOPLE)
        self.day.setText(dates.day_short(language, day) if day else "")
        self.day.setAccessibleName(_("Day"))
        days = grid.days()
        self.before.setEnabled(bool(days) and day != days[0])
        self.after.setEnabled(bool(days) and day != days[-1])
        self.step.setText(dates.duration(language, grid.step()))
        self.step.setToolTip(_("Times fall on this step"))
        self.step.setAccessibleName(_("Times fall on this step"))
        self.people.setText(self._who())
        low, high = look.GRID_HOURS
        self.smaller.setEnabled(grid.hour() > low)
        self.larger.setEnabled(grid.hour() < high)

    @override
    def respoken(self) -> None:
        for mode, button in self.modes.items():
            button.setText(_mode_name(mode))
        self.follow()

    # -- what it is made of

    def _make_modes(self) -> dict[Mode, ToolButton]:
        self._segments = QFrame()
        self._segments.setProperty("role", "segments")
        self._segments.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self._segments)
        layout.setContentsMargins(look.EDGE, look.EDGE, look.EDGE, look.EDGE)
        layout.setSpacing(0)
        group = QButtonGroup(self)
        buttons: dict[Mode, ToolButton] = {}
        for mode in Mode:
            button = ToolButton()
            button.setText(_mode_name(mode))
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            button.clicked.connect(partial(self._choose_mode, mode))
            group.addButton(button)
            layout.addWidget(button)
            buttons[mode] = button
        return buttons

    def _menu_button(self, fill: Callable[[QMenu], None]) -> ToolButton:
        button = ToolButton()
        button.setProperty("kind", "choice")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: fill(menu))
        button.setMenu(menu)
        return button

    def _choose_mode(self, mode: Mode, _on: bool = False) -> None:
        self._grid.set_mode(mode)

    def _go(self, by: int) -> None:
        days, day = self._grid.days(), self._grid.day()
        if day in days:
            self._grid.set_day(days[max(0, min(len(days) - 1, days.index(day) + by))])

    def _zoom(self, factor: float) -> None:
        self._grid.zoom(self._grid.hour() * factor)

    def _toggle_hours(self) -> None:
        self._grid.set_show_all_hours(self.hours.isChecked())

    # -- menus

    def _fill_days(self, menu: QMenu) -> None:
        menu.clear()
        for day in self._grid.days():
            action = QAction(dates.day_short(current(), day), menu)
            action.triggered.connect(partial(self._set_day, day))
            menu.addAction(action)

    def _set_day(self, day: dt.date, _on: bool = False) -> None:
        self._grid.set_day(day)

    def _fill_steps(self, menu: QMenu) -> None:
        menu.clear()
        for minutes in STEPS:
            action = QAction(dates.duration(current(), minutes), menu)
            action.setCheckable(True)
            action.setChecked(minutes == self._grid.step())
            action.triggered.connect(partial(self._set_step, minutes))
            menu.addAction(action)

    def _set_step(self, minutes: int, _on: bool = False) -> None:
        self._grid.set_step(minutes)
        self.follow()

    def _fill_people(self, menu: QMenu) -> None:
        menu.clear()
        every = QAction(_("Everyone"), menu)
        every.setCheckable(True)
        every.setChecked(not self._people)
        every.triggered.connect(lambda _on=False: self._set_people([]))
        menu.addAction(every)
        menu.addSeparator()
        for person in self._model.programme().people:
            action = QAction(names.display(current(), person).replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(person.id in self._people)
            action.triggered.connect(lambda on, each=person.id: self._toggle_person(each, on))
            menu.addAction(action)

    def _toggle_person(self, person_id: str, on: bool) -> None:
        chosen = [each for each in self._people if each != person_id]
        self._set_people([*chosen, person_id] if on else chosen)

    def _set_people(self, ids: list[str]) -> None:
        order = [person.id for person in self._model.programme().people]
        self._people = [each for each in order if each in ids]
        self._grid.set_people(self._people)
        self.follow()

    def _who(self) -> str:
        chosen = [p for p in self._model.programme().people if p.id in self._people]
        if not chosen:
            return _("Everyone")
        first = names.display(current(), chosen[0])
        return first if len(chosen) == 1 else f"{first} +{len(chosen) - 1}"


def _mode_name(mode: Mode) -> str:
    return {
        Mode.DAYS: _("Days"),
        Mode.GROUPS: _("Groups"),
        Mode.PEOPLE: _("People"),
        Mode.PLACES: _("Places"),
        Mode.VEHICLES: _("Vehicles"),
    }[mode]

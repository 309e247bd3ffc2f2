"""The day grid in the programme: what is dragged there is done, and what collides is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.domain import Delegation, Moment
from desktop.domain.codes import Severity
from desktop.domain.plan import Plan
from desktop.language import _, current
from desktop.planning.availability import unavailable
from desktop.planning.holidays import public_holidays
from desktop.store import delegations
from desktop.ui import look
from desktop.ui.countries import country_name
from desktop.ui.desk import Desk
from desktop.ui.grid.bar import GridBar
from desktop.ui.grid.grid import DayGrid
from desktop.ui.grid.lanes import Lane
from desktop.ui.programme.actions import Actions
from desktop.ui.programme.bubble import Answer, Bubble
from desktop.ui.programme.moves import Moves
from desktop.ui.programme.programme import DELEGATION, read_programme
from desktop.ui.programme.table_model import ProgrammeModel
from desktop.ui.speech import Spoken
from desktop.ui.widgets import ToolButton
from desktop.words.findings import finding
from desktop.words.holidays import holiday
from desktop.words.unavailable import unavailable as why_not

_RANK = {Severity.BLOCK: 0, Severity.WARNING: 1, Severity.HINT: 2}
_AROUND = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Busy:
    """A time that cannot be had, with the reason as a sentence."""

    start: int
    end: int
    reason: str


class Timeline(Spoken, QWidget):
    """The grid of a programme and the bar that steers it.

    It shares `model` and `selection` with the table, and does by `actions` and `moves` what is
    dropped. `opened` is sent with an item whose details are wanted, `menu_asked` with the place
    of the menu.
    """

    opened = Signal(str)
    menu_asked = Signal(QPoint)

    def __init__(
        self,
        desk: Desk,
        model: ProgrammeModel,
        selection: QItemSelectionModel,
        actions: Actions,
        moves: Moves,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._model = desk, model
        self._actions, self._moves = actions, moves
        self._others: list[str] = []
        # Zooming is many small steps; the settings are written once it is over.
        self._kept = QTimer(self)
        self._kept.setSingleShot(True)
        self._kept.setInterval(look.FILTER_MS)
        self._kept.timeout.connect(desk.save_settings)
        self.grid = DayGrid(model, selection, desk.zones, now=desk.clock)
        self.bar = GridBar(self.grid, model)
        self.also = self._make_also()
        self.bar.add(self.also)
        self.bubble = Bubble(self.grid)
        self.bubble.closed.connect(self.grid.setFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.S)
        layout.addWidget(self.bar)
        layout.addWidget(self.grid, 1)
        self.setFocusProxy(self.grid)
        self.grid.set_step(desk.settings.grid_step)
        self.grid.zoom(desk.settings.grid_hour)
        self._connect()
        self.bar.follow()

    def show_programme(self) -> None:
        """Follow the programme of the model, which is another one now or was changed."""
        in_town = self._in_town()
        self.also.setVisible(bool(in_town))
        self._show_others(in_town)
        self._mark()

    def ask(self, item_id: str, text: Callable[[], str], answers: Sequence[Answer]) -> None:
        """Ask beside an item."""
        self.bubble.ask(self._beside(item_id), text, answers)

    def show_current(self) -> None:
        """Bring what the keyboard is at into sight."""
        self.grid.scrollTo(self.grid.currentIndex())

    # -- what is dropped

    def _connect(self) -> None:
        grid = self.grid
        grid.unavailable = self._unavailable
        grid.would_cause = self._would_cause
        grid.moved.connect(self._moves.set_times)
        grid.unplaced.connect(self._moves.unplace)
        grid.lane_moved.connect(self._change_lane)
        grid.created.connect(self._create)
        grid.details_asked.connect(self.opened)
        grid.menu_asked.connect(self.menu_asked)
        grid.refused.connect(self._refused)
        grid.shown.connect(self._remember)
        self._desk.watch.changed.connect(self._mark)

    def _remember(self) -> None:
        """Keep how fine and how large the officer wants the grid."""
        settings, step, hour = self._desk.settings, self.grid.step(), round(self.grid.hour())
        if (settings.grid_step, settings.grid_hour) != (step, hour):
            settings.grid_step, settings.grid_hour = step, hour
            self._kept.start()

    def _change_lane(
        self,
        ids: list[str],
        start: Lane | None,
        end: Lane,
        times: Mapping[str, tuple[Moment, Moment]],
    ) -> None:
        before = (start.kind, start.id) if start is not None else ("", "")
        self._moves.change_lane(ids, before, (end.kind, end.id), end.room, times)

    def _create(self, start: Moment, end: Moment) -> None:
        made = self._actions.add_at(start, end)
        if made is not None:
            self.grid.choose([made])
            self.opened.emit(made)

    def _refused(self, item_id: str, _reason: str) -> None:
        self.bubble.ask(
            self._beside(item_id),
            lambda: _("This is pinned to its time."),
            [
                (lambda: _("Leave it"), lambda: None),
                (lambda: _("Unpin"), lambda: self._moves.set_pinned([item_id], False)),
            ],
        )

    def _beside(self, item_id: str) -> QRect:
        row = self._model.row_of(item_id)
        rect = self.grid.visualRect(self.grid.model().index(row, 0)) if row >= 0 else QRect()
        return rect.translated(self.grid.viewport().pos())

    # -- what collides

    def _unavailable(self, item_id: str) -> Sequence[_Busy]:
        plan, days = self._desk.watch.plan, self.grid.days()
        booking = plan.bookings.get(item_id)
        if booking is None or not days:
            return ()
        first = int(dt.datetime.combine(days[0] - _AROUND, dt.time(), dt.UTC).timestamp()) // 60
        last = int(dt.datetime.combine(days[-1] + 2 * _AROUND, dt.time(), dt.UTC).timestamp()) // 60
        return [
            _Busy(span.start, span.end, why_not(span, plan, current()))
            for span in unavailable(plan, booking, first, last)
        ]

    def _would_cause(self, times: Mapping[str, tuple[Moment, Moment]]) -> Sequence[tuple[str, str]]:
        watch = self._desk.watch
        return [
            (found.severity.value, finding(found, watch.plan, current()))
            for found in watch.would_cause(times)
            if found.accepted is None
        ]

    def _mark(self) -> None:
        programme, watch = self._model.programme(), self._desk.watch
        if not programme.owner_id:
            return
        marks: dict[str, str] = {}
        for found in watch.of_record(programme.owner_kind, programme.owner_id):
            if found.accepted is not None:
                continue
            for booking in found.bookings:
                if _RANK[found.severity] < _RANK.get(Severity(marks.get(booking, "off")), 3):
                    marks[booking] = found.severity.value
        self.grid.set_marks(marks)
        if watch.is_ready():
            self.grid.set_notes(self._notes(watch.plan))

    def _notes(self, plan: Plan) -> dict[dt.date, str]:
        """The public holidays of both countries on the days that are shown."""
        programme, days = self._model.programme(), self.grid.days()
        record = plan.records.get((programme.owner_kind, programme.owner_id))
        if not days or record is None:
            return {}
        notes: dict[dt.date, list[str]] = {}
        for country in ("JP", "DK"):
            for day, name in public_holidays(country, days[0], days[-1]).items():
                said = f"{holiday(name, current())} ({country_name(country)})"
                notes.setdefault(day, []).append(said)
        return {day: "  ·  ".join(said) for day, said in notes.items()}

    # -- other delegations in the same days

    def _make_also(self) -> ToolButton:
        button = ToolButton()
        button.setProperty("kind", "choice")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: self._fill_also(menu))
        button.setMenu(menu)
        self.say(button.setText, self._also_text)
        return button

    def _also_text(self) -> str:
        if not self._others:
            return _("Also show…")
        return _("Also show ({n})").format(n=len(self._others))

    def _in_town(self) -> list[Delegation]:
        """The other delegations that travel in the same days."""
        programme = self._model.programme()
        first, last = programme.first, programme.last
        if programme.owner_kind != DELEGATION or first is None or last is None:
            return []
        found = self._desk.read(partial(delegations.between, first=first, last=last))
        return [each for each in found if each.id != programme.owner_id]

    def _fill_also(self, menu: QMenu) -> None:
        menu.clear()
        for row in self._in_town():
            said = f"{row.reference}  {row.title.best(current().code)}"
            action = QAction(said.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(row.id in self._others)
            action.triggered.connect(lambda on, each=row.id: self._also_show(each, on))
            menu.addAction(action)

    def _also_show(self, record: str, on: bool) -> None:
        others = [each for each in self._others if each != record]
        self._others = [*others, record] if on else others
        self._show_others(self._in_town())
        self.say_again()

    def _show_others(self, in_town: Sequence[Delegation]) -> None:
        rows = {row.id: row for row in in_town}
        self._others = [each for each in self._others if each in rows]
        self.grid.set_others(
            [
                (
                    rows[each].reference,
                    self._desk.read(partial(read_programme, owner_kind=DELEGATION, owner_id=each)),
                )
                for each in self._others
            ]
        )

    @override
    def respoken(self) -> None:
        self._mark()

"""The calendar of one instrument: a week or four, painted and as a table."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.domain.codes import SlotStatus
from desktop.domain.plan import instant_of
from desktop.domain.time import Moment
from desktop.language import _, current, dates
from desktop.planning.occupancy import Occupancy, occupancy
from desktop.store import slots
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.instruments.picture import Picture
from desktop.ui.instruments.telling import request_name
from desktop.ui.lists import Column, ListModel, ListTable
from desktop.ui.slots.telling import hours_text, moment_text, other_text
from desktop.ui.speech import Spoken
from desktop.ui.statuses import status_look
from desktop.ui.widgets import Button, IconButton, PlainLabel, ToolButton, row

WEEK = 7
_MOST_ROWS = 10


class InstrumentCalendar(Spoken, QWidget):
    """Shows by whom an instrument is taken, as far as the plans that are watched say.

    `opened(slot_id)` and `asked(start, end)` tell what the officer wants: to see a slot, or a new
    one at a time (two moments on the instrument's clock).
    """

    opened = Signal(str)
    asked = Signal(object, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._instrument, self._own, self._slot = "", "", ""
        self._first, self._days = _monday(desk.today()), WEEK
        self._shown: Occupancy | None = None
        self.picture = Picture(desk.zones())
        self.picture.opened.connect(self.opened)
        self.picture.asked.connect(self._ask)
        self._title = PlainLabel(role="section")
        self._waits = PlainLabel(role="soft")
        self.say(self._waits.setText, lambda: _("The plans are being read…"))
        legend = PlainLabel(role="hint", wrap=True)
        self.say(legend.setText, self._legend)
        self.model = ListModel(self._columns(), parent=self)
        self.table = ListTable(self.model)
        look.mark(self.table, "role", "boxed")
        self.say(self.table.setAccessibleName, lambda: _("Slots in these days"))
        self.table.opened.connect(lambda slot: self.opened.emit(slot.id))
        self._spans = self._make_spans()
        head = row(
            IconButton("chevron-left", lambda: _("Earlier days"), lambda: self.go(-1)),
            Button(lambda: _("Today"), self.go_today),
            IconButton("chevron-right", lambda: _("Later days"), lambda: self.go(1)),
            self._title,
            None,
            self._spans,
            spacing=look.S,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.M)
        layout.addLayout(head)
        for part in (self._waits, self.picture, legend, self.table):
            layout.addWidget(part)
        self.say(self._title.setText, self._period)
        desk.watch.changed.connect(self.reload)

    def load(self, instrument_id: str) -> None:
        """Show an instrument."""
        self._instrument = instrument_id
        self.reload()

    def lead_to(self, slot_id: str, access_id: str, day: date | None) -> None:
        """Let the slots of a request stand out, and show the day of one of them."""
        self._slot, self._own = slot_id, access_id
        self._first = _monday(day or self._desk.today())
        self.reload()

    def go(self, by: int) -> None:
        """Show the days that come after these, or before."""
        self._first += timedelta(days=by * self._days)
        self.reload()

    def go_today(self) -> None:
        """Show the week of today."""
        self._first = _monday(self._desk.today())
        self.reload()

    def show_weeks(self, weeks: int) -> None:
        """Show so many weeks at once."""
        self._days = weeks * WEEK
        self.spans[weeks].setChecked(True)
        self.reload()

    def reload(self) -> None:
        """Show what the plans say now."""
        watch = self._desk.watch
        watch.start()
        ready = watch.is_ready() and self._instrument in watch.plan.instruments
        self._waits.setVisible(not ready)
        if ready:
            states = self._desk.read(lambda session: slots.states_at(session, self._instrument))
            span = self._first, self._days
            self._shown = occupancy(watch.plan, self._instrument, *span, states)
            self.picture.show_days(watch.plan, self._shown, self._own, self._slot)
            self.model.set_rows(sorted(self._shown.slots, key=lambda slot: slot.start_minute or 0))
            self.table.choose([self._slot] if self._slot else [])
            self.table.fit_rows(_MOST_ROWS)
        self.picture.setVisible(ready)
        self.table.setVisible(bool(ready and self.model.rowCount()))
        self._title.setText(self._period())

    @override
    def respoken(self) -> None:
        self.model.respeak()

    def _ask(self, start: int, end: int) -> None:
        if self._shown is not None:
            zone = self._shown.zone
            self.asked.emit(Moment.at(instant_of(start), zone), Moment.at(instant_of(end), zone))

    def _period(self) -> str:
        last = self._first + timedelta(days=self._days - 1)
        said = dates.date_range(current(), self._first, last)
        week = dates.week(current(), self._first)
        return f"{said}  ·  {week}" if self._days == WEEK else said

    def _legend(self) -> str:
        return _(
            "Filled: agreed slots, strong those of this request. Dashed: not agreed yet. "
            "Hatched: closed or maintenance. Grey: outside the opening hours."
        )

    def _make_spans(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "segments")
        layout = QHBoxLayout(frame)
        layout.setContentsMargins(look.EDGE, look.EDGE, look.EDGE, look.EDGE)
        layout.setSpacing(0)
        group = QButtonGroup(self)
        self.spans: dict[int, ToolButton] = {}
        for weeks, text in ((1, lambda: _("Week")), (4, lambda: _("4 weeks"))):
            button = ToolButton()
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            button.setChecked(weeks == 1)
            button.clicked.connect(lambda _on=False, weeks=weeks: self.show_weeks(weeks))
            self.say(button.setText, text)
            group.addButton(button)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            self.spans[weeks] = button
        return frame

    def _columns(self) -> list[Column]:
        desk = self._desk
        return [
            Column(
                name="start",
                title=lambda: _("Start"),
                text=lambda slot: moment_text(slot.start),
                sort=lambda slot: slot.start_minute,
                look="strong",
                width=20,
            ),
            Column(
                name="end",
                title=lambda: _("End"),
                text=lambda slot: moment_text(slot.end),
                sort=lambda slot: slot.end_minute,
                width=20,
            ),
            Column(
                name="other",
                title=lambda: _("Other clock"),
                text=lambda slot: other_text(slot.start, slot.end, desk.zones()),
                sort=lambda slot: slot.start_minute,
                look="soft",
                spare=True,
                width=35,
            ),
            Column(
                name="length",
                title=lambda: _("Length"),
                text=lambda slot: hours_text(slot.start, slot.end),
                sort=lambda slot: (slot.end_minute or 0) - (slot.start_minute or 0),
                right=True,
                width=9,
            ),
            Column(
                name="status",
                title=lambda: _("Status"),
                text=lambda slot: words.word(SlotStatus(slot.status)),
                status=lambda slot: status_look(SlotStatus(slot.status)),
                sort=lambda slot: list(SlotStatus).index(SlotStatus(slot.status)),
                width=18,
            ),
            Column(
                name="request",
                title=lambda: _("Access request"),
                text=lambda slot: request_name(desk.watch.plan, slot),
                grows=True,
                width=12,
            ),
        ]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())

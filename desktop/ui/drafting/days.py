"""The panel in which the officer says how long days are, where they begin, and when lunch is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.domain import Delegation
from desktop.language import _, ngettext
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.drafting.cells import CellTable, Text
from desktop.ui.drafting.day_columns import DaysModel, day_name, remarks
from desktop.ui.drafting.day_form import DayForm, switches
from desktop.ui.drafting.frames import (
    Frame,
    backwards,
    frames,
    same_for_all,
    set_frames,
)
from desktop.ui.drafting.guard import SelectionGuard
from desktop.ui.drafting.ways_panel import WaysPanel
from desktop.ui.drafting.wished import NOTHING, WISHES, read_wished
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Card, EmptyState, PlainLabel, Scroll, column

_ROWS_LEAST, _ROWS_SEEN = 3, 9
_KINDS = WISHES | {"delegation", "travel_time"}


class DaysPanel(Spoken, QWidget):
    """Every day and each day of the visit in a table, the selected ones as a form, and the ways."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id = ""
        self._shown: list[str] = []
        self._frames: list[Frame] = []
        self.wished = NOTHING
        self.model = DaysModel(lambda: self.wished, self.save, self.check, self)
        self.table = CellTable(self.model)
        self.say(self.table.setAccessibleName, lambda: _("Days"))
        self._guard = SelectionGuard(self.table, lambda: self._shown, self.leave, self._show)
        self.form = DayForm(desk, lambda: self.wished, self.check)
        self.form.edited.connect(self._edited)
        self.form.same_asked.connect(self._same)
        desk.drafts.follow(self.form, self._subject)
        self.ways = WaysPanel(desk)
        self._lay_out()
        self.say(self._heading.setText, self._heading_text)
        self.say(self._remarks.setText, self._remarks_text)
        desk.changed.connect(self._changed)

    def load(self, delegation_id: str) -> None:
        """Show the days of a delegation; what is being typed stays as it is."""
        self._id = delegation_id
        self.wished = (
            self._desk.read(lambda session: read_wished(session, delegation_id))
            if delegation_id
            else NOTHING
        )
        self._frames = frames(self.wished, self._desk.today()) if self.wished.days else []
        with self._guard.resting():
            self.table.follow(self._frames)
            if not self.table.chosen():
                self.table.choose_any()
        self._fit()
        self.ways.load(self.wished)
        self._show()

    def leave(self) -> bool:
        """Take what is being typed; False if it cannot be read."""
        return not self._shown or self.form.commit()

    def chosen(self) -> list[Frame]:
        """The selected frames, from the top."""
        return list(self.table.chosen())

    def check(self, changed: Sequence[Frame], values: dict[str, object]) -> Text | None:
        """Why frames cannot have values: something would end before it begins; else None."""
        return backwards(self._frames, changed, values)

    def save(self, changed: Sequence[Frame], values: dict[str, object]) -> bool:
        """Store values for frames, as one action."""
        return bool(values) and set_frames(self._desk, self.wished, changed, switches(values))

    # -- how it stands

    def _lay_out(self) -> None:
        self._heading = PlainLabel(role="section", wrap=True)
        self._remarks = PlainLabel(role="soft", wrap=True)
        card = Card()
        card.body.addLayout(column(self._heading, self._remarks, self.form, spacing=look.M))
        below = QWidget()
        below.setLayout(column(card, self.ways, spacing=look.L))
        self._details = Scroll(below)
        self._details.setMinimumHeight(2 * look.ROW)
        self._details.setMinimumWidth(look.COLUMN)
        self._unbound = self._details.maximumWidth()
        self._empty = EmptyState(
            "calendar",
            lambda: _("The visit has no days yet"),
            lambda: _(
                "Enter the first and the last day of the delegation. Then each day is here with "
                "its usual hours."
            ),
            button=lambda: _("Open the delegation"),
            pressed=lambda: self._desk.open("delegation", self._id),
        )
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._sides.setSpacing(look.L)
        self._sides.addWidget(self.table)
        self._sides.addWidget(self._details, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._empty, 1)
        layout.addLayout(self._sides, 1)
        self._show()

    # -- showing

    def _show(self) -> None:
        chosen = self.chosen()
        self._shown = [frame.id for frame in chosen]
        self._empty.setVisible(not self._frames)
        self.table.setVisible(bool(self._frames))
        self._details.setVisible(bool(chosen))
        self.form.show_frames(chosen, self._frames)
        self._heading.setText(self._heading_text())
        self._remarks.setText(self._remarks_text())
        self._remarks.setVisible(bool(self._remarks.text()))

    def _heading_text(self) -> str:
        chosen = self.chosen()
        if len(chosen) == 1:
            return day_name(chosen[0])
        number = len(chosen)
        return ngettext("{number} day selected", "{number} days selected", number).format(
            number=number
        )

    def _remarks_text(self) -> str:
        chosen = self.chosen()
        return remarks(chosen[0]) if len(chosen) == 1 else ""

    # -- saving

    def _subject(self) -> tuple[str, str]:
        chosen = self.chosen()
        if len(chosen) != 1:
            return "", ""
        return "draft_day", self.wished.rows.get(chosen[0].day, "")

    def _edited(self, name: str, value: Any) -> None:
        if not self.save(self.chosen(), self.form.with_partner(name, value)):
            self.load(self._id)

    def _same(self, name: str) -> None:
        chosen = self.chosen()
        if len(chosen) != 1 or not self.leave():
            return
        value = chosen[0].holds(name)
        fault = self.check(self._frames, {name: value})
        if fault is None:
            same_for_all(self._desk, self.wished, name, value)
        else:
            self.form.problem(name, fault)

    def _changed(self, kinds: frozenset[str]) -> None:
        if self._id and kinds & _KINDS:
            there = self._desk.read(lambda session: session.get(Delegation, self._id))
            self.load(self._id if there is not None else "")

    def select(self, day: object = None, name: str = "") -> None:
        """Lead to a day, or to every day, and perhaps to a field of it."""
        found = next((frame for frame in self._frames if frame.day == day), None)
        if found is None:
            return
        self.table.choose([found.id])
        if name and self._shown == [found.id]:
            self.form.focus(name)
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave the form at least half of the room; in a low window it stands beside the table."""
        way = QBoxLayout.Direction
        beside = self.height() < look.LOW and self.width() >= look.LOW_WIDE
        self._sides.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._sides.setStretch(0, 3 if beside else 0)
        self._sides.setStretch(1, 2 if beside else 1)
        self._details.setMaximumWidth(look.BESIDE if beside else self._unbound)
        if beside:
            self.table.setMinimumHeight(2 * look.ROW)
            self.table.setMaximumHeight(max(2 * look.ROW, self.height()))
        else:
            line = self.table.verticalHeader().defaultSectionSize()
            self.table.fit_rows(max(_ROWS_LEAST, min(_ROWS_SEEN, self.height() // 2 // line)))

    @override
    def respoken(self) -> None:
        if self._id and self.isVisible():
            self.load(self._id)

"""Where a slot stands in a programme, and bringing the two together again."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.domain import Item, Slot
from desktop.domain.codes import SlotStatus
from desktop.language import _, current
from desktop.store import records, slots
from desktop.store.slots import Placed
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.slots.place_dialog import PlaceDialog
from desktop.ui.slots.telling import moment_text
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, IconButton, LinkButton, PlainLabel, StatusChip, column, row

PLACEABLE = frozenset({SlotStatus.TENTATIVE, SlotStatus.CONFIRMED})
"""The states in which a slot can be put into a programme."""


class PlacedRow(Spoken, QWidget):
    """One item at a slot: a step to it, whether their times agree, and what can be done."""

    def __init__(self, desk: Desk, slot: Slot, one: Placed) -> None:
        super().__init__()
        apart = (one.start, one.end) != (slot.start, slot.end)

        def said() -> str:
            title = one.title.best(current().code)
            parts = (one.reference, title, moment_text(one.start) or _("No time yet"))
            return "  ·  ".join(part for part in parts if part)

        link = LinkButton(said, lambda: desk.open(one.record_kind, one.record_id, one.item_id))
        tone, icon = ("warn", "triangle-alert") if apart else ("good", "link")
        chip = StatusChip(
            (lambda: _("At another time")) if apart else (lambda: _("At the same time")), tone, icon
        )
        remove = IconButton("x", lambda: _("Unlink"), partial(unlink, desk, one.item_id))
        line = row(link, chip, remove, spacing=look.M)
        line.setStretchFactor(link, 1)
        fixes = [
            Button(text, partial(together, desk, act, one.item_id))
            for text, act in (
                (lambda: _("Move the item to the slot"), slots.item_follows),
                (lambda: _("Move the slot to the item"), slots.slot_follows),
            )
            if apart
        ]
        self.setLayout(column(line, row(*fixes, None, spacing=look.M)) if apart else line)


class PlacedPanel(Spoken, QWidget):
    """The items that take place at the chosen slot, and the way into one more programme."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._slot: Slot | None = None
        self._place = Button(
            lambda: _("Put into a programme…"), self.place, kind="quiet", icon="calendar-plus"
        )
        self._calendar = Button(
            lambda: _("Show the instrument's calendar"),
            self.show_calendar,
            kind="quiet",
            icon="calendar-days",
        )
        self._why = PlainLabel(role="hint", wrap=True)
        self.say(
            self._why.setText,
            lambda: _("Only a tentative or confirmed slot can be put into a programme."),
        )
        self._heading = PlainLabel(role="label")
        self.say(self._heading.setText, lambda: _("In programmes"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(look.XS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.S)
        layout.addWidget(self._heading)
        layout.addLayout(self._rows)
        layout.addLayout(row(self._place, self._calendar, None, spacing=look.M))
        layout.addWidget(self._why)

    def load(self, slot: Slot | None) -> None:
        """Show where a slot stands; None while a new one is begun."""
        self._slot = slot
        found = [] if slot is None else self._desk.read(lambda s: slots.placed(s, slot.id))
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one in found:
            if slot is not None:
                self._rows.addWidget(PlacedRow(self._desk, slot, one))
        self._heading.setVisible(bool(found))
        placeable = slot is not None and slot.status in PLACEABLE
        self._place.setEnabled(placeable)
        self._why.setVisible(not placeable)
        self._calendar.setEnabled(slot is not None and slot.instrument_id is not None)
        self.setVisible(slot is not None)

    def place(self) -> None:
        """Ask for a programme, and put the slot into it."""
        if self._slot is not None:
            PlaceDialog.ask(self._desk, self._slot.id, self.window())

    def show_calendar(self) -> None:
        """Open the calendar of the slot's instrument, at this slot."""
        slot = self._slot
        if slot is not None and slot.instrument_id is not None:
            self._desk.open("instrument", slot.instrument_id, slot.id)


def together(desk: Desk, act: slots.Join, item_id: str) -> None:
    """Give a slot and its item the same time, as one action."""

    def work(session: Session) -> bool:
        act(session, item_id)
        return True

    if desk.do("access.follow_slot", work):
        desk.notice(lambda: _("Slot and item are at the same time again."), undo=True)


def unlink(desk: Desk, item_id: str) -> None:
    """Let an item no longer take place at its slot; both keep their times."""
    if desk.do("edit", lambda s: records.update(s, Item, item_id, slot_id=None), kind="item"):
        desk.notice(lambda: _("The item is no longer linked to the slot."), undo=True)

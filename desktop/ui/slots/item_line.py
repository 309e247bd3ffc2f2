"""The line in an item's form that says at which slot it takes place."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain import Item
from desktop.language import _, current
from desktop.store import slots
from desktop.store.slots import SlotOf
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.slots.placed import together, unlink
from desktop.ui.slots.telling import moment_text
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, Card, IconButton, LinkButton, PictureLabel, PlainLabel, row


class SlotLine(Spoken, QWidget):
    """At the slot of which request an item takes place, and what to do where their times differ.

    It is not there where the item has no slot, and follows the slot by itself.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._item: Item | None = None
        self._slot: SlotOf | None = None
        self._card = Card()
        self._link = LinkButton(self._said, self._go)
        self._apart = PlainLabel(role="missing", wrap=True)
        self._fixes = [
            Button(lambda: _("Move the item to the slot"), partial(self._join, slots.item_follows)),
            Button(lambda: _("Move the slot to the item"), partial(self._join, slots.slot_follows)),
        ]
        self.say(self._tell_apart, self._apart_text)
        head = row(
            PictureLabel("microscope"),
            self._link,
            IconButton("x", lambda: _("Unlink"), self._unlink),
            spacing=look.S,
        )
        head.setStretchFactor(self._link, 1)
        self._card.body.setContentsMargins(look.M, look.S, look.S, look.S)
        self._card.body.addLayout(head)
        self._card.body.addWidget(self._apart)
        for fix in self._fixes:
            self._card.body.addWidget(fix)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._card)
        desk.changed.connect(self._follow)
        self.hide()

    def load(self, item: Item) -> None:
        """Show at which slot an item takes place."""
        self._item = item
        slot_id = item.slot_id
        self._slot = self._desk.read(lambda s: slots.slot_of(s, slot_id)) if slot_id else None
        self.setVisible(self._slot is not None)
        self._link.say_again()
        self.say_again()

    def _follow(self, kinds: frozenset[str]) -> None:
        if self._slot is not None and self._item is not None and "slot" in kinds:
            self.load(self._item)

    def _is_apart(self) -> bool:
        item, slot = self._item, self._slot
        if item is None or slot is None:
            return False
        return (item.start, item.end) != (slot.start, slot.end)

    def _said(self) -> str:
        slot = self._slot
        if slot is None:
            return ""
        name = slot.instrument.best(current().code)
        said = _("At the slot of {reference}").format(reference=slot.reference)
        return "  ·  ".join(part for part in (said, name) if part)

    def _apart_text(self) -> str:
        if self._slot is None or not self._is_apart():
            return ""
        start = moment_text(self._slot.start) or _("No time yet")
        return _("The slot is at another time: {start}").format(start=start)

    def _tell_apart(self, text: str) -> None:
        self._apart.setText(text)
        for part in (self._apart, *self._fixes):
            part.setVisible(bool(text))

    def _go(self) -> None:
        if self._slot is not None:
            self._desk.open("access_request", self._slot.access_id, self._slot.slot_id)

    def _join(self, act: slots.Join) -> None:
        if self._item is not None:
            together(self._desk, act, self._item.id)

    def _unlink(self) -> None:
        if self._item is not None:
            unlink(self._desk, self._item.id)

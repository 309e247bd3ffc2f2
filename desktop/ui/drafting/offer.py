"""The way from a programme to its draft: a button above it, and a line where nothing has a time."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.language import _, pgettext
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.programme.programme import Programme
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, PictureLabel, PlainLabel, row


class DraftOffer(Spoken, QWidget):
    """A line that offers a draft where no item has a time yet; `button` offers it in any case.

    `desk.open_draft` is called with the delegation that is shown.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._delegation_id = ""
        self._has_items = False
        self._is_narrow = False
        self.button = Button(lambda: pgettext("button", "Draft…"), self.open, icon="route")
        for setter in (self.button.setAccessibleName, self.button.setToolTip):
            self.button.say(setter, lambda: _("Draft the programme…"))
        text = PlainLabel(role="soft", wrap=True)
        self.begin = Button(lambda: _("Draft the programme…"), self.open, kind="quiet")
        layout = row(PictureLabel("info", look.ICON, "soft"), text, self.begin, spacing=look.S)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.say(
            text.setText,
            lambda: _("No item has a time yet. The days can be drafted from what hosts wish."),
        )
        self.hide()

    def show_programme(self, programme: Programme) -> None:
        """Offer a draft of the programme of a delegation."""
        self._delegation_id = programme.owner_id if programme.owner_kind == "delegation" else ""
        items = programme.items if self._delegation_id else ()
        self.setVisible(bool(items) and all(one.start.utc() is None for one in items))
        self._has_items = bool(items)
        self._fit()

    def fit(self, room: int) -> None:
        """Leave the button to the menu where the line to type into needs the room more."""
        self._is_narrow = room < look.TWO_COLUMNS
        self._fit()

    def open(self) -> None:
        """Open the draft."""
        if self._delegation_id:
            self._desk.open_draft(self._delegation_id)

    def _fit(self) -> None:
        self.button.setVisible(self._has_items and not self._is_narrow)

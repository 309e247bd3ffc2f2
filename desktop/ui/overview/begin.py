"""Three ways to begin, which an empty office shows instead of empty cards."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language import _
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, Card, PictureLabel, PlainLabel, column, row

Text = Callable[[], str]


class WaysToBegin(Spoken, QWidget):
    """Plan something of one's own, look at the demo office, or open a colleague's file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        heading = PlainLabel(role="section")
        self.say(heading.setText, lambda: _("Welcome"))
        sentence = PlainLabel(role="soft", wrap=True)
        self.say(sentence.setText, lambda: _("This office is still empty. Three ways to begin:"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.L)
        layout.addLayout(column(heading, sentence, spacing=look.XS))
        layout.addWidget(
            self._way(
                "handshake",
                lambda: _("Plan something"),
                lambda: _(
                    "Start with a delegation: give it a title and dates, then type its programme "
                    "line by line."
                ),
                Button(
                    lambda: _("New delegation"), lambda: desk.open("delegation", ""), kind="filled"
                ),
                Button(lambda: _("New exchange"), lambda: desk.open("exchange", "")),
                Button(lambda: _("New access request"), lambda: desk.open("access_request", "")),
            )
        )
        layout.addWidget(
            self._way(
                "presentation",
                lambda: _("Open the demo office"),
                lambda: _(
                    "A complete example to look at and try things out. All people are invented."
                ),
                Button(lambda: _("Open the demo"), desk.demo_asked.emit),
            )
        )
        layout.addWidget(
            self._way(
                "folder-open",
                lambda: _("Open a file"),
                lambda: _("An office file that you or a colleague already have."),
                Button(lambda: _("Choose a file…"), desk.file_asked.emit),
            )
        )
        layout.addStretch(1)

    def _way(self, icon: str, title: Text, detail: Text, *buttons: Button) -> Card:
        card = Card()
        card.setMaximumWidth(look.FORM)
        heading, below = PlainLabel(role="strong"), PlainLabel(role="soft", wrap=True)
        self.say(heading.setText, title)
        self.say(below.setText, detail)
        words = column(heading, below, spacing=look.XS)
        if len(buttons) > 1:
            words.addSpacing(look.S)
            words.addLayout(row(*buttons, None, spacing=look.M))
        line = row(PictureLabel(icon, look.ICON + look.S, "accent"), spacing=look.L)
        line.addLayout(words, 1)
        if len(buttons) == 1:
            line.addWidget(buttons[0])
        card.body.addLayout(line)
        return card

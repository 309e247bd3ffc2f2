"""Lines beside a proposal: an icon with a sentence, and sections that go where they are empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui import look
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Line, PictureLabel, PlainLabel, row

Text = Callable[[], str]


class SaidLine(Spoken, QWidget):
    """An icon and a sentence that wraps; the sentence alone is what a screen reader says."""

    def __init__(
        self, icon: str, tone: str, text: Text, role: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._label = PlainLabel(role=role, wrap=True, select=True)
        # To be read, not to be stopped at: whoever goes by keyboard goes from button to button.
        self._label.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        layout = row(PictureLabel(icon, look.ICON, tone), self._label, spacing=look.S)
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.say(self._label.setText, text)

    def text(self) -> str:
        """The sentence that is shown."""
        return self._label.text()


class Section(Spoken, QWidget):
    """A heading, what is listed below it (`body`), and what can be done with that (`foot`)."""

    def __init__(self, title: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = PlainLabel(role="strong", wrap=True)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(look.S)
        self.foot = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.XS, 0, 0)
        layout.setSpacing(look.S)
        layout.addWidget(Line())
        layout.addWidget(self.heading)
        layout.addLayout(self.body)
        layout.addLayout(self.foot)
        self.say(self.heading.setText, title)


def refill(layout: QVBoxLayout, widgets: Iterable[QWidget]) -> None:
    """Put these in the place of all that stands in a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
    for widget in widgets:
        layout.addWidget(widget)
        widget.show()  # else it comes with the next event, and what is below it jumps

"""Lines beside a proposal: an icon with a sentence, and sections that go where they are empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from desktop.language import _
from desktop.ui import look
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, Line, PictureLabel, PlainLabel, column, row

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
        picture = PictureLabel(icon, look.ICON, tone)
        layout = row(picture, self._label, spacing=look.S)
        layout.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.say(self._label.setText, text)

    def text(self) -> str:
        """The sentence that is shown."""
        return self._label.text()


class Waiting(Spoken, QWidget):
    """Says what is being reckoned; with a `stop` there is a way to wait no longer for it."""

    def __init__(
        self, text: Text, stop: Callable[[], object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        label = PlainLabel(role="soft", wrap=True)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setMinimumWidth(look.XL)
        self.say(label.setText, text)
        self.say(self.progress.setAccessibleName, text)
        below = row(self.progress, spacing=look.M)
        below.setStretch(0, 1)
        if stop is not None:
            below.addWidget(Button(lambda: _("Cancel"), stop))
        self.setLayout(column(label, below, spacing=look.XS))
        self.hide()


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

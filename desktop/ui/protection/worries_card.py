"""What the officer should see to about password and backups, each with the button that mends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.language import _
from desktop.store.backups import Worry
from desktop.ui import look
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, Card, PictureLabel, PlainLabel, row
from desktop.words.backups import worry as sentence

_MENDS: dict[str, Callable[[], str]] = {
    "backup_none": lambda: _("Back up now"),
    "backup_old": lambda: _("Back up now"),
    "backup_place_missing": lambda: _("Choose a folder…"),
    "backups_one_disk": lambda: _("Choose a folder…"),
    "sheet_never_printed": lambda: _("Print recovery sheet…"),
    "backups_in_clear": lambda: _("Delete…"),
}


class WorriesCard(Spoken, Card):
    """The worries, or a calm line where there are none. `mend_asked(code)` tells of a button."""

    mend_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[WorryLine] = []
        self._calm = QWidget()
        text = PlainLabel(wrap=True)
        self.say(text.setText, lambda: _("All is well: there is nothing to see to here."))
        calm = row(PictureLabel("circle-check", colour="good"), text, spacing=look.M)
        calm.setStretch(1, 1)
        self._calm.setLayout(calm)
        self.body.addWidget(self._calm)
        self.hide()

    def show_worries(self, worries: Sequence[Worry]) -> None:
        """Show what there is to see to now; the first is the one to begin with."""
        for line in self._lines:
            self.body.removeWidget(line)
            line.deleteLater()
        self._lines = [WorryLine(worry, first=not at) for at, worry in enumerate(worries)]
        for line in self._lines:
            line.mend_asked.connect(self.mend_asked)
            self.body.addWidget(line)
        self._calm.setVisible(not worries)
        self.show()

    def is_calm(self) -> bool:
        """Whether there is nothing to see to."""
        return not self._calm.isHidden()

    def lines(self) -> list[WorryLine]:
        """The worries that are shown, the first one first."""
        return list(self._lines)


class WorryLine(Spoken, QWidget):
    """One worry: a sentence and its button."""

    mend_asked = Signal(str)

    def __init__(self, worry: Worry, *, first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.worry = worry
        self.text = PlainLabel(wrap=True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.say(self.text.setText, lambda: sentence(worry))
        layout = row(PictureLabel("triangle-alert", colour="warn"), self.text, spacing=look.M)
        layout.setStretch(1, 1)
        mends = _MENDS.get(worry.code)
        if mends is not None:
            self.button = Button(
                mends, lambda: self.mend_asked.emit(worry.code), kind="filled" if first else ""
            )
            self.say(self.button.setAccessibleDescription, lambda: sentence(worry))
            layout.addWidget(self.button)
        self.setLayout(layout)

"""What stands where there is nothing yet, and what shows that work is under way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.language import _
from desktop.ui import look
from desktop.ui.background import Job
from desktop.ui.speech import Spoken
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.labels import PictureLabel, PlainLabel


class EmptyState(Spoken, QWidget):
    """An icon, a sentence that says what to do first, and the button that does it."""

    def __init__(
        self,
        icon: str,
        title: Callable[[], str],
        text: Callable[[], str],
        *,
        button: Callable[[], str] | None = None,
        pressed: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setSpacing(look.M)
        layout.addStretch(2)
        layout.addWidget(PictureLabel(icon, look.ICON_LARGE, "faint"), 0, centre)
        heading = PlainLabel(role="section")
        heading.setAlignment(centre)
        self.say(heading.setText, title)
        layout.addWidget(heading, 0, centre)
        sentence = PlainLabel(role="soft", wrap=True)
        sentence.setAlignment(centre)
        sentence.setFixedWidth(look.COLUMN + look.COLUMN // 2)
        self.say(sentence.setText, text)
        # Alone in an aligned cell it would get the height that the cell's whole width asks for.
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(sentence)
        line.addStretch(1)
        layout.addLayout(line)
        if button is not None:
            layout.addSpacing(look.XS)
            layout.addWidget(Button(button, pressed), 0, centre)
        layout.addStretch(3)


class BusyBar(Spoken, QWidget):
    """Says what is being worked at, with a way to stop waiting for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._words: Callable[[], str] = str
        self._text = PlainLabel(role="soft")
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, look.XS, 0, look.XS)
        layout.setSpacing(look.M)
        layout.addWidget(self._text)
        layout.addWidget(self._progress, 1)
        self._stop = Button(lambda: _("Cancel"), self._cancel)
        layout.addWidget(self._stop)
        self.say(self._tell, lambda: self._words())
        self.hide()

    def follow(self, job: Job, text: Callable[[], str], *, can_stop: bool = True) -> None:
        """Show that a job runs; call `done` when it has come to its end.

        What changes files cannot be stopped: its end is to be told in any case.
        """
        self._job, self._words = job, text
        self._stop.setVisible(can_stop)
        self.say_again()
        self.show()

    def done(self) -> None:
        """Disappear."""
        self._job = None
        self.hide()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self.done()

    def _tell(self, text: str) -> None:
        self._text.setText(text)
        self._progress.setAccessibleName(text)

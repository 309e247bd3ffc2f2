"""The quiet line in the head of a record that has changed since it was issued last."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import Problem
from desktop.language import pgettext
from desktop.ui import look
from desktop.ui.background import Job
from desktop.ui.desk import Desk
from desktop.ui.editions.reading import Standing, standing
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, PlainLabel, row


class SinceLine(Spoken, QWidget):
    """Says since which edition a record has changed; `asked` is sent to issue the next one.

    It reads in the background, and is not there where nothing was issued or nothing has changed.
    """

    asked = Signal()

    def __init__(self, desk: Desk, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._kind, self._record = desk, kind, ""
        self._standing = Standing()
        self._wanted = True
        self._job: Job | None = None
        said = PlainLabel(role="soft")
        self.say(said.setText, self.text)
        issue = Button(self._issue_text, self.asked.emit, kind="quiet")
        self.say(lambda _text: issue.say_again(), self._issue_text)
        self.setLayout(row(said, issue, spacing=look.XS))
        self.hide()

    def load(self, record_id: str) -> None:
        """Look anew whether a record has changed; "" is one that is not made yet."""
        if record_id != self._record:
            self._show(Standing())
        self._record = record_id
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if record_id:
            work = partial(standing, self._desk.office, self._kind, record_id)
            self._job = self._desk.background.run(work, self._show, self._failed, owner=self)

    def is_loading(self) -> bool:
        """Whether it is still being read."""
        return self._job is not None

    def want(self, wanted: bool) -> None:
        """Have it there or not, where there is something to say."""
        self._wanted = wanted
        self._fit()

    def text(self) -> str:
        """Since which edition the record has changed; "" where it has not."""
        number = self._standing.changed_since
        if not number:
            return ""
        return pgettext("edition", "Changed since edition {number}").format(number=number)

    def _issue_text(self) -> str:
        number = self._standing.next_number
        return pgettext("edition", "Issue edition {number}…").format(number=number)

    def _show(self, found: Standing) -> None:
        self._job, self._standing = None, found
        self.say_again()
        self._fit()

    def _fit(self) -> None:
        self.setVisible(self._wanted and bool(self._standing.changed_since))

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self._show(Standing())
        if isinstance(error, Problem):
            return  # the record is gone, and the editor is being left
        raise error

"""A word beside a cell or a line: why something is refused, or what has to be asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui import look
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, FlowLayout, PlainLabel

Text = Callable[[], str]
Answer = tuple[Text, Callable[[], object]]


class Bubble(Spoken, QFrame):
    """Floats over `over`, below a place in it. A refusal goes by itself, a question with Esc."""

    closed = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self._words: Text = str
        self._place = QRect()
        self._buttons: list[Button] = []
        self._text = PlainLabel(wrap=True)
        self._answers = QWidget()
        self._flow = FlowLayout(self._answers, spacing=look.XS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.M, look.S, look.M, look.S)
        layout.setSpacing(look.S)
        layout.addWidget(self._text)
        layout.addWidget(self._answers)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(look.NOTICE_MS)
        self._timer.timeout.connect(self.hide)
        self.say(self._show_text, lambda: self._words())
        self.hide()

    def refuse(self, at: QRect, text: Text) -> None:
        """Say why something cannot be taken, beside a place in the widget below."""
        self._show(at, text, ())
        self._text.dress("problem")
        self._timer.start()

    def ask(self, at: QRect, text: Text, answers: Sequence[Answer]) -> None:
        """Ask, with a button for each answer; the first has the focus."""
        self._show(at, text, answers)
        self._text.dress("")
        self._timer.stop()
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def is_asking(self) -> bool:
        """Whether a question waits for its answer."""
        return self.isVisible() and bool(self._buttons)

    def text(self) -> str:
        """What is said; "" when nothing is."""
        return self._text.text() if self.isVisible() else ""

    def answers(self) -> list[Button]:
        """The buttons of the question."""
        return list(self._buttons)

    def _show(self, at: QRect, text: Text, answers: Sequence[Answer]) -> None:
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()  # else Qt may yet show it, as a window of its own
            button.setParent(None)
            button.deleteLater()
        self._buttons = [Button(words, self._answering(chosen)) for words, chosen in answers]
        for button in self._buttons:
            button.installEventFilter(self)
            self._flow.addWidget(button)
        self._answers.setVisible(bool(answers))
        self._words, self._place = text, at
        self.say_again()
        self.show()
        self.raise_()
        self._stand()
        announcement = QAccessibleAnnouncementEvent(self, self._text.text())
        announcement.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(announcement)

    def _answering(self, chosen: Callable[[], object]) -> Callable[[], None]:
        def answer() -> None:
            self.hide()
            self.closed.emit()
            chosen()

        return answer

    def _show_text(self, text: str) -> None:
        self._text.setText(text)
        self.setAccessibleName(text)

    def _stand(self) -> None:
        """Stand below the place, or above it where there is no room below."""
        over = self._over
        width = min(look.COLUMN + look.COLUMN // 2, max(look.COLUMN, over.width() - look.XL))
        self.setFixedWidth(width)
        layout = self.layout()
        height = layout.totalHeightForWidth(width) if layout is not None else self.height()
        left = max(0, min(self._place.left(), over.width() - width))
        below = self._place.bottom() + look.XS
        fits = below + height <= over.height()
        top = below if fits else max(0, self._place.top() - height - look.XS)
        self.setGeometry(QRect(QPoint(left, top), QPoint(left + width - 1, top + height - 1)))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            self.hide()
            self.closed.emit()
            return True
        return super().eventFilter(watched, event)

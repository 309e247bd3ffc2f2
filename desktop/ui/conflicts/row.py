"""One finding: how grave it is, what is wrong and whom it concerns, and what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QSizePolicy, QWidget
from typing_extensions import override

from desktop import words
from desktop.domain.finding import Finding
from desktop.domain.plan import Plan
from desktop.language import _, current
from desktop.ui import look
from desktop.ui.conflicts.telling import ACCEPTED, severity_look, severity_word
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, FlowLayout, IconButton, PlainLabel, StatusChip, column
from desktop.ui.widgets.labels import plain_tooltip
from desktop.words.bookings import Called

_BESIDE = look.COLUMN * 5 // 2  # below this the buttons stand under the sentence
_ACT = {
    Qt.Key.Key_Return: "open",
    Qt.Key.Key_Enter: "open",
    Qt.Key.Key_A: "accept",
    Qt.Key.Key_F: "settle",
}


class FindingRow(Spoken, QFrame):
    """Shows one finding. `asked(what)` tells what is wanted: open, settle, accept or withdraw.

    The keyboard stands on the row as a whole: Return opens, F settles, A accepts, and the arrows
    go on to the next. `clicked(modifiers)` tells of a click beside the buttons.
    """

    asked = Signal(str)
    clicked = Signal(object)
    stepped = Signal(int, bool)

    def __init__(self, found: Finding, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found, self._plan = found, plan
        self._since: Callable[[], str] = str
        self.setProperty("role", "finding")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._chip = StatusChip(str, "quiet")
        self._rule, self._text = PlainLabel(role="hint"), PlainLabel(wrap=True)
        self._detail = PlainLabel(role="hint", wrap=True)
        self._source = PlainLabel(role="hint", wrap=True)
        head = QWidget()
        flow = FlowLayout(head)
        flow.addWidget(self._chip)
        flow.addWidget(self._rule)
        self._fix = Button(self._fix_text, lambda: self.asked.emit("settle"), kind="quiet")
        self._accept = Button(lambda: _("Accept…"), lambda: self.asked.emit("accept"), kind="quiet")
        self._withdraw = Button(
            lambda: _("Withdraw"), lambda: self.asked.emit("withdraw"), kind="quiet"
        )
        self._open = IconButton("external-link", lambda: _("Open"), lambda: self.asked.emit("open"))
        self._buttons = QWidget()
        buttons = FlowLayout(self._buttons, spacing=look.XS)
        for part in (head, self._buttons):
            part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        for button in (self._fix, self._accept, self._withdraw, self._open):
            buttons.addWidget(button)
        text = column(head, self._text, self._detail, self._source, spacing=look.XS)
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(look.M, look.S, look.S, look.S)
        self._layout.setSpacing(look.XS)
        self._layout.addLayout(text, 1)
        self._layout.addWidget(self._buttons)
        self.say(self.setAccessibleName, self._heard)
        self.say(self._fix.setToolTip, self._fix_tip)
        self.say(self._rule.setText, lambda: words.word(self.found.rule))
        self.say(self._text.setText, self._sentence)
        self.say(lambda text: _tell(self._detail, text), self._detail_text)
        self.say(lambda text: _tell(self._source, text), lambda: words.finding_source(self.found))
        self.show_finding(found, plan)

    def show_finding(self, found: Finding, plan: Plan, since: Callable[[], str] = str) -> None:
        """Show a finding as it is now; `since` says since when."""
        self.found, self._plan, self._since = found, plan, since
        if found.accepted is None:
            self._chip.set_status(severity_word(found.severity), *severity_look(found.severity))
        else:
            self._chip.set_status(lambda: _("Accepted"), *ACCEPTED)
        self._fix.setVisible(found.fix is not None and found.accepted is None)
        self._accept.setVisible(found.accepted is None)
        self._withdraw.setVisible(found.accepted is not None)
        self._fix.say_again()
        self.say_again()

    def mark_chosen(self, chosen: bool) -> None:
        """Show whether the row is one of those that are chosen."""
        if bool(self.property("chosen")) != chosen:
            look.mark(self, "chosen", chosen)

    def has_keyboard(self) -> bool:
        """Whether the keyboard is on the row or on one of its buttons."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def _sentence(self) -> str:
        return words.finding(self.found, self._plan)

    def _fix_text(self) -> str:
        return words.fix(self.found.fix, self._plan) if self.found.fix is not None else ""

    def _fix_tip(self) -> str:
        fix = self.found.fix
        if fix is None:
            return ""
        item = Called(self._plan, current()).booking(fix.booking_id)
        return plain_tooltip(_("{what}: “{item}”").format(what=self._fix_text(), item=item))

    def _detail_text(self) -> str:
        people = Called(self._plan, current()).people(self.found.people)
        # Whom the sentence names already is not named again.
        parts = ["" if people in self._sentence() else people, self._since()]
        if self.found.accepted:
            parts.append(_("Reason: {reason}").format(reason=self.found.accepted))
        return "  ·  ".join(part for part in parts if part)

    def _heard(self) -> str:
        state = (
            _("Accepted") if self.found.accepted is not None else words.word(self.found.severity)
        )
        return _("{label}: {name}").format(label=state, name=self._sentence())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        beside = event.size().width() >= _BESIDE
        self._layout.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._buttons.setSizePolicy(
            QSizePolicy.Policy.Maximum if beside else QSizePolicy.Policy.Expanding,
            QSizePolicy.Policy.Minimum,
        )

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look.COLUMN // 2, super().minimumSizeHint().height())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit(event.modifiers())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.asked.emit("open")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and plain:
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1, extend)
        elif key == Qt.Key.Key_Space and plain:
            self.clicked.emit(Qt.KeyboardModifier.ControlModifier)
        elif key in _ACT and plain:
            self.asked.emit(_ACT[key])
        else:
            super().keyPressEvent(event)


def _tell(label: PlainLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))

"""One line of a proposal: what becomes of an item, and what that costs."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QFrame, QSizePolicy, QWidget
from typing_extensions import override

from desktop.domain.plan import Plan
from desktop.domain.wishes import Wishes
from desktop.language import _
from desktop.planning.proposal import Change, Placement
from desktop.ui import look
from desktop.ui.speech import Spoken
from desktop.ui.widgets import IconButton, PictureLabel, PlainLabel, StatusChip, column, row
from desktop.words import drafting as said

ICONS = {Change.NEW: "plus", Change.MOVED: "arrow-left-right", Change.KEPT: "check"}
# The sentence and the chip say these already.
_TOLD = ("moves_day", "moves_time", "letter")


class ChangeRow(Spoken, QFrame):
    """Shows one placement, with a tick where it changes something.

    `entered()` when the keyboard comes to it or it is clicked, `turned()` when its tick changes,
    `accept_asked()` when it is wanted alone. The keyboard stands on the tick, which says all of it
    to a screen reader; on a line without one it stands on the line.
    """

    entered = Signal()
    turned = Signal()
    accept_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._one: Placement | None = None
        self._plan: Plan | None = None
        self._wishes = Wishes("")
        self._is_change = False
        self.setProperty("role", "finding")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.tick = QCheckBox()
        self.tick.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.tick.toggled.connect(lambda _on: self.turned.emit())
        self._icon = PictureLabel("check", look.ICON, "accent")
        self._text, self._costs = PlainLabel(wrap=True), PlainLabel(role="hint", wrap=True)
        self._letter = StatusChip(lambda: _("New letter"), "warn", "send")
        self.accept = IconButton("check", self._accept_name, self.accept_asked.emit)
        self.accept.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Return does the same
        texts = column(self._text, self._costs, self._letter, None, spacing=look.EDGE)
        icon = column(self._icon, None)
        for inner in (texts, icon):  # in line with the tick
            inner.setContentsMargins(0, look.EDGE, 0, 0)
        layout = row(self.tick, icon, texts, self.accept, spacing=look.S)
        layout.setContentsMargins(look.XS, look.XS, look.XS, look.XS)
        layout.setStretch(layout.indexOf(texts), 1)
        texts.setAlignment(self._letter, Qt.AlignmentFlag.AlignLeft)
        for part in (self.tick, self.accept):
            layout.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.setLayout(layout)
        for holder in (self, self.tick):
            holder.installEventFilter(self)
        self.say(self._text.setText, self._sentence)
        self.say(self._tell_costs, self._costs_text)
        self.say(self.tick.setAccessibleName, self._heard)
        self.say(self.setAccessibleName, self._heard)

    def show_change(self, one: Placement, plan: Plan, wishes: Wishes, *, is_change: bool) -> None:
        """Show a placement; a tick on another one of the same item is taken away."""
        before = self._one
        same = before is not None and (before.start, before.end) == (one.start, one.end)
        self._one = one if is_change else replace(one, change=Change.KEPT)
        self._plan, self._wishes = plan, wishes
        self._is_change = is_change
        if not is_change or not same:
            blocked = self.tick.blockSignals(True)
            self.tick.setChecked(False)
            self.tick.blockSignals(blocked)
        self.tick.setVisible(is_change)
        self.accept.setVisible(is_change)
        self._icon.show_icon(
            ICONS[one.change if is_change else Change.KEPT], "accent" if is_change else "faint"
        )
        self._text.dress("" if is_change else "soft")
        self._letter.setVisible(is_change and one.letter)
        self.say_again()
        self.accept.say_again()

    def placement(self) -> Placement | None:
        """What is shown."""
        return self._one

    def is_change(self) -> bool:
        """Whether there is something to accept."""
        return self._is_change

    def is_ticked(self) -> bool:
        """Whether the officer ticked it."""
        return self._is_change and self.tick.isChecked()

    def turn(self) -> None:
        """Tick it, or take the tick away."""
        if self._is_change:
            self.tick.toggle()

    def holder(self) -> QWidget:
        """What of it takes the keyboard."""
        return self.tick if self._is_change else self

    def has_keyboard(self) -> bool:
        """Whether the keyboard is on it."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def take_keyboard(self) -> None:
        """Lead the keyboard to it."""
        self.holder().setFocus(Qt.FocusReason.OtherFocusReason)

    def mark_current(self, current: bool) -> None:
        """Be the line that Tab leads to and the grid shows, or one of the others."""
        if self.property("chosen") != current:
            look.mark(self, "chosen", current)
        policy = Qt.FocusPolicy
        self.tick.setFocusPolicy(policy.StrongFocus if current else policy.ClickFocus)
        on_line = policy.StrongFocus if current else policy.ClickFocus
        self.setFocusPolicy(policy.NoFocus if self._is_change else on_line)

    def _sentence(self) -> str:
        if self._one is None or self._plan is None:
            return ""
        return said.change(self._one, self._plan, self._wishes)

    def _costs_text(self) -> str:
        if self._one is None or self._plan is None or not self._is_change:
            return ""
        costs = [each for each in self._one.costs if each.code not in _TOLD]
        return said.notes(costs, self._plan, self._wishes)

    def _tell_costs(self, text: str) -> None:
        self._costs.setText(text)
        self._costs.setVisible(bool(text))

    def _heard(self) -> str:
        letter = _("New letter") if self._one is not None and self._one.letter else ""
        parts = (self._sentence(), self._costs_text(), letter if self._is_change else "")
        return ". ".join(part for part in parts if part)

    def _accept_name(self) -> str:
        return _("Accept: {change}").format(change=self._sentence())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        return super().eventFilter(watched, event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.take_keyboard()
        self.entered.emit()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look.COLUMN // 2, super().minimumSizeHint().height())

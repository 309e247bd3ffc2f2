"""Fields for a choice among codes: one, several, or yes and no."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QWidget
from typing_extensions import override

from desktop.ui import icons, look
from desktop.ui.forms.field import Field, Text
from desktop.ui.widgets import FlowLayout, ToolButton


class Choice(QComboBox):
    """A list to choose from that a passing mouse wheel does not change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(look.POPUP_ROWS * 2)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceField(Field):
    """One of several codes, shown in words; `none` names the choice of nothing (None).

    `status` gives the tone and the icon of a code, for states.
    """

    def __init__(
        self,
        label: Text,
        codes: Iterable[str],
        text: Callable[[str], str],
        *,
        none: Text | None = None,
        status: Callable[[str], tuple[str, str]] | None = None,
        hint: Text | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, hint=hint, parent=parent)
        self._status = status
        self._codes: list[str | None] = [*([None] if none else []), *(str(code) for code in codes)]
        self._text = text
        self._none = none
        self._combo = Choice()
        self.set_control(self._combo)
        self._fill()
        self._combo.activated.connect(lambda _index: self.commit())

    def set_codes(self, codes: Iterable[str]) -> None:
        """Offer other codes, as when the allowed next states change."""
        self._codes = [*([None] if self._none else []), *(str(code) for code in codes)]
        self.show_value(self._value)

    @override
    def normal(self, value: Any) -> str | None:
        return None if value is None else str(value)

    @override
    def show_value(self, value: Any) -> None:
        self._fill(value)
        self._combo.setCurrentIndex(self._shown.index(value) if value in self._shown else -1)

    @override
    def read(self) -> str | None:
        index = self._combo.currentIndex()
        return self._shown[index] if index >= 0 else self._value

    def _fill(self, value: str | None = None) -> None:
        # A code that is no longer offered is still shown as what it is.
        self._shown = list(self._codes)
        if value is not None and value not in self._shown:
            self._shown.append(value)
        self._combo.clear()
        for code in self._shown:
            if self._status is None or code is None:
                self._combo.addItem(self._word(code))
            else:
                tone, icon = self._status(code)
                self._combo.addItem(icons.icon(icon, tone), self._word(code))

    def _word(self, code: str | None) -> str:
        if code is None:
            return self._none() if self._none else ""
        return self._text(code)


class FlagsField(Field):
    """Any of several codes, each a button that is on or off; a tuple in the order of the codes."""

    def __init__(
        self,
        label: Text,
        codes: Iterable[str],
        text: Callable[[str], str],
        *,
        hint: Text | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, hint=hint, parent=parent)
        self._buttons: dict[str, ToolButton] = {}
        self._others: tuple[str, ...] = ()
        box = QWidget()
        flow = FlowLayout(box)
        for code in map(str, codes):
            button = ToolButton()
            button.setCheckable(True)
            button.setProperty("kind", "choice")
            button.clicked.connect(lambda _on: self.commit())
            self._buttons[code] = button
            flow.addWidget(button)
        self.set_control(box, focus=next(iter(self._buttons.values()), None))
        self.say(self._name_buttons, lambda: "\n".join(text(code) for code in self._buttons))

    @override
    def normal(self, value: Any) -> tuple[str, ...]:
        return tuple(str(code) for code in value or ())

    @override
    def show_value(self, value: Any) -> None:
        chosen: Sequence[str] = value or ()
        self._others = tuple(code for code in chosen if code not in self._buttons)
        for code, button in self._buttons.items():
            button.setChecked(code in chosen)

    @override
    def read(self) -> tuple[str, ...]:
        chosen = tuple(code for code, button in self._buttons.items() if button.isChecked())
        return chosen + self._others

    def _name_buttons(self, words: str) -> None:
        for button, word in zip(self._buttons.values(), words.split("\n"), strict=True):
            button.setText(word)
            self.name_part(button, word)


class SwitchField(Field):
    """Yes or no: a box to tick, with its label beside it.

    It stands level with the fields beside it, which have a label above; `alone` has none there.
    """

    def __init__(
        self,
        label: Text,
        *,
        hint: Text | None = None,
        alone: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, hint=hint, parent=parent)
        self._box = QCheckBox()
        policy = self._label.sizePolicy()
        policy.setRetainSizeWhenHidden(not alone)
        self._label.setSizePolicy(policy)
        self._label.hide()
        self.set_control(self._box)
        self.say(self._box.setText, label)
        self._box.clicked.connect(lambda _on: self.commit())

    @override
    def show_value(self, value: Any) -> None:
        self._box.setChecked(bool(value))

    @override
    def read(self) -> bool:
        return self._box.isChecked()

    @override
    def normal(self, value: Any) -> bool:
        return bool(value)

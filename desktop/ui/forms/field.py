"""What every field of a form shares: label, hint, problem, and when a change counts as made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.domain import Trilingual
from desktop.ui import look
from desktop.ui.forms.lines import TextArea, TextLine
from desktop.ui.speech import Spoken
from desktop.ui.widgets import PlainLabel
from desktop.words.suspicious import warnings

Text = Callable[[], str]

_UNKEPT = object()


class Unreadable(ValueError):
    """What was typed is not a value; `text` says why, in the language of the moment."""

    def __init__(self, text: Text) -> None:
        super().__init__()
        self.text = text


class _Label(PlainLabel):
    """A label that leads to its field when it is clicked."""

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        buddy = self.buddy()
        if buddy is not None:
            buddy.setFocus()


class Field(Spoken, QWidget):
    """One value on a form: label above, control, hint, and what is wrong below.

    `edited` is sent with the new value when the officer has made a real change: the whole field
    was left, Return was pressed, or a choice was made. Esc brings the old value back. `typed` is
    sent with each change of a text, and `settled` when what stood here was taken or dropped.

    A kind of field gives `show_value`, `read` and perhaps `normal`, hands its parts to
    `set_control` or `watch`, and calls `commit` when a choice is made.
    """

    edited = Signal(object)
    typed = Signal()
    settled = Signal()

    def __init__(
        self, label: Text, *, hint: Text | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._value: Any = self.normal(None)
        self._fault: Text | None = None
        self._problem: Text | None = None
        self._missing: Text | None = None
        self._hint_text = hint
        self._controls: list[QWidget] = []
        self._typed_into: list[TextLine | TextArea] = []
        self._origin: Any = _UNKEPT  # what the value was before it was kept while it is typed
        self._keeping = False
        self.keeps = True  # False where taking a change asks something first
        self._name = ""
        self._label = _Label(role="label")
        self._below = PlainLabel(role="hint", wrap=True)
        self._heading = QHBoxLayout()
        self._heading.setSpacing(look.S)
        self._heading.addWidget(self._label, 1)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(look.XS)
        self._body.addLayout(self._heading)
        self._body.addWidget(self._below)
        self.say(self._rename, label)
        self.say(self._tell_below, self._text_below)

    # -- for pages

    def value(self) -> Any:
        """The value that counts: loaded, or changed by the officer and announced."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Show a value from the file; what is being typed at this moment stays as it is."""
        value = self.normal(value)
        # What was kept comes back from the file; the text that says it is still typed into.
        kept = self._origin is not _UNKEPT and value == self._value
        busy = self._keeping or kept or self.is_editing()
        self._value = value
        if not busy:
            self._origin = _UNKEPT
            self._fault = None
            self.show_value(self._value)
            self._refresh()

    def set_problem(self, text: Text | None) -> None:
        """Say what is wrong with the value, or that nothing is."""
        self._problem = text
        self._refresh()

    def set_missing(self, text: Text | None) -> None:
        """Say gently that something is still needed here, or that nothing is."""
        self._missing = text
        self._refresh()

    def commit(self) -> bool:
        """Take what stands in the control, and tell whether it could be read."""
        taken = self._take_all()
        self.settled.emit()
        return taken

    def keep(self) -> bool:
        """Take what stands in the control while it is typed into, if it can be read as it stands.

        Text, cursor and selection stay as they are, and nothing is complained about; tells whether
        it was taken.
        """
        if not self.may_keep():
            return False
        try:
            value = self.read()
        except Unreadable:
            return False
        if value != self._value:
            if self._origin is _UNKEPT:
                self._origin = self._value
            self._fault = None
            self._value = value
            self._refresh()
            self._keeping = True
            try:
                self.edited.emit(value)
            finally:
                self._keeping = False
        return bool(value == self._value)

    def written(self) -> dict[str, str]:
        """What stands in the lines of the field, as it was typed."""
        return {name: part.text() for name, part in self.lines().items()}

    def write(self, texts: Mapping[str, str]) -> None:
        """Let texts stand in the lines of the field as if they had been typed."""
        for name, part in self.lines().items():
            if name in texts and texts[name] != part.text():
                part.put(texts[name])

    def _take_all(self) -> bool:
        try:
            value = self.read()
        except Unreadable as fault:
            self._fault = fault.text
            self._refresh()
            return False
        changed = value != self._value
        self._origin = _UNKEPT
        self._fault = None
        self._value = value
        self.show_value(value)
        self._refresh()
        if changed:
            self.edited.emit(value)
        return True

    def restore(self) -> None:
        """Drop what was typed and show the value that counted before it."""
        origin, self._origin = self._origin, _UNKEPT
        changed = origin is not _UNKEPT and origin != self._value
        if changed:
            self._value = origin
        self._fault = None
        self.show_value(self._value)
        self._refresh()
        if changed:
            self.edited.emit(self._value)
        self.settled.emit()

    def is_editing(self) -> bool:
        """Whether the officer is typing here something that was not taken yet."""
        focus = QApplication.focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        return inside and (self.is_composing() or self.is_changed())

    def is_composing(self) -> bool:
        """Whether an input method has more for one of the lines that is not in its text yet."""
        return any(part.composing for part in self._typed_into)

    def is_changed(self) -> bool:
        """Whether the control shows something else than the value that counts."""
        try:
            return bool(self.read() != self._value)
        except Unreadable:
            return True

    def control(self) -> QWidget:
        """The part that takes the keyboard focus first."""
        return self._controls[0]

    def below(self) -> str:
        """What is said below the control: a fault, else a hint."""
        return self._below.text()

    def label(self) -> str:
        """The label in the language of the moment."""
        return self._name

    # -- for kinds of field

    def doubt(self) -> str:
        """What is odd about the value that counts, though it may be right; "" where nothing is."""
        texts = self._value.parts() if isinstance(self._value, Trilingual) else (self._value,)
        return " ".join(filter(None, (warnings(one) for one in texts if isinstance(one, str))))

    def normal(self, value: Any) -> Any:
        """Give a value in the form in which `read` gives it; None is what an empty field has."""
        return value

    def show_value(self, value: Any) -> None:
        """Put a value into the control."""
        raise NotImplementedError

    def read(self) -> Any:
        """Give what stands in the control; raise `Unreadable` when it is not a value."""
        raise NotImplementedError

    def lines(self) -> Mapping[str, TextLine | TextArea]:
        """What is typed into, by names that are the same in every language."""
        return {str(number): part for number, part in enumerate(self._typed_into)}

    def may_keep(self) -> bool:
        """Whether what stands here may be taken before the field is left."""
        return self.keeps and not self.is_composing()

    def set_control(self, control: QWidget, *, focus: QWidget | None = None) -> None:
        """Place the control below the label; `focus` is the part of it that is typed into."""
        self._body.insertWidget(1, control)
        self._watch_leaving(control)
        self.watch(focus or control)

    def watch(self, part: QWidget) -> None:
        """Name a part after the field, and take its text when the officer is done with it."""
        if not self._controls:
            self._label.setBuddy(part)
            self.setFocusProxy(part)
        self._controls.append(part)
        part.setAccessibleName(self._name)
        if isinstance(part, TextLine | TextArea):
            part.finished.connect(self._finished)
            part.abandoned.connect(self.restore)
            part.typed.connect(self.typed)
            self._typed_into.append(part)

    def name_part(self, part: QWidget, name: str) -> None:
        """Call a part "label: name", for those who hear the form instead of seeing it."""
        part.setAccessibleName(f"{self._name}: {name}")

    def add_to_heading(self, widget: QWidget) -> None:
        """Place something small at the right of the label."""
        self._heading.addWidget(widget)
        self._watch_leaving(widget)

    def _watch_leaving(self, control: QWidget) -> None:
        """Notice when the field is left from a part that is no line, such as its button."""
        for part in (control, *control.findChildren(QWidget)):
            if not isinstance(part, TextLine | TextArea):
                part.installEventFilter(self)

    def _finished(self, returned: bool) -> None:
        focus = QApplication.focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        if returned or not inside:
            self.commit()

    def _rename(self, name: str) -> None:
        self._name = name
        self._label.setText(name.replace("&", "&&"))
        for part in self._controls:
            part.setAccessibleName(name)

    def _text_below(self) -> str:
        text = self._fault or self._problem
        if text is None and (doubt := self.doubt()):
            return doubt
        text = text or self._missing or self._hint_text
        return text() if text is not None else ""

    def _tell_below(self, text: str) -> None:
        wrong = self._fault is not None or self._problem is not None
        role = "problem" if wrong else "missing" if self._missing or self.doubt() else "hint"
        if self._below.property("role") != role:
            self._below.dress(role)
        self._below.setText(text)
        self._below.setVisible(bool(text))
        for part in self._controls:
            part.setAccessibleDescription(text)
            if bool(part.property("problem")) != wrong:
                look.mark(part, "problem", wrong)

    def _refresh(self) -> None:
        self._tell_below(self._text_below())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QFocusEvent)
            and event.type() == QEvent.Type.FocusOut
            and event.reason() != Qt.FocusReason.PopupFocusReason
            and not isinstance(watched, TextLine | TextArea)
        ):
            self._finished(False)
        return super().eventFilter(watched, event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        typing = event.type() == QEvent.Type.LanguageChange and self.is_editing()
        super().changeEvent(event)
        idle = not typing and self._fault is None and bool(self._controls)
        if event.type() == QEvent.Type.LanguageChange and idle:
            self.show_value(self._value)

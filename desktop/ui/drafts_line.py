"""A line that is no field of a form, as the drafts see it: kept while typed, until it is taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt

from desktop.ui.forms.field import Unreadable
from desktop.ui.forms.lines import TextLine


class LooseLine:
    """Answers for a line as a field does; `name` is what the text is called in a draft.

    `value` gives what the line is about as the file holds it, and `said` what it would be with
    what stands in the line, None where that is not known before it is taken.
    """

    def __init__(
        self,
        line: TextLine,
        *,
        name: str = "0",
        value: Callable[[], object] = str,
        said: Callable[[str], object] = lambda _text: None,
    ) -> None:
        self.line, self._name, self._value, self._said = line, name, value, said

    def label(self) -> str:
        """What the line is called."""
        return self.line.accessibleName()

    def value(self) -> object:
        """What the file holds."""
        return self._value()

    def read(self) -> object:
        """What the file would hold; `Unreadable` where that is not known yet."""
        said = self._said(self.line.text())
        if said is None:
            raise Unreadable(str)
        return said

    def is_changed(self) -> bool:
        """Whether the officer has typed here what was not taken yet."""
        return self.line.isModified() and bool(self.line.text())

    def is_composing(self) -> bool:
        """Whether an input method has more that is not in the text yet."""
        return self.line.composing

    def keep(self) -> bool:
        """Take nothing before the line is left."""
        return False

    def commit(self) -> bool:
        """Take nothing by itself: Return does."""
        return False

    def written(self) -> dict[str, str]:
        """What stands in the line, by the name of the text."""
        return {self._name: self.line.text()}

    def write(self, texts: Mapping[str, str]) -> None:
        """Let a text stand here as if it had been typed."""
        self.line.put(texts.get(self._name, ""))

    def restore(self) -> None:
        """Drop what was typed."""
        self.line.clear()

    def focus(self) -> None:
        """Lead the keyboard here."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

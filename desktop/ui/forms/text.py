"""Fields for text and whole numbers."""

from __future__ import annotations

import unicodedata
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.domain.text import clean
from desktop.language import _
from desktop.ui import look
from desktop.ui.forms.field import Field, Text, Unreadable
from desktop.ui.forms.lines import TextArea, TextLine
from desktop.ui.widgets import PlainLabel


class TextField(Field):
    """One line of text: a `str`; with `optional`, None where nothing is written."""

    def __init__(
        self,
        label: Text,
        *,
        hint: Text | None = None,
        placeholder: Text | None = None,
        optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._optional = optional
        super().__init__(label, hint=hint, parent=parent)
        self._line = TextLine()
        self.set_control(self._line)
        if placeholder is not None:
            self.say(self._line.setPlaceholderText, placeholder)

    @override
    def normal(self, value: Any) -> str | None:
        return value or (None if self._optional else "")

    @override
    def show_value(self, value: Any) -> None:
        self._line.show_text(value or "")

    @override
    def read(self) -> str | None:
        return clean(self._line.text()) or (None if self._optional else "")


class LongTextField(Field):
    """Several lines of text in a control that grows with them."""

    def __init__(
        self,
        label: Text,
        *,
        hint: Text | None = None,
        optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._optional = optional
        super().__init__(label, hint=hint, parent=parent)
        self._area = TextArea()
        self.set_control(self._area)

    @override
    def normal(self, value: Any) -> str | None:
        return value or (None if self._optional else "")

    @override
    def show_value(self, value: Any) -> None:
        self._area.show_text(value or "")

    @override
    def read(self) -> str | None:
        return clean(self._area.text()) or (None if self._optional else "")


class _NumberField(Field):
    """A number between two bounds, or None where nothing is written; full-width digits count."""

    def __init__(
        self,
        label: Text,
        *,
        least: float,
        most: float,
        hint: Text | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, hint=hint, parent=parent)
        self._least, self._most = least, most
        self._line = TextLine()
        self.set_control(self._line)

    def number(self, text: str) -> Any:
        """The number that a text says; ValueError if it says none."""
        raise NotImplementedError

    def fault(self) -> str:
        """What to say when a text is no number."""
        raise NotImplementedError

    @override
    def read(self) -> Any:
        text = unicodedata.normalize("NFKC", self._line.text()).strip()
        if not text:
            return None
        try:
            number = self.number(text)
        except ValueError:
            raise Unreadable(self.fault) from None
        if not self._least <= number <= self._most:
            raise Unreadable(
                lambda: _("Please write a number from {least} to {most}.").format(
                    least=self._least, most=self._most
                )
            )
        return number


class IntegerField(_NumberField):
    """A whole number, or None where nothing is written."""

    def __init__(
        self,
        label: Text,
        *,
        least: int = 0,
        most: int = 1_000_000,
        hint: Text | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, least=least, most=most, hint=hint, parent=parent)

    @override
    def number(self, text: str) -> int:
        return int(text)

    @override
    def fault(self) -> str:
        return _("Please write a whole number.")

    @override
    def show_value(self, value: Any) -> None:
        self._line.show_text("" if value is None else str(value))


class DecimalField(_NumberField):
    """A number with a point or a comma, or None where nothing is written."""

    @override
    def number(self, text: str) -> float:
        return float(text.replace(",", "."))

    @override
    def fault(self) -> str:
        return _("Please write a number, such as 35.68.")

    @override
    def show_value(self, value: Any) -> None:
        self._line.show_text("" if value is None else f"{value:.6f}".rstrip("0").rstrip("."))


class ReadOnlyField(Field):
    """A value that is shown and can be copied, but not changed here."""

    def __init__(
        self, label: Text, *, hint: Text | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(label, hint=hint, parent=parent)
        self._shown = PlainLabel(wrap=True, select=True)
        self._shown.setMinimumHeight(look.CONTROL)
        self.set_control(self._shown)

    @override
    def show_value(self, value: Any) -> None:
        text = value() if callable(value) else str(value or "")
        self._shown.setText(text or "–")

    @override
    def read(self) -> Any:
        return self._value

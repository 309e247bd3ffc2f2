"""A form: fields in sections, in as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.language import _
from desktop.ui import icons, look
from desktop.ui.forms.field import Field, Text
from desktop.ui.speech import Spoken
from desktop.ui.widgets import PlainLabel, ToolButton

F = TypeVar("F", bound=Field)


class Section(Spoken, QWidget):
    """Fields that belong together, below a heading; a folded one opens with a click."""

    def __init__(
        self, title: Text | None = None, *, columns: int = 2, folded: bool = False
    ) -> None:
        super().__init__()
        self._columns = columns
        self._shown_columns = 0
        self._parts: list[tuple[QWidget, bool]] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.M)
        self._fold: ToolButton | None = None
        self.content = QWidget()
        if title is not None and folded:
            self._fold = fold = ToolButton()
            fold.setProperty("kind", "fold")
            fold.setCheckable(True)
            fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            fold.toggled.connect(self.unfold)
            self.say(fold.setText, title)
            layout.addWidget(fold)
            self.unfold(False)
        elif title is not None:
            heading = PlainLabel(role="section")
            self.say(heading.setText, title)
            layout.addWidget(heading)
        layout.addWidget(self.content)
        self._grid = QGridLayout(self.content)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.L)
        self._grid.setVerticalSpacing(look.L)

    def place(self, widget: QWidget, *, wide: bool = False) -> None:
        """Add any widget; a wide one takes a whole row."""
        self._parts.append((widget, wide))
        self._shown_columns = 0
        self._arrange()

    def unfold(self, opened: bool) -> None:
        """Show or hide what is in a folded section."""
        if self._fold is None:
            return
        self._fold.setChecked(opened)
        self._fold.setIcon(icons.icon("chevron-down" if opened else "chevron-right", "soft"))
        self.content.setVisible(opened)

    def _arrange(self) -> None:
        # Below two columns' width everything stands in one, so nothing is ever squeezed.
        columns = max(1, min(self._columns, (self.width() + look.L) // look.COLUMN))
        if columns == self._shown_columns:
            return
        self._shown_columns = columns
        at = 0
        for widget, wide in self._parts:
            if wide and at % columns:
                at += columns - at % columns
            span = columns if wide else 1
            self._grid.addWidget(
                widget, at // columns, at % columns, 1, span, Qt.AlignmentFlag.AlignTop
            )
            at += span
        for number in range(self._columns):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
            self._grid.setColumnMinimumWidth(number, 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def minimumSizeHint(self) -> QSize:
        # Narrower than the columns of the moment, or the form could never go back to one.
        return QSize(look.COLUMN // 2, super().minimumSizeHint().height())


class Form(Spoken, QWidget):
    """Fields by name. `edited(name, value)` tells of each change the officer made.

    `typed(name)` tells of each change of a text, and `settled(name)` that it was taken or dropped.
    """

    edited = Signal(str, object)
    typed = Signal(str)
    settled = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, Field] = {}
        self._home: dict[str, Section] = {}
        self._sections: list[Section] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(look.XL)

    def section(
        self, title: Text | None = None, *, columns: int = 2, folded: bool = False
    ) -> Section:
        """Begin a new section; the fields added next belong to it."""
        section = Section(title, columns=columns, folded=folded)
        self._sections.append(section)
        self._layout.addWidget(section)
        return section

    def add(self, name: str, field: F, *, wide: bool = False) -> F:
        """Add a field to the newest section and give it back."""
        if name in self._fields:
            raise ValueError(f"two fields named {name!r}")
        section = self._sections[-1] if self._sections else self.section()
        field.setObjectName(name)
        section.place(field, wide=wide)
        self._fields[name] = field
        self._home[name] = section
        field.edited.connect(lambda value: self.edited.emit(name, value))
        field.typed.connect(lambda: self.typed.emit(name))
        field.settled.connect(lambda: self.settled.emit(name))
        return field

    def place(self, widget: QWidget) -> None:
        """Add any widget to the newest section, over its whole width."""
        section = self._sections[-1] if self._sections else self.section()
        section.place(widget, wide=True)

    def field(self, name: str) -> Field:
        """The field of a name."""
        return self._fields[name]

    def names(self) -> tuple[str, ...]:
        """The names of all fields, in their order."""
        return tuple(self._fields)

    def load(self, values: Mapping[str, object]) -> None:
        """Show values by the names of their fields; what is being typed stays as it is."""
        for name, value in values.items():
            field = self._fields.get(name)
            if field is not None:
                field.set_value(value)

    def values(self) -> dict[str, Any]:
        """The values that count, by name."""
        return {name: field.value() for name, field in self._fields.items()}

    def commit(self) -> bool:
        """Take what is being typed, before the form is left; False if it cannot be read."""
        focus = QApplication.focusWidget()
        taken = [
            field.commit()
            for field in self._fields.values()
            if (focus is not None and field.isAncestorOf(focus)) or field.is_changed()
        ]
        return all(taken)

    def problem(self, name: str, text: Text | None) -> None:
        """Say beside a field what is wrong with it, or that nothing is."""
        self._fields[name].set_problem(text)
        if text is not None:
            self._home[name].unfold(True)

    def missing(self, names: Iterable[str]) -> None:
        """Say gently beside these fields, and no others, that something is still needed."""
        wanted = set(names)
        for name, field in self._fields.items():
            field.set_missing((lambda: _("Still needed")) if name in wanted else None)

    def focus(self, name: str) -> None:
        """Lead the officer to a field."""
        field = self._fields[name]
        self._home[name].unfold(True)
        field.control().setFocus(Qt.FocusReason.OtherFocusReason)
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(field, 0, look.XL)

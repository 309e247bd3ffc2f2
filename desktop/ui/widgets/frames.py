"""Frames and layouts on the one grid."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import look

Part = QWidget | QLayout | int | None


class Card(QFrame):
    """A quiet raised surface with its own column of contents: `card.body`."""

    def __init__(self, parent: QWidget | None = None, *, hovers: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setProperty("hovers", hovers)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(look.L, look.L, look.L, look.L)
        self.body.setSpacing(look.S)


class Line(QFrame):
    """A thin line between two things."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "line")


class Scroll(QScrollArea):
    """Scrolls one widget up and down, as wide as the room is, and no wider than is readable."""

    def __init__(
        self, content: QWidget, *, widest: int = look.FORM, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content.setMaximumWidth(widest)
        canvas = QWidget()
        canvas.setProperty("role", "canvas")
        layout = QHBoxLayout(canvas)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(content, 1, Qt.AlignmentFlag.AlignTop)
        layout.addStretch(0)
        self.setWidget(canvas)


def column(*parts: Part, spacing: int = look.S, margins: int = 0) -> QVBoxLayout:
    """Parts below each other; a number is a gap, None is a stretch."""
    layout = QVBoxLayout()
    _fill(layout, parts, spacing, margins)
    return layout


def row(*parts: Part, spacing: int = look.S, margins: int = 0) -> QHBoxLayout:
    """Parts side by side; a number is a gap, None is a stretch."""
    layout = QHBoxLayout()
    _fill(layout, parts, spacing, margins)
    return layout


def _fill(
    layout: QBoxLayout,
    parts: tuple[QWidget | QLayout | int | None, ...],
    spacing: int,
    margins: int,
) -> None:
    layout.setContentsMargins(margins, margins, margins, margins)
    layout.setSpacing(spacing)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)

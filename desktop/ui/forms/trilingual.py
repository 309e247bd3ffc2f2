"""A field for one text in Japanese, Danish and English."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from desktop.domain.text import PARTS, Trilingual, clean
from desktop.language import CODES, Language, _, current
from desktop.ui import icons, look
from desktop.ui.forms.field import Field, Text
from desktop.ui.forms.lines import TextArea, TextLine
from desktop.ui.widgets import PlainLabel, ToolButton


class TrilingualField(Field):
    """One line in the window's language; a button shows the other two and which are missing.

    The value is a `Trilingual`. Where the window's language has no text yet, the text that
    stands in for it shows faintly in its place.
    """

    def __init__(
        self,
        label: Text,
        *,
        long: bool = False,
        hint: Text | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, hint=hint, parent=parent)
        self._open = False
        self._lines: dict[str, TextLine | TextArea] = {}
        self._tags: dict[str, PlainLabel] = {}
        box = QWidget()
        self._grid = QGridLayout(box)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.S)
        self._grid.setVerticalSpacing(look.XS)
        self._grid.setColumnStretch(1, 1)
        for code in PARTS:
            tag = PlainLabel(code, role="tag")
            tag.setAlignment(Qt.AlignmentFlag.AlignTop)
            tag.setContentsMargins(0, look.S, 0, 0)
            line: TextLine | TextArea = TextArea() if long else TextLine()
            self._tags[code], self._lines[code] = tag, line
        self._more = ToolButton()
        self._more.setProperty("kind", "more")
        # No higher than the label, so that fields side by side stand level.
        self._more.setIconSize(QSize(look.L, look.L))
        self._more.setMaximumHeight(self._label.sizeHint().height())
        self._more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._more.clicked.connect(lambda: self.unfold(not self._open))
        self.add_to_heading(self._more)
        self.set_control(box, focus=self._lines[_first()])
        for line in self._lines.values():
            if line not in self._controls:
                self.watch(line)
            line.textChanged.connect(self._count)
        self._arrange()

    def unfold(self, opened: bool) -> None:
        """Show all three languages, or only the window's."""
        self._open = opened
        self._arrange()

    @override
    def show_value(self, value: Any) -> None:
        for code, line in self._lines.items():
            line.show_text(getattr(value, code))
            line.setPlaceholderText(value.best(code))
        self._count()

    @override
    def normal(self, value: Any) -> Trilingual:
        return value or Trilingual()

    @override
    def lines(self) -> Mapping[str, TextLine | TextArea]:
        return self._lines

    @override
    def read(self) -> Trilingual:
        return Trilingual(**{code: clean(line.text()) for code, line in self._lines.items()})

    @override
    def respoken(self) -> None:
        self._arrange()

    def _arrange(self) -> None:
        first = _first()
        order = [first, *(code for code in CODES if code != first)]
        for at, code in enumerate(order):
            tag, line = self._tags[code], self._lines[code]
            self._grid.addWidget(tag, at, 0)
            self._grid.addWidget(line, at, 1)
            tag.setVisible(self._open)
            line.setVisible(at == 0 or self._open)
            if self._name:
                self.name_part(line, Language.of(code).name)
        lines = [self._lines[code] for code in order]
        for before, after in pairwise(lines):
            QWidget.setTabOrder(before, after)
        self._label.setBuddy(lines[0])
        self.setFocusProxy(lines[0])
        self._controls = list(lines)
        self._more.setIcon(icons.icon("chevron-up" if self._open else "chevron-down", "faint"))
        self._count()

    def _count(self) -> None:
        given = {code: bool(clean(line.text())) for code, line in self._lines.items()}
        # A filled mark is a text that is there, an open one a text that is missing.
        self._more.setText(
            "  ".join(f"{'●' if there else '○'} {code}" for code, there in given.items())
        )
        missing = [Language.of(code).name for code, there in given.items() if not there]
        told = (
            _("Missing: {languages}").format(languages=", ".join(missing))
            if missing
            else _("All three languages are there")
        )
        self._more.setToolTip(told)
        self.name_part(self._more, told)


def _first() -> str:
    code = current().code
    return code if code in CODES else "en"

"""Labels for text and pictures."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from desktop.ui import icons, look

_TITLE_LINES = 2
_ANY = 1 << 20


class PlainLabel(QLabel):
    """A label that shows text as it is: nothing in a name is ever taken for markup.

    `role` names the style: "title", "section", "strong", "soft", "label", "hint", "problem", "tag".
    """

    def __init__(
        self,
        text: str = "",
        role: str = "",
        *,
        wrap: bool = False,
        select: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        if select:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        if role:
            self.setProperty("role", role)

    def dress(self, role: str) -> None:
        """Wear another style."""
        look.mark(self, "role", role)


class ElidedLabel(PlainLabel):
    """A one-line label that may be narrower than its text; then the whole is in the tooltip."""

    def __init__(self, text: str = "", role: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(text, role, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @override
    def setText(self, text: str, /) -> None:
        super().setText(" ".join(text.split("\n")))
        self._tell()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look.XL, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = self.contentsRect()
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(rect, self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)

    def _tell(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        self.setToolTip(plain_tooltip(self.text()) if cut else "")


class TitleLabel(PlainLabel):
    """A heading of two lines at most; the whole of a longer one is in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(role="title", wrap=True, parent=parent)

    @override
    def heightForWidth(self, width: int, /) -> int:
        return min(super().heightForWidth(width), self._most())

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint().boundedTo(QSize(_ANY, self._most()))

    @override
    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().boundedTo(QSize(_ANY, self._most()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        rect = self.contentsRect()
        first, rest, cut = self._broken(rect.width())
        self.setToolTip(plain_tooltip(self.text()) if cut else "")
        if not cut:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        metrics = self.fontMetrics()
        painter.drawText(rect.left(), rect.top() + metrics.ascent(), first)
        last = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect.left(), rect.top() + metrics.lineSpacing() + metrics.ascent(), last)

    def _broken(self, width: int) -> tuple[str, str, bool]:
        """The first line, all that follows it, and whether that is more than one line."""
        layout = QTextLayout(self.text(), self.font())
        layout.beginLayout()
        ends: list[int] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            ends.append(line.textStart() + line.textLength())
        layout.endLayout()
        first = ends[0] if ends else 0
        return self.text()[:first].rstrip(), self.text()[first:], len(ends) > _TITLE_LINES

    def _most(self) -> int:
        return _TITLE_LINES * self.fontMetrics().lineSpacing() + 2 * self.margin()


class PictureLabel(QLabel):
    """One icon as a picture; decoration, so a screen reader passes over it."""

    def __init__(
        self, name: str, size: int = look.ICON, colour: str = "soft", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._size = size
        self._colour = colour
        self.setFixedSize(size, size)
        self._draw()

    def show_icon(self, name: str, colour: str = "soft") -> None:
        """Show another icon."""
        self._name, self._colour = name, colour
        self._draw()

    def _draw(self) -> None:
        self.setPixmap(
            icons.picture(self._name, self._size, self._colour, self.devicePixelRatioF())
        )

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (
            QEvent.Type.ApplicationPaletteChange,
            QEvent.Type.PaletteChange,
            QEvent.Type.DevicePixelRatioChange,
        ):
            self._draw()
        super().changeEvent(event)


def plain_tooltip(text: str) -> str:
    """A text made safe for a tooltip, which Qt would take for markup when it looks like it."""
    return f"<p style='white-space: pre-wrap'>{escape(text)}</p>" if "<" in text else text

"""Labels for text and pictures."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from desktop.domain.suspicious import visible
from desktop.ui import icons, look

_ANY = 1 << 20


class PlainLabel(QLabel):
    """A label that shows text as it is: nothing in a name is taken for markup or hides the rest.

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

    @override
    def setText(self, text: str, /) -> None:
        super().setText(visible(text))

    def dress(self, role: str) -> None:
        """Wear another style."""
        look.mark(self, "role", role)


class ElidedLabel(PlainLabel):
    """A one-line label that may be narrower than its text; then the whole is in the tooltip.

    What is cut off is the end, or with `middle` the middle, as for a path.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "",
        *,
        middle: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
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
        shown = self.fontMetrics().elidedText(self.text(), self._mode, rect.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(rect, self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)

    def _tell(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        self.setToolTip(plain_tooltip(self.text()) if cut else "")


class TitleLabel(PlainLabel):
    """A heading of two lines at most; the whole of a longer one is in the tooltip.

    Where there is room for one line alone, what would be longer is set smaller.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self._lines, self._large = 2, True
        super().__init__(role="title", wrap=True, parent=parent)

    def set_room(self, *, lines: int, large: bool) -> None:
        """Take so many lines, one or two; where there is little room, never large ones."""
        if (lines, large) != (self._lines, self._large):
            self._lines, self._large = lines, large
            self._choose()

    def least_width(self) -> int:
        """How much width the whole text needs where there is one line for it; else 0."""
        if self._lines > 1:
            return 0
        return QFontMetrics(look.font("section", bold=True)).horizontalAdvance(self.text())

    @override
    def setText(self, text: str, /) -> None:
        super().setText(text)
        self._choose()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose()

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
        shown = [first, rest] if self._lines > 1 else [self.text()]
        metrics = self.fontMetrics()
        shown[-1] = metrics.elidedText(shown[-1], Qt.TextElideMode.ElideRight, rect.width())
        flag = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, flag, "\n".join(shown))

    def _broken(self, width: int) -> tuple[str, str, bool]:
        """The first line, all that follows it, and whether that is more than fits."""
        layout = QTextLayout(self.text(), self.font())
        layout.beginLayout()
        ends: list[int] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            ends.append(line.textStart() + line.textLength())
        layout.endLayout()
        first = ends[0] if ends else 0
        return self.text()[:first].rstrip(), self.text()[first:], len(ends) > self._lines

    def _choose(self) -> None:
        """Be as large as the room allows."""
        wide = QFontMetrics(look.font("title", bold=True)).horizontalAdvance(self.text())
        large = self._large and (self._lines > 1 or wide <= self.contentsRect().width())
        role = "title" if large else "section"
        if self.property("role") != role:
            self.dress(role)
        self.updateGeometry()

    def _most(self) -> int:
        return self._lines * self.fontMetrics().lineSpacing() + 2 * self.margin()


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
    text = visible(text)
    # What Qt asks of a text, too (Qt::mightBeRichText): a tag, or an entity that writes one.
    if "<" not in text and "&lt;" not in text:
        return text
    return f"<p style='white-space: pre-wrap'>{escape(text)}</p>"

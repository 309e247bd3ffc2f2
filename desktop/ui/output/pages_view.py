"""Pages as they will be printed, below each other on a quiet ground."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.language import _
from desktop.ui import look
from desktop.ui.speech import Spoken

_ZOOMS = (50, 67, 80, 100, 125, 150, 200, 300)
FIT = 0


class _Page(QWidget):
    """One page, drawn once for each size and kept as a picture."""

    def __init__(self, svg: bytes) -> None:
        super().__init__()
        self._renderer = QSvgRenderer(QByteArray(svg))
        self._kept = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def natural(self) -> QSize:
        """The size of the paper in points."""
        return self._renderer.defaultSize()

    def set_width(self, width: int) -> None:
        """Be so many pixels wide, and as high as the paper is."""
        natural = self.natural()
        height = round(width * natural.height() / max(natural.width(), 1))
        if self.size() != QSize(width, height):
            self._kept = QPixmap()
            self.setFixedSize(width, height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if self._kept.size() != wanted:
            self._kept = QPixmap(wanted)
            self._kept.setDevicePixelRatio(ratio)
            self._kept.fill(Qt.GlobalColor.white)  # paper is white in a dark window too
            painter = QPainter(self._kept)
            self._renderer.render(painter, QRectF(0, 0, self.width(), self.height()))
            painter.end()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._kept)
        painter.end()


class PagesView(Spoken, QScrollArea):
    """Shows pages; `zoom` is a percentage of the paper's size, or `FIT` for the window's width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "desk")
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._zoom = FIT
        self._pages: list[_Page] = []
        self._ground = QWidget()
        self._ground.setProperty("role", "ground")
        self._layout = QVBoxLayout(self._ground)
        self._layout.setContentsMargins(look.XL, look.XL, look.XL, look.XL)
        self._layout.setSpacing(look.L)
        self._layout.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.setWidget(self._ground)
        self.say(self.setAccessibleName, lambda: _("Pages of the paper"))

    def show_pages(self, svgs: Sequence[bytes]) -> None:
        """Show other pages, at the place in the paper where the officer was."""
        at = self.verticalScrollBar().value()
        for page in self._pages:
            page.hide()
            page.deleteLater()
        self._pages = [_Page(svg) for svg in svgs]
        for page in self._pages:
            self._layout.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        self._fit()
        self.verticalScrollBar().setValue(at)

    def page_count(self) -> int:
        """How many pages are shown."""
        return len(self._pages)

    def zoom(self) -> int:
        """The zoom in percent, or `FIT`."""
        return self._zoom

    def set_zoom(self, zoom: int) -> None:
        """Zoom to a percentage, or to the window's width with `FIT`."""
        self._zoom = zoom
        self._fit()

    def zoom_by(self, step: int) -> None:
        """One step larger (1) or smaller (-1) than what is shown now."""
        now = self._zoom or self._percent()
        larger = [zoom for zoom in _ZOOMS if zoom > now]
        smaller = [zoom for zoom in _ZOOMS if zoom < now]
        if step > 0 and larger:
            self.set_zoom(larger[0])
        elif step < 0 and smaller:
            self.set_zoom(smaller[-1])

    def _percent(self) -> int:
        if not self._pages:
            return 100
        return round(100 * self._pages[0].width() / self._full_width())

    def _full_width(self) -> int:
        # A point is 1/72 inch; the screen's own resolution makes 100 % as large as paper.
        return max(1, round(self._pages[0].natural().width() * self.logicalDpiX() / 72))

    def _fit(self) -> None:
        if not self._pages:
            return
        room = self.viewport().width() - 2 * look.XL
        full = self._full_width()
        width = round(full * self._zoom / 100) if self._zoom else max(look.COLUMN, min(room, full))
        for page in self._pages:
            page.set_width(width)
        self._layout.activate()  # or they lie on each other until the next event

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._zoom == FIT:
            self._fit()

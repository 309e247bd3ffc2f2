"""Pages as they will be printed, below each other on a quiet ground."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from typing_extensions import override

from desktop.language import _
from desktop.ui import look
from desktop.ui.output.pictures import Pictures
from desktop.ui.speech import Spoken

ZOOMS = (50, 67, 80, 100, 125, 150, 200, 300)
FIT = 0
FIT_PAGE = -1
_NARROWEST, _WIDEST = 25, 200  # percent, of a page that is fitted
_LINE = 3 * look.XL


class PagesView(Spoken, QAbstractScrollArea):
    """Shows pages; `zoom` is a percentage of the paper's size, `FIT` the width or `FIT_PAGE`.

    `turned` tells the page that is looked at, from 0; `zoomed` that the pages have another size.
    """

    turned = Signal(int)
    zoomed = Signal()

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "desk")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pictures = pictures
        self._zoom = FIT
        self._scale = 1.0  # pixels to a point
        self._tops: list[int] = []
        self._page = 0
        pictures.drawn.connect(self.viewport().update)
        self.verticalScrollBar().valueChanged.connect(self._look_where)
        self.say(self.setAccessibleName, lambda: _("Pages of the paper"))

    def show_pages(self, svgs: Sequence[bytes], *, from_start: bool = False) -> None:
        """Show other pages, at the place in the paper where the officer was or from the start."""
        bar = self.verticalScrollBar()
        at = 0 if from_start else bar.value()
        self._pictures.take(svgs)
        self._arrange()
        bar.setValue(at)
        self._page = -1
        self._look_where()
        self.viewport().update()

    def page_count(self) -> int:
        """How many pages are shown."""
        return len(self._pictures.sizes)

    def page(self) -> int:
        """The page that is looked at, from 0."""
        return max(0, self._page)

    def go_to(self, page: int) -> None:
        """Lead to a page."""
        if 0 <= page < len(self._tops):
            self.verticalScrollBar().setValue(self._tops[page] - look.M)

    def zoom(self) -> int:
        """The zoom in percent, or `FIT` or `FIT_PAGE`."""
        return self._zoom

    def percent(self) -> int:
        """How large the pages are now, in percent of the paper."""
        return round(100 * self._scale / self._natural())

    def set_zoom(self, zoom: int) -> None:
        """Zoom to a percentage, or fit the width or the whole page into the window."""
        self._zoom = zoom
        self._arrange_in_place()

    def zoom_by(self, step: int) -> None:
        """One step larger (1) or smaller (-1) than what is shown now."""
        now = self.percent()
        larger = [zoom for zoom in ZOOMS if zoom > now]
        smaller = [zoom for zoom in ZOOMS if zoom < now]
        if step > 0 and larger:
            self.set_zoom(larger[0])
        elif step < 0 and smaller:
            self.set_zoom(smaller[-1])

    # -- where the pages are

    def _natural(self) -> float:
        # A point is 1/72 inch; the screen's own resolution makes 100 % as large as paper.
        return self.logicalDpiX() / 72

    def _arrange_in_place(self) -> None:
        """Give the pages another size, and stay at what is looked at."""
        page, bar = self.page(), self.verticalScrollBar()
        top = self._tops[page] if self._tops else 0
        into = (bar.value() - top) / self._scale
        self._arrange()
        if self._tops:
            bar.setValue(round(self._tops[page] + into * self._scale))
        self.viewport().update()

    def _arrange(self) -> None:
        sizes = self._pictures.sizes
        widest = max((size.width() for size in sizes), default=1.0)
        highest = max((size.height() for size in sizes), default=1.0)
        view = self.viewport().size()
        natural, before = self._natural(), self._scale
        if self._zoom > 0:
            self._scale = natural * self._zoom / 100
        else:
            fitting = (view.width() - 2 * look.L) / widest
            if self._zoom == FIT_PAGE:
                fitting = min(fitting, (view.height() - 2 * look.M) / highest)
            least, most = natural * _NARROWEST / 100, natural * _WIDEST / 100
            self._scale = max(least, min(most, fitting))
        self._tops, at = [], look.M
        for size in sizes:
            self._tops.append(at)
            at += round(size.height() * self._scale) + look.M
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        # With whole pages in the window, one press turns one page.
        turn = round(highest * self._scale) + look.M
        down.setPageStep(turn if self._zoom == FIT_PAGE else max(1, view.height() - _LINE))
        down.setSingleStep(_LINE)
        down.setRange(0, max(0, at - view.height()))
        across.setSingleStep(_LINE)
        across.setPageStep(view.width())
        across.setRange(0, max(0, round(widest * self._scale) + 2 * look.L - view.width()))
        if self._scale != before:
            self.zoomed.emit()

    def _look_where(self, _value: int = 0) -> None:
        bar = self.verticalScrollBar()
        seen = bar.value() + self.viewport().height() // 3
        page = max(0, bisect_right(self._tops, seen) - 1)
        if self._tops and bar.value() == bar.maximum() > 0:
            page = len(self._tops) - 1  # the end is the last page, however short it is
        if page != self._page:
            self._page = page
            self.turned.emit(page)
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ratio, colours = self.devicePixelRatioF(), look.colours()
        painter.fillRect(event.rect(), QColor(colours.hover))
        at, height = self.verticalScrollBar().value(), self.viewport().height()
        first = max(0, bisect_right(self._tops, at) - 1)
        for number in range(first, len(self._tops)):
            if self._tops[number] > at + height:
                break
            area = self._area(number)
            painter.setPen(QPen(QColor(colours.border_strong), 1))
            painter.drawRect(area.adjusted(-1, -1, 0, 0))
            painter.fillRect(area, Qt.GlobalColor.white)
            picture = self._pictures.picture(number, round(area.width()), ratio)
            if picture is not None:
                painter.drawPixmap(area, picture, QRectF(picture.rect()))
        painter.end()

    def _area(self, number: int) -> QRectF:
        size = self._pictures.sizes[number] * self._scale
        width, height = round(size.width()), round(size.height())
        room = self.viewport().width()
        left = max(look.L, (room - width) // 2) - self.horizontalScrollBar().value()
        return QRectF(left, self._tops[number] - self.verticalScrollBar().value(), width, height)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_in_place()

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.COLUMN * 2, look.COLUMN * 2)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

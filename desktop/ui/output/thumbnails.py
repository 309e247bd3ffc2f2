"""All pages of a paper, small: a click leads to one."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from desktop.language import _
from desktop.ui import look
from desktop.ui.output.pictures import Pictures
from desktop.ui.speech import Spoken

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class _Numbers(QAbstractListModel):
    """The pages by their numbers, as a screen reader tells them."""

    def __init__(self, pictures: Pictures, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures

    def renew(self) -> None:
        """Have other pages."""
        self.beginResetModel()
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._pictures.sizes)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        named = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return _("Page {number}").format(number=index.row() + 1) if role in named else None


class _Small(QStyledItemDelegate):
    """Paints one page with its number below."""

    def __init__(self, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._ratio = parent.devicePixelRatioF

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = option.widget
        assert isinstance(view, Thumbnails)
        shown, colours = view.currentIndex() == index, look.colours()
        size = self._pictures.sizes[index.row()]
        width = look.THUMBNAIL
        height = min(round(width * size.height() / size.width()), width * 2)
        rect = option.rect
        area = QRectF(rect.x() + (rect.width() - width) / 2, rect.y() + look.S, width, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(area, Qt.GlobalColor.white)
        picture = self._pictures.picture(index.row(), width, self._ratio())
        if picture is not None:
            painter.drawPixmap(area, picture, QRectF(picture.rect()))
        edge = look.EDGE if shown else 1
        painter.setPen(QPen(QColor(colours.accent if shown else colours.border_strong), edge))
        painter.drawRect(area.adjusted(-edge / 2, -edge / 2, edge / 2, edge / 2))
        painter.setFont(look.font("small", bold=shown))
        painter.setPen(QColor(colours.accent if shown else colours.soft))
        below = QRectF(rect.x(), area.bottom() + look.XS, rect.width(), look.line_height("small"))
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, str(index.row() + 1))
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = self._pictures.sizes[index.row()]
        height = min(round(look.THUMBNAIL * size.height() / size.width()), look.THUMBNAIL * 2)
        return QSize(look.THUMBNAIL, height + look.L + look.line_height("small"))


class Thumbnails(Spoken, QListView):
    """The pages in a narrow column; `chosen` tells one that the officer wants to see."""

    chosen = Signal(int)

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers = _Numbers(pictures, self)
        self.setModel(self._numbers)
        self.setItemDelegate(_Small(pictures, self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(look.THUMBNAIL + look.XL)
        pictures.drawn.connect(self.viewport().update)
        self.selectionModel().currentChanged.connect(self._tell)
        self._following = False
        self.say(self.setAccessibleName, lambda: _("All pages"))

    def renew(self) -> None:
        """Show the pages that there are now."""
        self._numbers.renew()

    def follow(self, page: int) -> None:
        """Mark the page that is looked at."""
        self._following = True
        index = self._numbers.index(page)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self._following = False
        self.viewport().update()

    def _tell(self, index: QModelIndex) -> None:
        if not self._following and index.isValid():
            self.chosen.emit(index.row())
            self.viewport().update()

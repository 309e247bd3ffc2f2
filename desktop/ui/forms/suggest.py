"""Suggestions below a line while it is typed into."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QCompleter,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from desktop.ui import icons, look
from desktop.ui.forms.lines import TextLine

Index = QModelIndex | QPersistentModelIndex


class Suggestion(NamedTuple):
    """One line that can be chosen: its id, its text, what tells it apart, and an icon."""

    id: str
    text: str
    detail: str = ""
    icon: str = ""


CREATE = "\0create"  # the id of the entry that makes something new of the text
_ROLE = Qt.ItemDataRole.UserRole


class SuggestionModel(QAbstractListModel):
    """The suggestions of the moment."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Suggestion] = []

    def show(self, rows: Sequence[Suggestion]) -> None:
        """Offer these."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def at(self, row: int) -> Suggestion:
        """The suggestion in a row."""
        return self._rows[row]

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        suggestion = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return suggestion.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{suggestion.text} {suggestion.detail}".strip()
        return suggestion if role == _ROLE else None


class SuggestionDelegate(QStyledItemDelegate):
    """Draws a suggestion: icon, text, and in a softer colour what tells it apart."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        suggestion = index.data(_ROLE)
        colours = look.colours()
        chosen = bool(option.state & option.state.State_Selected)
        rect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or option.state & option.state.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selected if chosen else colours.hover))
            painter.drawRoundedRect(rect, look.RADIUS, look.RADIUS)
        inner = rect.adjusted(look.S, 0, -look.S, 0)
        if suggestion.icon:
            top = inner.center().y() - look.ICON // 2
            place = QRect(inner.left(), top, look.ICON, look.ICON)
            icons.icon(suggestion.icon, "soft").paint(painter, place)
            inner.setLeft(place.right() + look.S)
        painter.setFont(option.font)
        metrics, middle = option.fontMetrics, Qt.AlignmentFlag.AlignVCenter
        text = metrics.elidedText(suggestion.text, Qt.TextElideMode.ElideRight, inner.width())
        painter.setPen(QColor(colours.on_selected if chosen else colours.text))
        painter.drawText(inner, middle, text)
        inner.setLeft(inner.left() + metrics.horizontalAdvance(text) + look.M)
        if suggestion.detail and inner.width() > look.XL:
            painter.setPen(QColor(colours.on_selected if chosen else colours.faint))
            painter.setFont(look.font("small"))
            detail = painter.fontMetrics().elidedText(
                suggestion.detail, Qt.TextElideMode.ElideRight, inner.width()
            )
            painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, detail)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, max(look.CONTROL, option.fontMetrics.height() + look.S))


class Suggester(QObject):
    """Offers what `find` gives for the text of a line, and sends `chosen` with the choice."""

    chosen = Signal(object)

    def __init__(self, line: TextLine, find: Callable[[str], Sequence[Suggestion]]) -> None:
        super().__init__(line)
        self._line = line
        self._find = find
        self._model = SuggestionModel(self)
        popup = self._popup = QListView()
        popup.setMouseTracking(True)
        popup.setUniformItemSizes(True)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(look.POPUP_ROWS)
        self._completer.setPopup(popup)
        popup.setItemDelegate(SuggestionDelegate(popup))
        popup.setProperty("role", "boxed")
        self._completer.setWidget(line)
        line.suggesting = self.is_open
        # The stubs do not know that this signal comes in two kinds.
        activated: Any = self._completer.activated
        activated[QModelIndex].connect(self._choose)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(look.FILTER_MS // 2)
        self._wait.timeout.connect(self.offer)
        line.textEdited.connect(lambda _text: self._wait.start())

    def offer(self) -> None:
        """Show what fits the text now."""
        self._show(self._line.text().strip())

    def offer_all(self) -> None:
        """Show what there is to choose from, whatever stands in the line."""
        self._show("")

    def hide(self) -> None:
        """Take the suggestions away."""
        self._wait.stop()
        self._popup.hide()

    def is_open(self) -> bool:
        """Whether suggestions are shown."""
        return self._popup.isVisible()

    def _show(self, text: str) -> None:
        self._wait.stop()
        rows = self._find(text)
        self._model.show(rows)
        if not rows or not self._line.hasFocus():
            self._popup.hide()
            return
        self._completer.complete()
        self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _choose(self, index: QModelIndex) -> None:
        suggestion = index.data(_ROLE)
        self.hide()
        if suggestion is not None:
            self.chosen.emit(suggestion)

"""The list of suggested times: both clocks on one line, and below them why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from desktop.domain.plan import Plan
from desktop.language import _, current
from desktop.planning.free import Suggestion
from desktop.ui import look
from desktop.ui.speech import Spoken
from desktop.ui.widgets.labels import plain_tooltip
from desktop.ui.widgets.marks import chip_size, paint_chip
from desktop.words import free as words

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole.UserRole
_OFF = frozenset({"weekend", "public_holiday"})


class _Row:
    """One suggestion as it is told in the window's language."""

    def __init__(self, one: Suggestion, plan: Plan) -> None:
        language = current()
        self.suggestion = one
        own = one.moments[0][0].date
        self.clocks = [
            words.span(start, end, language, beside=own if number else None)
            for number, (start, end) in enumerate(one.moments)
        ]
        told = [words.reason(each.code, each.values, plan, language) for each in one.reasons]
        self.why = ("・" if language.code == "ja" else " · ").join(told)
        codes = {each.code for each in one.clashes}
        self.mark = _("Day off") if codes & _OFF else ""
        if not self.mark and "outside_hours" in codes:
            self.mark = _("Outside office hours")

    def text(self) -> str:
        """The whole of it, for those who hear the list."""
        return ". ".join(filter(None, (", ".join(self.clocks), self.mark, self.why)))


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[_Row] = []

    def show(self, rows: list[_Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.text()
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(row.why)
        return row if role == _ROLE else None


class _Delegate(QStyledItemDelegate):
    """Draws one suggestion in two lines; the clocks of all of them stand below each other."""

    def __init__(self, model: _Model) -> None:
        super().__init__(model)
        self._model = model

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: _Row = index.data(_ROLE)
        colours = look.colours()
        chosen = bool(option.state & option.state.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or option.state & option.state.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selected if chosen else colours.hover))
            painter.drawRoundedRect(option.rect, look.RADIUS, look.RADIUS)
        inner = option.rect.adjusted(look.M, look.S, -look.M, -look.S)
        top = QRect(inner.left(), inner.top(), inner.width(), look.line_height())
        below = QRect(inner.left(), top.bottom() + look.XS, inner.width(), look.line_height())
        soft = QColor(colours.on_selected if chosen else colours.soft)
        strong = QColor(colours.on_selected if chosen else colours.text)
        left = top.left()
        for number, clock in enumerate(row.clocks):
            painter.setFont(look.font(bold=not number))
            painter.setPen(soft if number else strong)
            painter.drawText(top.adjusted(left - top.left(), 0, 0, 0), _MIDDLE, clock)
            left += self._width(number) + look.XL
        if row.mark:
            wide = chip_size(row.mark, "clock").width()
            # Beside the clocks if there is room, else above the end of what is told.
            at = max(left, inner.right() - wide)
            paint_chip(painter, QRect(at, top.top(), wide, top.height()), row.mark, "warn", "clock")
        painter.setFont(look.font("small"))
        painter.setPen(soft)
        told = painter.fontMetrics().elidedText(row.why, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, _MIDDLE, told)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, 2 * look.line_height() + 2 * look.S + look.XS)

    def _width(self, number: int) -> int:
        metrics = QFontMetrics(look.font(bold=not number))
        return max(
            (
                metrics.horizontalAdvance(row.clocks[number])
                for row in self._model.rows
                if number < len(row.clocks)
            ),
            default=0,
        )


_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class Times(Spoken, QListView):
    """The suggestions, the best first. Return or a double click places one."""

    chosen = Signal(object)
    placed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self._model = _Model(self)
        self.setProperty("role", "boxed")
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self._model))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda _index: self._place())
        self.say(self.setAccessibleName, lambda: _("Suggested times"))

    def show_times(self, found: Sequence[Suggestion], plan: Plan) -> None:
        """Show these, and choose the first."""
        self._plan = plan
        self._fill(list(found), 0)

    def current(self) -> Suggestion | None:
        """The one that is chosen."""
        index = self.currentIndex()
        return self._model.rows[index.row()].suggestion if index.isValid() else None

    def why(self) -> str:
        """All that is to be said of the one that is chosen."""
        index = self.currentIndex()
        return self._model.rows[index.row()].why if index.isValid() else ""

    def texts(self) -> list[str]:
        """What is told of each."""
        return [row.text() for row in self._model.rows]

    @override
    def respoken(self) -> None:
        self._fill([row.suggestion for row in self._model.rows], self.currentIndex().row())

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit(self.current())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._place()
        else:
            super().keyPressEvent(event)

    def _fill(self, found: Sequence[Suggestion], row: int) -> None:
        if self._plan is None:
            return
        self._model.show([_Row(one, self._plan) for one in found])
        self.setCurrentIndex(self._model.index(max(0, row), 0))

    def _place(self) -> None:
        if (one := self.current()) is not None:
            self.placed.emit(one)

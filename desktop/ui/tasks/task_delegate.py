"""Draws the list of tasks: headings, and for each task a box, two lines, and its due date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)
from typing_extensions import override

from desktop.domain.codes import CLAUSE_OF
from desktop.ui import icons, look
from desktop.ui.tasks.agenda import DueTask
from desktop.ui.tasks.arranged import Heading
from desktop.ui.tasks.task_telling import detail, how_far, source, state, title
from desktop.ui.widgets.labels import plain_tooltip
from desktop.ui.widgets.marks import chip_size, paint_badge, paint_chip

if TYPE_CHECKING:
    from desktop.ui.tasks.task_list import TaskList

Index = QModelIndex | QPersistentModelIndex

ENTRY_ROLE = Qt.ItemDataRole.UserRole
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TaskDelegate(QStyledItemDelegate):
    """Draws one heading or task; both are equally high."""

    def __init__(self, shown: TaskList) -> None:
        super().__init__(shown)
        self._list = shown

    def box(self, rect: QRect) -> QRect:
        """Where a click ticks a task off, within its place: all of the row before its title."""
        return QRect(rect.left(), rect.top(), look.S + look.ICON + look.M, rect.height())

    def height(self) -> int:
        """How high each of them is."""
        lines = look.line_height() + look.line_height("small")
        return max(look.ROW, lines + look.XS + 2 * look.S)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(entry, Heading):
            self._heading(painter, option.rect, entry)
        elif isinstance(entry, DueTask):
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._background(painter, option.rect, index, chosen)
            self._check(painter, option.rect, entry.row.done is not None)
            self._task(painter, option.rect, entry, chosen)
        painter.restore()

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, DueTask):
            QToolTip.hideText()
            return True
        # What is cut off is always to be had whole, and there is no room for the source.
        told = (title(entry), detail(entry), source(entry), entry.row.note)
        QToolTip.showText(event.globalPos(), plain_tooltip("\n".join(filter(None, told))), view)
        return True

    def _heading(self, painter: QPainter, rect: QRect, heading: Heading) -> None:
        colours = look.colours()
        line = look.line_height("section")
        left = rect.left() + look.S
        box = QRect(left, rect.bottom() - line - look.S, rect.right() - look.S - left, line)
        if heading.clause:
            paint_badge(painter, box, heading.clause)
            box.setLeft(box.left() + look.BADGE + look.S)
        painter.setFont(look.font(bold=True))
        painter.setPen(QColor(colours.bad if heading.grave else colours.text))
        number = f"  {heading.number}"
        room = box.width() - painter.fontMetrics().horizontalAdvance(number)
        told = painter.fontMetrics().elidedText(
            heading.text(), Qt.TextElideMode.ElideRight, max(0, room)
        )
        painter.drawText(box, _LEFT, told)
        box.setLeft(box.left() + painter.fontMetrics().horizontalAdvance(told))
        painter.setFont(look.font())
        painter.setPen(QColor(colours.soft))
        painter.drawText(box, _LEFT, number)

    def _background(self, painter: QPainter, rect: QRect, index: Index, chosen: bool) -> None:
        colours = look.colours()
        box = QRectF(rect).adjusted(0.5, 1.5, -0.5, -1.5)
        if chosen or index.row() == self._list.hovered_row:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selected if chosen else colours.hover))
            painter.drawRoundedRect(box, look.RADIUS, look.RADIUS)
        if self._list.hasFocus() and index.row() == self._list.currentIndex().row():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colours.accent))
            painter.drawRoundedRect(box, look.RADIUS, look.RADIUS)

    def _check(self, painter: QPainter, rect: QRect, done: bool) -> None:
        colours, side = look.colours(), look.ICON
        box = QRect(rect.left() + look.S, rect.center().y() - side // 2 + 1, side, side)
        painter.setPen(QColor(colours.accent_fill if done else colours.border_strong))
        painter.setBrush(QColor(colours.accent_fill if done else colours.surface))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), look.XS, look.XS)
        if done:
            icons.icon("check", "on_accent").paint(painter, box.adjusted(2, 2, -2, -2))

    def _task(self, painter: QPainter, rect: QRect, one: DueTask, chosen: bool) -> None:
        colours, today = look.colours(), self._list.today
        inner = rect.adjusted(look.S + look.ICON + look.M, look.S, -look.M, -look.S)
        by_record = self._list.by_record
        if not by_record:
            paint_badge(painter, inner, CLAUSE_OF[one.row.record_kind])
            inner.setLeft(inner.left() + look.BADGE + look.M)
        high, low = look.line_height(), look.line_height("small")
        upper = QRect(inner.left(), inner.top(), inner.width(), max(high, look.BADGE))
        lower = QRect(inner.left(), inner.bottom() + 1 - low, inner.width(), low)
        said, tone, icon = state(one, today)
        chip = min(chip_size(said, icon).width(), upper.width() // 2)
        paint_chip(
            painter,
            QRect(upper.right() + 1 - chip, upper.top(), chip, upper.height()),
            *(said, tone, icon),
        )
        far = how_far(one, today)
        painter.setFont(look.font("small"))
        painter.setPen(QColor(colours.on_selected if chosen else colours.soft))
        painter.drawText(lower, _RIGHT, far)
        taken = painter.fontMetrics().horizontalAdvance(far)
        done = one.row.done is not None
        upper.setRight(upper.right() - chip - look.M)
        lower.setRight(lower.right() - taken - look.M)
        self._text(painter, lower, detail(one, record=not by_record), size="small")
        ink = colours.on_selected if chosen else colours.soft if done else colours.text
        painter.setPen(QColor(ink))
        self._text(painter, upper, title(one), size="body", bold=not done)

    def _text(
        self, painter: QPainter, rect: QRect, text: str, *, size: str, bold: bool = False
    ) -> None:
        painter.setFont(look.font(size, bold=bold))
        shown = painter.fontMetrics().elidedText(
            text.replace("\n", " "), Qt.TextElideMode.ElideRight, max(0, rect.width())
        )
        painter.drawText(rect, _LEFT, shown)

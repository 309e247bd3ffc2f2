"""The cells of the programme table: how they are drawn, and how they are typed into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)
from typing_extensions import override

from desktop import words
from desktop.domain import Item
from desktop.domain.codes import ItemStatus
from desktop.domain.text import clean
from desktop.language import _, current
from desktop.ui import find, icons, look
from desktop.ui.desk import Desk
from desktop.ui.drafts_line import LooseLine
from desktop.ui.forms.choice import Choice
from desktop.ui.forms.lines import TextLine
from desktop.ui.forms.suggest import CREATE, Suggester, Suggestion
from desktop.ui.lists.model import RECORD_ROLE
from desktop.ui.programme.kinds import kind_icon
from desktop.ui.programme.painting import (
    PIN,
    Run,
    clock_runs,
    height_of,
    line_in_cell,
    paint_cell_ring,
    paint_heading,
    paint_pin,
    paint_row,
    paint_runs,
    paint_who,
    wrapped,
)
from desktop.ui.programme.programme import Line
from desktop.ui.programme.table_model import Column, Index, ProgrammeModel
from desktop.ui.programme.typed_time import read_cell
from desktop.ui.statuses import status_look
from desktop.ui.widgets.labels import plain_tooltip
from desktop.ui.widgets.marks import chip_size, paint_chip

if TYPE_CHECKING:
    from desktop.ui.programme.table_view import ProgrammeTable

_EDGES = look.S  # left and right of what stands in a cell


class PlaceCell(TextLine):
    """A line in a cell that finds places while it is typed; `chosen` is the id or None."""

    def __init__(self, desk: Desk, done: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._source = find.places(desk)
        self._done = done
        self._shown = ""
        self.chosen: str | None = None
        self.suggester = Suggester(self, self._suggestions)
        self.suggester.chosen.connect(self._choose)

    def show_place(self, place: str | None) -> None:
        """Show a place, or none."""
        self.chosen = place
        self._shown = self._source.name_of(place) if place else ""
        self.setText(self._shown)
        self.selectAll()

    def read_place(self) -> tuple[bool, str | None]:
        """Whether what stands here can be read, and the id of the place, None for none."""
        text = self.text().strip()
        if text == self._shown:
            return True, self.chosen
        if not text:
            return True, None
        found = [row for row in self._source.find(text) if row[1].casefold() == text.casefold()]
        return len(found) == 1, found[0][0] if len(found) == 1 else None

    def make(self) -> None:
        """Make a place that is called what stands here, and take it."""
        self._take(self._source.create(self.text().strip()) if self._source.create else None)

    def _suggestions(self, text: str) -> list[Suggestion]:
        found = [Suggestion(*row) for row in self._source.find(text)]
        if text and not any(each.text.casefold() == text.casefold() for each in found):
            words = _("Create “{text}”").format(text=text)
            found.append(Suggestion(CREATE, words, icon="plus"))
        return found

    def _choose(self, suggestion: Suggestion) -> None:
        if suggestion.id == CREATE:
            self.make()
        else:
            self._take(suggestion.id)

    def _take(self, place: str | None) -> None:
        if place is not None:
            self.show_place(place)
            self._done()


class ProgrammeDelegate(QStyledItemDelegate):
    """Draws the cells and opens them. What cannot be read keeps its cell open and is told there."""

    def __init__(self, table: ProgrammeTable, desk: Desk) -> None:
        super().__init__(table)
        self._table = table
        self._desk = desk

    # -- drawing

    def row_height(self, row: int) -> int:
        """The height that a row needs for what stands in it."""
        model = self._model()
        line = model.line_at(row)
        if line.item is None:
            return look.ROW if row == 0 else look.ROW + look.M
        lines = [
            height_of(self._runs(line, Column(column), self._table.columnWidth(column)))
            for column in Column
            if not self._table.isColumnHidden(column)
        ]
        return max(look.ROW, max(lines) + look.M)

    def clock_width(self, column: Column) -> int:
        """The room that the widest time needs."""
        texts = self._model().texts()
        clocks = texts.time if column == Column.TIME else texts.other
        items = texts.programme.items
        widths = {run.width() for item in items for run in clock_runs(clocks(item))}
        return max(widths, default=0) + 2 * _EDGES + look.XS

    def status_width(self, *, words: bool) -> int:
        """The room that the widest status needs, with its word or as an icon alone."""
        texts = self._model().texts()
        # Where something is pinned, its pin stands before the status.
        pin = PIN if any(item.pinned for item in texts.programme.items) else 0
        if not words:
            return look.ICON + 2 * _EDGES + pin
        widest = max(chip_size(texts.status_word(s), "circle").width() for s in ItemStatus)
        return widest + 3 * _EDGES + pin

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(RECORD_ROLE)
        table = self._table
        current = table.hasFocus() and index.row() == table.currentIndex().row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.item is None:
            texts = self._model().texts().heading(line)
            paint_heading(painter, option.rect, texts, current=current, first=index.row() == 0)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            if chosen or index.row() == table.hovered_row:
                ends = ("l" if index.column() == 0 else "") + (
                    "r" if index.column() == len(Column) - 1 else ""
                )
                paint_row(painter, option.rect, chosen=chosen, current=False, ends=ends)
            self._paint_cell(painter, option.rect, line, Column(index.column()), chosen)
            if current and index.column() == table.currentIndex().column():
                paint_cell_ring(painter, option.rect)
        painter.restore()

    def _paint_cell(
        self, painter: QPainter, rect: QRect, line: Line, column: Column, chosen: bool
    ) -> None:
        item = line.item
        assert item is not None
        texts = self._model().texts()
        inner = rect.adjusted(_EDGES, 0, -_EDGES, 0)
        if column == Column.STATUS:
            if item.pinned:
                inner.setLeft(inner.left() + paint_pin(painter, inner, chosen=chosen))
            tone, icon = status_look(ItemStatus(item.status))
            text = texts.status(item)
            if chip_size(text, icon).width() > inner.width():
                side = look.ICON
                place = QRect(inner.left(), inner.center().y() - side // 2 + 1, side, side)
                icons.icon(icon, "on_selected" if chosen else tone).paint(painter, place)
            else:
                paint_chip(painter, inner, text, tone, icon)
            return
        if column == Column.WHO:
            paint_who(painter, inner, texts.who(item), chosen=chosen, off=item.is_cancelled)
            return
        if column == Column.TITLE:
            inner.setLeft(inner.left() + line.depth * look.XL)
            place = QRect(inner.left(), inner.center().y() - look.ICON // 2, look.ICON, look.ICON)
            colour = "on_selected" if chosen else "faint" if item.is_cancelled else "soft"
            icons.icon(kind_icon(item.kind), colour).paint(painter, place)
            inner.setLeft(place.right() + look.S + 1)
        paint_runs(painter, inner, self._runs(line, column, rect.width()), chosen=chosen)

    def _runs(self, line: Line, column: Column, width: int) -> list[Run]:
        item = line.item
        assert item is not None
        texts, off = self._model().texts(), item.is_cancelled
        room = width - 2 * _EDGES
        match column:
            case Column.TIME:
                return clock_runs(texts.time(item), off=off)
            case Column.OTHER:
                return clock_runs(texts.other(item), soft=True, off=off)
            case Column.TITLE:
                room -= line.depth * look.XL + look.ICON + look.S
                title = texts.title(item)
                run = Run(title, tone="faint" if off else "", struck=off)
                runs = wrapped(run if title else Run(_("untitled"), tone="faint"), room)
                detail = texts.detail(item, place=self._table.isColumnHidden(Column.PLACE))
                return [*runs, Run(detail, small=True, tone="faint")] if detail else runs
            case Column.PLACE:
                tone = "faint" if off else "soft"
                place = texts.place(item)
                runs = wrapped(Run(place, tone=tone), room) if place else []
                return [*runs, Run(item.room, small=True, tone="faint")] if item.room else runs
            case _:
                return []

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._table.rowHeight(index.row()))

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        line: Line | None = index.data(RECORD_ROLE)
        tip = self._tip(line, Column(index.column()), option.rect.width()) if line else ""
        if tip:
            QToolTip.showText(event.globalPos(), plain_tooltip(tip), view)
        else:
            QToolTip.hideText()
        return True

    def _tip(self, line: Line, column: Column, width: int) -> str:
        """What is cut off or only hinted at in a cell."""
        item = line.item
        if item is None:
            return ""
        texts = self._model().texts()
        match column:
            case Column.WHO:
                return "\n".join(texts.who(item).names)
            case Column.STATUS:
                return texts.status_spoken(item)
            case Column.TITLE | Column.PLACE:
                whole = texts.title(item) if column == Column.TITLE else texts.place(item)
                shown = " ".join(run.text for run in self._runs(line, column, width))
                return whole if "…" in shown else ""
            case _:
                runs = self._runs(line, column, width)
                cut = any(run.width() > width - 2 * _EDGES for run in runs)
                return "\n".join(f"{run.text} {run.tail}".strip() for run in runs) if cut else ""

    # -- typing

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line: Line = index.data(RECORD_ROLE)
        column = Column(index.column())
        editor: QWidget
        if column == Column.STATUS:
            choice = Choice(parent)
            for status in ItemStatus:
                choice.addItem(icons.icon(status_look(status)[1]), words.word(status))
            choice.activated.connect(lambda _at: self._take(choice))
            QTimer.singleShot(0, choice, choice.showPopup)
            editor = choice
        elif column == Column.PLACE:
            place = PlaceCell(self._desk, lambda: self._take(place), parent)
            editor = place
        else:
            editor = TextLine(parent)
            if column == Column.TIME:
                editor.setPlaceholderText("10-11.30")
        header = self._model().headerData(column, Qt.Orientation.Horizontal)
        title = self._model().texts().title(line.item) if line.item is not None else ""
        editor.setAccessibleName(f"{header}: {title}")
        if isinstance(editor, TextLine) and line.item is not None:
            self._keep(editor, column, line.item)
        return editor

    def _keep(self, line: TextLine, column: Column, item: Item) -> None:
        """Keep a draft of a cell, in the words of the field that the details have for it."""
        match column:
            case Column.TITLE:
                code, title = current().code, item.title
                loose = LooseLine(
                    line,
                    name=code,
                    value=lambda: title,
                    said=lambda text: replace(title, **{code: clean(text)}),
                )
                name = "title"
            case Column.PLACE:
                loose, name = LooseLine(line, value=lambda: item.place_id), "place_id"
            case _:
                loose, name = LooseLine(line), "time"
        self._desk.drafts.follow_line(loose, name, lambda: ("item", item.id))

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if editor.property("filled"):
            return  # a change elsewhere does not disturb what is being typed
        editor.setProperty("filled", True)
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, Choice):
            editor.setCurrentIndex(list(ItemStatus).index(ItemStatus(value)))
        elif isinstance(editor, PlaceCell):
            editor.show_place(value)
        elif isinstance(editor, TextLine):
            editor.setText(value)
            editor.selectAll()

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        fault = self._fault(editor, Column(index.column()))
        if fault is not None:
            # The cell is being left, and closes: the word must come after that.
            where = QPersistentModelIndex(index)
            QTimer.singleShot(0, self._table, lambda: self._table.refuse(where, fault))
            return
        value: object
        if isinstance(editor, Choice):
            value = list(ItemStatus)[editor.currentIndex()].value
        elif isinstance(editor, PlaceCell):
            value = editor.read_place()[1]
        elif isinstance(editor, TextLine):
            value = editor.text()
        else:
            return
        # Opening a cell and leaving it again is no change.
        if value != index.data(Qt.ItemDataRole.EditRole):
            model.setData(index, value)

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        rect = QRect(option.rect)
        if Column(index.column()) == Column.TITLE:
            line: Line = index.data(RECORD_ROLE)
            rect.setLeft(rect.left() + line.depth * look.XL)
        if isinstance(editor, PlaceCell):  # its suggestions are as wide as the line
            room = self._table.viewport().width() - rect.left()
            rect.setWidth(max(rect.width(), min(look.COLUMN, room)))
        editor.setGeometry(line_in_cell(rect))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(watched, TextLine)
            and event.key() in _LEAVING
            and not watched.suggesting()
        ):
            index = self._table.currentIndex()
            fault = self._fault(watched, Column(index.column()))
            if fault is not None:
                self._table.refuse(index, fault)
                return True
            self._table.bubble.hide()
        return super().eventFilter(watched, event)

    def _fault(self, editor: QWidget, column: Column) -> Callable[[], str] | None:
        """Why what stands in a cell cannot be taken, or None."""
        if isinstance(editor, PlaceCell):
            known, _place = editor.read_place()
            return None if known else _no_place
        if isinstance(editor, TextLine) and column == Column.TIME:
            return None if read_cell(editor.text()) is not None else _no_time
        return None

    def _take(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.SubmitModelCache)

    def _model(self) -> ProgrammeModel:
        return self._table.programme_model()


_LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


def _no_time() -> str:
    return _("This is not a time. Write for example 10-11.30, 9, morning or tbc.")


def _no_place() -> str:
    return _("Please choose from the list, or create it there.")

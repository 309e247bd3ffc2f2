"""The history of a record in words: who did what, and when, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.domain.text import PARTS, Trilingual
from desktop.language import Language, _, current, dates, ngettext
from desktop.store.called import called
from desktop.store.history import HistoryEntry, history
from desktop.store.log import DO, REDO, UNDO
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.speech import Spoken
from desktop.ui.widgets import EmptyState

Index = QModelIndex | QPersistentModelIndex

_LINE_ROLE = Qt.ItemDataRole.UserRole
# What a reader of sentences has no use for: places in an order, and which of two hours it is.
_UNSPOKEN = ("position", "fold", "start_fold", "end_fold", "joins_fold", "leaves_fold")
_MARK = ("acceptance", "state")  # by which a change is noticed of what was accepted
_MOST_OF_AN_ACTION = 8
_MOST = 1000


@dataclass(frozen=True, slots=True)
class _Line:
    """A day as a heading, or one sentence; the first of an action shows the time."""

    text: str
    time: str = ""
    is_day: bool = False


class HistoryPanel(Spoken, QWidget):
    """Shows what happened to a record and its parts; the editor calls `load` as it reloads."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._entries: Sequence[HistoryEntry] = ()
        self._names: dict[str, Trilingual] = {}
        self._model = _Lines(self)
        self._view = _View()
        self._view.setModel(self._model)
        self.say(self._view.setAccessibleName, lambda: _("History"))
        empty = EmptyState(
            "history",
            lambda: _("No history yet"),
            lambda: _("Every change is written down here, with who made it and when."),
        )
        self._views = QStackedLayout(self)
        self._views.addWidget(self._view)
        self._views.addWidget(empty)

    def load(self, record_id: str) -> None:
        """Show the history of a record; "" is one that is not made yet."""
        if record_id:
            self._entries, self._names = self._desk.read(lambda s: _history(s, record_id))
        else:
            self._entries, self._names = (), {}
        self.respoken()

    def lines(self) -> list[str]:
        """What is shown, from the top."""
        return [line.text for line in self._model.lines]

    @override
    def respoken(self) -> None:
        self._model.show(_lines(self._entries, self._names, self._desk.zones()[0]))
        self._views.setCurrentIndex(0 if self._entries else 1)


def _history(session: Session, record: str) -> tuple[list[HistoryEntry], dict[str, Trilingual]]:
    entries = history(session, record)
    return entries, called(session, entries, words.everywhere)


def _lines(entries: Sequence[HistoryEntry], names: dict[str, Trilingual], zone: str) -> list[_Line]:
    language = current()
    result: list[_Line] = []
    day: date | None = None
    for (at, _author, mode, _label), group in groupby(
        entries, key=lambda entry: (entry.at, entry.author, entry.mode, entry.label)
    ):
        action = list(group)
        local = local_time(at, zone)
        if local.date() != day:
            day = local.date()
            result.append(_Line(dates.day_heading(language, day), is_day=True))
        time = dates.clock(language, local.time())
        said, whole = sentences(action, names)
        if not (said and whole and mode == DO):
            said.insert(0, action_told(action, names))
        result += [_Line(text, "" if at_line else time) for at_line, text in enumerate(said)]
        if len(result) > _MOST:
            break
    return result


def local_time(at: datetime, zone: str) -> datetime:
    """An instant on the clock of a zone."""
    return at.astimezone(ZoneInfo(zone))


def sentences(
    action: Sequence[HistoryEntry], names: dict[str, Trilingual]
) -> tuple[list[str], bool]:
    """What an action did, and whether that is all of it."""
    spoken = [
        entry
        for entry in action
        if entry.field not in _UNSPOKEN and (entry.kind, entry.field) != _MARK
    ]
    shown = spoken if len(spoken) <= _MOST_OF_AN_ACTION + 1 else spoken[:_MOST_OF_AN_ACTION]
    # What an undo did is told by its own line; below it stand the changes as they were made.
    said = [
        words.history_line(
            replace(entry, mode=DO),
            _name(entry, names),
            label_of=lambda one: names.get(one, Trilingual()),
        )
        for entry in shown
    ]
    more = len(spoken) - len(shown)
    if more:
        said.append(ngettext("and {n} more change", "and {n} more changes", more).format(n=more))
    return list(dict.fromkeys(said)), not more


def _name(entry: HistoryEntry, names: dict[str, Trilingual]) -> Trilingual:
    return names.get(entry.entity_id) or Trilingual(
        **{part: words.kind(entry.kind, Language.of(part)) for part in PARTS}
    )


def action_told(action: Sequence[HistoryEntry], names: dict[str, Trilingual]) -> str:
    """What an action is called: one of many changes, of none worth a sentence, or an undo."""
    first = action[0]
    name = names.get(first.entity_id, Trilingual()).best(current().code)
    line = _("{author}: {action}").format(
        author=first.author or _("Somebody"),
        action=words.unit_label(first.label, {"kind": first.kind, "name": name}),
    )
    if first.mode == UNDO:
        return _("Undone: {what}").format(what=line)
    return _("Done again: {what}").format(what=line) if first.mode == REDO else line


class _Lines(QAbstractListModel):
    """The lines of the moment."""

    lines: tuple[_Line, ...] = ()

    def show(self, lines: Sequence[_Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.lines)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.time} {line.text}".strip()
        return line if role == _LINE_ROLE else None


class _View(QListView):
    """Lines that break where the room ends."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(_Delegate(self))
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _Delegate(QStyledItemDelegate):
    """Draws a day, or a time with its sentence beside it."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: _Line = index.data(_LINE_ROLE)
        colours = look.colours()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selected))
            painter.drawRoundedRect(option.rect, look.RADIUS, look.RADIUS)
        painter.setFont(_font(line))
        if line.is_day:
            box = option.rect.adjusted(look.S, 0, -look.S, -look.XS)
            painter.setPen(QColor(colours.soft))
            painter.drawText(
                box, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, line.text
            )
        else:
            box = option.rect.adjusted(look.S, look.XS, -look.S, -look.XS)
            painter.setPen(QColor(colours.faint))
            painter.drawText(box, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, line.time)
            painter.setPen(QColor(colours.text))
            box.setLeft(box.left() + _time_width())
            painter.drawText(box, _WRAP, line.text)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: _Line = index.data(_LINE_ROLE)
        metrics = QFontMetrics(_font(line))
        width = self._view.viewport().width()
        if line.is_day:
            above = look.L if index.row() else look.S
            return QSize(width, metrics.height() + above + look.XS)
        room = QRect(0, 0, max(look.COLUMN // 2, width - 2 * look.S - _time_width()), 1 << 20)
        needed = metrics.boundingRect(room, _WRAP, line.text)
        return QSize(width, needed.height() + 2 * look.XS)


_WRAP = (
    Qt.TextFlag.TextWordWrap.value
    | Qt.AlignmentFlag.AlignTop.value
    | Qt.AlignmentFlag.AlignLeft.value
)


def _font(line: _Line) -> QFont:
    return look.font("small", bold=True) if line.is_day else look.font()


def _time_width() -> int:
    return QFontMetrics(look.font()).horizontalAdvance("00:00") + look.L

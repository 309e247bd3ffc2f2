"""The rows of an import: one for each field that an event would change, to be ticked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from typing_extensions import override

from desktop import words
from desktop.calendars.incoming import Refused
from desktop.calendars.matching import Change, Proposal
from desktop.domain.importing import Aspect, Effect
from desktop.domain.suspicious import visible
from desktop.language import _, current, dates
from desktop.ui import icons, look
from desktop.ui.widgets.labels import plain_tooltip
from desktop.words import importing as said
from desktop.words.suspicious import warnings

Index = QModelIndex | QPersistentModelIndex
WHAT, EVENT, FIELD, NOW, FILE = range(5)
_HEADERS: tuple[Callable[[], str], ...] = (
    lambda: _("What"),
    lambda: _("Event"),
    lambda: _("Take over"),
    lambda: _("Now"),
    lambda: _("In the file"),
)
_ICONS = {
    Effect.NEW: ("plus", "good"),
    Effect.CHANGED: ("pencil", "accent"),
    Effect.CANCELLED: ("circle-x", "bad"),
    Effect.OLDER: ("history", "soft"),
    Effect.NOT_TAKEN: ("circle-slash", "warn"),
    Effect.SAME: ("check", "soft"),
}


@dataclass(slots=True)
class Row:
    """One line: a field of an event, a whole event, or what could not be read.

    `first` says that the event is named here; `on` that it is taken over, None where it cannot be.
    """

    proposal: Proposal | None
    change: Change | None = None
    refused: Refused | None = None
    first: bool = True
    on: bool | None = None


class ProposalModel(QAbstractTableModel):
    """What a file would change; `changed` is sent when a tick was set or taken away.

    `zones` are the two clocks.
    """

    changed = Signal()

    def __init__(self, zones: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        self._zones = zones
        self._rows: list[Row] = []

    def show_rows(self, proposals: Sequence[Proposal], refused: Sequence[Refused]) -> None:
        """Show what there is to decide, then what is not taken; what is the same is left out.

        Ticks that the officer took away stay away when a file is read again.
        """
        off = {_key(row) for row in self._rows if row.on is False}
        self.beginResetModel()
        takes = [one for one in proposals if one.takes]
        others = [one for one in proposals if not one.takes and one.effect != Effect.SAME]
        self._rows = [row for one in takes for row in _rows_of(one)]
        for row in self._rows:
            row.on = _key(row) not in off
        self._rows += [Row(one) for one in others]
        self._rows += [Row(None, refused=one) for one in refused]
        self.endResetModel()
        self.changed.emit()

    def chosen(self) -> list[tuple[Proposal, list[Aspect]]]:
        """The events that are taken over, each with the fields that are."""
        found: dict[int, tuple[Proposal, list[Aspect]]] = {}
        for row in self._rows:
            if row.on and row.proposal is not None:
                _one, aspects = found.setdefault(id(row.proposal), (row.proposal, []))
                aspects += [row.change.aspect] if row.change else []
        return list(found.values())

    def odd(self) -> int:
        """How many events have a title or place that may be another than it looks."""
        return sum(row.first and bool(_odd(row)) for row in self._rows)

    def ticks(self) -> int:
        """How many rows are ticked."""
        return sum(bool(row.on) for row in self._rows)

    def turn(self, at: int) -> None:
        """Tick a row, or take its tick away."""
        row = self._rows[at]
        if row.on is not None:
            row.on = not row.on
            index = self.index(at, FIELD)
            self.dataChanged.emit(index, index)
            self.changed.emit()

    def turn_all(self, on: bool) -> None:
        """Tick all rows, or none."""
        for row in self._rows:
            row.on = None if row.on is None else on
        self.say_again()
        self.changed.emit()

    def say_again(self) -> None:
        """Have all texts asked for anew: after a switch of language."""
        last = self.index(max(0, len(self._rows) - 1), FILE)
        self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, FILE)

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_HEADERS)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADERS[section]()
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and index.column() == FIELD and self._rows[index.row()].on is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(self._tip(row, column))
            case Qt.ItemDataRole.CheckStateRole if column == FIELD and row.on is not None:
                return Qt.CheckState.Checked if row.on else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.DecorationRole if column == WHAT and row.first:
                return icons.icon(*_ICONS[_effect(row)])
            case Qt.ItemDataRole.DecorationRole if column == EVENT and row.first and _odd(row):
                return icons.icon("triangle-alert", "warn")
            case Qt.ItemDataRole.FontRole if column == EVENT:
                return look.font(bold=row.on is not None)
            case Qt.ItemDataRole.ForegroundRole if column == NOW or row.on is None:
                return QColor(look.colours().soft)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row, column)
        return None

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != FIELD:
            return False
        self.turn(index.row())
        return True

    def _text(self, row: Row, column: int) -> str:
        match column:
            case 0:
                return said.effect(_effect(row)) if row.first else ""
            case 1:
                return visible(_title(row)) if row.first else ""
            case 2:
                return self._field(row)
            case 3:
                return visible(self._side(row, after=False))
            case _:
                return visible(self._side(row, after=True))

    def _field(self, row: Row) -> str:
        if row.on is None:
            return ""
        return said.aspect(row.change.aspect) if row.change else _("Add")

    def _side(self, row: Row, *, after: bool) -> str:
        if row.refused is not None:
            return words.problem(row.refused.problem) if after else ""
        if row.change is not None:
            told = row.change.after if after else row.change.before
            return said.value(row.change.aspect, told, self._zones())
        if row.proposal is None or not after:
            return ""
        if row.proposal.reason is not None:
            return said.reason(row.proposal.reason)
        if row.proposal.effect == Effect.OLDER:
            return _("A newer version is here already.")
        return self._whole(row.proposal)

    def _whole(self, proposal: Proposal) -> str:
        """A new event in a line: when, what of it is not taken, and where."""
        one = proposal.incoming
        repeats = said.repeats(one.further, one.last_day) if one.repeats else ""
        when = said.times(one.start, one.end, self._zones(), current())
        return " · ".join(filter(None, (when, repeats, one.location)))

    def _tip(self, row: Row, column: int) -> str:
        """The whole text, and of an event what is only shown: who sent it, who is asked, notes."""
        text = self._text(row, column)
        if column != EVENT or row.proposal is None:
            return text
        one = row.proposal.incoming
        people = "\n".join(filter(None, (one.organiser, *one.attendees[:20])))
        parts = (text, _odd(row), people, one.description[:2000])
        return "\n\n".join(map(visible, filter(None, parts)))

    def _spoken(self, row: Row, column: int) -> str:
        """What a screen reader says: a field with its event, a title with its warning."""
        text = self._text(row, column)
        if column == EVENT and row.first:
            return " ".join(filter(None, (text, _odd(row))))
        if column != FIELD or not text:
            return text
        return _("{label}: {name}").format(label=visible(_title(row)), name=text)


def _rows_of(proposal: Proposal) -> list[Row]:
    if not proposal.changes:
        return [Row(proposal)]
    return [Row(proposal, change, first=at == 0) for at, change in enumerate(proposal.changes)]


def _effect(row: Row) -> Effect:
    return row.proposal.effect if row.proposal is not None else Effect.NOT_TAKEN


def _title(row: Row) -> str:
    if row.proposal is not None:
        title = row.proposal.incoming.summary
    else:
        title = row.refused.title if row.refused is not None else ""
    return " · ".join(filter(None, (title or _("untitled"), _day_meant(row))))


def _day_meant(row: Row) -> str:
    """On which day one time of a repeating event is, where its row does not say so anyway."""
    proposal = row.proposal
    if proposal is None or proposal.item is None or not proposal.incoming.recurrence:
        return ""
    day = proposal.item.start.date
    return dates.day_short(current(), day) if day else ""


def _odd(row: Row) -> str:
    """Why title or place may be others than they look, in sentences."""
    texts = row.proposal.incoming.odd if row.proposal is not None else ()
    return " ".join(dict.fromkeys(map(warnings, texts)))


def _key(row: Row) -> tuple[str, str]:
    """What tells a row from others, also when the file is read again."""
    uid = row.proposal.incoming.key if row.proposal is not None else ""
    return uid, row.change.aspect if row.change is not None else ""

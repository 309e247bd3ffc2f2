"""The table of participants as data: who they are, and a column to tick for each group."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from desktop import words
from desktop.domain.codes import Function
from desktop.domain.suspicious import visible
from desktop.language import _, current, names, pgettext
from desktop.ui.members.presence import presence_text
from desktop.ui.members.roster import GroupRow, MemberRow, Roster
from desktop.ui.widgets.labels import plain_tooltip

Index = QModelIndex | QPersistentModelIndex

NUMBER, NAME, FUNCTION, POSITION = range(4)
FIXED = 4  # the columns before those of the groups
CELL_ROLE = Qt.ItemDataRole.UserRole

ICONS = {
    Function.HEAD: "star",
    Function.DEPUTY: "user-round",
    Function.SECRETARY: "clipboard-list",
    Function.ACCOMPANYING: "users-round",
    Function.INTERPRETER: "languages",
    Function.LOCAL_TEAM: "map-pin",
}


class Cell(NamedTuple):
    """What a cell shows: a first line, a softer second one, an icon, or a tick.

    An icon of "" keeps the room for one, so that the words of a column stand below each other.
    """

    text: str = ""
    below: str = ""
    icon: str | None = None
    tick: bool | None = None


class MembersModel(QAbstractTableModel):
    """Shows a roster. What the officer changes in it is told and done elsewhere.

    `function_chosen(member, code)` and `group_ticked(group, persons, on)` tell of it.
    """

    function_chosen = Signal(str, str)
    group_ticked = Signal(str, list, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._roster = Roster()

    def show(self, roster: Roster) -> None:
        """Show other participants."""
        self.beginResetModel()
        self._roster = roster
        self.endResetModel()

    def respeak(self) -> None:
        """Show all texts in the language of the moment."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
        if self._roster.members:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def member(self, row: int) -> MemberRow:
        """The participant in a row."""
        return self._roster.members[row]

    def members(self) -> tuple[MemberRow, ...]:
        """All participants, from the top."""
        return self._roster.members

    def group(self, column: int) -> GroupRow | None:
        """The group of a column; None for the columns before."""
        return self._roster.groups[column - FIXED] if column >= FIXED else None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._roster.members)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else FIXED + len(self._roster.groups)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self._cell(index.row(), index.column())
        if role == CELL_ROLE:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.EditRole and index.column() == FUNCTION:
            return self.member(index.row()).function.value
        if role == Qt.ItemDataRole.CheckStateRole and cell.tick is not None:
            return Qt.CheckState.Checked if cell.tick else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._heard(index.column(), cell)
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid():
            return False
        member = self.member(index.row())
        if role == Qt.ItemDataRole.EditRole and index.column() == FUNCTION:
            if value != member.function:
                self.function_chosen.emit(member.id, str(value))
            return True
        if role == Qt.ItemDataRole.CheckStateRole and index.column() >= FIXED:
            on = Qt.CheckState(value) == Qt.CheckState.Checked
            self.tick([index.row()], index.column(), on=on)
            return True
        return False

    def tick(self, rows: list[int], column: int, *, on: bool) -> None:
        """Put the participants of some rows into the group of a column, or take them out."""
        group = self.group(column)
        if group is not None:
            people = [self.member(row).name.id for row in rows]
            self.group_ticked.emit(group.id, people, on)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.ItemIsDropEnabled
        flags = flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled
        if index.column() == FUNCTION:
            flags |= flag.ItemIsEditable
        return flags | flag.ItemIsUserCheckable if index.column() >= FIXED else flags

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        group = self.group(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[section]() if group is None else group.code or "–"
        if role == Qt.ItemDataRole.ToolTipRole and group is not None:
            return plain_tooltip(group_title(group))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if group is None else Qt.AlignmentFlag.AlignHCenter
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _cell(self, row: int, column: int) -> Cell:
        member, language = self.member(row), current()
        group = self.group(column)
        if group is not None:
            return Cell(tick=group.id in member.groups)
        if column == NUMBER:
            return Cell(str(row + 1))
        if column == NAME:
            name, other = names.display(language, member.name), member.other_form(language)
            return Cell(visible(name), visible(other))
        if column == FUNCTION:
            icon = ICONS.get(member.function, "")
            return Cell(words.word(member.function), presence_text(member), icon=icon)
        title, home = member.title.best(language.code), member.organisation.best(language.code)
        return Cell(visible(title or home), visible(home if title else ""))

    def _heard(self, column: int, cell: Cell) -> str:
        group = self.group(column)
        if group is None:
            return f"{cell.text} {cell.below}".strip()
        said = _("In group {group}") if cell.tick else _("Not in group {group}")
        return said.format(group=group_title(group))


def group_title(group: GroupRow) -> str:
    """A group with its code and its name, as far as it has them: A · Quantum sensors."""
    name = group.name.best(current().code)
    return " · ".join(part for part in (group.code, name) if part) or _("Group")


_TITLES: tuple[Callable[[], str], ...] = (
    lambda: _("No."),
    lambda: pgettext("person", "Name"),
    lambda: _("Function"),
    lambda: _("Position and organisation"),
)

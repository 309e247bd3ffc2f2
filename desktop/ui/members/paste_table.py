"""The preview of a pasted list: a choice of meaning above each column, a result for each row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from typing_extensions import override

from desktop import words
from desktop.language import _, current, names, pgettext
from desktop.ui import icons, look
from desktop.ui.forms import Choice
from desktop.ui.members.known import Known
from desktop.ui.members.paste import Meaning, Table
from desktop.ui.members.reading import Candidate, Fault
from desktop.ui.widgets import row as row_of
from desktop.ui.widgets.labels import plain_tooltip

_RESULT, _AHEAD = 0, 1  # the column of results, and how many columns come before the pasted ones
_FIELD_OF = {
    Meaning.FAMILY: "family",
    Meaning.GIVEN: "given",
    Meaning.NAME_JA: "name_ja",
    Meaning.KANA: "kana",
    Meaning.HONORIFIC: "honorific",
    Meaning.FUNCTION: "function",
    Meaning.ORGANISATION: "organisation_id",
    Meaning.EMAIL: "email",
    Meaning.MOBILE: "mobile",
    Meaning.NATIONALITY: "nationality",
    Meaning.DIET: "diet",
    Meaning.PASSPORT: "passport_number",
    Meaning.PASSPORT_EXPIRY: "passport_expiry",
    Meaning.EMERGENCY: "emergency_contact",
    Meaning.NOTE: "note",
}


def meaning_text(meaning: Meaning) -> str:
    """What a meaning is called in the choice above a column."""
    match meaning:
        case Meaning.IGNORE:
            return _("Do not take")
        case Meaning.NAME:
            return pgettext("person", "Name")
        case Meaning.TITLE:
            return _("Title / position")
        case _:
            return words.field(_FIELD_OF[meaning])


def fault_text(fault: Fault) -> str:
    """What is doubtful about a cell."""
    match fault:
        case Fault.NO_NAME:
            return _("There is no name in this row.")
        case Fault.TWICE:
            return _("The same person stands in a row above.")
        case Fault.EMAIL:
            return _("This is not an e-mail address; it is left out.")
        case Fault.DATE:
            return _("This is not a date; it is left out.")
        case Fault.NATIONALITY:
            return _("This country is not known; it is left out.")
        case Fault.FUNCTION:
            return _("This function is not known; the person becomes a member.")


@dataclass(slots=True)
class Taken:
    """One row, the known person whom it is (if that is so), and whether it is to be added."""

    candidate: Candidate
    match: Known | None
    on: bool
    is_another: bool = False

    @property
    def known(self) -> Known | None:
        """The known person whom the officer agrees it is."""
        return None if self.is_another else self.match

    def person_id(self) -> str | None:
        """The known person's id, or None for a new person."""
        return None if self.known is None else self.known.name.id


class PasteTable(QTableWidget):
    """The rows of a pasted list below the choices of what their columns mean."""

    meaning_chosen = Signal(int, object)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taken: list[Taken] = []
        self.setProperty("role", "boxed")
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.itemChanged.connect(self._ticked)

    def taken(self) -> list[Taken]:
        """Every row, with what is to become of it."""
        return list(self._taken)

    def show_nothing(self) -> None:
        """Show no list at all."""
        self._taken = []
        self.setRowCount(0)
        self.setColumnCount(0)

    def show_rows(self, table: Table, rows: Sequence[tuple[Candidate, Known | None]]) -> None:
        """Show a list; what the officer chose for a row before stays."""
        before = self._taken if len(self._taken) == len(rows) else []
        self._taken = [
            Taken(candidate, known, candidate.can_be_taken and not (known and known.is_member))
            for candidate, known in rows
        ]
        for old, new in zip(before, self._taken, strict=False):
            new.is_another = old.is_another and new.match is not None
            new.on = new.on and (old.on or not old.candidate.can_be_taken)
        self.blockSignals(True)
        self.setRowCount(0)
        self.setColumnCount(_AHEAD + len(table.meanings))
        self.setRowCount(1 + len(rows))
        self.setHorizontalHeaderLabels([_("Result"), *self._headers(table)])
        self._choices(table)
        for row, (cells, one) in enumerate(zip(table.rows, self._taken, strict=True), start=1):
            self._show_row(row, cells, one)
        self.blockSignals(False)
        self._widths()

    def _headers(self, table: Table) -> list[str]:
        return [
            header or _("Column {n}").format(n=at) for at, header in enumerate(table.headers, 1)
        ]

    def _choices(self, table: Table) -> None:
        first = QTableWidgetItem(_("What the columns hold"))
        first.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.setItem(0, _RESULT, first)
        for at, meaning in enumerate(table.meanings):
            choice = Choice()
            for each in Meaning:
                choice.addItem(meaning_text(each))
            choice.setCurrentIndex(list(Meaning).index(meaning))
            header = self.horizontalHeaderItem(_AHEAD + at)
            choice.setAccessibleName(
                _("Meaning of {column}").format(column=header.text() if header else at + 1)
            )
            choice.activated.connect(partial(self._chosen, at))
            self.setCellWidget(0, _AHEAD + at, _centred(choice))

    def _chosen(self, column: int, at: int) -> None:
        self.meaning_chosen.emit(column, list(Meaning)[at])

    def _show_row(self, row: int, cells: Sequence[str], one: Taken) -> None:
        colours = look.colours()
        faults = dict(one.candidate.faults)
        result = QTableWidgetItem()
        result.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.setItem(row, _RESULT, result)
        if one.candidate.can_be_taken and one.match is None:
            result.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            result.setCheckState(Qt.CheckState.Checked if one.on else Qt.CheckState.Unchecked)
        elif one.candidate.can_be_taken and one.match is not None and not one.match.is_member:
            self.setCellWidget(row, _RESULT, _centred(self._identity(row, one)))
        for at, cell in enumerate(cells):
            item = QTableWidgetItem(cell)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            if at in faults:
                item.setText(f"{cell}\n{fault_text(faults[at])}".strip())
                item.setIcon(icons.icon("triangle-alert", "bad"))
                item.setForeground(QColor(colours.bad))
            self.setItem(row, _AHEAD + at, item)
        self._tell_result(row)

    def _identity(self, row: int, one: Taken) -> Choice:
        """The choice between the known person and another of that name."""
        choice = Choice()
        choice.addItem(icons.icon("check", "good"), _known_text(one))
        choice.addItem(icons.icon("user-plus", "accent"), _("Another, new person"))
        choice.addItem(icons.icon("x", "soft"), _("Do not add"))
        choice.setCurrentIndex(2 if not one.on else 1 if one.is_another else 0)
        choice.setAccessibleName(_("Result of row {n}").format(n=row))
        choice.activated.connect(partial(self._identified, row))
        return choice

    def _identified(self, row: int, at: int) -> None:
        one = self._taken[row - 1]
        one.on, one.is_another = at != 2, at == 1
        self.changed.emit()

    def _tell_result(self, row: int) -> None:
        one, item = self._taken[row - 1], self.item(row, _RESULT)
        if item is None or self.cellWidget(row, _RESULT) is not None:
            return
        text, icon, colour = _result(one)
        item.setText(text)
        item.setIcon(icons.icon(icon, colour))
        item.setToolTip(plain_tooltip(text))

    def _ticked(self, item: QTableWidgetItem) -> None:
        row = item.row()
        if item.column() != _RESULT or not 1 <= row <= len(self._taken):
            return
        one = self._taken[row - 1]
        on = item.checkState() == Qt.CheckState.Checked
        if one.candidate.can_be_taken and one.on != on:
            one.on = on
            self.blockSignals(True)
            self._tell_result(row)
            self.blockSignals(False)
            self.changed.emit()

    def _widths(self) -> None:
        unit = self.fontMetrics().horizontalAdvance("0")
        self.resizeColumnsToContents()
        for column in range(self.columnCount()):
            least, most = (44, 44) if column == _RESULT else (20, 34)
            wide = max(least * unit, min(self.columnWidth(column) + look.L, most * unit))
            self.setColumnWidth(column, wide)
        self.resizeRowsToContents()
        for row in range(self.rowCount()):
            self.setRowHeight(row, max(self.rowHeight(row) + look.XS, look.CONTROL + look.M))

    @override
    def sizeHintForColumn(self, column: int) -> int:
        return min(super().sizeHintForColumn(column), look.COLUMN * 2)


def _centred(choice: Choice) -> QWidget:
    """A control in the middle of a cell, however high the row is."""
    holder = QWidget()
    layout = row_of(choice)
    layout.setContentsMargins(look.XS, 0, look.XS, 0)
    holder.setLayout(layout)
    holder.setFocusProxy(choice)
    return holder


def _result(one: Taken) -> tuple[str, str, str]:
    """What becomes of a row: the words, the icon and its colour."""
    faults = [fault for _at, fault in one.candidate.faults]
    if not one.candidate.can_be_taken:
        return fault_text(faults[-1]), "circle-x", "bad"
    if one.match is not None and one.match.is_member:
        return _("Takes part already"), "check", "soft"
    if not one.on:
        return _("Not added"), "x", "soft"
    return _("New person"), "user-plus", "accent"


def _known_text(one: Taken) -> str:
    if one.match is None:
        return ""
    name = names.display(current(), one.match.name)
    home = one.match.organisation.best(current().code)
    if not home:
        return _("Already known: {name}").format(name=name)
    return _("Already known: {name} ({organisation})").format(name=name, organisation=home)

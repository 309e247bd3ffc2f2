"""A pasted list as it would be taken: what the columns mean, who is known, what is doubtful."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.errors import Problem
from desktop.language import _, current, ngettext
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.members.known import Directory, known_people, take
from desktop.ui.members.paste import Meaning, Table, parse
from desktop.ui.members.paste_table import PasteTable, Taken
from desktop.ui.members.reading import read
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, EmptyState, PlainLabel, row


class PasteDialog(Spoken, QDialog):
    """Shows what the clipboard holds; nothing is added before the officer says so.

    `started` gives the delegation, made if it is not yet; `record` is "" until then.
    """

    def __init__(
        self, desk: Desk, started: Callable[[], str], record: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._desk, self._started = desk, started
        self._directory = Directory(desk.read(lambda s: known_people(s, record)))
        self._table: Table | None = None
        self._problem: Problem | None = None
        heading = PlainLabel(role="section")
        self._summary = PlainLabel(role="soft", wrap=True)
        self.rows = PasteTable()
        self.rows.meaning_chosen.connect(self._mean)
        self.rows.changed.connect(self._tell)
        hint = EmptyState(
            "clipboard-list",
            lambda: _("Nothing to paste yet"),
            lambda: _(
                "Copy the rows with the names in Excel (Ctrl+C), with or without the header row, "
                "and press Ctrl+V here."
            ),
        )
        self._views = QStackedLayout()
        self._add = Button(self._add_text, self.accept, kind="filled")
        cancel = Button(lambda: _("Cancel"), self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.L)
        layout.setSpacing(look.M)
        layout.addWidget(heading)
        layout.addWidget(self._summary)
        layout.addLayout(self._views, 1)
        # Only now: a first view without a parent would be shown as a window of its own.
        self._views.addWidget(self.rows)
        self._views.addWidget(hint)
        layout.addLayout(row(None, cancel, self._add))
        self.say(self.setWindowTitle, lambda: _("Paste participants"))
        self.say(heading.setText, lambda: _("Paste participants"))
        self.say(self._summary.setText, self._summary_text)
        again = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        again.activated.connect(self.read_clipboard)
        if parent is not None:
            self.resize(parent.window().size() * 0.9)
        self.read_clipboard()
        self._add.setFocus()

    def read_clipboard(self) -> None:
        """Show the list that the clipboard holds now."""
        self.show_text(QGuiApplication.clipboard().text())

    def show_text(self, text: str) -> None:
        """Show a list."""
        self._table, self._problem = None, None
        try:
            self._table = parse(text)
        except Problem as problem:
            self._problem = problem if text.strip() else None
        self._read()

    def taken(self) -> list[Taken]:
        """The rows that would be added."""
        return [one for one in self.rows.taken() if one.on]

    @override
    def accept(self) -> None:
        """Add the chosen people, as one action."""
        chosen = [(one.candidate, one.person_id()) for one in self.taken()]
        record = self._started() if chosen else ""
        if not record:
            return
        added = self._desk.do("members.paste", lambda s: take(s, record, chosen))
        if added is None:
            return
        number = len(added)
        self._desk.notice(
            lambda: ngettext("{n} participant added", "{n} participants added", number).format(
                n=number
            ),
            undo=True,
        )
        super().accept()

    @override
    def respoken(self) -> None:
        self._read()

    def _mean(self, column: int, meaning: Meaning) -> None:
        if self._table is not None:
            meanings = list(self._table.meanings)
            meanings[column] = meaning
            self._table = replace(self._table, meanings=tuple(meanings))
            self._read()

    def _read(self) -> None:
        """Read the rows anew: another list, another meaning, another language."""
        if self._table is None:
            self.rows.show_nothing()
        else:
            candidates = read(self._table, current(), self._desk.today())
            known = map(self._directory.find, candidates)
            self.rows.show_rows(self._table, list(zip(candidates, known, strict=True)))
        self._views.setCurrentIndex(1 if self._table is None else 0)
        self._tell()

    def _tell(self) -> None:
        self._summary.setText(self._summary_text())
        self._add.setText(self._add_text())
        self._add.setEnabled(bool(self.taken()))

    def _summary_text(self) -> str:
        if self._problem is not None:
            return words.problem(self._problem)
        if self._table is None:
            return ""
        rows = self.rows.taken()
        known = sum(one.on and one.known is not None for one in rows)
        doubts = sum(bool(one.candidate.faults) for one in rows)
        parts = [
            ngettext("{n} row read", "{n} rows read", len(rows)).format(n=len(rows)),
            ngettext("{n} already known", "{n} already known", known).format(n=known),
            ngettext("{n} with a doubt", "{n} with doubts", doubts).format(n=doubts),
        ]
        shown = [part for part, number in zip(parts, (1, known, doubts), strict=True) if number]
        return " · ".join(shown)

    def _add_text(self) -> str:
        number = len(self.taken())
        return ngettext("Add {n} participant", "Add {n} participants", number).format(n=number)

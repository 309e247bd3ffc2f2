"""What lists of records share: how a row is opened, made, copied, merged and deleted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtWidgets import QMenu
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.domain.codes import DelegationStatus, Direction, ExchangeStatus, Severity, Stage
from desktop.language import _, current, ngettext
from desktop.ui import icons, usage
from desktop.ui.conflicts.telling import gravest, severity_look
from desktop.ui.desk import Desk
from desktop.ui.lists import Column, ListPage
from desktop.ui.widgets import Button

_STATES: Mapping[str, type[StrEnum]] = {
    "delegation": DelegationStatus,
    "exchange": ExchangeStatus,
    "access_request": Stage,
}


class RecordList(ListPage):
    """A list of one kind of record; `kind` is its table name.

    A list that can duplicate overrides `copy`; one with `merges` offers to make one of two rows.
    """

    kind = ""
    merges = False

    def copy(self, session: Session, record: str) -> Any:
        """Make a copy of a record and give it back."""
        raise NotImplementedError

    @override
    def open_row(self, row: Any) -> None:
        self.desk.open(self.kind, row.id)

    @override
    def new_record(self) -> None:
        self.desk.open(self.kind, "")

    @override
    def duplicate_rows(self, rows: list[Any]) -> None:
        made = self.desk.do(
            "duplicate",
            lambda session: [str(self.copy(session, row.id).id) for row in rows],
            kind=self.kind,
        )
        if made:
            # The first one takes the filter away, which could hide the copies.
            self.open(made[0])
            self.table.choose(made)
            self.desk.notice(
                lambda: ngettext(
                    "{n} entry duplicated", "{n} entries duplicated", len(made)
                ).format(n=len(made)),
                undo=True,
            )

    @override
    def delete_rows(self, rows: list[Any]) -> None:
        usage.delete(self, self.kind, [row.id for row in rows])

    @override
    def add_to_menu(self, menu: QMenu, rows: list[Any]) -> None:
        if self.merges and len(rows) == 2:
            kept, duplicate = (row.id for row in rows)
            action = menu.addAction(icons.icon("users", "soft"), _("Merge duplicates…"))
            action.triggered.connect(lambda: usage.merge(self, self.kind, kept, duplicate))


class PlannedList(RecordList):
    """A list of records with a programme or slots, and how much is to be solved in each.

    It can be asked for the records in one state; that is said beside the filter, and taken away
    there.
    """

    def __init__(self, desk: Desk, *, columns: Sequence[Column], **more: Any) -> None:
        self._counts: dict[str, Counter[Severity]] = {}
        self._state = ""
        # Beside the state of the record; what stands after it gives way before it does.
        at = next((at for at, one in enumerate(columns, 1) if one.status is not None), None)
        columns = [*columns[:at], self._conflicts_column(), *columns[at or len(columns) :]]
        super().__init__(desk, columns=columns, **more)
        desk.watch.changed.connect(self._count_found)
        self._only = Button(self._state_text, lambda: self.show_state(""), kind="chip", icon="x")
        self.say(self._only.setToolTip, lambda: _("Show all"))
        self._only.hide()
        self.add_to_header(self._only)

    @override
    def show_state(self, state: str) -> None:
        self._state = state
        if self.filter_field is not None:
            self.filter_field.clear()
        self.reload()
        self.table.setFocus()

    @override
    def open(self, record: str) -> None:
        self._state = ""
        super().open(record)

    @override
    def fitting(self, rows: Sequence[Any]) -> Sequence[Any]:
        found = [row for row in rows if _state(row) == self._state]
        if not found:
            self._state = ""  # the last one went on to another state, or another one is looked for
        self._only.setVisible(bool(self._state))
        self._only.say_again()
        return found if self._state else rows

    def _state_text(self) -> str:
        return words.word(_STATES[self.kind](self._state)) if self._state else ""

    @override
    def reload(self) -> None:
        self._count_found()
        super().reload()

    def _count_found(self) -> None:
        """Count again what is found in each record."""
        self._counts = {}
        for found in self.desk.watch.findings():
            for kind, record in found.records:
                if kind == self.kind and found.accepted is None:
                    self._counts.setdefault(record, Counter())[found.severity] += 1
        self.table.viewport().update()

    def _conflicts_column(self) -> Column:
        def number(row: Any) -> int:
            counts = self._counts.get(row.id, Counter())
            return counts[Severity.BLOCK] + counts[Severity.WARNING]

        def order(row: Any) -> tuple[int, int]:
            counts = self._counts.get(row.id, Counter())
            return counts[Severity.BLOCK], counts[Severity.WARNING]

        def mark(row: Any) -> tuple[str, str] | None:
            worst = gravest(self._counts.get(row.id, Counter()))
            return None if worst is None else severity_look(worst)

        return Column(
            name="conflicts",
            title=lambda: _("Conflicts"),
            text=lambda row: str(number(row) or ""),
            sort=order,
            status=mark,
            width=13,
            spare=True,
        )


def _state(row: Any) -> str:
    return str(row.stage if hasattr(row, "stage") else row.status)


def title_column(clause: str) -> Column:
    """The title of a record, with the badge of its clause."""
    return Column(
        name="title",
        title=lambda: _("Title"),
        text=lambda row: row.title.best(current().code),
        clause=lambda _row: clause,
        look="strong",
        width=26,
        grows=True,
    )


def reference_column() -> Column:
    """The reference of a record, which gives way where room is short."""
    return Column(
        name="reference",
        title=lambda: _("Reference"),
        text=lambda row: row.reference,
        sort=lambda row: row.reference,
        look="soft",
        width=12,
        spare=True,
    )


def direction_column() -> Column:
    """Which way a record goes, in the short form that a column has room for."""
    return Column(
        name="direction",
        title=lambda: _("Direction"),
        text=lambda row: _("DK → JP") if row.direction == Direction.DK_JP else _("JP → DK"),
        look="soft",
        width=8,
        spare=True,
    )

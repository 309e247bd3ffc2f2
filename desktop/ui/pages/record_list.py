"""What lists of records share: how a row is opened, made, copied, merged and deleted."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QMenu
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop.domain.codes import Direction
from desktop.language import _, current, ngettext
from desktop.ui import icons, usage
from desktop.ui.lists import Column, ListPage


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


def title_column(clause: str) -> Column:
    """The title of a record, with the badge of its clause."""
    return Column(
        name="title",
        title=lambda: _("Title"),
        text=lambda row: row.title.best(current().code),
        clause=lambda _row: clause,
        look="strong",
        width=18,
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

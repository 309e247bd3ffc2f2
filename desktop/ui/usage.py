"""Where something is used, and what can be done instead of deleting it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop import words
from desktop.domain import Entity, Trilingual
from desktop.language import _, current, ngettext
from desktop.store import records
from desktop.ui import find, look
from desktop.ui.desk import Desk
from desktop.ui.forms import ReferenceField
from desktop.ui.lists import Column, ListModel, ListTable
from desktop.ui.page import Page
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, Confirm, PlainLabel, column, row

_SHOWN = 8
# The records that have an editor; a use inside another thing leads to that thing.
_OPENABLE = frozenset(
    {
        "delegation",
        "exchange",
        "access_request",
        "person",
        "organisation",
        "place",
        "facility",
    }
)
_SOURCES: dict[str, Callable[[Desk], find.Source]] = {
    "person": find.people,
    "organisation": find.organisations,
    "place": find.places,
    "facility": find.facilities,
    "instrument": find.instruments,
}


@dataclass(frozen=True)
class _Row:
    id: str
    record_kind: str
    label: Trilingual
    uses: tuple[str, ...]

    def where(self) -> str:
        """What the record is called."""
        return self.label.best(current().code) or words.kind(self.record_kind)

    def how(self) -> str:
        """As what the thing is used there."""
        return current().listed(dict.fromkeys(words.kind(kind) for kind in self.uses))


def _rows(uses: Sequence[records.Use]) -> list[_Row]:
    grouped: dict[str, list[records.Use]] = {}
    for use in uses:
        grouped.setdefault(use.record_id, []).append(use)
    return [
        _Row(record_id, many[0].record_kind, many[0].record_label, tuple(use.kind for use in many))
        for record_id, many in grouped.items()
    ]


def _uses(session: Session, kind: str, record: str) -> list[records.Use]:
    entity = session.get(records.by_kind(kind), record)
    return [] if entity is None else records.uses(session, entity)


class UsesPanel(Spoken, QWidget):
    """The records that refer to one thing, each a step away."""

    def __init__(self, desk: Desk, kind: str) -> None:
        super().__init__()
        self._desk, self._kind = desk, kind
        self._model = ListModel(
            [
                Column(
                    name="where",
                    title=lambda: _("Used in"),
                    text=lambda row: row.where(),
                    grows=True,
                    look="strong",
                ),
                Column(
                    name="kind",
                    title=lambda: _("Kind"),
                    text=lambda row: words.kind(row.record_kind),
                ),
                Column(name="how", title=lambda: _("As"), text=lambda row: row.how(), width=24),
            ],
            id_of=lambda row: str(row.id),
            parent=self,
        )
        self._table = ListTable(self._model)
        self.say(self._table.setAccessibleName, lambda: _("Where used"))
        self._table.opened.connect(self._go)
        self._none = PlainLabel(role="soft", wrap=True)
        self.say(self._none.setText, lambda: _("Nothing refers to this yet."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.M, 0, 0)
        layout.addWidget(self._none)
        layout.addWidget(self._table, 1)

    def load(self, record: str) -> None:
        """Show where a record is used."""
        rows = _rows(self._desk.read(lambda session: _uses(session, self._kind, record)))
        self._model.set_rows(rows)
        self._none.setVisible(not rows)
        self._table.setVisible(bool(rows))

    def respoken(self) -> None:
        """Name the columns and rows in the new language."""
        self._model.respeak()

    def _go(self, row: _Row) -> None:
        if row.record_kind in _OPENABLE:
            self._desk.open(row.record_kind, row.id)


class StillUsed(Spoken, QDialog):
    """Says where something is used that was to be deleted, and offers what can be done instead."""

    def __init__(
        self, desk: Desk, kind: str, record: str, uses: Sequence[records.Use], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk, self._kind, self._record = desk, kind, record
        self.say(self.setWindowTitle, lambda: _("Still used"))
        name = desk.read(lambda session: find.label_of(session, kind, record))
        rows = _rows(uses)
        heading, where = PlainLabel(role="section", wrap=True), PlainLabel(role="soft", wrap=True)
        self.say(
            heading.setText,
            lambda: _("“{name}” is still used").format(name=name.best(current().code)),
        )
        self.say(where.setText, lambda: _listed(rows))
        self._other: ReferenceField = _SOURCES[kind](desk).one(
            lambda: _("Use this instead, everywhere")
        )
        self._swap = Button(lambda: _("Replace and delete"), self._replace)
        self._join = Button(lambda: _("Merge into it"), self._merge)
        self._choose(None)
        self._other.edited.connect(self._choose)
        retire = Button(lambda: _("Mark as no longer in use"), self._retire, kind="filled")
        cancel = Button(lambda: _("Cancel"), self.reject)
        swap = row(self._other, spacing=look.M)
        swap.setStretch(0, 1)
        layout = column(
            heading,
            where,
            swap,
            row(None, self._join, self._swap, spacing=look.M),
            look.S,
            row(None, cancel, retire),
            spacing=look.M,
            margins=look.XL,
        )
        self.setLayout(layout)
        self.setMinimumWidth(look.COLUMN * 2)

    @classmethod
    def ask(
        cls, desk: Desk, kind: str, record: str, uses: Sequence[records.Use], parent: QWidget
    ) -> None:
        """Ask what to do with a thing that is used, and do it."""
        cls(desk, kind, record, uses, parent).exec()

    def _choose(self, other: object) -> None:
        for button in (self._swap, self._join):
            button.setEnabled(other not in (None, self._record))

    def _replace(self) -> None:
        def work(session: Session, old: Entity, new: Entity) -> None:
            records.replace(session, old, new)
            records.delete(session, old)

        self._give_up("replace", work, lambda: _("Replaced everywhere and deleted."))

    def _merge(self) -> None:
        self._give_up("merge", records.merge, lambda: _("The two entries are one now."))

    def _give_up(
        self, label: str, how: Callable[[Session, Entity, Entity], object], said: Callable[[], str]
    ) -> None:
        """Let the chosen entry stand for this one, as one action."""
        other = self._other.value()

        def work(session: Session) -> bool:
            cls = records.by_kind(self._kind)
            old, new = records.get(session, cls, self._record), records.get(session, cls, other)
            how(session, old, new)
            return True

        if self._desk.do(label, work):
            self._desk.notice(said, undo=True)
            self.accept()

    def _retire(self) -> None:
        cls = records.by_kind(self._kind)
        done = self._desk.do(
            "retire", lambda session: records.update(session, cls, self._record, former=True)
        )
        if done is not None:
            self._desk.notice(lambda: _("Marked as no longer in use."), undo=True)
            self.accept()


def _listed(rows: Sequence[_Row]) -> str:
    lines = [f"{row.where()} ({row.how()})" for row in rows[:_SHOWN]]
    more = len(rows) - _SHOWN
    if more > 0:
        lines.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
    return "\n".join(lines)


def delete(page: Page, kind: str, ids: Sequence[str]) -> None:
    """Delete records of a kind as one action; one that is used opens the question what to do."""
    desk = page.desk
    cls = records.by_kind(kind)

    def work(session: Session) -> int:
        for record in ids:
            records.delete(session, records.get(session, cls, record))
        return len(ids)

    for record in ids:
        uses = desk.read(partial(_uses, kind=kind, record=record))
        if uses and kind in _SOURCES:
            StillUsed.ask(desk, kind, record, uses, page)
            return
    count = desk.do("delete", work, kind=kind)
    if count:
        desk.notice(
            lambda: ngettext("{n} entry deleted", "{n} entries deleted", count).format(n=count),
            undo=True,
        )


def merge(page: Page, kind: str, kept: str, duplicate: str) -> None:
    """Make one of two records of a kind, after asking."""
    desk = page.desk
    keep, drop = (
        desk.read(partial(find.label_of, kind=kind, record=one)).best(current().code)
        for one in (kept, duplicate)
    )
    sure = Confirm.ask(
        page,
        lambda: _("Merge duplicates?"),
        lambda: _(
            "“{duplicate}” becomes part of “{kept}”: everything that refers to it is moved, and "
            "empty fields are filled from it."
        ).format(duplicate=drop, kept=keep),
        lambda: _("Merge"),
    )
    if not sure:
        return

    def work(session: Session) -> bool:
        cls: Any = records.by_kind(kind)
        records.merge(
            session, records.get(session, cls, duplicate), records.get(session, cls, kept)
        )
        return True

    if desk.do("merge", work):
        desk.notice(lambda: _("The two entries are one now."), undo=True)

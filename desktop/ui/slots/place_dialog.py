"""The question into which programme a slot is to be put."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.domain import Delegation, Exchange
from desktop.domain.codes import CLAUSE_OF, ItemKind
from desktop.language import _, current
from desktop.store import records, slots
from desktop.store.slots import Choice
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.forms import ChoiceField, TextLine
from desktop.ui.lists import Column, ListModel, ListTable
from desktop.ui.pages.periods import period_text
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, PlainLabel, column, row

_KINDS = (ItemKind.WORKING_SESSION, ItemKind.LAB_TOUR, ItemKind.VISIT)


class PlaceDialog(Spoken, QDialog):
    """Offers the programmes on the days of a slot, then the others, and puts it into one."""

    def __init__(self, desk: Desk, slot_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._slot_id = desk, slot_id
        heading, about = PlainLabel(role="section"), PlainLabel(role="soft", wrap=True)
        for setter in (self.setWindowTitle, heading.setText):
            self.say(setter, lambda: _("Put the slot into a programme"))
        self.say(
            about.setText,
            lambda: _(
                "An item at the time and place of the slot is added. Both stay linked: when one is "
                "moved, the other is marked."
            ),
        )
        self.filter = TextLine()
        self.say(self.filter.setPlaceholderText, lambda: _("Find a delegation or exchange"))
        self.say(self.filter.setAccessibleName, lambda: _("Find a delegation or exchange"))
        self.filter.textChanged.connect(lambda _text: self._fill())
        self.model = ListModel(_columns(), parent=self)
        self.table = ListTable(self.model)
        look.mark(self.table, "role", "boxed")
        self.say(self.table.setAccessibleName, lambda: _("Programmes"))
        self.table.opened.connect(lambda _row: self.place())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._judge())
        self.kind = ChoiceField(lambda: _("Kind"), _KINDS, lambda code: words.word(ItemKind(code)))
        self.kind.set_value(ItemKind.WORKING_SESSION.value)
        self._do = Button(lambda: _("Put in"), self.place, kind="filled", icon="calendar-plus")
        cancel = Button(lambda: _("Cancel"), self.reject)
        self.kind.setMinimumWidth(look.COLUMN * 2 // 3)
        foot = row(self.kind, None, cancel, self._do, spacing=look.M)
        layout = column(
            heading, about, self.filter, self.table, foot, spacing=look.M, margins=look.XL
        )
        layout.setStretch(3, 1)
        self.setLayout(layout)
        self.resize(QSize(look.PALETTE + look.COLUMN, look.START[1]))
        self._fill()
        self.filter.setFocus()

    @classmethod
    def ask(cls, desk: Desk, slot_id: str, parent: QWidget | None = None) -> bool:
        """Show the dialog, and tell whether the slot was put into a programme."""
        dialog = cls(desk, slot_id, parent)
        placed = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return placed

    def place(self) -> None:
        """Put the slot into the chosen programme, as one action."""
        chosen: Choice | None = next(iter(self.table.chosen()), None)
        if chosen is None:
            return
        kind = ItemKind(self.kind.value())

        def work(session: Session) -> str:
            owner: Delegation | Exchange
            if chosen.kind == "delegation":
                owner = records.get(session, Delegation, chosen.id)
            else:
                owner = records.get(session, Exchange, chosen.id)
            return slots.place(session, self._slot_id, owner, kind).id

        if self._desk.do("access.place_slot", work):
            self._desk.notice(
                lambda: _("The slot is now in the programme of {reference}.").format(
                    reference=chosen.reference
                ),
                undo=True,
            )
            self.accept()

    @override
    def respoken(self) -> None:
        self.model.respeak()

    def _fill(self) -> None:
        text = self.filter.text()
        rows = self._desk.read(lambda session: slots.choices(session, self._slot_id, text))
        self.model.set_rows(rows)
        self.table.choose([rows[0].id] if rows else [])
        self._judge()

    def _judge(self) -> None:
        self._do.setEnabled(bool(self.table.chosen()))


def _columns() -> list[Column]:
    return [
        Column(
            name="title",
            title=lambda: _("Title"),
            text=lambda one: one.title.best(current().code) or one.reference,
            clause=lambda one: CLAUSE_OF[one.kind],
            look="strong",
            width=24,
            grows=True,
        ),
        Column(
            name="period",
            title=lambda: _("Period"),
            text=lambda one: period_text(one.start, one.end),
            sort=lambda one: one.start,
            width=22,
        ),
        Column(
            name="fits",
            title=lambda: _("Days"),
            text=lambda one: _("During the slot") if one.fits else _("Other days"),
            status=lambda one: ("good", "check") if one.fits else ("quiet", "minus"),
            sort=lambda one: not one.fits,
            width=18,
        ),
        Column(
            name="reference",
            title=lambda: _("Reference"),
            text=lambda one: one.reference,
            look="soft",
            width=14,
        ),
    ]

"""All gates of one record in a calm table; each row opens for its dates and conditions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.domain import Gate
from desktop.domain.codes import GateKind
from desktop.domain.gate import ACCESS_GATES, EXCHANGE_GATES
from desktop.store import records
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.gates.row import GateRow
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Card, Line

_USUAL = {"exchange": EXCHANGE_GATES, "access_request": ACCESS_GATES}
_OWNER_KEY = {"exchange": "exchange_id", "access_request": "access_id"}


class GatePanel(Spoken, QWidget):
    """The gates of an exchange or an access request (`owner_kind`), in their usual order.

    A gate that an imported record lacks has its row too, and is made with its first edit.
    `ensure` makes the record of a new editor when the first gate is edited; it gives the id.
    """

    def __init__(self, desk: Desk, owner_kind: str, ensure: Callable[[], str]) -> None:
        super().__init__()
        self._desk, self._owner_kind, self._ensure = desk, owner_kind, ensure
        self._owner_id = ""
        self._ids: dict[str, str] = {}
        self._lines: dict[str, Line] = {}
        self.rows: dict[str, GateRow] = {}
        self._card = Card()
        self._card.body.setContentsMargins(0, look.XS, 0, look.XS)
        self._card.body.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.S)
        layout.addWidget(self._card)
        for kind in _USUAL[owner_kind]:
            self._add_row(kind)
        self.load("")

    def load(self, owner_id: str) -> None:
        """Show the gates of a record; "" for one that is not yet."""
        self._owner_id = owner_id
        gates = (
            self._desk.read(
                lambda session: records.parts(session, Gate, self._owner_kind, owner_id)
            )
            if owner_id
            else []
        )
        by_kind = {gate.kind: gate for gate in gates}
        self._ids = {kind: gate.id for kind, gate in by_kind.items()}
        for kind in by_kind:
            if kind not in self.rows:
                self._add_row(GateKind(kind))
        for kind, row in self.rows.items():
            wanted = kind in by_kind or kind in _USUAL[self._owner_kind]
            row.setVisible(wanted)
            self._lines[kind].setVisible(wanted and kind != next(iter(self.rows)))
            row.load(by_kind.get(kind))

    def lead_to(self, gate_id: str) -> None:
        """Open the row of a gate, and lead the keyboard to it."""
        for kind, known in self._ids.items():
            if known == gate_id:
                self.rows[kind].unfold(True)
                self.rows[kind].state_control().setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        """Take what is being typed; False if it cannot be read."""
        taken = [row.form.commit() for row in self.rows.values()]
        return all(taken)

    def _add_row(self, kind: GateKind) -> None:
        row, line = GateRow(self._desk, kind), Line()
        row.changed.connect(partial(self._save, kind.value))
        self._desk.drafts.follow(row.form, lambda: ("gate", self._ids.get(kind.value, "")))
        self.rows[kind.value], self._lines[kind.value] = row, line
        self._card.body.addWidget(line)
        self._card.body.addWidget(row)

    def _save(self, kind: str, name: str, value: Any) -> None:
        if not self._owner_id:
            self.load(self._ensure())

        def work(session: Session) -> bool:
            gate_id = self._ids.get(kind)
            if gate_id is not None:
                records.update(session, Gate, gate_id, **{name: value})
            else:
                owner = {_OWNER_KEY[self._owner_kind]: self._owner_id}
                records.add(session, Gate(kind=kind, **owner, **{name: value}))
            return True

        if not self._desk.do("edit", work, kind="gate"):
            self.load(self._owner_id)

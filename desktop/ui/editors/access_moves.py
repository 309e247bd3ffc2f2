"""The moves of an access request from stage to stage, kept for good."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.domain import StageMove
from desktop.domain.codes import Stage
from desktop.language import _, current, dates
from desktop.ui import look
from desktop.ui.lists import Column, ListModel, ListTable
from desktop.ui.speech import Spoken
from desktop.ui.statuses import status_look
from desktop.ui.widgets import PlainLabel

_MOST_ROWS = 12


class _MovesTable(Spoken, ListTable):
    """The moves as a table that is as high as it needs."""

    def __init__(self) -> None:
        self.moves = ListModel(
            [
                Column(
                    name="on",
                    title=lambda: _("Day"),
                    text=lambda move: dates.date_short(current(), move.on),
                    sort=lambda move: (move.on, move.position),
                    width=14,
                ),
                Column(
                    name="from",
                    title=lambda: _("Stage before"),
                    text=_before,
                    look="soft",
                    width=18,
                ),
                Column(
                    name="to",
                    title=lambda: _("Stage after"),
                    text=lambda move: words.word(Stage(move.to_stage)),
                    status=lambda move: status_look(Stage(move.to_stage)),
                    width=22,
                ),
                Column(name="by", title=lambda: _("Moved by"), text=lambda m: m.moved_by, width=20),
                Column(
                    name="reason",
                    title=lambda: _("Reason"),
                    text=lambda move: words.move_reason(move.reason),
                    grows=True,
                    width=20,
                ),
            ]
        )
        super().__init__(self.moves)
        look.mark(self, "role", "boxed")
        self.say(self.setAccessibleName, lambda: _("Moves so far"))

    @override
    def respoken(self) -> None:
        self.moves.respeak()


class MovesPanel(Spoken, QWidget):
    """Who moved a request from which stage to which, when and why; the newest move first."""

    def __init__(self) -> None:
        super().__init__()
        heading = PlainLabel(role="section")
        self.say(heading.setText, lambda: _("Moves so far"))
        self.table = _MovesTable()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.M)
        layout.addWidget(heading)
        layout.addWidget(self.table)

    def load(self, moves: Sequence[StageMove]) -> None:
        """Show these moves; nothing is shown where there are none."""
        self.table.moves.set_rows(sorted(moves, key=lambda move: move.position, reverse=True))
        self.table.fit_rows(_MOST_ROWS)
        self.setVisible(bool(moves))


def _before(move: StageMove) -> str:
    # The first move of all may say only where the request began.
    return words.word(Stage(move.from_stage)) if move.from_stage else ""

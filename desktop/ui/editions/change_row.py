"""One item or slot that differs: in which ways, when it is, and what is another now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desktop.domain.comparing import Difference, ThingDifference
from desktop.language import current
from desktop.ui import look
from desktop.ui.editions.telling import difference_look
from desktop.ui.speech import Spoken
from desktop.ui.widgets import FlowLayout, LinkButton, PlainLabel, StatusChip, column
from desktop.words import changes


class ChangeRow(Spoken, QFrame):
    """Shows how one thing differs; its title leads to it (`pressed`) while it is there."""

    def __init__(
        self,
        one: ThingDifference,
        pressed: Callable[[], object] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.one = one
        self.setProperty("role", "finding")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        head = QWidget()
        head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        flow = FlowLayout(head)
        for kind in Difference:
            if kind in one.kinds:
                flow.addWidget(_chip(kind))
        when, told = PlainLabel(role="hint"), PlainLabel(role="soft", wrap=True)
        flow.addWidget(when)
        title = self._title(pressed)
        self.setLayout(column(head, title, told, spacing=look.XS, margins=look.S))
        self.say(when.setText, lambda: changes.when(one, current()))
        self.say(told.setText, lambda: "\n".join(_sentences(one)))
        told.setVisible(bool(_sentences(one)))
        self.say(
            self.setAccessibleName,
            lambda: ": ".join((changes.title(one, current()), *changes.told(one, current()))),
        )

    def _title(self, pressed: Callable[[], object] | None) -> QWidget:
        one = self.one
        if pressed is not None:
            return LinkButton(lambda: changes.title(one, current()), pressed)
        label = PlainLabel(role="strong", wrap=True)
        self.say(label.setText, lambda: changes.title(one, current()))
        return label


def _chip(kind: Difference) -> StatusChip:
    return StatusChip(lambda: changes.word(kind, current()), *difference_look(kind))


def _sentences(one: ThingDifference) -> list[str]:
    """What the marks do not say already."""
    said = {changes.word(kind, current()) for kind in one.kinds}
    return [line for line in changes.told(one, current()) if line not in said]

"""The way of an access request through its stages, in one line."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from desktop import words
from desktop.domain.access import moves_from
from desktop.domain.codes import Stage
from desktop.language import _
from desktop.ui import look
from desktop.ui.speech import Spoken
from desktop.ui.statuses import status_look
from desktop.ui.widgets import FlowLayout, PlainLabel, StatusChip, row

_WAY = (
    Stage.DRAFT,
    Stage.SUBMITTED,
    Stage.REVIEW,
    Stage.APPROVED,
    Stage.PREPARING,
    Stage.SCHEDULED,
    Stage.IN_USE,
    Stage.REPORT_DUE,
    Stage.CLOSED,
)
# Stages that can be entered from anywhere; where that was unknown, it is the beginning.
_ASIDE = frozenset({Stage.ON_HOLD, Stage.WITHDRAWN, Stage.EXPIRED})


class Steps(NamedTuple):
    """The way of a request: the stages behind it, the present one, and those that may come."""

    past: tuple[Stage, ...]
    now: Stage
    later: tuple[Stage, ...]


def steps(stage: Stage, before: Stage | None) -> Steps:
    """The way of a request in `stage`; `before` tells where a stage beside the way was entered."""
    if stage in _WAY:
        at = _WAY.index(stage)
        return Steps(_WAY[:at], stage, _WAY[at + 1 :])
    if before not in _WAY:
        before = Stage.DRAFT if stage in _ASIDE else Stage.REVIEW
    at = _WAY.index(before) + 1
    return Steps(_WAY[:at], stage, _WAY[at:] if moves_from(stage) else ())


class StageTrack(Spoken, QWidget):
    """All stages in a line, the present one marked with its icon and colour."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self, spacing=look.S)
        self._steps: Steps | None = None
        self.show_stage(Stage.DRAFT, None)
        self.say(self.setAccessibleName, self._name)

    def show_stage(self, stage: Stage, before: Stage | None) -> None:
        """Show where a request is, and from where it came there."""
        way = steps(stage, before)
        if way == self._steps:
            return
        self._steps = way
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()  # else Qt may yet show it, as a window of its own
                old.setParent(None)
                old.deleteLater()
        tone, icon = status_look(stage)
        line = [
            *(self._label(each, "soft") for each in way.past),
            StatusChip(lambda: words.word(stage), tone, icon),
            *(self._label(each, "hint") for each in way.later),
        ]
        for step in line[:-1]:
            self._flow.addWidget(_leading_on(step))
        self._flow.addWidget(line[-1])
        self.say_again()

    def _name(self) -> str:
        stage = self._steps.now if self._steps is not None else Stage.DRAFT
        return _("Stage: {stage}").format(stage=words.word(stage))

    def _label(self, stage: Stage, role: str) -> PlainLabel:
        label = PlainLabel(role=role)
        self.say(label.setText, lambda: words.word(stage))
        return label


def _leading_on(step: QWidget) -> QWidget:
    """Keep the sign that more follows with its step: it ends a line and never begins one."""
    both = QWidget()
    both.setLayout(row(step, PlainLabel("›", role="hint")))
    return both

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
from desktop.ui.widgets import FlowLayout, PlainLabel, StatusChip

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
        self._steps = steps(Stage.DRAFT, None)
        self.say(self._name, lambda: words.word(self._steps.now))

    def show_stage(self, stage: Stage, before: Stage | None) -> None:
        """Show where a request is, and from where it came there."""
        self._steps = steps(stage, before)
        self.say_again()

    def _name(self, stage: str) -> None:
        self.setAccessibleName(_("Stage: {stage}").format(stage=stage))
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        past, now, later = self._steps
        for each in past:
            self._put(PlainLabel(words.word(each), role="soft"))
        tone, icon = status_look(now)
        self._put(StatusChip(lambda: words.word(now), tone, icon))
        for each in later:
            self._put(PlainLabel(words.word(each), role="hint"))

    def _put(self, step: QWidget) -> None:
        if self._flow.count():
            self._flow.addWidget(PlainLabel("›", role="hint"))
        self._flow.addWidget(step)

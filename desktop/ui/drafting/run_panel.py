"""How the draft is doing: how good it is, whether a better one is looked for, what is wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from desktop.language import _, ngettext
from desktop.planning.proposal import Aim, Change, Hold, Placement, Proposal, Wanted
from desktop.ui import look
from desktop.ui.drafting.drafter import Drafter
from desktop.ui.drafting.lines import SaidLine
from desktop.ui.forms import ChoiceField
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, PlainLabel, column, row
from desktop.words import drafting as words

_TICK_MS = 100
_STEPS = 1000


class RunPanel(Spoken, QWidget):
    """Follows a Drafter. `asked` is sent where the officer wants another draft."""

    asked = Signal()

    def __init__(self, drafter: Drafter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drafter = drafter
        self.outcome = PlainLabel(role="strong", wrap=True)
        self._state = PlainLabel(role="soft", wrap=True)
        self._progress = QProgressBar()
        self._progress.setRange(0, _STEPS)
        self._progress.setTextVisible(False)
        self._progress.setMinimumWidth(look.XL)
        self.stop = Button(lambda: _("Cancel"), drafter.cancel)
        self._working = QWidget()
        working = row(self._progress, self.stop, spacing=look.M)
        working.setStretch(0, 1)
        self._working.setLayout(working)
        self.outdated = SaidLine(
            "history",
            "warn",
            lambda: _("The programme or what is wished has changed since this draft."),
        )
        self.aim = ChoiceField(lambda: _("Aim"), Aim, words.aim)
        self.hold = ChoiceField(lambda: _("What stays"), Hold, words.hold)
        self._aim_hint = PlainLabel(role="hint", wrap=True)
        self._hold_hint = PlainLabel(role="hint", wrap=True)
        self.anew = Button(lambda: _("Draft anew"), self.asked.emit, icon="redo-2")
        for field, hint, told in (
            (self.aim, self._aim_hint, words.aim_hint),
            (self.hold, self._hold_hint, words.hold_hint),
        ):
            self.say(hint.setText, _hint(field, told))
            field.edited.connect(lambda _value: self._chosen())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.S)
        layout.addWidget(self.outcome)
        layout.addWidget(self._state)
        layout.addWidget(self._working)
        layout.addWidget(self.outdated)
        layout.addSpacing(look.XS)
        layout.addLayout(column(self.aim, self._aim_hint, spacing=look.XS))
        layout.addLayout(column(self.hold, self._hold_hint, spacing=look.XS))
        layout.addLayout(row(self.anew, None))
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self.show_wanted(Wanted())
        self.say(self.outcome.setText, self._outcome_text)
        self.say(self._tell_state, self._state_text)
        self.refresh()

    def wanted(self) -> Wanted:
        """What the officer asks of the next draft."""
        return Wanted(Aim(self.aim.value()), Hold(self.hold.value()))

    def show_wanted(self, wanted: Wanted) -> None:
        """Show what was asked of a draft."""
        self.aim.set_value(wanted.aim.value)
        self.hold.set_value(wanted.hold.value)
        self.say_again()

    def refresh(self) -> None:
        """Show how things are now."""
        drafter = self._drafter
        working = self._is_looking()
        self.outcome.setVisible(drafter.proposal() is not None)
        if not working and self.stop.hasFocus():
            self.anew.setFocus()  # a button that goes takes the keyboard with it
        self._working.setVisible(working)
        self.outdated.setVisible(drafter.is_outdated())
        self.anew.setVisible(drafter.proposal() is not None or working)
        if working:
            self._timer.start()
        else:
            self._timer.stop()
        self._tick()
        self.say_again()

    def _chosen(self) -> None:
        self.say_again()
        # Nothing in the file changes by it, and it takes no time: no need to press a button too.
        if self._drafter.proposal() is not None or self._drafter.is_working():
            self.asked.emit()

    def _tick(self) -> None:
        part = min(1.0, self._drafter.elapsed() / self._drafter.seconds)
        self._progress.setValue(round(part * _STEPS))

    def _outcome_text(self) -> str:
        proposal: Proposal | None = self._drafter.proposal()
        return words.outcome(proposal) if proposal is not None else ""

    def _state_text(self) -> str:
        drafter = self._drafter
        if drafter.proposal() is None:
            return _("Drafting…") if drafter.is_working() else ""
        if self._is_looking():
            return _("The best so far; a better one is being looked for.")
        return _changes_text(drafter.pending())

    def _is_looking(self) -> bool:
        """Whether a better draft may come; what is proven is only told once more."""
        proposal = self._drafter.proposal()
        proven = proposal is not None and proposal.gap is not None and proposal.gap <= 0
        return self._drafter.is_working() and not proven

    def _tell_state(self, text: str) -> None:
        self._state.setText(text)
        self._state.setVisible(bool(text))
        self._progress.setAccessibleName(text)


def _changes_text(pending: Sequence[Placement]) -> str:
    """What accepting all of it would change, in short."""
    new = sum(one.change == Change.NEW for one in pending)
    moved = sum(one.change == Change.MOVED for one in pending)
    parts = []
    if new:
        parts.append(ngettext("{n} visit placed", "{n} visits placed", new).format(n=new))
    if moved:
        parts.append(ngettext("{n} visit moved", "{n} visits moved", moved).format(n=moved))
    return " · ".join(parts)


def _hint(field: ChoiceField, told: Callable[[str], str]) -> Callable[[], str]:
    return lambda: told(field.value()) if field.value() else ""

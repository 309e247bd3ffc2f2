"""One gate: its state at hand, everything else below when it is wanted."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop import words
from desktop.domain import Gate
from desktop.domain.codes import GateKind, GateState
from desktop.language import _
from desktop.ui import icons, look
from desktop.ui.desk import Desk
from desktop.ui.forms import Choice, DateField, Form, LongTextField, TextField
from desktop.ui.gates.offers import GateOffers
from desktop.ui.gates.telling import notice, summary
from desktop.ui.speech import Spoken
from desktop.ui.statuses import status_look
from desktop.ui.widgets import (
    ElidedLabel,
    IconButton,
    PlainLabel,
    StatusChip,
    row,
)

_STATES = tuple(GateState)
_DETAILS = ("responsible", "started", "decided", "expires", "remind", "conditions", "note")


class GateRow(Spoken, QWidget):
    """One gate of one kind. `changed(field, value)` tells of each change the officer made."""

    changed = Signal(str, object)

    def __init__(self, desk: Desk, kind: GateKind) -> None:
        super().__init__()
        self.kind = kind
        self._desk = desk
        self._gate = Gate(kind=kind.value)
        self._open = False
        self._name = PlainLabel(role="strong", wrap=True)
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._chip = StatusChip(self._notice_text, "bad", "hourglass")
        self._state = Choice()
        self._state.setIconSize(QSize(look.ICON, look.ICON))
        self._state.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self._summary = ElidedLabel(role="soft")
        self._fold = IconButton(
            "chevron-down", self._fold_name, lambda: self.unfold(not self._open)
        )
        self.offers = GateOffers(self._today)
        self.offers.taken.connect(self.changed)
        self.form = self._make_form()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.S, look.XS, look.XS, look.XS)
        layout.setSpacing(look.S)
        # One part, always there, so that the states of all rows stand in one line.
        beside = QWidget()
        beside.setLayout(row(self._chip, self._summary, spacing=look.S))
        beside.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = row(self._name, self._state, beside, self._fold, spacing=look.M)
        for part, stretch in ((self._name, 5), (self._state, 6), (beside, 4)):
            head.setStretchFactor(part, stretch)
        head.setContentsMargins(look.S, look.XS, look.XS, look.XS)
        self._head = QWidget()
        self._head.setObjectName("head")
        self._head.setLayout(head)
        layout.addWidget(self._head)
        layout.addWidget(self.form)
        self.form.setContentsMargins(look.S, look.XS, look.XS, look.S)
        self.form.hide()
        self.say(self._name.setText, lambda: words.word(kind))
        self.say(self._offer_states, lambda: _("State"))
        self.say(self._summary.setText, self._in_short)
        self._chip.hide()
        self._state.activated.connect(self._choose)

    def load(self, gate: Gate | None) -> None:
        """Show a gate, or that nothing was written about it yet."""
        self._gate = gate or Gate(kind=self.kind.value)
        self._state.setCurrentIndex(_STATES.index(GateState(self._gate.state)))
        self.offers.load(self._gate)
        self.form.load({name: getattr(self._gate, name) for name in _DETAILS})
        told = notice(self._gate, self._today())
        if told is not None:
            self._chip.set_status(self._notice_text, *told[1:])
        self._chip.setVisible(told is not None)
        refused = self._gate.state == GateState.REFUSED
        look.mark(self._head, "role", "refused" if refused else "")
        conditional = self._gate.state == GateState.CLEARED_WITH_CONDITIONS
        self.form.missing({"conditions"} if conditional and not self._gate.conditions else ())
        self.say_again()

    def unfold(self, opened: bool) -> None:
        """Show or hide what is known beside the state."""
        self._open = opened
        self.form.setVisible(opened)
        self._summary.setText(self._in_short())
        self._fold.setIcon(icons.icon("chevron-up" if opened else "chevron-down", "soft"))
        self._fold.say_again()

    def state_control(self) -> Choice:
        """The control that the state is chosen with."""
        return self._state

    def _notice_text(self) -> str:
        told = notice(self._gate, self._today())
        return told[0] if told is not None else ""

    def _in_short(self) -> str:
        return "" if self._open else summary(self._gate, self._today())

    def _make_form(self) -> Form:
        form = Form()
        form.section(columns=2)
        form.add(
            "responsible",
            TextField(
                lambda: _("Responsible"), placeholder=lambda: _("A person, an office, an authority")
            ),
            wide=True,
        )
        for name, label in (
            ("started", lambda: _("Started")),
            ("decided", lambda: _("Decided")),
            ("expires", lambda: _("Expires")),
            ("remind", lambda: _("Reminder on")),
        ):
            form.add(name, DateField(label, today=self._today))
        form.place(self.offers)
        form.add("conditions", LongTextField(lambda: _("Conditions")))
        form.add("note", LongTextField(lambda: _("Note")))
        form.edited.connect(self.changed)
        return form

    def _offer_states(self, label: str) -> None:
        chosen = max(0, self._state.currentIndex())
        self._state.clear()
        for state in _STATES:
            tone, icon = status_look(state)
            self._state.addItem(icons.icon(icon, tone), words.word(state))
        self._state.setCurrentIndex(chosen)
        name = words.word(self.kind)
        self._state.setAccessibleName(_("{label}: {name}").format(label=label, name=name))

    def _choose(self, index: int) -> None:
        if _STATES[index] != self._gate.state:
            self.changed.emit("state", _STATES[index].value)

    def _fold_name(self) -> str:
        text = _("Hide details of {name}") if self._open else _("Show details of {name}")
        return text.format(name=words.word(self.kind))

    def _today(self) -> date:
        return self._desk.today()

"""The card of a stay that says of each rule whether it is kept, and what is still to be done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from desktop import words
from desktop.domain.codes import Rule
from desktop.domain.plan import Plan
from desktop.language import _, ngettext
from desktop.ui import look
from desktop.ui.conflicts.telling import count, gravest, severity_look
from desktop.ui.desk import Desk
from desktop.ui.speech import Spoken
from desktop.ui.stay.telling import (
    Need,
    missing,
    need_look,
    need_word,
    needs_of,
    subject,
)
from desktop.ui.widgets import Card, FlowLayout, LinkButton, PlainLabel, StatusChip, column, row

_KIND = "exchange"


class NeedsCard(Spoken, Card):
    """What is checked of one stay, by the findings of the office; it follows them by itself.

    `asked(need)` is sent when the officer wants to go where a rule is seen to.
    """

    asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._record = ""
        self._needs: list[Need] = []
        self.rows: dict[Rule, NeedRow] = {}
        heading = PlainLabel(role="section", wrap=True)
        self._chip = StatusChip(self._count, "quiet")
        self._state = PlainLabel(role="soft", wrap=True)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, look.XS, 0, 0)
        self._list.setSpacing(look.M)
        self.unknown = _Chips(self._unknown_text)
        self.fine = _Chips(lambda: _("Fine"))
        head = row(heading, self._chip, spacing=look.M)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        self.body.addWidget(self._state)
        self.body.addLayout(self._list)
        self.body.addWidget(self.unknown)
        self.body.addWidget(self.fine)
        self.say(heading.setText, lambda: _("What the stay needs"))
        self.say(self._tell_state, self._state_text)
        desk.watch.changed.connect(self.reload)

    def load(self, record: str) -> None:
        """Show what is checked of a stay; "" for one that is not yet."""
        self._record = record
        self.reload()

    def reload(self) -> None:
        """Look again at what was found."""
        watch = self._desk.watch
        found = watch.of_record(_KIND, self._record) if self._record else []
        stay = watch.plan.records.get((_KIND, self._record))
        live = stay is not None and not stay.cancelled
        self._needs = needs_of(stay, watch.plan, found) if stay is not None and live else []
        rows = [need for need in self._needs if need.state not in ("fine", "unknown")]
        for rule in self.rows.keys() - {need.rule for need in rows}:
            _drop(self._list, self.rows.pop(rule))
        for at, need in enumerate(rows):
            shown = self.rows.get(need.rule) or self._new_row(need, watch.plan)
            if self._list.indexOf(shown) != at:
                self._list.insertWidget(at, shown)
            shown.show_need(need, watch.plan)
        for chips, state in ((self.unknown, "unknown"), (self.fine, "fine")):
            chips.load([need for need in self._needs if need.state == state])
        self._chip.set_status(self._count, *self._count_look())
        self._chip.setVisible(bool(self._needs))
        self.say_again()

    def _new_row(self, need: Need, plan: Plan) -> NeedRow:
        shown = self.rows[need.rule] = NeedRow(need, plan, self)
        shown.asked.connect(self.asked)
        return shown

    def _open(self) -> int:
        return sum(need.state == "found" for need in self._needs)

    def _count(self) -> str:
        number = self._open()
        if not number:
            return _("Nothing to be seen to")
        return ngettext("{n} to be seen to", "{n} to be seen to", number).format(n=number)

    def _count_look(self) -> tuple[str, str]:
        worst = gravest(count(one for need in self._needs for one in need.found))
        return ("good", "circle-check") if worst is None else severity_look(worst)

    def _unknown_text(self) -> str:
        plan = self._desk.watch.plan
        stay = plan.records.get((_KIND, self._record))
        if stay is None:
            return ""
        return _("Not known until these are filled in: {fields}").format(fields=missing(stay, plan))

    def _tell_state(self, text: str) -> None:
        self._state.setText(text)
        self._state.setVisible(bool(text))

    def _state_text(self) -> str:
        if not self._record:
            return _("Permits, passport, overlaps and holidays are checked as soon as you begin.")
        watch = self._desk.watch
        if not watch.is_ready():
            return _("Being checked…")
        stay = watch.plan.records.get((_KIND, self._record))
        if stay is not None and stay.cancelled:
            return _("A stay that is cancelled is not checked.")
        return "" if self._needs else _("Being checked…")


class NeedRow(Spoken, QWidget):
    """One rule of a stay: what it looks at, how it stands, and what was found."""

    asked = Signal(object)

    def __init__(self, need: Need, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.need, self._plan = need, plan
        name = LinkButton(lambda: subject(self.need.rule), lambda: self.asked.emit(self.need))
        self.chip = StatusChip(lambda: need_word(self.need), *need_look(need))
        self.told = PlainLabel(wrap=True)
        self.source = PlainLabel(role="hint", wrap=True, select=True)
        head = row(name, self.chip, spacing=look.M)
        head.setStretch(0, 1)
        self.setLayout(column(head, self.told, self.source, spacing=look.XS))
        self.say(partial(_fill, self.told), self._sentences)
        self.say(partial(_fill, self.source), self._sources)

    def show_need(self, need: Need, plan: Plan) -> None:
        """Show how the rule stands now."""
        self.need, self._plan = need, plan
        self.chip.set_status(lambda: need_word(self.need), *need_look(need))
        self.told.dress("" if need.state == "found" else "soft")
        self.say_again()

    def _sentences(self) -> str:
        return "\n".join(words.finding(one, self._plan) for one in self.need.found)

    def _sources(self) -> str:
        return "\n".join(
            dict.fromkeys(text for one in self.need.found if (text := words.finding_source(one)))
        )


class _Chips(Spoken, QWidget):
    """Rules of which there is nothing more to say, as short as can be, below one heading."""

    def __init__(self, heading: Callable[[], str]) -> None:
        super().__init__()
        self.chips: dict[Rule, StatusChip] = {}
        label = PlainLabel(role="label", wrap=True)
        self._flow = FlowLayout(spacing=look.S)
        self.setLayout(column(label, self._flow, spacing=look.XS))
        self.say(label.setText, heading)

    def load(self, needs: list[Need]) -> None:
        """Show these rules; nothing at all where there is none."""
        for rule in self.chips.keys() - {need.rule for need in needs}:
            _drop(self._flow, self.chips.pop(rule))
        for at, need in enumerate(needs):
            if need.rule not in self.chips:
                chip = StatusChip(partial(subject, need.rule), *need_look(need))
                self.chips[need.rule] = chip
                self._flow.insert(at, chip)
        self.setVisible(bool(needs))
        self.say_again()


def _drop(layout: QLayout, gone: QWidget) -> None:
    layout.removeWidget(gone)
    gone.hide()
    gone.setParent(None)  # so that the page leads the keyboard to it no more
    gone.deleteLater()


def _fill(label: PlainLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))

"""The office's checklists: read, changed in place, added to, switched off, restored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.domain import ChecklistLine
from desktop.domain.checklist import COUNTING, Step
from desktop.domain.codes import Checklist, Condition, DueAnchor, Turn
from desktop.domain.fields import LIMITS
from desktop.language import _, current, dates
from desktop.store import checklists
from desktop.ui import icons, look
from desktop.ui.desk import Desk
from desktop.ui.forms import (
    Choice,
    ChoiceField,
    DateField,
    IntegerField,
    SwitchField,
    TextField,
    TrilingualField,
)
from desktop.ui.lists import Column
from desktop.ui.parts_panel import PartsPanel
from desktop.ui.tasks.due import Due, DueField, due_text
from desktop.ui.widgets import Button, Confirm, PlainLabel, column, row

_MOST_DAYS = LIMITS[ChecklistLine]["condition_days"][1]
_USUAL_DAYS = 90  # what a new condition that counts days begins with
_STAY = (Condition.LONGER, Condition.UP_TO)
_WAY = (Condition.TO_JAPAN, Condition.TO_DENMARK)
# What can be asked of a record; which way an exchange goes is settled by its checklist.
_CONDITIONS = {
    Checklist.DELEGATION: (Condition.ALWAYS, *_WAY, *_STAY),
    Checklist.EXCHANGE_TO_JAPAN: (
        Condition.ALWAYS,
        *_STAY,
        Condition.LONGER_OR_PAID,
        Condition.PAID,
    ),
    Checklist.EXCHANGE_TO_DENMARK: (
        Condition.ALWAYS,
        *_STAY,
        Condition.LONGER_OR_PAID,
        Condition.PAID,
    ),
    Checklist.ACCESS: (Condition.ALWAYS, Condition.ON_SITE, Condition.REMOTE, *_WAY, *_STAY),
}


@dataclass(frozen=True)
class _Shown:
    """A step with an identity for the table: a shipped one keeps it when it is changed."""

    id: str
    step: Step


class ChecklistPanel(PartsPanel):
    """The steps of one checklist, and which of the four that is; `choose_list` leads to one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            ChecklistLine,
            lambda: Checklist.DELEGATION.value,
            columns=[
                Column(
                    name="when",
                    title=lambda: _("Due"),
                    text=lambda row: due_text(_due(row.step)),
                    sort=lambda row: (row.step.anchor == DueAnchor.END, row.step.offset_days),
                    width=20,
                ),
                Column(
                    name="title",
                    title=lambda: _("Step"),
                    text=lambda row: row.step.title.best(current().code),
                    look="strong",
                    width=30,
                    grows=True,
                ),
                Column(
                    name="turn",
                    title=lambda: _("Whose turn"),
                    text=lambda row: words.word(Turn(row.step.turn)),
                    spare=True,
                    width=20,
                ),
                Column(
                    name="condition",
                    title=lambda: _("Meant for"),
                    text=lambda row: condition_text(row.step.condition, row.step.condition_days),
                    look="soft",
                    spare=True,
                    width=26,
                ),
                Column(
                    name="state",
                    title=lambda: _("State"),
                    text=lambda row: _state(row.step)[0],
                    status=lambda row: _state(row.step)[1],
                    width=22,
                ),
            ],
            name=lambda: _("Steps of the checklist"),
            icon="list-checks",
            empty_title=lambda: _("No steps"),
            empty_text=lambda: _("Add what has to be done for each record of this kind."),
            new_text=lambda: _("Add step"),
            can_duplicate=False,
        )
        self._list = Choice()
        self._list.activated.connect(lambda at: self.choose_list(list(Checklist)[at]))
        self._add_top()
        self._restore = Button(
            lambda: _("Restore original"), self.restore, kind="quiet", icon="undo-2"
        )
        self._checked = Button(
            lambda: _("Checked today"), self.check_today, kind="quiet", icon="check"
        )
        self.tools.insertWidget(1, self._checked)
        self.tools.insertWidget(2, self._restore)
        self._fill_form()
        self.choose_list(Checklist.DELEGATION)

    def choose_list(self, template: str) -> None:
        """Show the steps of one checklist."""
        if not self.leave():
            self.respoken()
            return
        self._conditions.set_codes(_CONDITIONS[Checklist(template)])
        self.load(template)
        self.respoken()

    def begin_focus(self) -> None:
        """Lead the keyboard to the choice of the list."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Show what the file holds."""
        self.load(self.owner_id)

    def restore(self) -> None:
        """Let the chosen steps be as the program ships them."""
        steps = [one.step for one in self.table.chosen() if one.step.shipped and one.step.line_id]

        def work(session: Session) -> bool:
            for step in steps:
                checklists.restore(session, step.template, step.code)
            return True

        if steps and self.leave() and self.desk.do("checklist.restore", work):
            self.desk.notice(lambda: _("The original was restored."), undo=True)

    def restore_all(self) -> None:
        """Let the whole list be as the program ships it, once the officer has agreed."""
        template = self.owner_id
        if not self.leave() or not Confirm.ask(
            self,
            lambda: _("Restore the whole checklist?"),
            lambda: _("All changes to it are taken back, and steps of your own are deleted."),
            lambda: _("Restore checklist"),
        ):
            return

        def work(session: Session) -> bool:
            checklists.restore(session, template)
            return True

        if self.desk.do("checklist.restore", work):
            self.desk.notice(lambda: _("The original was restored."), undo=True)

    def check_today(self) -> None:
        """Note that the chosen steps were looked up today and still hold."""
        self._change_chosen(checked=self.desk.today())

    # -- what PartsPanel asks

    @override
    def rows(self, session: Session, owner_id: str) -> Sequence[_Shown]:
        return [
            _Shown(step.code if step.shipped else step.line_id, step)
            for step in checklists.steps(session, owner_id)
        ]

    @override
    def values_of(self, part: _Shown) -> dict[str, object]:
        step = part.step
        plain = {
            name: getattr(step, name) for name in self.form.names() if name not in ("due", "days")
        }
        return {**plain, "due": _due(step), "days": step.condition_days}

    @override
    def fresh(self) -> dict[str, object]:
        return self.values_of(_Shown("", Step(self.owner_id, "", ChecklistLine().title)))

    @override
    def make(self, session: Session, values: dict[str, Any]) -> ChecklistLine:
        said: dict[str, object] = {}
        for name, value in values.items():
            said |= self._columns(name, value)
        return checklists.add_step(session, self.owner_id, **said)

    @override
    def save(self, session: Session, part_id: str, name: str, value: Any) -> None:
        step: Step = self.part().step
        said = self._columns(name, value)
        if said.get("condition") in COUNTING and not step.condition_days:
            said["condition_days"] = _USUAL_DAYS
        checklists.change(session, step.template, step.code, **said)

    @override
    def remove(self, ids: Sequence[str]) -> None:
        steps = [one.step for one in self.model.rows() if one.id in ids]

        def work(session: Session) -> bool:
            for step in steps:
                if step.shipped:
                    checklists.change(session, step.template, step.code, off=True)
                else:
                    checklists.restore(session, step.template, step.code)
            return True

        if not self.desk.do("checklist.edit", work):
            return
        if any(step.shipped for step in steps):
            self.desk.notice(
                lambda: _("Switched off. It can be switched on again at any time."), undo=True
            )
        else:
            self.desk.notice(lambda: _("Deleted."), undo=True)

    @override
    def label_of(self, part: _Shown) -> str:
        return part.step.title.best(current().code) or _("untitled")

    @override
    def shown(self, part: _Shown | None) -> None:
        changed = part is not None and part.step.shipped and bool(part.step.line_id)
        self._restore.setEnabled(changed)
        self._checked.setEnabled(part is not None)
        counts = self.form.field("condition").value() in COUNTING
        self.form.field("days").setVisible(counts)

    @override
    def add_to_menu(self, menu: QMenu) -> None:
        checked = menu.addAction(icons.icon("check", "soft"), _("Checked today"))
        checked.triggered.connect(lambda: self.check_today())
        restore = menu.addAction(icons.icon("undo-2", "soft"), _("Restore original"))
        restore.triggered.connect(lambda: self.restore())
        restore.setEnabled(any(one.step.line_id for one in self.table.chosen() if one.step.shipped))

    @override
    def respoken(self) -> None:
        super().respoken()
        if hasattr(self, "_list"):
            self._list.clear()
            self._list.addItems([words.word(one) for one in Checklist])
            chosen = self.owner_id or Checklist.DELEGATION
            self._list.setCurrentIndex(list(Checklist).index(Checklist(chosen)))

    @override
    def _edited(self, name: str, value: Any) -> None:
        values = {**self.form.values(), name: value}
        template = self.owner_id

        def work(session: Session) -> str:
            if self.part_id:
                self.save(session, self.part_id, name, value)
                return self.part_id
            return self.make(session, values).id

        made = self.desk.do("checklist.edit", work)
        if made is not None:
            self._adding, self.part_id = False, made
        self.load(template)

    def _change_chosen(self, **values: object) -> None:
        steps = [one.step for one in self.table.chosen()]

        def work(session: Session) -> bool:
            for step in steps:
                checklists.change(session, step.template, step.code, **values)
            return True

        if steps and self.leave():
            self.desk.do("checklist.edit", work)

    def _columns(self, name: str, value: Any) -> dict[str, object]:
        """The columns of a line that a field of the form stands for."""
        if name == "due":
            return {"anchor": value.anchor, "offset_days": value.offset_days}
        if name == "days":
            return {"condition_days": value or 0}
        return {name: value}

    def _add_top(self) -> None:
        hint = PlainLabel(role="soft", wrap=True)
        self.say(
            hint.setText,
            lambda: _("What is changed here holds for records that get their checklist later."),
        )
        self.say(self._list.setAccessibleName, lambda: _("Checklist"))
        self._list.setMinimumWidth(look.COLUMN)
        whole = Button(lambda: _("Restore the whole checklist…"), self.restore_all, kind="quiet")
        layout: Any = self.layout()
        layout.insertLayout(0, column(hint, row(self._list, None, whole), spacing=look.M))

    def _fill_form(self) -> None:
        form, today = self.form, self.desk.today
        form.section(columns=2)
        form.add("title", TrilingualField(lambda: _("Step")), wide=True)
        form.add("due", DueField(lambda: _("Due"), today=today, counted=True), wide=True)
        form.add(
            "turn",
            ChoiceField(lambda: _("Whose turn"), Turn, lambda code: words.word(Turn(code))),
        )
        self._conditions = form.add(
            "condition",
            ChoiceField(
                lambda: _("Meant for"), Condition, lambda code: words.word(Condition(code))
            ),
        )
        form.add("days", IntegerField(lambda: _("Days of stay"), most=_MOST_DAYS))
        form.add(
            "source",
            TextField(
                lambda: _("Source"),
                hint=lambda: _("Where it is written. Empty means general knowledge."),
            ),
            wide=True,
        )
        form.add("checked", DateField(lambda: _("Last checked"), today=today))
        form.add("off", SwitchField(lambda: _("Switched off")))


def condition_text(condition: str, days: int) -> str:
    """For which records a step is meant, with the days that it counts."""
    return words.word(Condition(condition)).replace("…", str(days))


def _state(step: Step) -> tuple[str, tuple[str, str] | None]:
    if step.off:
        return _("Switched off"), ("quiet", "circle-slash")
    if not step.shipped:
        return _("Your own"), ("info", "user-round")
    if step.line_id:
        return _("Changed"), ("warn", "pencil")
    if step.checked is not None:
        return _("Checked {day}").format(day=dates.date_short(current(), step.checked)), None
    return "", None


def _due(step: Step) -> Due:
    return Due(step.anchor, None, step.offset_days)

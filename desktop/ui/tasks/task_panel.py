"""The tasks of one record: typed or from its checklist, ticked off, dated by hand or counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.domain import Task, Trilingual
from desktop.domain.revision import CALLED_OFF
from desktop.domain.text import PARTS, clean
from desktop.language import _, current, ngettext
from desktop.planning.deadlines import Deadline, deadline
from desktop.planning.holidays import holiday_on, is_at_hand
from desktop.store import checklists, records, tasks
from desktop.store.checklists import Fit
from desktop.ui import icons, look
from desktop.ui.checklists.offer import ChecklistCard, critical_text
from desktop.ui.desk import Desk
from desktop.ui.forms import TextLine
from desktop.ui.speech import Spoken
from desktop.ui.tasks.due import Due
from desktop.ui.tasks.task_row import TaskRow
from desktop.ui.widgets import Card, PictureLabel, PlainLabel, Scroll, column, row

Facts = Mapping[str, Any]

_KEYS = {"delegation": "delegation_id", "exchange": "exchange_id", "access_request": "access_id"}


@dataclass(frozen=True)
class _Loaded:
    """What is read of a record: its tasks, how each deadline counts, and how the list fits."""

    tasks: Sequence[Task] = ()
    facts: Mapping[str, Facts] = field(default_factory=dict)
    fit: Fit | None = None
    called_off: bool = False


class TaskPanel(Spoken, QWidget):
    """The tasks of a delegation, an exchange or an access request, the most urgent first.

    The editor calls `load` whenever it reads its record, and names "task" among its kinds.
    `ensure` makes the record of a new editor when the first task is typed; it gives the id.
    """

    def __init__(
        self,
        desk: Desk,
        owner_kind: str,
        ensure: Callable[[], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._owner_kind = owner_kind
        self._ensure = ensure
        self._record = ""
        self._rows: dict[str, TaskRow] = {}
        desk.drafts.lead_by("task", self, self._unfold)
        self._loaded = _Loaded()
        self._days: Mapping[str, Deadline] = {}
        self._late: Sequence[Task] = ()
        self._count = PlainLabel(role="soft")
        self._hint = PlainLabel(role="soft", wrap=True)
        self.say(self._count.setText, self._count_text)
        self.say(
            self._hint.setText,
            lambda: _("Write what has to be done. Due dates can be counted back from the start."),
        )
        self._add = self._make_line()
        self.card = ChecklistCard(desk, owner_kind)
        self._warning = self._make_warning()
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.M, 0, 0)
        layout.setSpacing(look.M)
        layout.addLayout(row(self._add, self._count, spacing=look.L))
        layout.addWidget(self._hint)
        inside = QWidget()
        inside.setLayout(column(self.card, self._warning, self._list, spacing=look.M))
        self._scroll = Scroll(inside)
        layout.addWidget(self._scroll, 1)

    def load(self, record: str) -> None:
        """Show the tasks of a record; "" is one that is not made yet."""
        self._record = record
        self._loaded = self._desk.read(self._read) if record else _Loaded()
        facts = self._loaded.facts
        if not facts or is_at_hand():
            self._show(_deadlines(facts))
            return
        # The first question for a holiday takes a while; until it is answered, the count stands.
        self._show({task: Deadline(one["counted"], one["counted"]) for task, one in facts.items()})
        self._desk.background.run(
            partial(holiday_on, "JP", self._desk.today()),
            lambda _name: self.load(self._record),
            owner=self,
        )

    def _show(self, days: Mapping[str, Deadline]) -> None:
        self._days = days
        ordered = sorted(self._loaded.tasks, key=lambda task: _urgency(task, days[task.id].day))
        for gone in self._rows.keys() - days.keys():
            self._drop(gone)
        for at, task in enumerate(ordered):
            shown = self._rows.get(task.id) or self._new_row(task.id)
            if self._column.indexOf(shown) != at:
                self._column.insertWidget(at, shown)
            shown.show_task(task, days[task.id])
        if self._loaded.fit is not None:
            self.card.load(self._record, self._loaded.fit)
        else:
            self.card.hide()
        due = [(task, days[task.id].day) for task in ordered]
        self._late = [] if self._loaded.called_off else checklists.passed(due, self._desk.today())
        self._warning.setVisible(bool(self._late))
        self._hint.setVisible(not ordered)
        self.say_again()

    def leave(self) -> bool:
        """Take what is being typed before the panel is left; False to stay."""
        return all(shown.form is None or shown.form.commit() for shown in self._rows.values())

    def lead_to(self, task: str) -> None:
        """Lead to one task: it comes into view, and the keyboard to its tick."""
        shown = self._rows.get(task)
        if shown is not None:
            shown.begin_focus()
            # Once a tab that was just opened has laid out its rows.
            QTimer.singleShot(0, shown, lambda: self._scroll.ensureWidgetVisible(shown))

    def add(self, text: str) -> str:
        """Add a task with a title in the window's language; gives its id, "" if refused."""
        if not self._record and self._ensure is not None:
            self._record = self._ensure()
        title = clean(text)
        if not self._record or not title:
            return ""
        code = current().code if current().code in PARTS else "en"
        made = self._desk.do(
            "create",
            lambda session: records.add(
                session,
                Task(
                    **{_KEYS[self._owner_kind]: self._record},
                    title=Trilingual().with_part(code, title),
                    position=len(records.parts(session, Task, self._owner_kind, self._record)),
                ),
            ),
            kind="task",
        )
        if made is None:
            return ""
        self.load(self._record)
        return made.id

    def tasks(self) -> list[TaskRow]:
        """The tasks as they are shown, from the top."""
        return sorted(self._rows.values(), key=self._column.indexOf)

    def _read(self, session: Session) -> _Loaded:
        owner: Any = session.get(records.by_kind(self._owner_kind), self._record)
        if owner is None:
            return _Loaded()
        tasks = records.parts(session, Task, self._owner_kind, self._record)
        office_zone = self._desk.zones()[0]
        facts = {
            task.id: {
                "counted": task.due_on(owner.start, owner.end),
                "anchor": task.anchor,
                "offset_days": task.offset_days,
                "turn": task.turn,
                "direction": owner.direction,
                "office_zone": office_zone,
                # What was ticked off before its day was kept counts on.
                "done": task.done if task.due is not None else None,
            }
            for task in tasks
        }
        state = owner.stage if self._owner_kind == "access_request" else owner.status
        return _Loaded(
            tasks,
            facts,
            checklists.fit(session, self._owner_kind, self._record),
            state in CALLED_OFF[self._owner_kind],
        )

    def _make_warning(self) -> Card:
        card = Card()
        text = PlainLabel(wrap=True)
        inside = row(PictureLabel("triangle-alert", colour="warn"), text, spacing=look.M)
        inside.setStretch(1, 1)
        card.body.addLayout(inside)
        card.hide()
        self.say(
            text.setText,
            lambda: critical_text(self._late, sum(bool(one.code) for one in self._loaded.tasks)),
        )
        return card

    def _make_line(self) -> TextLine:
        line = TextLine()
        line.addAction(icons.icon("plus", "faint"), TextLine.ActionPosition.LeadingPosition)
        self.say(line.setPlaceholderText, lambda: _("Add a task"))
        self.say(line.setAccessibleName, lambda: _("Add a task"))
        line.finished.connect(self._typed)
        line.abandoned.connect(line.clear)
        return line

    def _typed(self, returned: bool) -> None:
        made = self.add(self._add.text()) if self._add.text().strip() else ""
        if made:
            self._add.clear()
            if returned:
                self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _new_row(self, task: str) -> TaskRow:
        shown = TaskRow(self._desk.today)
        shown.edited.connect(partial(self._edited, task))
        shown.delete_asked.connect(lambda: self._delete(task))
        shown.opened.connect(lambda opened: self._opened(task, shown) if opened else None)
        self._rows[task] = shown
        return shown

    def _opened(self, task: str, shown: TaskRow) -> None:
        self._only(shown)
        if shown.form is not None:
            self._desk.drafts.follow(shown.form, lambda: ("task", task))

    def _unfold(self, task: str) -> bool:
        shown = self._rows.get(task)
        if shown is not None:
            shown.unfold(True)
        return shown is not None

    def _only(self, opened: TaskRow) -> None:
        """One form is open at a time, so the list stays a list."""
        for other in list(self._rows.values()):
            if other is not opened:
                other.unfold(False)

    def _edited(self, task: str, name: str, value: object) -> None:
        values = value._asdict() if isinstance(value, Due) else {name: value}
        label = "edit"
        if name == "done":
            label = "task.undone" if value is None else "task.done"

        def work(session: Session) -> bool:
            if name == "done":
                due = self._days[task].day if task in self._days else None
                tasks.tick(session, {task: due}, value if isinstance(value, date) else None)
            records.update(session, Task, task, **values)
            return True

        if not self._desk.do(label, work, kind="task"):
            self.load(self._record)

    def _delete(self, task: str) -> None:
        def work(session: Session) -> bool:
            records.delete(session, records.get(session, Task, task))
            return True

        if self._desk.do("delete", work, kind="task"):
            self._desk.notice(lambda: _("The task was deleted."), undo=True)

    def _drop(self, task: str) -> None:
        shown = self._rows.pop(task)
        self._column.removeWidget(shown)
        shown.hide()
        shown.deleteLater()

    def _count_text(self) -> str:
        if not self._loaded.tasks:
            return ""
        left = sum(task.done is None for task in self._loaded.tasks)
        if not left:
            return _("All done")
        return ngettext("{n} task left", "{n} tasks left", left).format(n=left)


def _deadlines(facts: Mapping[str, Facts]) -> dict[str, Deadline]:
    return {task: deadline(**one) for task, one in facts.items()}


def _urgency(task: Task, day: date | None) -> tuple[bool, date, int]:
    """What is not done comes first, by its day; what is done stands below, the newest on top."""
    if task.done is not None:
        return (True, date.fromordinal(date.max.toordinal() - task.done.toordinal()), 0)
    return (False, day or date.max, task.position)

"""The tasks of one record: added by typing, ticked off, dated by hand or by the record's dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.domain import Task, Trilingual
from desktop.domain.text import PARTS, clean
from desktop.language import _, current, ngettext
from desktop.store import records
from desktop.ui import icons, look
from desktop.ui.desk import Desk
from desktop.ui.forms import TextLine
from desktop.ui.speech import Spoken
from desktop.ui.tasks.due import Due
from desktop.ui.tasks.task_row import TaskRow
from desktop.ui.widgets import PlainLabel, Scroll, row

_KEYS = {"delegation": "delegation_id", "exchange": "exchange_id", "access_request": "access_id"}


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
        self._counts = (0, 0)
        self._count = PlainLabel(role="soft")
        self._hint = PlainLabel(role="soft", wrap=True)
        self.say(self._count.setText, self._count_text)
        self.say(
            self._hint.setText,
            lambda: _("Write what has to be done. Due dates can be counted back from the start."),
        )
        self._add = self._make_line()
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.M, 0, 0)
        layout.setSpacing(look.M)
        layout.addLayout(row(self._add, self._count, spacing=look.L))
        layout.addWidget(self._hint)
        layout.addWidget(Scroll(self._list), 1)

    def load(self, record: str) -> None:
        """Show the tasks of a record; "" is one that is not made yet."""
        self._record = record
        tasks = self._desk.read(self._read) if record else []
        tasks.sort(key=_urgency)
        for gone in self._rows.keys() - {task.id for task, _day in tasks}:
            self._drop(gone)
        for at, (task, day) in enumerate(tasks):
            shown = self._rows.get(task.id) or self._new_row(task.id)
            if self._column.indexOf(shown) != at:
                self._column.insertWidget(at, shown)
            shown.show_task(task, day)
        self._counts = (len(tasks), sum(task.done is None for task, _day in tasks))
        self._count.setText(self._count_text())
        self._hint.setVisible(not tasks)

    def leave(self) -> bool:
        """Take what is being typed before the panel is left; False to stay."""
        return all(shown.form is None or shown.form.commit() for shown in self._rows.values())

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

    def _read(self, session: Session) -> list[tuple[Task, date | None]]:
        owner: Any = session.get(records.by_kind(self._owner_kind), self._record)
        if owner is None:
            return []
        tasks = records.parts(session, Task, self._owner_kind, self._record)
        return [(task, task.due_on(owner.start, owner.end)) for task in tasks]

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
        shown.opened.connect(lambda opened: self._only(shown) if opened else None)
        self._rows[task] = shown
        return shown

    def _only(self, opened: TaskRow) -> None:
        """One form is open at a time, so the list stays a list."""
        for other in list(self._rows.values()):
            if other is not opened:
                other.unfold(False)

    def _edited(self, task: str, name: str, value: object) -> None:
        values: dict[str, object] = value._asdict() if isinstance(value, Due) else {name: value}
        label = "task.done" if name == "done" and value is not None else "edit"

        def work(session: Session) -> bool:
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
        number, left = self._counts
        if not number:
            return ""
        if not left:
            return _("All done")
        return ngettext("{n} task left", "{n} tasks left", left).format(n=left)


def _urgency(entry: tuple[Task, date | None]) -> tuple[bool, date, int]:
    """What is not done comes first, by its day; what is done stands below, the newest on top."""
    task, day = entry
    if task.done is not None:
        return (True, date.fromordinal(date.max.toordinal() - task.done.toordinal()), 0)
    return (False, day or date.max, task.position)

"""One task in the list of a record: ticked off with one click, opened to be changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.domain import Task, Trilingual
from desktop.domain.codes import Turn
from desktop.language import _, current
from desktop.planning.deadlines import Deadline
from desktop.ui import icons, look
from desktop.ui.forms import (
    ChoiceField,
    DateField,
    Form,
    LongTextField,
    ReadOnlyField,
    TextField,
    TrilingualField,
)
from desktop.ui.speech import Spoken
from desktop.ui.tasks.due import (
    Due,
    DueField,
    due_of,
    due_state,
    due_text,
    moved_text,
    source_text,
)
from desktop.ui.widgets import Button, ElidedLabel, IconButton, Line, PlainLabel, StatusChip, row


class TaskRow(Spoken, QFrame):
    """Shows a task; `edited(name, value)` tells of changes, where `due` has a `Due` as its value.

    `opened` is sent when the officer opens or closes the form below it.
    """

    edited = Signal(str, object)
    opened = Signal(bool)
    delete_asked = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._title = Trilingual()
        self._due = Due()
        self._turn = Turn.OFFICE
        self._deadline = Deadline()
        self._officer, self._source = "", ""
        self._checked: date | None = None
        self._done: date | None = None
        self.form: Form | None = None
        self._check = QCheckBox()
        self._check.clicked.connect(self._tick)
        self._name = PlainLabel(wrap=True)
        self._detail = PlainLabel(role="soft", wrap=True)
        self._written = ElidedLabel(role="hint")
        self._chip = StatusChip(lambda: self._state()[0], "quiet")
        self._more = IconButton("pencil", self._open_text, lambda: self.unfold(not self.form))
        top = row(self._check, self._text(), self._chip, self._more, spacing=look.M)
        top.setStretch(1, 1)
        top.setContentsMargins(look.S, look.S, 0, look.S)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        self._body.addLayout(top)
        self._line = Line()
        self._body.addWidget(self._line)
        self.say(self._show_title, self._name_text)
        self.say(self._detail.setText, self._detail_text)
        self.say(self._show_source, self._source_text)

    def _text(self) -> QVBoxLayout:
        layout = QVBoxLayout()
        layout.setSpacing(0)
        layout.addWidget(self._name)
        layout.addWidget(self._detail)
        layout.addWidget(self._written)
        return layout

    def show_task(self, task: Task, deadline: Deadline) -> None:
        """Show a task that is due on a day."""
        self._title, self._due = task.title, due_of(task)
        self._turn = Turn(task.turn)
        self._deadline, self._done = deadline, task.done
        self._officer = task.officer
        self._source, self._checked = task.source, task.checked
        self._check.setChecked(task.done is not None)
        _said, tone, icon = self._state()
        self._chip.set_status(lambda: self._state()[0], tone, icon)
        self._name.dress("soft" if task.done is not None else "strong")
        self.say_again()
        if self.form is not None:
            self._load(task)
        self._task = task

    def begin_focus(self) -> None:
        """Lead the keyboard to the tick."""
        self._check.setFocus(Qt.FocusReason.OtherFocusReason)

    def unfold(self, opened: bool) -> None:
        """Show the form below the task, or take it away."""
        if opened == (self.form is not None):
            return
        if opened:
            self.form = self._make_form()
            self._holder = self._wrap(self.form)
            self._body.insertWidget(1, self._holder)
            self._load(self._task)
            self.form.focus("title")
        elif self.form is not None:
            self.form.commit()
            self.form = None
            self._holder.hide()
            self._holder.deleteLater()
        self._more.setIcon(icons.icon("chevron-up" if opened else "pencil", "soft"))
        self._more.rename(self._open_text())
        self.opened.emit(opened)

    def _make_form(self) -> Form:
        form = Form()
        form.section(columns=2)
        form.add("title", TrilingualField(lambda: _("Task")), wide=True)
        form.add("due", DueField(lambda: _("Due"), today=self._today), wide=True)
        form.add(
            "turn",
            ChoiceField(lambda: _("Whose turn"), Turn, lambda code: words.word(Turn(code))),
        )
        form.add("done", DateField(lambda: _("Done on"), today=self._today))
        form.add("officer", TextField(lambda: _("Officer"), hint=_officer_hint))
        form.add("note", LongTextField(lambda: _("Note")), wide=True)
        if self._source:
            form.add("source", ReadOnlyField(lambda: _("Source")), wide=True)
        form.edited.connect(self.edited)
        return form

    def _wrap(self, form: Form) -> QWidget:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        inset = look.S + look.ICON + look.M + look.XS
        layout.setContentsMargins(inset, look.XS, look.ICON_LARGE, look.L)
        layout.addWidget(form)
        delete = Button(lambda: _("Delete task"), self.delete_asked.emit, kind="danger")
        layout.addLayout(row(None, delete))
        return holder

    def _load(self, task: Task) -> None:
        if self.form is not None:
            self.form.load(
                {
                    "title": task.title,
                    "due": due_of(task),
                    "turn": task.turn,
                    "done": task.done,
                    "officer": task.officer,
                    "note": task.note,
                    "source": task.source,
                }
            )

    def _tick(self, on: bool) -> None:
        self.edited.emit("done", self._today() if on else None)

    def _state(self) -> tuple[str, str, str]:
        return due_state(self._deadline.day, self._done, self._today())

    def _name_text(self) -> str:
        return self._title.best(current().code) or _("untitled")

    def _detail_text(self) -> str:
        parts = (
            words.word(self._turn),
            self._officer,
            due_text(self._due),
            moved_text(self._deadline),
        )
        return " · ".join(part for part in parts if part)

    def _open_text(self) -> str:
        name = self._name_text()
        message = _("Close “{name}”") if self.form is not None else _("Change “{name}”")
        return message.format(name=name)

    def _show_title(self, text: str) -> None:
        self._name.setText(text)
        self._check.setAccessibleName(_("Done: {name}").format(name=text))
        self._check.setToolTip(_("Tick off"))
        self._more.rename(self._open_text())

    def _source_text(self) -> str:
        return source_text(self._source, self._checked)

    def _show_source(self, text: str) -> None:
        self._written.setText(text)
        self._written.setVisible(bool(text))

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.COLUMN, super().sizeHint().height())


def _officer_hint() -> str:
    return _("Who of the office looks after it.")

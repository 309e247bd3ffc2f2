"""What can be done with tasks of the list besides ticking them off: who, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QMenu, QVBoxLayout, QWidget

from desktop.domain import Task
from desktop.language import _, current, ngettext, sorting
from desktop.store import records
from desktop.ui import icons, look
from desktop.ui.desk import Desk
from desktop.ui.forms import Field, TextField
from desktop.ui.speech import Spoken
from desktop.ui.tasks.agenda import DueTask
from desktop.ui.tasks.due import Due, DueField
from desktop.ui.widgets import Button, PlainLabel, row

Text = Callable[[], str]


class OneField(Spoken, QDialog):
    """Asks for one value in a box of its own; `value()` is what was given."""

    def __init__(self, parent: QWidget | None, title: Text, field: Field) -> None:
        super().__init__(parent)
        self.setModal(True)
        self.field = field
        heading = PlainLabel(role="section", wrap=True)
        self.say(self.setWindowTitle, title)
        self.say(heading.setText, title)
        cancel = Button(lambda: _("Cancel"), self.reject)
        save = Button(lambda: _("Save"), self.accept, kind="filled")
        save.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.L)
        layout.setSpacing(look.L)
        layout.addWidget(heading)
        layout.addWidget(field)
        layout.addLayout(row(None, cancel, save))
        self.setMinimumWidth(look.COLUMN + look.COLUMN // 2)

    def accept(self) -> None:
        """Take the value, unless what is written cannot be read."""
        if self.field.commit():
            super().accept()

    def value(self) -> Any:
        """What the field holds."""
        return self.field.value()


class TaskMenu:
    """Makes the context menu of tasks, and does what is chosen in it as one action."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        opened: Callable[[DueTask], object],
        ticked: Callable[[Sequence[DueTask]], object],
    ) -> None:
        self._desk, self._parent = desk, parent
        self._opened, self._ticked = opened, ticked

    def make(self, chosen: Sequence[DueTask], officers: Iterable[str]) -> QMenu:
        """What can be done with these tasks, of which there is one at least."""
        menu = QMenu(self._parent)
        first = chosen[0]
        done = first.row.done is not None
        self._act(menu, "pencil", _("Open"), "Return", lambda: self._opened(first))
        tick = _("Not done yet") if done else _("Tick off")
        self._act(menu, "check", tick, "Space", lambda: self._ticked(chosen))
        menu.addSeparator()
        who = menu.addMenu(icons.icon("user-round", "soft"), _("Officer"))
        for name in officers:
            action = who.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(all(one.row.officer == name for one in chosen))
            action.triggered.connect(lambda _on, name=name: self.assign(chosen, name))
        who.addSeparator()
        self._act(who, "", _("Another name…"), "", lambda: self._ask_officer(chosen))
        self._act(who, "", _("Nobody"), "", lambda: self.assign(chosen, ""))
        if not done:
            text = _("Change due date…")
            self._act(menu, "calendar", text, "", lambda: self._ask_due(chosen))
        return menu

    def assign(self, chosen: Sequence[DueTask], officer: str) -> None:
        """Let an officer look after these tasks; "" for nobody."""
        others = [one for one in chosen if one.row.officer != officer]
        self._change(others, {"officer": officer})

    def put_off(self, chosen: Sequence[DueTask], due: Due) -> None:
        """Give these tasks another due date."""
        self._change(chosen, due._asdict())

    def _change(self, chosen: Sequence[DueTask], values: dict[str, object]) -> None:
        def work(session: Any) -> int:
            for one in chosen:
                records.update(session, Task, one.row.id, **values)
            return len(chosen)

        number = self._desk.do("edit", work, kind="task") if chosen else None
        if number:
            self._desk.notice(
                lambda: ngettext("{n} task changed.", "{n} tasks changed.", number).format(
                    n=number
                ),
                undo=True,
            )

    def _ask_officer(self, chosen: Sequence[DueTask]) -> None:
        field = TextField(lambda: _("Officer"))
        field.set_value(chosen[0].row.officer)
        self._ask(lambda: _("Who looks after it?"), field, lambda name: self.assign(chosen, name))

    def _ask_due(self, chosen: Sequence[DueTask]) -> None:
        field = DueField(lambda: _("Due"), today=self._desk.today)
        field.set_value(_due_of(chosen[0]))
        self._ask(lambda: _("When is it due?"), field, lambda due: self.put_off(chosen, due))

    def _ask(self, title: Text, field: Field, take: Callable[[Any], object]) -> None:
        dialog = OneField(self._parent, title, field)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            take(dialog.value())
        dialog.deleteLater()

    def _act(self, menu: QMenu, icon: str, text: str, keys: str, act: Callable[[], object]) -> None:
        action = menu.addAction(text)
        if icon:
            action.setIcon(icons.icon(icon, "soft"))
        action.triggered.connect(lambda: act())
        if keys:
            action.setShortcut(QKeySequence(keys))
            # The list itself listens to these keys; here they are only shown.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)


def officers_of(tasks: Iterable[DueTask], *more: str) -> list[str]:
    """The officers who look after tasks, and others, as the language sorts them."""
    names = {one.row.officer for one in tasks} | set(more)
    return sorted(names - {""}, key=lambda name: sorting.sort_key(current(), name))


def _due_of(one: DueTask) -> Due:
    row = one.row
    return Due(row.anchor, row.counted if row.anchor == "fixed" else None, row.offset_days)

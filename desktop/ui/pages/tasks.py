"""All that is still to be done, over all records: by time, by record, by turn or by officer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.domain.codes import CLAUSE_OF, Turn
from desktop.language import _, ngettext
from desktop.store import tasks
from desktop.ui import icons, look
from desktop.ui.desk import Desk
from desktop.ui.forms import Choice, TextLine
from desktop.ui.page import Page
from desktop.ui.tasks import arranged
from desktop.ui.tasks.agenda import DueTask
from desktop.ui.tasks.arranged import WAITING, Grouping
from desktop.ui.tasks.task_list import TaskList, TaskModel
from desktop.ui.tasks.task_menu import TaskMenu, officers_of
from desktop.ui.tasks.task_telling import title
from desktop.ui.widgets import EmptyState, FlowLayout, PlainLabel, ToolButton, row
from desktop.ui.widgets.marks import clause_name

_BY = (Grouping.TIME, Grouping.RECORD, Grouping.TURN, Grouping.OFFICER)


class TasksPage(Page):
    """The tasks of the whole office, to be ticked off one by one or many at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        # What was ticked and is not read again yet, so that a second press does not take it back.
        self._ticked: dict[str, date | None] = {}
        heading, self._count = PlainLabel(role="title"), PlainLabel(role="count")
        self.say(heading.setText, self.title)
        self.list = TaskList(TaskModel(self))
        self.say(self.list.setAccessibleName, self.title)
        self.list.opened.connect(self._open)
        self.list.ticked.connect(self.tick)
        self.list.typed.connect(self._type_on)
        self.list.customContextMenuRequested.connect(self._menu)
        self.menu = TaskMenu(desk, self, opened=self._open, ticked=self.tick)
        self._filters = self._make_filters()
        self._nothing = EmptyState(
            "circle-check",
            lambda: _("Nothing is due"),
            lambda: _(
                "What has to be done for a delegation, a stay or a facility access stands in its "
                "record under “Tasks”, and here as well."
            ),
        )
        self._hidden = EmptyState(
            "search",
            lambda: _("Nothing found"),
            lambda: _("There is more to do, but nothing that fits this choice."),
            button=lambda: _("Show all"),
            pressed=self.show_all,
        )
        self._reading = PlainLabel(role="soft")
        self._reading.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.say(self._reading.setText, lambda: _("The tasks are being read…"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.M)
        layout.setSpacing(look.M)
        layout.addLayout(row(heading, self._count, None, self._filter, spacing=look.M))
        layout.addWidget(self._filters)
        for part in (self.list, self._nothing, self._hidden, self._reading):
            layout.addWidget(part, 1)
        desk.agenda.changed.connect(self._follow_agenda)

    @override
    def title(self) -> str:
        return _("Tasks")

    @override
    def reload(self) -> None:
        self.desk.agenda.start()
        self._offer()
        self._show()

    @override
    def respoken(self) -> None:
        if hasattr(self, "_reading"):
            self._offer()
            self._show()

    @override
    def begin_focus(self) -> None:
        if self.list.tasks():
            self.list.begin_focus()
        else:
            super().begin_focus()

    def show_all(self) -> None:
        """Take all filters away."""
        self._filter.clear()
        for choice in (self._kind, self._turn, self._officer):
            choice.setCurrentIndex(0)
        self._show()

    def choose(self, *, turn: str | None = None, by: Grouping = Grouping.TIME) -> None:
        """Show all tasks, or those of one turn (a code or `WAITING`), in groups of a kind."""
        self.reload()
        self.show_all()
        self._by.setCurrentIndex(_BY.index(by))
        self._turn.setCurrentIndex(max(0, self._turn.findData(turn)))
        self._show()

    def tick(self, chosen: Sequence[DueTask]) -> None:
        """Tick tasks off as done today, or take the ticks back where all of them have one."""
        done = None if all(one.row.done is not None for one in chosen) else self.desk.today()
        changing = [one for one in chosen if (one.row.done is None) != (done is None)]
        due_days = {one.row.id: one.due for one in changing}
        label = "task.undone" if done is None else "task.done"
        values = {}
        if done is not None and len(changing) > 1:
            label, values = "task.done_many", {"count": len(changing)}
        number = self.desk.do(label, lambda session: tasks.tick(session, due_days, done), **values)
        if not number:
            return
        self._ticked |= dict.fromkeys(due_days, done)
        self._show()
        if done is not None:
            self.desk.notice(lambda: _told(changing), undo=True)

    # -- what is shown

    def _tasks(self) -> list[DueTask]:
        return [
            replace(one, row=replace(one.row, done=self._ticked[one.row.id]))
            if one.row.id in self._ticked
            else one
            for one in self.desk.agenda.tasks()
        ]

    def _show(self) -> None:
        found, today = self._tasks(), self.desk.today()
        wanted = arranged.Wanted(
            text=self._filter.text(),
            kind=self._kind.currentData(),
            turn=self._turn.currentData(),
            officer=self._officer.currentData(),
            done=self._done.isChecked(),
        )
        fitting = wanted.fits(found)
        by = _BY[max(0, self._by.currentIndex())]
        self.list.show_entries(
            arranged.arranged(fitting, by, today), today, by_record=by is Grouping.RECORD
        )
        number = sum(one.row.is_open() for one in fitting)
        self._count.setText(str(number) if number else "")
        told = ngettext("{n} task left", "{n} tasks left", number).format(n=number)
        self._count.setAccessibleName(told if number else "")
        ready = self.desk.agenda.is_ready()
        calm = not any(one.row.is_open() for one in found)
        self.list.setVisible(bool(fitting))
        self._nothing.setVisible(ready and calm and not fitting)
        self._hidden.setVisible(ready and not calm and not fitting)
        self._reading.setVisible(not ready)
        anything = any(not one.row.cancelled for one in found)
        self._filters.setVisible(anything)
        self._filter.setVisible(anything)

    # -- the filters

    def _make_filters(self) -> QWidget:
        self._filter = TextLine()
        self._filter.setClearButtonEnabled(True)
        self._filter.setFixedWidth(look.COLUMN - look.ICON_LARGE)
        self._filter.addAction(
            icons.icon("search", "faint"), TextLine.ActionPosition.LeadingPosition
        )
        self.filter_field = self._filter
        self.say(self._filter.setPlaceholderText, lambda: _("Filter"))
        self.say(self._filter.setAccessibleName, lambda: _("Filter"))
        wait = QTimer(self)
        wait.setSingleShot(True)
        wait.setInterval(look.FILTER_MS)
        wait.timeout.connect(self._show)
        self._filter.textChanged.connect(lambda _text: wait.start())
        self._filter.abandoned.connect(self._filter.clear)
        self._filter.finished.connect(self._to_list)
        self._by = self._choice(lambda: _("Grouped by"))
        self._kind = self._choice(lambda: _("Kind of record"))
        self._turn = self._choice(lambda: _("Whose turn"))
        self._officer = self._choice(lambda: _("Officer"))
        self._done = ToolButton()
        self._done.setCheckable(True)
        self._done.setProperty("kind", "choice")
        self._done.clicked.connect(lambda _on: self._show())
        self.say(self._done.setText, lambda: _("Show done"))
        box = QWidget()
        flow = FlowLayout(box)
        for part in (self._by, self._kind, self._turn, self._officer, self._done):
            flow.addWidget(part)
        return box

    def _choice(self, name: Callable[[], str]) -> Choice:
        choice = Choice()
        choice.setFixedWidth(look.COLUMN * 2 // 3)
        choice.activated.connect(lambda _at: self._show())
        self.say(choice.setAccessibleName, name)
        return choice

    def _offer(self) -> None:
        """Offer the groupings and filters, in the language of the moment."""
        mine = self.desk.office.author.name
        others = [one for one in officers_of(self.desk.agenda.tasks()) if one != mine]
        by = (_("By time"), _("By record"), _("By whose turn"), _("By officer"))
        _fill(self._by, list(zip(_BY, by, strict=True)))
        kinds = [(kind, clause_name(clause)) for kind, clause in CLAUSE_OF.items()]
        _fill(self._kind, [(None, _("All records")), *kinds])
        turns = [(turn.value, words.word(turn)) for turn in Turn if turn is not Turn.OFFICE]
        ours = [(Turn.OFFICE.value, words.word(Turn.OFFICE)), (WAITING, _("Waiting for others"))]
        _fill(self._turn, [(None, _("All turns")), *ours, *turns])
        me = [(mine, _("Mine"))] if mine else []
        named = [(name, name) for name in others]
        _fill(self._officer, [(None, _("All officers")), *me, *named, ("", _("No officer"))])

    def _to_list(self, returned: bool) -> None:
        if returned:
            self._show()
            self.begin_focus()

    def _type_on(self, text: str) -> None:
        """Take letters typed in the list into the filter."""
        self._filter.setFocus(Qt.FocusReason.OtherFocusReason)
        self._filter.end(False)
        self._filter.insert(text)

    # -- what an officer does

    def _open(self, one: DueTask) -> None:
        self.desk.open(one.row.record_kind, one.row.record_id, one.row.id)

    def _menu(self, at: QPoint) -> None:
        chosen = self.list.chosen()
        if not chosen:
            return
        officers = officers_of(self.desk.agenda.tasks(), self.desk.office.author.name)
        menu = self.menu.make(chosen, officers)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.list.menu_place(at))

    def _follow_agenda(self) -> None:
        self._ticked = {}
        if self.isVisible():
            self.reload()
        else:
            self._stale = True


def _told(done: Sequence[DueTask]) -> str:
    if len(done) == 1:
        return _("Done: {name}").format(name=title(done[0]))
    return ngettext("{n} task done.", "{n} tasks done.", len(done)).format(n=len(done))


def _fill(choice: Choice, entries: Sequence[tuple[Any, str]]) -> None:
    """Offer entries, and keep what is chosen if it is still there."""
    kept = choice.currentData()
    choice.clear()
    for data, text in entries:
        choice.addItem(text, data)
    at = next((number for number, (data, _text) in enumerate(entries) if data == kept), 0)
    choice.setCurrentIndex(at)

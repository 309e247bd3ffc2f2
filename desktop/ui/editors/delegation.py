"""The editor of a delegation (clause b): programme, details, participants, tasks, history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.domain import Delegation, Entity, Item, Member, Task
from desktop.domain.codes import DelegationStatus, Direction, Function
from desktop.domain.fields import FIRST_DAY, LAST_DAY
from desktop.language import _, current, dates, ngettext
from desktop.store import delegations, records
from desktop.ui import icons, look, usage
from desktop.ui.checklists import ChecklistOffer
from desktop.ui.desk import Desk
from desktop.ui.editions import EditionsPanel
from desktop.ui.editors.delegation_contacts import ContactsPanel
from desktop.ui.editors.delegation_form import fill_form
from desktop.ui.editors.delegation_missing import MissingBar
from desktop.ui.editors.delegation_move import MoveQuestion, ShiftQuestion, look_ahead
from desktop.ui.editors.record import RecordEditor
from desktop.ui.history_panel import HistoryPanel
from desktop.ui.members.panel import MembersPanel
from desktop.ui.programme import ProgrammePanel
from desktop.ui.statuses import status_look
from desktop.ui.tasks.task_panel import TaskPanel
from desktop.ui.widgets import Button, EmptyState, IconButton, Scroll, StatusChip, column

_OTHERS = frozenset(
    {
        "checklist_line",
        "edition",
        "edition_paper",
        "emergency_contact",
        "group",
        "group_member",
        "item",
        "item_group",
        "item_person",
        "member",
        "organisation",
        "person",
        "place",
        "task",
    }
)
_OVER = (DelegationStatus.COMPLETED, DelegationStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class _Counts:
    """How much there is of what stands in the other tabs."""

    items: int = 0
    members: int = 0
    heads: int = 0
    tasks: int = 0


class DelegationEditor(RecordEditor):
    """One group visit. With a programme it opens there, else at the details."""

    def __init__(self, desk: Desk, record: str = "") -> None:
        self._delegation: Delegation | None = None
        self.offer = ChecklistOffer(desk, "delegation")
        self._counts = _Counts()
        self._planned = ""
        super().__init__(
            desk, Delegation, new_title=lambda: _("New delegation"), clause="b", others=_OTHERS
        )
        self._chip = StatusChip(lambda: words.word(self._status()), "quiet", "pencil")
        self._print = Button(
            lambda: _("Print programme"),
            lambda: desk.open_preview("delegation", self.record_id),
            kind="filled",
            icon="printer",
        )
        self._export = Button(
            lambda: _("Export calendar…"),
            lambda: desk.export_calendar("delegation", self.record_id),
            icon="calendar-plus",
        )
        self._more = IconButton("ellipsis", lambda: _("More"), self._open_menu)
        for part in (self._chip, self._export, self._print, self._more):
            self.header.addWidget(part)
        self.room_changed.connect(self._make_room)
        self.missing = MissingBar()
        self.missing.asked.connect(self.lead_to)
        self._layout.addWidget(self.missing)
        self._layout.addWidget(self.offer)
        ahead = look_ahead(desk, lambda: self.record_id)
        self.question = MoveQuestion(self._move, ahead)
        self.contacts = ContactsPanel(desk, self.ensure)
        fill_form(self.form, desk, self.question, self.contacts)
        self.programme = ProgrammePanel(desk, "delegation")
        self.shift = ShiftQuestion(self._move, ahead, desk.today)
        self.shift.closed.connect(self._shift_closed)
        self.programme.shift_asked.connect(self._ask_shift)
        self._programme_or_hint = self._make_programme()
        self._members: MembersPanel | None = None
        self._members_page = QStackedWidget()
        self.tasks = TaskPanel(desk, "delegation", self.ensure)
        self.editions = EditionsPanel(desk, "delegation")
        self.editions.opened.connect(self.show_part)
        self._history = HistoryPanel(desk)
        self._add_tabs()
        self.open(record)

    @property
    def members(self) -> MembersPanel:
        """The participants; the panel is made when it is first looked at."""
        if self._members is None:
            self._members = MembersPanel(self.desk, self.ensure)
            self._members_page.addWidget(self._members)
        return self._members

    # -- what RecordEditor asks

    @override
    def make(self, session: Session, values: dict[str, Any]) -> Entity:
        return delegations.create(session, self.desk.today(), **values)

    @override
    def save(self, session: Session, name: str, value: Any) -> None:
        delegation = records.get(session, Delegation, self.record_id)
        turned = name == "direction" and value != delegation.direction
        records.update(session, Delegation, delegation.id, **{name: value})
        # A programme that is there keeps its clocks; before that, the zones go with the journey.
        if turned and not self._counts.items:
            home, visit = delegation.home_zone, delegation.visit_zone
            delegation.home_zone, delegation.visit_zone = visit, home

    @override
    def read(self, session: Session) -> Entity | None:
        self._counts = _count(session, self.record_id)
        return session.get(Delegation, self.record_id)

    @override
    def values_of(self, entity: Delegation) -> dict[str, object]:
        values = super().values_of(entity)
        pending = self.question.pending()
        return values if pending is None else {**values, "start": pending}

    @override
    def shown(self, entity: Delegation) -> None:
        self._delegation = entity
        tone, icon = status_look(self._status())
        self._chip.set_status(lambda: words.word(self._status()), tone, icon)
        self.missing.show_missing(self._missing(entity))
        backwards = bool(entity.start and entity.end and entity.end < entity.start)
        self.form.problem("end", (lambda: _("The end is before the start.")) if backwards else None)
        self._show_panels()

    @override
    def detail(self) -> str:
        delegation = self._delegation
        if delegation is None:
            return ""
        parts = [delegation.reference, words.word(Direction(delegation.direction))]
        if delegation.start is not None and delegation.end is not None:
            parts.append(dates.date_range(current(), delegation.start, delegation.end))
        members = self._counts.members
        if members:
            parts.append(ngettext("{n} participant", "{n} participants", members).format(n=members))
        return "  ·  ".join(parts)

    @override
    def begun(self) -> None:
        self.offer.begin()
        self.reload()

    # -- for the window

    @override
    def open(self, record: str) -> None:
        super().open(record)
        self.show_tab(self._programme_tab if self._counts.items else self._details_tab)
        if not record:
            self._show_panels()

    @override
    def leave(self) -> bool:
        if not all(
            (
                super().leave(),
                self.programme.leave(),
                self._members is None or self._members.leave(),
                self.tasks.leave(),
            )
        ):
            return False
        self.question.settle()
        if self.shift.is_asking():
            self.shift.close_question()
        return self.contacts.leave()

    @override
    def chosen_booking(self) -> str:
        return self.programme.chosen_item()

    @override
    def show_part(self, part: str) -> None:
        if self.kind_of_part(part, "task"):
            self.show_tab(self._tasks_tab)
            self.tasks.lead_to(part)
            return
        if part in self.form.names():
            self.lead_to(part)
            return
        self.show_tab(self._programme_tab)
        self.programme.lead_to(part)

    def lead_to(self, name: str) -> None:
        """Lead the officer to where something that is missing is filled in."""
        match name:
            case "programme":
                self.show_tab(self._programme_tab)
                self._begin_programme()
            case "head" | "members":
                self.show_tab(self._members_tab)
                self.members.focus(on_list=name == "head" and bool(self._counts.members))
            case _:
                self.show_tab(self._details_tab)
                self.form.focus(name)

    # -- building

    def _make_programme(self) -> QStackedWidget:
        """The programme, or how to begin one in a delegation that is not made yet."""
        hint = EmptyState(
            "calendar-plus",
            lambda: _("No programme yet"),
            lambda: _(
                "Give the delegation a title or its dates first, or begin with the programme "
                "right away."
            ),
            button=lambda: _("Begin the programme"),
            pressed=self._begin_programme,
        )
        stack = QStackedWidget()
        stack.addWidget(self.programme)
        stack.addWidget(hint)
        page = QWidget()
        page.setLayout(column(look.M, self.shift))
        stack.addWidget(Scroll(page))
        return stack

    def _add_tabs(self) -> None:
        self._programme_tab = self.add_tab(lambda: _("Programme"), self._programme_or_hint)
        self._details_tab = self.add_tab(lambda: _("Details"), self.form, scrolls=True)
        self._members_tab = self.add_tab(
            lambda: _counted(_("Participants"), self._counts.members), self._members_page
        )
        self._tasks_tab = self.add_tab(lambda: _counted(_("Tasks"), self._counts.tasks), self.tasks)
        self.offer.added.connect(lambda: self.show_tab(self._tasks_tab))
        self._editions_tab = self.add_tab(lambda: _("Editions"), self.editions)
        self._history_tab = self.add_tab(lambda: _("History"), self._history)
        self.add_editions(self.editions, self._editions_tab)
        self.add_findings(self.programme.findings, self._programme_tab)
        if self._tabs is not None:
            self._tabs.currentChanged.connect(lambda _number: self._show_panels())

    # -- showing

    def _show_panels(self) -> None:
        """Fill the tab that is shown; the others wait until they are."""
        for button in (self._print, self._export, self._more):
            button.setEnabled(bool(self.record_id))
        self.contacts.load(self.record_id)
        self.offer.load(self.record_id)
        self.programme.findings.load("delegation", self.record_id)
        shown = self._tabs.currentIndex() if self._tabs is not None else 0
        if shown == self._programme_tab:
            page = 2 if self.shift.is_asking() else 0 if self.record_id else 1
            self._programme_or_hint.setCurrentIndex(page)
            if self.record_id and self._planned != self.record_id:
                # From now on it follows what is changed by itself.
                self._planned = self.record_id
                self.programme.load(self.record_id)
        elif shown == self._members_tab:
            self.members.load(self.record_id)
        elif shown == self._tasks_tab:
            self.tasks.load(self.record_id)
        elif shown == self._editions_tab:
            self.editions.load(self.record_id)
        elif shown == self._history_tab:
            self._history.load(self.record_id)

    def _missing(self, delegation: Delegation) -> list[str]:
        if self._status() in _OVER:
            return []
        counts = self._counts
        known = {
            "title": bool(delegation.title),
            "start": delegation.start is not None and delegation.end is not None,
            "members": counts.members > 0,
            "head": counts.heads > 0 or not counts.members,
            "programme": counts.items > 0,
        }
        return [name for name, there in known.items() if not there]

    def _status(self) -> DelegationStatus:
        if self._delegation is None:
            return DelegationStatus.DRAFT
        return DelegationStatus(self._delegation.status)

    # -- what an officer does

    def _begin_programme(self) -> None:
        if self.ensure():
            self._show_panels()
            self.programme.quick.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def _edited(self, name: str, value: Any) -> None:
        if name == "start":
            before = self._delegation.start if self._delegation is not None else None
            self.question.drop()
            if before == value:
                return  # the officer went back to the date that stands
            if before is not None and self._can_move(value):
                self.question.ask(value, (value - before).days, self._counts.items)
                return
        super()._edited(name, value)

    def _can_move(self, start: date | None) -> bool:
        return start is not None and self._counts.items > 0 and FIRST_DAY <= start <= LAST_DAY

    def _move(self, start: date, along: bool) -> None:
        if not along:
            super()._edited("start", start)
            return

        def work(session: Session) -> bool:
            delegations.move_visit(session, self.record_id, start)
            return True

        if self.desk.do("visit.move", work):
            self.desk.notice(lambda: _("The visit and its programme were moved."), undo=True)
        else:
            self.reload()

    def _ask_shift(self) -> None:
        start = self._delegation.start if self._delegation is not None else None
        if start is None:
            self.desk.notice(lambda: _("Give the visit its first day before it is shifted."))
        else:
            self.shift.ask(start)
            self._show_panels()

    def _shift_closed(self) -> None:
        self._show_panels()
        self.programme.table.setFocus()

    def _open_menu(self) -> None:
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def make_menu(self) -> QMenu:
        """What else can be done with the delegation."""
        menu = QMenu(self)
        draft = menu.addAction(icons.icon("route", "soft"), _("Draft the programme…"))
        draft.triggered.connect(lambda: self.desk.open_draft(self.record_id))
        if self._export.isHidden():
            export = menu.addAction(icons.icon("calendar-plus", "soft"), _("Export calendar…"))
            export.triggered.connect(lambda: self._export.click())
        copy = menu.addAction(icons.icon("copy", "soft"), _("Duplicate"))
        copy.triggered.connect(lambda: self.duplicate())
        menu.addSeparator()
        delete = menu.addAction(icons.icon("trash-2", "soft"), _("Delete…"))
        delete.triggered.connect(lambda: usage.delete(self, "delegation", [self.record_id]))
        return menu

    def duplicate(self) -> None:
        """Copy the whole delegation as a new draft, and open the copy."""
        copy = self.desk.do(
            "duplicate",
            partial(delegations.copy, delegation_id=self.record_id, today=self.desk.today()),
            kind="delegation",
        )
        if copy is not None:
            self.desk.open("delegation", copy.id)
            self.desk.notice(lambda: _("This is the copy, as a new draft."), undo=True)

    def _make_room(self) -> None:
        """Leave exporting to the menu where the title needs the room more."""
        beside = (self._chip, self._export, self._print, self._more)
        taken = sum(part.sizeHint().width() + look.M for part in beside)
        around = look.BADGE + look.M + 2 * look.XL
        room = self.width() - taken - around
        self._export.setVisible(room >= max(look.COLUMN, self._heading.least_width()))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.record_id:
            QTimer.singleShot(0, self, lambda: self.form.focus("title"))


def _counted(title: str, number: int) -> str:
    return _("{title} ({n})").format(title=title, n=number) if number else title


def _count(session: Session, record: str) -> _Counts:
    def number(cls: type[Item | Member | Task], *more: Any) -> int:
        query = select(func.count(cls.id)).where(cls.delegation_id == record, *more)
        return session.scalar(query) or 0

    return _Counts(
        number(Item),
        number(Member),
        number(Member, Member.function == Function.HEAD.value),
        number(Task, Task.done.is_(None)),
    )

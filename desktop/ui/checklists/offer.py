"""Offers a record the checklist that is meant for it, and says how its tasks fit it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.domain import Task
from desktop.domain.checklist import Step
from desktop.domain.codes import Checklist, Turn
from desktop.language import _, current, ngettext
from desktop.store import checklists, records
from desktop.store.checklists import Fit
from desktop.ui import icons, look
from desktop.ui.desk import Desk
from desktop.ui.speech import Spoken
from desktop.ui.tasks.due import Due, due_text
from desktop.ui.widgets import (
    Button,
    Card,
    IconButton,
    PictureLabel,
    PlainLabel,
    ToolButton,
    column,
    row,
)

SETTINGS_PART = "checklists:"
"""What the settings are asked to show: this and the code of a checklist."""

_NAMED = 6  # of several steps, so many are named


class ChecklistCard(Spoken, Card):
    """Offers the whole list, or what the record lacks and has too much of; else not there.

    What is pressed is one action that can be taken back.
    """

    def __init__(self, desk: Desk, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._kind, self._record = desk, kind, ""
        self._fit = Fit("", (), (), True)
        self._title = PlainLabel(role="strong", wrap=True)
        self._text = PlainLabel(role="soft", wrap=True)
        self._apply = Button(self._apply_text, self.apply, icon="list-checks")
        self._trim = Button(lambda: _("Take them out"), self.trim)
        self._change = Button(lambda: _("Change this checklist…"), self._open, kind="quiet")
        self._beyond = PlainLabel(role="soft", wrap=True)
        self._fold = _Fold(self._unfold)
        self._steps = _Steps()
        top = row(
            PictureLabel("list-checks", colour="accent"),
            column(self._title, self._text, spacing=look.XS),
            self._apply,
            spacing=look.M,
        )
        top.setStretch(1, 1)
        self._top = QWidget()
        self._top.setLayout(top)
        self._lower = QWidget()
        self._lower.setLayout(row(self._fold, None, self._change))
        self._below = QWidget()
        below = row(
            PictureLabel("list-checks", colour="accent"), self._beyond, self._trim, spacing=look.M
        )
        below.setStretch(1, 1)
        self._below.setLayout(below)
        for part in (self._top, self._lower, self._steps, self._below):
            self.body.addWidget(part)
        self.say(self._title.setText, self._title_text)
        self.say(self._text.setText, self._text_text)
        self.say(self._beyond.setText, self._beyond_text)
        self._unfold(False)
        self.hide()

    def load(self, record: str, fit: Fit) -> None:
        """Show how the tasks of a record fit; nothing for one that is not made yet."""
        self._record, self._fit = record, fit
        offers = not fit.begun
        self._lower.setVisible(offers)
        if not offers:
            self._unfold(False)
        self._steps.load(fit.missing)
        self._top.setVisible(bool(fit.missing))
        self._below.setVisible(bool(fit.superfluous))
        self.say_again()
        self._apply.say_again()
        self.setVisible(bool(record and (fit.missing or fit.superfluous)))

    def apply(self) -> None:
        """Add what the checklist wants."""
        _add_steps(self._desk, self._kind, self._record)

    def trim(self) -> None:
        """Delete the open steps that are no longer meant for the record."""
        kind, record = self._kind, self._record

        def work(session: Session) -> int:
            beyond = checklists.fit(session, kind, record).superfluous
            for task in beyond:
                records.delete(session, task)
            return len(beyond)

        number = self._desk.do("checklist.trim", work)
        if number:
            self._desk.notice(
                lambda: ngettext(
                    "{n} step was taken out.", "{n} steps were taken out.", number
                ).format(n=number),
                undo=True,
            )

    def _open(self) -> None:
        self._desk.show_page("settings")
        self._desk.part_asked.emit(SETTINGS_PART + self._fit.template)

    def _unfold(self, opened: bool) -> None:
        self._fold.turn(opened)
        self._steps.setVisible(opened)

    def _title_text(self) -> str:
        if self._fit.begun:
            number = len(self._fit.missing)
            return ngettext(
                "As planned now, {n} more step is needed",
                "As planned now, {n} more steps are needed",
                number,
            ).format(n=number)
        return _("Checklist “{name}”").format(name=_name(self._fit.template))

    def _text_text(self) -> str:
        if self._fit.begun:
            return _listed([step.title.best(current().code) for step in self._fit.missing])
        return _("Deadlines are counted from the dates of the record and move along with them.")

    def _apply_text(self) -> str:
        number = len(self._fit.missing)
        if self._fit.begun:
            return ngettext("Add it", "Add them", number)
        return ngettext(
            "Add the checklist ({n} step)", "Add the checklist ({n} steps)", number
        ).format(n=number)

    def _beyond_text(self) -> str:
        beyond = self._fit.superfluous
        return ngettext(
            "{n} step is no longer needed: {names}",
            "{n} steps are no longer needed: {names}",
            len(beyond),
        ).format(n=len(beyond), names=_listed(titles(beyond)))


class ChecklistOffer(Spoken, QWidget):
    """One quiet line that offers a record just begun its checklist, once it has a first date.

    For editors: `begin` when a new record is made, `load` after each reading. `added` is sent
    when the officer took the list.
    """

    added = Signal()

    def __init__(self, desk: Desk, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._kind, self._record = desk, kind, ""
        self._begun = False
        self._fit = Fit("", (), (), True)
        text = PlainLabel(role="soft", wrap=True)
        add = Button(lambda: _("Add the checklist"), self._add, kind="quiet", icon="list-checks")
        later = IconButton("x", lambda: _("Not now"), self.drop)
        layout = row(text, add, later, spacing=look.M)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.say(text.setText, self._text)
        self.hide()

    def begin(self) -> None:
        """A new record was made: its checklist may be offered."""
        self._begun = True

    def drop(self) -> None:
        """Offer it no more."""
        self._begun = False
        self.hide()

    def load(self, record: str) -> None:
        """Offer the list that fits the record as it is now."""
        self._record = record
        wanted = bool(record) and self._begun and self._desk.read(self._read)
        self.say_again()
        self.setVisible(wanted)

    def _read(self, session: Session) -> bool:
        record = session.get(records.by_kind(self._kind), self._record)
        if record is None or getattr(record, "start", None) is None:
            return False
        self._fit = checklists.fit(session, self._kind, self._record)
        return not self._fit.begun and bool(self._fit.missing)

    def _add(self) -> None:
        self.drop()
        if _add_steps(self._desk, self._kind, self._record):
            self.added.emit()

    def _text(self) -> str:
        number = len(self._fit.missing)
        return ngettext(
            "The checklist “{name}” has {n} step for this record.",
            "The checklist “{name}” has {n} steps for this record.",
            number,
        ).format(name=_name(self._fit.template), n=number)


class _Fold(Spoken, ToolButton):
    """Shows and hides the steps."""

    def __init__(self, turned: Callable[[bool], object]) -> None:
        super().__init__()
        self.setProperty("kind", "fold")
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(turned)
        self.say(self.setText, lambda: _("Show the steps"))

    def turn(self, opened: bool) -> None:
        """Stand as opened or closed."""
        self.setChecked(opened)
        self.setIcon(icons.icon("chevron-down" if opened else "chevron-right", "soft"))


class _Steps(Spoken, QWidget):
    """The steps of a checklist as a table to read: when, what, whose turn."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Step, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, look.XS)
        self._grid.setHorizontalSpacing(look.L)
        self._grid.setVerticalSpacing(look.XS)
        self._grid.setColumnStretch(1, 1)

    def load(self, steps: tuple[Step, ...]) -> None:
        """Show these steps."""
        if steps != self._shown:
            self._shown = steps
            self._fill()

    @override
    def respoken(self) -> None:
        self._fill()

    def _fill(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for at, step in enumerate(self._shown):
            when = due_text(Due(step.anchor, None, step.offset_days))
            texts = (when, step.title.best(current().code), words.word(Turn(step.turn)))
            for place, (text, role) in enumerate(zip(texts, ("soft", "", "soft"), strict=True)):
                label = PlainLabel(text, role, wrap=place == 1)
                self._grid.addWidget(label, at, place, Qt.AlignmentFlag.AlignTop)


def titles(tasks: Sequence[Task]) -> list[str]:
    """What tasks are called, in the language of the moment."""
    return [task.title.best(current().code) or _("untitled") for task in tasks]


def critical_text(late: Sequence[Task], of: int) -> str:
    """That steps of a list of so many are late, and which ones; "" where none is."""
    if not late:
        return ""
    passed = ngettext(
        "{n} of {of} deadlines has already passed.",
        "{n} of {of} deadlines have already passed.",
        len(late),
    ).format(n=len(late), of=of)
    critical = _("Critical now: {names}").format(names=_listed(titles(late)))
    return f"{passed}\n{critical}"


def _add_steps(desk: Desk, kind: str, record: str) -> bool:
    made = desk.do("checklist.apply", lambda session: checklists.apply(session, kind, record))
    if not made:
        return False
    number = len(made)
    desk.notice(
        lambda: ngettext("{n} step was added.", "{n} steps were added.", number).format(n=number),
        undo=True,
    )
    return True


def _name(template: str) -> str:
    return words.word(Checklist(template)) if template else ""


def _listed(names: Sequence[str]) -> str:
    named = [*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])]
    return current().listed(named)

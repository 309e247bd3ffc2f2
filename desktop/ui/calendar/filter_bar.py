"""The controls that say what of the calendar is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget
from typing_extensions import override

from desktop.domain.day_mark import DayMark, MarkSort
from desktop.language import _, current, names, sorting
from desktop.store.spans import Names, Span
from desktop.ui import icons, look
from desktop.ui.calendar.filter import Filter
from desktop.ui.calendar.painting import ICONS
from desktop.ui.countries import country_name
from desktop.ui.desk import Desk
from desktop.ui.forms.choice import Choice
from desktop.ui.forms.lines import TextLine
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, FlowLayout, ToolButton, column

Text = Callable[[], str]

_CLAUSES: Mapping[str, Text] = {
    "b": lambda: _("Delegations"),
    "c": lambda: _("Exchanges"),
    "f": lambda: _("Facility access"),
}
_STATUSES: Mapping[str, Text] = {
    "agreed": lambda: _("Agreed"),
    "open": lambda: _("Not agreed yet"),
    "cancelled": lambda: _("Cancelled"),
}
_COUNTRIES = ("JP", "DK")
_SEASONS, _CLOSURES, _TASKS = "seasons", "closures", "tasks"
_MARKS: Mapping[str, Text] = {
    "JP": lambda: _("Holidays in Japan"),
    "DK": lambda: _("Holidays in Denmark"),
    _SEASONS: lambda: _("Seasons and bridging days"),
    _CLOSURES: lambda: _("Closures"),
}
_QUIET = (MarkSort.SEASON, MarkSort.BRIDGE, MarkSort.HALF)


class FilterBar(Spoken, QWidget):
    """Clauses, country, status, institution and person, and which days are marked.

    `changed` is sent at each choice, `closures_asked` where the office's own are to be seen. What
    is switched off is remembered in the settings.
    """

    changed = Signal()
    closures_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._names = Names({}, {}, {})
        self._hidden = set(desk.settings.calendar_hidden)
        self.clauses = {clause: self._toggle(clause) for clause in _CLAUSES}
        self.country, self.status = Choice(), Choice()
        self.organisation, self.person = Choice(), Choice()
        for choice, called in (
            (self.country, lambda: _("Country")),
            (self.status, lambda: _("Status")),
            (self.organisation, lambda: _("Institution")),
            (self.person, lambda: _("Person")),
        ):
            choice.setFixedWidth(look.COLUMN * 3 // 5)
            choice.activated.connect(lambda _at: self._choose())
            self.say(choice.setAccessibleName, called)
        self.tasks = self._toggle_tasks()
        self.marks = self._marks_button()
        self.all = Button(lambda: _("Show all"), self.show_all, kind="quiet", icon="x")
        self.text = self._make_text()
        self.more = ToolButton()
        self.more.setCheckable(True)
        self.more.setProperty("kind", "choice")
        self.more.clicked.connect(self._unfold)
        self.say(self.more.setText, lambda: _("More filters"))
        first, self._second = QWidget(), QWidget()
        flow, below = FlowLayout(first, spacing=look.S), FlowLayout(self._second, spacing=look.S)
        for part in (self.text, *self.clauses.values(), self.tasks, self.more, self.marks):
            flow.addWidget(part)
        for each in (self.country, self.status, self.organisation, self.person, self.all):
            below.addWidget(each)
        layout = column(first, self._second, spacing=look.S)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)
        self.offer((), self._names)
        self._second.hide()

    def _make_text(self) -> TextLine:
        line = TextLine()
        line.setClearButtonEnabled(True)
        line.setFixedWidth(look.COLUMN // 2)
        line.addAction(icons.icon("search", "faint"), TextLine.ActionPosition.LeadingPosition)
        line.abandoned.connect(line.clear)
        self.say(line.setPlaceholderText, lambda: _("Filter"))
        self.say(line.setAccessibleName, lambda: _("Filter"))
        wait = QTimer(self)
        wait.setSingleShot(True)
        wait.setInterval(look.FILTER_MS)
        wait.timeout.connect(self.changed)
        line.textChanged.connect(lambda _text: wait.start())
        return line

    def filter(self) -> Filter:
        """What is wanted now."""
        return Filter(
            self.text.text().strip(),
            frozenset(self._hidden & _CLAUSES.keys()),
            *(
                choice.currentData() or ""
                for choice in (self.country, self.person, self.organisation, self.status)
            ),
        )

    def with_tasks(self) -> bool:
        """Whether the days on which tasks are due are wanted."""
        return _TASKS not in self._hidden

    def marks_of(self, marks: Iterable[DayMark]) -> list[DayMark]:
        """Those of the marks that are to be shown."""
        return [one for one in marks if not self._hidden & _tokens(one)]

    def offer(self, spans: Iterable[Span], known: Names) -> None:
        """Offer the people and institutions that are in these things."""
        self._names = known
        people: dict[str, None] = {}
        bodies: dict[str, None] = {}
        for span in spans:
            people.update(dict.fromkeys(span.people))
            bodies.update(dict.fromkeys(span.organisations))
        self._people = [one for one in people if one in known.people]
        self._bodies = [one for one in bodies if one in known.organisations]
        self._fill()

    def show_all(self) -> None:
        """Take all choices away, but leave the marked days as they are."""
        self._hidden -= _CLAUSES.keys()
        for choice in self._choices():
            choice.setCurrentIndex(0)
        self.text.clear()
        for button in self.clauses.values():
            button.setChecked(True)
        self._keep()
        self._choose()

    @override
    def respoken(self) -> None:
        self.marks.setText(_("Days off"))
        self._fill()

    # -- what it is made of

    def _toggle(self, clause: str) -> ToolButton:
        button = ToolButton()
        button.setCheckable(True)
        button.setChecked(clause not in self._hidden)
        button.setProperty("kind", "choice")
        button.lead_with(ICONS[clause], clause)
        button.clicked.connect(lambda on: self._switch(clause, on))
        self.say(button.setText, _CLAUSES[clause])
        return button

    def _toggle_tasks(self) -> ToolButton:
        button = ToolButton()
        button.setCheckable(True)
        button.setChecked(_TASKS not in self._hidden)
        button.setProperty("kind", "choice")
        button.lead_with("list-checks", "soft")
        button.clicked.connect(lambda on: self._switch(_TASKS, on))
        self.say(button.setText, lambda: _("Tasks"))
        self.say(button.setToolTip, lambda: _("Show the days on which tasks are due"))
        return button

    def _marks_button(self) -> ToolButton:
        button = ToolButton()
        button.setProperty("kind", "choice")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setText(_("Days off"))
        menu = QMenu(button)
        menu.aboutToShow.connect(partial(self._fill_marks, menu))
        button.setMenu(menu)
        return button

    def _fill_marks(self, menu: QMenu) -> None:
        menu.clear()
        for token, text in _MARKS.items():
            action = QAction(text(), menu)
            action.setCheckable(True)
            action.setChecked(token not in self._hidden)
            action.triggered.connect(lambda on, each=token: self._switch(each, on))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(_("Closures and absences…")).triggered.connect(
            lambda: self.closures_asked.emit()
        )

    def _fill(self) -> None:
        language = current()
        people = [(one, names.display(language, self._names.people[one])) for one in self._people]
        bodies = [(one, self._names.organisations[one].best(language.code)) for one in self._bodies]
        for choice, every, entries in (
            (self.country, _("All countries"), [(one, country_name(one)) for one in _COUNTRIES]),
            (self.status, _("All states"), [(one, text()) for one, text in _STATUSES.items()]),
            (self.organisation, _("All institutions"), _sorted(bodies)),
            (self.person, _("All people"), _sorted(people)),
        ):
            _offer(choice, every, entries)

    # -- what is chosen

    def _switch(self, token: str, on: bool) -> None:
        self._hidden.discard(token) if on else self._hidden.add(token)
        self._keep()
        self._choose()

    def _keep(self) -> None:
        self._desk.settings.calendar_hidden = sorted(self._hidden)
        self._desk.save_settings()

    def _choices(self) -> tuple[Choice, ...]:
        return self.country, self.status, self.organisation, self.person

    def _unfold(self, on: bool) -> None:
        """Show the choices; while something is chosen in them they stay."""
        chosen = any(choice.currentData() for choice in self._choices())
        self._second.setVisible(on or chosen)
        self.more.setChecked(on or chosen)

    def _choose(self) -> None:
        self.changed.emit()


def _tokens(one: DayMark) -> set[str]:
    """The switches that a mark hangs on."""
    if one.sort == MarkSort.CLOSURE:
        return {_CLOSURES}
    return {one.country, *([_SEASONS] if one.sort in _QUIET else [])}


def _sorted(entries: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    language = current()
    return sorted(
        (entry for entry in entries if entry[1]),
        key=lambda entry: sorting.sort_key(language, entry[1]),
    )


def _offer(choice: Choice, every: str, entries: Sequence[tuple[str, str]]) -> None:
    """Offer entries below "all", and keep what is chosen, also where nothing shown has it."""
    kept, called = choice.currentData(), choice.currentText()
    if kept and all(kept != data for data, _text in entries):
        entries = [*entries, (kept, called)]
    choice.clear()
    choice.addItem(every, None)
    for data, text in entries:
        choice.addItem(text, data)
    choice.setCurrentIndex(max(0, choice.findData(kept) if kept else 0))

"""All that is still to be solved, over all records: grouped, filtered, settled or accepted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.domain.codes import CLAUSE_OF, Rule, Severity
from desktop.domain.finding import Finding
from desktop.domain.plan import RecordFact
from desktop.language import _, current
from desktop.store.search import normalise
from desktop.ui import icons, look
from desktop.ui.conflicts import FindingList
from desktop.ui.conflicts.telling import count, severity_look, severity_word
from desktop.ui.desk import Desk
from desktop.ui.forms import Choice, TextLine
from desktop.ui.page import Page
from desktop.ui.widgets import (
    ClauseBadge,
    EmptyState,
    FlowLayout,
    LinkButton,
    PlainLabel,
    Scroll,
    ToolButton,
    row,
)
from desktop.words.bookings import Called
from desktop.words.findings import counted

Key = tuple[str, str]

_SHOWN = (Severity.BLOCK, Severity.WARNING, Severity.HINT)
_ORDER = list(Severity)


class ConflictsPage(Page):
    """What the engine finds in the whole office, by record and the gravest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found: list[Finding] = []
        self._records: list[Key] = []
        self._rules: list[Rule] = []
        heading, self._count = PlainLabel(role="title"), PlainLabel(role="count")
        self.say(heading.setText, self.title)
        self._filters = self._make_filters()
        self.list = FindingList(desk)
        self.list.opened.connect(self._open)
        self._scroll = Scroll(self.list, widest=look.WIDE)
        self._nothing = EmptyState(
            "circle-check",
            lambda: _("Nothing collides"),
            lambda: _("People, rooms, ways and times fit together in everything that is planned."),
        )
        self._hidden = EmptyState(
            "search",
            lambda: _("Nothing found"),
            lambda: _("There is more to solve, but nothing that fits this choice."),
            button=lambda: _("Show all"),
            pressed=self.show_all,
        )
        self._checking = PlainLabel(role="soft")
        self._checking.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.say(self._checking.setText, lambda: _("Being checked…"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.M)
        layout.setSpacing(look.M)
        layout.addLayout(row(heading, self._count, None, self._filter, spacing=look.M))
        for part, stretch in (
            (self._filters, 0),
            (self._scroll, 1),
            (self._nothing, 1),
            (self._hidden, 1),
            (self._checking, 1),
        ):
            layout.addWidget(part, stretch)
        all_of_them = QShortcut(QKeySequence(QKeySequence.StandardKey.SelectAll), self.list)
        all_of_them.activated.connect(self.list.choose_all)
        desk.watch.changed.connect(self._follow_watch)

    @override
    def title(self) -> str:
        return _("Conflicts")

    @override
    def reload(self) -> None:
        self._found = list(self.desk.watch.findings())
        self._offer()
        self._show()

    @override
    def respoken(self) -> None:
        if hasattr(self, "list"):
            self._offer()
            self._show()

    @override
    def begin_focus(self) -> None:
        if self.list.rows():
            self.list.begin_focus()
        else:
            super().begin_focus()

    def show_all(self) -> None:
        """Take all filters away."""
        self._filter.clear()
        self._rule.setCurrentIndex(0)
        self._record.setCurrentIndex(0)
        for button in self._severities.values():
            button.setChecked(True)
        self._show()

    # -- what is shown

    def _fits(self, found: Finding) -> bool:
        if found.accepted is not None:
            if not self._accepted.isChecked():
                return False
        elif not self._severities[found.severity].isChecked():
            return False
        rule, record = self._rule.currentData(), self._record.currentData()
        if rule is not None and found.rule != rule:
            return False
        if record is not None and tuple(record) not in found.records:
            return False
        wanted = normalise(self._filter.text()).split()
        said = normalise(words.finding(found, self.desk.watch.plan)) if wanted else ""
        return all(word in said for word in wanted)

    def _show(self) -> None:
        fitting = [one for one in self._found if self._fits(one)]
        first_of = {key: at for at, key in enumerate(self._records)}
        fitting.sort(
            key=lambda one: (
                first_of.get(_record_of(one), len(first_of)),
                one.accepted is not None,
                _ORDER.index(one.severity),
            )
        )
        self.list.load(fitting, self._heading)
        counts = count(self._found)
        number = sum(counts.values())
        self._count.setText(str(number) if number else "")
        self._count.setAccessibleName(counted(counts))
        for severity, button in self._severities.items():
            word = words.word(severity)
            many = counts[severity]
            button.setText(_("{title} ({n})").format(title=word, n=many) if many else word)
        anything = bool(self._found)
        self._filters.setVisible(anything)
        self._filter.setVisible(anything)
        self._scroll.setVisible(bool(fitting))
        calm = not number and not fitting
        self._nothing.setVisible(calm and self.desk.watch.is_ready())
        self._checking.setVisible(calm and not self.desk.watch.is_ready())
        self._hidden.setVisible(not fitting and not calm)

    def _heading(self, found: Finding, before: Finding | None) -> QWidget | None:
        """What stands above the first finding of each record."""
        key = _record_of(found)
        if before is not None and _record_of(before) == key:
            return None
        plan = self.desk.watch.plan
        record = plan.records.get(key)
        link = LinkButton(
            lambda: Called(plan, current()).record(*key), lambda: self.desk.open(*key)
        )
        reference = PlainLabel(record.reference if record is not None else "", role="hint")
        head = QWidget()
        line = row(spacing=look.S)
        if key[0] in CLAUSE_OF:
            line.addWidget(ClauseBadge(CLAUSE_OF[key[0]]))
        line.addWidget(link, 1)
        line.addWidget(reference)
        head.setLayout(line)
        head.setContentsMargins(look.M, look.L if before is not None else 0, look.M, look.XS)
        return head

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
        self._severities = {severity: self._toggle(severity) for severity in _SHOWN}
        self._rule, self._record = Choice(), Choice()
        for choice in (self._rule, self._record):
            choice.setFixedWidth(look.COLUMN * 3 // 4)
            choice.activated.connect(lambda _at: self._show())
        self.say(self._rule.setAccessibleName, lambda: _("Kind of conflict"))
        self.say(self._record.setAccessibleName, lambda: _("Record"))
        self._accepted = ToolButton()
        self._accepted.setCheckable(True)
        self._accepted.setProperty("kind", "choice")
        self._accepted.clicked.connect(lambda _on: self._show())
        self.say(self._accepted.setText, lambda: _("Show accepted"))
        box = QWidget()
        flow = FlowLayout(box)
        for part in (*self._severities.values(), self._rule, self._record, self._accepted):
            flow.addWidget(part)
        return box

    def _toggle(self, severity: Severity) -> ToolButton:
        button = ToolButton()
        button.setCheckable(True)
        button.setChecked(True)
        button.setProperty("kind", "choice")
        tone, icon = severity_look(severity)
        button.lead_with(icon, tone)
        button.clicked.connect(lambda _on: self._show())
        self.say(button.setText, severity_word(severity))
        return button

    def _offer(self) -> None:
        """Offer the rules and records that something is found of."""
        plan = self.desk.watch.plan
        called = Called(plan, current())
        there = {one.rule for one in self._found}
        self._rules = [rule for rule in Rule if rule in there]
        known = dict.fromkeys(key for one in self._found for key in one.records)
        self._records = sorted(known, key=lambda key: _by_start(plan.records.get(key)))
        _fill(self._rule, _("All kinds"), [(rule, words.word(rule)) for rule in self._rules])
        _fill(self._record, _("All records"), [(key, called.record(*key)) for key in self._records])

    # -- following

    def _follow_watch(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _open(self, booking_id: str) -> None:
        booking = self.desk.watch.plan.bookings.get(booking_id)
        if booking is not None:
            self.desk.open(booking.record_kind, booking.record_id, booking_id)


def _record_of(found: Finding) -> Key:
    return found.records[0] if found.records else ("", "")


def _by_start(record: RecordFact | None) -> tuple[date, str]:
    if record is None:
        return date.max, ""
    return record.start or date.max, record.reference


def _fill(choice: Choice, all_text: str, entries: Sequence[tuple[Any, str]]) -> None:
    """Offer entries under "all", and keep what is chosen if it is still there."""
    kept = choice.currentData()
    choice.clear()
    choice.addItem(all_text, None)
    for data, text in entries:
        choice.addItem(text, data)
    at = next((number for number, (data, _text) in enumerate(entries, 1) if data == kept), 0)
    choice.setCurrentIndex(at)

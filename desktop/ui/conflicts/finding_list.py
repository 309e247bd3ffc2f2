"""A list of findings, each to be opened, settled with one click, or accepted with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop import words
from desktop.domain.codes import Rule
from desktop.domain.finding import Finding
from desktop.language import _, current, dates, ngettext
from desktop.store import findings
from desktop.ui.conflicts.reason import ReasonLine
from desktop.ui.conflicts.row import FindingRow
from desktop.ui.desk import Desk
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button
from desktop.words.bookings import Called

_AT_ONCE = 50


class FindingList(Spoken, QWidget):
    """Shows findings below each other; `opened(booking_id)` when the officer wants to see one.

    What is about no booking, such as a passport, opens by itself. `heading` gives a widget that
    stands above a finding, or None, as where a new record begins.
    """

    opened = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._found: list[Finding] = []
        self._rows: dict[str, FindingRow] = {}
        self._headings: list[QWidget] = []
        self._chosen: set[str] = set()
        self._anchor = ""
        self._shown = _AT_ONCE
        self._heading: Callable[[Finding, Finding | None], QWidget | None] = lambda *_: None
        self._reason = ReasonLine()
        self._reason.hide()
        self._asked_for: list[Finding] = []
        self._reason.given.connect(self._accept)
        self._reason.dropped.connect(self._drop)
        self._more = Button(self._more_text, self._show_more, kind="quiet", icon="chevron-down")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._arrange()

    def load(
        self,
        found: Iterable[Finding],
        heading: Callable[[Finding, Finding | None], QWidget | None] | None = None,
    ) -> None:
        """Show these findings, in this order; `heading(finding, the one before)` may head one."""
        at = next((at for at, row in enumerate(self.rows()) if row.has_keyboard()), -1)
        self._found = list(found)
        if heading is not None:
            self._heading = heading
        self._chosen &= {one.key for one in self._found}
        asked = {one.key for one in self._asked_for}
        self._asked_for = [one for one in self._found if one.key in asked]
        if not self._asked_for:
            self._reason.hide()
        self._arrange()
        # Leave the keyboard where it was in the list when what it stood on is settled.
        if at >= 0 and not any(row.has_keyboard() for row in self.rows()):
            self._stand_at(at)

    def rows(self) -> list[FindingRow]:
        """The rows that are shown, from the top."""
        return [self._rows[one.key] for one in self._found[: self._shown]]

    def chosen(self) -> list[Finding]:
        """The findings that are chosen, from the top."""
        return [one for one in self._found if one.key in self._chosen]

    def choose_all(self) -> None:
        """Choose every finding that is shown."""
        self._choose({row.found.key for row in self.rows()})

    def begin_focus(self) -> None:
        """Lead the keyboard to the first finding."""
        for row in self.rows()[:1]:
            self._go_to(row, extend=False)

    # -- what an officer does

    def open(self, found: Finding) -> None:
        """Lead to what a finding is about."""
        if found.rule == Rule.PASSPORT_EXPIRY and found.people:
            self._desk.open("person", found.people[0])
        elif found.bookings:
            self.opened.emit(found.bookings[0])
        elif found.records:
            self._desk.open(*found.records[0])

    def settle(self, found: Finding) -> None:
        """Do the one change that settles a finding."""
        fix = found.fix
        if fix is None:
            return
        plan = self._desk.watch.plan
        name = Called(plan, current()).booking(fix.booking_id)

        def work(session: Session) -> bool:
            findings.settle(session, fix)
            return True

        label = "item.move" if fix.code == "move" else "finding.settle"
        if self._desk.do(label, work, name=name):
            self._desk.notice(
                lambda: _("{what}: “{item}”").format(what=words.fix(fix, plan), item=name),
                undo=True,
            )

    def ask_reason(self, found: Sequence[Finding], below: FindingRow) -> None:
        """Ask in place why these are all right."""
        self._asked_for = [one for one in found if one.accepted is None]
        if self._asked_for:
            self._layout.removeWidget(self._reason)
            self._layout.insertWidget(self._layout.indexOf(below) + 1, self._reason)
            self._reason.show()
            self._reason.ask(len(self._asked_for))
            _into_sight(self._reason)

    def withdraw(self, found: Sequence[Finding]) -> None:
        """Live with these no longer."""
        keys = [one.key for one in found if one.accepted is not None]

        def work(session: Session) -> int:
            return sum(findings.withdraw(session, key) for key in keys)

        if keys:
            self._desk.do("finding.withdraw", work)

    def _accept(self, reason: str) -> None:
        accepted, self._asked_for = self._asked_for, []
        if not accepted:
            return
        author, today = self._desk.office.author.name, self._desk.today()

        def work(session: Session) -> int:
            for one in accepted:
                findings.accept(session, one, reason, author, today)
            return len(accepted)

        keys = [row.found.key for row in self.rows()]
        at = min(keys.index(one.key) for one in accepted)
        self._reason.hide()
        number = self._desk.do("finding.accept", work)
        self._stand_at(at)
        if number:
            self._desk.notice(
                lambda: ngettext("{n} finding accepted", "{n} findings accepted", number).format(
                    n=number
                ),
                undo=True,
            )

    def _drop(self) -> None:
        first = self._asked_for[0].key if self._asked_for else ""
        self._asked_for = []
        self._reason.hide()
        if first in self._rows:
            self._rows[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def _act(self, row: FindingRow, what: str) -> None:
        many = self.chosen() if row.found.key in self._chosen else [row.found]
        if what == "open":
            self.open(row.found)
        elif what == "settle":
            self.settle(row.found)
        elif what == "accept":
            self.ask_reason(many, row)
        else:
            self.withdraw(many)

    # -- choosing

    def _clicked(self, row: FindingRow, modifiers: Qt.KeyboardModifier) -> None:
        row.setFocus(Qt.FocusReason.MouseFocusReason)
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self._anchor = row.found.key
            self._choose(self._chosen ^ {row.found.key})
        else:
            self._go_to(row, extend=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))

    def _stepped(self, row: FindingRow, step: int, extend: bool) -> None:
        rows = self.rows()
        at = rows.index(row) + step
        if 0 <= at < len(rows):
            self._go_to(rows[at], extend=extend)

    def _go_to(self, row: FindingRow, *, extend: bool) -> None:
        keys = [each.found.key for each in self.rows()]
        key = row.found.key
        if not extend or self._anchor not in keys:
            self._anchor = key
        first, last = sorted((keys.index(self._anchor), keys.index(key)))
        self._choose(set(keys[first : last + 1]))
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        _into_sight(row)

    def _choose(self, keys: set[str]) -> None:
        self._chosen = keys
        for key, row in self._rows.items():
            row.mark_chosen(key in keys)

    # -- showing

    def _arrange(self) -> None:
        """Put the rows below each other; those that are there already are used again."""
        shown = self._found[: self._shown]
        wanted = {one.key for one in shown}
        while self._layout.takeAt(0) is not None:
            pass
        for gone in [key for key in self._rows if key not in wanted]:
            _dismiss(self._rows.pop(gone))
        for old in self._headings:
            _dismiss(old)
        self._headings = []
        times = self._desk.read(lambda session: findings.since(session, shown)) if shown else {}
        before: Finding | None = None
        for one in shown:
            heading = self._heading(one, before)
            if heading is not None:
                self._headings.append(heading)
                self._layout.addWidget(heading)
            self._layout.addWidget(self._row(one, times.get(one.key)))
            if self._asked_for and one.key == self._asked_for[-1].key:
                self._layout.addWidget(self._reason)
            before = one
        self._layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._more.setVisible(len(self._found) > len(shown))
        self._more.say_again()

    def _row(self, found: Finding, since: datetime | None) -> FindingRow:
        plan = self._desk.watch.plan
        row = self._rows.get(found.key)
        if row is None:
            row = self._rows[found.key] = FindingRow(found, plan, self)
            row.asked.connect(partial(self._act, row))
            row.clicked.connect(partial(self._clicked, row))
            row.stepped.connect(partial(self._stepped, row))
        row.show_finding(found, plan, self._since(since))
        row.mark_chosen(found.key in self._chosen)
        row.show()
        return row

    def _since(self, at: datetime | None) -> Callable[[], str]:
        zone = ZoneInfo(self._desk.settings.home_zone)

        def text() -> str:
            if at is None:
                return ""
            day = dates.date_short(current(), at.astimezone(zone).date())
            return _("since {day}").format(day=day)

        return text

    def _show_more(self) -> None:
        first_new = self._shown
        self._shown += _AT_ONCE
        self._arrange()
        self.rows()[first_new].setFocus(Qt.FocusReason.OtherFocusReason)

    def _more_text(self) -> str:
        more = max(0, len(self._found) - self._shown)
        return ngettext("Show {n} more", "Show {n} more", more).format(n=more)

    def _stand_at(self, at: int) -> None:
        rows = self.rows()
        if rows:
            self._go_to(rows[min(at, len(rows) - 1)], extend=False)


def _into_sight(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        # Only once the list has made room for what is new in it.
        QTimer.singleShot(0, widget, partial(above.ensureWidgetVisible, widget, 0, 0))


def _dismiss(widget: QWidget) -> None:
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()

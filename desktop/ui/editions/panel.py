"""The editions of a record: issue the next, see what changed since, find what was sent again."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.domain import Edition, EditionPaper
from desktop.domain.comparing import named_in
from desktop.errors import Problem
from desktop.language import _, ngettext, pgettext
from desktop.store.kept import kept
from desktop.ui import look
from desktop.ui.background import Job
from desktop.ui.desk import Desk
from desktop.ui.editions.changes_view import ChangesView
from desktop.ui.editions.edition_card import EditionCard
from desktop.ui.editions.reading import NOW, Known, read
from desktop.ui.editions.telling import changed_since, edition_and_day, edition_name
from desktop.ui.forms import ChoiceField
from desktop.ui.output.files import ask_save, file_name, write_file
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, EmptyState, PlainLabel, Scroll, column, row


class EditionsPanel(Spoken, QWidget):
    """The editions of one record; the editor calls `load` as it reloads.

    `opened(id)` is sent when the officer wants to see an item or slot that differs.
    """

    opened = Signal(str)

    def __init__(self, desk: Desk, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._kind, self._record = desk, kind, ""
        self._known = Known()
        self._job: Job | None = None
        self._issue_next = False
        self._cards: list[EditionCard] = []
        self._state = PlainLabel(role="section", wrap=True)
        self.say(self._state.setText, self._state_text)
        self._issue = Button(self._issue_text, self.issue, kind="filled", icon="send")
        self._from = ChoiceField(lambda: pgettext("edition", "Compare"), (), self._name)
        self._to = ChoiceField(lambda: pgettext("edition", "with"), (), self._name)
        for choice in (self._from, self._to):
            choice.edited.connect(lambda _value: self._compare())
        self.changes = ChangesView()
        self.changes.opened.connect(self.opened)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(look.M)
        self._both = self._parts()
        self._views = QStackedLayout(self)
        for page in (QWidget(), self._empty(), self._page()):
            self._views.addWidget(page)

    def load(self, record_id: str) -> None:
        """Show the editions of a record; "" is one that is not made yet."""
        if record_id != self._record:
            self._issue_next = False
            self._show(Known(record_id))
        self._record = record_id
        self.setEnabled(bool(record_id))
        if self._job is not None:
            self._job.cancel()
        if record_id:
            work = partial(read, self._desk.office, self._kind, record_id)
            self._job = self._desk.background.run(work, self._show, self._failed, owner=self)

    def known(self) -> Known:
        """What is shown."""
        return self._known

    def is_loading(self) -> bool:
        """Whether what is shown is still being read."""
        return self._job is not None

    def cards(self) -> list[EditionCard]:
        """The editions, from the top."""
        return list(self._cards)

    # -- what an officer does

    def issue(self) -> None:
        """Ask for what the next edition needs, and issue it."""
        from desktop.ui.editions.issue_dialog import IssueDialog

        if self._known.states:
            IssueDialog.ask(self._desk, self._kind, self._known, self.window())

    def issue_when_read(self) -> None:
        """Ask the same as soon as the editions have been read."""
        if self._job is None:
            self.issue()
        else:
            self._issue_next = True

    def compare(self, earlier: str, later: str = NOW) -> None:
        """Show what differs between two states, given by edition or `NOW`."""
        self._from.set_value(earlier)
        self._to.set_value(later)
        self._compare()

    def save(self, paper: EditionPaper) -> None:
        """Ask where to, and save the very bytes that were issued."""
        ending = paper.name.rpartition(".")[2]
        title = pgettext("edition", "Save a copy")
        path = ask_save(self, title, Path.home() / paper.name, ending)
        if path is not None and self._write([(paper, path)]):
            self._desk.notice(lambda: _("Saved as {name}.").format(name=path.name))

    def save_all(self, edition: Edition) -> None:
        """Ask for a folder, and save all files of an edition in a folder of their own there."""
        title = pgettext("edition", "Save all copies")
        chosen = QFileDialog.getExistingDirectory(self, title, str(Path.home()))
        if chosen:
            self.save_all_to(edition, Path(chosen))

    def save_all_to(self, edition: Edition, folder: Path) -> None:
        """Save all files of an edition in a folder of their own below `folder`."""
        reference = self._known.states[NOW].reference
        inside = folder / file_name(f"{reference} {edition_name(edition.number)}", "")
        try:
            inside.mkdir(exist_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            self._desk.trouble(Problem("file_unwritable", path=str(inside), reason=reason))
            return
        if self._write([(paper, inside / paper.name) for paper in edition.papers]):
            count = len(edition.papers)
            self._desk.notice(
                lambda: ngettext(
                    "{n} file saved in {name}.", "{n} files saved in {name}.", count
                ).format(n=count, name=inside.name)
            )

    # -- building

    def _parts(self) -> QBoxLayout:
        """Changes beside the list of editions, or above it where there is little room."""
        compared = row(self._from, self._to, spacing=look.M)
        left, right = QWidget(), QWidget()
        left.setLayout(column(compared, self.changes, None, spacing=look.L))
        right.setLayout(column(self._list, None))
        for side in (left, right):
            # Not less than the texts of several lines need.
            side.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        both.setSpacing(look.XL)
        both.addWidget(left, 3)
        both.addWidget(right, 2)
        return both

    def _page(self) -> QWidget:
        content = QWidget()
        top = row(self._state, self._issue, spacing=look.L)
        top.setStretch(0, 1)
        content.setLayout(column(top, self._both, spacing=look.L))
        content.setContentsMargins(0, look.L, look.S, look.L)
        return Scroll(content, widest=look.WIDE)

    def _empty(self) -> QWidget:
        return EmptyState(
            "send",
            lambda: pgettext("edition", "No edition yet"),
            lambda: pgettext(
                "edition",
                "An edition is what you hand out: its papers and calendars are kept as they "
                "were, with who received them. Later you see here what has changed since, and "
                "whom it affects.",
            ),
            button=lambda: pgettext("edition", "Issue an edition…"),
            pressed=self.issue,
        )

    # -- showing

    def _show(self, known: Known) -> None:
        newest = known.newest()
        before = self._known.newest()
        self._job, self._known = None, known
        # Nothing is offered before it is read, or of a record that is not made yet.
        self._views.setCurrentIndex(2 if newest is not None else 1 if known.states else 0)
        ids = [edition.id for edition in known.editions]
        self._from.set_codes(ids)
        self._to.set_codes([NOW, *ids])
        if newest is not None:
            other = before is None or before.id != newest.id
            kept = self._from.value()
            self._from.set_value(newest.id if other or kept not in ids else kept)
            if other or self._to.value() not in (NOW, *ids):
                self._to.set_value(NOW)
            self._compare()
        self._show_cards()
        self.say_again()
        self._issue.say_again()
        if self._issue_next:
            self._issue_next = False
            self.issue()

    def _show_cards(self) -> None:
        for card in self._cards:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [self._card(edition) for edition in self._known.editions]
        for card in self._cards:
            self._list.addWidget(card)

    def _card(self, edition: Edition) -> EditionCard:
        states = self._known.states
        people = named_in(states.get(edition.id, states[NOW]))
        card = EditionCard(
            edition,
            people,
            holds=self._known.is_current(edition),
            follower=self._known.follower(edition),
            changes=self._known.changes.get(edition.id),
        )
        card.save_asked.connect(self.save)
        card.save_all_asked.connect(partial(self.save_all, edition))
        card.compare_asked.connect(partial(self.compare, edition.id))
        follower = self._known.follower(edition)
        if follower is not None:
            card.changes_asked.connect(partial(self.compare, edition.id, follower.id))
        return card

    def _compare(self) -> None:
        order = [NOW, *(edition.id for edition in self._known.editions)]
        chosen = {self._from.value() or NOW, self._to.value() or NOW}
        # The newer states stand first; whichever way round they were chosen, time goes forward.
        later, *rest = sorted(chosen, key=order.index)
        self.changes.load(self._known.between(rest[0] if rest else later, later))

    def _failed(self, error: BaseException) -> None:
        self._job = None
        if not isinstance(error, Problem):
            raise error
        # The record is gone, and the editor is being left.

    def _write(self, files: list[tuple[EditionPaper, Path]]) -> bool:
        try:
            for paper, path in files:
                write_file(path, self._desk.read(partial(kept, digest=paper.digest)))
        except Problem as problem:
            self._desk.trouble(problem)
            return False
        return True

    def _state_text(self) -> str:
        newest = self._known.newest()
        if newest is None:
            return ""
        found = self._known.between(newest.id, NOW)
        if found is None:
            return edition_name(newest.number)
        return changed_since(newest.number, found.count())

    def _issue_text(self) -> str:
        number = self._known.next_number
        return pgettext("edition", "Issue edition {number}…").format(number=number)

    def _name(self, state: str) -> str:
        if state == NOW:
            return pgettext("edition", "As it is now")
        found = next((one for one in self._known.editions if one.id == state), None)
        return edition_and_day(found) if found is not None else ""

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        wide = event.size().width() >= look.TWO_COLUMNS
        self._both.setDirection(way.LeftToRight if wide else way.TopToBottom)

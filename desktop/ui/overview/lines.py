"""A card with a few lines, each of which leads somewhere; its widgets stay when it changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop.language import _, ngettext
from desktop.ui import look
from desktop.ui.speech import Spoken
from desktop.ui.widgets import (
    Card,
    ClauseBadge,
    ElidedLabel,
    FlowLayout,
    LinkButton,
    PlainLabel,
    StatusChip,
    column,
    row,
)

Text = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Chip:
    """The mark at the end of a line: a word, a tone of `look.TONES`, and an icon."""

    text: Text
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line shows; `heading` stands above it, `time` before and `detail` below its title."""

    title: Text
    open: Callable[[], object]
    detail: Text = str
    clause: str = ""
    time: Text = str
    chip: Chip | None = None
    heading: Text = str


class EntryLine(Spoken, QWidget):
    """One line: perhaps a time and a clause, a title that leads on, a detail, perhaps a chip."""

    def __init__(self, entry: Entry, *, timed: bool) -> None:
        super().__init__()
        self._entry = entry
        self._heading = PlainLabel(role="label")
        self._time = PlainLabel(role="strong")
        self._time.setFixedWidth(look.COLUMN // 4)
        if not timed:
            self._time.hide()
        self._badge = ClauseBadge(entry.clause or "b")
        self._title = LinkButton(lambda: self._entry.title(), lambda: self._entry.open())
        self._detail = ElidedLabel(role="hint")
        chip = entry.chip or Chip(str, "quiet", "")
        self._chip = StatusChip(chip.text, chip.tone, chip.icon)
        text = column(self._title, self._detail, spacing=0)
        line = row(self._time, self._badge, spacing=look.M)
        line.addLayout(text, 1)
        line.addWidget(self._chip)
        self.setLayout(column(self._heading, line, spacing=look.XS))
        self.say(self._detail.setText, lambda: self._entry.detail())
        self.say(self._time.setText, lambda: self._entry.time())
        self.say(self._heading.setText, lambda: self._entry.heading())
        self.respoken()
        self._dress()

    def show_entry(self, entry: Entry) -> None:
        """Show another entry in the same place."""
        self._entry = entry
        self._dress()
        self._title.say_again()
        self.say_again()

    def _dress(self) -> None:
        entry = self._entry
        self._badge.show_clause(entry.clause or "b")
        self._badge.setVisible(bool(entry.clause))
        self._chip.setVisible(entry.chip is not None)
        if entry.chip is not None:
            self._chip.set_status(entry.chip.text, entry.chip.tone, entry.chip.icon)

    def respoken(self) -> None:
        """Leave no room for what is not said."""
        self._heading.setVisible(bool(self._heading.text()))
        self._detail.setVisible(bool(self._detail.text()))


class LineCard(Spoken, Card):
    """A heading with numbers, a few lines, and how many more there are.

    `numbers` stand beside the heading; `more` is where all of them are listed.
    """

    def __init__(
        self,
        title: Text,
        more: Callable[[], object],
        *,
        numbers: Sequence[QWidget] = (),
        timed: bool = False,
    ) -> None:
        super().__init__()
        self._timed = timed
        self._lines: list[EntryLine] = []
        self._left = 0
        self._none: Text = str
        self.body.setSpacing(look.M)
        heading = PlainLabel(role="section")
        self.say(heading.setText, title)
        self.say(self.setAccessibleName, title)
        head = row(heading, spacing=look.M)
        if numbers:
            box = QWidget()
            flow = FlowLayout(box)
            for number in numbers:
                flow.addWidget(number)
            head.addWidget(box, 1)
        else:
            head.addStretch(1)
        self.body.addLayout(head)
        self._empty = PlainLabel(role="soft", wrap=True)
        self.say(self._empty.setText, lambda: self._none())
        self.body.addWidget(self._empty)
        self._more = LinkButton(self._more_text, more)
        self.body.addWidget(self._more)
        self.body.addStretch(1)

    def load(self, entries: Sequence[Entry], *, left: int, none: Text, quiet: bool = False) -> None:
        """Show entries and how many are left over; `none` where there are none or it is `quiet`."""
        self._left, self._none = max(0, left), none
        for at, entry in enumerate(entries):
            if at == len(self._lines):
                line = EntryLine(entry, timed=self._timed)
                self._lines.append(line)
                self.body.insertWidget(self.body.indexOf(self._more), line)
            else:
                self._lines[at].show_entry(entry)
            self._lines[at].setVisible(True)
        for line in self._lines[len(entries) :]:
            line.hide()
        self._empty.setVisible(quiet or not entries)
        self._more.setVisible(bool(self._left))
        self._more.say_again()
        self.say_again()

    def _more_text(self) -> str:
        return ngettext("and {n} more", "and {n} more", self._left).format(n=self._left)


def joined(*texts: str) -> str:
    """Texts in one line, those that are empty left out."""
    return " · ".join(text for text in texts if text)


def reading() -> str:
    """What stands in a card before the file was read."""
    return _("Being read…")

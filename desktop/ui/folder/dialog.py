"""The question which papers of a record are wanted, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import words
from desktop.documents.audience import EVERYONE
from desktop.documents.catalogue import SHEETS, sheets_of
from desktop.documents.folder import Entry, plan, usual
from desktop.documents.wish import Wish
from desktop.domain import Delegation, Person
from desktop.errors import Problem
from desktop.language import _, current, ngettext, pgettext
from desktop.language.names import display
from desktop.ui import find, look
from desktop.ui.desk import Desk
from desktop.ui.folder.choosing import FolderChoices
from desktop.ui.folder.work import InFolder, InZip, Made, Making, Target
from desktop.ui.output.choices import languages_in_words
from desktop.ui.output.files import ask_save, file_name
from desktop.ui.output.papers import Papers
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, PlainLabel, Scroll, row


class FolderDialog(Spoken, QDialog):
    """Makes all papers of a record that are ticked, into a folder or a zip file.

    `wish` tells the record and what the officer had chosen of its languages.
    """

    def __init__(
        self, desk: Desk, papers: Papers, wish: Wish, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._papers = desk, papers
        self._wish = replace(wish, document="", audience=EVERYONE, subject="", since="")
        self._making: Making | None = None
        self._entries: Sequence[Entry] = ()
        self._now: Entry | None = None
        self._made: Made | None = None
        self._problem: Problem | None = None
        self._people: dict[str, Person] = {}
        self.say(self.setWindowTitle, self._heading)
        self.choices = FolderChoices(sheets_of(wish.kind), usual(wish.kind), wish)
        self.choices.edited.connect(self._count)
        self._stack = QStackedWidget()
        for page in (self._question(), self._progress(), self._result()):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.XL)
        layout.addWidget(self._stack)
        wanted = QSize(look.COLUMN * 5 // 2 + 2 * look.XL, look.WINDOW[1] - look.TOPBAR)
        self.resize(wanted.boundedTo(parent.window().size()) if parent is not None else wanted)
        self._count()

    @classmethod
    def ask(cls, desk: Desk, papers: Papers, wish: Wish, parent: QWidget | None) -> None:
        """Show the question; what is chosen is made."""
        dialog = cls(desk, papers, wish, parent)
        dialog.exec()
        dialog.deleteLater()

    def entries(self) -> list[Entry]:
        """The files that are chosen now."""
        wish = replace(self._wish, beside=self.choices.is_beside())
        return plan(
            self._material,
            wish,
            self.choices.documents(),
            self.choices.languages(),
            current(),
            each=self.choices.each(),
        )

    def save_into(self, target: Target) -> None:
        """Make the files that are chosen."""
        self._entries = self.entries()
        self._making = making = Making(self)
        making.begun.connect(self._begun)
        self._bar.setRange(0, len(self._entries))
        self._stack.setCurrentIndex(1)
        work = making.work(self._papers, self._entries, target)
        self._desk.background.run(work, self._done, self._failed, owner=self)

    def stop(self) -> None:
        """Stop after the paper that is being made."""
        if self._making is not None:
            self._making.stop()
            self._stop.setEnabled(False)
            self.say_again()

    def made(self) -> Made | None:
        """What became of it; None until it is over."""
        return self._made

    @override
    def reject(self) -> None:
        if self._stack.currentIndex() == 1:
            self.stop()  # the window stays until the file that is being written is whole
        else:
            super().reject()

    # -- parts

    def _question(self) -> QWidget:
        self._material = self._papers.material_of(self._wish)
        source = self._material.source
        if source is not None and isinstance(source.record, Delegation):
            self._people = {one.person_id: one.person for one in source.record.members}
        page = QWidget()
        heading, about = PlainLabel(role="section", wrap=True), PlainLabel(role="soft", wrap=True)
        self.say(heading.setText, self._heading)
        self.say(
            about.setText,
            lambda: _(
                "All papers that are ticked, each in a file of its own with a number and a clear "
                "name."
            ),
        )
        self._number = PlainLabel(role="soft")
        self._into_zip = Button(lambda: _("Save as zip…"), self._ask_zip)
        self._into_folder = Button(
            lambda: _("Save in a folder…"), self._ask_folder, kind="filled", icon="folder-open"
        )
        buttons = row(self._number, None, spacing=look.M)
        for button in (
            Button(lambda: _("Cancel"), self.reject),
            self._into_zip,
            self._into_folder,
        ):
            buttons.addWidget(button)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.M)
        layout.addWidget(heading)
        layout.addWidget(about)
        layout.addWidget(Scroll(self.choices), 1)
        layout.addLayout(buttons)
        return page

    def _progress(self) -> QWidget:
        page = QWidget()
        self._doing = PlainLabel(role="section", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = Button(lambda: _("Cancel"), self.stop)
        self._which = PlainLabel(role="soft")
        self.say(self._tell_doing, self._doing_text)
        self.say(self._which.setText, self._which_text)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.M)
        layout.addStretch(1)
        layout.addWidget(self._doing)
        layout.addWidget(self._bar)
        layout.addWidget(self._which)
        layout.addStretch(2)
        layout.addLayout(row(None, self._stop))
        return page

    def _result(self) -> QWidget:
        page = QWidget()
        self._outcome = PlainLabel(role="section", wrap=True)
        self._details = PlainLabel(role="soft", wrap=True, select=True)
        self.say(self._outcome.setText, self._outcome_text)
        self.say(self._details.setText, self._details_text)
        self._show_folder = Button(lambda: _("Open folder"), self._open_folder, icon="folder-open")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.M)
        layout.addWidget(self._outcome)
        layout.addWidget(Scroll(self._details), 1)
        close = Button(lambda: _("Close"), self.accept, kind="filled")
        layout.addLayout(row(None, self._show_folder, close, spacing=look.M))
        return page

    # -- what the officer does

    def _count(self) -> None:
        number = len(self.entries()) if self.choices.languages() else 0
        text = ngettext("{n} file", "{n} files", number).format(n=number)
        self._number.setText(text)
        self._into_zip.setEnabled(number > 0)
        self._into_folder.setEnabled(number > 0)

    @override
    def respoken(self) -> None:
        self._count()

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Save in a folder"), str(Path.home()))
        if chosen:
            self.save_into(InFolder(Path(chosen) / self._name()))

    def _ask_zip(self) -> None:
        offered = Path.home() / f"{self._name()}.zip"
        path = ask_save(self, _("Save as zip"), offered, "zip")
        if path is not None:
            self.save_into(InZip(path))

    def _open_folder(self) -> None:
        if self._made is not None:
            path = self._made.path
            folder = path if path.is_dir() else path.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _name(self) -> str:
        return file_name(self._title(), "")

    def _title(self) -> str:
        kind, record = self._wish.kind, self._wish.record
        return self._desk.read(lambda s: find.label_of(s, kind, record)).best(current().code)

    # -- what comes back

    def _begun(self, number: int, entry: Entry) -> None:
        self._now = entry
        self._bar.setValue(number)
        self.say_again()

    def _done(self, made: Made) -> None:
        self._made = made
        self._end()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        self._problem = error
        self._end()

    def _end(self) -> None:
        self._stack.setCurrentIndex(2)
        self._show_folder.setVisible(self._made is not None and self._made.count > 0)
        self.say_again()

    # -- what is said

    def _heading(self) -> str:
        if self._wish.kind == "delegation":
            return _("The folder for the visit")
        return _("All papers")

    def _doing_text(self) -> str:
        if self._making is None or self._now is None:
            return ""
        return _("Making {paper}…").format(paper=self._called(self._now))

    def _which_text(self) -> str:
        """Which of the files is under way, or that the last one is only finished."""
        if self._making is not None and not self._stop.isEnabled():
            return _("Stopping after this paper…")
        number, total = self._bar.value() + 1, self._bar.maximum()
        return _("File {number} of {total}").format(number=number, total=total)

    def _called(self, entry: Entry) -> str:
        """What a paper is called in the window: which, for whom, in which languages."""
        wish = entry.wish
        name = SHEETS[wish.document].name_in(current())
        person = self._people.get(wish.audience.person or "")
        if person is not None:
            name = pgettext("edition", "{what}, {person}").format(
                what=name, person=display(current(), person)
            )
        spoken = languages_in_words(" ".join(wish.languages))
        return pgettext("edition", "{what} ({languages})").format(what=name, languages=spoken)

    def _tell_doing(self, text: str) -> None:
        self._doing.setText(text)
        self._bar.setAccessibleName(text)

    def _outcome_text(self) -> str:
        if self._problem is not None:
            return words.problem(self._problem)
        made = self._made
        if made is None:
            return ""
        if made.count == 0:
            return _("Stopped. Nothing was saved.") if made.stopped else _("Nothing was saved.")
        text = ngettext("{n} paper saved in {name}.", "{n} papers saved in {name}.", made.count)
        told = text.format(n=made.count, name=made.path.name)
        return _("Stopped. {told}").format(told=told) if made.stopped else told

    def _details_text(self) -> str:
        made = self._made
        if made is None:
            return ""
        lines = [
            _("{label}: {name}").format(label=self._called(entry), name=words.problem(problem))
            for entry, problem in made.failed
        ]
        if lines:
            lines.insert(0, _("These could not be made:"))
        empty = dict.fromkeys(self._called(entry) for entry in made.empty)
        if made.fault is not None:
            lines += [
                "",
                words.problem(made.fault),
                _("All papers were made in the look that comes with the program."),
            ]
        if empty:
            lines += ["", _("Left out, since there is nothing to print yet:"), *empty]
        return "\n".join(lines).strip()

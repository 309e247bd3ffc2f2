"""The preview: the paper as it will be, for whom and in which languages; print it or save it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout
from typing_extensions import override

from desktop import words
from desktop.documents.wish import Wish
from desktop.errors import Problem
from desktop.language import CODES, _, current
from desktop.settings import PaperChoice
from desktop.ui import look
from desktop.ui.background import Job
from desktop.ui.conflicts import FindingsBar
from desktop.ui.desk import Desk
from desktop.ui.output.choices import PAIRS, PaperChoices
from desktop.ui.output.files import ask_save, file_name, write_file
from desktop.ui.output.frame import PagesFrame
from desktop.ui.output.papers import Pages, Papers, Shown
from desktop.ui.output.printing import draw_on
from desktop.ui.page import Page
from desktop.ui.widgets import BusyBar, Button, EmptyState, PictureLabel, PlainLabel, row

_EMPTY = ("nothing_to_print", "record_gone")


class PreviewPage(Page):
    """The papers of one record; `record` is "kind:identity", or ":" for those of the office."""

    kinds = frozenset(
        {
            "delegation",
            "exchange",
            "access_request",
            "item",
            "person",
            "place",
            "organisation",
            "facility",
            "instrument",
            "task",
            "edition",
        }
    )

    def __init__(self, desk: Desk, record: str) -> None:
        super().__init__(desk)
        self.kind, _colon, self.record_id = record.partition(":")
        self._papers: Papers = desk.papers
        self._shown: Shown | None = None
        self._job: Job | None = None
        self._again = False
        self.setObjectName("preview")
        self._build()
        self._recall()

    @override
    def title(self) -> str:
        return _("Print preview")

    @override
    def reload(self) -> None:
        sheet = self.choices.sheet()
        if sheet is None:
            self._stack.setCurrentWidget(self._nothing)
            return
        wish = self.wish()
        self.conflicts.load(self.kind, self.record_id, wish.languages[0])
        if self._job is not None and not self._job.cancelled:
            self._again = True  # the pages under way may show what stood there before
            return
        self._again = False
        work = partial(self._papers.show, wish, current())
        self._job = self.desk.background.run(work, self._show, self._failed)
        self._busy.follow(self._job, lambda: _("Setting the pages…"))

    @override
    def respoken(self) -> None:
        self.conflicts.say_again()  # the buttons beside it have other words now
        if self._shown is not None:
            self.reload()

    @override
    def begin_focus(self) -> None:
        self.choices.papers.setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < look.TWO_COLUMNS
        self.choices.setFixedWidth(look.COLUMN - look.L if narrow else look.COLUMN)
        self.conflicts.say_again()

    # -- what is wanted

    def wish(self) -> Wish:
        """The paper that is chosen."""
        return self.choices.wish(self.desk.today(), self.desk.settings.paper)

    def pages(self) -> Pages | None:
        """The paper that is shown; None before the first and where there is nothing to print."""
        return self._shown.pages if self._shown is not None else None

    def is_busy(self) -> bool:
        """Whether other pages are on their way."""
        return self._job is not None and not self._job.cancelled

    def save_pdf(self) -> None:
        """Ask where to, and save the paper that is chosen as a PDF; its pages may be on the way."""
        wish, pages = self.wish(), self.pages()
        title = pages.title if pages is not None else "kakehashi"
        path = ask_save(self, _("Save as PDF"), Path.home() / file_name(title, ".pdf"), "pdf")
        if path is not None:
            self.save_pdf_to(path, wish)

    def save_pdf_to(self, path: Path, wish: Wish | None = None) -> None:
        """Save the paper as a PDF there."""
        work = partial(self._papers.pdf, wish or self.wish())
        done = partial(self._written, path)
        job = self.desk.background.run(work, done, self._not_written, owner=self)
        self._busy.follow(job, lambda: _("Saving…"))

    def print_paper(self) -> None:
        """Ask for a printer, and print the pages that are shown."""
        pages = self.pages()
        if pages is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(pages.title)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            try:
                draw_on(printer, pages.svgs, pages.wish.paper)
            except Problem as problem:
                self.desk.trouble(problem)
                return
            self.desk.notice(lambda: _("Sent to the printer."))

    def make_folder(self) -> None:
        """Ask which papers of the record are to be made in one go."""
        # Imported when it is wanted: a preview should not wait for it.
        from desktop.ui.folder.dialog import FolderDialog

        FolderDialog.ask(self.desk, self._papers, self.wish(), self)

    # -- how it is built

    def _build(self) -> None:
        self.choices = PaperChoices(self.kind, self.record_id)
        self.choices.edited.connect(self.reload)
        self.conflicts = FindingsBar(self.desk)
        self.conflicts.opened.connect(self._open_booking)
        self.frame = PagesFrame()
        self.frame.listen(self)
        self.view = self.frame.view
        self._nothing = EmptyState(
            "file-text",
            lambda: _("Nothing to print yet"),
            lambda: _("This paper fills as the record does. Choose another one at the left."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.frame)
        self._stack.addWidget(self._nothing)
        self._busy = BusyBar()
        self._missing = PlainLabel(role="problem", wrap=True)
        self._lock = PictureLabel("lock", look.ICON, "soft")
        self._private = PlainLabel(role="soft", wrap=True)
        self.say(self._tell_missing, self._missing_text)
        self.say(self._private.setText, self._private_text)
        self._print = Button(lambda: _("Print…"), self.print_paper, icon="printer")
        self._save = Button(
            lambda: _("Save as PDF…"), self.save_pdf, kind="filled", icon="download"
        )
        self._everything = Button(
            lambda: (
                _("The folder for the visit…") if self.kind == "delegation" else _("All papers…")
            ),
            self.make_folder,
            icon="folder-open",
        )
        if not self.record_id:  # shown before it has a parent, it would be a window
            self._everything.hide()
        buttons = (self._everything, self._print, self._save)
        # What is found stands beside the buttons: every line above takes one from the paper.
        found = self.conflicts.take_button(self._room_beside)
        actions = row(found, None, *buttons, spacing=look.M)
        private = row(self._lock, self._private, spacing=look.S)
        private.setStretch(1, 1)
        below = row(self.choices, spacing=look.L)
        below.addWidget(self._stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.L, look.XL, look.M)
        layout.setSpacing(look.M)
        layout.addLayout(actions)
        layout.addWidget(self.conflicts)
        layout.addLayout(private)
        layout.addWidget(self._missing)
        layout.addLayout(below, 1)
        layout.addWidget(self._busy)
        self._dress()

    def _room_beside(self) -> int:
        """The width that the buttons leave to what is found."""
        buttons = (self._everything, self._print, self._save)
        shown = [button.sizeHint().width() + look.M for button in buttons if not button.isHidden()]
        return self.width() - 2 * look.XL - look.M - sum(shown)

    def _dress(self) -> None:
        text = self._private_text()
        self._lock.setVisible(bool(text))
        self._private.setText(text)
        self._private.setVisible(bool(text))
        empty = self._shown is not None and self._shown.pages is None
        self._print.setEnabled(self.pages() is not None)
        self._save.setEnabled(self.choices.sheet() is not None and not empty)

    def _open_booking(self, booking_id: str) -> None:
        self.desk.open(self.kind, self.record_id, booking_id)

    # -- what is remembered of each kind of record

    def _recall(self) -> None:
        kept = self.desk.settings.papers.get(self.kind, {})
        languages = str(kept.get("languages", ""))
        if languages not in {*PAIRS, *(" ".join(reversed(pair.split())) for pair in PAIRS)}:
            languages = current().code if current().code in CODES else "en"
        self.choices.choose(
            str(kept.get("document", "")),
            tuple(languages.split()),
            beside=kept.get("beside") is True,
        )

    def _remember(self, wish: Wish) -> None:
        kept: PaperChoice = {
            "document": wish.document,
            "languages": " ".join(wish.languages),
            "beside": self.choices.is_beside(),
        }
        if self.desk.settings.papers.get(self.kind) != kept:
            self.desk.settings.papers[self.kind] = kept
            self.desk.save_settings()

    # -- what comes back

    def _show(self, shown: Shown) -> None:
        self._job = None
        self._busy.done()
        if self._again or shown.wish != self.wish():
            self.reload()
            return
        before, self._shown = self._shown, shown
        pages = shown.pages
        self.choices.offer(shown.offers, pages.wish if pages is not None else None)
        if pages is not None:
            same = before is not None and before.wish.document == shown.wish.document
            self.frame.show_pages(pages.svgs, from_start=not same)
            self._remember(shown.wish)
        self._stack.setCurrentWidget(self.frame if pages is not None else self._nothing)
        self._dress()
        self._tell_missing(self._missing_text())
        if shown.problem is not None and shown.problem.code not in _EMPTY:
            self.desk.trouble(shown.problem)

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self._busy.done()
        if not isinstance(error, Problem):
            raise error
        if self._again:
            self.reload()
            return
        self.desk.trouble(error)
        if error.code == "record_gone":
            self.gone.emit()

    def _not_written(self, error: BaseException) -> None:
        self._busy.done()
        if not isinstance(error, Problem):
            raise error
        self.desk.trouble(error)

    def _written(self, path: Path, content: bytes) -> None:
        self._busy.done()
        try:
            write_file(path, content)
        except Problem as problem:
            self.desk.trouble(problem)
            return
        self.desk.notice(lambda: _("Saved as {name}.").format(name=path.name))

    def _private_text(self) -> str:
        sheet = self.choices.sheet()
        if sheet is None or not sheet.private:
            return ""
        return _("For the office only: this paper has details that guests should not see.")

    def _missing_text(self) -> str:
        pages = self.pages()
        if pages is None:
            return ""
        return "\n".join(filter(None, (_fault_text(pages.fault), _glyphs_text(pages))))

    def _tell_missing(self, text: str) -> None:
        self._missing.setText(text)
        self._missing.setVisible(bool(text))


def _fault_text(fault: Problem | None) -> str:
    """What is wrong with the office's own look, and what is shown instead."""
    if fault is None:
        return ""
    return _("{reason} Until it is mended, papers look as they come with the program.").format(
        reason=words.problem(fault)
    )


def _glyphs_text(pages: Pages) -> str:
    if not pages.missing:
        return ""
    chars = " ".join(missing.char for missing in pages.missing)
    where = pages.missing[0].text
    return _("These characters cannot be printed: {characters}. The first is in “{text}”.").format(
        characters=chars, text=where
    )

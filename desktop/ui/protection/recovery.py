"""The recovery sheet as it will be printed, with the ways to print and to save it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.errors import Problem
from desktop.language import CODES, _, current
from desktop.making.recovery import recovery_pages, recovery_sheet
from desktop.store import protect
from desktop.store.cipher import Key
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.output.files import ask_save, file_name, write_file
from desktop.ui.output.frame import PagesFrame
from desktop.ui.output.printing import draw_on
from desktop.ui.speech import Spoken
from desktop.ui.widgets import BusyBar, Button, PlainLabel, row


class RecoveryDialog(Spoken, QDialog):
    """Shows the recovery sheet of the open office file; printing or saving it is remembered."""

    def __init__(self, desk: Desk, key: Key, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        office, own = desk.office.path, current().code
        languages = (own, *(code for code in CODES if code != own))
        self._sheet = (desk.settings.office_name, office, key, desk.today(), languages)
        self._svgs: list[bytes] = []
        self.setModal(True)
        self.say(self.setWindowTitle, lambda: _("Recovery sheet"))
        about = PlainLabel(role="soft", wrap=True)
        self.say(
            about.setText,
            lambda: _(
                "Keep it in a safe, apart from this computer. A saved file opens the office file "
                "as well: delete it once it was printed."
            ),
        )
        self.frame = PagesFrame()
        self._busy = BusyBar()
        self.print = Button(lambda: _("Print…"), self.print_sheet, kind="filled", icon="printer")
        self.save = Button(lambda: _("Save as PDF…"), self.save_sheet, icon="download")
        close = Button(lambda: _("Close"), self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.L)
        layout.setSpacing(look.M)
        layout.addWidget(about)
        layout.addWidget(self._busy)
        layout.addWidget(self.frame, 1)
        layout.addLayout(row(None, close, self.save, self.print))
        self.resize(look.COLUMN * 5 // 2, look.WINDOW[1])
        if parent is not None:
            self.resize(self.size().boundedTo(parent.window().size()))
        self.print.setEnabled(False)
        job = desk.background.run(
            partial(recovery_pages, *self._sheet), self._show, self._failed, owner=self
        )
        self._busy.follow(job, lambda: _("Setting the pages…"))

    @classmethod
    def show_sheet(cls, desk: Desk, key: Key, parent: QWidget | None) -> None:
        """Show the sheet until the officer closes it."""
        dialog = cls(desk, key, parent)
        dialog.exec()
        dialog.deleteLater()

    def print_sheet(self) -> None:
        """Ask for a printer, and print the sheet."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(_("Recovery sheet"))
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            try:
                draw_on(printer, self._svgs)
            except Problem as problem:
                self._desk.trouble(problem)
                return
            self._remember()

    def save_sheet(self) -> None:
        """Ask where to, and save the sheet as a PDF."""
        name = file_name(_("Recovery sheet"), ".pdf")
        path = ask_save(self, _("Save as PDF"), Path.home() / name, "pdf")
        if path is not None:
            work = partial(self._write, path)
            self._desk.background.run(work, self._saved, self._failed, owner=self)

    def _write(self, path: Path) -> None:
        write_file(path, recovery_sheet(*self._sheet))

    def _show(self, svgs: list[bytes]) -> None:
        self._busy.done()
        self._svgs = svgs
        self.frame.show_pages(svgs, from_start=True)
        self.print.setEnabled(True)
        self.print.setFocus()

    def _saved(self, _none: object) -> None:
        self._remember()

    def _remember(self) -> None:
        try:
            protect.mark_printed(self._desk.office.path, self._desk.today())
        except Problem as problem:
            self._desk.trouble(problem)

    def _failed(self, error: BaseException) -> None:
        self._busy.done()
        if not isinstance(error, Problem):
            raise error
        self._desk.trouble(error)

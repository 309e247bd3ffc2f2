"""The preview: the paper as it will be, for whom and in which language; print it or save it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QMarginsF, QRectF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QDialog, QVBoxLayout
from typing_extensions import override

from desktop.documents.audience import EVERYONE, Audience
from desktop.errors import Problem
from desktop.language import CODES, Language, _, current, names, ngettext
from desktop.store import loading
from desktop.ui import look
from desktop.ui.conflicts import FindingsBar
from desktop.ui.desk import Desk
from desktop.ui.forms import ChoiceField
from desktop.ui.output.files import ask_save, file_name, write_file
from desktop.ui.output.pages_view import FIT, PagesView
from desktop.ui.output.papers import Pages, Papers, Wish
from desktop.ui.page import Page
from desktop.ui.widgets import BusyBar, Button, IconButton, PlainLabel, row

_EVERYONE = "everyone"


class PreviewPage(Page):
    """The printed paper of one record; `record` is "kind:identity"."""

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
        }
    )

    def __init__(self, desk: Desk, record: str) -> None:
        super().__init__(desk)
        self.kind, _colon, self.record_id = record.partition(":")
        self._papers = Papers(desk.office, lambda: desk.zones()[0])
        self._pages: Pages | None = None
        self._language = current().code
        self._names: dict[str, str] = {}
        self.setObjectName("preview")
        self._build()
        self._read_audience()

    @override
    def title(self) -> str:
        return _("Print preview")

    @override
    def reload(self) -> None:
        self._read_audience()
        self.conflicts.load(self.kind, self.record_id, self._language)
        wish = self._wish()
        job = self.desk.background.run(partial(self._papers.pages, wish), self._show, self._failed)
        self._busy.follow(job, lambda: _("Setting the pages…"))

    @override
    def respoken(self) -> None:
        self._read_audience()

    # -- what is wanted

    def choose_language(self, code: str) -> None:
        """Show the paper in another language than the window's."""
        self._language = code
        self.language.set_value(code)
        self.reload()

    def choose_audience(self, code: str) -> None:
        """Show the paper for everyone ("everyone"), "group:…" or "person:…"."""
        self.audience.set_value(code)
        self.reload()

    def save_pdf(self) -> None:
        """Ask where to, and save the paper as a PDF."""
        wish = self._wish()
        path = ask_save(self, _("Save as PDF"), self._offered(".pdf"), "pdf")
        if path is not None:
            self.save_pdf_to(path, wish)

    def save_pdf_to(self, path: Path, wish: Wish | None = None) -> None:
        """Save the paper as a PDF there."""
        work = partial(self._papers.pdf, wish or self._wish())
        job = self.desk.background.run(work, partial(self._written, path), self._failed, owner=self)
        self._busy.follow(job, lambda: _("Saving…"))

    def print_paper(self) -> None:
        """Ask for a printer, and print the pages that are shown."""
        if self._pages is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._pages.title)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            draw_on(printer, self._pages.svgs, self._pages.wish.paper)
            self.desk.notice(lambda: _("Sent to the printer."))

    # -- how it is built

    def _build(self) -> None:
        self.language = ChoiceField(
            lambda: _("Document language"), CODES, lambda code: Language.of(code).name
        )
        self.language.set_value(self._language)
        self.language.setMinimumWidth(look.COLUMN // 2)
        self.language.edited.connect(self.choose_language)
        self.audience = ChoiceField(
            lambda: _("For"), [_EVERYONE], lambda code: self._names.get(code, "")
        )
        self.audience.set_value(_EVERYONE)
        self.audience.edited.connect(lambda _code: self.reload())
        if self.kind != "delegation":
            self.audience.hide()
        self.conflicts = FindingsBar(self.desk)
        self.conflicts.opened.connect(self._open_booking)
        self.view = PagesView()
        self._busy = BusyBar()
        self._missing = PlainLabel(role="problem", wrap=True)
        self._count = PlainLabel(role="soft")
        self.say(self._tell_missing, self._missing_text)
        self.say(self._count.setText, self._count_text)
        zooms = row(
            IconButton("minus", lambda: _("Smaller"), lambda: self.view.zoom_by(-1)),
            IconButton("plus", lambda: _("Larger"), lambda: self.view.zoom_by(1)),
            Button(lambda: _("Fit"), lambda: self.view.set_zoom(FIT), kind="quiet"),
            spacing=look.XS,
        )
        tools = row(self.language, self.audience, None, spacing=look.L)
        tools.setStretch(0, 1)
        tools.setStretch(1, 2)
        tools.setStretch(2, 1)
        actions = row(self._count, zooms, spacing=look.M)
        for button in (
            Button(lambda: _("Print…"), self.print_paper, icon="printer"),
            Button(lambda: _("Save as PDF…"), self.save_pdf, kind="filled", icon="download"),
        ):
            actions.addWidget(button)
        line = row(spacing=look.L)
        line.addLayout(tools, 1)
        line.addLayout(actions)
        line.setAlignment(actions, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.L, look.XL, look.M)
        layout.setSpacing(look.M)
        layout.addLayout(line)
        layout.addWidget(self.conflicts)
        layout.addWidget(self._missing)
        layout.addWidget(self._busy)
        layout.addWidget(self.view, 1)

    def _read_audience(self) -> None:
        if self.kind != "delegation":
            return
        try:
            delegation = self.desk.read(lambda s: loading.delegation(s, self.record_id))
        except Problem:
            self.gone.emit()
            return
        language = current()
        self._names = {_EVERYONE: _("Everyone")}
        for group in delegation.groups:
            name = group.label().best(language.code)
            self._names[f"group:{group.id}"] = _("Group {name}").format(name=name)
        for member in delegation.ordered_members():
            self._names[f"person:{member.person_id}"] = names.display(language, member.person)
        self.audience.set_codes(self._names)

    def _wish(self) -> Wish:
        code: str = self.audience.value() or _EVERYONE
        what, _colon, which = code.partition(":")
        audience = EVERYONE
        if what == "group":
            audience = Audience(group=which)
        elif what == "person":
            audience = Audience(person=which)
        return Wish(
            self.kind,
            self.record_id,
            self._language,
            self.desk.today(),
            audience,
            self.desk.settings.paper,
        )

    def _open_booking(self, booking_id: str) -> None:
        self.desk.open(self.kind, self.record_id, booking_id)

    # -- what comes back

    def _show(self, pages: Pages) -> None:
        self._busy.done()
        if pages.wish != self._wish():
            return  # another language or reader was chosen meanwhile
        self._pages = pages
        self.view.show_pages(pages.svgs)
        self.say_again()

    def _failed(self, error: BaseException) -> None:
        self._busy.done()
        if not isinstance(error, Problem):
            raise error
        self.desk.trouble(error)
        if error.code == "record_gone":
            self.gone.emit()

    def _written(self, path: Path, content: bytes) -> None:
        self._busy.done()
        try:
            write_file(path, content)
        except Problem as problem:
            self.desk.trouble(problem)
            return
        self.desk.notice(lambda: _("Saved as {name}.").format(name=path.name))

    def _offered(self, ending: str) -> Path:
        title = self._pages.title if self._pages is not None else "kakehashi"
        return Path.home() / file_name(title, ending)

    def _count_text(self) -> str:
        number = self.view.page_count()
        return ngettext("{n} page", "{n} pages", number).format(n=number) if number else ""

    def _missing_text(self) -> str:
        if self._pages is None or not self._pages.missing:
            return ""
        chars = " ".join(missing.char for missing in self._pages.missing)
        where = self._pages.missing[0].text
        return _(
            "These characters cannot be printed: {characters}. The first is in “{text}”."
        ).format(characters=chars, text=where)

    def _tell_missing(self, text: str) -> None:
        self._missing.setText(text)
        self._missing.setVisible(bool(text))


def draw_on(printer: QPrinter, svgs: list[bytes], paper: str = "a4") -> None:
    """Draw pages on a printer, edge to edge, each on a sheet of its own."""
    size = QPageSize.PageSizeId.Letter if paper == "letter" else QPageSize.PageSizeId.A4
    printer.setPageLayout(
        QPageLayout(
            QPageSize(size),
            QPageLayout.Orientation.Portrait,
            QMarginsF(0, 0, 0, 0),
        )
    )
    printer.setFullPage(True)
    painter = QPainter(printer)
    for number, svg in enumerate(svgs):
        if number:
            printer.newPage()
        area: Any = printer.pageLayout().fullRectPixels(printer.resolution())
        QSvgRenderer(QByteArray(svg)).render(painter, QRectF(area))
    painter.end()

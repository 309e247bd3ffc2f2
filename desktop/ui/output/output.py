"""Joins what the window and its pages ask for with preview and calendar export."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.language import _
from desktop.ui.desk import Desk
from desktop.ui.editors.record import RecordEditor
from desktop.ui.lists import ListPage
from desktop.ui.page import Page
from desktop.ui.window import MainWindow

PRINTED = frozenset({"delegation", "exchange", "access_request"})


class Output(QObject):
    """Follows Print… and Export calendar… of a window, and the same on its pages."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        window.print_asked.connect(self.print_current)
        window.calendar_asked.connect(self.export_current)
        desk.preview_asked.connect(self.preview)
        desk.calendar_asked.connect(self.export)

    def preview(self, kind: str, record: str) -> None:
        """Show the paper of a record in the window."""
        self._desk.open("preview", f"{kind}:{record}")

    def export(self, kind: str, record: str) -> None:
        """Offer the calendar file of a record, or of the whole office."""
        # Imported when it is wanted: a start should not wait for it.
        from desktop.ui.output.calendar_dialog import CalendarDialog

        CalendarDialog.ask(self._desk, kind, record, self._window)

    def print_current(self) -> None:
        """Print what is previewed, or show the paper of what is shown or selected."""
        from desktop.ui.output.preview import PreviewPage

        page = self._window.current_page()
        if isinstance(page, PreviewPage):
            page.print_paper()
        elif page is not None and page.leave():
            kind, record = _record_of(page)
            if record:
                self.preview(kind, record)
            else:
                self._desk.notice(
                    lambda: _(
                        "Open or select a delegation, an exchange or an access request first."
                    )
                )

    def export_current(self) -> None:
        """Offer the calendar of what is shown or selected, else of the whole office."""
        page = self._window.current_page()
        if page is not None and page.leave():
            self.export(*_record_of(page))


def _record_of(page: Page) -> tuple[str, str]:
    """Kind and identity of what a page shows or has selected, if it is planned; else "", ""."""
    from desktop.ui.output.preview import PreviewPage

    if isinstance(page, RecordEditor | PreviewPage) and page.kind in PRINTED:
        return page.kind, page.record_id
    if isinstance(page, ListPage):
        chosen = page.table.chosen()
        kind = next(iter(page.kinds & PRINTED), "")
        if kind and len(chosen) == 1:
            return kind, str(page.model.id_of(chosen[0]))
    return "", ""

"""Joins what the window and its pages ask for with preview and calendar export."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.language import _
from desktop.ui.desk import Desk
from desktop.ui.editors.record import RecordEditor
from desktop.ui.lists import ListPage
from desktop.ui.page import Page
from desktop.ui.window import MainWindow

Ids = tuple[str, ...]

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

    def export(self, kind: str, record: str, listed: tuple[Ids, Ids] | None = None) -> None:
        """Offer the calendar file of a record, of those of a list, or of the whole office.

        `listed` are the identities that are selected in the list of that kind, and all it shows.
        """
        # Imported when it is wanted: a start should not wait for it.
        from desktop.ui.output.calendar_choice import Listed
        from desktop.ui.output.calendar_dialog import CalendarDialog

        dialog = CalendarDialog(
            self._desk,
            kind,
            record,
            self._window,
            listed=Listed(kind, *listed) if listed is not None else None,
            for_all=self.for_all,
            invite=self.invite,
        )
        dialog.exec()
        dialog.deleteLater()

    def for_all(self, kind: str, record: str) -> None:
        """Offer calendars and mail drafts for all whom a record is about."""
        from desktop.ui.mailing.dialog import MailingDialog

        MailingDialog.ask(self._desk, kind, record, self._window)

    def invite(self, kind: str, record: str) -> None:
        """Offer invitations to the items or slots of a record."""
        from desktop.ui.mailing.invitations import InvitationDialog

        InvitationDialog.ask(self._desk, kind, record, self._window)

    def print_current(self) -> None:
        """Print what is previewed, or show the paper of what is shown or selected."""
        from desktop.ui.output.preview import PreviewPage

        page = self._window.current_page()
        if isinstance(page, PreviewPage):
            page.print_paper()
        elif page is not None and page.leave():
            from desktop.documents.catalogue import sheets_of

            kind, record = _record_of(page)
            if record or (not isinstance(page, ListPage) and sheets_of("")):
                # Where no record is shown, the papers of the whole office are meant.
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
            kind, record = _record_of(page)
            if record or not (listed := _listed(page)):
                self.export(kind, record)
            else:
                self.export(listed[0], "", listed[1:])


def _listed(page: Page) -> tuple[str, Ids, Ids] | None:
    """The kind of record that a page lists, what is selected, and all that it shows now."""
    if not isinstance(page, ListPage):
        return None
    kind = next(iter(page.kinds & PRINTED), "")
    chosen, shown = (
        tuple(str(page.model.id_of(row)) for row in rows)
        for rows in (page.table.chosen(), page.model.rows())
    )
    return (kind, chosen, shown) if kind else None


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

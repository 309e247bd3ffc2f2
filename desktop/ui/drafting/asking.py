"""Follows "Draft the programme…" of the window: to the draft of the delegation that is meant."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.language import _
from desktop.ui.desk import Desk
from desktop.ui.editors.record import RecordEditor
from desktop.ui.lists import ListPage
from desktop.ui.page import Page
from desktop.ui.window import MainWindow

_KIND = "delegation"


class AskDraft(QObject):
    """Opens the draft of the delegation that is shown or selected; on the draft itself, drafts."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        window.draft_asked.connect(self.draft_current)

    def draft_current(self) -> None:
        """Draft what is shown or selected, or say what has to be opened first."""
        # Imported when it is wanted: a start should not wait for it.
        from desktop.ui.drafting.page import DraftPage

        page = self._window.current_page()
        if isinstance(page, DraftPage):
            page.draft()
        elif page is not None and (record := _delegation_of(page)):
            self._desk.open_draft(record)
        else:
            self._desk.notice(lambda: _("Open or select a delegation first."))


def _delegation_of(page: Page) -> str:
    """The delegation that a page shows or has selected; "" for none or several."""
    if isinstance(page, RecordEditor) and page.kind == _KIND:
        return page.record_id
    if isinstance(page, ListPage) and _KIND in page.kinds:
        chosen = page.table.chosen()
        return str(page.model.id_of(chosen[0])) if len(chosen) == 1 else ""
    return ""

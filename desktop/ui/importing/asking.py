"""Joins what the window asks for with the import of calendar files, also of those dropped on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from typing_extensions import override

from desktop.language import _
from desktop.ui.desk import Desk
from desktop.ui.editors.record import RecordEditor
from desktop.ui.output.files import ask_open
from desktop.ui.window import MainWindow

_INTO = frozenset({"delegation", "exchange"})


class ImportCalendar(QObject):
    """Follows "Import calendar file…" of a window, and takes .ics files that are dropped there."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        window.import_asked.connect(self.ask)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def ask(self) -> None:
        """Ask for a file, and show what it would change."""
        page = self._window.current_page()
        if page is None or page.leave():
            path = ask_open(self._window, _("Import calendar file"), Path.home(), "ics")
            if path is not None:
                self.show_file(path)

    def show_file(self, path: Path) -> None:
        """Show what a file would change."""
        # Imported when it is wanted: a start should not wait for it.
        from desktop.ui.importing.dialog import ImportDialog

        dialog = ImportDialog(self._desk, path, self._shown_record(), self._window)
        dialog.exec()
        dialog.deleteLater()

    def _shown_record(self) -> tuple[str, str]:
        """The visit or stay that is shown, which new events are probably for."""
        page = self._window.current_page()
        if isinstance(page, RecordEditor) and page.kind in _INTO and page.record_id:
            return page.kind, page.record_id
        return "", ""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and _file_in(event.mimeData()):
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            path = _file_in(event.mimeData())
            if path is not None:
                event.acceptProposedAction()
                # The program that the file comes from waits until the drop is over.
                QTimer.singleShot(0, self, lambda: self._dropped(path))
                return True
        return super().eventFilter(watched, event)

    def _dropped(self, path: Path) -> None:
        page = self._window.current_page()
        if page is None or page.leave():
            self.show_file(path)


def _file_in(data: QMimeData) -> Path | None:
    """The one calendar file that is dragged."""
    urls = [url for url in data.urls() if url.isLocalFile()]
    paths = [Path(url.toLocalFile()) for url in urls]
    return paths[0] if len(paths) == 1 and paths[0].suffix.casefold() == ".ics" else None

"""The main window: sidebar, top bar, pages and the bar that says what happened."""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.domain.codes import Severity
from desktop.language import _
from desktop.ui import look
from desktop.ui.bar import Bar
from desktop.ui.conflicts.telling import count
from desktop.ui.desk import Desk
from desktop.ui.menus import Menus
from desktop.ui.page import Page
from desktop.ui.palette import Found, Palette
from desktop.ui.sidebar import Sidebar
from desktop.ui.speech import Spoken
from desktop.ui.stage import MakeEditor, PageEntry, Stage
from desktop.ui.switch import LanguageSwitch
from desktop.ui.topbar import Topbar
from desktop.ui.widgets import Confirm, Told, row

__all__ = ["MainWindow", "PageEntry"]


class MainWindow(Spoken, QMainWindow):
    """Puts the pages together and keeps language, theme and geometry as the officer left them.

    `editors` makes the editor of a record by kind. `find` searches the records for "find
    anything". What the File menu asks for is told by signals and done elsewhere; `closed` is
    sent when the window goes.
    """

    new_office_asked = Signal()
    open_office_asked = Signal()
    recent_asked = Signal(str)
    demo_asked = Signal()
    calendar_asked = Signal()
    import_asked = Signal()
    print_asked = Signal()
    time_asked = Signal()
    draft_asked = Signal()
    closed = Signal()

    def __init__(
        self,
        desk: Desk,
        pages: Sequence[PageEntry],
        editors: Mapping[str, MakeEditor] | None = None,
        *,
        switch: LanguageSwitch,
        find: Callable[[str], Sequence[Found]] = lambda _text: (),
    ) -> None:
        super().__init__()
        self.desk = desk
        self._switch = switch
        self._folded_by_hand: bool | None = None
        self._put_away = False
        self.setMinimumSize(*look.WINDOW_LEAST)
        self.sidebar = Sidebar()
        for page in pages:
            if page.section != "aside":
                self.sidebar.add(page.name, page.icon, page.title, below=page.section == "below")
        self.topbar = Topbar(desk.zones(), desk.clock)
        self.stage = Stage(desk, pages, editors or {})
        self._build()
        self.bar = Bar(self.stage)
        self.menus = Menus(self, pages)
        self.topbar.follow(self.menus.undo, self.menus.redo)
        self.palette_popup = Palette(self, find, self.menus.all_actions, desk.open)
        self._connect()
        self.say(self.setWindowTitle, self._title)
        self.refresh_undo()
        self._restore_geometry()
        if pages:
            self.stage.show_page(pages[0].name)

    def current_page(self) -> Page | None:
        """The page or editor that is shown."""
        return self.stage.current()

    def show_page(self, name: str) -> None:
        """Go to a page of the sidebar."""
        self.stage.show_page(name)
        self.sidebar.show_chosen(self.stage.page_name())

    def _show_state(self, name: str, state: str) -> None:
        self.show_page(name)
        page = self.current_page()
        if page is not None:
            page.show_state(state)

    def go_to(self, name: str) -> None:
        """Go to a page, and lead the keyboard into it."""
        self.show_page(name)
        self.stage.take_focus()

    def put_away(self) -> None:
        """Close without a question; what is typed and can be read is taken before."""
        self._put_away = True
        self.close()

    def use_language(self, code: str) -> None:
        """Speak another language at once, and remember the choice."""
        self._switch.use(code)
        self.desk.settings.language = code
        self.desk.save_settings()

    def use_theme(self, theme: str) -> None:
        """Wear "system", "light" or "dark", and remember the choice."""
        self.desk.settings.theme = theme  # type: ignore[assignment]
        self.desk.save_settings()

    def focus_filter(self) -> None:
        """Lead to the filter of the page that is shown, if it has one."""
        page = self.current_page()
        if page is not None and page.filter_field is not None:
            page.filter_field.setFocus()
            page.filter_field.selectAll()

    def refresh_undo(self) -> None:
        """Let the undo and redo actions say what they would do."""
        for action, unit, plain in (
            (self.menus.undo, self.desk.office.undo_label(), _("Undo")),
            (self.menus.redo, self.desk.office.redo_label(), _("Redo")),
        ):
            action.setEnabled(unit is not None)
            text = plain
            if unit is not None:
                label, values = unit
                text = _("{command}: {action}").format(
                    command=plain, action=words.unit_label(label, values)
                )
            action.setText(text.replace("&", "&&"))
            keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
            action.setToolTip(f"{text}  {keys}")

    @override
    def respoken(self) -> None:
        self.refresh_undo()

    def _build(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.topbar)
        right.addWidget(self.stage, 1)
        middle = row(self.sidebar, spacing=0)
        middle.addLayout(right, 1)
        centre = QWidget()
        centre.setLayout(middle)
        self.setCentralWidget(centre)

    def _connect(self) -> None:
        self.sidebar.chosen.connect(self.show_page)
        self.topbar.languages.chosen.connect(self.use_language)
        self.topbar.find_asked.connect(self.palette_popup.open_over)
        self.stage.moved.connect(self._arrived)
        self.bar.undo_asked.connect(self.desk.undo)
        self.bar.page_asked.connect(self.go_to)
        self.desk.noticed.connect(self.bar.notice)
        self.desk.led.connect(self.bar.lead)
        self.desk.troubled.connect(self._trouble)
        self.desk.page_asked.connect(self.show_page)
        self.desk.state_asked.connect(self._show_state)
        self.desk.demo_asked.connect(self.demo_asked)
        self.desk.file_asked.connect(self.open_office_asked)
        self.desk.record_asked.connect(self.stage.open)
        self.desk.part_asked.connect(self.stage.show_part)
        self.desk.changed.connect(lambda _kinds: self.refresh_undo())
        self.desk.settings_changed.connect(self._follow_settings)
        self.desk.watch.changed.connect(self._count_conflicts)
        # Tasks are read after the plans, which more of the first page waits for.
        self.desk.watch.changed.connect(self.desk.agenda.start)
        self.desk.agenda.changed.connect(self._count_tasks)
        self._count_conflicts()

    def _trouble(self, text: Callable[[], str]) -> None:
        self.bar.problem(text)
        over = QApplication.activeModalWidget()
        if over is not None and over.isVisible():
            # A dialog lies over the bar, and whoever pressed something there looks at it.
            Told(over, text).open()

    def _count_conflicts(self) -> None:
        counts = count(self.desk.watch.findings())
        # Hints are for those who look; what waits is what must or should be solved.
        self.sidebar.show_count("conflicts", counts[Severity.BLOCK] + counts[Severity.WARNING])

    def _count_tasks(self) -> None:
        self.sidebar.show_count("tasks", self.desk.agenda.overdue(self.desk.today()))

    def _arrived(self) -> None:
        self.sidebar.show_chosen(self.stage.page_name())
        self.setWindowTitle(self._title())

    def _title(self) -> str:
        page = self.stage.current()
        return f"{page.window_title()} – Kakehashi" if page is not None else "Kakehashi"

    def _follow_settings(self) -> None:
        self.topbar.show_zones(self.desk.zones())
        self.menus.refresh()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            look.apply(app, self.desk.settings.theme)

    def _restore_geometry(self) -> None:
        try:
            kept = b64decode(self.desk.settings.geometry, validate=True)
        except NotBase64:
            kept = b""
        if kept and self.restoreGeometry(QByteArray(kept)):
            return
        room = self.screen().availableGeometry()
        width, height = look.WINDOW
        self.resize(min(width, room.width()), min(height, room.height()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < look.FOLD_BELOW
        was = event.oldSize().width() < look.FOLD_BELOW
        if narrow != was or not event.oldSize().isValid():
            # Not from within the resize itself, whose layout is still under way.
            QTimer.singleShot(0, self.sidebar, lambda: self.sidebar.fold(narrow))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.focusWidget() is None:
            self.stage.take_focus()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        page = self.current_page()
        stays = page is not None and not page.leave() and not self.desk.drafts.is_held()
        if stays and not self._put_away and not self._may_lose():
            event.ignore()
            return
        geometry = b64encode(self.saveGeometry().data()).decode("ascii")
        if geometry != self.desk.settings.geometry:
            self.desk.settings.geometry = geometry
            self.desk.save_settings()
        super().closeEvent(event)
        self.closed.emit()

    def _may_lose(self) -> bool:
        return Confirm.ask(
            self,
            lambda: _("Close the window?"),
            lambda: _("What is written in the marked field cannot be read and would be lost."),
            lambda: _("Close"),
        )

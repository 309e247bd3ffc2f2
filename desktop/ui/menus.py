"""The menu bar; every command of the window is here, with its keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop.language import CODES, Language, _, current
from desktop.ui import icons, look
from desktop.ui.about import AboutBox, ShortcutsBox
from desktop.ui.stage import PageEntry
from desktop.ui.widgets.labels import plain_tooltip

if TYPE_CHECKING:
    from desktop.ui.window import MainWindow

Text = Callable[[], str]


class Menus:
    """Makes the menus of a window and keeps what they mark and offer true."""

    def __init__(self, window: MainWindow, pages: Sequence[PageEntry]) -> None:
        self._window = window
        self._themes: dict[str, QAction] = {}
        self._languages: dict[str, QAction] = {}
        self._file()
        self.undo, self.redo = self._edit()
        self._view(pages)
        self._help()
        self.refresh()

    def all_actions(self) -> list[QAction]:
        """Every command that can be given now, for "find anything" and the list of shortcuts."""
        found: list[QAction] = []
        for top in self._window.menuBar().actions():
            menu = top.menu()
            if isinstance(menu, QMenu):
                found += _commands(menu)
        return found

    def refresh(self) -> None:
        """Mark the theme and language in use, and offer the recent files."""
        settings = self._window.desk.settings
        self._themes[settings.theme].setChecked(True)
        chosen = self._languages.get(current().code)
        if chosen is not None:
            chosen.setChecked(True)
        self._recent.clear()
        for path in settings.recent:
            action = self._recent.addAction(Path(path).name.replace("&", "&&"))
            action.setToolTip(plain_tooltip(path))
            action.triggered.connect(lambda _on=False, p=path: self._window.recent_asked.emit(p))
        self._recent.setEnabled(bool(settings.recent))

    def _file(self) -> None:
        window = self._window
        menu = self._menu(lambda: _("&File"))
        self._add(menu, lambda: _("New office…"), window.new_office_asked.emit, "", "file-plus")
        self._add(menu, lambda: _("Open…"), window.open_office_asked.emit, "Ctrl+O", "folder-open")
        self._recent = self._menu(lambda: _("Open recent"), menu)
        self._recent.setToolTipsVisible(True)
        self._add(menu, lambda: _("Open the demo office"), window.demo_asked.emit)
        menu.addSeparator()
        self._add(
            menu,
            lambda: _("Export calendar…"),
            window.calendar_asked.emit,
            "Ctrl+E",
            "calendar-plus",
        )
        self._add(
            menu, lambda: _("Import calendar file…"), window.import_asked.emit, "", "download"
        )
        self._add(menu, lambda: _("Print…"), window.print_asked.emit, "Ctrl+P", "printer")
        menu.addSeparator()
        self.lock = self._add(
            menu, lambda: _("Lock now"), window.desk.lock_asked.emit, "Ctrl+L", "lock"
        )
        encrypted = window.desk.office.key is not None
        self.lock.setVisible(encrypted)
        self.lock.setEnabled(encrypted)
        self._add(menu, lambda: _("Close window"), window.close, "Ctrl+W")
        leave = self._add(menu, lambda: _("Quit"), window.close, "Ctrl+Q")
        leave.setMenuRole(QAction.MenuRole.QuitRole)

    def _edit(self) -> tuple[QAction, QAction]:
        window, desk = self._window, self._window.desk
        menu = self._menu(lambda: _("&Edit"))
        undo = self._add(menu, lambda: _("Undo"), desk.undo, "Ctrl+Z", "undo-2")
        redo = self._add(menu, lambda: _("Redo"), desk.redo, "Ctrl+Y", "redo-2")
        redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        menu.addSeparator()
        self._add(
            menu,
            lambda: _("Find anything"),
            lambda: window.palette_popup.open_over(),
            "Ctrl+K",
            "search",
        )
        self._add(menu, lambda: _("Filter the list"), window.focus_filter, "Ctrl+F")
        menu.addSeparator()
        self._add(
            menu, lambda: _("Find a time…"), window.time_asked.emit, "Ctrl+T", "calendar-clock"
        )
        self._add(
            menu,
            lambda: _("Draft the programme…"),
            window.draft_asked.emit,
            "Ctrl+Shift+D",
            "route",
        )
        return undo, redo

    def _view(self, pages: Sequence[PageEntry]) -> None:
        window = self._window
        menu = self._menu(lambda: _("&View"))
        for number, page in enumerate(pages, start=1):
            keys = f"Ctrl+{number}" if number <= 9 else ""
            self._add(menu, page.title, _call(window.go_to, page.name), keys, page.icon)
        menu.addSeparator()
        self._add(menu, lambda: _("Back"), window.stage.back, "Alt+Left", "arrow-left")
        self._add(
            menu,
            lambda: _("Names of the pages"),
            window.sidebar.toggle,
            "Ctrl+B",
            "panel-left",
        )
        menu.addSeparator()
        languages = self._menu(lambda: _("Language"), menu)
        group = QActionGroup(window)
        for code in CODES:
            action = QAction(Language.of(code).name, window)
            action.triggered.connect(_call(window.use_language, code))
            self._languages[code] = self._choice(languages, group, action)
        themes = self._menu(lambda: _("Appearance"), menu)
        group = QActionGroup(window)
        for theme, text in zip(look.THEMES, _THEME_TEXTS, strict=True):
            action = QAction(window)
            window.say(action.setText, text)
            action.triggered.connect(_call(window.use_theme, theme))
            self._themes[theme] = self._choice(themes, group, action)

    def _help(self) -> None:
        window = self._window
        menu = self._menu(lambda: _("&Help"))
        self._add(
            menu,
            lambda: _("Keyboard shortcuts"),
            lambda: ShortcutsBox(window, self.all_actions()).open(),
            "F1",
            "keyboard",
        )
        about = self._add(
            menu, lambda: _("About Kakehashi"), lambda: AboutBox(window).open(), "", "info"
        )
        about.setMenuRole(QAction.MenuRole.AboutRole)

    def _menu(self, title: Text, parent: QMenu | None = None) -> QMenu:
        menu = QMenu(self._window)
        self._window.say(menu.setTitle, title)
        if parent is None:
            self._window.menuBar().addMenu(menu)
        else:
            parent.addMenu(menu)
        return menu

    def _add(
        self, menu: QMenu, text: Text, act: Callable[[], object], keys: str = "", icon: str = ""
    ) -> QAction:
        action = QAction(self._window)
        self._window.say(action.setText, text)
        action.triggered.connect(lambda: act())
        if keys:
            action.setShortcut(QKeySequence(keys))
        if icon:
            action.setIcon(icons.icon(icon, "soft"))
        menu.addAction(action)
        return action

    @staticmethod
    def _choice(menu: QMenu, group: QActionGroup, action: QAction) -> QAction:
        action.setCheckable(True)
        group.addAction(action)
        menu.addAction(action)
        return action


_THEME_TEXTS: tuple[Text, ...] = (
    lambda: _("As the system"),
    lambda: _("Light"),
    lambda: _("Dark"),
)


def _call(function: Callable[[str], object], argument: str) -> Callable[[], object]:
    return lambda: function(argument)


def _commands(menu: QMenu) -> list[QAction]:
    found: list[QAction] = []
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            found += _commands(inner)
        elif action.isEnabled() and not action.isSeparator():
            found.append(action)
    return found

"""Puts the window program together: paths, log, settings, language, look, file, window.

`run` is called once by `python -m desktop`. The parts are made in the order in which they need
each other, and each is handed to whoever uses it; nothing is looked up anywhere.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Callable
from datetime import date, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop import language, settings
from desktop.domain import Office, Trilingual
from desktop.errors import Problem
from desktop.language import _
from desktop.paths import Paths
from desktop.settings import Settings
from desktop.store.log import SETTLE, Author
from desktop.store.office import OfficeFile, utc_now
from desktop.ui import contents, crash, look
from desktop.ui.desk import Desk
from desktop.ui.free.asking import FindTime
from desktop.ui.importing.asking import ImportCalendar
from desktop.ui.output.files import ask_open, ask_save
from desktop.ui.output.output import Output
from desktop.ui.overview import since
from desktop.ui.start import StartWindow
from desktop.ui.switch import LanguageSwitch
from desktop.ui.window import MainWindow

_log = logging.getLogger(__name__)
_LOG_BYTES, _LOGS_KEPT = 500_000, 3
_WARM_UP_MS = 400  # after the window was painted


class Program(QObject):
    """The program while it runs: one office file and one window, or the start window."""

    def __init__(
        self,
        app: QApplication,
        paths: Paths,
        chosen: Settings,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        super().__init__(app)
        self._paths = paths
        self.settings = chosen
        self._clock = clock
        self.switch = LanguageSwitch(app)
        self.switch.use(chosen.language or language.system_code())
        look.apply(app, chosen.theme)
        self.office: OfficeFile | None = None
        self.window: MainWindow | None = None
        self.start_window: StartWindow | None = None
        self._desk: Desk | None = None

    def begin(self, file: Path | None = None) -> None:
        """Open the file asked for or the one used last; else let the officer choose."""
        last = Path(self.settings.office_file) if self.settings.office_file else None
        wanted = file or (last if last is not None and last.exists() else None)
        if wanted is None or not self.open(wanted):
            self.choose()

    def choose(self, problem: Problem | None = None) -> None:
        """Show the start window."""
        if self.start_window is None:
            self.start_window = start = StartWindow(self.settings, self.switch)
            start.empty_asked.connect(self.ask_new)
            start.demo_asked.connect(self.open_demo)
            start.open_asked.connect(self.ask_open)
            start.recent_asked.connect(lambda path: self.open(Path(path)))
            start.closed.connect(self._save)
        if problem is not None:
            self.start_window.show_problem(problem)
        self.start_window.show()

    def open(self, path: Path) -> bool:
        """Open a file in the window; what stands in the way is told where the officer is."""
        if self.office is not None and path.absolute() == self.office.path.absolute():
            return True
        return self._try(lambda: OfficeFile.open(path, self._author(), self._clock))

    def create(self, path: Path) -> bool:
        """Make an empty office with the officer's own office in it, and open it."""
        return self._try(lambda: OfficeFile.create(path, self._author(), self._clock))

    def open_demo(self) -> bool:
        """Open the demo office; the first time it is made from the shipped example."""
        path = self._paths.data_folder() / "demo.kakehashi"
        if path.exists():
            return self.open(path)
        # Imported when it is wanted: a start should not wait for it.
        from desktop.store import interchange

        return self._try(lambda: interchange.demo_office(path, self._author(), self._clock))

    def ask_new(self) -> None:
        """Ask where a new office is to lie, and make it there."""
        path = ask_save(self._parent(), _("New office"), self._paths.default_office(), "kakehashi")
        if path is not None:
            self.create(path)

    def ask_open(self) -> None:
        """Ask for an office file and open it."""
        path = ask_open(self._parent(), _("Open"), self._paths.data_folder(), "kakehashi")
        if path is not None:
            self.open(path)

    def end(self) -> None:
        """Close what is open."""
        former = (self.window, self._desk, self.office)
        self.window = self._desk = self.office = None
        self._let_go(*former)
        self._save()

    def _try(self, make: Callable[[], OfficeFile]) -> bool:
        page = self.window.current_page() if self.window is not None else None
        if page is not None and not page.leave():
            return False
        try:
            office = make()
        except Problem as problem:
            _log.info("not opened: %s", problem.code)
            if self._desk is not None and self.window is not None:
                self._desk.trouble(problem)
            else:
                self.choose(problem)
            return False
        # The new window comes first: when the last one closes, the program ends.
        former = (self.window, self._desk, self.office)
        self._show(office)
        self._let_go(*former)
        return True

    def _show(self, office: OfficeFile) -> None:
        self._settle_in(office)
        self.settings.opened(office.path)
        desk = Desk(
            office,
            self.settings,
            self._clock,
            save=lambda _s: self._save(),
            documents=self._paths.documents_folder(),
            parent=self,
        )
        before = self.settings.seen(office.path, desk.today())
        self._save()
        window = MainWindow(
            desk,
            contents.pages(),
            contents.editors(),
            switch=self.switch,
            find=lambda text: contents.find(desk, text),
        )
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.new_office_asked.connect(self.ask_new)
        window.open_office_asked.connect(self.ask_open)
        window.recent_asked.connect(lambda path: self.open(Path(path)))
        window.demo_asked.connect(self.open_demo)
        Output(desk, window)
        FindTime(desk, window)
        ImportCalendar(desk, window)
        window.closed.connect(self._window_closed)
        self.office, self._desk, self.window = office, desk, window
        window.show()
        if self.start_window is not None:
            self.start_window.hide()
        desk.drafts.put_back(contents.editors(), window)
        QTimer.singleShot(_WARM_UP_MS, desk, lambda: self._warm_up(desk, before))

    def _warm_up(self, desk: Desk, before: date | None) -> None:
        if self._desk is desk:  # the file may have been closed meanwhile
            since.tell(desk, before)
            desk.background.run(contents.warm_up, _nothing)
            desk.watch.start()

    def _settle_in(self, office: OfficeFile) -> None:
        """Let the change log name the officer's office, made in the file if it is not there."""
        with office.reading() as session:
            offices = session.query(Office).order_by(Office.position).all()
        name = self.settings.office_name
        known = next((one for one in offices if one.id == self.settings.office_id), None) or next(
            (one for one in offices if name and name in one.name.parts()), None
        )
        if known is None and name:
            known = Office(name=Trilingual(**{language.current().code: name}))
            known.zone = self.settings.home_zone
            known.position = len(offices)
            with office.writing("office.create", mode=SETTLE) as session:
                session.add(known)
        if known is not None:
            self.settings.office_id = known.id
        office.author = self._author()

    def _author(self) -> Author:
        chosen = self.settings
        return Author(chosen.officer, chosen.office_id, chosen.installation_id)

    def _let_go(
        self, window: MainWindow | None, desk: Desk | None, office: OfficeFile | None
    ) -> None:
        if window is not None:
            window.closed.disconnect(self._window_closed)
            window.close()
        if desk is not None:
            desk.close()
            desk.deleteLater()
        if office is not None:
            office.close()

    def _window_closed(self) -> None:
        desk, office = self._desk, self.office
        self.window = self._desk = self.office = None
        self._let_go(None, desk, office)

    def _parent(self) -> QWidget | None:
        return self.window or self.start_window

    def _save(self) -> None:
        try:
            settings.save(self._paths.settings_file(), self.settings)
        except OSError as fault:
            _log.warning("the settings could not be saved: %s", fault.strerror)


def _nothing(_result: object) -> None:
    """Take a result that nobody waits for."""


def set_up_log(folder: Path) -> None:
    """Write what matters to a small log that rotates; nothing personal goes into it."""
    handler = RotatingFileHandler(
        folder / "kakehashi.log", maxBytes=_LOG_BYTES, backupCount=_LOGS_KEPT, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)


def run(options: argparse.Namespace) -> int:
    """Run the window program until its last window is closed; gives the exit code."""
    paths = Paths(options.data)
    set_up_log(paths.log_folder())
    app = QApplication([])
    app.setApplicationName("Kakehashi")
    app.setDesktopFileName("kakehashi")
    chosen = settings.load(paths.settings_file())
    if options.language:
        chosen.language = options.language
    guard = crash.CrashGuard(app)
    program = Program(app, paths, chosen)
    # From within the event loop, so that even a bug in the very beginning is told.
    QTimer.singleShot(0, program, lambda: program.begin(options.office))
    code = int(app.exec())
    program.end()
    guard.restore()
    return code

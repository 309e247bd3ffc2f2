"""Puts the window program together: paths, log, settings, language, look, file, window.

`run` is called once by `python -m desktop`. The parts are made in the order in which they need
each other, and each is handed to whoever uses it; nothing is looked up anywhere.
"""

from __future__ import annotations

import argparse
import gc
import logging
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop import language, settings
from desktop.domain import Office, Trilingual
from desktop.errors import Problem
from desktop.language import _
from desktop.paths import Paths
from desktop.settings import Settings
from desktop.store.identify import is_locked
from desktop.store.log import SETTLE, Author
from desktop.store.office import OfficeFile, locked, utc_now
from desktop.ui import contents, crash, look
from desktop.ui.assembly import lock_when_alone, window_for
from desktop.ui.desk import Desk
from desktop.ui.output.files import ask_open, ask_save
from desktop.ui.start import StartWindow
from desktop.ui.switch import LanguageSwitch
from desktop.ui.unlock.closing import clear_clipboard, when_alone

if TYPE_CHECKING:
    from desktop.store.cipher import Key
    from desktop.ui.stage import Whereabouts
    from desktop.ui.unlock.waiting import WaitingWindow
    from desktop.ui.unlock.window import UnlockWindow
    from desktop.ui.unlock.work import Opened
    from desktop.ui.window import MainWindow

    ReplaceWork = Callable[[Path, Key | None], Key | None]

_log = logging.getLogger(__name__)
_LOG_BYTES, _LOGS_KEPT = 500_000, 3
_WARM_UP_MS = 400  # after the window was painted
_AGAIN_MS = 20
_ROUNDS = 100  # some desktops let no window come to the front by itself


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
        self._app = app
        self._paths = paths
        self.settings = chosen
        self._clock = clock
        self.switch = LanguageSwitch(app)
        self.switch.use(chosen.language or language.system_code())
        look.apply(app, chosen.theme)
        self.office: OfficeFile | None = None
        self.window: MainWindow | None = None
        self.start_window: StartWindow | None = None
        self.unlock: UnlockWindow | None = None
        self.waiting: WaitingWindow | None = None
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
        """Open a file in the window; what stands in the way is told where the officer is.

        An encrypted file is asked for its password, which counts as opened: the officer goes on
        from there.
        """
        path = Path(os.path.realpath(path))
        if self.office is not None and path == self.office.path:
            return True
        try:
            if is_locked(path):
                return self._leave() and self._ask_password(path)
        except Problem as problem:
            self._refused(problem)
            return False
        return self._try(lambda: self._opening(path))

    def create(self, path: Path, password: str | None = None) -> bool:
        """Make an empty office with the officer's own office in it, and open it."""
        return self._try(
            lambda: OfficeFile.create(path, self._author(), self._clock, passphrase=password)
        )

    def open_demo(self) -> bool:
        """Open the demo office; the first time it is made from the shipped example."""
        path = self._paths.data_folder() / "demo.kakehashi"
        if path.exists():
            return self.open(path)
        # Imported when it is wanted: a start should not wait for it.
        from desktop.store import interchange

        return self._try(lambda: interchange.demo_office(path, self._author(), self._clock))

    def ask_new(self) -> None:
        """Ask for the password of a new office and where it is to lie, and make it there."""
        # Imported when it is wanted, as all of its neighbours: most starts meet none of them.
        from desktop.ui.unlock.new_office import NewOfficeDialog

        def choose(over: QWidget) -> Path | None:
            return ask_save(over, _("New office"), self._paths.default_office(), "kakehashi")

        def make(path: Path, password: str | None) -> OfficeFile:
            return OfficeFile.create(path, author, self._clock, passphrase=password)

        if self._leave():
            author = self._author()
            dialog = NewOfficeDialog(self._parent(), choose, make)
            dialog.made.connect(self._made)
            dialog.open()

    def ask_open(self) -> None:
        """Ask for an office file and open it."""
        path = ask_open(self._parent(), _("Open"), self._paths.data_folder(), "kakehashi")
        if path is not None:
            self.open(path)

    def lock(self) -> None:
        """Close an encrypted file, so that its key is gone, and ask for its password again."""
        if self.office is not None and self.office.key is not None:
            if self._desk is not None:
                self._desk.drafts.keep_boxes()
            when_alone(self, self._lock)

    def rescue(self, problem: Problem) -> None:
        """Help with the open file, which the disk gives back otherwise than it was written."""
        if self.office is not None:
            path, key = self.office.path, self.office.key
            when_alone(self, lambda: self._rescue(path, key, problem))

    def refused(self, problem: Problem) -> None:
        """Say what the disk did not give or take, wherever it was asked."""
        if self._desk is not None:
            self._desk.trouble(problem)

    def end(self) -> None:
        """Close what is open."""
        former = (self.window, self._desk, self.office)
        self.window = self._desk = self.office = None
        self._let_go(*former)
        if self.waiting is not None:
            self.waiting.let_go()
        if self.unlock is not None:
            self.unlock.close()
        self._save()

    # -- opening

    def _opening(self, path: Path, key: Key | None = None) -> OfficeFile:
        # Its pages are looked through behind the window.
        return OfficeFile.open(path, self._author(), self._clock, key=key, check=False)

    def _try(self, make: Callable[[], OfficeFile]) -> bool:
        if not self._leave():
            return False
        try:
            office = make()
        except Problem as problem:
            self._refused(problem)
            return False
        return self._arrive(office)

    def _leave(self) -> bool:
        page = self.window.current_page() if self.window is not None else None
        return page is None or page.leave()

    def _refused(self, problem: Problem) -> None:
        _log.info("not opened: %s", problem.code)
        if problem.code == "file_damaged":
            self._offer_rescue(Path(str(problem.values["path"])), None, problem)
        elif self._desk is not None and self.window is not None:
            self._desk.trouble(problem)
        else:
            self.choose(problem)

    def _arrive(self, office: OfficeFile, where: Whereabouts | None = None) -> bool:
        """Show a file that was opened, and let go of the one before."""
        former = (self.window, self._desk, self.office)
        path, key = office.path, office.key
        try:
            # The new window comes first: when the last one closes, the program ends.
            self._show(office, where)
        except Problem as problem:
            with suppress(Problem):
                office.close()
            if problem.code == "file_damaged":
                self._offer_rescue(path, key, problem)
            else:
                self._refused(problem)
            return False
        self._let_go(*former)
        return True

    def _made(self, office: OfficeFile) -> None:
        if self._arrive(office) and office.key is not None and self._desk is not None:
            self._desk.lead(
                lambda: _(
                    "Print the recovery sheet: it opens the file if you forget the password."
                ),
                lambda: _("Protection and backups"),
                "protection",
            )

    def _show(self, office: OfficeFile, where: Whereabouts | None = None) -> None:
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
        try:
            window = self._window(desk)
            if where is not None:
                window.stage.return_to(where)
        except Problem:  # the file cannot be read, or not all of it
            desk.close()
            desk.deleteLater()
            raise
        self.office, self._desk, self.window = office, desk, window
        window.show()
        if self.start_window is not None:
            self.start_window.hide()
        if office.key is not None:
            lock_when_alone(self._app, desk, self._clock, self.lock)
        window.activateWindow()
        self._put_back(desk, window)
        QTimer.singleShot(_WARM_UP_MS, desk, lambda: self._warm_up(desk, before))

    def _put_back(self, desk: Desk, window: MainWindow, rounds: int = _ROUNDS) -> None:
        """Put back what was typed, once the window is the active one: before, no field is."""
        if self._desk is not desk:  # the file may have been closed meanwhile
            return
        if rounds and not window.isActiveWindow():
            again = partial(self._put_back, desk, window, rounds - 1)
            QTimer.singleShot(_AGAIN_MS, window, again)
            return
        desk.drafts.put_back(contents.editors(), window)

    def _window(self, desk: Desk) -> MainWindow:
        window = window_for(desk, self.switch)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.new_office_asked.connect(self.ask_new)
        window.open_office_asked.connect(self.ask_open)
        window.recent_asked.connect(lambda path: self.open(Path(path)))
        window.demo_asked.connect(self.open_demo)
        desk.lock_asked.connect(self.lock)
        desk.replace_asked.connect(self._replace)
        window.closed.connect(self._window_closed)
        return window

    def _warm_up(self, desk: Desk, before: date | None) -> None:
        if self._desk is desk:  # the file may have been closed meanwhile
            # Imported when it is wanted: the window is painted before.
            from desktop.ui import behind

            behind.begin(desk, before, save=self._save, damaged=self.rescue)

    # -- encrypted files

    def _ask_password(self, path: Path) -> bool:
        """Open an encrypted file by what this computer remembers, else ask for its password."""
        if self.unlock is not None and self.unlock.path == path:
            self.unlock.activateWindow()
            return True
        # Who has it open is told at once: a password would be typed for nothing.
        with locked(path, self._author()):
            pass
        unlock = self._unlock_window(path)
        if self.window is not None:
            unlock.setWindowModality(Qt.WindowModality.ApplicationModal)
        unlock.begin(ask=False)
        return True

    def _unlock_window(self, path: Path, where: Whereabouts | None = None) -> UnlockWindow:
        from desktop.ui.unlock.window import UnlockWindow

        former = self.unlock
        self.unlock = unlock = UnlockWindow(path, self.settings.installation_id, self._opening)

        def close() -> None:
            if self.unlock is unlock:
                self.unlock = None
            unlock.close()

        def opened(made: Opened) -> None:
            if self._arrive(made.office, where) and made.problem is not None and self._desk:
                self._desk.trouble(made.problem)
            close()

        def damaged(problem: Problem, key: Key) -> None:
            self._offer_rescue(path, key, problem)
            close()

        def others() -> None:
            if self.window is None:
                self.choose()
            close()

        unlock.opened.connect(opened)
        unlock.damaged.connect(damaged)
        unlock.others_asked.connect(others)
        unlock.language_asked.connect(self._speak)
        unlock.destroyed.connect(lambda: self._forget(unlock))
        if former is not None:
            former.close()
        return unlock

    def _forget(self, unlock: UnlockWindow) -> None:
        if self.unlock is unlock:
            self.unlock = None

    def _lock(self) -> None:
        window, office = self.window, self.office
        if window is None or office is None:
            return
        # What cannot be read stays as a draft: locking is never refused.
        if not self._leave() and self._desk is not None:
            self._desk.drafts.hold()
        clear_clipboard()
        unlock = self._unlock_window(office.path, window.stage.whereabouts())
        unlock.begin(ask=True, place=window.geometry())
        self._close_office()
        # The key goes with the last of what knew the file, some of it held only in circles.
        QTimer.singleShot(0, self, gc.collect)

    def _close_office(self) -> Problem | None:
        former = (self.window, self._desk, self.office)
        self.window = self._desk = self.office = None
        return self._let_go(*former)

    def _replace(self, work: ReplaceWork) -> None:
        """Work at the office file itself while it is closed, and open it again."""
        when_alone(self, lambda: self._replace_now(work))

    def _replace_now(self, work: ReplaceWork) -> None:
        from desktop.ui.unlock.waiting import WaitingWindow

        window, office = self.window, self.office
        if window is None or office is None or not self._leave():
            return
        where, path, key = window.stage.whereabouts(), office.path, office.key
        self.waiting = waiting = WaitingWindow(window)
        waiting.show()
        refused = self._close_office()

        def change() -> tuple[OfficeFile, BaseException | None]:
            fault: BaseException | None = refused
            now = key
            if fault is None:
                try:
                    now = work(path, key)
                except Exception as error:  # noqa: BLE001 - whatever it is, the file is opened again first
                    fault = error
            return self._opening(path, now), fault

        def done(made: tuple[OfficeFile, BaseException | None]) -> None:
            self.waiting = None
            reopened, fault = made
            there = self._arrive(reopened, where)
            if isinstance(fault, Problem) and there and self._desk is not None:
                self._desk.trouble(fault)
            elif fault is not None and not isinstance(fault, Problem):
                raise fault

        def failed(error: BaseException) -> None:
            self.waiting = None
            if not isinstance(error, Problem):
                self.choose()
                raise error
            if error.code == "file_damaged":
                self._offer_rescue(path, key, error)
            else:
                self.choose(error)

        waiting.run(change, done, failed)

    # -- damaged files

    def _rescue(self, path: Path, key: Key | None, problem: Problem) -> None:
        if self.office is not None and self.office.path == path:
            self._leave()
            self.choose()
            self._close_office()
            self._offer_rescue(path, key, problem)

    def _offer_rescue(self, path: Path, key: Key | None, problem: Problem) -> None:
        """Show what can be done for a damaged file, over the window that stands already."""
        from desktop.store.backups import places_of
        from desktop.ui.rescue import RescueDialog

        if self.window is None:
            self.choose(problem)
        dialog = RescueDialog(
            path,
            key,
            problem,
            places_of(path, self.settings.backup_folder),
            self._parent(),
            clock=self._clock,
            zone=self.settings.home_zone,
        )

        def finished() -> None:
            outcome = dialog.outcome
            dialog.deleteLater()
            if outcome is not None:
                self._open_rescued(outcome, key)

        dialog.finished.connect(finished)
        dialog.open()

    def _open_rescued(self, path: Path, key: Key | None) -> None:
        """Open what was rescued: its key is that of the file that was damaged, or asked for."""
        if key is not None:
            try:
                office = self._opening(path, key)
            except Problem as problem:
                if problem.code not in ("key_wrong", "file_foreign"):
                    self._refused(problem)
                    return
            else:
                self._arrive(office)
                return
        self.open(path)

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
    ) -> Problem | None:
        """Close these; gives what kept the file from being closed in good order, with no loss."""
        if window is not None:
            window.closed.disconnect(self._window_closed)
            window.put_away()
        if office is not None:
            office.stop_checking()
        if desk is not None:
            desk.close()
            desk.deleteLater()
        if office is not None:
            try:
                office.close()
            except Problem as problem:
                _log.warning("the file was not closed in good order: %s", problem.code)
                return problem
        return None

    def _window_closed(self) -> None:
        desk, office = self._desk, self.office
        self.window = self._desk = self.office = None
        self._let_go(None, desk, office)

    def _speak(self, code: str) -> None:
        self.switch.use(code)
        self.settings.language = code
        self._save()

    def _parent(self) -> QWidget | None:
        return self.window or self.start_window

    def _save(self) -> None:
        try:
            settings.save(self._paths.settings_file(), self.settings)
        except OSError as fault:
            _log.warning("the settings could not be saved: %s", fault.strerror)


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
    guard.damaged.connect(program.rescue)
    guard.refused.connect(program.refused, Qt.ConnectionType.QueuedConnection)
    # From within the event loop, so that even a bug in the very beginning is told.
    QTimer.singleShot(0, program, lambda: program.begin(options.office))
    code = int(app.exec())
    program.end()
    guard.restore()
    return code

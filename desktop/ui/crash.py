"""Our own mistakes: one dialog with a report that can be copied, and a record in the log.

The world's faults are `Problem`s and are told in the bar; what arrives here is a bug.
"""

from __future__ import annotations

import logging
import platform
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from traceback import extract_tb
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from desktop import __version__
from desktop.errors import Problem
from desktop.language import _
from desktop.ui import look
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, PlainLabel, row

_log = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Versions and the way to the fault: file names without folders of the user, and no values.

    The message of an error may quote a name or a passport number, so it is left out; a `Problem`
    gives its code.
    """
    lines = [
        f"Kakehashi {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()}",
        "",
    ]
    current: BaseException | None = error
    chain: list[BaseException] = []
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or current.__context__
    for each in reversed(chain):
        frames = extract_tb(each.__traceback__ if each is not error else trace)
        lines += [f"  {_relative(at.filename)}:{at.lineno} {at.name}" for at in frames]
        code = f" {each.code}" if isinstance(each, Problem) else ""
        lines.append(f"{type(each).__module__}.{type(each).__qualname__}{code}")
    return "\n".join(lines)


def _relative(name: str) -> str:
    path = Path(name)
    if path.is_relative_to(_ROOT):
        inside = path.relative_to(_ROOT)
        if "site-packages" not in inside.parts:
            return inside.as_posix()
    parts = path.parts
    if "site-packages" in parts:
        return "/".join(parts[parts.index("site-packages") + 1 :])
    return path.name


class CrashDialog(Spoken, QDialog):
    """Says that the program made a mistake and the file is safe, and shows the report."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = text
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading, sentence = PlainLabel(role="section"), PlainLabel(wrap=True)
        self.say(self.setWindowTitle, lambda: _("Something went wrong"))
        self.say(heading.setText, lambda: _("Something went wrong"))
        self.say(
            sentence.setText,
            lambda: _(
                "This is a mistake in Kakehashi. Your office file is safe: every change before "
                "this one is saved. The report below holds no names and no contents of the file."
            ),
        )
        shown = QPlainTextEdit(text)
        shown.setReadOnly(True)
        shown.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.say(shown.setAccessibleName, lambda: _("Error report"))
        copy = Button(lambda: _("Copy the report"), self.copy, icon="copy")
        close = Button(lambda: _("Continue"), self.accept, kind="filled")
        close.setDefault(True)
        close.setFocus()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.L)
        layout.setSpacing(look.M)
        for part in (heading, sentence, shown):
            layout.addWidget(part)
        layout.addLayout(row(copy, None, close))
        self.resize(look.PALETTE, look.COLUMN * 3 // 2)

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self._report)


class CrashGuard(QObject):
    """Takes `sys.excepthook` and tells of each bug once, on the window's thread.

    A failing paint calls the hook again on each repaint, so there is one dialog at a time, and
    the same report is shown only once. `damaged` tells of an office file that the disk gives back
    otherwise than it was written, `refused` of one that the disk does not give or take just now.
    """

    damaged = Signal(object)
    refused = Signal(object)
    _caught = Signal(str)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._shown: set[str] = set()
        self.dialog: CrashDialog | None = None
        self._before: Hook = sys.excepthook
        self._before_threads = threading.excepthook
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def restore(self) -> None:
        """Give the hooks back."""
        sys.excepthook = self._before
        threading.excepthook = self._before_threads

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, trace)
            return
        if isinstance(error, Problem) and error.code == "file_damaged":
            # Read wherever it may: the world's fault, which has help of its own.
            _log.warning("the office file is damaged")
            self.damaged.emit(error)
            return
        if isinstance(error, Problem) and error.code in ("file_unwritable", "file_full"):
            _log.warning("the disk refused: %s", error.code)
            self.refused.emit(error)
            return
        text = report(kind, error, trace)
        _log.error("a bug was met\n%s", text)
        # Queued also from this thread: a dialog opened inside a paint event would hang in it.
        self._caught.emit(text)

    def _thread_hook(self, fault: threading.ExceptHookArgs) -> None:
        if fault.exc_value is not None:
            self._hook(fault.exc_type, fault.exc_value, fault.exc_traceback)

    @Slot(str)
    def _show(self, text: str) -> None:
        if self.dialog is not None or text in self._shown:
            return
        self._shown.add(text)
        self.dialog = CrashDialog(text, QApplication.activeWindow())
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self) -> None:
        self.dialog = None

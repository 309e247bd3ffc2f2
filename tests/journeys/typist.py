"""A program of its own that types into the main window and is killed, or starts again and looks.

    python -m tests.journeys.typist type|store|look OFFICE PERSON DATA [KEY]

`type` kills itself as soon as what is typed is in the draft file, `store` as soon as it is stored;
`look` says as JSON what an officer sees after the next start, and ends as programs do.
"""

import json
import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.app import Program
from desktop.domain import Person
from desktop.paths import Paths
from desktop.settings import Settings
from desktop.store import records
from desktop.store.cipher import Key
from desktop.store.drafts import draft_path
from desktop.store.office import OfficeFile
from desktop.ui import contents
from desktop.ui.desk import Desk
from desktop.ui.editors.record import RecordEditor
from desktop.ui.forms import Field, TextLine
from desktop.ui.window import MainWindow

TYPED = "Typed"
_POLL_MS = 5
_SEEN_MS = 100  # after the window is in front, which what was typed waits for


def main(what: str, path: str, person: str, data: str, key: str = "") -> int:
    """Open the office file in a window and do one of the three."""
    app = QApplication([])
    chosen = Settings(officer="Mette Demosen", office_name="Demo Embassy", language="en")
    program = Program(app, Paths(Path(data)), chosen)
    office, window = _encrypted(program, Path(path), key) if key else _plain(program, Path(path))
    window.activateWindow()
    if what == "look":
        QTimer.singleShot(0, app, lambda: _look_when(app, office, window, person))
    else:
        QTimer.singleShot(0, app, lambda: _type(app, office, window, person, what == "store"))
    code = int(app.exec())
    program.end()
    if key:
        window.close()
        window.desk.close()
        office.close()
    return code


def _plain(program: Program, path: Path) -> tuple[OfficeFile, MainWindow]:
    program.open(path)
    assert program.office is not None
    assert program.window is not None
    return program.office, program.window


def _encrypted(program: Program, path: Path, key: str) -> tuple[OfficeFile, MainWindow]:
    office = OfficeFile.open(path, key=Key(bytes.fromhex(key)))
    desk = Desk(office, program.settings, office.clock)
    window = MainWindow(desk, contents.pages(), contents.editors(), switch=program.switch)
    window.show()
    desk.drafts.put_back(contents.editors(), window)
    return office, window


def _given(office: OfficeFile, person: str) -> str:
    with office.reading() as session:
        return records.get(session, Person, person).given


def _field(window: MainWindow) -> Field | None:
    page = window.current_page()
    return page.form.field("given") if isinstance(page, RecordEditor) else None


def _type(
    app: QApplication, office: OfficeFile, window: MainWindow, person: str, stored: bool
) -> None:
    window.desk.open("person", person)
    field = _field(window)
    assert field is not None
    written = field.control()
    assert isinstance(written, TextLine)
    written.setFocus()
    written.selectAll()
    QTest.keyClicks(written, TYPED)
    timer = QTimer(app)
    timer.timeout.connect(lambda: _end_when(office, person, stored))
    timer.start(_POLL_MS)


def _end_when(office: OfficeFile, person: str, stored: bool) -> None:
    there = draft_path(office.path).exists()
    if (_given(office, person) == TYPED and not there) if stored else there:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def _look_when(app: QApplication, office: OfficeFile, window: MainWindow, person: str) -> None:
    if window.isActiveWindow():
        QTimer.singleShot(_SEEN_MS, app, lambda: _look(app, office, window, person))
    else:
        QTimer.singleShot(_POLL_MS, app, lambda: _look_when(app, office, window, person))


def _look(app: QApplication, office: OfficeFile, window: MainWindow, person: str) -> None:
    field = _field(window)
    seen = {
        "stored": _given(office, person),
        "seen": field.written()["0"] if field is not None else None,
        "said": window.bar.text(),
    }
    sys.stdout.write(json.dumps(seen))
    app.quit()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

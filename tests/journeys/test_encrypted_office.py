"""An officer who protects her office: a password, a lock, a password forgotten, a crash."""

import sys
from pathlib import Path
from subprocess import run

from PySide6.QtWidgets import QLineEdit

from desktop.domain import Person
from desktop.store.cipher import is_plain
from desktop.store.keys import recovery_code
from desktop.store.protect import change_passphrase
from tests.journeys.conftest import Start
from tests.journeys.officer import settle

FIRST, SECOND, THIRD = "bridge over the sound", "another good bridge", "a third long bridge"
_ROOT = Path(__file__).resolve().parents[2]

# Another process writes one change more, and dies without closing anything.
_DIES = """
import os, sys
from pathlib import Path
from desktop.domain import Person
from desktop.store import records
from desktop.store.keys import read_keys
from desktop.store.office import OfficeFile
path = Path(sys.argv[1])
office = OfficeFile.open(path, key=read_keys(path).unlock(sys.argv[2]))
with office.writing("create") as session:
    records.add(session, Person(family="Second", given="Demo"))
os._exit(9)
"""


def test_nothing_is_lost_and_nobody_let_in(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "office.kakehashi"
    officer = start()
    officer.begin_empty("Mette Demosen", "Demo Embassy, Tokyo", path, FIRST)
    assert not is_plain(path)
    assert "recovery sheet" in officer.said()

    officer.key("Ctrl+6")
    officer.press("New person", first=True)
    officer.write("Family name", "First")
    officer.write("Given name", "Demo")
    assert officer.window.windowTitle() == "Person – Kakehashi"

    # -- locked: the key is gone, a wrong password does not open, the right one leads back
    officer.key("Ctrl+L")
    assert "Unlock" in officer.names()
    officer.unlock("not the password")
    assert "This is not the password of this file." in officer.texts()
    officer.unlock(FIRST)
    office = officer.program.office
    assert office is not None
    assert office.key is not None
    line = officer.field("Family name")
    assert isinstance(line, QLineEdit)
    assert line.text() == "First"

    # -- another password; the sheet that was printed stays right
    code = recovery_code(office.key)
    change_passphrase(path, office.key, SECOND)
    officer.key("Ctrl+L")
    officer.unlock(FIRST)
    assert "This is not the password of this file." in officer.texts()
    officer.unlock(SECOND)
    assert officer.program.office is not None
    officer.program.end()
    settle()

    died = run([sys.executable, "-c", _DIES, str(path), SECOND], cwd=_ROOT, check=False)
    assert died.returncode == 9
    assert path.with_name(path.name + "-wal").stat().st_size > 0

    # -- after the restart nobody knows the password any more
    officer = start()
    officer.until(lambda: officer.program.unlock is not None)
    officer.until(lambda: "Use the recovery sheet…" in officer.names())
    officer.press("Use the recovery sheet…")
    officer.write("Recovery code", code.replace(" ", "-").lower())
    officer.press("Continue")
    officer.until(lambda: "Open the file" in officer.names())
    officer.write("New password", THIRD)
    officer.write("The same password again", THIRD)
    officer.press("Open the file")
    officer.until(lambda: officer.program.office is not None)
    with officer.window.desk.office.reading() as session:
        assert {row.family for row in session.query(Person)} == {"First", "Second"}
    officer.key("Ctrl+L")
    officer.unlock(THIRD)
    assert officer.program.office is not None

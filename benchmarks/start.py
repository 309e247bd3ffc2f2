"""From the start of the process to a usable window, against a trivial PySide6 window.

`python -m benchmarks.start [rounds]`: the two are started in turn, with no screen, on the demo
office; "usable" is a painted list of delegations with its rows.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import table

ROOT = Path(__file__).resolve().parent.parent
TRIVIAL = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("Kakehashi"))
window.show()
def painted():
    print(time.monotonic_ns())
    app.quit()
QTimer.singleShot(0, painted)
app.exec()
"""
OURS = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop.app import Program
from desktop.paths import Paths
from desktop.settings import Settings
folder = Path(sys.argv[1])
app = QApplication([])
program = Program(app, Paths(folder), Settings(officer="Benchmark", language="en"))
program.begin(folder / "demo.kakehashi")
program.window.show_page("delegations")
def usable():
    assert program.window.current_page().model.rowCount() > 0
    print(time.monotonic_ns())
    app.quit()
QTimer.singleShot(0, usable)
app.exec()
program.end()
"""


def started(script: str, folder: str) -> float:
    """Milliseconds from starting the process until the script said that its window is there."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    begun = time.monotonic_ns()
    done = subprocess.run(
        [sys.executable, "-c", script, folder],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return (int(done.stdout.split()[-1]) - begun) / 1e6


def main() -> None:
    """Measure and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "desktop", "demo", f"{folder}/demo.kakehashi"],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
        ours, theirs = [], []
        for _ in range(rounds + 1):
            theirs.append(started(TRIVIAL, folder))
            ours.append(started(OURS, folder))
    row = (
        "start to a usable list",
        statistics.median(ours[1:]),
        "trivial window",
        statistics.median(theirs[1:]),
    )
    sys.stdout.write(table([row]) + "\n")


if __name__ == "__main__":
    main()

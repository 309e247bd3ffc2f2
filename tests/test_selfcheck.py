"""The program's own proof runs from the checkout as it runs from the bundle."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STEPS = ["window", "records", "languages", "undo", "pdf", "ics", "draft", "reopen"]


def test_the_selfcheck_passes_every_step() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--selfcheck"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("ok: ")] == [
        f"ok: {step}" for step in STEPS
    ]

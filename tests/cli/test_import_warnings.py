"""What comes in under a name that is not what it looks is taken, and told."""

import json
import os
from pathlib import Path

import pytest

from desktop.__main__ import main
from tests.calendars.foreign import event, file
from tests.cli.conftest import Run

OFFICE = {
    "format": "kakehashi-office",
    "version": 1,
    "people": [
        {"id": "00000000-0000-4000-8000-000000000001", "family": "M\u0430ria"},
        {"id": "00000000-0000-4000-8000-000000000002", "family": "Møller", "given": "I\u202eda"},
    ],
}


def test_an_import_warns_of_each_name(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_text(json.dumps(OFFICE), encoding="utf-8")
    told = run("import", path).splitlines()
    assert [line.partition("”")[0] for line in told[:2]] == [
        "Warning: people[0].family: “M\u0430ria",
        "Warning: people[1].given: “I⟨U+202E⟩da",
    ]
    assert len(told) == 3


def test_a_calendar_warns_of_a_title(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "invitation.ics"
    path.write_bytes(file(event("DTSTART:20270420T180000Z", "SUMMARY:T\u0430lks", uid="a@b")))
    assert "U+0430" in run("import", path, "--dry-run")


@pytest.mark.skipif(os.name != "posix", reason="only there are pipes that lie in folders")
def test_a_pipe_is_refused_and_never_waited_for(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pipe.json"
    os.mkfifo(path)
    assert main(["--office", str(demo), "import", str(path)]) != 0
    assert "not an ordinary file" in capsys.readouterr().err

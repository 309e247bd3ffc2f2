"""The program is killed while the officer types; at the next start nothing is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.domain import Person
from desktop.store import records
from desktop.store.drafts import draft_path
from desktop.store.office import OfficeFile
from tests.journeys.typist import TYPED

ROOT = Path(__file__).parents[2]


def _run(what: str, path: Path, person: str, key: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.journeys.typist", what),
            *(str(path), person, str(path.parent / "user"), *([key] if key else [])),
        ],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    # Killed in the middle of its work, and by nothing else that went wrong.
    assert (done.returncode != 0) == (what != "look"), done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return done


def _office(path: Path, passphrase: str | None) -> tuple[str, str]:
    """An office file with one person; gives who it is, and the key as digits."""
    office = OfficeFile.create(path, passphrase=passphrase)
    with office.writing("create") as session:
        person = records.add(session, Person(given="Before")).id
    key = office.key.raw.hex() if office.key is not None else ""
    office.close()
    return person, key


@pytest.mark.parametrize("passphrase", [None, "a long demo password"])
def test_killed_before_it_was_stored_it_is_put_back(tmp_path: Path, passphrase: str | None) -> None:
    path = tmp_path / "office.kakehashi"
    person, key = _office(path, passphrase)
    _run("type", path, person, key)
    left = draft_path(path).read_bytes()
    assert (TYPED.encode() in left) == (passphrase is None)
    seen = json.loads(_run("look", path, person, key).stdout)
    assert seen == {
        "stored": TYPED,
        "seen": TYPED,
        "said": "What you had typed and was not stored yet has been put back.",
    }
    assert not draft_path(path).exists()


def test_killed_after_two_seconds_it_was_stored(tmp_path: Path) -> None:
    path = tmp_path / "office.kakehashi"
    person, key = _office(path, None)
    _run("store", path, person, key)
    seen = json.loads(_run("look", path, person, key).stdout)
    assert seen == {"stored": TYPED, "seen": None, "said": ""}

"""The endurance tests in short, and that each would find a loss if there were one.

The long runs are `python -m tests.endurance`; docs/reliability.md has their figures.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from desktop.domain import Person
from desktop.store.office import OfficeFile
from tests.endurance.work import Officer, State, faults, make_office, office_at, patched, state

ROOT = Path(__file__).resolve().parents[2]
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs fork, SIGKILL and limits of POSIX")


def endure(*arguments: str) -> str:
    """What the command prints: a process of its own, because it forks and limits itself."""
    command = [sys.executable, "-m", "tests.endurance", *arguments]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, ""), told.stdout + told.stderr
    return told.stdout


def figures(told: str, what: str) -> int:
    """The number before a word in what was printed, all lines together."""
    return sum(int(number) for number in re.findall(rf"(\d+) {what}", told))


# --- the work itself ---------------------------------------------------------------------------


def test_an_officer_knows_what_is_left(tmp_path: Path) -> None:
    path = tmp_path / "office.kakehashi"
    make_office(path)
    told: list[str] = []
    with office_at(path, None) as office:
        officer = Officer(office, Random(7), after=lambda: told.append("ack"))
        for _action in range(25):
            officer.act()
        with office.reading() as session:
            assert state(session) == officer.state
            assert faults(session) == []
    assert len(told) == 25
    assert {row[0] for row in officer.state.values()} == {"person", "item", "link"}


def test_a_patch_adds_changes_and_removes() -> None:
    before: State = {"a": ("person", "x"), "b": ("person", "y")}
    after = patched(before, {"a": None, "b": ("person", "z"), "c": ("item", "w")})
    assert after == {"b": ("person", "z"), "c": ("item", "w")}


def test_a_row_that_the_log_does_not_tell_is_found(tmp_path: Path) -> None:
    path = tmp_path / "office.kakehashi"
    make_office(path)
    with office_at(path, None) as office:
        with office.writing("create") as session:
            session.add(Person(given="Told"))
        behind_the_log(office, "UPDATE person SET given = 'Untold'")
        with office.reading() as session:
            assert faults(session) == ["the log tells other rows"]
        behind_the_log(office, "DELETE FROM person")
        with office.reading() as session:
            assert faults(session) == ["the log tells other rows"]


def behind_the_log(office: OfficeFile, statement: str) -> None:
    with office._writing.connect() as connection, connection.begin():
        connection.exec_driver_sql(statement)


# --- killed ------------------------------------------------------------------------------------


@POSIX
@pytest.mark.timeout(600)
def test_nothing_is_lost_when_the_program_is_killed() -> None:
    told = endure("kill", "--cycles", "6", "--seed", "3")
    assert figures(told, "cycles") == 12
    assert figures(told, "acknowledged") > 0
    assert figures(told, "losses") == 0


@POSIX
@pytest.mark.timeout(600)
def test_a_store_that_told_too_early_would_be_found() -> None:
    code = (
        "from tests.endurance.kill import run\n"
        "print(len(run(5, 3, encrypted=False, moments=['editing'], early=True).faults))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert int(told.stdout) > 0


# --- power cut ---------------------------------------------------------------------------------


@pytest.mark.extended
@pytest.mark.timeout(600)
def test_nothing_is_lost_when_the_power_is_cut() -> None:
    told = endure("cut", "--cycles", "50")
    (ours, *weaker) = told.splitlines()
    assert (figures(ours, "cuts"), figures(ours, "losses")) == (50, 0)
    assert figures(ours, "within a transaction") == 25
    assert figures(ours, "with writes not yet on the disk") > 0
    # Settings that save a sync lose in the same cuts, so that the cuts prove something.
    assert len(weaker) == 2
    assert all(figures(line, "losses") > 0 for line in weaker)


# --- full --------------------------------------------------------------------------------------


@POSIX
@pytest.mark.timeout(600)
def test_nothing_is_lost_when_the_disk_is_full() -> None:
    told = endure("full", "--cycles", "1")
    assert figures(told, "tries") >= 7
    refused = re.search(r"refused (\d+)", told)
    assert refused is not None
    assert int(refused[1]) > 0
    assert figures(told, "losses") == 0

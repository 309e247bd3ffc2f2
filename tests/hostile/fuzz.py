"""Throws inputs at everything that reads what somebody else wrote; `--minutes N` for long.

Each target reads one input. It takes it whole, or raises `Problem` with a sentence and changes
nothing; anything else is a fault of ours, as is an input that takes longer than `SLOWEST`.
Hypothesis makes the inputs (`strategies`), and the smallest of those that break a target. Prints
how many inputs there were of each kind, and what became of them.
"""

import argparse
import faulthandler
import json
import logging
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import just, sampled_from

from desktop import words
from desktop.cli import importing
from desktop.documents.house_folder import STYLE, read_house
from desktop.domain import Delegation
from desktop.errors import Problem
from desktop.language import CODES, Language
from desktop.planning.drafting import form
from desktop.settings import load
from desktop.store import directory, lists
from desktop.store.identify import check_sound
from desktop.store.interchange import export, import_office
from desktop.store.interchange_read import read
from desktop.store.keys import Keys, dump_keys, keys_path, read_keys
from desktop.store.office import OfficeFile
from desktop.ui.drafting import typed
from desktop.ui.members import paste, reading
from tests.hostile import strategies as st
from tests.hostile.calendar_files import CALENDARS
from tests.hostile.kit import demo
from tests.store.kit import dangling, rows

SLOWEST = 2.0  # seconds of the processor
HANGS = 300.0  # seconds of the clock, after which the stack is shown and the run ends
REFERENCE, ZONES = "DEL-2026-999", ("Asia/Tokyo", "Europe/Copenhagen")
DAYS = [date(2027, 4, 19), date(2027, 4, 20)]
# What is wrong with a file as a whole has no place in it.
PLACELESS = frozenset(
    ("too_large", "too_deep", "bad_number", "not_utf8", "bad_json", "duplicate_field")
)
MANY = settings(
    max_examples=200,
    database=None,
    deadline=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
Target = Callable[[bytes, Path], None]
Ended = Callable[[str, float], None]


@contextmanager
def opened(path: Path) -> Iterator[OfficeFile]:
    """An office that is as it was if an import is refused, and sound in any case."""
    with closing(OfficeFile.open(path)) as office:
        before = rows(path), office.undo_label()
        try:
            yield office
        except Problem:
            check(before == (rows(path), office.undo_label()), "a refused import left something")
            raise
        finally:
            check(dangling(path) == [], "a reference to nothing")


def json_import(content: bytes, folder: Path) -> None:
    """Import into an office: all of it, or none, and what was taken can be given away again."""
    with opened(folder / "office.kakehashi") as office:
        try:
            counts = import_office(office, content)
        except Problem as problem:
            told = problem.values
            placed = told.get("path") or told.get("reason") in PLACELESS or "version" in told
            check(placed or "expected" in told, "no place")
            raise
        with office.reading() as session:
            written = export(session, private=True)
        given_away = json.loads(written)
        check(all(len(given_away[name]) >= counts[name] for name in counts), "not all was taken")
        read(written)


def ics_import(content: bytes, folder: Path) -> None:
    """Compare a calendar file with an office, and take over all of it, or none."""
    with opened(folder / "office.kakehashi") as office:
        asked = importing.compare(office, content, (), ZONES).reading.questions
        answers = [f"{one.name or 'floating'}={[*one.offered, 'Asia/Tokyo'][0]}" for one in asked]
        found = importing.compare(office, content, answers, ZONES)
        check(not found.reading.questions, "asked again")
        for refused in found.reading.refused:
            check(refused.line > 0, "no line")
            check_said(refused.problem)
        for code in CODES:
            "\n".join(importing.lines(found, Language.of(code))).encode()
        json.dumps(importing.as_json(found))
        importing.take(office, found, REFERENCE)


def office_file(content: bytes, folder: Path) -> None:
    """Open an office file, and look at what the window shows first."""
    path = folder / "foreign.kakehashi"
    path.write_bytes(content)
    try:
        office = OfficeFile.open(path)
    except Problem:
        check(path.read_bytes() == content, "a refused file is another one now")
        raise
    with closing(office):
        check_sound(path)
        office.undo_label()
        with office.reading() as session:
            for listed in (directory.people, directory.places, lists.delegations, lists.exchanges):
                listed(session)


def key_file(content: bytes, folder: Path) -> None:
    """Read a key file, and try it with a secret; no passphrase, which is slow on purpose."""
    path = folder / "foreign.kakehashi"
    keys_path(path).write_bytes(content)
    read_keys(path).unlock_remembered("computer", bytes(32))


def settings_file(content: bytes, folder: Path) -> None:
    """Read settings; whatever they are, there are some."""
    path = folder / "settings.toml"
    path.write_bytes(content)
    load(path)


def house_style(content: bytes, folder: Path) -> None:
    """Read how an office wants its papers."""
    (folder / STYLE).write_bytes(content)
    read_house(folder)


def plan_problem(content: bytes, folder: Path) -> None:
    """Read a problem of `kakehashi plan-benchmark`."""
    try:
        form.read(content)
    except Problem as problem:
        placed = {"where", "line"} & set(problem.values) or problem.code == "plan_too_large"
        check(placed, "no place")
        raise


def pasted_hosts(content: bytes, folder: Path) -> None:
    """Read hosts as they were copied from a sheet, and their possible times."""
    text = content.decode(errors="replace")
    for host in typed.read_pasted(text):
        check(host.name, "no name")
    for cell in text.split("\t")[:5]:
        try:
            typed.read_windows(cell, DAYS)
        except typed.Unclear as unclear:
            check(unclear.said, "no sentence")


def pasted_people(content: bytes, folder: Path) -> None:
    """Read a list of people as it was copied from a sheet."""
    table = paste.parse(content.decode(errors="replace"))
    for code in CODES:
        people = reading.read(table, Language.of(code), DAYS[0])
        check(len(people) == len(table.rows), "not all was read")


TARGETS: dict[str, Target] = {
    "json import": json_import,
    "ics import": ics_import,
    "office file": office_file,
    "key file": key_file,
    "settings": settings_file,
    "house style": house_style,
    "plan problem": plan_problem,
    "pasted hosts": pasted_hosts,
    "pasted people": pasted_people,
}


class Inputs:
    """A strategy for each target, made of sound inputs."""

    def __init__(self, folder: Path) -> None:
        OfficeFile.create(folder / "empty.kakehashi").close()
        empty = (folder / "empty.kakehashi").read_bytes()
        with (
            closing(OfficeFile.create(folder / "office.kakehashi")) as office,
            office.writing("create") as session,
        ):
            session.add(Delegation(reference=REFERENCE))
        self.office = (folder / "office.kakehashi").read_bytes()
        with closing(OfficeFile.create(folder / "full.kakehashi")) as full:
            import_office(full, json.dumps(demo()))
        encrypted = OfficeFile.create(folder / "locked.kakehashi", passphrase="a passphrase")
        assert encrypted.key is not None
        keys, _secret = read_keys(encrypted.path).with_computer(encrypted.key, "computer")
        encrypted.close()
        load(folder / "settings.toml")
        saved = (folder / "settings.toml").read_bytes()
        names = [line.partition(" ")[0] for line in saved.decode().splitlines() if " = " in line]
        sound = sampled_from((empty, full.path.read_bytes()))
        self.of: dict[str, st.Bytes] = {
            "json import": st.json_like(st.offices()),
            "ics import": CALENDARS,
            "office file": sound | st.damaged(sound),
            "key file": st.json_like(just(_keys_json(keys))),
            "settings": st.settings_like(saved, names),
            "house style": st.json_like(just(HOUSE)),
            "plan problem": st.json_like(just(PLAN)),
            "pasted hosts": st.PASTED,
            "pasted people": st.PASTED,
        }


HOUSE = {
    "accent": "plum",
    "letterhead": {"en": ["a", "b"], "ja": "見本"},
    "footer": {"da": "x"},
    "wording": {"Programme": {"en": "Schedule"}, "Day {number}": {"en": "{number}. day"}},
}
PLAN: dict[str, Any] = {
    "days": [
        {"start": 0, "end": 0, "open": 540, "close": 1050, "tracks": 2},
        {
            "start": 0,
            "end": 1,
            "open": 540,
            "close": 900,
            "longest": 300,
            "lunch": {"open": 690, "close": 810, "minutes": 60},
        },
    ],
    "hosts": [
        {"id": "riken", "value": 40, "duration": 90, "windows": [[[840, 960], [540, 720]], []]},
        {"id": 7, "value": 15.5, "duration": 60, "must": True, "windows": {"1": [[600, 720]]}},
        {"id": "lab", "value": 0, "duration": 0.5, "place": 1, "windows": [540, 720]},
    ],
    "travel": [[0, 10, 20, 30], [10, 0, 10, 20], [20, 10, 0, 10], [30, 20.5, 10, 0]],
    "travel_cost": 0.02,
}


def run(kind: str, content: bytes, office: bytes, folder: Path) -> str:
    """Throw one input at one target; gives what became of it, raises what should not be."""
    work = folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    if kind in ("json import", "ics import"):
        (work / "office.kakehashi").write_bytes(office)
    begun = time.process_time()
    try:
        TARGETS[kind](content, work)
    except Problem as problem:
        check_said(problem)
        end = problem.code
    else:
        end = "taken"
    spent = time.process_time() - begun
    check(spent < SLOWEST, f"{spent:.1f} s for {len(content)} bytes")
    return end


def check(holds: object, otherwise: str) -> None:
    """Fail where something does not hold that must."""
    if not holds:
        raise AssertionError(otherwise)


def check_said(problem: Problem) -> None:
    """See that a person is told what is wrong, in words, with nothing of the input in disguise."""
    for code in CODES:
        said = words.problem(problem, Language.of(code))
        check(said and problem.code not in said, "no sentence")
        check(len(said) < 1_000, "no sentence that could be read")
        check(not {"\0", "\u202e", "\u200b"} & set(said), "control signs in a sentence")
        said.encode()


def _keys_json(keys: Keys) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(dump_keys(keys))
    return told


def throw(kind: str, inputs: Inputs, folder: Path, how: settings, ended: Ended) -> None:
    """Throw many inputs at one target; `ended` is told what became of each, and in what time."""

    def thrown(content: bytes) -> None:
        begun = time.process_time()
        end = run(kind, content, inputs.office, folder)
        ended(end, time.process_time() - begun)

    how(given(inputs.of[kind])(thrown))()


def main() -> int:
    """Fuzz all targets in turn for some minutes, and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--only", choices=TARGETS)
    options = parser.parse_args()
    logging.getLogger("desktop").setLevel(logging.CRITICAL)
    counts: Counter[tuple[str, str]] = Counter()
    slowest: dict[str, float] = dict.fromkeys(TARGETS, 0.0)
    broken: set[str] = set()

    def ended(kind: str, code: str, seconds: float) -> None:
        counts[kind, code] += 1
        slowest[kind] = max(slowest[kind], seconds)

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inputs = Inputs(folder)
        end = time.monotonic() + options.minutes * 60
        while time.monotonic() < end:
            for kind in {options.only} if options.only else TARGETS.keys() - broken:
                faulthandler.dump_traceback_later(HANGS, exit=True)
                try:
                    throw(kind, inputs, folder, MANY, partial(ended, kind))
                except Exception:  # noqa: BLE001 (whatever it is, it is told)
                    traceback.print_exc()
                    broken.add(kind)
                faulthandler.cancel_dump_traceback_later()
    for kind in TARGETS:
        told = {code: n for (one, code), n in counts.items() if one == kind}
        total, most = sum(told.values()), slowest[kind]
        sys.stdout.write(f"{kind}: {total} inputs, slowest {most:.2f} s, {told}\n")
    sys.stdout.write(f"together: {sum(counts.values())} inputs, {len(broken)} targets broken\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

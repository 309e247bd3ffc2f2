"""Kill the program at any moment, again and again, and look for what it had said was saved.

A child does random work through the store and tells its parent by a pipe what it is about to do
and what has come back from its commit. The parent kills it (SIGKILL), opens the file, and finds
exactly what was acknowledged, at most with the one action more that was under way, whole.
"""

import json
import os
import select
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from desktop.errors import Problem
from desktop.store.backup import back_up
from desktop.store.identify import check_sound, schema_of
from desktop.store.keys import Keys, read_keys, write_keys
from desktop.store.migrate import SCHEMA_VERSION
from tests.endurance.work import Officer, Patch, State, faults, make_office, office_at, patched
from tests.endurance.work import state as state_of
from tests.store.kit import encrypted_copy

DATA = Path(__file__).parents[1] / "data"
PASSPHRASE = "quiet words for nobody"
# How often each is struck, and for how many seconds at most after the child said it began.
MOMENTS = {
    "editing": (12, 0.06),
    "opening": (2, 0.03),
    "backing up": (2, 0.05),
    "closing": (2, 0.01),
    "upgrading": (1, 0.12),
    "keys": (1, 0.01),
}
_CYCLES_A_FILE = 20
_PATIENCE = 120.0


@dataclass
class Result:
    """How often what was struck, how many commits had been acknowledged, and what was lost."""

    cycles: int = 0
    acked: int = 0
    logs_left: int = 0
    copies_left: int = 0
    struck: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


@dataclass
class Told:
    """What a child said before it died: what was acknowledged, and what it was about to do."""

    acked: list[Patch] = field(default_factory=list)
    pending: Patch | None = None


def run(
    cycles: int,
    seed: int,
    *,
    encrypted: bool,
    moments: list[str] | None = None,
    early: bool = False,
) -> Result:
    """Kill `cycles` children; the same seed does the same work, but not at the same instants.

    `early` acknowledges ahead of the commit, as a store that loses would: that must be found.
    """
    random = Random(seed)
    result = Result()
    chosen = [name for name in moments or MOMENTS if encrypted or name != "keys"]
    with tempfile.TemporaryDirectory() as folder:
        ground = _Ground(Path(folder), encrypted, early)
        for cycle in range(cycles):
            if cycle % _CYCLES_A_FILE == 0:
                ground.fresh()
            (moment,) = random.choices(chosen, [MOMENTS[name][0] for name in chosen])
            seeded = Random(random.random())
            strike = _upgrade if moment == "upgrading" else _strike
            found = strike(ground, moment, seeded, result)
            result.faults += [f"cycle {cycle}, {moment}: {fault}" for fault in found]
            result.cycles += 1
            result.struck[moment] += 1
            if found:
                ground.fresh()
    return result


class _Ground:
    """A folder with an office, its backup, and what is known of both."""

    def __init__(self, folder: Path, encrypted: bool, early: bool) -> None:
        self.early = early
        self._template = folder / "template" / "office.kakehashi"
        self._template.parent.mkdir()
        self.key = make_office(self._template, PASSPHRASE if encrypted else None)
        self.folder = folder / "office"
        self.path = self.folder / "office.kakehashi"
        self.backup = self.folder / "backup.kakehashi"
        self.golden = {}
        for version in range(1, SCHEMA_VERSION):
            plain = DATA / f"office-schema-{version}.kakehashi"
            self.golden[version] = folder / plain.name
            if self.key is None:
                shutil.copy(plain, self.golden[version])
            else:
                encrypted_copy(plain, self.golden[version], self.key)
        self.state: State = {}

    def fresh(self) -> None:
        """Begin with a new office."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self._template.parent, self.folder)
        self.state = {}

    def old(self, version: int) -> Path:
        """An office of an earlier version, which nobody opened since."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        return Path(shutil.copy(self.golden[version], self.path))


def _strike(ground: _Ground, moment: str, random: Random, result: Result) -> list[str]:
    """Let a child work, kill it, and tell what is not as it must be."""
    key = ground.key
    keys = read_keys(ground.path) if key is not None else None
    told = _killed(moment, random, lambda say: _work(ground, moment, random, say))
    result.acked += len(told.acked)
    result.logs_left += _has_log(ground.path)
    for partial in ground.folder.glob(".*.part"):
        result.copies_left += 1
        partial.unlink()
    known = ground.state
    for patch in told.acked:
        known = patched(known, patch)
    expected = [known] if told.pending is None else [known, patched(known, told.pending)]
    try:
        with office_at(ground.path, key) as office, office.reading() as session:
            found = faults(session)
            ground.state = state_of(session)
        with office_at(ground.path, key) as office:
            # What was done is not only there: the work goes on.
            Officer(office, random).act()
            with office.reading() as session:
                ground.state, seen = state_of(session), ground.state
        if ground.backup.exists():
            check_sound(ground.backup, key, thorough=True)
            with office_at(ground.backup, key) as copy, copy.reading() as session:
                found += [f"backup: {fault}" for fault in faults(session)]
        if keys is not None:
            found += _key_faults(keys, read_keys(ground.path))
    except Problem as problem:
        return [f"does not open: {problem.code} {dict(problem.values)}"]
    if seen not in expected:
        lost = [patch for patch in told.acked if not _holds(seen, patch)]
        found.append(f"{len(lost)} of {len(told.acked)} acknowledged actions are not there whole")
    if _has_log(ground.path):
        found.append("a log is left beside a closed file")
    return found


def _upgrade(ground: _Ground, moment: str, random: Random, result: Result) -> list[str]:
    """Kill a child that brings an old file to today's schema."""
    version = random.choice(list(ground.golden))
    path, key = ground.old(version), ground.key

    def work(say: Callable[[str, object], None]) -> None:
        say("start", None)
        with office_at(path, key):
            say("upgraded", None)

    _killed(moment, random, work)
    result.logs_left += _has_log(path)
    try:
        if schema_of(path, key) not in (version, SCHEMA_VERSION):
            return ["the schema is neither the old nor the new one"]
        check_sound(path, key, thorough=True)
        with office_at(path, key) as office, office.reading() as session:
            found = faults(session)
            people = [row for row in state_of(session).values() if row[0] == "person"]
        if not people:
            found.append("the rows are gone")
    except Problem as problem:
        found = [f"does not open: {problem.code} {dict(problem.values)}"]
    ground.fresh()
    return found


def _work(ground: _Ground, moment: str, random: Random, say: Callable[[str, object], None]) -> None:
    """What a child does until it is killed."""
    path, key = ground.path, ground.key

    def before(patch: Patch) -> None:
        say("next", patch)
        if ground.early:
            say("ack", None)

    def after() -> None:
        if not ground.early:
            say("ack", None)

    if moment == "opening":
        say("start", None)
        while True:
            with office_at(path, key):
                pass
    with office_at(path, key) as office:
        officer = Officer(office, random, before, after)
        for _action in range(random.randint(1, 4) if moment == "closing" else sys.maxsize):
            officer.act()
            if moment in ("backing up", "keys"):
                say("start", None)
            if moment == "backing up":
                back_up(path, ground.backup, key)
            elif moment == "keys" and key is not None:
                keys = read_keys(path)
                for days in range(100):
                    write_keys(path, keys.with_printed(date(2026, 1, 1) + timedelta(days)))
        say("start", None)


def _killed(
    moment: str, random: Random, work: Callable[[Callable[[str, object], None]], None]
) -> Told:
    """Run `work` in a child, kill it some time after the moment began, and tell what it said."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(lambda sort, what: _say(writing, sort, what))
        except BaseException as error:  # noqa: BLE001  # a child must not become a second parent
            _say(writing, "error", repr(error))
        finally:
            os._exit(0)
    os.close(writing)
    waited = b"ack" if moment == "editing" else b"start"
    heard = b""
    try:
        deadline = time.monotonic() + _PATIENCE
        while b'["%s"' % waited not in heard and time.monotonic() < deadline:
            select.select([reading], [], [], _PATIENCE)
            piece = os.read(reading, 65536)
            heard += piece
            if not piece:
                break
        time.sleep(random.uniform(0, MOMENTS[moment][1]))
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while piece := os.read(reading, 65536):
            heard += piece
    finally:
        os.close(reading)
    return _told(heard)


def _say(pipe: int, sort: str, what: object) -> None:
    line = json.dumps([sort, what]).encode() + b"\n"
    while line:
        line = line[os.write(pipe, line) :]


def _told(heard: bytes) -> Told:
    told = Told()
    # A line that is cut off was of something that had not begun.
    for line in heard.split(b"\n")[:-1]:
        sort, what = json.loads(line)
        if sort == "next":
            told.pending = {key: None if row is None else tuple(row) for key, row in what.items()}
        elif sort == "ack" and told.pending is not None:
            told.acked.append(told.pending)
            told.pending = None
        elif sort == "error":
            raise RuntimeError(f"the child failed: {what}")
    return told


def _holds(seen: State, patch: Patch) -> bool:
    return all(seen.get(key) == row for key, row in patch.items())


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _key_faults(before: Keys, after: Keys) -> list[str]:
    """A key file is the old one or a new one, whole; only the day of printing was changed."""
    same = replace(before, printed=None) == replace(after, printed=None)
    return [] if same else ["the key file is another one"]

"""Cut the power at any write, again and again, and look for what had been saved.

What the store sends to SQLite is recorded once and played again through a disk that knows what
was synced (`torn.Disk`, plain SQLite below it, our settings). At random writes it tells what a cut
would leave there; the store opens that and finds all acknowledged units, at most with the one
more that was under way.
"""

import hashlib
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import event

from desktop.errors import Problem
from desktop.store.connection import _PRAGMAS
from desktop.store.office import OfficeFile
from tests.endurance.work import Officer, faults, make_office, office_at, opened

_UNITS, _CUTS_A_RUN = 120, 50
Statement = tuple[str, Any, bool]


@dataclass
class Result:
    """How many cuts of which sort there were, and what was lost in them."""

    cuts: int = 0
    in_transaction: int = 0
    unsynced: int = 0
    acked: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass
class Record:
    """What the store sent for each unit, and what stood in the file after it (and before all)."""

    units: list[list[Statement]]
    digests: list[str]


def run(cuts: int, seed: int, *, synchronous: str = "FULL") -> Result:
    """Cut `cuts` times. A weaker setting than FULL must lose, or the cuts would prove nothing."""
    random = Random(seed)
    result = Result()
    while result.cuts < cuts:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            template = place / "template.kakehashi"
            make_office(template)
            recorded = Path(shutil.copy(template, place / "recorded.kakehashi"))
            record = _record(recorded, random)
            strikes = _Replay(template, record, place, synchronous, {}, random, result).play()
            most = min(_CUTS_A_RUN, cuts - result.cuts)
            # Half of them before a write, which is within a commit; half between two commits.
            chosen = {f"write {at}" for at in random.sample(range(strikes), -(-most // 2))}
            chosen |= {f"unit {at}" for at in random.sample(range(_UNITS), most // 2)}
            _Replay(
                template, record, place, synchronous, dict.fromkeys(chosen, True), random, result
            ).play()
    return result


def _record(path: Path, random: Random) -> Record:
    """Do random work through the store, and keep what it sent to SQLite."""
    sent: list[Statement] = []
    units: list[list[Statement]] = []
    with office_at(path, None) as office:

        def note(
            _c: object, _cursor: object, sql: str, values: Any, _x: object, many: bool
        ) -> None:
            if sql == "BEGIN IMMEDIATE":
                sent.clear()
            sent.append((sql, values, many))

        def after() -> None:
            units.append(list(sent))
            digests.append(_digest(office))

        digests = [_digest(office)]
        event.listen(office._engine, "before_cursor_execute", note)
        officer = Officer(office, random, after=after)
        while len(units) < _UNITS:
            officer.act()
    return Record(units, digests)


class _Replay:
    """One way through what was recorded, with the cuts that were chosen."""

    def __init__(
        self,
        template: Path,
        record: Record,
        place: Path,
        synchronous: str,
        chosen: dict[str, bool],
        random: Random,
        result: Result,
    ) -> None:
        self._path = Path(shutil.copy(template, place / "office.kakehashi"))
        self._record = record
        self._place = place
        self._synchronous = synchronous
        self._chosen = chosen
        self._random = random
        self._result = result
        self._strikes = 0
        self._acked = 0
        self._writing = False

    def play(self) -> int:
        """Send everything to SQLite; gives how often something was about to be written."""
        import apsw

        from tests.endurance.torn import Disk

        self._disk = Disk("torn", self._struck)
        connection = apsw.Connection(str(self._path), vfs="torn")
        try:
            for pragma in _PRAGMAS:
                weaker = pragma.startswith("synchronous")
                said = f"synchronous={self._synchronous}" if weaker else pragma
                connection.execute(f"PRAGMA {said}").fetchall()
            for number, unit in enumerate(self._record.units):
                self._writing = True
                for sql, values, many in unit:
                    if many:
                        connection.executemany(sql, values)
                    else:
                        connection.execute(sql, values).fetchall()
                connection.execute("COMMIT")
                self._writing = False
                self._acked += 1
                if f"unit {number}" in self._chosen:
                    self._cut()
            # As the store ends.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()
            self._disk.unregister()
        self._result.acked += self._acked if self._chosen else 0
        return self._strikes

    def _struck(self) -> None:
        if f"write {self._strikes}" in self._chosen:
            self._cut()
        self._strikes += 1

    def _cut(self) -> None:
        result = self._result
        result.cuts += 1
        result.in_transaction += self._writing
        result.unsynced += not self._disk.is_settled()
        left = self._place / "left"
        left.mkdir()
        self._disk.leave(self._random, left)
        acked = self._acked
        allowed = self._record.digests[acked : acked + 1 + self._writing]
        try:
            with office_at(left / self._path.name, None) as office:
                with office.reading() as session:
                    found = faults(session)
                if _digest(office) not in allowed:
                    found.append("what stands there is not what was acknowledged")
            opened(left / self._path.name, None).close()
        except Problem as problem:
            found = [f"does not open: {problem.code} {dict(problem.values)}"]
        shutil.rmtree(left)
        result.faults += [f"cut {result.cuts}, after {acked} units: {fault}" for fault in found]


def _digest(office: OfficeFile) -> str:
    """A digest of every row of every table."""
    content = hashlib.sha256()
    with office.reading() as session:
        run = session.connection().exec_driver_sql
        names = run("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        for (name,) in names.fetchall():
            for row in run(f'SELECT * FROM "{name}" ORDER BY rowid'):
                content.update(repr(tuple(row)).encode())
    return content.hexdigest()

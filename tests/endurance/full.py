"""Let the disk run full, or refuse a write, at any moment, and look for what had been saved.

Two sorts of fault: a small disk of its own with little room left (tmpfs, where mounting is
allowed), and a limit on the size of every file, at which the system refuses a write half way.
"""

import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random

from desktop import settings
from desktop.errors import Problem
from desktop.store.backup import back_up
from desktop.store.cipher import is_plain
from desktop.store.identify import check_sound, schema_of
from desktop.store.keys import Keys, PassphraseSlot, read_keys, write_keys
from desktop.store.migrate import SCHEMA_VERSION
from desktop.store.office import OfficeFile
from tests.endurance.kill import DATA, PASSPHRASE
from tests.endurance.work import (
    AUTHOR,
    Officer,
    clock,
    faults,
    make_office,
    office_at,
    opened,
    state,
)
from tests.store.kit import encrypted_copy

_DISK = 8 * 1024 * 1024
_MOST_ACTIONS = 150
# What the officer is told of a disk that refuses; anything else is a bug that shows.
_TOLD = {"file_full", "file_unwritable", "backup_failed"}


@dataclass
class Result:
    """How many tries of each sort were refused, and what was lost in them."""

    tries: int = 0
    acked: int = 0
    mounted: bool = False
    refused: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


class SmallDisk:
    """A disk of eight megabytes, with as little room as is asked for."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._filler = place / "filler"

    @contextmanager
    def tight(self, room: int) -> Iterator[None]:
        """Leave that many bytes; afterwards there is room again."""
        free = shutil.disk_usage(self.place).free
        try:
            with self._filler.open("wb") as filler:
                filler.write(bytes(max(0, free - room)))
            yield
        finally:
            self._filler.unlink(missing_ok=True)


class SizeLimit:
    """A limit on the size of every file that this process writes: a write beyond it fails."""

    def __init__(self, place: Path) -> None:
        self.place = place

    @contextmanager
    def tight(self, room: int) -> Iterator[None]:
        """Refuse what lies beyond that many bytes of a file; afterwards nothing is."""
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


Disk = SmallDisk | SizeLimit


def run(cycles: int, seed: int) -> Result:
    """Try everything `cycles` times, each on one sort of disk, plain or encrypted."""
    random = Random(seed)
    result = Result()
    with tempfile.TemporaryDirectory() as folder:
        templates = Path(folder)
        offices = [
            _Office(templates / "plain.kakehashi", None),
            _Office(templates / "encrypted.kakehashi", PASSPHRASE),
        ]
        with _small_disk() as small:
            result.mounted = small is not None
            limited = templates / "limited"
            limited.mkdir()
            disks: list[Disk] = [SizeLimit(limited)] + ([] if small is None else [small])
            for number in range(cycles):
                for name, scene in _SCENES.items():
                    disk, office = random.choice(disks), random.choice(offices)
                    _try(name, scene, disk, office, random, result, number)
    return result


@dataclass
class _Office:
    """A file to begin with, and old ones, encrypted alike."""

    path: Path
    passphrase: str | None

    def __post_init__(self) -> None:
        self.key = make_office(self.path, self.passphrase)
        self.old = {}
        for version in range(1, SCHEMA_VERSION):
            plain = DATA / f"office-schema-{version}.kakehashi"
            self.old[version] = self.path.with_name(f"{self.path.stem}-{version}.kakehashi")
            if self.key is None:
                shutil.copy(plain, self.old[version])
            else:
                encrypted_copy(plain, self.old[version], self.key)

    def copied(self, place: Path) -> Path:
        """A fresh copy with its key file."""
        for known in self.path.parent.glob(f"{self.path.stem}.*"):
            shutil.copy(known, place / f"office{known.suffix}")
        return place / "office.kakehashi"


Scene = Callable[[Disk, _Office, Random, Result], str | None]


def _try(
    name: str,
    scene: Scene,
    disk: Disk,
    office: _Office,
    random: Random,
    result: Result,
    number: int,
) -> None:
    result.tries += 1
    where = f"try {number}, {name}, {type(disk).__name__}, {office.path.stem}"
    try:
        if scene(disk, office, random, result) is not None:
            result.refused[name] += 1
    except Problem as problem:
        result.faults.append(f"{where}: {problem.code} {dict(problem.values)}")
    except Exception as error:  # noqa: BLE001  # whatever comes is a finding, not the end
        result.faults.append(f"{where}: {error!r}")
    for known in disk.place.iterdir():
        known.unlink()


def _refusal(work: Callable[[], object]) -> str | None:
    """What an action was refused with, if it was; anything but a known problem goes on up."""
    try:
        work()
    except Problem as problem:
        if problem.code not in _TOLD:
            raise
        return problem.code
    return None


def _expect(holds: object, otherwise: str) -> None:
    if not holds:
        raise AssertionError(otherwise)


def _check(path: Path, office: _Office, officer: Officer) -> None:
    """The file is sound and holds what the officer was told it does."""
    with office_at(path, office.key) as known, known.reading() as session:
        found = faults(session)
        _expect(not found, f"{found}")
        _expect(state(session) == officer.state, "what was acknowledged is not there")


def _edit(disk: Disk, office: _Office, random: Random, result: Result) -> str | None:
    path = office.copied(disk.place)
    file = opened(path, office.key)
    try:
        officer = Officer(file, random, after=lambda: _count(result))
        officer.act()
        going_on = True
        room = random.choice([0, 4096, 100_000, 400_000, 1_000_000, 2_000_000])
        with disk.tight(room):
            refused = next(
                filter(None, (_refusal(officer.act) for _ in range(_MOST_ACTIONS))), None
            )
            # What was saved can still be read while nothing can be written.
            with file.reading() as session:
                _expect(state(session) == officer.state, "what was acknowledged cannot be read")
            if random.random() < 0.3:
                _refusal(file.close)
                going_on = False
        if going_on:
            for _action in range(3):
                officer.act()
    finally:
        file.close()
    _check(path, office, officer)
    return refused


def _back_up(disk: Disk, office: _Office, random: Random, _result: Result) -> str | None:
    path, backup = office.copied(disk.place), disk.place / "backup.kakehashi"
    with office_at(path, office.key) as file:
        officer = Officer(file, random)
        officer.act()
        back_up(path, backup, office.key)
        before = backup.read_bytes()
        officer.act()
        with disk.tight(random.randrange(600_000)):
            refused = _refusal(lambda: back_up(path, backup, office.key))
        check_sound(backup, office.key, thorough=True)
        _expect(not refused or backup.read_bytes() == before, "the older backup is another one")
        _expect(not list(disk.place.glob("*.part")), "an unfinished copy stays")
        officer.act()
    _check(path, office, officer)
    return refused


def _upgrade(disk: Disk, office: _Office, random: Random, _result: Result) -> str | None:
    version = random.choice(list(office.old))
    path = Path(shutil.copy(office.old[version], disk.place / "office.kakehashi"))
    with disk.tight(random.randrange(1_500_000)):
        refused = _refusal(lambda: opened(path, office.key).close())
        if refused:
            # A refusal to write the log back, at the end, comes after the upgrade.
            _expect(schema_of(path, office.key) in (version, SCHEMA_VERSION), "a schema in between")
    check_sound(path, office.key, thorough=True)
    with office_at(path, office.key) as file, file.reading() as session:
        found = faults(session)
        _expect(not found, f"{found}")
        _expect(any(row[0] == "person" for row in state(session).values()), "the rows are gone")
    return refused


def _open(disk: Disk, office: _Office, random: Random, _result: Result) -> str | None:
    path = office.copied(disk.place)
    with office_at(path, office.key) as file:
        officer = Officer(file, random)
        officer.act()
    with disk.tight(random.choice([0, 4096, 40_000])):
        refused = _refusal(lambda: opened(path, office.key).close())
    _check(path, office, officer)
    return refused


def _create(disk: Disk, office: _Office, random: Random, _result: Result) -> str | None:
    path = disk.place / "office.kakehashi"

    def create() -> None:
        OfficeFile.create(path, AUTHOR, clock, passphrase=office.passphrase).close()

    with disk.tight(random.randrange(600_000)):
        refused = _refusal(create)
    if refused and not path.exists():
        left = [known.name for known in disk.place.iterdir() if not known.name.endswith(".lock")]
        _expect(not left, f"left behind: {left}")
        create()
    key = office.key and read_keys(path).unlock(PASSPHRASE)
    with office_at(path, key) as file, file.reading() as session:
        _expect(not faults(session), "not sound")
    return refused


def _keys(disk: Disk, office: _Office, random: Random, _result: Result) -> str | None:
    path = office.copied(disk.place)
    if office.key is None:
        write_keys(path, Keys("0" * 8, PassphraseSlot("", "", "")))
    before = read_keys(path)
    after = before.with_printed(date(2026, 11, 23))
    with disk.tight(random.choice([0, 100, 5000])):
        refused = _refusal(lambda: write_keys(path, after))
    _expect(read_keys(path) == (before if refused else after), "the key file is another one")
    _expect(not list(disk.place.glob("*.part")), "an unfinished key file stays")
    return refused


def _settings(disk: Disk, _office: _Office, random: Random, _result: Result) -> str | None:
    path = disk.place / "settings.toml"
    before = settings.Settings(officer="Ida Prøvesen")
    settings.save(path, before)
    after = replace(before, officer="Bo Testrup")
    refused = None
    with disk.tight(random.choice([0, 100, 5000])):
        try:
            settings.save(path, after)
        except OSError as error:
            refused = error.strerror
    _expect(settings.load(path) == (before if refused else after), "the settings are other ones")
    _expect([known.name for known in disk.place.iterdir()] == [path.name], "a part stays")
    return refused


def _protect(disk: Disk, office: _Office, random: Random, _result: Result) -> str | None:
    """Encrypt a plain file, or make an encrypted one plain."""
    protect = import_module("desktop.store.protect")
    path, backup = office.copied(disk.place), disk.place / "backup.kakehashi"
    with disk.tight(random.randrange(1_500_000)):
        refused = _refusal(
            (lambda: protect.encrypt(path, PASSPHRASE, backup))
            if office.key is None
            else (lambda: protect.decrypt(path, office.key, backup))
        )
    as_it_was = is_plain(path) == (office.key is None)
    _expect(as_it_was == bool(refused), "refused and done, or neither")
    _expect(not list(disk.place.glob("*.part")), "an unfinished copy stays")
    key = None if is_plain(path) else office.key or read_keys(path).unlock(PASSPHRASE)
    with office_at(path, key) as file, file.reading() as session:
        _expect(not faults(session), "not sound")
    return refused


_SCENES: dict[str, Scene] = {
    "editing": _edit,
    "backing up": _back_up,
    "upgrading": _upgrade,
    "opening": _open,
    "creating": _create,
    "key file": _keys,
    "settings": _settings,
}
if find_spec("desktop.store.protect") is not None:
    _SCENES["encrypting"] = _protect


def _count(result: Result) -> None:
    result.acked += 1


@contextmanager
def _small_disk() -> Iterator[SmallDisk | None]:
    """A small disk, mounted for as long as it is wanted; None where that is not allowed."""
    with tempfile.TemporaryDirectory() as place:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={_DISK}", "kakehashi", place]
        try:
            subprocess.run(mount, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            yield None
            return
        try:
            yield SmallDisk(Path(place))
        finally:
            subprocess.run(["umount", place], check=True)

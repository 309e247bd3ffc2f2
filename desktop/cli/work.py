"""What every command may use: the settings, the office file, and ways to tell and to write."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from desktop import language, settings
from desktop.cli import conflicts, text
from desktop.cli.choose import only
from desktop.cli.passphrase import key_of
from desktop.domain import (
    Person,
)
from desktop.errors import Problem
from desktop.files import write_file
from desktop.language import Language, _
from desktop.language.names import display
from desktop.making.workshop import Workshop
from desktop.paths import Paths
from desktop.settings import Settings
from desktop.store import (
    naming,
)
from desktop.store.cipher import Key
from desktop.store.keys import keys_path
from desktop.store.log import Author
from desktop.store.office import OfficeFile
from desktop.store.references import Record, find_record


class Work:
    """One command, with the settings and the file it works on."""

    def __init__(self, options: Namespace) -> None:
        self._options = options
        self._paths = Paths(options.data)
        self._settings = settings_of(self._paths)
        self._say: Language = language.current()
        self._keys: dict[Path, Key | None] = {}

    @contextmanager
    def _office(self) -> Iterator[OfficeFile]:
        path = self._path()
        office = OfficeFile.open(path, self._author(), key=self._key(path))
        try:
            yield office
        finally:
            office.close()

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with self._office() as office, office.reading() as session:
            yield session

    def _key(self, path: Path) -> Key | None:
        """What opens the office file; asked for once, as a descriptor gives it only once."""
        if path not in self._keys:
            self._keys[path] = key_of(path, self._options, self._computer())
        return self._keys[path]

    def _computer(self) -> str:
        return self._settings.installation_id

    def _path(self) -> Path:
        if self._options.office is not None:
            return Path(self._options.office)
        last = self._settings.office_file
        path = Path(last) if last else self._paths.default_office()
        if not path.exists():
            raise Problem("office_none", path=str(path))
        return path

    def _today(self) -> date:
        """Today at home, as in the window, wherever the computer is."""
        return now().astimezone(ZoneInfo(self._settings.home_zone)).date()

    def _author(self) -> Author:
        chosen = self._settings
        return Author(chosen.officer, chosen.office_id, chosen.installation_id)

    def _workshop(self) -> Workshop:
        return Workshop(self._settings.home_zone, self._paths.documents_folder())

    def _record(self, session: Session, reference: str = "") -> Record:
        wanted = reference or self._options.reference
        record = find_record(session, wanted)
        if record is None:
            raise Problem("reference_unknown", reference=wanted)
        return record

    def _person(self, people: Iterable[Person]) -> Person:
        wanted = self._options.person
        found = naming.called(people, wanted)
        names = [display(self._say, person) for person in found]
        return only("person", wanted, found, names)

    def _warning(self, session: Session, record: Record | None) -> str:
        """What should be solved before something is printed or exported."""
        from desktop.planning.conflicts import find
        from desktop.store.plan import read_plan

        key = None if record is None else (record.__tablename__, record.id)
        plan = read_plan(session, self._today(), self._settings.home_zone)
        found = conflicts.chosen(find(plan), key, accepted=False)
        told = conflicts.warning(found, self._say)
        command = "kakehashi conflicts" + (f" --record {record.reference}" if record else "")
        return _("{counts} (see: {command})").format(counts=told, command=command) if told else ""

    def _refuse_over(self, path: Path) -> None:
        if path.exists() and not self._options.force:
            raise Problem("output_exists", path=str(path))
        office = self._path()
        for own in (office, keys_path(office)):
            with suppress(OSError):
                if path.samefile(own):
                    raise Problem("output_is_office", path=str(path))

    def _write(self, path: Path, content: bytes) -> None:
        """Put a whole file in its place in one step, so that nobody ever reads half of one."""
        self._refuse_over(path)
        write_file(path, content)
        print(_("Written: {path}").format(path=path))


def settings_of(paths: Paths) -> Settings:
    """What this computer remembers."""
    return settings.load(paths.settings_file())


def now() -> datetime:
    """The time, aware and in UTC."""
    return datetime.now(UTC)


def print_lines(lines: Sequence[str]) -> None:
    """Tell lines on standard output."""
    for line in lines:
        print(line)


def print_json(value: object) -> None:
    """Tell a value to another program."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def complain(line: str) -> None:
    """Say what is wrong on standard error, in one line; nothing where nothing is."""
    if line:
        print(text.flat(line), file=sys.stderr)

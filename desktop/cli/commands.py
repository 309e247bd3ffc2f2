"""The work without a window: every command reads or writes one office file and ends.

Results go to standard output, what is wrong to standard error in one line. Qt is never imported.
"""

import io
import json
import logging
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from desktop import language, settings, words
from desktop.cli import conflicts, editions, free, importing, show, tasks, text
from desktop.cli.choose import only
from desktop.cli.parser import early, parse
from desktop.domain import (
    Delegation,
    Exchange,
    Person,
    Task,
    Trilingual,
)
from desktop.errors import Problem
from desktop.language import Language, _, ngettext
from desktop.language.dates import timestamp
from desktop.language.names import display
from desktop.making.workshop import Workshop
from desktop.paths import Paths
from desktop.settings import Settings
from desktop.store import (
    directory,
    interchange,
    lists,
    loading,
    naming,
    records,
    soundness,
)
from desktop.store import tasks as stored_tasks
from desktop.store.called import called
from desktop.store.history import history
from desktop.store.interchange_read import LARGEST
from desktop.store.log import Author
from desktop.store.office import OfficeFile
from desktop.store.references import Record, find_record

if TYPE_CHECKING:
    from desktop.cli.documents import Printing
    from desktop.files import Part

_ROWS: dict[str, Callable[[Session], Sequence[Any]]] = {
    "delegations": lists.delegations,
    "exchanges": lists.exchanges,
    "access": lists.access_requests,
    "people": directory.people,
    "organisations": directory.organisations,
    "places": directory.places,
    "facilities": directory.facilities,
}


def read(arguments: Sequence[str]) -> Namespace | int:
    """What the command line asks for; the exit code where that is all (help, wrong usage)."""
    _steady_streams()
    # A log record is for the window's log file; standard error holds problems only.
    logging.getLogger("desktop").addHandler(logging.NullHandler())
    wanted = early(arguments, "--language")
    try:
        if wanted not in language.CODES:
            data = early(arguments, "--data")
            wanted = _settings(Paths(Path(data) if data else None)).language
    except OSError:
        wanted = ""
    language.use(wanted if wanted in language.CODES else language.system_code())
    try:
        return parse(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2


def run(options: Namespace) -> int:
    """Do one command; gives the exit code: 0 done, 1 a problem."""
    try:
        _Work(options).do()
        sys.stdout.flush()
    except Problem as problem:
        _complain(words.problem(problem))
        return 1
    except BrokenPipeError:
        # Whoever read has seen enough; the interpreter must not try to flush again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        reason = error.strerror or str(error)
        path = str(error.filename or "")
        _complain(words.problem(Problem("file_unwritable", path=path, reason=reason)))
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


class _Work:
    """One command, with the settings and the file it works on."""

    def __init__(self, options: Namespace) -> None:
        self._options = options
        self._paths = Paths(options.data)
        self._settings = _settings(self._paths)
        self._say: Language = language.current()

    def do(self) -> None:
        commands: dict[str, Callable[[], None]] = {
            "new": self._new,
            "demo": self._demo,
            "list": self._list,
            "show": self._show,
            "import": self._import,
            "export": self._export,
            "calendar": self._calendar,
            "itinerary": self._itinerary,
            "documents": self._documents,
            "free": self._free,
            "editions": self._editions,
            "conflicts": self._conflicts,
            "history": self._history,
            "undo": self._undo,
            "redo": self._redo,
            "check": self._check,
        }
        commands[self._options.command]()

    def _new(self) -> None:
        OfficeFile.create(self._options.file, self._author()).close()
        print(_("Made {path}").format(path=self._options.file))

    def _demo(self) -> None:
        interchange.demo_office(self._options.file, self._author()).close()
        print(_("Made {path}").format(path=self._options.file))

    def _list(self) -> None:
        if self._options.kind == "tasks":
            self._list_tasks()
            return
        with self._reading() as session:
            rows = _ROWS[self._options.kind](session)
        rows = text.ordered(self._options.kind, rows, self._say)
        if self._options.json:
            _print_json([text.plain(row) for row in rows])
        else:
            _print_lines(text.listing(self._options.kind, rows, self._say))

    def _list_tasks(self) -> None:
        with self._reading() as session:
            rows = stored_tasks.rows(session)
        found = tasks.chosen(rows, self._options, self._settings.home_zone, self._today())
        if self._options.json:
            _print_json(tasks.as_json(found))
        else:
            _print_lines(tasks.lines(found, self._say))

    def _show(self) -> None:
        with self._reading() as session:
            record = self._record(session)
            if self._options.json:
                _print_json(interchange.excerpt(session, record))
                return
            lines = self._lines_of(session, record)
        _print_lines(lines)

    def _lines_of(self, session: Session, record: Record) -> list[str]:
        from desktop.planning.agenda import due_for

        match record:
            case Delegation():
                lines = show.delegation(loading.delegation(session, record.id), self._say)
            case Exchange():
                lines = show.exchange(loading.exchange(session, record.id), self._say)
            case _:
                lines = show.access(loading.access_request(session, record.id), self._say)
        home = self._settings.home_zone
        dated = [
            (task, due_for(task, record, home))
            for task in records.parts(session, Task, record.__tablename__, record.id)
        ]
        return [*lines, *show.tasks(dated, self._say)]

    def _import(self) -> None:
        data = _bytes_of(self._options.file)
        if importing.is_calendar(self._options.file, data):
            self._import_calendar(data)
            return
        with self._office() as office:
            counts = interchange.import_office(office, data)
        total = sum(counts.values())
        told = ngettext("Imported {number} entry", "Imported {number} entries", total)
        print(told.format(number=total))

    def _import_calendar(self, data: bytes) -> None:
        options, zones = self._options, (self._settings.home_zone, self._settings.other_zone)
        with self._office() as office:
            found = importing.compare(office, data, options.zone, zones)
            done = 0 if options.dry_run else importing.take(office, found, options.into)
        if options.json:
            _print_json({**importing.as_json(found), "taken": done})
            return
        _print_lines(importing.lines(found, self._say))
        if not options.dry_run:
            told = ngettext("{n} change taken over", "{n} changes taken over", done)
            print(told.format(n=done))

    def _export(self) -> None:
        with self._reading() as session:
            content = interchange.export(session)
        if self._options.file == "-":
            sys.stdout.write(content)
        else:
            self._write(Path(self._options.file), content.encode())

    def _calendar(self) -> None:
        from desktop.cli import calendars

        options = self._options
        if options.members:
            self._calendars_of_members()
            return
        if options.invitations:
            self._invitations()
            return
        if options.mails:
            self._mails()
            return
        with self._reading() as session:
            record = self._record(session, options.record) if options.record else None
            source = calendars.source(session, options, self._say)
            warning = self._warning(session, record)
        made = calendars.made(source, options, self._say, self._settings)
        self._write(options.file, made.content)
        with self._office() as office, office.writing("calendar") as session:
            calendars.note(session, source, made, _now())
        for problem in made.skipped:
            _complain(words.problem(problem))
        _complain(warning)

    def _calendars_of_members(self) -> None:
        from desktop.cli import calendars

        options = self._options
        with self._reading() as session:
            found = calendars.for_members(session, options, self._settings)
            warning = self._warning(session, self._record(session, options.members))
        if not found:
            raise Problem("calendar_empty", skipped=0)
        self._write_parts([part for part, _source, _made in found])
        with self._office() as office, office.writing("calendar") as session:
            for _part, source, made in found:
                calendars.note(session, source, made, _now())
        _complain(warning)

    def _invitations(self) -> None:
        from desktop.cli import calendars

        options = self._options
        with self._reading() as session:
            parts, made = calendars.inviting(session, options, self._say, self._settings)
            warning = self._warning(session, self._record(session, options.invitations))
        if not parts:
            raise Problem("invitation_nobody", reference=options.invitations)
        self._write_parts(parts)
        with self._office() as office, office.writing("calendar") as session:
            calendars.note_invited(session, options.invitations, made, _now())
        _complain(calendars.not_invited(made, self._say))
        _complain(warning)

    def _mails(self) -> None:
        from desktop.cli import mails

        options = self._options
        with self._reading() as session:
            record = self._record(session, options.mails)
            asked = mails.order(
                session, record, options, self._settings, self._workshop(), self._today()
            )
            warning = self._warning(session, record)
        with self._office() as office:
            made = mails.drafts(office, asked)
        if not made:
            raise Problem("calendar_empty", skipped=0)
        self._write_parts([post.part for post in made if post.part is not None])
        with self._office() as office, office.writing("calendar") as session:
            mails.note(session, made, _now())
        _complain(mails.unaddressed(made, self._say))
        _complain(warning)

    def _write_parts(self, parts: "Sequence[Part]") -> None:
        """Several files: into a folder, made if need be, or as one zip file."""
        from desktop.files import taken, write_parts, zipped

        out: Path = self._options.file
        if out.suffix.casefold() == ".zip":
            self._write(out, zipped(parts))
            return
        there = taken(out, [part.name for part in parts]) if out.is_dir() else []
        if there and not self._options.force:
            raise Problem("output_exists", path=str(out / there[0]))
        out.mkdir(parents=True, exist_ok=True)
        write_parts(out, parts)
        for part in parts:
            print(_("Written: {path}").format(path=out / part.name))

    def _itinerary(self) -> None:
        from desktop.cli import documents
        from desktop.documents.render import Renderer
        from desktop.documents.stand_in import STAND_IN, with_stand_ins

        with self._reading() as session:
            record = self._record(session)
            paper = documents.itinerary(session, record, self._options, self._printing())
            warning = self._warning(session, record)
        missing = documents.missing(paper)
        if missing and not self._options.force:
            raise Problem("glyphs_missing", characters=" ".join(missing), mark=STAND_IN)
        self._refuse_over(self._options.file)
        self._write(self._options.file, Renderer().pdf(with_stand_ins(paper, missing)))
        _complain(_stood_in(missing))
        _complain(warning)

    def _documents(self) -> None:
        from desktop.cli import documents
        from desktop.documents.render import Renderer

        with self._reading() as session:
            record = self._record(session)
            if self._options.list:
                _print_lines(documents.listed(record, self._say))
                return
            folder = documents.Folder(session, record, self._options, self._printing())
            warning = self._warning(session, record)
        root, renderer = self._options.all, Renderer()
        for entry in folder.entries:
            self._refuse_over(root / entry.path)
        for entry in folder.entries:
            path = root / entry.path
            try:
                paper = folder.document(entry)
            except Problem as problem:
                # The other papers are wanted all the same.
                _complain(f"{entry.path}: {words.problem(problem)}")
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            self._write(path, renderer.pdf(paper))
            _complain(_stood_in(documents.missing(paper)))
        _complain(warning)

    def _printing(self) -> "Printing":
        from desktop.cli.documents import Printing

        chosen = self._settings
        return Printing(self._today(), chosen.paper, self._workshop(), self._say)

    def _free(self) -> None:
        from desktop.planning.free import relaxed, shortlist, suggest
        from desktop.store.plan import read_plan

        zones = (self._settings.home_zone, self._settings.other_zone)
        with self._reading() as session:
            plan = read_plan(session, self._today(), self._settings.home_zone)
        asked = free.query(self._options, plan, zones, self._say)
        found = shortlist(suggest(plan, asked), free.MOST)
        helps = [] if found else relaxed(plan, asked)
        if self._options.json:
            _print_json(free.as_json(found, helps, plan, self._say))
        elif found:
            _print_lines(free.lines(found, plan, self._say))
        else:
            _print_lines(free.nothing(helps, plan, self._say))

    def _conflicts(self) -> None:
        from desktop.planning.conflicts import find
        from desktop.store.plan import read_plan

        options = self._options
        with self._reading() as session:
            record = self._record(session, options.record) if options.record else None
            plan = read_plan(session, self._today(), self._settings.home_zone)
        key = None if record is None else (record.__tablename__, record.id)
        found = conflicts.chosen(find(plan), key, accepted=options.all)
        if options.json:
            _print_json(conflicts.as_json(found, plan, self._say))
        else:
            _print_lines(conflicts.lines(found, plan, self._say))

    def _editions(self) -> None:
        with self._office() as office:
            with office.reading() as session:
                record = self._record(session)
                warning = self._warning(session, record) if self._options.issue else ""
            asked = editions.Asked(
                office,
                record.__tablename__,
                record.id,
                self._options,
                self._settings,
                self._workshop(),
                self._say,
            )
            lines = editions.run(asked, self._today(), _now(), self._write)
        _print_lines(lines)
        _complain(warning)

    def _workshop(self) -> Workshop:
        return Workshop(self._settings.home_zone, self._paths.documents_folder())

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

    def _history(self) -> None:
        zone = self._settings.home_zone
        with self._reading() as session:
            entries = history(session, self._record(session).id)
            names = called(session, entries, words.everywhere)
        lines = [
            (
                timestamp(self._say, entry.at, zone),
                words.history_line(
                    entry,
                    names.get(entry.entity_id, Trilingual()),
                    self._say,
                    lambda one: names.get(one, Trilingual()),
                ),
            )
            for entry in entries
        ]
        _print_lines(text.table(lines))

    def _undo(self) -> None:
        with self._office() as office:
            done = office.undo()
        if done is None:
            raise Problem("nothing_to_undo")
        print(_("Undone: {what}").format(what=words.unit_label(*done)))

    def _redo(self) -> None:
        with self._office() as office:
            done = office.redo()
        if done is None:
            raise Problem("nothing_to_redo")
        print(_("Done again: {what}").format(what=words.unit_label(*done)))

    def _check(self) -> None:
        with self._reading() as session:
            found = soundness.check(session)
        if not found.is_sound:
            details = (*found.damage, *found.dangling, *found.unlogged)
            raise Problem("check_failed", details=", ".join(details))
        told = ngettext(
            "The file is sound. Its change log holds {number} action.",
            "The file is sound. Its change log holds {number} actions.",
            found.units,
        )
        print(told.format(number=found.units))

    @contextmanager
    def _office(self) -> Iterator[OfficeFile]:
        office = OfficeFile.open(self._path(), self._author())
        try:
            yield office
        finally:
            office.close()

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with self._office() as office, office.reading() as session:
            yield session

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
        return _now().astimezone(ZoneInfo(self._settings.home_zone)).date()

    def _author(self) -> Author:
        chosen = self._settings
        return Author(chosen.officer, chosen.office_id, chosen.installation_id)

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

    def _refuse_over(self, path: Path) -> None:
        if path.exists() and not self._options.force:
            raise Problem("output_exists", path=str(path))
        with suppress(OSError):
            if path.samefile(self._path()):
                raise Problem("output_is_office", path=str(path))

    def _write(self, path: Path, content: bytes) -> None:
        """Put a whole file in its place in one step, so that nobody ever reads half of one."""
        self._refuse_over(path)
        partial = path.with_name(f".{path.name}.{uuid4()}.part")
        try:
            partial.write_bytes(content)
            partial.replace(path)
        except OSError as error:
            reason = error.strerror or str(error)
            raise Problem("file_unwritable", path=str(path), reason=reason) from error
        finally:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
        print(_("Written: {path}").format(path=path))


def _settings(paths: Paths) -> Settings:
    return settings.load(paths.settings_file())


def _now() -> datetime:
    return datetime.now(UTC)


def _bytes_of(name: str) -> bytes:
    """What a file holds, or what is piped in; no more than the interchange format allows."""
    if name == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    try:
        with Path(name).open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise Problem("input_missing", path=name) from error
    except OSError as error:
        raise Problem("file_unreadable", path=name, reason=error.strerror or "") from error


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _print_lines(lines: Sequence[str]) -> None:
    for line in lines:
        print(line)


def _stood_in(missing: Sequence[str]) -> str:
    from desktop.documents.stand_in import STAND_IN

    told = _("Printed as {mark}: {characters}")
    return told.format(mark=STAND_IN, characters=" ".join(missing)) if missing else ""


def _complain(line: str) -> None:
    if line:
        print(text.flat(line), file=sys.stderr)


def _steady_streams() -> None:
    """Let no character stop the output: UTF-8 into files and pipes, the terminal as it is."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")

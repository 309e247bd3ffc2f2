"""The commands that hand something out: calendars, mails, papers, editions."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import words
from desktop.cli import editions
from desktop.errors import Problem
from desktop.language import _

if TYPE_CHECKING:
    from desktop.cli.documents import Printing
    from desktop.files import Part

from desktop.cli.work import Work, complain, now, print_lines


class HandingOut(Work):
    """Commands whose results are for others."""

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
            calendars.note(session, source, made, now())
        for problem in made.skipped:
            complain(words.problem(problem))
        complain(warning)

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
                calendars.note(session, source, made, now())
        complain(warning)

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
            calendars.note_invited(session, options.invitations, made, now())
        print_lines(calendars.taken_off(made, self._say))
        complain(calendars.not_invited(made, self._say))
        complain(warning)

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
            mails.note(session, made, now())
        complain(mails.unaddressed(made, self._say))
        complain(warning)

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
        complain(_stood_in(missing))
        complain(warning)

    def _documents(self) -> None:
        from desktop.cli import documents
        from desktop.documents.render import Renderer

        with self._reading() as session:
            record = self._record(session)
            if self._options.list:
                print_lines(documents.listed(record, self._say))
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
                complain(f"{entry.path}: {words.problem(problem)}")
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            self._write(path, renderer.pdf(paper))
            complain(_stood_in(documents.missing(paper)))
        complain(warning)

    def _printing(self) -> "Printing":
        from desktop.cli.documents import Printing

        chosen = self._settings
        return Printing(self._today(), chosen.paper, self._workshop(), self._say)

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
            lines = editions.run(asked, self._today(), now(), self._write)
        print_lines(lines)
        complain(warning)


def _stood_in(missing: Sequence[str]) -> str:
    from desktop.documents.stand_in import STAND_IN

    told = _("Printed as {mark}: {characters}")
    return told.format(mark=STAND_IN, characters=" ".join(missing)) if missing else ""

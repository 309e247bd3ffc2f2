"""What can be typed on the command line, explained in the language of the reader."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from desktop import __version__
from desktop.cli import backups, planning
from desktop.cli.passphrase import add_options, check_options
from desktop.cli.protection import add_commands, add_plain
from desktop.language import CODES, N_, _, ngettext

KINDS = (
    "delegations",
    "exchanges",
    "access",
    "people",
    "organisations",
    "places",
    "facilities",
    "tasks",
)

_ONLY_TASKS = ("open", "overdue", "waiting", "officer")
_CLASSES = ("contact", "passport", "health", "emergency")
_NAMING = ("record", "person", "group", "organisation", "members", "invitations", "since", "why")
_ONLY_CALENDARS = ("dry_run", "into", "zone", "json")

# What argparse itself says; its own source marks these messages, but has no catalogue for them.
_ARGPARSE = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("not allowed with argument %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("ignored explicit argument %r"),
)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """What was typed: `command` is None where the window is asked for.

    Raises SystemExit as argparse does: 0 after help or version, 2 after wrong usage.
    """
    with _argparse_speaking():
        parser = _parser()
        options = parser.parse_args(arguments)
        # An empty name is a slip, as of a variable of the shell, and never means everybody.
        for name in _NAMING:
            if str(getattr(options, name, None)).strip() == "":
                parser.error(f"--{name}: {_('expected one argument')}")
        if options.command == "privacy" and options.due != (options.what == "remove"):
            parser.error(_("“privacy remove” goes with --due, which says what is removed"))
        if options.command == "list" and options.kind != "tasks":
            given = [name for name in _ONLY_TASKS if getattr(options, name)]
            if given:
                parser.error(_("--{option} is for tasks alone").format(option=given[0]))
        if options.command == "import" and not options.file.casefold().endswith((".ics", "-")):
            given = [name for name in _ONLY_CALENDARS if getattr(options, name)]
            if given:
                told = _("--{option} is for calendar files alone")
                parser.error(told.format(option=given[0].replace("_", "-")))
        if options.command == "calendar" and bool(options.invitations) != bool(options.organizer):
            parser.error(_("--invitations and --organizer go together"))
        check_options(parser, options)
        return options


def early(arguments: Sequence[str], option: str) -> str:
    """The value of an option before anything is parsed, since help and errors depend on it."""
    for index, argument in enumerate(arguments):
        if argument == option and index + 1 < len(arguments):
            return arguments[index + 1]
        if argument.startswith(f"{option}="):
            return argument.partition("=")[2]
    return ""


@contextmanager
def _argparse_speaking() -> Iterator[None]:
    # argparse asks the gettext of the C library's locale, which our language need not be.
    names = vars(argparse)
    kept = {name: names[name] for name in ("_", "ngettext")}
    # It asks for the translation of nothing, too, and wants nothing back.
    names.update(_=lambda message: _(message) if message else message, ngettext=ngettext)
    try:
        yield
    finally:
        names.update(kept)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kakehashi",
        description=_(
            "Plan delegations, researcher exchanges and facility access. Without a command, the "
            "window opens."
        ),
        allow_abbrev=False,
    )
    _add_common(parser, office=None, language="", data=None, passphrase_fd=None, recovery_fd=None)
    parser.add_argument(
        "--version",
        action="version",
        version=f"kakehashi {__version__}",
        help=_("show program's version number and exit"),
    )
    parser.add_argument(
        "--selfcheck",
        action="store_true",
        help=_("open the window, try each thing once, and close"),
    )
    # The same options are taken after the command; one that is not given there changes nothing.
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    _add_common(common)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title=_("commands"))

    def add(name: str, told: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name, help=told, description=told, parents=[common], allow_abbrev=False
        )

    for name, told in (
        ("new", _("make an empty office file")),
        ("demo", _("make an office file with the demo office")),
    ):
        making = add(name, told)
        making.add_argument("file", metavar="FILE", type=Path, help=_("the new file"))
        if name == "new":
            add_plain(making)

    listing = add("list", _("list all records of a kind"))
    listing.add_argument("kind", metavar="KIND", choices=KINDS, help=", ".join(KINDS))
    _add_tasks(listing)
    _add_json(listing)

    showing = add("show", _("show one record"))
    _add_reference(showing)
    _add_json(showing)
    _add_private(showing)

    importing = add("import", _("take in a file in the interchange format, or a calendar (.ics)"))
    importing.add_argument(
        "file", metavar="FILE", help=_("the file to read; “-” reads what is piped in")
    )
    _add_calendar_import(importing)

    exporting = add("export", _("write the whole office in the interchange format"))
    exporting.add_argument(
        "file", metavar="FILE", help=_("the file to write; “-” writes to the terminal")
    )
    _add_private(exporting)
    _add_force(exporting)

    calendar = add("calendar", _("write a calendar file (.ics)"))
    _add_calendar(calendar)

    _add_itinerary(add("itinerary", _("write the itinerary of a record as PDF")))
    _add_documents(add("documents", _("write all papers of a record as PDF")))

    _add_editions(add("editions", _("list the editions of a record, compare them, issue the next")))

    conflicts = add("conflicts", _("list what collides or is missing in what is planned"))
    conflicts.add_argument("--record", metavar="REF", help=_("only this record"))
    conflicts.add_argument(
        "--all", action="store_true", help=_("with what the office has accepted")
    )
    _add_json(conflicts)

    _add_free(add("free", _("find the times that suit everybody, the best first")))
    planning.add_commands(add)
    _add_reference(add("history", _("tell what was changed in a record, by whom and when")))
    _add_privacy(add("privacy", _("list whose data are due for removal, or remove them")))
    _add_erase(add("erase", _("erase data of one person; it cannot be undone")))
    _add_person_data(add("person-data", _("tell everything that is held about one person")))
    add("undo", _("take back the last change"))
    add("redo", _("do again what was undone last"))
    add_commands(add)
    add("check", _("check that the office file is sound")).add_argument(
        "--full", action="store_true", help=_("look through every encrypted page as well")
    )
    backups.add_commands(add)
    return parser


def _add_calendar(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar="OUT",
        type=Path,
        help=_("the file to write; a folder or a .zip for several"),
    )
    for option, metavar, told in (
        ("--record", "REF", _("only this record")),
        ("--person", "NAME", _("only what concerns this person")),
    ):
        parser.add_argument(option, metavar=metavar, help=told)
    whose = parser.add_mutually_exclusive_group()
    for option, metavar, told in (
        ("--group", "REF:NAME", _("only what concerns this group of a delegation")),
        ("--organisation", "NAME", _("only what this organisation has to do with")),
        ("--members", "REF", _("a file for each member of a delegation, in their language")),
        ("--invitations", "REF", _("an invitation for each event of a record")),
        ("--mails", "REF", _("a mail draft with paper and calendar for each person of a record")),
    ):
        whose.add_argument(option, metavar=metavar, help=told)
    parser.add_argument(
        "--organizer", metavar="NAME<MAIL>", help=_("who invites and gets the answers")
    )
    parser.add_argument(
        "--since", metavar="N", type=int, help=_("with --mails: tell what changed since edition N")
    )
    parser.add_argument(
        "--answers", action="store_true", help=_("ask those who are invited to answer")
    )
    parser.add_argument(
        "--tasks",
        action="store_true",
        help=_("with what is to be done, as tasks; not with --person"),
    )
    parser.add_argument(
        "--tasks-as",
        choices=("todo", "event", "both"),
        help=_("tasks as tasks, as days in the calendar, or as both"),
    )
    parser.add_argument(
        "--reminders",
        action="store_true",
        help=_("remind of journeys, of all other events and of tasks"),
    )
    parser.add_argument(
        "--private",
        action="store_true",
        help=_("with the names of all who take part, phone numbers and internal notes"),
    )
    _add_force(parser)


def _add_itinerary(parser: argparse.ArgumentParser) -> None:
    _add_reference(parser)
    parser.add_argument("file", metavar="OUT", type=Path, help=_("the file to write"))
    parser.add_argument(
        "--document",
        metavar="CODE",
        help=_("another paper of the record; “kakehashi documents REF --list” tells which"),
    )
    audience = parser.add_mutually_exclusive_group()
    audience.add_argument("--person", metavar="NAME", help=_("only what concerns this person"))
    audience.add_argument("--group", metavar="NAME", help=_("only what concerns this group"))
    parser.add_argument(
        "--languages", metavar="CODES", help=_("one language, or two together, such as ja,da")
    )
    _add_side_by_side(parser)
    parser.add_argument("--since", metavar="N", help=_("mark what has changed since this edition"))
    parser.add_argument(
        "--changes",
        action="store_true",
        help=_("with a list of what has changed, and what was cancelled struck through"),
    )
    _add_force(
        parser, _("replace a file that is there; print a mark for characters that no font has")
    )


def _add_documents(parser: argparse.ArgumentParser) -> None:
    _add_reference(parser)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--all", metavar="OUTDIR", type=Path, help=_("write all usual papers into this folder")
    )
    what.add_argument("--list", action="store_true", help=_("list the papers of the record"))
    parser.add_argument(
        "--languages",
        metavar="CODES",
        help=_("languages with commas between them, each on its own; ja+da stand together"),
    )
    _add_side_by_side(parser)
    _add_force(parser)


def _add_side_by_side(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--side-by-side", action="store_true", help=_("two languages in columns, not in lines")
    )


def _add_tasks(parser: argparse.ArgumentParser) -> None:
    # Told apart, as they would be passed over for any other kind.
    group = parser.add_argument_group(_("choose among tasks"))
    for option, told in (
        ("--open", _("only what is still to be done")),
        ("--overdue", _("only what should have been done before today")),
        ("--waiting", _("only what waits for others than our office")),
    ):
        group.add_argument(option, action="store_true", help=told)
    group.add_argument("--officer", metavar="NAME", help=_("only what this officer looks after"))


def _add_calendar_import(parser: argparse.ArgumentParser) -> None:
    # Told apart, as they would be passed over for an office.
    group = parser.add_argument_group(_("for a calendar file"))
    group.add_argument(
        "--dry-run", action="store_true", help=_("only tell what would change; change nothing")
    )
    group.add_argument("--into", metavar="REF", help=_("the record that new events are put into"))
    group.add_argument(
        "--zone",
        metavar="NAME=ZONE",
        action="append",
        default=[],
        help=_("the time zone that a name in the file stands for; “floating” for none at all"),
    )
    _add_json(parser)


def _add_editions(parser: argparse.ArgumentParser) -> None:
    _add_reference(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--compare",
        nargs=2,
        metavar=("A", "B"),
        help=_("tell what differs between two editions; “now” is the record as it is"),
    )
    what.add_argument(
        "--issue",
        metavar="OUTDIR",
        type=Path,
        help=_("issue the next edition and write its files into this folder"),
    )
    what.add_argument(
        "--save",
        nargs=2,
        metavar=("N", "OUTDIR"),
        help=_("write the files of an edition again, exactly as they were issued"),
    )
    group = parser.add_argument_group(_("when an edition is issued"))
    group.add_argument("--draft", action="store_true", help=_("mark the papers as a draft"))
    group.add_argument(
        "--document",
        metavar="CODE",
        action="append",
        help=_("a paper in place of the usual one; may be given several times"),
    )
    group.add_argument("--recipients", metavar="TEXT", default="", help=_("who receives it"))
    group.add_argument(
        "--languages",
        metavar="CODES",
        default="",
        help=_("the languages, such as ja,da or ja+en for both in one paper"),
    )
    group.add_argument(
        "--members",
        action="store_true",
        help=_("also a programme and a calendar for each participant"),
    )
    group.add_argument(
        "--changes", action="store_true", help=_("mark what has changed since the edition before")
    )
    _add_json(parser)
    _add_force(parser)


def _add_free(parser: argparse.ArgumentParser) -> None:
    for option, metavar, told in (
        ("--people", "NAMES", _("who takes part: names or identities, with commas between them")),
        ("--place", "NAME", _("where they meet; the way there is reckoned with")),
        ("--host", "NAME", _("the organisation that receives")),
        ("--instrument", "NAME", _("the instrument that is wanted")),
        ("--zones", "ZONES", _("the clocks, such as Asia/Tokyo,Europe/Copenhagen")),
    ):
        parser.add_argument(option, metavar=metavar, help=told)
    parser.add_argument("--minutes", metavar="N", default="60", help=_("how long (otherwise 60)"))
    for option, name, told in (
        ("--from", "first", _("the first day, on the first clock")),
        ("--to", "last", _("the last day")),
    ):
        parser.add_argument(option, dest=name, metavar="DAY", required=True, help=told)
    parser.add_argument("--online", action="store_true", help=_("nobody travels for it"))
    parser.add_argument(
        "--prefer", choices=("morning", "afternoon"), help=_("the part of the day that suits best")
    )
    parser.add_argument("--over-lunch", action="store_true", help=_("lunch need not be kept free"))
    parser.add_argument("--outside", action="store_true", help=_("outside office hours, too"))
    _add_json(parser)


def _add_privacy(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("due", "remove"), help=_("list them, or remove them"))
    parser.add_argument("--due", action="store_true", help=_("with remove: all that is due"))
    _add_yes(parser)
    _add_json(parser)


def _add_erase(parser: argparse.ArgumentParser) -> None:
    _add_whom(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--class",
        dest="data_class",
        metavar="CLASS",
        action="append",
        default=[],
        choices=_CLASSES,
        help=", ".join(_CLASSES),
    )
    what.add_argument("--all", action="store_true", help=_("everything, with the name"))
    _add_yes(parser)


def _add_person_data(parser: argparse.ArgumentParser) -> None:
    _add_whom(parser)
    parser.add_argument(
        "--pdf", metavar="OUT", type=Path, help=_("write it as a PDF for the person into this file")
    )
    parser.add_argument(
        "--json", metavar="OUT", type=Path, help=_("write it as JSON into this file")
    )
    _add_force(parser)


def _add_whom(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", metavar="NAME", help=_("the name of a person, or the identity"))


def _add_yes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help=_("yes, it cannot be undone"))


def _add_common(parser: argparse.ArgumentParser, **defaults: object) -> None:
    parser.add_argument(
        "--office",
        metavar="FILE",
        type=Path,
        help=_("the office file (otherwise the one used last)"),
    )
    parser.add_argument(
        "--language",
        choices=CODES,
        help=_("the language of all that is written (otherwise that of the settings)"),
    )
    parser.add_argument(
        "--data",
        metavar="FOLDER",
        type=Path,
        help=_("keep settings and data in this folder, not in the usual places"),
    )
    add_options(parser)
    parser.set_defaults(**defaults)


def _add_reference(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("reference", metavar="REF", help=_("a reference such as DEL-2027-001"))


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))


def _add_private(parser: argparse.ArgumentParser) -> None:
    told = _("with private details: passports, diets, addresses, phone numbers and notes")
    parser.add_argument("--private", action="store_true", help=told)


def _add_force(parser: argparse.ArgumentParser, told: str = "") -> None:
    text = told or _("replace a file that is there")
    parser.add_argument("--force", action="store_true", help=text)

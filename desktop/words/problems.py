"""Problems as sentences: what went wrong, kindly, with the place of the fault."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from desktop.domain import Trilingual, codes
from desktop.errors import Problem
from desktop.language import N_, Language, current
from desktop.language.dates import date_short, day_short
from desktop.words import backups, entities, importing, privacy, protection, spoken, untrusted
from desktop.words.house import HOUSE
from desktop.words.interchange import refusal
from desktop.words.plan_form import DRAFTING
from desktop.words.reasons import reason

_PROBLEMS: Mapping[str, str] = {
    **importing.PROBLEMS,
    **protection.PROBLEMS,
    **backups.PROBLEMS,
    **privacy.PROBLEMS,
    **untrusted.PROBLEMS,
    **DRAFTING,
    "file_missing": N_("There is no file “{path}” any more."),
    "file_empty": N_(
        "The file “{path}” is empty, so it is not an office file. It was left as it is."
    ),
    "file_foreign": N_("“{path}” is not an office file of Kakehashi. It was left as it is."),
    "file_newer": N_(
        "“{path}” was made by a newer version of Kakehashi. Please update the app; the "
        "file was left as it is."
    ),
    "file_damaged": N_("The file “{path}” is damaged. It was left as it is; please open a backup."),
    "file_unreadable": N_("The file “{path}” cannot be read: {reason}."),
    "file_unwritable": N_("“{path}” cannot be written to: {reason}."),
    "file_full": N_(
        "The disk is full, so the change was not saved. Please make room and try again."
    ),
    "file_exists": N_("There is already a file “{path}”. It was not replaced."),
    "file_in_use": N_(
        "“{path}” is already open in another window or by another person{who}. Please "
        "close it there first."
    ),
    "file_unsafe_network": N_(
        "“{path}” lies on a network drive, where changes could be lost. Please choose a"
        " folder on this computer."
    ),
    "file_unsafe_sync": N_(
        "“{path}” lies in a folder that another app synchronises, where changes could "
        "be lost. Please choose another folder."
    ),
    "interchange_newer": N_(
        "The file was written by a newer version of Kakehashi. Please update the app; nothing "
        "was imported."
    ),
    "office_none": N_(
        "There is no office file “{path}” yet. Make one with “kakehashi new” or “kakehashi demo”,"
        " or name one with --office."
    ),
    "input_missing": N_("There is no file “{path}”."),
    "output_exists": N_("There is already a file “{path}”. Use --force to replace it."),
    "output_is_office": N_("“{path}” is the office file itself; please choose another name."),
    "reference_unknown": N_("There is no record {reference} in this office."),
    "person_unknown": N_("Nobody here is called “{name}”."),
    "person_ambiguous": N_("“{name}” may be any of these: {names}."),
    "group_unknown": N_("No group here is called “{name}”."),
    "group_ambiguous": N_("“{name}” may be any of these: {names}."),
    "place_unknown": N_("No place here is called “{name}”."),
    "place_ambiguous": N_("“{name}” may be any of these: {names}."),
    "organisation_unknown": N_("No organisation here is called “{name}”."),
    "organisation_ambiguous": N_("“{name}” may be any of these: {names}."),
    "instrument_unknown": N_("No instrument here is called “{name}”."),
    "instrument_ambiguous": N_("“{name}” may be any of these: {names}."),
    "nobody_asked": N_(
        "Please say for whom or for what: --people, --place, --host or --instrument."
    ),
    "date_unreadable": N_("“{text}” is not a date such as 2027-04-19."),
    "period_backwards": N_("The last day, {last}, is before the first, {first}."),
    "period_too_long": N_("At most {days} days can be searched at once."),
    "minutes_unreadable": N_("“{text}” is not a number of minutes from {least} to {most}."),
    "zone_unknown": N_("There is no time zone “{name}”; one is called for example Asia/Tokyo."),
    "paper_for_all": N_(
        "{reference} has one paper for all; --person and --group are for delegations."
    ),
    "document_unknown": N_("There is no paper “{name}” of this record. There are: {names}."),
    "document_not_issued": N_(
        "The paper “{name}” cannot be part of an edition. These can: {names}."
    ),
    "languages_unreadable": N_(
        "“{text}” does not name one or two of the languages ja, da and en, such as ja,da."
    ),
    "edition_unknown": N_("{reference} has no edition {number}."),
    "glyphs_missing": N_(
        "No bundled font has these characters: {characters}. Use --force to print {mark}."
    ),
    "nothing_to_undo": N_("There is nothing to undo."),
    "nothing_to_redo": N_("There is nothing to redo."),
    "check_failed": N_("The file is damaged: {details}."),
    "migration_failed": N_("The file could not be brought up to date. It was left as it is."),
    "backup_failed": N_("The backup “{path}” could not be made: {reason}."),
    "nothing_to_print": N_("There is nothing to print here yet."),
    "subject_unknown": N_(
        "“{text}” is no month (2027-04), week (2027-W16), year (2027) or fiscal year (FY2027)."
    ),
    **HOUSE,
    "printer_refused": N_("The printer did not take the pages. Please look at it and try again."),
    "paper_failed": N_("This paper could not be made. The others are not affected."),
    "content_gone": N_(
        "This is not kept in the file. A file that was made from an interchange file tells which "
        "papers were issued, but does not hold them."
    ),
    "edition_taken": N_("Edition {number} was issued meanwhile. Please look at it and try again."),
    "record_gone": N_("This entry no longer exists ({kind})."),
    "in_use": N_("This cannot be deleted because it is still used: {places}."),
    "cannot_merge": N_("These two entries cannot be merged."),
    "undo_conflict": N_("This can no longer be undone because it was changed in the meantime."),
    "item_pinned": N_("“{title}” is pinned to its time. Unpin it first."),
    "swap_needs_times": N_("Only items with a day and a clock time can change places."),
    "lane_not_alone": N_(
        "More people take part in “{title}”. Split the group, or choose in the details who takes "
        "part."
    ),
    "lane_unclear": N_("Choose in the details who takes part in “{title}”."),
    "split_needs_two": N_("Each of the two groups needs at least one person."),
    "merge_needs_two": N_("Choose two or more parallel items to bring the group together."),
    "draft_no_dates": N_(
        "A programme cannot be drafted before the first and the last day of the visit are known."
    ),
    "draft_days_backwards": N_("The visit ends before it begins. Please put its dates right."),
    "draft_no_days": N_(
        "There is no day to draft: all days of the visit are over, free or not chosen."
    ),
    "draft_no_items": N_(
        "There is nothing to place: add hosts without a time, or let more of the items move."
    ),
    "draft_too_long": N_("At most 31 days can be drafted at once; these are {days}."),
    "draft_day_backwards": N_(
        "{day} ends before it begins. Please put the hours of that day right."
    ),
    "draft_outdated": N_(
        "“{title}” was changed meanwhile, so nothing was taken over. Please draft again."
    ),
    "draft_outdated_untitled": N_(
        "The programme was changed meanwhile, so nothing was taken over. Please draft again."
    ),
    "stage_move_not_allowed": N_("From “{from_stage}” the request cannot go to “{to_stage}”."),
    "paste_empty": N_("There is no list of people to paste."),
    "paste_too_long": N_(
        "The list has {rows} rows. At most {most} people can be added at once; please paste it in"
        " parts."
    ),
    "gates_block": N_("“{to_stage}” is not possible yet. Still open: {gates}."),
    "calendar_empty": N_("There is nothing yet that a calendar file could hold."),
    "calendar_for_delegations": N_(
        "{reference} is no delegation, so that it has neither members nor groups."
    ),
    "invitation_nobody": N_("Nobody in {reference} has an e-mail address to be invited by."),
    "organizer_address": N_("“{address}” is no e-mail address that an invitation can come from."),
    "calendar_no_date": N_("“{title}” ({reference}) is not in the calendar file: it has no date."),
    "calendar_no_zone": N_(
        "“{title}” ({reference}) is not in the calendar file: its time zone is missing."
    ),
    "calendar_skipped_time": N_(
        "“{title}” ({reference}) is not in the calendar file: the clocks are put forward then, so"
        " that time does not exist on that day."
    ),
}


def problem(fault: Problem, language: Language | None = None) -> str:
    """A problem as a sentence, in a language or in the current one.

    A code that has no sentence is shown as it is, so that a new one can at least be looked up.
    """
    speaker = language or current()
    code, values = fault.code, dict(fault.values)
    if code == "file_unsafe_place":
        code = f"file_unsafe_{values.get('reason', 'network')}"
    if code == "draft_outdated" and not values.get("title"):
        code = "draft_outdated_untitled"  # of an item that is gone
    if code == "interchange_invalid":
        return refusal(values, speaker)
    if code not in _PROBLEMS:
        return speaker.gettext(N_("Something went wrong ({code}).")).format(code=fault)
    _speak(code, values, speaker)
    return speaker.gettext(_PROBLEMS[code]).format(**values)


def _speak(code: str, values: dict[str, Any], speaker: Language) -> None:
    """Put words in the place of codes, texts in three languages and days."""
    for name in ("from_stage", "to_stage"):
        if name in values:
            values[name] = spoken.word(codes.Stage(str(values[name])), speaker)
    for name in ("first", "last"):
        if isinstance(day := values.get(name), date):
            values[name] = date_short(speaker, day)
    if isinstance(day := values.get("day"), date):
        values["day"] = day_short(speaker, day)
    if isinstance(title := values.get("title"), Trilingual):
        values["title"] = title.best(speaker.code)
    if isinstance(why := values.get("reason"), str):
        values["reason"] = reason(why, speaker)
    if "kind" in values:
        values["kind"] = entities.kind(str(values["kind"]), speaker) if values["kind"] else ""
    if "gates" in values:
        names = (spoken.word(codes.GateKind(gate), speaker) for gate in _many(values["gates"]))
        values["gates"] = speaker.listed(names)
    if "uses" in values:
        labels = dict.fromkeys(
            f"{use.record_label.best(speaker.code)}" or entities.kind(use.record_kind, speaker)
            for use in _many(values["uses"])
        )
        values["places"] = speaker.listed(labels)
    if code == "file_in_use":
        who = values.get("who")
        values["who"] = speaker.gettext(N_(" ({name})")).format(name=who) if who else ""


def _many(value: object) -> Iterable[Any]:
    return value if isinstance(value, tuple | list) else ()

"""The history of a record in words: who did what to which field, and when it moved."""

from collections.abc import Callable, Mapping
from datetime import date, time
from enum import StrEnum
from typing import Protocol

from desktop.domain import codes
from desktop.domain.text import PARTS, Trilingual
from desktop.domain.time import DayPart
from desktop.language import N_, Language, current, dates
from desktop.words import entities, spoken
from desktop.words.hours import written_hours

# Which codes a field holds; a field that is missing here holds plain text, dates or numbers.
_CODES: Mapping[tuple[str, str], type[StrEnum]] = {
    ("delegation", "status"): codes.DelegationStatus,
    ("exchange", "status"): codes.ExchangeStatus,
    ("item", "status"): codes.ItemStatus,
    ("slot", "status"): codes.SlotStatus,
    ("access_request", "stage"): codes.Stage,
    ("access_request", "mode"): codes.AccessMode,
    ("gate", "state"): codes.GateState,
    ("gate", "kind"): codes.GateKind,
    ("item", "kind"): codes.ItemKind,
    ("item", "priority"): codes.Priority,
    ("item", "preferred_half"): codes.HalfDay,
    ("item_order", "kind"): codes.OrderKind,
    ("place", "kind"): codes.PlaceKind,
    ("organisation", "kind"): codes.OrganisationKind,
    ("member", "function"): codes.Function,
    ("item_person", "involvement"): codes.Involvement,
    ("exchange", "level"): codes.Level,
    ("exchange", "paid_by"): codes.Payer,
    ("task", "turn"): codes.Turn,
    ("task", "anchor"): codes.DueAnchor,
    ("rule_setting", "severity"): codes.Severity,
    ("retention", "data_class"): codes.DataClass,
    ("permit", "kind"): codes.PermitKind,
    ("access_instrument", "answer"): codes.InstrumentAnswer,
    ("closure", "kind"): codes.ClosureKind,
    ("checklist_line", "template"): codes.Checklist,
    ("checklist_line", "anchor"): codes.DueAnchor,
    ("checklist_line", "turn"): codes.Turn,
    ("checklist_line", "condition"): codes.Condition,
    **{
        (kind, "confidentiality"): codes.Confidentiality
        for kind in ("delegation", "exchange", "access_request")
    },
}
# A move that followed from a slot's cancelling has that status as its reason.
_SLOT_REASONS = frozenset(status.value for status in codes.SlotStatus)
_PART_WORDS = {"ja": N_("in Japanese"), "da": N_("in Danish"), "en": N_("in English")}
_MOMENT_PARTS = ("date", "time", "zone", "fold", "part")


class Entry(Protocol):
    """One change as the store's history gives it."""

    @property
    def author(self) -> str:
        """Who did it."""

    @property
    def action(self) -> str:
        """`created`, `changed` or `deleted`."""

    @property
    def mode(self) -> str:
        """`do`, `undo` or `redo`."""

    @property
    def kind(self) -> str:
        """The kind of the entity."""

    @property
    def field(self) -> str:
        """The column that changed."""

    @property
    def before(self) -> object:
        """The value before, as JSON."""

    @property
    def after(self) -> object:
        """The value after, as JSON."""


def history_line(
    entry: Entry,
    name: Trilingual,
    language: Language | None = None,
    label_of: Callable[[str], Trilingual] | None = None,
) -> str:
    """One change as a sentence, such as “Mette D. moved “RIKEN visit” from 10:00 to 11:00”.

    `name` is what the changed thing is called; `label_of` names the thing behind an identity, for
    fields that refer to others.
    """
    speaker = language or current()
    said = {
        "author": entry.author or speaker.gettext(N_("Somebody")),
        "name": name.best(speaker.code) or speaker.gettext(N_("untitled")),
        "kind": _inside(entities.kind(entry.kind, speaker)),
    }
    if entry.action == "created":
        line = speaker.gettext(N_("{author} added {kind} “{name}”")).format(**said)
    elif entry.action == "deleted":
        line = speaker.gettext(N_("{author} removed {kind} “{name}”")).format(**said)
    else:
        line = _changed(entry, said, speaker, label_of)
    if entry.mode == "undo":
        return speaker.gettext(N_("Undone: {what}")).format(what=line)
    if entry.mode == "redo":
        return speaker.gettext(N_("Done again: {what}")).format(what=line)
    return line


def _inside(word: str) -> str:
    """A word as it stands inside a sentence, where English and Danish nouns are small."""
    return word[:1].lower() + word[1:]


def _changed(
    entry: Entry,
    said: dict[str, str],
    speaker: Language,
    label_of: Callable[[str], Trilingual] | None,
) -> str:
    before = _value(entry, entry.before, speaker, label_of)
    after = _value(entry, entry.after, speaker, label_of)
    said |= {"field": _field(entry.field, speaker), "before": before, "after": after}
    if entry.field in ("start_time", "start_date", "start") and before and after:
        message = N_("{author} moved “{name}” from {before} to {after}")
    elif before and after:
        message = N_("{author} changed “{field}” of “{name}” from “{before}” to “{after}”")
    elif after:
        message = N_("{author} filled in “{field}” of “{name}”: “{after}”")
    elif before:
        message = N_("{author} emptied “{field}” of “{name}”, it was “{before}”")
    else:
        message = N_("{author} changed “{field}” of “{name}”")
    return speaker.gettext(message).format(**said)


def _field(column: str, speaker: Language) -> str:
    stem, _, part = column.rpartition("_")
    if part in PARTS and stem:
        words = speaker.gettext(_PART_WORDS[part])
        return f"{entities.field(stem, speaker)} ({words})"
    if part in _MOMENT_PARTS and stem in ("start", "end", "joins", "leaves"):
        return entities.field(stem, speaker)
    return entities.field(column, speaker)


def _value(
    entry: Entry,
    value: object,
    speaker: Language,
    label_of: Callable[[str], Trilingual] | None,
) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return speaker.gettext(N_("yes") if value else N_("no"))
    text = str(value)
    if entry.field.endswith("_id"):
        return label_of(text).best(speaker.code) if label_of is not None else ""
    if entry.field.endswith("_part"):
        return spoken.word(DayPart(text), speaker)
    if entry.field.endswith("_minutes"):
        return dates.duration(speaker, int(text))
    if entry.field == "opening_hours":
        return written_hours(speaker, text)
    known = _CODES.get((entry.kind, entry.field)) or (
        codes.Direction if entry.field == "direction" else None
    )
    if known is not None:
        return spoken.word(known(text), speaker)
    if entry.field.endswith("_time") and entry.field != "printed_time":
        return dates.clock(speaker, time.fromisoformat(text))
    if _is_date(text):
        return dates.date_short(speaker, date.fromisoformat(text))
    return text


def move_reason(reason: str, language: Language | None = None) -> str:
    """Why a request was moved to another stage, as somebody wrote it or as it followed."""
    if reason in _SLOT_REASONS:
        return spoken.word(codes.SlotStatus(reason), language)
    return reason


def _is_date(text: str) -> bool:
    return len(text) == 10 and text[4:5] == text[7:8] == "-" and text.replace("-", "").isdigit()

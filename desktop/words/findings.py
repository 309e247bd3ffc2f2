"""What was found in the plans as one sentence, and the change that would settle it as another."""

from collections.abc import Mapping
from datetime import date

from desktop.domain.codes import Severity
from desktop.domain.finding import Finding, Fix
from desktop.domain.plan import Plan
from desktop.language import N_, Language, current, dates
from desktop.words.bookings import Called
from desktop.words.said import Said
from desktop.words.sentences import SENTENCES, variant

_SOURCES: Mapping[str, str] = {"general knowledge": N_("general knowledge")}

_FIXES: Mapping[str, str] = {
    "move": N_("Move to {clock}"),
    "move_day": N_("Move to {day} {clock}"),
    "take_out": N_("Take {name} out"),
    "confirm": N_("Confirm"),
}


def finding(found: Finding, plan: Plan, language: Language | None = None) -> str:
    """What is wrong, in one line, in a language or in the current one.

    Times stand on the clock where they happen and on the other one of the record.
    """
    speaker = language or current()
    said = Said(found, plan, speaker)
    return speaker.gettext(SENTENCES[variant(found, plan)]).format_map(said)


def finding_source(found: Finding, language: Language | None = None) -> str:
    """Where the limit of a finding is written and when that was checked; "" where it has none."""
    speaker = language or current()
    source, checked = found.values.get("source"), found.values.get("checked")
    if not isinstance(source, str) or not isinstance(checked, date):
        return ""
    parts = [speaker.gettext(_SOURCES.get(part, part)) for part in source.split("; ")]
    message = speaker.gettext("Source: {source} (checked {day})")
    day = dates.date_short(speaker, checked)
    return message.format(source=speaker.listed(parts), day=day)


def fix(found: Fix, plan: Plan, language: Language | None = None) -> str:
    """What the one change does that settles a finding, as a button says it: Move to 14:30."""
    speaker = language or current()
    code = found.code
    booking = plan.bookings.get(found.booking_id)
    start = found.start
    clock = "" if start.time is None else dates.clock_in_text(speaker, start.time)
    day = "" if start.date is None else dates.day_short(speaker, start.date)
    if code == "move" and booking is not None and booking.start.date != start.date:
        code = "move_day"
    name = Called(plan, speaker).person(found.person_id)
    return speaker.gettext(_FIXES[code]).format(clock=clock, day=day, name=name)


def counted(counts: Mapping[Severity, int], language: Language | None = None) -> str:
    """How much there is to do, in short: 2 must be solved · 3 warnings · 1 hint."""
    speaker = language or current()
    blocks, warnings, hints = (
        counts.get(each, 0) for each in (Severity.BLOCK, Severity.WARNING, Severity.HINT)
    )
    parts = [
        (blocks, speaker.ngettext("{n} must be solved", "{n} must be solved", blocks)),
        (warnings, speaker.ngettext("{n} warning", "{n} warnings", warnings)),
        (hints, speaker.ngettext("{n} hint", "{n} hints", hints)),
    ]
    return " · ".join(text.format(n=number) for number, text in parts if number)

"""What is told beside the stage of a request: since when, what to mind, when the report is due."""

from __future__ import annotations

from datetime import date

from desktop import words
from desktop.domain import AccessRequest
from desktop.domain.access import report_day
from desktop.domain.codes import InstrumentAnswer, Stage
from desktop.language import _, current, dates, ngettext
from desktop.planning.laws import REPORT, law_of


def since(request: AccessRequest) -> str:
    """Since when a request is where it is, and who moved it there; "" for one never moved."""
    if not request.moves:
        return ""
    last = max(request.moves, key=lambda move: move.position)
    said = _("At “{stage}” since {date}").format(
        stage=words.word(Stage(request.stage)), date=dates.date_short(current(), last.on)
    )
    parts = [said]
    if last.moved_by:
        parts.append(_("moved by {name}").format(name=last.moved_by))
    return "  ·  ".join(parts)


def remark(request: AccessRequest, to: Stage) -> str:
    """What to think of before a move that nothing forbids; "" where there is nothing."""
    match to:
        case Stage.APPROVED:
            return _answers(request)
        case Stage.SCHEDULED if not any(slot.is_agreed for slot in request.slots):
            return _("No slot is confirmed yet.")
        case Stage.REPORT_DUE:
            due = request.report_due or report_day(request.slots, _days(request))
            if due is None:
                return _("No slot tells when the report is due.")
            return _("The report is due on {date}.").format(date=dates.date_short(current(), due))
    return ""


def report(request: AccessRequest, today: date) -> tuple[str, bool]:
    """When the report is due that a request waits for, and whether that day has passed."""
    if request.stage != Stage.REPORT_DUE:
        return "", False
    if request.report_due is None:
        return _("Nobody has said yet when the report is due."), False
    day = dates.date_short(current(), request.report_due)
    late = (today - request.report_due).days
    if late > 0:
        said = ngettext(
            "The report was due on {date}: {n} day overdue",
            "The report was due on {date}: {n} days overdue",
            late,
        )
        return said.format(date=day, n=late), True
    return _("The report is due on {date}.").format(date=day), False


def _answers(request: AccessRequest) -> str:
    answers = [link.answer for link in request.instruments]
    if answers and all(answer == InstrumentAnswer.REFUSED for answer in answers):
        return _("The facility refused every instrument.")
    waiting = answers.count(InstrumentAnswer.ASKED)
    if not waiting:
        return ""
    return ngettext(
        "{n} instrument has no answer yet.", "{n} instruments have no answer yet.", waiting
    ).format(n=waiting)


def _days(request: AccessRequest) -> int | None:
    asked = request.facility.report_days if request.facility is not None else None
    return usual_report_days() if asked is None else asked


def usual_report_days() -> int | None:
    """Days from the last slot to the report where the facility names none."""
    law = law_of(REPORT, "")
    return law.days if law is not None else None

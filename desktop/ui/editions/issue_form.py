"""The fields of an edition that is to be issued."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desktop.documents.catalogue import SHEETS
from desktop.documents.issuing import CALENDAR, Choice, offered
from desktop.documents.wish import Option
from desktop.domain import Delegation, Edition
from desktop.domain.comparing import Record
from desktop.language import CODES, Language, _, current, ngettext, pgettext
from desktop.language.names import preferred
from desktop.ui.desk import Desk
from desktop.ui.editions.telling import DRAFT, FINAL, languages_name
from desktop.ui.forms import (
    ChoiceField,
    DateField,
    FlagsField,
    Form,
    LongTextField,
    SwitchField,
    TextField,
)

_PAIRS = ("ja+da", "ja+en", "da+en")
_DRAFT, _FINAL = "draft", "final"
_MARKS = {"changes": Option.CHANGES, "struck": Option.STRUCK}


def fill_form(form: Form, desk: Desk, record: Record, last: Edition | None) -> None:
    """Add the fields to a form, filled in as for the edition before or as is usual."""
    form.section(columns=2)
    form.add("on", DateField(lambda: pgettext("edition", "Day of issue"), today=desk.today))
    form.add(
        "state",
        ChoiceField(
            lambda: pgettext("edition", "Draft or final"),
            (_FINAL, _DRAFT),
            _state_name,
            status=lambda code: DRAFT if code == _DRAFT else FINAL,
            hint=lambda: pgettext("edition", "A draft says so on every page: 案, UDKAST, DRAFT."),
        ),
    )
    form.add(
        "recipients",
        TextField(
            lambda: pgettext("edition", "Sent to"),
            hint=lambda: pgettext("edition", "In your own words, such as “Embassy, all hosts”."),
        ),
        wide=True,
    )
    form.section(lambda: pgettext("edition", "Papers"), columns=1)
    kind = record.__tablename__
    form.add(
        "documents",
        FlagsField(
            lambda: pgettext("edition", "For everyone"),
            [sheet.code for sheet in offered(kind)],
            lambda code: SHEETS[code].name_in(current()),
        ),
    )
    form.add(
        "languages",
        FlagsField(
            lambda: _("Languages"),
            (*CODES, *_PAIRS),
            lambda codes: languages_name(codes.split("+")),
        ),
    )
    visit = record if isinstance(record, Delegation) and record.members else None
    if visit is not None:
        form.add(
            "member_papers",
            SwitchField(
                lambda: pgettext("edition", "A programme for each participant"),
                hint=lambda: _own_languages(visit),
                alone=True,
            ),
        )
    form.section(lambda: pgettext("edition", "Calendars"), columns=2)
    form.add(
        "calendar",
        SwitchField(lambda: pgettext("edition", "A calendar file for everyone"), alone=True),
    )
    if visit is not None:
        form.add(
            "member_calendars",
            SwitchField(
                lambda: pgettext("edition", "A calendar file for each participant"), alone=True
            ),
        )
    if last is not None:
        number = last.number
        form.section(_changes_title(number), columns=2)
        form.add(
            "changes",
            SwitchField(lambda: pgettext("edition", "Mark and list the changes"), alone=True),
        )
        form.add(
            "struck",
            SwitchField(
                lambda: pgettext("edition", "Keep what is cancelled, struck through"), alone=True
            ),
        )
    form.section(lambda: _("Note"), columns=1, folded=True)
    form.add("note", LongTextField(lambda: _("Note")))
    form.load({"on": desk.today(), **_usual(kind, last, form.names())})


def choice_of(values: Mapping[str, Any], paper: str) -> Choice:
    """Which files the values of the form ask for, on which size of paper."""
    return Choice(
        tuple(values["documents"]),
        tuple(tuple(codes.split("+")) for codes in values["languages"]),
        calendar=bool(values["calendar"]),
        member_papers=bool(values.get("member_papers")),
        member_calendars=bool(values.get("member_calendars")),
        options=frozenset(option for name, option in _MARKS.items() if values.get(name)),
        paper=paper,
    )


def is_draft(values: Mapping[str, Any]) -> bool:
    """Whether the values of the form ask for a draft."""
    return bool(values["state"] == _DRAFT)


def _usual(kind: str, last: Edition | None, names: Sequence[str]) -> dict[str, object]:
    """What was asked for the last time; the first time the usual paper in one's own language."""
    if last is None or not last.papers:
        code = current().code
        return {
            "state": _FINAL,
            "documents": (offered(kind)[0].code,),
            "languages": (code if code in CODES else "en",),
            "calendar": True,
            "member_papers": False,
            "changes": True,
        }
    everyone = [paper for paper in last.papers if not paper.audience]
    printed = [paper for paper in everyone if paper.document != CALENDAR]
    of_members = {paper.document for paper in last.papers if paper.audience}
    return {
        "state": _DRAFT if last.draft else _FINAL,
        "recipients": last.recipients,
        "documents": tuple(dict.fromkeys(paper.document for paper in printed)),
        "languages": tuple(dict.fromkeys("+".join(paper.languages.split()) for paper in printed)),
        "calendar": len(printed) < len(everyone),
        "member_papers": bool(of_members - {CALENDAR}),
        "member_calendars": CALENDAR in of_members,
        "changes": "changes" in names,
    }


def _state_name(code: str) -> str:
    if code == _DRAFT:
        return pgettext("edition", "Draft")
    return pgettext("edition", "Final")


def _changes_title(number: int) -> Callable[[], str]:
    return lambda: pgettext("edition", "Changes since edition {number}").format(number=number)


def _own_languages(visit: Delegation) -> str:
    """In which languages the participants read: how many in each, and who is only assumed to."""
    people = [member.person for member in visit.ordered_members()]
    spoken = [preferred(person) for person in people]
    counts = [
        pgettext("edition", "{language}: {n}").format(
            language=Language.of(code).name, n=spoken.count(code)
        )
        for code in CODES
        if code in spoken
    ]
    text = pgettext("edition", "In the language of each: {counts}.").format(
        counts=" · ".join(counts)
    )
    unknown = [person for person in people if not person.languages]
    if not unknown:
        return text
    if len(unknown) == len(people):
        return pgettext("edition", "In English, as no participant has a language yet.")
    more = ngettext(
        "{n} has no language yet and gets English.",
        "{n} have no language yet and get English.",
        len(unknown),
    ).format(n=len(unknown))
    return f"{text} {more}"

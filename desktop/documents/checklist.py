"""The checklist of a record on paper: what is to be done, until when, by whom, and what is done."""

from collections.abc import Sequence
from datetime import date

from desktop import words
from desktop.documents.document import Data, Document
from desktop.documents.sheet import cell, day, frame, period, table
from desktop.documents.wish import Due, Material, Wish
from desktop.domain import Delegation, Exchange, Task
from desktop.domain.codes import Clause, Turn
from desktop.domain.comparing import Record
from desktop.errors import Problem
from desktop.language import Language
from desktop.language.dates import weekday_short

_BOX, _TICK = "□", "✓"


def make(material: Material, wish: Wish, language: Language) -> Document:
    """Give the checklist of the record; Problem `nothing_to_print` for one without tasks."""
    source = material.source
    if source is None:
        raise Problem("record_gone", kind=wish.kind)
    if not source.tasks:
        raise Problem("nothing_to_print", document=wish.document)
    return document(source.record, source.tasks, language, on=wish.on, due=material.due)


def document(
    record: Record, tasks: Sequence[Task], language: Language, *, on: date, due: Due
) -> Document:
    """Give the checklist of a record that was loaded whole, as it is printed on a day."""
    dated = sorted(
        ((due(task), task) for task in tasks),
        key=lambda pair: (pair[0] or date.max, pair[1].position, pair[1].id),
    )
    left = [(until, task) for until, task in dated if task.done is None]
    data = frame(
        language,
        language.pgettext("document", "Checklist"),
        record.title,
        record.reference,
        clause_of(record),
        record.confidentiality,
        on,
    ) | {
        "period": period(language, record.start, record.end),
        "edition": language.pgettext("document", "{done} of {total} done").format(
            done=len(dated) - len(left), total=len(dated)
        ),
    }
    finished = [(until, task) for until, task in dated if task.done is not None]
    parts = [
        _table(language.pgettext("document", "Still to be done"), left, language, on),
        _table(language.pgettext("document", "Done"), finished, language, on),
    ]
    data["sections"] = [part for part in parts if part["rows"]]
    title = " – ".join((data["title"], data["kind"]))
    return Document("sheet", data, language, title, on)


def clause_of(record: Record) -> Clause:
    """The clause that a record belongs to."""
    if isinstance(record, Delegation):
        return Clause.DELEGATION
    return Clause.EXCHANGE if isinstance(record, Exchange) else Clause.ACCESS


def _table(
    heading: str, tasks: Sequence[tuple[date | None, Task]], language: Language, on: date
) -> Data:
    part = table(
        heading,
        [
            "",
            words.kind("task", language),
            words.field("due", language),
            words.field("turn", language),
            words.field("officer", language),
            words.field("done", language),
        ],
        [0.4, 5.2, 2.3, 2.2, 1.8, 1.7],
        [_row(until, task, language, on) for until, task in tasks],
    )
    # It is read from the top, so that it may begin under the cover and go on over pages.
    return part | {"together": False}


def _row(until: date | None, task: Task, language: Language, on: date) -> list[Data]:
    late = until is not None and until < on and task.done is None
    told = language.pgettext("document", "overdue") if late else ""
    return [
        cell(_TICK if task.done else _BOX),
        cell(task.title.best(language.code)),
        cell(_weekday(language, until), soft=[told], strong=late),
        cell(words.word(Turn(task.turn), language)),
        cell(task.officer),
        cell(day(language, task.done)),
    ]


def _weekday(language: Language, on: date | None) -> str:
    if on is None:
        return ""
    weekday, text = weekday_short(language, on), day(language, on)
    return f"{text}（{weekday}）" if language.locale.language == "ja" else f"{weekday} {text}"

"""The stay sheet of a researcher exchange: who, where, when, and what is still to be done."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from desktop import words
from desktop.documents.document import Data, Document
from desktop.documents.items import Rows, columns, dated_rows
from desktop.documents.people import addresses, joined, organisation_name, place_name, with_title
from desktop.documents.sheet import cell, day, fact, facts, frame, gates, period, table
from desktop.documents.standing import differing, standing
from desktop.documents.times import Clocks
from desktop.documents.wish import Due, Material, Wish
from desktop.domain import Exchange, Task
from desktop.domain.codes import Clause, Direction, ExchangeStatus, Level, Payer, Turn
from desktop.domain.paper import Stand
from desktop.language import Language

_NO_EDITION = Stand()


def make(material: Material, wish: Wish, language: Language) -> Document:
    """Give the stay sheet that is wished for."""
    made = document(
        material.exchange(), language, on=wish.on, due=material.due, stand=material.stand()
    )
    told = differing(material, wish, language)
    return replace(made, data={**made.data, "sections": [*told, *made.data["sections"]]})


def document(
    exchange: Exchange, language: Language, *, on: date, due: Due, stand: Stand = _NO_EDITION
) -> Document:
    """Give the stay sheet of an exchange that was loaded whole, as it is printed on a day."""
    clocks = Clocks(language, exchange.visit_zone, exchange.home_zone)
    guest = exchange.person
    data = frame(
        language,
        language.pgettext("document", "Stay sheet"),
        exchange.title,
        exchange.reference,
        Clause.EXCHANGE,
        exchange.confidentiality,
        on,
    ) | {
        "period": joined(
            language,
            [period(language, exchange.start, exchange.end), _length(exchange, language)],
        ),
        "purpose": exchange.purpose.best(language.code).splitlines(),
        "facts": facts("", _facts(exchange, language))["facts"],
        **standing(language, stand, words.word(ExchangeStatus(exchange.status), language)),
    }
    parts = [gates(language, exchange.gates, on), _checklist(exchange, language, on, due)]
    sections = [part for part in parts if part["rows"]]
    if exchange.items:
        rows = Rows(clocks, members=(guest,) if guest is not None else (), links=True)
        sections.append(
            {
                "kind": "days",
                "heading": language.pgettext("document", "Travel and appointments"),
                "note": clocks.note(exchange.start, exchange.end),
                "columns": columns(language),
                "days": [data for _, data in dated_rows(rows, exchange.items)],
            }
        )
    data["sections"] = sections
    named = with_title(language, guest) if guest is not None else ""
    return Document("sheet", data, language, " – ".join(filter(None, (data["title"], named))), on)


def _length(exchange: Exchange, language: Language) -> str:
    days = exchange.days()
    if days is None or days < 1:
        return ""
    lasting = language.npgettext("document", "{number} day", "{number} days", days)
    nights = language.npgettext("document", "{number} night", "{number} nights", days - 1)
    return joined(language, [lasting.format(number=days), nights.format(number=days - 1)])


def _facts(exchange: Exchange, language: Language) -> Iterator[Data]:
    guest, host, lodging = exchange.person, exchange.host_person, exchange.accommodation
    level = words.word(Level(exchange.level), language)
    yield fact(
        language.pgettext("document", "Visiting researcher"),
        [with_title(language, guest), level] if guest is not None else [level],
    )
    yield fact(
        words.field("host_person_id", language),
        [with_title(language, host)] if host is not None else [],
    )
    yield fact(
        words.field("home_organisation_id", language),
        [organisation_name(language, exchange.home_organisation)],
    )
    yield fact(
        words.field("host_organisation_id", language),
        [
            organisation_name(language, exchange.host_organisation),
            *(
                addresses(language, exchange.host_organisation)
                if exchange.host_organisation
                else []
            ),
        ],
    )
    yield fact(
        words.field("direction", language), [words.word(Direction(exchange.direction), language)]
    )
    yield fact(words.field("residence_category", language), [exchange.residence_category])
    yield fact(words.field("funding", language), [exchange.funding])
    yield fact(words.field("paid_by", language), [words.word(Payer(exchange.paid_by), language)])
    yield fact(
        words.field("accommodation_id", language),
        [
            place_name(language, lodging),
            # Before the address, which has a line more in some languages than in others.
            lodging.phone if lodging is not None else "",
            *addresses(language, lodging),
        ],
    )


def _checklist(exchange: Exchange, language: Language, on: date, due: Due) -> Data:
    dated = [(due(task), task) for task in exchange.tasks]
    rows = []
    for until, task in sorted(dated, key=lambda pair: (pair[0] or date.max, pair[1].position)):
        late = until is not None and until < on and task.done is None
        overdue = language.pgettext("document", "overdue") if late else ""
        rows.append(
            [
                cell(day(language, until), soft=[overdue]),
                cell(task.title.best(language.code)),
                cell(words.word(Turn(task.turn), language)),
                cell(_done(task, language)),
            ]
        )
    return table(
        language.pgettext("document", "Checklist"),
        [
            words.field("due", language),
            words.kind("task", language),
            words.field("turn", language),
            words.field("done", language),
        ],
        [1.7, 5.6, 2.6, 1.8],
        rows,
    )


def _done(task: Task, language: Language) -> str:
    return "" if task.done is None else f"✓ {day(language, task.done)}"

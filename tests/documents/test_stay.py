"""The stay sheet of a researcher exchange."""

from datetime import date
from functools import partial
from typing import Any

import pytest

from desktop.documents import stay
from desktop.documents.document import Document
from desktop.domain import Exchange, Gate, Organisation, Place, Task, Trilingual
from desktop.domain.codes import DueAnchor, GateKind, GateState, ItemKind, Level, Turn
from desktop.language import Language
from desktop.language.names import display
from desktop.planning.agenda import due_for
from tests.documents.kit import (
    CODES,
    ON,
    TOKYO,
    item,
    lost,
    moment,
    person,
    printed,
    related,
    same,
    squeezed,
)

FREJA = person(
    "Freja",
    "Prøve",
    name_ja="フライア・プルーヴェ",
    title=same("Dr"),
    mobile="GEHEIM-1",
    passport_number="GEHEIM-2",
    email="geheim@example.invalid",
)
HOST = person("Ryoko", "Shida", name_ja="試田 量子", nationality="JP", mobile="GEHEIM-3")


def exchange(**values: Any) -> Exchange:
    given = {
        "reference": "EXC-2027-009",
        "title": same("Fejlkorrigerede qubits"),
        "start": date(2027, 9, 1),
        "end": date(2027, 11, 30),
        "level": Level.PHD,
        "funding": "JSPS (prøve)",
        "residence_category": "研究",
        "note": "GEHEIM-4",
        **values,
    }
    relations = {
        "person": FREJA,
        "host_person": HOST,
        "home_organisation": Organisation(name=same("Niels Bohr Institutet")),
        "host_organisation": Organisation(name=same("RIKEN"), address_local="埼玉県和光市"),
        "accommodation": Place(name=same("Gæstehus"), address_local="和光市広沢", phone="048"),
        "gates": [],
        "tasks": [],
        "items": [],
    }
    relations |= {name: given.pop(name) for name in list(given) if name in relations}
    return related(Exchange(**given), **relations)


def sheet(stay_of: Exchange, code: str = "en") -> Document:
    due = partial(due_for, record=stay_of, office_zone="Europe/Copenhagen")
    return stay.document(stay_of, Language.of(code), on=ON, due=due)


@pytest.mark.parametrize("number", range(6))
@pytest.mark.parametrize("code", CODES)
def test_everything_of_the_demo_stays_is_found_again(
    stays: list[Exchange], number: int, code: str
) -> None:
    one, language = stays[number], Language.of(code)
    made = sheet(one, code)
    assert lost(made) == []
    text = printed(made)
    assert one.person is not None
    assert one.host_person is not None
    wanted = [one.title.best(code), one.purpose.best(code), one.funding, one.residence_category]
    wanted += [display(language, one.person), display(language, one.host_person)]
    wanted += [task.title.best(code) for task in one.tasks]
    wanted += [gate.responsible for gate in one.gates]
    wanted += [each.title.best(code) for each in one.items]
    assert [each for each in wanted if squeezed(each) not in text] == []
    assert [task.note for task in one.tasks if task.note and squeezed(task.note) in text] == []


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("ja", "令和9年（2027年）9月1日（水）～11月30日（火）　91日間　90泊"),
        ("da", "1. september – 30. november 2027 · 91 dage · 90 nætter"),
        ("en", "1 September – 30 November 2027 · 91 days · 90 nights"),
    ],
)
def test_the_period_with_its_days_and_nights(code: str, wanted: str) -> None:
    made = sheet(exchange(), code)
    assert made.data["period"] == wanted
    assert squeezed(wanted) in printed(made)


def test_one_day_and_no_day() -> None:
    one_day = exchange(end=date(2027, 9, 1))
    assert sheet(one_day).data["period"] == ("1 September 2027 · 1 day · 0 nights")
    unknown = exchange(start=None, end=None)
    assert sheet(unknown).data["period"] == ""


def test_who_where_and_who_pays() -> None:
    made = sheet(exchange(), "da")
    told = {part["label"]: part["lines"] for part in made.data["facts"]}
    assert told["Gæsteforsker"] == ["Freja Prøve, Dr", "Ph.d.-studerende"]
    assert ["RIKEN", "埼玉県和光市"] in told.values()
    assert ["Gæstehus", "048", "和光市広沢"] in told.values()
    assert ["JSPS (prøve)"] in told.values()
    assert ["研究"] in told.values()
    assert made.title == "Fejlkorrigerede qubits – Freja Prøve, Dr"
    assert "GEHEIM" not in printed(made).upper()


def test_the_checklist_by_due_date_and_what_is_late() -> None:
    tasks = [
        Task(title=same("Bolig"), anchor=DueAnchor.START, offset_days=-70, turn=Turn.HOST),
        Task(title=same("Aftale"), due=date(2026, 11, 1), turn=Turn.BOTH),
        Task(title=same("Midler"), due=date(2026, 10, 1), done=date(2026, 9, 30), turn=Turn.GUEST),
        Task(title=same("Visum"), anchor=DueAnchor.START, offset_days=-44, turn=Turn.HOST),
        Task(title=same("Rapport"), anchor=DueAnchor.END, offset_days=28, turn=Turn.OFFICE),
        Task(title=same("Engang"), position=9),
    ]
    made = sheet(exchange(tasks=tasks))
    (checklist,) = made.data["sections"]
    rows = [[" ".join(c["lines"] + c["soft"]) for c in row["cells"]] for row in checklist["rows"]]
    assert rows == [
        ["1 Oct 2026", "Midler", "Guest or researcher", "✓ 30 Sept 2026"],
        ["1 Nov 2026 overdue", "Aftale", "Both institutions", ""],
        ["23 Jun 2027", "Bolig", "Host", ""],
        # Counted to 19 July, which is Marine Day.
        ["16 Jul 2027", "Visum", "Host", ""],
        ["28 Dec 2027", "Rapport", "Our office", ""],
        ["", "Engang", "Our office", ""],
    ]
    assert lost(made) == []


def test_gates_and_travel() -> None:
    flight = item("SK983", kind=ItemKind.FLIGHT, transport="SK983", internal_note="GEHEIM-5")
    flight.start = moment("2027-08-30 11:20", "Europe/Copenhagen")
    flight.end = moment("2027-08-31 07:55", TOKYO)
    gate = Gate(kind=GateKind.EXPORT_CONTROL_JP, state=GateState.IN_PROGRESS, responsible="RIKEN")
    made = sheet(exchange(gates=[gate], items=[flight]), "ja")
    text = printed(made)
    for wanted in ("令和9年8月30日（月）", "11:20発", "07:55着", "13時間35分", "RIKEN"):
        assert wanted in text
    assert "GEHEIM" not in text
    assert lost(made) == []


@pytest.mark.parametrize("code", CODES)
def test_an_empty_stay_is_still_a_paper(code: str) -> None:
    bare = Exchange(reference="EXC-2027-010", title=Trilingual())
    assert "EXC-2027-010" in printed(sheet(bare, code))

"""The checklist of a record on paper."""

from datetime import date

import pytest

from desktop.documents import catalogue, checklist
from desktop.documents.wish import Material, Wish
from desktop.domain import Delegation, Exchange, Task
from desktop.domain.codes import DueAnchor, Turn
from desktop.domain.paper import PaperSource
from desktop.errors import Problem
from desktop.language import Language
from tests.documents.kit import CODES, ON, delegation, lost, printed, same, squeezed


def tasks() -> list[Task]:
    return [
        Task(id="1", title=same("Hotel"), due=date(2026, 11, 20), turn=Turn.OFFICE, officer="Aoki"),
        Task(
            id="2",
            title=same("Gaver"),
            anchor=DueAnchor.START,
            due=date(2027, 3, 1),
            turn=Turn.BOTH,
            note="GEHEIM",
        ),
        Task(
            id="3",
            title=same("Invitation"),
            due=date(2026, 10, 1),
            done=date(2026, 9, 30),
            turn=Turn.HOST,
        ),
    ]


def material() -> Material:
    return Material(PaperSource(delegation(), tasks=tasks()))


def wish(*languages: str) -> Wish:
    return Wish("checklist", "delegation", "x", languages, ON)


def test_what_is_left_stands_first_and_what_is_late_says_so() -> None:
    made = catalogue.document(material(), wish("en"))
    left, done = made.data["sections"]
    rows = [[" ".join(c["lines"] + c["soft"]) for c in row["cells"]] for row in left["rows"]]
    assert rows == [
        ["□", "Hotel", "Fri 20 Nov 2026 overdue", "Our office", "Aoki"],
        ["□", "Gaver", "Mon 1 Mar 2027", "Both institutions", ""],
    ]
    (row,) = done["rows"]
    assert [" ".join(c["lines"]) for c in row["cells"]] == [
        "✓",
        "Invitation",
        "Thu 1 Oct 2026",
        "Host",
        "30 Sept 2026",
    ]
    assert "GEHEIM" not in printed(made)


@pytest.mark.parametrize("code", CODES)
def test_all_of_it_is_printed(code: str, stays: list[Exchange]) -> None:
    one = stays[0]
    made = checklist.document(one, one.tasks, Language.of(code), on=ON, due=lambda task: task.due)
    assert lost(made) == []
    titles = [task.title.best(code) for task in one.tasks]
    assert [title for title in titles if squeezed(title) not in printed(made)] == []


def test_the_day_is_the_one_that_is_moved_off_holidays() -> None:
    moved = Material(material().source, due=lambda task: date(2027, 4, 30))
    made = catalogue.document(moved, wish("da", "ja"))
    assert "30.4.2027" in printed(made)
    assert squeezed("2027/4/30（金）") in printed(made)


def test_a_record_without_tasks_has_no_checklist(visit: Delegation) -> None:
    with pytest.raises(Problem) as caught:
        catalogue.document(Material(PaperSource(visit)), wish("en"))
    assert caught.value.code == "nothing_to_print"

"""Every code that the file or an exception can hold has a sentence."""

import ast
import string
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import pytest
from sqlalchemy import inspect

from desktop import words
from desktop.domain import Trilingual, codes
from desktop.domain.time import DayPart
from desktop.errors import Problem
from desktop.language import Language
from desktop.store.history import HistoryEntry
from desktop.store.tree import classes
from desktop.store.values import stored_columns
from desktop.words import entities, problems, spoken

PACKAGE = Path(words.__file__).parents[1]
ENGLISH = Language.of("en")


def _members() -> Iterator[StrEnum]:
    yield from DayPart
    for value in vars(codes).values():
        if isinstance(value, type) and issubclass(value, StrEnum) and value is not StrEnum:
            yield from value


@pytest.mark.parametrize("member", list(_members()), ids=lambda member: f"{member!r}")
def test_every_code_has_a_word(member: StrEnum) -> None:
    assert words.word(member, ENGLISH)


def test_a_code_that_two_sets_share_is_told_apart() -> None:
    assert words.word(codes.ExchangeStatus.IN_PROGRESS, ENGLISH) == "In progress"
    assert words.word(codes.GateState.IN_PROGRESS, ENGLISH) == "Under review"
    assert words.word(codes.Stage.RESERVE, ENGLISH) == "Reserve list"
    assert words.word(codes.SlotStatus.RESERVE, ENGLISH) == "Reserve"


def test_every_kind_and_field_has_a_word() -> None:
    for name, cls in classes().items():
        assert words.kind(name, ENGLISH)
        for column in stored_columns(inspect(cls)):
            stem, _, part = column.rpartition("_")
            split = part in ("ja", "da", "en", "date", "time", "zone", "fold", "part")
            assert column == "id" or {column, stem if split else column} & set(entities._FIELDS), (
                f"{name}.{column}"
            )


def _raised() -> Iterator[str]:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "Problem"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                yield str(node.args[0].value)


def test_every_problem_that_is_raised_has_a_sentence() -> None:
    # These have one sentence for each reason, held by tests of their own.
    special = {"file_unsafe_place", "interchange_invalid"}
    missing = set(_raised()) - set(problems._PROBLEMS) - special
    assert not missing


def test_a_problem_without_a_sentence_shows_its_code() -> None:
    assert "strange_code" in words.problem(Problem("strange_code"), ENGLISH)


def test_a_problem_names_the_place_in_words() -> None:
    fault = Problem(
        "gates_block", to_stage="in_use", gates=(codes.GateKind.SAFETY, codes.GateKind.AGREEMENT)
    )
    assert "Safety review, Agreement" in words.problem(fault, ENGLISH)


def test_sentences_take_only_values_that_are_given() -> None:
    fields = {
        name
        for message in problems._PROBLEMS.values()
        for _, name, _, _ in string.Formatter().parse(message)
        if name
    }
    assert {"path", "reason"} <= fields
    for label in spoken._UNITS:
        assert words.unit_label(label, {}, ENGLISH)


def _entry(**values: object) -> HistoryEntry:
    fields: dict[str, object] = {
        "at": datetime(2027, 4, 1, tzinfo=UTC),
        "author": "Mette D.",
        "mode": "do",
        "label": "item.move",
        "action": "changed",
        "kind": "item",
        "entity_id": "x",
        "field": "start_time",
        "before": "10:00",
        "after": "11:00",
    }
    return HistoryEntry(**(fields | values))  # type: ignore[arg-type]


def test_history_says_what_moved() -> None:
    line = words.history_line(_entry(), Trilingual(en="RIKEN visit"), ENGLISH)
    assert line == "Mette D. moved “RIKEN visit” from 10:00 to 11:00"


def test_history_speaks_codes_and_languages_of_a_text() -> None:
    status = _entry(field="status", before="tentative", after="confirmed")
    assert "“Tentative” to “Confirmed”" in words.history_line(status, Trilingual(), ENGLISH)
    title = _entry(field="title_ja", before="", after="理研訪問")
    assert "“Title (in Japanese)”" in words.history_line(title, Trilingual(), ENGLISH)


def test_history_has_a_word_for_every_code_that_a_field_holds() -> None:
    for kind, cls in classes().items():
        for name, column in stored_columns(inspect(cls)).items():
            code = getattr(column.default, "arg", None)
            if isinstance(code, StrEnum) and not isinstance(code, DayPart):
                entry = _entry(kind=kind, field=str(name), before="", after=code.value)
                line = words.history_line(entry, Trilingual(), ENGLISH)
                assert f"“{words.word(code, ENGLISH)}”" in line, f"{kind}.{name}"


def test_history_tells_how_long_something_lasts() -> None:
    used = _entry(kind="slot", field="used_minutes", before="90", after="480")
    line = words.history_line(used, Trilingual(), ENGLISH)
    assert "“1 h 30 min” to “8 h”" in line


def test_a_move_that_followed_says_from_what() -> None:
    assert words.move_reason("cancelled_by_user", ENGLISH) == "Cancelled by the user"
    assert words.move_reason("The laser is broken", ENGLISH) == "The laser is broken"


def test_history_writes_opening_hours_as_people_do() -> None:
    hours = _entry(
        kind="place", field="opening_hours", before="ring først", after="Mo-Fr 09:00-17:00"
    )
    line = words.history_line(hours, Trilingual(en="RIKEN"), ENGLISH)
    assert "from “ring først” to “Mon–Fri 09:00–17:00”" in line


def test_history_says_what_was_taken_back() -> None:
    line = words.history_line(_entry(mode="undo"), Trilingual(en="RIKEN visit"), ENGLISH)
    assert line.startswith("Undone: ")

"""Saves while one field is typed into: one action for undo, and a log with nothing missing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain import Person
from desktop.store import records
from desktop.store.log import DO
from desktop.store.office import OfficeFile
from desktop.store.runs import Run
from tests.store.conftest import Clock
from tests.store.kit import AUTHOR, log


def _person(office: OfficeFile, **values: object) -> str:
    with office.writing("create") as session:
        return records.add(session, Person(**values)).id


def _edit(office: OfficeFile, entity_id: str, label: str = "edit", **values: object) -> None:
    with office.writing(label) as session:
        records.update(session, Person, entity_id, **values)


def _person_of(office: OfficeFile, person: str) -> Person:
    with office.reading() as session:
        return records.get(session, Person, person)


@contextmanager
def _typing(office: OfficeFile) -> Iterator[None]:
    office.run = Run()
    yield
    office.run = None


def test_saves_while_a_field_is_typed_into_are_one_action(office: OfficeFile) -> None:
    person = _person(office, given="Ida")
    with _typing(office):
        _edit(office, person, given="Ida M")
        first = log(office)[-1][0]
        _edit(office, person, given="Ida Ma")
        _edit(office, person, given="Ida Mai")
    units = log(office)
    assert [unit.label for unit, _changes in units] == ["create", "edit"]
    newest, changes = units[-1]
    assert [(one.field, one.before, one.after) for one in changes] == [
        ("given", '"Ida"', '"Ida Mai"')
    ]
    # Whoever has read the log up to the first of them sees that something came since.
    assert newest.hlc > first.hlc
    assert newest.seq > first.seq
    assert newest.id != first.id
    office.undo()
    assert _person_of(office, person).given == "Ida"
    office.redo()
    assert _person_of(office, person).given == "Ida Mai"
    assert office.undo_label() == ("edit", {})


def test_the_parts_of_one_field_are_one_action(office: OfficeFile) -> None:
    person = _person(office, given="Ida")
    with _typing(office):
        _edit(office, person, note="a")
        _edit(office, person, note="ab", family="Prøve")
    assert sorted(one.field for one in log(office)[-1][1]) == ["family", "note"]
    office.undo()
    assert _person_of(office, person).note == ""
    assert _person_of(office, person).family == ""


def test_other_actions_stay_apart(office: OfficeFile) -> None:
    person, other = _person(office, given="Ida"), _person(office, given="Bo")
    before = len(log(office))

    def grown(work: Callable[[], None]) -> int:
        had = len(log(office))
        work()
        return len(log(office)) - had

    _edit(office, person, given="A")
    assert grown(lambda: _edit(office, person, given="B")) == 1  # nobody is typing
    with _typing(office):
        _edit(office, person, given="C")
        assert grown(lambda: _edit(office, other, given="D")) == 1
        assert grown(lambda: _edit(office, person, given="E")) == 1  # not the newest any more
        assert grown(lambda: _edit(office, person, "person.merge", given="F")) == 1
        office.author = replace(AUTHOR, name="Bo Prøvesen")
        assert grown(lambda: _edit(office, person, "person.merge", given="G")) == 1
    with _typing(office):
        assert grown(lambda: _edit(office, person, "person.merge", given="H")) == 1
    assert len(log(office)) > before


def test_what_was_undone_or_came_back_to_what_it_was_is_not_joined(office: OfficeFile) -> None:
    person = _person(office, given="Ida")
    with _typing(office):
        _edit(office, person, given="A")
        office.undo()
        _edit(office, person, given="B")
        assert len(log(office)) == 4
        _edit(office, person, given="Ida")
    assert [(one.before, one.after) for one in log(office)[-1][1]] == [('"B"', '"Ida"')]
    office.undo()
    assert _person_of(office, person).given == "B"


def test_a_save_that_failed_leaves_the_run_as_it_was(office: OfficeFile) -> None:
    person = _person(office, given="Ida")
    with _typing(office):
        _edit(office, person, given="A")
        try:
            with office.writing("edit") as session:
                records.update(session, Person, person, given="lost")
                session.flush()
                raise LookupError
        except LookupError:
            pass
        _edit(office, person, given="B")
    assert [(one.before, one.after) for one in log(office)[-1][1]] == [('"Ida"', '"B"')]
    assert len(log(office)) == 2


def _state(office: OfficeFile) -> dict[str, tuple[str, str]]:
    with office.reading() as session:
        return {one.id: (one.given, one.note) for one in session.query(Person)}


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["type", "type", "type", "leave", "undo", "redo", "other"]),
        st.integers(0, 1),
        st.sampled_from(["given", "note"]),
        st.sampled_from(["", "a", "ab", "東京"]),
    ),
    max_size=14,
)


@settings(max_examples=25, deadline=None)
@given(actions=ACTIONS)
def test_however_it_is_typed_the_log_tells_all_and_undo_leads_back(
    actions: list[tuple[str, int, str, str]],
) -> None:
    with TemporaryDirectory() as folder:
        office = OfficeFile.create(Path(folder) / "office.kakehashi", AUTHOR, Clock())
        ids = [_person(office, given="x"), _person(office, given="y")]
        begun = _state(office)
        for what, at, name, text in actions:
            match what:
                case "type":
                    office.run = office.run or Run()
                    _edit(office, ids[at], **{name: text})
                case "other":
                    _edit(office, ids[at], "import", **{name: text})
                case "leave":
                    office.run = None
                case "undo":
                    if len([one for one in log(office) if one[0].mode == DO]) > 2:
                        _undo_an_edit(office)
                case _:
                    office.redo()
            _log_is_whole(office)
        office.run = None
        while (label := office.undo_label()) is not None and label[0] != "create":
            office.undo()
        assert _state(office) == begun
        office.close()


def _undo_an_edit(office: OfficeFile) -> None:
    label = office.undo_label()
    if label is not None and label[0] != "create":
        office.undo()


def _log_is_whole(office: OfficeFile) -> None:
    """Played from its beginning, the log gives what the file holds, each step upon the last."""
    values: dict[tuple[str, str], str] = {}
    clocks = []
    for unit, changes in log(office):
        clocks.append(unit.hlc)
        assert changes, "an action that changed nothing"
        for one in changes:
            place = (one.entity_id, one.field)
            assert values.get(place, one.before) == one.before
            if one.field:
                values[place] = one.after
    assert clocks == sorted(set(clocks))
    for entity_id, (given_name, note) in _state(office).items():
        for name, held in (("given", given_name), ("note", note)):
            assert values.get((entity_id, name), f'"{held}"') == f'"{held}"'

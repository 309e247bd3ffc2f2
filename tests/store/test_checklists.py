"""Checklists: what ships, what the office makes of it, and the tasks that records get."""

import json
from datetime import date

import pytest
from sqlalchemy import func, select

from desktop.domain import ChecklistLine, Delegation, Exchange, Task, Trilingual
from desktop.domain.checklist import COUNTING, Step
from desktop.domain.codes import Checklist, Condition, DueAnchor, Turn
from desktop.paths import shipped
from desktop.store import checklists, records
from desktop.store.office import OfficeFile
from tests.store.kit import DAY

JAPAN, DENMARK = Checklist.EXCHANGE_TO_JAPAN, Checklist.EXCHANGE_TO_DENMARK
FIELDS = {
    "code",
    "title",
    "anchor",
    "offset_days",
    "turn",
    "condition",
    "condition_days",
    "source",
    "checked",
}


def _stay(office: OfficeFile, **values: object) -> str:
    said = {"start": date(2027, 9, 1), "end": date(2028, 2, 29), **values}
    with office.writing("create") as session:
        return records.add(session, Exchange(**said)).id


def _codes(office: OfficeFile, record: str, kind: str = "exchange") -> list[str]:
    with office.reading() as session:
        return [task.code for task in records.parts(session, Task, kind, record)]


def _apply(office: OfficeFile, record: str) -> list[str]:
    with office.writing("checklist.apply") as session:
        return [task.code for task in checklists.apply(session, "exchange", record)]


def _fit(office: OfficeFile, record: str) -> tuple[list[str], list[str]]:
    with office.reading() as session:
        found = checklists.fit(session, "exchange", record)
    return [step.code for step in found.missing], [task.code for task in found.superfluous]


def _step(office: OfficeFile, template: str, code: str) -> Step:
    with office.reading() as session:
        (found,) = [one for one in checklists.steps(session, template) if one.code == code]
    return found


# -- what ships


@pytest.mark.parametrize("template", Checklist)
def test_every_shipped_step_is_complete(template: Checklist) -> None:
    path = shipped("resources/checklists") / f"{template}.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    assert len({one["code"] for one in told}) == len(told)
    for one in told:
        assert set(one) == FIELDS, one["code"]
        assert set(one["title"]) == {"ja", "da", "en"}, one["code"]
        assert all(one["title"].values()), one["code"]
        assert one["anchor"] in (DueAnchor.START, DueAnchor.END), one["code"]
        Turn(one["turn"])
        counts = Condition(one["condition"]) in COUNTING
        assert (one["condition_days"] > 0) is counts, one["code"]
        assert date.fromisoformat(one["checked"]) == date(2026, 11, 23)
        assert "[" not in one["source"], one["code"]


def test_the_checklists_span_what_the_facts_say() -> None:
    spans = {
        template: [step.offset_days // 7 for step in checklists.originals(template)]
        for template in Checklist
    }
    first_last = {template: (weeks[0], weeks[-1]) for template, weeks in spans.items()}
    assert first_last == {
        Checklist.DELEGATION: (-26, 4),
        JAPAN: (-30, 4),
        DENMARK: (-26, 4),
        Checklist.ACCESS: (-40, 8),
    }
    assert (len(spans[JAPAN]), len(spans[DENMARK])) == (16, 13)


# -- what the office changes


def test_a_changed_step_stands_in_place_of_the_shipped_one(office: OfficeFile) -> None:
    with office.writing("checklist.edit") as session:
        checklists.change(session, JAPAN, "coe", offset_days=-140, source="Our own experience")
    changed = _step(office, JAPAN, "coe")
    assert (changed.offset_days, changed.source) == (-140, "Our own experience")
    assert changed.line_id
    assert changed.shipped
    assert changed.title == next(s.title for s in checklists.originals(JAPAN) if s.code == "coe")
    with office.reading() as session:
        codes = [step.code for step in checklists.steps(session, JAPAN)]
    assert len(codes) == 16
    assert codes.index("coe") == codes.index("jp_export") + 1
    office.undo()
    assert not _step(office, JAPAN, "coe").line_id


def test_a_step_changed_back_by_hand_is_the_original_again(office: OfficeFile) -> None:
    for off in (True, False):
        with office.writing("checklist.edit") as session:
            checklists.change(session, JAPAN, "coe", off=off)
        assert _step(office, JAPAN, "coe").off is off
    with office.reading() as session:
        assert session.scalar(select(func.count()).select_from(ChecklistLine)) == 0


def test_restoring_one_step_leaves_the_others(office: OfficeFile) -> None:
    with office.writing("checklist.edit") as session:
        checklists.change(session, JAPAN, "coe", off=True)
        checklists.change(session, JAPAN, "visa", off=True)
        checklists.change(session, DENMARK, "siri", off=True)
        own = checklists.add_step(session, JAPAN, title=Trilingual(en="Flowers"), offset_days=-7)
    with office.writing("checklist.restore") as session:
        checklists.restore(session, JAPAN, "coe")
    assert not _step(office, JAPAN, "coe").off
    assert _step(office, JAPAN, "visa").off
    with office.writing("checklist.restore") as session:
        checklists.restore(session, JAPAN)
    with office.reading() as session:
        assert tuple(checklists.steps(session, JAPAN)) == checklists.originals(JAPAN)
    assert _step(office, DENMARK, "siri").off
    office.undo()
    kept = _step(office, JAPAN, own.code)
    assert (kept.title.en, kept.shipped) == ("Flowers", False)


def test_changes_of_two_offices_to_one_step_are_one_step(office: OfficeFile) -> None:
    with office.writing("checklist.edit") as session:
        for number in (1, 2):
            line = ChecklistLine(template=JAPAN, code="coe", offset_days=-number)
            line.id = f"00000000-0000-0000-0000-00000000000{number}"
            records.add(session, line)
    assert _step(office, JAPAN, "coe").offset_days == -1
    with office.writing("checklist.edit") as session:
        checklists.change(session, JAPAN, "coe", offset_days=-9)
    assert _step(office, JAPAN, "coe").offset_days == -9
    with office.writing("checklist.restore") as session:
        checklists.restore(session, JAPAN, "coe")
    assert _step(office, JAPAN, "coe").offset_days == -112


# -- what records get


def test_a_long_stay_gets_all_sixteen_steps_with_source_and_date(office: OfficeFile) -> None:
    record = _stay(office)
    assert _apply(office, record) == [one.code for one in checklists.originals(JAPAN)]
    with office.reading() as session:
        tasks = {one.code: one for one in records.parts(session, Task, "exchange", record)}
    coe = tasks["coe"]
    original = next(one for one in checklists.originals(JAPAN) if one.code == "coe")
    for name in ("title", "anchor", "offset_days", "turn", "template", "source", "checked"):
        assert getattr(coe, name) == getattr(original, name), name
    assert [task.position for task in tasks.values()] == list(range(16))


@pytest.mark.parametrize(
    ("end", "paid_by", "has_coe"),
    [
        (date(2027, 11, 29), "home", False),  # 90 days
        (date(2027, 11, 30), "home", True),  # 91 days
        (date(2027, 9, 30), "host", True),
        (None, "home", True),  # not known yet: better a step too many
    ],
)
def test_the_conditions_pick_the_steps(
    office: OfficeFile, end: date | None, paid_by: str, has_coe: bool
) -> None:
    record = _stay(office, end=end, paid_by=paid_by)
    assert ("coe" in _apply(office, record)) is has_coe


def test_the_other_direction_has_its_own_list(office: OfficeFile) -> None:
    record = _stay(office, direction="jp_dk", end=date(2027, 10, 1))
    codes = _apply(office, record)
    assert "etias" in codes
    assert {"siri", "cpr", "tax", "coe"}.isdisjoint(codes)


def test_a_delegation_is_asked_for_what_its_direction_needs(office: OfficeFile) -> None:
    for direction, wanted, other in (
        ("dk_jp", "visit_japan_web", "etias"),
        ("jp_dk", "etias", "visit_japan_web"),
    ):
        with office.writing("create") as session:
            trip = records.add(session, Delegation(reference=direction, direction=direction))
            session.flush()
            checklists.apply(session, "delegation", trip.id)
        codes = _codes(office, trip.id, "delegation")
        assert wanted in codes
        assert other not in codes


def test_applied_twice_it_adds_nothing(office: OfficeFile) -> None:
    record = _stay(office)
    _apply(office, record)
    assert _apply(office, record) == []
    assert _fit(office, record) == ([], [])
    office.undo()  # the last unit that changed anything
    assert _codes(office, record) == []


def test_tasks_that_are_there_already_are_known_by_their_code(office: OfficeFile) -> None:
    record = _stay(office)
    with office.writing("create") as session:
        records.add(session, Task(exchange_id=record, code="coe"))
    assert "coe" not in _apply(office, record)


def test_a_stay_made_longer_lacks_steps_and_one_made_shorter_has_too_many(
    office: OfficeFile,
) -> None:
    record = _stay(office, end=date(2027, 10, 1))
    _apply(office, record)
    with office.writing("edit") as session:
        records.update(session, Exchange, record, end=date(2028, 3, 1))
    assert _fit(office, record) == (["coe", "visa", "address", "nhi"], [])
    _apply(office, record)
    with office.writing("edit") as session:
        records.update(session, Exchange, record, end=date(2027, 10, 1))
        visa = next(t for t in records.parts(session, Task, "exchange", record) if t.code == "visa")
        visa.done = DAY
    # What is done is done.
    assert _fit(office, record) == ([], ["coe", "address", "nhi"])


def test_a_stay_turned_round_has_the_wrong_list(office: OfficeFile) -> None:
    record = _stay(office)
    _apply(office, record)
    with office.writing("edit") as session:
        records.update(session, Exchange, record, direction="jp_dk")
    lacking, beyond = _fit(office, record)
    assert len(beyond) == 16
    assert {"siri", "host_agree"} <= set(lacking)


def test_what_was_deleted_by_hand_is_not_offered_again(office: OfficeFile) -> None:
    record = _stay(office)
    _apply(office, record)
    with office.writing("delete", kind="task") as session:
        for task in records.parts(session, Task, "exchange", record):
            if task.code == "housing":
                records.delete(session, task)
    assert _fit(office, record) == ([], [])
    with office.writing("checklist.edit") as session:
        checklists.add_step(session, JAPAN, title=Trilingual(en="Flowers"))
    assert len(_fit(office, record)[0]) == 1


def test_a_step_that_is_off_is_not_given(office: OfficeFile) -> None:
    with office.writing("checklist.edit") as session:
        checklists.change(session, JAPAN, "funding", off=True)
    assert "funding" not in _apply(office, _stay(office))


def test_what_has_passed_at_set_up_is_told_the_oldest_first() -> None:
    days = [
        (Task(code="b", position=1), date(2026, 11, 20)),
        (Task(code="a", position=0), date(2026, 11, 2)),
        (Task(code="done", done=DAY), date(2026, 11, 1)),
        (Task(code="", position=3), date(2026, 11, 1)),
        (Task(code="today"), DAY),
        (Task(code="undated"), None),
    ]
    assert [task.code for task in checklists.passed(days, DAY)] == ["a", "b"]


def test_a_copy_of_a_record_counts_its_done_steps_anew(office: OfficeFile) -> None:
    record = _stay(office)
    with office.writing("create") as session:
        for anchor, code in ((DueAnchor.START, "counted"), (DueAnchor.FIXED, "fixed")):
            records.add(
                session,
                Task(
                    exchange_id=record,
                    code=code,
                    anchor=anchor.value,
                    due=date(2027, 1, 4),
                    done=date(2027, 1, 2),
                ),
            )
    with office.writing("duplicate") as session:
        records.start_over(session, "exchange", record)
    with office.reading() as session:
        tasks = {t.code: t for t in records.parts(session, Task, "exchange", record)}
    assert (tasks["counted"].due, tasks["counted"].done) == (None, None)
    assert (tasks["fixed"].due, tasks["fixed"].done) == (date(2027, 1, 4), None)

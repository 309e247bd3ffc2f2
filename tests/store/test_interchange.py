import copy
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from desktop.domain import Delegation, Item, Moment, Organisation, Person, Place, Task, Trilingual
from desktop.domain.fields import CODES
from desktop.errors import Problem
from desktop.paths import shipped
from desktop.store import interchange_read
from desktop.store.interchange import excerpt, export, import_office
from desktop.store.interchange_read import read
from desktop.store.interchange_shape import TOP, fields_of, parts_of, schema
from desktop.store.log import Change, Unit
from desktop.store.office import OfficeFile
from desktop.store.tree import classes, is_owner, keys, kind_of

Clock = Callable[[], datetime]


def ident(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


HEAD: dict[str, Any] = {"format": "kakehashi-office", "version": 1}
SMALL: dict[str, Any] = {
    **HEAD,
    "organisations": [{"id": ident(1), "name": {"en": "Invented Institute"}, "kind": "institute"}],
    "places": [
        {"id": ident(2), "name": {"ja": "会場"}, "organisation": ident(1), "latitude": 55.5},
        {"id": ident(3), "kind": "room", "within": ident(2)},
    ],
    "people": [{"id": ident(4), "family": "Mihon", "roles": ["host", "speaker"]}],
    "facilities": [{"id": ident(5), "instruments": [{"id": ident(6), "name": {"en": "Laser"}}]}],
    "delegations": [
        {
            "id": ident(10),
            "reference": "DEL-2027-001",
            "title": {"da": "Besøg", "en": "Visit"},
            "start": "2027-04-17",
            "members": [{"id": ident(11), "person": ident(4), "function": "head"}],
            "groups": [
                {
                    "id": ident(12),
                    "code": "A",
                    "members": [{"id": ident(13), "person": ident(4)}],
                }
            ],
            "items": [
                {
                    "id": ident(14),
                    "title": {"en": "Meeting"},
                    "start": {"date": "2027-04-19", "time": "09:00", "zone": "Asia/Tokyo"},
                    "end": {"date": "2027-04-19", "part": "evening"},
                    "place": ident(3),
                    "everyone": False,
                    "people": [{"id": ident(15), "person": ident(4), "joins": {"time": "09:30"}}],
                    "groups": [{"id": ident(16), "group": ident(12)}],
                },
                {"id": ident(17), "parent": ident(14)},
            ],
        }
    ],
    "exchanges": [
        {
            "id": ident(20),
            "reference": "EXC-2027-001",
            "tasks": [{"id": ident(21), "anchor": "start", "offset_days": -30}],
        }
    ],
    "access_requests": [
        {
            "id": ident(30),
            "reference": "ACC-2027-001",
            "moves": [{"id": ident(31), "on": "2027-03-01", "to_stage": "submitted"}],
            "slots": [{"id": ident(32), "instrument": ident(6), "status": "confirmed"}],
        }
    ],
}


def changed(path: str, value: object) -> dict[str, Any]:
    """The small office with one place in it given another value."""
    document = copy.deepcopy(SMALL)
    at: Any = document
    *way, last = path.replace("[", ".").replace("]", "").split(".")
    for step in way:
        at = at[int(step)] if step.isdigit() else at[step]
    if last.isdigit():
        at[int(last)] = value
    else:
        at[last] = value
    return document


def refused(document: dict[str, Any]) -> Problem:
    with pytest.raises(Problem) as caught:
        read(json.dumps(document))
    assert caught.value.code == "interchange_invalid"
    return caught.value


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[OfficeFile]:
    file = OfficeFile.create(tmp_path / "one.kakehashi", clock=clock)
    yield file
    file.close()


@pytest.fixture
def other(tmp_path: Path, clock: Clock) -> Iterator[OfficeFile]:
    file = OfficeFile.create(tmp_path / "other.kakehashi", clock=clock)
    yield file
    file.close()


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeFile]:
    """An office that must hold one organisation before and after each test."""
    file = OfficeFile.create(tmp_path_factory.mktemp("untouched") / "one.kakehashi")
    import_office(file, json.dumps({**HEAD, "organisations": [{"id": ident(90)}]}))
    yield file
    file.close()


def text_of(office: OfficeFile) -> str:
    with office.reading() as session:
        return export(session, private=True)


def test_an_empty_office_is_a_file_without_lists(office: OfficeFile) -> None:
    text = text_of(office)
    assert text == '{\n  "format": "kakehashi-office",\n  "version": 1\n}\n'
    assert import_office(office, text) == {}


def test_what_was_imported_is_there(office: OfficeFile) -> None:
    counts = import_office(office, json.dumps(SMALL))
    assert counts == {
        "organisations": 1,
        "places": 2,
        "people": 1,
        "facilities": 1,
        "delegations": 1,
        "exchanges": 1,
        "access_requests": 1,
    }
    with office.reading() as session:
        item = session.get_one(Item, ident(14))
        assert item.delegation_id == ident(10)
        assert item.title == Trilingual(en="Meeting")
        assert item.start == Moment(date(2027, 4, 19), time(9, 0), "Asia/Tokyo")
        assert item.start_utc == datetime.fromisoformat("2027-04-19T00:00:00+00:00")
        assert item.end == Moment(date(2027, 4, 19), part="evening")
        assert not item.everyone
        assert session.get_one(Person, ident(4)).roles == "host speaker"
        assert "mihon" in session.get_one(Person, ident(4)).search
        assert session.get_one(Task, ident(21)).exchange_id == ident(20)
        assert session.get_one(Delegation, ident(10)).home_zone == "Europe/Copenhagen"


def test_an_import_is_one_action_that_can_be_undone(office: OfficeFile) -> None:
    empty = text_of(office)
    import_office(office, json.dumps(SMALL))
    full = text_of(office)
    with office.reading() as session:
        assert session.scalar(select(func.count(Unit.seq))) == 1
        assert session.scalar(select(func.count(Change.seq))) == 19
    assert office.undo() == ("office.import", {})
    assert text_of(office) == empty
    office.redo()
    assert text_of(office) == full


def test_out_and_in_and_out_again_is_the_same(office: OfficeFile, other: OfficeFile) -> None:
    import_office(office, json.dumps(SMALL))
    text = text_of(office)
    import_office(other, text.encode())
    assert text_of(other) == text
    assert text.encode().isascii() is False
    assert text.endswith("}\n")


def test_what_has_a_time_stands_in_its_order(office: OfficeFile) -> None:
    document = changed("delegations[0].items[1].start", {"date": "2027-04-18"})
    import_office(office, json.dumps(document))
    items = json.loads(text_of(office))["delegations"][0]["items"]
    assert [item["id"] for item in items] == [ident(17), ident(14)]


def test_every_field_that_is_stored_is_written(office: OfficeFile, other: OfficeFile) -> None:
    """A column that is forgotten would be lost on the way to the other office."""
    for cls in classes().values():
        mapped = {column.key for column in cls.__table__.columns if not column.info.get("derived")}
        owners = {str(column.key) for column in keys(cls) if is_owner(column)}
        written = {"id"} | owners
        for field in fields_of(cls):
            if field.form == "words":
                written |= {f"{field.key}_{part}" for part in ("ja", "da", "en")}
            elif field.form == "moment":
                parts = ("date", "time", "zone", "fold", "part")
                written |= {f"{field.key}_{part}" for part in parts}
            else:
                written.add(field.key)
        assert written == mapped, cls
        reachable = {part.cls for owner in classes().values() for part in parts_of(owner)}
        assert bool(owners) == (cls in reachable)
        assert (not owners) == (kind_of(cls) in TOP.values())


def test_every_column_of_a_code_is_known_to_the_schema() -> None:
    for cls in classes().values():
        for field in fields_of(cls):
            default = field.default()
            if field.form == "column" and isinstance(default, str) and default.isalpha():
                assert field.key in CODES.get(cls, {}), f"{cls.__name__}.{field.key}"


def test_the_schema_file_is_what_the_classes_say() -> None:
    file = shipped("resources") / "interchange.schema.json"
    expected = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    assert file.read_text(encoding="utf-8") == expected, (
        "run `python -m desktop.store.interchange_shape`"
    )


def test_the_example_of_the_papers_is_right() -> None:
    text = (Path(__file__).parents[2] / "docs" / "interchange.md").read_text(encoding="utf-8")
    example = text.partition("```json\n")[2].partition("```")[0]
    assert [kind_of(entry.entity) for entry in read(example).entries] == [
        *("person", "delegation", "member", "item")
    ]


def test_an_excerpt_is_a_whole_file_without_private_data(
    office: OfficeFile, other: OfficeFile
) -> None:
    document = changed("people[0].passport_number", "DEMO-1")
    document["people"].append({"id": ident(40), "family": "Andet"})
    import_office(office, json.dumps(document))
    with office.reading() as session:
        found = excerpt(session, session.get_one(Delegation, ident(10)))
    assert [one["id"] for one in found["people"]] == [ident(4)]
    assert "passport_number" not in found["people"][0]
    # The room, the venue that it is in, and whose that is.
    assert [one["id"] for one in found["places"]] == [ident(2), ident(3)]
    assert [one["id"] for one in found["organisations"]] == [ident(1)]
    assert "exchanges" not in found
    import_office(other, json.dumps(found))


# Where in the small office, what stands there then, where in that the fault is, and why.
FAULTS = [
    ("organisations", {}, "", "wrong_type"),
    ("organisations[0]", 3, "", "wrong_type"),
    ("unheard", [], "", "unknown_field"),
    ("people[0].nickname", "x", "", "unknown_field"),
    ("people[0]", {}, ".id", "missing_field"),
    ("people[0].id", "4", "", "bad_uuid"),
    ("people[0].id", "00000000-0000-4ABC-8000-000000000004", "", "bad_uuid"),
    ("people[0].family", None, "", "wrong_type"),
    ("people[0].roles", ["king"], "[0]", "unknown_code"),
    ("places[0].latitude", 91, "", "out_of_range"),
    ("places[0].capacity", 1.5, "", "wrong_type"),
    ("places[0].zone", "Asia/Edo", "", "unknown_zone"),
    ("places[0].zone", "../../etc/passwd", "", "unknown_zone"),
    ("places[0].within", ident(3), "", "circle"),
    ("places[0].within", ident(2), "", "circle"),
    ("places[0].organisation", ident(99), "", "unknown_id"),
    ("places[0].organisation", ident(4), "", "unknown_id"),
    ("delegations[0].reference", "EXC-2027-001", "", "bad_reference"),
    ("delegations[0].start", "2027-02-30", "", "bad_date"),
    ("delegations[0].start", "17.4.2027", "", "bad_date"),
    ("delegations[0].start", "0027-04-17", "", "out_of_range"),
    ("delegations[0].status", "maybe", "", "unknown_code"),
    ("delegations[0].title", "Visit", "", "wrong_type"),
    ("delegations[0].title.fr", "x", "", "unknown_field"),
    ("delegations[0].items[0].start.date", "2027-13-01", "", "bad_date"),
    ("delegations[0].items[0].start.time", "24:00", "", "bad_time"),
    ("delegations[0].items[0].start.zone", "", "", "unknown_zone"),
    ("delegations[0].items[0].start.fold", 2, "", "out_of_range"),
    ("delegations[0].items[0].groups[0].group", ident(99), "", "unknown_id"),
    ("delegations[0].items[1].parent", ident(17), "", "circle"),
    ("delegations[0].items[1].id", ident(1), "", "duplicate_id"),
    ("exchanges[0].tasks[0].offset_days", 10**9, "", "out_of_range"),
    ("exchanges[0].items", [{"id": ident(50), "parent": ident(14)}], "[0].parent", "other_record"),
    ("access_requests[0].moves[0]", {"id": ident(31)}, ".on", "missing_field"),
    ("format", "ical", "", "wrong_format"),
    ("version", "1", "", "wrong_type"),
]


@pytest.mark.parametrize(("at", "value", "below", "reason"), FAULTS)
def test_a_fault_is_named_by_its_path(
    untouched: OfficeFile, at: str, value: object, below: str, reason: str
) -> None:
    before = text_of(untouched)
    with pytest.raises(Problem) as caught:
        import_office(untouched, json.dumps(changed(at, value)))
    assert caught.value.code == "interchange_invalid"
    assert (caught.value.values["path"], caught.value.values["reason"]) == (at + below, reason)
    assert text_of(untouched) == before
    with untouched.reading() as session:
        assert session.scalar(select(func.count(Unit.seq))) == 1


def test_two_records_of_one_reference_are_refused() -> None:
    document = copy.deepcopy(SMALL)
    document["delegations"].append({"id": ident(60), "reference": "DEL-2027-001"})
    fault = refused(document)
    assert fault.values["path"] == "delegations[1].reference"
    assert fault.values["reason"] == "duplicate_reference"


def test_what_the_office_has_already_is_refused(office: OfficeFile) -> None:
    import_office(office, json.dumps(SMALL))
    before = text_of(office)
    again = {**SMALL, "delegations": [], "exchanges": [], "access_requests": []}
    with pytest.raises(Problem) as caught:
        import_office(office, json.dumps(again))
    assert caught.value.values["reason"] == "id_taken"
    same_name = {
        **HEAD,
        "delegations": [{"id": ident(70), "reference": "DEL-2027-001"}],
    }
    with pytest.raises(Problem) as caught:
        import_office(office, json.dumps(same_name))
    assert caught.value.values["reason"] == "reference_taken"
    assert caught.value.values["path"] == "delegations[0].reference"
    assert text_of(office) == before


def test_a_file_may_refer_to_what_the_office_has(office: OfficeFile) -> None:
    import_office(office, json.dumps(SMALL))
    more = {
        **HEAD,
        "places": [{"id": ident(80), "organisation": ident(1)}],
    }
    import_office(office, json.dumps(more))
    with office.reading() as session:
        assert session.get_one(Place, ident(80)).organisation_id == ident(1)
    items = {
        **HEAD,
        "delegations": [
            {
                "id": ident(81),
                "reference": "DEL-2027-002",
                "items": [{"id": ident(82), "parent": ident(14)}],
            }
        ],
    }
    with pytest.raises(Problem) as caught:
        import_office(office, json.dumps(items))
    assert caught.value.values["reason"] == "unknown_id"


def test_a_newer_version_is_told_apart() -> None:
    with pytest.raises(Problem) as caught:
        read('{"format": "kakehashi-office", "version": 2, "planets": []}')
    assert caught.value.code == "interchange_newer"
    assert caught.value.values == {"version": 2, "known": 1}


@pytest.mark.parametrize(
    ("data", "reason", "values"),
    [
        (b"\xff\xfe{}", "not_utf8", {"position": 0}),
        ("", "bad_json", {"line": 1, "column": 1}),
        ('{"format":\n oops}', "bad_json", {"line": 2, "column": 2}),
        ("[" * 100_000, "too_deep", {}),
        ('{"a":' * 100_000, "too_deep", {}),
        ("[]", "wrong_type", {"expected": "object"}),
        ('{"format": NaN}', "bad_number", {"value": "NaN"}),
        ('{"version": ' + "9" * 5000 + "}", "bad_number", {"value": ""}),
        ('{"format": 1, "format": 2}', "duplicate_field", {"field": "format"}),
    ],
)
def test_what_is_no_json_is_refused(
    data: bytes | str, reason: str, values: dict[str, object]
) -> None:
    with pytest.raises(Problem) as caught:
        read(data)
    fault = caught.value
    assert fault.values == {"path": "", "reason": reason, **values}


def test_a_number_beyond_all_numbers_is_refused() -> None:
    text = json.dumps(SMALL).replace("55.5", "1e999")
    with pytest.raises(Problem) as caught:
        read(text)
    assert caught.value.values["path"] == "places[0].latitude"


def test_a_huge_file_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interchange_read, "LARGEST", 100)
    with pytest.raises(Problem) as caught:
        read(b" " * 101)
    assert caught.value.values["reason"] == "too_large"


def test_a_byte_order_mark_and_windows_lines_are_read(office: OfficeFile) -> None:
    text = json.dumps(SMALL, indent=1).replace("\n", "\r\n")
    import_office(office, b"\xef\xbb\xbf" + text.encode())
    with office.reading() as session:
        assert session.get(Organisation, ident(1)) is not None


def test_texts_are_tidied(office: OfficeFile) -> None:
    document = changed("people[0].given", " Yu\x00ki\u0007\r\n\ud800 ")
    document["people"][0]["title"] = {"en": "\x1b[2JProfessor"}
    import_office(office, json.dumps(document))
    with office.reading() as session:
        person = session.get_one(Person, ident(4))
        assert person.given == "Yuki"
        assert person.title.en == "[2JProfessor"


def test_a_message_repeats_little_of_what_came_from_outside() -> None:
    fault = refused(changed("delegations[0].status", "\x1b" + "x" * 5000))
    assert len(str(fault.values["value"])) <= 80
    assert "\x1b" not in str(fault.values["value"])
    fault = refused(changed("people[0]." + "y" * 5000, 1))
    assert len(str(fault.values["path"])) <= 100


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(ident(14)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def places_in(value: object, path: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield f"{path}.{name}" if path else name
            yield from places_in(inner, f"{path}.{name}" if path else name)
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield f"{path}[{index}]"
            yield from places_in(inner, f"{path}[{index}]")


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.sampled_from(list(places_in(SMALL))), ANYTHING)
def test_whatever_stands_anywhere_is_read_or_refused(path: str, value: object) -> None:
    # Anything but a Problem, such as what the number 1e999 or a lone surrogate could cause, fails.
    with suppress(Problem):
        read(json.dumps(changed(path, value)))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_refused_kindly(data: bytes) -> None:
    with pytest.raises(Problem):
        read(data)

"""The draft file: there while something is typed, sealed like the office, and never trusted."""

import json
import os
import stat
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain import Person
from desktop.store import delegations, drafts, records
from desktop.store.cipher import Key
from desktop.store.drafts import (
    LARGEST,
    MOST,
    Draft,
    DraftFile,
    Where,
    draft_path,
    drop_drafts,
)
from desktop.store.office import OfficeFile
from tests.store.kit import DAY

DRAFT = Draft("person", "p-1", "given", "Given name", {"0": "Ida ひ\nÆ"}, "'Ida'", "'Ida ひ'")
KEY = Key(bytes(range(32)))


@pytest.fixture
def office_path(tmp_path: Path) -> Path:
    """Where an office file lies; nothing here opens it."""
    return tmp_path / "office.kakehashi"


def _written(path: Path, key: Key | None, *some: Draft) -> DraftFile:
    made = DraftFile(path, key)
    made.want(some)
    made.settle()
    return made


@pytest.mark.parametrize("key", [None, KEY])
def test_drafts_come_back(office_path: Path, key: Key | None) -> None:
    other = replace(DRAFT, entity_id="", after="")
    _written(office_path, key, DRAFT, other)
    assert draft_path(office_path).name == ".office.kakehashi.draft"
    assert DraftFile(office_path, key).read() == [DRAFT, other]


def test_the_draft_of_an_encrypted_office_can_be_read_by_nobody_else(office_path: Path) -> None:
    _written(office_path, KEY, DRAFT)
    content = draft_path(office_path).read_bytes()
    for text in ("Ida", "given", "person", "ひ"):
        assert text.encode() not in content
    assert DraftFile(office_path, Key.new()).read() == []
    if os.name == "posix":
        _written(office_path, None, DRAFT)
        assert stat.S_IMODE(draft_path(office_path).stat().st_mode) == 0o600


def test_the_file_is_there_only_while_there_is_a_draft(office_path: Path) -> None:
    file = _written(office_path, None, DRAFT)
    assert not file.want([DRAFT])  # nothing to be done
    assert file.want([])
    file.settle()
    assert list(office_path.parent.iterdir()) == []


def _told(**values: object) -> bytes:
    draft = {
        "kind": "person",
        "entity_id": "x",
        "field": "given",
        "label": "Name",
        "texts": {"0": "a"},
        "before": "",
        "after": "",
    }
    return json.dumps({"version": 1, "drafts": [draft | values]}).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 40,
        b"[" * 100_000,
        b"{}",
        b"[]",
        b'"\xff"',
        b'{"version": 2, "drafts": []}',
        b'{"version": 1, "drafts": {}}',
        b'{"version": 1, "drafts": [1]}',
        b'{"version": 1, "drafts": [' + b"{}," * MOST + b"{}]}",
        _told(texts="a"),
        _told(texts={"0": 1}),
        _told(entity_id=None),
        _told(more="a"),
        b" " * (LARGEST + 1),
    ],
    ids=range(15),
)
@pytest.mark.parametrize("key", [None, KEY])
def test_a_file_that_is_none_of_ours_is_removed(
    office_path: Path, key: Key | None, content: bytes
) -> None:
    draft_path(office_path).write_bytes(content)
    assert DraftFile(office_path, key).read() == []
    assert not draft_path(office_path).exists()


def test_a_draft_in_clear_is_no_draft_of_an_encrypted_office(office_path: Path) -> None:
    _written(office_path, None, DRAFT)
    assert DraftFile(office_path, KEY).read() == []
    assert not draft_path(office_path).exists()


def test_one_changed_byte_is_noticed(office_path: Path) -> None:
    _written(office_path, KEY, DRAFT)
    content = bytearray(draft_path(office_path).read_bytes())
    content[len(content) // 2] ^= 1
    draft_path(office_path).write_bytes(content)
    assert DraftFile(office_path, KEY).read() == []


def test_what_is_no_file_is_not_read(office_path: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(_told())
    draft_path(office_path).symlink_to(elsewhere)
    assert DraftFile(office_path, None).read() == []
    assert elsewhere.read_bytes() == _told()
    draft_path(office_path).mkdir()
    file = DraftFile(office_path, None)
    assert file.read() == []
    file.want([DRAFT])
    file.settle()  # cannot be written; nothing breaks
    assert draft_path(office_path).is_dir()


def test_a_link_in_the_way_of_writing_is_not_written_through(
    office_path: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"theirs")
    for name in (".office.kakehashi.draft", ".office.kakehashi.draft.new"):
        (tmp_path / name).symlink_to(elsewhere)
    _written(office_path, None, DRAFT)
    assert elsewhere.read_bytes() == b"theirs"
    assert DraftFile(office_path, None).read() == [DRAFT]


def test_too_much_is_not_written_and_leaves_what_was_there(office_path: Path) -> None:
    file = _written(office_path, None, DRAFT)
    texts: Mapping[str, str] = {"0": "x" * LARGEST}
    file.want([replace(DRAFT, texts=texts)])
    file.settle()
    assert DraftFile(office_path, None).read() == [DRAFT]


def test_where_a_draft_belongs(office: OfficeFile) -> None:
    with office.writing("create") as session:
        trip = delegations.create(session, DAY)
        person = records.add(session, Person(given="Ida"))
    with office.writing("edit") as session:
        item = delegations.add_item(session, delegation_id=trip.id)
    with office.writing("delete") as session:
        records.delete(session, records.get(session, Person, person.id))
    with office.reading() as session:
        assert drafts.find(session, "item", item.id) == Where("delegation", trip.id, item.id)
        assert drafts.find(session, "delegation", trip.id) == Where("delegation", trip.id, "")
        assert drafts.find(session, "person", person.id) is None
        assert drafts.find(session, "nonsense", trip.id) is None
        assert drafts.was_here(session, person.id)
        assert not drafts.was_here(session, "elsewhere")
    assert drafts.is_record("person")
    assert not drafts.is_record("item")
    assert not drafts.is_record("nonsense")


@pytest.mark.parametrize("key", [None, KEY])
def test_what_was_typed_about_the_erased_goes(office_path: Path, key: Key | None) -> None:
    other = replace(DRAFT, entity_id="p-2")
    _written(office_path, key, DRAFT, other)
    drop_drafts(office_path, key, [DRAFT.entity_id])
    assert DraftFile(office_path, key).read() == [other]
    drop_drafts(office_path, key, [other.entity_id])
    assert not draft_path(office_path).exists()

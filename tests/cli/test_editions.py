"""`kakehashi editions`: issuing, listing, comparing, and getting the same bytes again."""

import hashlib
from json import loads
from pathlib import Path

import pytest

from desktop.domain import Item
from desktop.store import editions, records
from desktop.store.office import OfficeFile
from desktop.store.references import find_record
from tests.cli.conftest import Run

REF = "DEL-2027-001"


def digests(folder: Path) -> set[str]:
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def change(demo: Path) -> None:
    """Put one item of the demo programme into another room."""
    office = OfficeFile.open(demo)
    with office.writing("edit") as session:
        visit = find_record(session, REF)
        assert visit is not None
        item = session.query(Item).filter_by(delegation_id=visit.id).first()
        assert item is not None
        records.update(session, Item, item.id, room="Room 9.9")
    office.close()


@pytest.fixture
def issued(run: Run, tmp_path: Path) -> Path:
    """A folder with the files of the first edition."""
    folder = tmp_path / "out"
    run("editions", REF, "--issue", folder, "--languages", "en,ja+da", "--recipients", "MEXT")
    return folder


def test_nothing_is_listed_before_the_first_edition(run: Run) -> None:
    assert run("editions", REF) == ""
    assert loads(run("editions", REF, "--json")) == []


def test_issuing_writes_the_files_and_keeps_them(run: Run, issued: Path, tmp_path: Path) -> None:
    names = sorted(path.name for path in issued.iterdir())
    assert len(names) == 5
    assert "DEL-2027-001 Edition 3 Programme (en).pdf" in names
    assert "DEL-2027-001 Edition 3 Calendar (en).ics" in names
    assert sum(name.endswith("(ja+da).pdf") for name in names) == 1
    (edition,) = loads(run("editions", REF, "--json"))
    assert (edition["number"], edition["draft"], edition["current"]) == (3, False, True)
    assert edition["recipients"] == "MEXT"
    assert {paper["sha256"] for paper in edition["papers"]} == digests(issued)
    run("editions", REF, "--save", "3", tmp_path / "again")
    assert digests(tmp_path / "again") == digests(issued)


def test_other_papers_are_issued_each_once(run: Run, tmp_path: Path) -> None:
    wanted = ("participants", "programme", "participants")
    codes = [part for code in wanted for part in ("--document", code)]
    run("editions", REF, "--issue", tmp_path / "out", *codes)
    (edition,) = loads(run("editions", REF, "--json"))
    papers = [paper["document"] for paper in edition["papers"]]
    assert papers == ["participants", "programme", "calendar"]
    assert len(list((tmp_path / "out").iterdir())) == 3


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("nonsense", "no paper"),
        ("stay", "no paper"),
        ("rooms", "part of an edition"),
        ("checklist", "part of an edition"),
    ],
)
def test_a_paper_that_may_not_go_to_guests_is_not_issued(
    run: Run, tmp_path: Path, code: str, why: str
) -> None:
    out = tmp_path / "out"
    told = run("editions", REF, "--issue", out, "--document", code, code=1)
    assert f"“{code}”" in told
    assert why in told
    assert "programme" in told
    assert not out.exists()
    assert run("editions", REF) == ""


def test_the_list_tells_what_changed_since(run: Run, issued: Path, demo: Path) -> None:
    assert "Current" in run("editions", REF)
    change(demo)
    listed = run("editions", REF)
    assert "Superseded" in listed
    (edition,) = loads(run("editions", REF, "--json"))
    (thing,) = edition["since"]["things"]
    assert thing["kinds"] == ["place"]


def test_two_states_are_compared_in_words(run: Run, issued: Path, demo: Path) -> None:
    assert run("editions", REF, "--compare", "3", "now") == ""
    change(demo)
    told = run("editions", REF, "--compare", "3", "now")
    assert "Room 9.9" in told
    assert "Affected: " in told
    assert "場所" in run("--language", "ja", "editions", REF, "--compare", "3", "now")


def test_undo_takes_the_edition_back(run: Run, issued: Path) -> None:
    assert "edition 3" in run("undo")
    assert run("editions", REF) == ""


def test_what_is_not_there_is_told(run: Run, issued: Path, tmp_path: Path) -> None:
    assert "no edition 7" in run("editions", REF, "--save", "7", tmp_path / "x", code=1)
    assert "fr" in run("editions", REF, "--issue", tmp_path / "y", "--languages", "fr", code=1)


def test_a_file_in_the_way_is_not_written_over_and_nothing_is_issued(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "DEL-2027-001 Edition 3 Calendar (en).ics").write_bytes(b"mine")
    assert "already" in run("editions", REF, "--issue", folder, code=1)
    assert [path.read_bytes() for path in folder.iterdir()] == [b"mine"]
    office = OfficeFile.open(demo)
    with office.reading() as session:
        visit = find_record(session, REF)
        assert visit is not None
        assert editions.editions(session, visit.id) == []
    office.close()


@pytest.mark.parametrize("reference", ["EXC-2027-001", "ACC-2027-001"])
def test_stays_and_slot_plans_have_editions_too(run: Run, tmp_path: Path, reference: str) -> None:
    run("editions", reference, "--issue", tmp_path / "out", "--draft")
    (edition,) = loads(run("editions", reference, "--json"))
    assert (edition["number"], edition["draft"]) == (1, True)
    assert len(edition["papers"]) == 2


@pytest.mark.parametrize("languages", ["ja+da+en", "ja+ja", "+", "xx"])
def test_languages_that_make_no_paper_issue_nothing(
    run: Run, tmp_path: Path, languages: str
) -> None:
    out = tmp_path / "out"
    told = run("editions", "ACC-2027-001", "--issue", out, "--languages", languages, code=1)
    assert languages in told
    assert not out.exists()
    assert run("editions", "ACC-2027-001") == ""

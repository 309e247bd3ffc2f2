"""What the command line says of data that are due, erases, and tells a person."""

import json
from contextlib import closing
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from desktop.domain import Delegation, Member, Person
from desktop.store.drafts import Draft, DraftFile, draft_path
from desktop.store.office import OfficeFile
from tests.cli.conftest import Run

GUEST = "Testgæst"


@pytest.fixture
def guest(demo: Path) -> str:
    """Somebody whose visit was long ago."""
    person = Person(family=GUEST, given="Ole", email="ole@example.dk", passport_number="P7654321")
    trip = Delegation(reference="DEL-2019-001", end=date(2019, 5, 1))
    office = OfficeFile.open(demo)
    with office.writing("create") as session:
        session.add_all(
            [person, trip, Member(delegation_id=trip.id, person_id=person.id, note="quiet")]
        )
    office.close()
    return person.id


def person(demo: Path, identity: str) -> Person:
    office = OfficeFile.open(demo)
    with office.reading() as session:
        found = session.get_one(Person, identity)
    office.close()
    return found


def test_whose_data_are_due(run: Run, guest: str) -> None:
    lines = run("privacy", "due").splitlines()
    assert lines[0].split()[:2] == ["Person", "Data"]
    (line,) = [line for line in lines if GUEST in line]
    assert "Contact details, Passport" in line
    assert "P7654321" not in line
    (told,) = [one for one in json.loads(run("privacy", "due", "--json")) if one["id"] == guest]
    assert told["last"] == "2019-05-01"
    assert told["classes"]["passport"] == "2019-05-31"


def test_removing_what_is_due_needs_a_yes(run: Run, demo: Path, guest: str) -> None:
    assert "--yes" in run("privacy", "remove", "--due", code=1)
    assert person(demo, guest).email == "ole@example.dk"
    assert run("privacy", "remove", "--due", "--yes").startswith("Removed what was due of")
    assert person(demo, guest).email == person(demo, guest).passport_number == ""
    assert person(demo, guest).given == "Ole"
    assert GUEST not in run("privacy", "due")


def test_erasing_a_class_or_all(run: Run, demo: Path, guest: str) -> None:
    assert "--class" in run("erase", GUEST, code=1)
    assert "--yes" in run("erase", GUEST, "--class", "passport", code=1)
    assert GUEST in run("erase", GUEST, "--class", "passport", "--yes")
    assert person(demo, guest).passport_number == ""
    assert person(demo, guest).email == "ole@example.dk"
    run("erase", guest, "--all", "--yes")
    assert person(demo, guest).family == ""
    assert "Nobody here" in run("erase", GUEST, "--all", "--yes", code=1)


def test_all_that_is_held_about_somebody(run: Run, demo: Path, guest: str, tmp_path: Path) -> None:
    text = run("person-data", GUEST)
    assert "P7654321" in text
    assert "DEL-2019-001" in text
    out = tmp_path / "ole.json"
    assert str(out) in run("person-data", guest, "--json", out)
    assert json.loads(out.read_text(encoding="utf-8"))["person"]["email"] == "ole@example.dk"


def test_a_person_is_given_a_pdf(run: Run, guest: str, tmp_path: Path) -> None:
    out = tmp_path / "ole.pdf"
    assert str(out) in run("person-data", guest, "--pdf", out, "--language", "da")
    with closing(pypdfium2.PdfDocument(out)) as pages:
        text = pages[0].get_textpage().get_text_range()
    assert "P7654321" in text
    assert "Efternavn" in text
    run("person-data", guest, "--pdf", out, code=1)
    assert str(out) in run("person-data", guest, "--pdf", out, "--force")


def test_remove_says_what(run: Run) -> None:
    assert "--due" in run("privacy", "remove", "--yes", code=2)


@pytest.mark.parametrize(
    "command", [("privacy", "remove", "--due", "--yes"), ("erase", GUEST, "--all", "--yes")]
)
def test_what_was_typed_about_them_goes_too(
    run: Run, demo: Path, guest: str, command: tuple[str, ...]
) -> None:
    file = DraftFile(demo, None)
    file.want([Draft("person", guest, "email", "E-mail", {"0": "ole2@example.dk"}, "", "")])
    file.settle()
    run(*command)
    assert not draft_path(demo).exists()

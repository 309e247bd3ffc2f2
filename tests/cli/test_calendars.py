"""Calendars from the command line: whose, what in them, for all members, and invitations."""

import re
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from desktop.__main__ import main
from desktop.domain import Delegation, Item, Member, Person
from desktop.paths import Paths
from desktop.settings import load, save
from desktop.store import records
from desktop.store.office import OfficeFile
from desktop.store.sent import handed_to, invited_to, sent
from tests.cli.conftest import Run


def unfolded(path: Path) -> str:
    return path.read_bytes().decode().replace("\r\n ", "")


def test_a_calendar_of_a_group_and_of_an_organisation(run: Run, tmp_path: Path) -> None:
    group, host = tmp_path / "group.ics", tmp_path / "host.ics"
    run("calendar", group, "--group", "DEL-2027-001:B")
    run("calendar", host, "--organisation", "nims")
    assert 0 < group.read_bytes().count(b"BEGIN:VEVENT") < 44
    assert 0 < host.read_bytes().count(b"BEGIN:VEVENT") < 44
    assert "X" in run("calendar", tmp_path / "no.ics", "--group", "DEL-2027-001:X", code=1)
    assert "EXC" in run("calendar", tmp_path / "no.ics", "--group", "EXC-2027-001:A", code=1)
    assert "nowhere" in run("calendar", tmp_path / "no.ics", "--organisation", "nowhere", code=1)


@pytest.mark.parametrize(
    ("asked", "parts"), [("todo", (True, False)), ("event", (False, True)), ("both", (True, True))]
)
def test_tasks_as_asked(run: Run, tmp_path: Path, asked: str, parts: tuple[bool, bool]) -> None:
    out = tmp_path / "out.ics"
    run("calendar", out, "--record", "EXC-2027-005")
    without = out.read_text(encoding="utf-8").count("BEGIN:VEVENT")
    run("calendar", out, "--record", "EXC-2027-005", "--tasks-as", asked, "--force")
    content = out.read_text(encoding="utf-8")
    assert ("BEGIN:VTODO" in content, content.count("BEGIN:VEVENT") > without) == parts
    assert "BEGIN:VALARM" not in content
    settings = Paths(tmp_path / "data").settings_file()
    save(settings, replace(load(settings), remind_meeting=45))
    run("calendar", out, "--record", "DEL-2027-001", "--reminders", "--force")
    assert "TRIGGER:-PT45M" in out.read_text(encoding="utf-8")


def test_a_file_for_each_member_in_their_language(run: Run, demo: Path, tmp_path: Path) -> None:
    with closing(OfficeFile.open(demo)) as office, office.writing("edit") as session:
        for given, spoken in (("Liv", "fr da"), ("Emil", "fr")):
            (person,) = (one for one in session.query(Person) if one.given == given)
            records.update(session, Person, person.id, languages=spoken)
    folder, archive = tmp_path / "all", tmp_path / "all.zip"
    told = run("calendar", folder, "--members", "DEL-2027-001").splitlines()
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == len(told) == 12
    danish = unfolded(folder / "DEL-2027-001 Liv Øvebjerg.ics")
    assert "DESCRIPTION;LANGUAGE=da" in danish
    assert "DESCRIPTION;LANGUAGE=en" in unfolded(folder / "DEL-2027-001 Emil Dummysen.ics")
    run("calendar", archive, "--members", "DEL-2027-001")
    with ZipFile(archive) as zipped:
        assert sorted(zipped.namelist()) == names
    assert "Liv" not in run("calendar", folder, "--members", "DEL-2027-001", code=1)
    run("calendar", folder, "--members", "DEL-2027-001", "--force")


def test_what_is_deleted_after_it_was_handed_out_is_called_off(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    folder, out = tmp_path / "all", tmp_path / "out.ics"
    run("calendar", folder, "--members", "DEL-2027-001")
    with closing(OfficeFile.open(demo)) as office, office.writing("edit") as session:
        (visit,) = (one for one in session.query(Delegation) if one.reference == "DEL-2027-001")
        flight = next(
            one
            for one in session.query(Item).order_by(Item.id)
            if one.delegation_id == visit.id and one.everyone and one.parent_id is None
        )
        head = session.query(Member).filter_by(delegation_id=visit.id, function="head").one()
        person = session.get_one(Person, head.person_id)
        uid = flight.id
        records.delete(session, flight)
    name = f"DEL-2027-001 {person.given} {person.family}.ics"
    run("calendar", folder, "--members", "DEL-2027-001", "--force")
    run("calendar", out, "--record", "DEL-2027-001")
    for path in (folder / name, out):
        (event,) = re.findall(f"UID:{uid}\r\n.*?END:VEVENT", unfolded(path), re.DOTALL)
        assert "STATUS:CANCELLED" in event
        assert "SEQUENCE:1" in event


def test_invitations_to_those_with_an_address(
    run: Run, demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "invitations"
    asked = ("--invitations", "DEL-2027-001", "--organizer", "The Office <office@example.org>")
    _only_addresses(demo, {})
    assert "DEL-2027-001" in run("calendar", out, *asked, code=1)
    _only_addresses(demo, {"Liv": "liv@example.dk"})
    where = ("--data", str(tmp_path / "data"), "--office", str(demo))
    assert main([*where, "calendar", str(out), *asked]) == 0
    assert "so not invited: " in capsys.readouterr().err
    files = sorted(out.iterdir())
    assert len(files) > 20
    for path in files:
        content = unfolded(path)
        assert "METHOD:REQUEST" in content or "METHOD:CANCEL" in content
        assert "ORGANIZER;CN=The Office:mailto:office@example.org" in content
        assert content.count("BEGIN:VEVENT") == content.count(":mailto:liv@example.dk") == 1
    with closing(OfficeFile.open(demo)) as office, office.reading() as session:
        known = sent(session).keys()
        (liv,) = session.query(Person).filter(Person.email != "").all()
    told = {re.findall("UID:(.+?)\r?\n", text)[0]: text for text in map(unfolded, files)}
    asked_to = {uid for uid, text in told.items() if "METHOD:REQUEST" in text}
    assert len(told) == len(files)
    facts = {fact(liv.id, uid) for uid in asked_to for fact in (handed_to, invited_to)}
    assert known == told.keys() | facts
    asked_first = next(text for text in map(unfolded, files) if "METHOD:REQUEST" in text)
    (uid,) = re.findall("^UID:(.+?)\r?$", asked_first, re.MULTILINE)
    with closing(OfficeFile.open(demo)) as office, office.writing("edit") as session:
        records.delete(session, records.get(session, Item, uid))
    again = tmp_path / "again"
    assert main([*where, "calendar", str(again), *asked]) == 0
    (off,) = (text for text in map(unfolded, again.iterdir()) if f"UID:{uid}" in text)
    assert "METHOD:CANCEL" in off
    assert "STATUS:CANCELLED" in off
    assert off.count(":mailto:liv@example.dk") == 1
    with closing(OfficeFile.open(demo)) as office, office.writing("edit") as session:
        for member in session.query(Member).filter(Member.person_id == liv.id).all():
            records.delete(session, member)
    capsys.readouterr()
    left = tmp_path / "left"
    assert main([*where, "calendar", str(left), *asked]) == 0
    assert "Liv Øvebjerg: no longer taking part in “" in capsys.readouterr().out
    texts = [text for text in map(unfolded, left.iterdir()) if "\nSTATUS:" not in text]
    assert len(texts) > 10
    for text in texts:
        assert "METHOD:CANCEL" in text
        assert text.count(":mailto:liv@example.dk") == 1
    assert all("(Liv " in path.name for path in left.iterdir() if "\nSTATUS:" not in unfolded(path))


@pytest.mark.parametrize(
    "options",
    [
        ("--invitations", "DEL-2027-001"),
        ("--organizer", "a@example.org"),
        ("--members", "DEL-2027-001", "--group", "DEL-2027-001:A"),
        ("--tasks-as", "nothing"),
        ("--person", ""),
        ("--record", " "),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(
    run: Run, tmp_path: Path, options: tuple[str, ...]
) -> None:
    assert "error" in run("calendar", tmp_path / "out", *options, code=2)


def test_an_organizer_without_an_address_is_refused(run: Run, tmp_path: Path) -> None:
    asked = ("--invitations", "DEL-2027-001", "--organizer", "The Office")
    assert "address" in run("calendar", tmp_path / "out", *asked, code=1)


def _only_addresses(demo: Path, known: dict[str, str]) -> None:
    """Leave nobody an e-mail address but these, by their given names."""
    with closing(OfficeFile.open(demo)) as office, office.writing("edit") as session:
        for one in session.query(Person).all():
            records.update(session, Person, one.id, email=known.get(one.given, ""))

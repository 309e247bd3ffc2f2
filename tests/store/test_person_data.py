"""What is told to somebody who asks what is held about them."""

import json

import pytest

from desktop.domain.codes import DataClass
from desktop.errors import Problem
from desktop.language import Language
from desktop.making.person_data import readable
from desktop.store import records
from desktop.store.erasing import erase_in
from desktop.store.interchange_read import read
from desktop.store.office import OfficeFile
from desktop.store.person_data import Object, as_text, person_data
from tests.store.test_erasing import AT, PRIVATE, Cast


def of(cast: Cast) -> Object:
    with cast.office.reading() as session:
        return person_data(session, cast.guest.id, AT)


def test_all_that_is_held_is_told(office: OfficeFile) -> None:
    data = of(cast := Cast(office))
    assert data["person"]["passport_number"] == PRIVATE["passport_number"]
    assert data["person"]["note"] == "Passport TK0000001 copied"
    assert [one["note"] for one in data["absences"]] == ["hip operation"]
    assert data["source"]["author"] == "Ida Prøvesen"
    records_told = {one["reference"]: one for one in data["records"]}
    assert set(records_told) == {"DEL-2026-001", "EXC-2026-001"}
    assert records_told["DEL-2026-001"]["parts"][0]["entry"]["note"] == "arrives tired"
    assert records_told["EXC-2026-001"]["parts"][0]["permits"][0]["number"] == "RC0000001"
    assert [one["reference"] for one in data["editions"]] == ["DEL-2026-001", "EXC-2026-001"]
    assert [one["id"] for one in data["calendars"]] == [cast.item.id]
    assert {one["class"]: one["until"] for one in data["retention"]}["passport"] == "2026-07-30"
    old = [one["before"] for one in data["history"] if one["field"] == "email"]
    assert old == [PRIVATE["email"]]


def test_it_is_in_the_words_of_the_interchange_format(office: OfficeFile) -> None:
    data = json.loads(as_text(of(Cast(office))))
    person = data["person"]
    document = {"format": "kakehashi-office", "version": 1, "people": [person]}
    assert read(json.dumps(document)).entries[0].entity.id == person["id"]


@pytest.mark.parametrize("code", ["en", "ja", "da"])
def test_a_person_can_read_it(office: OfficeFile, code: str) -> None:
    text = readable(of(Cast(office)), Language.of(code), "Asia/Tokyo")
    for told in ("TK0000001", "RC0000001", "arrives tired", "DEL-2026-001", "hikaru@example.jp"):
        assert told in text
    assert "None" not in text
    assert "{" not in text
    assert text.endswith("\n")


def test_what_was_erased_is_not_told(office: OfficeFile) -> None:
    cast = Cast(office)
    erase_in(office, {cast.guest.id: list(DataClass)})
    text = as_text(of(cast)) + readable(of(cast), Language.of("en"), "Asia/Tokyo")
    assert not [one for one in ("TK0000001", "example.jp", "RC0000001", "Akari") if one in text]


def test_nobody_of_that_identity(office: OfficeFile) -> None:
    cast = Cast(office)
    with office.writing("edit") as session:
        lone = records.add(session, type(cast.guest)(given="Bo"))
    erase_in(office, {lone.id: "all"})
    with office.reading() as session, pytest.raises(Problem, match="record_gone"):
        person_data(session, lone.id, AT)

"""Whatever changes what an event says raises its LAST-MODIFIED, so that every reader takes it."""

import re

import pytest
from sqlalchemy import Text, inspect, select

from desktop.domain import Facility, Group, Instrument, Organisation, Person, Place
from desktop.domain.base import Entity
from tests.calendars import rfc
from tests.calendars.conftest import Sample

REVISION = re.compile(rb"^(DTSTAMP|LAST-MODIFIED|SEQUENCE):.*\r\n", re.MULTILINE)
EVENT = re.compile(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", re.DOTALL)
MODIFIED = re.compile(rb"^LAST-MODIFIED:(.*)\r\n", re.MULTILINE)
UID = re.compile(rb"^UID:(.*)\r\n", re.MULTILINE)


def events(sample: Sample, code: str) -> dict[bytes, bytes]:
    found = EVENT.findall(sample.office_calendar(code).content)
    return {UID.findall(one)[0]: one for one in found}


def told(event: bytes) -> bytes:
    return REVISION.sub(b"", event)


def modified(event: bytes) -> bytes:
    (found,) = MODIFIED.findall(event)
    return bytes(found)


@pytest.mark.parametrize("kind", [Place, Organisation, Person, Facility, Instrument, Group])
def test_no_text_of_what_is_named_changes_unnoticed(own: Sample, kind: type[Entity]) -> None:
    with own.office.reading() as session:
        every = [one.id for one in session.scalars(select(kind))]
    columns = [
        column.key
        for column in inspect(kind).columns
        if isinstance(column.type, Text) and column.key not in ("search", "id")
    ]
    before = {code: events(own, code) for code in ("en", "ja")}
    noticed = 0
    for column in columns:
        own.minutes += 1
        with own.office.writing("edit") as session:
            for entity_id in every:
                setattr(session.get(kind, entity_id), column, "JP")
        for code, old in before.items():
            new = events(own, code)
            changed = {uid for uid in old if told(old[uid]) != told(new[uid])}
            unnoticed = {uid for uid in changed if modified(old[uid]) >= modified(new[uid])}
            assert not unnoticed, column
            before[code] = new
            noticed += len(changed)
    assert noticed


def test_a_new_place_name_reaches_those_who_compare_sequences(own: Sample) -> None:
    def visit() -> rfc.Part:
        root = rfc.read(own.office_calendar().content)
        parts = {part.get("UID").value: part for part in root.kind("VEVENT")}
        return parts[own.ids["visit"]]

    before = visit()
    own.edit("hall", address_local="埼玉県和光市広沢2-2")
    after = visit()
    assert int(after.get("SEQUENCE").value) == int(before.get("SEQUENCE").value) + 1
    assert after.get("LOCATION") != before.get("LOCATION")
    assert after.get("DTSTAMP").value == after.get("LAST-MODIFIED").value
    assert after.get("DTSTAMP").value > before.get("DTSTAMP").value

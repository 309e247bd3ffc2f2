"""What has changed since an edition, on a programme."""

from copy import copy
from typing import Any

import pytest

from desktop.documents.audience import EVERYONE, Audience
from desktop.documents.catalogue import document
from desktop.documents.document import Document
from desktop.documents.wish import Material, Option, Wish
from desktop.domain import Delegation, Item
from desktop.domain.codes import ItemStatus
from desktop.domain.comparing import compare
from desktop.domain.paper import PaperSource, Stand
from tests.documents.kit import ON, delegation, involved, item, moment, person, printed

MIA, OLE = person("Mia", "Prøve"), person("Ole", "Test")


def later(one: Item, **values: Any) -> Item:
    """An item as it is after something was changed."""
    relations: dict[str, Any] = {"people": one.people, "groups": one.groups}
    names = (
        *("title", "start", "end", "status", "everyone", "meeting_link", "id", "kind", "room"),
        *("open_end", "printed_time", "language", "interpreted", "transport"),
    )
    given = {name: copy(getattr(one, name)) for name in names} | values
    title = given.pop("title")
    made = item("", **relations)
    for name, value in {**given, "title": title}.items():
        setattr(made, name, value)
    return made


@pytest.fixture
def states() -> tuple[Delegation, Delegation]:
    """A visit as it was in edition 3, and as it is now."""
    calm = item("Calm", "2027-04-19 08:00")
    moved = item("Moved", "2027-04-19 09:00", "2027-04-19 10:00")
    off = item("Off", "2027-04-19 11:00")
    out = item("Out", "2027-04-19 12:00", "2027-04-19 12:45")
    mine = item("Mine", "2027-04-19 13:00", everyone=False, people=[involved(MIA)])
    before = delegation(calm, moved, off, out, mine, members=[MIA, OLE])
    after = delegation(
        later(calm),
        later(
            moved,
            start=moment("2027-04-20 09:30"),
            end=moment("2027-04-20 10:30"),
            meeting_link="https://example.invalid/secret",
        ),
        later(off, status=ItemStatus.CANCELLED),
        later(mine, room="Room 7"),
        item("Fresh", "2027-04-19 15:00"),
        members=[MIA, OLE],
    )
    return before, after


def paper(
    states: tuple[Delegation, Delegation],
    *options: Option,
    audience: Audience = EVERYONE,
    code: str = "programme",
) -> Document:
    comparison = compare(*states)
    source = PaperSource(states[1], Stand(4, draft=True, previous=3), (), comparison, 3)
    wish = Wish(code, "delegation", "", ("en",), ON, audience, options=frozenset(options))
    return document(Material(source), wish)


def rows(made: Document) -> dict[str, Any]:
    return {row["title"]: row for day in made.data["days"] for row in day["items"]}


def test_what_changed_is_marked(states: tuple[Delegation, Delegation]) -> None:
    found = rows(paper(states))
    assert set(found) == {"Calm", "Moved", "Mine", "Fresh"}
    assert {title for title, row in found.items() if row["changed"]} == {"Moved", "Mine", "Fresh"}
    assert found["Moved"]["was"] == ["Mon 19 Apr", "09:00–10:00"]
    assert found["Moved"]["changes"] == ["Time"]
    assert found["Mine"]["changes"] == ["Place"]
    assert found["Fresh"]["changes"] == ["New"]


def test_what_was_called_off_or_taken_out_stays_struck(
    states: tuple[Delegation, Delegation],
) -> None:
    found = rows(paper(states, Option.STRUCK))
    assert found["Off"]["cancelled"]
    assert found["Off"]["marks"] == ["Cancelled"]
    assert found["Out"]["cancelled"]
    assert found["Out"]["changes"] == ["Cancelled"]


def test_what_was_called_off_before_is_told_no_more() -> None:
    gone = item("Old", "2027-04-19 11:00", status=ItemStatus.CANCELLED)
    states = delegation(gone), delegation(later(gone))
    assert rows(paper(states, Option.STRUCK)) == {}


def test_the_changes_are_listed_last(states: tuple[Delegation, Delegation]) -> None:
    made = paper(states, Option.CHANGES)
    last = made.data["sections"][-1]
    assert last["heading"] == "Changes since edition 3"
    assert {row["cells"][1]["lines"][0] for row in last["rows"]} == {
        *("Moved", "Off", "Out", "Mine", "Fresh")
    }
    text = printed(made)
    assert "Supersedesedition3" in text
    assert "secret" not in text
    assert all(part["heading"] != last["heading"] for part in paper(states).data["sections"])


def test_one_person_is_told_of_what_concerns_them(states: tuple[Delegation, Delegation]) -> None:
    made = paper(states, Option.CHANGES, Option.STRUCK, audience=Audience(person=OLE.id))
    assert "Mine" not in rows(made)
    told = {row["cells"][1]["lines"][0] for row in made.data["sections"][-1]["rows"]}
    assert told == {"Moved", "Off", "Out", "Fresh"}


def test_who_no_longer_takes_part_sees_it_struck() -> None:
    talk = item("Talk", "2027-04-19 13:00", everyone=False, people=[involved(MIA), involved(OLE)])
    now = later(talk)
    now.people = [involved(MIA)]
    states = delegation(talk, members=[MIA, OLE]), delegation(now, members=[MIA, OLE])
    found = rows(paper(states, Option.STRUCK, audience=Audience(person=OLE.id)))
    assert found["Talk"]["cancelled"]
    assert rows(paper(states, audience=Audience(person=OLE.id))) == {}


def test_the_press_is_not_told_what_changed(states: tuple[Delegation, Delegation]) -> None:
    made = paper(states, Option.CHANGES, Option.STRUCK, code="programme_press")
    assert set(rows(made)) == {"Calm", "Moved", "Mine", "Fresh"}
    assert not any(row["changed"] for row in rows(made).values())
    assert "Changessince" not in printed(made)

"""People, organisations and places: sorted by the language, found in every script, kept safe."""

from functools import partial
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop import language
from desktop.domain import Member, Person
from desktop.store import interchange, records
from desktop.ui import usage
from desktop.ui.desk import Desk
from desktop.ui.pages.organisations import OrganisationList, OrganisationsPage, PlaceList
from desktop.ui.pages.people import PeoplePage


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """The desk of the demo office."""
    interchange.import_demo(desk.office)
    return desk


def _people(qtbot: QtBot, desk: Desk) -> PeoplePage:
    page = PeoplePage(desk)
    qtbot.addWidget(page)
    page.show()
    return page


def _families(page: PeoplePage) -> list[str]:
    return [row.name.family for row in page.model.rows()]


def test_danish_order_ends_with_ae_oe_aa(qtbot: QtBot, desk: Desk) -> None:
    language.use("da")
    families = _families(_people(qtbot, desk))
    danes = [name for name in families if name in ("Testrup", "Ærøprøve", "Øvelund", "Ålekvist")]
    assert danes == ["Testrup", "Ærøprøve", "Øvelund", "Ålekvist"]


def test_japanese_order_goes_by_the_reading(qtbot: QtBot, desk: Desk) -> None:
    language.use("ja")
    page = _people(qtbot, desk)
    shown = [row.name.name_ja for row in page.model.rows()]
    expected = ["安堂 てすと", "架空 光", "仮名井 真", "試田 量子", "雛形 純", "見本 由紀"]
    assert [name for name in shown if name in expected] == expected


@pytest.mark.parametrize("typed", ["sorensen", "エクセンペルゴー", "eksempelgard", "EKSEMPELGÅRD"])
def test_a_name_is_found_in_any_script(qtbot: QtBot, desk: Desk, typed: str) -> None:
    with desk.office.writing("edit") as session:
        records.add(session, Person(family="Sørensen", given="Prøve"))
    page = _people(qtbot, desk)
    assert page.rows(typed)


def test_a_used_person_is_not_deleted_but_asked_about(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _people(qtbot, desk)
    asked: list[Any] = []
    monkeypatch.setattr(usage.StillUsed, "ask", lambda *args: asked.append(args))
    member = desk.read(lambda session: session.query(Member).first())
    assert member is not None
    row = next(row for row in page.model.rows() if row.id == member.person_id)
    page.delete_rows([row])
    assert asked
    assert asked[0][3], "the places of use are told"
    assert desk.read(lambda session: session.get(Person, member.person_id)) is not None


def test_an_unused_person_is_deleted_and_comes_back_with_undo(qtbot: QtBot, desk: Desk) -> None:
    with desk.office.writing("create") as session:
        person = records.add(session, Person(family="Overflødig", given="Prøve"))
    page = _people(qtbot, desk)
    page.delete_rows([row for row in page.model.rows() if row.id == person.id])
    assert desk.read(lambda session: session.get(Person, person.id)) is None
    desk.undo()
    assert desk.read(lambda session: session.get(Person, person.id)) is not None


def test_replacing_moves_every_reference(qtbot: QtBot, desk: Desk) -> None:
    people = desk.read(lambda session: session.query(Person).order_by(Person.family).all())
    used = next(
        person
        for person in people
        if desk.read(partial(usage._uses, kind="person", record=person.id))
    )
    other = next(person for person in people if person.id != used.id)
    uses = desk.read(lambda session: usage._uses(session, "person", used.id))
    page = _people(qtbot, desk)
    dialog = usage.StillUsed(desk, "person", used.id, uses, page)
    qtbot.addWidget(dialog)
    dialog._other.set_value(other.id)
    dialog._replace()
    assert desk.read(lambda session: session.get(Person, used.id)) is None
    assert not desk.read(lambda session: usage._uses(session, "person", used.id))


def test_merging_fills_what_is_empty_and_keeps_one(qtbot: QtBot, desk: Desk) -> None:
    with desk.office.writing("edit") as session:
        twin = records.add(session, Person(family="Mihon", given="Yuki"))
    known = desk.read(lambda session: session.query(Person).filter_by(name_ja="見本 由紀").one())
    uses = desk.read(partial(usage._uses, kind="person", record=known.id))
    page = _people(qtbot, desk)
    dialog = usage.StillUsed(desk, "person", known.id, uses, page)
    qtbot.addWidget(dialog)
    dialog._other.set_value(twin.id)
    dialog._merge()
    assert desk.read(lambda session: session.get(Person, known.id)) is None
    kept = desk.read(lambda session: session.get(Person, twin.id))
    assert kept is not None
    assert kept.name_ja == "見本 由紀"


def test_organisations_and_places_are_two_lists(qtbot: QtBot, desk: Desk) -> None:
    page = OrganisationsPage(desk)
    qtbot.addWidget(page)
    page.show()
    organisations, places, _ways = page._pages
    assert isinstance(organisations, OrganisationList)
    assert isinstance(places, PlaceList)
    organisations.reload()
    places.reload()
    assert organisations.model.rowCount() > 20
    assert places.model.rowCount() == 18
    assert {row.id for row in organisations.rows("tokyo")} == {
        row.id for row in organisations.rows("東京")
    }

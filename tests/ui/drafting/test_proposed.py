"""A proposal against the programme as it is: what changes, and both as the grid shows them."""

from dataclasses import replace

import pytest

from desktop.domain import Group
from desktop.domain.time import Moment
from desktop.planning.proposal import Change, Placement, Proposal
from desktop.ui.desk import Desk
from desktop.ui.drafting.proposed import Proposed
from desktop.ui.programme.programme import Programme, read_programme
from tests.ui.drafting.board_kit import Visit, on, proposal, visit_of
from tests.ui.grid.kit import at, item, programme


@pytest.fixture
def visit(desk: Desk) -> Visit:
    return visit_of(desk)


def present(visit: Visit) -> Programme:
    return visit.desk.read(lambda session: read_programme(session, "delegation", visit.id))


def test_only_what_is_not_there_yet_is_a_change(visit: Visit) -> None:
    drafted = proposal(visit)
    found = Proposed.of(present(visit), drafted)
    ids = visit.ids
    assert set(found.changes) == {ids["new"], ids["chiba"], ids["meti"], ids["nict"]}
    assert set(found.moved()) == {ids["chiba"], ids["meti"], ids["nict"]}
    # What was accepted meanwhile, or deleted, is none any more.
    there = present(visit).item(ids["nict"])
    assert there is not None
    gone = replace(drafted.placements[0], item_id="gone")
    done = replace(drafted.placements[3], start=there.start, end=there.end)
    rest = replace(drafted, placements=(gone, done))
    assert not Proposed.of(present(visit), rest).changes


def test_the_programme_is_shown_as_it_would_be_and_stays_as_it_is(visit: Visit) -> None:
    before = present(visit)
    found = Proposed.of(before, proposal(visit))
    after = found.programme()
    nict = after.item(visit.ids["nict"])
    assert nict is not None
    assert (nict.start, nict.end) == (on(23, "10:00"), on(23, "11:30"))
    # All that the grid says of it is known without the file.
    assert nict.place is not None
    assert nict.title.en.startswith("NICT")
    assert (nict.status, nict.kind, list(nict.groups)) == ("confirmed", "visit", [])
    order = [line.item.id for line in after.lines if line.item is not None]
    assert order.index(nict.id) > order.index(visit.ids["meti"])
    new = after.item(visit.ids["new"])
    assert new is not None
    assert new.start == on(19, "17:30")
    assert new.host_organisation is not None
    left = [line.item.id for line in after.lines if line.item and line.day is None]
    assert left == [visit.ids["out"]]
    kept = before.item(visit.ids["nict"])
    assert kept is not None
    assert kept.start == on(20, "15:30")
    assert len(after.items) == len(before.items)


def test_the_places_that_it_empties_hold_what_moves_alone(visit: Visit) -> None:
    found = Proposed.of(present(visit), proposal(visit))
    places = found.places_left()
    shown = {line.item.id: line.item.start for line in places.lines if line.item is not None}
    assert set(shown) == set(found.moved())
    assert shown[visit.ids["nict"]] == on(20, "15:30")


def test_days_tell_what_changes_and_what_stays_on_them(visit: Visit) -> None:
    found = Proposed.of(present(visit), proposal(visit))
    assert [one.day.day for one in found.days()] == [19, 20, 22, 23]
    friday = found.days()[-1].day
    assert [one.item_id for one in found.changes_on(friday)] == [visit.ids["nict"]]
    assert [one.item_id for one in found.kept_on(friday)] == [visit.ids["wrap"]]


def placed(
    item_id: str, start: str, end: str, *, now: Moment, group: str | None = None
) -> Placement:
    return Placement(
        item_id, at(start), at(end), Change.MOVED, before=(now, at("19 12:00")), group_id=group
    )


def test_what_is_within_a_block_goes_with_it() -> None:
    block = item("block", "19 10:00", "19 12:00")
    part = item("part", "19 10:30", "19 11:00", parent_id="block")
    inner = item("inner", "19 10:40", "19 10:50", parent_id="part")
    alone = item("alone", "19 10:30", "19 11:00")
    one = placed("block", "20 13:00", "20 15:00", now=at("19 10:00"))
    found = Proposed.of(
        programme(block, part, inner, alone), Proposal("visit", placements=(one,))
    ).programme()
    times = {each.id: each.start for each in found.items}
    assert times["part"] == at("20 13:30")
    assert times["inner"] == at("20 13:40")
    assert times["alone"] == at("19 10:30")


def test_the_group_that_a_draft_chose_is_who_goes_there() -> None:
    group = Group(id="a", code="A")
    talk = item("talk", "19 10:00", "19 12:00")
    whole = programme(talk, groups=(group,))
    one = placed("talk", "19 10:00", "19 12:00", now=at("19 10:00"), group="a")
    found = Proposed.of(whole, Proposal("visit", placements=(one,)))
    assert list(found.changes) == ["talk"]
    assert found.moved() == []
    shown = found.programme().item("talk")
    assert shown is not None
    assert not shown.everyone
    assert [link.group.code for link in shown.groups] == ["A"]
    assert talk.everyone

"""Whom a programme is for, and which items concern them."""

import pytest

from desktop.documents.audience import EVERYONE, Audience, people_of, reader_of
from desktop.domain import Delegation
from desktop.domain.codes import Involvement
from desktop.errors import Problem
from tests.documents.kit import delegation, group, involved, item, of_groups, person

MIA, OLE, EVA = person("Mia", "Prøve"), person("Ole", "Test"), person("Eva", "Demo")
INTERPRETER = person("Makoto", "Kamei")
RESEARCH, INDUSTRY = group("A", MIA, OLE), group("B", EVA)

ALL = item("all")
GROUP_A = item("group A", everyone=False, groups=of_groups(RESEARCH))
EVA_ALONE = item(
    "Eva alone",
    everyone=False,
    people=[involved(EVA), involved(INTERPRETER, Involvement.INTERPRETER)],
)
NOBODY = item("nobody yet", everyone=False)
PART_OF_A = item("part of group A's block", parent_id=GROUP_A.id)


@pytest.fixture
def visit() -> Delegation:
    return delegation(
        *(ALL, GROUP_A, EVA_ALONE, NOBODY, PART_OF_A),
        members=[EVA, MIA, OLE],
        groups=[RESEARCH, INDUSTRY],
    )


def titles(visit: Delegation, audience: Audience) -> list[str]:
    return [one.title.en for one in reader_of(visit, audience).items]


def test_everyone_gets_everything(visit: Delegation) -> None:
    assert titles(visit, EVERYONE) == [one.title.en for one in visit.items]
    assert reader_of(visit, EVERYONE).is_everyone


def test_a_person_gets_what_concerns_them(visit: Delegation) -> None:
    assert titles(visit, Audience(person=MIA.id)) == ["all", "group A", "part of group A's block"]
    assert titles(visit, Audience(person=EVA.id)) == ["all", "Eva alone"]


def test_everyone_within_a_block_is_everyone_of_the_block(visit: Delegation) -> None:
    assert "part of group A's block" not in titles(visit, Audience(person=EVA.id))


def test_someone_who_does_not_travel_gets_only_what_they_do(visit: Delegation) -> None:
    assert titles(visit, Audience(person=INTERPRETER.id)) == ["Eva alone"]


def test_a_group_gets_its_own_and_its_members_items(visit: Delegation) -> None:
    assert titles(visit, Audience(group=RESEARCH.id)) == [
        "all",
        "group A",
        "part of group A's block",
    ]
    assert titles(visit, Audience(group=INDUSTRY.id)) == ["all", "Eva alone"]
    assert reader_of(visit, Audience(group=RESEARCH.id)).people == [MIA, OLE]


def test_blocks_that_name_each_other_end(visit: Delegation) -> None:
    first, second = item("first"), item("second")
    first.parent_id, second.parent_id = second.id, first.id
    round_about = delegation(first, second, members=[MIA])
    assert titles(round_about, Audience(person=MIA.id)) == ["first", "second"]


@pytest.mark.parametrize(
    ("audience", "kind"), [(Audience(person="gone"), "person"), (Audience(group="gone"), "group")]
)
def test_an_audience_that_is_not_there(visit: Delegation, audience: Audience, kind: str) -> None:
    with pytest.raises(Problem) as found:
        reader_of(visit, audience)
    assert (found.value.code, found.value.values) == ("record_gone", {"kind": kind})


def test_the_people_of_a_group_come_as_the_delegation_has_them(visit: Delegation) -> None:
    outsider = person("Ude", "Fra")
    assert people_of(visit, group("C", outsider, OLE, EVA)) == [EVA, OLE, outsider]

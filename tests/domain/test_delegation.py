from datetime import date

from sqlalchemy.orm.attributes import set_committed_value

from desktop.domain import Delegation, Exchange, Group, Member, Person, Trilingual
from desktop.domain.codes import Function


def test_members_are_listed_head_first() -> None:
    functions = [
        Function.MEMBER,
        Function.SECRETARY,
        Function.INTERPRETER,
        Function.DEPUTY,
        Function.MEMBER,
        Function.HEAD,
    ]
    delegation = Delegation()
    members = [
        Member(function=function.value, position=position)
        for position, function in enumerate(functions)
    ]
    set_committed_value(delegation, "members", members[::-1])
    order = [(member.function, member.position) for member in delegation.ordered_members()]
    assert order == [
        ("head", 5),
        ("deputy", 3),
        ("member", 0),
        ("interpreter", 2),
        ("member", 4),
        ("secretary", 1),
    ]
    assert delegation.with_function(Function.DEPUTY) is members[3]
    assert delegation.with_function(Function.LOCAL_TEAM) is None


def test_a_group_without_a_name_goes_by_its_code() -> None:
    assert Group(code="A").label() == Trilingual(en="A")
    assert Group(code="A", name=Trilingual(ja="甲班")).label() == Trilingual(ja="甲班")


def test_no_form_of_a_name_is_made_from_another() -> None:
    assert Person(family="Prøvesen", given="Ida").label() == Trilingual(en="Ida Prøvesen")
    assert Person(name_ja="架空 光").label() == Trilingual(ja="架空 光")
    assert Person(family="Kun").latin() == "Kun"


def test_days_of_a_stay_count_the_first_and_the_last() -> None:
    assert Exchange(start=date(2027, 9, 1), end=date(2027, 11, 30)).days() == 91
    assert Exchange(start=date(2027, 9, 1)).days() is None

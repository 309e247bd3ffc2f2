"""Whom, which group or which other thing a typed name means."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import Group, Person
from desktop.store.search import normalise, searchable


class Named(Protocol):
    """The forms of a person's name."""

    @property
    def family(self) -> str:
        """The family name in Latin letters."""

    @property
    def given(self) -> str:
        """The given name in Latin letters."""

    @property
    def name_ja(self) -> str:
        """The whole name as Japanese papers print it."""

    @property
    def kana(self) -> str:
        """The reading."""


N = TypeVar("N", bound=Named)
T = TypeVar("T")


def called(people: Iterable[N], name: str) -> list[N]:
    """The people whom a typed name may mean: any form of it, any order, any script.

    Who is called exactly that stands alone.
    """
    wanted = normalise(name)
    found: list[N] = []
    exact: list[N] = []
    for person in people:
        forms = searchable(
            (
                f"{person.given} {person.family}",
                f"{person.family} {person.given}",
                person.name_ja,
                person.kana,
            )
        )
        if wanted and all(word in forms for word in wanted.split()):
            found.append(person)
            if wanted in (line.strip() for line in forms.split("\n")):
                exact.append(person)
    return exact or found


def by_name(things: Iterable[T], name: str, forms: Callable[[T], Iterable[str]]) -> list[T]:
    """The things that a typed name may mean, by the `forms` of their names or a part of one.

    What is called exactly that stands alone.
    """
    wanted = normalise(name)
    found: list[T] = []
    exact: list[T] = []
    for thing in things:
        known = [normalise(form) for form in forms(thing) if form]
        if wanted in known:
            exact.append(thing)
        if wanted and any(wanted in form for form in known):
            found.append(thing)
    return exact or found


def groups_called(groups: Iterable[Group], name: str) -> list[Group]:
    """The groups that a typed code or name may mean."""
    return by_name(groups, name, lambda group: (group.code, *group.name.parts()))


def everybody(session: Session) -> list[Person]:
    """All people of the office."""
    return list(session.scalars(select(Person)))

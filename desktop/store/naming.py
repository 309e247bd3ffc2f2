"""Whom or which group a typed name means."""

from collections.abc import Iterable
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


def groups_called(groups: Iterable[Group], name: str) -> list[Group]:
    """The groups that a typed name may mean; one of that very code or name stands alone."""
    wanted = normalise(name)
    found: list[Group] = []
    exact: list[Group] = []
    for group in groups:
        forms = [normalise(form) for form in (group.code, *group.name.parts())]
        if wanted in forms:
            exact.append(group)
        if wanted and any(wanted in form for form in forms):
            found.append(group)
    return exact or found


def everybody(session: Session) -> list[Person]:
    """All people of the office."""
    return list(session.scalars(select(Person)))

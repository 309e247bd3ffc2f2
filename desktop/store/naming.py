"""What things are called, also those that were deleted, and whom a typed name means."""

import json
from collections.abc import Iterable
from typing import Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import Group, Person, Trilingual
from desktop.domain.text import PARTS
from desktop.store.log import CREATED, DELETED, Change
from desktop.store.search import normalise, searchable
from desktop.store.tree import classes, keys, target_kind

# What a mere link is called by, the first that it has.
_NAMED_BY = ("person", "group", "instrument")


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


def label_of(session: Session, kind: str, entity_id: str) -> Trilingual:
    """What a thing is called or was called when it was deleted; empty when it has no name."""
    entity = session.get(classes()[kind], entity_id)
    if entity is not None and hasattr(entity, "label"):
        label: Trilingual = entity.label()
        return label
    values = _last_values(session, kind, entity_id) if entity is None else vars(entity)
    for stem in ("title", "name"):
        words = Trilingual(*(str(values.get(f"{stem}_{part}") or "") for part in PARTS))
        if words:
            return words
    if values.get("family") or values.get("given"):
        return Trilingual(
            ja=str(values.get("name_ja") or ""),
            en=" ".join(str(values[part]) for part in ("given", "family") if values.get(part)),
        )
    for column in keys(classes()[kind]):
        target_id = values.get(str(column.key))
        if target_kind(column) in _NAMED_BY and isinstance(target_id, str):
            return label_of(session, target_kind(column), target_id)
    return Trilingual()


def label_anywhere(session: Session, entity_id: str) -> Trilingual:
    """What the thing with that identity is called, whatever its kind."""
    kind = session.scalar(select(Change.kind).where(Change.entity_id == entity_id).limit(1))
    return Trilingual() if kind is None else label_of(session, kind, entity_id)


def _last_values(session: Session, kind: str, entity_id: str) -> dict[str, object]:
    change = session.scalar(
        select(Change)
        .where(
            Change.kind == kind,
            Change.entity_id == entity_id,
            Change.action.in_((CREATED, DELETED)),
        )
        .order_by(Change.seq.desc())
        .limit(1)
    )
    if change is None:
        return {}
    values: dict[str, object] = json.loads(
        change.after if change.action == CREATED else change.before
    )
    return values


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

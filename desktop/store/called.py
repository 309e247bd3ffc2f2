"""What the things are called that a history speaks of, also those that are no more."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from desktop.domain import Acceptance, Gate, RuleSetting, StageMove, Trilingual
from desktop.domain.base import Entity
from desktop.domain.codes import GateKind, Rule, Stage
from desktop.domain.text import PARTS
from desktop.store.history import HistoryEntry
from desktop.store.log import CHANGED
from desktop.store.tree import classes, is_owner, keys, target_kind

Spell = Callable[[StrEnum], Trilingual]


def called(
    session: Session, entries: Iterable[HistoryEntry], spell: Spell
) -> dict[str, Trilingual]:
    """The names, by identity, of all that changed in `entries` and of what it referred to.

    A mere link (a member, a person in an item) goes by the name of what it links to, a gate by
    its kind, a move by its stage and what was accepted by its rule, which `spell` says in all
    languages. What nobody named is left out.
    """
    namer = _Namer(session, spell)
    for entry in entries:
        if entry.action != CHANGED:
            snapshot = entry.after if entry.after is not None else entry.before
            if isinstance(snapshot, Mapping):
                namer.remember(entry.kind, entry.entity_id, snapshot)
    for entry in entries:
        namer.name(entry.kind, entry.entity_id)
        if entry.action == CHANGED and (kind := _target(entry.kind, entry.field)):
            for value in (entry.before, entry.after):
                if isinstance(value, str):
                    namer.name(kind, value)
    return namer.names


def _target(kind: str, field: str) -> str:
    """The kind that a column refers to, or ""."""
    column = next((column for column in keys(classes()[kind]) if column.key == field), None)
    return "" if column is None else target_kind(column)


class _Namer:
    """Finds each name once: in the file, else in what the log kept of a thing that is gone."""

    def __init__(self, session: Session, spell: Spell) -> None:
        self._session = session
        self._spell = spell
        self._snapshots: dict[str, Mapping[str, Any]] = {}
        self.names: dict[str, Trilingual] = {}

    def remember(self, kind: str, entity_id: str, snapshot: Mapping[str, Any]) -> None:
        """Keep what the log says of a thing, in case the file has it no more."""
        if kind in classes():
            self._snapshots.setdefault(entity_id, snapshot)

    def name(self, kind: str, entity_id: str) -> Trilingual:
        """The name of one thing; empty where it has none."""
        if entity_id not in self.names:
            label = self._find(classes()[kind], entity_id)
            if not label:
                return label
            self.names[entity_id] = label
        return self.names[entity_id]

    def _find(self, cls: type[Entity], entity_id: str) -> Trilingual:
        entity: Any = self._session.get(cls, entity_id)
        if entity is None:
            entity = _revived(cls, self._snapshots.get(entity_id, {}))
        if isinstance(entity, Gate):
            return self._spell(GateKind(entity.kind))
        if isinstance(entity, StageMove):
            return self._spell(Stage(entity.to_stage))
        if isinstance(entity, Acceptance | RuleSetting) and entity.rule in set(Rule):
            return self._spell(Rule(entity.rule))
        if hasattr(entity, "label"):
            label: Trilingual = entity.label()
            return label
        for column in keys(cls):
            linked = getattr(entity, str(column.key))
            if linked and not is_owner(column):
                return self.name(target_kind(column), linked)
        return Trilingual()


def _revived(cls: type[Entity], snapshot: Mapping[str, Any]) -> Entity:
    """As much of a thing that is gone as its name needs: its texts and links."""
    texts = {
        f"{composite.key}": Trilingual(
            **{part: str(snapshot.get(f"{composite.key}_{part}") or "") for part in PARTS}
        )
        for composite in inspect(cls).composites
        if f"{composite.key}_{PARTS[0]}" in snapshot
    }
    plain = {
        key: value
        for key, value in snapshot.items()
        if isinstance(value, str) and key in inspect(cls).columns and hasattr(cls, key)
    }
    return cls(**(plain | texts))

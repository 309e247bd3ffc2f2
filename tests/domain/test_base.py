from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import inspect
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import configure_mappers

import desktop.domain as domain
from desktop.domain import Base, Entity, Item, Moment, Person, Trilingual
from desktop.domain.base import UtcDateTime
from desktop.domain.text import PARTS

CLASSES = [
    cls
    for cls in vars(domain).values()
    if isinstance(cls, type) and issubclass(cls, Entity) and cls is not Entity
]


@pytest.mark.parametrize("cls", CLASSES)
def test_a_new_thing_has_its_identity_and_defaults_at_once(cls: type[Entity]) -> None:
    one, other = cls(), cls()
    assert len(one.id) == 36
    assert one.id != other.id
    for column in inspect(cls).columns:
        if not column.nullable and not column.foreign_keys and column.type.python_type is str:
            assert isinstance(getattr(one, inspect(cls).get_property_by_column(column).key), str)


def test_a_field_that_does_not_exist_is_refused() -> None:
    with pytest.raises(TypeError, match="no field 'familly'"):
        Person(familly="Testrup")


def test_a_text_and_its_columns_are_one() -> None:
    item = Item(title=Trilingual("訪問", "Besøg", "Visit"), start=Moment(zone="Asia/Tokyo"))
    columns = [getattr(item, f"title_{part}") for part in PARTS]
    assert columns == ["訪問", "Besøg", "Visit"]
    assert Item().title == Trilingual()
    assert Item().start == Moment()


def test_every_relation_is_loaded_on_purpose() -> None:
    configure_mappers()
    for mapper in Base.registry.mappers:
        for relation in mapper.relationships:
            assert relation.lazy == "raise", relation
            assert relation.viewonly, relation


def test_every_key_is_indexed_and_checked_at_the_end_of_the_transaction() -> None:
    for table in Base.metadata.tables.values():
        for key in table.foreign_keys:
            assert key.parent.index, key.parent
            if table.name not in ("unit", "change"):
                assert key.deferrable, key.parent
                assert key.initially == "DEFERRED", key.parent


def test_an_instant_has_a_zone() -> None:
    kind, dialect = UtcDateTime(), sqlite.dialect()
    tokyo = datetime(2027, 4, 19, 9, tzinfo=timezone(timedelta(hours=9)))
    stored = kind.process_bind_param(tokyo, dialect)
    assert stored == datetime(2027, 4, 19, 0)
    found = kind.process_result_value(stored, dialect)
    assert found == tokyo
    assert found is not None
    assert found.tzinfo is UTC
    assert kind.process_bind_param(None, dialect) is None
    with pytest.raises(ValueError, match="naive"):
        kind.process_bind_param(datetime(2027, 4, 19), dialect)

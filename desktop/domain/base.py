"""What every mapped class shares: identity, texts in three languages, moments, ownership."""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar

from sqlalchemy import (
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    Text,
    Uuid,
    inspect,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import (
    Composite,
    DeclarativeBase,
    Mapped,
    MappedColumn,
    Relationship,
    composite,
    mapped_column,
    relationship,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

from desktop.domain.text import Trilingual
from desktop.domain.time import DayPart, Moment


class UnreadableCell(ValueError):
    """A cell of the office file holds what no value of its column can be: the file is damaged.

    It says of what sort that is, and never the content, which may be somebody's data.
    """


class _Careful(TypeEngine[Any]):
    """For a column type: what its cell cannot be is told as such, whatever the reader says."""

    def __init__(self) -> None:
        super().__init__()

    def adapt(self, cls: object, **_values: object) -> Any:
        """Stay careful: the driver's own type for the same would take its place."""
        return type(self)()

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """From the file, by the type's own reader."""
        read = super().result_processor(dialect, coltype)
        if read is None:
            return None

        def careful(value: Any) -> Any:
            try:
                return read(value)
            except (ValueError, TypeError):
                raise UnreadableCell(f"no {type(self).__name__}") from None

        return careful


class Day(_Careful, sqlite.DATE):
    """A date of the calendar."""


class WallTime(_Careful, sqlite.TIME):
    """A time as a clock on the wall shows it."""


class _Instant(_Careful, sqlite.DATETIME):
    """A date with a time; `UtcDateTime` says of which zone."""


class Identity(Uuid[str]):
    """An identity, stored as 32 hexadecimal digits, with its dashes in between when it is read.

    SQLAlchemy's own way makes a `UUID` of each first, which is a seventh of reading a record.
    """

    def __init__(self) -> None:
        super().__init__(as_uuid=False)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """From the file: with its dashes."""
        return _dashed


def _dashed(value: str | None) -> str | None:
    if value is None:
        return None
    if type(value) is not str:
        raise UnreadableCell("no identity")
    return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, stored without a zone in UTC; a naive datetime is refused with ValueError."""

    impl = _Instant
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the file: UTC without its mark."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime is no instant")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the file: marked as UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


def new_id() -> str:
    """A fresh identity: the iCalendar UID and the key by which two offices merge."""
    return str(uuid.uuid4())


class Base(DeclarativeBase):
    """The root of all mapped classes. A new object has its identity and defaults at once."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        date: Day(),
        time: WallTime(),
        datetime: UtcDateTime(),
    }

    def __init__(self, **values: object) -> None:
        mapper = inspect(type(self))
        for attribute in mapper.column_attrs:
            default = attribute.columns[0].default
            if default is None:
                continue
            argument = default.arg
            setattr(self, attribute.key, argument(None) if callable(argument) else argument)
        for key, value in values.items():
            if not hasattr(type(self), key):
                raise TypeError(f"{type(self).__name__} has no field {key!r}")
            setattr(self, key, value)


class Entity(Base):
    """A thing with an identity of its own whose every change is written to the change log."""

    __abstract__ = True

    id: Mapped[str] = mapped_column(Identity(), primary_key=True, default=new_id)


def words(name: str) -> Composite[Trilingual]:
    """A text in three languages, kept in the columns `<name>_ja`, `<name>_da`, `<name>_en`."""
    return composite(
        Trilingual,
        *(mapped_column(f"{name}_{part}", Text, default="") for part in ("ja", "da", "en")),
    )


def moment(name: str) -> Composite[Moment]:
    """A moment, kept in the columns `<name>_date`, `_time`, `_zone`, `_fold` and `_part`."""
    return composite(
        Moment,
        mapped_column(f"{name}_date", Day, nullable=True),
        mapped_column(f"{name}_time", WallTime, nullable=True),
        mapped_column(f"{name}_zone", Text, nullable=True),
        mapped_column(f"{name}_fold", Integer, default=0),
        mapped_column(f"{name}_part", Text, default=DayPart.EXACT.value),
    )


def owner(target: str, *, nullable: bool = False) -> MappedColumn[Any]:
    """The key of the thing this one is a part of: deleted, copied and exported with it."""
    return mapped_column(
        ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED"),
        index=True,
        nullable=nullable,
        info={"owner": True},
    )


def link(target: str, *, nullable: bool = True, loose: bool = False) -> MappedColumn[Any]:
    """The key of a thing that stands by itself: it cannot be deleted while this refers to it.

    A `loose` link does not hold it: it lets go when the thing is deleted.
    """
    return mapped_column(
        ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED"),
        index=True,
        nullable=nullable,
        info={"loose": loose},
    )


def text(default: str = "") -> MappedColumn[str]:
    """One text, empty unless given; codes are texts too, so that a file never holds a sentence."""
    return mapped_column(Text, default=str(default))


def search_text() -> MappedColumn[str]:
    """What a record is found by, normalised by the store; derived, so never logged."""
    return mapped_column(Text, default="", info={"derived": True})


def instant(name: str) -> MappedColumn[Any]:
    """The UTC of the moment `name`, kept for indexes and overlaps; derived from the wall time."""
    return mapped_column(
        UtcDateTime(), nullable=True, index=True, info={"derived": True, "instant_of": name}
    )


def parts_of(target: str, order_by: Any = None) -> Relationship[Any]:
    """The things that belong to this one, to be loaded on purpose and never written through."""
    return relationship(target, viewonly=True, lazy="raise", order_by=order_by or False)


def linked(target: str, key: str) -> Relationship[Any]:
    """The thing that the column `key` refers to, to be loaded on purpose."""
    return relationship(target, viewonly=True, lazy="raise", foreign_keys=key)

"""What the lists share: trilingual columns, names, counts, and matching what was typed."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from desktop.domain import Person, Trilingual
from desktop.store.search import like_patterns


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name as a list needs it; shaped for `language.names`."""

    id: str
    family: str
    given: str
    name_ja: str
    kana: str
    nationality: str
    former: bool = False


def trilingual(row: Any, name: str) -> Trilingual:
    """The trilingual text that `word_columns` put into a row."""
    return Trilingual(*(getattr(row, f"{name}_{part}") or "" for part in ("ja", "da", "en")))


def word_columns(cls: Any, name: str, called: str = "") -> list[ColumnElement[Any]]:
    """The three columns of a trilingual text, labelled `<called>_ja` and so on."""
    return [
        getattr(cls, f"{name}_{part}").label(f"{called or name}_{part}")
        for part in ("ja", "da", "en")
    ]


_NAME = ("id", "family", "given", "name_ja", "kana", "nationality", "former")


def name_columns(cls: Any, called: str) -> list[ColumnElement[Any]]:
    """The columns of a person's name, labelled `<called>_family` and so on."""
    return [getattr(cls, field).label(f"{called}_{field}") for field in _NAME]


def name_of(row: Any, called: str) -> PersonName | None:
    """The name that `name_columns` put into a row; None when nobody was joined."""
    values = [getattr(row, f"{called}_{field}") for field in _NAME]
    return None if values[0] is None else PersonName(*values)


def count_of(cls: Any, key: InstrumentedAttribute[Any], owner: Any) -> ColumnElement[int]:
    """How many of a class have `key` set to the owner in the outer query."""
    return select(func.count(cls.id)).where(key == owner.id).scalar_subquery()


def matches(query: str, *texts: SQLColumnExpression[str]) -> ColumnElement[bool]:
    """That every word of the query is found in at least one of the search texts."""
    words = like_patterns(query)
    return and_(True, *(or_(*(text.like(word, escape="\\") for text in texts)) for word in words))


def people_text(*links: tuple[Any, Any], owner: Any) -> ColumnElement[str]:
    """The search texts of the people linked to a record, as one column."""
    texts = [
        select(func.coalesce(func.group_concat(Person.search, "\n"), ""))
        .where(cls.person_id == Person.id, key == owner)
        .scalar_subquery()
        for cls, key in links
    ]
    joined: ColumnElement[str] = texts[0]
    for text in texts[1:]:
        joined = joined + "\n" + text
    return joined

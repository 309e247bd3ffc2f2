"""A paper in two languages, made of the same paper in each of them.

Both are trees of the same shape; a text that reads differently becomes a pair of texts, which
the templates set line under line or in two columns (`common.typ`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from desktop.documents.document import KEY, Document

ONE, TWO = "one", "two"


def paired(one: Document, two: Document, *, beside: bool = False) -> Document:
    """One paper of two that differ in their language alone; the first one's order counts."""
    title = one.title if one.title == two.title else f"{one.title} / {two.title}"
    data = _joined(one.data, two.data)
    return replace(one, title=title, data=data, second=two.language, beside=beside)


def is_pair(data: object) -> bool:
    """Whether a part of a document's data is one text in two languages."""
    return isinstance(data, Mapping) and data.keys() == {ONE, TWO}


def _joined(one: Any, two: Any) -> Any:
    if isinstance(one, Mapping) and isinstance(two, Mapping):
        return {
            name: one[name]
            if name == KEY
            else _joined(one.get(name, ""), two.get(name, _like(one.get(name))))
            for name in (*one, *(name for name in two if name not in one))
        }
    if _is_list(one) or _is_list(two):
        first, second = (part if _is_list(part) else [] for part in (one, two))
        return _lists(first, second)
    if isinstance(one, str) and isinstance(two, str):
        return one if one == two else {ONE: one, TWO: two}
    if one is None or isinstance(one, str):
        return one if two is None or isinstance(two, str) else two
    return one


def _lists(one: Sequence[Any], two: Sequence[Any]) -> list[Any]:
    if all(isinstance(part, Mapping) and KEY in part for part in (*one, *two)):
        others = {part[KEY]: part for part in two}
        known = {part[KEY] for part in one}
        return [
            *(_joined(part, others.get(part[KEY], part)) for part in one),
            *(part for part in two if part[KEY] not in known),
        ]
    if all(isinstance(part, str) for part in (*one, *two)):
        return [_joined(*pair) for pair in zip_longest(one, two, fillvalue="")]
    return [
        _joined(first, second) if first is not None and second is not None else first or second
        for first, second in zip_longest(one, two)
    ]


def _like(part: Any) -> Any:
    """What stands for a part that one language has nothing of."""
    if isinstance(part, Mapping):
        return {}
    return [] if _is_list(part) else "" if isinstance(part, str) else part


def _is_list(part: Any) -> bool:
    return isinstance(part, list | tuple)

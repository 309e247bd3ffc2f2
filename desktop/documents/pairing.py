"""A paper in two languages, made of the same paper in each of them.

Both are trees of the same shape; a text that reads differently becomes a pair of texts, which
the templates set line under line or in two columns (`common.typ`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from desktop.documents.document import KEY, Document

ONE, TWO = "one", "two"

# A time, perhaps with its zone: only the dots and dashes of the language tell two apart.
_TIME = re.compile(r"\d[\d:.～–-]*(?: [A-Z]{2,4})?")
_DRESSING = str.maketrans("", "", ":.～–-")


def paired(one: Document, two: Document, *, beside: bool = False) -> Document:
    """One paper of two that differ in their language alone; the first one's order counts."""
    title = one.title if one.title == two.title else f"{one.title} / {two.title}"
    data = _joined(one.data, two.data)
    return replace(one, title=title, data=data, second=two.language, beside=beside)


def _joined(one: Any, two: Any) -> Any:
    """Both parts as one; an empty mapping stands for what one of the languages does not have."""
    if isinstance(one, Mapping) and isinstance(two, Mapping):
        return {
            name: one.get(name, two.get(name))
            if name == KEY
            else _joined(one.get(name, ""), two.get(name, _like(one.get(name))))
            for name in (*one, *(name for name in two if name not in one))
        }
    if _is_list(one) or _is_list(two):
        # Of a line that only one language has, the other says nothing.
        first, second = (part if _is_list(part) else [] for part in (one, two))
        return _lists(first, second)
    if isinstance(one, str) and isinstance(two, str):
        return one if one == two or _same_time(one, two) else {ONE: one, TWO: two}
    if one is None or isinstance(one, str):
        return one if two is None or isinstance(two, str) else two
    return one


def _lists(one: Sequence[Any], two: Sequence[Any]) -> list[Any]:
    if all(_key(part) is not None for part in (*one, *two)):
        first, second = ({_key(part): part for part in parts} for parts in (one, two))
        return [
            _joined(first.get(key, {}), second.get(key, {}))
            for key in _order(list(first), list(second))
        ]
    if all(isinstance(part, str) for part in (*one, *two)):
        return [_joined(*pair) for pair in zip_longest(one, two, fillvalue="")]
    return [
        _joined(first, second) if first is not None and second is not None else first or second
        for first, second in zip_longest(one, two)
    ]


def _order(one: list[Any], two: list[Any]) -> list[Any]:
    """The first order, with what only the second has where it stands there."""
    order, at = list(one), 0
    for key in two:
        if key in order:
            at = order.index(key) + 1
        else:
            order.insert(at, key)
            at += 1
    return order


def _key(part: Any) -> Any:
    """What names an entry of a list; a line of several is named by the first of them."""
    if _is_list(part):
        return _key(part[0]) if part else None
    return part.get(KEY) if isinstance(part, Mapping) else None


def _same_time(one: str, two: str) -> bool:
    return (
        one.translate(_DRESSING) == two.translate(_DRESSING)
        and _TIME.fullmatch(one) is not None
        and _TIME.fullmatch(two) is not None
    )


def _like(part: Any) -> Any:
    """What stands for a part that one language has nothing of."""
    if isinstance(part, Mapping):
        return {}
    return [] if _is_list(part) else "" if isinstance(part, str) else part


def _is_list(part: Any) -> bool:
    return isinstance(part, list | tuple)

"""A column of a list: what it is called, what it shows of a row, and how it sorts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column. Everything is asked at paint time, so a switch of language needs no new rows.

    `sort` gives a native value; without it the column sorts by its text as the language sorts.
    `status` gives (tone, icon) and makes the text a chip; `clause` gives "b", "c" or "f" and puts
    the badge before the text; `icon` gives the name of an icon before the text, `tone` its colour
    where that is not soft. `width` is in characters; the columns with `grows` share the room that
    is left. One with `spare` gives way where the room is short, the last one first; where that is
    not enough, those that grow shrink to `least` characters, if they have any. `look` is "",
    "strong" or "soft".
    """

    name: str
    title: Callable[[], str]
    text: Callable[[Any], str]
    sort: Callable[[Any], Any] | None = None
    status: Callable[[Any], tuple[str, str] | None] | None = None
    clause: Callable[[Any], str] | None = None
    icon: Callable[[Any], str] | None = None
    tone: Callable[[Any], str] | None = None
    width: int = 14
    grows: bool = False
    spare: bool = False
    least: int = 0
    right: bool = False
    look: str = ""

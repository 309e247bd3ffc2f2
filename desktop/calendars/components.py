"""What a calendar file of anybody's holds, before it is understood: components and their lines.

Files of others break every rule, so this reads line by line what can be read, and says of the
rest in which line it is. A line that is not plain goes to the `icalendar` library.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from desktop.domain.text import clean
from desktop.errors import Problem

LARGEST = 50_000_000
_MOST_ITEMS = 50_000
_DEEPEST = 12
_LONGEST_SHOWN = 60

_PLAIN = re.compile(r"([A-Za-z0-9-]+):(.*)", re.DOTALL)
_WITH_PLAIN_PARAMETERS = re.compile(
    r'([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=[^";:,^\\]*)+):(.*)', re.DOTALL
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
# Signs that reorder or hide what is read, which no text of a calendar needs.
_HIDDEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ITEMS = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY"})


@dataclass(frozen=True, slots=True)
class Line:
    """One property: its parameters by upper-case name, its value as written, and where it is."""

    value: str
    number: int
    parameters: Mapping[str, str]

    def text(self) -> str:
        """The value as a text for people: unescaped, without control or reordering signs."""
        return shown(self.unescaped())

    def unescaped(self) -> str:
        """The value with all its signs, also those that no text for people should have."""
        if "\\" not in self.value:
            return self.value
        return _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], self.value)


@dataclass(slots=True)
class Component:
    """A part of a file between BEGIN and END, with its properties by upper-case name.

    `faults` are what could not be read in it: Problem `ics_bad_line` (line, text).
    """

    name: str
    number: int
    lines: dict[str, list[Line]] = field(default_factory=dict)
    parts: list[Component] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)

    def first(self, name: str) -> Line | None:
        """The first property of that name, if there is one."""
        found = self.lines.get(name)
        return found[0] if found else None

    def raw(self, name: str) -> str:
        """The value of the first property of that name as it is written, else ""."""
        found = self.lines.get(name)
        return found[0].value.strip() if found else ""

    def text(self, name: str) -> str:
        """The first property of that name as a text for people, else ""."""
        found = self.lines.get(name)
        return found[0].text() if found else ""

    def called(self, *names: str) -> Iterator[Component]:
        """The components of these names in it, at any depth."""
        for part in self.parts:
            if part.name in names:
                yield part
            yield from part.called(*names)


def shown(text: str) -> str:
    """A text from outside as it may be shown and stored."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return clean(_HIDDEN.sub("", text))


def parse(content: bytes) -> Component:
    """A component without a name that holds all that stands in a file, several calendars too.

    Raises Problem `ics_too_large` (most, in megabytes), `ics_nested` (line) or `ics_no_calendar`
    (line, text), which is the first line that should not be there, or `ics_empty` without any.
    """
    if len(content) > LARGEST:
        raise Problem("ics_too_large", most=LARGEST // 1_000_000)
    root = Component("", 0)
    open_now = [root]
    items = 0
    for number, line in _unfolded(_decoded(content)):
        name, _, value = line.partition(":")
        name = name.strip().upper()
        if name == "BEGIN":
            part = Component(value.strip().upper(), number)
            items += part.name in _ITEMS
            if items > _MOST_ITEMS:
                raise Problem("ics_too_large", most=LARGEST // 1_000_000)
            if len(open_now) > _DEEPEST:
                raise Problem("ics_nested", line=number)
            open_now[-1].parts.append(part)
            open_now.append(part)
        elif name == "END":
            _close(open_now, value.strip().upper())
        else:
            _add(open_now[-1], line, number)
    if not content.strip():
        raise Problem("ics_empty")
    if not root.parts:
        fault = root.faults[0] if root.faults else None
        values = fault.values if fault else {"line": 1, "text": ""}
        raise Problem("ics_no_calendar", **values)
    return root


def _close(open_now: list[Component], name: str) -> None:
    """End the innermost component of that name; an END of nothing is passed over."""
    for depth in range(len(open_now) - 1, 0, -1):
        if open_now[depth].name == name:
            del open_now[depth:]
            return


def _add(component: Component, line: str, number: int) -> None:
    plain = _PLAIN.fullmatch(line)
    parameters: Mapping[str, str] = {}
    if plain is not None:
        name, value = plain[1], plain[2]
    elif (simple := _WITH_PLAIN_PARAMETERS.fullmatch(line)) is not None:
        name, value = simple[1], simple[3]
        pairs = (pair.partition("=") for pair in simple[2][1:].split(";"))
        parameters = {key.upper(): given.strip() for key, _, given in pairs}
    else:
        try:
            name, value, parameters = _by_library(line)
        except ValueError:
            text = shown(line[:_LONGEST_SHOWN])
            component.faults.append(Problem("ics_bad_line", line=number, text=text))
            return
    component.lines.setdefault(name.upper(), []).append(Line(value, number, parameters))


def _by_library(line: str) -> tuple[str, str, Mapping[str, str]]:
    from icalendar.parser import Contentline

    name, parameters, value = Contentline(line, strict=False).raw_parts()  # type: ignore[no-untyped-call]
    told = {
        str(key).upper(): given if isinstance(given, str) else ",".join(map(str, given))
        for key, given in parameters.items()
    }
    return name, value, told


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """The content lines, each with the number of the line it begins in; blank ones are left out."""
    begun, pieces = 0, list[str]()
    for number, physical in enumerate(text.split("\n"), 1):
        if physical[:1] in (" ", "\t") and pieces:
            pieces.append(physical[1:])
        elif physical and not physical.isspace():
            if pieces:
                yield begun, "".join(pieces)
            begun, pieces = number, [physical]
    if pieces:
        yield begun, "".join(pieces)


def _decoded(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or else the Latin-1 of old programs."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = _unmixed(content)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _unmixed(content: bytes) -> str:
    """A text of which not all is UTF-8: where a fold cut a sign in two, and else Latin-1."""
    joined = re.sub(rb"\r?\n[ \t](?=[\x80-\xbf])", b"", content)
    try:
        return joined.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")

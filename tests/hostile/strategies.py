"""What others might send, for hypothesis: near enough to each format to get past the first check.

Each strategy gives the bytes of one input. Most are sound files with something odd in a few
places, some have bytes changed as well, and a few know nothing of the format.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from hypothesis import strategies as st

from desktop.domain.base import Entity
from desktop.store.interchange_shape import TOP, fields_of, parts_of, schema
from desktop.store.tree import classes

Bytes = st.SearchStrategy[bytes]
Texts = st.SearchStrategy[str]
Draw = Callable[[st.SearchStrategy[Any]], Any]

ODD_TEXTS = (
    *("", "\0", "\ud800", "\u202e", "\u200b", "=1+1", "<img src='file:///x'>", '#read("/x")'),
    *("../../x", "CON", "9" * 5000, "1e999", "NaN", "x" * 100_000, "🏳️\u200d🌈" * 50, "\r\nBcc: x"),
    *("2026-02-30", "9999-12-31", "-0001-01-01", "25:61", "Mars/Olympus", "%n%s{0}", "'; --"),
)
TEXTS = st.sampled_from(ODD_TEXTS) | st.text(max_size=12)
NUMBERS = st.sampled_from((-1, 0, 2**31, 2**63, 10**400, -(10**400), 1.5, 1e308)) | st.integers()
VALUES = (
    st.none()
    | st.booleans()
    | NUMBERS
    | TEXTS
    | st.recursive(
        st.sampled_from((None, 0, "")),
        lambda part: st.lists(part, max_size=3) | st.dictionaries(TEXTS, part, max_size=2),
        max_leaves=4,
    )
)


# --- bytes -------------------------------------------------------------------------------------


@st.composite
def damaged(draw: Draw, sound: Bytes) -> bytes:
    """An input with bytes changed, missing, twice, or cut off."""
    made = bytearray(draw(sound))
    for _ in range(draw(st.sampled_from((1, 1, 2, 8)))):
        at = draw(st.integers(0, len(made)))
        some = slice(at, at + draw(st.integers(1, 64)))
        match draw(st.integers(0, 9)):
            case 9:
                del made[at:]
            case 0 | 1 | 2 | 3:
                made[some] = draw(st.binary(max_size=8))
            case 4 | 5 | 6:
                del made[some]
            case _:
                made[at:at] = made[some]
    return bytes(made)


def near(sound: Bytes) -> Bytes:
    """Inputs of a format, some of them damaged, and a few bytes that are of none."""
    return st.one_of(sound, sound, sound, damaged(sound), damaged(sound), st.binary(max_size=300))


# --- JSON --------------------------------------------------------------------------------------


@st.composite
def spoiled(draw: Draw, sound: st.SearchStrategy[Any]) -> Any:
    """A copy of what JSON holds, odd in up to three places."""
    made = json.loads(json.dumps(draw(sound)))
    for _ in range(draw(st.sampled_from((0, 0, 0, 1, 1, 2, 3)))):
        part = made
        while isinstance(part, dict | list) and part:
            name = draw(st.sampled_from(list(part) if isinstance(part, dict) else range(len(part))))
            if isinstance(part[name], dict | list) and part[name] and draw(st.integers(0, 4)):
                part = part[name]
                continue
            if isinstance(part, dict) and not draw(st.integers(0, 4)):
                part[draw(TEXTS)] = draw(VALUES)
            part[name] = draw(VALUES)
            break
    return made


@st.composite
def written(draw: Draw, value: st.SearchStrategy[Any]) -> bytes:
    """JSON with, now and then, what only a hand or a program of others writes."""
    kept = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        text = json.dumps(draw(value), ensure_ascii=draw(st.booleans()))
    finally:
        sys.set_int_max_str_digits(kept)
    match draw(st.integers(0, 30)):  # the smallest are drawn most
        case 30:
            text = "[" * draw(st.sampled_from((50, 5_000, 200_000))) + text
        case 29:
            text = text.replace("{", '{"a": 1, "a": 2, ', 1)
        case 28:
            text = text.replace(": ", ": " + "9" * 6000 + ", ", 1)
        case 27:
            odd = draw(st.sampled_from(("NaN", "-Infinity", "1e999")))
            text = re.sub(r"\d+", odd, text, count=1)
        case 26:
            text = "\ufeff" + text
    return text.encode(errors="surrogatepass")


@st.composite
def offices(draw: Draw) -> dict[str, Any]:
    """A small office in the interchange format: sound in itself but for a few fields."""
    document = {name: draw(value) for name, value in _HEAD.items()}
    for name in draw(st.lists(st.sampled_from(list(TOP)), min_size=1, max_size=4, unique=True)):
        document[name] = draw(st.lists(_record(classes()[TOP[name]], 0), max_size=2))
    _identify(draw, document)
    return document


_HEAD: dict[str, st.SearchStrategy[Any]] = {
    "format": st.just("kakehashi-office"),
    "version": st.just(1),
}
# Of what no schema says more than that it is a text.
_PLAUSIBLE = {
    "zone": st.sampled_from(("Asia/Tokyo", "Europe/Copenhagen", "UTC", "Mars/Olympus")),
    "date": st.dates().map(str) | st.just("2026-02-30"),
    "uuid": st.just(""),  # is set when all records are there
}
_DEEPEST = 3


def _from_schema(rule: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that one rule of the schema lets pass."""
    if "$ref" in rule:
        return _from_schema(_SCHEMA["definitions"][rule["$ref"].rpartition("/")[2]])
    if "enum" in rule:
        return st.sampled_from(rule["enum"])
    match rule["type"]:
        case "object":
            names = {name: _from_schema(one) for name, one in rule["properties"].items()}
            return st.fixed_dictionaries({}, optional=names)
        case "array":
            return st.lists(_from_schema(rule["items"]), max_size=2)
        case "integer":
            return st.integers(rule["minimum"], rule["maximum"])
        case "number":
            return st.floats(rule["minimum"], rule["maximum"])
        case "boolean":
            return st.booleans()
    if rule.get("format") in _PLAUSIBLE:
        return _PLAUSIBLE[rule["format"]]
    if "pattern" in rule:
        return st.from_regex(re.compile(rule["pattern"], re.ASCII), fullmatch=True)
    return TEXTS


_SCHEMA = schema()
_known: dict[tuple[type[Entity], int], st.SearchStrategy[Any]] = {}


def _record(cls: type[Entity], depth: int) -> st.SearchStrategy[Any]:
    """A record of a class with its parts, identities and links still empty."""
    if (cls, depth) not in _known:
        rule = _SCHEMA["definitions"][cls.__tablename__]
        fields = {one.name: _from_schema(rule["properties"][one.name]) for one in fields_of(cls)}
        needed = {name: fields.pop(name) for name in rule["required"] if name in fields}
        parts = {part.name: _few(part.cls, depth + 1) for part in parts_of(cls) if depth < _DEEPEST}
        _known[cls, depth] = _some_of(needed, fields | parts)
    return _known[cls, depth]


def _few(cls: type[Entity], depth: int) -> st.SearchStrategy[Any]:
    return st.lists(st.deferred(lambda: _record(cls, depth)), max_size=2)


@st.composite
def _some_of(
    draw: Draw, needed: dict[str, st.SearchStrategy[Any]], others: dict[str, st.SearchStrategy[Any]]
) -> dict[str, Any]:
    """An object with a few of its optional fields: one with all would be slow to draw."""
    some = st.lists(st.sampled_from(sorted(others)), max_size=4, unique=True)
    names = draw(some) if others else []
    return {name: draw(one) for name, one in (needed | {n: others[n] for n in names}).items()}


def _identify(draw: Draw, document: dict[str, Any]) -> None:
    """Give each record its identity, and let each link mean a record of its kind, if there is one.

    Where there is none, the link is left out, or now and then means nothing.
    """
    numbers = count(1)
    by_kind: dict[str, list[str]] = {}
    for cls, record in _walk(document):
        record["id"] = f"00000000-0000-4000-8000-{next(numbers):012}"
        by_kind.setdefault(cls.__tablename__, []).append(record["id"])
    for cls, record in _walk(document):
        for one in fields_of(cls):
            if one.form == "link" and one.name in record:
                there = by_kind.get(one.target)
                if there and draw(st.integers(0, 9)):
                    record[one.name] = draw(st.sampled_from(there))
                elif one.column.nullable and draw(st.integers(0, 9)):
                    del record[one.name]
                else:
                    record[one.name] = f"00000000-0000-4000-8000-{0:012}"


def _walk(document: dict[str, Any]) -> Iterator[tuple[type[Entity], dict[str, Any]]]:
    def below(cls: type[Entity], record: dict[str, Any]) -> Iterator[tuple[type[Entity], Any]]:
        yield cls, record
        for part in parts_of(cls):
            for one in record.get(part.name, ()):
                yield from below(part.cls, one)

    for name, kind in TOP.items():
        for record in document.get(name, ()):
            yield from below(classes()[kind], record)


def json_like(sound: st.SearchStrategy[Any]) -> Bytes:
    """JSON that is near to sound documents."""
    return near(written(spoiled(sound)))


# --- what is pasted ----------------------------------------------------------------------------

_CELLS = TEXTS | st.sampled_from(
    (
        *(
            "Ida Prøvesen",
            "架空山 光",
            "Kakū, Hikaru",
            "ida@example.org",
            "<a@b.dk>",
            "+45 00 00 00",
        ),
        *("90", "1 h 30", "1½ h", "1時間半", "½", "٣", "must", "必須", "9" * 5000 + " min", "²"),
        *(
            "Name",
            "E-mail",
            "氏名",
            "Varighed",
            "DK",
            "日本",
            "31.12.2030",
            "令和9年13月40日",
            '"',
            '""',
        ),
        *("PROF.", "団長", "x;y", "a,b", "㍻", '"', '""', "2030-02-30", "1/1/0001", "Σ" * 300),
    )
)


def _table(mark: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    rows = st.lists(st.lists(_CELLS, min_size=1, max_size=5), max_size=6)
    return st.builds(
        lambda rows, mark, end: end.join(mark.join(row) for row in rows),
        rows,
        mark,
        st.sampled_from(("\n", "\r\n", "\r", "\x85", "\u2028")),
    )


PASTED = near(
    _table(st.sampled_from(("\t", "\t", ";", ",", "  "))).map(
        lambda text: text.encode(errors="surrogatepass")
    )
)


# --- settings ----------------------------------------------------------------------------------

_TOML = st.sampled_from(
    (
        *("inf", "nan", "-nan", "9" * 6000, "[" * 20_000, '"\\ud800"', "2026-02-30", "{a.b=1}"),
        *("[true]", "0x" + "f" * 400, "'''", '""', "1e400", "07:99:00", "{}", "[[], {}]", "true"),
        *('{"/a" = 2026-11-23}', "{a = [1, 2]}", '["\\u0000"]', "-1", "0", "1970-01-01T00:00:00Z"),
    )
)


def settings_like(sound: bytes, names: list[str]) -> Bytes:
    """Settings of which some stand twice, are of another kind, or are no TOML."""
    line = st.builds("{} = {}".format, st.sampled_from(names) | TEXTS, _TOML)
    text = st.lists(line, max_size=4).map(
        lambda lines: "\n".join(lines).encode(errors="surrogatepass")
    )
    return near(st.one_of(text, text.map(lambda some: sound + some)))

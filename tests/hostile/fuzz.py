"""Throws inputs at everything that reads what somebody else wrote; `--minutes N` for long.

Each target reads one input in a folder of its own. It may take it or raise `Problem`; anything
else is a fault of ours, as is an input that takes longer than `SLOWEST`, which ends the run with
the stack of where it hangs. Prints how many inputs there were of each kind.
"""

import argparse
import contextlib
import faulthandler
import json
import logging
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from desktop.calendars import incoming
from desktop.documents.house_folder import STYLE, read_house
from desktop.domain.base import Entity
from desktop.errors import Problem
from desktop.settings import load
from desktop.store import directory, lists
from desktop.store.identify import check_sound
from desktop.store.interchange import import_office
from desktop.store.interchange_shape import TOP, fields_of, parts_of
from desktop.store.keys import Keys, keys_path, read_keys
from desktop.store.office import OfficeFile
from desktop.store.tree import classes
from tests.hostile.kit import demo
from tests.store.kit import rows

SLOWEST = 30.0  # seconds; generous, for a machine that has much else to do
ODD_TEXTS = (
    *("", "\0", "\ud800", "\u202e", "\u200b", "=1+1", "<img src='file:///x'>", '#read("/x")'),
    *("../../x", "CON", "9" * 5000, "1e999", "NaN", "x" * 100_000, "🏳️\u200d🌈" * 50, "\r\nBcc: x"),
    *("2026-02-30", "9999-12-31", "-0001-01-01", "25:61", "Mars/Olympus", "%n%s{0}", "'; --"),
)
ODD_VALUES: tuple[Any, ...] = (
    *(None, True, -1, 0, 2**31, 2**63, 10**400, 1.5, 1e308, [], {}, [[]], {"": None}),
    *ODD_TEXTS,
)
ICS_LINES = (
    *("BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VTIMEZONE"),
    *("RRULE:FREQ=SECONDLY", "RRULE:FREQ=YEARLY;UNTIL=99991231T235959Z", "RDATE:20270419", ":"),
    *("DTSTART:99991231T235959Z", "DTSTART;TZID=Mars:20270419T090000", "DTEND:00010101T000000"),
    *("DTSTART;VALUE=DATE:20270230", "DURATION:P999999999D", "DURATION:-PT1S", "SEQUENCE:-1"),
    *('ATTENDEE;CN="a":mailto:a@example.org', "SUMMARY;LANGUAGE=xx:\\", "X" * 70_000 + ":y"),
    *("TZOFFSETFROM:+9999", "TZID:Mars", "BEGIN:STANDARD", "RECURRENCE-ID:x", "METHOD:CANCEL"),
    *("SUMMARY:NH 215 HND-CPH", "LOCATION:" + "\\," * 5000, "UID:", "CATEGORIES:,,,", " folded"),
)

Target = Callable[[bytes, Path], None]
Rand = random.Random


def json_import(content: bytes, folder: Path) -> None:
    """Import into an office; one that is refused leaves every row as it was."""
    path = folder / "office.kakehashi"
    office = OfficeFile.open(path)
    before = rows(path)
    try:
        import_office(office, content)
    except Problem:
        assert rows(path) == before, "a refused import left something"
        raise
    finally:
        office.close()


def ics_import(content: bytes, folder: Path) -> None:
    """Read a calendar file."""
    incoming.read(content)


def office_file(content: bytes, folder: Path) -> None:
    """Open an office file, and look at what the window shows first."""
    path = folder / "foreign.kakehashi"
    path.write_bytes(content)
    office = OfficeFile.open(path)
    try:
        check_sound(path)
        office.undo_label()
        with office.reading() as session:
            for listed in (directory.people, directory.places, lists.delegations, lists.exchanges):
                listed(session)
    finally:
        office.close()


def key_file(content: bytes, folder: Path) -> None:
    """Read a key file, and try it with a secret; no passphrase, which is slow on purpose."""
    path = folder / "foreign.kakehashi"
    keys_path(path).write_bytes(content)
    read_keys(path).unlock_remembered("computer", bytes(32))


def settings_file(content: bytes, folder: Path) -> None:
    """Read settings; whatever they are, there are some."""
    path = folder / "settings.toml"
    path.write_bytes(content)
    load(path)


def house_style(content: bytes, folder: Path) -> None:
    """Read how an office wants its papers."""
    (folder / STYLE).write_bytes(content)
    read_house(folder)


TARGETS: dict[str, Target] = {
    "json import": json_import,
    "ics import": ics_import,
    "office file": office_file,
    "key file": key_file,
    "settings": settings_file,
    "house style": house_style,
}


class Seeds:
    """One sound input of each kind, from which spoiled ones are made."""

    def __init__(self, folder: Path) -> None:
        office = OfficeFile.create(folder / "office.kakehashi")
        office.close()
        self.office = (folder / "office.kakehashi").read_bytes()
        with OfficeFileOf(folder / "full.kakehashi") as full:
            import_office(full, json.dumps(demo()))
        self.full = (folder / "full.kakehashi").read_bytes()
        encrypted = OfficeFile.create(folder / "locked.kakehashi", passphrase="a passphrase")
        assert encrypted.key is not None
        keys, _secret = read_keys(encrypted.path).with_computer(encrypted.key, "computer")
        encrypted.close()
        self.keys = _keys_json(keys)
        self.demo = demo()
        load(folder / "settings.toml")
        self.settings = (folder / "settings.toml").read_bytes()

    def structured(self, kind: str, rand: Rand) -> bytes:
        """An input that looks right and is odd in some places."""
        if kind == "json import":
            return _json(_spoiled(_some(self.demo, rand), rand), rand)
        if kind == "key file":
            return _json(_spoiled(self.keys, rand), rand)
        if kind == "house style":
            style = {"accent": "plum", "letterhead": {"en": ["a", "b"]}, "wording": {"x": {}}}
            return _json(_spoiled(style, rand), rand)
        if kind == "ics import":
            chosen = [rand.choice(ICS_LINES) for _ in range(rand.randrange(60))]
            lines = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "DTSTART:20270419T090000Z", *chosen]
            return "\r\n".join(lines).encode()
        if kind == "settings":
            return _damaged(self.settings + b"grid_hour = " + _toml(rand), rand)
        return _damaged(self.full if rand.random() < 0.3 else self.office, rand)

    def raw(self, kind: str, rand: Rand) -> bytes:
        """Bytes that know nothing of the kind, or a sound input with bytes changed."""
        if rand.random() < 0.3:
            return rand.randbytes(rand.randrange(2000))
        sound = {
            "json import": json.dumps(self.demo).encode()[: rand.randrange(1, 100_000)],
            "key file": json.dumps(self.keys).encode(),
            "settings": self.settings,
            "house style": b'{"accent": "plum", "footer": {"da": "x"}}',
            "ics import": "\r\n".join(ICS_LINES).encode(),
            "office file": self.office,
        }[kind]
        return _damaged(sound, rand)


@contextlib.contextmanager
def OfficeFileOf(path: Path) -> Iterator[OfficeFile]:  # noqa: N802 (stands for the class)
    """A new office file, closed at the end."""
    office = OfficeFile.create(path)
    try:
        yield office
    finally:
        office.close()


def run(kind: str, seeds: Seeds, rand: Rand, folder: Path) -> str:
    """Throw one input at one target; gives what became of it, raises what should not be."""
    content = seeds.structured(kind, rand) if rand.random() < 0.7 else seeds.raw(kind, rand)
    work = folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    if kind == "json import":
        (work / "office.kakehashi").write_bytes(seeds.office)
    faulthandler.dump_traceback_later(SLOWEST, exit=True)
    try:
        TARGETS[kind](content, work)
    except Problem as problem:
        return problem.code
    except BaseException:
        kept = Path(tempfile.gettempdir()) / f"fuzz-{kind.replace(' ', '-')}.bin"
        kept.write_bytes(content)
        sys.stderr.write(f"{kind}: an input that breaks it is kept as {kept}\n")
        raise
    finally:
        faulthandler.cancel_dump_traceback_later()
    return "taken"


def _keys_json(keys: Keys) -> dict[str, Any]:
    from desktop.store.keys import dump_keys

    told: dict[str, Any] = json.loads(dump_keys(keys))
    return told


def _some(document: dict[str, Any], rand: Rand) -> dict[str, Any]:
    """A few records of an office, mostly without what they refer to, so that many are sound."""
    few = {
        name: [
            _alone(classes()[TOP[name]], one, keep=rand.random() < 0.2)
            for one in rand.sample(value, min(len(value), rand.randrange(4)))
        ]
        if name in TOP
        else value
        for name, value in document.items()
    }
    return json.loads(json.dumps(few))  # type: ignore[no-any-return]


def _alone(cls: type[Entity], record: dict[str, Any], *, keep: bool) -> dict[str, Any]:
    links = {one.name for one in fields_of(cls) if one.form == "link"}
    made = {name: value for name, value in record.items() if keep or name not in links}
    for part in parts_of(cls):
        bound = any(one.form == "link" and not one.column.nullable for one in fields_of(part.cls))
        if bound and not keep:
            made.pop(part.name, None)
        if part.name in made:
            made[part.name] = [_alone(part.cls, one, keep=keep) for one in made[part.name]]
    return made


def _spoiled(document: Any, rand: Rand) -> Any:
    """A copy of what JSON holds, odd in up to four places."""
    made = json.loads(json.dumps(document))
    for _ in range(rand.randrange(5)):
        part = made
        for _depth in range(rand.randrange(1, 9)):
            names = list(part) if isinstance(part, dict) else list(range(len(part)))
            if not names:
                break
            name = rand.choice(names)
            if isinstance(part[name], dict | list) and part[name] and rand.random() < 0.8:
                part = part[name]
                continue
            if isinstance(part, dict) and rand.random() < 0.2:
                part[str(rand.choice(ODD_TEXTS))] = rand.choice(ODD_VALUES)
            part[name] = rand.choice(ODD_VALUES)
            break
    return made


def _json(value: Any, rand: Rand) -> bytes:
    """JSON with, now and then, what only a hand or a program of others writes."""
    sys.set_int_max_str_digits(0)
    text = json.dumps(value, ensure_ascii=rand.random() < 0.5)
    sys.set_int_max_str_digits(4300)
    odd = rand.random()
    if odd < 0.03:
        text = "[" * rand.choice((50, 5_000, 200_000)) + text
    elif odd < 0.06:
        text = text.replace("{", '{"a": 1, "a": 2, ', 1)
    elif odd < 0.09:
        text = text.replace(": ", ": " + "9" * 6000 + ", ", 1)
    return text.encode(errors="surrogatepass")


def _toml(rand: Rand) -> bytes:
    odd = ("inf", "nan", "9" * 6000, "[" * 20_000, '"\\ud800"', "2026-02-30", "{a.b=1}", "[true]")
    return rand.choice(odd).encode() + b"\n"


def _damaged(content: bytes, rand: Rand) -> bytes:
    """Bytes of which some are others, missing, twice, or cut off."""
    made = bytearray(content)
    for _ in range(rand.choice((1, 2, 8, 40))):
        at = rand.randrange(len(made) + 1)
        match rand.randrange(5):
            case 0 if made:
                made[at % len(made)] = rand.randrange(256)
            case 1:
                del made[at : at + rand.randrange(1, 64)]
            case 2:
                made[at:at] = made[at : at + rand.randrange(1, 64)]
            case 3:
                made[at : at + 8] = rand.randbytes(8)
            case 4 if rand.random() < 0.1:
                del made[at:]
    return bytes(made)


def main() -> None:
    """Fuzz all targets in turn for some minutes, and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=TARGETS)
    options = parser.parse_args()
    logging.getLogger("desktop").setLevel(logging.CRITICAL)
    rand = Rand(options.seed)
    counts: Counter[tuple[str, str]] = Counter()
    slowest: dict[str, float] = dict.fromkeys(TARGETS, 0.0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seeds = Seeds(folder)
        end = time.monotonic() + options.minutes * 60
        while time.monotonic() < end:
            for kind in [options.only] if options.only else TARGETS:
                begun = time.monotonic()
                counts[kind, run(kind, seeds, rand, folder)] += 1
                slowest[kind] = max(slowest[kind], time.monotonic() - begun)
    for kind in TARGETS:
        told = {code: n for (one, code), n in counts.items() if one == kind}
        total, most = sum(told.values()), slowest[kind]
        sys.stdout.write(f"{kind}: {total} inputs, slowest {most:.2f} s, {told}\n")
    sys.stdout.write(f"together: {sum(counts.values())} inputs\n")


if __name__ == "__main__":
    main()

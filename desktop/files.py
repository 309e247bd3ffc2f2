"""Files in and out: opened with care, named so that every system takes them, written whole."""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from desktop.errors import Problem

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u2028\u2029]+')
# Windows keeps these names for devices, whatever the ending.
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])(\.|$)", re.IGNORECASE)
_LONGEST = 120
# Most systems count the bytes of a name, up to 255; a number and an ending want room, too.
_MOST_BYTES = 200
# The earliest that a zip can say: the same files always give the same bytes.
_NO_DAY = (1980, 1, 1, 0, 0, 0)


def open_ordinary(path: Path) -> BinaryIO:
    """Open a file of somebody else's to be read, without ever waiting for what is no file.

    A pipe would keep its reader waiting for good, and a device gives without end. Raises OSError
    as `open` does, a folder too, and Problem `file_not_ordinary` (path).
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags)
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(mode):
            raise Problem("file_not_ordinary", path=str(path))
    except BaseException:
        os.close(handle)
        raise
    return os.fdopen(handle, "rb")


@dataclass(frozen=True, slots=True)
class Part:
    """One file of several."""

    name: str
    content: bytes


def file_name(title: str, ending: str) -> str:
    """A name for a file that every system takes, made of a title."""
    title = unicodedata.normalize("NFC", title)
    visible = "".join(char for char in title if unicodedata.category(char) not in ("Cf", "Cs"))
    name = " ".join(_UNSAFE.sub(" ", visible).split())[:_LONGEST]
    name = name.encode()[:_MOST_BYTES].decode(errors="ignore").strip(" .")
    if not name or _DEVICES.match(name):
        name = f"kakehashi {name}".strip()
    return name + ending


def distinct(names: Iterable[str]) -> list[str]:
    """The same names, of which those that some system takes for one another get a number."""
    seen: set[str] = set()
    found = []
    for name in names:
        stem, dot, ending = name.rpartition(".")
        number, free = 1, name
        while free.casefold() in seen:
            number += 1
            free = f"{stem} ({number}){dot}{ending}"
        seen.add(free.casefold())
        found.append(free)
    return found


def zipped(parts: Sequence[Part]) -> bytes:
    """All parts as one zip file; the same parts give the same bytes."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for part in parts:
            entry = ZipInfo(part.name, _NO_DAY)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, part.content)
    return out.getvalue()


def taken(folder: Path, names: Iterable[str]) -> list[str]:
    """Those of the names that stand in a folder already, if only as a link to nowhere."""
    return [name for name in names if os.path.lexists(folder / name)]


def write_part(folder: Path, part: Part) -> None:
    """Write one part into a folder, whole or not at all; a link of its name gives way to it.

    Raises Problem `file_unwritable` (path, reason) when it cannot be written.
    """
    path = folder / part.name
    # Made anew, whatever lies there: nobody may have us write through a link of theirs.
    partial = folder / f".{uuid4()}.part"
    try:
        with partial.open("xb") as file:
            file.write(part.content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        settle(folder)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Problem("file_unwritable", path=str(path), reason=reason) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def settle(folder: Path) -> None:
    """Have the names in a folder outlive a power cut, where the system keeps them apart."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_file(path: Path, content: bytes) -> None:
    """Write a file so that either the old or the whole new one is there; as `write_part` does."""
    write_part(path.parent, Part(path.name, content))


def write_parts(folder: Path, parts: Iterable[Part]) -> None:
    """Write all parts into a folder, each as `write_part` does."""
    for part in parts:
        write_part(folder, part)

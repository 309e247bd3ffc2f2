"""What is typed and not stored yet, kept beside the office file until it is.

`.office.kakehashi.draft` is there only while something is being typed, and after the program ended
in the middle of it, or was locked over a box that is not opened again yet. It is encrypted
(AES-256-GCM) when the office file is, by a key of its own that is derived from the file's. Whatever
cannot be read there is no draft of ours, and is removed.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import stat
import threading
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.store.cipher import Key
from desktop.store.log import Change
from desktop.store.tree import classes, is_owner, keys, kind_of, record_of

_log = logging.getLogger(__name__)
VERSION = 1
LARGEST = 4_000_000  # bytes of the file
MOST = 100  # drafts in it
_NONCE = 12
_SEAL = b"kakehashi drafts 1"


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the lines of one field of one entity; its id is "" while it is new.

    `before` marks the value that the field had in the file, and `after` the value that the texts
    say, "" where they cannot be read. `label` is what the field was called.
    """

    kind: str
    entity_id: str
    field: str
    label: str
    texts: Mapping[str, str]
    before: str
    after: str

    @classmethod
    def of(cls, values: Any) -> Self:
        """A draft as a file holds it. Raises ValueError when it is none."""
        texts = values.get("texts") if isinstance(values, dict) else None
        names = {"kind", "entity_id", "field", "label", "texts", "before", "after"}
        if (
            not isinstance(texts, dict)
            or values.keys() != names
            or not all(isinstance(values[name], str) for name in names - {"texts"})
            or not all(isinstance(text, str) for text in texts.values())
        ):
            raise ValueError("no draft")
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Where:
    """The record that is opened to lead to an entity; its part is "" where it is the record."""

    kind: str
    record: str
    part: str


def find(session: Session, kind: str, entity_id: str) -> Where | None:
    """Where an entity is; None when it is not there any more."""
    cls = classes().get(kind)
    entity = None if cls is None or not entity_id else session.get(cls, entity_id)
    if entity is None:
        return None
    record = record_of(entity, session.get)
    return Where(kind_of(record), record.id, "" if record is entity else entity.id)


def is_record(kind: str) -> bool:
    """Whether a kind of entity stands alone, and is no part of another."""
    cls = classes().get(kind)
    return cls is not None and not any(is_owner(column) for column in keys(cls))


def was_here(session: Session, entity_id: str) -> bool:
    """Whether the file ever held an entity, if only until it was deleted."""
    known = select(Change.seq).where(Change.entity_id == entity_id).limit(1)
    return session.scalar(known) is not None


def draft_path(office: Path) -> Path:
    """Where the drafts of an office file lie."""
    return office.with_name(f".{office.name}.draft")


def drop_drafts(office: Path, key: Key | None, ids: Collection[str]) -> None:
    """Leave nothing that was typed about entities that were erased; no window has the file open."""
    file = DraftFile(office, key)
    file.want([one for one in file.read() if one.entity_id not in ids])
    file.settle()


class DraftFile:
    """The drafts of one office file. What cannot be written is told to the log alone.

    `want` says what is to be in the file, `settle` brings it there; that may be called on any
    thread, and the last that was wanted counts.
    """

    def __init__(self, office: Path, key: Key | None) -> None:
        self.path = draft_path(office)
        # What seals drafts, and not the key itself, which goes when the office file is closed.
        self._by = None if key is None else key.derived("drafts")
        self._lock = threading.Lock()
        self._wanted: tuple[Draft, ...] = ()
        self._written: tuple[Draft, ...] | None = None

    def read(self) -> list[Draft]:
        """The drafts that were left here; a file that is none of ours is removed."""
        try:
            if not stat.S_ISREG(self.path.lstat().st_mode):
                raise ValueError("no file")
            with self.path.open("rb") as file:
                content = file.read(LARGEST + 1)
            return self._unsealed(content)
        except FileNotFoundError:
            return []
        except (OSError, ValueError, RecursionError) as fault:
            _log.info("no drafts: %s", type(fault).__name__)
            self._remove()
            return []

    def want(self, drafts: Sequence[Draft]) -> bool:
        """Say what is to be in the file; tells whether that is something else than before."""
        self._wanted = tuple(drafts)
        return self._wanted != self._written

    def settle(self) -> None:
        """Write what is wanted, whole or not at all; a file with no draft in it is removed."""
        with self._lock:
            wanted = self._wanted
            if wanted == self._written:
                return
            try:
                if wanted:
                    self._write(self._sealed(wanted))
                else:
                    self._remove()
                self._written = wanted
            except (OSError, ValueError) as fault:
                _log.info("draft not written: %s", type(fault).__name__)

    def _sealed(self, drafts: Sequence[Draft]) -> bytes:
        told = {"version": VERSION, "drafts": [asdict(draft) for draft in drafts[-MOST:]]}
        content = json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
        if self._by is not None:
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM

            nonce = secrets.token_bytes(_NONCE)
            content = nonce + AESGCM(self._by).encrypt(nonce, content, _SEAL)
        if len(content) > LARGEST:
            raise ValueError("too much")
        return content

    def _unsealed(self, content: bytes) -> list[Draft]:
        """Raises ValueError for whatever `_sealed` did not make, with this key."""
        if len(content) > LARGEST:
            raise ValueError("too much")
        if self._by is not None:
            from cryptography.exceptions import InvalidTag
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM

            try:
                nonce, sealed = content[:_NONCE], content[_NONCE:]
                content = AESGCM(self._by).decrypt(nonce, sealed, _SEAL)
            except InvalidTag as error:
                raise ValueError("not our seal") from error
        told = json.loads(content.decode("utf-8", "surrogatepass"))
        if not isinstance(told, dict) or told.get("version") != VERSION:
            raise ValueError("not our version")
        drafts = told.get("drafts")
        if not isinstance(drafts, list) or len(drafts) > MOST:
            raise ValueError("no drafts")
        return [Draft.of(draft) for draft in drafts]

    def _write(self, content: bytes) -> None:
        # Always the same name, so that a program that is ended here leaves nothing to collect.
        partial = self.path.with_name(self.path.name + ".new")
        with suppress(FileNotFoundError):
            partial.unlink()
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(self.path)

    def _remove(self) -> None:
        for path in (self.path, self.path.with_name(self.path.name + ".new")):
            with suppress(OSError):
                path.unlink(missing_ok=True)


_BINARY = getattr(os, "O_BINARY", 0)  # Windows would write other line ends

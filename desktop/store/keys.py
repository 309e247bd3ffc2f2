"""The key file beside an encrypted office file: its key, wrapped once per way to open it.

`office.keys` is JSON. The key itself stands in no file: a slot holds it encrypted (AES-256-GCM) by
what only the officer has, a passphrase (through Argon2id, RFC 9106) or a secret that the
computer's own keyring keeps. The printed recovery sheet is the key, so it opens an office file
also where the key file is lost.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
import unicodedata
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Self

from desktop.errors import Problem
from desktop.files import write_file
from desktop.store.cipher import KEY_BYTES, Key

VERSION = 1
_LARGEST = 100_000  # bytes of a key file; ours have about a thousand
# RFC 9106 §4 asks for 64 MiB and three passes where memory is scarce.
_MEMORY_KIB, _PASSES, _LANES = 64 * 1024, 3, 4
# What a file from elsewhere may ask of this computer.
_MOST_MEMORY_KIB, _MOST_PASSES, _MOST_LANES = 1024 * 1024, 20, 64
SECRET_BYTES = 32
_CHECK_BYTES = 3
_LOOKALIKES = str.maketrans({"0": "O", "1": "I", "8": "B"})


@dataclass(frozen=True, slots=True)
class PassphraseSlot:
    """The key wrapped by a passphrase; bytes are base64."""

    salt: str
    nonce: str
    wrapped: str
    memory_kib: int = _MEMORY_KIB
    passes: int = _PASSES
    lanes: int = _LANES


@dataclass(frozen=True, slots=True)
class ComputerSlot:
    """The key wrapped by a secret that the keyring of one computer keeps."""

    computer: str
    nonce: str
    wrapped: str


@dataclass(frozen=True, slots=True)
class Keys:
    """What a key file says. `printed` is the day on which the recovery sheet was last printed."""

    fingerprint: str
    passphrase: PassphraseSlot
    computers: tuple[ComputerSlot, ...] = ()
    printed: date | None = None

    @classmethod
    def new(cls, key: Key, passphrase: str) -> Self:
        """Keys of a new office file, opened by a passphrase."""
        return cls(key.fingerprint(), _wrap(key, passphrase))

    def unlock(self, passphrase: str) -> Key:
        """The key, by its passphrase; takes some tenths of a second on purpose.

        Raises Problem `passphrase_wrong` or `keys_damaged`.
        """
        slot = self.passphrase
        try:
            by = _from_passphrase(passphrase, slot)
            return self._opened(by, slot.nonce, slot.wrapped)
        except ValueError as error:
            raise Problem("keys_damaged") from error
        except LookupError as error:
            raise Problem("passphrase_wrong") from error

    def unlock_remembered(self, computer: str, secret: bytes) -> Key | None:
        """The key, by what this computer's keyring kept; None when that is of no use any more."""
        for slot in self.computers:
            if slot.computer == computer:
                try:
                    return self._opened(secret, slot.nonce, slot.wrapped)
                except (ValueError, LookupError):
                    return None
        return None

    def with_passphrase(self, key: Key, passphrase: str) -> Keys:
        """The same key behind another passphrase; computers that remember it are forgotten."""
        return replace(self, passphrase=_wrap(key, passphrase), computers=())

    def with_computer(self, key: Key, computer: str) -> tuple[Keys, bytes]:
        """Let one computer open the file; gives the secret that its keyring has to keep."""
        secret = secrets.token_bytes(SECRET_BYTES)
        nonce, wrapped = _encrypt(secret, key)
        others = self.without_computer(computer).computers
        slot = ComputerSlot(computer, nonce, wrapped)
        return replace(self, computers=(*others, slot)), secret

    def without_computer(self, computer: str) -> Keys:
        """Let one computer not open the file any more."""
        others = tuple(slot for slot in self.computers if slot.computer != computer)
        return replace(self, computers=others)

    def with_printed(self, on: date) -> Keys:
        """Remember that the recovery sheet was printed."""
        return replace(self, printed=on)

    def _opened(self, by: bytes, nonce: str, wrapped: str) -> Key:
        key = Key(_decrypt(by, nonce, wrapped))
        if key.fingerprint() != self.fingerprint:
            raise ValueError("the key is of another file")
        return key


def keys_path(office: Path) -> Path:
    """Where the key file of an office file lies: beside it, under the same name."""
    return office.with_suffix(".keys")


def read_keys(office: Path) -> Keys:
    """The key file of an office file.

    Raises Problem `keys_missing`, `keys_newer`, `keys_damaged` or `keys_unreadable` (path).
    """
    path = keys_path(office)
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise Problem("keys_missing", path=str(path)) from error
    except OSError as error:
        raise Problem("keys_unreadable", path=str(path), reason=error.strerror) from error
    try:
        return _parse(content)
    except Problem as problem:
        raise Problem(problem.code, path=str(path)) from problem


def write_keys(office: Path, keys: Keys) -> None:
    """Put a key file in its place in one step; Problem `file_unwritable`."""
    write_file(keys_path(office), dump_keys(keys))


def dump_keys(keys: Keys) -> bytes:
    """A key file as it is written."""
    table = {"kakehashi_keys": VERSION, **asdict(keys)}
    table["printed"] = keys.printed.isoformat() if keys.printed else None
    return json.dumps(table, indent=2).encode() + b"\n"


def recovery_code(key: Key) -> str:
    """The key as it is printed: 56 letters and digits in groups of four, the last ones a check."""
    check = hashlib.sha256(key.raw).digest()[:_CHECK_BYTES]
    text = base64.b32encode(key.raw + check).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def key_of_code(code: str) -> Key:
    """The key from what was typed off a recovery sheet, however it is spaced.

    Raises Problem `recovery_code_wrong` when a character is missing or mistaken.
    """
    typed = unicodedata.normalize("NFKC", code).upper()
    letters = "".join(char for char in typed if char.isalnum()).translate(_LOOKALIKES)
    try:
        content = base64.b32decode(letters)
    except (binascii.Error, ValueError) as error:
        raise Problem("recovery_code_wrong") from error
    raw, check = content[:KEY_BYTES], content[KEY_BYTES:]
    if len(raw) != KEY_BYTES or hashlib.sha256(raw).digest()[:_CHECK_BYTES] != check:
        raise Problem("recovery_code_wrong")
    return Key(raw)


def _parse(content: bytes) -> Keys:
    try:
        table: Any = json.loads(content) if len(content) <= _LARGEST else None
        if table["kakehashi_keys"] > VERSION:
            raise Problem("keys_newer")
        slot = PassphraseSlot(**table["passphrase"])
        computers = tuple(ComputerSlot(**one) for one in table["computers"])
        printed = date.fromisoformat(table["printed"]) if table["printed"] else None
        keys = Keys(table["fingerprint"], slot, computers, printed)
        texts = [keys.fingerprint, slot.salt, slot.nonce, slot.wrapped]
        texts += [text for one in computers for text in (one.computer, one.nonce, one.wrapped)]
        sizes = (
            (slot.memory_kib, _MOST_MEMORY_KIB),
            (slot.passes, _MOST_PASSES),
            (slot.lanes, _MOST_LANES),
        )
        fits = all(type(size) is int and 0 < size <= most for size, most in sizes)
        if not fits or not all(isinstance(text, str) for text in texts):
            raise ValueError("a value is of the wrong kind")
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise Problem("keys_damaged") from error
    return keys


def _wrap(key: Key, passphrase: str) -> PassphraseSlot:
    slot = PassphraseSlot(_text(secrets.token_bytes(16)), "", "")
    nonce, wrapped = _encrypt(_from_passphrase(passphrase, slot), key)
    return replace(slot, nonce=nonce, wrapped=wrapped)


def _from_passphrase(passphrase: str, slot: PassphraseSlot) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    # The same characters typed by another keyboard or in half width are the same passphrase.
    text = unicodedata.normalize("NFKC", passphrase).encode(errors="surrogatepass")
    derive = Argon2id(
        salt=_bytes(slot.salt),
        length=KEY_BYTES,
        iterations=slot.passes,
        lanes=slot.lanes,
        memory_cost=slot.memory_kib,
    )
    return derive.derive(text)


def _encrypt(by: bytes, key: Key) -> tuple[str, str]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(12)
    return _text(nonce), _text(AESGCM(by).encrypt(nonce, key.raw, None))


def _decrypt(by: bytes, nonce: str, wrapped: str) -> bytes:
    """Raises LookupError when the secret is not the right one, ValueError for damage."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(by).decrypt(_bytes(nonce), _bytes(wrapped), None)
    except InvalidTag as error:
        raise LookupError("not the right secret") from error


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)

"""The computer's keyring: asked only when it is wanted, and never trusted to be there."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from desktop.errors import Problem
from desktop.store.cipher import Key
from desktop.store.keys import Keys, read_keys, write_keys
from desktop.store.remember import available, forget, is_remembered, remember, remembered
from tests.store.keyring_kit import Kept, using

KEY = Key(bytes(range(32)))
WORDS = "some words for all"
HERE, THERE = "this-computer", "another-computer"


@pytest.fixture
def ring() -> Iterator[Kept]:
    kept = Kept()
    with using(kept):
        yield kept


@pytest.fixture(scope="module")
def keys() -> Keys:
    return Keys.new(KEY, WORDS)


@pytest.fixture
def office(tmp_path: Path, keys: Keys) -> Path:
    path = tmp_path / "office.kakehashi"
    write_keys(path, keys)
    return path


def test_a_computer_opens_what_it_was_told_to_remember(office: Path, ring: Kept) -> None:
    assert available()
    assert remembered(office, HERE) is None
    assert ring.asked == 0
    remember(office, KEY, HERE)
    assert is_remembered(office, HERE)
    assert remembered(office, HERE) == KEY
    assert not is_remembered(office, THERE)
    assert remembered(office, THERE) is None
    forget(office, HERE)
    assert not is_remembered(office, HERE)
    assert remembered(office, HERE) is None
    assert ring.secrets == {}


def test_the_keyring_has_neither_passphrase_nor_key(office: Path, ring: Kept) -> None:
    remember(office, KEY, HERE)
    ((service, account),) = ring.secrets
    assert (service, account) == ("Kakehashi", f"{KEY.fingerprint()} {HERE}")
    secret = base64.b64decode(ring.secrets[service, account], validate=True)
    assert len(secret) == 32
    assert secret != KEY.raw
    remember(office, KEY, HERE)
    assert base64.b64decode(ring.secrets[service, account]) != secret
    assert len(read_keys(office).computers) == 1


def test_another_passphrase_is_not_remembered_any_more(office: Path, ring: Kept) -> None:
    remember(office, KEY, HERE)
    write_keys(office, read_keys(office).with_passphrase(KEY, "other words now"))
    assert remembered(office, HERE) is None


@pytest.mark.parametrize("kept", [None, "", "no base64 ø", base64.b64encode(bytes(32)).decode()])
def test_a_secret_that_is_lost_or_wrong_opens_nothing(
    office: Path, ring: Kept, kept: str | None
) -> None:
    remember(office, KEY, HERE)
    (account,) = ring.secrets
    ring.secrets = {} if kept is None else {account: kept}
    assert remembered(office, HERE) is None


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring])
def test_without_a_keyring_nothing_is_remembered(
    office: Path, ring: Kept, backend: type[KeyringBackend]
) -> None:
    before = office.with_suffix(".keys").read_bytes()
    with using(backend()):
        assert not available()
        with pytest.raises(Problem, match="keyring_missing"):
            remember(office, KEY, HERE)
    assert office.with_suffix(".keys").read_bytes() == before
    remember(office, KEY, HERE)
    with using(backend()):
        assert remembered(office, HERE) is None
        forget(office, HERE)
    assert not is_remembered(office, HERE)


def test_a_keyring_that_breaks_is_quiet(office: Path, ring: Kept) -> None:
    remember(office, KEY, HERE)
    ring.broken = True
    assert remembered(office, HERE) is None
    with pytest.raises(Problem, match="keyring_missing"):
        remember(office, KEY, THERE)
    assert not is_remembered(office, THERE)
    forget(office, HERE)
    assert not is_remembered(office, HERE)


def test_a_key_file_of_another_key_is_left(office: Path, ring: Kept) -> None:
    with pytest.raises(Problem, match="key_wrong"):
        remember(office, Key(bytes(32)), HERE)
    assert ring.secrets == {}


def test_without_a_key_file_nothing_is_remembered(tmp_path: Path, ring: Kept) -> None:
    path = tmp_path / "office.kakehashi"
    assert not is_remembered(path, HERE)
    assert remembered(path, HERE) is None
    with pytest.raises(Problem, match="keys_missing"):
        remember(path, KEY, HERE)
    assert ring.asked == 0

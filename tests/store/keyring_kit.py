"""A keyring of the tests' own, so that none of them ever asks that of the computer."""

from collections.abc import Iterator
from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend
from typing_extensions import override


class Kept(KeyringBackend):
    """A keyring that keeps secrets in memory, counts what is asked, and can break."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.secrets: dict[tuple[str, str], str] = {}
        self.asked = 0
        self.broken = False

    def _look(self) -> None:
        self.asked += 1
        if self.broken:
            raise RuntimeError("the bus is gone")

    @override
    def get_password(self, service: str, username: str) -> str | None:
        self._look()
        return self.secrets.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self._look()
        self.secrets[service, username] = password

    @override
    def delete_password(self, service: str, username: str) -> None:
        self._look()
        del self.secrets[service, username]


# Each class of a keyring is offered to every program by itself; this one only where it is set.
KeyringBackend._classes.discard(Kept)


@contextmanager
def using(backend: KeyringBackend) -> Iterator[None]:
    """Have the program find this keyring, and afterwards the one from before."""
    before = keyring.get_keyring()
    keyring.set_keyring(backend)
    try:
        yield
    finally:
        keyring.set_keyring(before)

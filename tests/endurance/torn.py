"""A disk whose power can fail: what was not synced by then is there in part, or not at all."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import apsw

SECTOR = 512


class Shadow:
    """What of one file is on the disk for good, and what has been written since."""

    def __init__(self, content: bytes) -> None:
        self.durable = bytearray(content)
        self.pending: list[tuple[int, bytes | None]] = []

    def settle(self) -> None:
        """A sync: all that was written is on the disk."""
        for at, data in self.pending:
            _put(self.durable, at, data)
        self.pending.clear()

    def torn(self, random: Random) -> bytes:
        """What a cut leaves: of each write some sectors, in no order, a few of them garbled."""
        content = bytearray(self.durable)
        kept = random.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        for at, data in self.pending:
            if data is None:
                if random.random() < kept:
                    _put(content, at, None)
                continue
            if random.random() < kept and len(content) < at + len(data):
                # The file has grown, although what stands there has not arrived.
                content.extend(bytes(at + len(data) - len(content)))
            start = at
            while start < at + len(data):
                end = min(at + len(data), (start // SECTOR + 1) * SECTOR)
                piece = data[start - at : end - at]
                if random.random() < kept:
                    garbled = random.random() < 0.02
                    _put(content, start, random.randbytes(len(piece)) if garbled else piece)
                start = end
        return bytes(content)


class Disk(apsw.VFS):
    """SQLite's own access to files, with a memory of what was synced.

    `struck` is called ahead of each operation that changes something; it may look what a power
    cut would leave there (`leave`).
    """

    def __init__(self, name: str, struck: Callable[[], None]) -> None:
        self.files: dict[str, Shadow] = {}
        self.removed: dict[str, Shadow] = {}
        self.struck = struck
        self._base = ""
        super().__init__(name, self._base)

    def xOpen(self, name: object, flags: list[int]) -> "_File":  # noqa: N802
        """Open a file, which is on the disk as it stands."""
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        if path not in self.files:
            known = Path(path)
            self.files[path] = Shadow(known.read_bytes() if known.exists() else b"")
            self.removed.pop(path, None)
        return _File(self, self._base, name, flags, path)

    def xDelete(self, path: str, sync: bool) -> None:  # noqa: N802
        """Remove a file; before the folder is synced, a cut may bring it back."""
        self.struck()
        super().xDelete(path, sync)
        if path in self.files:
            self.removed[path] = self.files.pop(path)

    def is_settled(self) -> bool:
        """Whether everything that was written is on the disk."""
        return not any(shadow.pending for shadow in self.files.values())

    def leave(self, random: Random, folder: Path) -> None:
        """Write what a power cut would leave now."""
        back = {path: one for path, one in self.removed.items() if random.random() < 0.5}
        for path, shadow in {**back, **self.files}.items():
            (folder / Path(path).name).write_bytes(shadow.torn(random))


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, base: str, name: object, flags: list[int], path: str) -> None:
        super().__init__(base, name, flags)
        self._disk = disk
        self._shadow = disk.files[path]

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._disk.struck()
        super().xWrite(data, offset)
        self._shadow.pending.append((offset, bytes(data)))

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._disk.struck()
        super().xTruncate(size)
        self._shadow.pending.append((size, None))

    def xSync(self, _flags: int) -> None:  # noqa: N802
        self._disk.struck()
        self._shadow.settle()


def _put(content: bytearray, at: int, data: bytes | None) -> None:
    """Write into a file's bytes, or without data cut them off there."""
    if data is None:
        del content[at:]
        content.extend(bytes(at - len(content)))
        return
    content.extend(bytes(max(0, at + len(data) - len(content))))
    content[at : at + len(data)] = data

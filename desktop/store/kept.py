"""Contents kept byte for byte under their digest: printed papers, and records as they were.

They are facts and no plans: never undone, changed only to erase somebody, and so not in the change
log. An edition that is undone leaves its contents, and finds them again when it is done again.
"""

import hashlib
import zlib

from sqlalchemy import LargeBinary, Text, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from desktop.domain.base import Base
from desktop.errors import Problem

_LARGEST = 256 * 1024 * 1024  # bytes; a thousand times a long paper


class Kept(Base):
    """One content, compressed (zlib), by the SHA-256 of what it is when it is not."""

    __tablename__ = "kept"

    digest: Mapped[str] = mapped_column(Text, primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


def keep(session: Session, content: bytes) -> str:
    """Keep a content, once however often it comes; gives its digest."""
    digest = hashlib.sha256(content).hexdigest()
    row = {"digest": digest, "content": zlib.compress(content)}
    session.connection().execute(insert(Kept).values(row).on_conflict_do_nothing())
    return digest


def kept(session: Session, digest: str) -> bytes:
    """The content of a digest; Problem `content_gone` where this file does not have it.

    That is so in a file made from an interchange file, which tells of papers without them. What
    was removed because of somebody who is erased leaves an empty row: Problem `content_erased`.
    """
    packed = session.scalar(select(Kept.content).where(Kept.digest == digest))
    if packed == b"":
        raise Problem("content_erased")
    content = b"" if packed is None else _unpacked(packed)
    # What another program put there may be anything, and grow without end when it is unpacked.
    if hashlib.sha256(content).hexdigest() != digest:
        raise Problem("content_gone")
    return content


def _unpacked(packed: bytes) -> bytes:
    """A content as far as it may reach, or nothing where it was not packed by `keep`."""
    try:
        return zlib.decompressobj().decompress(packed, _LARGEST)
    except zlib.error:
        return b""

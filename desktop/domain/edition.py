"""Editions: what was printed or sent of a record, when, to whom, and what it said."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.base import Entity, owner, parts_of, text

if TYPE_CHECKING:
    from desktop.domain.access import AccessRequest
    from desktop.domain.delegation import Delegation
    from desktop.domain.exchange import Exchange


class Edition(Entity):
    """One edition of a record's papers.

    `on` is the day it was issued; `draft` says that its papers are marked as a draft (案);
    `recipients` says in the officer's words who received it. `snapshot` is the digest under which
    the record as it was is kept (`store.kept`), in the interchange format.
    """

    __tablename__ = "edition"

    delegation_id: Mapped[str | None] = owner("delegation", nullable=True)
    exchange_id: Mapped[str | None] = owner("exchange", nullable=True)
    access_id: Mapped[str | None] = owner("access_request", nullable=True)
    number: Mapped[int] = mapped_column(default=1)
    on: Mapped[date | None] = mapped_column()
    draft: Mapped[bool] = mapped_column(default=False)
    recipients: Mapped[str] = text()
    note: Mapped[str] = text()
    snapshot: Mapped[str] = text()

    papers: Mapped[list["EditionPaper"]] = parts_of("EditionPaper", "EditionPaper.position")

    @property
    def record_id(self) -> str:
        """The record it is an edition of."""
        return self.delegation_id or self.exchange_id or self.access_id or ""


class EditionPaper(Entity):
    """One file of an edition: a PDF or a calendar, kept byte for byte under its `digest`.

    `document` is what it is (a code of `documents.catalogue`, or "calendar"); `languages` are the
    codes of one or two languages, separated by spaces; `audience` is empty for everyone, else
    "group:" or "person:" with an identity; `size` is in bytes.
    """

    __tablename__ = "edition_paper"

    edition_id: Mapped[str] = owner("edition")
    name: Mapped[str] = text()
    document: Mapped[str] = text()
    languages: Mapped[str] = text()
    audience: Mapped[str] = text()
    digest: Mapped[str] = text()
    size: Mapped[int] = mapped_column(default=0)
    position: Mapped[int] = mapped_column(default=0)


def owner_key(record: "Delegation | Exchange | AccessRequest") -> str:
    """The key by which an edition belongs to a record of that kind."""
    kind = record.__tablename__
    return "access_id" if kind == "access_request" else f"{kind}_id"

"""What allows a guest to enter a country and to stay there."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.base import Entity, owner, text
from desktop.domain.codes import PermitKind


class Permit(Entity):
    """One permit, visa or certificate of one stay; all days are as they stand in the paper.

    Until it is `issued` it is only applied for. A certificate of eligibility has no days of its
    own: it has to be used for the entry within a time that starts when it is issued.
    """

    __tablename__ = "permit"

    exchange_id: Mapped[str] = owner("exchange")
    kind: Mapped[str] = text(PermitKind.RESIDENCE)
    number: Mapped[str] = text()
    applied: Mapped[date | None] = mapped_column()
    issued: Mapped[date | None] = mapped_column()
    valid_from: Mapped[date | None] = mapped_column()
    valid_until: Mapped[date | None] = mapped_column()
    note: Mapped[str] = text()

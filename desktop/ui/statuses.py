"""How states look: a tone and an icon for each code, the same in lists, editors and chips."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from desktop.domain.codes import (
    DelegationStatus,
    ExchangeStatus,
    GateState,
    InstrumentAnswer,
    ItemStatus,
    SlotStatus,
    Stage,
)

Look = tuple[str, str]

_DRAFT: Look = ("quiet", "pencil")
_MAYBE: Look = ("warn", "circle-dashed")
_SURE: Look = ("good", "circle-check")
_OFF: Look = ("bad", "circle-slash")
_NOW: Look = ("info", "clock")
_ENDED: Look = ("quiet", "check")
_WAITS: Look = ("info", "hourglass")
_HELD: Look = ("quiet", "circle-pause")

_LOOKS: Iterable[tuple[StrEnum, Look]] = (
    (DelegationStatus.DRAFT, _DRAFT),
    (DelegationStatus.TENTATIVE, _MAYBE),
    (DelegationStatus.CONFIRMED, _SURE),
    (DelegationStatus.IN_PROGRESS, _NOW),
    (DelegationStatus.COMPLETED, _ENDED),
    (DelegationStatus.CANCELLED, _OFF),
    (ItemStatus.TENTATIVE, _MAYBE),
    (ItemStatus.CONFIRMED, _SURE),
    (ItemStatus.CANCELLED, _OFF),
    (ExchangeStatus.DRAFT, _DRAFT),
    (ExchangeStatus.PLANNED, _MAYBE),
    (ExchangeStatus.APPROVED, _SURE),
    (ExchangeStatus.IN_PROGRESS, _NOW),
    (ExchangeStatus.COMPLETED, _ENDED),
    (ExchangeStatus.ON_HOLD, _HELD),
    (ExchangeStatus.CANCELLED, _OFF),
    (GateState.NOT_STARTED, ("quiet", "circle")),
    (GateState.IN_PROGRESS, _WAITS),
    (GateState.CLEARED, _SURE),
    (GateState.CLEARED_WITH_CONDITIONS, ("good", "circle-check")),
    (GateState.REFUSED, ("bad", "circle-x")),
    (InstrumentAnswer.ASKED, _WAITS),
    (InstrumentAnswer.ACCEPTED, _SURE),
    (InstrumentAnswer.REFUSED, ("bad", "circle-x")),
    (Stage.DRAFT, _DRAFT),
    (Stage.SUBMITTED, ("info", "send")),
    (Stage.REVIEW, _WAITS),
    (Stage.RETURNED, ("warn", "undo-2")),
    (Stage.APPROVED, _SURE),
    (Stage.RESERVE, _MAYBE),
    (Stage.REJECTED, ("bad", "circle-x")),
    (Stage.PREPARING, ("info", "list-checks")),
    (Stage.SCHEDULED, ("good", "calendar")),
    (Stage.IN_USE, _NOW),
    (Stage.REPORT_DUE, ("warn", "file-text")),
    (Stage.CLOSED, _ENDED),
    (Stage.WITHDRAWN, _OFF),
    (Stage.ON_HOLD, _HELD),
    (Stage.EXPIRED, ("bad", "hourglass")),
    (SlotStatus.REQUESTED, ("info", "send")),
    (SlotStatus.TENTATIVE, _MAYBE),
    (SlotStatus.CONFIRMED, _SURE),
    (SlotStatus.DONE, _ENDED),
    (SlotStatus.RESERVE, ("quiet", "circle-dashed")),
    (SlotStatus.CANCELLED_BY_USER, _OFF),
    (SlotStatus.CANCELLED_BY_FACILITY, _OFF),
)
# Members of two classes are equal where their values are, so the class belongs to the key.
_BY_CODE = {(type(code), code): seen for code, seen in _LOOKS}


def status_look(code: StrEnum) -> Look:
    """The tone (one of `look.TONES`) and the icon of a state."""
    return _BY_CODE[type(code), code]

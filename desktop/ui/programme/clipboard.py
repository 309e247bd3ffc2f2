"""Items on the clipboard: as text for other programs, and as themselves for this one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

_MIME = "application/x-kakehashi-items"


@dataclass(frozen=True, slots=True)
class Clip:
    """Which items of an office were copied, or cut to be put elsewhere."""

    ids: tuple[str, ...]
    cut: bool = False


def put(ids: Sequence[str], text: str, office: str, *, cut: bool = False) -> None:
    """Lay items on the clipboard; nothing that is cut leaves its place before it is pasted."""
    data = QMimeData()
    data.setText(text)
    clip = json.dumps({"office": office, "ids": list(ids), "cut": cut})
    data.setData(_MIME, clip.encode())
    QGuiApplication.clipboard().setMimeData(data)


def taken(office: str) -> Clip | None:
    """The items of this office on the clipboard; None where there is anything else."""
    data = QGuiApplication.clipboard().mimeData()
    if data is None or not data.hasFormat(_MIME):
        return None
    # Any program may have written it.
    try:
        clip = json.loads(bytes(data.data(_MIME).data()))
        ids, cut = tuple(str(one) for one in clip["ids"]), bool(clip["cut"])
        return Clip(ids, cut) if clip["office"] == office and ids else None
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def clear() -> None:
    """Let go of what was cut, once it has found its place."""
    QGuiApplication.clipboard().clear()

"""ical.js, which Thunderbird and Nextcloud are built on."""

import json
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.calendars.readers.seen import Seen

_FOLDER = Path(__file__).parent


def read(content: bytes) -> list[tuple[str, Seen]]:
    """The events of a calendar file, by UID, in its order."""
    command = ["node", str(_FOLDER / "read.mjs")]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    return [(one["uid"], _seen(one)) for one in json.loads(done.stdout)]


def _seen(one: dict[str, Any]) -> Seen:
    start, end = one["start"], one["end"]
    return Seen(
        one["summary"],
        datetime.fromisoformat(start["at"]),
        datetime.fromisoformat(end["at"]) if end else None,
        (start["zone"], end["zone"] if end else None),
        one["location"],
        one["status"],
        one["sequence"] or 0,
    )

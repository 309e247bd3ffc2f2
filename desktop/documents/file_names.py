"""Names of files that every system takes, made of what things are called."""

import re
import unicodedata

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
# Windows keeps these names for devices, whatever the ending.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LONGEST = 120


def file_name(title: str, ending: str) -> str:
    """A name for a file that every system takes, made of a title."""
    composed = unicodedata.normalize("NFC", title)
    visible = "".join(char for char in composed if unicodedata.category(char) not in ("Cf", "Cc"))
    name = " ".join(_UNSAFE.sub(" ", visible).split())[:_LONGEST].strip(" .")
    if not name or _DEVICES.match(name):
        name = f"kakehashi {name}".strip()
    return name + ending

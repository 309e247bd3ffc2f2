"""The logo of an office: one SVG or PNG, looked through before anything draws it."""

import re
import struct
from base64 import b64encode
from pathlib import Path
from xml.etree import ElementTree as ET

from desktop.errors import Problem
from desktop.files import open_ordinary

LOGO_ENDINGS = (".svg", ".png")
"""What a logo may be."""

_MOST_BYTES = 1_000_000
_MOST_PIXELS = 4_000  # a side
_PNG = b"\x89PNG\r\n\x1a\n"
_HEAD = 24  # bytes of a PNG up to its height
# What could reach out of the picture, or make it something else than a picture.
_FORBIDDEN = frozenset(
    {"script", "foreignobject", "iframe", "audio", "video", "animate", "set", "handler"}
)
_INSIDE = re.compile(r"#|data:image/(?:png|jpeg);base64,", re.ASCII)
_REACHES_OUT = re.compile(r"url\(\s*['\"]?(?!#)|@import", re.ASCII | re.IGNORECASE)


def logo_svg(folder: Path) -> str:
    """The logo in a folder as an SVG; empty where there is none, Problem `logo_…` for a bad one."""
    path = next((p for e in LOGO_ENDINGS if (p := folder / f"logo{e}").is_file()), None)
    return "" if path is None else as_svg(logo_file(path))


def logo_file(path: Path) -> bytes:
    """A picture that may be a logo; Problem `logo_large`, `logo_unreadable` or `logo_unsafe`."""
    try:
        with open_ordinary(path) as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError as fault:
        raise Problem("file_unreadable", path=str(path), reason=fault.strerror or "") from fault
    if len(content) > _MOST_BYTES:
        raise Problem("logo_large", path=str(path))
    if content.startswith(_PNG):
        _check_png(content, path)
    else:
        _check_svg(content, path)
    return content


def as_svg(content: bytes) -> str:
    """A picture that was looked through, as an SVG."""
    if not content.startswith(_PNG):
        return content.decode("utf-8-sig")
    width, height = _size(content)
    inside = b64encode(content).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" xlink:href="data:image/png;base64,{inside}"/>'
        "</svg>"
    )


def _size(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", content[16:_HEAD])
    return width, height


def _check_png(content: bytes, path: Path) -> None:
    if len(content) < _HEAD or content[12:16] != b"IHDR" or b"IEND" not in content[-16:]:
        raise Problem("logo_unreadable", path=str(path))
    if not all(0 < side <= _MOST_PIXELS for side in _size(content)):
        raise Problem("logo_large", path=str(path))


def _check_svg(content: bytes, path: Path) -> None:
    try:
        text = content.decode("utf-8-sig")
        # An entity could grow without end or read a file, so there are none.
        if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
            raise Problem("logo_unsafe", path=str(path), place="<!DOCTYPE>")
        root = ET.fromstring(text)  # noqa: S314 (what makes XML dangerous is refused above)
    except (UnicodeDecodeError, ET.ParseError, RecursionError) as fault:
        raise Problem("logo_unreadable", path=str(path)) from fault
    if _name(root.tag) != "svg":
        raise Problem("logo_unreadable", path=str(path))
    for element in root.iter():
        name = _name(element.tag)
        if name in _FORBIDDEN:
            raise Problem("logo_unsafe", path=str(path), place=f"<{name}>")
        if name == "style" and _REACHES_OUT.search(element.text or ""):
            raise Problem("logo_unsafe", path=str(path), place="<style>")
        for key, value in element.attrib.items():
            attribute = _name(key)
            outside = attribute == "href" and not _INSIDE.match(value.strip())
            if attribute.startswith("on") or outside or _REACHES_OUT.search(value):
                raise Problem("logo_unsafe", path=str(path), place=f"{name} {attribute}")


def _name(tag: object) -> str:
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""

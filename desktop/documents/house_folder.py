"""The folder in which an office keeps how its papers look: read with care, and written."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from desktop.documents.house import ACCENTS, PLAIN, House
from desktop.documents.logo import logo_file, logo_svg
from desktop.domain import Trilingual
from desktop.domain.suspicious import visible
from desktop.domain.text import clean
from desktop.errors import Problem
from desktop.files import open_ordinary, write_file
from desktop.language import CODES
from desktop.paths import shipped

STYLE = "house.json"
"""The file with colour, letterhead, footer and wording."""
ORIGINALS = "originals"
"""The folder of the shipped templates, to look into and copy from; it is never read."""

_KEYS = ("accent", "letterhead", "footer", "wording")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}", re.ASCII)
_PLACEHOLDER = re.compile(r"\{[a-z_]*\}")
# How a template could ask Typst for a package from the network, however it is spelled.
_PACKAGE = re.compile(r"@(?:preview|local)|\"@|\\u\{0*40\}")
_CONTRAST = 4.5
_MOST_TEXT = 200_000  # characters of a file that somebody wrote by hand
_MOST_BYTES = 4 * _MOST_TEXT
_MOST_TEMPLATES = 60
_SHOWN = 40  # characters of a wrong value that a message repeats
_LONGEST_PLACE = 120  # and of where it stands


def read_house(folder: Path, *, templates: bool = True) -> House:
    """How the papers look by what lies in a folder, with or without templates of its own.

    A folder that is not there is `PLAIN`.

    Raises Problem `house_…`, `logo_…` or `template_…` with the place of the fault.
    """
    if not folder.is_dir():
        return PLAIN
    style = _style(folder / STYLE)
    return House(
        accent=style.get("accent", ""),
        letterhead=style.get("letterhead", Trilingual()),
        footer=style.get("footer", Trilingual()),
        wording=style.get("wording", {}),
        logo=logo_svg(folder),
        templates=dict(_templates(folder)) if templates else {},
    )


def write_style(folder: Path, **values: str | Trilingual) -> None:
    """Set some of `accent`, `letterhead` and `footer`; all else in the file stays.

    Raises Problem `house_…` where the file that is there cannot be read, and `OSError`.
    """
    path = folder / STYLE
    _style(path)
    kept = json.loads(_text(path)) if path.exists() else {}
    for name, value in values.items():
        kept[name] = _written(value) if isinstance(value, Trilingual) else value
    folder.mkdir(parents=True, exist_ok=True)
    write_file(path, (json.dumps(kept, ensure_ascii=False, indent=2) + "\n").encode())


def put_logo(folder: Path, chosen: Path) -> None:
    """Take a picture as the logo; Problem `logo_…` leaves the one that was there."""
    found = logo_file(chosen)
    folder.mkdir(parents=True, exist_ok=True)
    remove_logo(folder)
    write_file(folder / f"logo{chosen.suffix.lower()}", found)


def remove_logo(folder: Path) -> None:
    """Print without a logo again."""
    for path in folder.glob("logo.*"):
        path.unlink()


def copy_templates(folder: Path) -> Path:
    """Lay the shipped templates into a folder of their own to be copied from, and give it."""
    originals = folder / ORIGINALS
    originals.mkdir(parents=True, exist_ok=True)
    for path in sorted(shipped("resources/documents").glob("*.typ")):
        write_file(originals / path.name, path.read_bytes())
    return originals


def set_templates_aside(folder: Path) -> None:
    """Put the office's own templates out of use, without losing them."""
    for path in folder.glob("*.typ"):
        path.replace(path.with_name(f"{path.name}.off"))


def _style(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        told = json.loads(_text(path))
    except json.JSONDecodeError as fault:
        raise Problem(
            "house_not_json", path=str(path), line=fault.lineno, column=fault.colno
        ) from fault
    except (RecursionError, ValueError) as fault:  # too deep, or a number without end
        raise Problem("house_not_json", path=str(path), line=1, column=1) from fault
    _expect(isinstance(told, dict), "house_not_object", path, STYLE)
    for name in told:
        _expect(name in _KEYS, "house_unknown", path, name)
    found: dict[str, Any] = {}
    if "accent" in told:
        accent = told["accent"]
        fits = isinstance(accent, str) and (accent in ("", *ACCENTS) or _is_dark(accent))
        _expect(fits, "house_colour", path, "accent", text=visible(clean(str(accent)[:_SHOWN])))
        found["accent"] = accent
    for name in ("letterhead", "footer"):
        if name in told:
            found[name] = _trilingual(told[name], path, name)
    if "wording" in told:
        found["wording"] = _wording(told["wording"], path)
    return found


def _trilingual(told: object, path: Path, place: str) -> Trilingual:
    if not isinstance(told, dict):
        raise Problem("house_not_object", path=str(path), place=place)
    texts = {}
    for code, value in told.items():
        here = f"{place} › {code}"
        _expect(code in CODES, "house_language", path, here)
        lines = value if isinstance(value, list) else [value]
        _expect(all(isinstance(line, str) for line in lines), "house_not_text", path, here)
        texts[code] = clean("\n".join(lines))
    return Trilingual(**texts)


def _wording(told: object, path: Path) -> dict[str, Mapping[str, str]]:
    if not isinstance(told, dict):
        raise Problem("house_not_object", path=str(path), place="wording")
    found: dict[str, Mapping[str, str]] = {}
    for source, texts in told.items():
        here = f"wording › {source}"
        if not isinstance(texts, dict):
            raise Problem("house_not_object", path=str(path), place=here)
        for code, text in texts.items():
            _expect(code in CODES, "house_language", path, f"{here} › {code}")
            _expect(isinstance(text, str), "house_not_text", path, f"{here} › {code}")
            wanted = sorted(_PLACEHOLDER.findall(source))
            fits = sorted(_PLACEHOLDER.findall(text)) == wanted and "{" not in _PLACEHOLDER.sub(
                "", text
            )
            names = ", ".join(wanted) or "–"
            _expect(
                not text or fits, "house_placeholders", path, f"{here} › {code}", placeholders=names
            )
        found[source] = {code: clean(text) for code, text in texts.items()}
    return found


def _templates(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("*.typ"))[:_MOST_TEMPLATES]:
        # Their folder is all that the office's own templates may read: no link leads out of it.
        inside = path.resolve().parent == folder.resolve()
        _expect(inside, "template_elsewhere", path, path.name)
        text = _text(path)
        for number, line in enumerate(text.splitlines(), 1):
            _expect(not _PACKAGE.search(line), "template_package", path, path.name, line=number)
        yield path.name, text


def _text(path: Path) -> str:
    try:
        with open_ordinary(path) as file:
            content = file.read(_MOST_BYTES + 1)
        text = content.decode("utf-8-sig") if len(content) <= _MOST_BYTES else None
    except UnicodeDecodeError as fault:
        raise Problem("house_not_utf8", path=str(path)) from fault
    except OSError as fault:
        raise Problem("file_unreadable", path=str(path), reason=fault.strerror or "") from fault
    if text is None or len(text) > _MOST_TEXT:
        raise Problem("house_too_long", path=str(path))
    return text


def _expect(fits: bool, code: str, path: Path, place: str, **values: object) -> None:
    if not fits:
        # A place is named by what the file says, which may be anything.
        raise Problem(code, path=str(path), place=_named(place), **values)


def _named(place: str) -> str:
    return visible(clean(place[:_LONGEST_PLACE]))


def _written(text: Trilingual) -> dict[str, str | list[str]]:
    told = {code: getattr(text, code) for code in CODES}
    return {
        code: value.splitlines() if "\n" in value else value
        for code, value in told.items()
        if value
    }


def _is_dark(colour: str) -> bool:
    """Whether a colour can be read on white paper (WCAG contrast of at least 4.5)."""
    if not _COLOUR.fullmatch(colour):
        return False
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    shine = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (shine + 0.05) >= _CONTRAST

"""The recovery sheet: the key of an encrypted office file on paper, for the safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.document import Data, Document
from desktop.documents.render import Renderer
from desktop.language import CODES, Language
from desktop.language.dates import date_official
from desktop.store.keys import recovery_code

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from desktop.store.cipher import Key


def recovery_sheet(
    title: str, path: Path, key: Key, today: date, languages: Sequence[str] = CODES
) -> bytes:
    """Give the sheet as a PDF of one A4 page in all languages, `languages` saying which first.

    `title` names the office, or is empty. The PDF holds the key: whoever reads it opens the file.
    """
    # A renderer of its own, as one that goes on living keeps the last papers in memory.
    return Renderer().pdf(_document(title, path, key, today, languages))


def recovery_pages(
    title: str, path: Path, key: Key, today: date, languages: Sequence[str] = CODES
) -> list[bytes]:
    """Give the same sheet as SVG images, for a preview."""
    return Renderer().pages_svg(_document(title, path, key, today, languages))


def _document(title: str, path: Path, key: Key, today: date, languages: Sequence[str]) -> Document:
    # Whoever finds the sheet in the safe may read only one of the three.
    codes = dict.fromkeys((*(code for code in languages if code in CODES), *CODES))
    parts = [_part(Language.of(code), today) for code in codes]
    own = Language.of(next(iter(codes)))
    name = own.pgettext("document", "Recovery sheet")
    return Document(
        template="recovery",
        data={
            **dict.fromkeys(("clause", "kind", "period", "continued", "page"), ""),
            "title": name,
            "office": title,
            "file": path.name,
            "fingerprint": key.fingerprint(),
            "code": recovery_code(key).split(),
            "parts": parts,
            "reference": path.name,
            "made": key.fingerprint(),
        },
        language=own,
        title=f"{name} – {title or path.name}",
        on=today,
    )


def _part(language: Language, today: date) -> Data:
    """Give all that the sheet says in one language."""
    return {
        "key": language.code,
        "lang": language.locale.language,
        "title": language.pgettext("document", "Recovery sheet"),
        "what": language.pgettext(
            "document",
            "This sheet opens the encrypted office file named here when its password is forgotten "
            "or its key file is lost. Nobody can open the file without the password or this sheet.",
        ),
        "keep": language.pgettext(
            "document",
            "Whoever holds this sheet can read everything in the file. Keep it in a safe, never "
            "with the computer. Do not photograph it or send it.",
        ),
        "use": [
            language.pgettext(
                "document",
                "Open the office file in Kakehashi and choose “Use the recovery sheet” instead of "
                "typing the password.",
            ),
            language.pgettext(
                "document",
                "Type the code. Spaces and capitals do not matter. It has only the letters A to Z "
                "and the digits 2 to 7, so a round character is the letter O.",
            ),
            language.pgettext(
                "document",
                "Choose a new password. This sheet stays valid as long as the key is the same.",
            ),
        ],
        "office": language.pgettext("document", "Office"),
        "file": language.pgettext("document", "Office file"),
        "fingerprint": language.pgettext("document", "Mark of the key"),
        "printed": language.pgettext("document", "Printed"),
        "date": date_official(language, today),
        "code": language.pgettext("document", "Recovery code"),
        "signed": language.pgettext("document", "Put into the safe on, by (signature)"),
    }

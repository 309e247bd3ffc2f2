"""The catalogues, and the one language that is current.

Catalogues are read from the `.po` files themselves when a language is first used, so there is
nothing to compile and nothing that can be stale. English is the source text and needs no file.
"""

from __future__ import annotations

import locale as system_locale
import os
import sys
from functools import cache, cached_property
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from typing import TYPE_CHECKING

from typing_extensions import override

from desktop.paths import shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from babel import Locale

CODES = ("ja", "da", "en")
"""The languages an officer can choose, in the order in which they are offered."""

PSEUDO = "qps"
"""The pseudo-language of the tests: every message is wrapped, so text that is not stands out."""

_NAMES = {"ja": "日本語", "da": "Dansk", "en": "English", PSEUDO: "⟦…⟧"}
_LOCALES = {"ja": "ja_JP", "da": "da_DK", "en": "en_GB", PSEUDO: "en_GB"}
# What Windows calls our languages where Python knows no ISO code.
_SYSTEM_NAMES = {"japanese": "ja", "danish": "da", "dansk": "da", "english": "en"}


class _Wrapped(NullTranslations):
    """Wraps each message in brackets that no translator would type."""

    @override
    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    @override
    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{super().ngettext(msgid1, msgid2, n)}⟧"

    @override
    def pgettext(self, context: str, message: str) -> str:
        return f"⟦{message}⟧"

    @override
    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{super().npgettext(context, msgid1, msgid2, n)}⟧"


class Language:
    """One language: its messages and its conventions, whatever language is current.

    A document takes one as an argument. There is one object per code: `Language.of("ja")`.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self.name = _NAMES[code]

    def __repr__(self) -> str:
        return f"Language({self.code!r})"

    def __reduce__(self) -> tuple[object, ...]:
        return Language.of, (self.code,)

    @staticmethod
    def of(code: str) -> Language:
        """Give the language of a code; an unknown code is a `ValueError`."""
        if code not in _NAMES:
            raise ValueError(f"no such language: {code!r}")
        return _language(code)

    @cached_property
    def locale(self) -> Locale:
        """The Babel locale: ja_JP, da_DK or en_GB."""
        from babel import Locale

        return Locale.parse(_LOCALES[self.code])

    def gettext(self, message: str) -> str:
        """Translate a message; the empty message is empty in every language."""
        return self._messages.gettext(message) if message else ""

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Translate a message that depends on a number."""
        return self._messages.ngettext(singular, plural, n)

    def pgettext(self, context: str, message: str) -> str:
        """Translate a message that has another meaning elsewhere."""
        return self._messages.pgettext(context, message)

    def npgettext(self, context: str, singular: str, plural: str, n: int) -> str:
        """Translate a message that depends on a number and has another meaning elsewhere."""
        return self._messages.npgettext(context, singular, plural, n)

    def listed(self, parts: Iterable[str]) -> str:
        """Write several things one after the other."""
        return ("、" if self.code == "ja" else ", ").join(parts)

    @cached_property
    def _messages(self) -> NullTranslations:
        if self.code == PSEUDO:
            return _Wrapped()
        return NullTranslations() if self.code == "en" else _read(self.code)


@cache
def _language(code: str) -> Language:
    return Language(code)


def _read(code: str) -> GNUTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    path = shipped("translations") / code / "LC_MESSAGES" / "kakehashi.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


_current = Language.of("en")


def current() -> Language:
    """Tell which language the window speaks now."""
    return _current


def use(code: str) -> Language:
    """Make a language current and return it; an unknown code is a `ValueError`."""
    global _current
    _current = Language.of(code)
    return _current


def _(message: str) -> str:
    """Translate a message into the current language."""
    return _current.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Translate a message that depends on a number into the current language."""
    return _current.ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """Translate a message that has another meaning elsewhere into the current language."""
    return _current.pgettext(context, message)


def npgettext(context: str, singular: str, plural: str, n: int) -> str:
    """Translate a counted message that has another meaning elsewhere."""
    return _current.npgettext(context, singular, plural, n)


def N_(message: str) -> str:  # noqa: N802 (the name gettext tools know)
    """Mark a message for the catalogue here; whoever shows it translates it."""
    return message


def system_code(environment: Mapping[str, str] = os.environ) -> str:
    """Tell which of our languages the system speaks; English if it speaks none of them.

    The variables are read as GNU gettext reads them: LANGUAGE (a list, and only when the locale
    is not C), then LC_ALL, LC_MESSAGES, LANG. Where none is set, the system is asked.
    """
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    if not locale:
        locale = _asked_of_system()
    wished = environment.get("LANGUAGE", "").split(":")
    if locale.partition(".")[0] in ("", "C", "POSIX"):
        wished = []
    return next((code for name in (*wished, locale) if (code := _code_of(name))), "en")


def _asked_of_system() -> str:
    if sys.platform == "win32":
        import ctypes

        language = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return system_locale.windows_locale.get(language, "")
    return system_locale.getlocale()[0] or ""


def _code_of(locale: str) -> str | None:
    name = locale.replace("-", "_").partition(".")[0].partition("@")[0].partition("_")[0].lower()
    return name if name in CODES else _SYSTEM_NAMES.get(name)

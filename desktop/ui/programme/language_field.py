"""The working languages of an item, wherever they are edited."""

from __future__ import annotations

import re
from typing import Any

from typing_extensions import override

from desktop.language import CODES, Language, _
from desktop.ui.forms import FlagsField


class WorkingLanguageField(FlagsField):
    """Shows what an item says, such as "en/ja"; other words stay in it and are told below."""

    def __init__(self) -> None:
        super().__init__(lambda: _("Working language"), CODES, lambda code: Language.of(code).name)

    @override
    def normal(self, value: Any) -> tuple[str, ...]:
        return super().normal(_codes(value) if isinstance(value, str) else value)

    @override
    def set_value(self, value: Any) -> None:
        super().set_value(value)
        other = "/".join(one for one in self.value() if one not in CODES)
        self.set_missing((lambda: other) if other else None)


def _codes(written: str) -> tuple[str, ...]:
    """The codes in a text such as "en/ja"; any other text is one entry of its own."""
    parts = tuple(part for part in re.split(r"[\s,;/+]+", written) if part)
    return parts if set(parts) <= set(CODES) else (written,)

"""What is written as its language is written is not suspected; what deceives the eye is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.suspicious import Oddity, suspicious, visible

FINE = [
    *("", "Mette Demosen", "Åse Ærø-Østergård", "見本 太郎", "ｹﾝﾎﾝ タロウ", "Ｋａｋｅｈａｓｈｉ㈱"),
    *("辻\U000e0100 一", "Ольга Демо", "Ольга Andersen", "ΔTセンター", "µm 20 Ω", "東京Lab棟"),
    *("👩‍🔬", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "می‌خواهم", "क्‍ष"),
    *("Renée", "line\nline", "한국 Demo", "שלום"),
]
ODD = {
    "annex\u202efdp.exe": (Oddity.REORDERING, ("\u202e",)),
    "\u2066Demo\u2069": (Oddity.REORDERING, ("\u2066", "\u2069")),
    "Ida\u200b Demo": (Oddity.INVISIBLE, ("\u200b",)),
    "Ida\u200dDemo": (Oddity.INVISIBLE, ("\u200d",)),
    "Ida\u2028Demo": (Oddity.INVISIBLE, ("\u2028",)),
    "Ida\U000e0041": (Oddity.INVISIBLE, ("\U000e0041",)),
    "ㅤ見本": (Oddity.INVISIBLE, ("ㅤ",)),
    "M\u0430ria": (Oddity.MIXED, ("\u0430",)),
    "Деmо": (Oddity.MIXED, ("m",)),
    "Αnna": (Oddity.MIXED, ("Α",)),
}


@pytest.mark.parametrize("text", FINE)
def test_an_honest_text_is_let_be(text: str) -> None:
    assert suspicious(text) == ()
    assert visible(text) == text


@pytest.mark.parametrize(("text", "told"), ODD.items())
def test_what_deceives_is_told(text: str, told: tuple[Oddity, tuple[str, ...]]) -> None:
    assert [(one.oddity, one.signs) for one in suspicious(text)] == [told]


def test_what_cannot_be_seen_is_shown_by_its_code() -> None:
    assert visible("annex\u202efdp\u200b") == "annex⟨U+202E⟩fdp⟨U+200B⟩"


@given(st.text())
def test_what_is_shown_neither_hides_nor_reorders(text: str) -> None:
    shown = visible(text)
    assert {one.oddity for one in suspicious(shown)} <= {Oddity.MIXED}
    assert visible(shown) == shown

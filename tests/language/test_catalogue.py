import pickle
from collections.abc import Iterator

import pytest

from desktop.language import (
    CODES,
    N_,
    PSEUDO,
    Language,
    _,
    current,
    ngettext,
    npgettext,
    pgettext,
    system_code,
    use,
)


@pytest.fixture(autouse=True)
def same_language_afterwards() -> Iterator[None]:
    before = current().code
    yield
    use(before)


def test_languages_are_never_translated_and_in_their_order() -> None:
    assert [Language.of(code).name for code in CODES] == ["日本語", "Dansk", "English"]


@pytest.mark.parametrize(
    ("code", "text"), [("ja", "翌日"), ("da", "næste dag"), ("en", "next day")]
)
def test_a_message_is_translated_at_each_call(code: str, text: str) -> None:
    use("en")
    assert _("next day") == "next day"
    assert use(code) is current() is Language.of(code)
    assert _("next day") == text
    assert Language.of(code).gettext("next day") == text


@pytest.mark.parametrize("code", [*CODES, PSEUDO])
def test_the_empty_message_is_empty_and_not_the_header(code: str) -> None:
    assert Language.of(code).gettext("") == ""


@pytest.mark.parametrize("code", CODES)
def test_an_unknown_message_stays_english(code: str) -> None:
    use(code)
    assert _("no such message") == "no such message"
    assert pgettext("nowhere", "no such message") == "no such message"


def test_japanese_has_one_form_and_danish_has_two() -> None:
    assert Language.of("ja").ngettext("{n} nobody", "{n} nobodies", 1) == "{n} nobody"
    assert [Language.of("da").ngettext("nobody", "nobodies", n) for n in (0, 1, 2)] == [
        "nobodies",
        "nobody",
        "nobodies",
    ]


def test_the_pseudo_language_wraps_every_message() -> None:
    use(PSEUDO)
    assert PSEUDO not in CODES
    assert _("City") == "⟦City⟧"
    assert pgettext("place", "City") == "⟦City⟧"
    assert ngettext("{n} city", "{n} cities", 1) == "⟦{n} city⟧"
    assert npgettext("place", "{n} city", "{n} cities", 2) == "⟦{n} cities⟧"
    assert N_("City") == "City"


@pytest.mark.parametrize(
    ("code", "locale"), [("ja", "ja_JP"), ("da", "da_DK"), ("en", "en_GB"), (PSEUDO, "en_GB")]
)
def test_the_locale_is_that_of_the_country(code: str, locale: str) -> None:
    assert str(Language.of(code).locale) == locale


def test_an_unknown_language_changes_nothing() -> None:
    use("da")
    with pytest.raises(ValueError, match="tlh"):
        use("tlh")
    assert current().code == "da"


def test_a_language_reaches_another_process_as_itself() -> None:
    assert pickle.loads(pickle.dumps(Language.of("ja"))) is Language.of("ja")


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "da_DK@euro"}, "da"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "Japanese_Japan.932"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "da_DK.UTF-8"}, "da"),
        ({"LANG": "ja_JP.UTF-8", "LC_MESSAGES": "da_DK.UTF-8"}, "da"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "fr:ja"}, "ja"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "ja"}, "en"),
    ],
)
def test_the_systems_language_is_read_as_gettext_reads_it(
    environment: dict[str, str], code: str
) -> None:
    assert system_code(environment) == code


def test_a_system_that_says_nothing_gets_one_of_ours() -> None:
    assert system_code({}) in CODES


def test_several_things_stand_one_after_the_other_as_each_language_writes_them() -> None:
    assert Language.of("ja").listed(["東京", "和光"]) == "東京、和光"
    for code in ("da", "en", PSEUDO):
        assert Language.of(code).listed(iter(["Tokyo", "Wako"])) == "Tokyo, Wako"
    assert Language.of("ja").listed([]) == ""

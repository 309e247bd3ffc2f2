"""What the holidays of Japan and Denmark are called in each language.

The library knows a holiday by its name at home; that name is looked up here, and shown as it is
where it is not known or where the reader's language is its own.
"""

from collections.abc import Mapping

from desktop.language import N_, Language

_JAPANESE: Mapping[str, str] = {
    "元日": N_("New Year’s Day"),
    "成人の日": N_("Coming of Age Day"),
    "建国記念の日": N_("National Foundation Day"),
    "天皇誕生日": N_("Emperor’s Birthday"),
    "春分の日": N_("Vernal Equinox Day"),
    "昭和の日": N_("Showa Day"),
    "憲法記念日": N_("Constitution Memorial Day"),
    "みどりの日": N_("Greenery Day"),
    "こどもの日": N_("Children’s Day"),
    "海の日": N_("Marine Day"),
    "山の日": N_("Mountain Day"),
    "敬老の日": N_("Respect for the Aged Day"),
    "秋分の日": N_("Autumnal Equinox Day"),
    "体育の日": N_("Health and Sports Day"),
    "スポーツの日": N_("Sports Day"),
    "文化の日": N_("Culture Day"),
    "勤労感謝の日": N_("Labour Thanksgiving Day"),
    "振替休日": N_("Substitute holiday"),
    "国民の休日": N_("Citizens’ holiday"),
    "天皇の即位の日": N_("Day of the Emperor’s Accession"),
    "即位礼正殿の儀が行われる日": N_("Day of the Enthronement Ceremony"),
    "銀行休業日": N_("Bank holiday"),
}
_DANISH: Mapping[str, str] = {
    "Nytårsdag": N_("New Year’s Day"),
    "Skærtorsdag": N_("Maundy Thursday"),
    "Langfredag": N_("Good Friday"),
    "Påskedag": N_("Easter Sunday"),
    "Anden påskedag": N_("Easter Monday"),
    "Store bededag": N_("Great Prayer Day"),
    "Kristi himmelfartsdag": N_("Ascension Day"),
    "Pinsedag": N_("Whit Sunday"),
    "Anden pinsedag": N_("Whit Monday"),
    "Juledag": N_("Christmas Day"),
    "Anden juledag": N_("Second Day of Christmas"),
    "Arbejdernes kampdag": N_("International Workers’ Day"),
    "Grundlovsdag": N_("Constitution Day"),
    "Juleaftensdag": N_("Christmas Eve"),
    "Nytårsaften": N_("New Year’s Eve"),
}
_BETWEEN = "; "


def holiday(native_name: str, language: Language) -> str:
    """Call a holiday by its name in a language; two on one day are both named."""
    return _BETWEEN.join(_one(name, language) for name in native_name.split(_BETWEEN))


def _one(name: str, language: Language) -> str:
    known = {"ja": _JAPANESE, "da": _DANISH}
    if name in known.get(language.code, {}):
        return name
    message = _JAPANESE.get(name) or _DANISH.get(name)
    return name if message is None else language.gettext(message)

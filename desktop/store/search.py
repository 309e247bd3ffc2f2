"""The one normalised text by which a record is found, in whatever script it is typed."""

import re
import unicodedata
from collections.abc import Iterable

# Variant forms of kanji in names that people type as the common one, and Nordic letters that
# decomposition leaves whole.
_FOLD = str.maketrans(
    {
        "ø": "o",
        "æ": "ae",
        "å": "a",
        "ß": "ss",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "髙": "高",
        "﨑": "崎",
        "邉": "辺",
        "邊": "辺",
        "齋": "斎",
        "齊": "斎",
        "斉": "斎",
        "澤": "沢",
        "濵": "浜",
        "濱": "浜",
        "廣": "広",
        "德": "徳",
        "惠": "恵",
        "瀨": "瀬",
        "櫻": "桜",
        "嶋": "島",
        "嶌": "島",
        "國": "国",
        "學": "学",
        "龍": "竜",
        "眞": "真",
        "藏": "蔵",
        "黑": "黒",
        "・": " ",
        "＝": " ",
        "=": " ",
    }
)
_VOICING = {"\u3099", "\u309a"}
_DIGRAPHS = {
    "きゃ": "kya", "きゅ": "kyu", "きょ": "kyo", "しゃ": "sha", "しゅ": "shu", "しょ": "sho",
    "ちゃ": "cha", "ちゅ": "chu", "ちょ": "cho", "にゃ": "nya", "にゅ": "nyu", "にょ": "nyo",
    "ひゃ": "hya", "ひゅ": "hyu", "ひょ": "hyo", "みゃ": "mya", "みゅ": "myu", "みょ": "myo",
    "りゃ": "rya", "りゅ": "ryu", "りょ": "ryo", "ぎゃ": "gya", "ぎゅ": "gyu", "ぎょ": "gyo",
    "じゃ": "ja", "じゅ": "ju", "じょ": "jo", "びゃ": "bya", "びゅ": "byu", "びょ": "byo",
    "ぴゃ": "pya", "ぴゅ": "pyu", "ぴょ": "pyo", "ふぁ": "fa", "ふぃ": "fi", "ふぇ": "fe",
    "ふぉ": "fo", "ゔぁ": "va", "ゔぃ": "vi", "ゔぇ": "ve", "ゔぉ": "vo", "てぃ": "ti",
    "でぃ": "di", "とぅ": "tu", "どぅ": "du", "うぃ": "wi", "うぇ": "we", "うぉ": "wo",
    "しぇ": "she", "ちぇ": "che", "じぇ": "je", "つぁ": "tsa",
}  # fmt: skip
_KANA = {
    "あ": "a", "い": "i", "う": "u", "え": "e", "お": "o", "か": "ka", "き": "ki", "く": "ku",
    "け": "ke", "こ": "ko", "さ": "sa", "し": "shi", "す": "su", "せ": "se", "そ": "so",
    "た": "ta", "ち": "chi", "つ": "tsu", "て": "te", "と": "to", "な": "na", "に": "ni",
    "ぬ": "nu", "ね": "ne", "の": "no", "は": "ha", "ひ": "hi", "ふ": "fu", "へ": "he",
    "ほ": "ho", "ま": "ma", "み": "mi", "む": "mu", "め": "me", "も": "mo", "や": "ya",
    "ゆ": "yu", "よ": "yo", "ら": "ra", "り": "ri", "る": "ru", "れ": "re", "ろ": "ro",
    "わ": "wa", "を": "o", "ん": "n", "が": "ga", "ぎ": "gi", "ぐ": "gu", "げ": "ge",
    "ご": "go", "ざ": "za", "じ": "ji", "ず": "zu", "ぜ": "ze", "ぞ": "zo", "だ": "da",
    "ぢ": "ji", "づ": "zu", "で": "de", "ど": "do", "ば": "ba", "び": "bi", "ぶ": "bu",
    "べ": "be", "ぼ": "bo", "ぱ": "pa", "ぴ": "pi", "ぷ": "pu", "ぺ": "pe", "ぽ": "po",
    "ゔ": "vu", "ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o", "ゃ": "ya", "ゅ": "yu",
    "ょ": "yo", "ー": "", "っ": "",
}  # fmt: skip


def normalise(text: str) -> str:
    """Text folded for comparison: width, case, accents, kana script, kanji variants, spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_FOLD)
    marks_off = "".join(
        char
        for char in unicodedata.normalize("NFD", folded)
        if not unicodedata.combining(char) or char in _VOICING
    )
    hiragana = "".join(
        chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char
        for char in unicodedata.normalize("NFC", marks_off)
    )
    # Aa and å are one letter to a Dane, who types either.
    return " ".join(hiragana.replace("aa", "a").split())


def romaji(kana: str) -> str:
    """Normalised kana in Hepburn letters, so that a reading is found by typing it in Latin."""
    result: list[str] = []
    index = 0
    double = False
    while index < len(kana):
        pair = kana[index : index + 2]
        if pair in _DIGRAPHS:
            sound, index = _DIGRAPHS[pair], index + 2
        else:
            char = kana[index]
            sound, index = _KANA.get(char, char), index + 1
            if char == "っ":
                double = True
                continue
        if double and sound:
            sound, double = ("t" if sound.startswith("ch") else sound[0]) + sound, False
        result.append(sound)
    return "".join(result)


def searchable(parts: Iterable[str]) -> str:
    """The search text of a record: its normalised texts and the Latin letters of their kana."""
    texts = [normalise(part) for part in parts if part]
    letters = [normalise(romaji(text)) for text in texts]
    # Passports write Ryoko for りょうこ, Ono for おおの and Homma for ほんま.
    short = [text.replace("ou", "o").replace("oo", "o").replace("uu", "u") for text in letters]
    short += [re.sub("n(?=[bmp])", "m", text) for text in short]
    return "\n".join(dict.fromkeys([*texts, *letters, *short]))


def like_patterns(query: str) -> list[str]:
    """LIKE patterns, escaped by a backslash, for the words of a query, all of which must match."""
    return [
        "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        for word in normalise(query).split()
    ]

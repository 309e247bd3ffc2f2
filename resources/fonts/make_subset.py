"""Make the bundled faces from the whole ones; a maintainer's tool, run once per new version.

    python resources/fonts/make_subset.py FOLDER

FOLDER holds the four files of FAMILIES as their makers publish them: Noto Sans CJK JP 2.004 and
Noto Sans 2.004 or newer. Written beside this file: their subsets, and `coverage.txt`, the
characters that a text may have. The fonts reserve no name (see OFL.txt): the subsets keep theirs.

Of the Japanese family are kept the Latin, Greek, Cyrillic and symbol characters, kana, every kanji
of JIS X 0213 and of Windows' code page 932, every kanji of plane 2 (names use them: 𠮷), the
variants that a selector asks for (辻󠄀), and the rules for kerning, vertical text and proportional
kana. Left out are Hangul and the Chinese-only kanji, whose place is in another language's font.
The Latin family brings what the Japanese one lacks of Europe's names (š, ł, ğ, ő).
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
JAPANESE = ("NotoSansCJKjp-Regular.otf", "NotoSansCJKjp-Bold.otf")
LATIN = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
FAMILIES = (JAPANESE, LATIN)
FEATURES = (
    *("ccmp", "kern", "mark", "mkmk", "liga", "lnum", "tnum", "pnum"),
    *("vert", "vrt2", "vkrn"),
    *("halt", "palt", "vhal", "vpal", "fwid", "hwid", "pwid"),
)
EUROPEAN = (
    *range(0x20, 0x250),
    *range(0x2B0, 0x530),
    *range(0x1E00, 0x2000),
    *range(0x2000, 0x20D0),
    *range(0x2100, 0x2150),
)
# Where they are not asked for, the subsetter drops the variants of all kanji.
SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
KANJI = range(0x3400, 0xA000)
HANGUL = (*range(0x1100, 0x1200), *range(0x3130, 0x3190), *range(0xA960, 0xA980))
HANGUL_AND_YI = range(0xA000, 0xF900)
CHINESE_LETTERS = (*range(0x3100, 0x3130), *range(0x31A0, 0x31C0))
HALF_WIDTH_HANGUL = range(0xFFA0, 0xFFDD)


def japanese(kanji: int) -> bool:
    """Tell whether Japanese standards know a kanji of the basic plane."""
    for encoding in ("euc_jis_2004", "cp932"):
        try:
            chr(kanji).encode(encoding)
        except UnicodeEncodeError:
            continue
        return True
    return False


def wanted(covered: set[int]) -> set[int]:
    """Choose among the characters that a whole Japanese face covers."""
    left_out = {*HANGUL, *HANGUL_AND_YI, *CHINESE_LETTERS, *HALF_WIDTH_HANGUL}
    return {
        char for char in covered if char not in left_out and (char not in KANJI or japanese(char))
    }


def ranges(chars: Iterable[int]) -> list[str]:
    """Write characters as sorted ranges of hexadecimal numbers, such as ``3041-3096``."""
    runs: list[list[int]] = []
    for char in sorted(chars):
        if runs and char == runs[-1][1] + 1:
            runs[-1][1] = char
        else:
            runs.append([char, char])
    return [f"{first:04X}" if first == last else f"{first:04X}-{last:04X}" for first, last in runs]


def make(whole: Path) -> set[int]:
    """Write the subset of one face beside this file, and give the characters it covers."""
    font = TTFont(whole, recalcTimestamp=False)
    options = subset.Options(
        layout_features=list(FEATURES),
        name_IDs=["*"],
        name_languages=["*"],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    maker = subset.Subsetter(options)
    covered = set(font.getBestCmap())
    chosen = wanted(covered) if whole.name in JAPANESE else covered & {*EUROPEAN}
    maker.populate(unicodes=chosen | SELECTORS)
    maker.subset(font)
    font.save(HERE / whole.name)
    return set(font.getBestCmap())


def main(folder: Path) -> None:
    """Make the faces, and list the characters that one family has in all its faces."""
    families = [set.intersection(*(make(folder / face) for face in faces)) for faces in FAMILIES]
    covered = set.union(*families)
    lines = ranges(covered)
    (HERE / "coverage.txt").write_text("\n".join(lines) + "\n", encoding="ascii")
    print(f"{len(covered)} characters in {len(lines)} ranges")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
